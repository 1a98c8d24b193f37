//! What the rules of an enum are side by side: one set of tables, one pre-filter, and what there is to say of them.

use super::input::Variant;
use crate::code::Code;
use event_pattern_compiler::check::{NamedRule, duplicate, written_alike};
use event_pattern_compiler::diagnostic::{Diagnostic, Lint};
use event_pattern_compiler::prefilter;
use event_pattern_compiler::program::{TooLarge, lower_set};
use event_pattern_compiler::source::Span;

/// All rules of an enum in one.
pub(super) struct Together {
    /// The tables.
    pub(super) image: Vec<u8>,
    /// How many words of working space the engine wants for them.
    pub(super) scratch: usize,
    /// The pattern that lets all events through that a rule wants, as JSON text.
    pub(super) prefilter: String,
}

impl Together {
    /// All rules in one, unless they are too many, and what was found about rules beside others, by the number of the rule at
    /// whose name it is told.
    pub(super) fn of(variants: &[Variant], codes: &[Code]) -> (Option<Self>, Vec<(usize, Diagnostic)>) {
        let names: Vec<String> = variants.iter().map(|variant| variant.name.to_string()).collect();
        let span = Span::new(0, 1);
        let named = names.iter().zip(codes).map(|(name, code)| NamedRule { name, span, rule: &code.rule });
        let named: Vec<NamedRule> = named.collect();
        let alike = written_alike(&named.iter().map(|named| named.rule).collect::<Vec<_>>());
        let mut findings: Vec<(usize, Diagnostic)> =
            alike.into_iter().map(|(rule, of)| (rule, duplicate(&named[rule], &named[of]))).collect();
        match lower_set(codes.iter().map(|code| &code.rule)) {
            Ok(set) => {
                let prefilter = prefilter_of_all(codes);
                (Some(Self { image: set.image, scratch: set.scratch, prefilter }), findings)
            }
            Err((number, TooLarge)) => {
                let name = &variants[number].name;
                let message = format!("the rules up to `{name}` are too large for one enum");
                let finding = Lint::TooLarge.at(Span::new(0, 1), message).with_help("split the enum");
                findings.push((number, finding));
                (None, findings)
            }
        }
    }
}

/// The union of the pre-filters, or every event that has a source where there is none.
fn prefilter_of_all(codes: &[Code]) -> String {
    let union = prefilter::union(codes.iter().map(|code| &code.prefilter_tree));
    union.map_or_else(|| r#"{"source":[{"exists":true}]}"#.to_owned(), |union| union.to_json())
}
