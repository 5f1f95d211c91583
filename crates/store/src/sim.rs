//! Where a simulator may stop the world, and which mistakes it may plant; without the feature `sim` all of it is
//! nothing, so nothing of it is in what ships.
//!
//! A point is a boundary at which a process may die. A node that dies at one never comes back from it: its future is
//! dropped with everything it held, as a kill does. Points and mistakes are asked of the thread's stage, so that many
//! simulated worlds run beside each other.

#[cfg(feature = "sim")]
pub use on::{Row, Stage, dump, enter, fill_disk, leave, quarantined, scribble};

/// A boundary at which a simulated process may die.
#[cfg(not(feature = "sim"))]
#[inline(always)]
#[expect(clippy::unused_async, reason = "with the feature it waits for ever")]
pub async fn point(_name: &'static str) {}

/// Whether a simulator wants this mistake to be made, to see that it is found.
#[cfg(not(feature = "sim"))]
#[inline(always)]
pub const fn planted(_mistake: &'static str) -> bool {
    false
}

/// Whether time passes only when a simulator says so: nothing may wait for a clock on the wall.
#[cfg(not(feature = "sim"))]
#[inline(always)]
pub const fn staged() -> bool {
    false
}

/// Says that what was committed so far is on the disk.
#[cfg(not(feature = "sim"))]
#[inline(always)]
pub(crate) const fn durable() {}

#[cfg(feature = "sim")]
pub(crate) use on::durable;
#[cfg(feature = "sim")]
pub use on::{planted, point, staged};

#[cfg(feature = "sim")]
mod on {
    use crate::db::Db;
    use crate::tx::{rows, run};
    use std::cell::RefCell;
    use std::rc::Rc;

    /// What a simulator answers.
    pub trait Stage {
        /// Whether the node that runs dies at this point.
        fn dies_at(&self, point: &'static str) -> bool;
        fn plants(&self, mistake: &'static str) -> bool;
        /// A transaction came to the disk.
        fn durable(&self);
    }

    thread_local! {
        static STAGE: RefCell<Option<Rc<dyn Stage>>> = const { RefCell::new(None) };
    }

    /// Makes this the stage of the thread.
    pub fn enter(stage: Rc<dyn Stage>) {
        STAGE.with(|slot| *slot.borrow_mut() = Some(stage));
    }

    pub fn leave() {
        STAGE.with(|slot| *slot.borrow_mut() = None);
    }

    fn stage() -> Option<Rc<dyn Stage>> {
        STAGE.with(|slot| slot.borrow().clone())
    }

    /// A boundary at which a simulated process may die; then this never ends.
    pub async fn point(name: &'static str) {
        // Asked in a step of its own: what is awaited must not hold what belongs to this thread.
        let dies = stage().is_some_and(|stage| stage.dies_at(name));
        if dies {
            std::future::pending::<()>().await;
        }
    }

    /// Whether a simulator wants this mistake to be made, to see that it is found.
    pub fn planted(mistake: &'static str) -> bool {
        stage().is_some_and(|stage| stage.plants(mistake))
    }

    /// Whether time passes only when a simulator says so: nothing may wait for a clock on the wall.
    pub fn staged() -> bool {
        stage().is_some()
    }

    /// Says that what was committed so far is on the disk.
    pub(crate) fn durable() {
        if let Some(stage) = stage() {
            stage.durable();
        }
    }

    /// A row of a table as text.
    pub type Row = Vec<String>;

    /// Reads what a query gives, every column as text (`CAST(... AS TEXT)` or `hex(...)` it).
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn dump(db: &Db, sql: &str, columns: usize) -> anyhow::Result<Vec<Row>> {
        rows(db, sql, Vec::new())
            .await?
            .iter()
            .map(|row| {
                (0..columns)
                    .map(|at| Ok(row.try_get_by_index::<Option<String>>(at)?.unwrap_or_default()))
                    .collect()
            })
            .collect()
    }

    /// Runs one statement past every door: a bit that flips by itself.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn scribble(db: &Db, sql: &str) -> anyhow::Result<u64> {
        let tx = db.begin().await?;
        let touched = run(&tx, sql, Vec::new()).await?;
        tx.commit().await?;
        Ok(touched)
    }

    /// Lets a database grow no more, or as it likes again.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn fill_disk(db: &Db, full: bool) -> anyhow::Result<()> {
        db.limit_pages(if full { 1 } else { 4_294_967_294 }).await
    }

    /// Everything that a server keeps aside, as text.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn quarantined(db: &Db) -> anyhow::Result<Vec<Row>> {
        dump(db, "SELECT lower(hex(change)), content, state FROM quarantine ORDER BY change", 3).await
    }
}
