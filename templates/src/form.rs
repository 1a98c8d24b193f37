//! The form of a file, which follows from its content.

use crate::embedded::{self, Embedded};
use crate::forms::{
    self, Rules, aws_command, cloudformation, get, is_object, member, members, pulumi, serverless, terraform,
};
use crate::functions::Evaluator;
use crate::holes::Holes;
use crate::syntax::{self, Syntax, hcl, yaml};
use crate::{FoundRule, Options, RuleFile, Target};
use event_pattern_compiler::diagnostic::{Diagnostic, Severity};
use event_pattern_compiler::json::{self, Value, ValueKind};
use event_pattern_compiler::pattern::without_schema_key;
use event_pattern_compiler::source::Span;
use event_pattern_compiler::trailing_text;

/// What a file with rules is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A pattern.
    Pattern,
    /// The output of an AWS command, such as `aws events describe-rule`, or the input of one.
    AwsCommand,
    /// A template of CloudFormation, or of CDK.
    CloudFormation,
    /// A template of SAM.
    Sam,
    /// A configuration of Terraform.
    Terraform,
    /// A plan of Terraform as JSON.
    TerraformPlan,
    /// A state of Terraform as JSON.
    TerraformState,
    /// A configuration of the Serverless Framework.
    Serverless,
    /// A program of Pulumi in YAML.
    Pulumi,
}

impl Form {
    /// Returns a description for messages, such as "a CloudFormation template".
    #[must_use]
    pub fn described(self) -> &'static str {
        match self {
            Self::Pattern => "a pattern",
            Self::AwsCommand => "the output of an AWS command",
            Self::CloudFormation => "a CloudFormation template",
            Self::Sam => "an AWS SAM template",
            Self::Terraform => "a Terraform configuration",
            Self::TerraformPlan => "a plan of Terraform",
            Self::TerraformState => "a state of Terraform",
            Self::Serverless => "a configuration of the Serverless Framework",
            Self::Pulumi => "a program of Pulumi",
        }
    }

    /// Returns the form of the tree of a file.
    fn of(file: &Value) -> Self {
        let has_object = |key: &str| get(file, key).is_some_and(is_object);
        let is_resource = || forms::text(file, "Type").is_some_and(|kind| kind.starts_with("AWS::"));
        if has_object("Resources") || get(file, "AWSTemplateFormatVersion").is_some() {
            if cloudformation::is_sam(file) { Self::Sam } else { Self::CloudFormation }
        } else if is_resource() && has_object("Properties") {
            Self::CloudFormation
        } else if has_object("resource") || has_object("module") || has_object("locals") {
            Self::Terraform
        } else if let Some(form) = terraform::plan_or_state(file) {
            form
        } else if serverless::is_configuration(file) {
            Self::Serverless
        } else if pulumi::is_program(file) {
            Self::Pulumi
        } else if aws_command::is_output(file) {
            Self::AwsCommand
        } else {
            Self::Pattern
        }
    }

    /// Returns the parts of plain strings that are only known at deployment.
    fn holes(self) -> Holes {
        match self {
            Self::CloudFormation | Self::Sam => Holes::References,
            Self::Serverless => Holes::Serverless,
            Self::Pulumi => Holes::Pulumi,
            _ => Holes::None,
        }
    }

    /// Returns the error for a file without rules.
    fn without_rules(self, file: &Value) -> Diagnostic {
        let key = match self {
            Self::CloudFormation | Self::Sam => member(file, "Resources"),
            Self::Terraform => member(file, "resource"),
            Self::Serverless => member(file, "functions"),
            Self::Pulumi => member(file, "resources"),
            _ => None,
        };
        let key = key.or_else(|| members(file).first());
        let span = key.map_or(Span::new(file.span.start, file.span.start), |key| key.key_span);
        let help = match self {
            Self::CloudFormation => "rules are resources of the type `AWS::Events::Rule`".to_owned(),
            Self::Sam => {
                "rules are resources of the type `AWS::Events::Rule`, and events of the type `EventBridgeRule`"
                    .to_owned()
            }
            Self::Terraform | Self::TerraformPlan | Self::TerraformState => {
                "rules are resources of the type `aws_cloudwatch_event_rule` that have an `event_pattern`".to_owned()
            }
            Self::Serverless => "rules are events such as `eventBridge` with a `pattern`".to_owned(),
            Self::Pulumi => "rules are resources of the type `aws:cloudwatch:EventRule`".to_owned(),
            Self::AwsCommand | Self::Pattern => aws_command::help(file),
        };
        Diagnostic::error(span, format!("expected a rule, found {} without one", self.described())).with_help(help)
    }
}

