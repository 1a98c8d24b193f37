//! Patterns and sets of rules, which are compiled once.

use datafusion::common::{DataFusionError, Result, plan_datafusion_err};
use event_pattern::{Diagnostics, Pattern, RuleSet, Severity};
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

/// Maximum number of texts that a session keeps compiled.
const MAX_CACHED: usize = 256;

/// Something that is compiled from the text in an argument of a function.
pub(crate) trait Compile: Sized {
    fn compile(text: &str) -> Result<Self>;

    /// Returns what the macro reports for the patterns. `None` if there is nothing.
    fn findings(&self) -> Option<Findings>;
}

/// Errors and warnings about patterns that are valid.
#[derive(Clone)]
pub(crate) struct Findings {
    /// Whether one of them is an error.
    pub(crate) has_error: bool,
    pub(crate) text: String,
}

impl Findings {
    fn of(diagnostics: &Diagnostics) -> Option<Self> {
        let has_error = diagnostics.iter().any(|diagnostic| diagnostic.severity() == Severity::Error);
        (!diagnostics.is_empty()).then(|| Self { has_error, text: diagnostics.to_string() })
    }
}

impl Compile for Pattern {
    fn compile(text: &str) -> Result<Self> {
        Self::parse(text).map_err(|error| plan_datafusion_err!("the pattern is invalid\n{error}"))
    }

    fn findings(&self) -> Option<Findings> {
        Findings::of(&self.warnings())
    }
}

impl Compile for RuleSet {
    /// Compiles a JSON object that has a member for each rule: its name, and its pattern.
    fn compile(text: &str) -> Result<Self> {
        let rules = read_rules(text).map_err(|error| {
            plan_datafusion_err!(
                "the rules are invalid: {error}\n  = help: write a JSON object with the name and the pattern of each \
                 rule: {{\"failed\": {{\"detail\": {{\"exitCode\": [1]}}}}}}"
            )
        })?;
        let mut set = Self::builder();
        for (name, pattern) in rules {
            set.add(name, pattern.get()).map_err(|error| plan_datafusion_err!("{error}"))?;
        }
        Ok(set.build())
    }

    fn findings(&self) -> Option<Findings> {
        let rules = self.names().filter_map(|name| Some((name, Findings::of(&self.warnings(name)?)?)));
        let (mut has_error, mut texts) = (false, Vec::new());
        for (name, findings) in rules {
            has_error |= findings.has_error;
            texts.push(format!("rule `{name}`:\n{}", findings.text));
        }
        (!texts.is_empty()).then(|| Findings { has_error, text: texts.join("\n\n") })
    }
}

/// Reads the members of a JSON object in their order. A map would hide repeated names.
fn read_rules(text: &str) -> serde_json::Result<Vec<(String, Box<RawValue>)>> {
    struct Rules;

    impl<'de> Visitor<'de> for Rules {
        type Value = Vec<(String, Box<RawValue>)>;

        fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
            formatter.write_str("a JSON object of rules")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut rules = Vec::new();
            while let Some(rule) = map.next_entry()? {
                rules.push(rule);
            }
            Ok(rules)
        }
    }

    let mut reader = serde_json::Deserializer::from_str(text);
    let rules = reader.deserialize_map(Rules)?;
    reader.end()?;
    Ok(rules)
}

/// The compiled form of the texts that were used last.
pub(crate) struct Cache<T>(Mutex<HashMap<Box<str>, Arc<T>>>);

impl<T> Default for Cache<T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<T: Compile> Cache<T> {
    /// Returns the compiled form of a text.
    pub(crate) fn get(&self, text: &str) -> Result<Arc<T>, DataFusionError> {
        // A panic cannot leave the map in an invalid state.
        let lock = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(compiled) = lock().get(text) {
            return Ok(Arc::clone(compiled));
        }
        // Compiling without the lock lets other threads go on.
        let compiled = Arc::new(T::compile(text)?);
        let mut cached = lock();
        if cached.len() >= MAX_CACHED {
            cached.clear();
        }
        Ok(Arc::clone(cached.entry(text.into()).or_insert(compiled)))
    }
}

#[cfg(test)]
mod tests {
    use super::{Cache, MAX_CACHED};
    use event_pattern::{Pattern, RuleSet};
    use std::sync::Arc;

    #[test]
    fn a_text_is_compiled_once() {
        let (patterns, sets) = (Cache::<Pattern>::default(), Cache::<RuleSet>::default());
        let (pattern, rules) = (r#"{"state": ["LATE"]}"#, r#"{"late": {"state": ["LATE"]}}"#);
        assert!(Arc::ptr_eq(&patterns.get(pattern).unwrap(), &patterns.get(pattern).unwrap()));
        assert!(Arc::ptr_eq(&sets.get(rules).unwrap(), &sets.get(rules).unwrap()));
    }

    #[test]
    fn the_number_of_texts_is_limited() {
        let patterns = Cache::<Pattern>::default();
        for number in 0..3 * MAX_CACHED {
            patterns.get(&format!(r#"{{"number": [{number}]}}"#)).unwrap();
        }
        assert!(patterns.0.lock().unwrap().len() <= MAX_CACHED);
    }

    #[test]
    fn an_invalid_text_is_an_error_each_time() {
        let patterns = Cache::<Pattern>::default();
        assert_eq!([patterns.get("{").is_err(), patterns.get("{").is_err()], [true, true]);
    }
}
