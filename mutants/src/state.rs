//! What is known of the mutants, kept in a file of the folder.

use crate::Problem;
use crate::list::Mutant;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::path::{Path, PathBuf};

/// The mutants, and those that have no switch.
#[derive(Default, Deserialize, Serialize)]
pub(crate) struct State {
    pub(crate) mutants: Vec<Mutant>,
    pub(crate) left_out: BTreeMap<u32, Reason>,
    /// See `weave::Refused`.
    pub(crate) by_value: BTreeSet<u32>,
    pub(crate) constant: BTreeSet<String>,
    pub(crate) binaries: Vec<Binary>,
}

/// The tests of one file, or the unit tests of a crate.
#[derive(Clone, Deserialize, Serialize)]
pub(crate) struct Binary {
    pub(crate) name: String,
    pub(crate) path: PathBuf,
    /// Where cargo runs it.
    pub(crate) folder: PathBuf,
}

/// Why a mutant has no switch.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Reason {
    /// What it puts in place does not compile.
    Unviable,
    /// The form around it does not compile.
    NotSwitchable,
    /// It is in a constant, or in something else that runs in the compiler.
    Constant,
}

impl State {
    /// The mutant of this number.
    pub(crate) fn mutant(&self, id: u32) -> &Mutant {
        &self.mutants[id as usize - 1]
    }

    /// The same knowledge of another list of mutants, as far as they have the same names.
    pub(crate) fn with_mutants(self, mutants: Vec<Mutant>) -> Self {
        let numbers: HashMap<&str, u32> = mutants.iter().map(|mutant| (mutant.name.as_str(), mutant.id)).collect();
        let renumbered = |id: &u32| numbers.get(self.mutant(*id).name.as_str()).copied();
        let left_out = self.left_out.iter().filter_map(|(id, reason)| Some((renumbered(id)?, *reason))).collect();
        let by_value = self.by_value.iter().filter_map(renumbered).collect();
        Self { left_out, by_value, constant: self.constant, binaries: Vec::new(), mutants }
    }

    /// The mutants that have a switch.
    pub(crate) fn switched(&self) -> impl Iterator<Item = &Mutant> {
        self.mutants.iter().filter(|mutant| !self.left_out.contains_key(&mutant.id))
    }

    pub(crate) fn load(folder: &Path) -> Result<Self, Problem> {
        Ok(serde_json::from_slice(&fs::read(folder.join("mutants.json"))?)?)
    }

    pub(crate) fn save(&self, folder: &Path) -> Result<(), Problem> {
        Ok(fs::write(folder.join("mutants.json"), serde_json::to_vec_pretty(self)?)?)
    }
}
