//! Finds the rules that a rule may imply: the rules that match a sample event of that rule.
//!
//! Comparing all pairs of rules is quadratic, and almost all pairs have nothing in common. Therefore, each conjunction
//! is indexed by its most selective leaf: the leaf that the fewest sample events satisfy.

use super::interner::{ConjunctionLeaf, InternedConjunction, InternedLeaf, InternedRules, LeafId, PathId};
use super::value::SearchResult;
use event_pattern_compiler::json::Scalar;
use event_pattern_compiler::pattern::Filter;
use event_pattern_compiler::pattern::filter::{Affix, Side};
use std::collections::{BTreeSet, HashMap};

/// A sample event that satisfies a conjunction, with one entry for each leaf.
pub(super) struct Sample(Vec<SampledLeaf>);

/// A leaf, and the field of the sample event at the path of the leaf.
struct SampledLeaf {
    leaf: ConjunctionLeaf,
    sampled: Sampled,
}

/// The field of a sample event at a path.
enum Sampled {
    Absent,
    Value(Scalar),
    /// A value that depends on other fields.
    Anything,
}

impl Sample {
    /// Creates a sample event for a conjunction; `None` if no event satisfies it.
    pub(super) fn of(interned: &InternedRules, conjunction: &InternedConjunction) -> Option<Self> {
        let fields = conjunction.leaves.iter().map(|leaf| {
            let accepts_absence = interned.alternatives(leaf.leaf).accepts_absence();
            let sampled = match interned.value(leaf.leaf, leaf.shape.domain) {
                SearchResult::Value(value) => Sampled::Value(value),
                SearchResult::Unknown => Sampled::Anything,
                SearchResult::None if accepts_absence => Sampled::Absent,
                SearchResult::None => return None,
            };
            Some(SampledLeaf { leaf: *leaf, sampled })
        });
        fields.collect::<Option<_>>().map(Self)
    }

    fn values(&self) -> impl Iterator<Item = (PathId, &Scalar)> {
        self.0.iter().filter_map(|SampledLeaf { leaf, sampled }| match sampled {
            Sampled::Value(value) => Some((leaf.path, value)),
            Sampled::Absent | Sampled::Anything => None,
        })
    }

    fn depends_on_field_refs(&self) -> bool {
        self.0.iter().any(|field| matches!(field.sampled, Sampled::Anything))
    }
}

/// Tests leaves against a sample event and the conjunction that the event satisfies, and caches the answer for each
/// leaf.
pub(super) struct SampleMatcher<'c, 's> {
    interned: &'c InternedRules<'c>,
    fields: Vec<Option<&'s SampledLeaf>>,
    may_satisfy: Vec<Option<bool>>,
    refutes: Vec<Option<bool>>,
}

impl<'c, 's> SampleMatcher<'c, 's> {
    pub(super) fn new(interned: &'c InternedRules<'c>, sample: &'s Sample) -> Self {
        let mut fields = vec![None; interned.paths.len()];
        for field in &sample.0 {
            fields[field.leaf.path.index()] = Some(field);
        }
        let unknown = vec![None; interned.leaves.len()];
        Self { interned, fields, may_satisfy: unknown.clone(), refutes: unknown }
    }

    /// Whether the event may satisfy a conjunction, disregarding its element scopes.
    pub(super) fn may_satisfy(&mut self, conjunction: &InternedConjunction) -> bool {
        conjunction.leaves.iter().all(|leaf| self.may_satisfy_leaf(leaf.leaf))
    }

    fn may_satisfy_leaf(&mut self, leaf: LeafId) -> bool {
        if let Some(answer) = self.may_satisfy[leaf.index()] {
            return answer;
        }
        let InternedLeaf { path, alternatives } = &self.interned.leaves[leaf.index()];
        let answer = match self.fields[path.index()].map(|field| &field.sampled) {
            None | Some(Sampled::Absent) => alternatives.accepts_absence(),
            // A value that only a field reference may accept never proves an implication.
            Some(Sampled::Value(value)) => {
                self.interned.budget.spend(alternatives.steps()) && alternatives.accepts(value)
            }
            Some(Sampled::Anything) => true,
        };
        self.may_satisfy[leaf.index()] = Some(answer);
        answer
    }

