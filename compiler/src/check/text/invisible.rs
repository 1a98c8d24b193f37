//! Invisible characters, which come with text that was copied from documents and web pages.

use super::Operand;
use crate::diagnostic::{Diagnostic, Lint};
use crate::json::{JsonString, Pasted, pasted};
use crate::pattern::Filter;
use crate::source::Span;

/// Reports a string that contains an invisible character, or a space other than the usual one.
pub(super) fn check(operand: &Operand<'_>) -> Option<Diagnostic> {
    let help = || {
        let string = |text: &str| Filter::String(JsonString::from(text)).to_string();
        let (found, visible) = (string(operand.text), string(&without_invisible(operand.text)));
        format!("write `{}`", operand.filter.to_string().replacen(&found, &visible, 1))
    };
    report("string", operand.text, operand.span, help)
}

/// Reports a key that contains such a character.
pub(super) fn check_key(key: &str, span: Span) -> Option<Diagnostic> {
    report("key", key, span, || format!("did you mean `{}`?", without_invisible(key)))
}

fn report(what: &str, text: &str, span: Span, help: impl FnOnce() -> String) -> Option<Diagnostic> {
    // In text in other scripts, such characters are usual.
    let (invisible, others): (Vec<char>, Vec<char>) = text.chars().partition(|character| is_invisible(*character));
    let first = *invisible.first().filter(|_| others.iter().all(char::is_ascii))?;
    let name = pasted(first)?.name;
    let message = format!("the {what} contains a {name} (U+{:04X}), which cannot be seen", u32::from(first));
    Some(Lint::InvisibleCharacter.at(span, message).with_help(help()))
}

fn is_invisible(character: char) -> bool {
    !character.is_control() && pasted(character).is_some_and(Pasted::is_space)
}

/// Returns the text with spaces in place of similar characters inside it, and without all other invisible characters.
fn without_invisible(text: &str) -> String {
    let replaced = |character| if is_invisible(character) { pasted(character)?.ascii } else { Some(character) };
    text.trim_matches(is_invisible).chars().filter_map(replaced).collect()
}
