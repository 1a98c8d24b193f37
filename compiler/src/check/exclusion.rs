//! Finds lists of alternatives that exclude nothing, although they contain an `anything-but`.

use crate::diagnostic::{Diagnostic, Lint};
use crate::json::JsonString;
use crate::pattern::filter::{AnythingBut, relation};
use crate::pattern::{Filter, Leaf};

/// Maximum number of pairs of filters that are compared per list. The limit bounds the time spent on long lists.
const MAX_COMPARED_PAIRS: usize = 1_000_000;

/// Reports a list that accepts every value because each value that one of its `anything-but` filters excludes is
/// accepted by another alternative.
pub(super) fn check(key: &JsonString, leaf: &Leaf) -> Option<Diagnostic> {
    if !excludes_nothing(leaf) {
        return None;
    }
    let filters: Vec<&AnythingBut> = exclusions(leaf).collect();
    let message = format!("these alternatives exclude nothing: every value of `{key}` satisfies at least one of them");
    let help = match joined(&filters) {
        Some(joined) if leaf.accepts_absence() => format!("write `[{{\"exists\": false}}, {joined}]`"),
        Some(joined) => format!("write `[{joined}]`"),
        None => "keep only one `anything-but`; it cannot exclude both strings and numbers".to_owned(),
    };
    Some(Lint::ExcludesNothing.at(leaf.span, message).with_help(help))
}

/// Whether an `anything-but` in the list has no effect because other alternatives accept everything that it excludes.
pub(super) fn excludes_nothing(leaf: &Leaf) -> bool {
    let others: Vec<&Filter> = leaf
        .alternatives
        .iter()
        .map(|one| &one.filter)
        .filter(|filter| !matches!(filter, Filter::Exists(_)) && !filter.has_field_ref())
        .collect();
    let excluded_count: usize = exclusions(leaf).map(|filter| filter.excluded.len()).sum();
    if excluded_count * (others.len() + excluded_count) > MAX_COMPARED_PAIRS {
        return false;
    }
    // A filter that refers to another field covers nothing here, and its own excluded values are unknown.
    let is_accepted =
        |excluded: &Filter| !excluded.has_field_ref() && others.iter().any(|other| relation::covers(other, excluded));
    exclusions(leaf).any(|filter| filter.excluded.iter().all(is_accepted))
}

fn exclusions(leaf: &Leaf) -> impl Iterator<Item = &AnythingBut> {
    leaf.alternatives.iter().filter_map(|one| match &one.filter {
        Filter::AnythingBut(filter) => Some(filter),
        _ => None,
    })
}

/// Returns one filter that excludes everything that the given filters exclude. Returns `None` if no filter does.
fn joined(filters: &[&AnythingBut]) -> Option<Filter> {
    let mut excluded: Vec<Filter> = Vec::new();
    for filter in filters.iter().flat_map(|one| &one.excluded) {
        if !excluded.contains(filter) {
            excluded.push(filter.clone());
        }
    }
    AnythingBut::joined(excluded).map(Filter::AnythingBut)
}

#[cfg(test)]
mod tests {
    use crate::check::tests::{assert_diagnostics, diagnostics_of};
    use crate::diagnostic::Lint;
    use crate::json::{Dialect, JsonString, Number, Scalar};
    use crate::parse;

