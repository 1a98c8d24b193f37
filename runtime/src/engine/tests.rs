//! Tests answers that the engine gives before it has read the whole event, and rules that need more than one word of
//! bits.

use super::fast::{Strategy, Sweep, sweep};
use super::format::Program;
use super::format::Tables;
use super::rule::run_with_variant;
use super::state::RuleState;
use super::{Set, Variant, run_set_with_variant};
use crate::json::EventError;
use alloc::format;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;
use event_pattern_compiler::json::Dialect;
use event_pattern_compiler::parse_for;
use event_pattern_compiler::program::{lower, lower_set};
use event_pattern_compiler::rule::Rule;
use event_pattern_compiler::schema::Schemas;
use event_pattern_tables::VERSION;

/// The rule of a pattern, and the rule's program.
pub(super) struct Compiled {
    pub(super) rule: Rule,
    image: Vec<u8>,
    scratch: usize,
}

impl Compiled {
    pub(super) fn new(pattern: &str) -> Self {
        let schemas = Schemas::known(event_pattern_catalogue::aws());
        let rule = parse_for(schemas, pattern, Dialect::Strict).lowered.unwrap().rule;
        let tables = lower(&rule).unwrap();
        Self { rule, image: tables.image(), scratch: tables.scratch_words() }
    }

    /// Returns the result of a sweep with each instruction set. `None` means that the sweep gave up.
    pub(super) fn sweep(&self, event: &str) -> Vec<Option<bool>> {
        let strategies = Variant::available().map(Strategy::With).chain([Strategy::Best]);
        strategies
            .map(|strategy| {
                self.run(|program, bits, rest| {
                    let state = RuleState::new(program, None, bits);
                    if !program.can_sweep() {
                        return None;
                    }
                    sweep(strategy, &mut Sweep::new(program, event.as_bytes(), state, rest))
                })
            })
            .collect()
    }

    /// Runs a closure with the program, memory for its bits, and the rest of its scratch memory.
    pub(super) fn run<T>(&self, run: impl FnOnce(&Program<'_>, &mut [u64], &mut [u64]) -> T) -> T {
        let program = &Program::new(&self.image);
        let mut scratch = vec![0; self.scratch];
        let (bits, rest) = scratch.split_at_mut(program.scratch().bits);
        run(program, bits, rest)
    }

    fn tables(&self) -> Tables<'_> {
        Tables::new(VERSION, &self.image)
    }

    /// Returns the answer of the plain pass, followed by backtracking if necessary.
    fn plain(&self, event: &str) -> Result<bool, EventError> {
        run_with_variant(None, self.tables(), event.as_bytes(), &mut vec![0; self.scratch])
    }

    /// Returns the answer of the engine with each instruction set.
    pub(super) fn answers(&self, event: &str) -> Vec<Result<bool, EventError>> {
        let strategies = Variant::available().map(Some);
        strategies
            .map(|strategy| run_with_variant(strategy, self.tables(), event.as_bytes(), &mut vec![0; self.scratch]))
            .collect()
    }

    /// Whether the rule matches as the only rule of a set, with each instruction set and without a sweep.
    pub(super) fn as_set(&self, event: &str) -> Vec<Result<bool, EventError>> {
        let answers = run_set(core::slice::from_ref(&self.rule), event).into_iter();
        answers.map(|answer| answer.map(|rules| !rules.is_empty())).collect()
    }
}

