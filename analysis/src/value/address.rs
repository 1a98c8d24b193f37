//! Strings that write addresses of blocks.

use super::{Found, Search, any, text};
use event_pattern_compiler::json::{JsonString, Scalar};
use event_pattern_compiler::pattern::Filter;
use event_pattern_compiler::pattern::filter::{Address, CidrBlock};

/// How an address is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    V4,
    V6,
}

/// How many parts of blocks are looked at.
const MOST_PARTS: usize = 1_000;

/// Looks for an address in all of the blocks that none of the unwanted lists accepts.
pub(super) fn find(search: &Search<'_>, blocks: &[CidrBlock]) -> Found {
    let unwanted = search.unwanted.iter().flat_map(|list| list.filters()).filter_map(|filter| match filter {
        Filter::Cidr(block) => Some(Part::of(block)),
        _ => None,
    });
    let unwanted: Vec<Part> = unwanted.flatten().collect();
    let mut parts: Vec<Part> = blocks.first().into_iter().flat_map(Part::of).collect();
    for block in blocks.iter().skip(1) {
        let others = Part::of(block);
        parts = parts.iter().flat_map(|part| others.iter().filter_map(|other| part.common(*other))).collect();
    }
    let mut left = Vec::new();
    for part in parts {
        if !part.without(&unwanted, &mut left) {
            return Found::Unknown;
        }
    }
    if let Some(found) = left.iter().flat_map(Part::samples).find(|value| search.accepts(value)) {
        return Found::Value(found);
    }
    // Other filters may refuse them all. The strings of their form are more than those of the blocks.
    let forms = [Form::V4, Form::V6].into_iter().filter(|form| left.iter().any(|part| part.form == *form));
    any(forms, |form| text::walk(search, Some(*form)))
}

/// The addresses of one version that start with the same bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Part {
    form: Form,
    /// The address, its bits from the left.
    bits: u128,
    length: u32,
}

impl Part {
    /// The addresses of a block. One without mask bits has all of both versions.
    fn of(block: &CidrBlock) -> Vec<Self> {
        let part = |form, bits, length| Self { form, bits, length }.masked();
        match block {
            CidrBlock { mask_bits: 0, .. } => vec![part(Form::V4, 0, 0), part(Form::V6, 0, 0)],
            CidrBlock { address: Address::V4(bits), mask_bits } => {
                vec![part(Form::V4, u128::from(*bits) << 96, *mask_bits)]
            }
            CidrBlock { address: Address::V6(bits), mask_bits } => vec![part(Form::V6, *bits, *mask_bits)],
        }
    }

    fn width(self) -> u32 {
        match self.form {
            Form::V4 => 32,
            Form::V6 => 128,
        }
    }

    fn masked(self) -> Self {
        let mask = u128::MAX.checked_shl(128 - self.length).unwrap_or(0);
        Self { bits: self.bits & mask, ..self }
    }

    fn has(self, other: Self) -> bool {
        let is_longer = self.form == other.form && self.length <= other.length;
        is_longer && Self { length: self.length, ..other }.masked().bits == self.bits
    }

    /// What both have: one is in the other, or they have nothing in common.
    fn common(self, other: Self) -> Option<Self> {
        if self.has(other) {
            Some(other)
        } else if other.has(self) {
            Some(self)
        } else {
            None
        }
    }

    /// Adds what is left of the part; false if that would be too much.
    fn without(self, unwanted: &[Self], left: &mut Vec<Self>) -> bool {
        if unwanted.iter().any(|other| other.has(self)) {
            return true;
        }
        let inside: Vec<Self> = unwanted.iter().copied().filter(|other| self.has(*other)).collect();
        if inside.is_empty() {
            left.push(self);
            return left.len() <= MOST_PARTS;
        }
        let half = |bit: u128| Self {
            bits: self.bits | bit.checked_shl(127 - self.length).unwrap_or(0),
            length: self.length + 1,
            ..self
        };
        // A single address is in what is inside of it, so this one can be halved.
        half(0).without(&inside, left) && half(1).without(&inside, left)
    }

