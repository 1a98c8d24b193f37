//! Boolean expressions in Rust, printed with as few parentheses as possible.

use proc_macro2::{TokenStream, TokenTree};
use quote::quote;

/// A boolean expression.
#[derive(Debug, Clone)]
pub(super) enum Expression {
    /// `true` or `false`.
    Constant(bool),
    /// A comparison or a call.
    Atom(TokenStream),
    /// A comparison or a call whose negation has its own operator or method: `==` and `!=`, `any` and `none`.
    Reversible {
        holds: TokenStream,
        opposite: TokenStream,
    },
    All(Vec<Expression>),
    Any(Vec<Expression>),
    Not(Box<Expression>),
}

impl Expression {
    /// Returns the conjunction. Nested conjunctions are flattened and constants are folded.
    pub(super) fn all(parts: impl IntoIterator<Item = Self>) -> Self {
        let mut joined = Vec::new();
        for part in parts {
            match part {
                Self::Constant(true) => {}
                Self::Constant(false) => return Self::Constant(false),
                Self::All(inner) => joined.extend(inner),
                other => joined.push(other),
            }
        }
        match joined.len() {
            0 => Self::Constant(true),
            1 => joined.remove(0),
            _ => Self::All(joined),
        }
    }

    /// Returns the disjunction. Nested disjunctions are flattened and constants are folded.
    pub(super) fn any(parts: impl IntoIterator<Item = Self>) -> Self {
        let mut joined = Vec::new();
        for part in parts {
            match part {
                Self::Constant(false) => {}
                Self::Constant(true) => return Self::Constant(true),
                Self::Any(inner) => joined.extend(inner),
                other => joined.push(other),
            }
        }
        match joined.len() {
            0 => Self::Constant(false),
            1 => joined.remove(0),
            _ => Self::Any(joined),
        }
    }

    /// Returns `left == right`, whose negation is `left != right`.
    pub(super) fn equal(left: &TokenStream, right: &TokenStream) -> Self {
        Self::Reversible { holds: quote!(#left == #right), opposite: quote!(#left != #right) }
    }

    /// Returns the negation. The negation is distributed over the parts if the negated parts need no parentheses.
    pub(super) fn not(self) -> Self {
        match self {
            Self::Constant(value) => Self::Constant(!value),
            Self::Not(inner) => *inner,
            Self::Reversible { holds, opposite } => Self::Reversible { holds: opposite, opposite: holds },
            Self::All(parts) if parts.iter().all(Self::is_simple) => Self::any(parts.into_iter().map(Self::not)),
            Self::Any(parts) if parts.iter().all(Self::is_simple) => Self::all(parts.into_iter().map(Self::not)),
            other => Self::Not(Box::new(other)),
        }
    }

    pub(super) fn is_constant(&self) -> bool {
        matches!(self, Self::Constant(_))
    }

    pub(super) fn tokens(&self) -> TokenStream {
        match self {
            Self::Constant(value) => quote!(#value),
            Self::Atom(tokens) | Self::Reversible { holds: tokens, .. } => tokens.clone(),
            Self::All(parts) => {
                let parts = parts.iter().map(|part| part.operand(matches!(part, Self::Any(_))));
                quote!(#(#parts)&&*)
            }
            Self::Any(parts) => {
                let parts = parts.iter().map(|part| part.operand(matches!(part, Self::All(_))));
                quote!(#(#parts)||*)
            }
            Self::Not(inner) => {
                let inner = inner.operand(inner.is_compound());
                quote!(!#inner)
            }
        }
    }

    /// Whether the negation needs no parentheses.
    fn is_simple(&self) -> bool {
        matches!(self, Self::Reversible { .. }) || !self.is_compound()
    }

    /// Whether a leading `!` would apply only to a part of the expression.
    fn is_compound(&self) -> bool {
        let compares = |token: TokenTree| matches!(token, TokenTree::Punct(punct) if "<>=".contains(punct.as_char()));
        match self {
            Self::All(_) | Self::Any(_) => true,
            Self::Atom(tokens) | Self::Reversible { holds: tokens, .. } => tokens.clone().into_iter().any(compares),
            Self::Constant(_) | Self::Not(_) => false,
        }
    }

    fn operand(&self, in_parentheses: bool) -> TokenStream {
        let tokens = self.tokens();
        if in_parentheses { quote!((#tokens)) } else { tokens }
    }
}
