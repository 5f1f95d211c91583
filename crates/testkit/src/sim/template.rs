//! The folders that every world begins with, made once for each process: a server with its staff, an empty desk.

use super::dice::Dice;
use super::floor::Floor;
use super::server::Server;
use super::time::{NodeClock, SeededIds, WorldTime};
use anyhow::{Context, Result, anyhow};
use desk::{Desk, Seat};
use domain::ids::{DeviceId, PersonId, TeamId};
use domain::person::{Role, default_team};
use serde_json::json;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use store::blobs::Blobs;
use store::{Db, Location};
use uuid::Uuid;

pub(crate) const PASSWORD: &str = "correct horse battery";

/// Who works here, and where.
#[derive(Debug, Clone)]
pub(crate) struct Cast {
    pub(crate) people: Vec<(PersonId, String)>,
    pub(crate) teams: Vec<TeamId>,
}

pub(crate) struct Template {
    pub(crate) server: PathBuf,
    pub(crate) desk: PathBuf,
    pub(crate) cast: Cast,
    _folder: tempfile::TempDir,
}

/// Memory that looks like a disk, where there is one.
const MEMORY: &str = "/dev/shm";
/// What the folders there are called, before the id of the process that they belong to.
const OURS: &str = "tern-sim-";

pub(crate) fn ground() -> Result<tempfile::TempDir> {
    let name = format!("{OURS}{}-", std::process::id());
    let mut folder = tempfile::Builder::new();
    folder.prefix(&name);
    if Path::new(MEMORY).is_dir() { folder.tempdir_in(MEMORY) } else { folder.tempdir() }
        .context("making a folder")
}

/// Removes what processes left that are gone: a template lasts as long as its process, and a kill leaves whole worlds.
fn tidy_up() -> Result<()> {
    let Ok(entries) = std::fs::read_dir(MEMORY) else { return Ok(()) };
    for entry in entries {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let process = name.strip_prefix(OURS).and_then(|rest| rest.split('-').next());
        if process.is_some_and(|id| !Path::new("/proc").join(id).exists()) {
            match std::fs::remove_dir_all(entry.path()) {
                // Another process tidies up as well.
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
                removed => removed.with_context(|| format!("removing {name}"))?,
            }
        }
    }
    Ok(())
}

/// The template of this process.
pub(crate) fn template() -> &'static Template {
    static TEMPLATE: OnceLock<Template> = OnceLock::new();
    TEMPLATE.get_or_init(|| make().expect("a template can be made on an empty folder"))
}

/// What the server cannot digest: it breaks off whatever would write it.
const POISON: &str = "CREATE TRIGGER poison BEFORE INSERT ON record WHEN NEW.doc LIKE '%venom%' \
                      BEGIN SELECT RAISE(ABORT, 'broken on purpose'); END";

const STAFF: [(&str, Role); super::script::CAST] = [
    ("ada", Role::Admin),
    ("bob", Role::Agent),
    ("cy", Role::Agent),
    ("dee", Role::Technician),
    ("eve", Role::Technician),
    ("fay", Role::Manager),
];

fn make() -> Result<Template> {
    tidy_up()?;
    let folder = ground()?;
    let (server, desk) = (folder.path().join("server"), folder.path().join("desk"));
    std::fs::create_dir_all(&server)?;
    std::fs::create_dir_all(&desk)?;
    let (floor, world) = (Floor::default(), WorldTime::default());
    let mut made = Server::new(server.clone(), world.clone(), 0);
    made.start(&floor, false)?;
    let cast = made
        .run(&floor, async |app| {
            let mut people = Vec::new();
            for (name, role) in STAFF {
                let email = format!("{name}@tern.example");
                let id = server::account::add(app, &email, name, role, PASSWORD.to_owned()).await?;
                people.push((id, email));
            }
            let ada = people[0].0;
            let call = async |command: &str, input| {
                app.desk()
                    .call(ada, command, input)
                    .await
                    .map_err(|problem| anyhow!("{command}: {problem:?}"))
            };
            let mut teams = vec![default_team().0];
            for (name, private) in [("Vault", true), ("Field", false)] {
                let team = call("team_save", json!({ "name": name, "private": private })).await?;
                teams.push(serde_json::from_value(team["id"].clone()).context("reading a team's id")?);
            }
            let members: [&[usize]; super::script::CAST] = [&[0, 1, 2], &[0], &[0, 1], &[0], &[2], &[0]];
            for (at, own) in members.iter().enumerate() {
                let (name, role) = STAFF[at];
                let own: Vec<TeamId> = own.iter().map(|team| teams[*team]).collect();
                let person = json!({
                    "person": people[at].0, "name": name, "email": people[at].1, "role": role,
                    "teams": own, "retired": false,
                });
                call("person_save", person).await?;
            }
            for at in 0..9 {
                let team = teams[at % teams.len()];
                let ticket = json!({ "subject": format!("Old trouble {at}"), "fields": { "team": team } });
                call("ticket_new", ticket).await?;
            }
            app.db().run_script(POISON).await?;
            app.db().clone().close().await?;
            anyhow::Ok(Cast { people, teams })
        })
        .map_err(|_| anyhow!("the template died"))??;
    made.running = None;

    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let place = desk.clone();
    runtime.block_on(async {
        let db = Db::open(&Location::File(place.join("tern.db")), None).await?;
        let blobs = Blobs::open(place.join("blobs"), None);
        let seat = Seat::Device { device: DeviceId(Uuid::nil()), connected: true };
        let ids = Arc::new(SeededIds::new(world.clone(), Dice::new(0, 52)));
        Desk::open(db.clone(), blobs, seat, Arc::new(NodeClock::new(world)), ids).await?;
        db.close().await
    })?;
    Ok(Template { server, desk, cast, _folder: folder })
}
