//! Tests the macros that declare types, in a module with names that the macros must not use.

#![allow(unreachable_pub, reason = "the macros declare public types")]

use crate::{Map, Optional};
use alloc::format;
use alloc::string::{String, ToString as _};

#[allow(dead_code)]
mod hostile {
    pub(super) struct Option;
    pub(super) struct Result;
    pub(super) struct Field;
    pub(super) struct Cow;
    pub(super) trait Default {}
    pub(super) trait From {}
    pub(super) trait PartialEq {}
    pub(super) mod core {}

    crate::__private::record! {
        /// An order.
        pub struct Order<'a> {
            pub r#ref: ::alloc::borrow::Cow<'a, str> = "ref",
            pub dotted: crate::Optional<Status<'a>> = "a.b/\"c\"",
            pub empty: crate::Optional<Empty> = "",
        }
    }

    crate::__private::record! {
        pub struct Empty {}
    }

    crate::__private::closed_set! {
        /// A status.
        Status {
            /// Open.
            Open = "open \"1\"",
        }
    }
}

use hostile::{Order, Status};

#[test]
fn keys_can_be_any_strings() {
    let json = r#"{"ref":"x","a.b/\"c\"":"open \"1\"","":{}}"#;
    let order: Order = serde_json::from_str(json).unwrap();
    assert_eq!((&*order.r#ref, order.dotted == Status::Open, order.empty.is_some()), ("x", true, true));
    assert_eq!(serde_json::to_string(&order.into_owned()).unwrap(), json);
}

#[test]
fn a_record_can_have_more_fields_than_a_word_has_bits() {
    /// Returns an object with the fields from 0 to 65, each with its number, except one.
    fn without(missing: usize) -> String {
        let fields = (0..66).filter(|field| *field != missing).map(|field| format!("\"f{field}\":{field}"));
        format!("{{{}}}", fields.collect::<alloc::vec::Vec<_>>().join(","))
    }
    let wide: Wide = serde_json::from_str(&without(66)).unwrap();
    assert_eq!((wide.f0, wide.f63, wide.f64, wide.f65), (0, Optional::Present(63), Optional::Present(64), 65));
    assert!(serde_json::from_str::<Wide>(&without(64)).unwrap().f64.is_absent());
    for (required, json) in [("f0", without(0)), ("f65", without(65))] {
        let error = serde_json::from_str::<Wide>(&json).unwrap_err().to_string();
        assert!(error.starts_with(&format!("missing field `{required}` of `Wide`")), "{error}");
    }
    for repeated in [0, 63, 64, 65] {
        let json = without(66).replacen('{', &format!("{{\"f{repeated}\":1,"), 1);
        let error = serde_json::from_str::<Wide>(&json).unwrap_err().to_string();
        assert!(error.starts_with(&format!("duplicate field `f{repeated}`")), "{error}");
    }
}

#[test]
fn a_map_rejects_keys_that_lead_into_its_objects() {
    let read = |json: &'static str| {
        let mut deserializer = serde_json::Deserializer::from_str(json);
        <Map<Optional<Order>> as super::ReadField>::read(&mut deserializer)
            .map(|map| map.len())
            .map_err(|error| error.to_string())
    };
    assert_eq!(read(r#"{"x.y":{"ref":"1"},"x":{"ref":"2"}}"#), Ok(2));
    for json in [r#"{"x.ref":null}"#, r#"{"x.y.ref.z":null}"#, r#"{"x.a.b/\"c\"":null}"#] {
        let error = read(json).unwrap_err();
        assert!(error.contains("it is the same field as"), "{json}: {error}");
    }
}

crate::__private::record! {
    pub struct Wide {
        pub f0: i32 = "f0",
        pub f1: crate::Optional<i32> = "f1",
        pub f2: crate::Optional<i32> = "f2",
        pub f3: crate::Optional<i32> = "f3",
        pub f4: crate::Optional<i32> = "f4",
        pub f5: crate::Optional<i32> = "f5",
        pub f6: crate::Optional<i32> = "f6",
        pub f7: crate::Optional<i32> = "f7",
        pub f8: crate::Optional<i32> = "f8",
        pub f9: crate::Optional<i32> = "f9",
        pub f10: crate::Optional<i32> = "f10",
        pub f11: crate::Optional<i32> = "f11",
        pub f12: crate::Optional<i32> = "f12",
        pub f13: crate::Optional<i32> = "f13",
        pub f14: crate::Optional<i32> = "f14",
        pub f15: crate::Optional<i32> = "f15",
        pub f16: crate::Optional<i32> = "f16",
        pub f17: crate::Optional<i32> = "f17",
        pub f18: crate::Optional<i32> = "f18",
        pub f19: crate::Optional<i32> = "f19",
        pub f20: crate::Optional<i32> = "f20",
        pub f21: crate::Optional<i32> = "f21",
        pub f22: crate::Optional<i32> = "f22",
        pub f23: crate::Optional<i32> = "f23",
        pub f24: crate::Optional<i32> = "f24",
        pub f25: crate::Optional<i32> = "f25",
        pub f26: crate::Optional<i32> = "f26",
        pub f27: crate::Optional<i32> = "f27",
        pub f28: crate::Optional<i32> = "f28",
        pub f29: crate::Optional<i32> = "f29",
        pub f30: crate::Optional<i32> = "f30",
        pub f31: crate::Optional<i32> = "f31",
        pub f32: crate::Optional<i32> = "f32",
        pub f33: crate::Optional<i32> = "f33",
        pub f34: crate::Optional<i32> = "f34",
        pub f35: crate::Optional<i32> = "f35",
        pub f36: crate::Optional<i32> = "f36",
        pub f37: crate::Optional<i32> = "f37",
        pub f38: crate::Optional<i32> = "f38",
        pub f39: crate::Optional<i32> = "f39",
        pub f40: crate::Optional<i32> = "f40",
        pub f41: crate::Optional<i32> = "f41",
        pub f42: crate::Optional<i32> = "f42",
        pub f43: crate::Optional<i32> = "f43",
        pub f44: crate::Optional<i32> = "f44",
        pub f45: crate::Optional<i32> = "f45",
        pub f46: crate::Optional<i32> = "f46",
        pub f47: crate::Optional<i32> = "f47",
        pub f48: crate::Optional<i32> = "f48",
        pub f49: crate::Optional<i32> = "f49",
        pub f50: crate::Optional<i32> = "f50",
        pub f51: crate::Optional<i32> = "f51",
        pub f52: crate::Optional<i32> = "f52",
        pub f53: crate::Optional<i32> = "f53",
        pub f54: crate::Optional<i32> = "f54",
        pub f55: crate::Optional<i32> = "f55",
        pub f56: crate::Optional<i32> = "f56",
        pub f57: crate::Optional<i32> = "f57",
        pub f58: crate::Optional<i32> = "f58",
        pub f59: crate::Optional<i32> = "f59",
        pub f60: crate::Optional<i32> = "f60",
        pub f61: crate::Optional<i32> = "f61",
        pub f62: crate::Optional<i32> = "f62",
        pub f63: crate::Optional<i32> = "f63",
        pub f64: crate::Optional<i32> = "f64",
        pub f65: i32 = "f65",
    }
}
