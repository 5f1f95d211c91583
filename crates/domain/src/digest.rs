//! A sum that says whether two sides have the same records: any order, kept up by adding and taking away.

use crate::record::{Kind, Seq};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The sum over some live records, and how many they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Sum {
    /// The fingerprints of all of them, added up modulo 2^64.
    pub sum: i64,
    pub count: i64,
}

impl Sum {
    /// The sum over one record.
    pub fn of(kind: Kind, id: Uuid, ver: Seq) -> Self {
        Sum { sum: fingerprint(kind, id, ver), count: 1 }
    }

    pub fn add(&mut self, other: Sum) {
        self.sum = self.sum.wrapping_add(other.sum);
        self.count += other.count;
    }

    pub fn take_away(&mut self, other: Sum) {
        self.sum = self.sum.wrapping_sub(other.sum);
        self.count -= other.count;
    }
}

/// A number that no two versions of records share but by a chance of one in 2^64.
pub fn fingerprint(kind: Kind, id: Uuid, ver: Seq) -> i64 {
    let mut bytes = [0_u8; 26];
    bytes[..2].copy_from_slice(&kind.code().to_le_bytes());
    bytes[2..18].copy_from_slice(id.as_bytes());
    bytes[18..].copy_from_slice(&ver.to_le_bytes());
    let hash = blake3::hash(&bytes);
    i64::from_le_bytes(hash.as_bytes()[..8].try_into().expect("a hash has thirty-two bytes"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_forgets_the_order_and_what_was_taken_away() {
        let of = |n: u128, ver| Sum::of(Kind::Ticket, Uuid::from_u128(n), ver);
        let mut one = Sum::default();
        let mut other = Sum::default();
        for n in 0..100 {
            one.add(of(n, 7));
            other.add(of(99 - n, 7));
        }
        assert_eq!(one, other);
        one.take_away(of(3, 7));
        one.add(of(3, 8));
        assert_ne!(one, other);
        one.take_away(of(3, 8));
        one.add(of(3, 7));
        assert_eq!(one, other);
        assert_ne!(of(1, 2), Sum::of(Kind::Message, Uuid::from_u128(1), 2));
    }
}
