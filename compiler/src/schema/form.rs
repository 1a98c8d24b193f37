//! The forms of strings: account IDs, Regions and ARNs.
//!
//! A form is a list of templates. A template contains text, and placeholders for parts that differ between values:
//! `{account}` and `{region}`, `{partition}` (the first part of a Region's ARNs, such as `aws` or `aws-cn`), `{number}`,
//! `{name}` (one or more characters other than `:` and `/`), and `{any}` (one or more characters).

/// The form that all values of a field have, such as that of an ARN.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// What a value is, as a noun with an article, such as `the ARN of a cluster`. A clause may follow after a comma.
    pub noun: String,
    /// A value of this form.
    pub example: String,
    /// The templates, such as `arn:{partition}:ecs:{region}:{account}:cluster/{name}`. A value follows one of them.
    pub templates: Vec<String>,
    /// Wildcards that match a value by the part that users know. `{}` is the place of that part.
    pub known_parts: Vec<String>,
}

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

    fn form(noun: &str, example: &str, templates: &[&str]) -> Form {
        let templates = templates.iter().map(|template| (*template).to_owned()).collect();
        Form { noun: noun.to_owned(), example: example.to_owned(), templates, known_parts: Vec::new() }
    }

    fn account() -> Form {
        form("an account ID", "123456789012", &["{account}"])
    }

    fn region() -> Form {
        form("a Region", "us-east-1", &["{region}"])
    }

    fn cluster() -> Form {
        let template = "arn:{partition}:ecs:{region}:{account}:cluster/{name}";
        form("the ARN of a cluster", "arn:aws:ecs:us-east-1:123456789012:cluster/prod", &[template])
    }

    fn task() -> Form {
        let templates = [
            "arn:{partition}:ecs:{region}:{account}:task/{name}",
            "arn:{partition}:ecs:{region}:{account}:task/{name}/{name}",
        ];
        form("the ARN of a task", "arn:aws:ecs:us-east-1:123456789012:task/prod/0123456789abcdef", &templates)
    }

    fn task_definition() -> Form {
        let template = "arn:{partition}:ecs:{region}:{account}:task-definition/{name}:{number}";
        form("the ARN of a task definition", "arn:aws:ecs:us-east-1:123456789012:task-definition/app:3", &[template])
    }

    /// Asserts which values have a form, and that its example does.
    fn assert_form(form: &Form, accepted: &[&str], rejected: &[&str]) {
        assert!(form.accepts(&form.example), "{}", form.example);
        for (texts, expected) in [(accepted, true), (rejected, false)] {
            for text in texts {
                assert_eq!(form.accepts(text), expected, "{}: {text}", form.noun);
            }
        }
    }

    #[test]
    fn account_ids_and_regions_have_their_form() {
        let accepted = ["123456789012", "000000000000"];
        assert_form(&account(), &accepted, &["12345678901", "1234567890123", "1234-5678-9012", "production", ""]);
        let accepted =
            ["us-east-1", "us-gov-west-1", "ap-southeast-10", "cn-north-1", "us-isob-east-1", "eusc-de-east-1"];
        let rejected = ["us-east1", "us-east-1a", "us-east-", "US-EAST-1", "us-1", "frankfurt", "us-east-123"];
        assert_form(&region(), &accepted, &rejected);
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
        assert_form(&task(), &accepted, &rejected);
        let rejected = [
            "arn:aws:ecs:us-east-1:123456789012:task-definition/app",
            "arn:aws:ecs:us-east-1:123456789012:task-definition/app:",
            "arn:aws:ecs:us-east-1:123456789012:task-definition/app:latest",
        ];
        assert_form(&task_definition(), &[], &rejected);
    }

    #[test]
    fn a_wildcard_can_match_if_a_value_of_the_form_does() {
        for (form, pieces, expected) in [
            (&cluster(), &["", ":cluster/prod"][..], true),
            (&cluster(), &["", "prod"], true),
            (&cluster(), &["arn:aws:ecs:", ""], true),
            (&cluster(), &["arn:aws", ":cluster/prod"], true),
            (&cluster(), &["arn:aws:ecs:us-east-1:", ":cluster/", ""], true),
            (&cluster(), &["", "clus", "r/", ""], true),
            (&cluster(), &["", ""], true),
            (&cluster(), &["prod", ""], false),
            (&cluster(), &["", ":task/prod"], false),
            (&cluster(), &["", ":cluster:", ""], false),
            (&cluster(), &["arn:aws:ecs:us-east-1:1234567890123", ""], false),
            (&cluster(), &["arn:aws:ecs:us-east-1:12345", "67890123:cluster/prod"], false),
            (&task_definition(), &["", ":task-definition/app:", ""], true),
            (&task_definition(), &["", ":3"], true),
            (&task_definition(), &["", "/app"], false),
            (&task_definition(), &["", "/app", ""], true),
        ] {
            assert_eq!(form.can_match(pieces, false), expected, "{}: {pieces:?}", form.noun);
        }
        assert!(cluster().can_match(&["ARN:AWS:ECS:US-EAST-1:123456789012:CLUSTER/PROD"], true));
        assert!(!cluster().can_match(&["ARN:AWS:ECS:US-EAST-1:123456789012:TASK/PROD"], true));
    }
}
