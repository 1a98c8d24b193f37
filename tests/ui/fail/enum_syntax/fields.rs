use event_pattern::*;

event_patterns! {
    enum Alert {
        Failed(u8),
        Late(u8) { "detail": { "state": ["LATE"] } }
        Lost { job: u8 }
    }
}

fn main() {
    let _ = [Alert::Failed, Alert::Late, Alert::Lost];
}
