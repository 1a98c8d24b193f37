//! Expands the macro calls of a file without rustc.

use event_pattern_codegen::{EcsTypes, EventTypes, Files, expand, expand_sets, expand_types};
use event_pattern_tests::calls;
use proc_macro2::{Group, TokenStream, TokenTree};
use std::collections::BTreeMap;

/// The event types in a file, by their names: those of Amazon ECS, and those with a companion macro in the file.
#[derive(Default)]
struct TypesOfFile {
    companions: BTreeMap<String, String>,
}

impl EventTypes for TypesOfFile {
    fn literal(&self, path: &str) -> Option<String> {
        let name = path.rsplit("::").next()?;
        self.companions.get(name).cloned().or_else(|| EcsTypes.literal(path))
    }
}

impl TypesOfFile {
    /// Finds the companion macros in the output of a macro: the literal of each is the last token in it.
    fn find(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut literals = BTreeMap::new();
        for tokens in tokens.windows(4) {
            match tokens {
                [TokenTree::Ident(keyword), _, TokenTree::Ident(name), TokenTree::Group(rules)]
                    if keyword == "macro_rules" =>
                {
                    literals.insert(name.to_string(), last_literal(rules));
                }
                [TokenTree::Ident(keyword), TokenTree::Ident(name), _, TokenTree::Ident(alias)]
                    if keyword == "use" && literals.contains_key(&name.to_string()) =>
                {
                    self.companions
                        .extend(literals.remove(&name.to_string()).map(|literal| (alias.to_string(), literal)));
                }
                _ => {}
            }
        }
        for token in tokens {
            if let TokenTree::Group(group) = token {
                self.find(group.stream());
            }
        }
    }
}

/// Returns the value of the last literal in a group.
fn last_literal(group: &Group) -> String {
    let literals = group.stream().into_iter().filter_map(|token| match token {
        TokenTree::Group(group) => Some(last_literal(&group)),
        TokenTree::Literal(literal) => Some(syn::parse_str::<syn::LitStr>(&literal.to_string()).unwrap().value()),
        _ => None,
    });
    literals.last().unwrap_or_default()
}

/// Expands the macro calls in a file.
pub(crate) fn expanded(file: &TokenStream, files: &dyn Files) -> Vec<TokenStream> {
    let mut output: Vec<TokenStream> =
        calls(file.clone(), "event_types").into_iter().map(|call| expand_types(call, files)).collect();
    let mut types = TypesOfFile::default();
    for expanded in &output {
        types.find(expanded.clone());
    }
    output.extend(calls(file.clone(), "event_pattern").into_iter().map(|call| expand(call, &types, files)));
    output.extend(calls(file.clone(), "event_patterns").into_iter().map(|call| expand_sets(call, &types, files)));
    output
}
