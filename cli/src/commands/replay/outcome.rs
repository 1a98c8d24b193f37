//! The outcome of one chunk of an archive.

use crate::archive::{InvalidRecord, MAX_REPORTED_RECORDS, Notes};
use jiff::Timestamp;

/// The outcome of one chunk. Lines are counted from the start of the chunk, because the number of lines before it is
/// not known yet.
#[derive(Debug, Default)]
pub(crate) struct Outcome {
    /// Number of line breaks in the chunk.
    pub(crate) line_breaks: u64,
    /// Number of events.
    pub(crate) events: u64,
    /// Number of events that at least one rule matches.
    pub(crate) matched: u64,
    /// Text to print for all matches, without the file and the line.
    pub(crate) text: Vec<u8>,
    /// The matches, if they are printed.
    pub(crate) matches: Vec<Match>,
    /// Number of events that were skipped because of their time.
    pub(crate) outside_period: u64,
    /// Number of events that were read although their time is unknown.
    pub(crate) without_time: u64,
    /// Number of invalid records.
    pub(crate) invalid_count: u64,
    /// The first invalid records, up to [`MAX_REPORTED_RECORDS`].
    pub(crate) invalid: Vec<InvalidRecord>,
    /// The remarks about what was read.
    pub(crate) notes: Notes,
    /// Error that prevents reading the rest of the file.
    pub(crate) unreadable: Option<std::io::Error>,
}

/// An event that matches.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Match {
    pub(crate) line: u64,
    /// Offset in the text of the outcome where the text of the match ends.
    pub(crate) end: usize,
    /// Number of invalid records before the event.
    pub(crate) invalid_before: u64,
}

impl Outcome {
    /// Resets the outcome, but keeps its allocated memory.
    pub(crate) fn clear(&mut self) {
        let (mut text, mut matches) = (std::mem::take(&mut self.text), std::mem::take(&mut self.matches));
        text.clear();
        matches.clear();
        *self = Self { text, matches, ..Self::default() };
    }

    /// Removes everything after a number of matches. Returns false if there are fewer matches.
    pub(crate) fn cut(&mut self, count: u64) -> bool {
        let last =
            usize::try_from(count).ok().and_then(|count| Some((count, *self.matches.get(count.checked_sub(1)?)?)));
        let Some((count, last)) = last else { return false };
        self.matches.truncate(count);
        self.invalid_count = last.invalid_before;
        self.invalid.truncate(usize::try_from(last.invalid_before).unwrap_or(usize::MAX));
        self.unreadable = None;
        true
    }

    /// Adds an invalid record. `describe` is called only if the record will be reported.
    pub(crate) fn add_invalid(&mut self, describe: impl FnOnce() -> InvalidRecord) {
        self.invalid_count += 1;
        if self.invalid.len() < MAX_REPORTED_RECORDS {
            self.invalid.push(describe());
        }
    }
}

/// The matches of a rule: the number of matching events, and their earliest and latest time.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) matched: u64,
    pub(crate) first: Option<Timestamp>,
    pub(crate) last: Option<Timestamp>,
}

impl Tally {
    /// Adds a match.
    pub(crate) fn add(&mut self, time: Option<Timestamp>) {
        self.merge(&Self { matched: 1, first: time, last: time });
    }

    /// Adds the matches that another thread counted.
    pub(crate) fn merge(&mut self, other: &Self) {
        self.matched += other.matched;
        self.first = [self.first, other.first].into_iter().flatten().min();
        self.last = self.last.max(other.last);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tally_keeps_the_first_and_last_time_in_any_order() {
        let time = |second| Timestamp::from_second(second).ok();
        let mut tally = Tally::default();
        for seconds in [Some(5), None, Some(3), Some(9)] {
            tally.add(seconds.and_then(time));
        }
        assert_eq!(tally, Tally { matched: 4, first: time(3), last: time(9) });
        let mut none = Tally::default();
        none.merge(&tally);
        none.merge(&Tally::default());
        assert_eq!(none, tally);
    }

    #[test]
    fn only_the_first_invalid_records_are_kept() {
        let mut outcome = Outcome::default();
        for line in 0..100 {
            outcome.add_invalid(|| InvalidRecord { line, column: None, message: String::new() });
        }
        assert_eq!((outcome.invalid_count, outcome.invalid.len()), (100, MAX_REPORTED_RECORDS));
        outcome.clear();
        assert_eq!((outcome.invalid_count, outcome.invalid.len()), (0, 0));
    }

    #[test]
    fn a_cut_outcome_ends_with_a_match() {
        let mut outcome = Outcome::default();
        for line in 0..40 {
            if line % 20 == 0 {
                outcome.matches.push(Match { line, end: 0, invalid_before: outcome.invalid_count });
            } else {
                outcome.add_invalid(|| InvalidRecord { line, column: None, message: String::new() });
            }
        }
        assert!(!outcome.cut(3));
        assert!(outcome.cut(2));
        assert_eq!(
            (outcome.matches.len(), outcome.invalid_count, outcome.invalid.len()),
            (2, 19, MAX_REPORTED_RECORDS)
        );
        assert!(outcome.cut(1));
        assert_eq!((outcome.matches.len(), outcome.invalid_count, outcome.invalid.len()), (1, 0, 0));
    }
}
