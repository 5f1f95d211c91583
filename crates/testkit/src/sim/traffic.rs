//! Requests on their way: lost, doubled, late, cut short, answered by somebody else, or delivered.

use super::busy::Busy;
use super::dice::Dice;
use super::script::Way;
use super::server::Said;
use super::weather::Weather;
use super::wire::{Asked, Stream};
use super::world::{Ev, Stop, World};
use anyhow::Context;
use bytes::Bytes;
use futures::StreamExt;
use http::{Request, Response, StatusCode};
use std::collections::BTreeMap;
use sync::fault::Fault;
use sync::transport::Chunks;

/// Something on its way.
pub(crate) enum Parcel {
    /// A request, and who waits for its answer; nobody waits for a double.
    There { desk: usize, life: u64, request: Box<Request<Bytes>>, asked: Option<Box<Asked>> },
    Back {
        desk: usize,
        life: u64,
        asked: Box<Asked>,
        answer: Box<Result<Said, Fault>>,
        cut_at: Option<usize>,
    },
    /// A word of a live stream.
    News { stream: u64, text: String },
}

struct Listening {
    desk: usize,
    life: u64,
    stream: Stream,
    /// A proxy gathers what it says.
    mute: bool,
}

/// Somebody who asked to be told when there is something after a commit.
struct Waiting {
    desk: usize,
    life: u64,
    asked: Box<Asked>,
    after: i64,
    until_ms: u64,
    headers: http::HeaderMap,
}

pub(crate) struct Traffic {
    dice: Dice,
    fair: Weather,
    weather: BTreeMap<usize, Weather>,
    cuts: BTreeMap<usize, Way>,
    listening: BTreeMap<u64, Listening>,
    waiting: Vec<Waiting>,
    next_stream: u64,
    told: i64,
    rises: BTreeMap<usize, u64>,
    pub(crate) requests: usize,
}

/// How long a desk waits for a first byte.
const PATIENCE_MS: u64 = 15_000;

impl Traffic {
    pub(crate) fn new(seed: u64, fair: Weather) -> Self {
        Traffic {
            dice: Dice::new(seed, 4),
            fair,
            weather: BTreeMap::new(),
            cuts: BTreeMap::new(),
            listening: BTreeMap::new(),
            waiting: Vec::new(),
            next_stream: 0,
            told: 0,
            rises: BTreeMap::new(),
            requests: 0,
        }
    }

    pub(crate) fn weather(&mut self, desk: usize, weather: Weather) {
        self.weather.insert(desk, weather);
    }

    pub(crate) fn cut(&mut self, desk: usize, way: Option<Way>) {
        match way {
            Some(way) => self.cuts.insert(desk, way),
            None => self.cuts.remove(&desk),
        };
    }

    pub(crate) fn is_cut(&self, desk: usize) -> bool {
        self.cuts.contains_key(&desk)
    }

    pub(crate) fn rise_after(&mut self, node: usize, ms: u64) {
        self.rises.insert(node, ms);
    }

    pub(crate) fn rises_after(&self, node: usize) -> u64 {
        self.rises.get(&node).copied().unwrap_or(1_000)
    }

    /// Nothing new goes wrong; what lies over a line stays until that line is mended.
    pub(crate) fn heal(&mut self, desks: usize) {
        for desk in 0..desks {
            self.weather.insert(desk, self.over(desk));
        }
        self.fair = Weather::CALM;
        self.rises.clear();
    }

    fn over(&self, desk: usize) -> Weather {
        self.weather.get(&desk).copied().unwrap_or(self.fair)
    }

    fn delay(&mut self, weather: Weather) -> u64 {
        if self.dice.chance(0.01) {
            self.dice.between(1, weather.tail_ms)
        } else {
            self.dice.between(1, weather.delay_ms.max(1))
        }
    }

    /// Forgets what a desk's last program listened to.
    pub(crate) fn hang_up(&mut self, desk: usize) {
        self.listening.retain(|_, listening| listening.desk != desk);
        self.waiting.retain(|waiting| waiting.desk != desk);
    }

    /// Everything that hung on the server breaks; which desks notice.
    pub(crate) fn server_died(&mut self) -> Vec<(usize, bool)> {
        let desks = self.listening.values().map(|listening| (listening.desk, true)).collect();
        self.listening.clear();
        self.waiting.clear();
        desks
    }
}

fn failed(fault: Fault) -> Box<Result<Said, Fault>> {
    Box::new(Err(fault))
}

