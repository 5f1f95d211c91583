//! A bad line: a TCP proxy that drops, delays, cuts, garbles, repeats and swallows what passes through it.

use anyhow::{Context as _, Result};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// What happens to one connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fault {
    /// Everything passes, until the line is cut in the middle of whatever it carries.
    Cut {
        after_ms: u64,
    },
    /// The same, when so much has passed in either direction.
    Ration {
        bytes: usize,
    },
    Delay {
        ms: u64,
    },
    /// Closed before a byte has passed.
    Drop,
    /// The request arrives and nothing ever comes back, nor does the line close.
    HalfOpen,
    /// Nothing arrives, and the line does not close.
    Swallow,
    /// The answer ends in its middle.
    Truncate {
        after_bytes: usize,
    },
    /// The answer begins with bytes that no server sent.
    Garbage,
    /// A few kilobytes a second.
    Throttle,
    /// All that was sent is sent again later, on a line of its own, and the answer goes nowhere.
    Duplicate {
        after_ms: u64,
    },
}

impl Fault {
    fn any(random: &mut StdRng) -> Fault {
        match random.random_range(0..100) {
            0..45 => Fault::Cut { after_ms: random.random_range(50..4_000) },
            45..60 => Fault::Delay { ms: random.random_range(5..400) },
            60..66 => Fault::Drop,
            66..71 => Fault::HalfOpen,
            71..75 => Fault::Swallow,
            75..83 => Fault::Truncate { after_bytes: random.random_range(1..4_000) },
            83..88 => Fault::Garbage,
            88..92 => Fault::Throttle,
            _ => Fault::Duplicate { after_ms: random.random_range(10..2_000) },
        }
    }

    fn name(self) -> &'static str {
        match self {
            Fault::Cut { .. } => "cut",
            Fault::Ration { .. } => "rationed",
            Fault::Delay { .. } => "delayed",
            Fault::Drop => "dropped",
            Fault::HalfOpen => "half_open",
            Fault::Swallow => "swallowed",
            Fault::Truncate { .. } => "truncated",
            Fault::Garbage => "garbled",
            Fault::Throttle => "throttled",
            Fault::Duplicate { .. } => "repeated",
        }
    }
}

/// What a line is like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Weather {
    Good,
    /// Each connection meets a fault of its own.
    Bad,
    /// Each connection is cut after about so many bytes.
    Rationed(usize),
}

/// The proxy; it ends when this value goes.
#[derive(Debug)]
pub struct Proxy {
    address: SocketAddr,
    tally: Tally,
    weather: watch::Sender<Weather>,
    carried: Arc<AtomicU64>,
    accepting: JoinHandle<()>,
}

type Tally = Arc<Mutex<BTreeMap<&'static str, u64>>>;

impl Proxy {
    /// Listens on loopback for connections to `upstream`; it starts healed.
    ///
    /// # Errors
    /// When no port is to be had.
    pub async fn start(upstream: SocketAddr, seed: u64) -> Result<Proxy> {
        let listener = TcpListener::bind("127.0.0.1:0").await.context("listening for the proxy")?;
        let address = listener.local_addr().context("reading the proxy's address")?;
        let tally = Tally::default();
        let (weather, watching) = watch::channel(Weather::Good);
        let carried = Arc::new(AtomicU64::new(0));
        let count = Arc::clone(&carried);
        let counts = Arc::clone(&tally);
        let accepting = tokio::spawn(async move {
            let mut random = StdRng::seed_from_u64(seed);
            while let Ok((client, _)) = listener.accept().await {
                let mut line = watching.clone();
                let fault = match *line.borrow_and_update() {
                    Weather::Good => None,
                    Weather::Bad => Some(Fault::any(&mut random)),
                    Weather::Rationed(bytes) => {
                        Some(Fault::Ration { bytes: random.random_range(bytes / 2..bytes * 3 / 2) })
                    }
                };
                if let Some(fault) = fault {
                    *counts
                        .lock()
                        .unwrap_or_else(PoisonError::into_inner)
                        .entry(fault.name())
                        .or_default() += 1;
                }
                let count = Arc::clone(&count);
                tokio::spawn(async move {
                    // A change of the weather ends what runs: a healed line has no swallowed request in it.
                    tokio::select! {
                        _ = line.changed() => {}
                        _ = carry(client, upstream, fault, &count) => {}
                    }
                });
            }
        });
        Ok(Proxy { address, tally, weather, carried, accepting })
    }

