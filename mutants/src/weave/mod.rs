//! A source file with all of its mutants in it, each behind its switch.

mod blame;
mod edits;
mod form;

use crate::list::{Genre, Mutant, Place};
pub(crate) use blame::blame;
use edits::Edits;
use proc_macro2::Span;
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;
use syn::spanned::Spanned as _;
use syn::visit::{self, Visit};
use syn::{BinOp, Block, Expr, Pat, Signature, UnOp};

/// What becomes of a file.
pub(crate) struct Woven {
    pub(crate) text: String,
    /// The mutants that are in it.
    pub(crate) ids: BTreeSet<u32>,
    /// Deleted arms without which a match lacks a case.
    pub(crate) needed: BTreeSet<u32>,
}

/// What the compiler did not take so far.
#[derive(Default)]
pub(crate) struct Refused {
    /// Mutants that are left out.
    pub(crate) mutants: BTreeSet<u32>,
    /// Mutants of comparisons that need their operands by value.
    pub(crate) by_value: BTreeSet<u32>,
    /// Functions that are called where a constant is made, so they cannot ask for a switch.
    pub(crate) constant: BTreeSet<String>,
}

/// Weaves the mutants of one file into its text.
pub(crate) fn weave(text: &str, mutants: &[&Mutant], refused: &Refused) -> syn::Result<Woven> {
    let file = syn::parse_file(text)?;
    let mut places: HashMap<(Genre, Place), Vec<&Mutant>> = HashMap::new();
    for mutant in mutants.iter().filter(|mutant| !refused.mutants.contains(&mutant.id)) {
        places.entry((mutant.genre, mutant.span.start)).or_default().push(mutant);
    }
    let mut weaver =
        Weaver { text, places, refused, edits: Edits::new(text), ids: BTreeSet::new(), needed: BTreeSet::new() };
    weaver.visit_file(&file);
    Ok(Woven { text: weaver.edits.finish(), ids: weaver.ids, needed: weaver.needed })
}

struct Weaver<'m> {
    text: &'m str,
    places: HashMap<(Genre, Place), Vec<&'m Mutant>>,
    refused: &'m Refused,
    edits: Edits<'m>,
    ids: BTreeSet<u32>,
    needed: BTreeSet<u32>,
}

impl<'m> Weaver<'m> {
    /// The mutants at a place, which are in the text from now on.
    fn at(&mut self, genre: Genre, span: Span) -> Vec<&'m Mutant> {
        let start = span.start();
        let place = Place { line: start.line, column: start.column + 1 };
        let mutants = self.places.remove(&(genre, place)).unwrap_or_default();
        self.ids.extend(mutants.iter().map(|mutant| mutant.id));
        mutants
    }

    fn take(&mut self, node: &impl syn::spanned::Spanned) -> String {
        self.edits.take(node.span().byte_range())
    }

    fn function(&mut self, signature: &Signature, block: &Block) {
        let range = block.span().byte_range();
        if let Some(constant) = &signature.constness {
            if self.refused.constant.contains(&signature.ident.to_string()) {
                return;
            }
            self.body(block);
            if self.edits.has_any_in(&range) {
                self.edits.replace(constant.span.byte_range(), String::new());
            }
        } else {
            self.body(block);
        }
    }

    fn body(&mut self, block: &Block) {
        visit::visit_block(self, block);
        let Some(first) = block.stmts.first() else { return };
        let mutants = self.at(Genre::FnValue, first.span());
        let inside = inside(block);
        match mutants.first().and_then(|first| first.function.as_ref()) {
            None => {}
            Some(function) if function.return_type.starts_with("-> impl Iterator") => {
                let body = self.edits.take(inside.clone());
                self.edits.replace(inside, form::iterator(&mutants, &body));
            }
            Some(_) => self.edits.insert(inside.start, form::early_return(&mutants)),
        }
    }

    fn arm(&mut self, arm: &syn::Arm, is_needed: bool) {
        visit::visit_arm(self, arm);
        let mut deleted = self.at(Genre::MatchArm, arm.span());
        if let Pat::Guard(guarded) = &arm.pat {
            let replaced = self.at(Genre::MatchArmGuard, guarded.guard.span());
            if !deleted.is_empty() || !replaced.is_empty() {
                let guard = self.take(&guarded.guard);
                let range = guarded.guard.span().byte_range();
                self.edits.replace(range, form::guard(&deleted, &replaced, Some(&guard)));
            }
            return;
        }
        if is_needed {
            self.needed.extend(deleted.drain(..).map(|mutant| mutant.id));
        }
        if !deleted.is_empty() {
            let end = arm.pat.span().byte_range().end;
            self.edits.insert(end, format!(" if {}", form::guard(&deleted, &[], None)));
        }
    }
}