    /// Lists that exclude nothing, and the lists that the help suggests instead.
    const LISTS: [(&str, &str); 11] = [
        (r#"[{"anything-but":["a"]},{"anything-but":["b"]}]"#, r#"[{"anything-but": ["a", "b"]}]"#),
        (
            r#"[{"anything-but":"a"},{"anything-but":"b"},{"exists":false}]"#,
            r#"[{"exists": false}, {"anything-but": ["a", "b"]}]"#,
        ),
        (
            r#"[{"anything-but":{"prefix":"a"}},{"anything-but":{"prefix":["b","c"]}}]"#,
            r#"[{"anything-but": {"prefix": ["a", "b", "c"]}}]"#,
        ),
        (
            r#"[{"anything-but":{"suffix":"a"}},{"anything-but":{"suffix":"b"}}]"#,
            r#"[{"anything-but": {"suffix": ["a", "b"]}}]"#,
        ),
        (r#"[{"anything-but":[1,2]},{"anything-but":[3]}]"#, r#"[{"anything-but": [1, 2, 3]}]"#),
        // Each value that the first filter excludes is accepted by a different alternative.
        (
            r#"[{"anything-but":["a","b"]},{"anything-but":["b","c"]},{"anything-but":["a","c"]}]"#,
            r#"[{"anything-but": ["a", "b", "c"]}]"#,
        ),
        (
            r#"[{"anything-but":"a"},null,{"anything-but":"a"},{"anything-but":"b"}]"#,
            r#"[{"anything-but": ["a", "b"]}]"#,
        ),
        (r#"["a",{"anything-but":"a"}]"#, r#"[{"anything-but": "a"}]"#),
        (r#"[{"anything-but":{"prefix":"ab"}},{"prefix":"a"}]"#, r#"[{"anything-but": {"prefix": "ab"}}]"#),
        // Only wildcards can exclude strings of different kinds.
        (
            r#"[{"anything-but":{"prefix":"a\\"}},{"anything-but":["b"]}]"#,
            r#"[{"anything-but": {"wildcard": ["a\\\\*", "b"]}}]"#,
        ),
        (
            r#"[{"anything-but":{"suffix":"a"}},{"anything-but":{"suffix":"b"}},{"anything-but":{"prefix":"c"}}]"#,
            r#"[{"anything-but": {"wildcard": ["*a", "*b", "c*"]}}]"#,
        ),
    ];

    #[test]
    fn a_list_that_excludes_nothing_has_a_help_without_findings() {
        for (list, fixed) in LISTS {
            assert_diagnostics(None, &format!(r#"{{"detail":{{"key":«{list}»}}}}"#), &[Lint::ExcludesNothing]);
            let found = diagnostics_of(None, &format!(r#"{{"detail":{{"key":{list}}}}}"#));
            assert_eq!(found[0].help, Some(format!("write `{fixed}`")), "{list}");
            assert_diagnostics(None, &format!(r#"{{"detail":{{"key":{fixed}}}}}"#), &[]);
        }
    }

    #[test]
    fn strings_and_numbers_cannot_be_excluded_together() {
        let found = diagnostics_of(None, r#"{"detail":{"key":[{"anything-but":"a"},{"anything-but":1}]}}"#);
        let help = "keep only one `anything-but`; it cannot exclude both strings and numbers";
        assert_eq!(found[0].help.as_deref(), Some(help));
    }

    #[test]
    fn a_list_is_reported_if_it_accepts_every_value() {
        let excluding = [
            r#"[{"anything-but":{"prefix":"a"}},{"anything-but":{"suffix":"b"}}]"#,
            r#"[{"anything-but":["a","b"]},{"anything-but":["b","c"]}]"#,
            r#"["a",{"anything-but":["a","b"]}]"#,
            r#"[{"prefix":"ab"},{"anything-but":{"prefix":"a"}}]"#,
            r#"[{"exists":false},{"anything-but":"a"}]"#,
        ];
        for (list, is_reported) in
            LISTS.iter().map(|(list, _)| (*list, true)).chain(excluding.map(|list| (list, false)))
        {
            let pattern = format!(r#"{{"detail":{{"key":{list}}}}}"#);
            assert_eq!(diagnostics_of(None, &pattern).len(), usize::from(is_reported), "{list}");
            let rule = parse(&pattern, Dialect::Strict).lowered.unwrap().rule;
            let mut values: Vec<Scalar> = ["", "a", "b", "c", "ab", "abb", "a*", "a\\", "x"]
                .map(|text| Scalar::String(JsonString::from(text)))
                .to_vec();
            values.extend([Scalar::Null, Scalar::Boolean(true)]);
            values.extend(["0", "1", "2", "3"].map(|text| Scalar::Number(Number::parse(text).unwrap())));
            let is_accepted = |value: &Scalar| rule.leaves[0].alternatives.iter().any(|filter| filter.accepts(value));
            assert_eq!(values.iter().all(is_accepted), is_reported, "{list}");
        }
    }

    #[test]
    fn a_list_is_reported_once_if_every_event_has_the_field() {
        for list in [
            r#"[{"anything-but":["a"]},{"anything-but":["b"]}]"#,
            r#"[{"anything-but":{"prefix":"a"}},{"anything-but":{"prefix":"b"}},{"anything-but":["a"]}]"#,
            r#"["a",{"anything-but":["a"]}]"#,
        ] {
            let pattern = format!(r#"{{"detail":{{"createdAt":«{list}»}}}}"#);
            assert_diagnostics(Some("TaskStateChange"), &pattern, &[Lint::ExcludesNothing]);
        }
    }
}
