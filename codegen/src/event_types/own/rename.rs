//! The naming styles of serde's `rename_all`.

/// A style of names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    Lower,
    Upper,
    Pascal,
    Camel,
    Snake,
    ScreamingSnake,
    Kebab,
    ScreamingKebab,
}

impl Style {
    /// Returns the style with this name; `None` if serde does not have such a style.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "lowercase" => Self::Lower,
            "UPPERCASE" => Self::Upper,
            "PascalCase" => Self::Pascal,
            "camelCase" => Self::Camel,
            "snake_case" => Self::Snake,
            "SCREAMING_SNAKE_CASE" => Self::ScreamingSnake,
            "kebab-case" => Self::Kebab,
            "SCREAMING-KEBAB-CASE" => Self::ScreamingKebab,
            _ => return None,
        })
    }

    /// Converts the name of a Rust field, which serde expects in `snake_case`.
    pub(crate) fn of_field(self, field: &str) -> String {
        match self {
            Self::Lower | Self::Snake => field.to_owned(),
            Self::Upper | Self::ScreamingSnake => field.to_ascii_uppercase(),
            Self::Kebab => field.replace('_', "-"),
            Self::ScreamingKebab => field.to_ascii_uppercase().replace('_', "-"),
            Self::Pascal => field.split('_').map(|word| with_first(word, char::to_ascii_uppercase)).collect(),
            Self::Camel => with_first(&Self::Pascal.of_field(field), char::to_ascii_lowercase),
        }
    }

    /// Converts the name of a Rust variant, which serde expects in `PascalCase`.
    pub(crate) fn of_variant(self, variant: &str) -> String {
        match self {
            Self::Pascal => variant.to_owned(),
            Self::Lower => variant.to_ascii_lowercase(),
            Self::Upper => variant.to_ascii_uppercase(),
            Self::Camel => with_first(variant, char::to_ascii_lowercase),
            Self::Snake => {
                let mut name = String::with_capacity(variant.len() + 4);
                for (index, character) in variant.char_indices() {
                    if index > 0 && character.is_uppercase() {
                        name.push('_');
                    }
                    name.push(character.to_ascii_lowercase());
                }
                name
            }
            Self::ScreamingSnake => Self::Snake.of_variant(variant).to_ascii_uppercase(),
            Self::Kebab => Self::Snake.of_variant(variant).replace('_', "-"),
            Self::ScreamingKebab => Self::ScreamingSnake.of_variant(variant).replace('_', "-"),
        }
    }
}

/// Converts the first character of a word.
fn with_first(word: &str, convert: fn(&char) -> char) -> String {
    let mut characters = word.chars();
    let first = characters.next();
    first.iter().map(convert).chain(characters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_converted_as_in_serde() {
        for (style, field, variant) in [
            ("lowercase", "order_line_2", "ontheway"),
            ("UPPERCASE", "ORDER_LINE_2", "ONTHEWAY"),
            ("PascalCase", "OrderLine2", "OnTheWay"),
            ("camelCase", "orderLine2", "onTheWay"),
            ("snake_case", "order_line_2", "on_the_way"),
            ("SCREAMING_SNAKE_CASE", "ORDER_LINE_2", "ON_THE_WAY"),
            ("kebab-case", "order-line-2", "on-the-way"),
            ("SCREAMING-KEBAB-CASE", "ORDER-LINE-2", "ON-THE-WAY"),
        ] {
            let style = Style::named(style).unwrap();
            assert_eq!((style.of_field("order_line_2"), style.of_variant("OnTheWay")), (field.into(), variant.into()));
        }
        assert_eq!(Style::named("snakeCase"), None);
    }
}
