//! Checks the limits on the combinations of `$or` branches.

use super::expansion_size::ExpansionSize;
use crate::limits::{MAX_COMBINATIONS, MAX_CONDITIONS};
use crate::pattern::{Condition, Content, Field, Object};
use crate::source::Span;

/// The error for a pattern or a scope whose `$or` branches have too many combinations, or too many conditions in these
/// combinations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TooManyCombinations {
    /// Number of combinations, or `usize::MAX` on overflow.
    pub combinations: usize,
    /// Total number of conditions in all combinations, or `usize::MAX` on overflow.
    pub conditions: usize,
    /// The span of the first `$or` key in that pattern or scope.
    pub span: Span,
}

/// Checks a pattern and each of its scopes.
pub(super) fn check(pattern: &Object) -> Result<(), TooManyCombinations> {
    // Without a `$or`, there is one combination, and the number of conditions is not limited.
    if let Some(span) = first_or(pattern) {
        let ExpansionSize { combinations, conditions } = ExpansionSize::of(pattern);
        if combinations > MAX_COMBINATIONS || conditions > MAX_CONDITIONS {
            return Err(TooManyCombinations { combinations, conditions, span });
        }
    }
    check_scopes(pattern)
}

fn check_scopes(object: &Object) -> Result<(), TooManyCombinations> {
    object.conditions.iter().try_for_each(|condition| match condition {
        Condition::Or(or) => or.branches.iter().try_for_each(check_scopes),
        Condition::Scope(scope) => scope.patterns.iter().try_for_each(check),
        Condition::Field(field) => match &field.content {
            Content::Object(inner) => check_scopes(inner),
            Content::Leaf(_) => Ok(()),
        },
    })
}

/// Returns the span of the first `$or` key outside of scopes. The error underlines this key instead of the whole
/// pattern.
fn first_or(object: &Object) -> Option<Span> {
    object.conditions.iter().find_map(|condition| match condition {
        Condition::Or(or) => Some(or.key_span),
        Condition::Field(Field { content: Content::Object(inner), .. }) => first_or(inner),
        Condition::Field(_) | Condition::Scope(_) => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Diagnostics;
    use crate::json::{Dialect, read as read_json};

    fn read(text: &str) -> Object {
        let value = read_json(text, Dialect::Strict).value.unwrap();
        crate::pattern::read(&value, &mut Diagnostics::new()).unwrap().root
    }

    /// Checks a pattern. Returns an error as the number of combinations and the text that starts at the error's span.
    fn checked(text: &str) -> Result<(), (usize, &str)> {
        check(&read(text)).map_err(|error| (error.combinations, &text[error.span.start..]))
    }

    fn choices(count: usize) -> String {
        let choice = r#"{"$or":[{"a":[1]},{"b":[1]}]}"#;
        let members: Vec<String> = (0..count).map(|number| format!("\"k{number}\":{choice}")).collect();
        format!("{{{}}}", members.join(","))
    }

    /// Returns a pattern that has `outside` conditions next to a `$or` with `branches` branches of one condition each.
    fn or_with_siblings(outside: usize, branches: usize) -> String {
        let branches: Vec<String> = (0..branches).map(|number| format!("{{\"b{number}\":[1]}}")).collect();
        let choice = format!("\"$or\":[{}]", branches.join(","));
        let outside = (0..outside).map(|number| format!("\"k{number}\":[1]"));
        format!("{{{}}}", outside.chain([choice]).collect::<Vec<_>>().join(","))
    }

    #[test]
    fn combinations_are_counted_before_they_are_built() {
        let text = choices(200);
        assert_eq!(checked(&text), Err((usize::MAX, &text[7..])));
    }

    #[test]
    fn conditions_are_counted_before_they_are_combined() {
        let text = or_with_siblings(300, 700);
        assert_eq!(ExpansionSize::of(&read(&text)), ExpansionSize { combinations: 700, conditions: 700 * 301 });
        assert!(checked(&text).is_err());
    }

    #[test]
    fn the_limits_are_inclusive() {
        for (text, allowed) in [
            (or_with_siblings(0, MAX_COMBINATIONS), true),
            (or_with_siblings(0, MAX_COMBINATIONS + 1), false),
            (or_with_siblings(MAX_CONDITIONS / 800 - 1, 800), true),
            (or_with_siblings(MAX_CONDITIONS / 800, 800), false),
        ] {
            assert_eq!(checked(&text).is_ok(), allowed, "{text:.80}");
        }
    }

    #[test]
    fn conditions_without_or_are_not_limited() {
        let leaf = read(r#"{"a":[1]}"#).conditions.remove(0);
        let pattern = Object { span: Span::new(0, 1), conditions: vec![leaf; MAX_CONDITIONS + 1] };
        assert_eq!(check(&pattern), Ok(()));
    }

    #[test]
    fn combinations_in_scopes_are_counted_separately() {
        assert_eq!(checked(&format!(r#"{{"a":{{"$any":{0}}},"b":{{"$any":{0}}}}}"#, choices(9))), Ok(()));
        let text = format!(r#"{{"$or":[{{"a":[1]}},{{"b":[1]}}],"c":{{"$any":{}}}}}"#, choices(10));
        let Err((1024, rest)) = checked(&text) else { panic!() };
        assert!(text.ends_with(rest) && text.len() - rest.len() > 30, "{rest}");
    }
}
