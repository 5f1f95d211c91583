//! The fields that the invented company adds to its tickets, and what its tickets say in them.

use super::dice::Dice;
use super::people::places;
use super::story::Stand;
use crate::form::{FieldKey, FormChoice, FormField, Holds, Required, SETTING};
use crate::record::{Kind, Record, setting_id};
use crate::ticket_type::TicketType;
use serde_json::Value;
use std::collections::BTreeMap;

const CAUSES: [(&str, &str); 5] = [
    ("hardware", "Hardware"),
    ("software", "Software"),
    ("configuration", "Configuration"),
    ("supplier", "Supplier"),
    ("operation", "Operating error"),
];

fn choices<'a>(named: impl IntoIterator<Item = (&'a str, &'a str)>) -> Vec<FormChoice> {
    let choice =
        |(id, name): (&str, &str)| FormChoice { id: id.to_owned(), name: name.to_owned(), archived: false };
    named.into_iter().map(choice).collect()
}

/// The fields, each under its key.
pub fn form() -> Record {
    let field = |key: &str, name: &str, holds, types: &[TicketType]| FormField {
        key: FieldKey(key.to_owned()),
        name: name.to_owned(),
        help: None,
        holds,
        types: types.iter().cloned().collect(),
        required: Required::Never,
        position: 0,
        archived: false,
    };
    // Imports keep where somebody sits under this key, by its name.
    let sites = Holds::One { choices: choices(places().map(|place| (place, place))) };
    let fields = [
        FormField {
            help: Some("On the sticker, such as LK-2041".to_owned()),
            ..field(
                "asset",
                "Asset tag",
                Holds::Line,
                &[TicketType::INCIDENT, TicketType::REQUEST, TicketType::TASK],
            )
        },
        field("location", "Site", sites, &[]),
        FormField {
            required: Required::Resolve,
            ..field(
                "cause",
                "Root cause class",
                Holds::One { choices: choices(CAUSES) },
                &[TicketType::INCIDENT],
            )
        },
        field("downtime", "Downtime agreed", Holds::YesNo, &[TicketType::REQUEST, TicketType::TASK]),
    ];
    let doc = (0_i64..).zip(fields).map(|(position, field)| {
        let key = field.key.0.clone();
        let field = FormField { position, ..field };
        (key, serde_json::to_value(field).expect("a field serialises to JSON"))
    });
    Record {
        kind: Kind::Setting,
        id: setting_id(SETTING),
        ticket: None,
        doc: doc.collect(),
        ver: 0,
        fver: BTreeMap::new(),
        first: 0,
        deleted: false,
    }
}

/// What a ticket says in the fields beside its place: everything that is known by where it stands.
pub(super) fn values(
    kind: &TicketType,
    stand: Stand,
    asset: &str,
    dice: &mut Dice,
) -> BTreeMap<String, Value> {
    let mut values = BTreeMap::from([("asset".to_owned(), Value::String(asset.to_owned()))]);
    let cause = dice.pick(&CAUSES).0;
    let known = stand.is_done() || (matches!(stand, Stand::InProgress | Stand::OnHold) && dice.chance(40));
    if *kind == TicketType::INCIDENT && known {
        values.insert("cause".to_owned(), Value::String(cause.to_owned()));
    }
    if [TicketType::REQUEST, TicketType::TASK].contains(kind) && dice.chance(60) {
        values.insert("downtime".to_owned(), Value::Bool(dice.chance(70)));
    }
    values
}
