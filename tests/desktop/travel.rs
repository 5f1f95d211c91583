//! A computer that travels while the window is open: what is made of wall time follows it, instants stay.

use crate::clocks::answer;
use crate::session::on_a_desktop;
use crate::window::{tern, until};
use anyhow::{Context as _, Result, ensure};
use serde_json::{Value, json};
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};
use testkit::desktop::Desktop;
use testkit::webdriver::{Program, Window};

const HOUR_MS: i64 = 60 * 60_000;

/// A computer that can be carried to another zone: Tern sees an `/etc` of its own, in which only the zone differs.
struct Computer {
    room: PathBuf,
}

impl Computer {
    fn in_zone(room: &Path, zone: &str) -> Result<Self> {
        let (etc, real) = (room.join("etc"), room.join("real-etc"));
        std::fs::create_dir_all(&etc)?;
        std::fs::create_dir_all(&real)?;
        for entry in std::fs::read_dir("/etc")? {
            let name = entry?.file_name();
            if name != "localtime" && name != "timezone" {
                symlink(real.join(&name), etc.join(&name))?;
            }
        }
        let script = room.join("tern");
        let (etc, real) = (etc.display(), real.display());
        let lines = format!(
            "#!/bin/sh\nexec bwrap --dev-bind / / --bind /etc '{real}' --bind '{etc}' /etc -- '{}' \"$@\"\n",
            env!("CARGO_BIN_EXE_tern")
        );
        std::fs::write(&script, lines)?;
        std::fs::set_permissions(&script, std::fs::Permissions::from_mode(0o755))?;
        let computer = Self { room: room.to_owned() };
        computer.travel(zone)?;
        Ok(computer)
    }

    fn travel(&self, zone: &str) -> Result<()> {
        let (there, next) = (self.room.join("etc/localtime"), self.room.join("etc/localtime.next"));
        symlink(format!("/usr/share/zoneinfo/{zone}"), &next)?;
        std::fs::rename(next, there).context("the zone changes from one moment to the next")
    }

    fn tern(&self) -> Program {
        tern(&self.room.join("desk")).started_by(self.room.join("tern"))
    }
}

/// The zone whose clocks are this many hours ahead; their names have the sign of the way back.
fn zone_ahead(hours: i64) -> String {
    match hours {
        0 => "Etc/GMT".to_owned(),
        1.. => format!("Etc/GMT-{hours}"),
        _ => format!("Etc/GMT+{}", -hours),
    }
}

#[test]
fn wall_time_follows_a_computer_that_travels_and_instants_stay() {
    on_a_desktop(
        "travel::wall_time_follows_a_computer_that_travels_and_instants_stay",
        async |desktop: &Desktop| travels(desktop).await.unwrap(),
    );
}

async fn travels(desktop: &Desktop) -> Result<()> {
    let now = i64::try_from(SystemTime::now().duration_since(UNIX_EPOCH)?.as_millis())?;
    let hour = now / HOUR_MS % 24;
    // It is noon at home and midnight where the journey goes, whenever this runs.
    let (home, away) = (zone_ahead(12 - hour), zone_ahead(if hour <= 12 { -hour } else { 24 - hour }));
    let room = tempfile::tempdir()?;
    let computer = Computer::in_zone(room.path(), &home)?;
    let window = Window::open(desktop, &computer.tern()).await?;
    let set_up = json!({ "name": "Robin", "passphrase": "for tests only" });
    answer(&window, "host_work_locally", set_up).await?;
    let quiet = json!({ "enabled": true, "from": "22:00", "to": "06:00" });
    answer(&window, "preference_put", json!({ "name": "quiet_hours", "value": quiet })).await?;
    let new =
        json!({ "subject": "Call the plumber", "description": "", "fields": {}, "new_requester": null });
    let ticket = answer(&window, "ticket_new", new).await?["id"].take();
    let at = (now / HOUR_MS + 3) * HOUR_MS;
    answer(&window, "reminder_add", json!({ "ticket": ticket, "at": at, "note": "Call back" })).await?;
    window.run("location.hash = '#/calendar/agenda'", &[]).await?;

    ensure!(shown_as(&window, at, &home).await? != shown_as(&window, at, &away).await?, "half a day apart");
    let stands_as_in = async |zone: &str, quiet: bool| -> Result<()> {
        let words = shown_as(&window, at, zone).await?;
        until(&format!("the reminder stands at {words}, as in {zone}"), async || {
            let shown = "return document.querySelector('[data-testid=calendar-item][data-kind=reminder] .time')?.textContent ?? ''";
            Ok(window.run(shown, &[]).await? == words)
        })
        .await?;
        until("quiet hours are of the same wall", async || {
            let dnd = answer(&window, "dnd_get", json!({})).await?;
            let chip = window.find_now("[data-testid=dnd]").await?;
            Ok(dnd["quiet_now"] == json!(quiet) && chip.is_some() == quiet)
        })
        .await
    };
    stands_as_in(&home, false).await?;
    let before = instants(&window, &ticket).await?;
    computer.travel(&away)?;
    stands_as_in(&away, true).await?;
    ensure!(instants(&window, &ticket).await? == before, "no due instant and no reminder moved");
    computer.travel(&home)?;
    stands_as_in(&home, false).await?;
    window.close().await
}

/// What has an instant: clocks, the reminder, and the hours that the desk's people agreed on.
async fn instants(window: &Window, ticket: &Value) -> Result<Value> {
    let clocks = answer(window, "ticket_get", json!({ "ticket": ticket })).await?["clocks"].take();
    let due: Vec<&Value> =
        clocks.as_array().context("a ticket has clocks")?.iter().map(|clock| &clock["due"]).collect();
    ensure!(due.iter().any(|due| due.is_i64()), "something is due: {clocks}");
    let reminders = answer(window, "reminder_list", json!({ "ticket": ticket, "done": false })).await?;
    let hours = answer(window, "calendar_list", json!({})).await?;
    Ok(json!([due, reminders[0]["at"], hours["calendars"][0]["zone"]]))
}

/// How a person in that zone would write an instant, as the reader of this page writes times.
async fn shown_as(window: &Window, at: i64, zone: &str) -> Result<Value> {
    let script = "let place = 'en'; try { place = Intl.getCanonicalLocales(navigator.language)[0]; } catch { }
        return new Intl.DateTimeFormat(place, { hour: 'numeric', minute: '2-digit', timeZone: arguments[1] }).format(arguments[0])";
    window.run(script, &[json!(at), json!(zone)]).await
}