impl<'ast> Visit<'ast> for Weaver<'_> {
    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        self.function(&item.sig, &item.block);
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        self.function(&item.sig, &item.block);
    }

    fn visit_trait_item_fn(&mut self, item: &'ast syn::TraitItemFn) {
        if let Some(block) = &item.default {
            self.function(&item.sig, block);
        }
    }

    fn visit_expr_binary(&mut self, binary: &'ast syn::ExprBinary) {
        visit::visit_expr_binary(self, binary);
        if matches!(binary.op, BinOp::And(_)) && (is_chain(&binary.left) || is_chain(&binary.right)) {
            return;
        }
        let mutants = self.at(Genre::BinaryOperator, binary.op.span());
        if mutants.is_empty() {
            return;
        }
        let (left, right) = (self.take(&binary.left), self.take(&binary.right));
        let operator = &self.text[binary.op.span().byte_range()];
        let by_value = mutants.iter().any(|mutant| self.refused.by_value.contains(&mutant.id));
        let form = match operator {
            "&&" | "||" => form::logic,
            "==" | "!=" | "<" | "<=" | ">" | ">=" if !by_value => form::comparison,
            _ if operator.ends_with('=') && operator.len() > 1 && !by_value => form::assignment,
            _ => form::arithmetic,
        };
        self.edits.replace(binary.span().byte_range(), form(&mutants, &left, operator, &right));
    }

    fn visit_expr_unary(&mut self, unary: &'ast syn::ExprUnary) {
        visit::visit_expr_unary(self, unary);
        if !matches!(unary.op, UnOp::Not(_) | UnOp::Neg(_)) {
            return;
        }
        let mutants = self.at(Genre::UnaryOperator, unary.op.span());
        if !mutants.is_empty() {
            let operand = self.take(&unary.expr);
            let operator = &self.text[unary.op.span().byte_range()];
            self.edits.replace(unary.span().byte_range(), form::unary(&mutants, operator, &operand));
        }
    }

    fn visit_expr_match(&mut self, expression: &'ast syn::ExprMatch) {
        self.visit_expr(&expression.expr);
        let takes_rest = expression.arms.iter().any(|arm| takes_all(&arm.pat));
        for arm in &expression.arms {
            self.arm(arm, !takes_rest);
        }
    }

    fn visit_expr_struct(&mut self, expression: &'ast syn::ExprStruct) {
        visit::visit_expr_struct(self, expression);
        let Some(rest) = &expression.rest else { return };
        let rest = self.text[rest.span().byte_range()].to_owned();
        for field in &expression.fields {
            let mutants = self.at(Genre::StructField, field.span());
            if !mutants.is_empty() {
                let name = self.text[field.member.span().byte_range()].to_owned();
                let value = self.take(&field.expr);
                let code = format!("{name}: {}", form::field(&mutants, &name, &rest, &value));
                self.edits.replace(field.span().byte_range(), code);
            }
        }
    }

    /// A block that stands alone need not run in the compiler. Where it says so, it would refuse functions with switches.
    fn visit_stmt(&mut self, statement: &'ast syn::Stmt) {
        if let syn::Stmt::Expr(Expr::Const(constant), _) = statement {
            self.edits.replace(constant.const_token.span.byte_range(), String::new());
            self.visit_block(&constant.block);
        } else {
            visit::visit_stmt(self, statement);
        }
    }

    /// Only a guard in it is code that runs.
    fn visit_pat(&mut self, pattern: &'ast Pat) {
        if let Pat::Guard(guarded) = pattern {
            self.visit_expr(&guarded.guard);
        }
    }

    fn visit_expr_repeat(&mut self, expression: &'ast syn::ExprRepeat) {
        self.visit_expr(&expression.expr);
    }

    // What follows is settled when the program is compiled, so no switch can be in it.
    fn visit_type(&mut self, _: &'ast syn::Type) {}
    fn visit_generic_argument(&mut self, _: &'ast syn::GenericArgument) {}
    fn visit_item_const(&mut self, _: &'ast syn::ItemConst) {}
    fn visit_item_static(&mut self, _: &'ast syn::ItemStatic) {}
    fn visit_impl_item_const(&mut self, _: &'ast syn::ImplItemConst) {}
    fn visit_trait_item_const(&mut self, _: &'ast syn::TraitItemConst) {}
    fn visit_expr_const(&mut self, _: &'ast syn::ExprConst) {}
    fn visit_variant(&mut self, _: &'ast syn::Variant) {}
    fn visit_attribute(&mut self, _: &'ast syn::Attribute) {}
}

/// Whether `let` is part of a condition, so what joins it to the rest is no operator.
fn is_chain(expression: &Expr) -> bool {
    match expression {
        Expr::Let(_) => true,
        Expr::Binary(binary) => is_chain(&binary.left) || is_chain(&binary.right),
        _ => false,
    }
}

/// Whether a pattern is `_` or a variable.
fn takes_all(pattern: &Pat) -> bool {
    match pattern {
        Pat::Wild(_) => true,
        Pat::Ident(name) => name.ident.to_string().starts_with(char::is_lowercase),
        _ => false,
    }
}

fn inside(block: &Block) -> Range<usize> {
    let range = block.span().byte_range();
    range.start + 1..range.end - 1
}
