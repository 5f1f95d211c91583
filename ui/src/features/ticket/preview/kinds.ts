/** @file Which files are looked at here, and how: pictures, texts and PDF; nothing of them ever runs. */
import type { AttachmentView } from "../../../api/gen";

export type Preview = "picture" | "text" | "pdf";

/** Beyond this a file is a download: it would have to be read as a whole. */
const mostBytes: Record<Preview, number> = { picture: 8 * 1024 * 1024, text: 8 * 1024 * 1024, pdf: 48 * 1024 * 1024 };
/** What an `img` draws without running anything; SVG stays a file. */
const drawable = new Set(["image/png", "image/jpeg", "image/gif", "image/webp", "image/avif"]);
const texts = /\.(txt|log|csv|tsv|json|md|yaml|yml|ini|toml)$/i;
/** More of a text than this nobody reads here, and it would make the page slow. */
const mostLetters = 400_000;

/** How a file is shown, or null where it is only saved or opened elsewhere. */
export function previewOf({ name, mime, size_bytes: bytes }: Pick<AttachmentView, "name" | "mime" | "size_bytes">): Preview | null {
  const kind = drawable.has(mime) ? "picture" : mime === "application/pdf" || /\.pdf$/i.test(name) ? "pdf" : texts.test(name) ? "text" : null;
  return kind !== null && bytes <= mostBytes[kind] ? kind : null;
}

/** The letters of a text file, whether it is all of them, and JSON with its lines where it has none. */
export function textOf(name: string, bytes: Uint8Array): { text: string; whole: boolean } {
  const all = tidy(name, decoded(bytes));
  return { text: all.slice(0, mostLetters), whole: all.length <= mostLetters };
}

function decoded(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    // Older programs on Windows write their own letters.
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

function tidy(name: string, text: string): string {
  if (!/\.json$/i.test(name) || text.trim().includes("\n")) return text;
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    // Shown as it is.
    return text;
  }
}
