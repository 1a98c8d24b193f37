//! The records of queues and streams. Filters of pipes and of event source mappings of AWS Lambda match records, which
//! have no envelope.

use super::{ClosedSet, Facts, Field, IntegerSize, Kind, ObjectSchema, Others, Presence, Provenance, Schema, SetValue};
use std::sync::{Arc, OnceLock};

/// Where a record comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RecordSource {
    /// A queue of Amazon SQS.
    Sqs,
    /// A stream of Amazon Kinesis Data Streams.
    Kinesis,
    /// A stream of a table in Amazon `DynamoDB`.
    DynamoDb,
    /// A topic of Apache Kafka.
    Kafka,
    /// A queue of Amazon MQ.
    Mq,
    /// A source whose records are not known.
    Other,
}

impl RecordSource {
    /// Returns the schema of a record. `body`, `data` and `value` have any value: they hold what the sender wrote.
    ///
    /// ```
    /// use event_pattern_compiler::schema::{RecordSource, Schemas};
    /// use event_pattern_compiler::{check::check, json::Dialect, parse_for};
    ///
    /// let records = RecordSource::DynamoDb.schema();
    /// let schemas = Schemas { event_type: Some(records), ..Schemas::default() };
    /// let text = r#"{ "eventName": ["INSERTED"], "dynamodb": { "NewImage": { "total": { "N": ["7"] } } } }"#;
    /// let found = check(&parse_for(schemas, text, Dialect::Strict), schemas);
    /// assert_eq!(found[0].message, "`\"INSERTED\"` is not a value of `eventName`");
    /// ```
    #[must_use]
    pub fn schema(self) -> &'static Schema {
        const COUNT: usize = RecordSource::Other as usize + 1;
        static SCHEMAS: [OnceLock<Schema>; COUNT] = [const { OnceLock::new() }; COUNT];
        SCHEMAS[self as usize].get_or_init(|| self.new_schema())
    }

    fn new_schema(self) -> Schema {
        let (title, fields) = match self {
            Self::Sqs => ("message of Amazon SQS", sqs()),
            Self::Kinesis => ("record of Amazon Kinesis", kinesis()),
            Self::DynamoDb => ("record of a DynamoDB stream", dynamo_db()),
            Self::Kafka => ("record of Apache Kafka", kafka()),
            Self::Mq => ("message of Amazon MQ", mq()),
            Self::Other => ("record", Vec::new()),
        };
        let others = match self {
            Self::Other => Others::Values(Arc::new(Field::new("", Kind::Any))),
            _ => Others::None,
        };
        Schema {
            source: None,
            detail_type: None,
            title: title.to_owned(),
            description: String::new(),
            provenance: Provenance::Checked,
            root: Arc::new(object("Record", fields, others)),
            facts: Facts::default(),
        }
    }
}

/// Returns an object. The fields are given in any order.
fn object(name: &str, mut fields: Vec<Field>, others: Others) -> ObjectSchema {
    fields.sort_by(|one, other| one.name.cmp(&other.name));
    ObjectSchema { name: name.to_owned(), description: String::new(), fields, others }
}

fn optional(names: &[&str], kind: &Kind) -> impl Iterator<Item = Field> {
    names.iter().map(|name| Field::new(*name, kind.clone()))
}

fn required(names: &[&str]) -> impl Iterator<Item = Field> {
    optional(names, &Kind::String).map(|field| Field { presence: Presence::Required, ..field })
}

/// The fields of the records of most sources.
const ORIGIN: [&str; 3] = ["awsRegion", "eventSource", "eventSourceARN"];

fn sqs() -> Vec<Field> {
    let fields = required(&ORIGIN).chain(required(&["md5OfBody", "messageId", "receiptHandle"]));
    let fields = fields.chain(optional(&["md5OfMessageAttributes"], &Kind::String));
    fields.chain(optional(&["attributes", "body", "messageAttributes"], &Kind::Any)).collect()
}

fn kinesis() -> Vec<Field> {
    let record = || {
        let fields = required(&["kinesisSchemaVersion", "partitionKey", "sequenceNumber"]);
        let fields = fields.chain(optional(&["data"], &Kind::Any));
        fields.chain(optional(&["approximateArrivalTimestamp"], &Kind::Number))
    };
    // Pipes have the fields of the record next to the others, event source mappings have them in `kinesis`, and accept
    // `data` and `partitionKey` in both places.
    let inner = Kind::Object(Arc::new(object("Kinesis", record().collect(), Others::None)));
    let fields = required(&ORIGIN).chain(required(&["eventID", "eventName", "eventVersion", "invokeIdentityArn"]));
    let outer = record().map(|field| Field { presence: Presence::Optional, ..field });
    fields.chain(outer).chain(optional(&["kinesis"], &inner)).collect()
}

