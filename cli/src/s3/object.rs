//! An object, which is read in parts. Several parts are requested at the same time.

use super::answer::Answer;
use super::bucket::Bucket;
use object_store::path::Path;
use object_store::{GetOptions, ObjectMeta, ObjectStore as _};
use std::collections::VecDeque;
use std::fmt;
use std::io::{self, Read};
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::runtime::Handle;
use tokio::sync::{Semaphore, SemaphorePermit};
use tokio::task::JoinHandle;

/// Maximum size of a part.
const MAX_PART_BYTES: u64 = 8 << 20;

/// Maximum number of parts of an object that are requested or waiting to be read.
const MAX_PARTS: usize = 8;

/// Maximum size of all parts that are requested or waiting to be read. In addition, each thread has the part that it
/// reads, so that a thread never waits for the memory of objects after its own.
const MAX_WAITING_BYTES: usize = 256 << 20;

/// Maximum number of times that a part is requested if the answer is too short without an error.
const MAX_SHORT_ANSWERS: usize = 3;

/// The memory for parts, in bytes.
static MEMORY: Semaphore = Semaphore::const_new(MAX_WAITING_BYTES);

/// An object in a bucket.
#[derive(Clone)]
pub(crate) struct Object(Arc<Data>);

struct Data {
    bucket: Arc<Bucket>,
    path: Path,
    size: u64,
    /// Identifies the version of the content.
    etag: Option<String>,
    /// The first part, if it was requested before the object is read.
    first: Mutex<Option<Part>>,
}

impl PartialEq for Object {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for Object {}

impl fmt::Debug for Object {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.name())
    }
}

impl Object {
    pub(super) fn new(bucket: &Arc<Bucket>, found: ObjectMeta) -> Self {
        Self(Arc::new(Data {
            bucket: Arc::clone(bucket),
            path: found.location,
            size: found.size,
            etag: found.e_tag,
            first: Mutex::new(None),
        }))
    }

    /// Returns the URL.
    pub(crate) fn name(&self) -> String {
        format!("s3://{}/{}", self.0.bucket.name, self.0.path)
    }

    /// Returns the size in bytes.
    pub(crate) fn size(&self) -> u64 {
        self.0.size
    }

    /// Requests the first part, unless that was done before or there is no memory for it.
    pub(crate) fn read_ahead(&self) {
        let mut first = self.0.first.lock().unwrap_or_else(PoisonError::into_inner);
        if first.is_none() && self.0.size > 0 {
            *first = Part::request(&self.0, self.part_at(0), false);
        }
    }

    /// Returns a reader of the content. Nothing is requested before the first read, except for the part that was read
    /// ahead.
    pub(crate) fn open(&self) -> ObjectReader {
        let first = self.0.first.lock().unwrap_or_else(PoisonError::into_inner).take();
        let next = first.as_ref().map_or(0, |_| self.part_at(0).end);
        ObjectReader { object: self.clone(), next, parts: first.into_iter().collect(), current: None }
    }

    /// Returns the range of the part that starts at an offset.
    fn part_at(&self, start: u64) -> Range<u64> {
        start..self.0.size.min(start + MAX_PART_BYTES)
    }
}

impl Data {
    /// Requests and receives a range of the content.
    async fn fetch(&self, range: Range<u64>) -> io::Result<Vec<u8>> {
        let length = range.end - range.start;
        let mut received = 0;
        for _ in 0..MAX_SHORT_ANSWERS {
            let answer = Answer::default();
            let is_part = length < self.size;
            let options = GetOptions { extensions: answer.extensions(), ..GetOptions::default() }
                .with_range(is_part.then(|| range.clone()))
                .with_if_match(self.etag.clone());
            let content = async { self.bucket.store.get_opts(&self.path, options).await?.bytes().await };
            let bytes = content.await.map_err(|error| self.bucket.explain(&error, &answer, "s3:GetObject"))?;
            received = bytes.len() as u64;
            if received == length {
                return Ok(bytes.into());
            }
        }
        Err(io::Error::other(format!("expected {length} bytes from {}, found {received}", range.start)))
    }
}

/// A part that is requested or waiting to be read.
struct Part {
    task: JoinHandle<io::Result<Vec<u8>>>,
    /// `None` for a part that was requested beyond the limit.
    memory: Option<SemaphorePermit<'static>>,
}

impl Part {
    /// Requests a part. Returns `None` if there is no memory for it, unless it is needed now.
    fn request(data: &Arc<Data>, range: Range<u64>, is_needed: bool) -> Option<Self> {
        let size = u32::try_from(range.end - range.start).unwrap_or(u32::MAX);
        let memory = MEMORY.try_acquire_many(size).ok();
        if memory.is_none() && !is_needed {
            return None;
        }
        let threads = &data.bucket.threads;
        let data = Arc::clone(data);
        Some(Self { task: threads.clone().spawn(async move { data.fetch(range).await }), memory })
    }

    /// Waits for the part.
    fn wait(mut self, threads: &Handle) -> io::Result<Received> {
        let bytes = threads.block_on(&mut self.task).map_err(io::Error::other)??;
        Ok(Received { bytes, read: 0, _memory: self.memory.take() })
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// A part that is being read.
struct Received {
    bytes: Vec<u8>,
    /// Number of bytes that were read.
    read: usize,
    _memory: Option<SemaphorePermit<'static>>,
}

/// Reads the content of an object.
pub(crate) struct ObjectReader {
    object: Object,
    /// Offset of the next part to request.
    next: u64,
    /// The parts after the current one.
    parts: VecDeque<Part>,
    current: Option<Received>,
}

impl ObjectReader {
    /// Requests the next parts, as far as there is memory for them. The first of them is always requested.
    fn request_parts(&mut self) {
        while self.parts.len() < MAX_PARTS && self.next < self.object.size() {
            let range = self.object.part_at(self.next);
            let end = range.end;
            let Some(part) = Part::request(&self.object.0, range, self.parts.is_empty()) else { return };
            self.parts.push_back(part);
            self.next = end;
        }
    }
}

impl Read for ObjectReader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            if let Some(current) = &mut self.current {
                let length = (&current.bytes[current.read..]).read(buffer)?;
                current.read += length;
                if length > 0 || buffer.is_empty() {
                    return Ok(length);
                }
            }
            // Frees the memory before it is needed for the next part.
            self.current = None;
            self.request_parts();
            let Some(part) = self.parts.pop_front() else { return Ok(0) };
            match part.wait(&self.object.0.bucket.threads) {
                Ok(received) => self.current = Some(received),
                Err(error) => {
                    // The parts after this one must not follow those before it.
                    self.parts.clear();
                    self.next = self.object.size();
                    return Err(error);
                }
            }
        }
    }
}
