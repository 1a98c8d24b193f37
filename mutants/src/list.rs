//! The mutants as cargo-mutants lists them.

use crate::Problem;
use serde::{Deserialize, Serialize};
use std::path::Path;

/// One change of the source, and where it is.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(crate) struct Mutant {
    /// Its number, from 1, which switches it on. No mutant is on at 0.
    #[serde(default)]
    pub(crate) id: u32,
    /// The name that cargo-mutants gives it: file, line, column, and what is changed.
    pub(crate) name: String,
    /// The file, from the workspace's folder.
    pub(crate) file: String,
    pub(crate) function: Option<Function>,
    pub(crate) genre: Genre,
    /// What stands in its place.
    pub(crate) replacement: String,
    pub(crate) span: Span,
}

/// The function that a mutant is in.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(crate) struct Function {
    pub(crate) function_name: String,
    pub(crate) return_type: String,
}

/// What kind of code is changed.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, PartialEq, Serialize)]
pub(crate) enum Genre {
    FnValue,
    BinaryOperator,
    UnaryOperator,
    MatchArm,
    MatchArmGuard,
    StructField,
}

/// Where it is: lines and columns from 1.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
pub(crate) struct Span {
    pub(crate) start: Place,
}

#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, PartialEq, Serialize)]
pub(crate) struct Place {
    pub(crate) line: usize,
    pub(crate) column: usize,
}

/// Reads what `cargo mutants --list --json` prints, and numbers it.
pub(crate) fn read(path: &Path) -> Result<Vec<Mutant>, Problem> {
    let mut mutants: Vec<Mutant> = serde_json::from_slice(&std::fs::read(path)?)?;
    for (id, mutant) in (1..).zip(&mut mutants) {
        mutant.id = id;
    }
    Ok(mutants)
}
