// Made by `event-pattern schema import schemas/open.json --name shop`.

pub mod shop {
    use event_pattern::{List, Optional, Value};
    use std::collections::BTreeMap;

    event_pattern::event_types! {
        /// What was ordered.
        ///
        /// An order.
        ///
        /// \# Not a heading of \[several\] lines
        #[event(source = "shop", detail_type = "Order \"Placed\"")]
        #[derive(Debug, Clone, PartialEq, serde::Deserialize)]
        pub struct OrderPlaced<'a> {
            /// In euros.
            #[serde(default, rename = "Total-Sum")]
            pub total_sum: Optional<f64>,
            #[serde(default)]
            pub größe: Optional<i32>,
            #[serde(default)]
            pub kind: Optional<Kind>,
            #[serde(borrow, default)]
            pub others: Optional<Others<'a>>,
            #[serde(rename = "self")]
            pub self_: bool,
            pub status: Status,
            #[serde(borrow, default)]
            pub r#type: Optional<List<Value<'a>>>,
            #[serde(borrow, flatten)]
            pub others_2: BTreeMap<String, Value<'a>>,
        }

        #[derive(Debug, Clone, PartialEq, serde::Deserialize)]
        pub struct Kind {}

        #[derive(Debug, Clone, PartialEq, serde::Deserialize)]
        pub struct Others<'a> {
            #[serde(default)]
            pub a: Optional<Status>,
            #[serde(borrow, flatten)]
            pub others: BTreeMap<String, Value<'a>>,
        }

        #[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
        #[serde(rename_all = "SCREAMING_SNAKE_CASE")]
        pub enum Status {
            #[serde(rename = "Other")]
            OtherValue,
            InTransit,
            #[serde(rename = "in transit")]
            InTransit2,
            #[serde(rename = "")]
            Empty,
            #[serde(rename = "*")]
            Symbol,
            #[serde(other)]
            Other,
        }
    }
}
