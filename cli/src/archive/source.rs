//! An open file of an archive, cut into pieces that hold whole records.
//!
//! A plain file is cut by places alone: a piece has the records that start in a range of bytes, so threads can read at
//! the same time. What is compressed or comes through a pipe is read in order, one piece after the other.

use super::compression::{Reader, decompress, is_compressed};
use super::record::{breaks, first_start, last_start};
use super::value::last_end;
use crate::input::Input;
use std::fs::File;
use std::io::{self, Cursor, Read, Seek, SeekFrom};
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// How long a piece is, about: it should fit into a processor's own cache.
const PIECE: usize = 512 * 1024;
/// How far behind its end a piece is read at once, in the hope that its last record ends there.
const SLACK: usize = 16 * 1024;
/// Files that are shorter are not worth to be read by several threads.
const LARGE: u64 = 4 * PIECE as u64;
/// How long a record may be that is no list of events; memory grows with it.
pub(crate) const LONGEST: usize = 256 * 1024 * 1024;

/// Where pieces come from.
pub(crate) enum Source {
    /// A plain file, whose pieces are read by whoever takes them.
    Ranges(Ranges),
    /// What has to be read in order.
    Stream(Stream),
}

/// A part of a file that holds whole records, or why there is none.
#[derive(Debug)]
pub(crate) struct Piece {
    /// Where it is in the buffer that it was read to.
    pub(crate) text: Range<usize>,
    /// How many bytes of its first line stand before it.
    pub(crate) column: u64,
    /// What is behind it.
    pub(crate) trouble: Option<Trouble>,
}

/// What cannot be taken from a file.
#[derive(Debug)]
pub(crate) enum Trouble {
    /// A record that is too long, and how many line breaks it has.
    TooLong(u64),
    /// The rest of the file.
    Unreadable(io::Error),
}

/// Bytes that were read, in memory that is used again.
#[derive(Debug, Default)]
pub(crate) struct Buffer {
    bytes: Vec<u8>,
    filled: usize,
}

impl Buffer {
    /// What was read.
    pub(crate) fn text(&self) -> &[u8] {
        &self.bytes[..self.filled]
    }

    fn clear(&mut self) {
        self.filled = 0;
        // What one long record needed is not kept for all that follow.
        if self.bytes.len() > 8 * PIECE {
            self.bytes = Vec::new();
        }
    }

    fn push(&mut self, bytes: &[u8]) {
        self.bytes.truncate(self.filled);
        self.bytes.extend_from_slice(bytes);
        self.filled = self.bytes.len();
    }

