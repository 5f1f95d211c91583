//! A panel of a desktop that shows nothing: it takes Tern's icon in, reads the icon's menu, and chooses from it.

use crate::desktop::Desktop;
use anyhow::{Context as _, Result, ensure};
use serde_json::Value;
use std::process::Command;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use zbus::message::Header;

const WATCHER: &str = "org.kde.StatusNotifierWatcher";
const PATIENCE: Duration = Duration::from_secs(30);

/// Who asked to be shown: bus names and paths of icons.
type Icons = Arc<Mutex<Vec<(String, String)>>>;

struct Watcher {
    icons: Icons,
}

#[zbus::interface(name = "org.kde.StatusNotifierWatcher")]
impl Watcher {
    #[expect(clippy::needless_pass_by_value, reason = "the bus hands its values over")]
    fn register_status_notifier_item(&self, path: String, #[zbus(header)] header: Header<'_>) {
        let sender = header.sender().map(ToString::to_string).unwrap_or_default();
        self.icons.lock().unwrap_or_else(PoisonError::into_inner).push((sender, path));
    }

    fn register_status_notifier_host(&self, _host: String) {}

    #[zbus(property)]
    fn is_status_notifier_host_registered(&self) -> bool {
        true
    }

    #[zbus(property)]
    fn protocol_version(&self) -> i32 {
        0
    }
}

/// A panel on a desktop, as long as it is kept.
pub struct Panel<'a> {
    desktop: &'a Desktop,
    icons: Icons,
    bus: zbus::Connection,
}

impl<'a> Panel<'a> {
    /// # Errors
    /// When the desktop has no bus, or another panel.
    pub async fn on(desktop: &'a Desktop) -> Result<Self> {
        let icons = Icons::default();
        let bus = match desktop.bus() {
            Some(address) => zbus::connection::Builder::address(address)?,
            None => zbus::connection::Builder::session()?,
        };
        let bus = bus.serve_at("/StatusNotifierWatcher", Watcher { icons: Arc::clone(&icons) })?;
        let bus = bus.name(WATCHER)?.build().await?;
        Ok(Self { desktop, icons, bus })
    }

    /// The first icon that asks to be shown.
    ///
    /// # Errors
    /// When none does.
    pub async fn icon(&self) -> Result<Icon<'_>> {
        let since = Instant::now();
        loop {
            let first = self.icons.lock().unwrap_or_else(PoisonError::into_inner).first().cloned();
            if let Some((name, path)) = first {
                let of = ["get-property", &name, &path, "org.kde.StatusNotifierItem", "Menu"];
                let menu = busctl(self.desktop, &of)?;
                let menu = menu["data"].as_str().context("an icon names its menu")?.to_owned();
                return Ok(Icon { desktop: self.desktop, name, menu });
            }
            ensure!(since.elapsed() < PATIENCE, "no icon asks to be shown");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Goes, while its bus stays.
    ///
    /// # Errors
    /// When the bus does not answer.
    pub async fn leave(&self) -> Result<()> {
        self.bus.release_name(WATCHER).await?;
        Ok(())
    }
}

/// An icon in the panel, asked as a panel asks it.
pub struct Icon<'a> {
    desktop: &'a Desktop,
    name: String,
    menu: String,
}

impl Icon<'_> {
    /// The rows of the menu: number, words, and whether they are marked.
    ///
    /// # Errors
    /// When the icon is gone.
    pub fn rows(&self) -> Result<Vec<(i64, String, bool)>> {
        let menu = "com.canonical.dbusmenu";
        let of = ["call", &self.name, &self.menu, menu, "GetLayout", "iias", "0", "--", "-1", "0"];
        let layout = busctl(self.desktop, &of)?;
        let rows = layout["data"][1][2].as_array().context("a menu has rows")?;
        Ok(rows
            .iter()
            .map(|row| {
                let row = &row["data"];
                let of = |name: &str| &row[1][name]["data"];
                let words = of("label").as_str().unwrap_or_default().replace('_', "");
                (row[0].as_i64().unwrap_or_default(), words, of("toggle-state") == 1)
            })
            .collect())
    }

    /// # Errors
    /// When the icon is gone.
    pub fn says(&self, words: &str) -> Result<bool> {
        Ok(self.rows()?.iter().any(|(_, label, _)| label == words))
    }

    /// # Errors
    /// When the icon is gone.
    pub fn is_marked(&self, words: &str) -> Result<bool> {
        Ok(self.rows()?.iter().any(|(_, label, marked)| label == words && *marked))
    }

    /// # Errors
    /// When there is no such row.
    pub fn choose(&self, words: &str) -> Result<()> {
        let rows = self.rows()?;
        let (number, ..) = rows.iter().find(|(_, label, _)| label == words).context("the row is there")?;
        self.press(*number)
    }

    /// Chooses a row by its number.
    ///
    /// # Errors
    /// When the icon is gone.
    pub fn press(&self, row: i64) -> Result<()> {
        let (menu, row) = ("com.canonical.dbusmenu", row.to_string());
        let of = ["call", &self.name, &self.menu, menu, "Event", "isvu", &row, "clicked", "i", "0", "0"];
        busctl(self.desktop, &of).map(drop)
    }
}

/// Asks something on the bus of this desktop; what has no answer is null.
fn busctl(desktop: &Desktop, words: &[&str]) -> Result<Value> {
    let mut asked = Command::new("busctl");
    let output = desktop.welcome(&mut asked).args(["--user", "--json=short"]).args(words).output()?;
    ensure!(output.status.success(), "busctl {words:?}: {}", String::from_utf8_lossy(&output.stderr));
    Ok(serde_json::from_slice(&output.stdout).unwrap_or_default())
}
