//! The key `$schema` of a pattern file, which names a JSON Schema of patterns for editors.
//!
//! EventBridge would read the key as a field, and reject the pattern because the value is not a list. So the key is
//! allowed only in files that are not deployed as they are, which are in the relaxed dialect.

use crate::json::{Dialect, Member, Value, ValueKind};

/// The key of a pattern file whose value is the path or the URL of a JSON Schema.
pub const SCHEMA_KEY: &str = "$schema";

/// Whether a pattern file names its JSON Schema.
#[must_use]
pub fn has_schema_key(pattern: &Value) -> bool {
    matches!(&pattern.kind, ValueKind::Object(members) if members.iter().any(names_schema))
}

/// Returns the pattern of a file without the name of its JSON Schema. In the strict dialect, the pattern is unchanged.
#[must_use]
pub fn without_schema_key(mut pattern: Value, dialect: Dialect) -> Value {
    if let (ValueKind::Object(members), Dialect::Relaxed) = (&mut pattern.kind, dialect) {
        members.retain(|member| !names_schema(member));
    }
    pattern
}

/// Whether a member names a JSON Schema. With a list as its value, the key is that of a field.
fn names_schema(member: &Member) -> bool {
    member.key.as_str() == Some(SCHEMA_KEY) && matches!(member.value.kind, ValueKind::String(_))
}
