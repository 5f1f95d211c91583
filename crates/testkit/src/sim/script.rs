//! What will happen in a simulated world: written in full before anything runs, so that it can be cut down.

use super::dice::Dice;
use super::weather::Weather;
use serde::{Deserialize, Serialize};

/// A world and everything that people and nature do in it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Script {
    pub seed: u64,
    /// Whom the desks belong to, by their place in the cast.
    pub desks: Vec<usize>,
    pub weather: Weather,
    pub tuning: Tuning,
    pub steps: Vec<Step>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Step {
    pub at_ms: u64,
    pub deed: Deed,
}

/// What is made small so that rare paths are common.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Tuning {
    pub page: usize,
    pub push: usize,
}

/// Something that a person does at a desk; `Step` picks what it is done to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Act {
    NewTicket,
    Subject,
    Description,
    Assign,
    Urgency,
    Status,
    Tag,
    Untag,
    Team,
    Resolution,
    Reply,
    Note,
    Time,
    Link,
    Attach,
    Resolve,
    Release,
    Withdraw,
    Retry,
    Discard,
    Undo,
    Delete,
    Restore,
    /// Text that breaks the server when it judges it.
    Venom,
    /// The same in an edit of what is there already.
    VenomEdit,
    /// A file of tickets from another system.
    Import,
    /// Several edits of one field in a row, as somebody does who changes their mind.
    Chain,
    SaveView,
    /// Another name, another place in the sidebar, or more to look for.
    ChangeView,
    /// A view becomes a team's, everybody's, or its owner's alone again.
    ShareView,
    DropView,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Way {
    Both,
    /// Requests do not arrive.
    Up,
    /// Answers do not arrive.
    Down,
}

/// One thing that happens. `desk` is a place in `Script::desks`; clones are counted behind them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Deed {
    Do {
        desk: usize,
        act: Act,
        pick: u64,
    },
    Cut {
        desk: usize,
        way: Way,
        for_ms: u64,
    },
    Storm {
        desk: usize,
        weather: Weather,
        for_ms: u64,
    },
    Kill {
        desk: usize,
        for_ms: u64,
    },
    PowerLoss {
        desk: usize,
        for_ms: u64,
    },
    /// The desk dies when it next passes this point.
    DieAt {
        desk: usize,
        point: String,
        for_ms: u64,
    },
    Sleep {
        desk: usize,
        for_ms: u64,
    },
    Roam {
        desk: usize,
    },
    ClockJump {
        desk: usize,
        ms: i64,
    },
    DiskFull {
        desk: usize,
        for_ms: u64,
    },
    /// A row of the server's goes missing on a desk by itself.
    Rot {
        desk: usize,
        pick: u64,
    },
    Clone {
        desk: usize,
    },
    /// Somebody's own backup takes the folder of a desk as it is now.
    Keep {
        desk: usize,
    },
    /// They put it back: what was saved there since is gone from that computer.
    PutBack {
        desk: usize,
    },
    Revoke {
        desk: usize,
    },
    EndSession {
        desk: usize,
    },
    ServerKill {
        for_ms: u64,
    },
    ServerPowerLoss {
        for_ms: u64,
    },
    ServerDieAt {
        point: String,
        for_ms: u64,
    },
    Backup,
    Restore,
    /// An admin gives somebody other teams or another role.
    Reach {
        person: usize,
        pick: u64,
    },
    /// Somebody works without a desk: a script of theirs asks the server itself.
    Rest {
        person: usize,
        pick: u64,
    },
    /// An admin makes a team private, or open.
    Privacy {
        pick: u64,
    },
    /// The server forgets what was deleted long ago.
    Forget,
    /// An admin decides about something in quarantine.
    Decide {
        pick: u64,
    },
    /// Two sessions of work lie far apart: nothing runs for so long.
    Night {
        for_ms: u64,
    },
    /// Somebody opens a file that is not here yet.
    Fetch {
        desk: usize,
        pick: u64,
    },
    /// Every row and cursor is checked here.
    Look,
}

/// Points at which a desk may die.
pub(crate) const DESK_POINTS: [&str; 19] = [
    "change.before_commit",
    "change.after_commit",
    "undo.before_commit",
    "sending.before_commit",
    "sending.after_commit",
    "settle.before_commit",
    "settle.after_commit",
    "absorb.before",
    "absorb.before_commit",
    "absorb.after_commit",
    "copy.before_commit",
    "copy.after_commit",
    "pour.before_commit",
    "pour.after_commit",
    "rekey.before_commit",
    "rekey.after_commit",
    "forget.before_commit",
    "tokens.before_keep",
    "tokens.after_keep",
];

const REKEYS: [&str; 2] = ["rekey.before_commit", "rekey.after_commit"];

/// Points at which a server may die.
pub(crate) const SERVER_POINTS: [&str; 5] = [
    "accept.before_number",
    "accept.before_commit",
    "accept.after_commit",
    "refresh.before_commit",
    "refresh.after_commit",
];

