//! Tokens: random, kept only as hashes; refresh tokens are exchanged, and one that comes back too late ends all.

use crate::password::fill;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use contract::wire::Tokens;
use domain::ids::{DeviceId, PersonId};
use domain::time::Timestamp;
use store::server::session::{self, Session, TokenHashes};
use store::tx::Tx;

/// How long an access token works.
pub const ACCESS_MS: i64 = 15 * 60 * 1000;
/// How long a session lasts that nobody uses.
pub const SESSION_MS: i64 = 90 * 24 * 60 * 60 * 1000;

/// How late a network may repeat a request; an old token that comes back within this time of a renewal gets
/// nothing, but ends nothing either.
pub const REPEATED_MS: i64 = 10 * 1000;

/// What became of a refresh token.
#[derive(Debug, Clone, PartialEq)]
pub enum Exchange {
    Renewed(Tokens),
    /// An old token came back: somebody else has a copy. The session has ended.
    Stolen {
        person: PersonId,
    },
    /// It never was a token, or its session ended.
    Unknown,
}

/// Opens a session; it replaces the earlier ones of the same device.
///
/// # Errors
/// When the database cannot be written or the system has no randomness.
pub async fn open(tx: &Tx, person: PersonId, device: DeviceId, now: Timestamp) -> anyhow::Result<Tokens> {
    session::end_on(tx, device).await?;
    let mut id = [0; 16];
    fill(&mut id)?;
    let session = Session {
        id: uuid::Builder::from_random_bytes(id).into_uuid(),
        person,
        device,
        generation: 1,
        used_at: now,
        expires_at: now.plus_ms(SESSION_MS),
    };
    let (tokens, hashes) = pair(person, now)?;
    session::open(tx, &session, &hashes).await?;
    Ok(tokens)
}

/// Exchanges a refresh token for the next pair.
///
/// The token before the newest is good until the newest has been exchanged itself: its answer may have
/// been lost on the way. Anything older has been used twice: soon after a renewal that is a request which a
/// network repeated, later it is somebody with a copy.
///
/// # Errors
/// When the database cannot be written or the system has no randomness.
pub async fn exchange(tx: &Tx, token: &str, device: DeviceId, now: Timestamp) -> anyhow::Result<Exchange> {
    let Some((mut session, generation)) = session::by_refresh(tx, &hash(token)).await? else {
        return Ok(Exchange::Unknown);
    };
    if session.expires_at <= now || session.device != device {
        return Ok(Exchange::Unknown);
    }
    if generation < session.generation - 1 {
        if now.0 - session.used_at.0 < REPEATED_MS {
            return Ok(Exchange::Unknown);
        }
        session::end(tx, session.id).await?;
        return Ok(Exchange::Stolen { person: session.person });
    }
    // Another pair of the same generation stands beside one whose answer was lost; either moves on.
    session.generation = generation + 1;
    session.used_at = now;
    session.expires_at = now.plus_ms(SESSION_MS);
    let (tokens, hashes) = pair(session.person, now)?;
    session::renew(tx, &session, &hashes).await?;
    Ok(Exchange::Renewed(tokens))
}

/// What is kept of a token.
pub fn hash(token: &str) -> [u8; 32] {
    *blake3::hash(token.as_bytes()).as_bytes()
}

fn pair(person: PersonId, now: Timestamp) -> anyhow::Result<(Tokens, TokenHashes)> {
    let (access, refresh) = (random()?, random()?);
    let access_expires_at = now.plus_ms(ACCESS_MS);
    let hashes = TokenHashes { access: hash(&access), access_expires_at, refresh: hash(&refresh) };
    Ok((Tokens { access, access_expires_at, refresh, person }, hashes))
}

fn random() -> anyhow::Result<String> {
    let mut bytes = [0; 32];
    fill(&mut bytes)?;
    Ok(URL_SAFE_NO_PAD.encode(bytes))
}
