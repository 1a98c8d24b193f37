//! Checks strings against the form of the field's values: account IDs, Regions and ARNs.

use super::text;
use crate::diagnostic::{Diagnostic, Lint, Severity};
use crate::json::JsonString;
use crate::pattern::filter::{Affix, AnythingBut, Side, Wildcard};
use crate::pattern::print::quoted;
use crate::pattern::{Alternative, Filter};
use crate::schema::Form;
use crate::source::Span;

/// The strings before, between and after the stars of a wildcard.
type Pieces = Vec<Vec<u8>>;

/// Reports the first string of an alternative that no value of the form can match.
pub(super) fn check(alternative: &Alternative, key: &JsonString, form: &Form) -> Option<Diagnostic> {
    let (operands, is_excluded) = match &alternative.filter {
        Filter::AnythingBut(AnythingBut { excluded }) => (excluded.as_slice(), true),
        filter => (std::slice::from_ref(filter), false),
    };
    let spans =
        if is_excluded { alternative.excluded_spans.as_slice() } else { std::slice::from_ref(&alternative.span) };
    let suspicious = text::suspicious(alternative);
    let is_malformed = |(filter, span): &(&Filter, &Span)| {
        is_malformed(filter, form, text::at(**span, &suspicious).and_then(|found| found.lint))
    };
    let (filter, span) = operands.iter().zip(spans).find(is_malformed)?;
    let consequence = if is_excluded { ", so excluding it has no effect" } else { "" };
    let noun = form.noun.split(',').next().unwrap_or(&form.noun);
    let message = match filter {
        Filter::String(text) | Filter::EqualsIgnoreCase(text) => {
            format!("`{}` is not {}{consequence}", text.to_json(), form.noun)
        }
        _ => format!("`{filter}` matches no value of `{key}`, which is {noun}{consequence}"),
    };
    let diagnostic = Lint::MalformedValue.at(*span, message);
    if let Some(corrected) = corrected(form, filter) {
        return Some(diagnostic.with_help(format!("did you mean {}?", quoted(&corrected))));
    }
    let fixes: Option<Vec<Fix>> = operands.iter().map(|filter| fix(filter, form)).collect();
    let Some(fixes) = fixes else {
        let help = format!("write {noun} such as {}", quoted(&form.example));
        return Some(diagnostic.with_help(help).suggesting_allow());
    };
    // Examples in AWS's documentation lack the revision, although events have it.
    let severity = if fixes.iter().any(|fix| fix.is_for_missing_end) { Severity::Warning } else { Severity::Error };
    let help = format!("write `{}`", written(fixes.into_iter().map(|fix| fix.pieces).collect(), is_excluded));
    let suggests_allow = severity == Severity::Warning;
    Some(Diagnostic { severity, suggests_allow, ..diagnostic }.with_help(help))
}

/// Whether no value of the form satisfies a filter. `suspicious` is what another check reports for the same string.
fn is_malformed(filter: &Filter, form: &Form, suspicious: Option<Lint>) -> bool {
    let pieces = match suspicious {
        None => filter.pieces(),
        // If the star is replaced by a wildcard, as the other check suggests, the filter may be right.
        Some(Lint::LiteralStar) => Some(text::star_pieces(filter)),
        Some(_) => return false,
    };
    pieces.is_some_and(|pieces| !form.can_match(&pieces, filter.ignores_case()))
}

/// What to write instead of a filter.
struct Fix {
    pieces: Pieces,
    /// Whether the values of the form only have something more at the end.
    is_for_missing_end: bool,
}

