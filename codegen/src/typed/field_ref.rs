//! Comparisons of one field of a typed event with another (`$field`).

use super::comparison::Comparable;
use super::expression::Expression;
use super::list::ListAccess;
use super::optional::OptionalAccess;
use super::value::{ValueAccess, double_literal, is_copied};
use super::{TypedField, field, unused_name};
use crate::rust_types::RustValue;
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
    /// The optional objects on the path to the field, outermost first.
    pub(super) optional_parents: Vec<OptionalParent<'t>>,
}

/// An optional object on the path to a field.
pub(super) struct OptionalParent<'t> {
    pub(super) field: TypedField<'t>,
    /// The expression that accesses the object.
    pub(super) access: TokenStream,
    /// The name of the closure parameter for the object.
    pub(super) name: Ident,
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
        optional_parents.into_iter().rev().fold(compared, |inner, OptionalParent { field, access, name }| match inner {
            Expression::Constant(false) => inner,
            inner => OptionalAccess::new(field, &access).is_some_and(&name, &inner),
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
    let (Kind::List(element), Some(list)) = (field.kind(), ListAccess::new(field, access)) else {
        let own = Operand::of_field(field, access);
        return value_satisfies(&own, filter, context, |plain| field::satisfies(field, access, plain));
    };
    let name = unused_name(field.singular(), context.names);
    let own = Operand::borrowed(element, list.element, field.is_made(), &name);
    let plain = |plain: &[Filter]| ValueAccess::in_closure(list.element, &name).satisfies(plain);
    let any = match value_satisfies(&own, filter, context, plain) {
        Expression::Constant(false) => Expression::Constant(false),
        test => list.any(&name, &test),
    };
    if !field.is_optional() {
        return any;
    }
    let null = value_satisfies(&Operand::null(), filter, context, |_| Expression::Constant(true));
    Expression::any([Expression::all([OptionalAccess::new(field, access).is_null(), null]), any])
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
    /// Whether the macros made the type. Otherwise, operators cannot compare the value with all other types.
    is_made: bool,
    exists: Expression,
    is_null: Expression,
    /// The receiver of a method call.
    receiver: TokenStream,
    /// The operand of a comparison operator.
    value: TokenStream,
    /// The operand for comparisons with types of the user.
    comparable: Option<Comparable>,
}

impl<'k> Operand<'k> {
    fn of_field(field: TypedField<'k>, access: &TokenStream) -> Self {
        let optional = OptionalAccess::new(field, access);
        Self {
            kind: Some(field.kind()),
            is_optional: field.is_optional(),
            is_made: field.is_made(),
            exists: optional.is_present(),
            is_null: optional.is_null(),
            receiver: access.clone(),
            value: access.clone(),
            comparable: Some(Comparable::of_field(field, access)),
        }
    }

    /// Creates an operand from the parameter of a closure over the elements of an array.
    fn borrowed(kind: &'k Kind, value: &RustValue, is_made: bool, name: &Ident) -> Self {
        Self {
            kind: Some(kind),
            is_optional: false,
            is_made,
            exists: Expression::Constant(true),
            is_null: Expression::Constant(false),
            receiver: quote!(#name),
            value: if is_copied(value) { quote!(#name) } else { quote!(*#name) },
            comparable: Some(Comparable::element(value, name)),
        }
    }

    /// Creates the operand for a list that is null.
    fn null() -> Self {
        let nothing = TokenStream::new();
        Self {
            kind: None,
            is_optional: true,
            is_made: true,
            exists: Expression::Constant(true),
            is_null: Expression::Constant(true),
            receiver: nothing.clone(),
            value: nothing,
            comparable: None,
        }
    }

    /// Returns both operands for a comparison with types of the user, unless the macros made both types.
    fn comparable<'o>(&'o self, other: &'o Self) -> Option<(&'o Comparable, &'o Comparable)> {
        self.comparable.as_ref().zip(other.comparable.as_ref()).filter(|_| !(self.is_made && other.is_made))
    }

    fn equals(&self, other: &Self) -> Expression {
        let Some(equal) = self.comparison(other) else { return self.equals_number(other) };
        if !(self.is_optional && other.is_optional) || self.kind.is_none() {
            return equal;
        }
        // In Rust, two absent fields are equal, and if both are `Option`s, an absent field also equals a null. In a
        // pattern, an absent field is not equal to anything.
        let is_same = self.kind == other.kind && self.is_made && other.is_made;
        let exists = if is_same { Expression::Constant(true) } else { other.exists.clone() };
        Expression::all([self.exists.clone(), exists, equal])
    }

    fn differs_from(&self, other: &Self) -> Expression {
        let equal = self.comparison(other).unwrap_or_else(|| self.equals_number(other));
        Expression::all([self.exists.clone(), other.exists.clone(), equal.not()])
    }

    /// Returns `self == other`, if Rust compares the two types in the same way as patterns do.
    fn comparison(&self, other: &Self) -> Option<Expression> {
        let (Some(own_kind), Some(other_kind)) = (self.kind, other.kind) else {
            return Some(Expression::all([self.is_null.clone(), other.is_null.clone()]));
        };
        if let Some((own, other)) = self.comparable(other) {
            return own.sides(other).map(|(left, right)| Expression::equal(&left, &right));
        }
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
        let both_null = Expression::all([self.is_null.clone(), other.is_null.clone()]);
        Expression::any([both_null, self.is_same_number(other)])
    }

    fn is_same_number(&self, other: &Self) -> Expression {
        let sides = match self.comparable(other) {
            Some((own, other)) => {
                let sides = own.sides(other).filter(|_| own.number().is_some());
                sides.or_else(|| own.number().zip(other.number()))
            }
            None => self.integer().zip(other.integer()).or_else(|| self.number().zip(other.number())),
        };
        sides.map_or(Expression::Constant(false), |(left, right)| Expression::equal(&left, &right))
    }

    /// Returns the comparison of two numbers by `operator`, one of `<`, `<=`, `>` and `>=`.
    fn compare_numbers(&self, operator: &TokenStream, other: &Self) -> Expression {
        let sides = if let Some((own, other)) = self.comparable(other) {
            own.number().zip(other.number())
        } else {
            let integers = self.integer().zip(other.integer());
            let plain = integers.or_else(|| self.double().zip(other.double()));
            plain.or_else(|| self.number().zip(other.number()))
        };
        sides.map_or(Expression::Constant(false), |(own, limit)| Expression::Atom(quote!(#own #operator #limit)))
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
                    let own = self.comparable.as_ref().filter(|_| !self.is_made).and_then(Comparable::number);
                    own.or_else(|| self.double()).or_else(|| self.number()).map_or(Expression::Constant(false), |own| {
                        let limit = double_literal(number.comparable().unwrap_or(f64::NAN));
                        Expression::Atom(quote!(#own #operator #limit))
                    })
                }
            }
        }))
    }
}
