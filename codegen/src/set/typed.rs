//! Generates the functions of an enum on a typed event, with one inner function for each rule.

use super::input::Variant;
use super::{Event, Set};
use crate::code::Code;
use crate::event_type::allow_elided_lifetimes;
use crate::syntax::{Type, is_name, unraw};
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use std::collections::HashSet;

/// Generates the functions on a typed event; empty if the rules apply to events of any type.
pub(super) fn functions(set: &Set, variants: &[Variant], codes: &[Code<'_>]) -> TokenStream {
    let Event::Typed(event, _) = &set.event else { return TokenStream::new() };
    let names = unique_function_names(variants);
    let rules = names.iter().zip(codes).map(|(name, code)| function(name, event, code));
    let deprecated = deprecation(set, variants, codes);
    let (alias, variants) = (set.alias(), variants.iter().map(|variant| &variant.name));
    let allow_elided_lifetimes = allow_elided_lifetimes(event);
    quote! {
        /// Returns the rules that match an event.
        #deprecated
        #allow_elided_lifetimes
        #[must_use]
        pub fn matching(event: &#event) -> #alias {
            Self::ALL.iter().copied().filter(|rule| rule.matches(event)).collect()
        }

        /// Returns whether the rule matches an event.
        #deprecated
        #allow_elided_lifetimes
        #[allow(clippy::missing_const_for_fn)]
        #[must_use]
        pub fn matches(self, event: &#event) -> bool {
            #(#rules)*
            match self {
                #(Self::#variants => #names(event),)*
            }
        }
    }
}

/// Generates stubs for the functions on a typed event. If the event type is invalid, the stubs take an argument of any
/// type.
pub(super) fn stubs(set: &Set) -> TokenStream {
    let alias = set.alias();
    let (generics, event) = match &set.event {
        Event::Any => return TokenStream::new(),
        Event::Typed(event, _) => (None, quote!(#event)),
        Event::Unknown => (Some(quote!(<Event>)), quote!(Event)),
    };
    quote! {
        pub fn matching #generics(_event: &#event) -> #alias {
            #alias::new()
        }

        pub fn matches #generics(self, _event: &#event) -> bool {
            false
        }
    }
}

fn function(name: &Ident, event: &Type, code: &Code) -> TokenStream {
    let body = &code.typed_body;
    quote! {
        fn #name(event: &#event) -> bool {
            #body
        }
    }
}

/// Generates a `deprecated` attribute if a rule uses a field that the Rust types do not have.
fn deprecation(set: &Set, variants: &[Variant], codes: &[Code<'_>]) -> Option<TokenStream> {
    let (variant, field) =
        variants.iter().zip(codes).find_map(|(variant, code)| Some((variant, code.absent_field.as_ref()?)))?;
    let (name, enumeration) = (&variant.name, &set.name);
    let note = format!(
        "{field}, so the rule `{name}` treats it as absent here\n= help: call `{enumeration}::matching_json` or `matches_json` with the \
         event's JSON text"
    );
    Some(quote!(#[allow(deprecated)] #[deprecated(note = #note)]))
}

/// Returns a function name for each rule: the name of the variant in snake case, with underscores added until the
/// function name is unique.
fn unique_function_names(variants: &[Variant]) -> Vec<Ident> {
    // The `event` parameter would shadow a function named `event`.
    let mut taken = HashSet::from(["event".to_owned()]);
    let name = |variant: &Variant| {
        let mut name = to_snake_case(&unraw(&variant.name));
        while !is_name(&name) || !taken.insert(name.clone()) {
            name.push('_');
        }
        format_ident!("{name}")
    };
    variants.iter().map(name).collect()
}

/// Converts `RunTestFailed` to `run_test_failed`.
fn to_snake_case(name: &str) -> String {
    let letters: Vec<char> = name.chars().collect();
    let mut snake = String::with_capacity(name.len() + 4);
    for (index, letter) in letters.iter().enumerate() {
        let is_inside = index > 0 && letters[index - 1] != '_';
        let starts_word = letter.is_uppercase()
            && (index > 0 && !letters[index - 1].is_uppercase()
                || letters.get(index + 1).is_some_and(|next| next.is_lowercase()));
        if is_inside && starts_word {
            snake.push('_');
        }
        snake.extend(letter.to_lowercase());
    }
    snake
}

#[cfg(test)]
mod tests {
    use super::to_snake_case;

    #[test]
    fn words_are_separated_by_underscores() {
        for (name, expected) in [
            ("RunTestFailed", "run_test_failed"),
            ("OOMKilled", "oom_killed"),
            ("OOM", "oom"),
            ("Snake_Case", "snake_case"),
            ("Http404Seen", "http404_seen"),
            ("r2", "r2"),
            ("PlanB", "plan_b"),
        ] {
            assert_eq!(to_snake_case(name), expected);
        }
    }
}
