//! One invented ticket from its opening to where it stands at `now`.

use super::dice::Dice;
use super::people::{Asker, Desk, agents, asker};
use super::scenarios::Scenario;
use crate::import::{Happened, ImportedEvent, ImportedMessage, ImportedTicket, ImportedTimeEntry};
use crate::message::{MessageKind, Side};
use crate::priority::{Level, Matrix, Priority};
use crate::sla::{Metric, Policy};
use crate::status::StatusKey;
use crate::ticket::Channel;
use crate::ticket_type::TicketType;
use crate::time::Timestamp;

const MINUTE_MS: i64 = 60_000;
const HOUR_MS: i64 = 60 * MINUTE_MS;
const DAY_MS: i64 = 24 * HOUR_MS;

/// Where a ticket stands at the end of its story.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stand {
    New,
    Open,
    InProgress,
    Waiting,
    OnHold,
    Resolved,
    Closed,
}

impl Stand {
    fn status(self) -> StatusKey {
        StatusKey::new(match self {
            Stand::New => "new",
            Stand::Open => "open",
            Stand::InProgress => "in_progress",
            Stand::Waiting => "waiting",
            Stand::OnHold => "on_hold",
            Stand::Resolved => "resolved",
            Stand::Closed => "closed",
        })
    }

    pub(super) fn is_done(self) -> bool {
        matches!(self, Stand::Resolved | Stand::Closed)
    }
}

/// How the clock that matters most stands: well, at risk with less than an hour to go, or breached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    OnTrack,
    Soon,
    Late,
}

/// What a story has to come to.
pub(super) struct Plan {
    pub(super) key: String,
    pub(super) stand: Stand,
    pub(super) fate: Fate,
    /// How often the same scenario was told before.
    pub(super) round: usize,
    /// How many days ago a closed ticket was closed, when that matters.
    pub(super) past: Option<i64>,
}

const ROOMS: [&str; 8] = ["Rowan", "Maple", "Birch", "Alder", "Hawthorn", "Linden", "Juniper", "Elm"];
const DAYS: [&str; 5] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"];
const CHASERS: [&str; 6] = [
    "Is there any news on this? I would like to plan the rest of my day.",
    "Just so you know, a second colleague has the same since this morning.",
    "It happened again a few minutes ago. I wrote down the time in case you want to look: ten past.",
    "I am out from three o'clock on, please call {place} then and not my mobile.",
    "Small correction to what I wrote: it is not always, it is about every second time.",
    "My manager asks how long it will take. A rough guess would do.",
];
const THANKS: [&str; 5] = [
    "Thank you, that is what I needed. I will go on with it and let you know.",
    "That helps. I can see now where it comes from and carry on from here.",
    "Perfect, thank you for the quick answer. You will hear from me by the end of the day.",
    "Good to know. I have added it to the notes and am trying the next step.",
    "Thanks. Then we do it the way we said, I will report back.",
];

