//! The properties that the fuzz targets check. The project's tests check the same properties on the stored seeds.
#![forbid(unsafe_code)]

pub mod agreement;
pub mod document;
pub mod event_bytes;
pub mod macro_tokens;
pub mod pattern_text;
pub mod template;