fn dynamo_db() -> Vec<Field> {
    let set = |name: &str, values: &[&str]| {
        let value = |text: &&str| SetValue { text: (*text).to_owned(), description: String::new() };
        let values = values.iter().map(value).collect();
        Kind::ClosedSet(Arc::new(ClosedSet {
            name: name.to_owned(),
            description: String::new(),
            values,
            is_complete: true,
        }))
    };
    let change = optional(&["Keys", "NewImage", "OldImage"], &Kind::Any)
        .chain(required(&["SequenceNumber"]))
        .chain(optional(&["ApproximateCreationDateTime"], &Kind::Number))
        .chain(optional(&["SizeBytes"], &Kind::Integer(IntegerSize::Bits64)))
        .chain([Field::new(
            "StreamViewType",
            set("StreamViewType", &["KEYS_ONLY", "NEW_AND_OLD_IMAGES", "NEW_IMAGE", "OLD_IMAGE"]),
        )]);
    let change = Kind::Object(Arc::new(object("Change", change.collect(), Others::None)));
    let event_name = Field::new("eventName", set("EventName", &["INSERT", "MODIFY", "REMOVE"]));
    let fields = required(&ORIGIN).chain(required(&["eventID", "eventVersion"]));
    let fields = fields.chain([Field { presence: Presence::Required, ..event_name }]);
    let fields = fields.chain(optional(&["tableName"], &Kind::String)).chain(optional(&["userIdentity"], &Kind::Any));
    fields.chain(optional(&["dynamodb"], &change)).collect()
}

fn kafka() -> Vec<Field> {
    let fields =
        optional(&ORIGIN, &Kind::String).chain(optional(&["bootstrapServers", "eventSourceKey"], &Kind::String));
    let fields = fields.chain(optional(&["timestampType", "topic"], &Kind::String));
    let fields = fields.chain(optional(&["offset", "partition", "timestamp"], &Kind::Integer(IntegerSize::Bits64)));
    fields.chain(optional(&["headers", "key", "value"], &Kind::Any)).collect()
}

fn mq() -> Vec<Field> {
    let texts =
        ["connectionId", "correlationID", "messageID", "messageType", "queue", "replyTo", "type", "virtualHost"];
    let numbers = ["brokerInTime", "brokerOutTime", "deliveryMode", "expiration", "priority", "timestamp"];
    let fields = optional(&ORIGIN, &Kind::String).chain(optional(&texts, &Kind::String));
    let fields = fields.chain(optional(&numbers, &Kind::Number)).chain(optional(&["redelivered"], &Kind::Boolean));
    fields.chain(optional(&["basicProperties", "data", "destination", "properties"], &Kind::Any)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::check;
    use crate::diagnostic::Lint;
    use crate::json::Dialect;
    use crate::parse_for;
    use crate::schema::Schemas;

    #[test]
    fn filters_are_checked_against_the_record() {
        for (source, text, expected) in [
            (RecordSource::Sqs, r#"{"body":{"detail-type":["Order Placed"]}}"#, vec![]),
            (RecordSource::Sqs, r#"{"body":{"a":{"b":[1]}},"messageAttributes":{"k":{"stringValue":["v"]}}}"#, vec![]),
            (RecordSource::Sqs, r#"{"bdy":{"a":[1]}}"#, vec![Lint::UnknownField]),
            (RecordSource::Sqs, r#"{"detail-type":["Order Placed"]}"#, vec![Lint::UnknownField]),
            (RecordSource::Kinesis, r#"{"partitionKey":["1"],"data":{"id":[1]}}"#, vec![]),
            (RecordSource::Kinesis, r#"{"kinesis":{"partitionKey":[1]}}"#, vec![Lint::WrongType]),
            (RecordSource::DynamoDb, r#"{"dynamodb":{"NewImage":{"id":{"S":["a"]}}},"eventName":["INSERT"]}"#, vec![]),
            (RecordSource::DynamoDb, r#"{"eventName":["insert"]}"#, vec![Lint::UnknownValue]),
            (RecordSource::Kafka, r#"{"value":{"a":["b"]},"offset":[{"numeric":[">",1]}]}"#, vec![]),
            (RecordSource::Mq, r#"{"data":{"a":["b"]}}"#, vec![]),
            (RecordSource::Other, r#"{"anything":{"a":["b"]}}"#, vec![]),
        ] {
            let schemas = Schemas { event_type: Some(source.schema()), ..Schemas::default() };
            let found = check(&parse_for(schemas, text, Dialect::Strict), schemas);
            assert_eq!(found.iter().filter_map(|one| one.lint).collect::<Vec<_>>(), expected, "{text}: {found:?}");
        }
    }
}
