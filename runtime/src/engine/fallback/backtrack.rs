//! Backtracking for events in which a key leads to an array and is repeated, so that the fields of one object may be in
//! several arrays.
//!
//! Backtracking chooses one field for every leaf of a conjunction, so that no two chosen fields are in different
//! elements of the same array. It reads the event again at every step, so the memory that it needs does not depend on
//! the event. A [`Budget`] limits the number of bytes that are read.

use crate::engine::format::{Leaf, Program, Range};
use crate::engine::plain::{Origin, WalkStep, Walker};
use crate::engine::state::{Budget, FieldRefs, ScopeState, accept};
use crate::json::{Cursor, EventError, validate};

/// Choice for a leaf: no field has been tried yet.
const UNTRIED: u64 = 0;
/// Choice for a leaf: the absence of the field satisfies the leaf.
const ABSENT: u64 = u64::MAX;

/// Whether the event matches.
///
/// # Errors
/// Returns an error if the bytes are not a JSON object, or if there are too many combinations of fields to try.
pub(crate) fn decide(
    program: &Program<'_>,
    field_refs: FieldRefs<'_>,
    budget: &Budget,
    json: &[u8],
    stack: &mut [u64],
    chosen: &mut [u64],
) -> Result<bool, EventError> {
    let mut search = Search::new(program, field_refs, budget, json, stack)?;
    for conjunction in program.cold().conjunctions {
        if search.holds(conjunction, chosen)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Like [`decide`], for a program with scopes.
pub(crate) fn decide_with_scopes(
    program: &Program<'_>,
    field_refs: FieldRefs<'_>,
    budget: &Budget,
    scopes: &mut ScopeState<'_>,
    json: &[u8],
    stack: &mut [u64],
) -> Result<bool, EventError> {
    let mut search = Search::new(program, field_refs, budget, json, stack)?;
    for (number, conjunction) in (0..).zip(program.cold().conjunctions.iter()) {
        if search.holds(conjunction, scopes.scratch)? && search.scopes_hold(number, scopes)? {
            return Ok(true);
        }
    }
    Ok(false)
}

struct Search<'r> {
    program: &'r Program<'r>,
    field_refs: FieldRefs<'r>,
    json: &'r [u8],
    stack: &'r mut [u64],
    budget: &'r Budget,
}

impl<'r> Search<'r> {
    fn new(
        program: &'r Program<'r>,
        field_refs: FieldRefs<'r>,
        budget: &'r Budget,
        json: &'r [u8],
        stack: &'r mut [u64],
    ) -> Result<Self, EventError> {
        validate(json)?;
        budget.spend_on_repeated_keys(json.len())?;
        Ok(Self { program, field_refs, json, stack, budget })
    }

    /// Whether all scopes of a conjunction hold. Each scope is checked in a separate walk.
    fn scopes_hold(&mut self, conjunction: u16, scopes: &mut ScopeState<'_>) -> Result<bool, EventError> {
        let mut number = 0;
        while let Some(scope) = scopes.scopes_of_conjunction(conjunction).iter().nth(number) {
            self.budget.spend_on_repeated_keys(self.json.len())?;
            let mut walker = Walker::new(self.program, self.json, self.stack)?;
            let next = |node: u16| loop {
                match walker.next()? {
                    WalkStep::ObjectStart { node: at, origin } if at == node && origin != Origin::Implied => {
                        return Ok(Some(walker.position() - 1));
                    }
                    WalkStep::ObjectEnd { node: 0, .. } => return Ok(None),
                    _ => {}
                }
            };
            if !scopes.scope_holds(scope, self.json, next)? {
                return Ok(false);
            }
            number += 1;
        }
        Ok(true)
    }

    /// Whether a conjunction holds. Tries all combinations of fields, one leaf after another. A choice is the offset
    /// after the chosen field, or [`ABSENT`].
    fn holds(&mut self, conjunction: Range, chosen: &mut [u64]) -> Result<bool, EventError> {
        let leaves = self.program.cold().conjunction_leaves.part(conjunction);
        let mut level = 0;
        let mut last = UNTRIED;
        while let Some(leaf) = leaves.iter().nth(level) {
            if let Some(choice) = self.next_choice(leaf, last, &chosen[..level])? {
                chosen[level] = choice;
                level += 1;
                last = UNTRIED;
            } else if level == 0 {
                return Ok(false);
            } else {
                level -= 1;
                last = chosen[level];
            }
        }
        Ok(true)
    }

    /// Returns the next choice for a leaf: the first one after `last` that is consistent with the choices for the
    /// previous leaves. `None` if there is no such choice.
    fn next_choice(&mut self, leaf: u16, last: u64, chosen: &[u64]) -> Result<Option<u64>, EventError> {
        if last == ABSENT {
            return Ok(None);
        }
        let program = self.program;
        let leaf = program.leaves.get(leaf);
        // Absence satisfies a leaf only if no field is consistent, whether the leaf accepts the field or not.
        let tries_absence = leaf.accepts_absence && last == UNTRIED;
        let mut any_consistent = false;
        // Each step creates a new walker, because a walker borrows the stack while the consistency check borrows the
        // search.
        let mut walked = last;
        while let Some((position, accepted)) = self.next_field(leaf, walked, tries_absence)? {
            walked = position;
            if self.is_consistent(position, chosen)? {
                any_consistent = true;
                if accepted {
                    return Ok(Some(position));
                }
            }
        }
        Ok((tries_absence && !any_consistent).then_some(ABSENT))
    }

    /// Finds the first field for a leaf that ends after offset `after`. Skips fields that the leaf does not accept, unless
    /// `finds_all` is true. Returns the offset after the field, and whether the leaf accepts it. `None` if there is no
    /// such field.
    fn next_field(&mut self, leaf: Leaf, after: u64, finds_all: bool) -> Result<Option<(u64, bool)>, EventError> {
        let mut walker = Walker::new(self.program, self.json, self.stack)?;
        let found = loop {
            match walker.next()? {
                WalkStep::Field { node, value, end, .. } if node == leaf.node && end as u64 > after => {
                    let tests = self.program.tests.part(leaf.tests);
                    let is_accepted = accept::any_accepts(self.program, self.field_refs, tests, value);
                    if is_accepted || finds_all {
                        break Some((end as u64, is_accepted));
                    }
                }
                WalkStep::ObjectEnd { node: 0, .. } => break None,
                _ => {}
            }
        };
        let read = walker.position();
        self.budget.spend_on_repeated_keys(read)?;
        Ok(found)
    }

    /// Whether the field that ends at offset `position` is in the same array elements as the chosen fields.
    fn is_consistent(&mut self, position: u64, chosen: &[u64]) -> Result<bool, EventError> {
        for &choice in chosen.iter().filter(|&&choice| choice != ABSENT) {
            let (first, second) = (position.min(choice), position.max(choice));
            self.budget.spend_on_repeated_keys(usize::try_from(second - first).unwrap_or(usize::MAX))?;
            if !share_elements(self.json, first, second)? {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

/// Whether no array contains two scalars in different elements. `first` and `second` are the offsets after the scalars.
/// A scalar that is itself an array element does not count as being in that element.
#[allow(clippy::cast_possible_truncation, reason = "the offsets come from a walk over the same bytes, so they fit")]
fn share_elements(json: &[u8], first: u64, second: u64) -> Result<bool, EventError> {
    let mut cursor = Cursor::new(json);
    cursor.move_to(first as usize);
    // Depths are relative to the container of the first scalar. The lowest depth reached is the depth of the innermost
    // container that encloses both scalars.
    let (mut depth, mut outermost, mut in_object) = (0_i64, 0_i64, true);
    while cursor.position() < second as usize {
        match cursor.peek() {
            Some(b'{' | b'[') => {
                cursor.step();
                depth += 1;
            }
            Some(b'}' | b']') => {
                cursor.step();
                depth -= 1;
                outermost = outermost.min(depth);
            }
            Some(b',') => {
                cursor.step();
                if depth == outermost {
                    in_object = cursor.clone().key().is_ok();
                }
            }
            Some(b':') => cursor.step(),
            Some(b'"') => {
                cursor.string()?;
            }
            _ => {
                cursor.scalar()?;
            }
        }
    }
    let first_is_element = outermost == 0;
    let second_is_element = depth == outermost;
    Ok(in_object || first_is_element || second_is_element)
}
