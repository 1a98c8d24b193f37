//! The forms of strings: account IDs, Regions and ARNs.
//!
//! A form is a list of templates. A template contains text, and placeholders for parts that differ between values:
//! `{account}` and `{region}`, `{partition}` (the first part of a Region's ARNs, such as `aws` or `aws-cn`), `{number}`,
//! `{name}` (one or more characters other than `:` and `/`), and `{any}` (one or more characters).

/// The form that all values of a field have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Form {
    /// What a value is, as a noun with an article, such as `the ARN of a cluster`. A clause may follow after a comma.
    pub noun: &'static str,
    /// A value of this form.
    pub example: &'static str,
    /// The templates. A value follows one of them.
    pub templates: &'static [&'static str],
    /// Wildcards that match a value by the part that users know. `{}` is the place of that part.
    pub known_parts: &'static [&'static str],
}

/// An account ID.
pub(super) static ACCOUNT: Form = Form {
    noun: "an account ID, which has 12 digits",
    example: "123456789012",
    templates: &["{account}"],
    known_parts: &[],
};

/// A Region, such as `us-east-1`, `us-gov-west-1` or `eusc-de-east-1`.
pub(super) static REGION: Form =
    Form { noun: "a Region", example: "us-east-1", templates: &["{region}"], known_parts: &[] };

/// Expands to the form of ARNs with the given service and resources.
macro_rules! arn {
    ($noun:literal, $service:literal, [$first:literal $(, $resource:literal)*], $example:literal, $known_parts:expr) => {
        Form {
            noun: $noun,
            example: concat!("arn:aws:", $service, ":us-east-1:123456789012:", $example),
            templates: &[
                concat!("arn:{partition}:", $service, ":{region}:{account}:", $first)
                $(, concat!("arn:{partition}:", $service, ":{region}:{account}:", $resource))*
            ],
            known_parts: $known_parts,
        }
    };
}

pub(super) static CLUSTER: Form =
    arn!("the ARN of a cluster", "ecs", ["cluster/{name}"], "cluster/prod", &["*:cluster/{}"]);

// In ARNs of the old format, the name of the cluster is missing.
pub(super) static TASK: Form = arn!(
    "the ARN of a task",
    "ecs",
    ["task/{name}", "task/{name}/{name}"],
    "task/prod/0123456789abcdef0123456789abcdef",
    &["*/{}"]
);

pub(super) static CONTAINER: Form = arn!(
    "the ARN of a container",
    "ecs",
    ["container/{any}"],
    "container/prod/0123456789abcdef0123456789abcdef/01234567-89ab-cdef-0123-456789abcdef",
    &["*/{}"]
);

pub(super) static CONTAINER_INSTANCE: Form = arn!(
    "the ARN of a container instance",
    "ecs",
    ["container-instance/{name}", "container-instance/{name}/{name}"],
    "container-instance/prod/0123456789abcdef0123456789abcdef",
    &["*/{}"]
);

pub(super) static TASK_DEFINITION: Form = arn!(
    "the ARN of a task definition, which ends with its revision",
    "ecs",
    ["task-definition/{name}:{number}"],
    "task-definition/app:3",
    &["*:task-definition/{}", "*:task-definition/{}:*"]
);

pub(super) static SERVICE: Form =
    arn!("the ARN of a service", "ecs", ["service/{name}", "service/{name}/{name}"], "service/prod/web", &["*/{}"]);

pub(super) static TASK_SET: Form = arn!(
    "the ARN of a task set",
    "ecs",
    ["task-set/{any}"],
    "task-set/prod/web/ecs-svc/0123456789012345678",
    &["*/{}"]
);

pub(super) static CAPACITY_PROVIDER: Form = arn!(
    "the ARN of a capacity provider",
    "ecs",
    ["capacity-provider/{name}"],
    "capacity-provider/FARGATE_SPOT",
    &["*:capacity-provider/{}"]
);

pub(super) static DAEMON: Form = arn!("the ARN of a daemon", "ecs", ["daemon/{any}"], "daemon/prod/agent", &["*/{}"]);

pub(super) static DAEMON_DEPLOYMENT: Form = arn!(
    "the ARN of a daemon deployment",
    "ecs",
    ["daemon-deployment/{any}"],
    "daemon-deployment/prod/agent/0EYSiB0qap8xf0N76FsbE",
    &["*/{}"]
);

pub(super) static DAEMON_REVISION: Form = arn!(
    "the ARN of a daemon revision",
    "ecs",
    ["daemon-revision/{any}"],
    "daemon-revision/prod/agent/01234567-89ab-cdef-0123-456789abcdef",
    &["*/{}"]
);

