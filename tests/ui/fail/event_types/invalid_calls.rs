#![allow(dead_code)]

use event_pattern::event_types;

event_types! {
    mod unknown_event = aws("aws.s3", ["Object Created", "Object Remved"]);
    mod unknown_source = aws("aws.s4", "Object Created");
    mod own_source = aws("shop.orders", "Order Placed");
    mod missing_file = "schemas/orders.json";
    mod no_match = "schemas/*.yaml";
    mod broken = "schemas/invalid/broken.json";
    mod without_source = "schemas/invalid/detail.json";
    mod twice = "schemas/order.json";
    mod twice = "schemas/kinds.json";
    fn function() {}
    mod in_braces {}
    #[event(source = "shop")]
    #[derive(serde::Deserialize)]
    struct WithoutDetailType {}
    #[event(source = "shop", detail_type = "Order Placed")]
    struct WithoutDeserialize {}
    #[event(source = "shop", detail_type = "Order Placed")]
    #[derive(serde::Deserialize)]
    struct WithParameter<T> {
        value: T,
    }
    #[event(source = "shop", detail_type = "Order Placed")]
    #[derive(serde::Deserialize)]
    enum Word {
        Yes,
    }
    #[event(source = "shop", detailType = "Order Placed")]
    struct WrongArgument {}
    #[cfg_attr(unix, event(source = "shop", detail_type = "Order Placed"))]
    struct Conditional {}
}

fn main() {}
