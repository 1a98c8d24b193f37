//! Reads rules from where people keep them.
//!
//! An `argument` names a file, a folder, or one rule in a file. `folder` finds the files in a folder, `file` finds the
//! rules in a file, `checked` parses and checks a rule, and `set` puts rules together to run them on events.

mod argument;
mod checked;
mod file;
mod folder;
mod set;

pub(crate) use argument::RuleArgument;
pub(crate) use checked::{CheckedRule, pattern_of_text};
pub(crate) use file::{RuleFile, RuleFiles};
pub(crate) use folder::{files_with, is_searched};
pub(crate) use set::{Rules, only_pattern};
