//! Conditions on the elements of an array of a typed event: `$any`, `$all`, `$none` and `$count`.

use super::condition::{ReachableObject, Writer};
use super::expression::Expression;
use super::field_ref::{Context, ReferencedField};
use super::{TypedField, field, identifier, unused_name};
use event_pattern_compiler::json::JsonString;
use event_pattern_compiler::pattern::filter::{FieldRef, Numeric};
use event_pattern_compiler::pattern::{Filter, Quantifier};
use event_pattern_compiler::rule::Scope;
use event_pattern_compiler::schema::{Kind, ObjectSchema};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};

impl<'r> Writer<'r> {
    /// Returns the condition for a scope of the rule.
    pub(super) fn scope(&mut self, number: usize) -> Expression {
        let scope = &self.rule.scopes[number];
        let Some(reachable) = self.objects.get(&0).cloned() else { return Expression::Constant(false) };
        self.scope_from(number, &reachable, scope.path.steps())
    }

    /// Returns the condition for a scope, where `steps` lead from an accessible object to the array.
    fn scope_from(&self, number: usize, reachable: &ReachableObject<'r>, steps: &[JsonString]) -> Expression {
        let scope = &self.rule.scopes[number];
        let found = steps
            .split_first()
            .and_then(|(step, rest)| Some((TypedField::find(self.types, reachable.object, step.as_str()?)?, rest)));
        let Some((field, rest)) = found else { return Expression::Constant(accepts_no_element(scope)) };
        let (access, name) =
            (&reachable.access, self.field_name(field, &scope.path.steps()[..scope.path.steps().len() - rest.len()]));
        let access = quote!(#access.#name);
        match (field.kind(), field.kind().object()) {
            (Kind::List(_), Some(object)) if rest.is_empty() => self.of_list(number, &access, object, field.singular()),
            (Kind::Object(_), Some(object)) if !field.is_optional() => {
                self.scope_from(number, &ReachableObject { access, object }, rest)
            }
            (Kind::Object(_), Some(object)) => {
                let name = self.unused_name(&field.rust.name);
                let inside = self.scope_from(number, &ReachableObject { access: quote!(#name), object }, rest);
                // An absent object has no elements.
                let is_negated = accepts_no_element(scope);
                let inside = if is_negated { inside.not() } else { inside }.tokens();
                let is_present_and = Expression::Atom(quote!(#access.is_some_and(|#name| #inside)));
                if is_negated { is_present_and.not() } else { is_present_and }
            }
            _ => Expression::Constant(accepts_no_element(scope)),
        }
    }

    fn of_list(&self, number: usize, access: &TokenStream, object: &'r ObjectSchema, singular: &str) -> Expression {
        let scope = &self.rule.scopes[number];
        let name = self.unused_name(singular);
        let element = ReachableObject { access: quote!(#name), object };
        let condition = self.of_element(number, element, &name);
        let has_elements = || field::has_elements(access);
        let call = |method: &str, condition: &Expression| {
            let (method, condition) = (format_ident!("{method}"), condition.tokens());
            quote!(#access.#method(|#name| #condition))
        };
        match (&scope.quantifier, &condition) {
            (Quantifier::Any, Expression::Constant(false)) => Expression::Constant(false),
            (Quantifier::All, Expression::Constant(true)) | (Quantifier::None, Expression::Constant(false)) => {
                Expression::Constant(true)
            }
            (Quantifier::Any, Expression::Constant(true)) => has_elements(),
            (Quantifier::All | Quantifier::None, Expression::Constant(_)) => has_elements().not(),
            (Quantifier::Any, condition) => field::any_element(access, &name, condition),
            (Quantifier::All, condition) => Expression::Atom(call("all", condition)),
            (Quantifier::None, condition) => field::any_element(access, &name, condition).not(),
            (Quantifier::Count(range), Expression::Constant(false)) => Expression::Constant(accepts(range, 0)),
            (Quantifier::Count(range), Expression::Constant(true)) => is_in_range(range, &quote!(#access.len())),
            (Quantifier::Count(range), condition) => is_in_range(range, &call("count", condition)),
        }
    }

    /// Returns the condition that a scope places on one element, for use inside the closure over the elements.
    fn of_element(&self, number: usize, element: ReachableObject<'r>, name: &Ident) -> Expression {
        let (scope, structures) = (&self.rule.scopes[number], &self.structures.scopes[number]);
        let mut names = self.names.clone();
        names.push(name.to_string());
        let path: Vec<JsonString> = self.prefix.iter().chain(scope.path.steps()).cloned().collect();
        Writer::new(&scope.rule, structures, self.keys, self.types, self.event.clone(), element, names, path)
            .condition()
    }

    /// Returns a name for a closure's parameter: `name`, or `this_{name}` if a variable has that name.
    pub(super) fn unused_name(&self, name: &str) -> Ident {
        unused_name(name, &self.names)
    }

    /// Returns the condition that a field satisfies an alternative with field references.
    pub(super) fn satisfies_field_ref(
        &self,
        field: TypedField<'_>,
        access: &TokenStream,
        filter: &Filter,
    ) -> Expression {
        let find = |field_ref: &FieldRef| self.referenced_field(field_ref);
        super::field_ref::satisfies(field, access, filter, &Context { find: &find, names: &self.names })
    }

    /// Resolves a field reference in the event, or in the element of the innermost scope.
    fn referenced_field(&self, field_ref: &FieldRef) -> Option<ReferencedField<'r>> {
        let ReachableObject { mut access, mut object } =
            if field_ref.is_relative { self.objects.get(&0)?.clone() } else { self.event.clone() };
        let mut optional_parents = Vec::new();
        let mut steps = field_ref.path.split(b'.').peekable();
        while let Some(step) = steps.next() {
            let field = TypedField::find(self.types, object, step.as_str()?)?;
            let name = identifier(&field.rust.name, Span::call_site());
            access = quote!(#access.#name);
            if steps.peek().is_none() {
                return Some(ReferencedField { field, access, optional_parents });
            }
            let Kind::Object(inner) = field.kind() else { return None };
            object = inner;
            if field.is_optional() {
                let name = self.unused_name(&field.rust.name);
                optional_parents.push((access, name.clone()));
                access = quote!(#name);
            }
        }
        None
    }
}

/// Whether a scope is satisfied if the array has no elements.
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

/// Returns the condition that `count`, the expression for the number of elements, is in the range.
fn is_in_range(range: &Numeric, count: &TokenStream) -> Expression {
    let literal = |number: u32| field::integer_literal(i64::from(number));
    match range.non_negative_integers() {
        None => Expression::Constant(false),
        Some((0, None)) => Expression::Constant(true),
        Some((min, None)) => {
            let min = literal(min);
            Expression::Reversible { holds: quote!(#count >= #min), opposite: quote!(#count < #min) }
        }
        Some((min, Some(max))) => {
            let (from, to) = (literal(min), literal(max));
            match min {
                _ if min == max => Expression::equal(count, &to),
                0 => Expression::Reversible { holds: quote!(#count <= #to), opposite: quote!(#count > #to) },
                _ => Expression::Atom(quote!((#from..=#to).contains(&#count))),
            }
        }
    }
}
