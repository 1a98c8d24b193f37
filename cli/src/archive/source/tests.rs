//! However a file is cut, its pieces are its records, in order.

use super::*;
use std::fs;

/// What the pieces of a stream are.
fn streamed(text: &str, longest: usize) -> Vec<(String, u64, Option<u64>)> {
    let mut stream = Stream { longest, ..Stream::new(Box::new(Cursor::new(text.as_bytes().to_vec()))) };
    let mut buffer = Buffer::default();
    let mut pieces = Vec::new();
    loop {
        let (piece, is_last) = stream.take(&mut buffer);
        pieces.push(described(&piece, &buffer));
        if is_last {
            return pieces;
        }
    }
}

fn described(piece: &Piece, buffer: &Buffer) -> (String, u64, Option<u64>) {
    let text = String::from_utf8(buffer.text()[piece.text.clone()].to_vec()).unwrap();
    let passed = piece.trouble.as_ref().map(|trouble| match trouble {
        Trouble::TooLong(passed) => *passed,
        Trouble::Unreadable(error) => panic!("{error}"),
    });
    (text, piece.column, passed)
}

/// The pieces of a plain file that is cut at the places given.
fn shared(name: &str, text: &str, places: &[u64], longest: usize) -> Vec<(String, Option<u64>)> {
    let path = std::env::temp_dir().join(format!("event-pattern-{}-{name}", std::process::id()));
    fs::write(&path, text).unwrap();
    let mut file = File::open(&path).unwrap();
    let length = text.len() as u64;
    let mut buffer = Buffer::default();
    let ends = places.iter().copied().chain([length]);
    let pieces = std::iter::once(0).chain(places.iter().copied()).zip(ends).map(|(start, end)| {
        let share = Share { path: path.clone(), start, end, length };
        let piece = share.read_up_to(longest, &mut file, &mut buffer).unwrap();
        let (text, _, passed) = described(&piece, &buffer);
        (text, passed)
    });
    let pieces = pieces.collect();
    fs::remove_file(path).unwrap();
    pieces
}

#[test]
fn every_record_is_in_the_piece_where_it_starts() {
    let text = "{\n 1\n}\n\n{}\n{}\n ,{}\n2026 {}\n";
    for first in 0..text.len() as u64 {
        for second in first..text.len() as u64 {
            let pieces = shared(&format!("records_{first}_{second}"), text, &[first, second], LONGEST);
            let joined: String = pieces.iter().map(|(piece, _)| piece.as_str()).collect();
            assert_eq!(joined, text, "{first} {second}");
            assert!(pieces.iter().all(|(piece, _)| piece.is_empty() || "{2".contains(&piece[..1])), "{pieces:?}");
        }
    }
}

#[test]
fn a_stream_is_cut_where_records_start() {
    let line = format!("{{\"a\":\"{}\"}}\n", "x".repeat(1000));
    let text = line.repeat(2000);
    let pieces = streamed(&text, LONGEST);
    assert!(pieces.len() > 2);
    for (piece, column, _) in &pieces {
        assert!(piece.len() <= PIECE && piece.len() % line.len() == 0);
        assert_eq!(*column, 0);
    }
    assert_eq!(pieces.iter().map(|(piece, ..)| piece.as_str()).collect::<String>(), text);
}

#[test]
fn a_line_of_many_objects_is_cut_behind_objects() {
    let object = format!("{{\"a\":\"}}{{{}\"}}", "x".repeat(1000));
    let text = object.repeat(2000);
    let pieces = streamed(&text, LONGEST);
    assert!(pieces.len() > 2);
    let mut column = 0;
    for (piece, start, _) in &pieces {
        assert!(piece.len() <= PIECE && piece.len() % object.len() == 0);
        assert_eq!(*start, column);
        column += piece.len() as u64;
    }
    assert_eq!(column, text.len() as u64);
}

#[test]
fn what_is_too_long_is_passed_over() {
    let long = format!("{{\"a\":\n \"{}\"}}\n", "x".repeat(5 * PIECE));
    let text = format!("{{}}\n{long}{{\"b\":1}}\n");
    let pieces = streamed(&text, 2 * PIECE);
    let expected = [("{}\n".to_owned(), 0, None), (String::new(), 0, Some(2)), ("{\"b\":1}\n".to_owned(), 0, None)];
    assert_eq!(pieces, expected);
    let pieces = shared("too_long", &text, &[1, PIECE as u64, 3 * PIECE as u64], 2 * PIECE);
    let expected = [("{}\n", None), ("", Some(2)), ("", None), ("{\"b\":1}\n", None)]
        .map(|(text, passed)| (text.to_owned(), passed));
    assert_eq!(pieces, expected);
}

#[test]
fn a_long_record_is_read_as_a_whole() {
    let long = format!("{{\"a\":\n \"{}\"}}\n", "x".repeat(3 * PIECE));
    let pieces = streamed(&long, LONGEST);
    assert_eq!(pieces, [(long, 0, None)]);
}
