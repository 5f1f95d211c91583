//! The transport of the product: reqwest with rustls, no redirects, connections that notice when they are dead.

use crate::fault::Fault;
use crate::transport::{Chunks, Payload, Transport};
use async_trait::async_trait;
use futures::{StreamExt, TryStreamExt};
use http::header;
use std::error::Error;
use std::io;
use std::sync::{Once, PoisonError, RwLock};
use std::time::Duration;

/// HTTP over TCP, TLS by the certificates that this computer trusts.
pub struct Http {
    client: RwLock<reqwest::Client>,
    connect: Duration,
}

impl Http {
    /// Makes a transport that gives up connecting after `connect`.
    ///
    /// # Errors
    /// When TLS cannot be set up on this computer.
    pub fn new(connect: Duration) -> Result<Self, Fault> {
        Ok(Http { client: RwLock::new(build(connect)?), connect })
    }

    fn client(&self) -> reqwest::Client {
        self.client.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

fn build(connect: Duration) -> Result<reqwest::Client, Fault> {
    static PROVIDER: Once = Once::new();
    PROVIDER.call_once(|| {
        // An error means that the program has installed a provider of its own, which is as good.
        if rustls::crypto::ring::default_provider().install_default().is_err() {
            tracing::debug!("TLS has a provider already");
        }
    });
    let builder = || {
        reqwest::Client::builder()
            .user_agent(concat!("tern/", env!("CARGO_PKG_VERSION")))
            // A redirect on these routes is a network's sign-in page, never a server of ours.
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(connect)
            .pool_idle_timeout(Duration::from_secs(60))
            .tcp_keepalive(Duration::from_secs(15))
            .http2_keep_alive_interval(Duration::from_secs(15))
            .http2_keep_alive_timeout(Duration::from_secs(10))
            .http2_keep_alive_while_idle(true)
    };
    builder()
        .build()
        .or_else(|error| {
            // A computer without any trusted certificates can still talk to a server beside it.
            tracing::warn!(error = reason(&error), "No trusted certificates; https will not work");
            builder().tls_certs_only([]).build()
        })
        .map_err(|error| Fault::Local(reason(&error)))
}

#[async_trait]
impl Transport for Http {
    async fn send(&self, request: http::Request<Payload>) -> Result<http::Response<Chunks>, Fault> {
        let (head, payload) = request.into_parts();
        let request = self.client().request(head.method, head.uri.to_string()).headers(head.headers);
        let request = match payload {
            Payload::Empty => request,
            Payload::Whole(bytes) => request.body(bytes),
            Payload::Stream { len_bytes, bytes } => {
                request.header(header::CONTENT_LENGTH, len_bytes).body(reqwest::Body::wrap_stream(bytes))
            }
        };
        let response = request.send().await.map_err(|error| fault(&error))?;
        let mut answer = http::Response::new(());
        *answer.status_mut() = response.status();
        *answer.headers_mut() = response.headers().clone();
        let chunks = response.bytes_stream().map_err(|error| fault(&error)).boxed();
        Ok(answer.map(|()| chunks))
    }

    fn renew(&self) {
        match build(self.connect) {
            Ok(client) => *self.client.write().unwrap_or_else(PoisonError::into_inner) = client,
            Err(fault) => tracing::warn!(error = %fault, "Keeping the old connections"),
        }
    }
}

fn fault(error: &reqwest::Error) -> Fault {
    if error.is_connect() {
        Fault::Unreached(reason(error))
    } else if error.is_timeout() {
        Fault::Timeout("connecting")
    } else if is_damaged(error) {
        Fault::Garbage(reason(error))
    } else {
        Fault::Offline(reason(error))
    }
}

/// Whether a body arrived and could not be unpacked; one that was cut off is the network's doing.
fn is_damaged(error: &reqwest::Error) -> bool {
    let mut inner: Option<&dyn Error> = Some(error);
    while let Some(error) = inner {
        if let Some(error) = error.downcast_ref::<io::Error>() {
            return matches!(error.kind(), io::ErrorKind::InvalidData | io::ErrorKind::Other);
        }
        inner = error.source();
    }
    false
}

/// The innermost reason, which is the one that says something; reqwest's own words only repeat the address.
fn reason(error: &reqwest::Error) -> String {
    let mut inner: &dyn Error = error;
    while let Some(source) = inner.source() {
        inner = source;
    }
    inner.to_string()
}
