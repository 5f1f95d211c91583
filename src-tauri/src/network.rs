//! Whether the network is metered, as the system knows it: large files wait then.

use futures::StreamExt;
use host::Host;
use std::sync::Arc;
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};

/// Says what NetworkManager says, now and whenever it changes, for as long as somebody listens. `None`: nobody knows.
///
/// # Errors
/// When the bus is gone. A system without NetworkManager is no error: nobody knows there.
pub async fn follow(bus: &zbus::Connection, said: UnboundedSender<Option<bool>>) -> zbus::Result<()> {
    let manager = linux::NetworkStateProxy::new(bus).await?;
    let mut changes = manager.receive_metered_changed().await;
    // Asked first: the stream begins with what was known when somebody last asked.
    let mut code = manager.metered().await.unwrap_or(linux::UNKNOWN);
    while said.send(linux::is_metered(code)).is_ok() {
        let Some(change) = changes.next().await else { break };
        code = change.get().await.unwrap_or(linux::UNKNOWN);
    }
    Ok(())
}

/// Tells the host, for as long as the app runs. Systems that do not say leave it at what it is: unknown.
pub(crate) fn tell(host: Arc<Host>) {
    let (said, mut heard) = unbounded_channel();
    tauri::async_runtime::spawn(async move {
        let followed = async {
            let bus = zbus::Connection::system().await?;
            follow(&bus, said).await
        };
        if let Err(error) = followed.await {
            tracing::info!("Nobody says whether the network is metered: {error}");
        }
    });
    tauri::async_runtime::spawn(async move {
        while let Some(metered) = heard.recv().await {
            host.set_metered(metered).await;
        }
    });
}

mod linux {
    /// NMMetered: unknown, yes, no, and two guesses.
    pub(super) const UNKNOWN: u32 = 0;
    const YES: u32 = 1;
    const NO: u32 = 2;
    const GUESSED_YES: u32 = 3;
    const GUESSED_NO: u32 = 4;

    #[zbus::proxy(
        interface = "org.freedesktop.NetworkManager",
        default_service = "org.freedesktop.NetworkManager",
        default_path = "/org/freedesktop/NetworkManager",
        gen_blocking = false
    )]
    pub(super) trait NetworkState {
        #[zbus(property)]
        fn metered(&self) -> zbus::Result<u32>;
    }

    pub(super) fn is_metered(code: u32) -> Option<bool> {
        match code {
            YES | GUESSED_YES => Some(true),
            NO | GUESSED_NO => Some(false),
            _ => None,
        }
    }
}
