//! Whether anything is at work on a node: the world turns only when all that is left waits for the network.

use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Counts what is at work; clones share the count.
#[derive(Debug, Clone, Default)]
pub(crate) struct Busy(Arc<AtomicUsize>);

/// One thing at work, until it is dropped.
#[derive(Debug)]
pub(crate) struct Work(Busy);

impl Busy {
    pub(crate) fn work(&self) -> Work {
        self.0.fetch_add(1, Ordering::SeqCst);
        Work(self.clone())
    }

    pub(crate) fn is_idle(&self) -> bool {
        self.0.load(Ordering::SeqCst) == 0
    }

    /// Waits until nothing is at work any more. Everything runs on this thread, so what something set going when it
    /// ended has had its turn after a few rounds.
    pub(crate) async fn idle(&self) {
        let mut calm = 0;
        while calm < 6 {
            calm = if self.is_idle() { calm + 1 } else { 0 };
            tokio::task::yield_now().await;
            if calm == 0 {
                // A database thread is at work; let it.
                std::thread::yield_now();
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
        self.0.0.fetch_sub(1, Ordering::SeqCst);
    }
}
