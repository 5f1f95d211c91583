//! The canned replies of the invented company: what its agents write ten times a day.

use crate::canned::CannedReply;
use crate::ids::PersonId;

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
    }
}
