//! Whether the network is metered, as a NetworkManager on a real bus says it.

use crate::session::on_a_desktop;
use std::time::Duration;
use testkit::desktop::Desktop;
use tokio::sync::mpsc;

const PATIENCE: Duration = Duration::from_secs(30);

/// What stands at NetworkManager's place.
struct Stand {
    metered: u32,
}

#[zbus::interface(name = "org.freedesktop.NetworkManager")]
impl Stand {
    #[zbus(property)]
    fn metered(&self) -> u32 {
        self.metered
    }
}

#[test]
fn a_metered_network_is_heard_of_when_it_comes_and_when_it_goes() {
    on_a_desktop(
        "network::a_metered_network_is_heard_of_when_it_comes_and_when_it_goes",
        async |_: &Desktop| {
            const PATH: &str = "/org/freedesktop/NetworkManager";
            let manager = zbus::connection::Builder::session()
                .unwrap()
                .name("org.freedesktop.NetworkManager")
                .unwrap()
                .serve_at(PATH, Stand { metered: 1 })
                .unwrap()
                .build()
                .await
                .unwrap();
            let (said, mut heard) = mpsc::unbounded_channel();
            let bus = zbus::Connection::session().await.unwrap();
            let following = tokio::spawn(async move { tern_app::network::follow(&bus, said).await });
            let mut next = async || tokio::time::timeout(PATIENCE, heard.recv()).await.unwrap().unwrap();
            assert_eq!(next().await, Some(true));
            let place = manager.object_server().interface::<_, Stand>(PATH).await.unwrap();
            for (code, wanted) in [(4, Some(false)), (3, Some(true)), (2, Some(false)), (0, None)] {
                place.get_mut().await.metered = code;
                place.get().await.metered_changed(place.signal_emitter()).await.unwrap();
                // A word that says what was known already may come in between.
                while next().await != wanted {}
            }
            following.abort();
        },
    );
}
