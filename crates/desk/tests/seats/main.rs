//! Desks on real databases, with clocks that tests turn: what people do at one, and what time, servers and others do to it.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod boards;
mod by_itself;
mod calls;
mod checklists;
mod clocks;
mod dashboard;
mod escalation;
mod flips;
mod form;
mod groups;
mod house;
mod kept;
mod lanes;
mod leading;
mod lifecycle;
mod macros;
mod merging;
mod notices;
mod offline;
mod reading;
mod recount;
mod reports;
mod searching;
mod seated;
mod splitting;
mod taken_back;
mod templates;
mod timers;
mod types;
mod undone;
mod urgent;
mod visits;
mod watching;
mod words;
mod work;
