//! A cursor over the bytes of an event. It checks the JSON grammar as it moves.

use super::error::{EventError, EventErrorKind};
use super::string::RawString;

/// A position in the bytes of an event. The bytes before it have been checked.
#[derive(Debug, Clone)]
pub(crate) struct Cursor<'j> {
    bytes: &'j [u8],
    position: usize,
}

/// A value that is neither an object nor an array.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Scalar<'j> {
    Null,
    Boolean(bool),
    /// The number as written.
    Number(&'j [u8]),
    String(RawString<'j>),
}

type Result<T> = core::result::Result<T, EventError>;

impl<'j> Cursor<'j> {
    pub(crate) fn new(bytes: &'j [u8]) -> Self {
        Self { bytes, position: 0 }
    }

    pub(crate) fn position(&self) -> usize {
        self.position
    }

    /// Moves to an offset. The bytes before it must already have been checked.
    pub(crate) fn move_to(&mut self, position: usize) {
        self.position = position.min(self.bytes.len());
    }

    /// Moves past one byte.
    pub(crate) fn step(&mut self) {
        self.move_to(self.position + 1);
    }

    /// Returns the bytes after the cursor.
    pub(crate) fn rest(&self) -> &'j [u8] {
        &self.bytes[self.position..]
    }

    /// Consumes the opening brace of the event.
    pub(crate) fn open_event(&mut self) -> Result<()> {
        if self.take(b'{') {
            return Ok(());
        }
        Err(EventError::new(EventErrorKind::NotAnObject, self.position))
    }

    /// Skips white space and returns the next byte without consuming it.
    pub(crate) fn peek(&mut self) -> Option<u8> {
        while let Some(byte) = self.bytes.get(self.position) {
            match byte {
                b' ' | b'\n' | b'\r' | b'\t' => self.position += 1,
                byte => return Some(*byte),
            }
        }
        None
    }

    /// Skips white space and consumes the next byte if it is `byte`. Returns whether the byte was consumed.
    pub(crate) fn take(&mut self, byte: u8) -> bool {
        let next = self.peek() == Some(byte);
        self.position += usize::from(next);
        next
    }

    /// Skips white space and consumes the next byte. Returns an error if the next byte is not `byte`.
    pub(crate) fn expect(&mut self, byte: u8) -> Result<()> {
        if self.take(byte) { Ok(()) } else { self.unexpected() }
    }

    /// Reads a key and the colon after it.
    pub(crate) fn key(&mut self) -> Result<RawString<'j>> {
        if self.peek() != Some(b'"') {
            return self.unexpected();
        }
        let key = self.string()?;
        self.expect(b':')?;
        Ok(key)
    }

    /// Reads a scalar. Returns an error for an object or array.
    pub(crate) fn scalar(&mut self) -> Result<Scalar<'j>> {
        let scalar = match self.peek() {
            Some(b'"') => Scalar::String(self.string()?),
            Some(b'-' | b'0'..=b'9') => Scalar::Number(self.number()?),
            Some(b'n') => self.literal(b"null", Scalar::Null)?,
            Some(b't') => self.literal(b"true", Scalar::Boolean(true))?,
            Some(b'f') => self.literal(b"false", Scalar::Boolean(false))?,
            _ => return self.unexpected(),
        };
        // The byte after the value shows whether the value is complete: an event cannot end inside a value, and `01` is
        // not a number.
        if self.next_is(b",]} \n\r\t") { Ok(scalar) } else { self.unexpected() }
    }

    /// Skips a value.
    pub(crate) fn skip_value(&mut self) -> Result<()> {
        match self.peek() {
            Some(b'{') => {
                self.position += 1;
                self.skip_members()
            }
            Some(b'[') => {
                self.position += 1;
                self.skip(Nesting::new(false))
            }
            _ => self.scalar().map(|_| ()),
        }
    }

    /// Skips the rest of an object, whose opening brace was the last byte consumed.
    pub(crate) fn skip_members(&mut self) -> Result<()> {
        self.skip(Nesting::new(true))
    }

    /// Skips to the end of the outermost container in `nesting`.
    fn skip(&mut self, mut nesting: Nesting) -> Result<()> {
        let mut first = true;
        loop {
            if self.closes(&mut nesting) {
                if nesting.depth == 0 {
                    return Ok(());
                }
                first = false;
                continue;
            }
            if !first {
                self.expect(b',')?;
            }
            let is_key = match nesting.in_object() {
                Some(in_object) => in_object,
                // This level is not tracked. A string that is followed by a colon must be a key.
                None => self.clone().key().is_ok(),
            };
            if is_key {
                self.key()?;
            }
            first = true;
            match self.peek() {
                Some(b'{') => nesting.open(true),
                Some(b'[') => nesting.open(false),
                _ => {
                    self.scalar()?;
                    first = false;
                    continue;
                }
            }
            self.position += 1;
        }
    }

    /// Consumes the bracket that closes the innermost container, if it is next.
    fn closes(&mut self, nesting: &mut Nesting) -> bool {
        let closes = match nesting.in_object() {
            Some(true) => self.take(b'}'),
            Some(false) => self.take(b']'),
            None => self.take(b'}') || self.take(b']'),
        };
        nesting.depth -= usize::from(closes);
        closes
    }

    fn literal<T>(&mut self, literal: &[u8], value: T) -> Result<T> {
        for &byte in literal {
            if self.bytes.get(self.position) != Some(&byte) {
                return self.unexpected();
            }
            self.position += 1;
        }
        Ok(value)
    }

    fn number(&mut self) -> Result<&'j [u8]> {
        let start = self.position;
        self.position += usize::from(self.next_is(b"-"));
        if self.next_is(b"0") {
            self.position += 1;
        } else {
            self.digits()?;
        }
        if self.next_is(b".") {
            self.position += 1;
            self.digits()?;
        }
        if self.next_is(b"eE") {
            self.position += 1;
            self.position += usize::from(self.next_is(b"+-"));
            self.digits()?;
        }
        Ok(&self.bytes[start..self.position])
    }

    /// Skips one or more digits.
    fn digits(&mut self) -> Result<()> {
        let start = self.position;
        while self.next_is(b"0123456789") {
            self.position += 1;
        }
        match (self.position > start, self.position < self.bytes.len()) {
            (true, _) => Ok(()),
            (false, true) => Err(EventError::new(EventErrorKind::InvalidNumber, self.position)),
            (false, false) => self.unexpected(),
        }
    }

    fn next_is(&self, any_of: &[u8]) -> bool {
        self.bytes.get(self.position).is_some_and(|byte| any_of.contains(byte))
    }

    /// Reads a string. The next byte must be its opening quote.
    pub(crate) fn string(&mut self) -> Result<RawString<'j>> {
        let start = self.position + 1;
        let (mut position, mut has_escapes) = (start, false);
        loop {
            let rest = self.bytes.get(position..).unwrap_or(&[]);
            let Some(offset) = rest.iter().position(|&byte| matches!(byte, b'"' | b'\\' | 0..=0x1f)) else {
                return Err(EventError::new(EventErrorKind::UnexpectedEnd, self.bytes.len()));
            };
            position += offset;
            match rest[offset] {
                b'"' => break,
                b'\\' => {
                    has_escapes = true;
                    position = self.check_escape(position)?;
                }
                _ => return Err(EventError::new(EventErrorKind::ControlCharacter, position)),
            }
        }
        let body = &self.bytes[start..position];
        if !body.is_ascii() {
            core::str::from_utf8(body)
                .map_err(|error| EventError::new(EventErrorKind::InvalidUtf8, start + error.valid_up_to()))?;
        }
        self.position = position + 1;
        Ok(RawString::new(body, has_escapes))
    }

    /// Checks the escape sequence at `position` and returns the offset of its end.
    fn check_escape(&self, position: usize) -> Result<usize> {
        let bad = |at: usize| {
            let kind =
                if at < self.bytes.len() { EventErrorKind::InvalidEscape } else { EventErrorKind::UnexpectedEnd };
            Err(EventError::new(kind, at))
        };
        match self.bytes.get(position + 1) {
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => Ok(position + 2),
            Some(b'u') => {
                for at in position + 2..position + 6 {
                    if !self.bytes.get(at).is_some_and(u8::is_ascii_hexdigit) {
                        return bad(at);
                    }
                }
                Ok(position + 6)
            }
            _ => bad(position + 1),
        }
    }

    fn unexpected<T>(&self) -> Result<T> {
        let at_end = self.position >= self.bytes.len();
        let kind = if at_end { EventErrorKind::UnexpectedEnd } else { EventErrorKind::UnexpectedCharacter };
        Err(EventError::new(kind, self.position))
    }
}

