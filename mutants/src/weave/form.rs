//! How code is written that can be switched. No part of the source is written twice, unless it stands for a place: so
//! mutants can lie inside of each other.
//!
//! Comments around each mutant and around all of one place tell later whose fault a compiler's error is.

use crate::list::Mutant;
use std::fmt::Write as _;

/// The names of the operands, which no source has.
const LEFT: &str = "mutant_l";
const RIGHT: &str = "mutant_r";

/// The question whether a mutant is on.
pub(super) fn is(mutant: &Mutant) -> String {
    format!("crate::mutant::is({})", mutant.id)
}

/// Code that these mutants brought in.
fn marked(mutants: &[&Mutant], code: &str) -> String {
    let ids: Vec<String> = mutants.iter().map(|mutant| mutant.id.to_string()).collect();
    let ids = ids.join("+");
    format!("/*<{ids}*/{code}/*{ids}>*/")
}

/// Code that this mutant puts in place of the source.
fn own(mutant: &Mutant, code: &str) -> String {
    format!("/*<={0}*/{code}/*{0}=>*/", mutant.id)
}

/// One mutant or another, or else the source.
fn choice(mutants: &[&Mutant], written: impl Fn(&Mutant) -> String, otherwise: &str) -> String {
    let mut code = String::new();
    for mutant in mutants {
        let changed = own(mutant, &written(mutant));
        write!(code, "if {} {{ {changed} }} else ", is(mutant)).expect("a string takes all");
    }
    write!(code, "{{ {otherwise} }}").expect("a string takes all");
    code
}

/// `a == b` and its like, whose operands are looked at and not moved.
pub(super) fn comparison(mutants: &[&Mutant], left: &str, operator: &str, right: &str) -> String {
    let compare = |operator: &str| format!("*{LEFT} {operator} *{RIGHT}");
    let choice = choice(mutants, |mutant| compare(&mutant.replacement), &compare(operator));
    marked(mutants, &format!("(match (&({left}), &({right})) {{ ({LEFT}, {RIGHT}) => {choice} }})"))
}

/// `a + b` and its like, and comparisons of what can be copied.
pub(super) fn arithmetic(mutants: &[&Mutant], left: &str, operator: &str, right: &str) -> String {
    let calculate = |operator: &str| format!("{LEFT} {operator} {RIGHT}");
    let choice = choice(mutants, |mutant| calculate(&mutant.replacement), &calculate(operator));
    marked(mutants, &format!("(match (({left}), ({right})) {{ ({LEFT}, {RIGHT}) => {choice} }})"))
}

/// `a += b` and its like.
pub(super) fn assignment(mutants: &[&Mutant], left: &str, operator: &str, right: &str) -> String {
    let assign = |operator: &str| format!("{left} {operator} {RIGHT}");
    let choice = choice(mutants, |mutant| assign(&mutant.replacement), &assign(operator));
    marked(mutants, &format!("(match ({right}) {{ {RIGHT} => {choice} }})"))
}

/// `a && b` and `a || b`. What is left of the operator decides if it is `false`, or `true`; the mutant takes the other.
pub(super) fn logic(mutants: &[&Mutant], left: &str, operator: &str, right: &str) -> String {
    let goes_on = if operator == "&&" { "!=" } else { "==" };
    let is_on = mutants.iter().map(|mutant| is(mutant)).collect::<Vec<_>>().join(" || ");
    marked(
        mutants,
        &format!("({{ let {LEFT}: bool = {left}; if {LEFT} {goes_on} ({is_on}) {{ {right} }} else {{ {LEFT} }} }})"),
    )
}

/// `!a` and `-a`.
pub(super) fn unary(mutants: &[&Mutant], operator: &str, operand: &str) -> String {
    let choice = choice(mutants, |_| LEFT.to_owned(), &format!("{operator}{LEFT}"));
    marked(mutants, &format!("(match ({operand}) {{ {LEFT} => {choice} }})"))
}

/// What a match arm asks for: its own guard or another, unless the arm is not there.
pub(super) fn guard(deleted: &[&Mutant], replaced: &[&Mutant], guard: Option<&str>) -> String {
    let there = deleted.iter().map(|mutant| marked(&[mutant], &format!("!{}", is(mutant))));
    let own = guard.map(|guard| match replaced {
        [] => format!("({guard})"),
        _ => marked(replaced, &format!("({})", choice(replaced, |mutant| mutant.replacement.clone(), guard))),
    });
    there.chain(own).collect::<Vec<_>>().join(" && ")
}

/// What a field is set to: a value, or as the value that the rest is taken from has it.
pub(super) fn field(mutants: &[&Mutant], name: &str, rest: &str, value: &str) -> String {
    marked(mutants, &format!("({})", choice(mutants, |_| format!("({rest}).{name}"), value)))
}

/// The start of a function that returns at once.
pub(super) fn early_return(mutants: &[&Mutant]) -> String {
    let mut code = String::new();
    for mutant in mutants {
        let returned = own(mutant, &format!("return {};", mutant.replacement));
        write!(code, " if {} {{ {returned} }}", is(mutant)).expect("a string takes all");
    }
    code
}

/// The body of a function that returns some iterator, which must be of one type: the mutants' own elements and then none
/// of the others.
pub(super) fn iterator(mutants: &[&Mutant], body: &str) -> String {
    let any = mutants.iter().map(|mutant| is(mutant)).collect::<Vec<_>>().join(" || ");
    let rest = format!("({{ {body} }}).take(if {any} {{ 0 }} else {{ usize::MAX }})");
    let element = |mutant: &Mutant| {
        mutant.replacement.strip_prefix("::std::iter::once(").map_or("None".to_owned(), |rest| format!("Some({rest}"))
    };
    let code = if mutants.iter().all(|mutant| element(mutant) == "None") {
        rest
    } else {
        format!("({}).into_iter().chain({rest})", choice(mutants, element, "None"))
    };
    marked(mutants, &code)
}
