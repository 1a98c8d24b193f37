//! Objects that wrap events: messages of queues and topics, lines of logs, and the input and output of other services.
//!
//! `wrappers` is the list of these objects, each with an event pattern that recognises it, and with the path to its
//! events; `path` follows such a path. `put_events` makes an event from what is given to `put-events`. What a wrapper
//! contains can be a wrapper in turn, such as a notification of Amazon SNS in a message of Amazon SQS.
//!
//! A replay of an Amazon EventBridge archive does not wrap events; it adds `replay-name` to them. An object with
//! `detail-type` is always an event.

mod path;
mod put_events;
mod wrappers;

pub(crate) use path::Location;
pub(super) use put_events::to_event;
pub(super) use wrappers::Content;
pub(crate) use wrappers::Note;

use super::event_check::is_certain;
use event_pattern::{Pattern, RuleSet};
use std::sync::LazyLock;
use wrappers::WRAPPERS;

/// A function that takes a value in a wrapper, as JSON text, and its location. The location is `None` if the value is the
/// outermost wrapper itself.
type Visit<'v> = dyn FnMut(Option<&Location<'_>>, Content, &str) + 'v;

/// Uses event patterns to recognise wrappers.
#[derive(Debug)]
pub(super) struct Envelopes {
    /// Matches every wrapper. Always `Some`; the tests fail if a pattern of a wrapper is invalid.
    any: LazyLock<Option<Pattern>>,
    /// The patterns of all wrappers, by name. They are separate from `any`, which rejects most events at their first
    /// fields.
    each: LazyLock<RuleSet>,
}

impl Envelopes {
    pub(super) fn new() -> Self {
        // Compiling the patterns takes milliseconds, and most archives have no wrappers.
        Self { any: LazyLock::new(any_wrapper), each: LazyLock::new(each_wrapper) }
    }

    /// Visits the values with the events in an object, each with its location. Returns false if the object is not a
    /// wrapper: if it is an event, has an unknown layout, or is not valid JSON.
    #[inline]
    pub(super) fn open(&self, object: &[u8], at: Option<&Location<'_>>, visit: &mut Visit<'_>) -> bool {
        if is_certain(object) {
            return false;
        }
        let is_wrapper = |any: &Pattern| any.matches_json(object).unwrap_or(false);
        self.any.as_ref().is_some_and(is_wrapper) && self.open_matching(object, at, visit).unwrap_or(false)
    }

    /// Opens an object as the first wrapper whose pattern matches and whose path leads to a value. `None` if the object
    /// is not valid.
    fn open_matching(&self, object: &[u8], at: Option<&Location<'_>>, visit: &mut Visit<'_>) -> Option<bool> {
        let text = std::str::from_utf8(object).ok()?;
        let mut matching = self.each.matching_json(object).ok()?;
        Some(matching.any(|name| {
            let wrapper = WRAPPERS.iter().find(|wrapper| wrapper.name == name);
            wrapper.is_some_and(|wrapper| {
                path::walk(text, wrapper.path, at, &mut |location, value| visit(location, wrapper.content, value))
            })
        }))
    }
}

