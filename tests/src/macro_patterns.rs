//! The calls of the macros in Rust files, and the patterns in them.

use proc_macro2::{Delimiter, Group, Literal, TokenStream, TokenTree};
use std::fs;
use std::path::{Path, PathBuf};

/// Returns the content of the calls of a macro in a file.
#[must_use]
pub fn calls(tokens: TokenStream, name: &str) -> Vec<TokenStream> {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let nested = tokens.iter().filter_map(|token| match token {
        TokenTree::Group(group) => Some(calls(group.stream(), name)),
        _ => None,
    });
    let direct = tokens.windows(3).filter_map(|tokens| match tokens {
        [TokenTree::Ident(called), TokenTree::Punct(_), TokenTree::Group(group)] if called == name => {
            Some(group.stream())
        }
        _ => None,
    });
    direct.chain(nested.flatten()).collect()
}

/// A pattern in a macro call, or in a file that a macro call names.
#[derive(Debug, Clone)]
pub struct MacroPattern {
    /// The file with the macro call.
    pub file: PathBuf,
    /// The pattern as it is written. It may have comments and trailing commas.
    pub text: String,
    /// The name of the event type in the signature of the function or of the enum, if there is one.
    pub event_type: Option<String>,
}

/// Returns the patterns in the macro calls of a Rust file. Patterns in files that do not exist are left out.
///
/// # Panics
/// Panics if the file is not the source code of a program.
#[must_use]
pub fn macro_patterns(file: &Path) -> Vec<MacroPattern> {
    let code: TokenStream = fs::read_to_string(file).unwrap().parse().unwrap();
    let mut found = Vec::new();
    for call in calls(code.clone(), "event_pattern").into_iter().chain(calls(code, "event_patterns")) {
        let tokens: Vec<TokenTree> = call.into_iter().collect();
        let mut rest = tokens.as_slice();
        while let Some((token, after)) = rest.split_first() {
            rest = after;
            let TokenTree::Ident(keyword) = token else { continue };
            if keyword == "fn" {
                let end = after.iter().position(is_body).map_or(after.len(), |index| index + 1);
                let (rule, next) = after.split_at(end);
                found.extend(pattern(file, rule, event_type(rule)));
                rest = next;
            } else if keyword == "enum" {
                let end = after.iter().position(is_braces).map_or(after.len(), |index| index + 1);
                let (head, next) = after.split_at(end);
                if let Some(TokenTree::Group(variants)) = head.last() {
                    found.extend(patterns_of_variants(file, variants, event_type(head).as_ref()));
                }
                rest = next;
            }
        }
    }
    found
}

fn patterns_of_variants(file: &Path, variants: &Group, event_type: Option<&String>) -> Vec<MacroPattern> {
    let tokens: Vec<TokenTree> = variants.stream().into_iter().collect();
    let bodies = (1..=tokens.len()).filter(|&end| is_body(&tokens[end - 1]));
    bodies.filter_map(|end| pattern(file, &tokens[..end], event_type.cloned())).collect()
}

/// Whether a token is the body of a rule: braces, or a literal.
fn is_body(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Literal(_)) || is_braces(token)
}

fn is_braces(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace)
}

/// Returns the pattern whose body is the last token.
fn pattern(file: &Path, rule: &[TokenTree], event_type: Option<String>) -> Option<MacroPattern> {
    let text = match rule.last()? {
        TokenTree::Group(group) => {
            let tokens: Vec<TokenTree> = group.stream().into_iter().collect();
            match tokens.as_slice() {
                [TokenTree::Literal(literal)] => raw_string(literal)?,
                _ => group.span().source_text()?,
            }
        }
        TokenTree::Literal(literal) => raw_string(literal).or_else(|| {
            let path = literal.to_string();
            fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path.trim_matches('"'))).ok()
        })?,
        _ => return None,
    };
    Some(MacroPattern { file: file.to_owned(), text, event_type })
}

/// Returns the value of a raw string.
fn raw_string(literal: &Literal) -> Option<String> {
    let text = literal.to_string();
    let inner = text.strip_prefix('r')?.trim_matches('#');
    Some(inner.strip_prefix('"')?.strip_suffix('"')?.to_owned())
}

/// Returns the last name between the angle brackets after `Event`.
fn event_type(tokens: &[TokenTree]) -> Option<String> {
    let mut flat = Vec::new();
    for token in tokens {
        match token {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis => flat.extend(group.stream()),
            other => flat.push(other.clone()),
        }
    }
    let start = flat.iter().position(|token| token.to_string() == "Event")?;
    let arguments = flat[start..].iter().take_while(|token| token.to_string() != ">");
    let names = arguments.filter(|token| matches!(token, TokenTree::Ident(_)));
    names.skip(1).last().map(ToString::to_string)
}
