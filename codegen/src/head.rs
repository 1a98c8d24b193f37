//! The head of an item: everything before the pattern of a function, or before the rules of an enum.

use crate::syntax::{AngleBrackets, Error, Input, Result, is_group, is_punct};
use proc_macro2::{Delimiter, TokenTree};

/// Maximum number of tokens in a head, which is several times the number that a signature needs. Types are read
/// recursively, so deeply nested types would otherwise overflow the stack.
const MAX_HEAD_TOKENS: usize = 256;

/// Returns an error if the head has more than [`MAX_HEAD_TOKENS`] tokens.
pub(super) fn check_length(input: &Input) -> Result<()> {
    let (mut tokens, mut angles) = (0, AngleBrackets::default());
    for token in input.rest() {
        // Braces in angle brackets are a const argument.
        if is_punct(token, ';') || is_group(token, Delimiter::Brace) && !angles.are_open() {
            break;
        }
        angles.advance(token);
        tokens += count_tokens(token.clone());
        if tokens > MAX_HEAD_TOKENS {
            let message = format!(
                "more than {MAX_HEAD_TOKENS} tokens before the pattern\n= help: import the types with `use` and write their short names"
            );
            return Err(Error::new(token.span(), message));
        }
    }
    Ok(())
}

/// Returns the number of tokens in a token tree.
fn count_tokens(token: TokenTree) -> usize {
    let (mut open, mut count) = (vec![token], 0);
    while let Some(token) = open.pop() {
        count += 1;
        if let TokenTree::Group(group) = token {
            open.extend(group.stream());
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_rejected(head: &str) -> bool {
        check_length(&Input::new(head.parse().unwrap())).is_err()
    }

    #[test]
    fn a_head_has_at_most_256_tokens() {
        let tokens = |count: usize| "a ".repeat(count);
        let many = tokens(300);
        for (head, expected) in [
            (tokens(256), false),
            (tokens(257), true),
            (format!("({})", tokens(256)), true),
            // Tokens in the pattern or after the path of a file are not counted.
            (format!("fn rule() {{ {many} }}"), false),
            (format!("fn rule() = \"rule.json\"; {many}"), false),
            (format!("fn rule() {many}"), true),
            // Braces in angle brackets are not a pattern.
            (format!("A<{{ 1 }}, {many}"), true),
            (format!("A<1> {{ {many} }}"), false),
            (format!("A<1,> {{ {many} }}"), false),
            (format!("A<B<1>> {{ {many} }}"), false),
            (format!("A<fn() -> {{ 1 }}, {many}"), true),
        ] {
            assert_eq!(is_rejected(&head), expected, "{head}");
        }
    }
}
