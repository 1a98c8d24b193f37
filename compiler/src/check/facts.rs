//! Reports mistakes that follow from what is known about an event beyond its fields: its [`Facts`].

use super::fires_twice::{self, Condition};
use crate::diagnostic::{Diagnostic, Diagnostics, Lint};
use crate::pattern::event_type::accepts;
use crate::pattern::{Filter, Quantifier};
use crate::rule::{Conjunction, Lowered, Rule};
use crate::schema::{Catalogue, Entry, Facts, Identity, Schemas};
use crate::sorting::SmallMap;
use crate::source::Span;

/// Checks each conjunction against the facts of every event type that it is for, even if it also matches other events.
pub(super) fn check(lowered: &Lowered, schemas: Schemas<'_>, diagnostics: &mut Diagnostics) {
    // Most conjunctions share their conditions on `source` and `detail-type`.
    let mut known: SmallMap<Names, Vec<&Facts>> = SmallMap::default();
    for conjunction in &lowered.rule.conjunctions {
        let names = Names::of(&lowered.rule, conjunction);
        if !known.contains(&names) {
            let facts = match schemas.event_type {
                Some(schema) => vec![&schema.facts],
                None => names.facts(&lowered.rule, schemas.catalogue),
            };
            known.insert(names, facts);
        }
        for facts in known.get(&names).into_iter().flatten() {
            check_facts(lowered, conjunction, facts, diagnostics);
        }
    }
}

/// The leaves of a conjunction that name its events.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Names {
    source: Option<usize>,
    detail_type: Option<usize>,
}

impl Names {
    fn of(rule: &Rule, conjunction: &Conjunction) -> Self {
        let leaf_at = |name: &str| {
            let is_named =
                |leaf: &usize| matches!(rule.leaves[*leaf].path.steps(), [only] if only.as_str() == Some(name));
            conjunction.leaves.iter().copied().find(is_named)
        };
        Self { source: leaf_at("source"), detail_type: leaf_at("detail-type") }
    }

    /// Returns the facts of all events that have one of the sources and detail-types, except facts without effect here.
    fn facts<'s>(self, rule: &Rule, catalogue: &'s Catalogue) -> Vec<&'s Facts> {
        let is_for = |entry: &&Entry| {
            let names = [(self.source, entry.source()), (self.detail_type, entry.detail_type())];
            let mut is_specific = false;
            for (leaf, name) in names {
                let (Some(leaf), Some(name)) = (leaf, name) else { continue };
                let alternatives = rule.leaves[leaf].alternatives.iter();
                let mut accepting = alternatives.filter(|filter| accepts(filter, name)).peekable();
                if accepting.peek().is_none() {
                    return false;
                }
                // A filter such as `exists` is for any event.
                is_specific |= accepting.any(|filter| {
                    !matches!(filter, Filter::Exists(_) | Filter::AnythingBut(_) | Filter::Unknown { .. })
                });
            }
            is_specific
        };
        // A broad filter such as `{"prefix": "aws."}` is for hundreds of events, of which few have such facts.
        let has_facts = |entry: &&Entry| entry.has_identity_or_lifecycle();
        catalogue.entries().iter().filter(is_for).filter(has_facts).map(|entry| &entry.schema().facts).collect()
    }
}

fn check_facts(lowered: &Lowered, conjunction: &Conjunction, facts: &Facts, diagnostics: &mut Diagnostics) {
    let mut conditions = Condition::all(lowered, conjunction);
    for identity in &facts.identities {
        check_identity(lowered, conjunction, identity, &mut conditions, diagnostics);
    }
    if let Some(lifecycle) = &facts.lifecycle {
        fires_twice::check(&conditions, lifecycle, diagnostics);
    }
}

/// Reports a condition on the verdict of an element that the rule does not identify. Adds the conditions on verdicts
/// inside scopes to `conditions`.
fn check_identity(
    lowered: &Lowered,
    conjunction: &Conjunction,
    identity: &Identity,
    conditions: &mut Vec<Condition<'_>>,
    diagnostics: &mut Diagnostics,
) {
    let path = format!("{}.{}", identity.array, identity.verdict);
    let verdict = conditions.iter().find(|condition| condition.path == path && condition.requires_presence());
    let identifies_element = |condition: &Condition<'_>| {
        let field = condition.path.strip_prefix(&identity.array).and_then(|rest| rest.strip_prefix('.'));
        field.is_some_and(|field| identity.identified_by.iter().any(|identifying| identifying == field))
    };
    if let Some(verdict) = verdict.filter(|_| !conditions.iter().any(identifies_element)) {
        diagnostics.push(unnamed_element(identity, verdict.key));
    }
    for &scope in &conjunction.scopes {
        let verdicts = scoped_verdicts(lowered, scope, identity);
        let unnamed = verdicts.iter().filter(|verdict| verdict.is_unnamed);
        diagnostics.extend(unnamed.map(|verdict| unnamed_element(identity, verdict.key)));
        if verdicts.len() == lowered.scopes[scope].lowered.rule.conjunctions.len() {
            conditions.extend(verdicts.first().map(|verdict| Condition::presence(&path, verdict.key)));
        }
    }
}

fn unnamed_element(identity: &Identity, key: Span) -> Diagnostic {
    let Identity { array, noun, verdict, verdict_noun, bystander, .. } = identity;
    let message = format!("the {verdict_noun} of any {noun} can satisfy this condition, even that of {bystander}");
    let identifying = identity.identified_by.first().map_or("name", String::as_str);
    let help = format!(
        "name the {noun}: `\"{array}\": {{ \"{identifying}\": [\"{}\"], \"{verdict}\": […] }}`",
        identifying.to_uppercase()
    );
    Lint::UnnamedContainer.at(key, message).with_help(help)
}

/// A condition on a verdict, inside a scope.
struct Verdict {
    key: Span,
    /// Whether the verdict of any element can satisfy the condition, because the scope does not identify an element.
    is_unnamed: bool,
}

/// Returns the conditions on verdicts in a scope, at most one for each combination of its `$or` branches, if the scope is
/// a `$any` or `$all` on the elements.
fn scoped_verdicts(lowered: &Lowered, number: usize, identity: &Identity) -> Vec<Verdict> {
    let (scope, inside) = (&lowered.rule.scopes[number], &lowered.scopes[number].lowered);
    let is_array = scope.path.to_string().strip_prefix("detail.") == Some(&identity.array);
    if !is_array || !matches!(scope.quantifier, Quantifier::Any | Quantifier::All) {
        return Vec::new();
    }
    let verdict = |conjunction: &Conjunction| {
        let name = |leaf: usize| inside.rule.leaves[leaf].path.to_string();
        let leaves = || conjunction.leaves.iter().copied();
        let leaf =
            leaves().find(|&leaf| name(leaf) == identity.verdict && !inside.rule.leaves[leaf].accepts_absence())?;
        let is_any = scope.quantifier == Quantifier::Any;
        let is_unnamed = is_any && !leaves().any(|leaf| identity.identified_by.contains(&name(leaf)));
        Some(Verdict { key: inside.leaf_spans[leaf].key, is_unnamed })
    };
    inside.rule.conjunctions.iter().filter_map(verdict).collect()
}
