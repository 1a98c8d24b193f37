//! An open file of an archive, split into chunks of whole records.
//!
//! A large uncompressed file is split by offsets: a chunk contains the records that start in a range of bytes, so
//! several threads can read the file at the same time. Small files, compressed files and pipes are read in order, one
//! chunk after another.

use super::compression::{Reader, decompress, is_encoded};
use super::record::{count_line_breaks, first_record_start, last_record_start};
use super::value::end_of_last_object;
use crate::input::Input;
use std::fs::File;
use std::io::{self, Cursor, Read, Seek, SeekFrom};
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Approximate size of a chunk. A chunk should fit into the cache of one core.
const CHUNK_BYTES: usize = 512 * 1024;
/// Number of bytes that are initially read past the end of a range, to include the end of the last record.
const READ_AHEAD_BYTES: usize = 16 * 1024;
/// Minimum size of a file that is split for several threads.
const MIN_PARALLEL_BYTES: u64 = 4 * CHUNK_BYTES as u64;
/// Maximum length of a record. The length is limited because it determines the memory use. In a stream, a longer record
/// can be split between its objects.
pub(crate) const MAX_RECORD_BYTES: usize = 256 * 1024 * 1024;

/// An open file from which chunks are taken.
pub(crate) enum Source {
    /// An uncompressed file. Each thread reads the ranges that it takes.
    Ranges(Ranges),
    /// A stream that must be read in order.
    Stream(Stream),
}

/// A part of a file that consists of whole records, and the error after it, if any.
#[derive(Debug)]
pub(crate) struct Chunk {
    /// Range of the chunk's bytes in the buffer.
    pub(crate) text: Range<usize>,
    /// Number of bytes that precede the chunk in its first line.
    pub(crate) column: u64,
    /// Error after the end of the chunk.
    pub(crate) error: Option<ReadError>,
}

/// An error after the end of a chunk.
#[derive(Debug)]
pub(crate) enum ReadError {
    /// A record was skipped because it is too long. The value is the number of line breaks in the record.
    TooLong(u64),
    /// The rest of the file cannot be read.
    Unreadable(io::Error),
}

/// A reusable buffer for the bytes of a chunk.
#[derive(Debug, Default)]
pub(crate) struct Buffer {
    bytes: Vec<u8>,
    filled: usize,
}

impl Buffer {
    /// Returns the bytes that were read.
    pub(crate) fn text(&self) -> &[u8] {
        &self.bytes[..self.filled]
    }

    fn clear(&mut self) {
        self.filled = 0;
        // Frees the memory of an unusually long record.
        if self.bytes.len() > 8 * CHUNK_BYTES {
            self.bytes = Vec::new();
        }
    }

    fn push(&mut self, bytes: &[u8]) {
        self.bytes.truncate(self.filled);
        self.bytes.extend_from_slice(bytes);
        self.filled = self.bytes.len();
    }

    /// Reads until the buffer contains `wanted` bytes. Returns whether the input ended earlier.
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

    /// Discards everything up to the start of the next record. Returns the number of discarded line breaks, and whether
    /// there is another record.
    fn skip_record(&mut self, reader: &mut dyn Read) -> io::Result<(u64, bool)> {
        let mut skipped = count_line_breaks(self.text());
        loop {
            // The last byte is kept: if it is a line break, the next byte can start a record.
            let last = self.text().last().copied().unwrap_or_default();
            self.clear();
            self.push(&[last]);
            let is_end = self.fill(reader, CHUNK_BYTES)?;
            let start = first_record_start(self.text(), 1);
            skipped += count_line_breaks(&self.text()[1..start.unwrap_or(self.filled)]);
            if let Some(start) = start {
                self.bytes.drain(..start);
                self.filled -= start;
                return Ok((skipped, true));
            }
            if is_end {
                self.clear();
                return Ok((skipped, false));
            }
        }
    }
}

/// An uncompressed file that is read in ranges of bytes.
pub(crate) struct Ranges {
    path: PathBuf,
    length: u64,
    next: u64,
}

