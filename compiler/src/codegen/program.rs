//! A program as the text of a `static`.

use crate::program::{Bound, NO_BIT, Program, Range, Slice, Tail, Test};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

/// An expression that is the program. The names of the tables' types must be in scope.
pub(super) fn tables(program: &Program) -> TokenStream {
    let text = Literal::byte_string(&program.text);
    let nodes = program.nodes.iter().map(|node| {
        let [keys, leaves, goals, bits, sightings] =
            [node.keys, node.leaves, node.goals, node.bits, node.sightings].map(range);
        let entered = bit(node.entered);
        let (first_bits, dotted) = (wide(node.first_bits), range(node.dotted));
        let (endings, dotted_endings) = (wide(node.endings), wide(node.dotted_endings));
        quote! {
            Node {
                keys: #keys, leaves: #leaves, goals: #goals, bits: #bits, sightings: #sightings, entered: #entered,
                first_bits: #first_bits,                endings: #endings, dotted_endings: #dotted_endings, dotted: #dotted
            }
        }
    });
    let keys = program.keys.iter().map(|key| {
        let (quoted, node, tail) = (slice(key.quoted), number(key.node), tail(&key.tail));
        let (exact, leaf, opens) = (slice(key.exact), number(key.leaf), key.opens);
        quote! {
            Key { quoted: #quoted, node: #node, exact: #exact, leaf: #leaf, opens: #opens, tail: #tail }
        }
    });
    let leaves = program.leaves.iter().map(|leaf| {
        let (node, tests, bit, last_key) = (number(leaf.node), range(leaf.tests), bit(leaf.bit), slice(leaf.last_key));
        let (accepts_absence, is_needed) = (leaf.accepts_absence, leaf.is_needed);
        let (first, second) = (Literal::u8_unsuffixed(leaf.rare.0), Literal::u8_unsuffixed(leaf.rare.1));
        quote! {
            Leaf {
                node: #node, tests: #tests, bit: #bit, accepts_absence: #accepts_absence, is_needed: #is_needed,
                last_key: #last_key, rare: (#first, #second)
            }
        }
    });
    let tests = program.tests.iter().map(test);
    let goals = program.goals.iter().map(|goal| {
        let (requirements, bit) = (range(goal.requirements), bit(goal.bit));
        let (is_final, all) = (goal.is_final, wide(goal.all));
        quote!(Goal { requirements: #requirements, bit: #bit, is_final: #is_final, all: #all })
    });
    let requirements = program.requirements.iter().map(|requirement| {
        let (set, unset) = (number(requirement.set), number(requirement.unset));
        match (requirement.set, requirement.unset) {
            (_, NO_BIT) => quote!(Requirement::set(#set)),
            (NO_BIT, _) => quote!(Requirement::unset(#unset)),
            _ => quote!(Requirement::either(#set, #unset)),
        }
    });
    let sightings = program.sightings.iter().copied().map(number);
    let conjunctions = program.conjunctions.iter().copied().map(range);
    let conjunction_leaves = program.conjunction_leaves.iter().copied().map(number);
    let (bits, depth) = (number(program.bits), number(program.depth));
    let tails = program.tails.iter().map(tail);
    let (has_tails, reach) = (program.has_tails, Literal::u32_unsuffixed(program.reach));
    quote! {
        Program {
            text: #text,
            nodes: &[#(#nodes),*],
            keys: &[#(#keys),*],
            leaves: &[#(#leaves),*],
            tests: &[#(#tests),*],
            goals: &[#(#goals),*],
            requirements: &[#(#requirements),*],
            sightings: &[#(#sightings),*],
            conjunctions: &[#(#conjunctions),*],
            conjunction_leaves: &[#(#conjunction_leaves),*],
            bits: #bits,
            depth: #depth,
            tails: &[#(#tails),*],
            has_tails: #has_tails,
            reach: #reach,
        }
    }
}

fn tail(tail: &Tail) -> TokenStream {
    let (bytes, mask) = (wide(tail.bytes), wide(tail.mask));
    quote!(Tail { bytes: #bytes, mask: #mask })
}

/// A number in hexadecimal, in which its bytes can be read.
fn wide(number: u64) -> Literal {
    // What is written here is always a literal.
    format!("{number:#x}").parse().unwrap_or_else(|_| Literal::u64_unsuffixed(number))
}

fn number(number: u16) -> Literal {
    Literal::u16_unsuffixed(number)
}

fn bit(bit: u16) -> TokenStream {
    if bit == NO_BIT {
        return quote!(NO_BIT);
    }
    let bit = number(bit);
    quote!(#bit)
}

fn range(range: Range) -> TokenStream {
    let (start, length) = (number(range.0), number(range.1));
    quote!(Range(#start, #length))
}

fn slice(slice: Slice) -> TokenStream {
    let (start, length) = (Literal::u32_unsuffixed(slice.0), Literal::u32_unsuffixed(slice.1));
    quote!(Slice(#start, #length))
}

fn bound(bound: Bound) -> TokenStream {
    let value = match bound.value {
        f64::INFINITY => quote!(f64::INFINITY),
        f64::NEG_INFINITY => quote!(f64::NEG_INFINITY),
        value => double(value),
    };
    let inclusive = bound.inclusive;
    quote!(Bound { value: #value, inclusive: #inclusive })
}

fn double(value: f64) -> TokenStream {
    let magnitude = Literal::f64_suffixed(value.abs());
    if value < 0.0 { quote!(-#magnitude) } else { quote!(#magnitude) }
}

fn test(test: &Test) -> TokenStream {
    match *test {
        Test::Any => quote!(Test::Any),
        Test::Null => quote!(Test::Null),
        Test::Boolean(value) => quote!(Test::Boolean(#value)),
        Test::Text(text) => with_slice(&quote!(Text), text),
        Test::Prefix(text) => with_slice(&quote!(Prefix), text),
        Test::Suffix(text) => with_slice(&quote!(Suffix), text),
        Test::TextIgnoreCase(text) => with_slice(&quote!(TextIgnoreCase), text),
        Test::PrefixIgnoreCase(text) => with_slice(&quote!(PrefixIgnoreCase), text),
        Test::SuffixIgnoreCase(text) => with_slice(&quote!(SuffixIgnoreCase), text),
        Test::Wildcard(text) => with_slice(&quote!(Wildcard), text),
        Test::Block(address, mask_bits) => {
            let (address, mask_bits) = (slice(address), Literal::u8_unsuffixed(mask_bits));
            quote!(Test::Block(#address, #mask_bits))
        }
        Test::Number(value) => {
            let value = double(value);
            quote!(Test::Number(#value))
        }
        Test::NumberText(text) => with_slice(&quote!(NumberText), text),
        Test::NumberByFirstDigit => quote!(Test::NumberByFirstDigit),
        Test::Between(lower, upper) => {
            let (lower, upper) = (bound(lower), bound(upper));
            quote!(Test::Between(#lower, #upper))
        }
        Test::OneText(tests) => with_range(&quote!(OneText), tests),
        Test::OneNumber(tests) => with_range(&quote!(OneNumber), tests),
        Test::Not(tests) => with_range(&quote!(Not), tests),
    }
}

fn with_range(name: &TokenStream, tests: Range) -> TokenStream {
    let tests = range(tests);
    quote!(Test::#name(#tests))
}

fn with_slice(name: &TokenStream, text: Slice) -> TokenStream {
    let text = slice(text);
    quote!(Test::#name(#text))
}
