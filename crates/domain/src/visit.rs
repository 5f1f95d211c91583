//! Visits: somebody goes to where the requester is, and says step by step what happened there.

use crate::ids::{AttachmentId, PersonId, TicketId};
use crate::record::{Entity, Kind};
use crate::refusal::Refusal;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A visit on a ticket; it is seen by whoever sees the ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visit {
    pub ticket: TicketId,
    /// Who goes there, once somebody does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub technician: Option<PersonId>,
    /// When the requester was told to expect somebody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Timestamp>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// What is to be done there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub purpose: Option<String>,
    /// What happened; steps are added and never removed, so that two devices without a network lose none.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub steps: BTreeSet<Step>,
    /// What was built in or left there, such as `2 × Fuser kit`.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub parts: BTreeSet<String>,
    /// The picture of the signature.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signature: Option<AttachmentId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed_by: Option<String>,
}

impl Entity for Visit {
    const KIND: Kind = Kind::Visit;
}

/// The longest address or purpose, in bytes.
pub const VISIT_TEXT_LIMIT_BYTES: usize = 4_000;
/// The longest visit: a time window is part of a day, not of a month.
pub const LONGEST_MS: i64 = 7 * 24 * 3_600_000;
const MOST_PARTS: usize = 200;
const PART_LIMIT_BYTES: usize = 200;

/// What can be said of a visit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum StepKind {
    /// On the way.
    Started,
    Arrived,
    Done,
    /// It does not take place.
    Cancelled,
    /// The step before it was a mistake.
    TakenBack,
}

impl StepKind {
    const ALL: [StepKind; 5] =
        [StepKind::Started, StepKind::Arrived, StepKind::Done, StepKind::Cancelled, StepKind::TakenBack];

    pub fn key(self) -> &'static str {
        match self {
            StepKind::Started => "started",
            StepKind::Arrived => "arrived",
            StepKind::Done => "done",
            StepKind::Cancelled => "cancelled",
            StepKind::TakenBack => "taken_back",
        }
    }
}

/// One step: an element of a set, so it is written as text, `2026-03-06T16:30:00.000Z arrived PERSON`. The order of
/// the texts is the order in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Step {
    pub at: Timestamp,
    pub kind: StepKind,
    pub by: PersonId,
}

impl From<Step> for String {
    fn from(step: Step) -> Self {
        format!("{} {} {}", step.at, step.kind.key(), step.by)
    }
}

impl TryFrom<String> for Step {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        let no = || format!("{text:?} is no step of a visit");
        let mut words = text.split(' ');
        let (Some(at), Some(kind), Some(by), None) = (words.next(), words.next(), words.next(), words.next())
        else {
            return Err(no());
        };
        Ok(Step {
            at: Timestamp::parse(at).map_err(|_| no())?,
            kind: StepKind::ALL.into_iter().find(|it| it.key() == kind).ok_or_else(no)?,
            by: by.parse().map_err(|_| no())?,
        })
    }
}

/// Where a visit stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum VisitState {
    Planned,
    OnTheWay,
    OnSite,
    Done,
    Cancelled,
}

impl VisitState {
    pub fn is_over(self) -> bool {
        match self {
            VisitState::Done | VisitState::Cancelled => true,
            VisitState::Planned | VisitState::OnTheWay | VisitState::OnSite => false,
        }
    }
}

impl Visit {
    /// The steps that stand, oldest first: each step back takes the last one that stood.
    pub fn standing(&self) -> Vec<Step> {
        let mut standing: Vec<Step> = Vec::new();
        for step in &self.steps {
            match step.kind {
                StepKind::TakenBack => drop(standing.pop()),
                StepKind::Started | StepKind::Arrived | StepKind::Done | StepKind::Cancelled => {
                    standing.push(*step);
                }
            }
        }
        standing
    }

    pub fn state(&self) -> VisitState {
        match self.standing().last().map(|step| step.kind) {
            None | Some(StepKind::TakenBack) => VisitState::Planned,
            Some(StepKind::Started) => VisitState::OnTheWay,
            Some(StepKind::Arrived) => VisitState::OnSite,
            Some(StepKind::Done) => VisitState::Done,
            Some(StepKind::Cancelled) => VisitState::Cancelled,
        }
    }

