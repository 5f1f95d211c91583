//! People without a desk: scripts that ask the server itself over its REST API, judged like everything it says.

use super::dice::Dice;
use super::world::{Stop, World};
use anyhow::Context;
use domain::ids::DeviceId;
use http::{Method, StatusCode};
use serde_json::{Value, json};
use uuid::Uuid;

const LEVELS: [&str; 3] = ["low", "medium", "high"];

impl World {
    /// One thing that somebody's script does: it looks what there is, and changes some of it.
    pub(crate) fn rest(&mut self, person: usize, pick: u64) -> Result<(), Stop> {
        let mut dice = Dice::new(pick, 13);
        let me = self.cast.people[person].0;
        let now = super::time::BEGIN.plus_ms(i64::try_from(self.now()).unwrap_or(0));
        let device = DeviceId(Uuid::from_u128(0xa9 << 64 | person as u128));
        let opened = self.on_server(async |app| {
            let tx = app.db().begin().await?;
            let tokens = server::tokens::open(&tx, me, device, now).await?;
            tx.commit().await?;
            Ok(tokens)
        })?;
        // Nobody answers a script while the server is down; it is not one that tries again.
        let Some(tokens) = opened else { return Ok(()) };
        let token = tokens.access.as_str();
        let Some(list) = self.script_asks(token, me, &Method::GET, "/api/v1/tickets?count=40", None)? else {
            return Ok(());
        };
        let rows = list["rows"].as_array().cloned().unwrap_or_default();
        let mut ids: Vec<Uuid> =
            rows.iter().filter_map(|row| row["id"].as_str().and_then(|id| id.parse().ok())).collect();
        ids.sort_unstable();
        let near = if dice.chance(0.7) { ids.len().min(3) } else { ids.len() };
        let ticket = dice.pick(&ids[..near]).copied();
        let mark = self.ledger.mark(me, ticket);
        let number = self.ledger.marks.len() - 1;
        let path = |rest: &str| ticket.map(|id| format!("/api/v1/tickets/{id}{rest}"));
        let (method, path, body, marked) = match (dice.below(5), path(""), path("/messages")) {
            (0, Some(path), _) => {
                let fields = json!({ "fields": { "subject": format!("Trouble {mark}") } });
                (Method::PATCH, path, fields, true)
            }
            (1, Some(path), _) => {
                (Method::PATCH, path, json!({ "fields": { "urgency": dice.pick(&LEVELS) } }), false)
            }
            (2, _, Some(path)) => {
                (Method::POST, path, json!({ "kind": "note", "body": format!("Hello {mark}") }), true)
            }
            (3, _, Some(path)) => {
                (Method::POST, path, json!({ "kind": "reply", "body": format!("Hello {mark}") }), true)
            }
            _ => {
                let team = dice.pick(&self.cast.teams).copied();
                let body = json!({ "subject": format!("Trouble {mark}"), "fields": { "team": team } });
                (Method::POST, "/api/v1/tickets".to_owned(), body, true)
            }
        };
        if let Some(said) = self.script_asks(token, me, &method, &path, Some(body))?
            && marked
        {
            if let Some(made) = said["id"].as_str().and_then(|id| id.parse().ok()) {
                self.ledger.marks[number].record = Some(made);
            }
            self.ledger.told.push(number);
        }
        Ok(())
    }

    /// Asks the server in somebody's name; `None` when it refused or died.
    fn script_asks(
        &mut self,
        token: &str,
        me: domain::ids::PersonId,
        method: &Method,
        path: &str,
        body: Option<Value>,
    ) -> Result<Option<Value>, Stop> {
        let request = http::Request::builder()
            .method(method.clone())
            .uri(path)
            .header("authorization", format!("Bearer {token}"))
            .header("content-type", "application/json")
            .body(body.map(|body| body.to_string()).unwrap_or_default().into())
            .context("asking as a script")?;
        let Some(said) = self.ask_server(request, false)? else { return Ok(None) };
        self.note(format!("a script of {me} asks {method} {path}: {}", said.status));
        let answer = if said.status == StatusCode::OK || said.status == StatusCode::CREATED {
            self.floor.count(format!("rest {method}"));
            Some(serde_json::from_slice(&said.body).context("reading an answer")?)
        } else {
            self.floor.count("rest refused");
            None
        };
        self.check_sight(me, &format!("{method} {path}"), &said)?;
        self.after_server()?;
        Ok(answer)
    }
}
