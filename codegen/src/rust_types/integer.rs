//! The integer types of Rust.

use event_pattern_compiler::schema::{IntegerSize, Kind};
use std::ops::RangeInclusive;

/// An integer type of at most 64 bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IntegerType {
    /// `i8`
    I8,
    /// `i16`
    I16,
    /// `i32`
    I32,
    /// `i64`
    I64,
    /// `isize`
    Isize,
    /// `u8`
    U8,
    /// `u16`
    U16,
    /// `u32`
    U32,
    /// `u64`
    U64,
    /// `usize`
    Usize,
}

const ALL: [(IntegerType, &str); 10] = [
    (IntegerType::I8, "i8"),
    (IntegerType::I16, "i16"),
    (IntegerType::I32, "i32"),
    (IntegerType::I64, "i64"),
    (IntegerType::Isize, "isize"),
    (IntegerType::U8, "u8"),
    (IntegerType::U16, "u16"),
    (IntegerType::U32, "u32"),
    (IntegerType::U64, "u64"),
    (IntegerType::Usize, "usize"),
];

impl IntegerType {
    /// Returns the type with this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        ALL.iter().find(|(_, known)| *known == name).map(|(integer, _)| *integer)
    }

    /// Returns the name of the type.
    #[must_use]
    pub fn name(self) -> &'static str {
        ALL.iter().find(|(integer, _)| *integer == self).map_or("i64", |(_, name)| name)
    }

    /// Returns the type of the integers that the macros make.
    #[must_use]
    pub fn of_size(size: IntegerSize) -> Self {
        match size {
            IntegerSize::Bits32 => Self::I32,
            IntegerSize::Bits64 => Self::I64,
        }
    }

    /// Returns the kind of the values of the type.
    #[must_use]
    pub fn kind(self) -> Kind {
        match self {
            Self::I8 | Self::I16 | Self::I32 | Self::U8 | Self::U16 => Kind::Integer(IntegerSize::Bits32),
            Self::I64 | Self::Isize | Self::U32 => Kind::Integer(IntegerSize::Bits64),
            Self::U64 | Self::Usize => Kind::Number,
        }
    }

    /// Whether every value converts to an `f64` without loss.
    #[must_use]
    pub fn fits_f64(self) -> bool {
        !matches!(self, Self::I64 | Self::Isize | Self::U64 | Self::Usize)
    }

    /// Returns the values of the type. `isize` and `usize` have 64 bits here: on other targets, rustc reports literals
    /// that are out of range.
    #[must_use]
    pub fn range(self) -> RangeInclusive<i128> {
        fn of<T: Into<i128>>(min: T, max: T) -> RangeInclusive<i128> {
            min.into()..=max.into()
        }
        match self {
            Self::I8 => of(i8::MIN, i8::MAX),
            Self::I16 => of(i16::MIN, i16::MAX),
            Self::I32 => of(i32::MIN, i32::MAX),
            Self::I64 | Self::Isize => of(i64::MIN, i64::MAX),
            Self::U8 => of(u8::MIN, u8::MAX),
            Self::U16 => of(u16::MIN, u16::MAX),
            Self::U32 => of(u32::MIN, u32::MAX),
            Self::U64 | Self::Usize => of(u64::MIN, u64::MAX),
        }
    }
}
