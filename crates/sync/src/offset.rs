//! How far the server's clock is from this device's, learnt from every answer.

use domain::time::Timestamp;
use std::collections::VecDeque;

const SAMPLES: usize = 8;

/// The last few samples; the one with the shortest way there and back is the most exact.
#[derive(Debug, Default)]
pub(crate) struct Offset {
    samples: VecDeque<(u64, i64)>,
}

impl Offset {
    /// Takes in that the server said `server` for a request sent at `sent` that took `trip_ms`.
    pub(crate) fn sample(&mut self, sent: Timestamp, trip_ms: u64, server: Timestamp) {
        let half = i64::try_from(trip_ms / 2).unwrap_or(i64::MAX);
        self.samples.push_back((trip_ms, server.0.saturating_sub(sent.plus_ms(half).0)));
        if self.samples.len() > SAMPLES {
            self.samples.pop_front();
        }
    }

    /// Server time minus device time, in milliseconds.
    pub(crate) fn best_ms(&self) -> i64 {
        self.samples.iter().min_by_key(|(trip_ms, _)| *trip_ms).map_or(0, |(_, offset)| *offset)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_quickest_answer_knows_the_time_best() {
        let mut offset = Offset::default();
        offset.sample(Timestamp(1_000), 900, Timestamp(6_900));
        offset.sample(Timestamp(2_000), 20, Timestamp(7_010));
        offset.sample(Timestamp(3_000), 400, Timestamp(8_390));
        assert_eq!(offset.best_ms(), 5_000);
    }

    #[test]
    fn a_clock_that_was_set_is_followed_within_a_few_answers() {
        let mut offset = Offset::default();
        offset.sample(Timestamp(0), 2, Timestamp(1));
        for _ in 0..SAMPLES {
            offset.sample(Timestamp(100_000), 40, Timestamp(20));
        }
        assert_eq!(offset.best_ms(), -100_000);
    }
}