/// Each entry is a pattern, the start of an event, and the answer that is certain after this start.
const DECIDED: [(&str, &str, bool); 19] = [
    (r#"{"a":[1]}"#, r#"{"a":1,"#, true),
    (r#"{"a":["x"]}"#, r#"{"a":"x","#, true),
    (r#"{"a":["x"],"b":[1]}"#, r#"{"b":1,"c":{"a":"y"},"a": "x","#, true),
    (r#"{"a":{"b":[1]},"c":[1]}"#, r#"{"c":1,"a":{"b":1,"#, true),
    (r#"{"a":{"b":[1]},"c":[1]}"#, r#"{"a":{"b":1},"c":1,"#, true),
    (r#"{"a":{"b":["x"],"c":[2]}}"#, r#"{"a":[{"b":"x"},{"c":2},{"b":"x","c":2,"#, true),
    (r#"{"a":{"b":{"d":[1]}},"c":["x"]}"#, r#"{"c":"x","a":[{"b":{"d":0}},{"b":[{"d":1,"#, true),
    (r#"{"a":[1,"x"]}"#, r#"{"a":[{},0,"x","#, true),
    (r#"{"a":[1]}"#, r#"{"a":2,"#, false),
    (r#"{"a":[1]}"#, r#"{"a":null,"#, false),
    (r#"{"a":["x"]}"#, r#"{"a":"y","#, false),
    (r#"{"a":["x","z"],"b":[1]}"#, r#"{"a":"y","#, false),
    (r#"{"a":{"b":["x"]}}"#, r#"{"a":{"b":"y","#, false),
    (r#"{"a":{"b":[{"prefix":"x"}]},"c":[1]}"#, r#"{"a":{"b":"yx","#, false),
    (r#"{"a":[{"anything-but":1}]}"#, r#"{"a":1,"#, false),
    (r#"{"a":["x"],"b":["y"]}"#, r#"{"b":["y","w"],"a":"z","#, false),
    (r#"{"a":["x"],"b":{"c":[1]}}"#, r#"{"b":[{"c":1},{}],"a":"z","#, false),
    (r#"{"a":[{"exists":false}]}"#, r#"{"a":1,"#, false),
    (r#"{"a":{"b":[{"exists":false}]},"c":[1]}"#, r#"{"c":1,"a":{"b":1,"#, false),
];

/// Each entry is a pattern, the start of an event, and an end with which the event matches.
const UNDECIDED: [(&str, &str, &str); 13] = [
    (r#"{"a":[1]}"#, r#"{"a":2,"#, r#""a":1}"#),
    (r#"{"a":["x"]}"#, r#"{"a":"y","#, r#""\u0061":"x"}"#),
    (r#"{"a/b":[1]}"#, r#"{"a/b":2,"#, r#""a\/b":1}"#),
    (r#"{"a":{"b":[1]}}"#, r#"{"a":[{"b":2},"#, r#"{"b":1}]}"#),
    (r#"{"a":[1]}"#, r#"{"a":[2,"#, "1]}"),
    (r#"{"a":{"b":[1]}}"#, r#"{"a":{"b":2},"#, r#""a.b":1}"#),
    (r#"{"a":["x"],"b":[1]}"#, r#"{"a":"x","#, r#""b":1}"#),
    (r#"{"a":{"b":[1],"c":[{"exists":false}]}}"#, r#"{"a":[{"c":1},"#, r#"{"b":1}]}"#),
    (r#"{"a":[{"exists":false}],"b":[1]}"#, r#"{"c":{"a":1},"#, r#""b":1}"#),
    (r#"{"a":["x"],"b":[1]}"#, r#"{"a":"x","a":"y","#, r#""b":1}"#),
    (r#"{"a":{"b":[1]}}"#, "", r#"{"a.b":1}"#),
    (r#"{"a":{"bcd":[1]}}"#, "", r#"{"a.bcd":1}"#),
    (r#"{"abc":{"defgh":{"i":[1]}}}"#, "", r#"{"abc.defgh":{"i":1}}"#),
];

/// Joins a start and an end into an event, and into a second event that is longer than a block of the sweep.
fn complete(start: &str, end: &str) -> [String; 2] {
    let longer = end.strip_suffix('}').unwrap_or_default();
    [format!("{start}{end}"), format!("{start}{longer},\"zz\":\"{}\"}}", "z".repeat(300))]
}

/// Appends text that does not end the event.
fn truncated(start: &str) -> String {
    format!("{start}\"zz\":\"{}", "z".repeat(300))
}

#[test]
fn a_certain_answer_does_not_depend_on_what_follows() {
    for (pattern, start, expected) in DECIDED {
        let compiled = Compiled::new(pattern);
        let event = truncated(start);
        assert_eq!(compiled.plain(&event), Ok(expected), "{pattern} {start}");
        let answers = compiled.sweep(&event);
        assert!(answers.iter().all(|answer| *answer == Some(expected)), "{pattern} {start} {answers:?}");
    }
}

#[test]
fn no_answer_is_given_before_it_is_certain() {
    for (pattern, start, end) in UNDECIDED {
        let compiled = Compiled::new(pattern);
        for event in complete(start, end) {
            assert_eq!(compiled.plain(&event), Ok(true), "{pattern} {event}");
            assert!(compiled.sweep(&event).iter().all(|answer| *answer != Some(false)), "{pattern} {event}");
        }
    }
}

#[test]
fn the_plain_pass_decides_events_with_nested_arrays() {
    for (pattern, start) in [
        (r#"{"a":{"b":[1]}}"#, r#"{"a":[[{"b":1,"#),
        (r#"{"a":{"b":[1]}}"#, r#"{"a":[[],[[{}],{"b":1,"#),
        (r#"{"a":[1]}"#, r#"{"a":[[[2],1,"#),
    ] {
        assert_eq!(Compiled::new(pattern).plain(&truncated(start)), Ok(true), "{pattern} {start}");
    }
}

#[test]
fn scalars_in_nested_arrays_need_backtracking() {
    for (pattern, event, expected) in [
        (r#"{"a":[1],"a.b":[2]}"#, r#"{"a":[{"b":2},1]}"#, true),
        (r#"{"a":[1],"a.b":[2]}"#, r#"{"a":[{"b":2},[1]]}"#, false),
        (r#"{"a":[1],"a.b":[2]}"#, r#"{"a":[[1],{"b":2}]}"#, false),
        (r#"{"a":[1],"a.b":[2]}"#, r#"{"a":[[1,{"b":2}]]}"#, true),
    ] {
        assert_eq!(Compiled::new(pattern).plain(event), Ok(expected), "{pattern} {event}");
    }
}

#[test]
fn each_value_of_a_repeated_key_is_a_separate_element_of_a_scope() {
    let scoped = |scope: &str| {
        let rule = format!(r#"{{"detail-type":["ECS Task State Change"],"detail":{{"containers":{scope}}}}}"#);
        Compiled::new(&rule)
    };
    let any =
        scoped(r#"{"$any":{"name":["x"],"reason":[{"exists":false}],"networkInterfaces":{"attachmentId":["y"]}}}"#);
    let count = scoped(r#"{"$count":{"where":{"name":["x"]},"numeric":["=",2]}}"#);
    for (detail, is_any, is_two) in [
        (r#""detail":{"containers":[{"name":"x","networkInterfaces":{"attachmentId":"y"}}]}"#, true, false),
        (r#""detail":{},"detail":{"containers":[{"name":"x","networkInterfaces":{"attachmentId":"y"}}]}"#, true, false),
        (
            r#""detail":{"containers":[{"name":"x"},{"networkInterfaces":{"attachmentId":"y"}}]},"detail":{}"#,
            false,
            false,
        ),
        (
            r#""detail":{"containers":{"name":"x"}},"detail":{"containers":{"networkInterfaces":{"attachmentId":"y"}}}"#,
            false,
            false,
        ),
        (r#""detail":{"containers":{"name":"x"},"containers":{"name":"x"}}"#, false, true),
        (r#""detail":{"containers":[{"name":"x"}]},"detail":{"containers":[{"name":"x"}]}"#, false, true),
        (r#""detail.containers":[{"name":"x"},{"name":"x"}]"#, false, true),
        // A dotted key does not add an element.
        (r#""detail.containers.name":"x","detail":{"containers":{"name":"x"}}"#, false, false),
        // Inside an element, repeated keys continue an object.
        (
            r#""detail.containers":{"name":"x","networkInterfaces":{},"networkInterfaces":{"attachmentId":"y"}}"#,
            true,
            false,
        ),
        (
            r#""detail.containers":{"name":"x","networkInterfaces":{},"networkInterfaces.attachmentId":"y","reason":1}"#,
            false,
            false,
        ),
    ] {
        let event = format!(r#"{{"detail-type":"ECS Task State Change",{detail}}}"#);
        for (compiled, expected) in [(&any, is_any), (&count, is_two)] {
            let answers = [vec![compiled.plain(&event)], compiled.answers(&event), compiled.as_set(&event)].concat();
            assert!(answers.iter().all(|answer| *answer == Ok(expected)), "{event} {answers:?}");
        }
    }
}

#[test]
fn only_scopes_and_field_references_have_extension_tables() {
    for (detail, expected) in [
        (r#"{"group":["x"],"containers":{"name":["x"]}}"#, false),
        (r#"{"containers":{"$any":{"name":["x"]}}}"#, true),
        (r#"{"group":[{"$field":"detail.cpu"}]}"#, true),
    ] {
        let pattern = format!(r#"{{"detail-type":["ECS Task State Change"],"detail":{detail}}}"#);
        Compiled::new(&pattern).run(|program, _, _| assert_eq!(program.extensions().is_some(), expected, "{pattern}"));
    }
}

#[test]
fn long_lists_of_values_are_searched() {
    let texts: Vec<String> = (0..60).map(|number| format!("\"t{}\"", number * 7 % 60)).collect();
    let numbers: Vec<String> = (0..60).map(|number| format!("{}", number * 11 % 60 * 2)).collect();
    let pattern = format!("{{\"a\":[{},{}]}}", texts.join(","), numbers.join(","));
    let excluded =
        format!("{{\"a\":[{{\"anything-but\":[{}]}},{{\"anything-but\":[{}]}}]}}", texts.join(","), numbers.join(","));
    let (listed, excluded) = (Compiled::new(&pattern), Compiled::new(&excluded));
    let values =
        (0..120).flat_map(|number| [(format!("{number}"), number % 2 == 0), (format!("\"t{number}\""), number < 60)]);
    for (value, is_listed) in values.chain([("\"\"".into(), false), ("-1".into(), false), ("\"u\"".into(), false)]) {
        let event = format!("{{\"a\":{value}}}");
        assert_eq!(listed.plain(&event), Ok(is_listed), "{event}");
        assert!(listed.as_set(&event).iter().all(|answer| *answer == Ok(is_listed)), "{event}");
        assert_eq!(excluded.plain(&event), Ok(true), "{event}");
    }
}

#[test]
fn strings_of_all_lengths_match_in_every_spelling() {
    for length in 0..40 {
        let text: String = (b'a'..=b'z').cycle().take(length).map(char::from).collect();
        let escaped = text.bytes().map(|byte| format!("\\u{byte:04x}")).collect::<Vec<_>>().concat();
        let compiled = Compiled::new(&format!("{{\"a\":[\"{text}\"]}}"));
        let longer = Compiled::new(&format!("{{\"a\":[\"{text}x\"]}}"));
        for event in [format!("{{\"a\":\"{text}\"}}"), format!("{{\"a\":\"{escaped}\"}}")] {
            assert_eq!(compiled.plain(&event), Ok(true), "{event}");
            assert_eq!(longer.plain(&event), Ok(false), "{event}");
            assert!(compiled.as_set(&event).iter().all(|answer| *answer == Ok(true)), "{event}");
            assert!(longer.as_set(&event).iter().all(|answer| *answer == Ok(false)), "{event}");
        }
    }
}

/// Returns the matching rules of a set, or the error, once for each instruction set and once without a sweep.
fn run_set(rules: &[Rule], event: &str) -> Vec<Result<Vec<usize>, EventError>> {
    let set = lower_set(rules).unwrap();
    let programs: Vec<Tables<'_>> = set.programs.iter().map(|image| Tables::new(VERSION, image)).collect();
    let strategies = Variant::available().map(Some).chain([None]);
    strategies
        .map(|strategy| {
            let (mut matching, mut scratch) = (Vec::new(), vec![0; set.scratch_words]);
            let matched = |rule| matching.push(rule);
            run_set_with_variant(
                strategy,
                &Set::new(VERSION, &set.image),
                &programs,
                event.as_bytes(),
                &mut scratch,
                matched,
            )
            .map(|()| {
                matching.sort_unstable();
                matching
            })
        })
        .collect()
}

/// Like [`run_set`], for an event without errors.
fn matching(rules: &[Rule], event: &str) -> Vec<Vec<usize>> {
    run_set(rules, event).into_iter().map(Result::unwrap).collect()
}

#[test]
fn a_set_matches_strings_of_all_lengths_in_every_spelling() {
    let text =
        |length: usize| -> String { (b'a'..=b'z').cycle().skip(length % 7).take(length).map(char::from).collect() };
    let rules: Vec<Rule> =
        (0..60).map(|length| Compiled::new(&format!("{{\"a\":[\"{}\"]}}", text(length))).rule).collect();
    for length in 0..60 {
        let escaped = text(length).bytes().map(|byte| format!("\\u{byte:04x}")).collect::<Vec<_>>().concat();
        for event in [format!("{{\"a\":\"{}\"}}", text(length)), format!("{{\"a\":\"{escaped}\"}}")] {
            assert!(matching(&rules, &event).iter().all(|matching| *matching == [length]), "{event}");
        }
    }
}

#[test]
fn a_set_finds_every_rule_that_a_value_satisfies() {
    let rules = [
        r#"{"a":["xyz"]}"#,
        r#"{"a":[{"prefix":"x"}]}"#,
        r#"{"a":[{"prefix":"xy"}]}"#,
        r#"{"a":[{"suffix":"z"}]}"#,
        r#"{"a":[{"suffix":"yz"}]}"#,
        r#"{"a":[{"anything-but":"q"}]}"#,
        r#"{"a":[{"wildcard":"x*z"}]}"#,
        r#"{"a":[5]}"#,
        r#"{"a":[{"numeric":[">",1]}]}"#,
    ];
    let rules = rules.map(|pattern| Compiled::new(pattern).rule);
    let padding = "p".repeat(300);
    for (value, expected) in [
        (r#""xyz""#, &[0, 1, 2, 3, 4, 5, 6][..]),
        (r#""x\u0079z""#, &[0, 1, 2, 3, 4, 5, 6]),
        (r#""xz""#, &[1, 3, 5, 6]),
        (r#""x""#, &[1, 5]),
        ("5", &[5, 7, 8]),
        ("5.0", &[5, 7, 8]),
        ("2", &[5, 8]),
        (r#""q""#, &[]),
    ] {
        for event in [format!("{{\"a\":{value}}}"), format!("{{\"a\":{value},\"b\":\"{padding}\"}}")] {
            assert!(matching(&rules, &event).iter().all(|matching| matching == expected), "{event}");
            // Also check each pair of these rules as a set.
            for (one, other) in (0..rules.len()).flat_map(|other| (0..other).map(move |one| (one, other))) {
                let both = [rules[one].clone(), rules[other].clone()];
                let indexed = [(0, one), (1, other)].into_iter();
                let expected: Vec<usize> =
                    indexed.filter(|(_, rule)| expected.contains(rule)).map(|(index, _)| index).collect();
                assert!(matching(&both, &event).iter().all(|matching| *matching == expected), "{one} {other} {event}");
            }
        }
    }
}

#[test]
fn a_set_stops_when_no_rule_can_match() {
    for (pattern, start, expected) in DECIDED {
        let may_stop = !expected && !pattern.contains("exists");
        let answers = Compiled::new(pattern).as_set(&truncated(start));
        assert!(
            answers.iter().all(|answer| answer.is_ok() == may_stop && *answer != Ok(true)),
            "{pattern} {answers:?}"
        );
    }
    for (pattern, start, end) in UNDECIDED {
        for event in complete(start, end) {
            let answers = Compiled::new(pattern).as_set(&event);
            assert!(answers.iter().all(|answer| *answer == Ok(true)), "{pattern} {event} {answers:?}");
        }
    }
}

#[test]
fn elements_with_more_than_64_conditions_are_kept_separate() {
    let member = |number: usize, value: usize| format!("\"k{number}\":{value}");
    let conditions: Vec<String> = (0..150).map(|number| format!("\"k{number}\":[{number}]")).collect();
    let conditions = conditions.join(",");
    let compiled = Compiled::new(&format!("{{{conditions},\"b\":{{{conditions}}}}}"));
    let element = |right: &dyn Fn(usize) -> bool| {
        let members = (0..150).map(|number| member(number, if right(number) { number } else { 999 }));
        format!("{{{}}}", members.collect::<Vec<_>>().join(","))
    };
    let around: Vec<String> = (0..150).map(|number| member(number, number)).collect();
    let event = |elements: &[String]| format!("{{{},\"b\":[{}]}}", around.join(","), elements.join(","));
    let whole = element(&|_| true);
    for missing in [0, 1, 62, 63, 64, 65, 100, 127, 128, 149] {
        let (most, rest) = (element(&|number| number != missing), element(&|number| number == missing));
        for (elements, expected) in [
            (vec![most.clone(), rest.clone()], false),
            (vec![rest.clone(), most.clone()], false),
            (vec![most, rest, whole.clone()], true),
        ] {
            let event = event(&elements);
            assert_eq!(compiled.plain(&event), Ok(expected), "{missing}");
            assert!(compiled.sweep(&event).iter().all(|answer| *answer == Some(expected)), "{missing}");
            assert!(compiled.as_set(&event).iter().all(|answer| *answer == Ok(expected)), "{missing}");
        }
    }
}
