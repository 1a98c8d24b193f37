//! Runs the checks of each fuzz target on its seeds. When fuzzing finds a defect, the input becomes a seed.

#[allow(unreachable_pub, reason = "the modules are shared with the fuzz targets")]
#[path = "../../fuzz/src/agreement.rs"]
mod agreement;
#[allow(unreachable_pub, reason = "the modules are shared with the fuzz targets")]
#[path = "../../fuzz/src/document.rs"]
mod document;
#[allow(unreachable_pub, reason = "the modules are shared with the fuzz targets")]
#[path = "../../fuzz/src/event_bytes.rs"]
mod event_bytes;
#[allow(unreachable_pub, reason = "the modules are shared with the fuzz targets")]
#[path = "../../fuzz/src/macro_tokens.rs"]
mod macro_tokens;
#[allow(unreachable_pub, reason = "the modules are shared with the fuzz targets")]
#[path = "../../fuzz/src/pattern_text.rs"]
mod pattern_text;
#[allow(unreachable_pub, reason = "the modules are shared with the fuzz targets")]
#[path = "../../fuzz/src/template.rs"]
mod template;

use std::path::Path;

/// Returns the seeds of a fuzz target.
fn seeds(target: &str) -> impl Iterator<Item = Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz/seeds").join(target);
    std::fs::read_dir(folder).unwrap().map(|entry| std::fs::read(entry.unwrap().path()).unwrap())
}

#[test]
fn all_engines_agree_on_the_seeds_of_events() {
    let matched: usize = seeds("event_bytes").map(|seed| event_bytes::check(&seed)).sum();
    assert!(matched > 20, "{matched} patterns matched");
}

#[test]
fn the_front_end_handles_the_seeds_of_patterns() {
    let accepted = seeds("pattern_text").filter(|seed| pattern_text::check(seed)).count();
    assert!(accepted > 40, "{accepted} are valid patterns");
}

#[test]
fn the_seeds_of_macro_calls_expand_to_items() {
    let accepted = seeds("macro_tokens").filter(|seed| macro_tokens::check(seed)).count();
    assert!(accepted > 5, "{accepted} define rules");
}

#[test]
fn the_seeds_of_documents_are_read_as_they_are_written() {
    let events: usize = seeds("document").map(|seed| document::check(&seed)).sum();
    assert!(events >= 4, "{events} events");
}

#[test]
fn the_seeds_of_templates_are_read_with_exact_places() {
    let rules: usize = seeds("template").map(|seed| template::check(&seed)).sum();
    assert!(rules >= 4, "{rules} rules");
}