    /// Whether `conjunction` is known to reject a value that the sampled conjunction accepts, which proves that the
    /// sampled conjunction does not imply `conjunction`.
    fn refutes(&mut self, conjunction: &InternedConjunction) -> bool {
        conjunction.leaves.iter().any(|leaf| self.refutes_leaf(leaf.leaf))
    }

    fn refutes_leaf(&mut self, leaf: LeafId) -> bool {
        if let Some(answer) = self.refutes[leaf.index()] {
            return answer;
        }
        let InternedLeaf { path, alternatives } = &self.interned.leaves[leaf.index()];
        let answer = self.fields[path.index()].is_some_and(|SampledLeaf { leaf: own, .. }| {
            let accepts = self.interned.alternatives(own.leaf);
            let refutes = |value: &Scalar| {
                own.shape.domain.has(value) && self.interned.budget.spend(accepts.steps()) && accepts.accepts(value)
            };
            alternatives.rejected().iter().any(refutes)
        });
        self.refutes[leaf.index()] = Some(answer);
        answer
    }
}

/// A key of the index.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Key {
    Value(PathId, Scalar),
    Text(PathId, StringPart, Box<[u8]>),
}

/// The part of a string that is indexed. Parts for filters that ignore case are indexed in lower case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum StringPart {
    Start,
    End,
    Inside,
    WholeIgnoreCase,
    StartIgnoreCase,
    EndIgnoreCase,
}

impl StringPart {
    /// Returns the parts of a string that are of this kind and have this length.
    fn of(self, text: &[u8], length: usize) -> Vec<Box<[u8]>> {
        let lower = |text: &[u8]| text.to_ascii_lowercase().into_boxed_slice();
        let start = text.get(..length);
        let end = text.len().checked_sub(length).and_then(|start| text.get(start..));
        match self {
            Self::Start => start.map(Into::into).into_iter().collect(),
            Self::End => end.map(Into::into).into_iter().collect(),
            Self::Inside => text.windows(length.max(1)).map(Into::into).collect(),
            Self::WholeIgnoreCase => start.filter(|start| start.len() == text.len()).map(lower).into_iter().collect(),
            Self::StartIgnoreCase => start.map(lower).into_iter().collect(),
            Self::EndIgnoreCase => end.map(lower).into_iter().collect(),
        }
    }
}

/// Identifies a conjunction of a rule in the set.
#[derive(Debug, Clone, Copy)]
struct ConjunctionId {
    rule: usize,
    /// Index among the conjunctions of the rule.
    conjunction: usize,
}

/// An index of the conjunctions in a set.
pub(super) struct Index<'c> {
    interned: &'c InternedRules<'c>,
    /// The kinds and lengths of the indexed string parts, by path.
    part_lengths: HashMap<PathId, BTreeSet<(StringPart, usize)>>,
    table: HashMap<Key, Vec<ConjunctionId>>,
    /// The conjunctions in which no leaf has keys.
    unindexed: Vec<ConjunctionId>,
}

impl<'c> Index<'c> {
    pub(super) fn new(interned: &'c InternedRules<'c>, samples: &[Vec<Sample>]) -> Self {
        let mut index = Self { interned, part_lengths: HashMap::new(), table: HashMap::new(), unindexed: Vec::new() };
        let keys: HashMap<LeafId, Vec<Key>> =
            interned.leaf_ids().filter_map(|leaf| Some((leaf, index.leaf_keys(leaf)?))).collect();
        for key in keys.values().flatten() {
            if let Key::Text(path, part, text) = key {
                index.part_lengths.entry(*path).or_default().insert((*part, text.len()));
            }
        }
        let mut hits: HashMap<Key, usize> = HashMap::new();
        for key in samples.iter().flatten().flat_map(|sample| index.sample_keys(sample)) {
            *hits.entry(key).or_default() += 1;
        }
        index.fill(&keys, &hits);
        index
    }

