//! Finds IP addresses that `cidr` filters accept.

use super::{Search, SearchResult, first_value, text};
use event_pattern_compiler::json::{JsonString, Scalar};
use event_pattern_compiler::pattern::Filter;
use event_pattern_compiler::pattern::filter::{Address, CidrBlock};

/// The version of an IP address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Version {
    V4,
    V6,
}

/// Maximum number of prefixes that remain after the excluded blocks are removed.
const MAX_PREFIXES: usize = 1_000;

/// Finds an address that all of the blocks contain and none of the rejecting lists accepts.
pub(super) fn find(search: &Search<'_>, blocks: &[CidrBlock]) -> SearchResult {
    let rejecting = search.rejecting.iter().flat_map(|list| list.filters()).filter_map(|filter| match filter {
        Filter::Cidr(block) => Some(AddressPrefix::of(block)),
        _ => None,
    });
    let rejecting: Vec<AddressPrefix> = rejecting.flatten().collect();
    let mut prefixes: Vec<AddressPrefix> = blocks.first().into_iter().flat_map(AddressPrefix::of).collect();
    for block in blocks.iter().skip(1) {
        let others = AddressPrefix::of(block);
        prefixes =
            prefixes.iter().flat_map(|prefix| others.iter().filter_map(|other| prefix.intersection(*other))).collect();
    }
    let mut remaining = Vec::new();
    for prefix in prefixes {
        if !prefix.without(&rejecting, &mut remaining) {
            return SearchResult::Unknown;
        }
    }
    if let Some(found) = remaining.iter().flat_map(AddressPrefix::samples).find(|value| search.accepts(value)) {
        return SearchResult::Value(found);
    }
    // Other filters may reject all samples. The automaton accepts every address of a version, so it can prove that no
    // address qualifies.
    let versions = [Version::V4, Version::V6]
        .into_iter()
        .filter(|version| remaining.iter().any(|prefix| prefix.version == *version));
    first_value(versions, |version| text::search_automaton(search, Some(*version)))
}

/// The addresses of one version that start with the same bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct AddressPrefix {
    version: Version,
    /// The leading bits, left-aligned; all other bits are zero.
    bits: u128,
    length: u32,
}

impl AddressPrefix {
    /// Returns the addresses of a block. A block with 0 mask bits contains all addresses of both versions.
    fn of(block: &CidrBlock) -> Vec<Self> {
        let prefix = |version, bits, length| Self { version, bits, length }.masked();
        match block {
            CidrBlock { mask_bits: 0, .. } => vec![prefix(Version::V4, 0, 0), prefix(Version::V6, 0, 0)],
            CidrBlock { address: Address::V4(bits), mask_bits } => {
                vec![prefix(Version::V4, u128::from(*bits) << 96, *mask_bits)]
            }
            CidrBlock { address: Address::V6(bits), mask_bits } => vec![prefix(Version::V6, *bits, *mask_bits)],
        }
    }

    fn width(self) -> u32 {
        match self.version {
            Version::V4 => 32,
            Version::V6 => 128,
        }
    }

    fn masked(self) -> Self {
        let mask = u128::MAX.checked_shl(128 - self.length).unwrap_or(0);
        Self { bits: self.bits & mask, ..self }
    }

    fn contains(self, other: Self) -> bool {
        let is_shorter_prefix = self.version == other.version && self.length <= other.length;
        is_shorter_prefix && Self { length: self.length, ..other }.masked().bits == self.bits
    }

    /// Returns the intersection. Two prefixes are either nested or disjoint.
    fn intersection(self, other: Self) -> Option<Self> {
        if self.contains(other) {
            Some(other)
        } else if other.contains(self) {
            Some(self)
        } else {
            None
        }
    }

    /// Splits this prefix into prefixes that contain none of the rejected addresses, and appends these prefixes to
    /// `remaining`. Returns `false` if `remaining` gets too long.
    fn without(self, rejecting: &[Self], remaining: &mut Vec<Self>) -> bool {
        if rejecting.iter().any(|other| other.contains(self)) {
            return true;
        }
        let inside: Vec<Self> = rejecting.iter().copied().filter(|other| self.contains(*other)).collect();
        if inside.is_empty() {
            remaining.push(self);
            return remaining.len() <= MAX_PREFIXES;
        }
        let half = |bit: u128| Self {
            bits: self.bits | bit.checked_shl(127 - self.length).unwrap_or(0),
            length: self.length + 1,
            ..self
        };
        // A single address cannot strictly contain another prefix, so this prefix has at least two addresses.
        half(0).without(&inside, remaining) && half(1).without(&inside, remaining)
    }

    /// Returns some of the addresses, each in several notations.
    fn samples(&self) -> Vec<Scalar> {
        let free_bits = 128 - self.length;
        let ones = if free_bits >= 128 { u128::MAX } else { (1 << free_bits) - 1 };
        let unused_bits = 128 - self.width();
        let addresses = [self.bits | (ones & (0x7777 << unused_bits)), self.bits, self.bits | ones];
        let texts = addresses.iter().flat_map(|address| notations(self.version, address >> unused_bits));
        texts.map(|text| Scalar::String(JsonString::from(text.as_str()))).collect()
    }
}

/// Formats an address without and with leading zeros.
fn notations(version: Version, bits: u128) -> Vec<String> {
    match version {
        Version::V4 => {
            let octets: Vec<u128> = (0..4).rev().map(|octet| bits >> (8 * octet) & 0xff).collect();
            let short: Vec<String> = octets.iter().map(u128::to_string).collect();
            let long: Vec<String> = octets.iter().map(|octet| format!("{octet:03}")).collect();
            vec![short.join("."), long.join(".")]
        }
        Version::V6 => {
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
    fn blocks_are_subtracted_from_others() {
        let prefix = |address: [u8; 4], mask_bits| {
            AddressPrefix::of(&CidrBlock { address: Address::V4(u32::from_be_bytes(address)), mask_bits })[0]
        };
        let remaining = |from: AddressPrefix, rejecting: &[AddressPrefix]| {
            let mut remaining = Vec::new();
            assert!(from.without(rejecting, &mut remaining));
            remaining
        };
        let whole = prefix([10, 0, 0, 0], 8);
        assert_eq!(remaining(whole, &[prefix([10, 0, 0, 0], 9), prefix([10, 128, 0, 0], 9)]), []);
        assert_eq!(remaining(whole, &[prefix([10, 0, 0, 0], 9)]), [prefix([10, 128, 0, 0], 9)]);
        assert_eq!(remaining(whole, &[prefix([11, 0, 0, 0], 8)]), [whole]);
        assert_eq!(remaining(whole, &[prefix([10, 0, 0, 0], 10)]).len(), 2);
        for sample in whole.samples() {
            assert!(CidrBlock { address: Address::V4(10 << 24), mask_bits: 8 }.accepts(sample.as_text().unwrap()));
        }
    }

    #[test]
    fn samples_of_a_block_include_its_bounds_in_short_and_long_notation() {
        let samples = |address, mask_bits| -> Vec<String> {
            let prefixes = AddressPrefix::of(&CidrBlock { address, mask_bits });
            let samples = prefixes.iter().flat_map(AddressPrefix::samples);
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
        // A block with 0 mask bits contains the addresses of both versions.
        let all = samples(Address::V4(0), 0);
        assert_eq!(all.len(), 12);
        assert_eq!((all[4].as_str(), all[10].as_str()), ("255.255.255.255", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"));
    }
}