/// Reads the rules in a file.
pub(crate) fn read(text: &str, options: &Options<'_>) -> Result<RuleFile, Vec<Diagnostic>> {
    match syntax::detect(text) {
        Syntax::Json => {
            if let Some(read) = embedded::read_encoded_file(text) {
                return Ok(encoded_file(read, options));
            }
            read_json(text, options)
        }
        Syntax::Yaml => read_yaml(text, options),
        Syntax::Hcl => {
            let file = hcl::read(text).map_err(|error| vec![error])?;
            read_trees(Form::Terraform, text, std::slice::from_ref(&file), options)
        }
        Syntax::Code => Err(vec![code(text)]),
        Syntax::Unknown => {
            if let Some(read) = embedded::read_encoded_file(text) {
                return Ok(encoded_file(read, options));
            }
            Err(not_a_file_with_rules(text, options))
        }
    }
}

/// Returns the errors for a text that has none of the known forms. They are the errors of reading it as JSON.
fn not_a_file_with_rules(text: &str, options: &Options<'_>) -> Vec<Diagnostic> {
    let parsed = json::read(text, options.dialect);
    parsed.value.map_or(parsed.diagnostics, |value| vec![not_a_rule(value.span, value.kind.described())])
}

fn read_json(text: &str, options: &Options<'_>) -> Result<RuleFile, Vec<Diagnostic>> {
    let parsed = json::read(text, options.dialect);
    let Some(value) = parsed.value else { return Err(parsed.diagnostics) };
    let mut diagnostics = parsed.diagnostics;
    diagnostics.extend(parsed.trailing.map(trailing_text));
    let form = Form::of(&value);
    if form == Form::Pattern {
        let read = Embedded { value: Some(value), diagnostics, text: None, is_text: false };
        return Ok(RuleFile {
            form: Form::Pattern,
            rules: vec![pattern(read, options)],
            unread: Vec::new(),
            notes: Vec::new(),
        });
    }
    if diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error) {
        return Err(diagnostics);
    }
    let mut file = read_trees(form, text, std::slice::from_ref(&value), options)?;
    file.notes.extend(diagnostics);
    Ok(file)
}

fn read_yaml(text: &str, options: &Options<'_>) -> Result<RuleFile, Vec<Diagnostic>> {
    let mut documents = yaml::read_all(text).map_err(|error| vec![error])?;
    documents.retain(|document| !matches!(document.kind, ValueKind::Null));
    if let Some(form) = documents.iter().map(Form::of).find(|form| *form != Form::Pattern) {
        return read_trees(form, text, &documents, options);
    }
    let [only] = documents.as_slice() else { return Err(not_a_file_with_rules(text, options)) };
    if members(only).is_empty() {
        return Err(not_a_file_with_rules(text, options));
    }
    let is_field = |key: &str| ENVELOPE.contains(&key);
    if !members(only).iter().any(|member| member.key.as_str().is_some_and(is_field)) {
        let span = members(only).first().map_or(only.span, |member| member.key_span);
        return Err(vec![not_a_rule(span, "YAML")]);
    }
    let note = Diagnostic::warning(only.span, "the pattern is YAML, which EventBridge does not accept")
        .with_help("deploy it in a template, or as JSON: the output of `event-pattern prefilter FILE`");
    let read = Embedded { value: Some(only.clone()), diagnostics: Vec::new(), text: None, is_text: false };
    Ok(RuleFile { form: Form::Pattern, rules: vec![pattern(read, options)], unread: Vec::new(), notes: vec![note] })
}

/// The outer fields of events, and `$or`: a YAML file with one of these keys is a pattern.
const ENVELOPE: [&str; 10] =
    ["source", "detail-type", "detail", "account", "region", "resources", "time", "id", "version", "$or"];