/// Returns a filter for values of the form that contain the text of the given filter. If the given filter already accepts
/// values of the form, it is returned unchanged. Returns `None` if no value of the form contains the text.
fn fix(filter: &Filter, form: &Form) -> Option<Fix> {
    let pieces = if text::has_star(filter) { text::star_pieces(filter) } else { filter.pieces()? };
    let can_match = |pieces: &Pieces| form.can_match(pieces, filter.ignores_case());
    if can_match(&pieces) {
        return Some(Fix { pieces, is_for_missing_end: false });
    }
    let open_ended = with_end(pieces.clone(), b":");
    if can_match(&open_ended) {
        return Some(Fix { pieces: open_ended, is_for_missing_end: true });
    }
    let mut candidates = vec![without_empty_parts(&pieces)];
    if pieces[0].contains(&b'/') {
        let from_resource = around(b":", &pieces, b"");
        candidates.push(with_end(from_resource.clone(), b":"));
        candidates.insert(1, from_resource);
    }
    let known_parts = form.known_parts.iter().filter_map(|known_part| known_part.split_once("{}"));
    candidates.extend(known_parts.map(|(before, after)| {
        let around = around(before.trim_start_matches('*').as_bytes(), &pieces, after.trim_end_matches('*').as_bytes());
        if after.ends_with('*') { with_end(around, b"") } else { around }
    }));
    let pieces = candidates.into_iter().find(can_match)?;
    Some(Fix { pieces, is_for_missing_end: false })
}

/// Returns a wildcard for strings that contain any text, then `before`, a string that the wildcard matches, and `after`.
fn around(before: &[u8], pieces: &Pieces, after: &[u8]) -> Pieces {
    let mut pieces = pieces.clone();
    pieces[0].splice(0..0, before.iter().copied());
    pieces.insert(0, Vec::new());
    if let Some(last) = pieces.last_mut() {
        last.extend_from_slice(after);
    }
    text::merge_stars(&mut pieces);
    pieces
}

/// Returns a wildcard for strings that contain `separator` and any text after a string that the wildcard matches.
fn with_end(mut pieces: Pieces, separator: &[u8]) -> Pieces {
    if let Some(last) = pieces.last_mut() {
        last.extend_from_slice(separator);
    }
    pieces.push(Vec::new());
    pieces
}

/// Returns a wildcard with a star in place of each empty part of an ARN.
fn without_empty_parts(pieces: &Pieces) -> Pieces {
    let mut filled = Vec::new();
    for piece in pieces {
        let text = String::from_utf8_lossy(piece).replace("::", ":\u{0}:").replace("::", ":\u{0}:");
        filled.extend(text.split('\u{0}').map(|part| part.as_bytes().to_vec()));
    }
    filled
}

/// Returns the filters as they are written in one alternative.
fn written(wildcards: Vec<Pieces>, is_excluded: bool) -> String {
    let are_exact = wildcards.iter().all(|pieces| pieces.len() == 1);
    let are_suffixes = wildcards.iter().all(|pieces| pieces.len() == 2 && pieces[0].is_empty());
    let are_prefixes = wildcards.iter().all(|pieces| pieces.len() == 2 && pieces[1].is_empty());
    let affix = |side, text: &[u8]| {
        Filter::Affix(Affix { side, text: JsonString::from_bytes(text.to_vec()), ignore_case: false })
    };
    let filter = |pieces: Pieces| match pieces.as_slice() {
        [only] if are_exact => Filter::String(JsonString::from_bytes(only.clone())),
        [_, text] if are_suffixes => affix(Side::Suffix, text),
        [text, _] if are_prefixes => affix(Side::Prefix, text),
        _ => Filter::Wildcard(Wildcard::new(pieces)),
    };
    let filters: Vec<Filter> = wildcards.into_iter().map(filter).collect();
    match filters.as_slice() {
        [only] if !is_excluded => only.to_string(),
        _ => Filter::AnythingBut(AnythingBut { excluded: filters }).to_string(),
    }
}

/// Returns the value of the form that a string contains: without separators, without the letter of an availability
/// zone, or in lower case.
fn corrected(form: &Form, filter: &Filter) -> Option<String> {
    let Filter::String(text) = filter else { return None };
    let lower = text.as_str()?.trim().to_lowercase();
    let dashes = lower.replace('_', "-");
    let digits = lower.replace(['-', ' '], "");
    let zone = dashes.trim_end_matches(|character: char| character.is_ascii_lowercase()).to_owned();
    let number = dashes.find(|character: char| character.is_ascii_digit());
    let with_dash = number.map(|number| format!("{}-{}", &dashes[..number], &dashes[number..])).unwrap_or_default();
    [lower, dashes, digits, zone, with_dash].into_iter().find(|candidate| form.accepts(candidate))
}