/// How many people there are to give desks to.
pub(crate) const CAST: usize = 6;
const SPAN_MS: u64 = 15 * 60 * 1000;

impl Script {
    /// The script of a seed.
    pub fn write(seed: u64) -> Script {
        let mut dice = Dice::new(seed, 1);
        let count = 2 + dice.below(4);
        let desks: Vec<usize> = (0..count).map(|at| if at < 2 { at } else { dice.below(CAST) }).collect();
        let weather = if dice.chance(0.5) { Weather::some(&mut dice) } else { Weather::CALM };
        let small = dice.chance(0.4);
        let tuning = Tuning {
            page: if small { 1 + dice.below(5) } else { 20 + dice.below(100) },
            push: if dice.chance(0.4) { 1 + dice.below(3) } else { 200 },
        };
        let acts = 10 + dice.below(40);
        let faults = dice.below(14);
        let mut steps: Vec<Step> = Vec::new();
        let mut at_ms = 2_000;
        for _ in 0..acts {
            at_ms += if dice.chance(0.6) {
                dice.between(1, 2_000)
            } else {
                dice.between(1, 2 * SPAN_MS / acts as u64)
            };
            let (desk, act, pick) = (dice.below(count), act(&mut dice), dice.number());
            // Only admins import; the first desk is one's.
            let desk = if act == Act::Import && dice.chance(0.7) { 0 } else { desk };
            let deed = if dice.chance(0.05) {
                Deed::Rest { person: dice.below(CAST), pick }
            } else {
                Deed::Do { desk, act, pick }
            };
            steps.push(Step { at_ms, deed });
        }
        let end_ms = at_ms;
        // What goes wrong gathers in a few themes, so that some worlds know one trouble well.
        let themes: Vec<usize> = (0..3).map(|_| dice.below(THEMES)).collect();
        for _ in 0..faults {
            let theme = *dice.pick(&themes).expect("there are three");
            let at_ms = dice.between(1_000, end_ms);
            steps.push(Step { at_ms, deed: fault(&mut dice, theme, count) });
        }
        if themes.contains(&RESTORES) {
            // What is put back has to be older than something.
            steps.push(Step { at_ms: dice.between(1_000, end_ms / 2), deed: Deed::Backup });
            if dice.chance(0.6) {
                steps.push(Step { at_ms: dice.between(end_ms / 2, end_ms), deed: Deed::Restore });
            }
        }
        let fetch = Deed::Fetch { desk: dice.below(count), pick: dice.number() };
        steps.push(Step { at_ms: end_ms + 30_000, deed: fetch });
        for _ in 0..2 {
            steps.push(Step { at_ms: dice.between(1_000, end_ms), deed: Deed::Look });
        }
        // Dice of their own: the rest of the world is what it was. A page that is half taken in shows at a desk that
        // sees everything, and the first is an admin's.
        let mut more = Dice::new(seed, 2);
        if more.chance(0.1) {
            let deed =
                Deed::DieAt { desk: 0, point: "absorb.before".to_owned(), for_ms: more.between(500, 5_000) };
            steps.push(Step { at_ms: more.between(1_000, end_ms), deed });
        }
        if more.chance(0.6) {
            for _ in 0..3 + more.below(8) {
                let (desk, act) = (more.below(count), *more.pick(&KEEP).expect("the list is not empty"));
                let deed = Deed::Do { desk, act, pick: more.number() };
                steps.push(Step { at_ms: more.between(1_000, end_ms), deed });
            }
        }
        if more.chance(0.2) {
            steps.extend(demoted(&mut more, &desks, end_ms));
        }
        if more.chance(0.1) {
            let desk = more.below(count);
            let kept_ms = more.between(1_000, end_ms / 2);
            steps.push(Step { at_ms: kept_ms, deed: Deed::Keep { desk } });
            let back_ms = more.between(kept_ms, end_ms);
            steps.push(Step { at_ms: back_ms, deed: Deed::PutBack { desk } });
            // Its numbers were used: the server gives it others, in the middle of which it may die as well.
            if more.chance(0.6) {
                let point = (*more.pick(&REKEYS).expect("there are two")).to_owned();
                let deed = Deed::DieAt { desk, point, for_ms: more.between(500, 5_000) };
                steps.push(Step { at_ms: back_ms + 1, deed });
            }
        }
        steps.sort_by_key(|step| step.at_ms);
        Script { seed, desks, weather, tuning, steps }
    }

    /// The same world with only some of the steps.
    #[must_use]
    pub fn with(&self, steps: Vec<Step>) -> Script {
        Script { steps, ..self.clone() }
    }
}

