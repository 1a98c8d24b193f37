//! The properties that the fuzz targets check. The tests of the project check them on the stored seeds.
#![forbid(unsafe_code)]

pub mod agreement;
pub mod event_bytes;
pub mod macro_tokens;
pub mod pattern_text;
