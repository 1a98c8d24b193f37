//! The companion macros of the event types, which hold their schemas.
//!
//! `event_pattern!` calls the macro that has the name of the type in a rule's signature. It adds the schema to the tokens
//! in the call and passes them on to the macro in the square brackets.

/// Defines a companion macro for each type. The first argument is `$`.
macro_rules! companions {
    ($dollar:tt $($name:ident = $macro_name:ident, $schema:literal;)*) => {$(
        /// The schema of an event type, which rules for the type are checked against.
        #[doc(hidden)]
        #[macro_export]
        macro_rules! $macro_name {
            ([$dollar($dollar next:tt)*] $dollar($dollar call:tt)*) => {
                $dollar($dollar next)*! { $dollar($dollar call)* $schema }
            };
        }

        pub use $macro_name as $name;
    )*};
}

#[rustfmt::skip]
mod schemas;

pub use self::schemas::*;
