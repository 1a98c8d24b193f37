//! Events with one long string, and patterns with a condition on this string.

/// The form of the long string. Strings in the form of a twin are ASCII without escape sequences and otherwise have the
/// same content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// JSON text in a string.
    Escaped,
    /// The twin of [`Form::Escaped`].
    EscapedTwin,
    /// Text in which every second word is not ASCII.
    NotAscii,
    /// The twin of [`Form::NotAscii`].
    NotAsciiTwin,
}

/// The name of each condition, and members of the pattern's `detail`.
pub const CONDITIONS: [(&str, &str); 10] = [
    ("other field", r#""status":["FAILED"]"#),
    ("exists", r#""input":[{"exists":true}],"status":["FAILED"]"#),
    ("prefix", r#""input":[{"prefix":"{"}],"status":["FAILED"]"#),
    ("suffix", r#""input":[{"suffix":","}],"status":["FAILED"]"#),
    ("anything-but", r#""input":[{"anything-but":"{}"}],"status":["FAILED"]"#),
    ("equals", r#""input":["{}"],"status":["FAILED"]"#),
    ("equals-ignore-case", r#""input":[{"equals-ignore-case":"{}"}],"status":["FAILED"]"#),
    ("prefix, ignoring case", r#""input":[{"prefix":{"equals-ignore-case":"{"}}],"status":["FAILED"]"#),
    ("suffix, ignoring case", r#""input":[{"suffix":{"equals-ignore-case":","}}],"status":["FAILED"]"#),
    ("wildcard", r#""input":[{"wildcard":"*Elm Street*"}],"status":["FAILED"]"#),
];

/// Returns a pattern with a condition.
#[must_use]
pub fn pattern(condition: &str) -> String {
    format!(
        r#"{{"source":["aws.states"],"detail-type":["Step Functions Execution Status Change"],"detail":{{{condition}}}}}"#
    )
}

const ENVELOPE: &str = r#""version":"0","id":"ce29a27c-9a5f-5b64-9d05-66722e26b209","detail-type":"Step Functions Execution Status Change","source":"aws.states","account":"123456789012","time":"2026-03-14T09:26:53Z","region":"eu-central-1""#;

const EXECUTION: &str = "arn:aws:states:eu-central-1:123456789012:execution:orders:run-1";

const MACHINE: &str = "arn:aws:states:eu-central-1:123456789012:stateMachine:orders";

const AFTER: &str = r#""startDate":1773480000123,"stopDate":null,"output":null,"redriveCount":0,"redriveStatus":"NOT_REDRIVABLE","inputDetails":{"included":true},"outputDetails":null,"error":null,"cause":null"#;

/// Returns an event whose long string has at least this length in bytes.
#[must_use]
pub fn event(form: Form, length: usize) -> Vec<u8> {
    let mut input = String::new();
    let mut number = 0;
    while input.len() < length {
        input += &item(form, number);
        number += 1;
    }
    format!(
        r#"{{{ENVELOPE},"resources":["{EXECUTION}"],"detail":{{"executionArn":"{EXECUTION}","stateMachineArn":"{MACHINE}","name":"run-1","input":"{input}","status":"FAILED",{AFTER}}}}}"#
    )
    .into_bytes()
}

/// Returns a part of the long string.
fn item(form: Form, number: usize) -> String {
    let (order, quantity, house) = (number * 7919 % 1_000_000, number % 9, number % 300);
    let json = format!(
        r#"{{"orderId":"A-{order:06}","quantity":{quantity},"address":{{"street":"Main Street {house}","city":"Springfield"}}}},"#
    );
    match form {
        Form::Escaped => json.replace('"', r#"\""#),
        Form::EscapedTwin => json.replace('"', "''"),
        Form::NotAscii => format!("{{Straße {number} größer 東京 delivery übermorgen,"),
        Form::NotAsciiTwin => format!("{{Strasze {number} groeszer Toukyo delivery uebermorgen,"),
    }
}
