//! Times of many subjects, taken in turns.
//!
//! Rounds go through all subjects, so that a change of the machine's pace meets all of them alike; what counts is the
//! median of a subject's rounds.

use std::hint::black_box;
use std::time::{Duration, Instant};

/// Work to be timed: one operation on each of some inputs.
pub struct Subject<'a> {
    operations: usize,
    run: Box<dyn Fn() + 'a>,
}

/// How thoroughly to measure.
#[derive(Debug, Clone, Copy)]
pub struct Effort {
    /// How often each subject is timed.
    pub rounds: usize,
    /// How long a subject works each time, at least.
    pub duration: Duration,
}

/// What was measured of a subject: the nanoseconds of one operation, round by round.
#[derive(Debug, Clone)]
pub struct Times(Vec<f64>);

impl Times {
    /// The median of the rounds.
    #[must_use]
    pub fn median(&self) -> f64 {
        quarters(self.0.iter().copied())[1]
    }

    /// How far the middle half of the rounds is apart.
    #[must_use]
    pub fn spread(&self) -> f64 {
        let [low, _, high] = quarters(self.0.iter().copied());
        high - low
    }

    /// How many times as long as another subject, as the median over the rounds. Both were measured shortly after each
    /// other in a round, so this is steadier than the ratio of two medians.
    #[must_use]
    pub fn relative_to(&self, other: &Self) -> f64 {
        quarters(self.0.iter().zip(&other.0).map(|(own, other)| own / other))[1]
    }
}

impl<'a> Subject<'a> {
    /// The operation on every input, one after the other.
    pub fn over<T>(inputs: impl AsRef<[T]> + 'a, operation: impl Fn(&T) -> bool + 'a) -> Self {
        let operations = inputs.as_ref().len();
        let run = move || {
            for input in inputs.as_ref() {
                black_box(operation(black_box(input)));
            }
        };
        Self { operations, run: Box::new(run) }
    }

    /// How often to run so that it takes this long.
    fn repetitions(&self, duration: Duration) -> usize {
        let mut repetitions = 1;
        loop {
            let taken = self.time(repetitions);
            if taken >= duration {
                return repetitions;
            }
            repetitions *= 2;
        }
    }

    fn time(&self, repetitions: usize) -> Duration {
        let start = Instant::now();
        for _ in 0..repetitions {
            (self.run)();
        }
        start.elapsed()
    }
}

/// Measures all subjects, round by round.
#[must_use]
pub fn in_turns(subjects: &[Subject], effort: Effort) -> Vec<Times> {
    let repetitions: Vec<usize> = subjects.iter().map(|subject| subject.repetitions(effort.duration)).collect();
    let mut rounds = vec![Vec::with_capacity(effort.rounds); subjects.len()];
    for _ in 0..effort.rounds {
        for ((subject, repetitions), times) in subjects.iter().zip(&repetitions).zip(&mut rounds) {
            // The subject before this one has filled the caches with its own.
            subject.time(1);
            let taken = subject.time(*repetitions);
            times.push(nanoseconds(taken) / count(repetitions * subject.operations));
        }
    }
    rounds.into_iter().map(Times).collect()
}

/// The values behind which a quarter, a half and three quarters of all come.
fn quarters(values: impl Iterator<Item = f64>) -> [f64; 3] {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    [1, 2, 3].map(|quarters| values[(values.len() - 1) * quarters / 4])
}

fn nanoseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1e9
}

#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
fn count(number: usize) -> f64 {
    number as f64
}
