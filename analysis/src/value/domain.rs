//! The values that a field can have according to the event's schema.

use event_pattern_compiler::json::Scalar;
use event_pattern_compiler::schema::{Field, IntegerSize, Kind};

/// A set of values, by kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in super::super) struct Domain {
    null: bool,
    booleans: bool,
    strings: bool,
    pub(super) numbers: NumberKind,
}

/// The numbers that a field can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum NumberKind {
    None,
    /// 32-bit integers.
    Integers,
    /// 64-bit integers.
    Longs,
    All,
}

impl NumberKind {
    /// Returns the largest magnitude that a comparable number of this kind can have.
    pub(super) fn max_magnitude(self) -> f64 {
        match self {
            Self::Integers => 2_147_483_648.0,
            Self::Longs => 9.223_372_036_854_775e18,
            Self::None | Self::All => f64::MAX,
        }
    }
}

impl Domain {
    /// All values.
    pub(in super::super) const EVERYTHING: Self =
        Self { null: true, booleans: true, strings: true, numbers: NumberKind::All };

    /// All strings.
    pub(in super::super) const STRINGS: Self =
        Self { null: false, booleans: false, strings: true, numbers: NumberKind::None };

    const NOTHING: Self = Self { null: false, booleans: false, strings: false, numbers: NumberKind::None };

    /// Returns the values that a field in a schema can have; for a list, the values that its elements can have. Closed
    /// sets of values may grow, so they do not restrict the values.
    pub(in super::super) fn of(field: &Field) -> Self {
        match &field.kind {
            // The Rust types do not allow a null in a list, but an event may contain one.
            Kind::List(element) => Self { null: true, ..Self::of_kind(element) },
            kind @ (Kind::Any | Kind::Object(_)) => Self::of_kind(kind),
            kind => Self { null: field.is_nullable, ..Self::of_kind(kind) },
        }
    }

    fn of_kind(kind: &Kind) -> Self {
        match kind {
            Kind::String | Kind::ClosedSet(_) => Self::STRINGS,
            Kind::Boolean => Self { booleans: true, ..Self::NOTHING },
            Kind::Integer(IntegerSize::Bits32) => Self { numbers: NumberKind::Integers, ..Self::NOTHING },
            Kind::Integer(IntegerSize::Bits64) => Self { numbers: NumberKind::Longs, ..Self::NOTHING },
            Kind::Number => Self { numbers: NumberKind::All, ..Self::NOTHING },
            Kind::Any | Kind::OneOf(_) | Kind::Object(_) | Kind::List(_) => Self::EVERYTHING,
        }
    }

    /// Whether the field can have the value.
    pub(in super::super) fn has(self, value: &Scalar) -> bool {
        match value {
            Scalar::Null => self.null,
            Scalar::Boolean(_) => self.booleans,
            Scalar::String(_) => self.strings,
            Scalar::Number(number) => match self.numbers {
                NumberKind::None => false,
                NumberKind::All => true,
                // An integer may be written in any notation, such as `1.0` for 1.
                numbers => match number.comparable() {
                    Some(value) => value.fract() == 0.0 && value.abs() <= numbers.max_magnitude(),
                    None => numbers == NumberKind::Longs && number.text().parse::<i64>().is_ok(),
                },
            },
        }
    }

    pub(super) fn has_strings(self) -> bool {
        self.strings
    }
}
