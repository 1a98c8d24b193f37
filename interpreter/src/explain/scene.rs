//! The event, or one element of it, as fields that know where they are.

use crate::event::{Field, Membership};
use event_pattern_compiler::json::{Scalar, Text, Value, ValueKind};
use event_pattern_compiler::pattern::Filter;
use event_pattern_compiler::pattern::filter::Reference;
use event_pattern_compiler::rule::{FieldPath, Leaf};

/// An object of the event and all that is in it.
pub(super) struct Scene<'v> {
    /// The scalars, in the order of the source.
    pub(super) fields: Vec<Located>,
    /// The objects and arrays.
    pub(super) wholes: Vec<Whole<'v>>,
    /// What stands in arrays and is an object or an array itself.
    pub(super) elements: Vec<Element<'v>>,
    arrays: usize,
}

/// A field and where it is.
pub(super) struct Located {
    pub(super) field: Field,
    /// Such as `detail.containers[0].exitCode`.
    pub(super) place: String,
}

/// An object or an array.
pub(super) struct Whole<'v> {
    pub(super) path: FieldPath,
    pub(super) value: &'v Value,
    /// From the outermost array's name on, such as `containers[0]`; the name alone outside of arrays.
    label: String,
    memberships: Vec<Membership>,
}

/// An element of an array.
pub(super) struct Element<'v> {
    pub(super) membership: Membership,
    /// The path of the array.
    pub(super) path: FieldPath,
    /// From the outermost array's name on, such as `containers[0]`.
    pub(super) label: String,
    value: &'v Value,
}

/// What a rule is evaluated on: inside a scope one element, beside the whole event.
#[derive(Clone, Copy)]
pub(super) struct View<'s, 'v> {
    pub(super) event: &'s Scene<'v>,
    pub(super) element: &'s Scene<'v>,
}

impl View<'_, '_> {
    /// The first alternative of a leaf that accepts a value.
    pub(super) fn accepting<'f>(
        self,
        mut filters: impl Iterator<Item = &'f Filter>,
        value: &Scalar,
    ) -> Option<&'f Filter> {
        filters.find(|filter| filter.accepts_beside(value, &|reference| self.values(reference)))
    }

    /// Whether a field satisfies a leaf.
    pub(super) fn satisfies(self, leaf: &Leaf, value: &Scalar) -> bool {
        self.accepting(leaf.alternatives.iter(), value).is_some()
    }

    /// The values of another field.
    pub(super) fn values(self, reference: &Reference) -> Vec<Scalar> {
        let start = if reference.is_relative { self.element } else { self.event };
        start.fields_at(&FieldPath::of(reference)).map(|(_, located)| located.field.value.clone()).collect()
    }
}

impl<'v> Scene<'v> {
    /// Flattens an object.
    pub(super) fn of(object: &'v Value) -> Self {
        let mut scene = Self { fields: Vec::new(), wholes: Vec::new(), elements: Vec::new(), arrays: 0 };
        scene.add(object, Place::default());
        scene
    }

    /// The fields at a path, with their numbers.
    pub(super) fn fields_at<'s>(&'s self, path: &'s FieldPath) -> impl Iterator<Item = (usize, &'s Located)> {
        self.fields.iter().enumerate().filter(move |(_, located)| located.field.path == *path)
    }

    /// The objects at a path: the elements of a scope.
    pub(super) fn objects_at<'s>(&'s self, path: &'s FieldPath) -> impl Iterator<Item = &'s Whole<'v>> {
        self.wholes.iter().filter(move |whole| whole.path == *path && matches!(whole.value.kind, ValueKind::Object(_)))
    }

    /// The element that a membership means.
    pub(super) fn element(&self, membership: Membership) -> Option<&Element<'v>> {
        self.elements.iter().find(|element| element.membership == membership)
    }

    fn add(&mut self, value: &'v Value, place: Place) {
        let scalar = match &value.kind {
            ValueKind::Object(members) => {
                self.wholes.push(place.whole(value));
                for member in members {
                    self.add(&member.value, place.member(&member.key));
                }
                return;
            }
            ValueKind::Array(elements) => {
                self.wholes.push(place.whole(value));
                let array = self.arrays;
                self.arrays += 1;
                for (index, element) in elements.iter().enumerate() {
                    let membership = Membership { array, element: index };
                    let inner = place.element(membership, element);
                    if inner.memberships.last() == Some(&membership) {
                        let (path, label) = (place.path.clone(), inner.label());
                        self.elements.push(Element { membership, path, label, value: element });
                    }
                    self.add(element, inner);
                }
                return;
            }
            ValueKind::Null => Scalar::Null,
            ValueKind::Boolean(value) => Scalar::Boolean(*value),
            ValueKind::Number(number) => Scalar::Number(number.clone()),
            ValueKind::String(text) => Scalar::String(text.clone()),
        };
        let Place { path, full, memberships, .. } = place;
        self.fields.push(Located { field: Field { path, value: scalar, memberships }, place: full });
    }
}

impl Element<'_> {
    /// The place, and the element's name if it has one: `containers[0] (run-test)`.
    pub(super) fn described(&self) -> String {
        described(&self.label, self.value)
    }
}

impl Whole<'_> {
    /// The place, and the object's name if it has one.
    pub(super) fn described(&self) -> String {
        described(&self.label, self.value)
    }

    /// Whether it is there for those who have chosen these elements.
    pub(super) fn is_consistent_with(&self, chosen: &[Membership]) -> bool {
        self.memberships
            .iter()
            .all(|own| chosen.iter().all(|other| own.array != other.array || own.element == other.element))
    }
}

fn described(label: &str, value: &Value) -> String {
    let ValueKind::Object(members) = &value.kind else { return label.to_owned() };
    let name = members.iter().rev().find(|member| member.key.as_str() == Some("name"));
    match name.map(|member| &member.value.kind) {
        Some(ValueKind::String(name)) if !name.is_empty() => format!("{label} ({})", super::words::bare(name)),
        _ => label.to_owned(),
    }
}

/// Where the flattening is.
#[derive(Clone, Default)]
struct Place {
    path: FieldPath,
    full: String,
    /// From the outermost array's name on.
    short: Option<String>,
    memberships: Vec<Membership>,
}

impl Place {
    fn member(&self, key: &Text) -> Self {
        let joined = |text: &String| if text.is_empty() { key.to_string() } else { format!("{text}.{key}") };
        Self {
            path: self.path.join(key),
            full: joined(&self.full),
            short: self.short.as_ref().map(joined),
            memberships: self.memberships.clone(),
        }
    }

    fn element(&self, membership: Membership, value: &Value) -> Self {
        let is_settled = matches!(value.kind, ValueKind::Object(_) | ValueKind::Array(_));
        let mut memberships = self.memberships.clone();
        memberships.extend(is_settled.then_some(membership));
        Self {
            path: self.path.clone(),
            full: format!("{}[{}]", self.full, membership.element),
            short: Some(format!("{}[{}]", self.label(), membership.element)),
            memberships,
        }
    }

    fn label(&self) -> String {
        self.short.clone().unwrap_or_else(|| self.path.last_step())
    }

    fn whole<'v>(&self, value: &'v Value) -> Whole<'v> {
        Whole { path: self.path.clone(), label: self.label(), value, memberships: self.memberships.clone() }
    }
}
