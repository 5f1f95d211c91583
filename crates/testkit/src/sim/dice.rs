//! The only chance in a simulated world: dice that fall the same way for the same seed.

use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

/// Seeded dice.
#[derive(Debug, Clone)]
pub(crate) struct Dice(StdRng);

impl Dice {
    /// Dice for one purpose: the same seed and purpose give the same throws, whatever other dice do.
    pub(crate) fn new(seed: u64, purpose: u64) -> Self {
        Dice(StdRng::seed_from_u64(seed ^ purpose.wrapping_mul(0x9e37_79b9_7f4a_7c15)))
    }

    /// A number in `0..below`; `below` is at least 1.
    pub(crate) fn below(&mut self, below: usize) -> usize {
        self.0.random_range(0..below.max(1))
    }

    /// A number in `from..=to`.
    pub(crate) fn between(&mut self, from: u64, to: u64) -> u64 {
        self.0.random_range(from..=to.max(from))
    }

    pub(crate) fn chance(&mut self, probability: f64) -> bool {
        self.0.random::<f64>() < probability
    }

    /// A number in `0.0..1.0`.
    pub(crate) fn unit(&mut self) -> f64 {
        self.0.random()
    }

    pub(crate) fn number(&mut self) -> u64 {
        self.0.random()
    }

    pub(crate) fn pick<'a, T>(&mut self, among: &'a [T]) -> Option<&'a T> {
        if among.is_empty() { None } else { among.get(self.below(among.len())) }
    }
}
