//! Rules for events of any source: those that a document describes, those of AWS services, and a team's own Rust types.

use event_pattern::{Event, event_pattern, event_types};

event_types! {
    /// What the shop sends.
    pub mod orders = "examples/schemas/order_placed.json";

    /// What the warehouse sends. The document comes from a schema registry, which inferred it from events.
    #[discovered]
    pub mod warehouse = "examples/schemas/order_shipped.json";

    /// Objects in Amazon S3.
    pub mod s3 = aws("aws.s3", ["Object Created", "Object Deleted"]);
    /// Instances of Amazon EC2.
    pub mod ec2 = aws("aws.ec2", "EC2 Instance State-change Notification");
    /// Findings of Amazon GuardDuty.
    pub mod guardduty = aws("aws.guardduty", "GuardDuty Finding");
    /// API calls to Amazon S3, recorded by CloudTrail.
    pub mod cloudtrail = aws("aws.s3", "AWS API Call via CloudTrail");

    /// A payment was declined.
    #[event(source = "shop.payments", detail_type = "Payment Failed")]
    #[derive(Debug, Clone, serde::Deserialize)]
    #[serde(rename_all = "camelCase")]
    pub struct PaymentFailed {
        /// The ID of the order.
        pub order_id: String,
        /// The amount in euros.
        pub amount: f64,
        /// The attempts to charge a card, in the order in which they were made.
        pub attempts: Vec<Attempt>,
    }

    /// An attempt to charge a card.
    #[derive(Debug, Clone, serde::Deserialize)]
    pub struct Attempt {
        /// The code of the bank, if it answered.
        pub code: Option<i32>,
        /// The brand of the card.
        pub card: String,
    }
}

event_pattern! {
    /// An order of more than 100 euros that contains at least two of an article whose number starts with `A-`.
    pub fn large_order(event: &Event<orders::OrderPlaced>) -> bool {
        "detail": {
            "total": [{ "numeric": [">", 100] }],
            "items": { "sku": [{ "prefix": "A-" }], "quantity": [{ "numeric": [">=", 2] }] }
        }
    }

    /// An order of single pieces.
    pub fn single_pieces(event: &Event<orders::OrderPlaced>) -> bool {
        "detail": { "items": { "$all": { "quantity": [1] } } }
    }

    /// An order of the team itself, without a coupon.
    pub fn test_order(event: &Event<orders::OrderPlaced>) -> bool {
        "detail": { "labels": { "team": ["shop"] }, "coupon": [null, { "exists": false }] }
    }

    /// A parcel of more than 20 kilograms.
    pub fn heavy_parcel(event: &Event<warehouse::OrderShipped>) -> bool {
        "detail": { "parcels": { "weight": [{ "numeric": [">", 20] }] } }
    }

    /// A new report.
    pub fn upload(event: &Event<s3::ObjectCreated>) -> bool {
        "detail": { "bucket": { "name": ["reports"] }, "object": { "key": [{ "suffix": ".csv" }] } }
    }

    /// An instance that does not run any more.
    pub fn stopped(event: &Event<ec2::Ec2InstanceStateChangeNotification>) -> bool {
        "detail": { "state": ["stopped", "terminated"] }
    }

    /// A finding of high severity.
    pub fn severe_finding(event: &Event<guardduty::GuardDutyFinding>) -> bool {
        "detail": { "severity": [{ "numeric": [">=", 7] }] }
    }

    /// A change to the policy of a bucket. The parameters differ for every API, so they can be anything.
    pub fn policy_changed(event: &Event<cloudtrail::AwsApiCallViaCloudTrail>) -> bool {
        "detail": { "eventName": ["PutBucketPolicy"], "requestParameters": { "bucketName": [{ "prefix": "prod-" }] } }
    }

    /// The bank refused the payment because the card's limit was exceeded.
    pub fn declined(event: &Event<PaymentFailed>) -> bool {
        "detail": { "attempts": { "code": [51] } }
    }
}

fn main() {
    let attempts = vec![Attempt { code: Some(51), card: "visa".to_owned() }];
    let event = Event::new(PaymentFailed { order_id: "A-1".to_owned(), amount: 99.5, attempts });
    if declined(&event) {
        println!("the payment for {} was declined", event.detail.order_id);
    }
    println!("the pattern to deploy: {}", large_order::PREFILTER);
}

