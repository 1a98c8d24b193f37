//! Numbers whose lookup is deferred. No goal waits for the facts that follow from such a number, so the number matters
//! only if a goal of its object is evaluated. For example, each of a hundred containers may have an exit code, but only
//! one container has the name that a rule requires. The exit codes of the other containers need not be looked up.

use super::facts::Facts;
use super::tables::Set;
use super::values;

/// A number that has not been looked up yet.
#[derive(Debug, Clone, Copy)]
pub(super) struct DeferredNumber {
    /// The node of the object that has the field.
    pub(super) object: u16,
    /// The node of the field.
    pub(super) node: u16,
    pub(super) number: f64,
}

impl DeferredNumber {
    #[inline(never)]
    pub(super) fn look_up(self, set: &Set<'_>, facts: &mut Facts<'_>) {
        values::record_listed_number(set, self.node, Some(self.number), facts);
    }
}
