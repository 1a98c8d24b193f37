//! What the fuzz targets hold. The tests of the project hold the kept seeds to the same.
#![forbid(unsafe_code)]

pub mod agreement;
pub mod event_bytes;
pub mod macro_tokens;
pub mod pattern_text;
