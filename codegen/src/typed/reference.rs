//! One field of a typed event compared with another.

use super::expression::Expression;
use super::field;
use event_pattern_compiler::pattern::Filter;
use event_pattern_compiler::pattern::filter::{AnythingBut, FieldBound, FieldRange, FieldRef, Limit};
use event_pattern_compiler::schema::{Field, Kind, Presence};
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

/// A field that another one is compared with.
pub(super) struct Other {
    pub(super) field: &'static Field,
    /// How Rust reaches it.
    pub(super) place: TokenStream,
    /// The objects on the way that an event may lack, from the outside inwards: how Rust reaches each, and the name of what
    /// is there.
    pub(super) around: Vec<(TokenStream, Ident)>,
}

/// What can be written at a place.
pub(super) struct Scene<'f> {
    /// Finds the other fields; nothing for those that no event has.
    pub(super) find: &'f dyn Fn(&FieldRef) -> Option<Other>,
    /// Names that must not be hidden.
    pub(super) names: &'f [String],
}

impl Scene<'_> {
    /// The name for a closure's parameter.
    fn name(&self, name: &str) -> Ident {
        if self.names.iter().any(|taken| taken == name) {
            format_ident!("this_{name}")
        } else {
            format_ident!("{name}")
        }
    }

    /// A comparison with another field, which fails where there is none.
    fn beside(&self, reference: &FieldRef, compare: impl FnOnce(&Side<'_>) -> Expression) -> Expression {
        let Some(Other { field, place, around }) = (self.find)(reference) else { return Expression::Constant(false) };
        let compared = compare(&Side::of_field(field, &place));
        around.into_iter().rev().fold(compared, |inner, (object, name)| match inner {
            Expression::Constant(false) => inner,
            inner => {
                let inner = inner.tokens();
                Expression::Atom(quote!(#object.is_some_and(|#name| #inner)))
            }
        })
    }
}

/// Whether the field satisfies an alternative that names other fields.
pub(super) fn satisfies(field: &'static Field, place: &TokenStream, filter: &Filter, scene: &Scene<'_>) -> Expression {
    let Kind::List { element, singular } = &field.kind else {
        let own = Side::of_field(field, place);
        return of_value(&own, filter, scene, |plain| field::satisfies(field, place, plain));
    };
    let name = scene.name(singular);
    let own = Side::borrowed(element, &name);
    let any = match of_value(&own, filter, scene, |plain| field::of_element(element, &name, plain)) {
        Expression::Constant(false) => Expression::Constant(false),
        test => field::any_element(place, &name, &test),
    };
    if field.presence == Presence::Required {
        return any;
    }
    let null = of_value(&Side::null(), filter, scene, |_| Expression::Constant(true));
    Expression::any([Expression::all([Expression::Atom(quote!(#place.is_null())), null]), any])
}

/// Whether one value satisfies the alternative. `plain` tells it for filters that name no field.
fn of_value(own: &Side<'_>, filter: &Filter, scene: &Scene<'_>, plain: impl Fn(&[Filter]) -> Expression) -> Expression {
    match filter {
        Filter::FieldRef(reference) => scene.beside(reference, |other| own.equals(other)),
        Filter::FieldRange(range) => own.is_inside(range, scene),
        Filter::AnythingBut(AnythingBut { excluded }) => {
            let (fields, values): (Vec<Filter>, Vec<Filter>) =
                excluded.iter().cloned().partition(|filter| matches!(filter, Filter::FieldRef(_)));
            let values = if values.is_empty() {
                Expression::Constant(true)
            } else {
                plain(&[Filter::AnythingBut(AnythingBut { excluded: values })])
            };
            let differs = fields.iter().flat_map(Filter::field_refs);
            let differs = differs.map(|reference| scene.beside(reference, |other| own.differs_from(other)));
            Expression::all(std::iter::once(values).chain(differs))
        }
        other => plain(std::slice::from_ref(other)),
    }
}

/// One side of a comparison.
#[derive(Clone)]
struct Side<'k> {
    /// What it is; nothing for a null.
    kind: Option<&'k Kind>,
    is_optional: bool,
    /// To call a method on.
    receiver: TokenStream,
    /// To compare.
    value: TokenStream,
}

impl<'k> Side<'k> {
    fn of_field(field: &'k Field, place: &TokenStream) -> Self {
        let is_optional = field.presence == Presence::Optional;
        Self { kind: Some(&field.kind), is_optional, receiver: place.clone(), value: place.clone() }
    }

    /// A closure's parameter that is a reference to a value.
    fn borrowed(kind: &'k Kind, name: &Ident) -> Self {
        Self { kind: Some(kind), is_optional: false, receiver: quote!(#name), value: quote!(*#name) }
    }

    /// A list that is null.
    fn null() -> Self {
        let nothing = TokenStream::new();
        Self { kind: None, is_optional: true, receiver: nothing.clone(), value: nothing }
    }

    fn exists(&self) -> Expression {
        let receiver = &self.receiver;
        if self.is_optional && self.kind.is_some() { field::is_there(receiver) } else { Expression::Constant(true) }
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
        // What is absent on both sides compares as equal; as options, so does what is absent on one and null on the other.
        let exists = if self.kind == other.kind { Expression::Constant(true) } else { other.exists() };
        Expression::all([self.exists(), exists, equal])
    }

    fn differs_from(&self, other: &Self) -> Expression {
        let equal = self.comparison(other).unwrap_or_else(|| self.equals_number(other));
        Expression::all([self.exists(), other.exists(), equal.not()])
    }

    /// The two joined by `==`, if they are of types that Rust compares as patterns do.
    fn comparison(&self, other: &Self) -> Option<Expression> {
        let (Some(own_kind), Some(other_kind)) = (self.kind, other.kind) else {
            return Some(Expression::all([self.is_null(), other.is_null()]));
        };
        let is_same = own_kind == other_kind;
        let is_text = |kind: &Kind| matches!(kind, Kind::String | Kind::ClosedSet(_));
        if !(is_same && *own_kind != Kind::Double || is_text(own_kind) && is_text(other_kind)) {
            return None;
        }
        let (own, others) = match (self.is_optional, other.is_optional) {
            (own, others) if is_same && own == others => (self.value.clone(), other.value.clone()),
            (false, false) => (self.text(), other.text()),
            (true, true) => (self.option(), other.option()),
            (true, false) => (self.value.clone(), other.plain(is_same)),
            (false, true) => (other.value.clone(), self.plain(is_same)),
        };
        Some(Expression::equal(&own, &others))
    }

    /// The text of a string that is there.
    fn text(&self) -> TokenStream {
        let (receiver, value) = (&self.receiver, &self.value);
        if matches!(self.kind, Some(Kind::ClosedSet(_))) { quote!(#receiver.as_str()) } else { value.clone() }
    }

    /// A text that may be absent as an `Option`.
    fn option(&self) -> TokenStream {
        let receiver = &self.receiver;
        quote!(#receiver.as_str())
    }

    /// A value that is there, to compare an `Optional` with of the same type or of another kind of text.
    fn plain(&self, is_same: bool) -> TokenStream {
        let value = &self.value;
        match self.kind {
            Some(Kind::String) if !is_same => quote!(&*#value),
            Some(Kind::ClosedSet(_)) if !is_same => self.text(),
            _ => value.clone(),
        }
    }

    /// Whether both are null, or equal as numbers.
    fn equals_number(&self, other: &Self) -> Expression {
        let both_null = Expression::all([self.is_null(), other.is_null()]);
        Expression::any([both_null, self.is_same_number(other)])
    }

    fn is_same_number(&self, other: &Self) -> Expression {
        match (self.integer().zip(other.integer()), self.number().zip(other.number())) {
            (Some((own, others)), _) | (None, Some((own, others))) => Expression::equal(&own, &others),
            (None, None) => Expression::Constant(false),
        }
    }

    /// Whether a number is on the right side of another one.
    fn is_beyond(&self, operator: &TokenStream, other: &Self) -> Expression {
        let integers = self.integer().zip(other.integer());
        let plain = integers.or_else(|| self.double().zip(other.double()));
        plain
            .or_else(|| self.number().zip(other.number()))
            .map_or(Expression::Constant(false), |(own, limit)| Expression::Atom(quote!(#own #operator #limit)))
    }

    /// An integer that is always there.
    fn integer(&self) -> Option<TokenStream> {
        (self.kind == Some(&Kind::Integer) && !self.is_optional).then(|| self.value.clone())
    }

    /// A number that is always there as a double, if it is one that can be compared as such.
    fn double(&self) -> Option<TokenStream> {
        let value = &self.value;
        match self.kind {
            Some(Kind::Double) if !self.is_optional => Some(value.clone()),
            Some(Kind::Integer) if !self.is_optional => Some(quote!(f64::from(#value))),
            _ => None,
        }
    }

    /// A number as patterns compare it, which fails every comparison where there is none. Nothing for what is no number.
    fn number(&self) -> Option<TokenStream> {
        let value = &self.value;
        match (self.kind, self.is_optional) {
            (Some(Kind::Double | Kind::Integer | Kind::Long), true) => Some(quote!(filter::number(&#value))),
            (Some(Kind::Double | Kind::Integer | Kind::Long), false) => Some(quote!(filter::number(#value))),
            // Only numbers are in a range, and equal to numbers.
            _ => None,
        }
    }

    fn is_inside(&self, range: &FieldRange, scene: &Scene<'_>) -> Expression {
        let operator = |bound: &FieldBound, is_lower: bool| match (is_lower, bound.inclusive) {
            (true, true) => quote!(>=),
            (true, false) => quote!(>),
            (false, true) => quote!(<=),
            (false, false) => quote!(<),
        };
        if let (Some(lower), Some(upper)) = (&range.lower, &range.upper) {
            if let (Limit::FieldRef(reference), true) = (&lower.limit, lower == upper) {
                return scene.beside(reference, |other| self.is_same_number(other));
            }
        }
        let bounds = [(&range.lower, true), (&range.upper, false)];
        let bounds = bounds.into_iter().filter_map(|(bound, is_lower)| bound.as_ref().map(|bound| (bound, is_lower)));
        Expression::all(bounds.map(|(bound, is_lower)| {
            let operator = operator(bound, is_lower);
            match &bound.limit {
                Limit::FieldRef(reference) => scene.beside(reference, |other| self.is_beyond(&operator, other)),
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
