//! Shrinks a JSON value, one change at a time.

use super::json::{Json, characters};

/// Returns the value after change `number`, or `None` if there is no such change. The changes that remove the most come
/// first. Every change makes the value simpler, so shrinking ends.
pub(crate) fn shrunk(value: &Json, number: usize) -> Option<Json> {
    let mut changed = value.clone();
    let mut countdown = Countdown(number);
    apply(&mut changed, &mut countdown).then_some(changed)
}

/// Returns the number of changes that [`shrunk`] can apply to the value.
pub(crate) fn count_changes(value: &Json) -> usize {
    let mut count = 0;
    while shrunk(value, count).is_some() {
        count += 1;
    }
    count
}

/// Number of changes to skip before the one to apply.
struct Countdown(usize);

impl Countdown {
    /// Skips this many changes. If the change to apply is one of them, returns its index among them.
    fn reach(&mut self, changes: usize) -> Option<usize> {
        let reached = (self.0 < changes).then_some(self.0);
        self.0 = self.0.saturating_sub(changes);
        reached
    }
}

/// Applies the change that `countdown` selects. Returns `false` if the value does not have that many changes.
fn apply(value: &mut Json, countdown: &mut Countdown) -> bool {
    match value {
        Json::Literal(written) => {
            let simple: &[&str] = match written.as_str() {
                "null" | "true" | "false" | "0" => &[],
                "1" => &["0"],
                _ => &["0", "1"],
            };
            let reached = countdown.reach(simple.len());
            reached.inspect(|&number| simple[number].clone_into(written)).is_some()
        }
        Json::String(written) => apply_to_string(written, countdown),
        Json::Array(elements) => {
            if let Some(number) = countdown.reach(elements.len()) {
                elements.remove(number);
                return true;
            }
            if let Some(number) = countdown.reach(elements.len()) {
                *value = elements.swap_remove(number);
                return true;
            }
            elements.iter_mut().any(|element| apply(element, countdown))
        }
        Json::Object(members) => {
            if let Some(number) = countdown.reach(members.len()) {
                members.remove(number);
                return true;
            }
            if let Some(number) = countdown.reach(members.len()) {
                *value = members.swap_remove(number).1;
                return true;
            }
            members.iter_mut().any(|(key, value)| apply(value, countdown) || apply_to_string(key, countdown))
        }
    }
}

/// Replaces the string or one of its escapes with `a`, or removes one of its characters.
fn apply_to_string(written: &mut String, countdown: &mut Countdown) -> bool {
    let parts: Vec<String> = characters(written).into_iter().map(str::to_owned).collect();
    if parts.len() > 1 && countdown.reach(1).is_some() {
        "a".clone_into(written);
        return true;
    }
    if let Some(number) = countdown.reach(parts.len()) {
        *written = [&parts[..number], &parts[number + 1..]].concat().concat();
        return true;
    }
    let escapes: Vec<usize> = (0..parts.len()).filter(|&index| parts[index].len() > 5).collect();
    let Some(number) = countdown.reach(escapes.len()) else { return false };
    let mut parts = parts;
    "a".clone_into(&mut parts[escapes[number]]);
    *written = parts.concat();
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_change_makes_a_value_longer() {
        let value = Json::Object(vec![
            ("a\\u0062".to_owned(), Json::Array(vec![Json::literal("1.0"), Json::string("\\ud83d\\ude00x")])),
            ("b".to_owned(), Json::literal("null")),
        ]);
        let changed: Vec<String> =
            (0..).map_while(|number| shrunk(&value, number)).map(|json| json.compact()).collect();
        assert_eq!(changed[..3], [r#"{"b":null}"#, r#"{"a\u0062":[1.0,"\ud83d\ude00x"]}"#, r#"[1.0,"\ud83d\ude00x"]"#]);
        assert!(changed.contains(&r#"{"a\u0062":[1.0,"x"],"b":null}"#.to_owned()), "{changed:#?}");
        assert!(changed.iter().all(|text| text.len() <= value.compact().len()), "{changed:#?}");
    }
}
