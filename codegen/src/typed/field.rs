//! Conditions on one field of a typed event.

use super::expression::Expression;
use super::{TypedField, unused_name};
use event_pattern_compiler::pattern::Filter;
use event_pattern_compiler::pattern::filter::{Address, Affix, Numeric, Side};
use event_pattern_compiler::schema::{IntegerSize, Kind};
use proc_macro2::{Ident, Literal, TokenStream, TokenTree};
use quote::{format_ident, quote};

/// Returns the condition that the field satisfies one of the alternatives. `access` is the expression that accesses the
/// field.
pub(super) fn satisfies(field: TypedField<'_>, access: &TokenStream, alternatives: &[Filter]) -> Expression {
    if alternatives.contains(&Filter::Exists(true)) {
        return exists(field, access);
    }
    match field.kind() {
        Kind::List(element) => {
            let value = unused_name(field.singular(), &[]);
            let test = ValueAccess::borrowed(element, &value).satisfies(alternatives);
            let any = match test {
                Expression::Constant(false) => Expression::Constant(false),
                Expression::Constant(true) => has_elements(access),
                test => any_element(access, &value, &test),
            };
            let null = field.is_optional() && accepts_null(alternatives);
            Expression::any(
                [null.then(|| Expression::Atom(quote!(#access.is_null()))), Some(any)].into_iter().flatten(),
            )
        }
        kind if field.is_optional() => optional(kind, access, &unused_name(&field.rust.name, &[]), alternatives),
        kind => ValueAccess::required(kind, access).satisfies(alternatives),
    }
}

/// Returns the condition that an element of a list satisfies one of the alternatives.
pub(super) fn of_element(kind: &Kind, element: &Ident, alternatives: &[Filter]) -> Expression {
    ValueAccess::borrowed(kind, element).satisfies(alternatives)
}

/// Returns the condition that the event has the field.
pub(super) fn exists(field: TypedField<'_>, access: &TokenStream) -> Expression {
    match (field.kind(), field.is_optional()) {
        (Kind::List(_), false) => has_elements(access),
        (Kind::List(_), true) => Expression::any([Expression::Atom(quote!(#access.is_null())), has_elements(access)]),
        (_, false) => Expression::Constant(true),
        (_, true) => is_present(access),
    }
}

/// Returns the condition that an optional field is present, whether it is null or has a value.
pub(super) fn is_present(access: &TokenStream) -> Expression {
    Expression::Reversible { holds: quote!(#access.exists()), opposite: quote!(#access.is_absent()) }
}

/// Returns the condition that a list has elements. An absent list has no elements.
pub(super) fn has_elements(access: &TokenStream) -> Expression {
    Expression::Atom(quote!(#access.is_empty())).not()
}

/// Returns the condition that an element of a list satisfies `condition`.
pub(super) fn any_element(access: &TokenStream, element: &Ident, condition: &Expression) -> Expression {
    let condition = condition.tokens();
    Expression::Reversible {
        holds: quote!(#access.any(|#element| #condition)),
        opposite: quote!(#access.none(|#element| #condition)),
    }
}

fn accepts_null(alternatives: &[Filter]) -> bool {
    alternatives.iter().any(|filter| matches!(filter, Filter::Null | Filter::AnythingBut(_)))
}

fn optional(kind: &Kind, access: &TokenStream, value: &Ident, alternatives: &[Filter]) -> Expression {
    if accepts_null(alternatives) {
        return match ValueAccess::borrowed(kind, value).satisfies(alternatives) {
            Expression::Constant(true) => is_present(access),
            Expression::Constant(false) => Expression::Atom(quote!(#access.is_null())),
            test => {
                let (parameter, test) = (closure_parameter(kind, value), test.tokens());
                Expression::Atom(quote!(#access.is_null_or(|#parameter| #test)))
            }
        };
    }
    let exact = ValueAccess::borrowed(kind, value);
    if let [filter] = alternatives {
        if let Some(literal) = exact.literal(filter) {
            return Expression::equal(access, &literal);
        }
    }
    let are_several = alternatives.iter().filter(|filter| exact.literal(filter).is_some()).count() > 1;
    let (option, parameter, present) = match kind {
        Kind::String if are_several => (quote!(#access.as_deref()), quote!(#value), ValueAccess::text(value)),
        Kind::String => (access.clone(), quote!(#value), exact),
        Kind::ClosedSet(_) => (quote!(#access.as_str()), quote!(#value), ValueAccess::text(value)),
        _ => (access.clone(), quote!(&#value), exact),
    };
    match present.satisfies(alternatives) {
        Expression::Constant(false) => Expression::Constant(false),
        Expression::Constant(true) => {
            Expression::Reversible { holds: quote!(#access.is_some()), opposite: quote!(#access.is_none()) }
        }
        test => {
            let test = test.tokens();
            Expression::Atom(quote!(#option.is_some_and(|#parameter| #test)))
        }
    }
}

/// Returns the parameter of a closure that receives a reference. The parameter pattern dereferences numbers and
/// booleans.
fn closure_parameter(kind: &Kind, value: &Ident) -> TokenStream {
    match kind {
        Kind::String | Kind::ClosedSet(_) => quote!(#value),
        _ => quote!(&#value),
    }
}

/// A value that is known to be present, with the expressions for using it in different contexts.
struct ValueAccess<'k> {
    kind: &'k Kind,
    /// The operand of `==`.
    compared: TokenStream,
    /// The receiver of a method of `str`.
    receiver: TokenStream,
    /// The argument for a `&str` parameter.
    argument: TokenStream,
    /// The scrutinee of a match against string literals.
    matched: TokenStream,
}

impl<'k> ValueAccess<'k> {
    /// Accesses a required field of the event.
    fn required(kind: &'k Kind, access: &TokenStream) -> Self {
        let as_str = quote!(#access.as_str());
        let [receiver, argument, matched] = match kind {
            Kind::ClosedSet(_) => [as_str.clone(), as_str.clone(), as_str],
            _ => [access.clone(), quote!(&#access), quote!(&*#access)],
        };
        Self { kind, compared: access.clone(), receiver, argument, matched }
    }

    /// Accesses a value through a closure's parameter that is a reference to the value.
    fn borrowed(kind: &'k Kind, value: &Ident) -> Self {
        let as_str = quote!(#value.as_str());
        let [receiver, argument, matched] = match kind {
            Kind::ClosedSet(_) => [as_str.clone(), as_str.clone(), as_str],
            _ => [quote!(#value), quote!(#value), quote!(&**#value)],
        };
        Self { kind, compared: quote!(#value), receiver, argument, matched }
    }

    /// Accesses a string through a closure's parameter that is a `&str`.
    fn text(value: &Ident) -> Self {
        let value = quote!(#value);
        let kind = &Kind::String;
        Self { kind, compared: value.clone(), receiver: value.clone(), argument: value.clone(), matched: value }
    }

    fn satisfies(&self, alternatives: &[Filter]) -> Expression {
        let exact: Vec<TokenStream> = alternatives.iter().filter_map(|filter| self.literal(filter)).collect();
        let filters = alternatives.iter().map(|filter| self.content_filter(filter));
        Expression::any(self.is_one_of(&exact, alternatives).into_iter().chain(filters))
    }

    /// Returns the literal that a plain value is compared with, if the field's type can have that value.
    fn literal(&self, filter: &Filter) -> Option<TokenStream> {
        match (filter, self.kind) {
            (Filter::String(text), Kind::String | Kind::ClosedSet(_)) => text.as_str().map(|text| quote!(#text)),
            (Filter::Number(number), Kind::Integer(size)) => {
                let integer = match number.comparable() {
                    Some(value) => as_integer(value)?,
                    None => number.text().parse().ok().filter(|integer: &i64| integer.to_string() == number.text())?,
                };
                (*size == IntegerSize::Bits64 || i32::try_from(integer).is_ok()).then(|| integer_literal(integer))
            }
            (Filter::Number(number), Kind::Number) => number.comparable().map(double_literal),
            (Filter::Boolean(value), Kind::Boolean) => Some(quote!(#value)),
            _ => None,
        }
    }

    fn is_one_of(&self, literals: &[TokenStream], alternatives: &[Filter]) -> Option<Expression> {
        let (compared, matched) = (&self.compared, &self.matched);
        match (self.kind, literals) {
            (_, []) => None,
            (Kind::Boolean, _) => {
                let accepts = |value| alternatives.contains(&Filter::Boolean(value));
                let value = Expression::Atom(compared.clone());
                Some(Expression::any([
                    if accepts(true) { value.clone() } else { Expression::Constant(false) },
                    if accepts(false) && accepts(true) {
                        Expression::Constant(true)
                    } else {
                        Expression::Constant(false)
                    },
                    if accepts(false) { value.not() } else { Expression::Constant(false) },
                ]))
            }
            (Kind::Number, _) => Some(Expression::any(
                literals.iter().map(|literal| Expression::Atom(quote!(filter::equals_number(#compared, #literal)))),
            )),
            (_, [literal]) => Some(Expression::equal(compared, literal)),
            (Kind::String | Kind::ClosedSet(_), _) => {
                Some(Expression::Atom(quote!(matches!(#matched, #(#literals)|*))))
            }
            _ => Some(Expression::Atom(quote!(matches!(#compared, #(#literals)|*)))),
        }
    }

    fn content_filter(&self, filter: &Filter) -> Expression {
        let (receiver, argument) = (&self.receiver, &self.argument);
        let call = |name: &str, text: &event_pattern_compiler::json::JsonString| {
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
            // These filters cannot match here: null is tested on the field, plain values are tested by `is_one_of`, and
            // field references are tested by the `field_ref` module. The schema rules out the other filters.
            Filter::Null
            | Filter::Boolean(_)
            | Filter::Number(_)
            | Filter::NumberByFirstDigit
            | Filter::String(_)
            | Filter::Exists(_)
            | Filter::FieldRef(_)
            | Filter::FieldRange(_) => Expression::Constant(false),
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
                return self
                    .is_one_of(&literal.into_iter().collect::<Vec<_>>(), &[])
                    .unwrap_or(Expression::Constant(false));
            }
        }
        let compared = &self.compared;
        match self.kind {
            Kind::Number => between(range, compared, double_literal),
            Kind::Integer(IntegerSize::Bits64) => {
                let inside = between(range, &quote!(number), double_literal).tokens();
                Expression::Atom(quote!(filter::comparable(#compared).is_some_and(|number| #inside)))
            }
            _ => {
                let small = |value: f64| as_integer(value).filter(|&integer| i32::try_from(integer).is_ok());
                let bounds = || range.lower.iter().chain(&range.upper);
                if bounds().all(|bound| small(bound.value()).is_some()) {
                    let literal = |value| small(value).map_or_else(|| double_literal(value), integer_literal);
                    between(range, compared, literal)
                } else {
                    between(range, &quote!(f64::from(#compared)), double_literal)
                }
            }
        }
    }
}

/// Whether an expression calls a function in the `filter` module, which must then be imported.
pub(super) fn uses_filter(expression: &TokenStream) -> bool {
    expression.clone().into_iter().any(|token| match token {
        TokenTree::Group(group) => uses_filter(&group.stream()),
        TokenTree::Ident(name) => name == "filter",
        TokenTree::Punct(_) | TokenTree::Literal(_) => false,
    })
}

fn between(range: &Numeric, value: &TokenStream, literal: impl Fn(f64) -> TokenStream) -> Expression {
    if let (Some(lower), Some(upper)) = (&range.lower, &range.upper) {
        if lower.inclusive {
            let (from, to) = (literal(lower.value()), literal(upper.value()));
            let range = if upper.inclusive { quote!(#from..=#to) } else { quote!(#from..#to) };
            return Expression::Atom(quote!((#range).contains(&#value)));
        }
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

/// Converts a number to `i64`; returns `None` if the number is not an integer or is out of range.
#[allow(clippy::cast_possible_truncation, reason = "only integers in range are cast")]
fn as_integer(value: f64) -> Option<i64> {
    const TWO_TO_THE_63: f64 = 9_223_372_036_854_775_808.0;
    (value.trunc().total_cmp(&value).is_eq() && (-TWO_TO_THE_63..TWO_TO_THE_63).contains(&value))
        .then_some(value as i64)
}

pub(super) fn integer_literal(integer: i64) -> TokenStream {
    let magnitude = Literal::u64_unsuffixed(integer.unsigned_abs());
    if integer < 0 { quote!(-#magnitude) } else { quote!(#magnitude) }
}

pub(super) fn double_literal(value: f64) -> TokenStream {
    let magnitude = Literal::f64_unsuffixed(value.abs());
    if value < 0.0 { quote!(-#magnitude) } else { quote!(#magnitude) }
}
