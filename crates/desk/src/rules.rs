//! The rules of this desk as last committed: read from records, replaced whole when one of them changes.

use anyhow::Context;
use domain::calendar::Calendars;
use domain::clockwork::{self, Clockwork, Over};
use domain::form::Form;
use domain::form::standard::Standard;
use domain::house::House;
use domain::ids::{CategoryId, PersonId, TeamId};
use domain::lifecycle::Closing;
use domain::priority::{Matrix, UrgentGuard};
use domain::record::{Entity, Kind, Record, setting_id};
use domain::refusal::Refusal;
use domain::sla::Policies;
use domain::ticket_type::TicketTypes;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::Arc;
use store::tx::Source;

/// The house and its clockwork.
#[derive(Debug, Clone)]
pub(crate) struct Rules {
    pub house: House,
    pub clockwork: Clockwork,
    pub policies: Over<Policies>,
    pub calendars: Over<Calendars>,
    /// Whether this desk judges what devices send, and does by itself what policies ask for.
    pub is_server: bool,
    /// How many days a desk may go without its server; 0 for ever.
    pub lease_days: i64,
    /// The organisations, by id: names for cards and lists.
    pub organisations: BTreeMap<uuid::Uuid, domain::person::Organisation>,
}

/// The names of the settings.
pub(crate) const MATRIX: &str = "matrix";
pub(crate) const POLICY: &str = "policy";
pub(crate) const CALENDAR: &str = "calendar";
pub(crate) const OFFLINE_LEASE: &str = "offline_lease";
pub(crate) const URGENT_GUARD: &str = "urgent_guard";
pub(crate) const CLOSING: &str = "closing";
pub(crate) const FORM: &str = domain::form::SETTING;
pub(crate) const STANDARD: &str = domain::form::standard::SETTING;
pub(crate) const TICKET_TYPES: &str = domain::ticket_type::SETTING;

/// How many days a desk may go without its server when nobody says otherwise.
const LEASE_DAYS: i64 = 30;

/// What the rules are made of.
pub(crate) const KINDS: [Kind; 6] =
    [Kind::Setting, Kind::Status, Kind::Category, Kind::Team, Kind::Organisation, Kind::Person];

/// Whether an edit of this kind changes the rules.
pub(crate) fn concerns(kind: Kind) -> bool {
    KINDS.contains(&kind)
}

impl Rules {
    /// Reads the rules from the records.
    pub(crate) async fn load(source: &impl Source) -> anyhow::Result<Arc<Self>> {
        let mut house = House { statuses: read_all(source, Kind::Status).await?, ..House::default() };
        house.statuses.sort_by_key(|status: &domain::status::Status| status.position);
        for record in store::records::all(source, Kind::Team).await? {
            house.teams.insert(TeamId(record.id), record.read()?);
        }
        for record in store::records::all(source, Kind::Category).await? {
            house.categories.insert(CategoryId(record.id), record.read()?);
        }
        for record in store::people::staff(source).await? {
            house.staff.insert(PersonId(record.id), record.read()?);
        }
        let mut organisations = BTreeMap::new();
        for record in store::records::all(source, Kind::Organisation).await? {
            organisations.insert(record.id, record.read()?);
        }
        if let Some(matrix) = setting(source, MATRIX).await? {
            house.matrix = matrix_in(&matrix)?;
        }
        if let Some(guard) = setting(source, URGENT_GUARD).await? {
            house.urgent_guard = guard_in(&guard)?;
        }
        if let Some(closing) = setting(source, CLOSING).await? {
            house.closing = closing_in(&closing)?;
        }
        if let Some(form) = setting(source, FORM).await? {
            house.form = form_in(&form)?;
        }
        if let Some(standard) = setting(source, STANDARD).await? {
            house.form.standard = standard_in(&standard)?;
        }
        if let Some(types) = setting(source, TICKET_TYPES).await? {
            house.types = types_in(&types)?;
        }
        let (policies, calendars) = clockwork::fresh(&system_zone());
        let policies: Over<Policies> = over(source, POLICY).await?.unwrap_or(policies);
        let calendars: Over<Calendars> = over(source, CALENDAR).await?.unwrap_or(calendars);
        let above = house.above();
        let clockwork =
            Clockwork::compile(&policies, &calendars, above).context("compiling the calendars")?;
        let is_server = store::state::head(source).await?.is_some();
        let lease_days = match setting(source, OFFLINE_LEASE).await? {
            Some(lease) => lease_in(&lease)?,
            None => LEASE_DAYS,
        };
        Ok(Arc::new(Rules { house, clockwork, policies, calendars, is_server, lease_days, organisations }))
    }
}

