//! Byte-by-byte parsing of IP addresses.

use super::Bytes;

/// Returns `true` if `text` is an IP address whose first `mask_bits` bits are those of `block`, which has 4 or 16
/// bytes. If `mask_bits` is 0, the block contains all IPv4 and IPv6 addresses.
pub(crate) fn is_in_block(text: impl Bytes, block: &[u8], mask_bits: u8) -> bool {
    if let Some(address) = ipv4(text.clone()) {
        return mask_bits == 0 || (block.len() == 4 && has_same_prefix(&address, block, mask_bits));
    }
    ipv6(text)
        .is_some_and(|address| mask_bits == 0 || (block.len() == 16 && has_same_prefix(&address, block, mask_bits)))
}

fn has_same_prefix(address: &[u8], block: &[u8], mask_bits: u8) -> bool {
    let (whole_bytes, rest_bits) = (usize::from(mask_bits / 8), mask_bits % 8);
    address[..whole_bytes] == block[..whole_bytes]
        && (rest_bits == 0
            || address
                .get(whole_bytes)
                .zip(block.get(whole_bytes))
                .is_some_and(|(one, other)| (one ^ other) >> (8 - rest_bits) == 0))
}

/// Parses an IPv4 address, which consists of four decimal numbers separated by dots and has at most 15 characters.
fn ipv4(text: impl Bytes) -> Option<[u8; 4]> {
    let mut octets = [0_u8; 4];
    let (mut index, mut has_digit, mut length) = (0, false, 0);
    for byte in text {
        length += 1;
        match byte {
            b'0'..=b'9' => {
                octets[index] = octets[index].checked_mul(10)?.checked_add(byte - b'0')?;
                has_digit = true;
            }
            b'.' if has_digit && index < 3 => {
                index += 1;
                has_digit = false;
            }
            _ => return None,
        }
    }
    (index == 3 && has_digit && length <= 15).then_some(octets)
}

/// Parses an IPv6 address, which consists of eight hexadecimal groups separated by colons. `::` stands for one or more
/// groups that are zero.
fn ipv6(text: impl Bytes) -> Option<[u8; 16]> {
    let mut groups = Ipv6Groups { values: [0; 8], count: 0, gap: None };
    let mut text = text.peekable();
    if text.next_if_eq(&b':').is_some() {
        text.next_if_eq(&b':')?;
        groups.gap = Some(0);
    }
    while let Some(first) = text.next() {
        let mut value = u16::try_from(char::from(first).to_digit(16)?).ok()?;
        while let Some(digit) = text.next_if(u8::is_ascii_hexdigit) {
            let digit = u16::try_from(char::from(digit).to_digit(16)?).ok()?;
            value = if value >> 12 == 0 { value * 16 + digit } else { return None };
        }
        groups.push(value)?;
        if text.peek().is_none() {
            break;
        }
        text.next_if_eq(&b':')?;
        if text.next_if_eq(&b':').is_some() {
            if groups.gap.is_some() {
                return None;
            }
            groups.gap = Some(groups.count);
        } else {
            text.peek()?;
        }
    }
    groups.address()
}

struct Ipv6Groups {
    values: [u16; 8],
    count: usize,
    /// Number of groups before `::`.
    gap: Option<usize>,
}

impl Ipv6Groups {
    fn push(&mut self, group: u16) -> Option<()> {
        *self.values.get_mut(self.count)? = group;
        self.count += 1;
        Some(())
    }

    fn address(mut self) -> Option<[u8; 16]> {
        match self.gap {
            Some(gap) if self.count < 8 => {
                self.values[gap..].rotate_right(8 - self.count);
            }
            None if self.count == 8 => {}
            _ => return None,
        }
        let mut address = [0; 16];
        for (pair, group) in address.chunks_exact_mut(2).zip(self.values) {
            pair.copy_from_slice(&group.to_be_bytes());
        }
        Some(address)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::filter::PlainBytes;

    #[test]
    fn ipv4_addresses_are_four_numbers() {
        assert_eq!(ipv4(PlainBytes(b"010.0.0.255")), Some([10, 0, 0, 255]));
        for text in ["", "10.1", "256.0.0.1", "1..2.3", "1.2.3.4.", "1.2.3.4.5", "0000000010.0.0.1", "a.b.c.d"] {
            assert_eq!(ipv4(PlainBytes(text.as_bytes())), None, "{text}");
        }
    }

    #[test]
    fn ipv6_addresses_are_parsed_like_in_the_standard_library() {
        for text in [
            "::",
            "::1",
            "1::",
            "2001:db8::1",
            "1:2:3:4:5:6:7:8",
            "1:2:3:4:5:6:7::",
            "::2:3:4:5:6:7:8",
            "fe80::a:b",
            ":",
            ":1",
            "1:",
            ":::",
            "1::2::3",
            "1:2:3:4:5:6:7:8::",
            "1:2:3:4:5:6:7",
            "12345::",
            "g::",
            "1:2:3:4:5:6:7:8:9",
            "::1:",
            "",
            "1",
            "::%eth0",
        ] {
            let expected = text.parse::<core::net::Ipv6Addr>().ok().map(|address| address.octets());
            assert_eq!(ipv6(PlainBytes(text.as_bytes())), expected, "{text}");
        }
        assert_eq!(ipv6(PlainBytes(b"00001::")), ipv6(PlainBytes(b"1::")));
    }
}
