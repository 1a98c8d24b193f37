//! Tests comparisons of rules: the oracle confirms every yes and every no, and a comparison of plain rules always has
//! one of these results.

#[path = "../build/fields.rs"]
#[allow(unreachable_pub, reason = "the module is shared with the build script")]
mod fields;
mod large_sets;
mod random_event;
#[path = "../build/random_pattern.rs"]
#[allow(unreachable_pub, reason = "the module is shared with the build script")]
mod random_pattern;
#[path = "../build/scoped_pattern.rs"]
#[allow(unreachable_pub, reason = "the module is shared with the build script")]
mod scoped_pattern;
mod small_rules;

use event_pattern_analysis::Verdict::{self, No, Unknown, Yes};
use event_pattern_analysis::{
    Relation, are_disjoint, are_equal, common_event, counterexample, disjoint_rules, implies, related_rules,
};
use event_pattern_compiler::json::Dialect;
use event_pattern_compiler::parse_for;
use event_pattern_compiler::rule::Rule;
use event_pattern_compiler::schema::Schema;
use event_pattern_interpreter::oracle::{Event, matches};
use event_pattern_tests::schemas::{self, parse_known};
use fastrand::Rng;
use large_sets::{hard_sets, large_sets};

fn rule(text: &str) -> Rule {
    parse_known(text).lowered.unwrap_or_else(|| panic!("{text}")).rule
}

fn typed(schema: &'static Schema, text: &str) -> Rule {
    parse_for(schemas::schemas(Some(schema)), text, Dialect::Strict).lowered.unwrap_or_else(|| panic!("{text}")).rule
}

fn event(text: &str) -> Event {
    Event::parse(text).unwrap_or_else(|_| panic!("{text}"))
}

