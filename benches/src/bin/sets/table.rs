//! Times of all competitors on sets of one kind.

use crate::Options;
use event_pattern::Pattern;
use event_pattern_benches::events::{self, Case};
use event_pattern_benches::markdown::{Table, grouped};
use event_pattern_benches::measure::{Subject, Times, in_turns};
use event_pattern_benches::sets::{Kind, STATIC_SET, SetMatcher, competitors};

/// The times of every competitor on every set of one kind.
pub(crate) struct Measured {
    pub(crate) kind: Kind,
    sizes: Vec<usize>,
    rows: Vec<Row>,
    /// The times of a single rule that is evaluated without a set, one element for each case.
    alone: Vec<Times>,
}

/// The times of a competitor on a set, one element for each case.
struct Row {
    name: &'static str,
    size: usize,
    times: Vec<Times>,
}

/// A competitor with a set of rules, ready to evaluate events.
struct Prepared {
    name: &'static str,
    size: usize,
    matcher: Box<dyn SetMatcher>,
}

impl Measured {
    /// Checks that all competitors give the same answers, then times them one after another in each round.
    pub(crate) fn of(kind: Kind, sizes: &[usize], options: &Options) -> Self {
        let mut cases: Vec<Case> = events::cases().into_iter().filter(|case| case.form == "1.5K").collect();
        for case in &mut cases {
            case.variants.truncate(options.variants);
        }
        let prepared: Vec<Prepared> = sizes.iter().flat_map(|&size| prepare(kind, size, options, &cases)).collect();
        let alone = Pattern::parse(&Kind::Clusters.rules(1)[0].pattern()).expect("the pattern is valid");

        let mut subjects = Vec::new();
        for case in &cases {
            subjects.push(Subject::over(&case.variants, |json: &Vec<u8>| {
                alone.matches_json(json).is_ok_and(|answer| answer)
            }));
        }
        for one in &prepared {
            for case in &cases {
                subjects.push(Subject::over(&case.variants, |json: &Vec<u8>| one.matcher.count(json) > 0));
            }
        }
        let times = in_turns(&subjects, options.effort);
        let mut times = times.chunks(cases.len()).map(<[Times]>::to_vec);
        let alone = times.next().unwrap_or_default();
        let rows = prepared.iter().zip(times).map(|(one, times)| Row { name: one.name, size: one.size, times });
        Self { kind, sizes: sizes.into(), rows: rows.collect(), alone }
    }

    /// Returns the ratio of a competitor's time for a set to the time for a single rule, on events that match. `None`
    /// if the competitor was not measured.
    pub(crate) fn times_one_rule(&self, name: &str, size: usize) -> Option<f64> {
        Some(self.row(name, size)?.times[0].relative_to(&self.alone[0]))
    }

    /// Returns the ratio of two times, on events that match. Each time is specified by the name of a competitor and the
    /// size of its set. `None` if one of them was not measured.
    pub(crate) fn times_other(&self, own: (&str, usize), other: (&str, usize)) -> Option<f64> {
        let (own, other) = (self.row(own.0, own.1)?, self.row(other.0, other.1)?);
        Some(own.times[0].relative_to(&other.times[0]))
    }

    fn row(&self, name: &str, size: usize) -> Option<&Row> {
        self.rows.iter().find(|row| row.name == name && row.size == size)
    }

    /// Returns three tables: the times, their ratios to the time for a single rule, and their ratios to the time of the
    /// static set.
    pub(crate) fn render(&self) -> String {
        let title = self.kind.title();
        let nanoseconds = |row: &Row| row.times.iter().map(Times::median).collect();
        let to_alone = |row: &Row| relative(&row.times, &self.alone);
        let to_set = |row: &Row| match self.row(STATIC_SET, row.size) {
            Some(set) => relative(&row.times, &set.times),
            None => vec![f64::NAN; row.times.len()],
        };
        let mut times = self.table(&format!("nanoseconds per event, {title}"), nanoseconds);
        times.add("one rule alone", self.repeated(self.alone.iter().map(Times::median).collect()));
        [
            times.render(),
            self.table("time relative to one rule alone", to_alone).render(),
            self.table(&format!("time relative to `{STATIC_SET}` of the same size"), to_set).render(),
        ]
        .join("\n\n")
    }

    /// Returns a table with a column for each size and a row for each competitor.
    fn table(&self, title: &str, numbers: impl Fn(&Row) -> Vec<f64>) -> Table {
        let column = |size: &usize| (format!("{} m / e / l", grouped(*size)), self.alone.len());
        let mut table = Table::new(title, self.sizes.iter().map(column).collect());
        for competitor in competitors() {
            let cell = |size: &usize| match self.row(competitor.name, *size) {
                Some(row) => numbers(row),
                None => vec![f64::NAN; self.alone.len()],
            };
            if self.rows.iter().any(|row| row.name == competitor.name) {
                table.add(competitor.name, self.sizes.iter().flat_map(cell).collect());
            }
        }
        table
    }

    /// Returns the numbers of a row that has the same cell in every column.
    fn repeated(&self, cell: Vec<f64>) -> Vec<f64> {
        let count = cell.len() * self.sizes.len();
        cell.into_iter().cycle().take(count).collect()
    }
}

fn relative(own: &[Times], other: &[Times]) -> Vec<f64> {
    own.iter().zip(other).map(|(own, other)| own.relative_to(other)).collect()
}

/// Returns the competitors that support sets of this size. Panics unless all of them report the same rules for every
/// event.
fn prepare(kind: Kind, size: usize, options: &Options, cases: &[Case]) -> Vec<Prepared> {
    let rules = kind.rules(size);
    let competitors = competitors();
    let kept = competitors.iter().filter(|one| size <= one.max_rules && one.name.contains(&options.only));
    let prepared: Vec<Prepared> =
        kept.map(|one| Prepared { name: one.name, size, matcher: (one.prepare)(&rules) }).collect();
    for json in cases.iter().flat_map(|case| &case.variants) {
        let mut answers = prepared.iter().map(|one| one.matcher.numbers(json));
        let first = answers.next();
        for (answer, one) in answers.zip(&prepared[1..]) {
            assert_eq!(Some(answer), first, "{} and {}, {kind:?}, {size} rules", one.name, prepared[0].name);
        }
    }
    prepared
}
