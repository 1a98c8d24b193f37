//! The state of element scopes in a pass or in backtracking.

use crate::engine::format::{ExtensionImage, NO_BIT, Quantifier, Scope, Slice, Table, bytes};
use crate::json::EventError;

/// Runs the rules of scopes. The `extensions` module implements this trait, because a rule is run by the rest of the
/// engine.
pub(crate) trait ElementRules {
    /// Whether the element at offset `start` matches a rule, given as an encoded program.
    fn matches(&self, rule: &[u8], json: &[u8], start: usize, scratch: &mut [u64]) -> Result<bool, EventError>;
}

/// The state of the scopes of an event or element.
pub(crate) struct ScopeState<'r> {
    pub(crate) tables: ExtensionImage<'r>,
    pub(crate) rules: &'r dyn ElementRules,
    /// For each scope, the number of elements that matched.
    pub(crate) counts: &'r mut [u64],
    /// Scratch memory for the rules of the scopes and for backtracking.
    pub(crate) scratch: &'r mut [u64],
}

impl ScopeState<'_> {
    /// Clears the counts for a new pass. Also returns some words of the scratch memory, for other uses in the pass.
    pub(crate) fn restart(&mut self, words: usize) -> (&mut [u64], ScopeState<'_>) {
        self.counts.fill(0);
        let (words, scratch) = self.scratch.split_at_mut(words);
        (words, ScopeState { tables: self.tables, rules: self.rules, counts: self.counts, scratch })
    }

    /// Whether the objects at a node are elements of a scope.
    pub(crate) fn has_elements_at(&self, node: u16) -> bool {
        self.tables.scopes.iter().any(|scope| scope.node == node)
    }

    /// Returns the number of scopes.
    pub(crate) fn scope_count(&self) -> u16 {
        // The compiler creates fewer than 65,535 scopes.
        u16::try_from(self.tables.scopes.len()).unwrap_or(u16::MAX)
    }

    /// Returns the scopes of a conjunction.
    pub(crate) fn scopes_of_conjunction(&self, number: u16) -> Table<'_, u16> {
        self.tables.conjunction_scopes.part(self.tables.conjunctions.get(number))
    }

    /// Runs a scope's rule on the object at an offset. Does nothing if the object is not an element of the scope, if
    /// the pass decides the scope itself, or if the result cannot make a difference. Returns the bit to set, if any.
    pub(crate) fn run_rule_at(
        &mut self,
        scope: u16,
        node: u16,
        text: (&[u8], usize),
        is_set: impl FnOnce(u16) -> bool,
    ) -> Result<Option<u16>, EventError> {
        let row = self.tables.scopes.get(scope);
        if row.node != node || row.matched != NO_BIT || (row.quantifier != Quantifier::Count && is_set(row.bit)) {
            return Ok(None);
        }
        let matches = self.matches(row.program, text)?;
        Ok(self.record(scope, row, matches))
    }

    /// Records the end of an object, if the object is an element of the scope and the pass decides the scope itself.
    /// Returns the bit to set, if any.
    pub(crate) fn record_element_end(
        &mut self,
        scope: u16,
        node: u16,
        is_set: impl FnOnce(u16) -> bool,
    ) -> Option<u16> {
        let row = self.tables.scopes.get(scope);
        if row.node != node || row.matched == NO_BIT {
            return None;
        }
        self.record(scope, row, is_set(row.matched))
    }

    fn record(&mut self, scope: u16, row: Scope, matches: bool) -> Option<u16> {
        match row.quantifier {
            Quantifier::Any | Quantifier::None => matches.then_some(row.bit),
            Quantifier::All => (!matches).then_some(row.bit),
            Quantifier::Count => {
                self.counts[usize::from(scope)] += u64::from(matches);
                None
            }
        }
    }

    /// Called when an object at `node` ends. Returns the bit of a `$count` scope if the scope is a condition on this
    /// object and the number of matching elements is in the required range. Resets the count.
    pub(crate) fn take_count(&mut self, scope: u16, node: u16) -> Option<u16> {
        let row = self.tables.scopes.get(scope);
        if row.root != node || row.quantifier != Quantifier::Count {
            return None;
        }
        let count = core::mem::take(&mut self.counts[usize::from(scope)]);
        is_in_range(row, count).then_some(row.bit)
    }

    /// Whether a scope holds. `next` returns the offset of the next object at the given node, or `None` after the last.
    pub(crate) fn scope_holds(
        &mut self,
        scope: u16,
        json: &[u8],
        mut next: impl FnMut(u16) -> Result<Option<usize>, EventError>,
    ) -> Result<bool, EventError> {
        let row = self.tables.scopes.get(scope);
        let (mut matched, mut failed) = (0, 0);
        while let Some(at) = next(row.node)? {
            let matches = self.matches(row.program, (json, at))?;
            matched += u64::from(matches);
            failed += u64::from(!matches);
        }
        Ok(match row.quantifier {
            Quantifier::Any => matched > 0,
            Quantifier::All => failed == 0,
            Quantifier::None => matched == 0,
            Quantifier::Count => is_in_range(row, matched),
        })
    }

    fn matches(&mut self, rule: Slice, (json, start): (&[u8], usize)) -> Result<bool, EventError> {
        self.rules.matches(bytes(self.tables.programs.bytes(), rule), json, start, self.scratch)
    }
}

/// Whether a number of elements is in the range that `$count` requires.
fn is_in_range(row: Scope, count: u64) -> bool {
    (u64::from(row.min_count)..=u64::from(row.max_count)).contains(&count)
}
