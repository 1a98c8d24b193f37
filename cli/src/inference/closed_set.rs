//! Decides whether the strings at a place are those of a closed set.

use super::shape::Strings;

/// Maximum number of values of a closed set.
pub(super) const MAX_VALUES: usize = 16;

/// Minimum number of strings for a closed set.
const MIN_STRINGS: u64 = 30;

/// Minimum number of strings for each value of a closed set, on average.
const MIN_STRINGS_PER_VALUE: u64 = 10;

/// Maximum length of a value of a closed set.
const MAX_VALUE_CHARS: usize = 48;

/// The last words of fields that identify something, whose values are not a closed set, however often they occur.
const IDENTIFYING: [&str; 14] = [
    "account",
    "address",
    "arn",
    "bucket",
    "date",
    "host",
    "id",
    "key",
    "name",
    "region",
    "time",
    "timestamp",
    "uri",
    "url",
];

/// Returns the values of a closed set, if the strings of a field are likely to be from one: there are few distinct ones
/// among many, and they look like words.
pub(super) fn values<'s>(field: &str, strings: &'s Strings) -> Option<Vec<&'s str>> {
    let values: Vec<&str> = strings.distinct.keys().map(String::as_str).collect();
    let needed = MIN_STRINGS.max(MIN_STRINGS_PER_VALUE * values.len() as u64);
    let is_likely = (2..=MAX_VALUES).contains(&values.len())
        && strings.count >= needed
        && !IDENTIFYING.contains(&last_word(field).as_str())
        && values.iter().all(|value| is_word(value));
    is_likely.then_some(values)
}

/// Whether a string may be a name of a state or a kind: it has a letter, and nothing of an ARN, a path, a time or an
/// address.
fn is_word(text: &str) -> bool {
    let has_letter = text.chars().any(char::is_alphabetic);
    let is_plain = |character: char| character.is_alphanumeric() || matches!(character, ' ' | '-' | '_' | '.');
    let digits = text.chars().filter(char::is_ascii_digit).count();
    has_letter && digits <= 4 && text.chars().count() <= MAX_VALUE_CHARS && text.chars().all(is_plain)
}

/// Returns the last word of a name in lower case, such as `id` for `instance-id`, `instanceId` and `instance_ID`.
pub(crate) fn last_word(name: &str) -> String {
    let letters: Vec<char> = name.trim_end_matches(|letter: char| !letter.is_alphanumeric()).chars().collect();
    let starts_word = |at: usize| {
        let (before, letter) = (letters[at - 1], letters[at]);
        !before.is_alphanumeric() || (letter.is_uppercase() && !before.is_uppercase())
    };
    let start = (1..letters.len()).rev().find(|&at| starts_word(at)).unwrap_or(0);
    letters[start..].iter().flat_map(|letter| letter.to_lowercase()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strings(values: &[(&str, u64)]) -> Strings {
        let distinct = values.iter().map(|(value, count)| ((*value).to_owned(), *count));
        Strings { count: values.iter().map(|(_, count)| count).sum(), distinct: distinct.collect() }
    }

    #[test]
    fn a_closed_set_has_few_values_that_occur_often_and_look_like_words() {
        let status = [("OPEN", 25), ("Paid in full", 5)];
        assert_eq!(values("status", &strings(&status)), Some(vec!["OPEN", "Paid in full"]));
        for (field, seen) in [
            ("status", &[("OPEN", 1000)][..]),
            ("status", &[("OPEN", 20), ("PAID", 9)]),
            ("status", &[("a", 20), ("b", 3), ("c", 3), ("d", 3)]),
            ("status", &[("OPEN", 25), ("arn:aws:s3:::a", 25)]),
            ("status", &[("OPEN", 25), ("1", 25)]),
            ("status", &[("OPEN", 25), ("i-0123456789abcdef0", 25)]),
            ("status", &[("OPEN", 25), ("", 25)]),
            ("bucketName", &status),
            ("instance-id", &status),
            ("ARN", &status),
        ] {
            assert_eq!(values(field, &strings(seen)), None, "{field} {seen:?}");
        }
    }

    #[test]
    fn the_last_word_of_a_name_is_found_in_every_style() {
        for (name, expected) in [
            ("instance-id", "id"),
            ("instanceId", "id"),
            ("instance_ID", "id"),
            ("taskARN", "arn"),
            ("Status", "status"),
            ("STATUS", "status"),
            ("a.b_", "b"),
            ("", ""),
        ] {
            assert_eq!(last_word(name), expected, "{name}");
        }
    }
}
