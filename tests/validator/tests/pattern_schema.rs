//! The JSON Schema of patterns, with a validator: it accepts every pattern in which the checks find nothing, and
//! refuses every pattern with an error that depends on a single place.

use event_pattern_compiler::check::{check, coverage};
use event_pattern_compiler::diagnostic::{Diagnostic, Lint, Severity};
use event_pattern_compiler::json::{Dialect, Member, Value, ValueKind};
use event_pattern_compiler::parse_for;
use event_pattern_compiler::schema::{Field, Schema, compact};
use event_pattern_documents::write_patterns;
use event_pattern_tests::{macro_patterns, own_cases, schemas, value_patterns};
use jsonschema::Validator;
use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::path::{Path, PathBuf};

/// What a JSON Schema says about a pattern with a diagnostic.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Told {
    /// It refuses the pattern, if the diagnostic is an error. It may accept a pattern with a warning.
    Always,
    /// It refuses the pattern in some cases. The reason is why not in all.
    Sometimes(&'static str),
    /// It does not refuse the pattern, for this reason.
    Never(&'static str),
}

fn told(one: &Diagnostic, text: &str) -> Told {
    let message = |part: &str| one.message.contains(part);
    let place = text.get(one.span.start..one.span.end).unwrap_or_default();
    let Some(lint) = one.lint else { return Told::Always };
    match lint {
        Lint::InvalidJson | Lint::TrailingText => Told::Never("the text is not one JSON value"),
        Lint::DuplicateKey | Lint::RepeatedObject | Lint::ReplacedCondition => {
            Told::Never("a validator sees one of several equal keys")
        }
        Lint::TooManyCombinations | Lint::TooLarge | Lint::OverQuota | Lint::ComplexWildcard => {
            Told::Never("it depends on the size of the pattern")
        }
        Lint::NeverMatch if message("is never null") => Told::Always,
        Lint::NeverMatch => Told::Sometimes("it depends on whether a field is certain to be present, or on a filter"),
        Lint::OnlyNull
        | Lint::AlwaysTrue
        | Lint::ExcludesNothing
        | Lint::RedundantAlternative
        | Lint::AbsenceInArray
        | Lint::NeedlessScope
        | Lint::UnnamedContainer
        | Lint::FiresTwice
        | Lint::SelfReference
        | Lint::DuplicateRule
        | Lint::ImpliedRule => Told::Never("it depends on several conditions"),
        Lint::MalformedValue
        | Lint::LiteralStar
        | Lint::RegularExpression
        | Lint::UnresolvedPlaceholder
        | Lint::FilterInString
        | Lint::InvisibleCharacter => Told::Never("it is a warning about the text of a string"),
        Lint::InexpressibleCondition | Lint::UnusedAllow => Told::Never("it is about Rust code"),
        Lint::InvalidFilter if message("too many digits") || message("is not less than the upper bound") => {
            Told::Never("numbers are not compared")
        }
        Lint::InvalidFilter if message("is not an IP address") => Told::Sometimes("addresses have many forms"),
        _ if place.starts_with('{') && place.contains("$field") => Told::Sometimes("the field at a path is not found"),
        Lint::InvalidReference => Told::Sometimes("the field at a path is not found"),
        Lint::UnknownValue if message("matches no value of") => Told::Never("a filter is not evaluated"),
        Lint::WrongEvent if one.message.starts_with("`{") => Told::Never("a filter is not evaluated"),
        Lint::MisplacedScope if message("requires an event type with a known schema") => {
            Told::Never("the schema for any event is also used for several known events")
        }
        Lint::InvalidPattern if message("is reserved for content filters") || message("but an operator elsewhere") => {
            Told::Sometimes("a field may have the name of a filter, outside of `$or`")
        }
        _ => Told::Always,
    }
}

/// The JSON Schemas, and what they say about patterns.
#[derive(Default)]
struct Judgement {
    /// The schemas by the source and the detail-type of the events.
    validators: HashMap<(Option<String>, Option<String>), Validator>,
    /// The number of accepted patterns in which the checks find nothing.
    accepted: usize,
    /// The diagnostics of refused patterns.
    refused: BTreeSet<Lint>,
    /// The patterns that the checks judge in another way.
    wrong: Vec<String>,
}

impl Judgement {
    fn of(&mut self, schema: &Schema) -> &Validator {
        let names = (schema.source.clone(), schema.detail_type.clone());
        self.validators.entry(names).or_insert_with(|| {
            let written: serde_json::Value = serde_json::from_str(&write_patterns(schema)).unwrap();
            jsonschema::draft7::meta::validate(&written).unwrap();
            jsonschema::draft7::new(&written).unwrap()
        })
    }

    /// Compares what the schema says about a pattern with what the checks find.
    fn compare(&mut self, origin: &str, text: &str, event_type: Option<&Schema>) {
        let schemas = schemas::schemas(event_type);
        let parsed = parse_for(schemas, text, Dialect::Relaxed);
        let found = check(&parsed, schemas);
        let events = coverage(&parsed, schemas);
        let any = Schema::envelope();
        let schema = match (event_type, events.schemas.as_slice()) {
            (Some(schema), _) => schema,
            (None, [only]) if !events.has_others => only,
            (None, _) => &any,
        };
        let is_any = *schema == any;
        let Some(value) = &parsed.value else { return };
        // A validator sees only one of several equal keys, and its reader rejects lone surrogates.
        if has_key(value, &|members, index| members[..index].iter().any(|other| other.key == members[index].key)) {
            return;
        }
        let Ok(pattern) = serde_json::from_str(&value.to_json()) else { return };
        // A pattern without any outer field may be for something else than an event.
        if is_any && !has_outer_field(&pattern) {
            return;
        }
        let reason = self.of(schema).validate(&pattern).err().map(|error| error.to_string());
        let refusable = found.iter().any(|one| !matches!(told(one, text), Told::Never(_)));
        let always: Vec<&Diagnostic> = found.iter().filter(|one| told(one, text) == Told::Always).collect();
        // The schema for any event does not say what several known events have in common.
        let has_schema = !is_any || events.schemas.is_empty();
        let error = always.iter().find(|one| one.severity == Severity::Error && has_schema);
        // The schema does not follow the path of a key with dots.
        let is_dotted = || has_key(value, &|members, index| members[index].key.split(b'.').count() > 1);
        match (reason, error) {
            (None, Some(error)) if !is_dotted() => {
                self.wrong.push(format!("{origin}: accepted, but {:?}: {}\n  {text}", error.lint, error.message));
            }
            (Some(reason), _) if !refusable => self.wrong.push(format!("{origin}: refused: {reason}\n  {text}")),
            (Some(_), _) => self.refused.extend(always.iter().filter_map(|one| one.lint)),
            (None, _) => self.accepted += usize::from(found.is_empty()),
        }
    }

    /// Fails if a pattern was judged in the wrong way.
    fn finish(&self) {
        let wrong = self.wrong.len();
        assert!(wrong == 0, "{wrong} wrong:\n{}", self.wrong.iter().take(40).cloned().collect::<Vec<_>>().join("\n"));
    }
}

/// Whether a pattern, or a branch of its `$or`, has a condition on a field that all events have.
fn has_outer_field(pattern: &serde_json::Value) -> bool {
    let branches = pattern["$or"].as_array().into_iter().flatten();
    let has_field = |field: &Field| pattern.get(&field.name).is_some();
    Schema::envelope().root.fields.iter().any(has_field) || branches.into_iter().any(has_outer_field)
}

/// Whether a value has a member for which a test holds, given the members of the object and the index of the member.
fn has_key(value: &Value, test: &dyn Fn(&[Member], usize) -> bool) -> bool {
    match &value.kind {
        ValueKind::Object(members) => {
            (0..members.len()).any(|index| test(members, index) || has_key(&members[index].value, test))
        }
        ValueKind::Array(elements) => elements.iter().any(|element| has_key(element, test)),
        _ => false,
    }
}

/// Returns the files in a folder of the repository and in its subfolders that have an extension.
fn files(folder: &str, extension: &str) -> Vec<PathBuf> {
    fn visit(path: &Path, extension: &str, files: &mut Vec<PathBuf>) {
        if path.is_dir() {
            let entries = path.read_dir().unwrap();
            entries.for_each(|entry| visit(&entry.unwrap().path(), extension, files));
        } else if path.extension().is_some_and(|end| end == extension) {
            files.push(path.to_owned());
        }
    }
    let mut found = Vec::new();
    visit(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(folder), extension, &mut found);
    found
}

#[test]
fn patterns_in_files_and_macro_calls_are_judged_as_by_the_checks() {
    let mut judgement = Judgement::default();
    for folder in ["examples/rules", "tests/patterns"] {
        for file in files(folder, "json") {
            let text = fs::read_to_string(&file).unwrap();
            judgement.compare(&file.display().to_string(), &text, None);
        }
    }
    for file in files("tests/ui", "rs").iter().chain(&files("tests/tests", "rs")).chain(&files("examples", "rs")) {
        for pattern in macro_patterns(file) {
            let event_type = pattern.event_type.as_deref();
            let known = schemas::ecs().into_iter().find(|schema| event_type == Some(&schemas::detail(schema).name));
            // The schema of an own type is not known.
            if event_type.is_none() || known.is_some() {
                judgement.compare(&file.display().to_string(), &pattern.text, known);
            }
        }
    }
    judgement.finish();
    assert!(judgement.accepted > 200, "{}", judgement.accepted);
    let refused = [
        Lint::InvalidPattern,
        Lint::InvalidFilter,
        Lint::InvalidScope,
        Lint::MisplacedScope,
        Lint::UnknownField,
        Lint::ForeignField,
        Lint::UnsentField,
        Lint::WrongType,
        Lint::WrongShape,
        Lint::UnknownValue,
        Lint::WrongEvent,
        Lint::NeverMatch,
    ];
    assert_eq!(judgement.refused, BTreeSet::from(refused));
}

#[test]
fn patterns_for_values_of_events_are_accepted() {
    let mut judgement = Judgement::default();
    for pattern in value_patterns() {
        judgement.compare("value", &pattern, None);
    }
    judgement.finish();
    assert!(judgement.accepted > 5_000, "{}", judgement.accepted);
}

#[test]
fn conformance_cases_are_judged_as_by_the_checks() {
    let mut judgement = Judgement::default();
    for case in own_cases() {
        judgement.compare(&case.name, &case.pattern, Some(schemas::named("TaskStateChange")));
        // The conditions on a value of which nothing is known.
        judgement.compare(&case.name, &format!(r#"{{"detail":{}}}"#, case.pattern), None);
    }
    judgement.finish();
}

#[test]
fn the_examples_of_diagnostics_are_judged_as_by_the_checks() {
    let mut judgement = Judgement::default();
    let task = schemas::named("TaskStateChange");
    for entry in Lint::entries() {
        for example in [entry.broken, entry.fixed] {
            judgement.compare(entry.name, example, Some(task).filter(|_| !example.contains("detail-type")));
        }
    }
    judgement.finish();
}

#[test]
fn every_known_event_has_a_valid_schema_of_its_patterns() {
    let mut judgement = Judgement::default();
    for entry in schemas::catalogue().entries() {
        let schema = entry.schema();
        let pattern = |detail_type: &str| serde_json::json!({ "detail-type": [detail_type] });
        let detail_type = schema.detail_type.as_deref().unwrap_or_default();
        let validator = judgement.of(schema);
        assert!(validator.is_valid(&pattern(detail_type)), "{detail_type}");
        assert_eq!(validator.is_valid(&pattern("other")), schema.detail_type.is_none(), "{detail_type}");
    }
}

#[test]
fn fields_of_every_kind_are_judged_as_by_the_checks() {
    let schema = compact::read(KINDS).unwrap();
    for (detail, is_accepted) in [
        (r#"{"amount":[1,"1",{"prefix":"a"},{"numeric":[">",1]}]}"#, true),
        (r#"{"amount":[true]}"#, false),
        (r#"{"amount":[null]}"#, false),
        (r#"{"labels":{"a":["x"],"app.kubernetes.io/name":[{"prefix":"x"}]}}"#, true),
        (r#"{"labels":{"a":[1]}}"#, false),
        (r#"{"labels":{"app.kubernetes.io/name":[1]}}"#, false),
        (r#"{"labels":{"a":{"b":["x"]}}}"#, false),
        (r#"{"note":[null,"x"]}"#, true),
        (r#"{"customer":[null]}"#, true),
        (r#"{"customer":["x"]}"#, false),
        (r#"{"customer":{"name":["x"],"more":[{"prefix":"x"}]}}"#, true),
        (r#"{"customer":{"name":["x"],"more":{"$or":[{"a":[1]},{"b":{"c":[true]}}]}}}"#, true),
        (r#"{"customer":{"name":["x"],"more":[{"prefixx":"x"}]}}"#, false),
        (r#"{"customer":{"name":["x"],"more":{}}}"#, false),
        (r#"{"status":["open",{"anything-but":"open"},{"exactly":"open"}]}"#, true),
        (r#"{"status":[{"anything-but":["opened"]}]}"#, false),
        (r#"{"status":[{"exactly":"opened"}]}"#, false),
        (r#"{"stock":["low","none",{"anything-but":["none"]}]}"#, true),
        (r#"{"stock":[{"cidr":"low"}]}"#, false),
        (r#"{"sizes":[1,{"numeric":["=",1.0]}]}"#, true),
        (r#"{"sizes":[1.5]}"#, false),
        (r#"{"sizes":{"a":[1]}}"#, false),
        (r#"{"lines":{"count":[1],"parts":{"sku":["x"]}}}"#, true),
        (r#"{"lines":{"$any":[{"count":[1]},{"count":[2]}],"$all":{"parts":{"$any":{"sku":["x"]}}}}}"#, true),
        (r#"{"lines":{"$or":[{"$none":{"count":[1]}},{"count":[2]}]}}"#, true),
        (r#"{"lines":{"$count":{"where":{"count":[1]},"numeric":[">",1,"<=",3]}}}"#, true),
        (r#"{"lines":{"$count":{"where":{"count":[1]}}}}"#, false),
        (r#"{"lines":{"parts":{"$any":{"sku":["x"]}}}}"#, false),
        (r#"{"lines":{"$any":{"$any":{"count":[1]}}}}"#, false),
        (r#"{"lines":{"$any":{"$or":[{"$any":{"count":[1]}},{"count":[1]}]}}}"#, false),
        (r#"{"lines":[{"count":1}]}"#, false),
        (r#"{"lines":[{"exists":true}]}"#, false),
        (r#"{"lines.parts":{"$any":{"sku":["x"]}},"old":["x"]}"#, false),
        (r#"{"customer.name":["x"]}"#, true),
        (r#"{"old":["x"]}"#, false),
    ] {
        let mut judgement = Judgement::default();
        let pattern = format!(r#"{{"detail":{detail}}}"#);
        judgement.compare("kinds", &pattern, Some(&schema));
        judgement.finish();
        let pattern: serde_json::Value = serde_json::from_str(&pattern).unwrap();
        assert_eq!(judgement.of(&schema).is_valid(&pattern), is_accepted, "{detail}");
    }
}

const KINDS: &str = "\
%event my.shop \"Order Placed\"
title order
provenance document
detail: {Order}
object Order
  amount: int32|string
  customer: {Customer}?
  labels?: {Labels}
  lines: [{Line}]
  note?: string?
  sizes?: [int32]
  status: (Status)
  stock?: (Stock)
object Customer
  ..
  name: string
object Labels
  *: string
object Line
  count: int64
  parts: [{Part}]
object Part
  sku: string
set Status complete
  open
  closed
set Stock listed
  low
";
