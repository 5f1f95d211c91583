//! Mistakes that can be planted in the engine, to see that the simulator finds them: a check that cannot fail is none.

/// A mistake and what it does.
#[derive(Debug, Clone, Copy)]
pub struct Mistake {
    pub name: &'static str,
    pub does: &'static str,
}

impl Mistake {
    /// The mistake of this name.
    pub fn named(name: &str) -> Option<Mistake> {
        MISTAKES.into_iter().find(|mistake| mistake.name == name)
    }
}

const fn mistake(name: &'static str, does: &'static str) -> Mistake {
    Mistake { name, does }
}

/// Every mistake that is known. Where each is made, the code asks `store::sim::planted` for it by name.
pub const MISTAKES: [Mistake; 22] = [
    mistake("drop_outbox_insert", "every fifth edit is saved and never queued"),
    mistake("reuse_number", "a number stays free after it was given to a change"),
    mistake("forget_shadow", "the server's word under an edit is not kept"),
    mistake("ack_before_commit", "the server answers a push that it then rolls back"),
    mistake("skip_base_check", "the server merges as if every author had seen what stands there"),
    mistake("skip_authorise", "the server judges pushes as if an admin had sent them"),
    mistake("forget_verdict", "the server keeps no outcome of a change"),
    mistake("drop_conflict", "a value that lost is not kept"),
    mistake("deliver_unseen", "a reply is delivered over a conversation that its author had not seen"),
    mistake("lose_refusal", "a refused change leaves the outbox like one that was taken"),
    mistake("cursor_early", "the cursor is saved before the rows of its page"),
    mistake("skip_rebase", "a page of the server's hides edits that still wait"),
    mistake("forget_scope_leave", "the server does not note that a ticket left somebody's sight"),
    mistake("show_hidden", "the feed does not leave out what its reader may not see"),
    mistake("forget_acked", "what a restored server lost is not sent again"),
    mistake("show_own", "the feed does not leave out what is for somebody else alone"),
    mistake("keep_unshared", "who may have what is not for them any more is not told to drop it"),
    mistake("lose_tags", "the server takes a change without what it says of tags"),
    mistake("forget_sum", "the server keeps the sums of its rows as they were when something is deleted"),
    mistake("discard_more", "whoever gives up one refused change gives up all that waits"),
    mistake("copy_to_the_head", "after a copy the feed is read from later than the copy began"),
    mistake("keep_rows", "rows of tickets stay as they were, whatever somebody changed"),
];
