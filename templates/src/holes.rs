//! Finds the parts of a string that are only known at deployment.

use crate::text::Text;
use event_pattern_compiler::json::JsonString;
use event_pattern_compiler::source::Span;
use std::ops::Range;

/// Which parts of strings are only known at deployment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Holes {
    /// None: the strings are as they are deployed.
    None,
    /// Dynamic references of CloudFormation: `{{resolve:ssm:name}}`.
    References,
    /// `${X}` in the argument of `Fn::Sub`, and dynamic references. `${!X}` is `${X}`.
    Sub,
    /// `${X}` in a configuration of the Serverless Framework.
    Serverless,
    /// `${X}` in a program of Pulumi, or in a file that Terraform reads as a template. `$${X}` is `${X}`.
    Pulumi,
}

/// A part of a string that is replaced.
enum Replaced {
    /// A part that is only known at deployment.
    Hole(Range<usize>),
    /// A character that only escapes the text after it.
    Escape(Range<usize>),
}

impl Holes {
    /// Returns the text with holes.
    pub(crate) fn cut(self, text: Text) -> Text {
        let replaced = self.find(text.as_str());
        if replaced.is_empty() {
            return text;
        }
        let (mut cut, mut position) = (Text::default(), 0);
        for part in replaced {
            let (Replaced::Hole(range) | Replaced::Escape(range)) = &part;
            cut.push_part(&text, position..range.start);
            if let Replaced::Hole(range) = &part {
                cut.push_hole(text.place(Span::new(range.start, range.end)));
            }
            position = range.end;
        }
        cut.push_part(&text, position..text.as_str().len());
        cut
    }

    /// Returns a string as it is deployed, or `None` if a part of it is only known at deployment.
    pub(crate) fn resolve(self, string: &JsonString) -> Option<JsonString> {
        let Some(text) = string.as_str().filter(|_| self != Self::None) else { return Some(string.clone()) };
        let replaced = self.find(text);
        if replaced.is_empty() {
            return Some(string.clone());
        }
        let (mut resolved, mut position) = (String::with_capacity(text.len()), 0);
        for part in replaced {
            let Replaced::Escape(range) = part else { return None };
            resolved.push_str(&text[position..range.start]);
            position = range.end;
        }
        resolved.push_str(&text[position..]);
        Some(JsonString::from(resolved.as_str()))
    }

    /// Returns the parts that are replaced, in source order.
    fn find(self, text: &str) -> Vec<Replaced> {
        let is_relevant = match self {
            Self::None => false,
            Self::References => text.contains("{{resolve:"),
            Self::Sub => text.contains("${") || text.contains("{{resolve:"),
            Self::Serverless | Self::Pulumi => text.contains("${"),
        };
        if !is_relevant {
            return Vec::new();
        }
        let mut found: Vec<Replaced> = Vec::new();
        // The starts of the interpolations around the position. They can be nested.
        let mut open: Vec<usize> = Vec::new();
        let mut position = 0;
        while let Some(offset) = text[position..].find(['$', '{', '}']) {
            let start = position + offset;
            let rest = &text[start..];
            position = start + 1;
            let escape = match self {
                Self::Sub => rest.starts_with("${!").then_some(start + 2..start + 3),
                Self::Pulumi => rest.starts_with("$${").then_some(start..start + 1),
                _ => None,
            };
            if let Some(escape) = escape.filter(|_| open.is_empty()) {
                found.push(Replaced::Escape(escape));
                position = start + 3;
            } else if rest.starts_with("${") && self != Self::References {
                open.push(start);
                position = start + 2;
            } else if rest.starts_with("{{resolve:") && matches!(self, Self::Sub | Self::References) {
                let end = rest.find("}}").map(|length| start + length + 2);
                // Without an end, there are no further references either.
                let Some(end) = end else { break };
                found.push(Replaced::Hole(start..end));
                position = end;
            } else if rest.starts_with('}') {
                let Some(outer) = open.pop() else { continue };
                while found.last().is_some_and(|part| part.start() > outer) {
                    found.pop();
                }
                found.push(Replaced::Hole(outer..position));
            } else if rest.starts_with('{') {
                // Braces in an interpolation are not names: the `$` before it is a character like others.
                open.clear();
            }
        }
        found
    }
}

impl Replaced {
    fn start(&self) -> usize {
        let (Self::Hole(range) | Self::Escape(range)) = self;
        range.start
    }
}
