//! Tests that the chunks of a file together contain all its records, in order.

use super::*;
use std::fs;

/// Reads all chunks of a stream. Returns the text of each chunk, its column, and the number of line breaks skipped.
fn read_stream(text: &str, max_record_bytes: usize) -> Vec<(String, u64, Option<u64>)> {
    let mut stream = Stream { max_record_bytes, ..Stream::new(Box::new(Cursor::new(text.as_bytes().to_vec()))) };
    let mut buffer = Buffer::default();
    let mut chunks = Vec::new();
    loop {
        let (chunk, is_last) = stream.take(&mut buffer);
        chunks.push(describe(&chunk, &buffer));
        if is_last {
            return chunks;
        }
    }
}

fn describe(chunk: &Chunk, buffer: &Buffer) -> (String, u64, Option<u64>) {
    let text = String::from_utf8(buffer.text()[chunk.text.clone()].to_vec()).unwrap();
    let skipped = chunk.error.as_ref().map(|error| match error {
        ReadError::TooLong(skipped) => *skipped,
        ReadError::Unreadable(error) => panic!("{error}"),
    });
    (text, chunk.column, skipped)
}

/// Reads all chunks of an uncompressed file that is split at these offsets. Returns the text of each chunk and the
/// number of line breaks skipped.
fn read_ranges(name: &str, text: &str, offsets: &[u64], max_record_bytes: usize) -> Vec<(String, Option<u64>)> {
    let path = std::env::temp_dir().join(format!("event-pattern-{}-{name}", std::process::id()));
    fs::write(&path, text).unwrap();
    let mut file = File::open(&path).unwrap();
    let length = text.len() as u64;
    let mut buffer = Buffer::default();
    let ends = offsets.iter().copied().chain([length]);
    let chunks = std::iter::once(0).chain(offsets.iter().copied()).zip(ends).map(|(start, end)| {
        let range = ByteRange { path: path.clone(), start, end, length };
        let chunk = range.read_up_to(max_record_bytes, &mut file, &mut buffer).unwrap();
        let (text, _, skipped) = describe(&chunk, &buffer);
        (text, skipped)
    });
    let chunks = chunks.collect();
    fs::remove_file(path).unwrap();
    chunks
}

#[test]
fn every_record_is_in_the_chunk_where_it_starts() {
    let text = "{\n 1\n}\n\n{}\n{}\n ,{}\n2026 {}\n";
    for first in 0..text.len() as u64 {
        for second in first..text.len() as u64 {
            let chunks = read_ranges(&format!("records_{first}_{second}"), text, &[first, second], MAX_RECORD_BYTES);
            let joined: String = chunks.iter().map(|(chunk, _)| chunk.as_str()).collect();
            assert_eq!(joined, text, "{first} {second}");
            assert!(chunks.iter().all(|(chunk, _)| chunk.is_empty() || "{2".contains(&chunk[..1])), "{chunks:?}");
        }
    }
}

#[test]
fn a_stream_is_split_at_the_start_of_records() {
    let line = format!("{{\"a\":\"{}\"}}\n", "x".repeat(1000));
    let text = line.repeat(2000);
    let chunks = read_stream(&text, MAX_RECORD_BYTES);
    assert!(chunks.len() > 2);
    for (chunk, column, _) in &chunks {
        assert!(chunk.len() <= CHUNK_BYTES && chunk.len() % line.len() == 0);
        assert_eq!(*column, 0);
    }
    assert_eq!(chunks.iter().map(|(chunk, ..)| chunk.as_str()).collect::<String>(), text);
}

#[test]
fn a_long_line_of_objects_is_split_between_objects() {
    let object = format!("{{\"a\":\"}}{{{}\"}}", "x".repeat(1000));
    let text = object.repeat(2000);
    let chunks = read_stream(&text, MAX_RECORD_BYTES);
    assert!(chunks.len() > 2);
    let mut column = 0;
    for (chunk, start, _) in &chunks {
        assert!(chunk.len() <= CHUNK_BYTES && chunk.len() % object.len() == 0);
        assert_eq!(*start, column);
        column += chunk.len() as u64;
    }
    assert_eq!(column, text.len() as u64);
}

#[test]
fn a_record_that_is_too_long_is_skipped() {
    let long = format!("{{\"a\":\n \"{}\"}}\n", "x".repeat(5 * CHUNK_BYTES));
    let text = format!("{{}}\n{long}{{\"b\":1}}\n");
    let chunks = read_stream(&text, 2 * CHUNK_BYTES);
    let expected = [("{}\n".to_owned(), 0, None), (String::new(), 0, Some(2)), ("{\"b\":1}\n".to_owned(), 0, None)];
    assert_eq!(chunks, expected);
    let chunks = read_ranges("too_long", &text, &[1, CHUNK_BYTES as u64, 3 * CHUNK_BYTES as u64], 2 * CHUNK_BYTES);
    let expected = [("{}\n", None), ("", Some(2)), ("", None), ("{\"b\":1}\n", None)]
        .map(|(text, skipped)| (text.to_owned(), skipped));
    assert_eq!(chunks, expected);
}

#[test]
fn a_long_record_is_read_in_one_chunk() {
    let long = format!("{{\"a\":\n \"{}\"}}\n", "x".repeat(3 * CHUNK_BYTES));
    let chunks = read_stream(&long, MAX_RECORD_BYTES);
    assert_eq!(chunks, [(long, 0, None)]);
}
