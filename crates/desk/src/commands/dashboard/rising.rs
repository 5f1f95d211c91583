//! The tags and categories with which more tickets are opened than in the period before.

use super::id_of;
use super::scene::Scene;
use crate::desk::Desk;
use crate::fault::Fault;
use contract::report::*;
use contract::ticket::Filter;
use domain::ids::CategoryId;
use domain::measure::{Cut, CutWhat};
use std::collections::BTreeMap;
use store::reports::Group;

/// Tags and categories shown.
const RISING: usize = 8;

/// Each tag with how often it was on what was opened.
pub(super) fn per_tag(found: &BTreeMap<Option<String>, i64>) -> BTreeMap<String, i64> {
    let mut counts = BTreeMap::new();
    for (tags, count) in found {
        for tag in tags.iter().flat_map(|tags| tags.split('\u{1f}')).filter(|tag| !tag.is_empty()) {
            *counts.entry(tag.to_owned()).or_default() += count;
        }
    }
    counts
}

pub(super) async fn tags(desk: &Desk, scene: &Scene) -> Result<Vec<Rising>, Fault> {
    let db = &desk.inner.db;
    let (cut, before) = (scene.cut(CutWhat::Opened), scene.cut_before(CutWhat::Opened));
    let now = per_tag(&store::reports::counts(db, &scene.among, Some(&cut), &Group::Tags).await?);
    let then = per_tag(&store::reports::counts(db, &scene.among, Some(&before), &Group::Tags).await?);
    let rising = now.into_iter().map(|(tag, count)| {
        let before = then.get(&tag).copied().unwrap_or_default();
        let filter = Filter { tags: vec![tag.clone()], ..scene.filter(scene.cut(CutWhat::Opened)) };
        Rising { name: tag, opened: Counted { count, filter }, before }
    });
    Ok(most_rising(rising.collect()))
}

pub(super) async fn topics(desk: &Desk, scene: &Scene) -> Result<Vec<Rising>, Fault> {
    let db = &desk.inner.db;
    let (cut, before) = (scene.cut(CutWhat::Opened), scene.cut_before(CutWhat::Opened));
    let now = store::reports::counts(db, &scene.among, Some(&cut), &Group::Topic).await?;
    let then = store::reports::counts(db, &scene.among, Some(&before), &Group::Topic).await?;
    let rising = now.iter().filter_map(|(key, count)| {
        let id = CategoryId(id_of(key)?);
        let cut = Cut { topics: vec![id], ..scene.cut(CutWhat::Opened) };
        let before = then.get(key).copied().unwrap_or_default();
        let name = scene.rules.house.category_path(id).join(" / ");
        Some(Rising { name, opened: scene.counted(*count, cut), before })
    });
    Ok(most_rising(rising.collect()))
}

/// What rises most first.
fn most_rising(mut all: Vec<Rising>) -> Vec<Rising> {
    // What fell, or came as often as before, does not rise.
    all.retain(|it| it.opened.count > it.before);
    all.sort_by(|a, b| {
        let rise = |it: &Rising| it.opened.count - it.before;
        (rise(b), b.opened.count).cmp(&(rise(a), a.opened.count)).then(a.name.cmp(&b.name))
    });
    all.truncate(RISING);
    all
}
