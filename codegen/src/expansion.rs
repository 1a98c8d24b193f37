//! Expands a macro call. The items that need the schema of an event type are expanded in a second step, when the
//! companion macros of the event types have added the schemas.
//!
//! The items of one event type are expanded together, apart from those of other types, so that a type without companion
//! macro affects only its own rules. If the macro call has `#![event_pattern(allow(…))]`, all items are expanded
//! together, as only then is it known whether the attribute has an effect. An item with `#[cfg(…)]` is always on its own:
//! its event type may exist only under the same condition.

use crate::Files;
use crate::attributes::Attributes;
use crate::companion::{self, EventTypes, Request};
use crate::event_type::DetailType;
use crate::input::{Call, Function, Item};
use crate::known_events::KnownEvents;
use crate::report::{Reports, Subject};
use crate::rust_types::EventType;
use crate::set::Set;
use crate::syntax::{Error, Input, Result};
use crate::unused_allow::{AllowOwner, Suppressed};
use proc_macro2::{Ident, TokenStream};
use quote::quote;
use std::sync::Arc;

/// Items that are expanded together.
struct Group<I> {
    /// The `cfg` attributes of the only item.
    cfg_attributes: TokenStream,
    /// The items, each with its tokens in the macro call.
    items: Vec<(I, TokenStream)>,
}

impl<I: Item> Group<I> {
    /// Creates a group without items.
    fn new(cfg_attributes: TokenStream) -> Self {
        Self { cfg_attributes, items: Vec::new() }
    }

    /// Returns the event types that the items need, in the order of their first use.
    fn detail_types(&self) -> Vec<DetailType> {
        let mut details: Vec<DetailType> = Vec::new();
        for detail in self.items.iter().filter_map(|(item, _)| item.detail_type()) {
            if !details.iter().any(|other| other.text() == detail.text()) {
                details.push(detail.clone());
            }
        }
        details
    }

    /// Whether this is the group of the items for an event type that have no `cfg` attributes.
    fn is_for(&self, detail: Option<&DetailType>) -> bool {
        let first = self.items.first().and_then(|(item, _)| item.detail_type());
        self.cfg_attributes.is_empty() && first.map(DetailType::text) == detail.map(DetailType::text)
    }

    /// Generates the items. `literals` are those of the companion macros of `details`, and `is_whole` is true if the
    /// group contains all items of the call.
    fn generate(
        self,
        call: &Attributes,
        is_whole: bool,
        (details, literals): (&[DetailType], &[String]),
        files: &dyn Files,
    ) -> TokenStream {
        let event_types: Vec<Option<Arc<EventType>>> =
            literals.iter().map(|text| companion::event_type(text)).collect();
        // Rules on typed events have the schemas of their types.
        let needs_documents = self.items.iter().any(|(item, _)| item.detail_type().is_none());
        let known = if needs_documents { KnownEvents::of_call(call, files) } else { KnownEvents::of_catalogue() };
        let mut output: TokenStream = known.errors.iter().map(Error::to_compile_error).collect();
        output.extend(known.items.clone());
        let mut suppressed = Suppressed::default();
        for (mut item, _) in self.items {
            let detail = item.detail_type();
            let index = detail.and_then(|detail| details.iter().position(|other| other.text() == detail.text()));
            let event_type = index.and_then(|index| event_types.get(index)?.as_deref());
            if let Some(error) = detail.filter(|_| event_type.is_none()).map(incompatible_version) {
                item.reject(error);
            }
            let (tokens, in_item) = item.generate(event_type, &known, files);
            output.extend(tokens);
            suppressed.add(&in_item);
        }
        if is_whole {
            output.extend(unused_allows(call, &suppressed));
        }
        output
    }
}

