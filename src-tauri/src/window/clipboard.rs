//! What was copied in another program and is no text: screenshots and files, which WebKitGTK does not hand to pages.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use contract::problem::{Code, Problem};
use contract::shell::ClipboardView;
use std::time::Duration;
use tauri::WebviewWindow;
use tokio::sync::oneshot;

/// Whoever copied hands it over when asked, and may hang.
const PATIENCE: Duration = Duration::from_secs(5);

pub(super) async fn read(window: &WebviewWindow) -> Result<ClipboardView, Problem> {
    let (say, said) = oneshot::channel();
    // Only the thread of the windows may ask.
    window
        .run_on_main_thread(move || ask(say))
        .map_err(|error| Problem::new(Code::Internal, format!("the clipboard was not read: {error}")))?;
    // Whoever hangs has nothing for us.
    Ok(tokio::time::timeout(PATIENCE, said).await.ok().and_then(Result::ok).unwrap_or_default())
}

fn ask(say: oneshot::Sender<ClipboardView>) {
    let clipboard = gtk::Clipboard::get(&gtk::gdk::SELECTION_CLIPBOARD);
    clipboard.request_uris(move |clipboard, uris| {
        let paths = uris.iter().filter_map(|uri| gtk::glib::filename_from_uri(uri).ok());
        let files: Vec<String> =
            paths.filter_map(|(path, _)| path.into_os_string().into_string().ok()).collect();
        // A file manager offers a picture of what it copied; the file itself is meant.
        if !files.is_empty() {
            let _ = say.send(ClipboardView { png_base64: None, files });
            return;
        }
        clipboard.request_contents(&gtk::gdk::Atom::intern("image/png"), move |clipboard, content| {
            let png = content.data();
            if !png.is_empty() {
                let _ = say.send(picture(Some(&png)));
                return;
            }
            // Some programs offer pictures in other ways than as a file.
            clipboard.request_image(move |_, image| {
                let png = image.and_then(|image| image.save_to_bufferv("png", &[]).ok());
                // Whoever asked may have lost patience.
                let _ = say.send(picture(png.as_deref()));
            });
        });
    });
}

fn picture(png: Option<&[u8]>) -> ClipboardView {
    ClipboardView { png_base64: png.map(|png| BASE64_STANDARD.encode(png)), files: Vec::new() }
}
