//! Distributes the chunks of all files to the worker threads.
//!
//! Threads take chunks from the first file that is not in use. While one thread reads a file that must be read in
//! order, the others continue with the next files. This way, several compressed files are decompressed in parallel.

use super::source::{self, Buffer, ByteRange, Chunk, ReadError, Source};
use crate::input::Input;
use std::fs::File;
use std::io;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Number of objects in Amazon S3 that are read ahead, so that the time until an answer starts does not limit the speed of
/// reading small objects.
const READ_AHEAD_OBJECTS: usize = 32;

/// The files of an archive, from which threads take chunks.
pub(crate) struct WorkQueue<'i> {
    inputs: &'i [Input],
    opened: Mutex<Opened>,
    /// Number of bytes read so far.
    bytes_read: Arc<AtomicU64>,
}

/// The open files that have more chunks, in the order of the input.
#[derive(Default)]
struct Opened {
    files: Vec<Arc<OpenFile>>,
    /// Index of the first file that is not yet open.
    next: usize,
}

struct OpenFile {
    index: usize,
    state: Mutex<FileState>,
}

/// Whether a file has more chunks.
enum FileState {
    More { source: Source, next_chunk: usize },
    Done,
}

/// The buffer and the open file of one thread.
#[derive(Default)]
pub(crate) struct WorkerIo {
    /// Contains the bytes of the chunk that the thread last took.
    pub(crate) buffer: Buffer,
    /// The uncompressed file that the thread last read from, and its index.
    file: Option<(usize, File)>,
}

/// A chunk and its position in the archive.
pub(crate) struct Job {
    /// Index of the file.
    pub(crate) file: usize,
    /// Index of the chunk in its file.
    pub(crate) index: usize,
    /// Whether this is the last chunk of the file.
    pub(crate) is_last: bool,
    pub(crate) chunk: Chunk,
}

impl<'i> WorkQueue<'i> {
    pub(crate) fn new(inputs: &'i [Input]) -> Self {
        Self { inputs, opened: Mutex::default(), bytes_read: Arc::default() }
    }

    /// Returns the number of bytes read so far.
    pub(crate) fn bytes_read(&self) -> u64 {
        self.bytes_read.load(Ordering::Relaxed)
    }

    /// Takes and reads the next chunk. Returns `None` if there are no more chunks.
    pub(crate) fn take(&self, io: &mut WorkerIo) -> Option<Job> {
        loop {
            let files = lock(&self.opened).files.clone();
            let free = files.iter().find_map(|file| Some((file, file.state.try_lock().ok()?)));
            if let Some((file, state)) = free {
                if let Some(job) = self.take_from(file, state, io) {
                    return Some(job);
                }
                continue;
            }
            if let Some(job) = self.open_next() {
                return Some(job);
            }
            // All open files are in use. Wait for the first one, because its chunks are printed first.
            let files = lock(&self.opened).files.clone();
            let file = files.first()?;
            if let Some(job) = self.take_from(file, lock(&file.state), io) {
                return Some(job);
            }
        }
    }

    fn take_from(&self, file: &Arc<OpenFile>, mut state: MutexGuard<'_, FileState>, io: &mut WorkerIo) -> Option<Job> {
        let FileState::More { source, next_chunk } = &mut *state else {
            drop(state);
            lock(&self.opened).files.retain(|other| !Arc::ptr_eq(other, file));
            return None;
        };
        let index = *next_chunk;
        *next_chunk += 1;
        let (range, is_last) = match source {
            Source::Stream(stream) => {
                let (chunk, is_last) = stream.take(&mut io.buffer);
                if is_last {
                    *state = FileState::Done;
                }
                return Some(Job { file: file.index, index, is_last, chunk });
            }
            Source::Ranges(ranges) => ranges.take(),
        };
        if is_last {
            *state = FileState::Done;
        }
        // The range is read without the lock, so that other threads can take the next one.
        drop(state);
        let chunk = match io.open(file.index, &range) {
            Ok((plain, buffer)) => range.read(plain, buffer),
            Err(error) => unreadable(error),
        };
        self.bytes_read.fetch_add(range.len(), Ordering::Relaxed);
        Some(Job { file: file.index, index, is_last, chunk })
    }

    /// Opens the next file. Returns a job with the error if the file cannot be opened, and `None` otherwise.
    fn open_next(&self) -> Option<Job> {
        let mut opened = lock(&self.opened);
        let index = opened.next;
        let input = self.inputs.get(index)?;
        opened.next += 1;
        self.inputs.iter().skip(opened.next).take(READ_AHEAD_OBJECTS).for_each(Input::read_ahead);
        // The lock is held while the file is opened, so that no thread opens a later file before this one is in the
        // list.
        match source::open(input, &self.bytes_read) {
            Ok(source) => {
                let state = Mutex::new(FileState::More { source, next_chunk: 0 });
                opened.files.push(Arc::new(OpenFile { index, state }));
                None
            }
            Err(error) => Some(Job { file: index, index: 0, is_last: true, chunk: unreadable(error) }),
        }
    }
}

impl WorkerIo {
    /// Opens the file that contains the range, unless it is already open. Returns the file and the buffer.
    fn open(&mut self, index: usize, range: &ByteRange) -> io::Result<(&mut File, &mut Buffer)> {
        if self.file.as_ref().is_none_or(|(opened, _)| *opened != index) {
            self.file = Some((index, File::open(&range.path)?));
        }
        let file = self.file.as_mut().map(|(_, file)| file).ok_or(io::ErrorKind::NotFound)?;
        Ok((file, &mut self.buffer))
    }
}

fn unreadable(error: io::Error) -> Chunk {
    Chunk { text: 0..0, column: 0, error: Some(ReadError::Unreadable(error)) }
}

/// Locks a mutex. A poisoned mutex is not an error, because a panic in any thread ends the program.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
