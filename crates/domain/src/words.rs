//! What Tern says outside its window, in the language of its person: Fluent sentences, English where one is missing.
//!
//! Of Fluent it knows what these sentences need: text, variables, and a choice by plural form.

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement, Variant, VariantKey};
use fluent_syntax::parser::parse;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Every language; a new one is a line here and a file beside the others.
static ALL: LazyLock<Vec<Words>> = LazyLock::new(|| {
    vec![
        Words::read("en", include_str!("../words/en.ftl"), one_or_many),
        Words::read("de", include_str!("../words/de.ftl"), one_or_many),
    ]
});

/// The plural forms of English and German.
fn one_or_many(count: i64) -> &'static str {
    if count == 1 { "one" } else { "other" }
}

/// What stands in a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    Text(String),
    Number(i64),
}

/// The sentences of one language.
pub struct Words {
    tag: &'static str,
    sentences: BTreeMap<String, Pattern<String>>,
    plural: fn(i64) -> &'static str,
}

impl Words {
    /// Returns the words of a language by its tag; English for one that is not spoken here.
    pub fn of(tag: &str) -> &'static Words {
        ALL.iter().find(|words| words.tag == tag).unwrap_or(&ALL[0])
    }

    pub fn all() -> impl Iterator<Item = &'static Words> {
        ALL.iter()
    }

    pub fn tag(&self) -> &'static str {
        self.tag
    }

    /// Returns the sentence of `key` with what stands in it; its key where no language has it.
    pub fn say(&self, key: &str, values: &[(&str, Value)]) -> String {
        let (words, sentence) = match self.sentences.get(key) {
            Some(sentence) => (self, Some(sentence)),
            None => (&ALL[0], ALL[0].sentences.get(key)),
        };
        let mut said = String::new();
        match sentence {
            Some(sentence) => words.write(sentence, values, &mut said),
            None => said.push_str(key),
        }
        said
    }

    fn write(&self, sentence: &Pattern<String>, values: &[(&str, Value)], said: &mut String) {
        for element in &sentence.elements {
            match element {
                PatternElement::TextElement { value } => said.push_str(value),
                PatternElement::Placeable { expression: Expression::Inline(part) } => {
                    said.push_str(&text_of(part, values));
                }
                PatternElement::Placeable { expression: Expression::Select { selector, variants } } => {
                    if let Some(variant) = self.choose(selector, variants, values) {
                        self.write(&variant.value, values, said);
                    }
                }
            }
        }
    }

    /// Returns the variant of that very number, else of its plural form, else the one with the star.
    fn choose<'a>(
        &self,
        selector: &InlineExpression<String>,
        variants: &'a [Variant<String>],
        values: &[(&str, Value)],
    ) -> Option<&'a Variant<String>> {
        let text = text_of(selector, values);
        let form = text.parse().map_or("other", self.plural);
        let named = |wanted: &str| {
            variants.iter().find(|variant| match &variant.key {
                VariantKey::Identifier { name } => name == wanted,
                VariantKey::NumberLiteral { value } => value == wanted,
            })
        };
        named(&text).or_else(|| named(form)).or_else(|| variants.iter().find(|variant| variant.default))
    }

    fn read(tag: &'static str, text: &str, plural: fn(i64) -> &'static str) -> Self {
        // What cannot be read is left out, and so is English; `npm run lint` in `ui` refuses such a file.
        let file = parse(text.to_owned()).unwrap_or_else(|(readable, _)| readable);
        let mut sentences = BTreeMap::new();
        for entry in file.body {
            if let Entry::Message(message) = entry
                && let Some(sentence) = message.value
            {
                sentences.insert(message.id.name, sentence);
            }
        }
        Words { tag, sentences, plural }
    }
}

/// A variable's value, or its name where none was given: odd, but better than no notification.
fn text_of(part: &InlineExpression<String>, values: &[(&str, Value)]) -> String {
    let InlineExpression::VariableReference { id } = part else { return String::new() };
    match values.iter().find(|(name, _)| *name == id.name) {
        Some((_, Value::Text(text))) => text.clone(),
        Some((_, Value::Number(number))) => number.to_string(),
        None => id.name.clone(),
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Value::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Value::Text(text)
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Value::Number(number)
    }
}

impl From<usize> for Value {
    fn from(number: usize) -> Self {
        Value::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_has_its_own_words_and_plurals() {
        let german = Words::of("de");
        assert_eq!(german.say("notify-tickets", &[("count", 1_i64.into())]), "1 Ticket");
        assert_eq!(german.say("news-count-mention", &[("count", 2_i64.into())]), "2 Erwähnungen");
        let said = german.say("news-assignment", &[("who", "Ada".into()), ("number", "#7".into())]);
        assert_eq!(said, "Ada hat Ihnen #7 zugewiesen");
    }

    #[test]
    fn what_is_missing_is_english() {
        assert_eq!(Words::of("xx").tag(), "en");
        let partly = Words::read("de", "tray-open = Tern öffnen\n", one_or_many);
        assert_eq!(partly.say("tray-open", &[]), "Tern öffnen");
        assert_eq!(partly.say("tray-quit", &[]), "Quit");
    }

    #[test]
    fn every_language_says_everything() {
        for words in Words::all() {
            assert!(
                words.sentences.keys().eq(ALL[0].sentences.keys()),
                "{} has the keys of English",
                words.tag
            );
        }
    }
}
