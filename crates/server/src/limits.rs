//! How often somebody may try to sign in: a bucket of tries that fills again with time.

use domain::time::Timestamp;
use store::server::tries::Left;

/// How many tries a bucket holds, and how long one takes to come back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bucket {
    pub size: i64,
    pub refill_ms: i64,
}

/// For one account: enough for somebody who is looking for the right password, nothing for a dictionary.
pub const ACCOUNT: Bucket = Bucket { size: 10, refill_ms: 60_000 };
/// For one address: an office behind one router comes to work at nine.
pub const ADDRESS: Bucket = Bucket { size: 60, refill_ms: 5_000 };

impl Bucket {
    /// Takes one try, or says how long to wait for the next, in milliseconds.
    ///
    /// # Errors
    /// When the bucket is empty; it then stays as it is, so that asking does not delay the next try.
    pub fn take(self, left: Option<Left>, now: Timestamp) -> Result<Left, i64> {
        let full = self.size * 1000;
        let thousandths = left.map_or(full, |left| {
            // A clock that was set back must not empty the bucket.
            let elapsed_ms = now.0.saturating_sub(left.at.0).max(0);
            let refilled = elapsed_ms.saturating_mul(1000) / self.refill_ms;
            left.thousandths.saturating_add(refilled).clamp(0, full)
        });
        if thousandths >= 1000 {
            Ok(Left { thousandths: thousandths - 1000, at: now })
        } else {
            Err((1000 - thousandths) * self.refill_ms / 1000 + 1)
        }
    }

    /// Gives a try back that did no harm.
    pub fn give_back(self, left: Left) -> Left {
        Left { thousandths: (left.thousandths + 1000).min(self.size * 1000), ..left }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMALL: Bucket = Bucket { size: 2, refill_ms: 10_000 };

    fn at(seconds: i64) -> Timestamp {
        Timestamp(seconds * 1000)
    }

    #[test]
    fn a_full_bucket_gives_its_size_and_then_waits() {
        let first = SMALL.take(None, at(0)).unwrap();
        let second = SMALL.take(Some(first), at(0)).unwrap();
        assert_eq!(SMALL.take(Some(second), at(0)), Err(10_001));
        assert_eq!(SMALL.take(Some(second), at(4)), Err(6_001), "four of ten seconds have passed");
    }

    #[test]
    fn tries_come_back_one_by_one() {
        let empty = Left { thousandths: 0, at: at(0) };
        let next = SMALL.take(Some(empty), at(10)).unwrap();
        assert!(SMALL.take(Some(next), at(10)).is_err());
        assert!(SMALL.take(Some(next), at(20)).is_ok());
    }

    #[test]
    fn a_bucket_never_holds_more_than_its_size() {
        let old = Left { thousandths: 0, at: at(0) };
        let left = SMALL.take(Some(old), at(1_000_000)).unwrap();
        assert_eq!(left.thousandths, 1000);
    }

    #[test]
    fn a_clock_set_back_takes_nothing_away() {
        let later = Left { thousandths: 1000, at: at(100) };
        assert_eq!(SMALL.take(Some(later), at(0)), Ok(Left { thousandths: 0, at: at(0) }));
    }
}
