//! What waits to be shown on the desktop: nothing is skipped, however slow the desktop is, and what a later one stands
//! for gives way to it.

use domain::notify::Showing;
use std::collections::VecDeque;
use std::sync::Mutex;
use tokio::sync::Notify;

#[derive(Default)]
pub(crate) struct Showings {
    waiting: Mutex<VecDeque<Showing>>,
    come: Notify,
}

impl Showings {
    pub(crate) fn put(&self, mut showing: Showing) {
        {
            let mut waiting = self.waiting.lock().expect("no holder of the queue panics");
            waiting.retain(|before| {
                let gives_way = before.key == showing.key || showing.replaces.contains(&before.key);
                if gives_way {
                    showing.replaces.extend(before.replaces.iter().cloned());
                }
                !gives_way
            });
            waiting.push_back(showing);
        }
        self.come.notify_one();
    }

    /// Waits for the next one.
    pub(crate) async fn next(&self) -> Showing {
        loop {
            let first = self.waiting.lock().expect("no holder of the queue panics").pop_front();
            match first {
                Some(showing) => return showing,
                None => self.come.notified().await,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::notify::{NotificationKind, Urgency};

    fn showing(key: &str, replaces: &[&str]) -> Showing {
        Showing {
            key: key.to_owned(),
            replaces: replaces.iter().map(|key| (*key).to_owned()).collect(),
            title: String::new(),
            body: String::new(),
            kind: NotificationKind::Breach,
            ticket: None,
            tickets: Vec::new(),
            metric: None,
            actions: Vec::new(),
            urgency: Urgency::Normal,
        }
    }

    #[tokio::test]
    async fn a_desktop_that_is_slow_misses_nothing_and_is_spared_what_was_replaced() {
        let showings = Showings::default();
        for n in 0..500 {
            showings.put(showing(&n.to_string(), &[]));
        }
        for n in 0..500 {
            assert_eq!(showings.next().await.key, n.to_string());
        }
        showings.put(showing("1", &[]));
        showings.put(showing("summary", &["0", "1"]));
        showings.put(showing("summary", &["2"]));
        let shown = showings.next().await;
        assert_eq!(
            (shown.key.as_str(), shown.replaces),
            ("summary", vec!["2".into(), "0".into(), "1".into()])
        );
        let showings = std::sync::Arc::new(showings);
        let later = tokio::spawn({
            let showings = std::sync::Arc::clone(&showings);
            async move { showings.next().await.key }
        });
        showings.put(showing("3", &[]));
        assert_eq!(later.await.unwrap(), "3");
    }
}