impl World {
    /// Sends what a desk has asked for.
    pub(crate) fn ship(&mut self, desk: usize) -> Result<(), Stop> {
        let life = self.desks[desk].life;
        let Some(running) = &self.desks[desk].running else { return Ok(()) };
        for asked in running.line.take() {
            self.send(desk, life, Box::new(asked))?;
        }
        Ok(())
    }

    fn send(&mut self, desk: usize, life: u64, asked: Box<Asked>) -> Result<(), Stop> {
        let now = self.now();
        self.traffic.requests += 1;
        let weather = self.traffic.over(desk);
        let mut request = Request::new(asked.body.clone());
        *request.method_mut() = asked.head.method.clone();
        *request.uri_mut() = asked
            .head
            .uri
            .path_and_query()
            .context("a request without a path")?
            .as_str()
            .parse()
            .context("a path")?;
        *request.headers_mut() = asked.head.headers.clone();
        let path = asked.head.uri.path().to_owned();
        self.note(format!("desk {desk} asks {} {path} {} bytes", asked.head.method, asked.body.len()));
        let back = |world: &mut World, ms: u64, asked, fault| {
            world.at(ms, Ev::Parcel(Parcel::Back { desk, life, asked, answer: failed(fault), cut_at: None }));
        };
        if matches!(self.traffic.cuts.get(&desk), Some(Way::Both | Way::Up)) {
            let fault = if self.traffic.dice.chance(0.5) {
                (now + 20, Fault::Offline("no route".to_owned()))
            } else {
                (now + PATIENCE_MS, Fault::Timeout("the first byte"))
            };
            back(self, fault.0, asked, fault.1);
            return Ok(());
        }
        if self.traffic.dice.chance(weather.lose_request) {
            self.floor.count("lost request");
            back(self, now + PATIENCE_MS, asked, Fault::Timeout("the first byte"));
            return Ok(());
        }
        let delay = self.traffic.delay(weather);
        if self.traffic.dice.chance(weather.portal) {
            self.floor.count("portal");
            let said = Said {
                status: StatusCode::OK,
                headers: http::HeaderMap::from_iter([(
                    http::header::CONTENT_TYPE,
                    http::HeaderValue::from_static("text/html"),
                )]),
                body: Bytes::from_static(b"<html>Welcome to the hotel</html>"),
            };
            let answer = Box::new(Ok(said));
            self.at(now + delay, Ev::Parcel(Parcel::Back { desk, life, asked, answer, cut_at: None }));
            return Ok(());
        }
        if self.traffic.dice.chance(weather.busy) {
            self.floor.count("busy");
            let wait_ms = self.traffic.dice.between(100, 20_000);
            let body = serde_json::json!({ "code": "internal", "detail": "busy", "retry_after_ms": wait_ms });
            let said = Said {
                status: if self.traffic.dice.chance(0.5) {
                    StatusCode::SERVICE_UNAVAILABLE
                } else {
                    StatusCode::TOO_MANY_REQUESTS
                },
                headers: http::HeaderMap::from_iter([(
                    http::header::CONTENT_TYPE,
                    http::HeaderValue::from_static("application/json"),
                )]),
                body: Bytes::from(body.to_string()),
            };
            let answer = Box::new(Ok(said));
            self.at(now + delay, Ev::Parcel(Parcel::Back { desk, life, asked, answer, cut_at: None }));
            return Ok(());
        }
        if self.traffic.dice.chance(weather.double) {
            self.floor.count("doubled request");
            let late = now + delay + self.traffic.dice.between(1, 120_000);
            let double = Parcel::There { desk, life, request: Box::new(request.clone()), asked: None };
            self.at(late, Ev::Parcel(double));
        }
        let parcel = Parcel::There { desk, life, request: Box::new(request), asked: Some(asked) };
        self.at(now + delay, Ev::Parcel(parcel));
        Ok(())
    }

    pub(crate) fn carry(&mut self, parcel: Parcel) -> Result<(), Stop> {
        match parcel {
            Parcel::There { desk, life, request, asked } => self.arrive(desk, life, *request, asked),
            Parcel::Back { desk, life, asked, answer, cut_at } => {
                let node = &self.desks[desk];
                if node.life != life || node.running.is_none() {
                    return Ok(());
                }
                if node.asleep_until_ms > self.now() {
                    let at = node.asleep_until_ms + 1;
                    self.at(at, Ev::Parcel(Parcel::Back { desk, life, asked, answer, cut_at }));
                    return Ok(());
                }
                self.hand_over(desk, asked, *answer, cut_at)
            }
            Parcel::News { stream, text } => self.tell_stream(stream, text),
        }
    }

