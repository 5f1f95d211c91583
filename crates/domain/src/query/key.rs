//! The keys that a search knows, and the names that they go by.

use super::nearest::nearest;

/// What a term is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Key {
    Status,
    Assignee,
    Requester,
    Team,
    Priority,
    Type,
    Category,
    Tag,
    Organisation,
    /// The next clock that runs out.
    Due,
    /// The ticket's own date.
    DueDate,
    Created,
    Updated,
    Is,
    Has,
    Number,
}

impl Key {
    pub const ALL: [Key; 16] = [
        Key::Status,
        Key::Assignee,
        Key::Requester,
        Key::Team,
        Key::Priority,
        Key::Type,
        Key::Category,
        Key::Tag,
        Key::Organisation,
        Key::Due,
        Key::DueDate,
        Key::Created,
        Key::Updated,
        Key::Is,
        Key::Has,
        Key::Number,
    ];

    /// How it is written.
    pub fn name(self) -> &'static str {
        self.names()[0]
    }

    /// All that it may be called.
    fn names(self) -> &'static [&'static str] {
        match self {
            Key::Status => &["status"],
            Key::Assignee => &["assignee", "owner"],
            Key::Requester => &["requester", "from", "customer"],
            Key::Team => &["team", "group"],
            Key::Priority => &["priority"],
            Key::Type => &["type"],
            Key::Category => &["category"],
            Key::Tag => &["tag", "tags"],
            Key::Organisation => &["organisation", "organization", "org"],
            Key::Due => &["due"],
            Key::DueDate => &["due_date", "deadline"],
            Key::Created => &["created"],
            Key::Updated => &["updated", "changed"],
            Key::Is => &["is"],
            Key::Has => &["has"],
            Key::Number => &["number"],
        }
    }

    /// The key of this name.
    pub fn of(name: &str) -> Option<Key> {
        Key::ALL.into_iter().find(|key| key.names().iter().any(|one| one.eq_ignore_ascii_case(name)))
    }

    /// The key that somebody may have meant.
    pub fn near(name: &str) -> Option<Key> {
        nearest(name, Key::ALL.into_iter().flat_map(Key::names).copied()).and_then(Key::of)
    }

    /// Whether its values come one after another, so that `<` and `>` mean something.
    pub fn is_ordered(self) -> bool {
        match self {
            Key::Priority | Key::Due | Key::DueDate | Key::Created | Key::Updated => true,
            Key::Status
            | Key::Assignee
            | Key::Requester
            | Key::Team
            | Key::Type
            | Key::Category
            | Key::Tag
            | Key::Organisation
            | Key::Is
            | Key::Has
            | Key::Number => false,
        }
    }

    /// Whether a ticket has one value of it, so that two terms ask for either; of other keys they ask for both.
    pub(super) fn gathers(self) -> bool {
        match self {
            Key::Tag | Key::Due | Key::DueDate | Key::Created | Key::Updated | Key::Is | Key::Has => false,
            Key::Priority
            | Key::Status
            | Key::Assignee
            | Key::Requester
            | Key::Team
            | Key::Type
            | Key::Category
            | Key::Organisation
            | Key::Number => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_that_is_not_known_has_a_neighbour_that_is() {
        let check = |typed: &str, meant: Option<Key>| assert_eq!(Key::near(typed), meant, "{typed}");
        check("stauts", Some(Key::Status));
        check("asignee", Some(Key::Assignee));
        check("organizaton", Some(Key::Organisation));
        check("prio", Some(Key::Priority));
        check("https", None);
        check("error", None);
        check("x", None);
    }
}
