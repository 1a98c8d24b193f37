//! Reports keys in the syntax of other query languages. EventBridge reads them as names of fields, which no event has.

use crate::diagnostic::{Diagnostics, Lint};
use crate::pattern::{Condition, Content, Field, OR_KEY, Object, foreign_path, operator};

/// Checks the keys of an object and of the objects inside it.
pub(super) fn check(object: &Object, diagnostics: &mut Diagnostics) {
    for condition in &object.conditions {
        match condition {
            Condition::Or(or) => or.branches.iter().for_each(|branch| check(branch, diagnostics)),
            Condition::Scope(scope) => scope.patterns.iter().for_each(|pattern| check(pattern, diagnostics)),
            Condition::Field(field) => {
                check_key(field, diagnostics);
                if let Content::Object(inner) = &field.content {
                    check(inner, diagnostics);
                }
            }
        }
    }
}

fn check_key(field: &Field, diagnostics: &mut Diagnostics) {
    let Some(key) = field.key.as_str() else { return };
    let placeholder = if matches!(field.content, Content::Object(_)) { "{…}" } else { "[…]" };
    let (message, help) = if let Some(path) = foreign_path::recognize(key) {
        let message = format!("patterns do not have {}, so `{key}` is read as the name of a field", path.syntax);
        let has_index = key.contains(['[', '*']);
        let reason = if has_index { "; every element of an array is searched" } else { "" };
        (message, format!("write `{}`{reason}", path.nested(placeholder)))
    } else if let Some(help) = operator::hint(key).filter(|_| key.starts_with('$')) {
        (format!("`{key}` is not an operator of patterns"), help)
    } else if let (OR_KEY, Content::Object(inner)) = (key, &field.content) {
        if inner.conditions.is_empty() {
            return;
        }
        let fields = inner.conditions.iter().filter_map(|condition| match condition {
            Condition::Field(Field { key, content: Content::Leaf(_), .. }) => {
                Some(format!("{{{}: […]}}", key.to_json()))
            }
            Condition::Field(Field { key, .. }) => Some(format!("{{{}: {{…}}}}", key.to_json())),
            Condition::Or(_) | Condition::Scope(_) => None,
        });
        let branches: Vec<String> = fields.collect();
        let message = "`$or` is read as the name of a field here, because its value is an object".to_owned();
        match branches.len() {
            0 | 1 => (message, operator::OR_HELP.to_owned()),
            _ => {
                (message, format!("write each condition as a pattern in a list: `\"$or\": [{}]`", branches.join(", ")))
            }
        }
    } else {
        return;
    };
    diagnostics.push(Lint::UnknownField.at(field.key_span, message).with_help(help));
}
