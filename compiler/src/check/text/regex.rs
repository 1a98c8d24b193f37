//! Regular expressions, which EventBridge does not support.

use super::{Operand, merge_stars};
use crate::diagnostic::{Diagnostic, Lint};
use crate::pattern::Filter;
use crate::pattern::filter::Side;
use std::iter::Peekable;
use std::str::Chars;

/// Maximum number of wildcards that a help contains.
const MAX_WILDCARDS: usize = 8;

/// Reports a string that looks like a regular expression.
pub(super) fn check(operand: &Operand<'_>) -> Option<Diagnostic> {
    let Operand { text, span, filter, .. } = operand;
    if !is_regular_expression(text, filter) {
        return None;
    }
    let what = match filter {
        Filter::Wildcard(_) => "as a wildcard",
        _ => "literally",
    };
    let message = format!("this string looks like a regular expression, but is compared {what}");
    let wildcards: Option<Vec<_>> = operand.siblings().iter().map(wildcards).collect();
    let wildcards: Vec<Vec<Vec<u8>>> = wildcards.unwrap_or_default().into_iter().flatten().collect();
    let help = match wildcards.as_slice() {
        [] => "regular expressions are not supported; use `wildcard`, where `*` matches any number of characters".to_owned(),
        several if several.len() > MAX_WILDCARDS => {
            "regular expressions are not supported; write a `wildcard` for each case, where `*` matches any number of characters".to_owned()
        }
        [only] if only.len() == 2 && only.iter().all(Vec::is_empty) => operand.any_value().to_owned(),
        _ => format!("write {}", operand.with_wildcards(wildcards)),
    };
    Some(Lint::RegularExpression.at(*span, message).with_help(help))
}

/// Whether a string is hardly anything but a regular expression. One strong sign is enough; a weak sign also occurs in
/// other strings, so two different ones are needed.
fn is_regular_expression(text: &str, filter: &Filter) -> bool {
    let is_prefix = matches!(filter, Filter::Affix(affix) if affix.side == Side::Prefix);
    let is_suffix = matches!(filter, Filter::Affix(affix) if affix.side == Side::Suffix);
    let starts = text.len() > 1 && text.starts_with('^');
    let ends = text.len() > 1 && text.ends_with('$');
    let weak = [starts, ends, text.contains(r"\."), text.contains(".+"), text.contains(".*")];
    (starts && is_prefix)
        || (ends && is_suffix)
        || weak.iter().filter(|sign| **sign).count() >= 2
        || has_any_characters(text)
        || has_class(text)
        || has_character_range(text)
        || has_alternation(text)
}

/// Whether a string contains `.*` or `.+` where a dot is unusual: at the start, or after a character that is neither a
/// letter, a digit nor a star.
fn has_any_characters(text: &str) -> bool {
    text.match_indices(".*").chain(text.match_indices(".+")).any(|(start, _)| {
        text[..start].chars().next_back().is_none_or(|before| !before.is_alphanumeric() && !matches!(before, '*' | '.'))
    })
}

/// Whether a string contains a class such as `\d`, repeated or at the end. Paths of Windows contain such a class only
/// before a letter.
fn has_class(text: &str) -> bool {
    ["\\d", "\\w", "\\s", "\\D", "\\W", "\\S"].iter().any(|class| {
        text.match_indices(class).any(|(start, _)| text[start + 2..].starts_with(['+', '*', '{', '?', '$', ')', ']']))
    })
}

/// Whether a string contains a set of characters such as `[0-9]`, `[A-Za-z_]` or `[^/]`.
fn has_character_range(text: &str) -> bool {
    let inner = text.match_indices('[').filter_map(|(start, _)| text[start + 1..].split_once(']'));
    inner.map(|(inner, _)| inner.as_bytes()).any(|inner| matches!(inner, [b'^', _, ..]) || is_character_set(inner))
}

/// Whether the text between brackets consists of one or more ranges, and of characters other than letters and digits.
fn is_character_set(mut inner: &[u8]) -> bool {
    let mut has_range = false;
    loop {
        inner = match inner {
            [low, b'-', high, rest @ ..] if is_range(*low, *high) => {
                has_range = true;
                rest
            }
            [first, rest @ ..] if first.is_ascii_punctuation() => rest,
            rest => return has_range && rest.is_empty(),
        };
    }
}

fn is_range(low: u8, high: u8) -> bool {
    let is_same_kind = (low.is_ascii_digit() && high.is_ascii_digit())
        || (low.is_ascii_lowercase() && high.is_ascii_lowercase())
        || (low.is_ascii_uppercase() && high.is_ascii_uppercase());
    is_same_kind && low < high
}

