//! Stars that are compared literally.

use super::{Operand, merge_stars};
use crate::diagnostic::{Diagnostic, Lint};
use crate::pattern::Filter;
use crate::pattern::filter::Side;

/// Reports a star in a string that is not a `wildcard`.
pub(super) fn check(operand: &Operand<'_>) -> Option<Diagnostic> {
    let Operand { span, filter, .. } = operand;
    if !has_star(filter) {
        return None;
    }
    let place = match filter {
        Filter::Affix(affix) => format!(" in `{}`", affix.side.name()),
        Filter::EqualsIgnoreCase(_) => " in `equals-ignore-case`".to_owned(),
        _ => String::new(),
    };
    let message = format!("`*`{place} is compared literally");
    let wildcards: Vec<Vec<Vec<u8>>> = operand.siblings().iter().map(pieces).collect();
    let help = if wildcards.iter().any(|pieces| pieces.len() == 2 && pieces.iter().all(Vec::is_empty)) {
        operand.any_value().to_owned()
    } else {
        let case = if filter.ignores_case() { "; a wildcard compares upper and lower case" } else { "" };
        format!("to match any characters, write {}{case}", operand.with_wildcards(wildcards))
    };
    Some(Lint::LiteralStar.at(*span, message).with_help(help))
}

/// Whether a filter compares a star literally that looks like a wildcard.
pub(in crate::check) fn has_star(filter: &Filter) -> bool {
    !matches!(filter, Filter::Wildcard(_)) && super::text(filter).is_some_and(has_wildcard_star)
}

/// Whether a string contains a star that looks like a wildcard. Stars are data in masked values (`***`), in media types
/// (`text/*`), at the end of the ARN of a log group, and in text and schedules, where they are separated by blanks.
fn has_wildcard_star(text: &str) -> bool {
    let count = text.matches('*').count();
    let is_media_range = text.strip_suffix("/*").is_some_and(|kind| MEDIA_TYPES.contains(&kind));
    let is_log_group = text.contains(":log-group:") && text.ends_with(":*") && count == 1;
    let is_escaped = text.match_indices('*').all(|(start, _)| text[..start].ends_with('\\'));
    if text.contains("***") || is_media_range || is_log_group || is_escaped {
        return false;
    }
    // Schedules contain words in upper case, but start with a number or a star.
    let starts_with_letter = text.starts_with(char::is_alphabetic);
    let is_at_end = text.starts_with('*') || text.ends_with('*');
    !text.contains(char::is_whitespace)
        || (count == 1 && is_at_end && (starts_with_letter || text.contains(|letter: char| letter.is_lowercase())))
}

/// The media types, and a star for any of them.
const MEDIA_TYPES: [&str; 9] = ["*", "application", "audio", "font", "image", "model", "multipart", "text", "video"];

/// Returns the strings between the stars of the wildcard that is meant.
pub(in crate::check) fn pieces(filter: &Filter) -> Vec<Vec<u8>> {
    if let Filter::Wildcard(wildcard) = filter {
        return wildcard.pieces.clone();
    }
    let text = super::text(filter).unwrap_or_default();
    let starred = match filter {
        Filter::Affix(affix) if affix.side == Side::Prefix => format!("{text}*"),
        Filter::Affix(_) => format!("*{text}"),
        _ => text.to_owned(),
    };
    let mut pieces: Vec<Vec<u8>> = starred.split('*').map(|piece| piece.as_bytes().to_vec()).collect();
    merge_stars(&mut pieces);
    pieces
}
