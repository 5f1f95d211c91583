//! Screenshots and files that were copied in another program: WebKitGTK hands pages neither, and a paste brings them all
//! the same.

use crate::world::{Machine, begin_note};
use std::io::Write as _;
use std::process::{Child, Command, Stdio};
use testkit::webdriver::{Key, Window};

/// Another program that copied something; it hands it over as long as it lives.
struct Copied(Child);

impl Copied {
    fn put(machine: &Machine, kind: &str, content: &[u8]) -> Self {
        let mut xclip = Command::new("xclip");
        xclip.args(["-quiet", "-selection", "clipboard", "-target", kind, "-in"]).stdin(Stdio::piped());
        let mut child = machine.desktop.welcome(&mut xclip).stderr(Stdio::null()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(content).unwrap();
        Self(child)
    }
}

impl Drop for Copied {
    fn drop(&mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

/// Presses the keys on the screen itself, until what was copied has come: the other program takes a moment to own it.
async fn paste(machine: &Machine, window: &Window, files: usize) -> Vec<String> {
    const NAMES: &str = "return [...document.querySelectorAll('[data-testid=file-chip] .name')].map((one) => one.textContent)";
    window
        .until("what was copied is there", async || {
            let names = window.run(NAMES, &[]).await?;
            let names: Vec<String> = serde_json::from_value(names)?;
            if names.len() >= files {
                return Ok(Some(names));
            }
            machine.desktop.welcome(Command::new("xdotool").args(["key", "ctrl+v"])).status()?;
            tokio::time::sleep(std::time::Duration::from_secs(1)).await;
            Ok(None)
        })
        .await
        .unwrap()
}

#[tokio::test]
async fn a_screenshot_and_a_copied_file_come_with_a_paste_and_belong_to_the_ticket() {
    let machine = Machine::new();
    let window = machine.open_local("Robin").await;
    let ticket = begin_note(&window, "Printer on fire").await;

    let picture = machine.data().with_extension("png");
    machine.desktop.picture(&picture).unwrap();
    let copied = Copied::put(&machine, "image/png", &std::fs::read(&picture).unwrap());
    let names = paste(&machine, &window, 1).await;
    assert!(names[0].starts_with("Screenshot ") && names[0].ends_with(".png"), "{names:?}");
    drop(copied);
    let file = machine.data().with_file_name("a log.txt");
    std::fs::write(&file, "paper jam at 14:02").unwrap();
    let address = url::Url::from_file_path(&file).unwrap();
    let copied = Copied::put(&machine, "text/uri-list", format!("{address}\r\n").as_bytes());
    let names = paste(&machine, &window, 2).await;
    assert_eq!(names[1], "a log.txt");
    drop(copied);

    window.type_text("What it says").await.unwrap();
    window.chord(&[Key::Control, Key::Enter]).await.unwrap();
    let attached = window
        .until("both are attached", async || {
            let view =
                crate::world::rpc(&window, "ticket_get", serde_json::json!({ "ticket": ticket })).await;
            let files = view["attachments"].as_array().cloned().unwrap_or_default();
            Ok((files.len() == 2).then_some(files))
        })
        .await
        .unwrap();
    let sizes: Vec<u64> = attached.iter().map(|one| one["size_bytes"].as_u64().unwrap()).collect();
    let sent = [&picture, &file].map(|path| std::fs::metadata(path).unwrap().len());
    assert_eq!(sizes, sent, "byte for byte");
}
