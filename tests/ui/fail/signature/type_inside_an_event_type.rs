use event_pattern::{Event, event_pattern, event_types};

event_types! {
    #[event(source = "shop.payments", detail_type = "Payment Failed")]
    #[derive(serde::Deserialize)]
    pub struct PaymentFailed {
        pub attempts: Vec<Attempt>,
    }

    #[derive(serde::Deserialize)]
    pub struct Attempt {
        pub code: i64,
    }

    pub mod s3 = aws("aws.s3", "Object Created");
}

event_pattern! {
    fn of_an_attempt(event: &Event<Attempt>) -> bool { "detail": { "code": [51] } }

    fn of_a_bucket(event: &Event<s3::Bucket>) -> bool { "detail": { "name": ["in"] } }

    fn of_an_unknown_event(event: &Event<s3::ObjectDeleted>) -> bool { "detail": { "bucket": { "name": ["in"] } } }

    fn declined(event: &Event<PaymentFailed>) -> bool { "detail": { "attempts": { "cod": [51] } } }

    fn uploaded(event: &Event<s3::ObjectCreated>) -> bool { "detail": { "bucket": { "nam": ["in"] } } }
}

fn main() {}
