//! Formats generated Rust code, by default without the bytes of the tables.

use crate::number::grouped;
use proc_macro2::{Group, Literal, TokenStream, TokenTree};

/// Formats Rust code. Unless `tables` is set, the bytes of each table are replaced with a comment that gives their
/// number.
pub(crate) fn formatted(rust: TokenStream, tables: bool) -> String {
    let mut lengths = Vec::new();
    let rust = if tables { rust } else { without_bytes(rust, &mut lengths) };
    let mut text = match syn::parse2(rust.clone()) {
        Ok(file) => prettyplease::unparse(&file),
        Err(_) => rust.to_string(),
    };
    for (number, length) in lengths.into_iter().enumerate() {
        let note = format!("b\"...\" /* {} bytes; `--tables` shows them */", grouped(length as u64));
        text = text.replace(&format!("b\"{}\"", placeholder(number)), &note);
    }
    text
}

/// Replaces each byte string with a placeholder and adds its length to `lengths`. The comment replaces the placeholder
/// after formatting, because comments are not tokens.
fn without_bytes(tokens: TokenStream, lengths: &mut Vec<usize>) -> TokenStream {
    let mut token = |token: TokenTree| match token {
        TokenTree::Group(group) => Group::new(group.delimiter(), without_bytes(group.stream(), lengths)).into(),
        TokenTree::Literal(literal) => match syn::parse2::<syn::LitByteStr>(TokenTree::from(literal.clone()).into()) {
            Ok(bytes) => {
                lengths.push(bytes.value().len());
                Literal::byte_string(placeholder(lengths.len() - 1).as_bytes()).into()
            }
            Err(_) => literal.into(),
        },
        other => other,
    };
    tokens.into_iter().map(&mut token).collect()
}

fn placeholder(number: usize) -> String {
    format!("tables {number}")
}
