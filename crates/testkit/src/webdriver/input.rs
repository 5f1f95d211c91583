//! Keyboard and pointer as the operating system would deliver them, not as events made up in the page.

use super::Window;
use super::element::{Element, Point};
use anyhow::Result;
use serde_json::{Value, json};

/// A key without a letter, by the protocol's private code points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// Enter
    Enter,
    /// Escape
    Escape,
    /// Tab
    Tab,
    /// Space
    Space,
    /// Backspace
    Backspace,
    /// Delete
    Delete,
    /// Arrow left
    Left,
    /// Arrow up
    Up,
    /// Arrow right
    Right,
    /// Arrow down
    Down,
    /// Home
    Home,
    /// End
    End,
    /// Control
    Control,
    /// Shift
    Shift,
    /// Alt
    Alt,
    /// A key that types a character.
    Letter(char),
}

impl Key {
    fn code(self) -> char {
        match self {
            Self::Backspace => '\u{e003}',
            Self::Delete => '\u{e017}',
            Self::Tab => '\u{e004}',
            Self::Enter => '\u{e007}',
            Self::Shift => '\u{e008}',
            Self::Control => '\u{e009}',
            Self::Alt => '\u{e00a}',
            Self::Escape => '\u{e00c}',
            Self::Space => ' ',
            Self::End => '\u{e010}',
            Self::Home => '\u{e011}',
            Self::Left => '\u{e012}',
            Self::Up => '\u{e013}',
            Self::Right => '\u{e014}',
            Self::Down => '\u{e015}',
            Self::Letter(character) => character,
        }
    }
}

impl Window {
    /// Presses one key after another, wherever the focus is.
    pub async fn press(&self, keys: &[Key]) -> Result<()> {
        let strokes = keys.iter().flat_map(|key| [stroke("keyDown", *key), stroke("keyUp", *key)]);
        self.keyboard(strokes.collect()).await
    }

    /// Holds keys down while the last one is pressed, as in Control+K.
    pub async fn chord(&self, keys: &[Key]) -> Result<()> {
        let down = keys.iter().map(|key| stroke("keyDown", *key));
        let up = keys.iter().rev().map(|key| stroke("keyUp", *key));
        self.keyboard(down.chain(up).collect()).await
    }

    /// Types text wherever the focus is.
    pub async fn type_text(&self, text: &str) -> Result<()> {
        let keys: Vec<Key> = text.chars().map(Key::Letter).collect();
        self.press(&keys).await
    }

    /// Drags from the middle of one element to the middle of another with the left button.
    pub async fn drag(&self, from: &Element<'_>, to: &Element<'_>) -> Result<()> {
        self.drag_to_point(from, to.middle().await?).await
    }

    /// Drags an element to a place.
    ///
    /// The pointer travels in steps: a drag starts only after some pixels, and auto-scroll and insertion lines follow
    /// the way, not the goal.
    pub async fn drag_to_point(&self, from: &Element<'_>, to: Point) -> Result<()> {
        const STEPS: u32 = 12;
        let start = from.middle().await?;
        let mut actions = vec![moved(start, 0), json!({ "type": "pointerDown", "button": 0 }), pause(60)];
        for step in 1..=STEPS {
            let share = f64::from(step) / f64::from(STEPS);
            let here = Point { x: start.x + (to.x - start.x) * share, y: start.y + (to.y - start.y) * share };
            actions.push(moved(here, 25));
        }
        actions.extend([pause(120), json!({ "type": "pointerUp", "button": 0 })]);
        self.pointer(actions).await
    }

    async fn keyboard(&self, actions: Vec<Value>) -> Result<()> {
        let source = json!({ "type": "key", "id": "keyboard", "actions": actions });
        self.post("actions", &json!({ "actions": [source] })).await.map(drop)
    }

    async fn pointer(&self, actions: Vec<Value>) -> Result<()> {
        let source = json!({
            "type": "pointer", "id": "mouse", "parameters": { "pointerType": "mouse" }, "actions": actions,
        });
        self.post("actions", &json!({ "actions": [source] })).await.map(drop)
    }
}

fn stroke(kind: &str, key: Key) -> Value {
    json!({ "type": kind, "value": key.code() })
}

fn pause(duration_ms: u32) -> Value {
    json!({ "type": "pause", "duration": duration_ms })
}

fn moved(to: Point, duration_ms: u32) -> Value {
    // The driver takes whole pixels only.
    json!({
        "type": "pointerMove", "duration": duration_ms, "origin": "viewport",
        "x": to.x.round(), "y": to.y.round(),
    })
}
