//! When many are one: a storm begins with more than three in a minute, and lasts until a minute brings nothing.

use super::Mark;
use crate::time::Timestamp;

/// More than this within [`STORM_MS`] is shown as one.
pub(super) const CALM_COUNT: usize = 3;
pub(super) const STORM_MS: i64 = 60_000;
/// How long what is shown of a storm stands before it is shown anew with what came meanwhile.
const RENEW_MS: i64 = 5_000;
/// A storm that lasts longer is told as the next one: a list of a whole day is nobody's list.
const LIFE_MS: i64 = 60 * 60_000;

/// When something was shown, and since when the storm lasts that it belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shown {
    pub at: Timestamp,
    pub storm: Option<Timestamp>,
}

/// Returns since when the storm lasts that goes on at `now`: what was shown from then on belongs to it.
///
/// With `None` only what the last minute showed counts.
pub fn storm_since(shown: impl IntoIterator<Item = Shown>, now: Timestamp) -> Option<Timestamp> {
    let since = recent(shown, now).filter_map(|shown| shown.storm).max()?;
    // One that is over after all its time hands nothing on.
    Some(if since > now.plus_ms(-LIFE_MS) { since } else { now })
}

/// Returns until when a storm says nothing more, because it was shown just now.
pub fn storm_rests_until(shown: impl IntoIterator<Item = Shown>, now: Timestamp) -> Option<Timestamp> {
    let last = recent(shown, now).filter(|shown| shown.storm.is_some()).map(|shown| shown.at).max()?;
    Some(last.plus_ms(RENEW_MS)).filter(|until| *until > now)
}

/// Returns the storm in which so much that is fresh is to be told at `now`, by when it began; `None` when it is calm.
///
/// `held` says that quiet hours held back more than one of it.
pub(super) fn storm_of(
    shown: impl IntoIterator<Item = Shown> + Clone,
    fresh: usize,
    held: bool,
    now: Timestamp,
) -> Option<Timestamp> {
    let goes_on = storm_since(shown.clone(), now);
    let begins = held || fresh + recent(shown.clone(), now).count() > CALM_COUNT;
    let first = || recent(shown, now).map(|shown| shown.at).min().unwrap_or(now);
    goes_on.or_else(|| begins.then(first))
}

/// What the last minute showed. What a clock that was set back left in the future is as good as old.
pub(super) fn recent(shown: impl IntoIterator<Item = Shown>, now: Timestamp) -> impl Iterator<Item = Shown> {
    shown.into_iter().filter(move |shown| shown.at > now.plus_ms(-STORM_MS) && shown.at <= now)
}

impl Mark {
    pub fn shown(&self) -> Shown {
        // Older versions kept no beginning.
        Shown { at: self.shown_at, storm: self.storm.or(self.collapsed.then_some(self.shown_at)) }
    }
}