/// Whether a string contains an alternation such as `(a|b)`, or a group such as `(?:a)`.
fn has_alternation(text: &str) -> bool {
    let is_alternation = |inner: &str| inner.contains('|') && !inner.contains(char::is_whitespace);
    text.contains("(?")
        || text.split('(').skip(1).filter_map(|rest| rest.split_once(')')).any(|(inner, _)| is_alternation(inner))
}

/// Returns the wildcards that match the same strings as a regular expression, or as many as a wildcard can. Each is given
/// as the pieces between its stars. Returns `None` if there are no such wildcards.
fn wildcards(filter: &Filter) -> Option<Vec<Vec<Vec<u8>>>> {
    let text = super::text(filter)?;
    let (is_open_start, is_open_end) = match filter {
        Filter::Affix(affix) => (affix.side == Side::Suffix, affix.side == Side::Prefix),
        _ => (false, false),
    };
    let body = text.strip_prefix('^').unwrap_or(text);
    let (body, is_open_end) = match body.strip_suffix('$') {
        Some(body) => (body, false),
        None => (body, is_open_end),
    };
    let is_open_start = is_open_start && !text.starts_with('^');
    let mut found = alternatives(&mut body.chars().peekable(), false)?;
    for pieces in &mut found {
        if is_open_start {
            pieces.insert(0, Vec::new());
        }
        if is_open_end {
            pieces.push(Vec::new());
        }
        merge_stars(pieces);
    }
    Some(found)
}

/// Reads alternatives, up to the end of the text or of the group.
fn alternatives(rest: &mut Peekable<Chars<'_>>, is_group: bool) -> Option<Vec<Vec<Vec<u8>>>> {
    let mut finished = Vec::new();
    let mut current = vec![vec![Vec::new()]];
    while let Some(character) = rest.next() {
        match character {
            ')' if is_group => {
                finished.append(&mut current);
                return Some(finished);
            }
            '|' => finished.append(&mut std::mem::replace(&mut current, vec![vec![Vec::new()]])),
            '(' => {
                if rest.next_if_eq(&'?').is_some() {
                    rest.next_if_eq(&':')?;
                }
                let inner = alternatives(rest, true)?;
                if is_repeated(rest)? {
                    add_star(&mut current);
                    continue;
                }
                current = current.iter().flat_map(|one| inner.iter().map(move |other| joined(one, other))).collect();
                if current.len() > MAX_WILDCARDS * MAX_WILDCARDS {
                    return None;
                }
            }
            '[' => {
                rest.find(|&character| character == ']')?;
                is_repeated(rest)?;
                add_star(&mut current);
            }
            '.' => {
                if is_repeated(rest)? {
                    add_star(&mut current);
                } else {
                    add_text(&mut current, '.');
                }
            }
            '\\' => match rest.next()? {
                class if class.is_ascii_alphanumeric() => {
                    is_repeated(rest)?;
                    add_star(&mut current);
                }
                escaped => add_text(&mut current, escaped),
            },
            '*' => add_star(&mut current),
            '^' | '$' | '+' | '?' | '{' | '}' | ')' | ']' => return None,
            plain => add_text(&mut current, plain),
        }
    }
    finished.append(&mut current);
    (!is_group).then_some(finished)
}

/// Reads what repeats the preceding part, if anything. Returns `None` if it is malformed.
fn is_repeated(rest: &mut Peekable<Chars<'_>>) -> Option<bool> {
    let is_repeated = match rest.peek() {
        Some('*' | '+' | '?') => {
            rest.next();
            rest.next_if_eq(&'?');
            true
        }
        Some('{') => {
            rest.find(|&character| character == '}')?;
            true
        }
        _ => false,
    };
    Some(is_repeated)
}

fn add_star(alternatives: &mut [Vec<Vec<u8>>]) {
    for pieces in alternatives {
        pieces.push(Vec::new());
    }
}

fn add_text(alternatives: &mut [Vec<Vec<u8>>], character: char) {
    for piece in alternatives.iter_mut().filter_map(|pieces| pieces.last_mut()) {
        piece.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
    }
}

/// Returns the pieces of a wildcard that matches one string after another.
fn joined(one: &[Vec<u8>], other: &[Vec<u8>]) -> Vec<Vec<u8>> {
    let mut pieces = one.to_vec();
    if let (Some(last), Some((first, rest))) = (pieces.last_mut(), other.split_first()) {
        last.extend_from_slice(first);
        pieces.extend_from_slice(rest);
    }
    pieces
}
