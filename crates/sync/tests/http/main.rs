//! The conversation over real TCP with a server that misbehaves on demand: what it survives, and what it keeps.
#![expect(clippy::unwrap_used, reason = "a test stops where it is surprised")]

mod bad;
mod desk;
mod files;
mod server;

use bad::Reply;
use contract::presence::Doing;
use contract::problem::Code;
use contract::session::{SyncState, SyncView};
use contract::wire::PresenceRequest;
use desk::{PaperDesk, Pocket, change};
use domain::ids::{DeviceId, TicketId};
use server::Server;
use std::sync::Arc;
use std::time::Duration;
use sync::fault::Fault;
use sync::http::Http;
use sync::transport::{Payload, Transport};
use sync::{Limits, Options, REFRESH_TOKEN, Secrets, Sync};
use url::Url;
use uuid::Uuid;

const PATIENCE: Duration = Duration::from_secs(20);

struct World {
    server: Server,
    desk: Arc<PaperDesk>,
    pocket: Arc<Pocket>,
    sync: Sync,
}

fn device() -> DeviceId {
    DeviceId(Uuid::from_u128(0xDE))
}

/// Limits that make a stall short.
fn options() -> Options {
    let limits = Limits {
        connect: Duration::from_millis(500),
        first_byte: Duration::from_millis(400),
        total: Duration::from_secs(2),
        body_bytes: 256 * 1024,
        ..Limits::default()
    };
    Options { limits, page: 100, ..Options::default() }
}

impl World {
    async fn new(prepare: impl FnOnce(&Server, &PaperDesk)) -> Self {
        World::with(options(), prepare).await
    }

    async fn with(options: Options, prepare: impl FnOnce(&Server, &PaperDesk)) -> Self {
        let server = Server::start().await;
        let desk = Arc::new(PaperDesk::default());
        let pocket = Arc::new(Pocket::default());
        pocket.put(REFRESH_TOKEN, "refresh-0").await.unwrap();
        prepare(&server, &desk);
        let sync = Sync::start(desk.clone(), &server.url(), device(), pocket.clone(), &options).unwrap();
        World { server, desk, pocket, sync }
    }

    async fn quiet(&self) -> SyncView {
        self.sync.until_quiet(PATIENCE).await.unwrap()
    }

    async fn state(&self, wanted: SyncState) -> SyncView {
        let mut status = self.sync.status();
        let found = tokio::time::timeout(PATIENCE, status.wait_for(|view| view.state == wanted)).await;
        found
            .unwrap_or_else(|_| panic!("never {wanted:?}: {:?}", self.sync.status().borrow()))
            .unwrap()
            .clone()
    }
}

#[tokio::test]
async fn what_was_queued_arrives_and_what_others_did_comes_back() {
    let world = World::new(|server, desk| {
        server.seed(250);
        desk.queue([change(1), change(2)]);
    })
    .await;
    let view = world.quiet().await;
    assert_eq!(
        (view.pending, world.desk.rows()),
        (0, 252),
        "250 of others, and what the server made of ours"
    );
    assert_eq!(world.server.judged(), 2);
    assert_eq!(view.cursor, world.server.head());
    assert!(view.last_success.is_some());
    world.state(SyncState::Online).await;
    let asked = world.server.asked();
    let push = asked.iter().position(|path| path.starts_with("/sync/v1/push")).unwrap();
    let pull = asked.iter().position(|path| path.starts_with("/sync/v1/pull")).unwrap();
    assert!(push < pull, "{asked:?}");
    world.sync.stop().await;
}