    /// Where to connect to.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Makes the line good or bad; connections that are open are closed.
    pub fn heal(&self, good: bool) {
        self.weather.send_replace(if good { Weather::Good } else { Weather::Bad });
    }

    /// Cuts every connection after about so many bytes, those that are open at once.
    pub fn ration(&self, bytes: usize) {
        self.weather.send_replace(Weather::Rationed(bytes));
    }

    /// How many bytes have passed while it was rationed, both directions together.
    pub fn carried_bytes(&self) -> u64 {
        self.carried.load(Ordering::Relaxed)
    }

    /// How many connections met which fault.
    pub fn tally(&self) -> BTreeMap<&'static str, u64> {
        self.tally.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

/// Carries one connection to its end; a failure of either side just ends it, as on any line.
async fn carry(
    client: TcpStream,
    upstream: SocketAddr,
    fault: Option<Fault>,
    carried: &AtomicU64,
) -> std::io::Result<()> {
    if fault == Some(Fault::Drop) {
        return Ok(());
    }
    let (mut from_client, mut to_client) = client.into_split();
    if fault == Some(Fault::Swallow) {
        let mut nothing = tokio::io::sink();
        tokio::io::copy(&mut from_client, &mut nothing).await?;
        return Ok(());
    }
    let server = TcpStream::connect(upstream).await?;
    let (mut from_server, mut to_server) = server.into_split();
    match fault {
        None => {
            let there = pass(&mut from_client, &mut to_server, Duration::ZERO, usize::MAX);
            let back = pass(&mut from_server, &mut to_client, Duration::ZERO, usize::MAX);
            either(there, back).await
        }
        Some(Fault::Ration { bytes }) => {
            let there = ration(&mut from_client, &mut to_server, bytes, carried);
            let back = ration(&mut from_server, &mut to_client, bytes, carried);
            either(there, back).await
        }
        Some(Fault::Cut { after_ms }) => {
            let there = pass(&mut from_client, &mut to_server, Duration::ZERO, usize::MAX);
            let back = pass(&mut from_server, &mut to_client, Duration::ZERO, usize::MAX);
            let whole = either(there, back);
            tokio::time::timeout(Duration::from_millis(after_ms), whole).await.unwrap_or(Ok(()))
        }
        Some(Fault::Delay { ms }) => {
            let wait = Duration::from_millis(ms);
            let there = pass(&mut from_client, &mut to_server, wait, usize::MAX);
            let back = pass(&mut from_server, &mut to_client, wait, usize::MAX);
            either(there, back).await
        }
        Some(Fault::Throttle) => {
            let there = slow(&mut from_client, &mut to_server);
            let back = slow(&mut from_server, &mut to_client);
            either(there, back).await
        }
        Some(Fault::Truncate { after_bytes }) => {
            let there = pass(&mut from_client, &mut to_server, Duration::ZERO, usize::MAX);
            let back = pass(&mut from_server, &mut to_client, Duration::ZERO, after_bytes);
            either(there, back).await
        }
        Some(Fault::HalfOpen) => {
            let mut nothing = tokio::io::sink();
            let there = pass(&mut from_client, &mut to_server, Duration::ZERO, usize::MAX);
            let back = async {
                tokio::io::copy(&mut from_server, &mut nothing).await?;
                std::future::pending().await
            };
            either(there, back).await
        }
        Some(Fault::Garbage) => {
            to_client
                .write_all(b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 22\r\n\r\n")
                .await?;
            to_client.write_all(b"<h1>Pay for Wi-Fi</h1>").await?;
            let mut nothing = tokio::io::sink();
            tokio::io::copy(&mut from_client, &mut nothing).await?;
            Ok(())
        }
        Some(Fault::Duplicate { after_ms }) => {
            repeat(from_client, to_client, from_server, to_server, upstream, after_ms).await
        }
        Some(Fault::Drop | Fault::Swallow) => Ok(()),
    }
}

/// Ends with the first direction that ends: the other side of a cut line is cut too.
async fn either(
    there: impl Future<Output = std::io::Result<()>>,
    back: impl Future<Output = std::io::Result<()>>,
) -> std::io::Result<()> {
    tokio::select! {
        ended = there => ended,
        ended = back => ended,
    }
}

async fn pass(
    from: &mut OwnedReadHalf,
    to: &mut OwnedWriteHalf,
    wait: Duration,
    most: usize,
) -> std::io::Result<()> {
    let mut buffer = vec![0; 16 * 1024];
    let mut left = most;
    while left > 0 {
        let room = buffer.len().min(left);
        let read = from.read(&mut buffer[..room]).await?;
        if read == 0 {
            return Ok(());
        }
        tokio::time::sleep(wait).await;
        to.write_all(&buffer[..read]).await?;
        left -= read;
    }
    Ok(())
}

async fn ration(
    from: &mut OwnedReadHalf,
    to: &mut OwnedWriteHalf,
    most: usize,
    carried: &AtomicU64,
) -> std::io::Result<()> {
    let mut buffer = vec![0; 16 * 1024];
    let mut left = most;
    while left > 0 {
        let room = buffer.len().min(left);
        let read = from.read(&mut buffer[..room]).await?;
        if read == 0 {
            return Ok(());
        }
        to.write_all(&buffer[..read]).await?;
        carried.fetch_add(read as u64, Ordering::Relaxed);
        left -= read;
    }
    Ok(())
}

async fn slow(from: &mut OwnedReadHalf, to: &mut OwnedWriteHalf) -> std::io::Result<()> {
    let mut buffer = [0; 512];
    loop {
        let read = from.read(&mut buffer).await?;
        if read == 0 {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(60)).await;
        to.write_all(&buffer[..read]).await?;
    }
}

/// Passes everything, and sends what the client said once more when it is long over.
async fn repeat(
    mut from_client: OwnedReadHalf,
    mut to_client: OwnedWriteHalf,
    mut from_server: OwnedReadHalf,
    mut to_server: OwnedWriteHalf,
    upstream: SocketAddr,
    after_ms: u64,
) -> std::io::Result<()> {
    /// More than this is no single request of a device.
    const MOST_BYTES: usize = 1 << 20;
    let mut said = Vec::new();
    let there = async {
        let mut buffer = vec![0; 16 * 1024];
        loop {
            let read = from_client.read(&mut buffer).await?;
            if read == 0 {
                return Ok(());
            }
            if said.len() < MOST_BYTES {
                said.extend_from_slice(&buffer[..read]);
            }
            to_server.write_all(&buffer[..read]).await?;
        }
    };
    let back = pass(&mut from_server, &mut to_client, Duration::ZERO, usize::MAX);
    // A kept connection would put the repetition off for ever.
    let first = tokio::time::timeout(Duration::from_secs(2), either(there, back)).await;
    tokio::time::sleep(Duration::from_millis(after_ms)).await;
    let mut again = TcpStream::connect(upstream).await?;
    again.write_all(&said).await?;
    let mut nothing = Vec::new();
    let _ = tokio::time::timeout(Duration::from_secs(2), again.read_to_end(&mut nothing)).await;
    first.unwrap_or(Ok(()))
}
