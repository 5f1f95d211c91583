//! Inputs that were answered as none before them: kept in a folder, one file each, and broken further.

use anyhow::{Context as _, Result};
use rand::Rng;
use rand::rngs::StdRng;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// So many of one kind of answer are kept for later runs; a run breaks all that it met further.
const KEPT_OF_A_KIND: usize = 6;
/// So many words of an answer say of which kind it is.
const KIND_WORDS: usize = 3;
/// Larger inputs find nothing that their smaller kin do not, and weigh on everybody's checkout.
const LIMIT_BYTES: usize = 1024;

pub(super) struct Corpus<T> {
    folder: PathBuf,
    keep: bool,
    pub(super) inputs: Vec<T>,
    /// How many of them are good ones.
    good: usize,
    known: BTreeSet<String>,
    kinds: BTreeMap<String, usize>,
}

impl<T: Clone + Serialize + DeserializeOwned> Corpus<T> {
    /// Reads what earlier runs kept; `seeds` are good inputs to begin with.
    pub(super) fn open(folder: PathBuf, keep: bool, seeds: Vec<T>) -> Result<Self> {
        let (good, mut inputs) = (seeds.len(), seeds);
        let mut paths: Vec<PathBuf> = match std::fs::read_dir(&folder) {
            Ok(entries) => entries.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Vec::new(),
            Err(error) => return Err(error).with_context(|| format!("reading {}", folder.display())),
        };
        paths.sort();
        for path in paths.iter().filter(|path| path.extension().is_some_and(|end| end == "json")) {
            let text = std::fs::read(path).with_context(|| format!("reading {}", path.display()))?;
            inputs
                .push(serde_json::from_slice(&text).with_context(|| format!("reading {}", path.display()))?);
        }
        Ok(Corpus { folder, keep, inputs, good, known: BTreeSet::new(), kinds: BTreeMap::new() })
    }

    pub(super) fn any(&self, random: &mut StdRng) -> T {
        // What is broken already is seldom read to its end once it is broken further.
        let among = if random.random_bool(0.6) { self.good } else { self.inputs.len() };
        self.inputs[random.random_range(0..among)].clone()
    }

    /// Keeps an input that was answered in a way of its own.
    pub(super) fn learn(&mut self, input: &T, answer: &str, is_new: bool) -> Result<()> {
        if !self.known.insert(answer.to_owned()) {
            return Ok(());
        }
        let kind = answer.split_whitespace().take(KIND_WORDS).collect::<Vec<_>>().join(" ");
        let of_kind = self.kinds.entry(kind).or_default();
        *of_kind += 1;
        let keep = self.keep && *of_kind <= KEPT_OF_A_KIND;
        if !is_new {
            return Ok(());
        }
        let text = serde_json::to_string_pretty(input)?;
        if text.len() > LIMIT_BYTES {
            return Ok(());
        }
        self.inputs.push(input.clone());
        if keep {
            std::fs::create_dir_all(&self.folder)
                .with_context(|| format!("making {}", self.folder.display()))?;
            let name = blake3::hash(text.as_bytes()).to_hex();
            let path = self.folder.join(format!("{}.json", &name[..16]));
            std::fs::write(&path, text + "\n").with_context(|| format!("writing {}", path.display()))?;
        }
        Ok(())
    }
}

/// What is the same about answers that differ in ids, numbers, and the words of the input that they quote.
pub(super) fn shape(answer: &str) -> String {
    let mut out = String::new();
    // What stands between marks is quoted: every other piece.
    for (at, piece) in answer.split(['`', '"']).enumerate() {
        if at % 2 == 1 {
            out.push('#');
            continue;
        }
        for word in piece.split_inclusive(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-') {
            let is_word = !word.contains(|letter: char| letter.is_ascii_digit()) && word.len() < 24;
            out.push_str(if is_word { word } else { "#" });
        }
        if out.len() > MOST_SAID {
            break;
        }
    }
    // A list of what was expected instead goes on for long, and says nothing more.
    out.chars().take(MOST_SAID).collect()
}

/// So many letters tell what sort of an answer it is.
const MOST_SAID: usize = 60;

#[cfg(test)]
mod tests {
    use super::shape;

    #[test]
    fn answers_about_other_words_are_of_one_shape() {
        let one =
            shape("changes[3].act: unknown variant `kreate`, expected one of `create`, `set` at column 77");
        let other =
            shape("changes[0].act: unknown variant `zzz`, expected one of `create`, `set` at column 5");
        assert_eq!(one, other);
        assert_ne!(one, shape("missing field `n`"));
    }
}
