use event_pattern::*;

event_patterns! {
    enum Alert {}

    enum Other;

    enum Another
}

fn main() {
    let _: [usize; 3] = [Alert::ALL.len(), Other::ALL.len(), Another::ALL.len()];
}
