//! What a piece of an archive came to.

use jiff::Timestamp;

/// How many lines that are no events are told of.
pub(crate) const SHOWN: usize = 10;

/// What was found in a piece. Lines are counted from its start, because nobody knows yet how many there are before it.
#[derive(Debug, Default)]
pub(crate) struct Outcome {
    /// How many line breaks the piece has.
    pub(crate) breaks: u64,
    /// How many events.
    pub(crate) events: u64,
    /// How many of them some rule matches.
    pub(crate) matched: u64,
    /// What is printed of each of them, all but the file and the line.
    pub(crate) text: Vec<u8>,
    /// The line of each, and where its text ends.
    pub(crate) lines: Vec<(u64, usize)>,
    /// How many places hold no event where one should be.
    pub(crate) broken_count: u64,
    /// The first of them.
    pub(crate) broken: Vec<Broken>,
    /// Why the rest of the file cannot be read.
    pub(crate) unreadable: Option<std::io::Error>,
}

/// What is no event, and why.
#[derive(Debug)]
pub(crate) struct Broken {
    /// The line, counted from the start of the piece.
    pub(crate) line: u64,
    /// The column in bytes, counted from one, if it is known.
    pub(crate) column: Option<u64>,
    pub(crate) message: String,
}

impl Outcome {
    /// Forgets everything but the memory.
    pub(crate) fn clear(&mut self) {
        let (mut text, mut lines) = (std::mem::take(&mut self.text), std::mem::take(&mut self.lines));
        text.clear();
        lines.clear();
        *self = Self { text, lines, ..Self::default() };
    }

    /// Notes something that is no event.
    pub(crate) fn add_broken(&mut self, describe: impl FnOnce() -> Broken) {
        self.broken_count += 1;
        if self.broken.len() < SHOWN {
            self.broken.push(describe());
        }
    }
}

/// What came of a rule: how many events it matched, and their times.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) matched: u64,
    pub(crate) first: Option<Timestamp>,
    pub(crate) last: Option<Timestamp>,
}

impl Tally {
    /// Counts an event.
    pub(crate) fn add(&mut self, time: Option<Timestamp>) {
        self.merge(&Self { matched: 1, first: time, last: time });
    }

    /// Adds what another thread counted.
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
    fn the_first_and_the_last_time_are_kept_whatever_the_order() {
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
    fn only_some_broken_lines_are_kept() {
        let mut outcome = Outcome::default();
        for line in 0..100 {
            outcome.add_broken(|| Broken { line, column: None, message: String::new() });
        }
        assert_eq!((outcome.broken_count, outcome.broken.len()), (100, SHOWN));
        outcome.clear();
        assert_eq!((outcome.broken_count, outcome.broken.len()), (0, 0));
    }
}