/// A range of bytes in an uncompressed file. Its chunk contains the records that start in the range.
pub(crate) struct ByteRange {
    pub(crate) path: PathBuf,
    start: u64,
    end: u64,
    length: u64,
}

impl Ranges {
    /// Takes the next range. Also returns whether this range is the last one.
    pub(crate) fn take(&mut self) -> (ByteRange, bool) {
        let start = self.next;
        self.next = (start + CHUNK_BYTES as u64).min(self.length);
        let range = ByteRange { path: self.path.clone(), start, end: self.next, length: self.length };
        (range, self.next == self.length)
    }
}

impl ByteRange {
    /// Returns the length of the range in bytes.
    pub(crate) fn len(&self) -> u64 {
        self.end - self.start
    }

    /// Reads the records that start in the range.
    pub(crate) fn read(&self, file: &mut File, buffer: &mut Buffer) -> Chunk {
        self.read_up_to(MAX_RECORD_BYTES, file, buffer).unwrap_or_else(|error| Chunk {
            text: 0..0,
            column: 0,
            error: Some(ReadError::Unreadable(error)),
        })
    }

    fn read_up_to(&self, max_record_bytes: usize, file: &mut File, buffer: &mut Buffer) -> io::Result<Chunk> {
        // Include the byte before the range: if that byte is a line break, a record can start at the first byte of the
        // range.
        let from = self.start.saturating_sub(1);
        let end = usize::try_from(self.end - from).unwrap_or(usize::MAX);
        file.seek(SeekFrom::Start(from))?;
        let mut reader = file.take(self.length - from);
        buffer.clear();
        let mut is_end = buffer.fill(&mut reader, end + READ_AHEAD_BYTES)?;
        let start = if self.start == 0 { Some(0) } else { first_record_start(buffer.text(), 1) };
        let Some(start) = start.filter(|&start| start < end) else {
            return Ok(Chunk { text: 0..0, column: 0, error: None });
        };
        let mut seen = end;
        loop {
            if let Some(next_start) = first_record_start(buffer.text(), seen) {
                return Ok(Chunk { text: start..next_start, column: 0, error: None });
            }
            seen = buffer.filled;
            if is_end {
                return Ok(Chunk { text: start..seen, column: 0, error: None });
            }
            if seen > max_record_bytes {
                let last = last_record_start(&buffer.text()[start..]).map_or(start, |last| start + last);
                let kept = buffer.text()[start..last].to_vec();
                buffer.bytes.drain(..last);
                buffer.filled -= last;
                let (skipped, _) = buffer.skip_record(&mut reader)?;
                buffer.clear();
                buffer.push(&kept);
                return Ok(Chunk { text: 0..kept.len(), column: 0, error: Some(ReadError::TooLong(skipped)) });
            }
            is_end = buffer.fill(&mut reader, seen.saturating_mul(2))?;
        }
    }
}

/// A stream that must be read in order.
pub(crate) struct Stream {
    reader: Reader,
    /// Bytes after the end of the previous chunk.
    rest: Vec<u8>,
    /// Number of bytes that precede `rest` in its first line.
    column: u64,
    max_record_bytes: usize,
}

impl Stream {
    fn new(reader: Reader) -> Self {
        Self { reader, rest: Vec::new(), column: 0, max_record_bytes: MAX_RECORD_BYTES }
    }

    /// Reads the next chunk. Also returns whether this chunk is the last one.
    pub(crate) fn take(&mut self, buffer: &mut Buffer) -> (Chunk, bool) {
        buffer.clear();
        buffer.push(&self.rest);
        self.rest.clear();
        let (end, error, is_last) = match self.fill_chunk(buffer) {
            Ok((end, error, is_last)) => (end, error, is_last),
            // The bytes before the error are valid.
            Err(error) => (buffer.filled, Some(ReadError::Unreadable(error)), true),
        };
        let text = &buffer.text()[..end];
        let chunk = Chunk { text: 0..end, column: self.column, error };
        let line = memchr::memrchr(b'\n', text).map(|at| end - at - 1);
        self.column = match line {
            _ if matches!(chunk.error, Some(ReadError::TooLong(_))) => 0,
            Some(column) => column as u64,
            None => self.column + end as u64,
        };
        (chunk, is_last)
    }

