//! The names of variants in JSON.

/// An enum of the user whose variants are strings in JSON. `event_types!` implements it.
pub trait JsonName {
    /// Returns the string that the variant is in JSON. It is empty for a variant that is for all unknown strings.
    fn json_name(&self) -> &'static str;
}

/// Returns the string that a variant is in JSON.
///
/// Generated code calls this function and not the method, because the enum may have a method of the same name.
#[inline]
#[must_use]
pub fn json_name(variant: &impl JsonName) -> &'static str {
    JsonName::json_name(variant)
}
