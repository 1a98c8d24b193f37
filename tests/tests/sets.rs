//! Tests that a rule set gives the same answers as each of its rules alone.

use event_pattern::__private::{Set, Tables, VERSION, run, run_set};
use event_pattern::{EventError, Pattern, RuleSet, RuleSetError, validate};
use event_pattern_compiler::program::{Set as CompiledSet, lower_set};
use event_pattern_compiler::rule::Rule;
use event_pattern_tests::schemas::parse_known;
use event_pattern_tests::{Case, own_cases, recorded_cases};
use fastrand::Rng;
use std::collections::BTreeMap;

/// Sizes of the sets, in number of rules.
const SIZES: [usize; 5] = [1, 7, 64, 65, 500];

/// A set like those that the macro generates.
struct Rules {
    set: CompiledSet,
}

impl Rules {
    fn new<'r>(rules: impl IntoIterator<Item = &'r Rule>) -> Self {
        Self { set: lower_set(rules).unwrap() }
    }

    /// Returns the indices of the rules that match. The engine reports each of them once.
    fn matching(&self, event: &str) -> Result<Vec<usize>, EventError> {
        let programs: Vec<Tables<'_>> = self.set.programs.iter().map(|image| Tables::new(VERSION, image)).collect();
        let (mut scratch, mut matching) = (vec![0; self.set.scratch_words], Vec::new());
        let matched = |rule| matching.push(rule);
        run_set(&Set::new(VERSION, &self.set.image), &programs, event.as_bytes(), &mut scratch, matched)?;
        matching.sort_unstable();
        Ok(matching)
    }

    /// Evaluates one rule without the others.
    fn matches(&self, rule: usize, event: &str) -> Result<bool, EventError> {
        run(Tables::new(VERSION, &self.set.programs[rule]), event.as_bytes(), &mut vec![0; self.set.scratch_words])
    }

    /// Evaluates each rule without the others. Returns the indices of the rules that match.
    fn matching_alone(&self, event: &str) -> Result<Vec<usize>, EventError> {
        let mut matching = Vec::new();
        for rule in 0..self.set.programs.len() {
            if self.matches(rule, event)? {
                matching.push(rule);
            }
        }
        Ok(matching)
    }
}

fn rule(pattern: &str) -> Option<Rule> {
    Some(parse_known(pattern).lowered?.rule)
}

/// Returns all cases with a valid event, in random order.
fn shuffled_cases(rng: &mut Rng) -> Vec<Case> {
    let mut cases: Vec<Case> = own_cases().into_iter().chain(recorded_cases()).collect();
    cases.retain(|case| validate(case.event.as_bytes()).is_ok());
    rng.shuffle(&mut cases);
    cases
}

#[test]
fn a_set_of_any_size_gives_the_answers_of_each_rule_alone() {
    let mut rng = Rng::with_seed(1);
    let cases = shuffled_cases(&mut rng);
    let cases: Vec<_> = cases.into_iter().filter_map(|case| Some((rule(&case.pattern)?, case))).collect();
    let mut rest = cases.as_slice();
    for size in SIZES.into_iter().cycle() {
        if rest.is_empty() {
            break;
        }
        let (group, remaining) = rest.split_at(size.min(rest.len()));
        rest = remaining;
        let rules = Rules::new(group.iter().map(|(rule, _)| rule));
        for (number, (_, Case { event, pattern, .. })) in group.iter().enumerate() {
            let matching = rules.matching(event).unwrap();
            // All reported rules match. The rule of this case is reported if it matches.
            for &rule in &matching {
                assert_eq!(rules.matches(rule, event), Ok(true), "{}\n{event}", group[rule].1.pattern);
            }
            assert_eq!(Ok(matching.contains(&number)), rules.matches(number, event), "{pattern}\n{event}");
            if number % 48 == 0 {
                assert_eq!(Ok(matching), rules.matching_alone(event), "{event}");
            }
        }
    }
}

