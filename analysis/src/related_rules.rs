//! Finds duplicate and implied rules in a set.

use super::event_shape::Assumptions;
use super::implication;
use super::index::{Index, Sample, SampleMatcher};
use super::interner::InternedRules;
use event_pattern_compiler::check::identical_rules;
use event_pattern_compiler::rule::Rule;
use event_pattern_compiler::schema::Schemas;

/// A relation between two rules of a set, which are identified by their indices.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Relation {
    /// A rule matches the same events as an earlier rule.
    Duplicate {
        /// Index of the rule.
        rule: usize,
        /// Index of the first equivalent rule.
        of: usize,
    },
    /// A rule matches all events that another rule matches, and more.
    Implied {
        /// Index of the rule.
        rule: usize,
        /// Index of the narrower rule.
        by: usize,
    },
}

/// Maximum number of candidates that a rule is compared with.
const MAX_COMPARISONS_PER_RULE: usize = 50;

/// Returns the duplicate and implied rules of a set.
///
/// A duplicate is reported once, as a duplicate of the first equivalent rule. If a rule implies several other rules,
/// only the most specific of these rules is reported. Rules that match no event are left out. All relations are proved;
/// in large sets, some relations may be missing because the number of comparisons is limited.
///
/// ```
/// use event_pattern_analysis::{Relation, related_rules};
/// use event_pattern_compiler::schema::Schemas;
/// use event_pattern_compiler::{json::Dialect, parse};
///
/// let schemas = Schemas::known(event_pattern_catalogue::aws());
///
/// let rule = |text| parse(text, Dialect::Strict).lowered.unwrap().rule;
/// let any = rule(r#"{ "source": ["aws.ecs"] }"#);
/// let one = rule(r#"{ "source": ["aws.ecs"], "account": ["1"] }"#);
/// let same = rule(r#"{ "account": ["1"], "source": ["aws.ecs"] }"#);
/// let relations = related_rules(&[&any, &one, &same], schemas);
/// assert_eq!(relations, [Relation::Implied { rule: 0, by: 1 }, Relation::Duplicate { rule: 2, of: 1 }]);
/// ```
#[must_use]
pub fn related_rules(rules: &[&Rule], schemas: Schemas<'_>) -> Vec<Relation> {
    let interned = InternedRules::of(rules, Assumptions::Events(schemas));
    let mut search =
        RelationSearch { interned: &interned, representatives: (0..rules.len()).collect(), relations: Vec::new() };
    for (rule, of) in identical_rules(rules) {
        search.add_duplicate(rule, of);
    }
    search.compare_rules();
    search.resolve_duplicate_chains();
    search.relations.sort_by_key(|relation| match *relation {
        Relation::Duplicate { rule, of } => (rule, of),
        Relation::Implied { rule, by } => (rule, by),
    });
    search.relations
}

struct RelationSearch<'c, 'r> {
    interned: &'c InternedRules<'r>,
    /// For each rule, an earlier equivalent rule, or the rule itself.
    representatives: Vec<usize>,
    relations: Vec<Relation>,
}

impl RelationSearch<'_, '_> {
    fn add_duplicate(&mut self, rule: usize, of: usize) {
        self.representatives[rule] = of;
        self.relations.push(Relation::Duplicate { rule, of });
    }

    /// Makes each duplicate refer to the first equivalent rule, not to a rule that turned out to be a duplicate itself.
    fn resolve_duplicate_chains(&mut self) {
        let first_of_chain = |mut rule: usize| {
            while self.representatives[rule] != rule {
                rule = self.representatives[rule];
            }
            rule
        };
        for relation in &mut self.relations {
            if let Relation::Duplicate { of, .. } = relation {
                *of = first_of_chain(*of);
            }
        }
    }

    fn is_representative(&self, rule: usize) -> bool {
        self.representatives[rule] == rule
    }

    /// Finds the relations between rules that are written differently.
    fn compare_rules(&mut self) {
        let samples: Vec<Vec<Sample>> = self
            .interned
            .rules
            .iter()
            .enumerate()
            .map(|(rule, conjunctions)| {
                let conjunctions = conjunctions.iter().filter(|_| self.is_representative(rule));
                conjunctions.filter_map(|conjunction| Sample::of(self.interned, conjunction)).collect()
            })
            .collect();
        let candidates = self.candidates(&samples);
        // If rule `a` implies rule `b`, `b` matches at least as many of the samples as `a` does.
        let mut sample_matches = vec![1_usize; samples.len()];
        candidates.iter().flatten().for_each(|&rule| sample_matches[rule] += 1);
        self.find_duplicates(&candidates);
        for rule in 0..samples.len() {
            let mut others = candidates[rule].clone();
            others.retain(|&other| self.is_representative(rule) && self.is_representative(other));
            others.sort_by_key(|&other| (sample_matches[other], other));
            others.truncate(MAX_COMPARISONS_PER_RULE);
            if let Some(implied) = self.first_implied(rule, &others, &candidates) {
                // Among rules that match the same number of samples, one may still imply another.
                let equally_specific =
                    others.iter().copied().filter(|&other| sample_matches[other] == sample_matches[implied]);
                let implied =
                    equally_specific.fold(
                        implied,
                        |implied, other| if self.is_between(rule, other, implied) { other } else { implied },
                    );
                self.relations.push(Relation::Implied { rule: implied, by: rule });
            }
        }
    }

    /// For each rule, returns the other rules that match all of its sample events.
    fn candidates(&self, samples: &[Vec<Sample>]) -> Vec<Vec<usize>> {
        let index = Index::new(self.interned, samples);
        let candidates_of = |(rule, samples): (usize, &Vec<Sample>)| {
            let Some((first, others)) = samples.split_first() else { return Vec::new() };
            let mut rules = index.matching_rules(first);
            rules.retain(|&other| other != rule);
            for sample in others {
                let mut matcher = SampleMatcher::new(self.interned, sample);
                rules.retain(|&other| {
                    self.interned.rules[other].iter().any(|conjunction| matcher.may_satisfy(conjunction))
                });
            }
            rules
        };
        samples.iter().enumerate().map(candidates_of).collect()
    }

    /// Finds rules that imply each other.
    fn find_duplicates(&mut self, candidates: &[Vec<usize>]) {
        for rule in 0..candidates.len() {
            let later = candidates[rule]
                .iter()
                .copied()
                .filter(|&other| other > rule && candidates[other].binary_search(&rule).is_ok());
            for other in later.take(MAX_COMPARISONS_PER_RULE) {
                if self.is_representative(other) && self.implies(rule, other) && self.implies(other, rule) {
                    self.add_duplicate(other, rule);
                }
            }
        }
    }

    /// Returns the first of `others` that `rule` implies and that is not equivalent to `rule`.
    fn first_implied(&self, rule: usize, others: &[usize], candidates: &[Vec<usize>]) -> Option<usize> {
        let is_equivalent = |other: usize| candidates[other].binary_search(&rule).is_ok() && self.implies(other, rule);
        others.iter().copied().find(|&other| self.implies(rule, other) && !is_equivalent(other))
    }

    fn implies(&self, narrow: usize, wide: usize) -> bool {
        implication::is_proved(self.interned, narrow, wide)
    }

    /// Whether `narrow` implies `rule`, and `rule` implies `wide` but is not equivalent to `wide`.
    fn is_between(&self, narrow: usize, rule: usize, wide: usize) -> bool {
        self.implies(rule, wide) && self.implies(narrow, rule) && !self.implies(wide, rule)
    }
}
