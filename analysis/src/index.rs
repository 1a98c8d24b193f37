//! Which rules may be implied by a rule: those that match an event made up for it.
//!
//! A set has as many pairs as its square, and hardly any of them has anything in common. So each conjunction stands in a table
//! under one of its leaves, the one that the fewest of the made-up events satisfy, and only events with such a value come to it.

use super::catalogue::{Catalogue, Conjunct, KnownLeaf, LeafId, PathId, PlacedLeaf};
use super::value::Found;
use event_pattern_compiler::json::Scalar;
use event_pattern_compiler::pattern::Filter;
use event_pattern_compiler::pattern::filter::{Affix, Side};
use std::collections::{BTreeSet, HashMap};

/// An event made up to satisfy a conjunction: what it has at each path that the conjunction names.
pub(super) struct Sample(Vec<SampledLeaf>);

/// What a made-up event has for a leaf.
struct SampledLeaf {
    leaf: PlacedLeaf,
    sampled: Sampled,
}

/// What a made-up event has at a path.
enum Sampled {
    Absent,
    Value(Scalar),
    /// Something that depends on other fields.
    Anything,
}

impl Sample {
    /// An event for a conjunction; nothing if no event satisfies it.
    pub(super) fn of(catalogue: &Catalogue, conjunct: &Conjunct) -> Option<Self> {
        let fields = conjunct.leaves.iter().map(|leaf| {
            let accepts_absence = catalogue.alternatives(leaf.leaf).accepts_absence();
            let sampled = match catalogue.value(leaf.leaf, leaf.place.domain) {
                Found::Value(value) => Sampled::Value(value),
                Found::Unknown => Sampled::Anything,
                Found::Nothing if accepts_absence => Sampled::Absent,
                Found::Nothing => return None,
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

    fn is_open(&self) -> bool {
        self.0.iter().any(|field| matches!(field.sampled, Sampled::Anything))
    }
}

/// What one made-up event, and the conjunction that it is made up for, mean to all leaves. Each is asked once.
pub(super) struct Answers<'c, 's> {
    catalogue: &'c Catalogue<'c>,
    fields: Vec<Option<&'s SampledLeaf>>,
    satisfied: Vec<Option<bool>>,
    refuted: Vec<Option<bool>>,
}

impl<'c, 's> Answers<'c, 's> {
    pub(super) fn new(catalogue: &'c Catalogue<'c>, sample: &'s Sample) -> Self {
        let mut fields = vec![None; catalogue.paths.len()];
        for field in &sample.0 {
            fields[field.leaf.path.index()] = Some(field);
        }
        let unknown = vec![None; catalogue.leaves.len()];
        Self { catalogue, fields, satisfied: unknown.clone(), refuted: unknown }
    }

    /// Whether the event may satisfy a conjunction, element scopes left aside.
    pub(super) fn satisfy(&mut self, conjunct: &Conjunct) -> bool {
        conjunct.leaves.iter().all(|leaf| self.satisfy_leaf(leaf.leaf))
    }

    fn satisfy_leaf(&mut self, leaf: LeafId) -> bool {
        if let Some(known) = self.satisfied[leaf.index()] {
            return known;
        }
        let KnownLeaf { path, alternatives } = &self.catalogue.leaves[leaf.index()];
        let answer = match self.fields[path.index()].map(|field| &field.sampled) {
            None | Some(Sampled::Absent) => alternatives.accepts_absence(),
            // No rule is implied because of a value that only another field may make it accept.
            Some(Sampled::Value(value)) => {
                self.catalogue.effort.spend(alternatives.size()) && alternatives.accepts(value)
            }
            Some(Sampled::Anything) => true,
        };
        self.satisfied[leaf.index()] = Some(answer);
        answer
    }

    /// Whether some value shows that the conjunction does not imply another one.
    fn refute(&mut self, conjunct: &Conjunct) -> bool {
        conjunct.leaves.iter().any(|leaf| self.refute_leaf(leaf.leaf))
    }

    fn refute_leaf(&mut self, leaf: LeafId) -> bool {
        if let Some(known) = self.refuted[leaf.index()] {
            return known;
        }
        let KnownLeaf { path, alternatives } = &self.catalogue.leaves[leaf.index()];
        let answer = self.fields[path.index()].is_some_and(|SampledLeaf { leaf: own, .. }| {
            let accepts = self.catalogue.alternatives(own.leaf);
            let shows = |value: &Scalar| {
                own.place.domain.has(value) && self.catalogue.effort.spend(accepts.size()) && accepts.accepts(value)
            };
            alternatives.refused().iter().any(shows)
        });
        self.refuted[leaf.index()] = Some(answer);
        answer
    }
}

/// What conjunctions are found by.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Key {
    Value(PathId, Scalar),
    Text(PathId, Part, Box<[u8]>),
}

/// Which part of a string stands in the table. Where case does not count it stands there in lower case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Part {
    Start,
    End,
    Inside,
    WholeOfAnyCase,
    StartOfAnyCase,
    EndOfAnyCase,
}

impl Part {
    /// The parts of this length that a string has.
    fn of(self, text: &[u8], length: usize) -> Vec<Box<[u8]>> {
        let lower = |text: &[u8]| text.to_ascii_lowercase().into_boxed_slice();
        let start = text.get(..length);
        let end = text.len().checked_sub(length).and_then(|start| text.get(start..));
        match self {
            Self::Start => start.map(Into::into).into_iter().collect(),
            Self::End => end.map(Into::into).into_iter().collect(),
            Self::Inside => text.windows(length.max(1)).map(Into::into).collect(),
            Self::WholeOfAnyCase => start.filter(|start| start.len() == text.len()).map(lower).into_iter().collect(),
            Self::StartOfAnyCase => start.map(lower).into_iter().collect(),
            Self::EndOfAnyCase => end.map(lower).into_iter().collect(),
        }
    }
}

/// A conjunction of a rule, both by number.
type Entry = (usize, usize);

/// The conjunctions of a set.
pub(super) struct Index<'c> {
    catalogue: &'c Catalogue<'c>,
    /// How long the parts of strings are that stand in the table, by path.
    lengths: HashMap<PathId, BTreeSet<(Part, usize)>>,
    table: HashMap<Key, Vec<Entry>>,
    /// Those that stand under no leaf.
    others: Vec<Entry>,
}

impl<'c> Index<'c> {
    pub(super) fn new(catalogue: &'c Catalogue<'c>, samples: &[Vec<Sample>]) -> Self {
        let mut index = Self { catalogue, lengths: HashMap::new(), table: HashMap::new(), others: Vec::new() };
        let keys: HashMap<LeafId, Vec<Key>> =
            catalogue.leaf_ids().filter_map(|leaf| Some((leaf, index.keys_of(leaf)?))).collect();
        for key in keys.values().flatten() {
            if let Key::Text(path, part, text) = key {
                index.lengths.entry(*path).or_default().insert((*part, text.len()));
            }
        }
        let mut hits: HashMap<Key, usize> = HashMap::new();
        for key in samples.iter().flatten().flat_map(|sample| index.keys_for(sample)) {
            *hits.entry(key).or_default() += 1;
        }
        index.fill(&keys, &hits);
        index
    }

