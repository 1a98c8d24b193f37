//! The name of one element of a list.

use super::{field_name, words};

/// Words that end in `s`, but are not plural.
const NOT_PLURAL: [&str; 18] = [
    "aws", "dns", "dms", "ecs", "eks", "ems", "https", "kms", "news", "nfs", "os", "rds", "series", "sms", "sns",
    "sqs", "tls", "vms",
];

/// Plurals without a rule, and lists whose names are not plural.
const IRREGULAR: [(&str, &str); 10] = [
    ("aliases", "alias"),
    ("analyses", "analysis"),
    ("buses", "bus"),
    ("children", "child"),
    ("command", "argument"),
    ("criteria", "criterion"),
    ("indices", "index"),
    ("people", "person"),
    ("statuses", "status"),
    ("vertices", "vertex"),
];

/// Returns the name of one element of a list, as a Rust identifier. `list` is the name of the list, and `element` is the
/// name of the objects in it, if there are any.
///
/// ```text
/// containers, Container                → container
/// details, AttachmentDetail            → detail
/// registeredResources, Resource        → resource
/// environment, EnvironmentVariable     → variable
/// taskArns                             → task_arn
/// ```
pub(crate) fn singular(list: &str, element: Option<&str>) -> String {
    let lowercase = |name: &str| -> Vec<String> { words::of(name).into_iter().map(str::to_lowercase).collect() };
    let mut words = lowercase(list);
    let Some(last) = words.pop() else { return "element".to_owned() };
    let one = singular_word(&last);
    let is_plural = one != last;
    words.push(one);
    let element = element.map(lowercase).unwrap_or_default();
    if words.ends_with(&element) && !element.is_empty() {
        words = element;
    } else if !is_plural {
        words = match element.strip_prefix(words.as_slice()) {
            Some(rest) => rest.to_vec(),
            None => words.split_off(words.len() - 1),
        };
    }
    field_name(&words.join("_"))
}

/// Returns the singular of a word, or the word itself if it is not a plural.
fn singular_word(word: &str) -> String {
    if let Some((_, one)) = IRREGULAR.iter().find(|(many, _)| *many == word) {
        return (*one).to_owned();
    }
    if NOT_PLURAL.contains(&word) || ["ss", "us", "is"].iter().any(|end| word.ends_with(end)) {
        return word.to_owned();
    }
    if let Some(stem) = word.strip_suffix("ies").filter(|stem| stem.len() > 2) {
        return format!("{stem}y");
    }
    if ["sses", "shes", "ches", "xes", "zzes"].iter().any(|end| word.ends_with(end)) {
        return word[..word.len() - 2].to_owned();
    }
    word.strip_suffix('s').filter(|one| one.len() > 1).unwrap_or(word).to_owned()
}

#[cfg(test)]
mod tests {
    use super::singular;

    #[test]
    fn an_element_has_the_singular_of_the_lists_name() {
        for (list, element, expected) in [
            ("containers", Some("Container"), "container"),
            ("details", Some("AttachmentDetail"), "detail"),
            ("registeredResources", Some("Resource"), "resource"),
            ("environment", Some("EnvironmentVariable"), "variable"),
            ("taskArns", None, "task_arn"),
            ("gpuIds", None, "gpu_id"),
            ("command", None, "argument"),
            ("stringSetValue", None, "value"),
            ("policies", None, "policy"),
            ("series", None, "series"),
            ("statuses", None, "status"),
            ("status", None, "status"),
            ("ipAddresses", None, "ip_address"),
            ("databases", None, "database"),
            ("patches", None, "patch"),
            ("types", None, "kind"),
            ("refs", None, "r#ref"),
            ("usedDNS", None, "dns"),
            ("ties", None, "tie"),
            ("s", None, "s"),
            ("", None, "element"),
            ("items", Some("Items"), "item"),
            ("children", Some("Node"), "child"),
        ] {
            assert_eq!(singular(list, element), expected, "{list}");
        }
    }
}
