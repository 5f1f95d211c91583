//! The person table: written from records, asked by menus and searches for people.

use crate::bulk;
use crate::entity::person;
use crate::tx::{Source, Tx, numbered};
use anyhow::Context;
use domain::person::Person;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::BTreeMap;
use uuid::Uuid;

/// A person as menus see them.
pub type PersonRow = person::Model;

/// Writes the rows of people. `organisation` is the name of their organisation, for the search.
///
/// # Errors
/// When the database cannot be written.
pub async fn put(tx: &Tx, people: &[(Uuid, Person, Option<String>, bool)]) -> anyhow::Result<()> {
    let columns = ["id", "name", "email", "phone", "role", "organisation", "haystack", "retired"];
    let tail = "ON CONFLICT (id) DO UPDATE SET name = excluded.name, email = excluded.email, phone = excluded.phone, \
                role = excluded.role, organisation = excluded.organisation, haystack = excluded.haystack, \
                retired = excluded.retired";
    let values = people
        .iter()
        .map(|(id, person, organisation, deleted)| {
            let parts = [
                Some(person.name.as_str()),
                person.email.as_deref(),
                person.phone.as_deref(),
                organisation.as_deref(),
            ];
            let haystack: Vec<&str> = parts.into_iter().flatten().collect();
            vec![
                (*id).into(),
                person.name.clone().into(),
                person.email.as_ref().map(|email| email.to_lowercase()).into(),
                person.phone.clone().into(),
                person.role.key().into(),
                person.organisation.map(|id| id.0).into(),
                haystack.join(" ").to_lowercase().into(),
                i16::from(person.retired || *deleted).into(),
            ]
        })
        .collect();
    bulk::insert(tx, "person", &columns, tail, values).await.context("writing people")
}

/// Finds people by a part of name, address, phone or organisation, in the order of their names.
///
/// # Errors
/// When the database cannot be read.
pub async fn search(source: &impl Source, text: &str, count: u64) -> anyhow::Result<Vec<PersonRow>> {
    let ready = source.ready().await?;
    let mut fits = Condition::all();
    for word in text.to_lowercase().split_whitespace() {
        // What somebody types is no pattern: `_` and `%` stand for themselves.
        fits = fits.add(Expr::cust_with_values(
            numbered("replace(haystack, ?, '') <> haystack", ready.get_database_backend()),
            [word.to_owned()],
        ));
    }
    if let Some(number) = dialled(text) {
        let custom = |sql: &str, value: String| {
            Expr::cust_with_values(numbered(sql, ready.get_database_backend()), [value])
        };
        let within = format!("{DIGITS} LIKE ?");
        // Whoever types more of it than is kept, such as the country, means the same telephone.
        let end = format!("(length({DIGITS}) >= 6 AND ? LIKE '%' || {DIGITS})");
        fits =
            Condition::any().add(fits).add(custom(&within, format!("%{number}%"))).add(custom(&end, number));
    }
    person::Entity::find()
        .filter(person::Column::Retired.eq(0))
        .filter(fits)
        .order_by_asc(person::Column::Name)
        .order_by_asc(person::Column::Id)
        .limit(count)
        .all(ready)
        .await
        .context("searching people")
}

/// The digits of a telephone as it is kept, without what the country or the trunk begins with.
const DIGITS: &str = "ltrim(replace(replace(replace(replace(replace(replace(replace(replace(coalesce(phone, ''), \
                      '(0)', ''), ' ', ''), '-', ''), '/', ''), '.', ''), '(', ''), ')', ''), '+', ''), '0')";

/// The digits of a telephone number as somebody types it, when the text is one.
fn dialled(text: &str) -> Option<String> {
    let typed = text.replace("(0)", "");
    if !typed.chars().all(|letter| letter.is_ascii_digit() || " -/.()+".contains(letter)) {
        return None;
    }
    let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
    let number = digits.trim_start_matches('0');
    (number.len() >= 4).then(|| number.to_owned())
}

/// The records of everybody who works here.
///
/// # Errors
/// When the database cannot be read.
pub async fn staff(source: &impl Source) -> anyhow::Result<Vec<domain::record::Record>> {
    let models = person::Entity::find()
        .filter(person::Column::Role.ne("requester"))
        .all(source.ready().await?)
        .await
        .context("reading who works here")?;
    let ids: Vec<Uuid> = models.iter().map(|model| model.id).collect();
    let records = crate::records::get_many(source, domain::record::Kind::Person, &ids).await?;
    Ok(records.into_values().filter(|record| !record.deleted).collect())
}

/// Finds who has this address.
///
/// # Errors
/// When the database cannot be read.
pub async fn by_email(source: &impl Source, email: &str) -> anyhow::Result<Option<PersonRow>> {
    person::Entity::find()
        .filter(person::Column::Email.eq(email.trim().to_lowercase()))
        .order_by_asc(person::Column::Retired)
        .one(source.ready().await?)
        .await
        .context("finding a person")
}

/// The rows of these people.
///
/// # Errors
/// When the database cannot be read.
pub async fn get_many(source: &impl Source, ids: &[Uuid]) -> anyhow::Result<BTreeMap<Uuid, PersonRow>> {
    let mut found = BTreeMap::new();
    for chunk in ids.chunks(500) {
        let models = person::Entity::find()
            .filter(person::Column::Id.is_in(chunk.iter().copied()))
            .all(source.ready().await?)
            .await
            .context("reading people")?;
        found.extend(models.into_iter().map(|model| (model.id, model)));
    }
    Ok(found)
}
