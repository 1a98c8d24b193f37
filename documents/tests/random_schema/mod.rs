//! Random schemas that follow the rules of the model.

use event_pattern_compiler::schema::{
    ClosedSet, ExtraName, Facts, Field, Form, Identity, IntegerSize, Kind, Lifecycle, LifecycleEvent, ObjectSchema,
    Others, Presence, Provenance, Schema, SentFor, SetValue, State, whole_event,
};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use std::sync::Arc;

/// Any text. Also one that means something in a document or in compact form.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-zA-Z][a-zA-Z0-9_./~-]{0,6}",
        "[ -~]{0,8}",
        any::<String>(),
        select(vec!["$ref", "properties", "type", "x-event-pattern", "#/$defs/A", "~1", "%20", "detail", "null"])
            .prop_map(str::to_owned),
        select(vec!["*", "..", ".", "%", "#", "\\", "\"", "a # b", "\n", "\r\n", " x ", "instead "])
            .prop_map(str::to_owned),
    ]
}

/// A description, which has no blanks around it.
fn description() -> impl Strategy<Value = String> {
    prop_oneof![2 => Just(String::new()), 1 => text().prop_map(|text| text.trim().to_owned())]
}

/// Makes the names of objects and sets unique, and gives them the letters of type names.
fn numbered<T>(mut values: Vec<T>, prefix: &str, name: impl Fn(&mut T) -> &mut String) -> Vec<T> {
    for (number, value) in values.iter_mut().enumerate() {
        *name(value) = format!("{prefix}{number}");
    }
    values
}

fn closed_sets() -> impl Strategy<Value = Vec<Kind>> {
    let value = (text(), description()).prop_map(|(text, description)| SetValue { text, description });
    let set = (description(), vec(value, 1..4), any::<bool>()).prop_map(|(description, mut values, is_complete)| {
        values.sort_by(|one, other| one.text.cmp(&other.text));
        values.dedup_by(|one, other| one.text == other.text);
        ClosedSet { name: String::new(), description, values, is_complete }
    });
    vec(set, 1..3).prop_map(|sets| {
        let sets = numbered(sets, "Set", |set| &mut set.name);
        sets.into_iter().map(|set| Kind::ClosedSet(Arc::new(set))).collect()
    })
}

fn form() -> impl Strategy<Value = Arc<Form>> {
    let noun = prop_oneof![text(), Just("the ARN of a task, which is long".to_owned())];
    (noun, text(), vec(text(), 0..3), vec(text(), 0..2))
        .prop_map(|(noun, example, templates, known_parts)| Arc::new(Form { noun, example, templates, known_parts }))
}

/// Several kinds of single values. At most one of them is for strings, and one for numbers.
fn one_of(elements: &[Kind]) -> impl Strategy<Value = Kind> + use<> {
    let strings = elements.iter().filter(|kind| matches!(kind, Kind::ClosedSet(_))).cloned().chain([Kind::String]);
    let numbers = [Kind::Integer(IntegerSize::Bits32), Kind::Integer(IntegerSize::Bits64), Kind::Number];
    (select(strings.collect::<Vec<_>>()), select(numbers.to_vec()), any::<[bool; 3]>()).prop_map(
        |(string, number, [has_boolean, has_number, is_reversed])| {
            let mut kinds = vec![string];
            kinds.extend((has_number || !has_boolean).then_some(number));
            kinds.extend(has_boolean.then_some(Kind::Boolean));
            if is_reversed {
                kinds.reverse();
            }
            Kind::OneOf(kinds.into())
        },
    )
}

fn kind(elements: &[Kind]) -> impl Strategy<Value = Kind> + use<> {
    let single = prop_oneof![3 => select(elements.to_vec()), 1 => one_of(elements)];
    (single, any::<bool>()).prop_map(|(kind, is_list)| if is_list { Kind::List(Arc::new(kind)) } else { kind })
}

fn field(elements: &[Kind]) -> impl Strategy<Value = Field> + use<> {
    let form = option::weighted(0.2, form());
    let instead = option::weighted(0.2, text());
    (text(), description(), any::<(bool, bool)>(), kind(elements), form, instead).prop_map(
        |(name, description, (is_optional, is_nullable), kind, form, instead)| {
            let presence = if is_optional { Presence::Optional } else { Presence::Required };
            Field { name, description, presence, is_nullable, kind, form, instead }
        },
    )
}

/// An object with fields, or a map. An object of which nothing is known would be of any kind.
fn object(elements: &[Kind]) -> impl Strategy<Value = ObjectSchema> + use<> {
    let value = field(elements)
        .prop_map(|field| Field { name: String::new(), presence: Presence::Optional, ..field })
        .prop_map(|field| (Vec::new(), Others::Values(Arc::new(field))));
    let fields = (vec(field(elements), 0..4), any::<bool>()).prop_map(|(mut fields, is_open)| {
        fields.sort_by(|field, other| field.name.cmp(&other.name));
        fields.dedup_by(|field, other| field.name == other.name);
        let others = if is_open && !fields.is_empty() { Others::Unknown } else { Others::None };
        (fields, others)
    });
    (description(), prop_oneof![3 => fields, 1 => value]).prop_map(|(description, (fields, others))| ObjectSchema {
        name: String::new(),
        description,
        fields,
        others,
    })
}