/// Pairs of patterns. The two verdicts are whether the first pattern implies the second, and whether the two are
/// disjoint. Text without braces is the `detail` of a task state change.
const ANSWERS: &[(&str, &str, Verdict, Verdict)] = &[
    // Values
    (r#"{"a":["x"]}"#, r#"{"a":["x","y"]}"#, Yes, No),
    (r#"{"a":["x",{"prefix":"ab"}]}"#, r#"{"a":[{"prefix":"a"},{"suffix":"x"}]}"#, Yes, No),
    (r#"{"a":[1,2.0]}"#, r#"{"a":[{"numeric":[">=",1]}]}"#, Yes, No),
    (r#"{"a":["10.0.0.7"]}"#, r#"{"a":[{"cidr":"10.0.0.0/8"}]}"#, Yes, No),
    (r#"{"a":[{"equals-ignore-case":"ß"}]}"#, r#"{"a":["ß","SS"]}"#, Yes, No),
    (r#"{"a":[{"anything-but":["x","y"]}]}"#, r#"{"a":[{"anything-but":"x"}]}"#, Yes, No),
    (r#"{"a":[{"anything-but":{"prefix":"x"}}]}"#, r#"{"a":[{"anything-but":{"wildcard":"x*y"}}]}"#, Yes, No),
    (r#"{"a":[null]}"#, r#"{"a":[{"exists":true}]}"#, Yes, No),
    // Several alternatives
    (r#"{"a":[{"numeric":[">",0,"<",9]}]}"#, r#"{"a":[{"numeric":["<",5]},5,{"numeric":[">",5]}]}"#, Yes, No),
    (r#"{"a":[{"cidr":"10.0.0.0/8"}]}"#, r#"{"a":[{"cidr":"10.0.0.0/9"},{"cidr":"10.128.0.0/9"}]}"#, Yes, No),
    (r#"{"a":[{"prefix":"a"}]}"#, r#"{"a":["a",{"wildcard":"a*b"},{"anything-but":{"wildcard":"a*b"}}]}"#, Yes, No),
    (r#"{"a":[{"exists":true}]}"#, r#"{"a":[{"anything-but":"x"},"x"]}"#, Yes, No),
    (r#"{"a":[{"cidr":"10.0.0.0/8"}]}"#, r#"{"a":[{"wildcard":"*.*.*.*"}]}"#, Yes, No),
    (r#"{"a":[{"numeric":[">",1,"<",1.0000000000000002]}]}"#, r#"{"b":[1]}"#, Yes, Yes),
    // Several paths, and several combinations
    (r#"{"a":[1],"b":[1]}"#, r#"{"b":[1]}"#, Yes, No),
    (r#"{"c":{"a":[1]},"c.b":[1]}"#, r#"{"c":{"b":[1,2]}}"#, Yes, No),
    (r#"{"a":["x","y"],"b":["x","y"]}"#, r#"{"$or":[{"a":["x"]},{"b":["x"]},{"a":["y"],"b":["y"]}]}"#, Yes, No),
    (r#"{"a":["x","y"],"b":["x","y"]}"#, r#"{"$or":[{"a":["x"]},{"b":["x"]}]}"#, No, No),
    // Absence
    (r#"{"a":[{"exists":false}]}"#, r#"{"a":[{"exists":false},"x"]}"#, Yes, No),
    (r#"{"a":[{"exists":false}]}"#, r#"{"a":["x"]}"#, No, Yes),
    (r#"{"c":{"a":[1],"b":[{"exists":false}]}}"#, r#"{"c":{"b":[{"exists":false}]}}"#, No, No),
    (r#"{"c":{"a":[{"exists":false}],"b":[1]}}"#, r#"{"c":{"a":[{"exists":false}]}}"#, Yes, No),
    (r#"{"detail":{"a":[1],"b":[{"exists":false}]}}"#, r#"{"detail":{"b":[{"exists":false}]}}"#, Yes, No),
    (r#"{"$or":[{"a":[1]},{"a":[{"exists":false}]}]}"#, r#"{"a":[1,{"exists":false}]}"#, Yes, No),
    (r#"{"b":[1]}"#, r#"{"$or":[{"b":[1],"a":[{"exists":true}]},{"b":[1],"a":[{"exists":false}]}]}"#, Yes, No),
    // Only fields with a single value make rules disjoint
    (r#"{"source":["a"]}"#, r#"{"source":["b"]}"#, No, Yes),
    (r#"{"source":[{"prefix":"a"}]}"#, r#"{"source":[{"suffix":"a"}]}"#, No, No),
    (r#"{"resources":["a"]}"#, r#"{"resources":["b"]}"#, No, No),
    (r#"{"detail":{"a":["a"]}}"#, r#"{"detail":{"a":["b"]}}"#, No, No),
    (r#""group":["a"]"#, r#""group":["b"]"#, No, Yes),
    (r#""version":[{"numeric":[">",1]}]"#, r#""version":[{"numeric":[">=",2]}]"#, Yes, No),
    (r#""containers":{"name":["a"]}"#, r#""containers":{"name":["b"]}"#, No, No),
    (r#""overrides":{"cpu":["1"]}"#, r#""overrides":{"cpu":[{"exists":false}]}"#, No, Yes),
    // Element scopes and field references
    (r#""containers":{"$all":{"exitCode":[0]}},"group":["a"]"#, r#""containers":{"$all":{"exitCode":[0]}}"#, Yes, No),
    (
        r#""containers":{"$any":{"exitCode":[0]}}"#,
        r#""containers":{"$any":{"exitCode":[{"numeric":["<",1]}]}}"#,
        Yes,
        No,
    ),
    (r#""containers":{"$none":{"exitCode":[0,1]}}"#, r#""containers":{"$none":{"exitCode":[0]}}"#, Yes, No),
    (r#""containers":{"$any":{"exitCode":[0]}}"#, r#""containers":{"$all":{"exitCode":[0]}}"#, Unknown, No),
    (r#""group":[{"$field":"detail.cpu"}]"#, r#""group":[{"$field":"detail.cpu"},"a"]"#, Yes, Unknown),
];

#[test]
fn verdicts_are_correct() {
    let complete = |text: &str| match text.strip_prefix('{') {
        Some(_) => text.to_owned(),
        None => format!("{{\"detail-type\":[\"ECS Task State Change\"],\"detail\":{{{text}}}}}"),
    };
    for (one, other, implied, disjoint) in ANSWERS {
        let (left, right) = (rule(&complete(one)), rule(&complete(other)));
        assert_eq!(implies(&left, &right, schemas::schemas(None)), *implied, "{one}\n{other}");
        assert_eq!(are_disjoint(&left, &right, schemas::schemas(None)), *disjoint, "{one}\n{other}");
        assert_eq!(are_disjoint(&right, &left, schemas::schemas(None)), *disjoint, "{one}\n{other}");
    }
}

/// The number of times that each verdict was given.
#[derive(Debug, Default)]
struct Counts {
    implied: usize,
    disjoint: usize,
    unknown: usize,
    /// The last pair of rules for which a verdict is unknown.
    undecided: String,
    pairs: usize,
    matched: usize,
}

/// Compares the verdicts for all pairs of rules with the answers of the rules on events and on the witnesses.
fn check_verdicts(
    rules: &[(String, Rule)],
    mut events: Vec<String>,
    schema: Option<&'static Schema>,
    counts: &mut Counts,
) {
    let pairs = || rules.iter().flat_map(|one| rules.iter().map(move |other| (one, other)));
    let mut answers = Vec::new();
    for ((text, one), (other_text, other)) in pairs() {
        let (implied, disjoint) =
            (implies(one, other, schemas::schemas(schema)), are_disjoint(one, other, schemas::schemas(schema)));
        let (narrower, both) =
            (counterexample(one, other, schemas::schemas(schema)), common_event(one, other, schemas::schemas(schema)));
        assert_eq!(narrower.is_some(), implied == Verdict::No, "{text}\n{other_text}");
        assert_eq!(both.is_some(), disjoint == Verdict::No, "{text}\n{other_text}");
        if let Some(witness) = &narrower {
            let witness = event(witness);
            assert!(matches(one, &witness) && !matches(other, &witness), "{text}\n{other_text}\n{witness:?}");
        }
        if let Some(witness) = &both {
            let witness = event(witness);
            assert!(matches(one, &witness) && matches(other, &witness), "{text}\n{other_text}\n{witness:?}");
        }
        assert_eq!(disjoint, are_disjoint(other, one, schemas::schemas(schema)), "{text}\n{other_text}");
        counts.pairs += 1;
        if implied == Verdict::Unknown || disjoint == Verdict::Unknown {
            counts.undecided = format!("{text}\n{other_text}");
        }
        counts.unknown += usize::from(implied == Verdict::Unknown) + usize::from(disjoint == Verdict::Unknown);
        answers.push((implied, disjoint));
        events.extend(narrower.into_iter().chain(both));
    }
    events.sort_unstable();
    events.dedup();
    let events: Vec<(String, Event)> = events.into_iter().map(|text| (text.clone(), event(&text))).collect();
    let table: Vec<Vec<bool>> =
        rules.iter().map(|(_, rule)| events.iter().map(|(_, event)| matches(rule, event)).collect()).collect();
    for (number, (implied, disjoint)) in answers.into_iter().enumerate() {
        let (one, other) = (number / rules.len(), number % rules.len());
        for (index, (text, _)) in events.iter().enumerate() {
            let (left, right) = (table[one][index], table[other][index]);
            counts.matched += usize::from(left);
            let shown = || format!("{}\n{}\n{text}", rules[one].0, rules[other].0);
            assert!(implied != Verdict::Yes || !left || right, "not implied:\n{}", shown());
            assert!(disjoint != Verdict::Yes || !left || !right, "not disjoint:\n{}", shown());
        }
        counts.implied += usize::from(implied == Verdict::Yes && one != other);
        counts.disjoint += usize::from(disjoint == Verdict::Yes);
    }
}

/// Returns the number of random rule sets to try: the value of the `ROUNDS` environment variable, or 60.
fn rounds() -> u64 {
    std::env::var("ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(60)
}

#[test]
fn verdicts_without_a_schema_are_correct_for_every_event() {
    let mut counts = Counts::default();
    for seed in 0..rounds() {
        let mut rng = Rng::with_seed(seed);
        let texts: Vec<String> = (0..12).map(|_| small_rules::pattern(&mut rng, true)).collect();
        let rules: Vec<(String, Rule)> = texts.into_iter().map(|text| (text.clone(), rule(&text))).collect();
        let events = (0..60).map(|_| small_rules::event(&mut rng)).collect();
        check_verdicts(&rules, events, None, &mut counts);
    }
    println!("{counts:?}");
    assert!(counts.implied > 100 && counts.disjoint > 100 && counts.matched > 10_000, "{counts:?}");
    assert!(counts.unknown * 50 < counts.pairs, "{counts:?}");
}

#[test]
fn plain_rules_are_always_decided() {
    let mut counts = Counts::default();
    for seed in 0..rounds() {
        let mut rng = Rng::with_seed(1_000_000 + seed);
        let texts: Vec<String> = (0..12).map(|_| small_rules::pattern(&mut rng, false)).collect();
        let rules: Vec<(String, Rule)> = texts.into_iter().map(|text| (text.clone(), rule(&text))).collect();
        let events = (0..60).map(|_| small_rules::event(&mut rng)).collect();
        check_verdicts(&rules, events, None, &mut counts);
    }
    println!("{counts:?}");
    assert!(counts.implied > 100 && counts.disjoint > 100 && counts.unknown == 0, "{counts:?}");
}

#[test]
fn verdicts_for_typed_rules_are_correct_for_events_of_their_type() {
    let mut counts = Counts::default();
    for (number, schema) in schemas::ecs().iter().enumerate() {
        for seed in 0..rounds() / 15 {
            let seed = seed + 1000 * number as u64;
            let pattern = |number: u64| {
                if number.is_multiple_of(3) {
                    scoped_pattern::generate(schema, seed * 10 + number)
                } else {
                    random_pattern::generate(schema, seed * 10 + number)
                }
            };
            let rules: Vec<(String, Rule)> =
                (0..10).map(pattern).map(|text| (text.clone(), typed(schema, &text))).collect();
            let events = (0..40).map(|number| random_event::generate(schema, seed * 40 + number)).collect();
            check_verdicts(&rules, events, Some(schema), &mut counts);
        }
    }
    println!("{counts:?}");
    assert!(counts.disjoint > 20 && counts.matched > 1_000, "{counts:?}");
}

#[test]
fn the_relations_of_a_set_agree_with_those_of_its_pairs() {
    let (mut duplicates, mut implied) = (0, 0);
    for seed in 0..rounds() {
        let mut rng = Rng::with_seed(2_000_000 + seed);
        let mut texts: Vec<String> = (0..15).map(|_| small_rules::pattern(&mut rng, seed % 2 == 0)).collect();
        texts.push(format!("{{\"$or\":[{0},{0}]}}", texts[rng.usize(..15)]));
        rng.shuffle(&mut texts);
        let rules: Vec<Rule> = texts.iter().map(|text| rule(text)).collect();
        let all: Vec<&Rule> = rules.iter().collect();
        let relations = related_rules(&all, schemas::schemas(None));
        let mut is_duplicate = vec![false; rules.len()];
        let mut implies_one = vec![false; rules.len()];
        for relation in &relations {
            match *relation {
                Relation::Duplicate { rule, of } => {
                    assert!(of < rule && are_equal(all[rule], all[of], schemas::schemas(None)) == Verdict::Yes);
                    is_duplicate[rule] = true;
                    duplicates += 1;
                }
                Relation::Implied { rule, by } => {
                    assert_eq!(implies(all[by], all[rule], schemas::schemas(None)), Verdict::Yes);
                    assert!(!implies_one[by]);
                    implies_one[by] = true;
                    implied += 1;
                }
            }
        }
        // Relations that are not reported follow from the reported ones.
        let is_possible = |rule: &Rule| common_event(rule, rule, schemas::schemas(None)).is_some();
        for (number, one) in rules.iter().enumerate().filter(|(number, one)| !is_duplicate[*number] && is_possible(one))
        {
            let others = rules.iter().enumerate().filter(|(other, _)| *other != number && !is_duplicate[*other]);
            let implied: Vec<usize> = others
                .filter(|(_, other)| implies(one, other, schemas::schemas(None)) == Verdict::Yes)
                .map(|(other, _)| other)
                .collect();
            assert_eq!(implies_one[number], !implied.is_empty(), "{number} {implied:?} {relations:?}");
            // No other implied rule implies the reported one.
            let reported = relations.iter().find_map(|relation| match relation {
                Relation::Implied { rule, by } if *by == number => Some(*rule),
                _ => None,
            });
            for between in implied.iter().filter(|between| Some(**between) != reported) {
                assert_ne!(
                    implies(all[*between], all[reported.unwrap()], schemas::schemas(None)),
                    Verdict::Yes,
                    "{number} {between} {reported:?}\n{texts:#?}"
                );
            }
        }
        let disjoint = disjoint_rules(&all, schemas::schemas(None));
        for one in 0..rules.len() {
            for other in one + 1..rules.len() {
                let is_reported = disjoint.pairs.iter().any(|pair| (pair.first, pair.second) == (one, other));
                assert_eq!(is_reported, are_disjoint(all[one], all[other], schemas::schemas(None)) == Verdict::Yes);
            }
        }
    }
    println!("{duplicates} {implied}");
    assert!(duplicates > 5 && implied > 50, "{duplicates} {implied}");
}

#[test]
fn hard_rules_are_compared_within_seconds() {
    for (name, texts) in hard_sets() {
        let rules: Vec<Rule> = texts.iter().map(|text| rule(text)).collect();
        let rules: Vec<&Rule> = rules.iter().collect();
        let start = std::time::Instant::now();
        let relations = related_rules(&rules, schemas::schemas(None)).len();
        println!("{name}: {relations} in {:?}", start.elapsed());
        assert!(start.elapsed().as_secs() < 20, "{name}: {:?}", start.elapsed());
    }
}

/// With `--nocapture`, the times are printed. The limit is far above the usual times, because the machine may be busy.
#[test]
fn a_thousand_rules_are_compared_quickly() {
    for (name, texts) in large_sets() {
        let rules: Vec<Rule> = texts.iter().map(|text| rule(text)).collect();
        let rules: Vec<&Rule> = rules.iter().collect();
        let start = std::time::Instant::now();
        let relations = related_rules(&rules, schemas::schemas(None));
        let (compared, found) = (start.elapsed(), relations.len());
        let expected = match name {
            "duplicates" => 500,
            "ranges" | "implied by all" => 999,
            _ => 0,
        };
        assert_eq!(found, expected, "{name}");
        println!("{name}: {compared:?}");
        assert!(compared.as_secs() < 50, "{name}: {compared:?}");
    }
}
