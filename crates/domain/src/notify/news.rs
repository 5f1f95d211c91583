//! What happened to tickets that somebody else did and this person wants to know: assignments, replies, reminders.

use super::storm::{Shown, storm_of};
use super::{Action, Quiet, Showing, Urgency};
use crate::ids::TicketId;
use crate::person::Role;
use crate::time::Timestamp;
use crate::words::Words;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What a notification is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum NotificationKind {
    AtRisk,
    Breach,
    /// A ticket became mine.
    Assignment,
    /// Somebody wrote my name.
    Mention,
    CustomerReply,
    /// A reply of mine waits for a person.
    HeldReply,
    /// An edit of mine met somebody else's.
    Conflict,
    Reminder,
    /// The ticket's own date has come, and it is not done.
    Deadline,
    /// A ticket that I put off is back.
    Snooze,
    /// The desk tells me of a ticket by itself.
    Escalation,
    /// A colleague wrote in a ticket that is mine or that I watch, or moved it on.
    Update,
}

/// Of whose tickets somebody wants to hear.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Reach {
    Off,
    Mine,
    /// Mine, and those of my teams that nobody owns.
    Unowned,
    /// Those of my teams, whoever owns them.
    Team,
    All,
}

impl NotificationKind {
    pub const ALL: [NotificationKind; 12] = [
        NotificationKind::AtRisk,
        NotificationKind::Breach,
        NotificationKind::Assignment,
        NotificationKind::Mention,
        NotificationKind::CustomerReply,
        NotificationKind::HeldReply,
        NotificationKind::Conflict,
        NotificationKind::Reminder,
        NotificationKind::Deadline,
        NotificationKind::Snooze,
        NotificationKind::Escalation,
        NotificationKind::Update,
    ];

    /// The stable key used in files.
    pub fn key(self) -> &'static str {
        match self {
            NotificationKind::AtRisk => "at_risk",
            NotificationKind::Breach => "breach",
            NotificationKind::Assignment => "assignment",
            NotificationKind::Mention => "mention",
            NotificationKind::CustomerReply => "customer_reply",
            NotificationKind::HeldReply => "held_reply",
            NotificationKind::Conflict => "conflict",
            NotificationKind::Reminder => "reminder",
            NotificationKind::Deadline => "deadline",
            NotificationKind::Snooze => "snooze",
            NotificationKind::Escalation => "escalation",
            NotificationKind::Update => "update",
        }
    }

    pub fn of_key(key: &str) -> Option<Self> {
        NotificationKind::ALL.into_iter().find(|kind| kind.key() == key)
    }

    /// Whether somebody did it, or it was to come; the others are warnings of clocks.
    pub fn is_news(self) -> bool {
        !matches!(self, NotificationKind::AtRisk | NotificationKind::Breach)
    }

    /// What somebody in this role hears of who has set nothing. Managers hear of what went wrong in their teams.
    pub fn usual(self, role: Role) -> Reach {
        let leads = role >= Role::Manager;
        match self {
            NotificationKind::Breach if leads => Reach::Team,
            NotificationKind::AtRisk | NotificationKind::Breach | NotificationKind::Deadline => {
                Reach::Unowned
            }
            NotificationKind::Assignment
            | NotificationKind::Mention
            | NotificationKind::CustomerReply
            | NotificationKind::HeldReply
            | NotificationKind::Conflict
            | NotificationKind::Reminder
            | NotificationKind::Snooze
            | NotificationKind::Escalation
            | NotificationKind::Update => Reach::Mine,
        }
    }
}

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct News {
    /// Names it for good, so that it is told once.
    pub key: String,
    pub kind: NotificationKind,
    pub ticket: TicketId,
    pub number: String,
    pub subject: String,
    pub at: Timestamp,
    pub urgent: bool,
    /// Whether the ticket is assigned to whoever is told.
    pub mine: bool,
    /// Who did it, by name.
    pub who: Option<String>,
    /// A line of what was written, or why.
    pub text: Option<String>,
}

/// News that was told, when, and since when the storm lasts that it belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    pub news: News,
    pub shown: Shown,
}

/// What to show of the news, and which of it is told by that.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Announced {
    pub show: Vec<Showing>,
    /// By their places among what was asked about.
    pub told: Vec<usize>,
    /// Since when the storm lasts that this belongs to.
    pub storm: Option<Timestamp>,
    /// Whether what is shown stands for all that was told since the storm began.
    pub collapsed: bool,
    pub wake_at: Option<Timestamp>,
}

/// The key of the one notification that stands for much news.
pub const NEWS_SUMMARY: &str = "news";

