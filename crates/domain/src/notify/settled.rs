//! When nothing is left of what a notification was about, wherever that was dealt with.

use super::NotificationKind;

/// What a notification was about, as it stands now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// The ticket is there.
    pub there: bool,
    /// The ticket is resolved or closed.
    pub done: bool,
    /// Whoever was told has put the ticket off.
    pub put_off: bool,
    /// The ticket is theirs.
    pub mine: bool,
    /// They would still be told of this ticket.
    pub concerns: bool,
    /// What was told still waits: the clock runs, the requester has no answer, the reply is held, the edits are in
    /// conflict, the reminder is not done and was not
    /// moved, the date is the one that came.
    pub waits: bool,
}

impl NotificationKind {
    /// Whether a notification of this kind can go.
    pub fn is_settled(self, now: &Standing) -> bool {
        if !now.there {
            return true;
        }
        match self {
            NotificationKind::AtRisk
            | NotificationKind::Breach
            | NotificationKind::CustomerReply
            | NotificationKind::Deadline => !now.waits || !now.concerns || now.put_off || now.done,
            NotificationKind::Assignment => now.done || !now.mine,
            // It waits for its author, also in a ticket that is done.
            NotificationKind::HeldReply => !now.waits || now.put_off,
            NotificationKind::Conflict => !now.waits,
            // Somebody asked for it, and may have in a ticket that was done: to look whether all is well still.
            NotificationKind::Reminder => !now.waits || now.put_off,
            NotificationKind::Mention | NotificationKind::Snooze | NotificationKind::Escalation => {
                now.put_off || now.done
            }
            // That it was resolved is what it may tell.
            NotificationKind::Update => now.put_off,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use NotificationKind as K;

    const FRESH: Standing =
        Standing { there: true, done: false, put_off: false, mine: true, concerns: true, waits: true };

    fn going(now: Standing) -> Vec<K> {
        K::ALL.into_iter().filter(|kind| kind.is_settled(&now)).collect()
    }

    #[test]
    fn nothing_goes_while_all_is_as_it_was_told() {
        assert_eq!(going(FRESH), []);
    }

    #[test]
    fn each_kind_goes_when_its_own_reason_does() {
        assert_eq!(
            going(Standing { waits: false, ..FRESH }),
            [K::AtRisk, K::Breach, K::CustomerReply, K::HeldReply, K::Conflict, K::Reminder, K::Deadline]
        );
        assert_eq!(
            going(Standing { concerns: false, ..FRESH }),
            [K::AtRisk, K::Breach, K::CustomerReply, K::Deadline],
            "a colleague took it"
        );
        assert_eq!(going(Standing { mine: false, ..FRESH }), [K::Assignment]);
        assert_eq!(
            going(Standing { done: true, ..FRESH }),
            [
                K::AtRisk,
                K::Breach,
                K::Assignment,
                K::Mention,
                K::CustomerReply,
                K::Deadline,
                K::Snooze,
                K::Escalation
            ]
        );
    }

    #[test]
    fn what_was_put_off_is_out_of_the_way_but_for_what_is_in_conflict_or_new_to_one() {
        let stays: Vec<K> = K::ALL
            .into_iter()
            .filter(|kind| !kind.is_settled(&Standing { put_off: true, ..FRESH }))
            .collect();
        assert_eq!(stays, [K::Assignment, K::Conflict]);
    }

    #[test]
    fn a_ticket_that_is_gone_takes_all_with_it() {
        assert_eq!(going(Standing { there: false, ..FRESH }), K::ALL);
    }
}
