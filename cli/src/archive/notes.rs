//! The remarks about an archive, which are printed once.

use super::envelope::Note;
use crate::number::{counted, grouped};

/// The number of remarks of each kind.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Notes {
    converted: u64,
    control_messages: u64,
    other_fields: u64,
}

impl Notes {
    pub(crate) fn add(&mut self, note: Note) {
        match note {
            Note::Converted => self.converted += 1,
            Note::ControlMessage => self.control_messages += 1,
            Note::OtherField => self.other_fields += 1,
        }
    }

    pub(crate) fn merge(&mut self, other: &Self) {
        self.converted += other.converted;
        self.control_messages += other.control_messages;
        self.other_fields += other.other_fields;
    }

    /// Returns a line for each kind of remark.
    pub(crate) fn lines(&self) -> impl Iterator<Item = String> {
        let entries = if self.converted == 1 { "1 entry".to_owned() } else { grouped(self.converted) + " entries" };
        let converted = format!(
            "converted {entries} of `put-events` to what EventBridge sends; `id`, `account` and `region` are not known"
        );
        let skipped = |count, thing| format!("skipped {}", counted(count, thing));
        let lines = [
            (self.converted, converted),
            (self.control_messages, skipped(self.control_messages, "control message") + " of CloudWatch Logs"),
            (self.other_fields, skipped(self.other_fields, "field") + " other than `@message`"),
        ];
        lines.into_iter().filter(|(count, _)| *count > 0).map(|(_, line)| format!("note: {line}"))
    }
}
