//! Answers one hostile event, for `hostile.sh` to count instructions.
//!
//! `hostile list` tells the kinds of events, and `hostile KIND SIZE` answers one, or makes it only with `hostile KIND SIZE
//! make`.

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
        [name, size, ref rest @ ..] => {
            let kind = kinds.find(|kind| kind.name == name).expect("a kind of `hostile list`");
            let pattern = Pattern::parse(kind.pattern).expect("a pattern");
            let event = (kind.event)(size.parse().expect("a number"));
            if black_box(rest).is_empty() {
                let answer = pattern.matches_json(black_box(event.as_bytes()));
                assert_eq!(answer.ok(), kind.answer);
            }
        }
        _ => eprintln!("usage: hostile list, or hostile KIND SIZE [make]"),
    }
}
