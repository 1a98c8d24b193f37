use event_pattern::{EventError, event_pattern};

macro_rules! rules {
    ($($name:ident: $key:literal = $value:literal;)*) => {
        event_pattern! {
            $(fn $name(json: &[u8]) -> Result<bool, EventError> { $key: [$value] })*
        }
    };
}

macro_rules! rule {
    ($name:ident $pattern:tt) => {
        event_pattern! { fn $name(json: &[u8]) -> Result<bool, EventError> $pattern }
    };
}

rules! {
    ready: "state" = "READY";
    third: "number" = 3;
    below: "number" = -3;
}

rule!(open { "state": ["OPEN"] });

#[test]
fn the_rules_compile_and_match() {
    assert_eq!(ready(br#"{"state":"READY"}"#), Ok(true));
    assert_eq!(third(br#"{"number":3}"#), Ok(true));
    assert_eq!(below(br#"{"number":-3}"#), Ok(true));
    assert_eq!(open::PATTERN, r#"{"state":["OPEN"]}"#);
}