/// Decides what to show at `now` of the news that was not told yet; `earlier` is what was told in the last minute and
/// since [`super::storm_since`].
///
/// During quiet hours nothing is told; afterwards all of it is, as one when it is more than one.
pub fn announce(fresh: &[News], earlier: &[Told], quiet: &Quiet, now: Timestamp, words: &Words) -> Announced {
    let loud: Vec<usize> =
        (0..fresh.len()).filter(|index| quiet.is_loud(now, fresh[*index].urgent)).collect();
    let wake_at = fresh
        .iter()
        .filter(|news| !quiet.is_loud(now, news.urgent))
        .filter_map(|news| quiet.loud_from(now, news.urgent))
        .min();
    let news: Vec<&News> = loud.iter().map(|index| &fresh[*index]).collect();
    if news.is_empty() {
        return Announced { wake_at, ..Announced::default() };
    }
    let held = news.iter().filter(|news| !quiet.is_loud(news.at, news.urgent)).count();
    let storm = storm_of(earlier.iter().map(|told| told.shown), news.len(), held > 1, now);
    let since = storm.unwrap_or(now);
    let before = earlier.iter().filter(|told| told.shown.at >= since && told.shown.at <= now);
    let all: Vec<&News> = before.map(|told| &told.news).chain(news.iter().copied()).collect();
    let collapsed = storm.is_some() && all.len() > 1;
    let show = if collapsed {
        vec![summary(&all, words)]
    } else {
        news.iter().map(|news| alone(news, words)).collect()
    };
    Announced { show, told: loud, storm, collapsed, wake_at }
}

fn alone(news: &News, words: &Words) -> Showing {
    let somebody = words.say("notify-somebody", &[]);
    let who = news.who.as_deref().unwrap_or(&somebody);
    let title = words.say(
        &format!("news-{}", news.kind.key()),
        &[("who", who.into()), ("number", news.number.as_str().into())],
    );
    let urgency = match news.kind {
        NotificationKind::Breach
        | NotificationKind::HeldReply
        | NotificationKind::Reminder
        | NotificationKind::Deadline
        | NotificationKind::Escalation => Urgency::High,
        NotificationKind::AtRisk
        | NotificationKind::Assignment
        | NotificationKind::Mention
        | NotificationKind::CustomerReply
        | NotificationKind::Conflict
        | NotificationKind::Snooze
        | NotificationKind::Update => Urgency::Normal,
    };
    let body = match &news.text {
        Some(text) => format!("{}\n{text}", news.subject),
        None => news.subject.clone(),
    };
    Showing {
        key: news.key.clone(),
        replaces: Vec::new(),
        title,
        body,
        kind: news.kind,
        ticket: Some(news.ticket),
        tickets: vec![news.ticket],
        metric: None,
        actions: Action::of_ticket(news.mine),
        urgency,
    }
}

fn summary(news: &[&News], words: &Words) -> Showing {
    let tickets: BTreeSet<TicketId> = news.iter().map(|news| news.ticket).collect();
    let mut kinds: BTreeMap<NotificationKind, usize> = BTreeMap::new();
    for news in news {
        *kinds.entry(news.kind).or_default() += 1;
    }
    let parts: Vec<String> = kinds.iter().map(|(kind, count)| counted(*kind, *count, words)).collect();
    let title = match tickets.len() {
        1 => {
            words.say("news-one", &[("count", news.len().into()), ("number", news[0].number.as_str().into())])
        }
        many => words.say("news-many", &[("count", many.into())]),
    };
    let kind = kinds
        .iter()
        .max_by_key(|(_, count)| **count)
        .map_or(NotificationKind::CustomerReply, |(kind, _)| *kind);
    Showing {
        key: NEWS_SUMMARY.to_owned(),
        replaces: news.iter().map(|news| news.key.clone()).collect(),
        title,
        body: parts.join(", "),
        kind,
        ticket: match tickets.first() {
            Some(only) if tickets.len() == 1 => Some(*only),
            Some(_) | None => None,
        },
        tickets: tickets.into_iter().collect(),
        metric: None,
        actions: vec![Action::Open],
        urgency: Urgency::Normal,
    }
}

fn counted(kind: NotificationKind, count: usize, words: &Words) -> String {
    words.say(&format!("news-count-{}", kind.key()), &[("count", count.into())])
}

#[cfg(test)]
mod tests {
    use super::super::QuietHours;
    use super::*;
    use crate::calendar::Calendar;
    use std::sync::Arc;
    use uuid::Uuid;

    fn news(kind: NotificationKind, ticket: u128, at: &str) -> News {
        News {
            key: format!("{}/{ticket}/{at}", kind.key()),
            kind,
            ticket: TicketId(Uuid::from_u128(ticket)),
            number: format!("#{ticket}"),
            subject: "Printer".to_owned(),
            at: Timestamp::parse(at).unwrap(),
            urgent: false,
            mine: true,
            who: Some("Ada".to_owned()),
            text: None,
        }
    }