#[test]
fn a_matching_value_counts_if_a_later_value_of_the_key_does_not_match() {
    let set =
        RuleSet::builder().add("a", r#"{"a":["b"]}"#).unwrap().add("b", r#"{"a":["b"],"c":[1]}"#).unwrap().build();
    for event in [r#"{"a":"b","a":""}"#, r#"{"a":["b",""]}"#, r#"{"a":"","a":"b"}"#, r#"{"a":"b","a":1}"#] {
        assert!(set.matching_json(event.as_bytes()).unwrap().eq(["a"]), "{event}");
    }
}

#[test]
fn anything_but_and_plain_values_of_other_rules_are_distinguished() {
    let lists = [
        r#"["x"]"#,
        r#"["x","y"]"#,
        r#"[{"anything-but":["x"]}]"#,
        r#"[{"anything-but":["y","z","y"]}]"#,
        r#"[{"anything-but":["x","z","a string of more than thirty-two bytes"]}]"#,
        r"[1,3]",
        r#"[{"anything-but":1}]"#,
        r#"[{"anything-but":[3,1,1.0]}]"#,
        r#"[{"anything-but":[2,3]}]"#,
        r#"[{"anything-but":["x"]},{"anything-but":[1]}]"#,
        r#"[{"anything-but":[1]},null]"#,
    ];
    let rules: Vec<Rule> = lists.iter().map(|list| rule(&format!(r#"{{"a":{list}}}"#)).unwrap()).collect();
    let set = Rules::new(&rules);
    let values =
        ["x", "y", "z", "w", r"\u0078", "a string of more than thirty-two bytes", "a string of more than 32 bytes!"];
    let quoted = values.map(|value| format!("\"{value}\""));
    let others =
        ["1", "1e0", "2", "3", "12345678901234567890", "null", "true", "[]", "{}", r#"["x",1]"#, r#"[1,3,"y"]"#];
    for value in quoted.into_iter().chain(others.map(String::from)) {
        let event = format!(r#"{{"a":{value}}}"#);
        assert_eq!(set.matching(&event), set.matching_alone(&event), "{event}");
    }
}

#[test]
fn a_set_gives_the_answers_of_each_rule_alone_for_keys_in_any_order() {
    let items = [
        r#"{"name":["a"],"code":[1]}"#,
        r#"{"name":["a"],"code":[{"anything-but":[1,2]}]}"#,
        r#"{"name":["b"],"code":[2],"size":[1]}"#,
        r#"{"name":["b"],"size":[{"anything-but":[1]}]}"#,
        r#"{"name":["b"],"code":[1,2],"inner":{"name":["a"],"code":[1]}}"#,
        r#"{"name":["c"],"code":[1],"size":[{"exists":false}]}"#,
    ];
    let rules: Vec<Rule> = items.iter().map(|item| rule(&format!(r#"{{"d":{{"items":{item}}}}}"#)).unwrap()).collect();
    let set = Rules::new(&rules);
    let members = [
        r#""name":"a""#,
        r#""name":"b""#,
        r#""name":"c""#,
        r#""code":1"#,
        r#""code":2.0"#,
        r#""code":[3,1]"#,
        r#""code":"1""#,
        r#""size":1"#,
        r#""size":12345678901234567890"#,
        r#""inner":{"code":1,"name":"a"}"#,
        r#""inner":[{"name":"a","code":2},{"code":1}]"#,
        r#""inner":{}"#,
    ];
    let mut rng = Rng::with_seed(3);
    for _ in 0..20_000 {
        let item = |rng: &mut Rng| {
            let members: Vec<&str> = (0..rng.usize(..6)).map(|_| members[rng.usize(..members.len())]).collect();
            format!("{{{}}}", members.join(","))
        };
        let items: Vec<String> = (0..rng.usize(1..4)).map(|_| item(&mut rng)).collect();
        let event = format!(r#"{{"d":{{"items":[{}]}}}}"#, items.join(","));
        assert_eq!(set.matching(&event), set.matching_alone(&event), "{event}");
    }
}

#[test]
fn a_rule_set_follows_every_added_and_removed_rule() {
    let mut rng = Rng::with_seed(7);
    let mut cases = shuffled_cases(&mut rng);
    cases.truncate(6_000);
    cases.retain(|case| rule(&case.pattern).is_some());
    let (mut set, mut rules) = (RuleSet::new(), BTreeMap::new());
    let mut order: Vec<String> = Vec::new();
    for (number, case) in cases.iter().take(3_000).enumerate() {
        let name = format!("rule {}", rng.usize(..400));
        if rng.u8(..5) < 2 {
            assert_eq!(set.remove(&name), rules.remove(&name).is_some());
            order.retain(|existing| *existing != name);
        } else if rules.contains_key(&name) {
            assert_eq!(set.add(&*name, &case.pattern), Err(RuleSetError::Repeated { name }));
        } else {
            set.add(&*name, &case.pattern).unwrap();
            rules.insert(name.clone(), Pattern::parse(&case.pattern).unwrap());
            order.push(name);
        }
        assert_eq!(set.len(), rules.len());
        if number % 10 == 0 {
            let event = cases[rng.usize(..cases.len())].event.as_bytes();
            let expected: Vec<&str> =
                order.iter().filter(|name| rules[*name].matches_json(event).unwrap()).map(String::as_str).collect();
            assert_eq!(set.matching_json(event).unwrap().collect::<Vec<_>>(), expected);
            assert_eq!(set.clone().matching_json(event).unwrap().len(), expected.len());
        }
    }
    assert!(set.names().eq(&order));
    for name in &order {
        assert!(set.contains(name) && set.pattern(name).is_some());
        assert!(set.remove(name));
    }
    assert!(set.is_empty() && set.matching_json(b"{}").unwrap().next().is_none());
}

#[test]
fn a_rule_set_lists_its_rules() {
    let mut set = RuleSet::new();
    assert!(set.is_empty() && !set.contains("a") && set.pattern("a").is_none());
    set.add("a", r#"{ "a": [1] }"#).unwrap();
    assert!(!set.is_empty() && set.contains("a") && !set.contains("b"));
    assert_eq!((set.pattern("a"), set.pattern("b")), (Some(r#"{ "a": [1] }"#), None));
}

#[test]
fn the_other_rules_remain_if_many_rules_are_removed() {
    let mut set = RuleSet::new();
    let name = |number: usize| format!("rule {number}");
    for number in 0..300 {
        set.add(name(number), &format!("{{\"a\":[{number}]}}")).unwrap();
    }
    for number in (0..300).filter(|number| number % 50 != 7) {
        assert!(set.remove(&name(number)) && !set.remove(&name(number)));
    }
    assert!(set.names().eq((0..300).filter(|number| number % 50 == 7).map(name)));
    for number in 0..300 {
        let event = format!("{{\"a\":{number}}}");
        let expected = (number % 50 == 7).then(|| name(number));
        assert!(set.matching_json(event.as_bytes()).unwrap().eq(expected.as_deref()), "{number}");
    }
}

#[test]
fn a_rejected_rule_leaves_a_rule_set_unchanged() {
    let mut set = RuleSet::builder().add("a", r#"{"a":[1]}"#).unwrap().build();
    let error = set.add("b", r#"{"a":1}"#).unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with("invalid pattern for rule `b`:\nerror[invalid_pattern]: expected a list or object for `a`"),
        "{error}"
    );
    assert!(std::error::Error::source(&error).is_some_and(|source| source.to_string().starts_with("error[")));
    assert_eq!(error.name(), "b");
    let error = set.add("a", r#"{"a":[2]}"#).unwrap_err();
    assert_eq!((error.name(), error.to_string().as_str()), ("a", "duplicate rule name `a`"));
    assert!(set.matching_json(br#"{"a":1}"#).unwrap().eq(["a"]));
    assert_eq!(format!("{set:?}"), r#"{"a"}"#);
}

#[test]
fn a_rejected_rule_leaves_a_builder_unchanged() {
    let mut builder = RuleSet::builder();
    builder.add("a", r#"{"a":[1]}"#).unwrap();
    assert!(builder.add("b", r#"{"a":1}"#).is_err() && builder.add("a", r#"{"a":[2]}"#).is_err());
    builder.add("c", r#"{"a":[1]}"#).unwrap();
    let set = builder.build();
    assert!(set.matching_json(br#"{"a":1}"#).unwrap().eq(["a", "c"]));
    assert!(builder.build().is_empty(), "the first set has taken the rules");
}

#[test]
fn a_rule_set_has_the_warnings_of_each_rule() {
    let text = r#"{ "detail-type": ["ECS Task State Change"], "detail": { "conatiners": { "exitCode": [1] } } }"#;
    let set = RuleSet::builder().add("a", r#"{"detail":{"a":[1]}}"#).unwrap().add("b", text).unwrap().build();
    assert!(set.warnings("a").unwrap().is_empty() && set.warnings("c").is_none());
    assert!(set.warnings("b").unwrap().to_string().starts_with("error[unknown_field]: `conatiners` is not a field"));
}

#[test]
fn a_rule_set_reports_invalid_json() {
    for set in [RuleSet::new(), RuleSet::builder().add("a", r#"{"a":[1]}"#).unwrap().build()] {
        for event in ["", "[]", "{", r#"{"a":1"#, r#"{"a":[1,{"b":2}]"#, "{\"a"] {
            let error = set.matching_json(event.as_bytes()).map(Iterator::count).unwrap_err();
            assert!(error.offset().is_some(), "{event}");
        }
        // The set remains usable.
        assert_eq!(set.matching_json(br#"{"a":1}"#).unwrap().len(), set.len());
    }
}

#[test]
fn threads_can_share_a_rule_set() {
    let pattern = |number: usize| format!(r#"{{"a":[{number},{}]}}"#, number + 1);
    let mut builder = RuleSet::builder();
    for number in 0..500 {
        builder.add(number.to_string(), &pattern(number)).unwrap();
    }
    let set = builder.build();
    std::thread::scope(|scope| {
        for start in 1..5 {
            let set = &set;
            scope.spawn(move || {
                for number in (start..500).step_by(4) {
                    let event = format!(r#"{{"a":{number}}}"#);
                    let expected = [number - 1, number].map(|number| number.to_string());
                    assert!(set.matching_json(event.as_bytes()).unwrap().eq(expected));
                }
            });
        }
    });
}
