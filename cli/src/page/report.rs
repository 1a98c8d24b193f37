//! The page as one HTML file, with all rules, events and judgements in it.
//!
//! The data is JSON that is compressed with gzip, which browsers decompress by themselves, in base64: the state, the
//! rules, the events, and the judgements of each rule. Events that are alike have equal judgements, apart from the places
//! in their texts. So a judgement refers to a place by its number in the event's own list, and a rule's equal judgements
//! are written once.

use super::assets::{INDEX, SCRIPT, STYLE};
use super::event::ReadEvent;
use super::judgement::{FoundPlace, Judgement};
use super::rule::ShownRule;
use super::spans::Utf16Span;
use super::{EventView, RuleDetails, Snapshot};
use crate::base64;
use flate2::Compression;
use flate2::write::GzEncoder;
use serde::Serialize;
use sha2::{Digest as _, Sha256};
use std::collections::{HashMap, VecDeque};
use std::fmt::Write as _;
use std::io::Write as _;
use std::num::NonZero;
use std::panic::resume_unwind;
use std::thread;

/// The parts of the page that the report replaces.
const STYLE_LINK: &str = "<link rel=\"stylesheet\" href=\"/style.css\">";
const SCRIPT_LINK: &str = "<script type=\"module\" src=\"/page.js\"></script>";
const CHARSET: &str = "<meta charset=\"utf-8\">";

/// Returns the report.
pub(crate) fn html(snapshot: &Snapshot) -> String {
    let mut data = String::new();
    add_data("state", &snapshot.state(1, None), &mut data);
    let rules: Vec<RuleDetails> = (0..snapshot.rules.len()).filter_map(|rule| snapshot.rule(rule)).collect();
    add_data("rules", &rules.into_iter().map(RuleDetails::read_only).collect::<Vec<_>>(), &mut data);
    let texts: Vec<String> = snapshot.events.iter().map(|event| event.shown_text().into_owned()).collect();
    let read: Vec<ReadEvent<'_>> = texts.iter().map(|text| ReadEvent::of(text, &snapshot.known)).collect();
    let mut places: Vec<PlaceList> = texts.iter().map(|_| PlaceList::default()).collect();
    for_each_rule(snapshot, &read, |rule, judgements| {
        add_data(&format!("cells-{rule}"), &Cells::of(judgements, &mut places), &mut data);
    });
    let events = snapshot.events.iter().zip(read).zip(places);
    let events = events.map(|((event, read), places)| ReportedEvent {
        event: EventView::of_shown(event, read).read_only(),
        places: places.places,
    });
    add_data("events", &events.collect::<Vec<_>>(), &mut data);
    INDEX
        .replace(CHARSET, &format!("{CHARSET}\n{}", policy()))
        .replace(STYLE_LINK, &format!("<style>{STYLE}</style>"))
        .replace(SCRIPT_LINK, &format!("{data}<script type=\"module\">{SCRIPT}</script>"))
}

/// Returns the element that forbids everything but the script and the style of the report.
fn policy() -> String {
    let hash = |text: &str| format!("'sha256-{}'", base64::encode(&Sha256::digest(text)));
    format!(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src {}; style-src {}; \
         img-src data:; base-uri 'none'; form-action 'none'\">",
        hash(SCRIPT),
        hash(STYLE)
    )
}

/// Adds an element with data. Base64 needs no escapes in HTML.
fn add_data(name: &str, data: &impl Serialize, html: &mut String) {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    // Writing to memory never fails, and all data has string keys.
    let written = serde_json::to_vec(data).map(|json| encoder.write_all(&json));
    debug_assert!(written.is_ok_and(|written| written.is_ok()), "{name}");
    let compressed = encoder.finish().unwrap_or_default();
    let encoded = base64::encode(&compressed);
    let _ = writeln!(html, "<script type=\"application/octet-stream\" id=\"data-{name}\">{encoded}</script>");
}

/// Calls a function with each rule and its judgements on all events, in order. Other threads judge the next rules.
fn for_each_rule(snapshot: &Snapshot, events: &[ReadEvent<'_>], mut take: impl FnMut(usize, Vec<Judgement>)) {
    let threads = thread::available_parallelism().map_or(1, NonZero::get);
    let judge = |rule: &ShownRule| -> Vec<Judgement> {
        let pattern = snapshot.read_pattern(&rule.text);
        events.iter().map(|event| Judgement::of(&pattern, event, snapshot.schemas())).collect()
    };
    let judge = &judge;
    thread::scope(|scope| {
        let mut rules = snapshot.rules.iter();
        let mut running = VecDeque::new();
        for index in 0..snapshot.rules.len() {
            // One more, because this thread does not judge.
            let next = rules.by_ref().take(threads + 1 - running.len());
            running.extend(next.map(|rule| scope.spawn(move || judge(rule))));
            if let Some(first) = running.pop_front() {
                take(index, first.join().unwrap_or_else(|panic| resume_unwind(panic)));
            }
        }
    });
}

/// An event, and the places that judgements refer to.
#[derive(Serialize)]
struct ReportedEvent {
    #[serde(flatten)]
    event: EventView,
    places: Vec<Place>,
}

/// A place in an event: `[place, start, end, value]`.
type Place = (String, usize, usize, Option<String>);

/// The places in an event that judgements refer to.
#[derive(Default)]
struct PlaceList {
    places: Vec<Place>,
    numbers: HashMap<(Utf16Span, String), usize>,
}

impl PlaceList {
    /// Returns the number of a place, and whether it was chosen, as 0 or 1.
    fn number(&mut self, FoundPlace { place, span, value, chosen }: FoundPlace) -> (usize, u8) {
        let next = self.places.len();
        let number = *self.numbers.entry((span, place.clone())).or_insert(next);
        if number == next {
            self.places.push((place, span[0], span[1], value));
        }
        (number, u8::from(chosen))
    }
}

/// The judgements of a rule.
#[derive(Serialize)]
struct Cells {
    /// Judgements that differ, as JSON text.
    judgements: Vec<Box<serde_json::value::RawValue>>,
    /// For each event, the index of its judgement.
    events: Vec<usize>,
}

impl Cells {
    fn of(judgements: Vec<Judgement>, places: &mut [PlaceList]) -> Self {
        let mut cells = Self { judgements: Vec::new(), events: Vec::new() };
        let mut indices: HashMap<String, usize> = HashMap::new();
        for (judgement, places) in judgements.into_iter().zip(places) {
            let judgement = judgement.map_found(&mut |found| places.number(found));
            let Ok(text) = serde_json::value::to_raw_value(&judgement) else { continue };
            let next = cells.judgements.len();
            let index = *indices.entry(text.get().to_owned()).or_insert(next);
            if index == next {
                cells.judgements.push(text);
            }
            cells.events.push(index);
        }
        cells
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_has_each_part_that_the_report_replaces_once() {
        for part in [STYLE_LINK, SCRIPT_LINK, CHARSET] {
            assert_eq!(INDEX.matches(part).count(), 1, "{part}");
        }
        assert!(!SCRIPT.contains("</script") && !SCRIPT.contains("<!--") && !STYLE.contains("</style"));
    }
}
