//! The columns that the functions read.

use datafusion::arrow::array::{
    Array, AsArray as _, BinaryArray, BinaryViewArray, LargeBinaryArray, LargeStringArray, StringArray, StringViewArray,
};
use datafusion::arrow::datatypes::DataType;
use datafusion::common::{Result, internal_err};

/// A column of texts or bytes.
#[derive(Clone, Copy)]
pub(crate) enum Column<'a> {
    Utf8(&'a StringArray),
    LargeUtf8(&'a LargeStringArray),
    Utf8View(&'a StringViewArray),
    Binary(&'a BinaryArray),
    LargeBinary(&'a LargeBinaryArray),
    BinaryView(&'a BinaryViewArray),
    /// Every row is NULL.
    Null,
}

impl<'a> Column<'a> {
    /// Returns the column of an array, whose type was coerced before.
    pub(crate) fn new(array: &'a dyn Array) -> Result<Self> {
        Ok(match array.data_type() {
            DataType::Utf8 => Self::Utf8(array.as_string()),
            DataType::LargeUtf8 => Self::LargeUtf8(array.as_string()),
            DataType::Utf8View => Self::Utf8View(array.as_string_view()),
            DataType::Binary => Self::Binary(array.as_binary()),
            DataType::LargeBinary => Self::LargeBinary(array.as_binary()),
            DataType::BinaryView => Self::BinaryView(array.as_binary_view()),
            DataType::Null => Self::Null,
            other => return internal_err!("expected text or bytes, found {other}"),
        })
    }

    /// Returns the bytes in a row, or `None` for NULL.
    #[inline]
    pub(crate) fn bytes(self, row: usize) -> Option<&'a [u8]> {
        match self {
            Self::Utf8(array) => (!array.is_null(row)).then(|| array.value(row).as_bytes()),
            Self::LargeUtf8(array) => (!array.is_null(row)).then(|| array.value(row).as_bytes()),
            Self::Utf8View(array) => (!array.is_null(row)).then(|| array.value(row).as_bytes()),
            Self::Binary(array) => (!array.is_null(row)).then(|| array.value(row)),
            Self::LargeBinary(array) => (!array.is_null(row)).then(|| array.value(row)),
            Self::BinaryView(array) => (!array.is_null(row)).then(|| array.value(row)),
            Self::Null => None,
        }
    }
}

/// Returns the type that a column of events is read as, or `None` if it cannot contain events.
pub(crate) fn event_type(data_type: &DataType) -> Option<DataType> {
    use DataType::{Binary, BinaryView, Dictionary, LargeBinary};
    match data_type {
        Binary | LargeBinary | BinaryView => Some(data_type.clone()),
        Dictionary(_, values) => event_type(values),
        other => text_type(other),
    }
}

/// Returns the type that a column of patterns is read as, or `None` if it cannot contain patterns.
pub(crate) fn text_type(data_type: &DataType) -> Option<DataType> {
    use DataType::{Dictionary, LargeUtf8, Null, Utf8, Utf8View};
    match data_type {
        Utf8 | LargeUtf8 | Utf8View | Null => Some(data_type.clone()),
        Dictionary(_, values) => text_type(values),
        _ => None,
    }
}
