//! Generates the items of an enum of rules: the enum, an alias for sets of its rules, and its functions.

use super::compiled_enum::CompiledEnum;
use super::input::{Set, Variant};
use super::typed;
use crate::code::{self, Code};
use crate::crate_path::CratePath;
use crate::syntax::unraw;
use event_pattern_compiler::program::lower_set;
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{format_ident, quote};

/// The traits that every enum of rules derives: name and path.
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
    /// Returns the name of the alias for sets of the enum's rules. The name has the location of the enum's name, so
    /// that an editor jumps from the alias to the enum.
    pub(super) fn alias(&self) -> Ident {
        format_ident!("{}Set", unraw(&self.name), span = Span::call_site().located_at(self.name.span()))
    }
}

/// Generates the enum and its implementations.
pub(super) fn generate(set: &Set, variants: &[Variant], codes: &[Code<'_>], compiled: &CompiledEnum) -> TokenStream {
    let definition = definition(set, variants);
    let (name, cfg_attributes, root) = (&set.name, set.attributes.cfg_attributes(), &set.attributes.root);
    let constants = constants(variants, codes, &compiled.prefilter);
    let functions = functions(set, codes, compiled);
    let typed = typed::functions(set, variants, codes);
    let rule_properties = rule_properties(variants, root);
    let generated_impl = generated_impl(set, variants.len(), &compiled.image, codes);
    quote! {
        #definition

        #(#cfg_attributes)*
        impl #name {
            #constants
            #functions
            #typed
            #rule_properties
        }

        #generated_impl

        #(#cfg_attributes)*
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

/// Generates the implementation of the `Generated` trait: the number of words in a set, and the tables. The tables are
/// constants outside the `impl`: constants in an unused `impl` are not evaluated, and the version of the tables would
/// not be checked.
fn generated_impl(set: &Set, rules: usize, image: &[u8], codes: &[Code<'_>]) -> TokenStream {
    let (name, cfg_attributes, version) = (&set.name, set.attributes.cfg_attributes(), code::version());
    let root = &set.attributes.root;
    let words = Literal::usize_unsuffixed(rules.div_ceil(64));
    let rules = Literal::usize_unsuffixed(rules);
    let image = Literal::byte_string(image);
    let images = codes.iter().map(|code| Literal::byte_string(&code.image));
    quote! {
        #(#cfg_attributes)*
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

/// Generates the enum, the alias for sets of its rules, and the conversions between rules and their names.
fn definition(set: &Set, variants: &[Variant]) -> TokenStream {
    let Set { visibility, enum_token, name, .. } = set;
    let (attributes, cfg_attributes, root) =
        (&set.attributes.passed_through, set.attributes.cfg_attributes(), &set.attributes.root);
    let (derived, name_conversions) = (derived(&derived_by_author(set)), name_conversions(set));
    let variants_with_attributes = variants.iter().map(|Variant { attributes, name, .. }| {
        let attributes = &attributes.passed_through;
        quote!(#(#attributes)* #name)
    });
    let alias = set.alias();
    let about = format!(" A set of rules of [`{}`], for example the rules that match an event.", unraw(name));
    quote! {
        #[derive(#(#derived),*)]
        #(#attributes)*
        #visibility #enum_token #name {
            #(#variants_with_attributes,)*
        }

        #[doc = #about]
        #(#cfg_attributes)*
        #visibility type #alias = #root::MatchSet<#name>;

        #name_conversions
    }
}

/// Returns the names of the traits that the author derives.
fn derived_by_author(set: &Set) -> Vec<String> {
    set.attributes
        .passed_through
        .iter()
        .filter(|attribute| attribute.is_named("derive"))
        .flat_map(|attribute| attribute.content().rest().to_vec())
        .filter_map(|token| match token {
            proc_macro2::TokenTree::Group(group) => Some(group.stream()),
            _ => None,
        })
        .flatten()
        .map(|token| token.to_string())
        .collect()
}

/// Generates `Display` and `FromStr`, which use the names of the rules, unless the author derives or implements these
/// traits.
fn name_conversions(set: &Set) -> TokenStream {
    let mut own = derived_by_author(set);
    own.extend(set.attributes.without.iter().cloned());
    let has_own = |names: &[&str]| own.iter().any(|own| names.contains(&own.as_str()));
    let (name, cfg_attributes, root) = (&set.name, set.attributes.cfg_attributes(), &set.attributes.root);
    let display = (!has_own(&["Display"])).then(|| {
        quote! {
            #(#cfg_attributes)*
            impl ::core::fmt::Display for #name {
                fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                    formatter.pad(self.name())
                }
            }
        }
    });
    let from_str = (!has_own(&["FromStr", "EnumString"])).then(|| {
        quote! {
            #(#cfg_attributes)*
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

/// Returns the paths of the traits to derive, except the traits that the author already derives.
fn derived(own: &[String]) -> Vec<TokenStream> {
    let missing = DERIVED.iter().filter(|(name, _)| !own.iter().any(|own| own == name));
    missing.filter_map(|(_, path)| path.parse().ok()).collect()
}

/// Generates the constants of the enum.
fn constants(variants: &[Variant], codes: &[Code<'_>], prefilter: &str) -> TokenStream {
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

        /// The patterns to deploy to Amazon EventBridge for individual rules, as JSON text, in the order of the enum.
        /// Each pattern matches every event that its rule matches, and is equal to the pattern of the rule unless the
        /// rule uses conditions that EventBridge does not support.
        pub const PREFILTERS: [&'static str; #count] = #prefilters;

        /// The pattern to deploy to Amazon EventBridge for all rules, as JSON text. It matches every event that any of
        /// the rules matches.
        pub const PREFILTER: &'static str = #prefilter;
    }
}

/// Generates the functions of the enum on JSON text.
fn functions(set: &Set, codes: &[Code<'_>], compiled: &CompiledEnum) -> TokenStream {
    let (all, each) = (compiled.scratch, codes.iter().map(|code| code.scratch).max().unwrap_or(0));
    let (all, each) = (Literal::usize_unsuffixed(all), Literal::usize_unsuffixed(each));
    let (alias, root) = (set.alias(), &set.attributes.root);
    quote! {
        /// Returns the rules that match an event, given as JSON text.
        ///
        /// # Errors
        /// Returns an error if the bytes are not a JSON object. Reading stops when the answer is certain, so later
        /// errors are not reported.
        pub fn matching_json(json: &[u8]) -> ::core::result::Result<#alias, #root::EventError> {
            const SCRATCH: usize = #all;
            #root::__private::matching(json, &mut [0; SCRATCH])
        }

        /// Returns whether the rule matches an event, given as JSON text.
        ///
        /// # Errors
        /// Returns an error if the bytes are not a JSON object. Reading stops when the answer is certain, so later
        /// errors are not reported.
        pub fn matches_json(self, json: &[u8]) -> ::core::result::Result<bool, #root::EventError> {
            const SCRATCH: usize = #each;
            #root::__private::matches(self, json, &mut [0; SCRATCH])
        }
    }
}

/// Generates the functions that return the properties of a rule.
fn rule_properties(variants: &[Variant], root: &CratePath) -> TokenStream {
    let names = variants.iter().map(|variant| &variant.name);
    let strings = variants.iter().map(|variant| unraw(&variant.name));
    quote! {
        /// Returns the name of the rule.
        #[must_use]
        pub const fn name(self) -> &'static str {
            match self {
                #(Self::#names => #strings,)*
            }
        }

        /// Returns the pattern of the rule, as JSON text.
        #[must_use]
        pub const fn pattern(self) -> &'static str {
            let patterns: &[&str] = &Self::PATTERNS;
            patterns[self as usize]
        }

        /// Returns the pattern to deploy to Amazon EventBridge for the rule, as JSON text.
        #[must_use]
        pub const fn prefilter(self) -> &'static str {
            let prefilters: &[&str] = &Self::PREFILTERS;
            prefilters[self as usize]
        }

        #root::__private::explain_rules!();
    }
}

/// Generates a stub for an invalid enum: the same items, but without patterns.
pub(super) fn stub(set: &Set, variants: &[Variant]) -> TokenStream {
    let definition = definition(set, variants);
    let (name, cfg_attributes, alias) = (&set.name, set.attributes.cfg_attributes(), set.alias());
    let root = &set.attributes.root;
    let (count, names) = (Literal::usize_unsuffixed(variants.len()), variants.iter().map(|variant| &variant.name));
    let typed = typed::stubs(set);
    let no_rules = lower_set([]).map(|set| set.image).unwrap_or_default();
    let generated_impl = generated_impl(set, variants.len(), &no_rules, &[]);
    quote! {
        #definition

        #(#cfg_attributes)*
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
            #root::__private::explain_rules!();
        }

        #generated_impl

        #(#cfg_attributes)*
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
