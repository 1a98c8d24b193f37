//! Conditions on the elements of an array of a typed event: `$any`, `$all`, `$none` and `$count`.

use super::condition::Writer;
use super::expression::Expression;
use super::field_ref::{Context, OptionalParent, ReferencedField};
use super::list::ListAccess;
use super::objects::{Known, ReachableObject};
use super::optional::OptionalAccess;
use super::value::{integer_literal, project};
use super::{TypedField, next_key, unused_name};
use event_pattern_compiler::json::JsonString;
use event_pattern_compiler::pattern::filter::{FieldRef, Numeric};
use event_pattern_compiler::pattern::{Filter, Quantifier};
use event_pattern_compiler::rule::Scope;
use event_pattern_compiler::schema::{Kind, ObjectSchema};
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

impl<'r> Writer<'r> {
    /// Returns the condition for a scope of the rule.
    pub(super) fn scope(&mut self, number: usize) -> Expression {
        let scope = &self.rule.scopes[number];
        let Some(reachable) = self.objects.get(&0).cloned() else { return Expression::Constant(false) };
        self.scope_from(number, &reachable, scope.path.steps())
    }

    /// Returns the condition for a scope, where `steps` lead from an accessible object to the array.
    fn scope_from(&self, number: usize, reachable: &ReachableObject<'r>, steps: &[JsonString]) -> Expression {
        let (scope, access) = (&self.rule.scopes[number], &reachable.access);
        let nothing = || Expression::Constant(accepts_no_element(scope));
        // A scope is never inside a value of which nothing is known.
        let Known::Fields(object) = reachable.object else { return nothing() };
        let Some((key, rest)) = next_key(object, steps) else { return nothing() };
        let Some(field) = TypedField::find(self.surroundings.types, object, &key) else { return nothing() };
        let path = scope.path.steps();
        let access = field.access(access, &key, self.key_span(&path[..path.len() - rest.len()]));
        if let (Some(list), Some(object), true) =
            (ListAccess::new(field, &access), field.kind().object(), rest.is_empty())
        {
            return self.of_list(number, &list, object, field.singular());
        }
        let Kind::Object(inner) = field.kind() else { return nothing() };
        let object = Known::Fields(inner);
        if !field.is_optional() {
            let access = project(&field.rust.value, &access);
            return self.scope_from(number, &ReachableObject::new(access, object), rest);
        }
        let name = self.unused_name(field.binding());
        let inner_access = project(&field.rust.value, &quote!(#name));
        let inside = self.scope_from(number, &ReachableObject::new(inner_access, object), rest);
        // An absent object has no elements.
        let is_negated = accepts_no_element(scope);
        let inside = if is_negated { inside.not() } else { inside };
        let is_present_and = OptionalAccess::new(field, &access).is_some_and(&name, &inside);
        if is_negated { is_present_and.not() } else { is_present_and }
    }

    fn of_list(&self, number: usize, list: &ListAccess<'_>, object: &'r ObjectSchema, singular: &str) -> Expression {
        let scope = &self.rule.scopes[number];
        let name = self.unused_name(singular);
        let element = ReachableObject::new(list.element_access(&name), Known::Fields(object));
        let condition = self.of_element(number, element, &name);
        match (&scope.quantifier, &condition) {
            (Quantifier::Any, Expression::Constant(false)) => Expression::Constant(false),
            (Quantifier::All, Expression::Constant(true)) | (Quantifier::None, Expression::Constant(false)) => {
                Expression::Constant(true)
            }
            (Quantifier::Any, Expression::Constant(true)) => list.has_elements(),
            (Quantifier::All | Quantifier::None, Expression::Constant(_)) => list.has_elements().not(),
            (Quantifier::Any, condition) => list.any(&name, condition),
            (Quantifier::All, condition) => list.all(&name, condition),
            (Quantifier::None, condition) => list.any(&name, condition).not(),
            (Quantifier::Count(range), Expression::Constant(false)) => Expression::Constant(accepts(range, 0)),
            (Quantifier::Count(range), Expression::Constant(true)) => is_in_range(range, &list.len()),
            (Quantifier::Count(range), condition) => is_in_range(range, &list.count(&name, condition)),
        }
    }

    /// Returns the condition that a scope places on one element, for use inside the closure over the elements.
    fn of_element(&self, number: usize, element: ReachableObject<'r>, name: &Ident) -> Expression {
        let (scope, structures) = (&self.rule.scopes[number], &self.structures.scopes[number]);
        let mut names = self.names.clone();
        names.push(name.to_string());
        let path: Vec<JsonString> = self.prefix.iter().chain(scope.path.steps()).cloned().collect();
        Writer::new(&scope.rule, structures, self.surroundings, element, names, path).condition()
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
        let ReachableObject { mut access, object, .. } =
            if field_ref.is_relative { self.objects.get(&0)?.clone() } else { self.surroundings.event.clone() };
        let Known::Fields(mut object) = object else { return None };
        let mut optional_parents = Vec::new();
        let steps: Vec<JsonString> = field_ref.path.split(b'.').collect();
        let mut steps = &*steps;
        while let Some((key, rest)) = next_key(object, steps) {
            let field = TypedField::find(self.surroundings.types, object, &key)?;
            access = field.access(&access, &key, Span::call_site());
            steps = rest;
            if steps.is_empty() {
                return Some(ReferencedField { field, access, optional_parents });
            }
            let Kind::Object(inner) = field.kind() else { return None };
            object = inner;
            if field.is_optional() {
                let name = self.unused_name(field.binding());
                optional_parents.push(OptionalParent { field, access, name: name.clone() });
                access = quote!(#name);
            }
            access = project(&field.rust.value, &access);
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
    let literal = |number: u32| integer_literal(i128::from(number));
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
