//! What a line between a desk and the server does to what goes over it.

use super::dice::Dice;
use serde::{Deserialize, Serialize};

/// How a line between a desk and the server behaves; probabilities are for each request.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Weather {
    pub delay_ms: u64,
    /// One in a hundred takes this long.
    pub tail_ms: u64,
    pub lose_request: f64,
    pub lose_answer: f64,
    pub double: f64,
    pub truncate: f64,
    pub garble: f64,
    pub portal: f64,
    pub busy: f64,
    pub half_open: f64,
    /// A proxy that gathers answers: live streams stay mute.
    pub proxied: bool,
}

impl Weather {
    pub(crate) const CALM: Weather = Weather {
        delay_ms: 40,
        tail_ms: 400,
        lose_request: 0.0,
        lose_answer: 0.0,
        double: 0.0,
        truncate: 0.0,
        garble: 0.0,
        portal: 0.0,
        busy: 0.0,
        half_open: 0.0,
        proxied: false,
    };

    pub(super) fn some(dice: &mut Dice) -> Weather {
        let mut rough = |most: f64| if dice.chance(0.5) { dice.unit() * most } else { 0.0 };
        let (lose_request, lose_answer, double) = (rough(0.2), rough(0.2), rough(0.2));
        let (truncate, garble, portal) = (rough(0.1), rough(0.1), rough(0.1));
        let (busy, half_open) = (rough(0.1), rough(0.1));
        Weather {
            delay_ms: dice.between(1, 2_000),
            tail_ms: dice.between(1_000, 120_000),
            lose_request,
            lose_answer,
            double,
            truncate,
            garble,
            portal,
            busy,
            half_open,
            proxied: dice.chance(0.2),
        }
    }
}
