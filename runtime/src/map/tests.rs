use super::Map;
use alloc::string::ToString as _;
use alloc::vec::Vec;

#[test]
fn a_repeated_key_is_an_error_in_json_and_replaces_the_value_in_a_collection() {
    let error = serde_json::from_str::<Map<i32>>(r#"{"a":1,"b":2,"\u0061":3}"#).unwrap_err().to_string();
    assert!(error.starts_with("duplicate field `a`"), "{error}");
    let mut map = Map::from([("a", 1), ("b", 2), ("a", 3), ("a", 4)]);
    assert_eq!(map, Map::from([("b", 2), ("a", 4)]));
    map.extend([("b", 5), ("c", 6)]);
    assert_eq!(map.iter().collect::<Vec<_>>(), [("a", &4), ("b", &5), ("c", &6)]);
}

#[test]
fn keys_are_found_by_all_their_steps() {
    let map = Map::from([("a", 1), ("a.b", 2), ("a.b.c", 3), ("a-b", 4), ("", 5), (".", 6), ("ab", 7), ("é.b", 8)]);
    for (path, expected) in [
        (&["a"][..], Some(1)),
        (&["a", "b"], Some(2)),
        (&["a.b"], Some(2)),
        (&["a", "b", "c"], Some(3)),
        (&["a.b", "c"], Some(3)),
        (&["a-b"], Some(4)),
        (&[""], Some(5)),
        (&["", ""], Some(6)),
        (&["ab"], Some(7)),
        (&["é", "b"], Some(8)),
        (&["a", ""], None),
        (&["b"], None),
    ] {
        assert_eq!(map.at(path).copied(), expected, "{path:?}");
    }
}

#[test]
fn a_member_is_inserted_at_its_place() {
    let mut map = Map::new();
    for (number, key) in ["m", "a", "z", "b", "m"].into_iter().enumerate() {
        map.insert(key, number);
    }
    assert_eq!(map.remove("z"), Some(2));
    assert_eq!(map.remove("z"), None);
    assert_eq!(map.into_iter().collect::<Vec<_>>(), [("a".into(), 1), ("b".into(), 3), ("m".into(), 4)]);
}
