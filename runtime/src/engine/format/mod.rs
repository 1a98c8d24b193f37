//! The tables of programs: how they are read from the bytes that the compiler wrote.

mod extensions;
mod image;
mod program;
mod row;
mod table;

pub(crate) use extensions::{ExtensionTables, Quantifier, ScopeRow};
pub(crate) use image::OptionalTables;
pub(crate) use program::{Program, WIDTH};
pub(crate) use row::{
    Bound, FieldNumber, Goal, Key, Leaf, Limit, LongRange, NO_BIT, Node, Object, PackedLimit, Range, Requirement,
    Slice, Tail, Test, Value,
};
pub(crate) use table::{ARRAY, ObjectRow, Row, Table, eight, four, long_range, two};