    /// Some of the addresses, in several ways to write them.
    fn samples(&self) -> Vec<Scalar> {
        let free = 128 - self.length;
        let ones = if free >= 128 { u128::MAX } else { (1 << free) - 1 };
        let unused = 128 - self.width();
        let addresses = [self.bits | (ones & (0x7777 << unused)), self.bits, self.bits | ones];
        let texts = addresses.iter().flat_map(|address| write(self.form, address >> unused));
        texts.map(|text| Scalar::String(JsonString::from(text.as_str()))).collect()
    }
}

/// An address in short and with leading zeros.
fn write(form: Form, bits: u128) -> Vec<String> {
    match form {
        Form::V4 => {
            let octets: Vec<u128> = (0..4).rev().map(|octet| bits >> (8 * octet) & 0xff).collect();
            let short: Vec<String> = octets.iter().map(u128::to_string).collect();
            let long: Vec<String> = octets.iter().map(|octet| format!("{octet:03}")).collect();
            vec![short.join("."), long.join(".")]
        }
        Form::V6 => {
            let groups: Vec<u128> = (0..8).rev().map(|group| bits >> (16 * group) & 0xffff).collect();
            let short: Vec<String> = groups.iter().map(|group| format!("{group:x}")).collect();
            let long: Vec<String> = groups.iter().map(|group| format!("{group:04X}")).collect();
            vec![short.join(":"), long.join(":")]
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_taken_out_of_others() {
        let part = |address: [u8; 4], mask_bits| {
            Part::of(&CidrBlock { address: Address::V4(u32::from_be_bytes(address)), mask_bits })[0]
        };
        let left = |from: Part, unwanted: &[Part]| {
            let mut left = Vec::new();
            assert!(from.without(unwanted, &mut left));
            left
        };
        let whole = part([10, 0, 0, 0], 8);
        assert_eq!(left(whole, &[part([10, 0, 0, 0], 9), part([10, 128, 0, 0], 9)]), []);
        assert_eq!(left(whole, &[part([10, 0, 0, 0], 9)]), [part([10, 128, 0, 0], 9)]);
        assert_eq!(left(whole, &[part([11, 0, 0, 0], 8)]), [whole]);
        assert_eq!(left(whole, &[part([10, 0, 0, 0], 10)]).len(), 2);
        for sample in whole.samples() {
            assert!(CidrBlock { address: Address::V4(10 << 24), mask_bits: 8 }.accepts(sample.as_text().unwrap()));
        }
    }

    #[test]
    fn addresses_of_a_block_lie_at_its_ends_and_between_and_are_written_short_and_long() {
        let samples = |address, mask_bits| -> Vec<String> {
            let parts = Part::of(&CidrBlock { address, mask_bits });
            let samples = parts.iter().flat_map(Part::samples);
            samples.map(|sample| sample.as_text().unwrap().to_string()).collect()
        };
        assert_eq!(
            samples(Address::V4(0x0a01_0000), 20),
            ["10.1.7.119", "010.001.007.119", "10.1.0.0", "010.001.000.000", "10.1.15.255", "010.001.015.255"]
        );
        assert_eq!(
            samples(Address::V6(0xfd00_000a << 96), 100),
            [
                "fd00:a:0:0:0:0:0:7777",
                "FD00:000A:0000:0000:0000:0000:0000:7777",
                "fd00:a:0:0:0:0:0:0",
                "FD00:000A:0000:0000:0000:0000:0000:0000",
                "fd00:a:0:0:0:0:fff:ffff",
                "FD00:000A:0000:0000:0000:0000:0FFF:FFFF",
            ]
        );
        // Without mask bits a block has the addresses of both versions.
        let all = samples(Address::V4(0), 0);
        assert_eq!(all.len(), 12);
        assert_eq!((all[4].as_str(), all[10].as_str()), ("255.255.255.255", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"));
    }
}
