//! What the conjunctions of a disjunction have in common.

use super::condition::{Term, Terms};

/// Returns the most common term of these conjunctions, if at least two of the conjunctions contain the term.
pub(super) fn most_common_term(clauses: &[Terms]) -> Option<Term> {
    let mut most: Option<(usize, &Term)> = None;
    for terms in clauses {
        for term in terms {
            let count = clauses.iter().filter(|terms| terms.contains(term)).count();
            if count > most.map_or(1, |(most, _)| most) {
                most = Some((count, term));
            }
        }
    }
    most.map(|(_, term)| term.clone())
}

/// Splits a disjunction into factors if it is the product of several disjunctions, such as the combinations of several
/// `$or`. Otherwise, returns the disjunction itself as the only factor.
pub(super) fn independent_factors(clauses: &[Terms]) -> Vec<Vec<Terms>> {
    let mut terms: Vec<&Term> = Vec::new();
    for term in clauses.iter().flatten() {
        if let Err(index) = terms.binary_search(&term) {
            terms.insert(index, term);
        }
    }
    let number = |term: &Term| terms.binary_search(&term).unwrap_or(terms.len());
    let numbered: Vec<Vec<usize>> = clauses.iter().map(|clause| clause.iter().map(number).collect()).collect();
    let mut occur_together = vec![vec![false; terms.len()]; terms.len()];
    for clause in &numbered {
        for &one in clause {
            for &other in clause {
                occur_together[one][other] = true;
            }
        }
    }
    // Terms that never occur together belong to the same factor.
    let mut factor_of: Vec<usize> = (0..terms.len()).collect();
    for one in 0..terms.len() {
        for other in one..terms.len() {
            if factor_of[one] != factor_of[other] && !occur_together[one][other] {
                let (from, to) = (factor_of[other], factor_of[one]);
                factor_of.iter_mut().filter(|factor| **factor == from).for_each(|factor| *factor = to);
            }
        }
    }
    let ids = (0..terms.len()).filter(|id| factor_of.contains(id));
    let project = |id: usize| -> Vec<Terms> {
        let mut projected: Vec<Terms> = Vec::new();
        for clause in &numbered {
            let own: Terms =
                clause.iter().filter(|&&term| factor_of[term] == id).map(|&term| terms[term].clone()).collect();
            if !projected.contains(&own) {
                projected.push(own);
            }
        }
        projected
    };
    let factors: Vec<Vec<Terms>> = ids.map(project).collect();
    let combinations = factors.iter().map(Vec::len).fold(1, usize::saturating_mul);
    if combinations == clauses.len() { factors } else { vec![clauses.to_vec()] }
}
