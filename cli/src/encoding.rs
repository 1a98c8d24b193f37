//! The encoding of input files, which must be UTF-8.

use event_pattern_compiler::diagnostic::Diagnostic;
use event_pattern_compiler::source::Span;

/// Returns the error for invalid UTF-8 at an offset. The offset is also valid in the lossily decoded text, because all
/// bytes before the first invalid byte are unchanged.
pub(crate) fn invalid_utf8(bytes: &[u8], offset: usize) -> Diagnostic {
    let byte = bytes.get(offset).copied().unwrap_or_default();
    let help = if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        "this looks like UTF-16; save the file as UTF-8"
    } else {
        "save the file as UTF-8"
    };
    Diagnostic::error(Span::new(offset, offset + 1), format!("invalid UTF-8: byte 0x{byte:02X}")).with_help(help)
}
