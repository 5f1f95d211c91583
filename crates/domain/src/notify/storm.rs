//! When many are one: a storm begins with more than three in a minute, and lasts until a minute brings nothing.

use super::Mark;
use crate::time::Timestamp;

/// More warnings than this within [`STORM_MS`] are shown as one.
pub(super) const CALM_COUNT: usize = 3;
pub(super) const STORM_MS: i64 = 60_000;
/// How long what is shown of a storm stands before it is shown anew with what came meanwhile.
const RENEW_MS: i64 = 5_000;
/// A storm that lasts longer is told as the next one: a list of a whole day is nobody's list.
const LIFE_MS: i64 = 60 * 60_000;

/// Returns since when the storm lasts that goes on at `now`: what was shown from then on belongs to it.
///
/// With `None` only what the last minute showed counts.
pub fn storm_since(marks: &[Mark], now: Timestamp) -> Option<Timestamp> {
    let since = recent(marks, now).filter_map(|mark| mark.storm()).max()?;
    // One that is over after all its time hands nothing on.
    Some(if since > now.plus_ms(-LIFE_MS) { since } else { now })
}

/// Returns until when a storm says nothing more, because it was shown just now.
pub fn storm_rests_until(marks: &[Mark], now: Timestamp) -> Option<Timestamp> {
    let shown = recent(marks, now).filter(|mark| mark.storm().is_some()).map(|mark| mark.shown_at).max()?;
    Some(shown.plus_ms(RENEW_MS)).filter(|until| *until > now)
}

/// What the last minute showed. What a clock that was set back left in the future is as good as old.
pub(super) fn recent(marks: &[Mark], now: Timestamp) -> impl Iterator<Item = &Mark> {
    marks.iter().filter(move |mark| mark.shown_at > now.plus_ms(-STORM_MS) && mark.shown_at <= now)
}

impl Mark {
    /// Since when the storm lasts that this belongs to.
    fn storm(&self) -> Option<Timestamp> {
        // Older versions kept no beginning.
        self.storm.or(self.collapsed.then_some(self.shown_at))
    }
}
