//! The objects of a typed event that generated code can access, and how it enters those inside them.

use super::condition::Writer;
use super::expression::Expression;
use super::list::ListAccess;
use super::optional::OptionalAccess;
use super::value::project;
use super::{TypedField, any};
use crate::names;
use crate::rust_types::RustValue;
use event_pattern_compiler::json::JsonString;
use event_pattern_compiler::schema::{Kind, ObjectSchema};
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

/// An object of the event, and the Rust expression that accesses it.
#[derive(Clone)]
pub(super) struct ReachableObject<'r> {
    pub(super) access: TokenStream,
    pub(super) object: Known<'r>,
    /// The start of the keys, including the dot at its end, if the object consists of the members of a map whose keys
    /// start like this. Empty for any other object.
    start_of_keys: String,
}

impl<'r> ReachableObject<'r> {
    pub(super) fn new(access: TokenStream, object: Known<'r>) -> Self {
        Self { access, object, start_of_keys: String::new() }
    }
}

/// What is known about the fields of an object.
#[derive(Clone, Copy)]
pub(super) enum Known<'r> {
    /// Its fields. The access is to a struct or a map.
    Fields(&'r ObjectSchema),
    /// Nothing. The access is to a value of any kind, or to an object in it.
    Nothing,
}

/// A field of an accessible object.
pub(super) enum Found<'r> {
    /// A known field, with the expression that accesses it.
    Field(TypedField<'r>, TokenStream),
    /// A field of an object of which nothing is known, with the expression that accesses the object.
    InAny(TokenStream, String),
}

impl<'r> Writer<'r> {
    /// Returns a condition on the object at `node`, whose parent must be accessible. For an array, the condition is on
    /// one of its elements.
    pub(super) fn enter(&mut self, node: usize, condition: impl FnOnce(&mut Self) -> Expression) -> Expression {
        if self.enter_required_object(node) {
            return condition(self);
        }
        match self.field(node) {
            None => Expression::Constant(false),
            Some(Found::InAny(access, key)) => {
                let element = self.unused_name(&names::field_name(&key));
                let condition = self.with_object(node, &element, (quote!(#element), Known::Nothing), condition);
                any::any_object_at(&access, &[&key], &element, &condition)
            }
            Some(Found::Field(field, access)) => self.enter_field(node, field, &access, condition),
        }
    }

    /// Returns a condition on the object at `node`, given its field, which is optional, an array, or of any kind.
    fn enter_field(
        &mut self,
        node: usize,
        field: TypedField<'r>,
        access: &TokenStream,
        condition: impl FnOnce(&mut Self) -> Expression,
    ) -> Expression {
        if field.rust.value.element() == &RustValue::Value {
            let element = self.unused_name(field.binding());
            let condition = self.with_object(node, &element, (quote!(#element), Known::Nothing), condition);
            return any::any_object(field, access, &element, &condition);
        }
        let Some(object) = field.kind().object() else { return Expression::Constant(false) };
        let object = Known::Fields(object);
        if let Some(list) = ListAccess::new(field, access) {
            let element = self.unused_name(field.singular());
            let inside = (list.element_access(&element), object);
            return match self.with_object(node, &element, inside, condition) {
                Expression::Constant(false) => Expression::Constant(false),
                Expression::Constant(true) => list.has_elements(),
                condition => list.any(&element, &condition),
            };
        }
        let element = self.unused_name(field.binding());
        let inside = (project(&field.rust.value, &quote!(#element)), object);
        match self.with_object(node, &element, inside, condition) {
            Expression::Constant(false) => Expression::Constant(false),
            Expression::Constant(true) => OptionalAccess::new(field, access).has_value(),
            condition => OptionalAccess::new(field, access).is_some_and(&element, &condition),
        }
    }

    /// Returns a condition for use inside a closure whose parameter gives access to the object at `node`.
    fn with_object(
        &mut self,
        node: usize,
        parameter: &Ident,
        (access, object): (TokenStream, Known<'r>),
        condition: impl FnOnce(&mut Self) -> Expression,
    ) -> Expression {
        let outer_objects = self.objects.clone();
        self.objects.insert(node, ReachableObject::new(access, object));
        self.names.push(parameter.to_string());
        let condition = condition(self);
        self.names.pop();
        self.objects = outer_objects;
        condition
    }

    /// Makes a required object accessible. Returns `false` if the node is not a required object.
    pub(super) fn enter_required_object(&mut self, node: usize) -> bool {
        if let Some(object) = self.start_of_keys(node) {
            self.objects.insert(node, object);
            return true;
        }
        let Some(Found::Field(field, access)) = self.field(node) else { return false };
        let Kind::Object(object) = field.kind() else { return false };
        if field.is_optional() {
            return false;
        }
        let access = project(&field.rust.value, &access);
        self.objects.insert(node, ReachableObject::new(access, Known::Fields(object)));
        true
    }

    /// Returns the members of a map whose keys start with the path of a node and a dot, if the pattern has only
    /// conditions on such members there.
    fn start_of_keys(&self, node: usize) -> Option<ReachableObject<'r>> {
        let tree = &self.structure.tree;
        let (step, children) = (tree.step(node)?, &tree.nodes[node].children);
        let parent = self.objects.get(&tree.nodes[node].parent)?;
        let Known::Fields(object) = parent.object else { return None };
        let continues = |child: &JsonString| object.key_length(&[step.clone(), child.clone()]) > 1;
        if children.is_empty() || !children.iter().all(|(child, _)| continues(child)) {
            return None;
        }
        let start_of_keys = format!("{}{}.", parent.start_of_keys, step.as_str()?);
        Some(ReachableObject { start_of_keys, ..parent.clone() })
    }

    /// Returns the path of a node.
    fn path(&self, node: usize) -> Vec<JsonString> {
        let tree = &self.structure.tree;
        let up = std::iter::successors(Some(node), |&node| (node != 0).then(|| tree.nodes[node].parent));
        let mut path: Vec<JsonString> = up.filter_map(|node| tree.step(node).cloned()).collect();
        path.reverse();
        path
    }

    /// Returns the span of the key of a field in the pattern.
    pub(super) fn key_span(&self, path: &[JsonString]) -> Span {
        let path: Vec<JsonString> = self.prefix.iter().chain(path).cloned().collect();
        self.surroundings.keys.span(&path)
    }

    /// Returns the field at a node, and the expression that accesses it. Returns `None` if no event has the field.
    pub(super) fn field(&self, node: usize) -> Option<Found<'r>> {
        let step = self.structure.tree.step(node)?.as_str()?;
        let parent = self.objects.get(&self.structure.tree.nodes[node].parent)?;
        let ReachableObject { access, object, start_of_keys } = parent;
        let Known::Fields(object) = object else { return Some(Found::InAny(access.clone(), step.to_owned())) };
        let key = format!("{start_of_keys}{step}");
        let field = TypedField::find(self.surroundings.types, object, &key)?;
        Some(Found::Field(field, field.access(access, &key, self.key_span(&self.path(node)))))
    }
}
