//! Writes a JSON tree as text.

use super::{Member, Value, ValueKind};

impl Value {
    /// Returns the value as JSON on one line without whitespace, with members in source order. A value
    /// that is only known when it is deployed is written as `…`.
    ///
    /// ```
    /// use event_pattern_compiler::json::{Dialect, read};
    ///
    /// let value = read("{ \"a\": [ 1.50, \"\\u00e9\" ], }", Dialect::Relaxed).value.unwrap();
    /// assert_eq!(value.to_json(), r#"{"a":[1.50,"é"]}"#);
    /// ```
    #[must_use]
    pub fn to_json(&self) -> String {
        match &self.kind {
            ValueKind::Null => "null".to_owned(),
            ValueKind::Boolean(value) => value.to_string(),
            ValueKind::Number(number) => number.to_string(),
            ValueKind::String(text) => text.to_json(),
            ValueKind::Array(elements) => {
                let elements: Vec<String> = elements.iter().map(Self::to_json).collect();
                format!("[{}]", elements.join(","))
            }
            ValueKind::Object(members) => {
                let member = |member: &Member| format!("{}:{}", member.key.to_json(), member.value.to_json());
                let members: Vec<String> = members.iter().map(member).collect();
                format!("{{{}}}", members.join(","))
            }
            ValueKind::Unknown => "…".to_owned(),
        }
    }

    /// Returns the value as indented JSON: one member per line, with each list on one line if it fits. Lines after the
    /// first start with at least `indent` spaces.
    ///
    /// ```
    /// use event_pattern_compiler::json::{Dialect, read};
    ///
    /// let value = read(r#"{"a":{"b":[1,{"prefix":"x"}]},"c":[2]}"#, Dialect::Strict).value.unwrap();
    /// assert_eq!(
    ///     value.to_pretty_json(0),
    ///     "{\n  \"a\": {\n    \"b\": [1, {\"prefix\": \"x\"}]\n  },\n  \"c\": [2]\n}"
    /// );
    /// ```
    #[must_use]
    pub fn to_pretty_json(&self, indent: usize) -> String {
        let lines = |open: char, parts: Vec<String>, close: char| {
            let margin = " ".repeat(indent);
            format!("{open}\n{margin}  {}\n{margin}{close}", parts.join(&format!(",\n{margin}  ")))
        };
        match &self.kind {
            ValueKind::Object(members) if !members.is_empty() => {
                let member =
                    |member: &Member| format!("{}: {}", member.key.to_json(), member.value.to_pretty_json(indent + 2));
                lines('{', members.iter().map(member).collect(), '}')
            }
            ValueKind::Array(elements) if indent + self.to_line().chars().count() > MAX_LIST_LINE_CHARS => {
                lines('[', elements.iter().map(|element| element.to_pretty_json(indent + 2)).collect(), ']')
            }
            _ => self.to_line(),
        }
    }

    /// Returns the value on one line, with a space after each comma and colon.
    pub(crate) fn to_line(&self) -> String {
        match &self.kind {
            ValueKind::Array(elements) => {
                let elements: Vec<String> = elements.iter().map(Self::to_line).collect();
                format!("[{}]", elements.join(", "))
            }
            ValueKind::Object(members) => {
                let member = |member: &Member| format!("{}: {}", member.key.to_json(), member.value.to_line());
                let members: Vec<String> = members.iter().map(member).collect();
                format!("{{{}}}", members.join(", "))
            }
            _ => self.to_json(),
        }
    }
}

/// Maximum length of a line that contains a whole list, including the indentation.
const MAX_LIST_LINE_CHARS: usize = 100;

#[cfg(test)]
mod tests {
    use crate::json::{Dialect, read};

    fn pretty(text: &str, indent: usize) -> String {
        read(text, Dialect::Strict).value.unwrap().to_pretty_json(indent)
    }

    #[test]
    fn a_list_that_fits_is_on_one_line() {
        for (indent, letters, lines) in [(0, 96, 1), (0, 97, 3), (4, 92, 1), (4, 93, 3)] {
            let text = format!("[\"{}\"]", "x".repeat(letters));
            assert_eq!(pretty(&text, indent).lines().count(), lines, "{indent} {letters}");
        }
    }

    #[test]
    fn each_level_is_indented_by_two_spaces() {
        let long = "x".repeat(90);
        assert_eq!(
            pretty(&format!(r#"{{"a":{{"b":[["{long}"],{{}},[]]}},"c":{{}}}}"#), 2),
            format!(
                "{{\n    \"a\": {{\n      \"b\": [\n        [\n          \"{long}\"\n        ],\n        {{}},\n        []\n      ]\n    }},\n    \
                 \"c\": {{}}\n  }}"
            )
        );
    }
}
