//! Tests the messages for invalid patterns and events, with their locations and help texts.

use crate::support::{Folder, Ran, TEST};

const EVENT: &str = r#"{"detail": {"a": 1}}"#;

fn messages_for_pattern(test: &str, pattern: impl AsRef<[u8]>) -> String {
    let ran = Folder::new(test).with("rule.json", pattern).with("event.json", EVENT).run(&TEST);
    assert_eq!((ran.exit, ran.output.as_str()), (Some(2), ""));
    ran.messages
}

fn messages_for_event(test: &str, event: impl AsRef<[u8]>) -> String {
    let ran = Folder::new(test).with("rule.json", r#"{"detail": {"a": [1]}}"#).with("event.json", event).run(&TEST);
    assert_eq!((ran.exit, ran.output.as_str()), (Some(3), ""));
    ran.messages
}

#[test]
fn all_errors_in_a_pattern_are_reported_at_once() {
    let pattern = "{\n  \"source\": \"aws.ecs\",\n  \"detail\": { \"exitCode\": [{ \"anything-but\": [] }] }\n}\n";
    let messages = "\
error[invalid_pattern]: expected a list or object for `source`, found a string
 --> rule.json:2:13
  |
2 |   \"source\": \"aws.ecs\",
  |             ^^^^^^^^^
  = note: EventBridge reports: \"source\" must be an object or an array
  = help: put the value in brackets: `[\"aws.ecs\"]`

";
    let found = messages_for_pattern("all_mistakes", pattern);
    assert!(found.starts_with(messages), "{found}");
    assert!(found.contains("\n --> rule.json:3:46\n"), "{found}");
    assert_eq!(found.matches("error[").count(), 2, "{found}");
}

#[test]
fn an_empty_pattern_is_invalid() {
    let messages = "\
error[invalid_json]: expected a value, found end of input
 --> rule.json:1:1
  |
1 | 
  | ^
  = help: add the missing value
";
    assert_eq!(messages_for_pattern("empty_pattern", ""), messages);
}

#[test]
fn standard_input_is_named_in_messages() {
    let folder = Folder::new("pattern_from_standard_input").with("event.json", EVENT);
    let ran = folder.run_with(&["test", "--pattern", "-", "--event", "event.json"], "{\"a\": [1,,]}");
    assert_eq!(ran.exit, Some(2));
    assert!(ran.messages.contains("\n --> <stdin>:1:10\n"), "{}", ran.messages);
}

#[test]
fn a_pattern_must_be_utf_8() {
    let messages = "\
error: invalid UTF-8: byte 0xE9
 --> rule.json:2:8
  |
2 |  \"a\": \"\u{fffd}\"
  |        ^
  = help: save the file as UTF-8
";
    assert_eq!(messages_for_pattern("pattern_latin_1", b"{\n \"a\": \"\xe9\"\n}"), messages);
    let messages = messages_for_pattern("pattern_utf_16", b"\xff\xfe{\0}\0");
    assert!(messages.contains("invalid UTF-8: byte 0xFF\n --> rule.json:1:1\n"), "{messages}");
    assert!(messages.ends_with("= help: this looks like UTF-16; save the file as UTF-8\n"), "{messages}");
    let messages = messages_for_pattern("pattern_mark", "\u{feff}{}");
    assert!(
        messages.starts_with("error[invalid_json]: unexpected byte order mark (U+FEFF)\n --> rule.json:1:1\n"),
        "{messages}"
    );
}

#[test]
fn a_pattern_can_be_too_large_for_the_tables() {
    let alternatives = "{\"prefix\": \"x\"},".repeat(70_000);
    let messages = messages_for_pattern("large_pattern", format!(" {{\"a\": [{alternatives} 1]}}"));
    assert!(messages.starts_with("error: the pattern is too large\n --> rule.json:1:2\n"), "{messages}");
}

#[test]
fn an_event_error_is_shown_with_its_location() {
    let messages = "\
error: unexpected character `}`
 --> event.json:3:1
  |
3 | }
  | ^
  = help: remove the trailing comma
";
    assert_eq!(messages_for_event("trailing_comma", "{\n  \"a\": 1,\n}\n"), messages);
}

#[test]
fn each_event_error_has_its_own_message() {
    for (number, (event, message, location, help)) in [
        ("", "expected a JSON object", "1:1", "write `{ \"source\": …"),
        ("\n[]", "expected a JSON object", "2:1", "write `{ \"source\": …"),
        ("{\"a\": 1", "unexpected end of input", "1:8", "complete the JSON"),
        ("{\"é\": 1 \"b\": 2}", "unexpected character `\"`", "1:9", "a comma or a colon may be missing"),
        ("{a: 1}", "unexpected character `a`", "1:2", "write the key in double quotes"),
        ("{'a': 1}", "unexpected character `'`", "1:2", "write strings and keys in double quotes"),
        ("{\"a\": 1, // one\n}", "unexpected character `/`", "1:10", "remove the comment"),
        ("{\"a\": tru}", "unexpected character `}`", "1:10", "write the event as one JSON object"),
        ("{\"a\": 1.}", "invalid number", "1:9", "add the missing digit"),
        ("{\"a\": \"\\x\"}", "invalid escape sequence", "1:9", "write `\\\\` for a backslash"),
        ("{\"a\": \"\t\"}", "unescaped control character in a string", "1:8", "write an escape"),
        ("{“a\": 1}", "unexpected typographic quotation mark `“` (U+201C)", "1:2", "write `\"`"),
        ("{\u{a0}\"a\": 1}", "unexpected no-break space (U+00A0)", "1:2", "write a space"),
    ]
    .into_iter()
    .enumerate()
    {
        let messages = messages_for_event(&format!("event_mistake_{number}"), event);
        assert!(messages.starts_with(&format!("error: {message}\n --> event.json:{location}\n")), "{messages}");
        assert!(messages.contains(&format!("= help: {help}")), "{messages}");
    }
}

#[test]
fn an_event_must_be_utf_8() {
    let messages = "\
error: invalid UTF-8: byte 0xE9
 --> event.json:2:9
  |
2 |  \"é\": \"x\u{fffd}\",
  |         ^
  = help: save the file as UTF-8
";
    assert_eq!(messages_for_event("event_latin_1", b"{\n \"\xc3\xa9\": \"x\xe9\",\n \"b\": 1\n}"), messages);
    // The line break in the string is also an error, and the syntax check finds this error first.
    let messages = messages_for_event("event_bad_byte_first", b"{\"a\": \"\xe9\n\"}");
    assert!(messages.starts_with("error: invalid UTF-8: byte 0xE9\n --> event.json:1:8\n"));
}

#[test]
fn an_early_result_does_not_hide_a_syntax_error() {
    let messages = messages_for_event("early_answer", "{\"a\": 2, \"b\": }");
    assert!(messages.contains(" --> event.json:1:15\n"), "{messages}");
}

#[test]
fn an_invalid_pattern_is_reported_before_an_invalid_event() {
    let folder = Folder::new("both_invalid").with("rule.json", "{}").with("event.json", "{");
    let messages = "\
error[invalid_pattern]: empty object in a pattern
 --> rule.json:1:1
  |
1 | {}
  | ^^
  = note: EventBridge reports: Empty objects are not allowed
  = help: write a condition or remove the key; fields that a pattern does not mention can have any value
";
    assert_eq!(folder.run(&TEST), Ran::new(2, "", messages));
}
