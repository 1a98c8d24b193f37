//! Rust from rules: the readable function, the program's tables, and the items of a macro call.

mod input;
mod items;
mod program;
mod typed;

pub use items::{File, expand, preview};