    fn fill(&mut self, keys: &HashMap<LeafId, Vec<Key>>, hits: &HashMap<Key, usize>) {
        let cost = |leaf: LeafId| -> Option<usize> {
            Some(keys.get(&leaf)?.iter().map(|key| hits.get(key).copied().unwrap_or_default()).sum())
        };
        for (rule, conjunctions) in self.interned.rules.iter().enumerate() {
            for (index, conjunction) in conjunctions.iter().enumerate() {
                let id = ConjunctionId { rule, conjunction: index };
                let leaves = conjunction.leaves.iter().filter_map(|leaf| Some((cost(leaf.leaf)?, leaf.leaf)));
                match leaves.min().and_then(|(_, leaf)| keys.get(&leaf)) {
                    Some(keys) => {
                        for key in keys {
                            self.table.entry(key.clone()).or_default().push(id);
                        }
                    }
                    None => self.unindexed.push(id),
                }
            }
        }
    }

    /// Returns the keys of a leaf; `None` if keys cannot cover all values that satisfy the leaf.
    fn leaf_keys(&self, leaf: LeafId) -> Option<Vec<Key>> {
        let path = self.interned.leaves[leaf.index()].path;
        let alternatives = self.interned.alternatives(leaf);
        if alternatives.accepts_absence() || alternatives.has_field_refs() {
            return None;
        }
        let literals = alternatives.literals().map(|value| Some(Key::Value(path, value.clone())));
        let filters = alternatives.filters().map(|filter| {
            let (part, text) = string_part_of(filter)?;
            Some(Key::Text(path, part, text))
        });
        literals.chain(filters).collect()
    }

    /// Returns the keys of a sample. Each indexed conjunction that the sample may satisfy has at least one of these
    /// keys.
    fn sample_keys<'s>(&'s self, sample: &'s Sample) -> impl Iterator<Item = Key> + 's {
        sample.values().flat_map(|(path, value)| {
            let text = value.as_text();
            let lengths = self.part_lengths.get(&path).filter(|_| text.is_some()).into_iter().flatten();
            let bytes = text.map_or(&[][..], |text| text.as_bytes());
            let parts = lengths.flat_map(move |&(part, length)| {
                part.of(bytes, length).into_iter().map(move |text| Key::Text(path, part, text))
            });
            std::iter::once(Key::Value(path, value.clone())).chain(parts)
        })
    }

    /// Returns the indices of the rules that may match the sample event, in ascending order. Rules that the sampled
    /// conjunction is known not to imply are left out.
    pub(super) fn matching_rules(&self, sample: &Sample) -> Vec<usize> {
        let mut matcher = SampleMatcher::new(self.interned, sample);
        let mut rules = Vec::new();
        let mut add_matching = |ids: &[ConjunctionId]| {
            for &ConjunctionId { rule, conjunction } in ids {
                let conjunctions = &self.interned.rules[rule];
                // If a rule has several conjunctions, one may accept a value that another rejects.
                let is_refuted =
                    |matcher: &mut SampleMatcher| matches!(conjunctions.as_slice(), [only] if matcher.refutes(only));
                if rules.last() != Some(&rule)
                    && matcher.may_satisfy(&conjunctions[conjunction])
                    && !is_refuted(&mut matcher)
                {
                    rules.push(rule);
                }
            }
        };
        if sample.depends_on_field_refs() {
            self.table.values().for_each(|ids| add_matching(ids));
        } else {
            self.sample_keys(sample).filter_map(|key| self.table.get(&key)).for_each(|ids| add_matching(ids));
        }
        add_matching(&self.unindexed);
        rules.sort_unstable();
        rules.dedup();
        rules
    }
}

/// Returns a part that all strings accepted by the filter share; `None` if no such part can be indexed.
fn string_part_of(filter: &Filter) -> Option<(StringPart, Box<[u8]>)> {
    let (part, text) = match filter {
        Filter::EqualsIgnoreCase(text) => (StringPart::WholeIgnoreCase, text.as_bytes()),
        Filter::Affix(Affix { side, text, ignore_case }) => {
            let part = match (side, ignore_case) {
                (Side::Prefix, false) => StringPart::Start,
                (Side::Suffix, false) => StringPart::End,
                (Side::Prefix, true) => StringPart::StartIgnoreCase,
                (Side::Suffix, true) => StringPart::EndIgnoreCase,
            };
            (part, text.as_bytes())
        }
        Filter::Wildcard(wildcard) => match wildcard.pieces.as_slice() {
            [first, .., last] if first.is_empty() && !last.is_empty() => (StringPart::End, last.as_slice()),
            [first, inside @ .., _] if first.is_empty() => {
                (StringPart::Inside, inside.iter().max_by_key(|piece| piece.len())?.as_slice())
            }
            [first, ..] => (StringPart::Start, first.as_slice()),
            [] => return None,
        },
        _ => return None,
    };
    let ignores_case =
        matches!(part, StringPart::WholeIgnoreCase | StringPart::StartIgnoreCase | StringPart::EndIgnoreCase);
    // The uppercase and lowercase forms of a non-ASCII letter may differ in length.
    if text.is_empty() || (ignores_case && !text.is_ascii()) {
        return None;
    }
    Some((part, if ignores_case { text.to_ascii_lowercase().into() } else { text.into() }))
}

