//! One element of the page: what it says, where it is, and what a person does to it.

use super::{Key, Window};
use anyhow::{Context as _, Result};
use serde_json::{Value, json};

/// The key under which the protocol hands out references to elements.
const REFERENCE: &str = "element-6066-11e4-a52e-4f735466cecf";

/// An element as the driver knows it. It goes stale when the page replaces the node.
#[derive(Debug, Clone)]
pub struct Element<'a> {
    window: &'a Window,
    id: String,
}

/// A place on the page, in CSS pixels from the viewport's upper left.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// Distance from the left edge.
    pub x: f64,
    /// Distance from the upper edge.
    pub y: f64,
}

impl<'a> Element<'a> {
    pub(super) fn new(window: &'a Window, reference: &Value) -> Result<Self> {
        let id = reference[REFERENCE].as_str().context("an element has a reference")?;
        Ok(Self { window, id: id.to_owned() })
    }

    /// Returns the reference, for use as an argument of a script.
    pub fn reference(&self) -> Value {
        json!({ REFERENCE: self.id })
    }

    /// Clicks its middle with the pointer.
    pub async fn click(&self) -> Result<()> {
        self.window.post(&format!("element/{}/click", self.id), &json!({})).await.map(drop)
    }

    /// Gives it the focus, as somebody does who got there by keys.
    ///
    /// Until a key is pressed, a screen that has just come may still move the focus to a better place to begin. Shift
    /// alone does nothing else.
    pub async fn focus(&self) -> Result<()> {
        self.window.press(&[Key::Shift]).await?;
        let script = "arguments[0].focus(); return document.activeElement === arguments[0]";
        let taken = self.window.run(script, &[self.reference()]).await?;
        anyhow::ensure!(taken == json!(true), "the element does not take the focus");
        Ok(())
    }

    /// Types text into it, at the end of what it holds.
    pub async fn type_text(&self, text: &str) -> Result<()> {
        self.window.post(&format!("element/{}/value", self.id), &json!({ "text": text })).await.map(drop)
    }

    /// Empties a field.
    pub async fn clear(&self) -> Result<()> {
        self.window.post(&format!("element/{}/clear", self.id), &json!({})).await.map(drop)
    }

    /// Returns the text that a person sees.
    pub async fn text(&self) -> Result<String> {
        let text = self.window.get(&format!("element/{}/text", self.id)).await?;
        Ok(text.as_str().unwrap_or_default().to_owned())
    }

    /// Returns an attribute, if it is set.
    pub async fn attribute(&self, name: &str) -> Result<Option<String>> {
        let value = self.window.get(&format!("element/{}/attribute/{name}", self.id)).await?;
        Ok(value.as_str().map(str::to_owned))
    }

    /// Returns a live property, such as the `value` of a field.
    pub async fn property(&self, name: &str) -> Result<Value> {
        self.window.get(&format!("element/{}/property/{name}", self.id)).await
    }

    /// Returns its middle in the viewport.
    pub async fn middle(&self) -> Result<Point> {
        let script = "const box = arguments[0].getBoundingClientRect();
            return [box.x + box.width / 2, box.y + box.height / 2];";
        let middle = self.window.run(script, &[self.reference()]).await?;
        let at = |index: usize| middle[index].as_f64().context("a box has numbers");
        Ok(Point { x: at(0)?, y: at(1)? })
    }
}
