//! Values in events of which nothing is known.

mod convert;
mod path;
mod read;

pub use path::{ValueElements, ValueObject};

use crate::filter::Number;
use crate::{List, Map};
use alloc::borrow::Cow;

/// A value in an event of which nothing is known in advance, such as the request parameters of an API call.
///
/// Deserialized strings and keys borrow from the JSON input unless they contain escape sequences.
///
/// ```
/// use event_pattern::Value;
///
/// let parameters: Value = serde_json::from_str(r#"{ "bucketName": "reports", "tags": [{ "key": "team" }, { "key": "stage" }] }"#)?;
/// assert_eq!(*parameters.get("bucketName").unwrap(), "reports");
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// # Paths
///
/// The methods that take a path follow it as an event pattern does: through the elements of arrays, and through keys
/// that contain dots.
///
/// ```
/// # use event_pattern::Value;
/// # let parameters: Value = serde_json::from_str(r#"{ "bucketName": "reports", "tags": [{ "key": "team" }, { "key": "stage" }] }"#)?;
/// assert!(parameters.any_at(&["bucketName"], |name| name.as_str().is_some_and(|name| name.starts_with("rep"))));
/// assert!(parameters.any_at(&["tags", "key"], |key| key == "stage"));
/// assert!(!parameters.exists_at(&["tags"]));
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// # Comparing values
///
/// Numbers are compared by value: the integer `1` equals the number `1.0`, as in an event pattern.
///
/// ```
/// # use event_pattern::Value;
/// assert_eq!(Value::Integer(1), Value::Number(1.0));
/// assert!(Value::Integer(137) == 137 && Value::from("a") == "a" && Value::Boolean(true) == true);
/// ```
///
/// # Null
///
/// A field of the type `Optional<Value>` distinguishes an absent field from a null, like any other
/// [`Optional`](crate::Optional) field. In such a field, a null is deserialized as `Optional::Null`, not as a present
/// `Value::Null`. Where a null is inside a value, it is `Value::Null`.
///
/// # Rejected values
///
/// An object is a [`Map`], so deserialization returns an error if an object contains a key more than once, or a key with
/// a dot that would be the same field as one inside a nested object.
#[derive(Debug, Clone, Default)]
pub enum Value<'a> {
    /// Null.
    #[default]
    Null,
    /// True or false.
    Boolean(bool),
    /// An integer that is written without a fraction and without an exponent.
    Integer(i128),
    /// Any other number.
    Number(f64),
    /// A string.
    String(Cow<'a, str>),
    /// An array.
    Array(List<Value<'a>>),
    /// An object.
    Object(Map<'a, Value<'a>>),
}

impl<'a> Value<'a> {
    /// Returns `true` if the value is null.
    ///
    /// ```
    /// assert!(event_pattern::Value::Null.is_null());
    /// ```
    #[inline]
    #[must_use]
    pub const fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// Returns the string, or `None` if the value is not a string.
    ///
    /// ```
    /// use event_pattern::Value;
    ///
    /// assert_eq!(Value::from("a").as_str(), Some("a"));
    /// assert_eq!(Value::Integer(1).as_str(), None);
    /// ```
    #[inline]
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        if let Self::String(text) = self { Some(text) } else { None }
    }

    /// Returns the boolean, or `None` if the value is not a boolean.
    ///
    /// ```
    /// assert_eq!(event_pattern::Value::Boolean(true).as_bool(), Some(true));
    /// ```
    #[inline]
    #[must_use]
    pub const fn as_bool(&self) -> Option<bool> {
        if let Self::Boolean(value) = self { Some(*value) } else { None }
    }

    /// Returns the integer, or `None` if the value is not an integer or does not fit.
    ///
    /// ```
    /// use event_pattern::Value;
    ///
    /// assert_eq!(Value::Integer(137).as_i64(), Some(137));
    /// assert_eq!(Value::Number(1.5).as_i64(), None);
    /// ```
    #[must_use]
    pub fn as_i64(&self) -> Option<i64> {
        if let Self::Integer(value) = self { i64::try_from(*value).ok() } else { None }
    }

    /// Returns the number as the nearest `f64`, or `None` if the value is not a number.
    ///
    /// ```
    /// use event_pattern::Value;
    ///
    /// assert_eq!(Value::Integer(137).as_f64(), Some(137.0));
    /// assert_eq!(Value::Number(1.5).as_f64(), Some(1.5));
    /// ```
    #[must_use]
    #[allow(clippy::cast_precision_loss, reason = "the method returns the nearest number")]
    pub const fn as_f64(&self) -> Option<f64> {
        match self {
            Self::Integer(value) => Some(*value as f64),
            Self::Number(value) => Some(*value),
            _ => None,
        }
    }

    /// Returns the elements, or `None` if the value is not an array.
    ///
    /// ```
    /// let value: event_pattern::Value = serde_json::from_str("[1, 2]")?;
    /// assert!(value.as_array().unwrap().any(|element| *element == 2));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[inline]
    #[must_use]
    pub const fn as_array(&self) -> Option<&List<Value<'a>>> {
        if let Self::Array(elements) = self { Some(elements) } else { None }
    }

    /// Returns the members, or `None` if the value is not an object.
    ///
    /// ```
    /// let value: event_pattern::Value = serde_json::from_str(r#"{ "a": 1 }"#)?;
    /// assert_eq!(value.as_object().unwrap().len(), 1);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[inline]
    #[must_use]
    pub const fn as_object(&self) -> Option<&Map<'a, Value<'a>>> {
        if let Self::Object(members) = self { Some(members) } else { None }
    }

    /// Returns the value of a key, or `None` if the value is not an object with this key.
    ///
    /// Unlike [`any_at`](Self::any_at), this method does not look into arrays, and takes a key with dots as it is.
    ///
    /// ```
    /// let value: event_pattern::Value = serde_json::from_str(r#"{ "a.b": 1 }"#)?;
    /// assert_eq!(*value.get("a.b").unwrap(), 1);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Value<'a>> {
        self.as_object()?.get(key)
    }

    /// Converts the value into one that borrows nothing, by copying all strings that borrow from the JSON input.
    ///
    /// ```
    /// use event_pattern::Value;
    ///
    /// let json = String::from("\"a\"");
    /// let value: Value<'static> = serde_json::from_str::<Value>(&json)?.into_owned();
    /// drop(json);
    /// assert!(value == "a");
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    pub fn into_owned(self) -> Value<'static> {
        match self {
            Self::Null => Value::Null,
            Self::Boolean(value) => Value::Boolean(value),
            Self::Integer(value) => Value::Integer(value),
            Self::Number(value) => Value::Number(value),
            Self::String(text) => Value::String(crate::IntoOwned::into_owned(text)),
            Self::Array(elements) => Value::Array(crate::IntoOwned::into_owned(elements)),
            Self::Object(members) => Value::Object(crate::IntoOwned::into_owned(members)),
        }
    }
}

impl crate::IntoOwned for Value<'_> {
    type Owned = Value<'static>;

    fn into_owned(self) -> Value<'static> {
        self.into_owned()
    }
}

/// Numbers are compared by value, as in an event pattern.
impl PartialEq for Value<'_> {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Null, Self::Null) => true,
            (Self::Boolean(own), Self::Boolean(other)) => own == other,
            // Not every integer is comparable as a double.
            (Self::Integer(own), Self::Integer(other)) => own == other,
            (Self::Integer(_) | Self::Number(_), Self::Integer(_) | Self::Number(_)) => {
                Number::from(self) == Number::from(other)
            }
            (Self::String(own), Self::String(other)) => own == other,
            (Self::Array(own), Self::Array(other)) => own == other,
            (Self::Object(own), Self::Object(other)) => own == other,
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests;