async fn read_all<T: Entity>(source: &impl Source, kind: Kind) -> anyhow::Result<Vec<T>> {
    let records = store::records::all(source, kind).await?;
    records.iter().map(|record| record.read().with_context(|| format!("reading {}", kind.key()))).collect()
}

/// Reads a setting.
pub(crate) async fn setting(source: &impl Source, name: &str) -> anyhow::Result<Option<Record>> {
    store::records::get(source, Kind::Setting, setting_id(name)).await
}

async fn over<T: DeserializeOwned>(source: &impl Source, name: &str) -> anyhow::Result<Option<Over<T>>> {
    setting(source, name).await?.as_ref().map_or(Ok(None), |record| over_in(record, name))
}

/// Whether the rules that come of a setting can be made of it; one that is no rule of the desk may be anything.
///
/// # Errors
/// `Refusal::Invalid`, with what is wrong with it.
pub(crate) fn readable(setting: &Record) -> Result<(), Refusal> {
    let is = |name| setting.id == setting_id(name);
    let read = || -> anyhow::Result<()> {
        if is(MATRIX) {
            matrix_in(setting)?;
        } else if is(URGENT_GUARD) {
            guard_in(setting)?;
        } else if is(CLOSING) {
            closing_in(setting)?;
        } else if is(POLICY) {
            over_in::<Policies>(setting, POLICY)?;
        } else if is(CALENDAR) {
            let (policies, fresh) = clockwork::fresh(&system_zone());
            let calendars = over_in::<Calendars>(setting, CALENDAR)?.unwrap_or(fresh);
            Clockwork::compile(&policies, &calendars, BTreeMap::new())?;
        } else if is(OFFLINE_LEASE) {
            lease_in(setting)?;
        } else if is(FORM) {
            form_in(setting)?;
        } else if is(STANDARD) {
            standard_in(setting)?;
        } else if is(TICKET_TYPES) {
            types_in(setting)?;
        }
        Ok(())
    };
    read().map_err(|error| Refusal::invalid(Kind::Setting.key(), format!("{error:#}")))
}

fn matrix_in(setting: &Record) -> anyhow::Result<Matrix> {
    serde_json::from_value(Value::Object(setting.doc.clone())).context("reading the setting matrix")
}

fn guard_in(setting: &Record) -> anyhow::Result<UrgentGuard> {
    serde_json::from_value(Value::Object(setting.doc.clone())).context("reading the setting urgent_guard")
}

fn closing_in(setting: &Record) -> anyhow::Result<Closing> {
    serde_json::from_value(Value::Object(setting.doc.clone())).context("reading the setting closing")
}

fn form_in(setting: &Record) -> anyhow::Result<Form> {
    Form::read(&setting.doc).context("reading the setting form")
}

fn standard_in(setting: &Record) -> anyhow::Result<Standard> {
    Standard::read(&setting.doc).context("reading the setting standard_fields")
}

fn types_in(setting: &Record) -> anyhow::Result<TicketTypes> {
    TicketTypes::read(&setting.doc).context("reading the setting ticket_types")
}

fn lease_in(setting: &Record) -> anyhow::Result<i64> {
    setting.field("days").as_i64().context("reading the setting offline_lease")
}

fn over_in<T: DeserializeOwned>(setting: &Record, name: &str) -> anyhow::Result<Option<Over<T>>> {
    let over: Over<T> = serde_json::from_value(Value::Object(setting.doc.clone()))
        .with_context(|| format!("reading the setting {name}"))?;
    Ok((!over.versions.is_empty()).then_some(over))
}

/// The zone of this computer, UTC when it does not say.
pub fn system_zone() -> String {
    iana_time_zone::get_timezone().unwrap_or_else(|_| "UTC".to_owned())
}