/// Reads the rules in the documents of a template.
fn read_trees(form: Form, text: &str, documents: &[Value], options: &Options<'_>) -> Result<RuleFile, Vec<Diagnostic>> {
    let mut evaluator = Evaluator::new(text, form.holes(), options.files);
    evaluator.locals.extend(documents.iter().flat_map(terraform::locals).filter(|_| form == Form::Terraform));
    let mut rules = Rules::new(evaluator);
    for document in documents {
        find(form, document, options, &mut rules);
    }
    rules.number_repeated_names();
    let Rules { found, unread, mut notes, evaluator } = rules;
    if evaluator.is_exhausted.get() {
        let note = Diagnostic::warning(Span::new(0, 0), "not all values are read: they refer to each other too often");
        notes.push(note.with_help("write out the values, or split the file"));
    }
    if !found.is_empty() {
        return Ok(RuleFile { form, rules: found, unread, notes });
    }
    let mut errors: Vec<Diagnostic> = unread.into_iter().map(|rule| rule.reason).chain(notes).collect();
    for error in &mut errors {
        error.severity = Severity::Error;
    }
    let without = documents.first().filter(|_| errors.is_empty()).map(|file| form.without_rules(file));
    errors.extend(without);
    Err(errors)
}

/// Adds the rules in a document.
fn find(form: Form, document: &Value, options: &Options<'_>, rules: &mut Rules<'_>) {
    match form {
        Form::CloudFormation | Form::Sam => match get(document, "Resources") {
            Some(resources) => cloudformation::find(resources, rules),
            None => cloudformation::find_alone(document, unnamed(options), rules),
        },
        Form::Terraform => terraform::find(document, unnamed(options), rules),
        Form::TerraformPlan | Form::TerraformState => terraform::find_planned(document, rules),
        Form::Serverless => serverless::find(document, rules),
        Form::Pulumi => pulumi::find(document, rules),
        Form::AwsCommand => aws_command::find(document, unnamed(options), rules),
        Form::Pattern => {}
    }
}

/// Returns the name of a rule that has no name in its file: that of the file, without folder and extension.
fn unnamed<'o>(options: &Options<'o>) -> &'o str {
    let file = options.name.rsplit(['/', '\\']).next().unwrap_or(options.name);
    file.rsplit_once('.').map_or(file, |(stem, _)| if stem.is_empty() { file } else { stem })
}

fn pattern(read: Embedded, options: &Options<'_>) -> FoundRule {
    FoundRule {
        name: unnamed(options).to_owned(),
        name_span: read.value.as_ref().map_or(Span::new(0, 0), |value| value.span),
        target: Target::Event,
        pattern: read.value.map(|value| without_schema_key(value, options.dialect)),
        diagnostics: read.diagnostics,
        deployed: read.text,
        file: None,
    }
}

/// Returns the file that contains a pattern as a string.
fn encoded_file(read: Embedded, options: &Options<'_>) -> RuleFile {
    let span = read.value.as_ref().map_or(Span::new(0, 0), |value| value.span);
    let note = Diagnostic::warning(Span::new(span.start, span.start), "the pattern is in a string, with escapes")
        .with_help("remove the quotes around the pattern and the backslashes before you deploy it");
    RuleFile { form: Form::Pattern, rules: vec![pattern(read, options)], unread: Vec::new(), notes: vec![note] }
}

fn not_a_rule(span: Span, found: &str) -> Diagnostic {
    Diagnostic::error(span, format!("expected a pattern or a template with rules, found {found}"))
        .with_help("write the pattern as JSON, as in `{ \"source\": [\"aws.ecs\"] }`")
}

/// Returns the error for the source code of a program.
fn code(text: &str) -> Diagnostic {
    let offset = |line: &str| line.as_ptr() as usize - text.as_ptr() as usize;
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let first = lines.clone().find(|line| !line.starts_with("//"));
    let pattern =
        lines.find(|line| ["eventPattern", "event_pattern", "EventPattern"].iter().any(|key| line.contains(key)));
    let line = pattern.or(first).unwrap_or_default();
    let span = if line.is_empty() { Span::new(0, 0) } else { Span::new(offset(line), offset(line) + line.len()) };
    let help = "give the template that the program writes, such as `cdk.out/*.template.json`, or print the pattern of the \
                deployed rule with ";
    Diagnostic::error(span, "expected a pattern or a template with rules, found source code")
        .with_help(format!("{help}{}", forms::DESCRIBE_RULE))
}
