//! The JSON reader that the engine uses: a cursor that checks the grammar as it moves, without allocation or recursion.

mod cursor;
mod error;
mod number;
mod string;

pub(crate) use cursor::{Cursor, Scalar};
pub use error::{EventError, EventErrorKind};
pub(crate) use number::comparable;
pub(crate) use string::{Decoded, RawString, equal_bytes};

/// Checks that the bytes start with a JSON object, as an event must. Anything after the object's closing brace is
/// ignored.
///
/// # Errors
/// Returns an error with a byte offset if the bytes do not start with a JSON object.
///
/// ```
/// assert!(event_pattern::validate(br#"{ "source": "aws.ecs" }"#).is_ok());
/// let error = event_pattern::validate(br#"{ "source": "aws.ecs", }"#).unwrap_err();
/// assert_eq!(error.offset(), Some(23));
/// ```
pub fn validate(json: &[u8]) -> Result<(), EventError> {
    let mut cursor = Cursor::new(json);
    cursor.open_event()?;
    cursor.skip_members()
}