/// Expands a macro call, except for the items that need event types that are not in `types`: for those, the output
/// calls the companion macros.
pub(super) fn expand<I: Item>(tokens: TokenStream, types: &dyn EventTypes, files: &dyn Files) -> TokenStream {
    let call = Call::read(&mut Input::new(tokens), I::read);
    let (mut output, mut names) = (TokenStream::new(), Vec::new());
    // The first group is for the items that are expanded even if an event type is unknown, and for those without `cfg`
    // if the macro call has an `allow` attribute.
    let mut groups = vec![Group::new(TokenStream::new())];
    for item in call.items {
        let (item, tokens) = match item.and_then(|(item, tokens)| Ok((unless_duplicate(item, &mut names)?, tokens))) {
            Ok(item) => item,
            Err(error) => {
                output.extend(error.to_compile_error());
                continue;
            }
        };
        let cfg_attributes = item.attributes().cfg_attributes();
        let index = match item.detail_type() {
            None => Some(0),
            Some(_) if !cfg_attributes.is_empty() => None,
            Some(_) if !call.attributes.allowed.is_empty() => Some(0),
            detail => groups.iter().skip(1).position(|group| group.is_for(detail)).map(|position| position + 1),
        };
        let index = index.unwrap_or(groups.len());
        if index == groups.len() {
            groups.push(Group::new(quote!(#(#cfg_attributes)*)));
        }
        groups[index].items.push((item, tokens));
    }
    let is_whole = output.is_empty() && groups.len() == 1;
    for group in groups {
        let details = group.detail_types();
        let literals: Option<Vec<String>> = details.iter().map(|detail| types.literal(detail.text())).collect();
        output.extend(if let Some(literals) = literals {
            group.generate(&call.attributes, is_whole, (&details, &literals), files)
        } else {
            let (attributes, items) = (&call.attribute_tokens, group.items.iter().map(|(_, tokens)| tokens));
            let request = Request::new(I::MACRO_NAME, is_whole, quote!(#attributes #(#items)*));
            let (cfg_attributes, question) = (&group.cfg_attributes, request.ask(&details, &call.attributes.root));
            quote!(#cfg_attributes #question)
        });
    }
    output
}

/// Expands a call to `with_schemas!`: the second step.
pub(super) fn with_schemas(tokens: TokenStream, files: &dyn Files) -> Result<TokenStream> {
    let (request, literals) = Request::read(tokens)?;
    if request.macro_name == Set::MACRO_NAME {
        Ok(complete::<Set>(&request, &literals, files))
    } else {
        Ok(complete::<Function>(&request, &literals, files))
    }
}

/// Expands the part of a macro call in `request`, given the literals of the companion macros of its event types.
fn complete<I: Item>(request: &Request, literals: &[String], files: &dyn Files) -> TokenStream {
    let call = Call::read(&mut Input::inside(&request.call), I::read);
    // Errors in place of an item have been reported in the first step.
    let group = Group { cfg_attributes: TokenStream::new(), items: call.items.into_iter().flatten().collect() };
    let details = group.detail_types();
    group.generate(&call.attributes, request.is_whole, (&details, literals), files)
}

/// Returns an item, unless its name is already taken. Adds its name to `names`.
fn unless_duplicate<I: Item>(item: I, names: &mut Vec<Ident>) -> Result<I> {
    let name = item.unique_name();
    if let Some(name) = name.filter(|name| names.contains(name)) {
        let message = format!("duplicate rule name `{name}`\n= help: give each rule a different name");
        return Err(Error::new(name.span(), message));
    }
    names.extend(name.cloned());
    Ok(item)
}

/// Returns the error for an event type with a schema that cannot be read.
fn incompatible_version(detail: &DetailType) -> Error {
    let message = format!(
        "the schema of `{}` is from another version of `event-pattern`\n= help: use the same version of `event-pattern` for the event type as \
         for the rule",
        detail.text()
    );
    Error::new(detail.span(), message)
}

/// Returns an item with the warnings about the `allow` attributes of a macro call that have no effect.
fn unused_allows(call: &Attributes, suppressed: &Suppressed) -> Option<TokenStream> {
    let mut reports = Reports::default();
    let subject = Subject { cfg_attributes: &[], rule: None, allow_location: "" };
    suppressed.report_unused(call, AllowOwner::Call, subject, &mut reports);
    let warnings = reports.warnings;
    (!warnings.is_empty()).then(|| quote!(const _: () = { #warnings };))
}

#[cfg(test)]
mod tests {
    use crate::{EcsTypes, EventTypes as _, InCompanionMacros, NoFiles, expand, expand_sets, expand_with_schemas};
    use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
    use quote::quote;

    /// Expands all macro calls in `tokens` as rustc would: those of companion macros and those of `with_schemas!`.
    fn with_companions(tokens: TokenStream) -> TokenStream {
        let (mut output, mut path, mut is_call) = (TokenStream::new(), TokenStream::new(), false);
        for token in tokens {
            match token {
                TokenTree::Group(group) if is_call && group.delimiter() == Delimiter::Brace => {
                    output.extend(answer(&std::mem::take(&mut path).to_string().replace(' ', ""), group.stream()));
                }
                TokenTree::Punct(punct) if punct.as_char() == '!' => {
                    is_call = true;
                    continue;
                }
                TokenTree::Ident(_) => path.extend([token]),
                TokenTree::Punct(ref punct) if punct.as_char() == ':' => path.extend([token]),
                other => {
                    output.extend(std::mem::take(&mut path));
                    output.extend([other]);
                }
            }
            is_call = false;
        }
        output.extend(path);
        output
    }

    /// Returns what a macro expands to.
    fn answer(path: &str, input: TokenStream) -> TokenStream {
        if path.ends_with("::with_schemas") {
            return expand_with_schemas(input, &NoFiles);
        }
        let Some(literal) = EcsTypes.literal(path) else {
            let braces = Group::new(Delimiter::Brace, input);
            let path: TokenStream = path.parse().unwrap();
            return quote!(#path! #braces);
        };
        let mut input = input.into_iter();
        let Some(TokenTree::Group(next)) = input.next() else { panic!("{path}") };
        let next = next.stream();
        with_companions(quote!(#next! { #(#input)* #literal }))
    }

    /// Removes `cfg` attributes, which are also on the calls of companion macros.
    fn without_cfg(tokens: TokenStream) -> TokenStream {
        let mut output: Vec<TokenTree> = Vec::new();
        for token in tokens {
            let is_cfg = matches!(&token, TokenTree::Group(group) if group.stream().to_string().starts_with("cfg"));
            if is_cfg {
                output.pop();
            } else {
                output.push(token);
            }
        }
        output.into_iter().collect()
    }

    const STOPPED: &str = r#"{ "detail": { "lastStatus": ["STOPPED"] } }"#;

    #[test]
    fn an_expansion_through_companion_macros_is_the_same_as_with_known_types() {
        let task = |name: &str, of: &str, pattern: &str| format!("fn {name}(event: &Event<{of}>) -> bool {pattern} ");
        let raw = "fn raw(json: &[u8]) -> Result<bool, EventError> { \"source\": [\"a\"] } ";
        let twice = r#"{ "detail": { "containers": { "name": ["app"], "exitCode": [1] } } }"#;
        let stopped = task("stopped", "TaskStateChange", STOPPED);
        let service = task("service", "ecs::ServiceAction<'_>", r#"{ "detail": { "eventType": ["ERROR"] } }"#);
        let misspelled = task("misspelled", "TaskStateChange", r#"{ "detail": { "lastStatu": ["STOPPED"] } }"#);
        let variants = format!("{{ One {STOPPED} Other {twice} }}");
        for call in [
            raw.to_owned(),
            stopped.clone(),
            format!("{stopped}{raw}{service}"),
            format!("#[cfg(test)] {stopped}#[cfg(not(test))] {stopped}{raw}"),
            format!("#![event_pattern(crate = a::b)] {stopped}{service}"),
            format!("#![event_pattern(allow(fires_twice))] {stopped}{service}{raw}"),
            format!("#![event_pattern(allow(fires_twice))] {service}{}", task("twice", "TaskStateChange", twice)),
            format!("#![event_pattern(allow(fires_twice, fires_often))] {stopped}{service}"),
            format!("#![event_pattern(allow(fires_twice))] {stopped}#[cfg(test)] {service}"),
            format!("{stopped}{stopped}{service}{stopped}{misspelled}"),
            format!("{stopped}struct Rule; {service}"),
            format!("async {stopped}{service}fn none(event: &Event<TaskStateChange>) -> bool;"),
            format!("#[event_pattern(allow(nothing))] {stopped}{misspelled}"),
            format!("enum Rules for Event<TaskStateChange> {variants} enum Raw {{ A {{ \"source\": [\"a\"] }} }}"),
            format!("#![event_pattern(allow(always_true))] enum Rules for Event<TaskStateChange> {variants}"),
            format!("#[cfg(test)] enum Rules for Event<::event_pattern::ecs::TaskStateChange<'_>> {variants}"),
            "enum Rules for Event<TaskStateChange> { One { \"detail\": 1 } Other = 1 }".to_owned(),
        ] {
            let expand = if call.contains("enum") { expand_sets } else { expand };
            let tokens: TokenStream = call.parse().unwrap();
            let known = expand(tokens.clone(), &EcsTypes, &NoFiles);
            let asked = expand(tokens, &InCompanionMacros, &NoFiles);
            assert_eq!(asked.to_string().contains("with_schemas"), call.contains("Event<"), "{call}: {asked}");
            let answered = without_cfg(with_companions(asked));
            assert_eq!(answered.to_string(), without_cfg(known).to_string(), "{call}");
        }
    }

    #[test]
    fn a_schema_of_another_version_is_an_error_at_the_event_type() {
        for call in [
            format!("event_pattern whole {{ fn rule(event: &Event<Order>) -> bool {STOPPED} }}"),
            format!("event_patterns part {{ enum Rules for Event<Order> {{ One {STOPPED} }} }}"),
        ] {
            for literals in ["\"Order\"", ""] {
                let output = expand_with_schemas(format!("{call} {literals}").parse().unwrap(), &NoFiles).to_string();
                assert!(output.contains("the schema of `Order` is from another version"), "{output}");
                assert!(output.contains("-> bool"), "{output}");
            }
        }
    }

    #[test]
    fn with_schemas_is_not_for_users() {
        for call in
            ["", "event_pattern", "event_pattern whole", "{ }", "event_pattern whole { } 1", "event_pattern 1 { }"]
        {
            let output = expand_with_schemas(call.parse().unwrap(), &NoFiles).to_string();
            assert!(output.contains("compile_error"), "{call}: {output}");
        }
    }
}
