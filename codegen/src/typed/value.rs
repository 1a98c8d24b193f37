//! Conditions on a value that is known to be present.

use super::expression::Expression;
use crate::rust_types::{IntegerType, RustValue};
use event_pattern_compiler::json::{JsonString, Number};
use event_pattern_compiler::pattern::Filter;
use event_pattern_compiler::pattern::filter::{Address, Affix, Numeric, Side};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

/// A value that is known to be present, with the expressions for using it in different contexts.
pub(super) struct ValueAccess {
    pub(super) shape: Shape,
    /// The operand of `==`.
    compared: TokenStream,
    /// The receiver of a method of `str`.
    receiver: TokenStream,
    /// The argument for a `&str` parameter.
    argument: TokenStream,
    /// The scrutinee of a match against string literals.
    matched: TokenStream,
}

/// What a value is compared as.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    Text,
    Integer(IntegerType),
    Number,
    Boolean,
    /// A value of any kind.
    Any,
    /// A value that no filter accepts.
    Other,
}

/// Returns the name of a struct's field, or its number.
pub(super) fn member(field: &str) -> TokenStream {
    // The reader of the types made sure that this is a name or a number.
    field.parse().unwrap_or_default()
}

/// Returns the access to the only field of a struct that represents the same JSON as the field, given the access to the
/// struct. Returns the access to any other value unchanged.
pub(super) fn project(value: &RustValue, access: &TokenStream) -> TokenStream {
    match value {
        RustValue::Inside { field, value } => {
            let field = member(field);
            project(value, &quote!(#access.#field))
        }
        RustValue::Pointer(target) => project(target, access),
        _ => access.clone(),
    }
}

/// Returns the parameter of a closure that receives a reference to a value. The parameter pattern dereferences numbers
/// and booleans.
pub(super) fn closure_parameter(value: &RustValue, name: &Ident) -> TokenStream {
    if is_copied(value) { quote!(&#name) } else { quote!(#name) }
}

/// Whether a value is a number or a boolean, and not in a pointer or a struct.
pub(super) fn is_copied(value: &RustValue) -> bool {
    matches!(value, RustValue::Integer(_) | RustValue::Number | RustValue::Boolean)
}

impl ValueAccess {
    /// Accesses a value through an expression for the value itself, such as a field of a struct.
    pub(super) fn place(value: &RustValue, access: &TokenStream) -> Self {
        Self::new(value, access, false)
    }

    /// Accesses a value through a closure's parameter, which is that of [`closure_parameter`].
    pub(super) fn in_closure(value: &RustValue, name: &Ident) -> Self {
        Self::new(value, &quote!(#name), !is_copied(value))
    }

    /// Accesses a string through a variable that is a `&str`.
    pub(super) fn text(name: &Ident) -> Self {
        Self::of_str(&quote!(#name))
    }

    /// Accesses a string through an expression that is a `&str`.
    fn of_str(text: &TokenStream) -> Self {
        let [compared, receiver, argument, matched] = [text, text, text, text].map(Clone::clone);
        Self { shape: Shape::Text, compared, receiver, argument, matched }
    }

    /// Accesses a value through an expression for the value, or for a reference to it.
    fn new(value: &RustValue, access: &TokenStream, mut is_reference: bool) -> Self {
        let (mut place, mut value, mut pointers) = (access.clone(), value, 0);
        loop {
            match value {
                RustValue::Pointer(target) => (value, pointers) = (target, pointers + 1),
                RustValue::Inside { field, value: inner } => {
                    let field = member(field);
                    (place, value, pointers, is_reference) = (quote!(#place.#field), inner, 0, false);
                }
                _ => break,
            }
        }
        let stars = (0..pointers + usize::from(is_reference)).map(|_| quote!(*));
        let dereferenced = quote!(#(#stars)* #place);
        // A reference to a pointer to a string becomes a `&str` where one is expected.
        let argument = if is_reference { place.clone() } else { quote!(&#place) };
        let shape = match value {
            RustValue::Text => {
                // A reference to a `String` can be compared with a `&str`.
                let compared = if pointers == 0 { place.clone() } else { dereferenced.clone() };
                let matched = quote!(&*#dereferenced);
                return Self { shape: Shape::Text, compared, receiver: place, argument, matched };
            }
            RustValue::Str => {
                let text = quote!(&#dereferenced);
                return Self { shape: Shape::Text, compared: text.clone(), receiver: place, argument, matched: text };
            }
            RustValue::Set => {
                let as_str = quote!(#place.as_str());
                return Self { compared: place, ..Self::of_str(&as_str) };
            }
            RustValue::Variants { .. } => {
                let reference = if pointers == 0 { argument } else { quote!(&#dereferenced) };
                return Self::of_str(&quote!(filter::json_name(#reference)));
            }
            RustValue::Integer(integer) => Shape::Integer(*integer),
            RustValue::Number => Shape::Number,
            RustValue::Boolean => Shape::Boolean,
            RustValue::Value => Shape::Any,
            _ => Shape::Other,
        };
        let [receiver, argument, matched] = [&place, &argument, &dereferenced].map(Clone::clone);
        Self { shape, compared: dereferenced, receiver, argument, matched }
    }

    /// Returns the value: a `&str` if it is a string, or else the value itself.
    pub(super) fn present(&self) -> TokenStream {
        if self.shape == Shape::Text { self.matched.clone() } else { self.compared.clone() }
    }

    pub(super) fn satisfies(&self, alternatives: &[Filter]) -> Expression {
        let exact: Vec<TokenStream> = alternatives.iter().filter_map(|filter| self.literal(filter)).collect();
        let filters = alternatives.iter().map(|filter| self.content_filter(filter));
        Expression::any(self.is_one_of(&exact, alternatives).into_iter().chain(filters))
    }

    /// Returns the literal that a plain value is compared with, if the type of the value can have that value.
    pub(super) fn literal(&self, filter: &Filter) -> Option<TokenStream> {
        match (filter, self.shape) {
            (Filter::String(text), Shape::Text | Shape::Any) => text.as_str().map(|text| quote!(#text)),
            (Filter::Number(number), Shape::Integer(integer)) => {
                let value = exact_integer(number)?;
                integer.range().contains(&value).then(|| integer_literal(value))
            }
            (Filter::Number(number), Shape::Number) => number.comparable().map(double_literal),
            (Filter::Number(number), Shape::Any) => any_number_literal(number),
            (Filter::Boolean(value), Shape::Boolean | Shape::Any) => Some(quote!(#value)),
            _ => None,
        }
    }

    fn is_one_of(&self, literals: &[TokenStream], alternatives: &[Filter]) -> Option<Expression> {
        let (compared, matched) = (&self.compared, &self.matched);
        match (self.shape, literals) {
            (_, []) => None,
            (Shape::Boolean, _) => {
                let accepts = |value| alternatives.contains(&Filter::Boolean(value));
                let value = Expression::Atom(compared.clone());
                Some(match (accepts(true), accepts(false)) {
                    (true, false) => value,
                    (false, true) => value.not(),
                    (accepts_all, _) => Expression::Constant(accepts_all),
                })
            }
            (Shape::Number, _) => Some(Expression::any(
                literals.iter().map(|literal| Expression::Atom(quote!(filter::equals_number(#compared, #literal)))),
            )),
            (Shape::Any, _) => {
                Some(Expression::any(literals.iter().map(|literal| Expression::equal(compared, literal))))
            }
            (_, [literal]) => Some(Expression::equal(compared, literal)),
            (Shape::Text, _) => Some(Expression::Atom(quote!(matches!(#matched, #(#literals)|*)))),
            _ => Some(Expression::Atom(quote!(matches!(#compared, #(#literals)|*)))),
        }
    }

    fn content_filter(&self, filter: &Filter) -> Expression {
        if self.shape == Shape::Any {
            return self.content_filter_of_any(filter);
        }
        let (receiver, argument) = (&self.receiver, &self.argument);
        let call = |name: &str, text: &JsonString| {
            let name = format_ident!("{name}");
            match text.as_str() {
                Some(text) => Expression::Atom(quote!(filter::#name(#argument, #text))),
                // A Rust string never contains a lone surrogate.
                None => Expression::Constant(false),
            }
        };
        match filter {
            Filter::Affix(Affix { side, text, ignore_case: false }) => match text.as_str() {
                // Every string starts and ends with the empty string.
                Some("") => Expression::Constant(true),
                Some(text) => {
                    let method = match side {
                        Side::Prefix => quote!(starts_with),
                        Side::Suffix => quote!(ends_with),
                    };
                    Expression::Atom(quote!(#receiver.#method(#text)))
                }
                None => Expression::Constant(false),
            },
            Filter::Affix(Affix { side: Side::Prefix, text, .. }) => call("starts_with_ignore_case", text),
            Filter::Affix(Affix { side: Side::Suffix, text, .. }) => call("ends_with_ignore_case", text),
            Filter::EqualsIgnoreCase(text) => call("equals_ignore_case", text),
            Filter::Wildcard(wildcard) => call("wildcard", &wildcard.source),
            Filter::Cidr(block) => {
                let mask_bits = Literal::u32_unsuffixed(block.mask_bits);
                let (name, parts) = match block.address {
                    Address::V4(address) => {
                        let octets = address.to_be_bytes();
                        (quote!(in_ipv4_block), octets.map(Literal::u8_unsuffixed).to_vec())
                    }
                    Address::V6(address) => {
                        let groups = (0..8).rev().map(|group| (address >> (16 * group) & 0xffff) as u16);
                        let group =
                            |group: u16| format!("{group:#x}").parse().unwrap_or(Literal::u16_unsuffixed(group));
                        (quote!(in_ipv6_block), groups.map(group).collect())
                    }
                };
                Expression::Atom(quote!(filter::#name(#argument, [#(#parts),*], #mask_bits)))
            }
            Filter::Numeric(range) => self.is_in_range(range),
            Filter::AnythingBut(excluded) => self.satisfies_none(&excluded.excluded),
            // These filters cannot match here: what is not known was replaced, null is tested on the field, plain
            // values are tested by `is_one_of`, and field references are tested by the `field_ref` module. The schema
            // rules out the other filters.
            Filter::Null
            | Filter::Boolean(_)
            | Filter::Number(_)
            | Filter::NumberByFirstDigit
            | Filter::String(_)
            | Filter::Exists(_)
            | Filter::Unknown { .. }
            | Filter::FieldRef(_)
            | Filter::FieldRange(_) => Expression::Constant(false),
        }
    }

    /// Returns the condition that a value of any kind satisfies a content filter.
    fn content_filter_of_any(&self, filter: &Filter) -> Expression {
        let receiver = &self.receiver;
        match filter {
            Filter::Null => Expression::Atom(quote!(#receiver.is_null())),
            Filter::Exists(true) => Expression::Constant(true),
            Filter::AnythingBut(excluded) => self.satisfies_none(&excluded.excluded),
            Filter::Numeric(range) => {
                let argument = &self.argument;
                compare(range, &quote!(filter::number(#argument)), double_literal)
            }
            filter => {
                let text = format_ident!("text");
                match Self::text(&text).content_filter(filter) {
                    Expression::Constant(false) => Expression::Constant(false),
                    Expression::Constant(true) => Expression::Atom(quote!(#receiver.as_str().is_some())),
                    test => {
                        let test = test.tokens();
                        Expression::Atom(quote!(#receiver.as_str().is_some_and(|#text| #test)))
                    }
                }
            }
        }
    }

    fn satisfies_none(&self, excluded: &[Filter]) -> Expression {
        let exact: Vec<TokenStream> = excluded.iter().filter_map(|filter| self.literal(filter)).collect();
        let none = self.is_one_of(&exact, excluded).map_or(Expression::Constant(true), Expression::not);
        let filters = excluded.iter().map(|filter| self.content_filter(filter).not());
        Expression::all(std::iter::once(none).chain(filters))
    }

    fn is_in_range(&self, range: &Numeric) -> Expression {
        if let (Some(lower), Some(upper)) = (&range.lower, &range.upper) {
            if lower == upper {
                let literal = self.literal(&Filter::Number(lower.number.clone()));
                return self.is_one_of(literal.as_slice(), &[]).unwrap_or(Expression::Constant(false));
            }
        }
        let compared = &self.compared;
        match self.shape {
            Shape::Number => between(range, compared, double_literal),
            Shape::Integer(IntegerType::I64) => {
                let inside = between(range, &quote!(number), double_literal).tokens();
                Expression::Atom(quote!(filter::comparable(#compared).is_some_and(|number| #inside)))
            }
            Shape::Integer(integer) if integer.fits_f64() => {
                let exact = |value: f64| as_integer(value).filter(|value| integer.range().contains(value));
                let bounds = || range.lower.iter().chain(&range.upper);
                if bounds().all(|bound| exact(bound.value()).is_some()) {
                    let literal = |value| exact(value).map_or_else(|| double_literal(value), integer_literal);
                    between(range, compared, literal)
                } else {
                    between(range, &quote!(f64::from(#compared)), double_literal)
                }
            }
            Shape::Integer(_) => compare(range, &quote!(filter::number(#compared)), double_literal),
            Shape::Text | Shape::Boolean | Shape::Any | Shape::Other => Expression::Constant(false),
        }
    }
}

/// Returns the condition that a value is in a range, for types that can be compared with the literals.
fn between(range: &Numeric, value: &TokenStream, literal: impl Fn(f64) -> TokenStream) -> Expression {
    if let (Some(lower), Some(upper)) = (&range.lower, &range.upper) {
        if lower.inclusive {
            let (from, to) = (literal(lower.value()), literal(upper.value()));
            let range = if upper.inclusive { quote!(#from..=#to) } else { quote!(#from..#to) };
            return Expression::Atom(quote!((#range).contains(&#value)));
        }
    }
    compare(range, value, literal)
}

/// Returns the condition that a value is in a range, as comparisons with its bounds.
fn compare(range: &Numeric, value: &TokenStream, literal: impl Fn(f64) -> TokenStream) -> Expression {
    if let (Some(lower), true) = (&range.lower, range.lower == range.upper) {
        return Expression::equal(value, &literal(lower.value()));
    }
    let lower = range.lower.as_ref().map(|bound| {
        let number = literal(bound.value());
        Expression::Atom(if bound.inclusive { quote!(#value >= #number) } else { quote!(#value > #number) })
    });
    let upper = range.upper.as_ref().map(|bound| {
        let number = literal(bound.value());
        Expression::Atom(if bound.inclusive { quote!(#value <= #number) } else { quote!(#value < #number) })
    });
    Expression::all(lower.into_iter().chain(upper))
}

/// Returns the literal that a value of any kind is compared with. An integer literal has a suffix unless it is an `i32`.
fn any_number_literal(number: &Number) -> Option<TokenStream> {
    let Some(integer) = exact_integer(number) else { return number.comparable().map(double_literal) };
    if i32::try_from(integer).is_ok() {
        return Some(integer_literal(integer));
    }
    let suffixed = |text: String| text.parse::<TokenStream>().ok();
    match (i64::try_from(integer), u64::try_from(integer)) {
        (Ok(integer), _) => suffixed(format!("{integer}_i64")),
        (_, Ok(integer)) => suffixed(format!("{integer}_u64")),
        _ => number.comparable().map(double_literal),
    }
}

/// Returns a number that is an integer. A number that is too large to be compared as a double counts if it is written as
/// an integer.
fn exact_integer(number: &Number) -> Option<i128> {
    match number.comparable() {
        Some(value) => as_integer(value),
        None => number.text().parse().ok().filter(|integer: &i128| integer.to_string() == number.text()),
    }
}

/// Converts a number to an integer; returns `None` if the number is not an integer or has more than 64 bits.
#[allow(clippy::cast_possible_truncation, reason = "only integers in range are cast")]
fn as_integer(value: f64) -> Option<i128> {
    const TWO_TO_THE_64: f64 = 18_446_744_073_709_551_616.0;
    (value.trunc().total_cmp(&value).is_eq() && (-TWO_TO_THE_64..TWO_TO_THE_64).contains(&value))
        .then_some(value as i128)
}

pub(super) fn integer_literal(integer: i128) -> TokenStream {
    let magnitude = Literal::u128_unsuffixed(integer.unsigned_abs());
    if integer < 0 { quote!(-#magnitude) } else { quote!(#magnitude) }
}

pub(super) fn double_literal(value: f64) -> TokenStream {
    let magnitude = Literal::f64_unsuffixed(value.abs());
    if value < 0.0 { quote!(-#magnitude) } else { quote!(#magnitude) }
}
