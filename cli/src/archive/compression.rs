//! Decompresses files. The format is detected from the first bytes, because file names are unreliable.

use super::source::MAX_RECORD_BYTES;
use flate2::bufread::MultiGzDecoder;
use std::io::{self, BufReader, Cursor, Read};

/// A reader that can be moved to another thread.
pub(crate) type Reader = Box<dyn Read + Send>;

const GZIP: &[u8] = &[0x1f, 0x8b];
const ZSTD: &[u8] = &[0x28, 0xb5, 0x2f, 0xfd];
/// Size of the read buffer for compressed data.
const BUFFER_BYTES: usize = 256 * 1024;
/// Maximum number of compression layers: one from Amazon CloudWatch Logs, one from Amazon Data Firehose, and one more.
const MAX_COMPRESSION_LAYERS: usize = 3;

/// Formats that are recognised, but not read: their first bytes, what they are, and a command that prints the text of a
/// file, which is inserted for `FILE`.
const OTHER_FORMATS: [(&[u8], &str, &str); 9] = [
    (b"BZh", "compressed with bzip2", "bzip2 -dc FILE"),
    (b"\xfd7zXZ\0", "compressed with xz", "xz -dc FILE"),
    (b"PK\x03\x04", "a zip archive", "unzip -p FILE"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", "7z x -so FILE"),
    (b"\x04\x22\x4d\x18", "compressed with LZ4", "lz4 -dc FILE"),
    (b"\xff\x06\0\0sNaPpY", "compressed with Snappy", "snzip -dc FILE"),
    (b"PAR1", "a Parquet file", "duckdb -c \"COPY (FROM 'FILE') TO '/dev/stdout' (FORMAT json)\""),
    (b"\xff\xfe", "UTF-16 text", "iconv -f UTF-16 -t UTF-8 FILE"),
    (b"\xfe\xff", "UTF-16 text", "iconv -f UTF-16 -t UTF-8 FILE"),
];
/// Length of the longest start of a format.
const MAX_HEAD_BYTES: usize = 10;

/// Whether a file that starts with these bytes is not plain text.
pub(crate) fn is_encoded(head: &[u8]) -> bool {
    head.starts_with(GZIP) || head.starts_with(ZSTD) || check_format(head).is_err()
}

/// Removes up to [`MAX_COMPRESSION_LAYERS`] layers of compression.
///
/// # Errors
/// Returns an error if the format is not one that this command reads.
pub(crate) fn decompress(mut reader: Reader) -> io::Result<Reader> {
    for _ in 0..MAX_COMPRESSION_LAYERS {
        let (head, whole) = peek(reader)?;
        check_format(&head)?;
        reader = if head.starts_with(GZIP) {
            Box::new(MultiGzDecoder::new(BufReader::with_capacity(BUFFER_BYTES, whole)))
        } else if head.starts_with(ZSTD) {
            Box::new(zstd::Decoder::with_buffer(BufReader::with_capacity(BUFFER_BYTES, whole))?)
        } else {
            return Ok(whole);
        };
    }
    Ok(reader)
}

/// Decompresses bytes that are in memory.
///
/// # Errors
/// Returns an error if the format is not one that this command reads, or if there are more than [`MAX_RECORD_BYTES`].
pub(crate) fn decompress_all(bytes: Vec<u8>) -> io::Result<Vec<u8>> {
    if !is_encoded(&bytes) {
        return Ok(bytes);
    }
    let mut text = Vec::new();
    decompress(Box::new(Cursor::new(bytes)))?.take(MAX_RECORD_BYTES as u64 + 1).read_to_end(&mut text)?;
    if text.len() > MAX_RECORD_BYTES {
        return Err(io::Error::other(format!("the data is longer than {} MB", MAX_RECORD_BYTES >> 20)));
    }
    Ok(text)
}

/// Returns an error if a file that starts with these bytes has one of the [`OTHER_FORMATS`].
fn check_format(head: &[u8]) -> io::Result<()> {
    let format = OTHER_FORMATS.iter().find(|(start, ..)| head.starts_with(start));
    format.map_or(Ok(()), |(_, name, command)| {
        let message =
            format!("it is {name}\n = help: give its text on standard input, with `{command} | event-pattern …`");
        Err(io::Error::new(io::ErrorKind::InvalidData, message))
    })
}

/// Returns the first bytes, which the detection needs, and a reader that starts with the same bytes.
fn peek(mut reader: Reader) -> io::Result<(Vec<u8>, Reader)> {
    let mut head = Vec::with_capacity(MAX_HEAD_BYTES);
    reader.by_ref().take(MAX_HEAD_BYTES as u64).read_to_end(&mut head)?;
    Ok((head.clone(), Box::new(Cursor::new(head).chain(reader))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::{Compression, write::GzEncoder};
    use std::io::Write as _;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn read(bytes: Vec<u8>) -> (String, bool) {
        let is_encoded = is_encoded(&bytes);
        let mut text = String::new();
        decompress(Box::new(Cursor::new(bytes))).unwrap().read_to_string(&mut text).unwrap();
        (text, is_encoded)
    }

    #[test]
    fn compression_is_detected_from_the_first_bytes() {
        let zstd = zstd::encode_all(&b"{}"[..], 1).unwrap();
        for (bytes, text, is_encoded) in [
            (b"{}".to_vec(), "{}", false),
            (b"".to_vec(), "", false),
            (b"(".to_vec(), "(", false),
            (gzip(b"{}"), "{}", true),
            ([gzip(b"{"), gzip(b""), gzip(b"}")].concat(), "{}", true),
            (gzip(&[gzip(b"{"), gzip(b"}")].concat()), "{}", true),
            (zstd.clone(), "{}", true),
            ([zstd.clone(), zstd.clone()].concat(), "{}{}", true),
            (gzip(&zstd), "{}", true),
        ] {
            assert_eq!(read(bytes), (text.to_owned(), is_encoded));
        }
    }

    #[test]
    fn other_formats_are_named_with_a_command_that_prints_their_text() {
        for (bytes, name, command) in [
            (&b"BZh91AY&SY"[..], "it is compressed with bzip2", "`bzip2 -dc FILE | event-pattern"),
            (b"\xfd7zXZ\0\0\x04", "it is compressed with xz", "`xz -dc FILE |"),
            (b"PK\x03\x04\x14", "it is a zip archive", "`unzip -p FILE |"),
            (b"7z\xbc\xaf\x27\x1c\0", "it is a 7z archive", "`7z x -so FILE |"),
            (b"\x04\x22\x4d\x18d", "it is compressed with LZ4", "`lz4 -dc FILE |"),
            (b"\xff\x06\0\0sNaPpY\0", "it is compressed with Snappy", "`snzip -dc FILE |"),
            (b"PAR1\x15", "it is a Parquet file", "`duckdb "),
            (b"\xff\xfe{\0", "it is UTF-16 text", "`iconv -f UTF-16 -t UTF-8 FILE |"),
            (b"\xfe\xff\0{", "it is UTF-16 text", "`iconv "),
        ] {
            for bytes in [bytes.to_vec(), gzip(bytes)] {
                assert!(is_encoded(&bytes));
                let error = decompress_all(bytes).unwrap_err().to_string();
                assert!(error.starts_with(name) && error.contains(command), "{error}");
            }
        }
    }

    #[test]
    fn truncated_data_is_an_error() {
        let whole = gzip(&[b'x'; 1000]);
        let mut reader = decompress(Box::new(Cursor::new(whole[..whole.len() - 9].to_vec()))).unwrap();
        assert!(reader.read_to_end(&mut Vec::new()).is_err());
    }
}