    /// What may be said next, the usual one first. Whoever walks next door starts by arriving, and whoever helped by
    /// telephone never went there: only what is over has no way on but back.
    pub fn next(&self) -> Vec<StepKind> {
        match self.state() {
            VisitState::Planned => {
                vec![StepKind::Started, StepKind::Arrived, StepKind::Done, StepKind::Cancelled]
            }
            VisitState::OnTheWay => {
                vec![StepKind::Arrived, StepKind::Done, StepKind::Cancelled, StepKind::TakenBack]
            }
            VisitState::OnSite => vec![StepKind::Done, StepKind::Cancelled, StepKind::TakenBack],
            VisitState::Done | VisitState::Cancelled => vec![StepKind::TakenBack],
        }
    }

    /// Adds a step at `now`, behind all that are there: a clock that was set back does not turn the order around.
    ///
    /// # Errors
    /// When it does not follow from where the visit stands.
    pub fn step(&mut self, kind: StepKind, by: PersonId, now: Timestamp) -> Result<(), Refusal> {
        if !self.next().contains(&kind) {
            return Err(Refusal::invalid("step", "the visit is past that; take back the last step first"));
        }
        let after = self.steps.last().map_or(now, |last| now.max(last.at.plus_ms(1)));
        self.steps.insert(Step { at: after, kind, by });
        Ok(())
    }

    /// The step that undoes the last of these steps, which somebody has just added: what happened stays, the step
    /// back is one more.
    pub fn step_back(&self, added: &BTreeSet<String>) -> Option<StepKind> {
        let last = added.iter().filter_map(|text| Step::try_from(text.clone()).ok()).max()?;
        match last.kind {
            StepKind::Started | StepKind::Arrived | StepKind::Done | StepKind::Cancelled => {
                self.standing().last().is_some_and(|step| *step == last).then_some(StepKind::TakenBack)
            }
            StepKind::TakenBack => {
                let before = Visit { steps: self.steps.range(..last).copied().collect(), ..self.clone() };
                before.standing().last().map(|step| step.kind).filter(|kind| self.next().contains(kind))
            }
        }
    }

    /// How long somebody was there, in seconds: from the last arrival until it was over, or until `now`.
    pub fn on_site_seconds(&self, now: Timestamp) -> Option<i64> {
        let standing = self.standing();
        let arrived = standing.iter().rposition(|step| step.kind == StepKind::Arrived)?;
        let left = standing.get(arrived + 1).map_or(now, |step| step.at);
        Some(((left.0 - standing.get(arrived)?.at.0) / 1_000).max(0))
    }

