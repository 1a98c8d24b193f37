//! serde's attributes on a type, a field or a variant, as far as they determine the form in JSON.
//!
//! Malformed attributes are skipped, because serde reports them. Attributes in a `cfg_attr` are read as if its condition
//! held: where it does not, the type usually does not implement `Deserialize` at all.

use super::rename::Style;
use crate::syntax::{Attribute, Input, StringLiteral, is_punct, is_word};
use proc_macro2::Delimiter;

/// The attributes of one item.
#[derive(Debug, Clone, Default)]
pub(super) struct SerdeAttributes {
    /// The name in JSON.
    pub(super) rename: Option<String>,
    /// Other names in JSON.
    pub(super) aliases: Vec<String>,
    /// The style of the names of the fields or variants.
    pub(super) rename_all: Option<Style>,
    /// What an absent field becomes; `None` if deserialization fails.
    pub(super) default: Option<DefaultValue>,
    /// What else is special about it.
    pub(super) role: Option<Role>,
    /// The first attribute that makes the form in JSON unknown, such as `deserialize_with`.
    pub(super) hidden_by: Option<String>,
}

/// A special field, struct or variant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// A field or a variant that is not deserialized.
    Skipped,
    /// A field whose own fields are those of the enclosing object.
    Flattened,
    /// A struct that is deserialized as its only field.
    Transparent,
    /// A variant for all unknown values.
    Other,
}

/// The value of a field that is absent in JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DefaultValue {
    /// The value of the `Default` implementation.
    OfType,
    /// The value that a function returns.
    OfFunction,
}

/// The attributes that make the form in JSON unknown.
const HIDING: [&str; 11] = [
    "content",
    "deserialize_with",
    "field_identifier",
    "from",
    "getter",
    "remote",
    "tag",
    "try_from",
    "untagged",
    "variant_identifier",
    "with",
];

impl SerdeAttributes {
    pub(super) fn is(&self, role: Role) -> bool {
        self.role == Some(role)
    }

    /// Reads the attributes of an item.
    pub(super) fn read(attributes: &[Attribute]) -> Self {
        let mut read = Self::default();
        for mut content in attributes.iter().flat_map(Attribute::contents) {
            let is_serde = content.take_word("serde").is_some();
            if let Some(arguments) = content.take_group(Delimiter::Parenthesis).filter(|_| is_serde) {
                read.read_arguments(&mut Input::inside(&arguments));
            } else if !is_serde && content.take_word("serde_as").is_some() {
                read.hidden_by.get_or_insert_with(|| "serde_as".to_owned());
            }
        }
        read
    }

    fn read_arguments(&mut self, arguments: &mut Input) {
        while !arguments.is_empty() {
            // The names of the arguments include keywords, such as `crate`.
            let name = arguments.next().map(|token| token.to_string()).unwrap_or_default();
            let value = Value::read(arguments);
            match name.as_str() {
                "rename" => self.rename = value.into_text().or(self.rename.take()),
                "alias" => self.aliases.extend(value.into_text()),
                "rename_all" => {
                    self.rename_all = value.into_text().and_then(|style| Style::named(&style)).or(self.rename_all);
                }
                "default" => {
                    let has_function = matches!(value, Value::Text(_));
                    self.default = Some(if has_function { DefaultValue::OfFunction } else { DefaultValue::OfType });
                }
                "skip" | "skip_deserializing" => self.role = Some(Role::Skipped),
                "flatten" => self.role = self.role.or(Some(Role::Flattened)),
                "transparent" => self.role = Some(Role::Transparent),
                "other" => self.role = Some(Role::Other),
                name if HIDING.contains(&name) => {
                    self.hidden_by.get_or_insert_with(|| name.to_owned());
                }
                // The remaining arguments are about serialization, error messages and generated code.
                _ => {}
            }
            arguments.until(&|token| is_punct(token, ','));
            arguments.take_punct(',');
        }
    }
}

/// What follows the name of an argument.
enum Value {
    /// A string.
    Text(String),
    /// Nothing, or something about serialization only.
    Nothing,
}

impl Value {
    fn read(arguments: &mut Input) -> Self {
        if arguments.take_punct('=') {
            return StringLiteral::read(arguments, "").map_or(Self::Nothing, |text| Self::Text(text.value));
        }
        let Some(group) = arguments.take_group(Delimiter::Parenthesis) else { return Self::Nothing };
        let mut inner = Input::inside(&group);
        let mut value = Self::Nothing;
        while let Some(token) = inner.next() {
            if is_word(&token, "deserialize") {
                value = Self::read(&mut inner);
            }
        }
        value
    }

    fn into_text(self) -> Option<String> {
        match self {
            Self::Text(text) => Some(text),
            Self::Nothing => None,
        }
    }
}