/// Adds a level of objects to the kinds that fields can have.
fn with_objects(elements: Vec<Kind>, level: usize) -> impl Strategy<Value = Vec<Kind>> {
    vec(object(&elements), 1..4).prop_map(move |objects| {
        let objects = numbered(objects, &format!("Object{level}Number"), |object| &mut object.name);
        let objects = objects.into_iter().map(|object| Kind::Object(Arc::new(object)));
        elements.iter().cloned().chain(objects).collect()
    })
}

fn state() -> impl Strategy<Value = State> {
    (vec((text(), vec(text(), 0..3)), 0..2), vec(text(), 0..3), vec(text(), 0..3)).prop_map(
        |(mut values, present, absent)| {
            values.dedup_by(|one, other| one.0 == other.0);
            State { values, present, absent }
        },
    )
}

fn lifecycle() -> impl Strategy<Value = Arc<Lifecycle>> {
    let sent_for = select(vec![SentFor::All, SentFor::Some, SentFor::Notice]);
    let event =
        (text(), sent_for, state()).prop_map(|(state, sent_for, event)| LifecycleEvent { state, sent_for, event });
    let names = (text(), text(), text(), text());
    (names, vec(text(), 0..3), state(), vec(event, 0..3)).prop_map(
        |((subject, state_field, end, notice), cause_fields, before, events)| {
            Arc::new(Lifecycle { subject, state_field, end, notice, cause_fields, before, events })
        },
    )
}

fn facts() -> impl Strategy<Value = Facts> {
    let extra_name = (text(), text(), text()).prop_map(|(object, name, help)| ExtraName { object, name, help });
    let identity = (vec(text(), 5), vec(text(), 0..3)).prop_map(|(texts, identified_by)| {
        let [array, noun, verdict, verdict_noun, bystander] = texts.try_into().unwrap();
        Identity { array, noun, identified_by, verdict, verdict_noun, bystander }
    });
    (option::of(text()), vec(extra_name, 0..3), vec(identity, 0..2), option::of(lifecycle()))
        .prop_map(|(service, extra_names, identities, lifecycle)| Facts { service, extra_names, identities, lifecycle })
}

/// Makes each field optional and nullable, as in an inferred schema.
fn inferred(kind: &Kind) -> Kind {
    let field = |field: &Field| Field {
        presence: Presence::Optional,
        is_nullable: true,
        kind: inferred(&field.kind),
        ..field.clone()
    };
    match kind {
        Kind::Object(object) => {
            let others = match &object.others {
                Others::Values(values) => Others::Values(Arc::new(field(values))),
                others => others.clone(),
            };
            let fields = object.fields.iter().map(field).collect();
            Kind::Object(Arc::new(ObjectSchema { fields, others, ..ObjectSchema::clone(object) }))
        }
        Kind::List(element) => Kind::List(Arc::new(inferred(element))),
        other => other.clone(),
    }
}

/// A schema.
pub(crate) fn schema() -> impl Strategy<Value = Schema> {
    let simple = [
        Kind::Any,
        Kind::String,
        Kind::Integer(IntegerSize::Bits32),
        Kind::Integer(IntegerSize::Bits64),
        Kind::Number,
        Kind::Boolean,
    ];
    let detail = closed_sets()
        .prop_map(move |sets| simple.iter().cloned().chain(sets).collect())
        .prop_flat_map(|elements| with_objects(elements, 1))
        .prop_flat_map(|elements| with_objects(elements, 2))
        .prop_flat_map(|elements| with_objects(elements, 3))
        .prop_flat_map(|elements| {
            let is_detail = |kind: &Kind| matches!(kind, Kind::Object(_) | Kind::Any);
            select(elements.into_iter().filter(is_detail).collect::<Vec<_>>())
        });
    let provenance = select(vec![Provenance::Checked, Provenance::Document, Provenance::Inferred]);
    let name = |prefix: &'static str| option::of(text().prop_map(move |text| format!("{prefix}{text}")));
    let names = (name(""), name("A"), text(), description());
    let source = prop_oneof![Just(String::new()), Just("aws.".to_owned())];
    (names, source, provenance, (detail, description()), option::of(form()), facts()).prop_map(
        |((source, detail_type, title, description), prefix, provenance, detail, resources, facts)| {
            let source = source.map(|source| format!("{prefix}{source}")).filter(|source| !source.is_empty());
            let (kind, detail_description) = detail;
            let kind = if provenance == Provenance::Inferred { inferred(&kind) } else { kind };
            let detail =
                Field { presence: Presence::Required, description: detail_description, ..Field::new("detail", kind) };
            let root = Arc::new(whole_event(detail, resources));
            Schema { source, detail_type, title, description, provenance, root, facts }
        },
    )
}
