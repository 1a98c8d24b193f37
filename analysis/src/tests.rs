//! Verdicts for pairs of rules, the events that prove them, and the relations in sets.

use super::*;
use Verdict::{No, Unknown, Yes};
use event_pattern_compiler::json::Dialect;
use event_pattern_compiler::parse_for;
use event_pattern_compiler::source::Span;

fn schemas() -> Schemas<'static> {
    Schemas::known(event_pattern_catalogue::aws())
}

fn rule(text: &str) -> Rule {
    parse_for(schemas(), text, Dialect::Strict).lowered.unwrap_or_else(|| panic!("{text}")).rule
}

/// Returns a whole pattern: a string that does not start with a brace becomes the `detail` of a task state change.
fn whole(text: &str) -> String {
    match text.strip_prefix('{') {
        Some(_) => text.to_owned(),
        None => format!("{{\"detail-type\":[\"ECS Task State Change\"],\"detail\":{{{text}}}}}"),
    }
}

fn rules<T: AsRef<str>>(texts: &[T]) -> Vec<Rule> {
    texts.iter().map(|text| rule(&whole(text.as_ref()))).collect()
}

fn related<T: AsRef<str>>(texts: &[T]) -> Vec<Relation> {
    let rules = rules(texts);
    related_rules(&rules.iter().collect::<Vec<_>>(), schemas())
}

