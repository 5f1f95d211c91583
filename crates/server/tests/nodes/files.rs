//! One store of attachments for several nodes: chunks go to whichever node answers, and so do those who read.

use crate::{NODES, Nodes};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use contract::wire::NumberedChange;
use desk::clock::{Clock as _, Ids as _, RandomIds, SystemClock};
use domain::change::{Act, Change};
use domain::ids::{ChangeId, DeviceId};
use domain::record::Kind;
use serde_json::{Value, json};
use store::blobs::Blobs;
use testkit::s3::S3;
use tower::ServiceExt as _;
use uuid::Uuid;

const CHUNK_BYTES: usize = 1024 * 1024;

struct Reply {
    status: StatusCode,
    bytes: Vec<u8>,
}

impl Reply {
    fn json(&self) -> Value {
        assert!(self.status.is_success(), "{} {}", self.status, String::from_utf8_lossy(&self.bytes));
        serde_json::from_slice(&self.bytes).unwrap()
    }
}

/// Asks one node, as a balancer would choose it.
async fn ask(nodes: &Nodes, node: usize, request: axum::http::request::Builder, body: Vec<u8>) -> Reply {
    let router = server::router(nodes.running[node % NODES].app().clone());
    let response = router.oneshot(request.body(Body::from(body)).unwrap()).await.unwrap();
    let status = response.status();
    let bytes = axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap().to_vec();
    Reply { status, bytes }
}

fn post(path: &str, access: &str) -> axum::http::request::Builder {
    Request::post(path).header(header::CONTENT_TYPE, "application/json").header(header::AUTHORIZATION, access)
}

async fn sign_in(nodes: &Nodes) -> String {
    let body = json!({
        "email": "a@b.example", "password": "correct horse battery", "device": Uuid::new_v4(),
        "device_name": "a test's laptop",
    });
    let tokens = ask(nodes, 0, post("/api/v1/sign-in", ""), body.to_string().into()).await.json();
    format!("Bearer {}", tokens["access"].as_str().unwrap())
}

/// Pushes an attachment through one node.
async fn promise(nodes: &Nodes, bytes: &[u8], hash: &str) {
    let ticket = nodes.tickets[0];
    let doc = json!({
        "ticket": ticket, "name": "scan.tiff", "mime": "image/tiff", "size_bytes": bytes.len(), "hash": hash,
        "author": nodes.me, "at": SystemClock::default().now(),
    });
    let change = Change {
        id: ChangeId(RandomIds.next()),
        kind: Kind::Attachment,
        entity: Uuid::now_v7(),
        ticket: Some(ticket),
        by: nodes.me,
        at: SystemClock::default().now(),
        seen: 0,
        delivered_at: None,
        act: Act::Create { doc: serde_json::from_value(doc).unwrap() },
    };
    let changes = vec![NumberedChange { n: 1, change }];
    let answer = nodes.desk(0).accept(DeviceId(RandomIds.next()), nodes.me, changes).await.unwrap();
    assert!(answer.results[0].refusal.is_none(), "{:?}", answer.results[0]);
}

async fn a_file_goes_up_through_all_nodes_and_comes_down_through_any(store: Blobs) {
    let nodes = Nodes::with_files_in(Some(store)).await;
    let access = sign_in(&nodes).await;
    let mut bytes = vec![0; 9 * CHUNK_BYTES + 1];
    blake3::Hasher::new().update(b"a scan").finalize_xof().fill(&mut bytes);
    let hash = blake3::hash(&bytes).to_hex().to_string();
    promise(&nodes, &bytes, &hash).await;

    let wish = json!({ "hash": hash, "size_bytes": bytes.len() }).to_string();
    let begun = ask(&nodes, 1, post("/sync/v1/uploads", &access), wish.clone().into()).await.json();
    let upload = begun["upload"].as_str().unwrap().to_owned();
    let path = format!("/sync/v1/uploads/{upload}");
    let chunk = |offset: usize, chunk: &[u8]| {
        Request::patch(&path)
            .header(header::AUTHORIZATION, &access)
            .header("upload-offset", offset)
            .header("x-tern-chunk", blake3::hash(chunk).to_hex().as_str())
    };
    let count = bytes.chunks(CHUNK_BYTES).len();
    for (at, piece) in bytes.chunks(CHUNK_BYTES).enumerate() {
        let offset = at * CHUNK_BYTES;
        if at == 3 {
            // The same chunk through two nodes at once: the device gave up on one too early.
            let (one, other) = tokio::join!(
                ask(&nodes, at, chunk(offset, piece), piece.to_vec()),
                ask(&nodes, at + 1, chunk(offset, piece), piece.to_vec()),
            );
            let mut statuses = [one.status, other.status];
            statuses.sort();
            assert_eq!(statuses, [StatusCode::OK, StatusCode::CONFLICT], "one of them counts");
            continue;
        }
        let answer = ask(&nodes, at, chunk(offset, piece), piece.to_vec()).await.json();
        let wanted = if at + 1 == count { "have" } else { "wanted" };
        assert_eq!(answer["state"], wanted, "{answer}");
        let again = ask(&nodes, at + 2, post("/sync/v1/uploads", &access), wish.clone().into()).await.json();
        assert_eq!(again["state"], wanted, "every node knows where it stands");
    }

    for node in 0..NODES {
        let get = |range: &str| {
            Request::get(format!("/sync/v1/blobs/{hash}"))
                .header(header::AUTHORIZATION, &access)
                .header(header::RANGE, range)
        };
        let whole = ask(&nodes, node, get("none"), Vec::new()).await;
        assert!(whole.status == StatusCode::OK && whole.bytes == bytes, "through node {node}");
        let rest = ask(&nodes, node, get("bytes=5000000-"), Vec::new()).await;
        assert_eq!(rest.status, StatusCode::PARTIAL_CONTENT);
        assert!(rest.bytes == bytes[5_000_000..], "through node {node}");
        let stored = nodes.running[node].app().desk().blobs().list().await.unwrap();
        assert_eq!((stored.files.len(), stored.unreadable.len()), (1, 0));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nodes_share_a_store_in_memory() {
    a_file_goes_up_through_all_nodes_and_comes_down_through_any(Blobs::in_memory()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nodes_share_a_folder() {
    let folder = tempfile::tempdir().unwrap();
    let store = server::attachments(folder.path().to_str().unwrap(), std::iter::empty()).unwrap();
    a_file_goes_up_through_all_nodes_and_comes_down_through_any(store).await;
}

/// Runs where `tests/env/s3.sh fetch` has put a store; elsewhere the one in memory has to do.
#[tokio::test(flavor = "multi_thread")]
async fn nodes_share_a_bucket() {
    let Some(s3) = S3::start().unwrap() else {
        eprintln!("no store speaks S3 here; `tests/env/s3.sh fetch` brings one");
        return;
    };
    let store = server::attachments(&s3.url("desk/files"), s3.environment().into_iter()).unwrap();
    a_file_goes_up_through_all_nodes_and_comes_down_through_any(store).await;
    // A bucket that is not there is found out at the start, not by the first who attaches something.
    let nowhere = server::attachments("s3://nobody/has-this", s3.environment().into_iter()).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let options = server::Options { attachments: Some(nowhere), ..server::Options::local(folder.path()) };
    let started = server::start(options).await;
    assert!(started.is_err_and(|error| format!("{error:#}").contains("trying the store of attachments")));
}