    fn busy(&self, desk: usize) -> Option<Busy> {
        self.desks[desk].running.as_ref().map(|running| running.line.busy.clone())
    }

    fn hand_over(
        &mut self,
        desk: usize,
        asked: Box<Asked>,
        answer: Result<Said, Fault>,
        cut_at: Option<usize>,
    ) -> Result<(), Stop> {
        let Some(busy) = self.busy(desk) else { return Ok(()) };
        let path = asked.head.uri.path().to_owned();
        let answer = match answer {
            Err(fault) => Err(fault),
            Ok(said) => {
                self.note(format!("desk {desk} hears {} of {path}", said.status));
                Ok(self.response(desk, &path, said, cut_at))
            }
        };
        asked.answer(&busy, answer);
        self.pump(desk, None)
    }

    fn response(&mut self, desk: usize, path: &str, said: Said, cut_at: Option<usize>) -> Response<Chunks> {
        let chunks: Chunks = if path == "/sync/v1/events" && said.status.is_success() {
            let (stream, chunks) = Stream::open();
            self.traffic.next_stream += 1;
            let (id, life) = (self.traffic.next_stream, self.desks[desk].life);
            let mute = self.traffic.over(desk).proxied;
            self.floor.count(if mute { "mute stream" } else { "stream" });
            self.traffic.listening.insert(id, Listening { desk, life, stream, mute });
            let head = self.server.head();
            let text = format!("event: head\ndata: {{\"head\":{head}}}\n\n");
            self.at(self.now() + 1, Ev::Parcel(Parcel::News { stream: id, text }));
            chunks
        } else {
            let whole = said.body.clone();
            match cut_at {
                Some(at) if at < whole.len() => {
                    let part = whole.slice(..at);
                    let end = Err(Fault::Offline("the connection broke".to_owned()));
                    futures::stream::iter([Ok(part), end]).boxed()
                }
                Some(_) | None => futures::stream::iter([Ok(whole)]).boxed(),
            }
        };
        let mut response = Response::new(chunks);
        *response.status_mut() = said.status;
        *response.headers_mut() = said.headers;
        response
    }

    fn arrive(
        &mut self,
        desk: usize,
        life: u64,
        request: Request<Bytes>,
        asked: Option<Box<Asked>>,
    ) -> Result<(), Stop> {
        let now = self.now();
        let refuse = |world: &mut World, asked: Option<Box<Asked>>, ms: u64, fault: Fault| {
            if let Some(asked) = asked {
                world.at(
                    ms,
                    Ev::Parcel(Parcel::Back { desk, life, asked, answer: failed(fault), cut_at: None }),
                );
            }
        };
        if self.server.running.is_none() {
            refuse(self, asked, now + 10, Fault::Offline("connection refused".to_owned()));
            return Ok(());
        }
        let path = request.uri().path().to_owned();
        if path == "/sync/v1/poll" {
            return self.wait_for_news(desk, life, &request, asked);
        }
        let said = self.judged(desk, request, path == "/sync/v1/events")?;
        let Some(said) = said else {
            refuse(self, asked, now + 30, Fault::Offline("connection reset".to_owned()));
            return Ok(());
        };
        let Some(asked) = asked else { return Ok(()) };
        let weather = self.traffic.over(desk);
        let delay = self.traffic.delay(weather);
        if matches!(self.traffic.cuts.get(&desk), Some(Way::Both | Way::Down))
            || self.traffic.dice.chance(weather.half_open)
        {
            self.floor.count("half-open");
            refuse(self, Some(asked), now + PATIENCE_MS, Fault::Timeout("the first byte"));
            return Ok(());
        }
        if self.traffic.dice.chance(weather.lose_answer) {
            self.floor.count("lost answer");
            refuse(self, Some(asked), now + delay, Fault::Offline("connection reset".to_owned()));
            return Ok(());
        }
        let mut said = said;
        let mut cut_at = None;
        if self.traffic.dice.chance(weather.truncate) {
            self.floor.count("cut short");
            cut_at = Some(self.traffic.dice.below(said.body.len() + 1));
        } else if self.traffic.dice.chance(weather.garble) && path != "/sync/v1/events" {
            self.floor.count("garbage");
            let noise: Vec<u8> = (0..40).map(|_| self.traffic.dice.number().to_le_bytes()[0]).collect();
            said.body = Bytes::from(noise);
        }
        let answer = Box::new(Ok(said));
        self.at(now + delay, Ev::Parcel(Parcel::Back { desk, life, asked, answer, cut_at }));
        Ok(())
    }

