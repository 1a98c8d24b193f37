//! Compiles all rules of an enum into one set of tables and one pre-filter, and finds diagnostics about relations
//! between the rules.

use super::input::Variant;
use crate::code::Code;
use event_pattern_compiler::check::{NamedRule, duplicate_diagnostic, identical_rules};
use event_pattern_compiler::diagnostic::{Diagnostic, Lint};
use event_pattern_compiler::prefilter;
use event_pattern_compiler::program::{TooLarge, lower_set};
use event_pattern_compiler::schema::Schemas;
use event_pattern_compiler::source::Span;

/// All rules of an enum, compiled into one set.
pub(super) struct CompiledEnum {
    /// The image: the encoded tables.
    pub(super) image: Vec<u8>,
    /// Size of the set's scratch, in words.
    pub(super) scratch: usize,
    /// The pre-filter of all rules, as JSON text.
    pub(super) prefilter: String,
}

impl CompiledEnum {
    /// Compiles all rules into one set, or returns `None` if the rules are too large. Also returns the diagnostics
    /// about relations between the rules, each with the index of the rule that it is reported on.
    pub(super) fn new(
        variants: &[Variant],
        codes: &[Code<'_>],
        schemas: Schemas<'_>,
    ) -> (Option<Self>, Vec<(usize, Diagnostic)>) {
        let names: Vec<String> = variants.iter().map(|variant| variant.name.to_string()).collect();
        let span = Span::new(0, 1);
        let named = names.iter().zip(codes).map(|(name, code)| NamedRule { name, span, rule: &code.rule });
        let named: Vec<NamedRule> = named.collect();
        let alike = identical_rules(&named.iter().map(|named| named.rule).collect::<Vec<_>>());
        let mut diagnostics: Vec<(usize, Diagnostic)> =
            alike.into_iter().map(|(rule, of)| (rule, duplicate_diagnostic(&named[rule], &named[of]))).collect();
        match lower_set(codes.iter().map(|code| &code.rule)) {
            Ok(set) => {
                let prefilter = prefilter_of_all(codes, schemas);
                (Some(Self { image: set.image, scratch: set.scratch_words, prefilter }), diagnostics)
            }
            Err((number, TooLarge)) => {
                let name = &variants[number].name;
                let message = format!("the rules up to `{name}` are too large for one enum");
                let diagnostic = Lint::TooLarge.at(Span::new(0, 1), message).with_help("split the enum");
                diagnostics.push((number, diagnostic));
                (None, diagnostics)
            }
        }
    }
}

/// Returns the union of the pre-filters. If there is no union, returns a pattern that matches every event that has a
/// source.
fn prefilter_of_all(codes: &[Code<'_>], schemas: Schemas<'_>) -> String {
    let union = prefilter::union(codes.iter().map(|code| &code.prefilter_tree), schemas);
    union.map_or_else(|| r#"{"source":[{"exists":true}]}"#.to_owned(), |union| union.to_json())
}