/// The depth of the innermost container, and whether each container is an object.
///
/// The first [`MAX_TRACKED_LEVELS`](Self::MAX_TRACKED_LEVELS) levels are tracked. Below these levels, any closing
/// bracket matches any opening bracket. This does not affect valid events. Tracking every level would need a stack that
/// grows with the input.
struct Nesting {
    depth: usize,
    objects: [u64; Self::MAX_TRACKED_LEVELS / 64],
}

impl Nesting {
    const MAX_TRACKED_LEVELS: usize = 1024;

    fn new(object: bool) -> Self {
        let mut nesting = Self { depth: 0, objects: [0; Self::MAX_TRACKED_LEVELS / 64] };
        nesting.open(object);
        nesting
    }

    fn open(&mut self, object: bool) {
        if let Some(word) = self.objects.get_mut(self.depth / 64) {
            let bit = 1 << (self.depth % 64);
            *word = if object { *word | bit } else { *word & !bit };
        }
        self.depth += 1;
    }

    /// Whether the innermost container is an object. `None` if its level is not tracked.
    fn in_object(&self) -> Option<bool> {
        let level = self.depth - 1;
        self.objects.get(level / 64).map(|word| word >> (level % 64) & 1 == 1)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{EventErrorKind, validate};

    #[test]
    fn json_objects_are_valid() {
        for json in [
            "{}",
            " {\"a\" : [ 1 , -0.5e+3, null,true,false,\"x\\u00e9\\n\\\"\" ] , \"\":{} }\n",
            "{\"a\":{\"b\":[[],[{}]]}}",
            "{} trailing",
            "{\"é\":\"日本😀\"}",
        ] {
            assert_eq!(validate(json.as_bytes()), Ok(()), "{json}");
        }
    }

    #[test]
    fn errors_have_the_kind_and_offset_of_the_first_invalid_byte() {
        use EventErrorKind::{
            ControlCharacter, InvalidEscape, InvalidNumber, NotAnObject, UnexpectedCharacter, UnexpectedEnd,
        };
        for (json, kind, offset) in [
            ("", NotAnObject, 0),
            (" 5", NotAnObject, 1),
            ("{", UnexpectedEnd, 1),
            ("{\"a\":1", UnexpectedEnd, 6),
            ("{\"a\":1,}", UnexpectedCharacter, 7),
            ("{,}", UnexpectedCharacter, 1),
            ("{\"a\" 1}", UnexpectedCharacter, 5),
            ("{\"a\":[1}", UnexpectedCharacter, 7),
            ("{\"a\":[1 2]}", UnexpectedCharacter, 8),
            ("{\"a\":01}", UnexpectedCharacter, 6),
            ("{\"a\":1.}", InvalidNumber, 7),
            ("{\"a\":-}", InvalidNumber, 6),
            ("{\"a\":tru}", UnexpectedCharacter, 8),
            ("{\"a\":\"\\x\"}", InvalidEscape, 7),
            ("{\"a\":\"\\u12\"}", InvalidEscape, 10),
            ("{\"a\":[}", UnexpectedCharacter, 6),
            ("{\"a\":{\"b\":1]", UnexpectedCharacter, 11),
            ("{\"a\":{", UnexpectedEnd, 6),
            ("{\"a\":[1", UnexpectedEnd, 7),
            ("{\"a\":-", UnexpectedEnd, 6),
            ("{\"a\":1.", UnexpectedEnd, 7),
            ("{\"a\":1e+", UnexpectedEnd, 8),
            ("{\"a\":\"\\", UnexpectedEnd, 7),
            ("{\"a\":\"\\u12", UnexpectedEnd, 10),
            ("{\"a\":\"\t\"}", ControlCharacter, 6),
            ("{\"a\":\"x", UnexpectedEnd, 7),
            ("{a:1}", UnexpectedCharacter, 1),
        ] {
            let error = validate(json.as_bytes()).unwrap_err();
            assert_eq!((error.kind(), error.offset()), (kind, Some(offset)), "{json}");
        }
        let error = validate(b"{\"a\":\"x\xff\"}").unwrap_err();
        assert_eq!((error.kind(), error.offset()), (EventErrorKind::InvalidUtf8, Some(7)));
    }

    #[test]
    fn nesting_has_no_limit() {
        for depth in [1, 63, 64, 65, 1023, 1024, 1025, 100_000] {
            let open = "{\"a\":[".repeat(depth);
            let close = "],\"b\":1}".repeat(depth);
            assert_eq!(validate(alloc::format!("{open}{close}").as_bytes()), Ok(()), "{depth}");
            assert!(validate(open.as_bytes()).is_err(), "{depth}");
        }
    }
}