/// Somebody is away, may do less meanwhile, and goes on working as they could before.
fn demoted(dice: &mut Dice, desks: &[usize], end_ms: u64) -> Vec<Step> {
    let desk = 1 + dice.below(desks.len() - 1);
    let (at_ms, person) = (dice.between(1_000, end_ms), desks[desk]);
    let cut = Deed::Cut { desk, way: Way::Both, for_ms: dice.between(30_000, 300_000) };
    let mut steps = vec![Step { at_ms, deed: cut }];
    if person > 0 {
        steps.push(Step { at_ms: at_ms + 500, deed: Deed::Reach { person, pick: dice.number() } });
    }
    for _ in 0..5 {
        let deed = Deed::Do { desk, act: act(dice), pick: dice.number() };
        steps.push(Step { at_ms: at_ms + dice.between(1_000, 25_000), deed });
    }
    steps
}

/// What people do most of the time.
pub(crate) const MUCH: [Act; 15] = [
    Act::NewTicket,
    Act::Subject,
    Act::Subject,
    Act::Description,
    Act::Assign,
    Act::Urgency,
    Act::Status,
    Act::Tag,
    Act::Team,
    Act::Resolution,
    Act::Reply,
    Act::Reply,
    Act::Note,
    Act::Time,
    Act::Chain,
];

/// And what they do now and then.
pub(crate) const LITTLE: [Act; 15] = [
    Act::Untag,
    Act::Link,
    Act::Attach,
    Act::Resolve,
    Act::Resolve,
    Act::Release,
    Act::Withdraw,
    Act::Retry,
    Act::Discard,
    Act::Undo,
    Act::Delete,
    Act::Restore,
    Act::Venom,
    Act::VenomEdit,
    Act::Import,
];

/// What people do with views.
pub(crate) const KEEP: [Act; 6] =
    [Act::SaveView, Act::SaveView, Act::ChangeView, Act::ShareView, Act::ShareView, Act::DropView];

fn act(dice: &mut Dice) -> Act {
    let among: &[Act] = if dice.chance(0.7) { &MUCH } else { &LITTLE };
    *dice.pick(among).expect("the lists are not empty")
}

const THEMES: usize = 9;
/// The theme of backups that are put back.
const RESTORES: usize = 5;

fn fault(dice: &mut Dice, theme: usize, desks: usize) -> Deed {
    let desk = dice.below(desks);
    let short = dice.between(500, 60_000);
    let point = |dice: &mut Dice, points: &[&str]| (*dice.pick(points).expect("there are points")).to_owned();
    match theme {
        0 => {
            let way = *dice.pick(&[Way::Both, Way::Both, Way::Up, Way::Down]).expect("there are ways");
            Deed::Cut { desk, way, for_ms: dice.between(1_000, 400_000) }
        }
        1 => Deed::Storm { desk, weather: Weather::some(dice), for_ms: dice.between(5_000, 300_000) },
        2 => match dice.below(3) {
            0 => Deed::Kill { desk, for_ms: short },
            1 => Deed::PowerLoss { desk, for_ms: short },
            _ => Deed::Sleep { desk, for_ms: dice.between(1_000, 600_000) },
        },
        3 => Deed::DieAt { desk, point: point(dice, &DESK_POINTS), for_ms: short },
        4 => match dice.below(4) {
            0 => Deed::ServerKill { for_ms: short },
            1 => Deed::ServerPowerLoss { for_ms: short },
            _ => Deed::ServerDieAt { point: point(dice, &SERVER_POINTS), for_ms: short },
        },
        RESTORES => match dice.below(3) {
            0 => Deed::Backup,
            1 => Deed::Restore,
            _ => Deed::Cut { desk, way: Way::Both, for_ms: dice.between(1_000, 400_000) },
        },
        6 => match dice.below(3) {
            0 => Deed::Privacy { pick: dice.number() },
            _ => Deed::Reach { person: 1 + dice.below(CAST - 1), pick: dice.number() },
        },
        7 => match dice.below(5) {
            0 => Deed::Clone { desk },
            1 => Deed::Revoke { desk },
            2 => Deed::Decide { pick: dice.number() },
            _ => Deed::EndSession { desk },
        },
        _ => match dice.below(6) {
            0 => Deed::ClockJump {
                desk,
                ms: i64::try_from(dice.between(0, 20_000_000_000)).unwrap_or(0) - 10_000_000_000,
            },
            1 => Deed::DiskFull { desk, for_ms: short },
            2 => Deed::Rot { desk, pick: dice.number() },
            3 => Deed::Forget,
            4 => Deed::Roam { desk },
            _ => Deed::Night { for_ms: dice.between(600_000, 3 * 86_400_000) },
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn admins_often_enough_die_before_a_page() {
        let dies = |step: &Step| matches!(&step.deed, Deed::DieAt { desk: 0, point, .. } if point == "absorb.before");
        let found = (1..=200).filter(|seed| Script::write(*seed).steps.iter().any(dies)).count();
        assert!(found >= 10, "{found} of 200");
    }
}