#[test]
fn a_rule_implies_another_or_not() {
    for (one, other, expected) in [
        (r#"{"a":[{"exists":true}]}"#, r#"{"a":["x"]}"#, No),
        // A field inside a scalar field is not in the schema, so nothing is known about it.
        (r#""group":{"x":["a"]}"#, r#""group":{"x":["a","b"]}"#, Yes),
        (r#""group":{"x":["a"]}"#, r#""group":{"x":["b"]}"#, No),
        // In an array, two fields may be in different elements: both are present, but not in the same element.
        (
            r#"{"x":[1]}"#,
            r#"{"$or":[{"c":{"a":[1],"b":[1]}},{"c.a":[{"exists":false},{"anything-but":1}]},
                {"c.b":[{"exists":false},{"anything-but":1}]}]}"#,
            Unknown,
        ),
        // A second element has the field that the other rule requires to be absent, with a value that the other rule
        // also rejects.
        (r#"{"c":{"a":[1],"b":[{"exists":false}]}}"#, r#"{"c":{"b":[{"exists":false},true]}}"#, No),
        // The field that the other rule requires to be absent shares no array with other fields.
        (r#"{"b.x":["1"],"c.y":[{"exists":false}]}"#, r#"{"c.y":[{"exists":false}]}"#, Yes),
        // Counts
        (
            r#""containers":{"$count":{"numeric":[">=",2],"where":{"exitCode":[0,1]}}}"#,
            r#""containers":{"$count":{"numeric":[">=",2],"where":{"exitCode":[1,0]}}}"#,
            Yes,
        ),
        (
            r#""containers":{"$count":{"numeric":[">=",2],"where":{"exitCode":[0]}}}"#,
            r#""containers":{"$count":{"numeric":[">=",2],"where":{"exitCode":[1,0]}}}"#,
            Unknown,
        ),
        (
            r#""containers":{"$count":{"numeric":[">=",2],"where":{"exitCode":[0,1]}}}"#,
            r#""containers":{"$count":{"numeric":[">=",2],"where":{"exitCode":[1]}}}"#,
            No,
        ),
        (
            r#""containers":{"$count":{"numeric":[">=",2],"where":{"exitCode":[0,1]}}}"#,
            r#""containers":{"$count":{"numeric":[">=",3],"where":{"exitCode":[1,0]}}}"#,
            No,
        ),
    ] {
        let (left, right) = (rule(&whole(one)), rule(&whole(other)));
        assert_eq!(implies(&left, &right, schemas()), expected, "{one}\n{other}");
    }
}

#[test]
fn rules_are_disjoint_or_have_a_common_event() {
    for (one, other, expected) in [
        (r#"{"source":["a"]}"#, r#"{"source":["b"]}"#, Yes),
        (r#"{"a":[{"exists":false},"x"]}"#, r#"{"a":["x"]}"#, No),
        (r#"{"a":[{"exists":false},"x"]}"#, r#"{"a":["y"]}"#, No),
        (r#""group":{"x":["a"]}"#, r#""group":{"x":["b"]}"#, No),
        // It is unknown whether the first rule matches any event.
        (r#""group":[{"$field":"detail.cpu"}]"#, r#""lastStatus":["RUNNING"]"#, Unknown),
    ] {
        let (left, right) = (rule(&whole(one)), rule(&whole(other)));
        assert_eq!(are_disjoint(&left, &right, schemas()), expected, "{one}\n{other}");
        assert_eq!(are_disjoint(&right, &left, schemas()), expected, "{one}\n{other}");
    }
}

#[test]
fn rules_are_equal_if_each_implies_the_other() {
    for (one, other, expected) in [
        (r#"{"a":["x","y"]}"#, r#"{"$or":[{"a":["y"]},{"a":["x"]}]}"#, Yes),
        (r#"{"a":["x"]}"#, r#"{"a":["x","y"]}"#, No),
        (
            r#""group":[{"$field":"detail.cpu"}]"#,
            r#""group":[{"$field":"detail.cpu"},{"$field":"detail.memory"}]"#,
            Unknown,
        ),
    ] {
        let (left, right) = (rule(&whole(one)), rule(&whole(other)));
        assert_eq!(are_equal(&left, &right, schemas()), expected, "{one}\n{other}");
        assert_eq!(are_equal(&right, &left, schemas()), expected, "{one}\n{other}");
    }
}

#[test]
fn a_witness_has_no_unnecessary_fields() {
    for (one, other, narrower, common) in [
        (r#"{"b":[1]}"#, r#"{"a":["x"],"b":[1]}"#, Some(r#"{"b":1}"#), Some(r#"{"b":1,"a":"x"}"#)),
        // The event has an array where the schema has one.
        (
            r#""containers":{"exitCode":[0]}"#,
            r#""containers":{"exitCode":[1]}"#,
            Some(r#"{"detail-type":"ECS Task State Change","detail":{"containers":[{"exitCode":0}]}}"#),
            Some(r#"{"detail-type":"ECS Task State Change","detail":{"containers":[{"exitCode":0},{"exitCode":1}]}}"#),
        ),
        // One rule requires a field to be absent from the element that it matches, so the fields of the other rule are
        // in a second element.
        (
            r#"{"detail":{"c":{"a":["1"],"b":[{"exists":false}]}}}"#,
            r#"{"detail":{"c":{"a":["2"],"b":["2"]}}}"#,
            Some(r#"{"detail":{"c":{"a":"1"}}}"#),
            Some(r#"{"detail":{"c":[{"a":"1"},{"a":"2","b":"2"}]}}"#),
        ),
        (r#"{"a":[{"exists":false}]}"#, r#"{"a":["x"]}"#, Some("{}"), None),
    ] {
        let (left, right) = (rule(&whole(one)), rule(&whole(other)));
        assert_eq!(counterexample(&left, &right, schemas()).as_deref(), narrower, "{one}\n{other}");
        assert_eq!(common_event(&left, &right, schemas()).as_deref(), common, "{one}\n{other}");
    }
}

#[test]
fn a_rule_with_many_branches_is_compared_up_to_a_limit() {
    let branches = |count: usize, last: &str| {
        let branch = |number: usize| format!(r#"{{"a{number}":["x"],"b{number}":["x"]}}"#);
        let branches: Vec<String> = (1..=count).map(branch).chain([last.to_owned()]).collect();
        rule(&format!(r#"{{"$or":[{}]}}"#, branches.join(",")))
    };
    let one = rule(r#"{"z":["1"]}"#);
    assert_eq!(implies(&one, &branches(9, r#"{"z":["1"]}"#), schemas()), Yes);
    assert_eq!(implies(&one, &branches(10, r#"{"z":["1"]}"#), schemas()), Unknown);
    // The search stops at the limit, although a counterexample exists.
    let one = rule(r#"{"z":["1"],"a1":[{"exists":true}]}"#);
    assert_eq!(implies(&one, &branches(3, r#"{"a1":[{"anything-but":"x"}]}"#), schemas()), No);
    assert_eq!(implies(&one, &branches(11, r#"{"a1":[{"anything-but":"x"}]}"#), schemas()), Unknown);
}

#[test]
fn a_rule_that_matches_nothing_is_not_paired_with_itself() {
    let rules = rules(&[r#"{"source":[1]}"#, r#"{"source":["a"]}"#]);
    let disjoint = disjoint_rules(&rules.iter().collect::<Vec<_>>(), schemas());
    assert_eq!(disjoint.pairs, [DisjointPair { first: 0, second: 1, path: 0 }]);
}

#[test]
fn groupings_do_not_cover_all_unrelated_pairs() {
    // In each pair, one rule requires a letter that the other rule excludes.
    let pair = |letter: char| {
        let wildcard = format!(r#"{{"wildcard":"*{letter}*"}}"#);
        [format!(r#"{{"source":[{wildcard}]}}"#), format!(r#"{{"source":[{{"anything-but":{wildcard}}}]}}"#)]
    };
    let texts: Vec<String> = ('a'..='i').flat_map(pair).collect();
    let rules = rules(&texts);
    let disjoint = disjoint_rules(&rules.iter().collect::<Vec<_>>(), schemas());
    assert_eq!((disjoint.pairs.len(), disjoint.groupings.len(), disjoint.ungrouped.len()), (9, 8, 1));
    let is_grouped = |one: usize, other: usize| {
        disjoint.groupings.iter().any(|grouping| grouping.groups == [vec![one], vec![other]])
    };
    for pair in &disjoint.pairs {
        assert!(is_grouped(pair.first, pair.second) != disjoint.ungrouped.contains(pair), "{pair:?}");
    }
}

#[test]
fn duplicates_are_reported_against_the_first_rule() {
    // The third rule differs from the second only in the order of its values, and the second turns out to be a
    // duplicate of the first.
    let texts = [r#"{"$or":[{"a":["x"]},{"a":["y"]}]}"#, r#"{"a":["x","y"]}"#, r#"{"a":["y","x"]}"#];
    let duplicate = |rule, of| Relation::Duplicate { rule, of };
    assert_eq!(related(&texts), [duplicate(1, 0), duplicate(2, 0)]);
    // There may be any number of duplicates.
    let many = vec![r#"{"a":["x"]}"#; 120];
    assert_eq!(related(&many), (1..120).map(|rule| duplicate(rule, 0)).collect::<Vec<_>>());
    let written = |number: usize| format!(r#"{{"$or":[{{"a":["x"]}},{{"a":["x"],"b{number}":["y"]}}]}}"#);
    let many: Vec<String> = (0..70).map(written).collect();
    assert_eq!(related(&many), (1..70).map(|rule| duplicate(rule, 0)).collect::<Vec<_>>());
    // Rules that differ only in the order of branches are recognised as duplicates without a comparison, which would
    // take too long here.
    let branches: Vec<String> = (0..20).map(|number| format!(r#"{{"a{number}":["x"],"b{number}":["x"]}}"#)).collect();
    let turned: Vec<String> = branches.iter().rev().cloned().collect();
    let texts = [branches, turned].map(|branches| format!(r#"{{"$or":[{}]}}"#, branches.join(",")));
    assert_eq!(related(&texts), [duplicate(1, 0)]);
    // Conditions in element scopes are not compared as plain conditions.
    let texts = [r#""group":["a"]"#, r#""group":["a"],"containers":{"$any":{"exitCode":[0]}}"#];
    assert_eq!(related(&texts), [Relation::Implied { rule: 0, by: 1 }]);
    assert_eq!(related(&[texts[1], texts[0]]), [Relation::Implied { rule: 1, by: 0 }]);
}

#[test]
fn implied_rules_are_found_for_every_kind_of_index_key() {
    let implied = [Relation::Implied { rule: 1, by: 0 }];
    for (narrow, wide) in [
        (r#""x""#, r#""x","y""#),
        ("1.0", "1,2"),
        (r#""Abc""#, r#"{"prefix":"Ab"}"#),
        (r#""Abc""#, r#"{"suffix":"bc"}"#),
        (r#""ABc""#, r#"{"prefix":{"equals-ignore-case":"aB"}}"#),
        (r#""ABc""#, r#"{"suffix":{"equals-ignore-case":"Bc"}}"#),
        (r#""AB""#, r#"{"equals-ignore-case":"aB"}"#),
        (r#""abc""#, r#"{"wildcard":"a*c"}"#),
        (r#""abc""#, r#"{"wildcard":"*c"}"#),
        (r#""abc""#, r#"{"wildcard":"*b*"}"#),
        (r#""abc""#, r#"{"wildcard":"*b*c*"}"#),
        (r#""x""#, r#"{"anything-but":"y"}"#),
        (r#""10.0.0.1""#, r#"{"cidr":"10.0.0.0/8"}"#),
        ("3", r#"{"numeric":[">",1]}"#),
        (r#"{"exists":false}"#, r#"{"exists":false},"x""#),
    ] {
        let texts = [narrow, wide].map(|list| format!(r#"{{"a":[{list}]}}"#));
        assert_eq!(related(&texts), implied, "{texts:?}");
    }
    for texts in [
        [r#"{"a":[{"exists":false}],"b":["x"]}"#, r#"{"a":[{"exists":false}]}"#],
        [r#""group":[{"$field":"detail.cpu"}],"lastStatus":["RUNNING"]"#, r#""group":[{"$field":"detail.cpu"}]"#],
        [r#""group":[{"$field":"detail.cpu"}]"#, r#""group":["a",{"$field":"detail.cpu"}]"#],
        [r#""group":[{"$field":"detail.cpu"}],"cpu":["1"]"#, r#""cpu":["1"]"#],
        // A value outside the field's domain proves nothing.
        [r#""group":[{"exists":true}],"cpu":["1"]"#, r#""group":[{"anything-but":5}]"#],
    ] {
        assert_eq!(related(&texts), implied, "{texts:?}");
    }
    // A rule that matches no event is left out.
    assert_eq!(related(&[r#"{"source":[1],"a":["x"]}"#, r#"{"a":["x"]}"#]), []);
}

#[test]
fn the_most_specific_implied_rule_is_reported() {
    let implied = |rule, by| Relation::Implied { rule, by };
    for (texts, expected) in [
        // The first two rules match each other's sample events.
        (
            &[r#"{"a":[{"prefix":"a"}]}"#, r#"{"a":[{"wildcard":"ax*"}]}"#, r#"{"a":["axy"]}"#][..],
            &[implied(0, 1), implied(1, 2)][..],
        ),
        // The last rule matches the sample event of the second rule, but the second rule does not imply the last rule.
        (
            &[r#"{"a":[{"prefix":""}]}"#, r#"{"a":[{"prefix":"a"}]}"#, r#"{"a":[{"wildcard":"*7"}]}"#],
            &[implied(0, 1), implied(0, 2)],
        ),
        // Of two unrelated implied rules, the first is reported.
        (&[r#"{"a":["x"]}"#, r#"{"b":["y"]}"#, r#"{"a":["x"],"b":["y"]}"#], &[implied(0, 2)]),
        // For filters with lone surrogates, relations are found without an automaton.
        (&[r#"{"a":[{"prefix":"\ud800"}]}"#, r#"{"a":[{"prefix":"\ud800b"}]}"#], &[implied(0, 1)]),
    ] {
        assert_eq!(related(texts), expected, "{texts:?}");
    }
    // The result is also correct for many rules that are sorted from the widest to the narrowest.
    let nested: Vec<String> =
        (1..=60).map(|length| format!(r#"{{"a":[{{"prefix":"{}"}}]}}"#, "a".repeat(length))).collect();
    assert_eq!(related(&nested), (0..59).map(|rule| implied(rule, rule + 1)).collect::<Vec<_>>());
}

#[test]
fn only_candidates_count_against_the_comparison_limit() {
    let numbered = |count: usize, text: &dyn Fn(usize) -> String| (1..=count).map(text).collect::<Vec<String>>();
    // The other rules share a value with the first rule, but not all of its values.
    let mut texts = vec![r#"{"a":["x"],"b":[{"numeric":[">",1000]}],"c":["1"]}"#.to_owned()];
    texts.extend(numbered(60, &|number| format!(r#"{{"a":["x"],"b":[{{"numeric":["=",{number}]}}]}}"#)));
    texts.push(r#"{"a":["x"],"b":[{"numeric":[">",1000]}]}"#.to_owned());
    assert_eq!(related(&texts), [Relation::Implied { rule: 61, by: 0 }]);

    // The other rules match the first rule's sample event, but exclude another value that the first rule accepts.
    let mut texts = vec![r#"{"a":["x"],"b":[{"prefix":"v"}],"c":["1"]}"#.to_owned()];
    texts.extend(numbered(60, &|number| format!(r#"{{"a":["x"],"b":[{{"anything-but":["v{number}"]}}]}}"#)));
    texts.push(r#"{"b":[{"prefix":"v"}]}"#.to_owned());
    texts.extend(numbered(100, &|number| format!(r#"{{"b":["vv{number}"]}}"#)));
    assert!(related(&texts).contains(&Relation::Implied { rule: 61, by: 0 }));

    // The other rules match the first rule's sample event, but the first rule does not match theirs.
    let mut texts = vec![r#"{"a":["x"]}"#.to_owned()];
    texts.extend(numbered(60, &|number| format!(r#"{{"a":["y{number}","x"]}}"#)));
    texts.push(r#"{"$or":[{"a":["x"]},{"a":["x"],"b":["y"]}]}"#.to_owned());
    assert!(related(&texts).contains(&Relation::Duplicate { rule: 61, of: 0 }));
}

#[test]
fn up_to_three_implying_rules_are_named() {
    for (count, expected) in [
        (2, "`all` matches every event matched by `r1` or `r2`"),
        (3, "`all` matches every event matched by `r1`, `r2` or `r3`"),
        (4, "`all` matches every event matched by `r1`, `r2`, `r3` or 1 other"),
        (6, "`all` matches every event matched by `r1`, `r2`, `r3` or 3 others"),
    ] {
        let names: Vec<String> =
            std::iter::once("all".to_owned()).chain((1..=count).map(|number| format!("r{number}"))).collect();
        let texts: Vec<String> = std::iter::once(r#"{"a":[{"exists":true}]}"#.to_owned())
            .chain((1..=count).map(|number| format!(r#"{{"a":["{number}"]}}"#)))
            .collect();
        let rules = rules(&texts);
        let named = names.iter().zip(&rules).map(|(name, rule)| NamedRule { name, span: Span::new(0, 1), rule });
        let diagnostics = check(&named.collect::<Vec<_>>(), schemas());
        let messages: Vec<(usize, &str)> =
            diagnostics.iter().map(|(rule, diagnostic)| (*rule, diagnostic.message.as_str())).collect();
        assert_eq!(messages, [(0, expected)]);
    }
}
