//! Whose fault an error of the compiler is, by the comments around the mutants.

use std::ops::Range;

/// Code of mutants in a woven file.
struct Mark {
    range: Range<usize>,
    ids: Vec<u32>,
    is_own: bool,
}

/// Who may be at fault.
pub(crate) struct Blamed {
    pub(crate) ids: Vec<u32>,
    /// Whether the error is in what one mutant puts in place of the source, so it does not compile alone either.
    pub(crate) is_own: bool,
}

/// The mutants whose code is innermost around a place; or else those in it, or else the nearest on its line.
pub(crate) fn blame(woven: &str, place: &Range<usize>) -> Option<Blamed> {
    let marks = marks(woven);
    let around = marks.iter().filter(|mark| mark.range.start <= place.start && place.end <= mark.range.end);
    if let Some(mark) = around.min_by_key(|mark| mark.range.len()) {
        return Some(Blamed { ids: mark.ids.clone(), is_own: mark.is_own });
    }
    let inside = |range: &Range<usize>| {
        let marks = marks.iter().filter(|mark| range.start <= mark.range.start && mark.range.end <= range.end);
        let ids: Vec<u32> = marks.flat_map(|mark| mark.ids.iter().copied()).collect();
        (!ids.is_empty()).then_some(Blamed { ids, is_own: false })
    };
    inside(place).or_else(|| inside(&lines(woven, place)))
}

fn lines(text: &str, place: &Range<usize>) -> Range<usize> {
    let start = text[..place.start].rfind('\n').map_or(0, |at| at + 1);
    let end = text[place.end..].find('\n').map_or(text.len(), |at| place.end + at);
    start..end
}

fn marks(text: &str) -> Vec<Mark> {
    let (mut marks, mut open) = (Vec::new(), Vec::new());
    let mut at = 0;
    while let Some(start) = text[at..].find("/*").map(|found| at + found) {
        let Some(end) = text[start..].find("*/").map(|found| start + found + 2) else { break };
        at = end;
        let comment = &text[start + 2..end - 2];
        if comment.starts_with('<') {
            open.push(start);
        } else if let (Some(ids), Some(start)) = (comment.strip_suffix('>').map(parse), open.last().copied()) {
            open.pop();
            marks.push(Mark { range: start..end, ids: ids.0, is_own: ids.1 });
        }
    }
    marks
}

fn parse(ids: &str) -> (Vec<u32>, bool) {
    let numbers = ids.trim_end_matches('=');
    (numbers.split('+').filter_map(|id| id.parse().ok()).collect(), ids.ends_with('='))
}
