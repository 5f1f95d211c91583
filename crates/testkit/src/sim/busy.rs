//! Whether anything is at work on a node: the world turns only when all that is left waits for the network.

use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::sync::Notify;

/// Counts what is at work; clones share the count.
#[derive(Debug, Clone, Default)]
pub(crate) struct Busy(Arc<Count>);

#[derive(Debug, Default)]
struct Count {
    at_work: AtomicUsize,
    done: Notify,
}

/// One thing at work, until it is dropped.
#[derive(Debug)]
pub(crate) struct Work(Busy);

/// So many turns of everything else without work mean that nothing goes on by itself any more: what is woken when
/// something ends has its turn in the next one, and nothing here hands on more often than this.
const CALM: usize = 6;

impl Busy {
    pub(crate) fn work(&self) -> Work {
        self.0.at_work.fetch_add(1, Ordering::SeqCst);
        Work(self.clone())
    }

    fn is_idle(&self) -> bool {
        self.0.at_work.load(Ordering::SeqCst) == 0
    }

    /// Waits until nothing is at work any more. Everything runs on this thread, so what something set going when it
    /// ended has had its turn after a few rounds.
    pub(crate) async fn idle(&self) {
        let mut calm = 0;
        while calm < CALM {
            if self.is_idle() {
                calm += 1;
                tokio::task::yield_now().await;
            } else {
                calm = 0;
                // The thread rests while those of the databases work.
                self.0.done.notified().await;
            }
        }
    }

    /// Runs something as work.
    pub(crate) async fn during<T>(&self, work: impl Future<Output = T>) -> T {
        let _work = self.work();
        work.await
    }
}

impl Drop for Work {
    fn drop(&mut self) {
        if self.0.0.at_work.fetch_sub(1, Ordering::SeqCst) == 1 {
            self.0.0.done.notify_one();
        }
    }
}
