//! The pieces of many files, for many threads.
//!
//! Threads take pieces of the first file as long as they can get at it. Where one is busy reading a file that has to be
//! read in order, the others go on with the next files. So compressed files are decompressed side by side.

use super::source::{self, Buffer, Piece, Share, Source, Trouble};
use crate::input::Input;
use std::fs::File;
use std::io;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The files of an archive.
pub(crate) struct Feed<'i> {
    inputs: &'i [Input],
    opened: Mutex<Opened>,
    /// How many bytes were read.
    count: Arc<AtomicU64>,
}

/// The files that were opened and have more pieces, in order.
#[derive(Default)]
struct Opened {
    files: Vec<Arc<OpenFile>>,
    /// The first that was not opened yet.
    next: usize,
}

struct OpenFile {
    number: usize,
    state: Mutex<State>,
}

/// What there still is to take from a file.
enum State {
    More { source: Source, next: usize },
    Nothing,
}

/// What a thread reads with.
#[derive(Default)]
pub(crate) struct Hands {
    /// What it read last.
    pub(crate) buffer: Buffer,
    /// The plain file that it read from last.
    file: Option<(usize, File)>,
}

/// A piece and which one it is.
pub(crate) struct Taken {
    /// The number of the file.
    pub(crate) file: usize,
    /// The number of the piece in its file.
    pub(crate) number: usize,
    /// Whether the file has no more.
    pub(crate) is_last: bool,
    pub(crate) piece: Piece,
}

impl<'i> Feed<'i> {
    pub(crate) fn new(inputs: &'i [Input]) -> Self {
        Self { inputs, opened: Mutex::default(), count: Arc::default() }
    }

    /// How many bytes were read so far.
    pub(crate) fn bytes(&self) -> u64 {
        self.count.load(Ordering::Relaxed)
    }

    /// The next piece, or nothing if there are no more.
    pub(crate) fn take(&self, hands: &mut Hands) -> Option<Taken> {
        loop {
            let files = lock(&self.opened).files.clone();
            let free = files.iter().find_map(|file| Some((file, file.state.try_lock().ok()?)));
            if let Some((file, state)) = free {
                if let Some(taken) = self.take_from(file, state, hands) {
                    return Some(taken);
                }
                continue;
            }
            if let Some(taken) = self.open_next() {
                return Some(taken);
            }
            // Whoever reads the first file reads the piece before the one that is wanted most.
            let files = lock(&self.opened).files.clone();
            let file = files.first()?;
            if let Some(taken) = self.take_from(file, lock(&file.state), hands) {
                return Some(taken);
            }
        }
    }

    fn take_from(&self, file: &Arc<OpenFile>, mut state: MutexGuard<'_, State>, hands: &mut Hands) -> Option<Taken> {
        let State::More { source, next } = &mut *state else {
            drop(state);
            lock(&self.opened).files.retain(|other| !Arc::ptr_eq(other, file));
            return None;
        };
        let number = *next;
        *next += 1;
        let (share, is_last) = match source {
            Source::Stream(stream) => {
                let (piece, is_last) = stream.take(&mut hands.buffer);
                if is_last {
                    *state = State::Nothing;
                }
                return Some(Taken { file: file.number, number, is_last, piece });
            }
            Source::Ranges(ranges) => ranges.take(),
        };
        if is_last {
            *state = State::Nothing;
        }
        // From here on others can take.
        drop(state);
        let piece = match hands.open(file.number, &share) {
            Ok((plain, buffer)) => share.read(plain, buffer),
            Err(error) => unreadable(error),
        };
        self.count.fetch_add(share.len(), Ordering::Relaxed);
        Some(Taken { file: file.number, number, is_last, piece })
    }

    /// Opens the next file. If that fails, a piece tells so.
    fn open_next(&self) -> Option<Taken> {
        let mut opened = lock(&self.opened);
        let number = opened.next;
        let input = self.inputs.get(number)?;
        opened.next += 1;
        // Nobody may take from a file behind it before it is among the open ones, so it is locked meanwhile.
        match source::open(input, &self.count) {
            Ok(source) => {
                let state = Mutex::new(State::More { source, next: 0 });
                opened.files.push(Arc::new(OpenFile { number, state }));
                None
            }
            Err(error) => Some(Taken { file: number, number: 0, is_last: true, piece: unreadable(error) }),
        }
    }
}

impl Hands {
    /// The file of a range, and the buffer for it.
    fn open(&mut self, number: usize, share: &Share) -> io::Result<(&mut File, &mut Buffer)> {
        if self.file.as_ref().is_none_or(|(opened, _)| *opened != number) {
            self.file = Some((number, File::open(&share.path)?));
        }
        let file = self.file.as_mut().map(|(_, file)| file).ok_or(io::ErrorKind::NotFound)?;
        Ok((file, &mut self.buffer))
    }
}

fn unreadable(error: io::Error) -> Piece {
    Piece { text: 0..0, column: 0, trouble: Some(Trouble::Unreadable(error)) }
}

/// A thread that has panicked ends the program anyway.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
