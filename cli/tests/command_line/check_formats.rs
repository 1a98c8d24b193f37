//! Tests the output of `check` for other programs: SARIF, and annotations of a GitHub workflow.

use crate::support::{Folder, Ran};
use serde_json::Value;

/// A pattern with an unknown field, and one that is redundant in part.
const WRONG: &str = "\
{
  \"detail-type\": [\"ECS Task State Change\"],
  \"detail\": { \"containters\": { \"exitCode\": [1] }, \"group\": [\"a%\", \"a%\"] }
}
";

fn folder(test: &str) -> Folder {
    Folder::new(test)
        .with_folder("rules, all")
        .with("rules, all/a: 1.json", WRONG)
        .with("rules, all/bytes.json", b"{\"a\": [\"\xff\"]}")
        .with("good.json", r#"{ "detail": { "state": ["OPEN"] } }"#)
}

#[test]
fn github_shows_annotations() {
    let folder = folder("check_github");
    let ran = folder.run(&["check", "--format", "github", "rules, all"]);
    let output = "\
::error file=rules%2C all/a%3A 1.json,line=3,endLine=3,col=15,endColumn=28,title=unknown_field::\
`containters` is not a field of an ECS task state change%0Ahelp: did you mean `containers`?
::warning file=rules%2C all/a%3A 1.json,line=3,endLine=3,col=67,endColumn=71,title=redundant_alternative::\
`\"a%25\"` is listed twice%0Ahelp: remove it
::error file=rules%2C all/bytes.json,line=1,endLine=1,col=9,endColumn=9,title=event-pattern::\
invalid UTF-8: byte 0xFF%0Ahelp: save the file as UTF-8
";
    assert_eq!((ran.exit, ran.output.as_str()), (Some(2), output));
    let summary = "2 patterns: 1 checked against ECS Task State Change, 1 invalid\n";
    assert_eq!(ran.messages, summary);
    let ran = folder.run(&["check", "--format", "github", "--quiet", "good.json"]);
    assert_eq!(ran, Ran::new(0, "", ""));
    // GitHub rejects columns of an annotation for several lines.
    let folder = folder.with("lines.json", "{\n \"detail\": { \"state\": [{\n }] } }");
    let ran = folder.run(&["check", "--format", "github", "--quiet", "lines.json"]);
    assert!(
        ran.output.starts_with("::error file=lines.json,line=2,endLine=3,title=invalid_filter::"),
        "{}",
        ran.output
    );
}

/// Checks what SARIF 2.1.0 and GitHub's code scanning require of a log. Returns its only run.
fn checked_run(text: &str) -> Value {
    let log: Value = serde_json::from_str(text).unwrap();
    assert_eq!((&log["version"], log["runs"].as_array().unwrap().len()), (&Value::from("2.1.0"), 1));
    assert!(log["$schema"].as_str().unwrap().starts_with("https://"));
    let run = &log["runs"][0];
    let driver = &run["tool"]["driver"];
    assert_eq!(driver["name"], "event-pattern");
    assert_eq!(driver["semanticVersion"], env!("CARGO_PKG_VERSION"));
    let is_text = |value: &Value| value.as_str().is_some_and(|text| !text.is_empty());
    let rules = driver["rules"].as_array().unwrap();
    for rule in rules {
        assert!(is_text(&rule["id"]) && is_text(&rule["shortDescription"]["text"]), "{rule}");
        assert!(["error", "warning"].iter().any(|level| rule["defaultConfiguration"]["level"] == **level), "{rule}");
    }
    for result in run["results"].as_array().unwrap() {
        assert!(is_text(&result["message"]["text"]), "{result}");
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[index]["id"], result["ruleId"], "{result}");
        let location = &result["locations"][0]["physicalLocation"];
        let uri = location["artifactLocation"]["uri"].as_str().unwrap();
        assert!(uri.bytes().all(|byte| byte.is_ascii_graphic() && !b"<>\"\\^`{|}".contains(&byte)), "{uri}");
        let region = |key: &str| location["region"][key].as_u64().unwrap();
        let (start, end) = ((region("startLine"), region("startColumn")), (region("endLine"), region("endColumn")));
        assert!(start.0 > 0 && start.1 > 0 && start <= end, "{result}");
    }
    run.clone()
}

#[test]
fn code_scanning_reads_sarif() {
    let folder = folder("check_sarif");
    let ran = folder.run(&["check", "--format", "sarif", "rules, all"]);
    assert_eq!((ran.exit, ran.messages.as_str()), (Some(2), ""));
    let run = checked_run(&ran.output);
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    let results = run["results"].as_array().unwrap();
    let ids: Vec<&str> = results.iter().map(|result| result["ruleId"].as_str().unwrap()).collect();
    assert_eq!(ids, ["unknown_field", "redundant_alternative", "invalid_file"]);
    let expected = serde_json::json!({
        "ruleId": "redundant_alternative",
        "ruleIndex": results[1]["ruleIndex"],
        "level": "warning",
        "message": { "text": "`\"a%\"` is listed twice\nhelp: remove it" },
        "locations": [{ "physicalLocation": {
            "artifactLocation": { "uri": "rules%2C%20all/a%3A%201.json" },
            "region": { "startLine": 3, "startColumn": 67, "endLine": 3, "endColumn": 71 },
        } }],
    });
    assert_eq!(results[1], expected);
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let star = rules.iter().find(|rule| rule["id"] == "literal_star").unwrap();
    let help = star["help"]["markdown"].as_str().unwrap();
    assert!(help.contains("Instead of\n```json\n{ \"detail\": {"), "{help}");
    assert!(help.ends_with("\nUse `--allow literal_star` if the values of the field contain stars.\n"), "{help}");
    assert!(!star["help"]["text"].as_str().unwrap().contains("```"));
    assert!(star["helpUri"].as_str().unwrap().ends_with("/book/src/reference/diagnostics.md#literal_star"));
    let ran = folder.run(&["check", "--format", "sarif", "good.json"]);
    assert_eq!((ran.exit, &checked_run(&ran.output)["results"]), (Some(0), &serde_json::json!([])));
}
