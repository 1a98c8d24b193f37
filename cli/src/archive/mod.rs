//! Archives of events: files of any size, in all the layouts in which events are kept.
//!
//! `compression` tells compressed files by their first bytes. `source` cuts a file into pieces that end where an event
//! ends, and `feed` hands the pieces of many files to many threads. `record` and `value` find the events in a piece, and
//! `envelope` looks into what services wrap around them.

mod compression;
mod envelope;
mod feed;
mod record;
mod source;
mod value;

pub(crate) use envelope::{Contents, Envelopes};
pub(crate) use feed::{Feed, Hands};
pub(crate) use record::{end_of_record, has_second_value, line_end};
pub(crate) use source::{LONGEST, Trouble};
pub(crate) use value::end_of_object;
