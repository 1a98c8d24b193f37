//! The items that an enum of rules becomes: the enum, an alias for sets of its rules, and its functions.

use super::input::{Set, Variant};
use super::together::Together;
use super::typed;
use crate::code::{self, Code};
use crate::crate_path::CratePath;
use crate::syntax::unraw;
use event_pattern_compiler::program::lower_set;
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{format_ident, quote};

/// The traits that every enum of rules has, by their paths.
const DERIVED: [(&str, &str); 8] = [
    ("Clone", "::core::clone::Clone"),
    ("Copy", "::core::marker::Copy"),
    ("Debug", "::core::fmt::Debug"),
    ("PartialEq", "::core::cmp::PartialEq"),
    ("Eq", "::core::cmp::Eq"),
    ("PartialOrd", "::core::cmp::PartialOrd"),
    ("Ord", "::core::cmp::Ord"),
    ("Hash", "::core::hash::Hash"),
];

impl Set {
    /// The name of the type of sets of its rules, which an editor leads to the enum.
    pub(super) fn alias(&self) -> Ident {
        format_ident!("{}Set", unraw(&self.name), span = Span::call_site().located_at(self.name.span()))
    }
}

/// The enum and all that belongs to it.
pub(super) fn of(set: &Set, variants: &[Variant], codes: &[Code], together: &Together) -> TokenStream {
    let definition = definition(set, variants);
    let (name, conditions, root) = (&set.name, set.attributes.conditions(), &set.attributes.root);
    let constants = constants(variants, codes, &together.prefilter);
    let functions = functions(set, codes, together);
    let typed = typed::functions(set, variants, codes);
    let about_rules = about_rules(variants, set.event.schema().map_or("", |schema| schema.rust_name), root);
    let contract = contract(set, variants.len(), &together.image, codes);
    quote! {
        #definition

        #(#conditions)*
        impl #name {
            #constants
            #functions
            #typed
            #about_rules
        }

        #contract

        #(#conditions)*
        impl #root::RuleEnum for #name {
            const ALL: &'static [Self] = &Self::ALL;

            fn index(self) -> usize {
                self as usize
            }

            fn name(self) -> &'static str {
                self.name()
            }
        }
    }
}

