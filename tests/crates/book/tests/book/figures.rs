//! Tests that the figures in `BENCHMARKS.md` and in the README are those of the page on benchmarks.

use crate::{file, root};

/// Returns the number that starts the given cell of the first row with this name.
fn measured(text: &str, row: &str, column: usize) -> f64 {
    let line = text.lines().find(|line| line.starts_with(&format!("| {row} |"))).unwrap_or_else(|| panic!("{row}"));
    let cell = line.split('|').nth(column + 2).unwrap();
    cell.trim().split(" / ").next().unwrap().parse().unwrap()
}

/// Returns a number without decimals, with a comma before its thousands.
fn rounded(number: f64) -> String {
    let digits = format!("{number:.0}");
    match digits.len() {
        ..=3 => digits,
        length => format!("{},{}", &digits[..length - 3], &digits[length - 3..]),
    }
}

#[test]
fn the_figures_in_the_summary_are_those_of_the_page() {
    let (page, summary) = (file("book/src/appendix/benchmarks.md"), file("BENCHMARKS.md"));
    let single_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let (summary, sentences) = (single_line(&summary), single_line(&page));
    let (_, sets) = page.split_once("## Sets of rules\n").unwrap();
    let build = page.lines().find(|line| line.starts_with("| `event-pattern` | dev |")).unwrap();
    let additional = page.lines().find(|line| line.starts_with("| bytes of code and data per additional")).unwrap();
    let additional_bytes = additional.split('|').nth(2).unwrap();
    let nanoseconds = |row: &str| rounded(measured(&page, row, 0));
    let expected = [
        format!("| `event-pattern`, bytes | {} |", nanoseconds("event_pattern, bytes")),
        format!("| `sonic-rs` into a struct, then an `if` condition | {} |", nanoseconds("sonic-rs into a struct")),
        format!("| `serde_json` into a struct, then an `if` condition | {} |", nanoseconds("serde_json into a struct")),
        format!("| the `quamina` crate | {} |", nanoseconds("quamina")),
        format!("already deserialized | {} |", nanoseconds("already deserialized: event_pattern")),
        format!("takes {} nanoseconds for the same event", measured(sets, "event_pattern, static set", 3)),
        format!("a `RuleSet` of 100,000 such rules takes {}", measured(sets, "event_pattern, RuleSet", 4)),
        format!("adds {} bytes", additional_bytes.trim()),
        format!("takes {} times as long as that of a crate", build.split("**").nth(1).unwrap()),
        format!("and is {} times", measured(&page, "match, 1.5 KB, speedup over the `quamina` crate", 1)),
    ];
    for expected in expected {
        assert!(summary.contains(&expected), "BENCHMARKS.md should contain: {expected}");
    }
    let (_, ratios) = sentences.split_once("In the median over the types, ").unwrap();
    for tool in ["`serde_json` with only the needed fields", "`quamina`"] {
        let (_, ratio) = ratios.split_once(&format!("{tool} ")).unwrap();
        let (_, shown) = summary.split_once("70 types of AWS events, ").unwrap();
        let (_, shown) = shown.split_once(&format!("{tool} ")).unwrap();
        let number = |text: &str| text.trim_start_matches("takes ").split(' ').next().unwrap().to_owned();
        assert_eq!(number(shown), number(ratio), "{tool}");
    }
}

/// Returns the section on speed in the README.
fn speed() -> String {
    let page = file("book/src/appendix/benchmarks.md");
    let (_, sets) = page.split_once("## Sets of rules\n").unwrap();
    let rows = [
        ("`run_test_failed::matches_json(bytes)`", "event_pattern, bytes"),
        ("`sonic-rs` into a struct, then an `if` condition", "sonic-rs into a struct"),
        ("`serde_json` into a struct, then an `if` condition", "serde_json into a struct"),
        ("the `quamina` crate", "quamina"),
    ];
    let rows = rows.map(|(row, source)| format!("| {row} | {} |", rounded(measured(&page, source, 0))));
    format!(
        "The [time](https://github.com/event-pattern/event-pattern/blob/main/BENCHMARKS.md) to evaluate a rule such as \
        the\nfirst one on an event of 1.5 KB, from bytes to a `bool`, on one core of a server. A thousand rules take {} \
        nanoseconds\nin one call, and 100,000 take {}.\n\n\
        | | nanoseconds |\n|---|---:|\n{}\n",
        rounded(measured(sets, "event_pattern, static set", 3)),
        rounded(measured(sets, "event_pattern, RuleSet", 4)),
        rows.join("\n"),
    )
}

/// Rewrites the section if `UPDATE` is set in the environment.
#[test]
fn the_figures_in_the_readme_are_those_of_the_page() {
    let readme = file("README.md");
    let (head, rest) = readme.split_once("## Speed\n").unwrap();
    let (shown, tail) = rest.split_once("\n## ").unwrap();
    let expected = speed();
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(root().join("README.md"), format!("{head}## Speed\n{expected}\n## {tail}")).unwrap();
    } else {
        assert_eq!(shown, expected, "run this test with UPDATE=1");
    }
}
