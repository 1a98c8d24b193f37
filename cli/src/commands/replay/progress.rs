//! The progress line on the terminal.

use std::fmt::Write as _;
use std::io::{self, IsTerminal as _, Write as _};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// Escape sequence that moves the cursor to the start of the line and erases the line.
const ERASE: &str = "\r\u{1b}[K";
/// Interval between updates of the line.
const INTERVAL: Duration = Duration::from_millis(100);

/// Counts events while the threads work, and shows the counts in a line on the terminal.
pub(crate) struct Progress {
    is_shown: bool,
    events: AtomicU64,
    matched: AtomicU64,
    /// Whether the line is on the terminal. A message must erase the line first.
    is_on_terminal: Mutex<bool>,
    is_done: AtomicBool,
}

impl Progress {
    /// Creates a progress line, which is shown only if it is enabled, standard error is a terminal, and matches are not
    /// printed on the terminal.
    pub(crate) fn new(is_enabled: bool, prints_matches: bool) -> Self {
        let has_free_terminal = !(prints_matches && io::stdout().is_terminal());
        Self {
            is_shown: is_enabled && has_free_terminal && io::stderr().is_terminal(),
            events: AtomicU64::new(0),
            matched: AtomicU64::new(0),
            is_on_terminal: Mutex::new(false),
            is_done: AtomicBool::new(false),
        }
    }

    /// Adds to the numbers of all events and of matched events.
    pub(crate) fn count(&self, events: u64, matched: u64) {
        self.events.fetch_add(events, Ordering::Relaxed);
        self.matched.fetch_add(matched, Ordering::Relaxed);
    }

    /// Prints a message to standard error, above the line.
    pub(crate) fn report(&self, text: &str) {
        let mut is_on_terminal = self.is_on_terminal.lock().unwrap_or_else(PoisonError::into_inner);
        if std::mem::take(&mut *is_on_terminal) {
            eprint(ERASE);
        }
        crate::output::report(text);
    }

    /// Updates the line until the work is done. `total` is the size of the archive in bytes, if known.
    pub(crate) fn show(&self, bytes: impl Fn() -> u64, total: Option<u64>) {
        if !self.is_shown {
            return;
        }
        let start = Instant::now();
        while !self.is_done.load(Ordering::Relaxed) {
            let mut is_on_terminal = self.is_on_terminal.lock().unwrap_or_else(PoisonError::into_inner);
            let (events, matched) = (self.events.load(Ordering::Relaxed), self.matched.load(Ordering::Relaxed));
            eprint(&format!("{ERASE}{}", line(bytes(), total, events, matched, start.elapsed())));
            *is_on_terminal = true;
            drop(is_on_terminal);
            thread::park_timeout(INTERVAL);
        }
        let mut is_on_terminal = self.is_on_terminal.lock().unwrap_or_else(PoisonError::into_inner);
        if std::mem::take(&mut *is_on_terminal) {
            eprint(ERASE);
        }
    }

    /// Makes [`show`](Self::show) return.
    pub(crate) fn end(&self) {
        self.is_done.store(true, Ordering::Relaxed);
    }
}

/// Writes to standard error. Errors are ignored, because the progress line is not essential.
fn eprint(text: &str) {
    let mut stream = io::stderr().lock();
    let _ = stream.write_all(text.as_bytes()).and_then(|()| stream.flush());
}

/// Width of the bar in characters.
const BAR_WIDTH: u64 = 20;

/// Formats the line. It has fewer than 80 characters.
fn line(bytes: u64, total: Option<u64>, events: u64, matched: u64, elapsed: Duration) -> String {
    let mut line = String::new();
    if let Some(total) = total.filter(|&total| total > 0) {
        let bytes = bytes.min(total);
        let done = usize::try_from(bytes.saturating_mul(BAR_WIDTH) / total).unwrap_or_default();
        let bar = format!("{:<1$}", "=".repeat(done), usize::try_from(BAR_WIDTH).unwrap_or_default());
        let percent = bytes.saturating_mul(100) / total;
        let _ = write!(line, "[{bar}] {percent:>3}%  ");
    }
    let milliseconds = u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX).max(1);
    let speed = short(events.saturating_mul(1000) / milliseconds);
    let _ = write!(line, "{}B  {speed} events/s  {} matched", short(bytes), short(matched));
    line
}

/// Formats a number with at most three digits and a unit prefix.
pub(crate) fn short(number: u64) -> String {
    let mut unit = 1_u64;
    for (prefix, next) in [("", 1_000), (" k", 1_000_000), (" M", 1_000_000_000), (" G", 1_000_000_000_000)] {
        if number < next {
            let (whole, tenth) = (number / unit, number % unit * 10 / unit);
            return if whole < 10 && unit > 1 {
                format!("{whole}.{tenth}{prefix}")
            } else {
                format!("{whole}{prefix}")
            };
        }
        unit = next;
    }
    format!("{} T", number / unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_abbreviated() {
        for (number, text) in [
            (0, "0"),
            (999, "999"),
            (1000, "1.0 k"),
            (9_990, "9.9 k"),
            (12_345, "12 k"),
            (1_234_567, "1.2 M"),
            (73_000_000_000, "73 G"),
            (u64::MAX, "18446744 T"),
        ] {
            assert_eq!(short(number), text);
        }
    }

    #[test]
    fn the_line_shows_progress_and_speed() {
        let second = Duration::from_secs(1);
        let shown = line(250, Some(1000), 5_000, 7, second);
        assert_eq!(shown, "[=====               ]  25%  250B  5.0 k events/s  7 matched");
        assert_eq!(line(2500, None, 0, 0, Duration::ZERO), "2.5 kB  0 events/s  0 matched");
        let large = 99 << 40;
        assert!(line(large, Some(large), large, large, second).len() < 80);
    }
}
