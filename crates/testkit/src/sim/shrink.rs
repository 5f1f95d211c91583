//! Makes a script that breaks a promise as short as it can be: steps are left out as long as the same promise breaks.

use super::script::{Deed, Script, Step};
use super::{Violation, play};

/// How many worlds are played at most.
const TRIES: usize = 250;

/// The shortest script found that still breaks the same invariant, with what it says.
pub fn shrink(script: &Script, violation: &Violation, mistake: Option<&str>) -> (Script, Violation) {
    let mut best = (script.clone(), violation.clone());
    let mut tries = 0;
    let mut size = best.0.steps.len().div_ceil(2).max(1);
    loop {
        let mut at = 0;
        let mut shorter = false;
        while at < best.0.steps.len() && tries < TRIES {
            let mut steps: Vec<Step> = best.0.steps.clone();
            let end = (at + size).min(steps.len());
            let cut: Vec<Step> = steps.drain(at..end).collect();
            // Looks cost little and find much.
            steps.extend(cut.into_iter().filter(|step| size > 1 && step.deed == Deed::Look));
            steps.sort_by_key(|step| step.at_ms);
            let tried = best.0.with(steps);
            tries += 1;
            match play(&tried, mistake, false).violation {
                Some(found)
                    if found.invariant == violation.invariant && tried.steps.len() < best.0.steps.len() =>
                {
                    best = (tried, found);
                    shorter = true;
                }
                Some(_) | None => at = end,
            }
        }
        if tries >= TRIES || (size == 1 && !shorter) {
            return best;
        }
        size = (size / 2).max(1);
    }
}