pub(super) static DAEMON_TASK_DEFINITION: Form = arn!(
    "the ARN of a daemon task definition, which ends with its revision",
    "ecs",
    ["daemon-task-definition/{name}:{number}"],
    "daemon-task-definition/agent:3",
    &["*:daemon-task-definition/{}", "*:daemon-task-definition/{}:*"]
);

/// An ARN of Amazon ECS, in the events of several kinds of resources.
pub(super) static ECS_RESOURCE: Form =
    arn!("the ARN of a resource of Amazon ECS", "ecs", ["{name}/{any}"], "daemon/prod/agent", &["*/{}"]);

pub(super) static TARGET_GROUP: Form = arn!(
    "the ARN of a target group",
    "elasticloadbalancing",
    ["targetgroup/{any}"],
    "targetgroup/web/0123456789abcdef",
    &["*:targetgroup/{}/*", "*/{}"]
);

pub(super) static SERVICE_REGISTRY: Form = arn!(
    "the ARN of a service in AWS Cloud Map",
    "servicediscovery",
    ["service/{name}"],
    "service/srv-0123456789abcdef",
    &["*:service/{}"]
);

impl Form {
    /// Whether a string has the form.
    #[must_use]
    pub fn accepts(&self, text: &str) -> bool {
        self.can_match(&[text.as_bytes()], false)
    }

    /// Whether a value of this form can match a wildcard, given the strings before, between and after its stars.
    #[must_use]
    pub fn can_match<T: AsRef<[u8]>>(&self, pieces: &[T], ignore_case: bool) -> bool {
        self.templates.iter().any(|template| template_can_match(&steps(template), pieces, ignore_case))
    }
}

/// One or more characters of a template.
#[derive(Clone, Copy)]
struct Step {
    accepts: fn(u8, u8) -> bool,
    /// The first argument of `accepts`.
    expected: u8,
    is_optional: bool,
    is_repeated: bool,
}

const fn one(accepts: fn(u8, u8) -> bool) -> Step {
    Step { accepts, expected: 0, is_optional: false, is_repeated: false }
}

const fn many(accepts: fn(u8, u8) -> bool) -> Step {
    Step { is_repeated: true, ..one(accepts) }
}

const fn any_number(accepts: fn(u8, u8) -> bool) -> Step {
    Step { is_optional: true, ..many(accepts) }
}

const fn text(expected: u8) -> Step {
    Step { expected, ..one(|expected, byte| expected == byte) }
}

fn is_digit(_: u8, byte: u8) -> bool {
    byte.is_ascii_digit()
}

fn is_lower(_: u8, byte: u8) -> bool {
    byte.is_ascii_lowercase()
}

fn is_lower_or_dash(_: u8, byte: u8) -> bool {
    byte.is_ascii_lowercase() || byte == b'-'
}

/// Returns the steps of a template.
fn steps(template: &str) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}').unwrap_or((after, ""));
        steps.extend(before.bytes().map(text));
        match name {
            "account" => steps.extend([one(is_digit); 12]),
            "partition" => {
                steps.extend("aws".bytes().map(text));
                steps.push(any_number(is_lower_or_dash));
            }
            "region" => steps.extend([
                many(is_lower),
                text(b'-'),
                one(is_lower),
                any_number(is_lower_or_dash),
                text(b'-'),
                one(is_digit),
                Step { is_optional: true, ..one(is_digit) },
            ]),
            "number" => steps.push(many(is_digit)),
            "name" => steps.push(many(|_, byte| !matches!(byte, b':' | b'/'))),
            _ => steps.push(many(|_, _| true)),
        }
        rest = after;
    }
    steps.extend(rest.bytes().map(text));
    steps
}

/// Whether a string that follows the steps can match a wildcard.
fn template_can_match<T: AsRef<[u8]>>(steps: &[Step], pieces: &[T], ignore_case: bool) -> bool {
    // The numbers of steps that can describe what the wildcard so far matches, in ascending order. The step after the
    // last one may be repeated.
    let mut reached = vec![0];
    let mut next: Vec<usize> = Vec::new();
    for (number, piece) in pieces.iter().enumerate() {
        if number > 0 {
            // A star matches any number of steps.
            let first = reached.first().copied().unwrap_or(steps.len() + 1);
            reached = (first..=steps.len()).collect();
        }
        for byte in piece.as_ref() {
            skip_optional(steps, &mut reached);
            next.clear();
            for &number in reached.iter().filter(|number| **number < steps.len()) {
                let step = &steps[number];
                let accepts = |byte: u8| (step.accepts)(step.expected, byte);
                if accepts(*byte) || (ignore_case && accepts(byte.to_ascii_lowercase())) {
                    if step.is_repeated && next.last() != Some(&number) {
                        next.push(number);
                    }
                    next.push(number + 1);
                }
            }
            std::mem::swap(&mut reached, &mut next);
        }
    }
    skip_optional(steps, &mut reached);
    reached.last() == Some(&steps.len())
}

