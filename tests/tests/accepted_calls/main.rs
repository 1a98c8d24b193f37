//! Macro calls that compile, although they are unusual. Each module is named after what is unusual about its calls, and
//! evaluates their rules.

#![deny(future_incompatible)]
#![allow(
    missing_docs,
    unreachable_pub,
    deprecated,
    clippy::pedantic,
    reason = "the calls are written as users may write them"
)]

pub mod all_event_types;
pub mod allow_for_a_call;
pub mod allowed_diagnostics;
pub mod attributes;
pub mod comments_and_trailing_commas;
pub mod custom_parameter_name;
pub mod denied_warnings;
pub mod enum_attributes;
pub mod enum_denied_warnings;
pub mod enum_hygiene;
pub mod enum_inside_macro_rules;
pub mod enum_syntax;
pub mod event_types_in_one_call;
pub mod event_types_of_any_visibility;
pub mod explicit_lifetimes;
pub mod generic_over_enums;
pub mod hygiene;
pub mod inside_a_function;
pub mod inside_macro_rules;
pub mod lint_attributes_on_rules;
pub mod on_json_bytes;
pub mod on_typed_events;
pub mod one_form_used;
pub mod raw_strings;
pub mod several_functions;
pub mod types_by_path_and_alias;
pub mod visibility;
