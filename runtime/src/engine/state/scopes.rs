//! Element scopes, as far as a pass or a search has seen their elements.

use crate::engine::format::{ExtensionImage, NO_BIT, Quantifier, Scope, Slice, Table, bytes};
use crate::json::EventError;

/// Runs the rules of scopes. `extensions` implements it by running the engine that this is part of.
pub(crate) trait ElementRules {
    /// Whether the element that begins at a place of the text matches a rule, which is given as a program.
    fn matches(&self, rule: &[u8], json: &[u8], start: usize, scratch: &mut [u64]) -> Result<bool, EventError>;
}

/// What a pass or a search over an event or element keeps about its scopes.
pub(crate) struct ScopeState<'r> {
    pub(crate) tables: ExtensionImage<'r>,
    pub(crate) rules: &'r dyn ElementRules,
    /// How many elements matched, by scope.
    pub(crate) counts: &'r mut [u64],
    /// Working space for the rules of the scopes, and for the search.
    pub(crate) scratch: &'r mut [u64],
}

impl ScopeState<'_> {
    /// The same for a pass that begins.
    pub(crate) fn restart(&mut self) -> ScopeState<'_> {
        self.counts.fill(0);
        ScopeState { tables: self.tables, rules: self.rules, counts: self.counts, scratch: self.scratch }
    }

    /// How many scopes there are.
    pub(crate) fn scope_count(&self) -> u16 {
        // There are fewer than 65,535.
        u16::try_from(self.tables.scopes.len()).unwrap_or(u16::MAX)
    }

    /// The scopes of a conjunction.
    pub(crate) fn scopes_of_conjunction(&self, number: u16) -> Table<'_, u16> {
        self.tables.conjunction_scopes.part(self.tables.conjunctions.get(number))
    }

    /// Runs the rule of a scope on the object that begins at a place of the text, if it is one of its elements, could make a
    /// difference, and the pass does not decide it. Returns the bit to set, if one is to be set.
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

    /// Records an element at a node that ends, if it is one of a scope and the pass decides it. Returns the bit to set, if one
    /// is to be set.
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

    /// The bit of a scope, if it requires as many elements as there were in an object at a node, which ends. The next object is
    /// counted anew.
    pub(crate) fn take_count(&mut self, scope: u16, node: u16) -> Option<u16> {
        let row = self.tables.scopes.get(scope);
        if row.root != node || row.quantifier != Quantifier::Count {
            return None;
        }
        let count = core::mem::take(&mut self.counts[usize::from(scope)]);
        is_in_range(row, count).then_some(row.bit)
    }

    /// Whether a scope holds. `next` returns where the next object at its node begins.
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

/// Whether so many elements are as many as `$count` requires.
fn is_in_range(row: Scope, count: u64) -> bool {
    (u64::from(row.least)..=u64::from(row.most)).contains(&count)
}
