//! The templates of the invented company: the tickets that come again every week.

use crate::ids::PersonId;
use crate::priority::Priority;
use crate::template::{Fills, Template};
use crate::ticket_type::TicketType;

/// Everybody's templates, in the name of whoever made them.
pub fn templates(owner: PersonId) -> Vec<Template> {
    let made = |name: &str, fills: Fills| Template { name: name.to_owned(), owner, scope: None, fills };
    let tags = |tags: &[&str]| tags.iter().map(|tag| (*tag).to_owned()).collect();
    let text = |text: &str| Some(text.to_owned());
    vec![
        made(
            "New colleague",
            Fills {
                subject: text("New colleague: "),
                description: text(
                    "Asked for by {{requester.name}} on {{today}}.\n\nName:\nFirst day:\nPlace of work:\nNeeds beyond the \
                     usual:",
                ),
                ticket_type: Some(TicketType::REQUEST),
                priority: Some(Priority::High),
                tags: tags(&["onboarding"]),
                checklist: text(
                    "Account and mailbox\nGroups and licences\nLaptop set up and handed over\nPhone and number\nBadge and \
                     key\nFirst sign-in done together",
                ),
                ..Fills::default()
            },
        ),
        made(
            "Somebody leaves",
            Fills {
                subject: text("Leaves us: "),
                description: text("Last day:\nWho takes over the mailbox:\nDevices to come back:"),
                ticket_type: Some(TicketType::REQUEST),
                tags: tags(&["offboarding"]),
                checklist: text(
                    "Account locked on the last day\nMailbox handed over\nDevices back\nBadge and key back\nLicences freed",
                ),
                ..Fills::default()
            },
        ),
        made(
            "VPN does not connect",
            Fills {
                subject: text("VPN does not connect"),
                description: text(
                    "Since when:\nFrom where (home, hotel, customer):\nWhat the client says, word for word:\nDoes the rest of \
                     the internet work:",
                ),
                ticket_type: Some(TicketType::INCIDENT),
                tags: tags(&["vpn"]),
                checklist: text(
                    "Clock of the device right\nCertificate valid\nClient up to date\nOther network tried",
                ),
                ..Fills::default()
            },
        ),
        made(
            "Printer out of order",
            Fills {
                subject: text("Printer out of order"),
                description: text(
                    "Which printer, and where:\nWhat its display says:\nWho has to print today:",
                ),
                ticket_type: Some(TicketType::INCIDENT),
                tags: tags(&["printer"]),
                ..Fills::default()
            },
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::canned::{PLACEHOLDERS, gaps};

    #[test]
    fn each_can_be_kept_and_asks_for_nothing_that_cannot_be_filled() {
        for one in templates(PersonId(uuid::Uuid::nil())) {
            assert_eq!(one.fills.check(), Ok(()), "{}", one.name);
            assert_eq!(one.fills.description, one.fills.clone().tidied().description, "{}", one.name);
            for text in [&one.fills.subject, &one.fills.description].into_iter().flatten() {
                assert!(gaps(text).iter().all(|gap| PLACEHOLDERS.contains(&gap.as_str())), "{}", one.name);
            }
        }
    }
}
