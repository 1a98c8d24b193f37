use event_pattern::event_patterns;

macro_rules! rules {
    ($enumeration:ident: $($name:ident = $value:literal;)*) => {
        event_patterns! {
            enum $enumeration {
                $($name { "state": [$value] })*
            }
        }
    };
}

rules! {
    State:
    Ready = "READY";
    Third = 3;
}

#[test]
fn the_rules_compile_and_match() {
    assert_eq!(State::matching_json(br#"{"state":3}"#), Ok(StateSet::from(State::Third)));
    assert_eq!(State::Ready.pattern(), r#"{"state":["READY"]}"#);
}