    /// Holds a request for news until there are any.
    fn wait_for_news(
        &mut self,
        desk: usize,
        life: u64,
        request: &Request<Bytes>,
        asked: Option<Box<Asked>>,
    ) -> Result<(), Stop> {
        let Some(asked) = asked else { return Ok(()) };
        let query = request.uri().query().unwrap_or_default();
        let value = |name: &str| -> u64 {
            let found = query.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='));
            found.and_then(|text| text.parse().ok()).unwrap_or(0)
        };
        let (after, wait) = (value("seq"), value("wait"));
        let mut me = Request::new(Bytes::new());
        *me.uri_mut() = http::Uri::from_static("/api/v1/me");
        *me.headers_mut() = request.headers().clone();
        let Some(said) = self.ask_server(me, false)? else {
            let fault = Fault::Offline("connection reset".to_owned());
            self.at(
                self.now() + 10,
                Ev::Parcel(Parcel::Back { desk, life, asked, answer: failed(fault), cut_at: None }),
            );
            return Ok(());
        };
        if !said.status.is_success() {
            let answer = Box::new(Ok(said));
            self.at(self.now() + 10, Ev::Parcel(Parcel::Back { desk, life, asked, answer, cut_at: None }));
            return Ok(());
        }
        self.floor.count("long poll");
        let until_ms = self.now() + wait.max(1) * 1_000;
        let after = i64::try_from(after).unwrap_or(0);
        self.traffic.waiting.push(Waiting { desk, life, asked, after, until_ms, headers: said.headers });
        self.give_news()
    }

    /// Answers those who wait for news and have some, or waited long enough.
    fn give_news(&mut self) -> Result<(), Stop> {
        let (head, now) = (self.server.head(), self.now());
        let (ready, rest): (Vec<Waiting>, Vec<Waiting>) = std::mem::take(&mut self.traffic.waiting)
            .into_iter()
            .partition(|waiting| head > waiting.after || waiting.until_ms <= now);
        self.traffic.waiting = rest;
        for Waiting { desk, life, asked, after, headers, .. } in ready {
            let body = Bytes::from(serde_json::json!({ "head": head.max(after) }).to_string());
            let answer = Box::new(Ok(Said { status: StatusCode::OK, headers, body }));
            self.at(now + 20, Ev::Parcel(Parcel::Back { desk, life, asked, answer, cut_at: None }));
        }
        Ok(())
    }

    /// Tells everybody who listens of a new commit.
    pub(crate) fn after_server(&mut self) -> Result<(), Stop> {
        let head = self.server.head();
        if head <= self.traffic.told && head != 0 {
            self.traffic.told = head;
            return Ok(());
        }
        self.traffic.told = head;
        let streams: Vec<(u64, usize)> =
            self.traffic.listening.iter().map(|(id, listening)| (*id, listening.desk)).collect();
        for (stream, desk) in streams {
            let weather = self.traffic.over(desk);
            let delay = self.traffic.delay(weather);
            let text = format!("event: head\ndata: {{\"head\":{head}}}\n\n");
            self.at(self.now() + delay, Ev::Parcel(Parcel::News { stream, text }));
        }
        self.give_news()
    }

    pub(crate) fn beat(&mut self) -> Result<(), Stop> {
        self.keep_logs_short()?;
        let head = self.server.head();
        let ids: Vec<u64> = self.traffic.listening.keys().copied().collect();
        for stream in ids {
            self.tell_stream(stream, format!("event: beat\ndata: {{\"head\":{head}}}\n\n"))?;
        }
        self.give_news()
    }

    fn tell_stream(&mut self, stream: u64, text: String) -> Result<(), Stop> {
        let Some(listening) = self.traffic.listening.get(&stream) else { return Ok(()) };
        let (desk, life) = (listening.desk, listening.life);
        let node = &self.desks[desk];
        if node.life != life {
            self.traffic.listening.remove(&stream);
            return Ok(());
        }
        let silent = listening.mute
            || node.asleep_until_ms > self.now()
            || matches!(self.traffic.cuts.get(&desk), Some(Way::Both | Way::Down));
        let Some(busy) = self.busy(desk) else { return Ok(()) };
        if silent {
            return Ok(());
        }
        if !listening.stream.say(&busy, Ok(text)) {
            self.traffic.listening.remove(&stream);
            return Ok(());
        }
        self.pump(desk, None)
    }
}
