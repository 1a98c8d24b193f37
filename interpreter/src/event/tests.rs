//! Tests of the flattened event: locations, places and errors.

use super::*;

#[test]
fn objects_and_arrays_are_members_of_an_array_but_scalars_are_not() {
    let event = Event::parse(r#"{"c":["x",{"n":1},[["y"]]]}"#).unwrap();
    let locations: Vec<Vec<(usize, usize)>> = event
        .fields
        .iter()
        .map(|field| field.memberships.iter().map(|membership| (membership.array, membership.element)).collect())
        .collect();
    assert_eq!(locations, [vec![], vec![(0, 1)], vec![(0, 2), (1, 0)]]);
}

#[test]
fn locations_name_the_elements_of_all_arrays() {
    let event = Event::parse(r#"{"a":{"c":["x",{"n":1},[[{"m.o":"y"}]]]},"d":{}}"#).unwrap();
    let locations: Vec<String> = event.fields.iter().map(|field| event.location(field)).collect();
    assert_eq!(locations, ["a.c[0]", "a.c[1].n", "a.c[2][0][0].m.o"]);
    let labels: Vec<String> = event.containers.iter().map(|container| event.label(container)).collect();
    assert_eq!(labels, ["", "a", "c", "c[1]", "c[2]", "c[2][0]", "c[2][0][0]", "d"]);
}

#[test]
fn fields_and_elements_know_their_place_in_the_whole_event() {
    let text = r#"{ "a": [ {"b" : 1, "c":["x" , null]} ], "d":{"é":"ü"} }"#;
    let event = Event::parse(text).unwrap();
    let shown = |span: Span| &text[span.start..span.end];
    let places = |event: &Event| event.fields.iter().map(|field| shown(field.span)).collect::<Vec<_>>();
    let of_element = [r#""b" : 1"#, r#""x""#, "null"];
    assert_eq!(places(&event), [&of_element[..], &[r#""é":"ü""#]].concat());
    let element = &event.containers[2];
    assert_eq!(shown(event.span(element)), r#"{"b" : 1, "c":["x" , null]}"#);
    let element = event.as_event(element).unwrap();
    assert_eq!(places(&element), of_element);
    assert_eq!(shown(element.span(&element.containers[1])), r#"["x" , null]"#);
}

#[test]
fn nesting_has_no_limit() {
    let deep = format!("{{\"a\":{}1{}}}", "[".repeat(2000), "]".repeat(2000));
    assert_eq!(Event::parse(&deep).unwrap().fields.len(), 1);
}

#[test]
fn text_that_is_not_a_json_object_is_an_error() {
    for text in ["", "5", "[]", "{", "{\"a\":1", "{\"a\":1,}", "{\"a\" 1}", "{\"a\":01}", "{\"a\":tru}", "{\"a\":'x'}"]
    {
        assert!(Event::parse(text).is_err(), "{text}");
    }
    assert!(Event::parse("{} trailing").is_ok());
}

#[test]
fn an_invalid_value_has_a_specific_message() {
    for (value, message) in [
        ("tru", "`tru` is not a JSON value"),
        ("'x'", "expected a value"),
        ("}", "expected a value"),
        ("", "expected a value"),
    ] {
        let errors = Event::parse(&format!("{{\"a\":{value}")).unwrap_err();
        assert_eq!(errors[0].message, message, "{value}");
    }
}
