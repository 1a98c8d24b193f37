//! Entries for `aws events put-events`, which name the fields of an event differently.

use crate::raw_json::{ObjectBuilder, RawObject, quoted};
use crate::time;
use event_pattern::validate;
use serde_json::value::RawValue;

/// Returns the event that EventBridge sends for an entry. EventBridge chooses `id`, which is all zeros here, and adds
/// `account` and `region`, which are absent here. `time` is absent if the entry has none.
///
/// # Errors
/// Returns a message if EventBridge rejects the entry.
pub(crate) fn to_event(entry: &str) -> Result<String, String> {
    let entry = RawObject::parse(entry).map_err(|_| "expected an entry of `put-events`")?;
    let string = |name: &str| {
        let value = entry.string(name).filter(|text| !text.is_empty());
        value.ok_or_else(|| format!("expected a string for `{name}`, which `put-events` requires"))
    };
    let (source, detail_type) = (string("Source")?, string("DetailType")?);
    let detail = match entry.get("Detail").map(RawValue::get) {
        // AWS Step Functions writes the object as text.
        Some(object) if object.starts_with('{') => object.to_owned(),
        _ => string("Detail")?,
    };
    if validate(detail.as_bytes()).is_err() {
        return Err("expected a string with a JSON object for `Detail`".to_owned());
    }
    let time = entry.get("Time").filter(|time| time.get() != "null").map(|value| {
        let time = time::read(value.get()).ok_or_else(|| format!("expected a time for `Time`, found `{value}`"))?;
        Ok::<String, String>(quoted(&time::in_envelope(time)))
    });
    let resources = entry.get("Resources").map_or("[]", |value| value.get());
    let mut event = ObjectBuilder::default();
    event.add("version", r#""0""#);
    event.add("id", r#""00000000-0000-0000-0000-000000000000""#);
    event.add("detail-type", &quoted(&detail_type));
    event.add("source", &quoted(&source));
    event.add_optional("time", time.transpose()?.as_deref());
    event.add("resources", resources);
    event.add("detail", detail.trim());
    Ok(event.into_object())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_becomes_the_event_that_eventbridge_sends() {
        for (entry, expected) in [
            (
                r#"{"Source":"shop","DetailType":"Order \"Placed\"","Detail":"{\"n\": 1.0, \"n\": 2}","EventBusName":"b"}"#,
                r#""detail-type":"Order \"Placed\"","source":"shop","resources":[],"detail":{"n": 1.0, "n": 2}}"#,
            ),
            (
                r#"{"Source":"a","DetailType":"b","Detail":" {} ","Time":"2026-01-31T13:00:00.5+01:00","Resources":["r"]}"#,
                r#""detail-type":"b","source":"a","time":"2026-01-31T12:00:00Z","resources":["r"],"detail":{}}"#,
            ),
            (
                r#"{"Source":"a","DetailType":"b","Detail":{"n":1}}"#,
                r#""detail-type":"b","source":"a","resources":[],"detail":{"n":1}}"#,
            ),
            (
                r#"{"Source":"a","DetailType":"b","Detail":"{}","Time":0,"Resources":[]}"#,
                r#""detail-type":"b","source":"a","time":"1970-01-01T00:00:00Z","resources":[],"detail":{}}"#,
            ),
        ] {
            let expected = format!(r#"{{"version":"0","id":"00000000-0000-0000-0000-000000000000",{expected}"#);
            assert_eq!(to_event(entry), Ok(expected), "{entry}");
        }
    }

    #[test]
    fn an_entry_that_eventbridge_rejects_is_an_error() {
        for (entry, message) in [
            (r#"{"DetailType":"b","Detail":"{}"}"#, "expected a string for `Source`, which `put-events` requires"),
            (r#"{"Source":"a","DetailType":1,"Detail":"{}"}"#, "expected a string for `DetailType`, which"),
            (r#"{"Source":"a","DetailType":"b","Detail":1}"#, "expected a string for `Detail`, which"),
            (r#"{"Source":"a","DetailType":"b"}"#, "expected a string for `Detail`, which"),
            (r#"{"Source":"a","DetailType":"b","Detail":"[]"}"#, "expected a string with a JSON object for `Detail`"),
            (r#"{"Source":"a","DetailType":"b","Detail":"{"}"#, "expected a string with a JSON object for `Detail`"),
            (
                r#"{"Source":"a","DetailType":"b","Detail":"{}","Time":"now"}"#,
                "expected a time for `Time`, found `\"now\"`",
            ),
            ("[]", "expected an entry of `put-events`"),
        ] {
            assert!(to_event(entry).is_err_and(|error| error.starts_with(message)), "{entry}: {:?}", to_event(entry));
        }
    }
}