/// A story while it is being told.
struct Teller<'a> {
    scenario: &'a Scenario,
    asker: Asker,
    agent: &'static str,
    words: [(&'static str, String); 6],
    history: Vec<ImportedEvent>,
    messages: Vec<ImportedMessage>,
    time_entries: Vec<ImportedTimeEntry>,
    status: StatusKey,
}

/// The minutes promised to a priority, in milliseconds.
struct Promise {
    first_response: i64,
    next_response: i64,
    resolution: i64,
}

impl Promise {
    fn of(priority: Priority) -> Self {
        let policy = Policy::default();
        let ms =
            |metric| policy.target_minutes(priority, metric).map_or(DAY_MS, |m| i64::from(m) * MINUTE_MS);
        Promise {
            first_response: ms(Metric::FirstResponse),
            next_response: ms(Metric::NextResponse),
            resolution: ms(Metric::Resolution),
        }
    }
}

/// Tells the story of one ticket.
pub(super) fn tell(plan: Plan, scenario: &Scenario, now: Timestamp, dice: &mut Dice) -> ImportedTicket {
    let asker = asker(scenario.desk, dice.below(1 << 20) as usize);
    let priority = Matrix::default().priority(scenario.impact, scenario.urgency);
    let promise = Promise::of(priority);
    let words = [
        ("{first}", asker.first_name.to_owned()),
        ("{place}", asker.place.to_owned()),
        ("{asset}", format!("LK-{}", dice.between(1100, 4900))),
        ("{room}", dice.pick(&ROOMS).to_owned()),
        ("{day}", dice.pick(&DAYS).to_owned()),
        ("{n}", dice.between(3, 24).to_string()),
    ];
    let agent = dice.pick(&agents(scenario.desk));
    let mut teller = Teller {
        scenario,
        asker,
        agent,
        words,
        history: Vec::new(),
        messages: Vec::new(),
        time_entries: Vec::new(),
        status: StatusKey::new("new"),
    };
    let times = Times::of(&plan, &promise, now, dice);
    teller.open(times.created, priority, plan.stand, dice);
    if plan.stand != Stand::New {
        teller.work(&plan, &times, &promise, now, dice);
    }
    teller.end(plan, &times, priority, now, dice)
}

/// When the things happened that every story has.
struct Times {
    created: Timestamp,
    /// Waiting for the requester, if ever; without an end when it still is.
    paused: Option<(Timestamp, Option<Timestamp>)>,
    resolved: Option<Timestamp>,
    closed: Option<Timestamp>,
}

impl Times {
    /// Counts back from `now`, so that the clocks stand as planned.
    fn of(plan: &Plan, promise: &Promise, now: Timestamp, dice: &mut Dice) -> Self {
        let target = if plan.stand == Stand::New { promise.first_response } else { promise.resolution };
        // The last quarter of a target is at risk.
        let used = match plan.fate {
            Fate::OnTrack if plan.stand.is_done() => target * dice.between(10, 90) / 100,
            Fate::OnTrack => target * dice.between(6, 62) / 100,
            Fate::Soon => target - (dice.between(4, 58) * MINUTE_MS).min(target * dice.between(8, 23) / 100),
            Fate::Late => target + target * dice.between(5, 60) / 100,
        };
        let closed = (plan.stand == Stand::Closed).then(|| {
            let days = plan.past.unwrap_or_else(|| dice.between(2, 30));
            now.plus_ms(-days * DAY_MS - dice.between(0, DAY_MS))
        });
        let resolved = match plan.stand {
            Stand::Closed => closed.map(|closed| closed.plus_ms(-dice.between(DAY_MS, 3 * DAY_MS))),
            Stand::Resolved => Some(now.plus_ms(-dice.between(15, 3000) * MINUTE_MS)),
            Stand::New | Stand::Open | Stand::InProgress | Stand::Waiting | Stand::OnHold => None,
        };
        let end = resolved.unwrap_or(now);
        let wait = dice.between(20, 1500) * MINUTE_MS;
        match plan.stand {
            Stand::Waiting => {
                let since = now.plus_ms(-wait - dice.between(0, 2 * DAY_MS));
                Times { created: since.plus_ms(-used), paused: Some((since, None)), resolved, closed }
            }
            Stand::InProgress | Stand::OnHold | Stand::Resolved | Stand::Closed if dice.chance(35) => {
                let created = end.plus_ms(-used - wait);
                let before = used * dice.between(35, 60) / 100;
                let since = created.plus_ms(before);
                Times { created, paused: Some((since, Some(since.plus_ms(wait)))), resolved, closed }
            }
            Stand::New
            | Stand::Open
            | Stand::InProgress
            | Stand::OnHold
            | Stand::Resolved
            | Stand::Closed => Times { created: end.plus_ms(-used), paused: None, resolved, closed },
        }
    }
}

impl Teller<'_> {
    fn open(&mut self, at: Timestamp, priority: Priority, stand: Stand, dice: &mut Dice) {
        let desk = self.scenario.desk;
        let by_agent = matches!(self.scenario.channel, Channel::Phone | Channel::Agent);
        let actor = if by_agent { self.agent.to_owned() } else { self.asker.key.clone() };
        // Some were taken for less than they are, and some began with the wrong team.
        let first = self.first_priority(priority).filter(|_| stand != Stand::New && dice.chance(9));
        self.history.push(ImportedEvent {
            at,
            actor: Some(actor),
            what: Happened::Created {
                status: self.status.clone(),
                priority: first.map_or(priority, |(_, p)| p),
            },
        });
        let sorted = at.plus_ms(dice.between(1, 4) * MINUTE_MS);
        if let Some((urgency, first)) = first {
            let level = |level: Level| serde_json::to_value(level).expect("a level is JSON");
            let (from, to) = (level(urgency), level(self.scenario.urgency));
            self.note_event(sorted, Happened::FieldChanged { field: "urgency".to_owned(), from, to });
            self.note_event(sorted, Happened::PriorityChanged { from: first, to: priority });
        }
        if matches!(desk, Desk::Systems | Desk::Facilities) && stand != Stand::New && dice.chance(14) {
            let (from, to) = (Some(Desk::Workplace.key().to_owned()), Some(desk.key().to_owned()));
            self.note_event(sorted, Happened::TeamChanged { from, to });
        }
    }

    /// What the ticket would have been with a lower urgency, when that makes a difference.
    fn first_priority(&self, priority: Priority) -> Option<(Level, Priority)> {
        let lower = match self.scenario.urgency {
            Level::High => Level::Medium,
            Level::Medium => Level::Low,
            Level::Low => return None,
        };
        let first = Matrix::default().priority(self.scenario.impact, lower);
        (first != priority).then_some((lower, first))
    }

    /// Everything between the opening and the end of a ticket that somebody has picked up.
    fn work(&mut self, plan: &Plan, times: &Times, promise: &Promise, now: Timestamp, dice: &mut Dice) {
        let end = times.paused.map_or(times.resolved.unwrap_or(now), |(since, _)| since);
        let room = end.0 - times.created.0;
        let answered =
            times.created.plus_ms((promise.first_response * dice.between(12, 80) / 100).min(room / 2));
        let picked = times.created.plus_ms((answered.0 - times.created.0) * dice.between(30, 70) / 100);
        self.note_event(picked, Happened::Assigned { from: None, to: Some(self.agent.to_owned()) });
        self.become_status("open", picked);
        self.say(answered, MessageKind::Reply, Side::Agent, self.scenario.answer);
        if dice.chance(45) {
            self.say(answered.plus_ms(room / 12), MessageKind::Note, Side::Agent, self.scenario.note);
        }
        if plan.stand == Stand::Open {
            self.chase(answered, promise, plan, now, dice);
            return;
        }
        let begun = answered.plus_ms(room / 16);
        self.become_status("in_progress", begun);
        let mut last = begun;
        if let Some((since, until)) = times.paused {
            let question = format!("Hello {{first}},\n\n{}", self.scenario.question);
            self.say(since, MessageKind::Reply, Side::Agent, &question);
            self.become_status("waiting", since);
            last = since;
            if let Some(until) = until {
                self.say(until, MessageKind::Reply, Side::Requester, self.scenario.reply);
                self.become_status("in_progress", until);
                let rest = times.resolved.unwrap_or(now).0 - until.0;
                last = until.plus_ms((promise.next_response / 4).min(rest / 3));
                self.say(last, MessageKind::Reply, Side::Agent, dice.pick(&THANKS));
            }
        }
        let end = times.resolved.unwrap_or(now);
        match plan.stand {
            Stand::OnHold => {
                let held = last.plus_ms((end.0 - last.0) / 3);
                self.say(held, MessageKind::Note, Side::Agent, hold_reason(self.scenario.desk));
                self.become_status("on_hold", held);
            }
            Stand::InProgress => self.chase(last, promise, plan, now, dice),
            Stand::Resolved | Stand::Closed => {
                let fix = format!(
                    "{}\n\nI am setting this to resolved. If it comes back, just answer here and I will look again.",
                    self.scenario.fix
                );
                self.say(end, MessageKind::Reply, Side::Agent, &fix);
                self.become_status("resolved", end);
                if let Some(closed) = times.closed {
                    self.become_status("closed", closed);
                }
            }
            Stand::New | Stand::Open | Stand::Waiting => {}
        }
        if dice.chance(60) {
            let seconds = dice.between(2, 18) * 300;
            let at = Timestamp(begun.0.midpoint(end.0.max(begun.0)));
            let note = dice.chance(40).then(|| "Looked into it with the requester".to_owned());
            self.time_entries.push(ImportedTimeEntry { at, author: self.agent.to_owned(), seconds, note });
        }
    }

    /// Some requesters ask again; the next answer is then owed, with time left.
    fn chase(&mut self, after: Timestamp, promise: &Promise, plan: &Plan, now: Timestamp, dice: &mut Dice) {
        if plan.fate == Fate::OnTrack && dice.chance(30) {
            let age = (promise.next_response * dice.between(5, 55) / 100).min((now.0 - after.0) * 3 / 4);
            let text = dice.pick(&CHASERS);
            self.say(now.plus_ms(-age), MessageKind::Reply, Side::Requester, text);
        }
    }

    fn note_event(&mut self, at: Timestamp, what: Happened) {
        self.history.push(ImportedEvent { at, actor: Some(self.agent.to_owned()), what });
    }

    fn become_status(&mut self, key: &str, at: Timestamp) {
        let to = StatusKey::new(key);
        let from = std::mem::replace(&mut self.status, to.clone());
        self.note_event(at, Happened::StatusChanged { from, to });
    }

    fn say(&mut self, at: Timestamp, kind: MessageKind, side: Side, body: &str) {
        let (author, body) = match (kind, side) {
            (MessageKind::Reply, Side::Agent) => {
                (self.agent.to_owned(), format!("{body}\n\n{}", self.signature()))
            }
            (MessageKind::Note, _) => (self.agent.to_owned(), body.to_owned()),
            (MessageKind::Reply, Side::Requester) => (self.asker.key.clone(), body.to_owned()),
        };
        self.messages.push(ImportedMessage { at, kind, side, author, body });
    }

    /// The agent's first name, as it stands in their mailbox.
    fn signature(&self) -> String {
        let first = self.agent.split('.').next().unwrap_or(self.agent);
        let (initial, rest) = first.split_at(1);
        format!("{}{rest}", initial.to_uppercase())
    }

    fn end(
        mut self,
        plan: Plan,
        times: &Times,
        priority: Priority,
        now: Timestamp,
        dice: &mut Dice,
    ) -> ImportedTicket {
        let fill = |text: &str| {
            self.words.iter().fold(text.to_owned(), |text, (name, word)| text.replace(name, word))
        };
        for message in &mut self.messages {
            message.body = fill(&message.body);
        }
        let scenario = self.scenario;
        let mut subject = fill(scenario.subjects[plan.round % 2]);
        if plan.round >= 2 && !scenario.subjects[plan.round % 2].contains("{place}") {
            subject = format!("{subject} ({})", self.asker.place);
        }
        let asked_for = [TicketType::REQUEST, TicketType::TASK].contains(&scenario.kind);
        let due = (asked_for && !plan.stand.is_done() && dice.chance(50))
            .then(|| Timestamp((now.0 + dice.between(2, 140) * HOUR_MS) / HOUR_MS * HOUR_MS));
        let by_agent = matches!(scenario.channel, Channel::Phone | Channel::Agent);
        let updated_at = self.history.iter().map(|event| event.at);
        let updated_at = updated_at.chain(self.messages.iter().map(|message| message.at)).max();
        let picked_up = plan.stand != Stand::New;
        ImportedTicket {
            key: plan.key,
            subject,
            description: fill(scenario.body),
            ticket_type: scenario.kind.clone(),
            channel: scenario.channel,
            status: plan.stand.status(),
            requester: Some(self.asker.key.clone()),
            created_by: by_agent.then(|| self.agent.to_owned()),
            team: Some(scenario.desk.key().to_owned()),
            assignee: picked_up.then(|| self.agent.to_owned()),
            category: Some(category_key(scenario.path)),
            impact: scenario.impact,
            urgency: scenario.urgency,
            priority,
            priority_reason: None,
            component: (!scenario.component.is_empty()).then(|| scenario.component.to_owned()),
            location: Some(self.asker.place.to_owned()),
            tags: scenario.tags.iter().map(|tag| (*tag).to_owned()).collect(),
            custom: super::fields::values(&scenario.kind, plan.stand, &self.words[2].1, dice),
            due,
            resolution: plan.stand.is_done().then(|| fill(scenario.fix)),
            created_at: times.created,
            updated_at: updated_at.unwrap_or(times.created),
            resolved_at: times.resolved,
            closed_at: times.closed,
            history: self.history,
            messages: self.messages,
            time_entries: self.time_entries,
            links: Vec::new(),
        }
    }
}

pub(super) fn category_key(path: &[&str]) -> String {
    path.join(" / ")
}

fn hold_reason(desk: Desk) -> &'static str {
    match desk {
        Desk::Workplace => "On hold: the part is on order, the supplier promised {day}.",
        Desk::Systems => "On hold until the maintenance window on {day} night, not worth the risk by day.",
        Desk::Facilities => "On hold: the contractor has confirmed {day}, nothing to do for us before that.",
        Desk::People => "On hold until the payroll run is closed, then the correction can be entered.",
        Desk::Field => "On hold: spare part ordered with express delivery, expected on {day}.",
    }
}