#[cfg(test)]
mod tests {
    use super::super::event_shape::Assumptions;
    use super::*;
    use event_pattern_compiler::json::Dialect;
    use event_pattern_compiler::rule::Rule;
    use event_pattern_compiler::schema::Schemas;

    fn rule(list: &str) -> Rule {
        let pattern = format!("{{\"a\":[{list}]}}");
        event_pattern_compiler::parse(&pattern, Dialect::Strict).lowered.unwrap_or_else(|| panic!("{pattern}")).rule
    }

    #[test]
    fn a_filter_is_indexed_by_the_longest_part_that_all_its_strings_have() {
        for (filter, expected) in [
            (r#"{"prefix":"Ab"}"#, Some((StringPart::Start, "Ab"))),
            (r#"{"suffix":"Ab"}"#, Some((StringPart::End, "Ab"))),
            (r#"{"prefix":{"equals-ignore-case":"Ab"}}"#, Some((StringPart::StartIgnoreCase, "ab"))),
            (r#"{"suffix":{"equals-ignore-case":"Ab"}}"#, Some((StringPart::EndIgnoreCase, "ab"))),
            (r#"{"equals-ignore-case":"Ab"}"#, Some((StringPart::WholeIgnoreCase, "ab"))),
            (r#"{"wildcard":"Ab*c"}"#, Some((StringPart::Start, "Ab"))),
            (r#"{"wildcard":"Ab*"}"#, Some((StringPart::Start, "Ab"))),
            (r#"{"wildcard":"Ab"}"#, Some((StringPart::Start, "Ab"))),
            (r#"{"wildcard":"*Ab"}"#, Some((StringPart::End, "Ab"))),
            (r#"{"wildcard":"*c*Ab"}"#, Some((StringPart::End, "Ab"))),
            (r#"{"wildcard":"*c*Ab*d*"}"#, Some((StringPart::Inside, "Ab"))),
            (r#"{"wildcard":"*"}"#, None),
            (r#"{"prefix":""}"#, None),
            (r#"{"prefix":"ß"}"#, Some((StringPart::Start, "ß"))),
            // The uppercase form of this letter is longer.
            (r#"{"prefix":{"equals-ignore-case":"ß"}}"#, None),
            (r#"{"anything-but":"a"}"#, None),
            (r#"{"numeric":[">",1]}"#, None),
            (r#"{"cidr":"10.0.0.0/8"}"#, None),
        ] {
            let rule = rule(filter);
            let part = string_part_of(&rule.leaves[0].alternatives[0]);
            let part = part.as_ref().map(|(part, text)| (*part, std::str::from_utf8(text).unwrap()));
            assert_eq!(part, expected, "{filter}");
        }
    }

    #[test]
    fn a_leaf_is_indexed_if_all_its_alternatives_have_a_key() {
        for (list, is_in_table) in [
            (r#""x",1,null"#, true),
            (r#""x",{"prefix":"a"}"#, true),
            (r#""x",{"numeric":[">",1]}"#, false),
            (r#""x",{"exists":false}"#, false),
        ] {
            let rule = rule(list);
            let interned = InternedRules::of(&[&rule], Assumptions::Events(Schemas::default()));
            let index = Index::new(&interned, &[Vec::new()]);
            assert_eq!((index.table.is_empty(), index.unindexed.is_empty()), (!is_in_table, is_in_table), "{list}");
        }
    }
}
