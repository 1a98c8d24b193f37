//! Rust names for what a document names: fields, types, and the elements of lists.
//!
//! The same name always becomes the same Rust name. The names are those that a person would write: acronyms count as
//! words, a field `type` is called `kind`, and other keywords are raw identifiers.

use crate::syntax::{is_keyword, is_name};

mod singular;
mod words;

pub(crate) use singular::singular;

/// Returns a name in `snake_case`, as a Rust identifier.
pub(crate) fn field_name(name: &str) -> String {
    let snake = words::of(name).join("_").to_lowercase();
    match snake.as_str() {
        "" => "field".to_owned(),
        "type" => "kind".to_owned(),
        // These keywords cannot be raw identifiers.
        "self" | "super" | "crate" => format!("{snake}_"),
        // A keyword since the 2024 edition.
        "gen" => "r#gen".to_owned(),
        _ if is_keyword(&snake) => format!("r#{snake}"),
        _ => identifier(snake, "field_"),
    }
}

/// Returns a name in `UpperCamelCase`, as a Rust identifier, or `None` if the name has neither letters nor digits. A
/// name that starts with a digit gets the prefix.
pub(crate) fn type_name(name: &str, prefix: &str) -> Option<String> {
    let mut camel = String::with_capacity(name.len());
    for word in words::of(name) {
        // `1.10` and `11.0` stay different.
        if camel.ends_with(|last: char| last.is_ascii_digit()) && word.starts_with(|first: char| first.is_ascii_digit())
        {
            camel.push('_');
        }
        let mut letters = word.chars();
        camel.extend(letters.next().into_iter().flat_map(char::to_uppercase));
        camel.extend(letters.flat_map(char::to_lowercase));
    }
    match camel.as_str() {
        "" => None,
        "Self" => Some("Self_".to_owned()),
        _ => Some(identifier(camel, prefix)),
    }
}

/// Returns the rest of a value of a set if it starts with the same words as the name of the set, such as `PENDING` for
/// `DAEMON_DEPLOYMENT_PENDING` in `DaemonDeploymentEventName`. A single word is not enough.
#[cfg(feature = "event-types")]
pub(crate) fn without_prefix_of(value: &str, set: &str) -> String {
    let (words, set) = (words::of(value), words::of(set));
    let common = words.iter().zip(&set).take_while(|(one, other)| one.eq_ignore_ascii_case(other)).count();
    if common > 1 && common < words.len() { words[common..].join(" ") } else { value.to_owned() }
}

/// Returns `name`, or `name` with a suffix that makes it different from all names in `taken`.
pub(crate) fn distinct(name: String, separator: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let numbered = (2..).map(|number| format!("{name}{separator}{number}"));
    std::iter::once(name.clone()).chain(numbered).find(|name| !is_taken(name)).unwrap_or(name)
}

/// Returns an identifier, given one that may start with a digit or contain letters that identifiers cannot contain.
fn identifier(name: String, prefix: &str) -> String {
    let name = if name.starts_with(|first: char| first.is_ascii_digit()) { format!("{prefix}{name}") } else { name };
    if name.is_ascii() || is_name(&name) {
        return name;
    }
    name.chars().map(|c| if c.is_ascii() { c.to_string() } else { format!("u{:x}", u32::from(c)) }).collect()
}

#[cfg(test)]
mod tests {
    use super::{field_name, type_name, without_prefix_of};
    use crate::syntax::is_name;

    #[test]
    fn fields_are_snake_case_identifiers() {
        for (name, expected) in [
            ("exitCode", "exit_code"),
            ("ExitCode", "exit_code"),
            ("detail-type", "detail_type"),
            ("sizeInGiB", "size_in_gib"),
            ("bindIP", "bind_ip"),
            ("ipv6Address", "ipv6_address"),
            ("privateIPv4Address", "private_ipv4_address"),
            ("ec2InstanceIds", "ec2_instance_ids"),
            ("targetIDs", "target_ids"),
            ("IDsOfTasks", "ids_of_tasks"),
            ("userARNValue", "user_arn_value"),
            ("x-amz-request-id", "x_amz_request_id"),
            ("kubernetes.io/name", "kubernetes_io_name"),
            ("CPU_COUNT", "cpu_count"),
            ("type", "kind"),
            ("@type", "kind"),
            ("ref", "r#ref"),
            ("self", "self_"),
            ("gen", "r#gen"),
            ("3dModel", "field_3d_model"),
            ("", "field"),
            ("…", "field"),
            ("größe", "größe"),
        ] {
            assert_eq!(field_name(name), expected, "{name}");
        }
    }

    #[test]
    fn types_are_upper_camel_case_identifiers() {
        for (name, expected) in [
            ("EC2 Instance State-change Notification", Some("Ec2InstanceStateChangeNotification")),
            ("AWS API Call via CloudTrail", Some("AwsApiCallViaCloudTrail")),
            ("Object Created", Some("ObjectCreated")),
            ("OrderPlaced", Some("OrderPlaced")),
            ("order.placed", Some("OrderPlaced")),
            ("GuardDuty Finding", Some("GuardDutyFinding")),
            ("us-east-1", Some("UsEast1")),
            ("pending ", Some("Pending")),
            ("3.0", Some("V3_0")),
            ("self", Some("Self_")),
            ("TASKSET_STEADY_STATE", Some("TaskSetSteadyState")),
            ("*", None),
            ("", None),
        ] {
            assert_eq!(type_name(name, "V").as_deref(), expected, "{name}");
        }
    }

    #[test]
    fn a_value_loses_the_words_that_it_shares_with_its_set() {
        for (value, set, expected) in [
            ("DAEMON_DEPLOYMENT_PENDING", "DaemonDeploymentEventName", "PENDING"),
            ("DAEMON_DEPLOYMENT", "DaemonDeploymentEventName", "DAEMON_DEPLOYMENT"),
            ("TASK_STOPPED", "TaskStatus", "TASK_STOPPED"),
            ("SERVICE_DEPLOYMENT_FAILED", "DeploymentEventName", "SERVICE_DEPLOYMENT_FAILED"),
        ] {
            assert_eq!(without_prefix_of(value, set), expected, "{value}");
        }
    }

    #[test]
    fn letters_that_identifiers_cannot_contain_are_written_as_numbers() {
        for name in ["Ⓐb", "a²", "ª", "x\u{301}"] {
            let (field, type_) = (field_name(name), type_name(name, "V").unwrap());
            assert!(is_name(&field) && is_name(&type_), "{name}: {field}, {type_}");
        }
    }
}