#[cfg(test)]
mod tests {
    use crate::check::tests::{assert_diagnostics, diagnostics_of};
    use crate::diagnostic::{Diagnostic, Lint, Severity};
    use crate::json::{Dialect, JsonString, Scalar};
    use crate::parse;

    const CLUSTER: &str = "arn:aws:ecs:us-east-1:123456789012:cluster/prod";
    const TASK: &str = "arn:aws:ecs:us-east-1:123456789012:task/prod/0123456789abcdef";
    const TASK_DEFINITION: &str = "arn:aws:ecs:us-east-1:123456789012:task-definition/app:3";

    /// Returns a pattern with a leaf at a path, and the diagnostics for it.
    fn check(event_type: &str, path: &str, alternatives: &str) -> (String, Vec<Diagnostic>) {
        let leaf = format!("[{alternatives}]");
        let pattern = path.rsplit('.').fold(leaf, |inner, key| format!("{{\"{key}\":{inner}}}"));
        let found = diagnostics_of(Some(event_type), &pattern);
        (pattern, found)
    }

    /// Whether a list of alternatives accepts a value.
    fn accepts(alternatives: &str, value: &str) -> bool {
        let parsed = parse(&format!(r#"{{"a":[{alternatives}]}}"#), Dialect::Strict);
        let value = Scalar::String(JsonString::from(value));
        parsed.lowered.unwrap().rule.leaves[0].alternatives.iter().any(|filter| filter.accepts(&value))
    }

    #[test]
    fn a_bare_name_becomes_a_filter_for_the_arn() {
        for (path, alternatives, fixed, value) in [
            ("detail.clusterArn", r#""prod""#, r#"{"suffix": ":cluster/prod"}"#, CLUSTER),
            ("detail.clusterArn", r#""cluster/prod""#, r#"{"suffix": ":cluster/prod"}"#, CLUSTER),
            ("detail.clusterArn", r#"{"equals-ignore-case":"prod"}"#, r#"{"suffix": ":cluster/prod"}"#, CLUSTER),
            ("detail.clusterArn", r#"{"prefix":"pr"}"#, r#"{"wildcard": "*:cluster/pr*"}"#, CLUSTER),
            ("detail.clusterArn", r#"{"prefix":"cluster/pr"}"#, r#"{"wildcard": "*:cluster/pr*"}"#, CLUSTER),
            ("detail.clusterArn", r#"{"wildcard":"pr*d"}"#, r#"{"wildcard": "*:cluster/pr*d"}"#, CLUSTER),
            ("detail.clusterArn", r#""pr*""#, r#"{"wildcard": "*:cluster/pr*"}"#, CLUSTER),
            ("detail.taskArn", r#""0123456789abcdef""#, r#"{"suffix": "/0123456789abcdef"}"#, TASK),
            ("detail.taskArn", r#""task/prod/0123456789abcdef""#, r#"{"suffix": ":task/prod/0123456789abcdef"}"#, TASK),
            ("detail.containers.taskArn", r#""0123456789abcdef""#, r#"{"suffix": "/0123456789abcdef"}"#, TASK),
            ("resources", r#""0123456789abcdef""#, r#"{"suffix": "/0123456789abcdef"}"#, TASK),
            ("detail.taskDefinitionArn", r#""app""#, r#"{"wildcard": "*:task-definition/app:*"}"#, TASK_DEFINITION),
            ("detail.taskDefinitionArn", r#""app:3""#, r#"{"suffix": ":task-definition/app:3"}"#, TASK_DEFINITION),
            (
                "detail.taskDefinitionArn",
                r#""task-definition/app""#,
                r#"{"wildcard": "*:task-definition/app:*"}"#,
                TASK_DEFINITION,
            ),
        ] {
            let (pattern, found) = check("TaskStateChange", path, alternatives);
            let [only] = found.as_slice() else { panic!("{pattern}: {found:?}") };
            assert_eq!((only.lint, only.severity), (Some(Lint::MalformedValue), Severity::Error), "{pattern}");
            assert_eq!(only.help, Some(format!("write `{fixed}`")), "{pattern}");
            assert_eq!(check("TaskStateChange", path, fixed).1, [], "{fixed}");
            assert!(!accepts(alternatives, value) && accepts(fixed, value), "{fixed}");
        }
    }

    #[test]
    fn an_excluded_bare_name_has_no_effect() {
        for (excluded, fixed) in [
            (r#""prod""#, r#"{"anything-but": {"suffix": ":cluster/prod"}}"#),
            (r#"["prod","test"]"#, r#"{"anything-but": {"suffix": [":cluster/prod", ":cluster/test"]}}"#),
            (r#"{"prefix":"prod"}"#, r#"{"anything-but": {"wildcard": "*:cluster/prod*"}}"#),
            (
                r#"{"wildcard":["prod-*","*:cluster/test"]}"#,
                r#"{"anything-but": {"wildcard": ["*:cluster/prod-*", "*:cluster/test"]}}"#,
            ),
        ] {
            let (pattern, found) =
                check("TaskStateChange", "detail.clusterArn", &format!(r#"{{"anything-but":{excluded}}}"#));
            let [only] = found.as_slice() else { panic!("{pattern}: {found:?}") };
            assert!(only.message.ends_with(", so excluding it has no effect"), "{}", only.message);
            assert_eq!(only.help, Some(format!("write `{fixed}`")), "{pattern}");
            assert_eq!(check("TaskStateChange", "detail.clusterArn", fixed).1, [], "{fixed}");
        }
    }

    #[test]
    fn an_arn_of_another_resource_or_with_an_empty_part_is_malformed() {
        for (event_type, path, alternatives, help) in [
            (
                "TaskStateChange",
                "detail.clusterArn",
                r#""arn:aws:ecs:us-east-1::cluster/prod""#,
                r#"write `{"wildcard": "arn:aws:ecs:us-east-1:*:cluster/prod"}`"#,
            ),
            (
                "TaskStateChange",
                "resources",
                r#""arn:aws:ecs:::task/prod/0123456789abcdef""#,
                r#"write `{"wildcard": "arn:aws:ecs:*:*:task/prod/0123456789abcdef"}`"#,
            ),
            (
                "TaskStateChange",
                "resources",
                r#""arn:aws:ecs:us-east-1:123456789012:service/prod/web""#,
                r#"write the ARN of a task such as `"arn:aws:ecs:us-east-1:123456789012:task/prod/0123456789abcdef0123456789abcdef"`"#,
            ),
            (
                "TaskStateChange",
                "detail.clusterArn",
                r#"{"prefix":"arn:aws:eks:"}"#,
                r#"write the ARN of a cluster such as `"arn:aws:ecs:us-east-1:123456789012:cluster/prod"`"#,
            ),
            ("ServiceAction", "detail.targetGroupArns", r#""web""#, r#"write `{"wildcard": "*:targetgroup/web/*"}`"#),
            ("ServiceAction", "resources", r#""web""#, r#"write `{"suffix": "/web"}`"#),
            (
                "ServiceAction",
                "detail.capacityProviderArns",
                r#""FARGATE""#,
                r#"write `{"suffix": ":capacity-provider/FARGATE"}`"#,
            ),
            ("DaemonServiceAction", "detail.daemonArn", r#""agent""#, r#"write `{"suffix": "/agent"}`"#),
            ("ContainerInstanceHealthChange", "resources", r#""0123""#, r#"write `{"suffix": "/0123"}`"#),
        ] {
            let (pattern, found) = check(event_type, path, alternatives);
            let [only] = found.as_slice() else { panic!("{pattern}: {found:?}") };
            assert_eq!((only.lint, only.help.as_deref()), (Some(Lint::MalformedValue), Some(help)), "{pattern}");
        }
    }

    #[test]
    fn a_missing_revision_is_a_warning() {
        for (alternatives, fixed) in [
            (
                r#""arn:aws:ecs:us-east-1:123456789012:task-definition/app""#,
                r#"{"prefix": "arn:aws:ecs:us-east-1:123456789012:task-definition/app:"}"#,
            ),
            (r#"{"suffix":":task-definition/app"}"#, r#"{"wildcard": "*:task-definition/app:*"}"#),
            (r#"{"wildcard":"*/app"}"#, r#"{"wildcard": "*/app:*"}"#),
        ] {
            let (pattern, found) = check("TaskStateChange", "detail.taskDefinitionArn", alternatives);
            let [only] = found.as_slice() else { panic!("{pattern}: {found:?}") };
            assert_eq!((only.lint, only.severity), (Some(Lint::MalformedValue), Severity::Warning), "{pattern}");
            assert_eq!(only.help, Some(format!("write `{fixed}`")), "{pattern}");
            assert!(accepts(fixed, TASK_DEFINITION), "{fixed}");
        }
    }

    #[test]
    fn values_that_can_have_the_form_are_not_reported() {
        for alternatives in [
            r#""arn:aws-cn:ecs:cn-north-1:123456789012:cluster/prod""#,
            r#"{"prefix":"arn:"}"#,
            r#"{"prefix":"arn:aws:ecs:eu-west-1:123456789012:"}"#,
            r#"{"prefix":{"equals-ignore-case":"ARN:AWS:ECS"}}"#,
            r#"{"suffix":"/prod"}"#,
            r#"{"suffix":"prod"}"#,
            r#"{"suffix":":123456789012:cluster/prod"}"#,
            r#"{"wildcard":"*prod*"}"#,
            r#"{"wildcard":"arn:aws:ecs:*:cluster/*"}"#,
            r#"{"equals-ignore-case":"ARN:aws:ecs:us-east-1:123456789012:cluster/PROD"}"#,
            r#"{"anything-but":{"suffix":[":cluster/a",":cluster/b"]}}"#,
        ] {
            assert_eq!(check("TaskStateChange", "detail.clusterArn", alternatives).1, [], "{alternatives}");
        }
    }

    #[test]
    fn a_string_that_looks_like_something_else_is_reported_as_that() {
        for (alternatives, lint) in [
            (r#""${Cluster}""#, Lint::UnresolvedPlaceholder),
            (r#""arn:aws:ecs:*:*:cluster/prod""#, Lint::LiteralStar),
            (r#"{"wildcard":"^prod-.*$"}"#, Lint::RegularExpression),
            (r#""{\"suffix\":\"/prod\"}""#, Lint::FilterInString),
        ] {
            let pattern = format!(r#"{{"detail":{{"clusterArn":[«{alternatives}»]}}}}"#);
            assert_diagnostics(Some("TaskStateChange"), &pattern, &[lint]);
        }
        assert_diagnostics(None, r#"{"account":[«"${AWS::AccountId}"»]}"#, &[Lint::UnresolvedPlaceholder]);
    }

    #[test]
    fn the_help_for_several_events_is_that_of_the_event_with_such_a_resource() {
        for (resource, fixed) in [
            ("arn:aws:ecs:us-east-1::service/prod/web", r#"{"wildcard": "arn:aws:ecs:us-east-1:*:service/prod/web"}"#),
            ("container-instance/prod/0123", r#"{"suffix": ":container-instance/prod/0123"}"#),
            ("service/prod/web", r#"{"suffix": ":service/prod/web"}"#),
        ] {
            let pattern = format!(r#"{{"source":["aws.ecs"],"resources":["{resource}"]}}"#);
            let found = diagnostics_of(None, &pattern);
            let [only] = found.as_slice() else { panic!("{pattern}: {found:?}") };
            assert_eq!(only.help, Some(format!("write `{fixed}`")), "{pattern}");
        }
    }

    #[test]
    fn similar_account_ids_and_regions_are_suggested() {
        for (path, text, suggestion) in [
            ("account", "1234-5678-9012", "123456789012"),
            ("account", " 123456789012 ", "123456789012"),
            ("region", "us-east1", "us-east-1"),
            ("region", "us-east-1a", "us-east-1"),
            ("region", "EU-WEST-1", "eu-west-1"),
            ("region", "eu_west_1", "eu-west-1"),
        ] {
            let found = diagnostics_of(None, &format!(r#"{{"{path}":["{text}"]}}"#));
            assert_eq!(found[0].lint, Some(Lint::MalformedValue), "{text}");
            assert_eq!(found[0].help, Some(format!("did you mean `\"{suggestion}\"`?")), "{text}");
        }
    }
}
