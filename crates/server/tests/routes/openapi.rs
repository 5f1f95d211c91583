//! The description of the server against what its router really answers.

use crate::world::{World, for_each_database};
use axum::http::{Method, StatusCode};
use serde_json::Value;
use std::collections::BTreeSet;

const METHODS: [Method; 6] =
    [Method::GET, Method::HEAD, Method::POST, Method::PUT, Method::PATCH, Method::DELETE];

fn document() -> Value {
    serde_json::to_value(server::document()).unwrap()
}

#[test]
fn the_router_and_the_document_know_the_same_paths() {
    let document = document();
    let described: BTreeSet<&str> =
        document["paths"].as_object().unwrap().keys().map(String::as_str).collect();
    let routed: BTreeSet<&str> = server::table().into_iter().map(|(path, _)| path).collect();
    assert_eq!(described, routed);
}

#[tokio::test]
async fn the_router_and_the_document_know_the_same_methods() {
    for_each_database(async |world: World| {
        let document = document();
        for (path, described) in document["paths"].as_object().unwrap() {
            let address = path.replace("{id}", "1").replace("{hash}", "00");
            for method in METHODS {
                let told = described.get(method.as_str().to_lowercase()).is_some();
                // A router answers HEAD wherever it answers GET; describing it again would say nothing.
                let implied = method == Method::HEAD && described.get("get").is_some();
                let reply = world.ask(None, method.clone(), &address, Value::Null).await;
                let answered = reply.status != StatusCode::METHOD_NOT_ALLOWED;
                assert_eq!(answered, told || implied, "{method} {path} answered {}", reply.status);
            }
        }
    })
    .await;
}

#[tokio::test]
async fn routes_ask_for_a_token_exactly_where_the_document_says_so() {
    for_each_database(async |world: World| {
        let document = document();
        for (path, methods) in document["paths"].as_object().unwrap() {
            for (method, operation) in methods.as_object().unwrap() {
                let open = operation.get("security").is_some_and(|security| {
                    security.as_array().unwrap().iter().all(|way| way.as_object().unwrap().is_empty())
                });
                let method: Method = method.to_uppercase().parse().unwrap();
                let address = path.replace("{id}", "1").replace("{hash}", "00");
                let reply = world.ask(None, method.clone(), &address, Value::Null).await;
                let asked = reply.status == StatusCode::UNAUTHORIZED;
                assert_eq!(asked, !open, "{method} {path} answered {}", reply.status);
            }
        }
    })
    .await;
}

#[test]
fn every_reference_leads_somewhere_and_every_operation_says_what_it_is() {
    let document = document();
    let schemas = document["components"]["schemas"].as_object().unwrap();
    let mut references = Vec::new();
    collect(&document, &mut references);
    for reference in references {
        let name = reference.strip_prefix("#/components/schemas/").unwrap();
        assert!(schemas.contains_key(name), "{reference} leads nowhere");
    }
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            assert!(operation["summary"].is_string(), "{method} {path} says nothing");
            assert!(
                !operation["responses"].as_object().unwrap().is_empty(),
                "{method} {path} answers nothing"
            );
        }
    }
}

fn collect(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                match (key.as_str(), value) {
                    ("$ref", Value::String(reference)) => found.push(reference.clone()),
                    _ => collect(value, found),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[tokio::test]
async fn the_document_is_served_to_anybody() {
    for_each_database(async |world: World| {
        let served = world.ask(None, Method::GET, "/api/openapi.json", Value::Null).await.ok();
        assert_eq!(served, document());
        assert!(served["openapi"].as_str().unwrap().starts_with("3.1"));
    })
    .await;
}
