//! Comparisons of one field of a typed event with another (`$field`).

use super::expression::Expression;
use super::{TypedField, field, unused_name};
use event_pattern_compiler::pattern::Filter;
use event_pattern_compiler::pattern::filter::{AnythingBut, FieldBound, FieldRange, FieldRef, Limit};
use event_pattern_compiler::schema::{IntegerSize, Kind};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// The field that a field reference refers to.
pub(super) struct ReferencedField<'t> {
    pub(super) field: TypedField<'t>,
    /// The Rust expression that accesses the field.
    pub(super) access: TokenStream,
    /// The optional objects on the path to the field, outermost first. Each has the expression that accesses it, and
    /// the name of the closure parameter for its value.
    pub(super) optional_parents: Vec<(TokenStream, Ident)>,
}

/// The fields and variable names that are known at a position in generated code.
pub(super) struct Context<'f> {
    /// Resolves a field reference; returns `None` if no event can have the field.
    pub(super) find: &'f dyn Fn(&FieldRef) -> Option<ReferencedField<'f>>,
    /// Variables that must not be shadowed.
    pub(super) names: &'f [String],
}

impl Context<'_> {
    /// Returns a comparison with the referenced field. The comparison is false if the event does not have that field.
    fn compare_with(&self, field_ref: &FieldRef, compare: impl FnOnce(&Operand<'_>) -> Expression) -> Expression {
        let Some(target) = (self.find)(field_ref) else { return Expression::Constant(false) };
        let ReferencedField { field, access, optional_parents } = target;
        let compared = compare(&Operand::of_field(field, &access));
        optional_parents.into_iter().rev().fold(compared, |inner, (object, name)| match inner {
            Expression::Constant(false) => inner,
            inner => {
                let inner = inner.tokens();
                Expression::Atom(quote!(#object.is_some_and(|#name| #inner)))
            }
        })
    }
}

/// Returns the condition that the field satisfies an alternative with field references.
pub(super) fn satisfies(
    field: TypedField<'_>,
    access: &TokenStream,
    filter: &Filter,
    context: &Context<'_>,
) -> Expression {
    let Kind::List(element) = field.kind() else {
        let own = Operand::of_field(field, access);
        return value_satisfies(&own, filter, context, |plain| field::satisfies(field, access, plain));
    };
    let name = unused_name(field.singular(), context.names);
    let own = Operand::borrowed(element, &name);
    let any = match value_satisfies(&own, filter, context, |plain| field::of_element(element, &name, plain)) {
        Expression::Constant(false) => Expression::Constant(false),
        test => field::any_element(access, &name, &test),
    };
    if !field.is_optional() {
        return any;
    }
    let null = value_satisfies(&Operand::null(), filter, context, |_| Expression::Constant(true));
    Expression::any([Expression::all([Expression::Atom(quote!(#access.is_null())), null]), any])
}

/// Returns the condition that a value satisfies the alternative. `plain` generates the condition for filters without
/// field references.
fn value_satisfies(
    own: &Operand<'_>,
    filter: &Filter,
    context: &Context<'_>,
    plain: impl Fn(&[Filter]) -> Expression,
) -> Expression {
    match filter {
        Filter::FieldRef(field_ref) => context.compare_with(field_ref, |other| own.equals(other)),
        Filter::FieldRange(range) => own.is_in_range(range, context),
        Filter::AnythingBut(AnythingBut { excluded }) => {
            let (fields, values): (Vec<Filter>, Vec<Filter>) =
                excluded.iter().cloned().partition(|filter| matches!(filter, Filter::FieldRef(_)));
            let values = if values.is_empty() {
                Expression::Constant(true)
            } else {
                plain(&[Filter::AnythingBut(AnythingBut { excluded: values })])
            };
            let differs = fields.iter().flat_map(Filter::field_refs);
            let differs = differs.map(|field_ref| context.compare_with(field_ref, |other| own.differs_from(other)));
            Expression::all(std::iter::once(values).chain(differs))
        }
        other => plain(std::slice::from_ref(other)),
    }
}

/// An operand of a comparison.
#[derive(Clone)]
struct Operand<'k> {
    /// The kind of the value; `None` for a null.
    kind: Option<&'k Kind>,
    is_optional: bool,
    /// The receiver of a method call.
    receiver: TokenStream,
    /// The operand of a comparison operator.
    value: TokenStream,
}

impl<'k> Operand<'k> {
    fn of_field(field: TypedField<'k>, access: &TokenStream) -> Self {
        Self {
            kind: Some(field.kind()),
            is_optional: field.is_optional(),
            receiver: access.clone(),
            value: access.clone(),
        }
    }

    /// Creates an operand from a closure's parameter that is a reference to a value.
    fn borrowed(kind: &'k Kind, name: &Ident) -> Self {
        Self { kind: Some(kind), is_optional: false, receiver: quote!(#name), value: quote!(*#name) }
    }

    /// Creates the operand for a list that is null.
    fn null() -> Self {
        let nothing = TokenStream::new();
        Self { kind: None, is_optional: true, receiver: nothing.clone(), value: nothing }
    }

    fn exists(&self) -> Expression {
        let receiver = &self.receiver;
        if self.is_optional && self.kind.is_some() { field::is_present(receiver) } else { Expression::Constant(true) }
    }

    fn is_null(&self) -> Expression {
        let receiver = &self.receiver;
        match (self.kind, self.is_optional) {
            (None, _) => Expression::Constant(true),
            (Some(_), true) => Expression::Atom(quote!(#receiver.is_null())),
            (Some(_), false) => Expression::Constant(false),
        }
    }

    fn equals(&self, other: &Self) -> Expression {
        let Some(equal) = self.comparison(other) else { return self.equals_number(other) };
        if !(self.is_optional && other.is_optional) || self.kind.is_none() {
            return equal;
        }
        // In Rust, two absent fields are equal, and if both are `Option`s, an absent field also equals a null. In a
        // pattern, an absent field is not equal to anything.
        let exists = if self.kind == other.kind { Expression::Constant(true) } else { other.exists() };
        Expression::all([self.exists(), exists, equal])
    }

    fn differs_from(&self, other: &Self) -> Expression {
        let equal = self.comparison(other).unwrap_or_else(|| self.equals_number(other));
        Expression::all([self.exists(), other.exists(), equal.not()])
    }

    /// Returns `self == other`, if Rust compares the two types in the same way as patterns do.
    fn comparison(&self, other: &Self) -> Option<Expression> {
        let (Some(own_kind), Some(other_kind)) = (self.kind, other.kind) else {
            return Some(Expression::all([self.is_null(), other.is_null()]));
        };
        let is_same = own_kind == other_kind;
        let is_text = |kind: &Kind| matches!(kind, Kind::String | Kind::ClosedSet(_));
        if !(is_same && *own_kind != Kind::Number || is_text(own_kind) && is_text(other_kind)) {
            return None;
        }
        let (left, right) = match (self.is_optional, other.is_optional) {
            (left, right) if is_same && left == right => (self.value.clone(), other.value.clone()),
            (false, false) => (self.text(), other.text()),
            (true, true) => (self.option(), other.option()),
            (true, false) => (self.value.clone(), other.for_optional(is_same)),
            (false, true) => (other.value.clone(), self.for_optional(is_same)),
        };
        Some(Expression::equal(&left, &right))
    }

    /// Returns a string that is known to be present, in the form in which strings of different types are compared.
    fn text(&self) -> TokenStream {
        let (receiver, value) = (&self.receiver, &self.value);
        if matches!(self.kind, Some(Kind::ClosedSet(_))) { quote!(#receiver.as_str()) } else { value.clone() }
    }

    /// Returns an optional string as an `Option<&str>`.
    fn option(&self) -> TokenStream {
        let receiver = &self.receiver;
        quote!(#receiver.as_str())
    }

    /// Returns a value that is known to be present, in a form that can be compared with an `Optional` of the same type
    /// or of another string type.
    fn for_optional(&self, is_same: bool) -> TokenStream {
        let value = &self.value;
        match self.kind {
            Some(Kind::String) if !is_same => quote!(&*#value),
            Some(Kind::ClosedSet(_)) if !is_same => self.text(),
            _ => value.clone(),
        }
    }

    /// Returns the condition that both operands are null, or that both are the same number.
    fn equals_number(&self, other: &Self) -> Expression {
        let both_null = Expression::all([self.is_null(), other.is_null()]);
        Expression::any([both_null, self.is_same_number(other)])
    }

    fn is_same_number(&self, other: &Self) -> Expression {
        match (self.integer().zip(other.integer()), self.number().zip(other.number())) {
            (Some((left, right)), _) | (None, Some((left, right))) => Expression::equal(&left, &right),
            (None, None) => Expression::Constant(false),
        }
    }

    /// Returns the comparison of two numbers by `operator`, one of `<`, `<=`, `>` and `>=`.
    fn compare_numbers(&self, operator: &TokenStream, other: &Self) -> Expression {
        let integers = self.integer().zip(other.integer());
        let plain = integers.or_else(|| self.double().zip(other.double()));
        plain
            .or_else(|| self.number().zip(other.number()))
            .map_or(Expression::Constant(false), |(own, limit)| Expression::Atom(quote!(#own #operator #limit)))
    }

    /// Returns the operand if it is a required 32-bit integer.
    fn integer(&self) -> Option<TokenStream> {
        (self.kind == Some(&Kind::Integer(IntegerSize::Bits32)) && !self.is_optional).then(|| self.value.clone())
    }

    /// Returns the operand as a double if it is a required number of a type that converts to a double without loss.
    fn double(&self) -> Option<TokenStream> {
        let value = &self.value;
        match self.kind {
            Some(Kind::Number) if !self.is_optional => Some(value.clone()),
            Some(Kind::Integer(IntegerSize::Bits32)) if !self.is_optional => Some(quote!(f64::from(#value))),
            _ => None,
        }
    }

    /// Returns the operand as a number, in a form in which an absent number fails every comparison, as in patterns;
    /// `None` if the operand is not a number.
    fn number(&self) -> Option<TokenStream> {
        let value = &self.value;
        match (self.kind, self.is_optional) {
            (Some(Kind::Number | Kind::Integer(_)), true) => Some(quote!(filter::number(&#value))),
            (Some(Kind::Number | Kind::Integer(_)), false) => Some(quote!(filter::number(#value))),
            _ => None,
        }
    }

    fn is_in_range(&self, range: &FieldRange, context: &Context<'_>) -> Expression {
        let operator = |bound: &FieldBound, is_lower: bool| match (is_lower, bound.inclusive) {
            (true, true) => quote!(>=),
            (true, false) => quote!(>),
            (false, true) => quote!(<=),
            (false, false) => quote!(<),
        };
        if let (Some(lower), Some(upper)) = (&range.lower, &range.upper) {
            if let (Limit::FieldRef(field_ref), true) = (&lower.limit, lower == upper) {
                return context.compare_with(field_ref, |other| self.is_same_number(other));
            }
        }
        let bounds = [(&range.lower, true), (&range.upper, false)];
        let bounds = bounds.into_iter().filter_map(|(bound, is_lower)| bound.as_ref().map(|bound| (bound, is_lower)));
        Expression::all(bounds.map(|(bound, is_lower)| {
            let operator = operator(bound, is_lower);
            match &bound.limit {
                Limit::FieldRef(field_ref) => {
                    context.compare_with(field_ref, |other| self.compare_numbers(&operator, other))
                }
                Limit::Number(number) => {
                    self.double().or_else(|| self.number()).map_or(Expression::Constant(false), |own| {
                        let limit = field::double_literal(number.comparable().unwrap_or(f64::NAN));
                        Expression::Atom(quote!(#own #operator #limit))
                    })
                }
            }
        }))
    }
}
