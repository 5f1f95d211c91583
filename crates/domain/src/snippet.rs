//! The words around a search hit, with the hit marked.

/// Marks the beginning of a hit in a snippet; a private-use character that no text has.
pub const HIT_START: char = '\u{e000}';
/// Marks the end of a hit.
pub const HIT_END: char = '\u{e001}';

/// How many characters of context a snippet has.
const WIDTH: usize = 140;

/// Cuts the part of `text` around the first word of `asked`, with every asked word marked.
pub fn around(text: &str, asked: &str) -> String {
    let words: Vec<String> = asked
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let chars: Vec<char> = text.split_whitespace().collect::<Vec<_>>().join(" ").chars().collect();
    // One lower-case character each, so that positions agree.
    let lower: Vec<char> = chars.iter().map(|c| c.to_lowercase().next().unwrap_or(*c)).collect();
    let hits = hits(&lower, &words);
    let first = hits.first().map_or(0, |(start, _)| *start);
    let from = first.saturating_sub(WIDTH / 3);
    let to = (from + WIDTH).min(chars.len());
    let mut out = String::new();
    if from > 0 {
        out.push('…');
    }
    for (index, c) in chars.iter().enumerate().take(to).skip(from) {
        if hits.iter().any(|(start, _)| *start == index) {
            out.push(HIT_START);
        }
        out.push(*c);
        if hits.iter().any(|(start, end)| *end == index + 1 && *start >= from) {
            out.push(HIT_END);
        }
    }
    if out.matches(HIT_START).count() > out.matches(HIT_END).count() {
        out.push(HIT_END);
    }
    if to < chars.len() {
        out.push('…');
    }
    out
}

/// Where words begin with an asked word: start and end, in order, never overlapping.
fn hits(lower: &[char], words: &[String]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut index = 0;
    while index < lower.len() {
        let at_start = index == 0 || !lower[index - 1].is_alphanumeric();
        let hit = words
            .iter()
            .map(|word| word.chars().collect::<Vec<_>>())
            .filter(|word| lower[index..].starts_with(word));
        match hit.map(|word| word.len()).max().filter(|_| at_start) {
            Some(length) => {
                found.push((index, index + length));
                index += length;
            }
            None => index += 1,
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_snippet_marks_what_was_asked_for() {
        let check = |text: &str, asked: &str, expected: &str| {
            let shown = around(text, asked).replace(HIT_START, "[").replace(HIT_END, "]");
            assert_eq!(shown, expected);
        };
        check("The printer is jammed again", "print jam", "The [print]er is [jam]med again");
        check("nothing here", "printer", "nothing here");
        check("", "x", "");
        check("ÄRGER mit dem Drucker", "ärger", "[ÄRGER] mit dem Drucker");
    }
}
