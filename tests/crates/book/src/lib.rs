//! Compiles and runs the Rust code in the book: each chapter is the documentation of a module.
//!
//! The paths in macro calls are relative to the folder of this crate. The chapters about AWS Lambda need the feature
//! `lambda`.

/// Declares a module for each chapter.
#[cfg(doctest)]
macro_rules! chapters {
    ($($(#[$attribute:meta])* $name:ident: $path:literal,)*) => {
        $($(#[$attribute])* #[doc = include_str!(concat!("../../../../book/src/", $path))] mod $name {})*
    };
}

#[cfg(doctest)]
chapters! {
    introduction: "introduction.md",
    getting_started: "getting-started.md",
    guide_typed_rules: "guide/typed-rules.md",
    guide_raw_rules: "guide/raw-rules.md",
    guide_sets: "guide/sets.md",
    guide_run_time: "guide/run-time.md",
    guide_testing: "guide/testing.md",
    guide_own_events: "guide/own-events.md",
    guide_aws_events: "guide/aws-events.md",
    guide_templates: "guide/templates.md",
    guide_deployment: "guide/deployment.md",
    #[cfg(feature = "lambda")]
    guide_lambda: "guide/lambda.md",
    guide_warnings_in_ci: "guide/warnings-in-ci.md",
    guide_the_page: "guide/the-page.md",
    guide_archives: "guide/archives.md",
    guide_scale: "guide/scale.md",
    reference_language: "reference/language.md",
    reference_absence: "reference/absence.md",
    reference_scopes: "reference/scopes.md",
    reference_field_references: "reference/field-references.md",
    reference_differences: "reference/differences.md",
    reference_limits: "reference/limits.md",
    reference_diagnostics: "reference/diagnostics.md",
    reference_command: "reference/command.md",
    internals_pipeline: "internals/pipeline.md",
    internals_glossary: "internals/glossary.md",
    internals_tables: "internals/tables.md",
    internals_engine: "internals/engine.md",
    internals_sets: "internals/sets.md",
    internals_simd: "internals/simd.md",
    internals_adding_a_filter: "internals/adding-a-filter.md",
    internals_adding_an_event_type: "internals/adding-an-event-type.md",
    internals_adding_a_diagnostic: "internals/adding-a-diagnostic.md",
    internals_decisions: "internals/decisions.md",
    internals_messages: "internals/messages.md",
    appendix_benchmarks: "appendix/benchmarks.md",
    appendix_what_was_tried: "appendix/what-was-tried.md",
    appendix_reliability: "appendix/reliability.md",
    appendix_comparison: "appendix/comparison.md",
}
