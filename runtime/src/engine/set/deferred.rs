//! Numbers whose look-up is deferred: no goal waits for what follows from them, so they matter only to an object of which
//! a goal is looked at. Of a hundred containers, one may have a name that a rule requires, and all have exit codes.

use super::facts::Facts;
use super::tables::Set;
use super::values;

/// A number that was put off.
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
