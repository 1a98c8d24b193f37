//! What a field can be, where the event's schema tells.

use event_pattern_compiler::json::Scalar;
use event_pattern_compiler::schema::{Field, Kind, Presence};

/// The values that a field can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in super::super) struct Domain {
    null: bool,
    booleans: bool,
    texts: bool,
    pub(super) numbers: Numbers,
}

/// The numbers that a field can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Numbers {
    None,
    /// Whole numbers of 32 bits.
    Integers,
    /// Whole numbers of 64 bits.
    Longs,
    All,
}

impl Numbers {
    /// The largest that can be compared; with a minus sign it is the smallest.
    pub(super) fn largest(self) -> f64 {
        match self {
            Self::Integers => 2_147_483_648.0,
            Self::Longs => 9.223_372_036_854_775e18,
            Self::None | Self::All => f64::MAX,
        }
    }
}

impl Domain {
    /// Every value there is.
    pub(in super::super) const EVERYTHING: Self =
        Self { null: true, booleans: true, texts: true, numbers: Numbers::All };

    /// Strings.
    pub(in super::super) const TEXTS: Self = Self { null: false, booleans: false, texts: true, numbers: Numbers::None };

    const NOTHING: Self = Self { null: false, booleans: false, texts: false, numbers: Numbers::None };

    /// What a field of a schema can be, or an element of a list of values. Closed sets may grow.
    pub(in super::super) fn of(field: &Field) -> Self {
        let is_nullable = field.presence == Presence::Optional;
        match field.kind {
            // An event with a null in a list has no Rust type, but may well come.
            Kind::List { element, .. } => Self { null: true, ..Self::of_kind(element) },
            ref kind => Self { null: is_nullable, ..Self::of_kind(kind) },
        }
    }

    fn of_kind(kind: &Kind) -> Self {
        match kind {
            Kind::String | Kind::ClosedSet(_) => Self::TEXTS,
            Kind::Boolean => Self { booleans: true, ..Self::NOTHING },
            Kind::Integer => Self { numbers: Numbers::Integers, ..Self::NOTHING },
            Kind::Long => Self { numbers: Numbers::Longs, ..Self::NOTHING },
            Kind::Double => Self { numbers: Numbers::All, ..Self::NOTHING },
            Kind::Object(_) | Kind::List { .. } => Self::EVERYTHING,
        }
    }

    /// Whether the field can have the value.
    pub(in super::super) fn has(self, value: &Scalar) -> bool {
        match value {
            Scalar::Null => self.null,
            Scalar::Boolean(_) => self.booleans,
            Scalar::String(_) => self.texts,
            Scalar::Number(number) => match self.numbers {
                Numbers::None => false,
                Numbers::All => true,
                // A whole number is written in any way that has its value, as far as patterns tell.
                numbers => match number.comparable() {
                    Some(value) => value.fract() == 0.0 && value.abs() <= numbers.largest(),
                    None => numbers == Numbers::Longs && number.text().parse::<i64>().is_ok(),
                },
            },
        }
    }

    pub(super) fn has_strings(self) -> bool {
        self.texts
    }
}
