//! Signing in and out: passwords become tokens here, and nothing else does.

use crate::account::acceptable;
use crate::app::App;
use crate::error::{Answer, Failure};
use crate::input::Body;
use crate::limits::{ACCOUNT, ADDRESS, Bucket};
use crate::password::PASSWORD_LIMIT_BYTES;
use crate::signed::{Origin, Signed};
use crate::tokens::{self, Exchange};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use contract::people::PersonCard;
use contract::session::PasswordChange;
use contract::wire::{ErrorBody, ErrorCode, RefreshRequest, SignInRequest, Tokens};
use domain::person::Role;
use store::server::{credential, device, session, tries};

/// The longest name of a device that is kept, in characters.
const DEVICE_NAME_CHARS: usize = 100;

/// Signs in with e-mail and password.
///
/// Ten tries for an account, sixty for an address; they come back with time. An account that does not
/// exist is answered exactly as a wrong password is, and takes as long.
#[utoipa::path(post, path = "/api/v1/sign-in", tag = "session", request_body = SignInRequest, security(()),
    responses(
        (status = 200, body = Tokens),
        (status = 401, description = "E-mail and password do not fit", body = ErrorBody),
        (status = 409, description = "The device belongs to somebody else", body = ErrorBody),
        (status = 429, description = "Too many tries; see Retry-After", body = ErrorBody),
    ))]
pub(crate) async fn sign_in(
    State(app): State<App>,
    Origin(address): Origin,
    Body(request): Body<SignInRequest>,
) -> Answer<Json<Tokens>> {
    let email = request.email.trim().to_lowercase();
    if request.password.len() > PASSWORD_LIMIT_BYTES || email.len() > 320 {
        return Err(Failure::bad("e-mail or password is too long"));
    }
    let (account_key, address_key) = (key("account", &email), key("address", &address));
    take_try(&app, &address_key, ADDRESS).await?;
    take_try(&app, &account_key, ACCOUNT).await?;

    let account = credential::by_email(app.db(), &email).await?;
    let works_here = |account: &credential::Account| {
        !account.retired && account.role.parse::<Role>().is_ok_and(Role::is_staff)
    };
    // Whoever no longer works here is nobody, in time as in words.
    let account = account.filter(works_here);
    let kept = account.as_ref().map(|account| account.password.clone());
    let fits = app.passwords().fits(request.password, kept).await?;
    let Some(account) = account.filter(|_| fits) else {
        let detail = "e-mail and password do not fit";
        return Err(Failure::new(StatusCode::UNAUTHORIZED, ErrorCode::WrongPassword, detail));
    };

    let now = app.now();
    let name: String = request.device_name.trim().chars().take(DEVICE_NAME_CHARS).collect();
    let tx = app.db().begin().await?;
    let owner = device::claim(&tx, request.device, account.person, &name, now).await?;
    if owner != account.person {
        return Err(Failure::conflict(
            "this desk belongs to somebody else; use a data folder of your own, nothing is lost",
        ));
    }
    let tokens = tokens::open(&tx, account.person, request.device, now).await?;
    tries::forget(&tx, &account_key).await?;
    // Only this one try: somebody with an account of their own must not open the way for guessing at others.
    if let Some(left) = tries::get(&tx, &address_key).await? {
        tries::put(&tx, &address_key, ADDRESS.give_back(left)).await?;
    }
    tx.commit().await?;
    app.session_ended();
    tracing::info!(person.id = %account.person, device.id = %request.device, "Signed in");
    Ok(Json(tokens))
}

/// Exchanges a refresh token for the next pair of tokens.
///
/// The token before the newest is good as long as the newest has not been exchanged, for the answer may
/// have been lost. Anything older ends the session: somebody has a copy.
#[utoipa::path(post, path = "/api/v1/refresh", tag = "session", request_body = RefreshRequest, security(()),
    responses(
        (status = 200, body = Tokens),
        (status = 401, description = "Sign in again", body = ErrorBody),
        (status = 429, description = "Too many tries; see Retry-After", body = ErrorBody),
    ))]