    /// Fills the buffer up to the end of a record. Returns the end of the chunk in the buffer, the error after the
    /// chunk, if any, and whether the chunk is the last one.
    fn fill_chunk(&mut self, buffer: &mut Buffer) -> io::Result<(usize, Option<ReadError>, bool)> {
        let mut wanted = CHUNK_BYTES;
        loop {
            if buffer.fill(&mut self.reader, wanted)? {
                return Ok((buffer.filled, None, true));
            }
            if let Some(end) = last_record_start(buffer.text()).or_else(|| end_of_last_object(buffer.text())) {
                self.rest.extend_from_slice(&buffer.text()[end..]);
                return Ok((end, None, false));
            }
            if buffer.filled >= self.max_record_bytes {
                let (skipped, is_more) = buffer.skip_record(&mut self.reader)?;
                self.rest.extend_from_slice(buffer.text());
                return Ok((0, Some(ReadError::TooLong(skipped)), !is_more));
            }
            wanted = buffer.filled.saturating_mul(2);
        }
    }
}

/// Opens a file or standard input. A stream adds the number of bytes that it reads to `bytes_read`. For ranges, the
/// caller must do so.
pub(crate) fn open(input: &Input, bytes_read: &Arc<AtomicU64>) -> io::Result<Source> {
    let path = match input {
        Input::Standard => return stream(Vec::new(), Box::new(io::stdin()), bytes_read),
        Input::File(path) => path,
        Input::S3(url) => return Err(io::Error::new(io::ErrorKind::NotFound, format!("`{url}` was not looked up"))),
        #[cfg(feature = "s3")]
        Input::Object(object) => {
            let reader = Undetected { reader: Some(count(Box::new(object.open()), bytes_read)), is_detected: false };
            return Ok(Source::Stream(Stream::new(Box::new(reader))));
        }
    };
    let mut file = File::open(path)?;
    let metadata = file.metadata()?;
    let mut head = Vec::new();
    if metadata.is_file() && metadata.len() >= MIN_PARALLEL_BYTES {
        file.by_ref().take(CHUNK_BYTES as u64).read_to_end(&mut head)?;
        if !is_encoded(&head) && first_record_start(&head, 1).is_some() {
            return Ok(Source::Ranges(Ranges { path: path.clone(), length: metadata.len(), next: 0 }));
        }
    }
    stream(head, Box::new(file), bytes_read)
}

fn stream(head: Vec<u8>, rest: Reader, bytes_read: &Arc<AtomicU64>) -> io::Result<Source> {
    let reader = count(Box::new(Cursor::new(head).chain(rest)), bytes_read);
    Ok(Source::Stream(Stream::new(decompress(reader)?)))
}

fn count(reader: Reader, bytes_read: &Arc<AtomicU64>) -> Reader {
    Box::new(CountingReader { reader, bytes_read: Arc::clone(bytes_read) })
}

/// A reader that adds the number of bytes that it reads to `bytes_read`.
struct CountingReader {
    reader: Reader,
    bytes_read: Arc<AtomicU64>,
}

impl Read for CountingReader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.reader.read(buffer)?;
        self.bytes_read.fetch_add(length as u64, Ordering::Relaxed);
        Ok(length)
    }
}

/// A reader that detects the compression when it is first read, so that opening an object does not wait for its content.
#[cfg(feature = "s3")]
struct Undetected {
    /// `None` after an error.
    reader: Option<Reader>,
    is_detected: bool,
}

#[cfg(feature = "s3")]
impl Read for Undetected {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if !self.is_detected {
            self.reader = self.reader.take().map(decompress).transpose()?;
            self.is_detected = true;
        }
        self.reader.as_mut().map_or(Ok(0), |reader| reader.read(buffer))
    }
}

#[cfg(test)]
mod tests;
