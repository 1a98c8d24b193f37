//! Spans of the keys of a pattern, which let an editor jump from a key to the field of the Rust type.

use crate::tokens::TokenSpans;
use event_pattern_compiler::json::JsonString;
use event_pattern_compiler::pattern::{Condition, Content, Object, Pattern};
use proc_macro2::Span;
use std::collections::HashMap;

/// The compiler's span of the key for each field path; for a repeated path, the span of the first key.
#[derive(Default)]
pub(crate) struct Keys {
    spans: HashMap<Vec<JsonString>, Span>,
}

impl Keys {
    /// Collects the keys of a pattern that was read from tokens. Without `tokens`, the collection is empty.
    pub(crate) fn new(pattern: &Pattern, tokens: Option<&TokenSpans>) -> Self {
        let mut keys = Self::default();
        if let Some(tokens) = tokens {
            keys.add(&pattern.root, &mut Vec::new(), tokens);
        }
        keys
    }

    fn add(&mut self, object: &Object, path: &mut Vec<JsonString>, tokens: &TokenSpans) {
        for condition in &object.conditions {
            match condition {
                Condition::Or(or) => or.branches.iter().for_each(|branch| self.add(branch, path, tokens)),
                Condition::Scope(scope) => scope.patterns.iter().for_each(|pattern| self.add(pattern, path, tokens)),
                Condition::Field(field) => {
                    let depth = path.len();
                    let (span, _) = tokens.first_and_last(field.key_span);
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

    /// Returns the span for the generated code that reads the field at a path.
    pub(super) fn span(&self, path: &[JsonString]) -> Span {
        let located_at = |key: &Span| Span::mixed_site().located_at(*key);
        self.spans.get(path).map_or_else(Span::call_site, located_at)
    }
}
