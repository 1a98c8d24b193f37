// Made by `event-pattern schema import schemas/kinds.json`.

use event_pattern::{List, Optional, Value};
use std::collections::BTreeMap;

event_pattern::event_types! {
    #[event(source = "test", detail_type = "Kinds")]
    #[derive(Debug, Clone, PartialEq, serde::Deserialize)]
    #[serde(rename_all = "camelCase")]
    pub struct Kinds<'a> {
        #[serde(borrow, default)]
        pub any: Optional<Value<'a>>,
        #[serde(borrow)]
        pub any_list: List<Value<'a>>,
        #[serde(borrow, default)]
        pub any_map: Optional<BTreeMap<String, Value<'a>>>,
        #[serde(default)]
        pub flags: Optional<List<bool>>,
        #[serde(borrow, default)]
        pub lists: Optional<BTreeMap<String, List<Inner<'a>>>>,
        pub map: BTreeMap<String, String>,
        #[serde(borrow, default)]
        pub maybe_any: Optional<Value<'a>>,
        #[serde(borrow, default)]
        pub maybe_list: Optional<List<Value<'a>>>,
        #[serde(default)]
        pub maybe_map: Optional<BTreeMap<String, i64>>,
        #[serde(borrow, default)]
        pub maybe_one_of: Optional<Value<'a>>,
        #[serde(borrow)]
        pub mixed_list: List<Value<'a>>,
        #[serde(borrow)]
        pub nested: Nested<'a>,
        #[serde(borrow, default)]
        pub nullable_any: Optional<Value<'a>>,
        #[serde(borrow)]
        pub nullable_map: BTreeMap<String, Value<'a>>,
        pub numbers: List<i64>,
        #[serde(borrow)]
        pub objects: BTreeMap<String, Inner<'a>>,
        #[serde(borrow)]
        pub one_of: Value<'a>,
        #[serde(rename = "type")]
        pub kind: Type,
    }

    #[derive(Debug, Clone, PartialEq, serde::Deserialize)]
    pub struct Inner<'a> {
        #[serde(borrow, default)]
        pub any: Optional<Value<'a>>,
        pub code: i32,
    }

    #[derive(Debug, Clone, PartialEq, serde::Deserialize)]
    pub struct Nested<'a> {
        #[serde(borrow, default)]
        pub any: Optional<Value<'a>>,
        #[serde(default)]
        pub map: Optional<BTreeMap<String, String>>,
    }

    #[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
    #[serde(rename_all = "lowercase")]
    pub enum Type {
        A,
        B,
    }
}
