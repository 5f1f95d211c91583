//! Which files the system's program for them may open: they come from strangers, so nothing that runs.

/// Endings of what people read, look at, hear or unpack. What is not here can be saved, and opened from there.
const READ: [&str; 58] = [
    "txt", "log", "csv", "tsv", "json", "yaml", "yml", "toml", "ini", "md", "rtf", "pdf", "doc", "docx",
    "odt", "xls", "xlsx", "ods", "ppt", "pptx", "odp", "odg", "vsdx", "pages", "numbers", "key", "epub",
    "ics", "vcf", "eml", "msg", "png", "jpg", "jpeg", "gif", "webp", "avif", "bmp", "tif", "tiff", "heic",
    "psd", "mp3", "m4a", "ogg", "opus", "wav", "flac", "mp4", "m4v", "mov", "webm", "mkv", "avi", "zip",
    "7z", "gz", "tar",
];

/// How programs begin, whatever they are called.
const PROGRAMS: [&[u8]; 8] = [
    b"MZ",
    b"\x7fELF",
    b"#!",
    b"\xfe\xed\xfa\xce",
    b"\xfe\xed\xfa\xcf",
    b"\xce\xfa\xed\xfe",
    b"\xcf\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe",
];

/// Whether a file of this name is opened, by its last ending alone: `invoice.pdf.exe` is a program.
pub fn opens(name: &str) -> bool {
    let tidy = name.trim_end_matches(['.', ' ']);
    let ending = tidy.rsplit_once('.').map(|(_, ending)| ending.to_lowercase());
    name == tidy && !name.chars().any(hides) && ending.is_some_and(|ending| READ.contains(&ending.as_str()))
}

/// Whether what a file begins with is a program, or asks the desktop to start one.
pub fn runs(beginning: &[u8]) -> bool {
    let text = beginning.strip_prefix(b"\xef\xbb\xbf").unwrap_or(beginning);
    PROGRAMS.iter().any(|mark| beginning.starts_with(mark))
        || text.trim_ascii_start().to_ascii_lowercase().starts_with(b"[desktop entry]")
}

/// Characters that make a name read as another one.
fn hides(c: char) -> bool {
    c.is_control() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_opens_and_what_runs_does_not() {
        for name in ["plan.pdf", "Report 2026.DOCX", "trace.log", "a.b.png", "über.txt"] {
            assert!(opens(name), "{name}");
        }
        for name in [
            "setup.exe",
            "invoice.pdf.exe",
            "invoice.exe.",
            "run.sh",
            "x.bat",
            "x.ps1",
            "x.js",
            "x.jar",
            "x.desktop",
            "x.lnk",
            "x.html",
            "x.svg",
            "x.docm",
            "x.AppImage",
            "x.msi",
            "x.scr",
            "x.url",
            "README",
            "",
            ".pdf ",
            "gpj.\u{202e}exe.png",
            "fake.pdf\u{200b}",
            "a\n.pdf",
        ] {
            assert!(!opens(name), "{name:?}");
        }
    }

    #[test]
    fn a_program_is_known_by_how_it_begins() {
        for begin in [
            &b"MZ\x90"[..],
            b"\x7fELF\x02",
            b"#!/bin/sh",
            b"\n[Desktop Entry]\nExec=x",
            b"\xef\xbb\xbf[desktop entry]",
        ] {
            assert!(runs(begin));
        }
        assert!(!runs(b"%PDF-1.7") && !runs(b"PK\x03\x04") && !runs(b""));
    }
}
