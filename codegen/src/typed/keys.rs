//! Where the keys of a pattern stand, so that an editor gets from a key to the field of the Rust type.

use crate::tokens::Tokens;
use event_pattern_compiler::json::JsonString;
use event_pattern_compiler::pattern::{Condition, Content, Object, Pattern};
use proc_macro2::Span;
use std::collections::HashMap;

/// The compiler's spans of the keys, by the path of the field. The first key counts where there are several.
#[derive(Default)]
pub(crate) struct Keys {
    spans: HashMap<Vec<JsonString>, Span>,
}

impl Keys {
    /// The keys of a pattern that was read from tokens. None if it was not.
    pub(crate) fn of(pattern: &Pattern, tokens: Option<&Tokens>) -> Self {
        let mut keys = Self::default();
        if let Some(tokens) = tokens {
            keys.add(&pattern.root, &mut Vec::new(), tokens);
        }
        keys
    }

    fn add(&mut self, object: &Object, path: &mut Vec<JsonString>, tokens: &Tokens) {
        for condition in &object.conditions {
            match condition {
                Condition::Or(or) => or.branches.iter().for_each(|branch| self.add(branch, path, tokens)),
                Condition::Scope(scope) => scope.patterns.iter().for_each(|pattern| self.add(pattern, path, tokens)),
                Condition::Field(field) => {
                    let depth = path.len();
                    let (span, _) = tokens.ends(field.key_span);
                    for step in field.key.split(b'.') {
                        path.push(step);
                        self.spans.entry(path.clone()).or_insert(span);
                    }
                    if let Content::Object(inner) = &field.content {
                        self.add(inner, path, tokens);
                    }
                    path.truncate(depth);
                }
            }
        }
    }

    /// The span for the code that reads the field at a path.
    pub(super) fn span(&self, path: &[JsonString]) -> Span {
        let here = Span::mixed_site();
        self.spans.get(path).map_or_else(Span::call_site, |key| here.located_at(*key))
    }
}
