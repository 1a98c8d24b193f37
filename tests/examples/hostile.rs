//! Runs a pattern on one hostile event, so that `hostile.sh` can count the instructions.
//!
//! `hostile list` prints the kinds of events. `hostile KIND SIZE` generates an event and runs the pattern for this
//! kind. `hostile KIND SIZE generate` only generates the event.

#[allow(unreachable_pub, dead_code, reason = "the module is shared with the tests")]
#[path = "../tests/hostile/events.rs"]
mod events;

use event_pattern::Pattern;
use events::{DEEP, WIDE};
use std::hint::black_box;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let mut kinds = DEEP.iter().chain(&WIDE);
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["list"] => kinds.for_each(|kind| println!("{}", kind.name)),
        [name, size, ref options @ ..] => {
            let kind = kinds.find(|kind| kind.name == name).expect("KIND is a name that `hostile list` prints");
            let pattern = Pattern::parse(kind.pattern).expect("the pattern is valid");
            let event = (kind.event)(size.parse().expect("SIZE is a number"));
            if black_box(options).is_empty() {
                let answer = pattern.matches_json(black_box(event.as_bytes()));
                assert_eq!(answer.ok(), kind.answer);
            }
        }
        _ => eprintln!("usage: hostile list | hostile KIND SIZE [generate]"),
    }
}
