//! A tree back to JSON text.

use super::{Value, ValueKind};

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
                let member = |member: &super::Member| format!("{}:{}", member.key.to_json(), member.value.to_json());
                let members: Vec<String> = members.iter().map(member).collect();
                format!("{{{}}}", members.join(","))
            }
        }
    }
}
