//! Measures the times of several subjects in rounds.
//!
//! Every round times all subjects one after another, so changes in the machine's speed affect all of them alike. The
//! result for a subject is the median of its rounds.

use std::hint::black_box;
use std::time::{Duration, Instant};

/// Work to be timed: an operation on each of several inputs.
pub struct Subject<'a> {
    operations: usize,
    run: Box<dyn Fn() + 'a>,
}

/// The effort to spend on a measurement.
#[derive(Debug, Clone, Copy)]
pub struct Effort {
    /// Number of times that each subject is timed.
    pub rounds: usize,
    /// Minimum duration of one timing.
    pub duration: Duration,
}

/// The times of a subject: nanoseconds per operation, one value for each round.
#[derive(Debug, Clone)]
pub struct Times(Vec<f64>);

impl Times {
    /// Returns the median time.
    #[must_use]
    pub fn median(&self) -> f64 {
        quarters(self.0.iter().copied())[1]
    }

    /// Returns the interquartile range of the times.
    #[must_use]
    pub fn spread(&self) -> f64 {
        let [low, _, high] = quarters(self.0.iter().copied());
        high - low
    }

    /// Returns the median ratio to another subject's times. In each round, the two subjects are timed shortly after
    /// each other, so this ratio is more stable than the ratio of their medians.
    #[must_use]
    pub fn relative_to(&self, other: &Self) -> f64 {
        quarters(self.0.iter().zip(&other.0).map(|(own, other)| own / other))[1]
    }
}

impl<'a> Subject<'a> {
    /// Returns a subject that applies the operation to every input in order.
    pub fn over<T>(inputs: impl AsRef<[T]> + 'a, operation: impl Fn(&T) -> bool + 'a) -> Self {
        let operations = inputs.as_ref().len();
        let run = move || {
            for input in inputs.as_ref() {
                black_box(operation(black_box(input)));
            }
        };
        Self { operations, run: Box::new(run) }
    }

    /// Returns a repetition count for which all repetitions together take at least `duration`.
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

/// Times all subjects in every round, one after another.
#[must_use]
pub fn in_turns(subjects: &[Subject], effort: Effort) -> Vec<Times> {
    let repetitions: Vec<usize> = subjects.iter().map(|subject| subject.repetitions(effort.duration)).collect();
    let mut rounds = vec![Vec::with_capacity(effort.rounds); subjects.len()];
    for _ in 0..effort.rounds {
        for ((subject, repetitions), times) in subjects.iter().zip(&repetitions).zip(&mut rounds) {
            // Warm the caches, which still contain the data of the previous subject.
            subject.time(1);
            let taken = subject.time(*repetitions);
            times.push(nanoseconds(taken) / count(repetitions * subject.operations));
        }
    }
    rounds.into_iter().map(Times).collect()
}

/// Returns the three quartiles.
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