    fn announce(fresh: &[News], quiet: &Quiet, now: Timestamp) -> Announced {
        super::announce(fresh, &[], quiet, now, Words::of("en"))
    }

    fn titles(announced: &Announced) -> Vec<&str> {
        announced.show.iter().map(|showing| showing.title.as_str()).collect()
    }

    #[test]
    fn each_kind_says_who_and_which() {
        let at = "2026-03-02T12:00:00Z";
        let now = Timestamp::parse(at).unwrap();
        let told = |kind| announce(&[news(kind, 7, at)], &Quiet::default(), now).show[0].title.clone();
        assert_eq!(told(NotificationKind::Assignment), "Ada assigned #7 to you");
        assert_eq!(told(NotificationKind::CustomerReply), "Ada replied to #7");
        assert_eq!(told(NotificationKind::HeldReply), "Your reply to #7 waits");
        let held = news(NotificationKind::HeldReply, 7, at);
        let german = super::announce(&[held], &[], &Quiet::default(), now, Words::of("de"));
        assert_eq!(titles(&german), ["Ihre Antwort auf #7 wartet"]);
    }

    #[test]
    fn a_storm_of_news_is_one_and_all_of_it_is_told() {
        let at = "2026-03-02T12:00:00Z";
        let now = Timestamp::parse(at).unwrap();
        let mut all: Vec<News> = (1..=4).map(|n| news(NotificationKind::CustomerReply, n, at)).collect();
        all.push(news(NotificationKind::Mention, 1, at));
        let announced = announce(&all, &Quiet::default(), now);
        assert_eq!(titles(&announced), ["News of 4 tickets"]);
        assert_eq!(announced.show[0].body, "1 mention, 4 customer replies");
        assert_eq!(announced.told.len(), 5);
    }

    #[test]
    fn what_comes_one_by_one_is_one_as_well_and_stands_for_all_of_it() {
        let begun = Timestamp::parse("2026-03-02T12:00:00Z").unwrap();
        let (mut earlier, mut shown): (Vec<Told>, Vec<String>) = (Vec::new(), Vec::new());
        let mut tell = |after_s: i64, ticket: u128| {
            let now = begun.plus_ms(after_s * 1_000);
            let fresh =
                News { at: now, ..news(NotificationKind::Assignment, ticket, "2026-03-02T12:00:00Z") };
            let fresh = News { key: format!("{ticket}"), ..fresh };
            let announced = super::announce(
                std::slice::from_ref(&fresh),
                &earlier,
                &Quiet::default(),
                now,
                Words::of("en"),
            );
            earlier.push(Told { news: fresh, shown: Shown { at: now, storm: announced.storm } });
            shown.extend(titles(&announced).into_iter().map(str::to_owned));
            announced
        };
        for ticket in 1..=3 {
            assert!(
                !tell(i64::try_from(ticket).unwrap(), ticket).collapsed,
                "three are still told as they are"
            );
        }
        for ticket in 4..=6 {
            // A minute apart is the same storm as long as none goes by in between.
            let announced = tell(i64::try_from(ticket).unwrap() * 15, ticket);
            assert!(announced.collapsed && announced.storm == Some(begun.plus_ms(1_000)));
            assert_eq!(announced.show[0].replaces.len(), usize::try_from(ticket).unwrap());
        }
        assert!(!tell(300, 7).collapsed, "and it is over");
        let alone = |n: u32| format!("Ada assigned #{n} to you");
        let many = |n: u32| format!("News of {n} tickets");
        assert_eq!(shown, [alone(1), alone(2), alone(3), many(4), many(5), many(6), alone(7)]);
    }

    #[test]
    fn the_night_is_told_in_the_morning_as_one() {
        let hours = QuietHours::Outside(Arc::new(Calendar::default_for("UTC").compile().unwrap()));
        let quiet = Quiet { urgent_breaks_through: true, ..Quiet::from(hours) };
        let mut all: Vec<News> =
            (1..=2).map(|n| news(NotificationKind::CustomerReply, n, "2026-03-02T20:00:00Z")).collect();
        all.push(News { urgent: true, ..news(NotificationKind::CustomerReply, 3, "2026-03-02T20:00:00Z") });
        let night = announce(&all, &quiet, all[0].at);
        assert_eq!(titles(&night), ["Ada replied to #3"]);
        assert_eq!((night.told, night.wake_at), (vec![2], Timestamp::parse("2026-03-03T09:00:00Z").ok()));
        let morning = announce(&all[..2], &quiet, Timestamp::parse("2026-03-03T09:00:00Z").unwrap());
        assert_eq!(titles(&morning), ["News of 2 tickets"]);
    }
}