    fn fill(&mut self, keys: &HashMap<LeafId, Vec<Key>>, hits: &HashMap<Key, usize>) {
        let cost = |leaf: LeafId| -> Option<usize> {
            Some(keys.get(&leaf)?.iter().map(|key| hits.get(key).copied().unwrap_or_default()).sum())
        };
        for (rule, conjuncts) in self.catalogue.rules.iter().enumerate() {
            for (number, conjunct) in conjuncts.iter().enumerate() {
                let leaves = conjunct.leaves.iter().filter_map(|leaf| Some((cost(leaf.leaf)?, leaf.leaf)));
                match leaves.min().and_then(|(_, leaf)| keys.get(&leaf)) {
                    Some(keys) => {
                        for key in keys {
                            self.table.entry(key.clone()).or_default().push((rule, number));
                        }
                    }
                    None => self.others.push((rule, number)),
                }
            }
        }
    }

    /// What a leaf can be found by, if that finds everything that satisfies it.
    fn keys_of(&self, leaf: LeafId) -> Option<Vec<Key>> {
        let path = self.catalogue.leaves[leaf.index()].path;
        let alternatives = self.catalogue.alternatives(leaf);
        if alternatives.accepts_absence() || alternatives.names_fields() {
            return None;
        }
        let literals = alternatives.literals().map(|value| Some(Key::Value(path, value.clone())));
        let filters = alternatives.filters().map(|filter| {
            let (part, text) = part_of(filter)?;
            Some(Key::Text(path, part, text))
        });
        literals.chain(filters).collect()
    }

    /// What conjunctions are found by that an event may satisfy.
    fn keys_for<'s>(&'s self, sample: &'s Sample) -> impl Iterator<Item = Key> + 's {
        sample.values().flat_map(|(path, value)| {
            let text = value.as_text();
            let lengths = self.lengths.get(&path).filter(|_| text.is_some()).into_iter().flatten();
            let bytes = text.map_or(&[][..], |text| text.as_bytes());
            let parts = lengths.flat_map(move |&(part, length)| {
                part.of(bytes, length).into_iter().map(move |text| Key::Text(path, part, text))
            });
            std::iter::once(Key::Value(path, value.clone())).chain(parts)
        })
    }

