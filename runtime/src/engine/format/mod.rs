//! The tables of programs and sets. [`event_pattern_tables`] defines the format.

mod program;

pub(crate) use event_pattern_tables::hash;
pub(crate) use event_pattern_tables::program::{
    ARRAY, ExtensionImage, FieldNumber, Goal, Key, Leaf, Limit, LongRange, Node, Object, ObjectRow, ProgramImage,
    Quantifier, Range, RareImage, Requirement, Scope, Slice, Tail, Test, Value,
};
pub(crate) use event_pattern_tables::scratch::{
    ProgramScratch, ProgramScratchParts, SetScratch, SetScratchParts, stack_words,
};
pub(crate) use event_pattern_tables::set::{EXCLUDED, Entry, Field, Length, Listed, Need, SetImage, SetObject};
pub(crate) use event_pattern_tables::{MAX_REFERENCE_STEPS, NO_BIT, NONE, Row, SPARE_BYTES, Table, check_version};
pub use program::Tables;
pub(crate) use program::{Program, bytes};