fn any_wrapper() -> Option<Pattern> {
    let patterns: Vec<&str> = WRAPPERS.iter().map(|wrapper| wrapper.pattern).collect();
    Pattern::parse(&format!(r#"{{"detail-type": [{{"exists": false}}], "$or": [{}]}}"#, patterns.join(","))).ok()
}

fn each_wrapper() -> RuleSet {
    let mut set = RuleSet::new();
    for wrapper in WRAPPERS {
        // The tests fail if this is an error.
        let _ = set.add(wrapper.name, wrapper.pattern);
    }
    set
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pattern_of_every_wrapper_is_valid() {
        let envelopes = Envelopes::new();
        assert!(envelopes.any.is_some());
        let names: Vec<&str> = WRAPPERS.iter().map(|wrapper| wrapper.name).collect();
        assert_eq!(envelopes.each.names().collect::<Vec<_>>(), names);
    }

    /// Returns the locations and the values in a wrapper. `None` if the object is not a wrapper.
    fn opened(object: &str) -> Option<Vec<String>> {
        let mut values = Vec::new();
        let is_wrapper = Envelopes::new().open(object.as_bytes(), None, &mut |location, _, value| {
            values.push(format!("{} {value}", location.map(ToString::to_string).unwrap_or_default()));
        });
        is_wrapper.then_some(values)
    }

    #[test]
    fn events_are_found_in_wrappers() {
        for (object, expected) in [
            (
                r#"{"Records":[{"eventSource":"aws:sqs","body":"a"},{"body":"b"}]}"#,
                &[r#"Records[0].body "a""#, r#"Records[1].body "b""#][..],
            ),
            (r#"{"Messages":[{"MessageId":"1","Body":"a"}]}"#, &[r#"Messages[0].Body "a""#]),
            (r#"{"MessageId":"1","Body":"a"}"#, &[r#"Body "a""#]),
            (r#"{"messageId":"1","eventSource":"aws:sqs","body":"a"}"#, &[r#"body "a""#]),
            (r#"{"Records":[{"EventSource":"aws:sns","Sns":{"Message":"a"}}]}"#, &[r#"Records[0].Sns.Message "a""#]),
            (r#"{"EventSource":"aws:sns","Sns":{"Message":"a"}}"#, &[r#"Sns.Message "a""#]),
            (r#"{"Type":"Notification","TopicArn":"t","Message":"a"}"#, &[r#"Message "a""#]),
            (
                r#"{"Records":[{"eventSource":"aws:kinesis","kinesis":{"data":"e30="}}]}"#,
                &[r#"Records[0].kinesis.data "e30=""#],
            ),
            (r#"{"kinesis":{"data":"e30="},"eventSource":"aws:kinesis"}"#, &[r#"kinesis.data "e30=""#]),
            (r#"{"data":"e30=","eventSource":"aws:kinesis"}"#, &[r#"data "e30=""#]),
            (
                r#"{"Records":[{"SequenceNumber":"1","Data":"e30=","PartitionKey":"p"}],"MillisBehindLatest":0}"#,
                &[r#"Records[0].Data "e30=""#],
            ),
            (r#"{"invocationId":"1","records":[{"recordId":"1","data":"e30="}]}"#, &[r#"records[0].data "e30=""#]),
            (
                r#"{"eventSource":"aws:kafka","records":{"t-0":[{"topic":"t","value":"e30="}]}}"#,
                &[r#"records.t-0[0].value "e30=""#],
            ),
            (r#"{"eventSource":"aws:mq","messages":[{"data":"e30="}]}"#, &[r#"messages[0].data "e30=""#]),
            (
                r#"{"eventSource":"aws:rmq","rmqMessagesByQueue":{"q::/":[{"data":"e30="}]}}"#,
                &[r#"rmqMessagesByQueue.q::/[0].data "e30=""#],
            ),
            (r#"{"awslogs":{"data":"e30="}}"#, &[r#"awslogs.data "e30=""#]),
            (
                r#"{"messageType":"DATA_MESSAGE","logEvents":[{"id":"0","message":"a"},{"id":"1"}]}"#,
                &[r#"logEvents[0].message "a""#],
            ),
            (
                r#"{"messageType":"CONTROL_MESSAGE","logEvents":[{"message":"CWL CONTROL MESSAGE"}]}"#,
                &[" {\"messageType\":\"CONTROL_MESSAGE\",\"logEvents\":[{\"message\":\"CWL CONTROL MESSAGE\"}]}"],
            ),
            (r#"{"events":[{"timestamp":1,"message":"a"}],"nextForwardToken":"f/1"}"#, &[r#"events[0].message "a""#]),
            (r#"{"events":[],"nextForwardToken":"f/1"}"#, &[]),
            (r#"{"events":[],"searchedLogStreams":[{"logStreamName":"s","searchedCompletely":true}]}"#, &[]),
            (
                r#"{"results":[[{"field":"@ptr","value":"p"},{"field":"@message","value":"a"}]],"status":"Complete"}"#,
                &[r#"results[0][1].value "a""#],
            ),
            (r#"{"field":"@message","value":"a"}"#, &[r#"value "a""#]),
            (r#"{"@timestamp":"2026-01-01 00:00:00.000","@message":{"source":"a"}}"#, &[r#"@message {"source":"a"}"#]),
            (r#"{"@message":"a"}"#, &[r#"@message "a""#]),
            (r#"{"@timestamp":"t","@message":{"Records":[]}}"#, &[r#"@message {"Records":[]}"#]),
            (r#"{"date":1.5,"log":[{"Records":[]}]}"#, &[r#"log [{"Records":[]}]"#]),
            (r#"{"date":1.5,"log":"a"}"#, &[r#"log "a""#]),
            (r#"{"log":"a\n","stream":"stdout","time":"2026-01-01T00:00:00Z"}"#, &[r#"log "a\n""#]),
            (r#"{"source":"stdout","log":"a","container_id":"c"}"#, &[r#"log "a""#]),
            (r#"{"date":1.5,"log":{"detail-type":"a"}}"#, &[r#"log {"detail-type":"a"}"#]),
            (r#"{"timestamp":1,"message":"a"}"#, &[r#"message "a""#]),
            (r#"{"timestamp":"t","level":"INFO","message":{"Records":[]}}"#, &[r#"message {"Records":[]}"#]),
            (r#"{"@timestamp":"t","message":"a"}"#, &[r#"message "a""#]),
            (r#"{"version":"1.0","requestContext":{"functionArn":"f"},"requestPayload":{}}"#, &["requestPayload {}"]),
            (r#"{"requestPayload":{"source":"a"}}"#, &[r#"requestPayload {"source":"a"}"#]),
            (r#"{"EventPattern":"{}","Event":"a"}"#, &[r#"Event "a""#]),
            (
                r#"{"Entries":[{"Source":"a","DetailType":"b","Detail":"{}"}]}"#,
                &[r#"Entries[0] {"Source":"a","DetailType":"b","Detail":"{}"}"#],
            ),
            (
                r#"{"Source":"a","DetailType":"b","Detail":"{}"}"#,
                &[r#" {"Source":"a","DetailType":"b","Detail":"{}"}"#],
            ),
            (r#"{"tasks":[{"taskArn":"t"}]}"#, &[r#" {"tasks":[{"taskArn":"t"}]}"#]),
            (r#"{"taskArn":"t","lastStatus":"RUNNING"}"#, &[r#" {"taskArn":"t","lastStatus":"RUNNING"}"#]),
            (r#"{"pattern":{},"event":{"source":"x"}}"#, &[r#"event {"source":"x"}"#]),
            (r#"{"event":"{\"a\":1}"}"#, &[r#"event "{\"a\":1}""#]),
        ] {
            assert_eq!(
                opened(object).as_deref(),
                Some(&expected.iter().map(|&text| text.to_owned()).collect::<Vec<_>>()[..]),
                "{object}"
            );
        }
    }

    #[test]
    fn events_and_other_objects_are_not_wrappers() {
        for object in [
            "{}",
            r#"{"version":"0","replay-name":"x","detail-type":"y"}"#,
            r#"{"detail-type":"x","messageType":"DATA_MESSAGE","logEvents":[]}"#,
            r#"{"messageType":"DATA_MESSAGE","logEvents":[],"detail-type":"x"}"#,
            r#"{"source":"x","detail":{"log":"y","message":"z"}}"#,
            r#"{"source":"x","message":"y","timestamp":1}"#,
            r#"{"message":"hello"}"#,
            r#"{"date":"2026-01-01","@timestamp":"2026-01-01"}"#,
            r#"{"taskArn":"t","lastStatus":"RUNNING","containerArn":"c"}"#,
            r#"{"event":"created","events":[1]}"#,
            r#"{"Records":[{"eventSource":"aws:s3","eventName":"ObjectCreated:Put"}]}"#,
            r#"{"results":[[{"field":"detail.state","value":"a"}]],"statistics":{},"status":"Complete"}"#,
            r#"{"messageType":"DATA_MESSAGE","logEvents":[]"#,
        ] {
            assert_eq!(opened(object), None, "{object}");
        }
    }
}
