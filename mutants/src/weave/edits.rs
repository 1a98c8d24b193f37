//! Changes to a text that do not overlap.

use std::ops::Range;

pub(super) struct Edits<'t> {
    text: &'t str,
    edits: Vec<(Range<usize>, String)>,
}

impl<'t> Edits<'t> {
    pub(super) const fn new(text: &'t str) -> Self {
        Self { text, edits: Vec::new() }
    }

    /// The text of a range with its changes, which are no changes any more: they are part of what is made of it.
    pub(super) fn take(&mut self, range: Range<usize>) -> String {
        let is_inside = |edit: &(Range<usize>, String)| range.start <= edit.0.start && edit.0.end <= range.end;
        let (mut inside, rest) = std::mem::take(&mut self.edits).into_iter().partition(is_inside);
        self.edits = rest;
        apply(self.text, range, &mut inside)
    }

    /// Writes something in place of a range whose own changes were taken.
    pub(super) fn replace(&mut self, range: Range<usize>, text: String) {
        self.edits.push((range, text));
    }

    pub(super) fn insert(&mut self, at: usize, text: String) {
        self.replace(at..at, text);
    }

    pub(super) fn has_any_in(&self, range: &Range<usize>) -> bool {
        self.edits.iter().any(|(edit, _)| range.start <= edit.start && edit.end <= range.end)
    }

    pub(super) fn finish(mut self) -> String {
        self.take(0..self.text.len())
    }
}

fn apply(text: &str, range: Range<usize>, edits: &mut [(Range<usize>, String)]) -> String {
    edits.sort_by_key(|(edit, _)| (edit.start, edit.end));
    let mut result = String::new();
    let mut at = range.start;
    for (edit, changed) in edits {
        result.push_str(&text[at..edit.start]);
        result.push_str(changed);
        at = edit.end;
    }
    result.push_str(&text[at..range.end]);
    result
}