/// What the runtime has to know of the enum: how many words its sets take, and its tables. They are constants on their own,
/// because those of an `impl` that nobody uses are not evaluated, and so their version is not compared.
fn contract(set: &Set, rules: usize, image: &[u8], codes: &[Code]) -> TokenStream {
    let (name, conditions, version) = (&set.name, set.attributes.conditions(), code::version());
    let root = &set.attributes.root;
    let words = Literal::usize_unsuffixed(rules.div_ceil(64));
    let rules = Literal::usize_unsuffixed(rules);
    let image = Literal::byte_string(image);
    let images = codes.iter().map(|code| Literal::byte_string(&code.image));
    quote! {
        #(#conditions)*
        const _: () = {
            const SET: #root::__private::Set<'static> = #root::__private::Set::new(#version, #image);
            const TABLES: &[#root::__private::Tables<'static>] =
                &[#(#root::__private::Tables::new(#version, #images)),*];

            impl #root::__private::Generated for #name {
                type Words = [u64; #words];
                const ALL_BITS: [u64; #words] = #root::__private::all_bits(#rules);
                const SET: #root::__private::Set<'static> = SET;
                const TABLES: &'static [#root::__private::Tables<'static>] = TABLES;
            }
        };
    }
}

/// The enum itself, the alias for sets of its rules, and the names of rules as texts.
fn definition(set: &Set, variants: &[Variant]) -> TokenStream {
    let Set { visibility, enum_token, name, .. } = set;
    let (attributes, conditions, root) = (&set.attributes.others, set.attributes.conditions(), &set.attributes.root);
    let (derived, text) = (derived(&derived_by_author(set)), text(set));
    let variants_with_attributes = variants.iter().map(|Variant { attributes, name, .. }| {
        let attributes = &attributes.others;
        quote!(#(#attributes)* #name)
    });
    let alias = set.alias();
    let about = format!(" Rules of [`{}`], such as those that match an event.", unraw(name));
    quote! {
        #[derive(#(#derived),*)]
        #(#attributes)*
        #visibility #enum_token #name {
            #(#variants_with_attributes,)*
        }

        #[doc = #about]
        #(#conditions)*
        #visibility type #alias = #root::MatchSet<#name>;

        #text
    }
}

/// The names of the traits that the author derives.
fn derived_by_author(set: &Set) -> Vec<String> {
    set.attributes
        .others
        .iter()
        .filter(|attribute| attribute.is("derive"))
        .flat_map(|attribute| attribute.content().rest().to_vec())
        .filter_map(|token| match token {
            proc_macro2::TokenTree::Group(group) => Some(group.stream()),
            _ => None,
        })
        .flatten()
        .map(|token| token.to_string())
        .collect()
}

/// The name of a rule as its text, both ways, but for what the author derives or implements.
fn text(set: &Set) -> TokenStream {
    let mut own = derived_by_author(set);
    own.extend(set.attributes.without.iter().cloned());
    let is_derived = |names: &[&str]| own.iter().any(|own| names.contains(&own.as_str()));
    let (name, conditions, root) = (&set.name, set.attributes.conditions(), &set.attributes.root);
    let display = (!is_derived(&["Display"])).then(|| {
        quote! {
            #(#conditions)*
            impl ::core::fmt::Display for #name {
                fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                    formatter.pad(self.name())
                }
            }
        }
    });
    let from_str = (!is_derived(&["FromStr", "EnumString"])).then(|| {
        quote! {
            #(#conditions)*
            impl ::core::str::FromStr for #name {
                type Err = #root::UnknownRule;

                fn from_str(name: &::core::primitive::str) -> ::core::result::Result<Self, #root::UnknownRule> {
                    #root::__private::rule_named(name)
                }
            }
        }
    });
    quote!(#display #from_str)
}

/// The traits to derive but for those that the author derives already.
fn derived(own: &[String]) -> Vec<TokenStream> {
    let missing = DERIVED.iter().filter(|(name, _)| !own.iter().any(|own| own == name));
    missing.filter_map(|(_, path)| path.parse().ok()).collect()
}

