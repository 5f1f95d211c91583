//! What people put off or want to be reminded of, and what the desktop told them.

use crate::ticket::RowView;
use domain::ids::{ReminderId, TicketId};
use domain::notify::{NotificationKind, Reach};
use domain::reminder::SnoozeUntil;
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

/// Puts tickets off, for me alone; they come back at their time or when the requester writes.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct TicketSnooze {
    pub tickets: Vec<TicketId>,
    pub until: SnoozeUntil,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct SnoozeView {
    pub row: RowView,
    pub until: Timestamp,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ReminderAdd {
    pub ticket: TicketId,
    pub at: Timestamp,
    #[serde(default)]
    pub note: Option<String>,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ReminderMove {
    pub reminder: ReminderId,
    pub at: Timestamp,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ReminderPick {
    pub reminder: ReminderId,
}

/// My reminders, of one ticket or of all.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct ReminderQuery {
    pub ticket: Option<TicketId>,
    /// Also those that are done.
    pub done: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ReminderView {
    pub id: ReminderId,
    pub ticket: TicketId,
    pub number: String,
    pub subject: String,
    pub at: Timestamp,
    pub note: Option<String>,
    pub done: bool,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct NotificationQuery {
    pub count: i64,
    /// Only those older than this entry.
    #[serde(default)]
    #[ts(optional)]
    pub before: Option<i64>,
    #[serde(default)]
    pub unread: bool,
}

/// What was shown on this device, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct NotificationPage {
    /// How many of all are unread.
    pub unread: i64,
    pub more: bool,
    pub entries: Vec<NotificationView>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct NotificationView {
    pub id: i64,
    pub at: Timestamp,
    pub kind: NotificationKind,
    pub title: String,
    pub body: String,
    /// `None` when it stands for several.
    pub ticket: Option<TicketId>,
    /// The tickets that it stands for, up to 50 of them.
    pub tickets: Vec<TicketId>,
    pub read: bool,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct NotificationRead {
    pub ids: Vec<i64>,
    /// All that there are.
    pub all: bool,
    /// Marks them unread instead.
    pub unread: bool,
}

/// What this person wants to hear of on this device. What is not named is as the role has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct NotificationSettings {
    pub kinds: BTreeMap<NotificationKind, Reach>,
}

/// Whether notifications are held back now, and until when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DndView {
    pub on: bool,
    /// `None` while it is on: until it is switched off.
    pub until: Option<Timestamp>,
    /// Urgent tickets come through, also in quiet hours.
    pub urgent_breaks_through: bool,
    /// Whether quiet hours hold notifications back at the moment.
    pub quiet_now: bool,
    /// When "until the morning" would end, where this device is.
    pub morning: Timestamp,
}

#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
pub struct DndPut {
    pub on: bool,
    #[serde(default)]
    #[ts(optional)]
    pub until: Option<Timestamp>,
    /// A span in place of an instant, for whoever knows no zone.
    #[serde(default)]
    #[ts(optional)]
    pub hold: Option<DndHold>,
    /// As it was when it is left out.
    #[serde(default)]
    #[ts(optional)]
    pub urgent_breaks_through: Option<bool>,
}

/// How long notifications are held back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DndHold {
    Hour,
    /// Until eight in the morning, when a day of work begins.
    Morning,
}
