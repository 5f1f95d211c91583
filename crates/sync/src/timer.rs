//! Waiting for time to pass: by the computer's own clock, or by whatever a simulator lets pass in its stead.

use futures::future::BoxFuture;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

/// Ends when so much time has passed since it was called.
pub type Sleep = Arc<dyn Fn(Duration) -> BoxFuture<'static, ()> + Send + Sync>;

/// Waits by the computer's own clock.
pub fn system_sleep() -> Sleep {
    Arc::new(|span| Box::pin(tokio::time::sleep(span)))
}

/// What came of `work`, or nothing when it takes longer than `limit`.
pub(crate) async fn within<T>(sleep: &Sleep, limit: Duration, work: impl Future<Output = T>) -> Option<T> {
    let over = sleep(limit);
    tokio::select! {
        biased;
        done = work => Some(done),
        () = over => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_is_done_in_time_counts_and_what_is_not_does_not() {
        let sleep = system_sleep();
        assert_eq!(within(&sleep, Duration::ZERO, std::future::ready(7)).await, Some(7));
        assert_eq!(within(&sleep, Duration::from_millis(1), std::future::pending::<u8>()).await, None);
    }
}
