//! The rules of an enum on a typed event: a small function for each.

use super::input::Variant;
use super::{Event, Set};
use crate::code::Code;
use crate::syntax::{Type, is_name, unraw};
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use std::collections::HashSet;

/// The functions of the enum that take a typed event. None if the rules are for any event.
pub(super) fn functions(set: &Set, variants: &[Variant], codes: &[Code]) -> TokenStream {
    let Event::Typed(event, _) = &set.event else { return TokenStream::new() };
    let names = function_names(variants);
    let rules = names.iter().zip(codes).map(|(name, code)| function(name, event, code));
    let deprecated = deprecation(set, variants, codes);
    let (alias, variants) = (set.alias(), variants.iter().map(|variant| &variant.name));
    quote! {
        /// The rules that match an event.
        #deprecated
        #[must_use]
        pub fn matching(event: &#event) -> #alias {
            Self::ALL.iter().copied().filter(|rule| rule.matches(event)).collect()
        }

        /// Whether the rule matches an event.
        #deprecated
        #[must_use]
        pub fn matches(self, event: &#event) -> bool {
            #(#rules)*
            match self {
                #(Self::#variants => #names(event),)*
            }
        }
    }
}

/// The same with nothing behind it. Where the type of the events is not known, they take whatever they are given.
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

/// Says that a rule asks for a field that the Rust types do not have, if that is so.
fn deprecation(set: &Set, variants: &[Variant], codes: &[Code]) -> Option<TokenStream> {
    let (variant, field) =
        variants.iter().zip(codes).find_map(|(variant, code)| Some((variant, code.blind.as_ref()?)))?;
    let (name, enumeration) = (&variant.name, &set.name);
    let note = format!(
        "{field}, so the rule `{name}` treats it as absent here\n= help: call `{enumeration}::matching_json` or `matches_json` with the \
         event's JSON text"
    );
    Some(quote!(#[allow(deprecated)] #[deprecated(note = #note)]))
}

/// A name for the function of each rule: that of the variant in small letters, with an underscore more where it is taken.
fn function_names(variants: &[Variant]) -> Vec<Ident> {
    // A function `event` would stand in front of the parameter.
    let mut taken = HashSet::from(["event".to_owned()]);
    let name = |variant: &Variant| {
        let mut name = in_small_letters(&unraw(&variant.name));
        while !is_name(&name) || !taken.insert(name.clone()) {
            name.push('_');
        }
        format_ident!("{name}")
    };
    variants.iter().map(name).collect()
}

/// `run_test_failed` of `RunTestFailed`.
fn in_small_letters(name: &str) -> String {
    let letters: Vec<char> = name.chars().collect();
    let mut small = String::with_capacity(name.len() + 4);
    for (place, letter) in letters.iter().enumerate() {
        let is_inside = place > 0 && letters[place - 1] != '_';
        let starts_word = letter.is_uppercase()
            && (place > 0 && !letters[place - 1].is_uppercase()
                || letters.get(place + 1).is_some_and(|next| next.is_lowercase()));
        if is_inside && starts_word {
            small.push('_');
        }
        small.extend(letter.to_lowercase());
    }
    small
}

#[cfg(test)]
mod tests {
    use super::in_small_letters;

    #[test]
    fn the_words_of_a_name_are_kept_apart() {
        for (name, expected) in [
            ("RunTestFailed", "run_test_failed"),
            ("OOMKilled", "oom_killed"),
            ("OOM", "oom"),
            ("Snake_Case", "snake_case"),
            ("Http404Seen", "http404_seen"),
            ("r2", "r2"),
            ("PlanB", "plan_b"),
        ] {
            assert_eq!(in_small_letters(name), expected);
        }
    }
}
