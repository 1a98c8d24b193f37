//! The arguments of the command line that name rules.

use crate::input::Input;
use std::ffi::OsString;
use std::path::Path;

/// A `FILE`, a `DIR`, or one rule in a file, written as `FILE#NAME`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RuleArgument {
    /// The file or the folder.
    pub(crate) input: Input,
    /// The name of the rule. `None` for all rules.
    pub(crate) rule: Option<String>,
}

impl From<OsString> for RuleArgument {
    fn from(argument: OsString) -> Self {
        // A file can have a `#` in its name.
        let named = argument.to_str().filter(|text| !Path::new(text).exists());
        match named.and_then(|text| text.rsplit_once('#')) {
            Some((file, rule)) if !file.is_empty() && !rule.is_empty() => {
                Self { input: Input::from(OsString::from(file)), rule: Some(rule.to_owned()) }
            }
            _ => Self { input: Input::from(argument), rule: None },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_follows_the_last_number_sign() {
        for (argument, file, rule) in [
            ("-", "<stdin>", None),
            ("-#Failed", "<stdin>", Some("Failed")),
            ("template.yaml", "template.yaml", None),
            ("template.yaml#Failed", "template.yaml", Some("Failed")),
            ("c#/template.yaml#Function.Event", "c#/template.yaml", Some("Function.Event")),
            ("template.yaml#", "template.yaml#", None),
            ("#Failed", "#Failed", None),
        ] {
            let parsed = RuleArgument::from(OsString::from(argument));
            assert_eq!((parsed.input.name().as_str(), parsed.rule.as_deref()), (file, rule), "{argument}");
        }
    }
}
