//! The simulated server: the real router on a real SQLite file, started, killed, backed up and put back.

use super::dice::Dice;
use super::floor::{Died, Floor, SERVER, copy_folder};
use super::time::{NodeClock, SeededIds, WorldTime};
use anyhow::{Context, Result};
use axum::Router;
use axum::body::Body;
use bytes::Bytes;
use desk::clock::{Clock, Ids};
use desk::{Desk, Seat};
use http::{HeaderMap, Request, StatusCode};
use server::password::{Cost, Passwords};
use server::{App, router};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use store::blobs::Blobs;
use store::{Db, Location};
use tokio::runtime::Runtime;
use tower::ServiceExt;

/// What the server said.
#[derive(Debug, Clone)]
pub(crate) struct Said {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

pub(crate) struct Running {
    pub(crate) runtime: Runtime,
    pub(crate) app: App,
    router: Router,
}

pub(crate) struct Server {
    pub(crate) folder: PathBuf,
    pub(crate) running: Option<Running>,
    clock: NodeClock,
    ids: Arc<SeededIds>,
    dice: Dice,
}

impl Server {
    pub(crate) fn new(folder: PathBuf, world: WorldTime, seed: u64) -> Self {
        Server {
            folder,
            running: None,
            clock: NodeClock::new(world.clone()),
            ids: Arc::new(SeededIds::new(world, Dice::new(seed, 50))),
            dice: Dice::new(seed, 51),
        }
    }

    /// Starts it on what is in its folder; `restored` begins a new history first.
    pub(crate) fn start(&mut self, floor: &Floor, restored: bool) -> Result<()> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        floor.keeps_in(SERVER, &self.folder);
        let (clock, ids): (Arc<dyn Clock>, Arc<dyn Ids>) = (Arc::new(self.clock.clone()), self.ids.clone());
        let folder = self.folder.clone();
        let opened = floor.run(SERVER, &runtime, async move {
            let db = Db::open(&Location::File(folder.join("tern.db")), None).await?;
            let blobs = Blobs::open(folder.join("blobs"), None);
            let desk = Desk::open(db.clone(), blobs, Seat::Server, clock.clone(), ids.clone()).await?;
            if restored {
                desk.begin_history().await?;
            }
            desk.recounted().await;
            App::new(desk, db, clock, ids, Passwords::new(Cost::Least)?, false).await
        });
        let app = opened.map_err(|Died| anyhow::anyhow!("the server died while it was opened"))??;
        self.running = Some(Running { runtime, router: router(app.clone()), app });
        Ok(())
    }

    /// Ends it as a kill or a power cut does.
    pub(crate) fn die(&mut self, floor: &Floor, to: &Path, power: bool) -> Result<()> {
        let lost = power.then(|| self.dice.unit());
        floor.remains(SERVER, &self.folder, to, lost).context("copying what is left of a server")?;
        self.folder = to.to_owned();
        if let Some(running) = self.running.take() {
            running.runtime.shutdown_background();
        }
        Ok(())
    }

    /// Copies what is there now, as a backup does.
    pub(crate) fn back_up(&self, to: &Path) -> Result<()> {
        copy_folder(&self.folder, to).context("backing a server up")
    }

    pub(crate) fn run<T>(&self, floor: &Floor, work: impl AsyncFnOnce(&App) -> T) -> Result<T, Died> {
        let running = self.running.as_ref().ok_or(Died)?;
        floor.run(SERVER, &running.runtime, async {
            let done = work(&running.app).await;
            running.app.desk().recounted().await;
            done
        })
    }

    /// Answers a request; a live stream is only opened, what it says is the world's to tell.
    pub(crate) fn answer(&self, floor: &Floor, request: Request<Bytes>, stream: bool) -> Result<Said, Died> {
        let running = self.running.as_ref().ok_or(Died)?;
        let (router, desk) = (running.router.clone(), running.app.desk());
        floor.run(SERVER, &running.runtime, async move {
            let response =
                router.oneshot(request.map(Body::from)).await.unwrap_or_else(|never| match never {});
            let (head, body) = response.into_parts();
            let body = if stream && head.status.is_success() {
                Bytes::new()
            } else {
                axum::body::to_bytes(body, usize::MAX).await.unwrap_or_default()
            };
            desk.recounted().await;
            Said { status: head.status, headers: head.headers, body }
        })
    }

    pub(crate) fn head(&self) -> i64 {
        self.running.as_ref().map_or(0, |running| *running.app.desk().head().borrow())
    }
}
