//! Archives of events: files of any size, in the layouts that AWS services and tools produce.
//!
//! `compression` detects compressed files by their first bytes. `source` splits a file into chunks of whole records,
//! and `work_queue` distributes the chunks of all files to the threads. `record` and `value` find the objects in a
//! chunk, and `envelope` extracts events from the objects that wrap them.

mod compression;
mod envelope;
mod record;
mod source;
mod value;
mod work_queue;

pub(crate) use envelope::{Contents, Envelopes};
pub(crate) use record::{end_of_record, line_end, may_have_second_value};
pub(crate) use source::{MAX_RECORD_BYTES, ReadError};
pub(crate) use value::end_of_object;
pub(crate) use work_queue::{WorkQueue, WorkerIo};
