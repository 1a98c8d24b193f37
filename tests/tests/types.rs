//! Tests of the types in events: lists, optional fields, numbers and errors.

use event_pattern::ecs::{
    AttachmentDetail, Attribute, Container, ContainerOverride, EnvironmentVariable, ManagedAgent, Resource, StopCode,
};
use event_pattern::filter::{comparable, equals_number};
use event_pattern::{EventErrorKind, HasName, List, Optional, validate};
use serde::Deserialize;
use serde::de::IntoDeserializer as _;
use serde::de::value::Error;
use std::borrow::Cow;

fn containers() -> List<Container<'static>> {
    let container = |name: &str, code: &str| {
        format!(r#"{{"containerArn":"1","taskArn":"t","lastStatus":"STOPPED","name":"{name}"{code}}}"#)
    };
    let all = [
        container("app", r#","exitCode":1"#),
        container("app", r#","exitCode":0"#),
        container("app", r#","exitCode":137"#),
        container("sidecar", r#","exitCode":0"#),
        container("init", ""),
    ];
    serde_json::from_str(String::leak(format!("[{}]", all.join(",")))).unwrap()
}

#[test]
fn named_selects_the_elements_with_a_name() {
    let containers = containers();
    let (app, sidecar, unknown) = (containers.named("app"), containers.named("sidecar"), containers.named("unknown"));
    assert!(app.any(Container::failed) && !sidecar.any(Container::failed) && !unknown.any(Container::failed));
    assert!(!app.none(Container::failed) && sidecar.none(Container::failed) && unknown.none(Container::failed));
    assert!(!app.all(Container::failed) && app.all(|one| one.name == "app") && unknown.all(Container::failed));
    assert_eq!([app.count(Container::failed), sidecar.count(Container::failed), app.count(|_| true)], [2, 0, 3]);
    let codes: Vec<Option<i32>> = app.into_iter().map(|one| one.exit_code.into_option()).collect();
    assert_eq!(codes, [Some(1), Some(0), Some(137)]);
    assert!(!containers.named("init").any(Container::failed), "a container that never ran has not failed");
}

#[test]
fn has_name_returns_the_name() {
    fn name<'t, T: HasName + Deserialize<'t>>(json: &'t str) -> Option<String> {
        serde_json::from_str::<T>(json).unwrap().name().map(str::to_owned)
    }
    let named = r#"{"name":"n"}"#;
    let container = r#"{"containerArn":"1","taskArn":"t","lastStatus":"STOPPED","name":"n"}"#;
    let names = [
        name::<Container<'_>>(container),
        name::<ContainerOverride<'_>>(named),
        name::<Resource<'_>>(r#"{"name":"n","type":"INTEGER"}"#),
        name::<ManagedAgent<'_>>(named),
        name::<EnvironmentVariable<'_>>(named),
        name::<AttachmentDetail<'_>>(named),
        name::<Attribute<'_>>(named),
    ];
    assert!(names.iter().all(|name| name.as_deref() == Some("n")), "{names:?}");
    let nameless =
        [name::<ManagedAgent<'_>>("{}"), name::<EnvironmentVariable<'_>>("{}"), name::<AttachmentDetail<'_>>("{}")];
    assert!(nameless.iter().all(Option::is_none) && name::<Attribute<'_>>("{}").is_none());
}

#[test]
fn lists_convert_to_and_from_vectors() {
    let list = List::from(vec![1, 2, 3]);
    assert_eq!((&list).into_iter().sum::<i32>(), 6);
    let list = Optional::<List<i32>>::from(list);
    assert_eq!((&list).into_iter().copied().collect::<Vec<i32>>(), [1, 2, 3]);
    assert_eq!(list.into_option().map(Vec::from), Some(vec![1, 2, 3]));
    assert_eq!(Optional::<i32>::from(None), Optional::Absent);
    assert_eq!(Optional::<i32>::from(Some(1)), Optional::Present(1));
}

#[test]
#[expect(clippy::comparison_to_empty, reason = "the test covers comparison")]
fn optional_fields_compare_with_plain_values() {
    let (absent, null): (Optional<i32>, Optional<i32>) = (Optional::Absent, Optional::Null);
    assert!(Optional::Present(137) == 137 && Optional::Present(137) != 0 && absent != 0 && null != 0);
    assert!(Optional::Present(137) != absent && absent != null);
    let text: Optional<Cow<'_, str>> = "Essential container in task exited".into();
    assert!(
        text == "Essential container in task exited"
            && text != "essential"
            && text == *"Essential container in task exited"
    );
    assert!(text == Cow::Borrowed("Essential container in task exited"));
    let code: Optional<StopCode<'_>> = "UserInitiated".into();
    assert!(code == "UserInitiated" && code == StopCode::UserInitiated && code != StopCode::SpotInterruption);
    assert!(code != "" && Optional::<StopCode<'_>>::Absent != "" && Optional::<Cow<'_, str>>::Null != "");
    assert!(
        Optional::Present(String::from("a")) == "a" && Optional::Present("a") == "a" && Optional::Present(1.5) == 1.5
    );
}

#[test]
fn absent_and_null_have_no_value() {
    for nothing in [Optional::Absent, Optional::Null] {
        assert!(nothing.is_none() && !nothing.is_some());
        assert_eq!((Option::from(nothing), nothing.cloned(), nothing.copied()), (None::<i32>, None, None));
        assert_eq!((nothing.unwrap_or(7), nothing.unwrap_or_else(|| 8), nothing.unwrap_or_default()), (7, 8, 0));
        assert_eq!((nothing.ok_or("none"), nothing.ok_or_else(|| 1)), (Err("none"), Err(1)));
        let mut taken = nothing;
        assert_eq!(taken.as_mut(), None);
        assert_eq!((taken.take(), taken), (None, Optional::Absent));
    }
    let mut present = Optional::Present(137);
    assert!(present.is_some() && !present.is_none());
    assert_eq!((Option::from(present), present.unwrap_or(0), present.ok_or(())), (Some(137), 137, Ok(137)));
    *present.as_mut().unwrap() += 1;
    assert_eq!((present.take(), present), (Some(138), Optional::Absent));
}

#[test]
fn a_list_can_be_modified() {
    let mut list = List::from([3, 1]);
    list.push(2);
    list.extend([5, 4]);
    list.sort_unstable();
    for element in &mut list {
        *element *= 10;
    }
    assert_eq!(list, List::from([10, 20, 30, 40, 50]));
    let present: Optional<List<i32>> = [1, 2].into();
    assert_eq!(present, List::from([1, 2]));
}

#[test]
fn a_unit_is_deserialized_as_null() {
    /// serde buffers the input of untagged enums, and a buffered null is a unit.
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Buffered {
        Of { a: Optional<i32> },
    }
    let Buffered::Of { a } = serde_json::from_str(r#"{"a":null}"#).unwrap();
    assert_eq!(a, Optional::Null);
    let number: serde::de::value::U8Deserializer<Error> = 1_u8.into_deserializer();
    let error = Optional::<i32>::deserialize(number).unwrap_err();
    assert_eq!(error.to_string(), "invalid type: integer `1`, expected a value or null");
}

#[test]
fn an_error_has_a_kind_and_an_offset() {
    for (json, kind, message) in [
        ("[]", EventErrorKind::NotAnObject, "expected a JSON object at byte 0"),
        (r#"{"a":1"#, EventErrorKind::UnexpectedEnd, "unexpected end of input at byte 6"),
        (r#"{"a" 1}"#, EventErrorKind::UnexpectedCharacter, "unexpected character at byte 5"),
        (r#"{"a":"\q"}"#, EventErrorKind::InvalidEscape, "invalid escape sequence at byte 7"),
        ("{\"a\":\"\n\"}", EventErrorKind::ControlCharacter, "unescaped control character in a string at byte 6"),
    ] {
        let error = validate(json.as_bytes()).unwrap_err();
        assert_eq!((error.kind(), error.to_string().as_str()), (kind, message));
    }
}

#[test]
fn an_integer_is_comparable_if_its_double_prints_the_same() {
    let exact: i64 = 1 << 53;
    for integer in [0, 1, -1, 137, exact - 1, exact, -exact, exact + 2, -exact - 2, i64::from(i32::MIN)] {
        #[allow(clippy::cast_precision_loss, reason = "`f64` represents these integers exactly")]
        let value = integer as f64;
        assert_eq!(comparable(integer), Some(value), "{integer}");
    }
    assert_eq!(comparable(123_456_789_012_345_680), Some(123_456_789_012_345_680.0));
    assert_eq!(comparable(-123_456_789_012_345_680), Some(-123_456_789_012_345_680.0));
    assert_eq!(comparable(1_000_000_000_000_000_000), Some(1e18));
    for integer in [exact + 1, -exact - 1, 123_456_789_012_345_678, i64::MAX, i64::MIN] {
        assert_eq!(comparable(integer), None, "{integer}");
    }
}

#[test]
fn negative_zero_equals_zero() {
    assert!(equals_number(-0.0, 0.0) && equals_number(0.0, -0.0) && equals_number(1.5, 1.5));
    assert!(!equals_number(1.5, -1.5) && !equals_number(0.0, 5e-324));
}
