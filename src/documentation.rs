//! The reference of the book, for readers of the documentation.
//!
//! - [`language`]: what a pattern means, filter by filter
//! - [`absence`]: `exists: false`, alone and inside arrays
//! - [`scopes`]: conditions on all elements of an array, on none, or on a number of them
//! - [`field_references`]: comparing a field with another field of the event
//! - [`differences`]: what EventBridge accepts and this crate does not, and the reverse
//! - [`limits`]: how large patterns and events can be
//! - [`diagnostics`]: all errors and warnings, each with an example and its correction

/// Declares a module for each page. A page defines the links at its end. For the documentation, other definitions come
/// before them, and the first definition of a link counts.
macro_rules! pages {
    ($($name:ident $path:literal { $($label:literal: $target:literal,)* })*) => {
        $(
            $(#[doc = concat!("[", $label, "]: ", $target)])*
            #[doc = ""]
            #[doc = include_str!(concat!("../book/src/reference/", $path))]
            pub mod $name {}
        )*
    };
}

pages! {
    language "language.md" {
        "absence": "absence",
        "differences": "differences",
        "fields": "field_references",
        "limits": "limits",
        "scopes": "scopes",
    }
    absence "absence.md" {
        "diagnostic": "diagnostics#absence_in_array",
        "scopes": "scopes",
    }
    scopes "scopes.md" {
        "misplaced": "diagnostics#misplaced_scope",
        "needless": "diagnostics#needless_scope",
    }
    field_references "field-references.md" {
        "invalid": "diagnostics#invalid_reference",
        "scopes": "scopes",
    }
    differences "differences.md" {
        "duplicate": "diagnostics#duplicate_key",
        "fields": "field_references",
        "limits": "limits",
        "replaced": "diagnostics#replaced_condition",
        "scopes": "scopes",
        "trailing": "diagnostics#trailing_text",
    }
    limits "limits.md" {
        "complex": "diagnostics#complex_wildcard",
        "quota": "diagnostics#over_quota",
        "scopes": "scopes",
        "too-large": "diagnostics#too_large",
    }
    diagnostics "diagnostics.md" {
        "ci": "crate::event_pattern#allowing-errors-and-warnings",
    }
}