pub(crate) async fn refresh(
    State(app): State<App>,
    Body(request): Body<RefreshRequest>,
) -> Answer<Json<Tokens>> {
    let tx = app.db().begin().await?;
    let exchange = tokens::exchange(&tx, &request.refresh, request.device, app.now()).await?;
    let tokens = match exchange {
        Exchange::Renewed(tokens) => tokens,
        Exchange::Unknown => return Err(Failure::unauthorised()),
        Exchange::Stolen { person } => {
            tx.commit().await?;
            app.session_ended();
            tracing::warn!(person.id = %person, "An old refresh token came back; its session has ended");
            return Err(Failure::unauthorised());
        }
    };
    let hash = tokens::hash(&tokens.access);
    let bearer = session::bearer(&tx, &hash, app.now()).await?;
    // A device that was signed out for good keeps its session until it has handed over what it has.
    let lasts = bearer.is_some_and(|bearer| {
        bearer.revoked || (!bearer.retired && bearer.role.parse::<Role>().is_ok_and(Role::is_staff))
    });
    if !lasts {
        session::end_of(&tx, tokens.person).await?;
        tx.commit().await?;
        app.session_ended();
        return Err(Failure::unauthorised());
    }
    let app_version: Option<String> = request.app.map(|version| version.chars().take(40).collect());
    device::heard(&tx, request.device, app_version.as_deref(), request.pending, app.now()).await?;
    store::sim::point("refresh.before_commit").await;
    tx.commit().await?;
    store::sim::point("refresh.after_commit").await;
    Ok(Json(tokens))
}

/// Ends the session of the access token.
#[utoipa::path(post, path = "/api/v1/sign-out", tag = "session",
    responses((status = 204, description = "The tokens are worth nothing now"), (status = 401, body = ErrorBody)))]
pub(crate) async fn sign_out(State(app): State<App>, signed: Signed) -> Answer<StatusCode> {
    let tx = app.db().begin().await?;
    session::end(&tx, signed.session).await?;
    tx.commit().await?;
    app.session_ended();
    Ok(StatusCode::NO_CONTENT)
}

/// Gives whoever asks another password, and ends their sessions elsewhere.
///
/// The tries count as those of a sign-in do: somebody at an open screen must not guess.
#[utoipa::path(post, path = "/api/v1/password", tag = "session", request_body = PasswordChange,
    responses(
        (status = 204, description = "From now on the new one counts"),
        (status = 400, description = "It is too short or too long", body = ErrorBody),
        (status = 401, body = ErrorBody),
        (status = 403, description = "The present password does not fit", body = ErrorBody),
        (status = 429, description = "Too many tries; see Retry-After", body = ErrorBody),
    ))]
pub(crate) async fn change_password(
    State(app): State<App>,
    signed: Signed,
    Body(request): Body<PasswordChange>,
) -> Answer<StatusCode> {
    acceptable(&request.new).map_err(|error| Failure::bad(error.to_string()))?;
    if request.current.len() > PASSWORD_LIMIT_BYTES {
        return Err(Failure::bad("the password is too long"));
    }
    let tries_key = key("password", &signed.person.to_string());
    take_try(&app, &tries_key, ACCOUNT).await?;
    let kept = credential::of(app.db(), signed.person).await?.map(|account| account.password);
    if !app.passwords().fits(request.current, kept).await? {
        let detail = "the present password does not fit";
        return Err(Failure::new(StatusCode::FORBIDDEN, ErrorCode::WrongPassword, detail));
    }
    let new = app.passwords().hash(request.new).await?;
    let tx = app.db().begin().await?;
    credential::put(&tx, signed.person, &new, app.now()).await?;
    session::end_others(&tx, signed.person, signed.session).await?;
    tries::forget(&tx, &tries_key).await?;
    tx.commit().await?;
    app.session_ended();
    tracing::info!(person.id = %signed.person, "Changed their password; their other sessions have ended");
    Ok(StatusCode::NO_CONTENT)
}

/// Says who is signed in.
#[utoipa::path(get, path = "/api/v1/me", tag = "session",
    responses((status = 200, body = PersonCard), (status = 401, body = ErrorBody)))]
pub(crate) async fn me(State(app): State<App>, signed: Signed) -> Answer<Json<PersonCard>> {
    let view: contract::people::PersonView =
        super::call(&app, signed, "person_get", serde_json::json!({ "person": signed.person })).await?;
    Ok(Json(view.card))
}

/// What a bucket is kept under: neither addresses nor accounts can be read from the table.
fn key(kind: &str, text: &str) -> [u8; 32] {
    *blake3::hash(format!("{kind}:{text}").as_bytes()).as_bytes()
}

/// Takes a try in a transaction of its own, so that it counts whatever happens after.
async fn take_try(app: &App, key: &[u8], bucket: Bucket) -> Answer<()> {
    let tx = app.db().begin().await?;
    match bucket.take(tries::get(&tx, key).await?, app.now()) {
        Ok(left) => {
            tries::put(&tx, key, left).await?;
            tx.commit().await?;
            Ok(())
        }
        Err(wait_ms) => {
            let detail = "too many tries; wait and try again";
            Err(Failure::wait(StatusCode::TOO_MANY_REQUESTS, ErrorCode::TooManyTries, detail, wait_ms))
        }
    }
}
