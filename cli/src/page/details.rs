//! What else the page shows about a rule: its pre-filter, how to deploy it, and the Rust code of its macro.

use super::pattern::{PatternView, ReadPattern};
use crate::arguments::Allowed;
use crate::deployment::{self, DeployedRule};
use crate::rust_code;
use crate::rust_name;
use event_pattern_codegen as codegen;
use event_pattern_compiler::prefilter;
use event_pattern_compiler::schema::Schemas;
use serde::Serialize;

/// A rule on the page, with everything that follows from its pattern.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RuleDetails {
    #[serde(flatten)]
    pattern: PatternView,
    /// The pre-filter as indented JSON. `None` if the pattern is invalid.
    prefilter: Option<String>,
    prefilter_note: Option<&'static str>,
    deploy: Vec<Snippet>,
    /// The Rust code, without the bytes of its tables. `None` if there is none.
    rust: Option<String>,
    rust_note: Option<&'static str>,
}

/// A text for a deployment tool.
#[derive(Debug, Serialize)]
struct Snippet {
    /// The name of the tool.
    name: &'static str,
    text: String,
}

/// A tool and the function that prints a rule for it.
type Tool = (&'static str, fn(&DeployedRule) -> String);

const TOOLS: [Tool; 3] =
    [("CloudFormation", deployment::cloudformation), ("Terraform", deployment::terraform), ("CDK", deployment::cdk)];

impl RuleDetails {
    /// Returns the details of a rule. `view` is the view of its pattern, and `place` its file.
    pub(crate) fn of(
        view: PatternView,
        pattern: ReadPattern,
        name: &str,
        place: &str,
        schemas: Schemas<'_>,
        allowed: &Allowed,
    ) -> Self {
        let name = rust_name::from_rule(name);
        let rule = prefilter::of(&pattern.parsed, schemas).map(|prefilter| DeployedRule {
            name: name.clone(),
            files: vec![place.to_owned()],
            pattern: prefilter,
        });
        let is_pattern = |rule: &DeployedRule| {
            pattern.parsed.value.as_ref().is_some_and(|pattern| pattern.to_json() == rule.pattern.to_json())
        };
        let prefilter_note = rule.as_ref().map(|rule| {
            if is_pattern(rule) {
                "EventBridge evaluates the whole pattern"
            } else {
                "EventBridge does not have all conditions of the pattern, so the function must still apply the rule"
            }
        });
        let deploy = rule.iter().flat_map(|rule| TOOLS.map(|(name, print)| Snippet { name, text: print(rule) }));
        let preview = codegen::preview_for(schemas, &name, pattern.parsed, &allowed.lints).ok();
        Self {
            pattern: view,
            prefilter: rule.as_ref().map(|rule| rule.pattern.to_pretty_json(0)),
            prefilter_note,
            deploy: deploy.collect(),
            rust_note: preview.is_none().then_some("the macro reports the errors in the pattern"),
            rust: preview.map(|preview| rust_code::formatted(preview.rust, false)),
        }
    }

    /// Returns the details for a page that cannot be edited.
    pub(crate) fn read_only(mut self) -> Self {
        (self.pattern.editable, self.pattern.saved_in) = (false, None);
        self
    }
}