#[tokio::test]
async fn a_call_of_the_server_brings_the_news() {
    let world = World::new(|server, _| server.seed(3)).await;
    world.quiet().await;
    while world.server.listeners() == 0 {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    world.server.seed(1);
    tokio::time::timeout(Duration::from_secs(5), world.desk.until_rows(4)).await.expect("the call was heard");
}

#[tokio::test]
async fn a_server_that_passes_on_nothing_is_not_asked_who_is_there() {
    let world = World::new(|server, _| server.seed(3)).await;
    world.quiet().await;
    world.state(SyncState::Online).await;
    let word = PresenceRequest { ticket: TicketId(Uuid::from_u128(7)), doing: Doing::Viewing };
    assert_eq!(world.sync.presence().say(word).await, None);
    let asked = world.server.asked();
    assert!(!asked.iter().any(|path| path.contains("presence")), "{asked:?}");
    world.state(SyncState::Online).await;
}

#[tokio::test]
async fn an_edit_goes_by_itself() {
    let world = World::new(|_, _| {}).await;
    world.quiet().await;
    world.desk.queue([change(1)]);
    tokio::time::timeout(Duration::from_secs(5), world.desk.until_settled(1)).await.expect("it was sent");
}

#[tokio::test]
async fn a_queue_of_a_thousand_goes_in_batches_and_packed() {
    let world = World::new(|_, desk| desk.queue((1..=1_000).map(change))).await;
    world.quiet().await;
    assert_eq!(world.server.judged(), 1_000);
    assert_eq!(world.server.packed_pushes(), 5, "two hundred at a time, each compressed");
}

/// Plays one bad answer to each kind of request, and expects that in the end nothing is missing.
async fn survives(bad: fn() -> Reply) {
    let paths = ["/api/v1/refresh", "/sync/v1/hello", "/sync/v1/push", "/sync/v1/pull", "/sync/v1/events"];
    futures::future::join_all(paths.map(|path| survives_at(path, bad()))).await;
}

async fn survives_at(path: &str, bad: Reply) {
    let world = World::new(|server, desk| {
        server.seed(5);
        desk.queue([change(1)]);
        server.misbehave(path, bad);
    })
    .await;
    let view = world.quiet().await;
    assert_eq!((view.pending, world.desk.rows(), world.server.judged()), (0, 6, 1), "after {path}");
    while world.server.bad_left() > 0 || world.server.listeners() == 0 {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    world.sync.stop().await;
}

#[tokio::test]
async fn garbage_is_survived() {
    survives(|| Reply::json(200, "{\"this\": [is no, JSON")).await;
}

#[tokio::test]
async fn a_body_that_is_cut_off_is_survived() {
    survives(|| Reply::Cut).await;
}

#[tokio::test]
async fn a_connection_closed_without_a_word_is_survived() {
    survives(|| Reply::Close).await;
}

#[tokio::test]
async fn a_server_that_says_nothing_is_survived() {
    survives(|| Reply::Stall).await;
}

#[tokio::test]
async fn a_sign_in_page_in_between_is_survived() {
    survives(|| Reply::html(200, "<html>Welcome to the airport. Accept the terms.</html>")).await;
}

#[tokio::test]
async fn a_redirect_to_a_sign_in_page_is_survived() {
    survives(|| Reply::Redirect).await;
}

#[tokio::test]
async fn a_proxy_that_cannot_reach_the_server_is_survived() {
    survives(|| Reply::html(502, "<html>Bad gateway</html>")).await;
}

#[tokio::test]
async fn a_proxy_that_wants_a_password_of_its_own_does_not_end_the_session() {
    survives(|| Reply::html(401, "<html>Proxy sign-in</html>")).await;
}

#[tokio::test]
async fn an_answer_that_was_lost_has_its_effect_once() {
    let world = World::new(|server, desk| {
        desk.queue([change(1), change(2)]);
        server.misbehave("/sync/v1/push", Reply::Lost);
    })
    .await;
    world.quiet().await;
    assert_eq!((world.server.judged(), world.desk.settled()), (2, 2));
}

#[tokio::test]
async fn a_portal_is_told_from_a_server_and_said_in_words() {
    let world = World::new(|server, desk| {
        desk.queue([change(1)]);
        for _ in 0..50 {
            server.misbehave("/sync/v1/hello", Reply::html(200, "<html>Hotel</html>"));
        }
    })
    .await;
    let view = world.state(SyncState::Offline).await;
    assert!(view.error.is_some_and(|error| error.contains("network")));
    assert_eq!(view.pending, 1);
    let late = world.sync.until_quiet(Duration::from_millis(300)).await.unwrap_err();
    assert_eq!(late.code, Code::Offline);
    assert_eq!(world.desk.settled(), 0);
}

#[tokio::test]
async fn an_answer_to_other_changes_settles_nothing() {
    let world = World::new(|server, desk| {
        desk.queue([change(1)]);
        server.misbehave("/sync/v1/push", Reply::WrongPush);
    })
    .await;
    world.quiet().await;
    assert_eq!(world.desk.settled_ids(), [change(1).id], "the second answer was the right one");
}

#[tokio::test]
async fn a_bomb_is_not_unpacked_to_its_end() {
    let world = World::new(|server, _| {
        server.seed(5);
        server.misbehave("/sync/v1/pull", Reply::Bomb);
    })
    .await;
    world.quiet().await;
    assert_eq!(world.desk.rows(), 5);
    assert!(world.server.asked().iter().any(|path| path.contains("max=12")), "fewer rows were asked for");
}

#[tokio::test]
async fn an_old_token_is_renewed_and_the_new_one_is_kept_before_it_is_used() {
    let world = World::new(|_, _| {}).await;
    world.quiet().await;
    world.server.expire_access();
    world.desk.queue([change(1)]);
    world.quiet().await;
    assert_eq!(world.server.judged(), 1);
    assert_eq!(world.pocket.get(REFRESH_TOKEN).await.unwrap(), Some("refresh-2".to_owned()));
}

#[tokio::test]
async fn tokens_that_cannot_be_kept_are_not_used() {
    let world = World::new(|_, _| {}).await;
    world.quiet().await;
    world.pocket.lock();
    world.server.expire_access();
    world.desk.queue([change(1)]);
    tokio::time::sleep(Duration::from_millis(500)).await;
    assert_eq!(world.server.judged(), 0, "the session would be lost with the next crash");
    world.pocket.unlock();
    world.quiet().await;
    assert_eq!(world.server.judged(), 1);
}

#[tokio::test]
async fn an_ended_session_keeps_the_queue_until_somebody_signs_in() {
    let world = World::new(|server, desk| {
        desk.queue([change(1)]);
        server.end_session();
    })
    .await;
    let view = world.state(SyncState::SignIn).await;
    assert_eq!(view.pending, 1);
    let problem = world.sync.until_quiet(PATIENCE).await.unwrap_err();
    assert_eq!(problem.code, Code::SignIn);
    world.desk.queue([change(2)]);
    let url = world.server.url();
    let signed = sync::sign_in(&url, "ada@example.org", "right", device(), "Desk", &options()).await;
    world.sync.signed_in(&signed.unwrap().0).await.unwrap();
    world.quiet().await;
    assert_eq!(world.server.judged(), 2);
}

#[tokio::test]
async fn a_wrong_password_and_too_many_tries_are_told_apart() {
    let server = Server::start().await;
    let sign_in = || async {
        let signed =
            sync::sign_in(&server.url(), "ada@example.org", "wrong", device(), "Desk", &options()).await;
        signed.unwrap_err().code
    };
    assert_eq!(sign_in().await, Code::WrongPassword);
    server.misbehave("/api/v1/sign-in", Reply::TooMany);
    assert_eq!(sign_in().await, Code::TooManyTries);
    server.misbehave("/api/v1/sign-in", Reply::html(200, "<html>"));
    assert_eq!(sign_in().await, Code::BadServer);
    let nowhere = Url::parse("http://127.0.0.1:9/").unwrap();
    let problem = sync::sign_in(&nowhere, "a", "b", device(), "Desk", &options()).await.unwrap_err();
    assert_eq!(problem.code, Code::Offline);
}

#[tokio::test]
async fn a_restored_server_is_read_from_the_start_and_the_queue_is_kept() {
    let world = World::new(|server, _| server.seed(7)).await;
    world.quiet().await;
    world.server.restore(3);
    world.desk.queue([change(1)]);
    world.quiet().await;
    assert_eq!(world.desk.forgotten(), 2, "once when they met, once now");
    assert_eq!((world.desk.rows(), world.server.judged()), (4, 1));
}

#[tokio::test]
async fn a_version_that_does_not_fit_says_so_and_keeps_the_queue() {
    let world = World::new(|server, desk| {
        desk.queue([change(1)]);
        server.speak(7, 9);
    })
    .await;
    let view = world.state(SyncState::Attention).await;
    assert!(view.error.is_some_and(|error| error.contains("update")), "and it says that nothing is lost");
    assert_eq!(view.pending, 1);
    assert_eq!(world.sync.until_quiet(PATIENCE).await.unwrap_err().code, Code::Upgrade);
}

#[tokio::test]
async fn a_connection_that_never_was_is_told_from_one_that_broke() {
    let http = Http::new(Duration::from_secs(5)).unwrap();
    let ask = async |url: &str| {
        let request = http::Request::get(url).body(Payload::Empty).unwrap();
        http.send(request).await.err().unwrap()
    };
    let nobody = ask("http://127.0.0.1:9/").await;
    assert!(matches!(nobody, Fault::Unreached(_)), "{nobody:?}");
    let server = Server::start().await;
    server.cut();
    let broken = ask(server.url().as_str()).await;
    assert!(matches!(broken, Fault::Offline(_)), "what was sent may have arrived: {broken:?}");
}

#[tokio::test]
async fn a_server_that_is_away_is_found_again() {
    let world = World::new(|server, _| server.seed(2)).await;
    world.quiet().await;
    world.server.cut();
    world.desk.queue([change(1)]);
    world.state(SyncState::Offline).await;
    world.server.mend();
    world.quiet().await;
    assert_eq!((world.server.judged(), world.desk.rows()), (1, 3));
}
