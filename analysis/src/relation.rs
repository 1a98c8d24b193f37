//! How the rules of a set relate to each other.

use super::catalogue::Catalogue;
use super::implication;
use super::index::{Answers, Index, Sample};
use super::known::Setting;
use event_pattern_compiler::check::written_alike;
use event_pattern_compiler::rule::Rule;
use event_pattern_compiler::schema::Schema;

/// Something that two rules of a set have to do with each other. Rules go by their places in the set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Relation {
    /// A rule matches the same events as an earlier one.
    Duplicate {
        /// The rule.
        rule: usize,
        /// The first rule that does.
        of: usize,
    },
    /// A rule matches all events that another one matches, and more.
    Implied {
        /// The rule.
        rule: usize,
        /// The other one, which asks for more.
        by: usize,
    },
}

/// How many rules a rule is compared with, of those that match an event made up for it.
const MOST_COMPARISONS: usize = 50;

/// The rules of a set that are the same, and those that others imply.
///
/// Every duplicate is told once, against the first such rule. Of the rules that a rule implies the one is told that implies
/// the others, so that each rule is told at most once as implying another. Rules that match no event are left out. Only what is
/// certain is told, and not all of it where that would take long.
///
/// ```
/// use event_pattern_analysis::{Relation, relationships};
/// use event_pattern_compiler::{json::Dialect, parse};
///
/// let rule = |text| parse(text, Dialect::Strict).lowered.unwrap().rule;
/// let any = rule(r#"{ "source": ["aws.ecs"] }"#);
/// let one = rule(r#"{ "source": ["aws.ecs"], "account": ["1"] }"#);
/// let same = rule(r#"{ "account": ["1"], "source": ["aws.ecs"] }"#);
/// let relations = relationships(&[&any, &one, &same], None);
/// assert_eq!(relations, [Relation::Implied { rule: 0, by: 1 }, Relation::Duplicate { rule: 2, of: 1 }]);
/// ```
#[must_use]
pub fn relationships(rules: &[&Rule], event_type: Option<&'static Schema>) -> Vec<Relation> {
    let catalogue = Catalogue::of(rules, Setting::Events(event_type));
    let mut relations = Relations { catalogue: &catalogue, first: (0..rules.len()).collect(), found: Vec::new() };
    for (rule, of) in written_alike(rules) {
        relations.add_duplicate(rule, of);
    }
    relations.find_others();
    relations.name_first_ones();
    relations.found.sort_by_key(|relation| match *relation {
        Relation::Duplicate { rule, of } => (rule, of),
        Relation::Implied { rule, by } => (rule, by),
    });
    relations.found
}

struct Relations<'c, 'r> {
    catalogue: &'c Catalogue<'r>,
    /// The first rule that is the same as a rule.
    first: Vec<usize>,
    found: Vec<Relation>,
}

impl Relations<'_, '_> {
    fn add_duplicate(&mut self, rule: usize, of: usize) {
        self.first[rule] = of;
        self.found.push(Relation::Duplicate { rule, of });
    }

    /// What was found of a rule before it turned out to be the same as an earlier one is said of that one.
    fn name_first_ones(&mut self) {
        let first = |mut rule: usize| {
            while self.first[rule] != rule {
                rule = self.first[rule];
            }
            rule
        };
        for relation in &mut self.found {
            if let Relation::Duplicate { of, .. } = relation {
                *of = first(*of);
            }
        }
    }

    fn is_first(&self, rule: usize) -> bool {
        self.first[rule] == rule
    }

    /// What only a closer look finds.
    fn find_others(&mut self) {
        let samples: Vec<Vec<Sample>> = self
            .catalogue
            .rules
            .iter()
            .enumerate()
            .map(|(rule, conjuncts)| {
                let conjuncts = conjuncts.iter().filter(|_| self.is_first(rule));
                conjuncts.filter_map(|conjunct| Sample::of(self.catalogue, conjunct)).collect()
            })
            .collect();
        let candidates = self.candidates(&samples);
        // A rule that another one implies matches the events of at least as many rules.
        let mut matched = vec![1_usize; samples.len()];
        candidates.iter().flatten().for_each(|&rule| matched[rule] += 1);
        self.find_equal(&candidates);
        for rule in 0..samples.len() {
            let mut others = candidates[rule].clone();
            others.retain(|&other| self.is_first(rule) && self.is_first(other));
            others.sort_by_key(|&other| (matched[other], other));
            others.truncate(MOST_COMPARISONS);
            if let Some(implied) = self.first_implied(rule, &others, &candidates) {
                // Of rules that match the events of as many rules one may still imply another.
                let closer = others.iter().copied().filter(|&other| matched[other] == matched[implied]);
                let implied = closer.fold(
                    implied,
                    |implied, other| if self.is_between(rule, other, implied) { other } else { implied },
                );
                self.found.push(Relation::Implied { rule: implied, by: rule });
            }
        }
    }

    /// For each rule the others that match the events made up for it.
    fn candidates(&self, samples: &[Vec<Sample>]) -> Vec<Vec<usize>> {
        let index = Index::new(self.catalogue, samples);
        let of_rule = |(rule, samples): (usize, &Vec<Sample>)| {
            let Some((first, others)) = samples.split_first() else { return Vec::new() };
            let mut rules = index.rules_for(first);
            rules.retain(|&other| other != rule);
            for sample in others {
                let mut answers = Answers::new(self.catalogue, sample);
                rules.retain(|&other| self.catalogue.rules[other].iter().any(|conjunct| answers.satisfy(conjunct)));
            }
            rules
        };
        samples.iter().enumerate().map(of_rule).collect()
    }

    /// Looks for rules that imply each other.
    fn find_equal(&mut self, candidates: &[Vec<usize>]) {
        for rule in 0..candidates.len() {
            let later = candidates[rule]
                .iter()
                .copied()
                .filter(|&other| other > rule && candidates[other].binary_search(&rule).is_ok());
            for other in later.take(MOST_COMPARISONS) {
                if self.is_first(other) && self.implies(rule, other) && self.implies(other, rule) {
                    self.add_duplicate(other, rule);
                }
            }
        }
    }

    /// The first of some rules that a rule implies, and not the reverse.
    fn first_implied(&self, rule: usize, others: &[usize], candidates: &[Vec<usize>]) -> Option<usize> {
        let is_implied_back =
            |other: usize| candidates[other].binary_search(&rule).is_ok() && self.implies(other, rule);
        others.iter().copied().find(|&other| self.implies(rule, other) && !is_implied_back(other))
    }

    fn implies(&self, one: usize, other: usize) -> bool {
        implication::is_certain(self.catalogue, one, other)
    }

    /// Whether a rule is implied by one and implies another.
    fn is_between(&self, one: usize, rule: usize, other: usize) -> bool {
        self.implies(rule, other) && self.implies(one, rule) && !self.implies(other, rule)
    }
}
