//! How many ways there are to combine `$or` branches.

use crate::pattern::{Condition, Content, Field, Object};
use crate::source::Span;

/// How many combinations of `$or` branches the service takes. A scope's own are counted apart.
pub const MOST_COMBINATIONS: usize = 1000;

/// Why a pattern has no rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TooManyCombinations {
    /// How many there are; saturated.
    pub combinations: usize,
    /// The first `$or` of the pattern that has them, which may be the one of a scope.
    pub place: Option<Span>,
}

/// Whether there are few enough, in a pattern and in each of its scopes.
pub(super) fn check(pattern: &Object) -> Result<(), TooManyCombinations> {
    let combinations = count(pattern);
    if combinations > MOST_COMBINATIONS {
        return Err(TooManyCombinations { combinations, place: first_or(pattern) });
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

/// The first `$or` outside of scopes: an underline below a whole pattern says nothing.
fn first_or(object: &Object) -> Option<Span> {
    object.conditions.iter().find_map(|condition| match condition {
        Condition::Or(or) => Some(or.key_span),
        Condition::Field(Field { content: Content::Object(inner), .. }) => first_or(inner),
        Condition::Field(_) | Condition::Scope(_) => None,
    })
}

fn count(object: &Object) -> usize {
    object.conditions.iter().fold(1, |product: usize, condition| {
        product.saturating_mul(match condition {
            Condition::Or(or) => or.branches.iter().map(count).fold(0, usize::saturating_add),
            Condition::Scope(_) => 1,
            Condition::Field(field) => match &field.content {
                Content::Object(inner) => count(inner),
                Content::Leaf(_) => 1,
            },
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Diagnostics;
    use crate::json::{Dialect, read as read_json};

    /// How many combinations are too many, and the text from the place on that is told.
    fn checked(text: &str) -> Result<(), (usize, &str)> {
        let value = read_json(text, Dialect::Strict).value.unwrap();
        let checked = check(&crate::pattern::read(&value, &mut Diagnostics::new()).unwrap().root);
        checked.map_err(|error| (error.combinations, &text[error.place.unwrap().start..]))
    }

    fn choices(count: usize) -> String {
        let choice = r#"{"$or":[{"a":[1]},{"b":[1]}]}"#;
        let members: Vec<String> = (0..count).map(|number| format!("\"k{number}\":{choice}")).collect();
        format!("{{{}}}", members.join(","))
    }

    #[test]
    fn combinations_are_counted_before_they_are_made() {
        let text = choices(200);
        assert_eq!(checked(&text), Err((usize::MAX, &text[7..])));
    }

    #[test]
    fn those_of_a_scope_are_counted_apart() {
        assert_eq!(checked(&format!(r#"{{"a":{{"$any":{0}}},"b":{{"$any":{0}}}}}"#, choices(9))), Ok(()));
        let text = format!(r#"{{"$or":[{{"a":[1]}},{{"b":[1]}}],"c":{{"$any":{}}}}}"#, choices(10));
        let Err((1024, place)) = checked(&text) else { panic!() };
        assert!(text.ends_with(place) && text.len() - place.len() > 30, "{place}");
    }
}
