//! `cidr`: the field is a string that represents an IP address in a block.

use super::expect_string;
use crate::diagnostic::{Diagnostics, Lint};
use crate::json::{JsonString, Value};

/// A block of IP addresses. The bits of the address after the mask are ignored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct CidrBlock {
    /// An address in the block.
    pub address: Address,
    /// Number of leading bits that all addresses in the block share. The number is always smaller than the number of
    /// bits in an address.
    pub mask_bits: u32,
}

/// An IP address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Address {
    /// An IPv4 address.
    V4(u32),
    /// An IPv6 address.
    V6(u128),
}

impl CidrBlock {
    /// Whether the string is an address in the block. `0.0.0.0/0` and `::/0` each contain every IPv4 and IPv6 address.
    #[must_use]
    pub fn accepts(&self, text: &JsonString) -> bool {
        let same_prefix =
            |difference: u128, width: u32| difference.checked_shr(width - self.mask_bits).unwrap_or(0) == 0;
        match (self.address, text.as_str().and_then(Address::parse)) {
            (_, Some(_)) if self.mask_bits == 0 => true,
            (Address::V4(own), Some(Address::V4(other))) => same_prefix(u128::from(own ^ other), 32),
            (Address::V6(own), Some(Address::V6(other))) => same_prefix(own ^ other, 128),
            _ => false,
        }
    }

    pub(super) fn read(value: &Value, diagnostics: &mut Diagnostics) -> Option<Self> {
        // The reason that EventBridge gives here names the wrong filter.
        let text = expect_string(value, "cidr", "prefix match pattern must be a string", diagnostics)?.to_string();
        match Self::parse(&text) {
            Ok(block) => Some(block),
            Err((message, reason, help)) => {
                diagnostics.reject(Lint::InvalidFilter, value.span, message, reason, help);
                None
            }
        }
    }

    fn parse(text: &str) -> Result<Self, (String, String, &'static str)> {
        const EXAMPLE: &str = "write, for example, `{\"cidr\": \"10.0.0.0/24\"}`";
        let Some((address, bits)) = text.trim_end_matches('/').split_once('/').filter(|(_, bits)| !bits.contains('/'))
        else {
            return Err((format!("`{text}` is not a CIDR block"), "Malformed CIDR, one '/' required".into(), EXAMPLE));
        };
        let Ok(mask_bits) = bits.parse::<i32>() else {
            let reason = "Malformed CIDR, mask bits must be an integer";
            return Err((format!("`{bits}` is not a valid number of mask bits"), reason.into(), EXAMPLE));
        };
        let Ok(mask_bits) = u32::try_from(mask_bits) else {
            let reason = "Malformed CIDR, mask bits must not be negative";
            return Err((format!("`{bits}` is not a valid number of mask bits"), reason.into(), EXAMPLE));
        };
        let Some(address) = Address::parse(address) else {
            let reason = format!("Nonstandard IP address: {address}");
            return Err((format!("`{address}` is not an IP address"), reason, EXAMPLE));
        };
        let (version, width) = match address {
            Address::V4(_) => ("IPv4", 32),
            Address::V6(_) => ("IPv6", 128),
        };
        if mask_bits >= width {
            let reason = format!("{version} mask bits must be < {width}");
            let help = "to match one address, write it as a plain string";
            return Err((format!("an {version} block cannot have {mask_bits} mask bits"), reason, help));
        }
        Ok(Self { address, mask_bits })
    }
}

impl Address {
    /// Parses an address as EventBridge does: four decimal numbers in at most 15 characters, or eight hexadecimal
    /// groups, where one `::` can replace groups of zeros. Leading zeros are allowed.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if text.contains(':') { Self::parse_v6(text) } else { Self::parse_v4(text) }
    }

    fn parse_v4(text: &str) -> Option<Self> {
        let parts: Vec<&str> = text.split('.').collect();
        let octet = |part: &&str| {
            let digits = !part.is_empty() && part.bytes().all(|digit| digit.is_ascii_digit());
            if digits { part.parse::<u8>().ok() } else { None }
        };
        let octets: [u8; 4] = parts.iter().map(octet).collect::<Option<Vec<_>>>()?.try_into().ok()?;
        (text.len() <= 15).then_some(Self::V4(u32::from_be_bytes(octets)))
    }

    fn parse_v6(text: &str) -> Option<Self> {
        let groups = match text.split_once("::") {
            Some((before, after)) => {
                let (before, after) = (groups(before)?, groups(after)?);
                let omitted = 8usize.checked_sub(before.len() + after.len()).filter(|&count| count > 0)?;
                [before, vec![0; omitted], after].concat()
            }
            None => groups(text).filter(|groups| groups.len() == 8)?,
        };
        Some(Self::V6(groups.iter().fold(0, |address, &group| address << 16 | u128::from(group))))
    }
}

/// Parses groups separated by single colons. An empty string has no groups.
fn groups(text: &str) -> Option<Vec<u16>> {
    if text.is_empty() {
        return Some(Vec::new());
    }
    let group = |part: &str| {
        let digits = !part.is_empty() && part.bytes().all(|digit| digit.is_ascii_hexdigit());
        let significant = part.trim_start_matches('0');
        if !digits {
            None
        } else if significant.is_empty() {
            Some(0)
        } else {
            u16::from_str_radix(significant, 16).ok()
        }
    };
    text.split(':').map(group).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_parsed_as_in_eventbridge() {
        assert_eq!(Address::parse("010.0.0.1"), Some(Address::V4(0x0a00_0001)));
        assert_eq!(Address::parse("::"), Some(Address::V6(0)));
        assert_eq!(Address::parse("2001:DB8::00001"), Some(Address::V6(0x2001_0db8 << 96 | 1)));
        for text in [
            "10.1",
            "+1.2.3.4",
            "256.0.0.1",
            "0000000010.0.0.1",
            "1.2.3.4.5",
            "1..2.3",
            "::ffff:10.0.0.1",
            "fe80::1%eth0",
        ] {
            assert_eq!(Address::parse(text), None, "{text}");
        }
        for text in [":", ":1", "1:", ":::", "1::2::3", "1:2:3:4:5:6:7:8::", "1:2:3:4:5:6:7", "12345::", "localhost"] {
            assert_eq!(Address::parse(text), None, "{text}");
        }
    }
}
