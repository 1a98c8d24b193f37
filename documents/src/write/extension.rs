//! Writes what the project's own keyword says about an event.

use super::{Members, member};
use crate::event::provenance_of_source;
use event_pattern_compiler::json::Value;
use event_pattern_compiler::json::build::{list, object, text, texts};
use event_pattern_compiler::schema::{ExtraName, Form, Identity, Lifecycle, LifecycleEvent, Schema, State};
use std::sync::Arc;

/// Returns the members of the keyword.
pub(super) fn of_event(schema: &Schema, forms: &[(String, Arc<Form>)]) -> Members {
    let facts = &schema.facts;
    let mut members = vec![member("title", text(&schema.title))];
    members.extend(facts.service.as_ref().map(|service| member("service", text(service))));
    if schema.provenance != provenance_of_source(schema.source.as_deref()) {
        members.push(member("provenance", text(schema.provenance.word())));
    }
    let resources = schema.root.field("resources").and_then(|field| field.form.as_ref());
    if let Some((name, _)) = forms.iter().find(|(_, form)| Some(form) == resources) {
        members.push(member("resources", text(name)));
    }
    if !forms.is_empty() {
        members.push(member("forms", object(forms.iter().map(|(name, form)| (name.clone(), of_form(form))).collect())));
    }
    if !facts.extra_names.is_empty() {
        members.push(member("extraNames", list(facts.extra_names.iter().map(extra_name).collect())));
    }
    if !facts.identities.is_empty() {
        members.push(member("identities", list(facts.identities.iter().map(identity).collect())));
    }
    members.extend(facts.lifecycle.as_ref().map(|lifecycle| member("lifecycle", of_lifecycle(lifecycle))));
    members
}

fn of_form(form: &Form) -> Value {
    object(vec![
        member("noun", text(&form.noun)),
        member("example", text(&form.example)),
        member("templates", texts(&form.templates)),
        member("knownParts", texts(&form.known_parts)),
    ])
}

fn extra_name(extra: &ExtraName) -> Value {
    object(vec![
        member("object", text(&extra.object)),
        member("name", text(&extra.name)),
        member("help", text(&extra.help)),
    ])
}

fn identity(identity: &Identity) -> Value {
    object(vec![
        member("array", text(&identity.array)),
        member("noun", text(&identity.noun)),
        member("identifiedBy", texts(&identity.identified_by)),
        member("verdict", text(&identity.verdict)),
        member("verdictNoun", text(&identity.verdict_noun)),
        member("bystander", text(&identity.bystander)),
    ])
}

fn of_lifecycle(lifecycle: &Lifecycle) -> Value {
    let mut members = vec![
        member("subject", text(&lifecycle.subject)),
        member("stateField", text(&lifecycle.state_field)),
        member("end", text(&lifecycle.end)),
    ];
    if !lifecycle.notice.is_empty() {
        members.push(member("notice", text(&lifecycle.notice)));
    }
    members.push(member("causeFields", texts(&lifecycle.cause_fields)));
    members.push(member("before", object(state(&lifecycle.before))));
    members.push(member("events", list(lifecycle.events.iter().map(lifecycle_event).collect())));
    object(members)
}

fn lifecycle_event(event: &LifecycleEvent) -> Value {
    object(vec![
        member("state", text(&event.state)),
        member("sentFor", text(event.sent_for.word())),
        member("event", object(state(&event.event))),
    ])
}

fn state(state: &State) -> Members {
    let mut members = Members::new();
    if !state.values.is_empty() {
        let values = state.values.iter().map(|(field, values)| (field.clone(), texts(values)));
        members.push(member("values", object(values.collect())));
    }
    for (key, fields) in [("present", &state.present), ("absent", &state.absent)] {
        if !fields.is_empty() {
            members.push(member(key, texts(fields)));
        }
    }
    members
}
