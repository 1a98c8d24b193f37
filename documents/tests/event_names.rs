//! Where the source and the detail-type of an event are found, and which schema is its detail.

use event_pattern_documents::{Options, read};

const DETAIL: &str = r#"{"properties": {"sku": {"type": "string"}}}"#;

/// Returns a document of an event, with these members at the root and these properties.
fn event(members: &str, properties: &str) -> String {
    format!(r#"{{{members} "properties": {{{properties} "detail": {DETAIL}}}}}"#)
}

#[test]
fn the_source_and_the_detail_type_are_in_the_first_place_that_has_them() {
    let extensions = r#""x-amazon-events-source": "a", "x-amazon-events-detail-type": "A","#;
    let constants = r#""source": {"const": "b"}, "detail-type": {"enum": ["B"]},"#;
    let unknown = r#""source": {"type": "string"}, "detail-type": {"type": "string"},"#;
    let several = r#""source": {"enum": ["e", "f"]}, "detail-type": {"enum": ["E", "F"]},"#;
    let wrapped = |name: &str| format!(r#"{{"Content": {:?}, "SchemaName": "{name}"}}"#, event("", unknown));
    for (text, name, expected) in [
        (event(extensions, constants), "c@C.json", vec![(Some("a"), Some("A"))]),
        (event("", constants), "c@C.json", vec![(Some("b"), Some("B"))]),
        (event("", unknown), "folder/c@C.json", vec![(Some("c"), Some("C"))]),
        (event("", unknown), "c.d@C d.e.yaml", vec![(Some("c.d"), Some("C d.e"))]),
        (event("", unknown), "c.json", vec![(Some("argument"), Some("Argument"))]),
        (event(r#""x-amazon-events-detail-type": "A","#, ""), "c.json", vec![(Some("argument"), Some("A"))]),
        (event("", several), "c@C.json", vec![(None, Some("E")), (None, Some("F"))]),
        (wrapped("w@W"), "c@C.json", vec![(Some("w"), Some("W"))]),
        (wrapped("w"), "c.json", vec![(Some("argument"), Some("Argument"))]),
        (DETAIL.to_owned(), "c@C.json", vec![(Some("c"), Some("C"))]),
        (DETAIL.to_owned(), "c.json", vec![(Some("argument"), Some("Argument"))]),
    ] {
        let options = Options { source: Some("argument"), detail_type: Some("Argument"), ..Options::new(name) };
        let document = read(&text, &options).unwrap();
        let found = document.events.iter().map(|event| (event.source.as_deref(), event.detail_type.as_deref()));
        assert_eq!(found.collect::<Vec<_>>(), expected, "{name}: {text}");
        for event in &document.events {
            assert!(event.detail().unwrap().field("sku").is_some(), "{name}: {text}");
        }
    }
}

#[test]
fn the_detail_is_the_definition_that_no_other_one_uses_or_that_has_the_name_of_the_event() {
    let definitions = |list: &str| format!(r#"{{"openapi": "3.0.0", "components": {{"schemas": {{{list}}}}}}}"#);
    let used = definitions(
        r##""Customer": {"properties": {"name": {}}}, "Order": {"properties": {"c": {"$ref": "#/components/schemas/Customer"}}}"##,
    );
    let unrelated = definitions(r#""ItemSold": {"properties": {"a": {}}}, "Order": {"properties": {"b": {}}}"#);
    for (text, name, detail_type, expected) in [
        (&used, "order.json", None, Some("Order")),
        (&unrelated, "shop@Item Sold.json", None, Some("ItemSold")),
        (&unrelated, "shop.json", Some("order"), Some("Order")),
        (&unrelated, "shop.json", Some("Customer"), None),
        (&unrelated, "shop.json", None, None),
    ] {
        let found = read(text, &Options { detail_type, ..Options::new(name) });
        let detail = found.as_ref().ok().and_then(|document| document.events[0].detail());
        assert_eq!(detail.map(|detail| detail.name.as_str()), expected, "{name} {detail_type:?}");
    }
}
