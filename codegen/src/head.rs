//! What stands in front of a rule's pattern, or of the rules of an enum.

use crate::syntax::{Angles, Error, Input, Result, is_group, is_punct};
use proc_macro2::{Delimiter, TokenTree};

/// How many tokens may stand there: several times as many as any signature takes. A type inside a type is read by a call in a call, so
/// without a limit they could nest until the stack is full.
const MOST_TOKENS: usize = 256;

/// Refuses a head that is longer than that.
pub(super) fn refuse_long(input: &Input) -> Result<()> {
    let (mut tokens, mut angles) = (0, Angles::default());
    for token in input.rest() {
        // In angle brackets braces may be a number that a type depends on.
        if is_punct(token, ';') || is_group(token, Delimiter::Brace) && !angles.are_open() {
            break;
        }
        angles.pass(token);
        tokens += tokens_in(token.clone());
        if tokens > MOST_TOKENS {
            let message = format!(
                "more than {MOST_TOKENS} tokens before the pattern\n= help: import the types with `use` and write their short names"
            );
            return Err(Error::new(token.span(), message));
        }
    }
    Ok(())
}

/// How many tokens there are in one, itself included.
fn tokens_in(token: TokenTree) -> usize {
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

    fn is_refused(head: &str) -> bool {
        refuse_long(&Input::new(head.parse().unwrap())).is_err()
    }

    #[test]
    fn what_stands_in_front_of_a_pattern_may_have_256_tokens() {
        let tokens = |count: usize| "a ".repeat(count);
        let many = tokens(300);
        for (head, expected) in [
            (tokens(256), false),
            (tokens(257), true),
            (format!("({})", tokens(256)), true),
            // The pattern itself does not count, nor what stands behind a file's name.
            (format!("fn rule() {{ {many} }}"), false),
            (format!("fn rule() = \"rule.json\"; {many}"), false),
            (format!("fn rule() {many}"), true),
            // Braces in angle brackets are no pattern.
            (format!("A<{{ 1 }}, {many}"), true),
            (format!("A<1> {{ {many} }}"), false),
            (format!("A<1,> {{ {many} }}"), false),
            (format!("A<B<1>> {{ {many} }}"), false),
            (format!("A<fn() -> {{ 1 }}, {many}"), true),
        ] {
            assert_eq!(is_refused(&head), expected, "{head}");
        }
    }
}
