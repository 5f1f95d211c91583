//! Who is asking: the person behind the access token of a request.

use crate::app::App;
use crate::error::{Answer, Failure};
use crate::tokens;
use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use contract::wire::HEADER_DEVICE;
use domain::ids::{DeviceId, PersonId};
use domain::person::Role;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use store::server::session::{self, Bearer};
use uuid::Uuid;

/// A person with a session that lasts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Signed {
    pub(crate) session: Uuid,
    pub(crate) person: PersonId,
    pub(crate) device: DeviceId,
}

impl FromRequestParts<App> for Signed {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Answer<Self> {
        let bearer = find(parts, app).await?;
        if bearer.revoked {
            return Err(Failure::revoked());
        }
        let role: Role = bearer.role.parse().map_err(anyhow::Error::msg)?;
        if bearer.retired || !role.is_staff() {
            let tx = app.db().begin().await?;
            session::end_of(&tx, bearer.person).await?;
            tx.commit().await?;
            app.session_ended();
            return Err(Failure::unauthorised());
        }
        Ok(Signed { session: bearer.session, person: bearer.person, device: bearer.device })
    }
}

/// Whoever hands over changes that did not take effect: a device that an admin signed out for good may do nothing else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Leaving {
    pub(crate) person: PersonId,
    pub(crate) device: DeviceId,
    /// It has to hand over everything, and may keep nothing.
    pub(crate) revoked: bool,
}

impl FromRequestParts<App> for Leaving {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Answer<Self> {
        let bearer = find(parts, app).await?;
        Ok(Leaving { person: bearer.person, device: bearer.device, revoked: bearer.revoked })
    }
}

async fn find(parts: &Parts, app: &App) -> Answer<Bearer> {
    let token = bearer(&parts.headers).ok_or_else(Failure::unauthorised)?;
    let found = session::bearer(app.db(), &tokens::hash(token), app.now()).await?;
    let bearer = found.ok_or_else(Failure::unauthorised)?;
    if let Some(device) = parts.headers.get(HEADER_DEVICE)
        && device.to_str().ok().and_then(|text| text.parse().ok()) != Some(bearer.device)
    {
        return Err(Failure::forbidden("this token belongs to another device"));
    }
    Ok(bearer)
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers.get(header::AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

/// The network that a request comes from, for limits: an address, or the /64 that one IPv6 customer has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Origin(pub(crate) String);

impl FromRequestParts<App> for Origin {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Self::Rejection> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
        let told = if app.trusts_proxy() { forwarded(&parts.headers) } else { None };
        Ok(Origin(told.or(peer).map_or_else(|| "unknown".to_owned(), network)))
    }
}

/// The last address of X-Forwarded-For: the one that our proxy saw. What stands before it anybody may write.
fn forwarded(headers: &HeaderMap) -> Option<IpAddr> {
    let last = headers.get_all("x-forwarded-for").iter().next_back()?;
    last.to_str().ok()?.rsplit(',').next()?.trim().parse().ok()
}

fn network(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{}/64", Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn a_client_cannot_choose_its_address_behind_a_proxy() {
        let mut headers = HeaderMap::new();
        headers.append("x-forwarded-for", HeaderValue::from_static("10.9.9.9"));
        headers.append("x-forwarded-for", HeaderValue::from_static("1.1.1.1, 203.0.113.7"));
        assert_eq!(forwarded(&headers), "203.0.113.7".parse().ok());
    }

    #[test]
    fn one_ipv6_customer_is_one_network() {
        let network = |text: &str| network(text.parse().unwrap());
        assert_eq!(network("2001:db8:1:2:aaaa::1"), network("2001:db8:1:2:bbbb::2"));
        assert_ne!(network("2001:db8:1:2::1"), network("2001:db8:1:3::1"));
        assert_eq!(network("::ffff:203.0.113.7"), "203.0.113.7");
    }
}
