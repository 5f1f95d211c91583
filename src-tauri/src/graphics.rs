//! The environment that WebKitGTK needs to be fast and closed, settled before anything of it runs.
//!
//! Without a GPU its DMA-BUF renderer draws 16 frames a second where the older one draws 60; with a GPU it
//! is the other way round. A process cannot change its own environment safely, so it starts itself again.

use std::ffi::{OsStr, OsString};
use std::os::unix::process::CommandExt;
use std::process::Command;

const SOFTWARE: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";
/// Whoever set one of these has chosen a graphics path, and knows why.
const CHOSEN: [&str; 4] = [
    SOFTWARE,
    "WEBKIT_DMABUF_RENDERER_FORCE_SHM",
    "WEBKIT_DISABLE_COMPOSITING_MODE",
    "WEBKIT_SKIA_ENABLE_CPU_RENDERING",
];
/// Lets any local program drive the window, so it counts only together with our own word.
const AUTOMATION: &str = "TAURI_WEBVIEW_AUTOMATION";
const AUTOMATION_ALLOWED: &str = "TERN_AUTOMATION";

/// What is to be different in the environment: a value to set, or nothing to remove the variable.
type Difference = Vec<(&'static str, Option<&'static str>)>;

/// Starts this program again with the environment it needs, in the same process; returns if there is no need.
pub(crate) fn settle_environment() {
    let difference = differences(has_render_node(), |name| std::env::var_os(name));
    if difference.is_empty() {
        return;
    }
    let Ok(program) = std::env::current_exe() else { return };
    let mut arguments = std::env::args_os();
    let mut command = Command::new(program);
    if let Some(name) = arguments.next() {
        command.arg0(name);
    }
    command.args(arguments);
    for (name, value) in difference {
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
    }
    // Only a failure comes back from here; the window then works, but slower.
    let error = command.exec();
    tracing::warn!("Tern goes on with the environment it was given: {error}");
}

fn differences(has_gpu: bool, variable: impl Fn(&str) -> Option<OsString>) -> Difference {
    let mut difference = Difference::new();
    if !has_gpu && CHOSEN.iter().all(|name| variable(name).is_none()) {
        difference.push((SOFTWARE, Some("1")));
    }
    let allowed = variable(AUTOMATION_ALLOWED).is_some_and(|value| value == OsStr::new("1"));
    if variable(AUTOMATION).is_some() && !allowed {
        difference.push((AUTOMATION, None));
    }
    difference
}

/// Whether the processor draws what a GPU would: it has no time for things that glide.
pub(crate) fn is_software() -> bool {
    std::env::var_os(SOFTWARE).is_some_and(|value| value == OsStr::new("1"))
}

/// Whether there is a GPU that can render: on virtual machines and remote desktops there is none.
fn has_render_node() -> bool {
    std::fs::read_dir("/dev/dri").is_ok_and(|entries| {
        entries.flatten().any(|entry| entry.file_name().as_encoded_bytes().starts_with(b"renderD"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(has_gpu: bool, set: &[(&str, &str)], expected: &[(&'static str, Option<&'static str>)]) {
        let variable =
            |name: &str| set.iter().find(|(other, _)| *other == name).map(|(_, value)| OsString::from(value));
        assert_eq!(differences(has_gpu, variable), expected, "gpu {has_gpu}, {set:?}");
    }

    #[test]
    fn without_a_gpu_the_software_path_is_taken() {
        check(false, &[], &[(SOFTWARE, Some("1"))]);
        check(true, &[], &[]);
    }

    #[test]
    fn what_the_user_set_is_respected() {
        check(false, &[(SOFTWARE, "0")], &[]);
        check(false, &[("WEBKIT_DMABUF_RENDERER_FORCE_SHM", "1")], &[]);
        check(false, &[("WEBKIT_DISABLE_COMPOSITING_MODE", "1")], &[]);
    }

    #[test]
    fn automation_needs_two_words() {
        check(true, &[(AUTOMATION, "true")], &[(AUTOMATION, None)]);
        check(true, &[(AUTOMATION, "true"), (AUTOMATION_ALLOWED, "0")], &[(AUTOMATION, None)]);
        check(true, &[(AUTOMATION, "true"), (AUTOMATION_ALLOWED, "1")], &[]);
    }

    #[test]
    fn the_second_start_finds_nothing_to_change() {
        check(false, &[(SOFTWARE, "1")], &[]);
    }
}
