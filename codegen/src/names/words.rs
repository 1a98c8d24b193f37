//! Splits a name into words.

/// Words that mix cases, so that the case does not show where they end.
const MIXED_CASE: [&str; 8] = ["KiB", "MiB", "GiB", "TiB", "IPv4", "IPv6", "OAuth", "macOS"];

/// Two words in capitals that AWS writes as one, each with the length of the first.
const COMPOUND: [(&str, usize); 2] = [("TASKSET", 4), ("STRINGSET", 6)];

/// Returns the words of a name in any style, such as `camelCase`, `kebab-case` or `with blanks`.
pub(super) fn of(name: &str) -> Vec<&str> {
    let parts = name.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
    parts.flat_map(split_at_case).collect()
}

/// Splits letters and digits into words by their case.
fn split_at_case(mut rest: &str) -> Vec<&str> {
    let mut words = Vec::new();
    while !rest.is_empty() {
        let (word, after) = rest.split_at(first_word_length(rest));
        words.push(word);
        rest = after;
    }
    words
}

/// Returns the length of the first word in bytes.
fn first_word_length(text: &str) -> usize {
    let is_end = |rest: &str| !rest.starts_with(char::is_lowercase);
    if let Some(word) = MIXED_CASE.iter().find(|word| text.strip_prefix(**word).is_some_and(is_end)) {
        return word.len();
    }
    if let Some((_, length)) = COMPOUND.iter().find(|(word, _)| text == *word) {
        return *length;
    }
    let length_while = |text: &str, accepts: fn(char) -> bool| text.find(|c| !accepts(c)).unwrap_or(text.len());
    let upper = length_while(text, |c| c.is_uppercase() || c.is_numeric());
    let rest = &text[upper..];
    let lower = length_while(rest, |c| !c.is_uppercase());
    let capitals = text[..upper].chars().count();
    let is_plural_acronym = rest.starts_with('s') && is_end(&rest[1..]);
    match text[..upper].char_indices().next_back() {
        // `IDs`
        Some(_) if capitals > 1 && is_plural_acronym => upper + 1,
        // `ARNValue`: the last capital starts the next word.
        Some((last, capital)) if capitals > 1 && lower > 0 && capital.is_uppercase() => last,
        _ => upper + lower,
    }
}