    /// Checks what a change made of a visit.
    ///
    /// # Errors
    /// With what is wrong with it.
    pub fn check(&self) -> Result<(), Refusal> {
        match (self.from, self.until) {
            (None, None) => {}
            (Some(from), Some(until)) if until > from && until.0.saturating_sub(from.0) <= LONGEST_MS => {}
            (Some(_), Some(_)) => {
                return Err(Refusal::invalid("until", "after the beginning, by seven days at most"));
            }
            (Some(_), None) | (None, Some(_)) => {
                return Err(Refusal::invalid("until", "a time window has a beginning and an end"));
            }
        }
        for (name, text) in [("address", &self.address), ("purpose", &self.purpose)] {
            if text.as_deref().unwrap_or_default().len() > VISIT_TEXT_LIMIT_BYTES {
                return Err(Refusal::invalid(name, format!("is longer than {VISIT_TEXT_LIMIT_BYTES} bytes")));
            }
        }
        let odd = |part: &String| part.trim().is_empty() || part.len() > PART_LIMIT_BYTES;
        if self.parts.len() > MOST_PARTS || self.parts.iter().any(odd) {
            return Err(Refusal::invalid("parts", "up to 200 of them, each a line of up to 200 bytes"));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn visit() -> Visit {
        Visit {
            ticket: TicketId(Uuid::nil()),
            technician: None,
            from: None,
            until: None,
            address: None,
            purpose: None,
            steps: BTreeSet::new(),
            parts: BTreeSet::new(),
            signature: None,
            signed_by: None,
        }
    }

    fn me() -> PersonId {
        PersonId(Uuid::from_u128(7))
    }

    #[test]
    fn a_visit_goes_its_way_and_a_mistake_is_taken_back() {
        let mut visit = visit();
        assert_eq!(visit.state(), VisitState::Planned);
        visit.step(StepKind::Started, me(), Timestamp(1_000)).unwrap();
        visit.step(StepKind::Arrived, me(), Timestamp(61_000)).unwrap();
        assert_eq!(visit.state(), VisitState::OnSite);
        assert!(visit.step(StepKind::Started, me(), Timestamp(62_000)).is_err(), "that was before");
        visit.step(StepKind::Done, me(), Timestamp(70_000)).unwrap();
        visit.step(StepKind::TakenBack, me(), Timestamp(71_000)).unwrap();
        assert_eq!(visit.state(), VisitState::OnSite);
        visit.step(StepKind::Done, me(), Timestamp(3_661_000)).unwrap();
        assert_eq!(visit.on_site_seconds(Timestamp(9_999_000)), Some(3_600));
        assert_eq!(visit.steps.len(), 5, "nothing that was said is gone");
        assert_eq!(visit.next(), [StepKind::TakenBack]);
    }

    #[test]
    fn steps_made_on_two_devices_are_one_story_in_either_order() {
        let step = |at, kind| Step { at: Timestamp(at), kind, by: me() };
        let ours = [step(1_000, StepKind::Started), step(5_000, StepKind::Done)];
        let theirs = [step(3_000, StepKind::Arrived)];
        let all = |first: &[Step], second: &[Step]| Visit {
            steps: first.iter().chain(second).copied().collect(),
            ..visit()
        };
        let (one, other) = (all(&ours, &theirs), all(&theirs, &ours));
        assert_eq!(one, other);
        assert_eq!(one.state(), VisitState::Done);
        assert_eq!(one.on_site_seconds(Timestamp(0)), Some(2));
    }

    #[test]
    fn the_text_of_a_step_reads_back_and_sorts_by_time() {
        let early = Step { at: Timestamp(999), kind: StepKind::Done, by: me() };
        let late = Step { at: Timestamp(1_772_814_600_000), kind: StepKind::Arrived, by: me() };
        let texts = [early, late].map(String::from);
        assert!(texts[0] < texts[1]);
        assert_eq!(Step::try_from(texts[1].clone()), Ok(late));
        for wrong in
            ["", "2026-03-06T16:30:00Z", "yesterday arrived 0", "2026-03-06T16:30:00Z slept x", "a b c d"]
        {
            assert!(Step::try_from(wrong.to_owned()).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_clock_that_was_set_back_does_not_turn_steps_around() {
        let mut visit = visit();
        visit.step(StepKind::Started, me(), Timestamp(10_000)).unwrap();
        visit.step(StepKind::Arrived, me(), Timestamp(5_000)).unwrap();
        assert_eq!(visit.state(), VisitState::OnSite);
    }

    #[test]
    fn undo_is_a_step_back_and_redo_a_step_forth() {
        let texts = |steps: &[Step]| steps.iter().map(|step| String::from(*step)).collect::<BTreeSet<_>>();
        let mut visit = visit();
        visit.step(StepKind::Arrived, me(), Timestamp(1_000)).unwrap();
        let arrived = *visit.steps.last().unwrap();
        assert_eq!(visit.step_back(&texts(&[arrived])), Some(StepKind::TakenBack));
        visit.step(StepKind::TakenBack, me(), Timestamp(2_000)).unwrap();
        let back = *visit.steps.last().unwrap();
        assert_eq!(visit.step_back(&texts(&[arrived])), None, "it is taken back already");
        assert_eq!(visit.step_back(&texts(&[back])), Some(StepKind::Arrived));
        visit.step(StepKind::Arrived, me(), Timestamp(3_000)).unwrap();
        visit.step(StepKind::Done, me(), Timestamp(4_000)).unwrap();
        assert_eq!(visit.step_back(&texts(&[arrived])), None, "others went on from there");
    }

    #[test]
    fn a_time_window_has_two_ends_in_their_order() {
        let window = |from: Option<i64>, until: Option<i64>| {
            Visit { from: from.map(Timestamp), until: until.map(Timestamp), ..visit() }.check()
        };
        assert!(window(None, None).is_ok() && window(Some(1), Some(2)).is_ok());
        for (from, until) in
            [(Some(1), None), (None, Some(1)), (Some(2), Some(2)), (Some(0), Some(LONGEST_MS + 1))]
        {
            assert!(window(from, until).is_err(), "{from:?} {until:?}");
        }
        let parts = |part: &str| Visit { parts: BTreeSet::from([part.to_owned()]), ..visit() }.check();
        assert!(parts("2 × Fuser kit").is_ok() && parts(" ").is_err());
    }
}
