//! Which mutant is on. This file is put into each crate of the copy, and every mutant asks it.

extern crate std;

use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::PathBuf;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

/// The environment was not read yet.
const UNREAD: u32 = u32::MAX;
/// No mutant is on, and each that is asked for is written down.
const RECORD: u32 = u32::MAX - 1;
/// More than there are mutants.
const MOST: usize = 1 << 16;

static ACTIVE: AtomicU32 = AtomicU32::new(UNREAD);
static REACHED: [AtomicBool; MOST] = [const { AtomicBool::new(false) }; MOST];
static RECORDS: OnceLock<PathBuf> = OnceLock::new();

/// Whether this mutant is on.
#[inline]
pub(crate) fn is(mutant: u32) -> bool {
    let active = ACTIVE.load(Ordering::Relaxed);
    if active >= RECORD { is_with(active, mutant) } else { active == mutant }
}

#[cold]
#[inline(never)]
fn is_with(active: u32, mutant: u32) -> bool {
    if active == RECORD {
        record(mutant);
        return false;
    }
    if let Some(path) = std::env::var_os("MUTANTS_REACHED") {
        let _ = RECORDS.set(path.into());
        ACTIVE.store(RECORD, Ordering::Relaxed);
    } else {
        let number = std::env::var("MUTANT").ok().and_then(|text| text.parse().ok());
        ACTIVE.store(number.unwrap_or(0), Ordering::Relaxed);
    }
    is(mutant)
}

fn record(mutant: u32) {
    let reached = &REACHED[mutant as usize];
    if !reached.load(Ordering::Relaxed) && !reached.swap(true, Ordering::Relaxed) {
        let path = RECORDS.get().expect("set before the state is");
        let mut file = OpenOptions::new().create(true).append(true).open(path).expect("the records can be written");
        file.write_all(std::format!("{mutant}\n").as_bytes()).expect("the records can be written");
    }
}
