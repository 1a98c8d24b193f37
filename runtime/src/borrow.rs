//! Deserialization of texts that borrows from the input wherever the input allows it.
//!
//! serde borrows a `Cow` only where it is the whole field. Inside an [`Optional`] or a [`List`] it
//! always copies. These functions are for `#[serde(deserialize_with = "…")]` on such fields. A text
//! with escapes is the one case that must be copied.

use alloc::borrow::Cow;

use serde::{Deserialize, Deserializer};

use crate::{List, Optional};

/// A text that borrows if it can, as an element of something else.
#[derive(Deserialize)]
#[serde(transparent)]
struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

/// Reads a text.
pub(crate) fn text<'de: 'a, 'a, D>(deserializer: D) -> Result<Cow<'a, str>, D::Error>
where
    D: Deserializer<'de>,
{
    Text::deserialize(deserializer).map(|Text(text)| text)
}

/// Reads a text that may be null.
pub(crate) fn optional_text<'de: 'a, 'a, D>(deserializer: D) -> Result<Optional<Cow<'a, str>>, D::Error>
where
    D: Deserializer<'de>,
{
    Optional::deserialize(deserializer).map(|optional| optional.map(|Text(text)| text))
}

/// Reads an array of texts.
pub(crate) fn list_of_text<'de: 'a, 'a, D>(deserializer: D) -> Result<List<Cow<'a, str>>, D::Error>
where
    D: Deserializer<'de>,
{
    List::deserialize(deserializer).map(unwrap_texts)
}

/// Reads an array of texts that may be null.
pub(crate) fn optional_list_of_text<'de: 'a, 'a, D>(deserializer: D) -> Result<Optional<List<Cow<'a, str>>>, D::Error>
where
    D: Deserializer<'de>,
{
    Optional::deserialize(deserializer).map(|optional| optional.map(unwrap_texts))
}

/// Takes the texts out of their wrappers; the collection keeps its memory.
fn unwrap_texts(list: List<Text<'_>>) -> List<Cow<'_, str>> {
    list.into_iter().map(|Text(text)| text).collect()
}
