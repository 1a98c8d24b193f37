//! A tree back to JSON text.

use super::{Member, Value, ValueKind};

impl Value {
    /// The value as JSON text on one line without white space, members in the order of the source.
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
        }
    }

    /// The value as JSON text for people: a member a line, lists on one line where they fit. Lines after the first start
    /// with `indent` spaces.
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
            ValueKind::Array(elements) if indent + self.to_line().chars().count() > WIDEST => {
                lines('[', elements.iter().map(|element| element.to_pretty_json(indent + 2)).collect(), ']')
            }
            _ => self.to_line(),
        }
    }

    /// The value on one line, with white space where people put it.
    fn to_line(&self) -> String {
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

/// The widest line that a list is written on.
const WIDEST: usize = 100;

#[cfg(test)]
mod tests {
    use crate::json::{Dialect, read};

    fn pretty(text: &str, indent: usize) -> String {
        read(text, Dialect::Strict).value.unwrap().to_pretty_json(indent)
    }

    #[test]
    fn a_list_is_on_one_line_where_it_fits() {
        for (indent, letters, lines) in [(0, 96, 1), (0, 97, 3), (4, 92, 1), (4, 93, 3)] {
            let text = format!("[\"{}\"]", "x".repeat(letters));
            assert_eq!(pretty(&text, indent).lines().count(), lines, "{indent} {letters}");
        }
    }

    #[test]
    fn each_level_is_indented_by_two() {
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