    /// The rules, in their order, that may match an event, unless the conjunction that it is for surely does not imply them.
    pub(super) fn rules_for(&self, sample: &Sample) -> Vec<usize> {
        let mut answers = Answers::new(self.catalogue, sample);
        let mut rules = Vec::new();
        let mut ask = |entries: &[Entry]| {
            for &(rule, number) in entries {
                let conjuncts = &self.catalogue.rules[rule];
                // What one combination of branches leaves out another one may have.
                let is_refuted = |answers: &mut Answers| matches!(conjuncts.as_slice(), [only] if answers.refute(only));
                if rules.last() != Some(&rule) && answers.satisfy(&conjuncts[number]) && !is_refuted(&mut answers) {
                    rules.push(rule);
                }
            }
        };
        if sample.is_open() {
            self.table.values().for_each(|entries| ask(entries));
        } else {
            self.keys_for(sample).filter_map(|key| self.table.get(&key)).for_each(|entries| ask(entries));
        }
        ask(&self.others);
        rules.sort_unstable();
        rules.dedup();
        rules
    }
}

/// A part that every string has that a filter accepts.
fn part_of(filter: &Filter) -> Option<(Part, Box<[u8]>)> {
    let (part, text) = match filter {
        Filter::EqualsIgnoreCase(text) => (Part::WholeOfAnyCase, text.as_bytes()),
        Filter::Affix(Affix { side, text, ignore_case }) => {
            let part = match (side, ignore_case) {
                (Side::Prefix, false) => Part::Start,
                (Side::Suffix, false) => Part::End,
                (Side::Prefix, true) => Part::StartOfAnyCase,
                (Side::Suffix, true) => Part::EndOfAnyCase,
            };
            (part, text.as_bytes())
        }
        Filter::Wildcard(wildcard) => match wildcard.pieces.as_slice() {
            [first, .., last] if first.is_empty() && !last.is_empty() => (Part::End, last.as_slice()),
            [first, inside @ .., _] if first.is_empty() => {
                (Part::Inside, inside.iter().max_by_key(|piece| piece.len())?.as_slice())
            }
            [first, ..] => (Part::Start, first.as_slice()),
            [] => return None,
        },
        _ => return None,
    };
    let folds = matches!(part, Part::WholeOfAnyCase | Part::StartOfAnyCase | Part::EndOfAnyCase);
    // Letters outside of ASCII may have a case of another length.
    if text.is_empty() || (folds && !text.is_ascii()) {
        return None;
    }
    Some((part, if folds { text.to_ascii_lowercase().into() } else { text.into() }))
}

#[cfg(test)]
mod tests {
    use super::super::known::Setting;
    use super::*;
    use event_pattern_compiler::json::Dialect;
    use event_pattern_compiler::rule::Rule;

    fn rule(list: &str) -> Rule {
        let pattern = format!("{{\"a\":[{list}]}}");
        event_pattern_compiler::parse(&pattern, Dialect::Strict).lowered.unwrap_or_else(|| panic!("{pattern}")).rule
    }

    #[test]
    fn a_filter_is_found_by_the_longest_part_that_its_strings_surely_have() {
        for (filter, expected) in [
            (r#"{"prefix":"Ab"}"#, Some((Part::Start, "Ab"))),
            (r#"{"suffix":"Ab"}"#, Some((Part::End, "Ab"))),
            (r#"{"prefix":{"equals-ignore-case":"Ab"}}"#, Some((Part::StartOfAnyCase, "ab"))),
            (r#"{"suffix":{"equals-ignore-case":"Ab"}}"#, Some((Part::EndOfAnyCase, "ab"))),
            (r#"{"equals-ignore-case":"Ab"}"#, Some((Part::WholeOfAnyCase, "ab"))),
            (r#"{"wildcard":"Ab*c"}"#, Some((Part::Start, "Ab"))),
            (r#"{"wildcard":"Ab*"}"#, Some((Part::Start, "Ab"))),
            (r#"{"wildcard":"Ab"}"#, Some((Part::Start, "Ab"))),
            (r#"{"wildcard":"*Ab"}"#, Some((Part::End, "Ab"))),
            (r#"{"wildcard":"*c*Ab"}"#, Some((Part::End, "Ab"))),
            (r#"{"wildcard":"*c*Ab*d*"}"#, Some((Part::Inside, "Ab"))),
            (r#"{"wildcard":"*"}"#, None),
            (r#"{"prefix":""}"#, None),
            (r#"{"prefix":"ß"}"#, Some((Part::Start, "ß"))),
            // Its upper case is longer.
            (r#"{"prefix":{"equals-ignore-case":"ß"}}"#, None),
            (r#"{"anything-but":"a"}"#, None),
            (r#"{"numeric":[">",1]}"#, None),
            (r#"{"cidr":"10.0.0.0/8"}"#, None),
        ] {
            let rule = rule(filter);
            let part = part_of(&rule.leaves[0].alternatives[0]);
            let part = part.as_ref().map(|(part, text)| (*part, std::str::from_utf8(text).unwrap()));
            assert_eq!(part, expected, "{filter}");
        }
    }

    #[test]
    fn what_every_alternative_has_a_part_for_stands_in_the_table() {
        for (list, is_in_table) in [
            (r#""x",1,null"#, true),
            (r#""x",{"prefix":"a"}"#, true),
            (r#""x",{"numeric":[">",1]}"#, false),
            (r#""x",{"exists":false}"#, false),
        ] {
            let rule = rule(list);
            let catalogue = Catalogue::of(&[&rule], Setting::Events(None));
            let index = Index::new(&catalogue, &[Vec::new()]);
            assert_eq!((index.table.is_empty(), index.others.is_empty()), (!is_in_table, is_in_table), "{list}");
        }
    }
}