#[cfg(test)]
mod tests {
    use super::*;
    use event_pattern::EventError;
    use serde_json::json;

    /// Returns an event with this detail.
    fn event(source: &str, detail_type: &str, detail: &serde_json::Value) -> String {
        let event = json!({
            "version": "0", "id": "1", "detail-type": detail_type, "source": source, "account": "123456789012",
            "time": "2026-01-01T00:00:00Z", "region": "eu-west-1", "resources": [], "detail": detail
        });
        event.to_string()
    }

    /// Checks the answers of a rule for a deserialized event and for its text.
    fn assert_matches<'j, D: serde::Deserialize<'j>>(
        rule: fn(&Event<'_, D>) -> bool,
        on_json: fn(&[u8]) -> Result<bool, EventError>,
        text: &'j str,
        expected: bool,
    ) {
        let event: Event<'_, D> = serde_json::from_str(text).unwrap();
        assert_eq!((rule(&event), on_json(text.as_bytes())), (expected, Ok(expected)), "{text}");
    }

    #[test]
    fn orders() {
        for (quantity, labels, is_large, is_test) in
            [(2, json!({}), true, false), (1, json!({ "team": "shop" }), false, true)]
        {
            let detail = json!({
                "orderId": "1", "total": 120, "status": "NEW", "items": [{ "sku": "A-7", "quantity": quantity }],
                "labels": labels
            });
            let text = event("shop.orders", "Order Placed", &detail);
            assert_matches(large_order, large_order::matches_json, &text, is_large);
            assert_matches(single_pieces, single_pieces::matches_json, &text, !is_large);
            assert_matches(test_order, test_order::matches_json, &text, is_test);
        }
        let items = [orders::Item::default()].into();
        let order = orders::OrderPlaced { total: 120.0, items, ..Default::default() };
        assert!(!large_order(&Event::new(order)));
    }

    #[test]
    fn parcels() {
        let detail = json!({ "orderId": "1", "carrier": "dhl", "parcels": [{ "weight": 1.5 }, { "weight": 21 }] });
        let text = event("shop.warehouse", "Order Shipped", &detail);
        assert_matches(heavy_parcel, heavy_parcel::matches_json, &text, true);
    }

    #[test]
    fn uploads() {
        for (key, expected) in [("2026/january.csv", true), ("2026/january.txt", false)] {
            let detail = json!({
                "version": "0", "bucket": { "name": "reports" }, "request-id": "1", "requester": "123456789012",
                "object": { "key": key, "size": 1, "etag": "e", "sequencer": "1" },
                "source-ip-address": "10.0.0.1", "reason": "PutObject"
            });
            let text = event("aws.s3", "Object Created", &detail);
            assert_matches(upload, upload::matches_json, &text, expected);
        }
    }

    #[test]
    fn instances() {
        let detail = json!({ "instance-id": "i-1", "state": "stopped" });
        let text = event("aws.ec2", "EC2 Instance State-change Notification", &detail);
        assert_matches(stopped, stopped::matches_json, &text, true);
    }

    #[test]
    fn findings() {
        for (severity, expected) in [(json!(8), true), (json!(7.5), true), (json!(5), false)] {
            let mut event = Event::new(guardduty::GuardDutyFinding::default());
            event.detail.severity = severity.as_f64().unwrap().into();
            assert_eq!(severe_finding(&event), expected);
        }
    }

    #[test]
    fn api_calls() {
        for (bucket, expected) in [("prod-reports", true), ("reports", false)] {
            let parameters = json!({ "bucketName": bucket, "bucketPolicy": { "Version": "2012-10-17" } });
            let text = event(
                "aws.s3",
                "AWS API Call via CloudTrail",
                &json!({ "eventName": "PutBucketPolicy", "requestParameters": parameters }),
            );
            assert_eq!(policy_changed::matches_json(text.as_bytes()), Ok(expected));
        }
    }

    #[test]
    fn payments() {
        for (code, expected) in [(json!(51), true), (json!(5), false), (json!(null), false)] {
            let detail = json!({ "orderId": "1", "amount": 5, "attempts": [{ "code": code, "card": "visa" }] });
            let text = event("shop.payments", "Payment Failed", &detail);
            assert_matches(declined, declined::matches_json, &text, expected);
        }
    }
}
