//! The compact form of schemas: text that is small, quick to read, and easy to compare line by line.
//!
//! ```text
//! %event aws.ecs "ECS Task State Change"
//! title "ECS task state change" # Sent when a task changes.
//! provenance checked
//! resources ARN-of-a-task
//! detail: {TaskStateChange}
//! object TaskStateChange
//!   clusterArn: string ~ARN-of-a-cluster # The ARN of the cluster.
//!   containers: [{Container}]
//!   stopCode?: (StopCode)?
//! object Container
//!   ..
//!   name: string
//! object Labels
//!   *: string|int64
//! set StopCode complete
//!   UserInitiated # The user stopped the task.
//! ```
//!
//! A record starts at `%event`, with the source and the detail-type (`*` if there is none), and no other line contains a
//! `%`, so records are found without reading them. A field is its name, a `?` if it may be absent, and its kind, with a `?`
//! if it may be null. Kinds are `any`, `string`, `int32`, `int64`, `number`, `boolean`, `{Object}`, `(Set)`, `[list]`,
//! and single values with `|` in between. The values of a map are the field `*`, and `..` means that an object may have
//! fields that are not listed. Descriptions follow `#`. A word that is not made of letters, digits and `_-./` is in
//! quotes. Objects, sets and forms are defined after the lines that refer to them, so a schema cannot contain itself.

mod line;
mod read;
#[cfg(test)]
mod tests;
mod write;

pub use read::{Error, read};
pub use write::{write, write_without_descriptions};

pub(super) use read::header;
pub(super) use write::{write_header, write_start_of_field};

/// The character that starts a record, and that occurs nowhere else.
const RECORD_START: char = '%';

/// The spaces before a line that belongs to an earlier one.
const INDENT: &str = "  ";

/// Returns the records of a text in compact form.
pub(super) fn records(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text.find(RECORD_START).and_then(|start| text.get(start..));
    std::iter::from_fn(move || {
        let record = rest?;
        let next = record.get(1..)?.find(RECORD_START).map(|length| length + 1);
        rest = next.and_then(|next| record.get(next..));
        record.get(..next.unwrap_or(record.len()))
    })
}

/// Whether a record that [`write()`] made has a line with this start before its definitions, which are most of it.
pub(super) fn has_head_line(record: &str, start: &str) -> bool {
    let is_definition = |line: &&str| ["object ", "set ", "form "].iter().any(|keyword| line.starts_with(keyword));
    record.split('\n').take_while(|line| !is_definition(line)).any(|line| line.starts_with(start))
}

/// Whether a word can be written without quotes.
fn is_bare(word: &str) -> bool {
    !word.is_empty() && !word.starts_with('.') && word.bytes().all(is_bare_byte)
}

fn is_bare_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b'/')
}
