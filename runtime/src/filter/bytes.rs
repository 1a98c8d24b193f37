//! The source of bytes that filters read.

/// An iterator over the bytes of a string. Cloning the iterator allows the bytes to be read again.
pub(crate) trait Bytes: Iterator<Item = u8> + Clone {
    /// Returns an end of the remaining bytes that has at least `min_len` bytes, or all remaining bytes.
    fn end(&self, min_len: usize) -> Self {
        let _ = min_len;
        self.clone()
    }

    /// Moves to the next byte that equals `wanted`. Returns whether there is such a byte.
    fn seek(&mut self, wanted: u8) -> bool {
        loop {
            let before = self.clone();
            match self.next() {
                Some(byte) if byte == wanted => {
                    *self = before;
                    return true;
                }
                Some(_) => {}
                None => return false,
            }
        }
    }
}

/// The bytes of a string in memory.
#[derive(Debug, Clone)]
pub(crate) struct PlainBytes<'t>(pub(crate) &'t [u8]);

impl Iterator for PlainBytes<'_> {
    type Item = u8;

    #[inline]
    fn next(&mut self) -> Option<u8> {
        let (&first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(first)
    }

    #[inline]
    fn count(self) -> usize {
        self.0.len()
    }

    #[inline]
    fn nth(&mut self, index: usize) -> Option<u8> {
        self.0 = self.0.get(index..).unwrap_or(&[]);
        self.next()
    }
}

impl Bytes for PlainBytes<'_> {
    fn end(&self, min_len: usize) -> Self {
        Self(&self.0[self.0.len().saturating_sub(min_len)..])
    }

    #[allow(clippy::needless_bitwise_bool, reason = "branches would prevent the use of vector instructions")]
    fn seek(&mut self, wanted: u8) -> bool {
        while let Some(block) = self.0.first_chunk::<64>() {
            if block.iter().fold(false, |found, &byte| found | (byte == wanted)) {
                break;
            }
            self.0 = &self.0[64..];
        }
        let found = self.0.iter().position(|&byte| byte == wanted);
        self.0 = &self.0[found.unwrap_or(self.0.len())..];
        found.is_some()
    }
}
