//! `RuleEnum` is sealed: only `event_patterns!` can implement it.

use event_pattern::RuleEnum;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Alert {
    Failed,
}

impl RuleEnum for Alert {
    const ALL: &'static [Self] = &[Self::Failed];

    fn index(self) -> usize {
        0
    }

    fn name(self) -> &'static str {
        "Failed"
    }
}

fn count<R: RuleEnum>(_: R) -> usize {
    R::ALL.len()
}

fn main() {
    count(5);
}
