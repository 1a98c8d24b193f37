//! The remarks about an archive, which are printed once.

use super::envelope::Note;
use crate::number::{counted, grouped};

/// The number of remarks of each kind.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Notes {
    entries: u64,
    tasks: u64,
    missing_tasks: u64,
    control_messages: u64,
    other_fields: u64,
}

impl Notes {
    pub(crate) fn add(&mut self, note: Note) {
        match note {
            Note::Entry => self.entries += 1,
            Note::Task => self.tasks += 1,
            Note::MissingTask => self.missing_tasks += 1,
            Note::ControlMessage => self.control_messages += 1,
            Note::OtherField => self.other_fields += 1,
        }
    }

    pub(crate) fn merge(&mut self, other: &Self) {
        self.entries += other.entries;
        self.tasks += other.tasks;
        self.missing_tasks += other.missing_tasks;
        self.control_messages += other.control_messages;
        self.other_fields += other.other_fields;
    }

    /// Returns a line for each kind of remark.
    pub(crate) fn lines(&self) -> impl Iterator<Item = String> {
        let entries = if self.entries == 1 { "1 entry".to_owned() } else { grouped(self.entries) + " entries" };
        let sent = "to what EventBridge sends; `id`, `account` and `region` are not known";
        let tasks = counted(self.tasks, "task");
        let skipped = |count, thing| format!("skipped {}", counted(count, thing));
        let lines = [
            (self.entries, format!("converted {entries} of `put-events` {sent}")),
            (self.tasks, format!("converted {tasks} of `describe-tasks` to what an Amazon ECS event contains")),
            (self.missing_tasks, skipped(self.missing_tasks, "task") + " that `describe-tasks` could not describe"),
            (self.control_messages, skipped(self.control_messages, "control message") + " of CloudWatch Logs"),
            (self.other_fields, skipped(self.other_fields, "field") + " other than `@message`"),
        ];
        lines.into_iter().filter(|(count, _)| *count > 0).map(|(_, line)| format!("note: {line}"))
    }
}