    /// Reads until there are as many bytes as wanted. Tells whether there are fewer.
    fn fill(&mut self, reader: &mut dyn Read, wanted: usize) -> io::Result<bool> {
        if self.bytes.len() < wanted {
            self.bytes.resize(wanted, 0);
        }
        while self.filled < wanted {
            match reader.read(&mut self.bytes[self.filled..wanted]) {
                Ok(0) => return Ok(true),
                Ok(length) => self.filled += length,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(false)
    }

    /// Reads on to where the next record starts, and forgets what is before. Tells how many line breaks that had, and
    /// whether there is such a record.
    fn pass_over(&mut self, reader: &mut dyn Read) -> io::Result<(u64, bool)> {
        let mut passed = breaks(self.text());
        loop {
            // A line break may be the last byte that was read.
            let last = self.text().last().copied().unwrap_or_default();
            self.clear();
            self.push(&[last]);
            let is_end = self.fill(reader, PIECE)?;
            let start = first_start(self.text(), 1);
            passed += breaks(&self.text()[1..start.unwrap_or(self.filled)]);
            if let Some(start) = start {
                self.bytes.drain(..start);
                self.filled -= start;
                return Ok((passed, true));
            }
            if is_end {
                self.clear();
                return Ok((passed, false));
            }
        }
    }
}

/// A plain file of some size.
pub(crate) struct Ranges {
    path: PathBuf,
    length: u64,
    next: u64,
}

/// The records of a plain file that start in a range of its bytes.
pub(crate) struct Share {
    /// The file.
    pub(crate) path: PathBuf,
    start: u64,
    end: u64,
    length: u64,
}

impl Ranges {
    /// The next range, and whether it is the last one.
    pub(crate) fn take(&mut self) -> (Share, bool) {
        let start = self.next;
        self.next = (start + PIECE as u64).min(self.length);
        let share = Share { path: self.path.clone(), start, end: self.next, length: self.length };
        (share, self.next == self.length)
    }
}

impl Share {
    /// How many bytes it has, about.
    pub(crate) fn len(&self) -> u64 {
        self.end - self.start
    }

    /// Reads it.
    pub(crate) fn read(&self, file: &mut File, buffer: &mut Buffer) -> Piece {
        self.read_up_to(LONGEST, file, buffer).unwrap_or_else(|error| Piece {
            text: 0..0,
            column: 0,
            trouble: Some(Trouble::Unreadable(error)),
        })
    }

    fn read_up_to(&self, longest: usize, file: &mut File, buffer: &mut Buffer) -> io::Result<Piece> {
        // With the byte before, which tells whether a record starts at the very start.
        let from = self.start.saturating_sub(1);
        let end = usize::try_from(self.end - from).unwrap_or(usize::MAX);
        file.seek(SeekFrom::Start(from))?;
        let mut reader = file.take(self.length - from);
        buffer.clear();
        let mut is_end = buffer.fill(&mut reader, end + SLACK)?;
        let start = if self.start == 0 { Some(0) } else { first_start(buffer.text(), 1) };
        let Some(start) = start.filter(|&start| start < end) else {
            return Ok(Piece { text: 0..0, column: 0, trouble: None });
        };
        let mut seen = end;
        loop {
            if let Some(behind) = first_start(buffer.text(), seen) {
                return Ok(Piece { text: start..behind, column: 0, trouble: None });
            }
            seen = buffer.filled;
            if is_end {
                return Ok(Piece { text: start..seen, column: 0, trouble: None });
            }
            if seen > longest {
                let last = last_start(&buffer.text()[start..]).map_or(start, |last| start + last);
                let kept = buffer.text()[start..last].to_vec();
                buffer.bytes.drain(..last);
                buffer.filled -= last;
                let (passed, _) = buffer.pass_over(&mut reader)?;
                buffer.clear();
                buffer.push(&kept);
                return Ok(Piece { text: 0..kept.len(), column: 0, trouble: Some(Trouble::TooLong(passed)) });
            }
            is_end = buffer.fill(&mut reader, seen.saturating_mul(2))?;
        }
    }
}

/// What has to be read in order.
pub(crate) struct Stream {
    reader: Reader,
    /// What was read behind the last piece.
    rest: Vec<u8>,
    /// How many bytes of its line stand before it.
    column: u64,
    longest: usize,
}

impl Stream {
    fn new(reader: Reader) -> Self {
        Self { reader, rest: Vec::new(), column: 0, longest: LONGEST }
    }

    /// Reads the next piece, and tells whether it is the last one.
    pub(crate) fn take(&mut self, buffer: &mut Buffer) -> (Piece, bool) {
        buffer.clear();
        buffer.push(&self.rest);
        self.rest.clear();
        let (end, trouble, is_last) = match self.cut(buffer) {
            Ok((end, trouble, is_last)) => (end, trouble, is_last),
            // What was read before is good.
            Err(error) => (buffer.filled, Some(Trouble::Unreadable(error)), true),
        };
        let text = &buffer.text()[..end];
        let piece = Piece { text: 0..end, column: self.column, trouble };
        let line = memchr::memrchr(b'\n', text).map(|at| end - at - 1);
        self.column = match line {
            _ if matches!(piece.trouble, Some(Trouble::TooLong(_))) => 0,
            Some(column) => column as u64,
            None => self.column + end as u64,
        };
        (piece, is_last)
    }

    /// Where the piece ends in the buffer, what is behind it, and whether that is all.
    fn cut(&mut self, buffer: &mut Buffer) -> io::Result<(usize, Option<Trouble>, bool)> {
        let mut wanted = PIECE;
        loop {
            if buffer.fill(&mut self.reader, wanted)? {
                return Ok((buffer.filled, None, true));
            }
            if let Some(end) = last_start(buffer.text()).or_else(|| last_end(buffer.text())) {
                self.rest.extend_from_slice(&buffer.text()[end..]);
                return Ok((end, None, false));
            }
            if buffer.filled >= self.longest {
                let (passed, is_more) = buffer.pass_over(&mut self.reader)?;
                self.rest.extend_from_slice(buffer.text());
                return Ok((0, Some(Trouble::TooLong(passed)), !is_more));
            }
            wanted = buffer.filled.saturating_mul(2);
        }
    }
}

/// Opens a file, or standard input. The bytes that a stream reads are counted.
pub(crate) fn open(input: &Input, count: &Arc<AtomicU64>) -> io::Result<Source> {
    let path = match input {
        Input::Standard => return stream(Vec::new(), Box::new(io::stdin()), count),
        Input::File(path) => path,
    };
    let mut file = File::open(path)?;
    let metadata = file.metadata()?;
    let mut head = Vec::new();
    if metadata.is_file() && metadata.len() >= LARGE {
        file.by_ref().take(PIECE as u64).read_to_end(&mut head)?;
        if !is_compressed(&head) && first_start(&head, 1).is_some() {
            return Ok(Source::Ranges(Ranges { path: path.clone(), length: metadata.len(), next: 0 }));
        }
    }
    stream(head, Box::new(file), count)
}

fn stream(head: Vec<u8>, rest: Reader, count: &Arc<AtomicU64>) -> io::Result<Source> {
    let counted = Counted { reader: Box::new(Cursor::new(head).chain(rest)), count: Arc::clone(count) };
    Ok(Source::Stream(Stream::new(decompress(Box::new(counted))?)))
}

/// Counts what is read.
struct Counted {
    reader: Reader,
    count: Arc<AtomicU64>,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.reader.read(buffer)?;
        self.count.fetch_add(length as u64, Ordering::Relaxed);
        Ok(length)
    }
}

#[cfg(test)]
mod tests;
