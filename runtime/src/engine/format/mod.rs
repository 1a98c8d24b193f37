//! The tables of programs and sets. [`event_pattern_tables`] defines the format.

mod program;

pub(crate) use event_pattern_tables::hash;
pub(crate) use event_pattern_tables::program::{
    ARRAY, ColdImage, ExpectedValue, ExtensionImage, FieldRefId, Goal, Key, KeySuffix, Leaf, Limit, LongRange, Node,
    Object, ObjectRow, ProgramImage, Quantifier, Range, Requirement, Scope, Slice, Test,
};
pub(crate) use event_pattern_tables::scratch::{
    ProgramScratch, ProgramScratchParts, SetScratch, SetScratchParts, stack_words,
};
pub(crate) use event_pattern_tables::set::{
    AffixLength, EXCLUDED, Entry, ListedFact, Need, SetField, SetImage, SetObject,
};
pub(crate) use event_pattern_tables::{MAX_FIELD_REF_STEPS, NO_BIT, NONE, PADDING_BYTES, Row, Table, check_version};
pub use program::Tables;
pub(crate) use program::{Program, bytes};
