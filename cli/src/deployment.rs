//! A rule that is ready to paste: the pre-filter as its pattern, a Lambda function as its target, and the permission to
//! call it. Which function that is stays open.

use event_pattern_compiler::json::{Member, Number, Value, ValueKind};
use std::fmt::Write as _;

/// What is deployed.
#[derive(Debug)]
pub(crate) struct Rule {
    /// The rule's name, a Rust identifier.
    pub(crate) name: String,
    /// The names of the files that patterns were read from.
    pub(crate) files: Vec<String>,
    /// The pre-filter.
    pub(crate) pattern: Value,
}

/// An AWS `CloudFormation` template. A pattern is JSON, and nearly all JSON is YAML.
pub(crate) fn cloudformation(rule: &Rule) -> String {
    let about = rule.about();
    let name = rule.upper_camel_case();
    let pattern = printable(&without_exponents(&rule.pattern).to_pretty_json(8));
    format!(
        "\
# {about}
Parameters:
  FunctionArn:
    Type: String
    Description: The ARN of the Lambda function that receives the events
Resources:
  {name}Rule:
    Type: AWS::Events::Rule
    Properties:
      EventPattern:
        {pattern}
      Targets:
        - Id: Function
          Arn: !Ref FunctionArn
  {name}Permission:
    Type: AWS::Lambda::Permission
    Properties:
      Action: lambda:InvokeFunction
      FunctionName: !Ref FunctionArn
      Principal: events.amazonaws.com
      SourceArn: !GetAtt {name}Rule.Arn"
    )
}

/// Terraform for the AWS provider. The pattern is a template there, in which `${` and `%{` would be expressions.
pub(crate) fn terraform(rule: &Rule) -> String {
    let about = rule.about();
    let name = &rule.name;
    let pattern = rule.pattern.to_pretty_json(4).replace("${", "$${").replace("%{", "%%{");
    format!(
        "\
# {about}
variable \"function_arn\" {{
  description = \"The ARN of the Lambda function that receives the events\"
  type        = string
}}

resource \"aws_cloudwatch_event_rule\" \"{name}\" {{
  event_pattern = <<-JSON
    {pattern}
  JSON
}}

resource \"aws_cloudwatch_event_target\" \"{name}\" {{
  rule = aws_cloudwatch_event_rule.{name}.name
  arn  = var.function_arn
}}

resource \"aws_lambda_permission\" \"{name}\" {{
  action        = \"lambda:InvokeFunction\"
  function_name = var.function_arn
  principal     = \"events.amazonaws.com\"
  source_arn    = aws_cloudwatch_event_rule.{name}.arn
}}"
    )
}

/// A construct of the AWS CDK in TypeScript. It takes the rule as `CloudFormation` has it, because the CDK's own type of
/// patterns lacks some keys.
pub(crate) fn cdk(rule: &Rule) -> String {
    let about = rule.about();
    let name = rule.upper_camel_case();
    let pattern = rule.pattern.to_pretty_json(6);
    format!(
        "\
import {{ aws_events as events, aws_lambda as lambda }} from \"aws-cdk-lib\";
import {{ Construct }} from \"constructs\";

export interface {name}Props {{
  /** The function that receives the events. */
  readonly handler: lambda.IFunction;
}}

// {about}
export class {name} extends Construct {{
  constructor(scope: Construct, id: string, props: {name}Props) {{
    super(scope, id);
    const rule = new events.CfnRule(this, \"Rule\", {{
      eventPattern: {pattern},
      targets: [{{ id: \"Function\", arn: props.handler.functionArn }}],
    }});
    new lambda.CfnPermission(this, \"Permission\", {{
      action: \"lambda:InvokeFunction\",
      functionName: props.handler.functionArn,
      principal: \"events.amazonaws.com\",
      sourceArn: rule.attrArn,
    }});
  }}
}}"
    )
}

impl Rule {
    /// One line for a comment.
    fn about(&self) -> String {
        let files = self.files.join(", ");
        let files: String = files.chars().filter(|character| !character.is_control()).collect();
        let rest = if self.files.len() == 1 {
            "The function has the whole rule."
        } else {
            "The function has the whole rules."
        };
        format!("Made by `event-pattern prefilter` from {files}. {rest}")
    }

    /// The name as types and resources have it; letters and digits only.
    fn upper_camel_case(&self) -> String {
        let mut name = String::new();
        for word in self.name.split('_') {
            let mut letters = word.chars().filter(char::is_ascii_alphanumeric);
            name.extend(letters.next().map(|first| first.to_ascii_uppercase()));
            name.extend(letters);
        }
        if name.starts_with(|first: char| first.is_ascii_alphabetic()) { name } else { format!("Rule{name}") }
    }
}

/// The pattern with its numbers written out, because many readers of YAML take `1e3` for a string.
fn without_exponents(value: &Value) -> Value {
    let kind = match &value.kind {
        ValueKind::Number(number) if number.text().contains(['e', 'E']) => {
            let plain = number.comparable().and_then(|value| Number::parse(&value.to_string()).ok());
            ValueKind::Number(plain.unwrap_or_else(|| number.clone()))
        }
        ValueKind::Array(elements) => ValueKind::Array(elements.iter().map(without_exponents).collect()),
        ValueKind::Object(members) => {
            let member = |member: &Member| Member { value: without_exponents(&member.value), ..member.clone() };
            ValueKind::Object(members.iter().map(member).collect())
        }
        other => other.clone(),
    };
    Value { span: value.span, kind }
}

/// JSON text as YAML takes it: characters that it does not allow become escapes. They stand in strings only.
fn printable(json: &str) -> String {
    let mut text = String::with_capacity(json.len());
    for character in json.chars() {
        match character {
            '\n' => text.push('\n'),
            '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}' => {
                let _ = write!(text, "\\u{:04x}", u32::from(character));
            }
            _ => text.push(character),
        }
    }
    text
}
