//! Reads the command line: a command, flags, options with a value. A parser crate would double the time that a
//! fresh machine compiles before it prints anything.

use anyhow::{Context as _, Result, bail};
use std::collections::VecDeque;

/// The words after `cargo xtask`, taken one by one; what is left over at the end is a mistake.
pub(crate) struct Arguments {
    words: VecDeque<String>,
}

impl Arguments {
    pub(crate) fn from_command_line() -> Self {
        Self { words: std::env::args().skip(1).collect() }
    }

    /// Takes the first word.
    pub(crate) fn command(&mut self) -> Option<String> {
        self.words.pop_front()
    }

    /// Takes `--name` if it was given.
    pub(crate) fn flag(&mut self, name: &str) -> bool {
        let at = self.words.iter().position(|word| word == name);
        at.is_some_and(|at| self.words.remove(at).is_some())
    }

    /// Takes `--name VALUE` or `--name=VALUE` if it was given.
    pub(crate) fn option(&mut self, name: &str) -> Result<Option<String>> {
        let joined = format!("{name}=");
        let Some(at) = self.words.iter().position(|word| word == name || word.starts_with(&joined)) else {
            return Ok(None);
        };
        let word = self.words.remove(at).expect("the position was just found");
        if let Some(value) = word.strip_prefix(&joined) {
            return Ok(Some(value.to_owned()));
        }
        self.words.remove(at).map(Some).with_context(|| format!("{name} needs a value"))
    }

    /// Takes everything that is left, for a program that reads its own arguments.
    pub(crate) fn rest(self) -> Vec<String> {
        self.words.into()
    }

    /// Says so when a word was given that nobody asked for.
    pub(crate) fn finish(self) -> Result<()> {
        match self.words.front() {
            Some(word) => bail!("`{word}` means nothing here; `cargo xtask help` lists what does"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arguments(words: &str) -> Arguments {
        Arguments { words: words.split_whitespace().map(str::to_owned).collect() }
    }

    #[test]
    fn options_take_their_value_in_both_spellings() {
        let mut given = arguments("run --desks 3 --data=/somewhere --sample");
        assert_eq!(given.command().as_deref(), Some("run"));
        assert_eq!(given.option("--desks").unwrap().as_deref(), Some("3"));
        assert_eq!(given.option("--data").unwrap().as_deref(), Some("/somewhere"));
        assert!(given.flag("--sample"));
        assert!(given.finish().is_ok());
    }

    #[test]
    fn an_unknown_word_is_refused() {
        assert!(arguments("--smaple").finish().is_err());
    }

    #[test]
    fn an_option_without_a_value_is_refused() {
        assert!(arguments("--desks").option("--desks").is_err());
    }
}