/// Adds the numbers of steps that are reached by skipping optional steps.
fn skip_optional(steps: &[Step], reached: &mut Vec<usize>) {
    let mut index = 0;
    while let Some(&number) = reached.get(index) {
        index += 1;
        let is_skippable = steps.get(number).is_some_and(|step| step.is_optional);
        if is_skippable && reached.get(index) != Some(&(number + 1)) {
            reached.insert(index, number + 1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Asserts which values have a form, and that its example does.
    fn assert_form(form: &Form, accepted: &[&str], rejected: &[&str]) {
        assert!(form.accepts(form.example), "{}", form.example);
        for (texts, expected) in [(accepted, true), (rejected, false)] {
            for text in texts {
                assert_eq!(form.accepts(text), expected, "{}: {text}", form.noun);
            }
        }
    }

    #[test]
    fn account_ids_and_regions_have_their_form() {
        let accepted = ["123456789012", "000000000000"];
        assert_form(&ACCOUNT, &accepted, &["12345678901", "1234567890123", "1234-5678-9012", "production", ""]);
        let accepted =
            ["us-east-1", "us-gov-west-1", "ap-southeast-10", "cn-north-1", "us-isob-east-1", "eusc-de-east-1"];
        let rejected = ["us-east1", "us-east-1a", "us-east-", "US-EAST-1", "us-1", "frankfurt", "us-east-123"];
        assert_form(&REGION, &accepted, &rejected);
    }

    #[test]
    fn arns_of_all_partitions_and_of_the_old_format_are_accepted() {
        let accepted = [
            "arn:aws-cn:ecs:cn-north-1:123456789012:task/0123456789abcdef",
            "arn:aws-us-gov:ecs:us-gov-west-1:123456789012:task/prod/0123456789abcdef",
            "arn:aws-iso-b:ecs:us-isob-east-1:123456789012:task/01234567-89ab-cdef-0123-456789abcdef",
        ];
        let rejected = [
            "prod",
            "task/prod/0123456789abcdef",
            "arn:aws:ec2:us-east-1:123456789012:task/prod/0123456789abcdef",
            "arn:aws:ecs:us-east-1::task/prod/0123456789abcdef",
            "arn:aws:ecs::123456789012:task/prod/0123456789abcdef",
            "arn:aws:ecs:us-east-1:123456789012:cluster/prod",
            "arn:aws:ecs:us-east-1:123456789012:task/prod/0123456789abcdef/1",
            "arn:aws:ecs:us-east-1:123456789012:task/",
            "ARN:aws:ecs:us-east-1:123456789012:task/prod/0123456789abcdef",
        ];
        assert_form(&TASK, &accepted, &rejected);
        let rejected = [
            "arn:aws:ecs:us-east-1:123456789012:task-definition/app",
            "arn:aws:ecs:us-east-1:123456789012:task-definition/app:",
            "arn:aws:ecs:us-east-1:123456789012:task-definition/app:latest",
        ];
        assert_form(&TASK_DEFINITION, &[], &rejected);
    }

    #[test]
    fn a_wildcard_can_match_if_a_value_of_the_form_does() {
        for (form, pieces, expected) in [
            (&CLUSTER, &["", ":cluster/prod"][..], true),
            (&CLUSTER, &["", "prod"], true),
            (&CLUSTER, &["arn:aws:ecs:", ""], true),
            (&CLUSTER, &["arn:aws", ":cluster/prod"], true),
            (&CLUSTER, &["arn:aws:ecs:us-east-1:", ":cluster/", ""], true),
            (&CLUSTER, &["", "clus", "r/", ""], true),
            (&CLUSTER, &["", ""], true),
            (&CLUSTER, &["prod", ""], false),
            (&CLUSTER, &["", ":task/prod"], false),
            (&CLUSTER, &["", ":cluster:", ""], false),
            (&CLUSTER, &["arn:aws:ecs:us-east-1:1234567890123", ""], false),
            (&CLUSTER, &["arn:aws:ecs:us-east-1:12345", "67890123:cluster/prod"], false),
            (&TASK_DEFINITION, &["", ":task-definition/app:", ""], true),
            (&TASK_DEFINITION, &["", ":3"], true),
            (&TASK_DEFINITION, &["", "/app"], false),
            (&TASK_DEFINITION, &["", "/app", ""], true),
        ] {
            assert_eq!(form.can_match(pieces, false), expected, "{}: {pieces:?}", form.noun);
        }
        assert!(CLUSTER.can_match(&["ARN:AWS:ECS:US-EAST-1:123456789012:CLUSTER/PROD"], true));
        assert!(!CLUSTER.can_match(&["ARN:AWS:ECS:US-EAST-1:123456789012:TASK/PROD"], true));
    }
}
