//! Element scopes of a typed event.

use super::condition::{Home, Writer};
use super::expression::Expression;
use super::field;
use super::reference::{Other, Scene};
use event_pattern_compiler::json::JsonString;
use event_pattern_compiler::pattern::filter::{FieldRef, Numeric};
use event_pattern_compiler::pattern::{Filter, Quantifier};
use event_pattern_compiler::rule::Scope;
use event_pattern_compiler::schema::{Field, Kind, ObjectSchema, Presence};
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

impl Writer<'_> {
    /// Whether as many elements match as a scope of the rule wants.
    pub(super) fn scope(&mut self, number: usize) -> Expression {
        let scope = &self.rule.scopes[number];
        let Some(home) = self.homes.get(&0).cloned() else { return Expression::Constant(false) };
        self.below(number, &home, scope.path.steps())
    }

    /// The same, with the steps that are left from an object to the elements.
    fn below(&self, number: usize, home: &Home, steps: &[JsonString]) -> Expression {
        let scope = &self.rule.scopes[number];
        let found = steps.split_first().and_then(|(step, rest)| Some((home.object.field(step.as_str()?)?, rest)));
        let Some((field, rest)) = found else { return Expression::Constant(accepts_no_element(scope)) };
        let (place, name) =
            (&home.place, self.field_name(field, &scope.path.steps()[..scope.path.steps().len() - rest.len()]));
        let place = quote!(#place.#name);
        match &field.kind {
            Kind::List { element: Kind::Object(object), singular } if rest.is_empty() => {
                self.of_list(number, &place, object, singular)
            }
            Kind::Object(object) if field.presence == Presence::Required => {
                self.below(number, &Home { place, object }, rest)
            }
            Kind::Object(object) => {
                let name = self.new_name(field.rust_name);
                let inside = self.below(number, &Home { place: quote!(#name), object }, rest);
                // An object that is absent has no elements.
                let is_negated = accepts_no_element(scope);
                let inside = if is_negated { inside.not() } else { inside }.tokens();
                let there = Expression::Atom(quote!(#place.is_some_and(|#name| #inside)));
                if is_negated { there.not() } else { there }
            }
            _ => Expression::Constant(accepts_no_element(scope)),
        }
    }

    fn of_list(&self, number: usize, place: &TokenStream, object: &'static ObjectSchema, singular: &str) -> Expression {
        let scope = &self.rule.scopes[number];
        let name = self.new_name(singular);
        let element = Home { place: quote!(#name), object };
        let condition = self.of_element(number, element, &name);
        let some = || field::has_elements(place);
        let call = |method: &str, condition: &Expression| {
            let (method, condition) = (format_ident!("{method}"), condition.tokens());
            quote!(#place.#method(|#name| #condition))
        };
        match (&scope.quantifier, &condition) {
            (Quantifier::Any, Expression::Constant(false)) => Expression::Constant(false),
            (Quantifier::All, Expression::Constant(true)) | (Quantifier::None, Expression::Constant(false)) => {
                Expression::Constant(true)
            }
            (Quantifier::Any, Expression::Constant(true)) => some(),
            (Quantifier::All | Quantifier::None, Expression::Constant(_)) => some().not(),
            (Quantifier::Any, condition) => field::any_element(place, &name, condition),
            (Quantifier::All, condition) => Expression::Atom(call("all", condition)),
            (Quantifier::None, condition) => field::any_element(place, &name, condition).not(),
            (Quantifier::Count(range), Expression::Constant(false)) => Expression::Constant(accepts(range, 0)),
            (Quantifier::Count(range), Expression::Constant(true)) => is_inside(range, &quote!(#place.len())),
            (Quantifier::Count(range), condition) => is_inside(range, &call("count", condition)),
        }
    }

    /// What a scope asks of an element, written inside its closure.
    fn of_element(&self, number: usize, element: Home, name: &Ident) -> Expression {
        let (scope, layer) = (&self.rule.scopes[number], &self.layer.scopes[number]);
        let mut names = self.names.clone();
        names.push(name.to_string());
        let path: Vec<JsonString> = self.prefix.iter().chain(scope.path.steps()).cloned().collect();
        Writer::new(&scope.rule, layer, self.keys, self.event.clone(), element, names, path).whole()
    }

    /// A name for a closure's parameter that hides no other.
    pub(super) fn new_name(&self, name: &str) -> Ident {
        if self.names.iter().any(|taken| taken == name) {
            format_ident!("this_{name}")
        } else {
            format_ident!("{name}")
        }
    }

    /// Whether a field satisfies an alternative that names other fields.
    pub(super) fn satisfies_beside(&self, field: &'static Field, place: &TokenStream, filter: &Filter) -> Expression {
        let find = |reference: &FieldRef| self.other(reference);
        super::reference::satisfies(field, place, filter, &Scene { find: &find, names: &self.names })
    }

    /// Another field, from the event or from the element of the innermost scope.
    fn other(&self, reference: &FieldRef) -> Option<Other> {
        let Home { mut place, mut object } =
            if reference.is_relative { self.homes.get(&0)?.clone() } else { self.event.clone() };
        let mut around = Vec::new();
        let mut steps = reference.path.split(b'.').peekable();
        while let Some(step) = steps.next() {
            let field = object.field(step.as_str()?)?;
            let name = format_ident!("{}", field.rust_name);
            place = quote!(#place.#name);
            if steps.peek().is_none() {
                return Some(Other { field, place, around });
            }
            let Kind::Object(inner) = field.kind else { return None };
            object = inner;
            if field.presence == Presence::Optional {
                let name = self.new_name(field.rust_name);
                around.push((place, name.clone()));
                place = quote!(#name);
            }
        }
        None
    }
}

/// Whether a scope holds where there is no element at all.
fn accepts_no_element(scope: &Scope) -> bool {
    match &scope.quantifier {
        Quantifier::Any => false,
        Quantifier::All | Quantifier::None => true,
        Quantifier::Count(range) => accepts(range, 0),
    }
}

fn accepts(range: &Numeric, count: u32) -> bool {
    event_pattern_compiler::json::Number::parse(&count.to_string()).is_ok_and(|count| range.accepts(&count))
}

/// Whether a number of elements is in a range, with bounds that are numbers of elements too.
fn is_inside(range: &Numeric, count: &TokenStream) -> Expression {
    let literal = |number: u32| field::integer_literal(i64::from(number));
    match range.non_negative_integers() {
        None => Expression::Constant(false),
        Some((0, None)) => Expression::Constant(true),
        Some((least, None)) => {
            let least = literal(least);
            Expression::Reversible { holds: quote!(#count >= #least), opposite: quote!(#count < #least) }
        }
        Some((least, Some(most))) => {
            let (from, to) = (literal(least), literal(most));
            match least {
                _ if least == most => Expression::equal(count, &to),
                0 => Expression::Reversible { holds: quote!(#count <= #to), opposite: quote!(#count > #to) },
                _ => Expression::Atom(quote!((#from..=#to).contains(&#count))),
            }
        }
    }
}
