//! Archives of events: files of any size, in the layouts that AWS services and tools produce.
//!
//! `compression` detects compressed files by their first bytes. `source` splits a file into chunks of whole records,
//! and `work_queue` distributes the chunks of all files to the threads. `record` and `value` find the objects in a
//! chunk, `log_line` skips text before them, and `envelope` knows the objects that wrap events. `event_check` recognises
//! objects that are not events.
//! `reader` uses all of these to find the events in a chunk, and `each_event` reads an archive in order. `notes` counts
//! what is reported once.

mod compression;
mod each_event;
mod envelope;
mod event_check;
mod log_line;
mod notes;
mod position;
mod reader;
mod record;
mod source;
mod value;
mod work_queue;

pub(crate) use compression::{decompress_all, is_encoded};
pub(crate) use each_event::{
    MAX_REPORTED_RECORDS, Place, Record, for_each_event, for_each_record, report_invalid, too_long,
};
pub(crate) use envelope::Note;
pub(crate) use notes::Notes;
pub(crate) use position::{InvalidRecord, Origin};
pub(crate) use reader::{BYTE_ORDER_MARK, EventReader, Rejection, Visitor};
pub(crate) use source::{MAX_RECORD_BYTES, ReadError};
pub(crate) use work_queue::{WorkQueue, WorkerIo};
