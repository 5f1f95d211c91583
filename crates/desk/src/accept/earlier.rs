//! What became of changes that came before: one change may have come under several numbers, from copies of a desk.

use crate::accept::lacked_its_ticket;
use anyhow::Context;
use contract::wire::PushResult;
use domain::change::Change;
use std::collections::BTreeMap;
use store::tx::Source;
use uuid::Uuid;

/// The outcomes that are kept for some changes.
pub(super) struct Earlier {
    kept: BTreeMap<Uuid, Vec<Judged>>,
}

struct Judged {
    hash: String,
    result: PushResult,
}

/// What is known of a change.
pub(super) enum Known<'a> {
    Nothing,
    /// What it was judged.
    Same(&'a PushResult),
    /// Its id stands for something else.
    Other,
}

impl Earlier {
    pub(super) async fn of(source: &impl Source, changes: &[Uuid]) -> anyhow::Result<Self> {
        let mut kept: BTreeMap<Uuid, Vec<Judged>> = BTreeMap::new();
        for verdict in store::state::verdicts_of(source, changes).await? {
            let result = serde_json::from_str(&verdict.result).context("reading an outcome")?;
            kept.entry(verdict.change).or_default().push(Judged { hash: verdict.hash, result });
        }
        Ok(Self { kept })
    }

    /// Looks a change up by its id and what it says.
    ///
    /// One copy of a desk may have been refused because the ticket was not there, and another heard later. What was
    /// said in the end counts; the numbers, each desk's own, do not tell which that is.
    pub(super) fn known(&self, change: Uuid, hash: &str) -> Known<'_> {
        let Some(kept) = self.kept.get(&change) else { return Known::Nothing };
        let same = || kept.iter().filter(|judged| judged.hash == hash).map(|judged| &judged.result);
        match same().find(|result| !lacked_its_ticket(result)).or_else(|| same().next()) {
            Some(result) => Known::Same(result),
            None => Known::Other,
        }
    }
}

/// What became of a change, if it was judged.
pub(crate) async fn verdict(source: &impl Source, change: &Change) -> anyhow::Result<Option<PushResult>> {
    let id = change.id.0;
    Ok(match Earlier::of(source, &[id]).await?.known(id, &change.hash()) {
        Known::Same(result) => Some(result.clone()),
        Known::Nothing | Known::Other => None,
    })
}
