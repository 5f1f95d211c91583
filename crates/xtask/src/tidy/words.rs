//! Finds whole words in code, with comments and string contents blanked so that talking about a thing is no offence.

/// Returns Rust code with comments and the insides of string literals replaced by spaces, lines kept.
///
/// It knows nested block comments, raw strings, and character literals against lifetimes.
pub(super) fn code_only(text: &str) -> String {
    let characters: Vec<char> = text.chars().collect();
    let mut code = String::with_capacity(text.len());
    let mut at = 0;
    while at < characters.len() {
        let Some(end) = token_end(&characters, at) else {
            code.push(characters[at]);
            at += 1;
            continue;
        };
        // Blanked one for one, so that line numbers stay true.
        code.extend(characters[at..end].iter().map(|&character| if character == '\n' { '\n' } else { ' ' }));
        at = end;
    }
    code
}

/// Returns where the comment or literal that begins here ends, if one does.
fn token_end(characters: &[char], at: usize) -> Option<usize> {
    let next = characters.get(at + 1).copied();
    match characters[at] {
        '/' if next == Some('/') => Some(line_end(characters, at)),
        '/' if next == Some('*') => Some(block_end(characters, at)),
        '"' => Some(quoted_end(characters, at)),
        'r' if matches!(next, Some('"' | '#')) && !continues_word(characters, at) => raw_end(characters, at),
        '\'' => match (next, characters.get(at + 2)) {
            (Some('\\'), _) => {
                let close = (at + 3..characters.len()).find(|&end| characters[end] == '\'');
                Some(close.map_or(characters.len(), |end| end + 1))
            }
            (Some(_), Some('\'')) => Some(at + 3),
            _ => None,
        },
        _ => None,
    }
}

fn continues_word(characters: &[char], at: usize) -> bool {
    at > 0 && is_word(characters[at - 1])
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

fn line_end(characters: &[char], at: usize) -> usize {
    (at..characters.len()).find(|&end| characters[end] == '\n').unwrap_or(characters.len())
}

fn block_end(characters: &[char], at: usize) -> usize {
    let mut depth = 0_usize;
    let mut end = at;
    while end < characters.len() {
        if characters[end..].starts_with(&['/', '*']) {
            depth += 1;
            end += 2;
        } else if characters[end..].starts_with(&['*', '/']) {
            depth -= 1;
            end += 2;
            if depth == 0 {
                return end;
            }
        } else {
            end += 1;
        }
    }
    end
}

fn quoted_end(characters: &[char], at: usize) -> usize {
    let mut end = at + 1;
    while end < characters.len() {
        match characters[end] {
            '\\' => end += 2,
            '"' => return end + 1,
            _ => end += 1,
        }
    }
    characters.len()
}

fn raw_end(characters: &[char], at: usize) -> Option<usize> {
    let hashes = characters[at + 1..].iter().take_while(|&&character| character == '#').count();
    if characters.get(at + 1 + hashes) != Some(&'"') {
        return None;
    }
    let mut close = vec!['"'];
    close.resize(hashes + 1, '#');
    let body = at + 2 + hashes;
    let end = (body..characters.len()).find(|&end| characters[end..].starts_with(&close));
    Some(end.map_or(characters.len(), |end| end + close.len()))
}

/// Returns the numbers of the lines where a phrase stands as whole words.
pub(super) fn lines_with(code: &str, phrase: &str) -> Vec<usize> {
    let stands = |line: &str| {
        line.match_indices(phrase).any(|(start, found)| {
            let before = line[..start].chars().next_back();
            let after = line[start + found.len()..].chars().next();
            let starts_open = !phrase.starts_with(is_word) || !before.is_some_and(is_word);
            let ends_open = !phrase.ends_with(is_word) || !after.is_some_and(is_word);
            starts_open && ends_open
        })
    };
    code.lines().enumerate().filter(|(_, line)| stands(line)).map(|(index, _)| index + 1).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_strings_are_no_code() {
        let rust = "let a = \"axum\"; // axum\n/* axum /* axum */ axum */ let b = r#\"axum \" axum\"#; let c = 'x'; fn f<'a>(axum: &'a str) {}";
        let code = code_only(rust);
        assert_eq!(lines_with(&code, "axum"), [2], "only the parameter is code: {code}");
    }

    #[test]
    fn words_are_whole() {
        assert_eq!(lines_with("use tauri::App;\nmy_tauri();\ntauri_plugin::x();", "tauri"), [1]);
    }
}
