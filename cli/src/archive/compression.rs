//! Decompresses files. The format is detected from the first bytes, because file names are unreliable.

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

/// Whether a file that starts with these bytes is compressed.
pub(crate) fn is_compressed(head: &[u8]) -> bool {
    head.starts_with(GZIP) || head.starts_with(ZSTD)
}

/// Removes up to [`MAX_COMPRESSION_LAYERS`] layers of compression.
pub(crate) fn decompress(mut reader: Reader) -> io::Result<Reader> {
    for _ in 0..MAX_COMPRESSION_LAYERS {
        let (head, whole) = peek(reader)?;
        reader = if head.starts_with(GZIP) {
            Box::new(MultiGzDecoder::new(BufReader::with_capacity(BUFFER_BYTES, whole)))
        } else if head == ZSTD {
            Box::new(zstd::Decoder::with_buffer(BufReader::with_capacity(BUFFER_BYTES, whole))?)
        } else {
            return Ok(whole);
        };
    }
    Ok(reader)
}

/// Returns the first bytes, which the detection needs, and a reader that starts with the same bytes.
fn peek(mut reader: Reader) -> io::Result<(Vec<u8>, Reader)> {
    let mut head = Vec::with_capacity(ZSTD.len());
    reader.by_ref().take(ZSTD.len() as u64).read_to_end(&mut head)?;
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
        let is_compressed = is_compressed(&bytes);
        let mut text = String::new();
        decompress(Box::new(Cursor::new(bytes))).unwrap().read_to_string(&mut text).unwrap();
        (text, is_compressed)
    }

    #[test]
    fn compression_is_detected_from_the_first_bytes() {
        let zstd = zstd::encode_all(&b"{}"[..], 1).unwrap();
        for (bytes, text, is_compressed) in [
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
            assert_eq!(read(bytes), (text.to_owned(), is_compressed));
        }
    }

    #[test]
    fn truncated_data_is_an_error() {
        let whole = gzip(&[b'x'; 1000]);
        let mut reader = decompress(Box::new(Cursor::new(whole[..whole.len() - 9].to_vec()))).unwrap();
        assert!(reader.read_to_end(&mut Vec::new()).is_err());
    }
}
