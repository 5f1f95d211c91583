//! The canned replies and macros of the invented company: what its agents write and do ten times a day.

use crate::canned::CannedReply;
use crate::ids::PersonId;
use crate::macros::{Assign, Macro, Steps};
use crate::priority::Priority;
use crate::reminder::SnoozeUntil;
use crate::status::StatusKey;

/// Folder, name and text of each.
const REPLIES: [(&str, &str, &str); 6] = [
    (
        "First answer",
        "We are on it",
        "Hello {{requester.first_name}},\n\nThank you for writing. I have your request {{ticket.number}} and am looking \
         into it now. You hear from me today.\n\n{{agent.first_name}}",
    ),
    (
        "First answer",
        "More details, please",
        "Hello {{requester.first_name}},\n\nSo that I can help you with *{{ticket.subject}}*, please tell me:\n\n\
         - since when it happens\n- on which device, and where\n- what you see, best with a picture\n\n\
         {{agent.first_name}}",
    ),
    (
        "First answer",
        "Passed to the right team",
        "Hello {{requester.first_name}},\n\n{{team}} takes care of this; they have everything that you wrote. You do not \
         need to write again.\n\n{{agent.first_name}}",
    ),
    (
        "On the way",
        "Visit agreed",
        "Hello {{requester.first_name}},\n\nWe come to you on {{due}}. If that does not suit you, just answer \
         here.\n\n{{agent.first_name}}",
    ),
    (
        "On the way",
        "Still waiting for you",
        "Hello {{requester.first_name}},\n\nTo go on with {{ticket.number}} I need an answer to my last message. Without \
         one I close it in three days; you can open it again at any time.\n\n{{agent.first_name}}",
    ),
    (
        "The end",
        "Solved, please check",
        "Hello {{requester.first_name}},\n\n*{{ticket.subject}}* should work again. Please try it, and answer here if \
         it does not.\n\n{{agent.first_name}}",
    ),
];

/// Everybody's replies, in the name of whoever wrote them.
pub fn canned_replies(owner: PersonId) -> Vec<CannedReply> {
    let reply = |(folder, name, body): (&str, &str, &str)| CannedReply {
        name: name.to_owned(),
        body: body.to_owned(),
        owner,
        scope: None,
        folder: Some(folder.to_owned()),
    };
    REPLIES.map(reply).to_vec()
}

/// Everybody's macros, in the name of whoever made them.
pub fn macros(owner: PersonId) -> Vec<Macro> {
    let [.., waiting, solved] = REPLIES.map(|(_, _, text)| Some(text.to_owned()));
    let status = |key: &str| Some(StatusKey::new(key));
    let made = |name: &str, steps: Steps| Macro { name: name.to_owned(), owner, scope: None, steps };
    vec![
        made(
            "Take and start",
            Steps { status: status("in_progress"), assignee: Some(Assign::Me), ..Steps::default() },
        ),
        made(
            "Wait for the customer",
            Steps {
                status: status("waiting"),
                reply: waiting,
                snooze: Some(SnoozeUntil::Tomorrow),
                ..Steps::default()
            },
        ),
        made(
            "Solved, with an answer",
            Steps { status: status("resolved"), reply: solved, ..Steps::default() },
        ),
        made(
            "Escalate",
            Steps {
                priority: Some(Priority::Urgent),
                add_tags: ["escalated".to_owned()].into(),
                note: Some("{{agent.name}} asks for a second look at {{ticket.number}}.".to_owned()),
                ..Steps::default()
            },
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::canned::{PLACEHOLDERS, gaps};

    #[test]
    fn they_ask_for_nothing_that_cannot_be_filled() {
        for reply in canned_replies(PersonId(uuid::Uuid::nil())) {
            for gap in gaps(&reply.body) {
                assert!(PLACEHOLDERS.contains(&gap.as_str()), "{}: {gap}", reply.name);
            }
        }
        for one in macros(PersonId(uuid::Uuid::nil())) {
            assert!(!one.steps.is_empty(), "{}", one.name);
            for text in [&one.steps.reply, &one.steps.note].into_iter().flatten() {
                assert!(gaps(text).iter().all(|gap| PLACEHOLDERS.contains(&gap.as_str())), "{}", one.name);
            }
        }
    }
}
