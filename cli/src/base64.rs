//! Base64, in the alphabet of RFC 4648, which AWS services write.

use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

/// Writes padding, and does not need it.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// Encodes bytes, with padding.
pub(crate) fn encode(bytes: &[u8]) -> String {
    BASE64.encode(bytes)
}

/// Decodes a text. White space and missing padding are accepted. `None` if the text is not base64.
pub(crate) fn decode(text: &str) -> Option<Vec<u8>> {
    let has_space = text.bytes().any(|byte| byte.is_ascii_whitespace());
    let decoded =
        if has_space { BASE64.decode(text.split_ascii_whitespace().collect::<String>()) } else { BASE64.decode(text) };
    decoded.ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_decoded() {
        for (text, expected) in [
            ("", Some(&b""[..])),
            ("Zg==", Some(b"f")),
            ("Zg", Some(b"f")),
            ("Zm8=", Some(b"fo")),
            ("Zm9v", Some(b"foo")),
            ("Zm9v\nYmFy\n", Some(b"foobar")),
            ("+/+/", Some(b"\xfb\xff\xbf")),
            ("eyJhIjoxfQ==", Some(br#"{"a":1}"#)),
            ("Z", None),
            ("Zm9vY", None),
            ("Zg=x", None),
            ("Zg===", None),
            ("{\"a\":1}", None),
            ("é", None),
        ] {
            assert_eq!(decode(text).as_deref(), expected, "{text}");
        }
    }
}
