//! What stands in front of a rule's pattern, or of the rules of an enum.

use proc_macro2::{Delimiter, TokenTree};
use syn::parse::ParseStream;

/// How many tokens may stand there: several times as many as any signature takes. A type inside a type is read by a call in a call, so
/// without a limit they could nest until the stack is full.
const MOST_TOKENS: usize = 256;

/// Refuses a head that is longer than that.
pub(super) fn refuse_long(input: ParseStream<'_>) -> syn::Result<()> {
    let (mut rest, mut tokens, mut angles) = (input.cursor(), 0, 0_usize);
    let mut is_behind_minus = false;
    while let Some((token, behind)) = rest.token_tree() {
        let mut is_minus = false;
        match &token {
            // In angle brackets it may be a number that a type depends on.
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace && angles == 0 => break,
            TokenTree::Punct(punct) => match punct.as_char() {
                ';' => break,
                '<' => angles += 1,
                '>' if !is_behind_minus => angles = angles.saturating_sub(1),
                punct => is_minus = punct == '-',
            },
            _ => {}
        }
        is_behind_minus = is_minus;
        let span = token.span();
        tokens += tokens_in(token);
        if tokens > MOST_TOKENS {
            let message = format!(
                "what stands in front of the pattern is too long: it has more than {MOST_TOKENS} tokens\n= help: give the \
                 event's type a shorter name with `type`, or `use` it"
            );
            return Err(syn::Error::new(span, message));
        }
        rest = behind;
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
    use proc_macro2::TokenStream;
    use syn::parse::Parser as _;

    fn is_refused(head: &str) -> bool {
        let read = |input: ParseStream<'_>| {
            let is_refused = refuse_long(input).is_err();
            input.parse::<TokenStream>()?;
            Ok(is_refused)
        };
        read.parse_str(head).unwrap()
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