/// The constants of the enum.
fn constants(variants: &[Variant], codes: &[Code], prefilter: &str) -> TokenStream {
    let (count, names) = (Literal::usize_unsuffixed(variants.len()), variants.iter().map(|variant| &variant.name));
    let patterns = codes.iter().map(|code| &code.pattern);
    let prefilters = if codes.iter().all(|code| code.prefilter.is_none()) {
        quote!(Self::PATTERNS)
    } else {
        let prefilters = codes.iter().map(Code::prefilter);
        quote!([#(#prefilters),*])
    };
    quote! {
        /// All rules, in the order of the enum.
        pub const ALL: [Self; #count] = [#(Self::#names),*];

        /// The patterns of the rules as JSON text, in the order of the enum.
        pub const PATTERNS: [&'static str; #count] = [#(#patterns),*];

        /// The patterns to deploy to Amazon EventBridge in front of the rules, as JSON text, in the order of the enum: each loses no
        /// event that its rule wants. It is the rule's own pattern where the service can say all of it.
        pub const PREFILTERS: [&'static str; #count] = #prefilters;

        /// The one pattern to deploy to Amazon EventBridge in front of all rules, as JSON text: it loses no event that a rule wants.
        pub const PREFILTER: &'static str = #prefilter;
    }
}

/// The functions of the enum that need no more than JSON text.
fn functions(set: &Set, codes: &[Code], together: &Together) -> TokenStream {
    let (all, each) = (together.scratch, codes.iter().map(|code| code.scratch).max().unwrap_or(0));
    let (all, each) = (Literal::usize_unsuffixed(all), Literal::usize_unsuffixed(each));
    let (alias, root) = (set.alias(), &set.attributes.root);
    quote! {
        /// The rules that match an event, given as its JSON text.
        ///
        /// # Errors
        /// The bytes are no JSON object, and that came to light before the answer was certain.
        pub fn matching_json(json: &[u8]) -> ::core::result::Result<#alias, #root::EventError> {
            const SCRATCH: usize = #all;
            #root::__private::matching(json, &mut [0; SCRATCH])
        }

        /// Whether the rule matches an event, given as its JSON text.
        ///
        /// # Errors
        /// The bytes are no JSON object, and that came to light before the answer was certain.
        pub fn matches_json(self, json: &[u8]) -> ::core::result::Result<bool, #root::EventError> {
            const SCRATCH: usize = #each;
            #root::__private::matches(self, json, &mut [0; SCRATCH])
        }
    }
}

/// The functions of the enum that tell about a rule.
fn about_rules(variants: &[Variant], event_type: &str, root: &CratePath) -> TokenStream {
    let names = variants.iter().map(|variant| &variant.name);
    let texts = variants.iter().map(|variant| unraw(&variant.name));
    quote! {
        /// The name of the rule.
        #[must_use]
        pub const fn name(self) -> &'static str {
            match self {
                #(Self::#names => #texts,)*
            }
        }

        /// The pattern of the rule, as JSON text.
        #[must_use]
        pub const fn pattern(self) -> &'static str {
            let patterns: &[&str] = &Self::PATTERNS;
            patterns[self as usize]
        }

        /// The pattern to deploy to Amazon EventBridge in front of the rule, as JSON text.
        #[must_use]
        pub const fn prefilter(self) -> &'static str {
            let prefilters: &[&str] = &Self::PREFILTERS;
            prefilters[self as usize]
        }

        #root::__private::explain_rules!(#event_type);
    }
}

/// What stands in for an enum with mistakes: all of it, with nothing behind it.
pub(super) fn stub(set: &Set, variants: &[Variant]) -> TokenStream {
    let definition = definition(set, variants);
    let (name, conditions, alias) = (&set.name, set.attributes.conditions(), set.alias());
    let root = &set.attributes.root;
    let (count, names) = (Literal::usize_unsuffixed(variants.len()), variants.iter().map(|variant| &variant.name));
    let typed = typed::stubs(set);
    let no_rules = lower_set([]).map(|set| set.image).unwrap_or_default();
    let contract = contract(set, variants.len(), &no_rules, &[]);
    quote! {
        #definition

        #(#conditions)*
        #[allow(missing_docs)]
        impl #name {
            pub const ALL: [Self; #count] = [#(Self::#names),*];
            pub const PATTERNS: [&'static str; #count] = [""; #count];
            pub const PREFILTERS: [&'static str; #count] = [""; #count];
            pub const PREFILTER: &'static str = "";

            pub fn matching_json(_json: &[u8]) -> ::core::result::Result<#alias, #root::EventError> {
                ::core::result::Result::Ok(#alias::new())
            }

            pub fn matches_json(self, _json: &[u8]) -> ::core::result::Result<bool, #root::EventError> {
                ::core::result::Result::Ok(false)
            }

            pub const fn name(self) -> &'static str {
                ""
            }

            pub const fn pattern(self) -> &'static str {
                ""
            }

            pub const fn prefilter(self) -> &'static str {
                ""
            }

            #typed
            #root::__private::explain_rules!("");
        }

        #contract

        #(#conditions)*
        impl #root::RuleEnum for #name {
            const ALL: &'static [Self] = &Self::ALL;

            fn index(self) -> usize {
                0
            }

            fn name(self) -> &'static str {
                ""
            }
        }
    }
}
