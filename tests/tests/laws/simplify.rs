//! Simpler values in place of a value, one change at a time.

use super::json::{Json, characters};

/// The value with the change of this number, or nothing if there are fewer. The changes that take most away come first,
/// and every one makes the value smaller, so that there is an end to them.
pub(crate) fn simpler(value: &Json, number: usize) -> Option<Json> {
    let mut changed = value.clone();
    let mut countdown = Countdown(number);
    change(&mut changed, &mut countdown).then_some(changed)
}

/// How many changes there are.
pub(crate) fn changes(value: &Json) -> usize {
    let mut count = 0;
    while simpler(value, count).is_some() {
        count += 1;
    }
    count
}

/// Counts down to the change that is made.
struct Countdown(usize);

impl Countdown {
    /// Which of so many changes is the one, if it is among them.
    fn reach(&mut self, changes: usize) -> Option<usize> {
        let reached = (self.0 < changes).then_some(self.0);
        self.0 = self.0.saturating_sub(changes);
        reached
    }
}

/// Makes the change and tells whether there was one.
fn change(value: &mut Json, countdown: &mut Countdown) -> bool {
    match value {
        Json::Plain(written) => {
            let simple: &[&str] = match written.as_str() {
                "null" | "true" | "false" | "0" => &[],
                "1" => &["0"],
                _ => &["0", "1"],
            };
            let found = countdown.reach(simple.len());
            found.inspect(|&number| simple[number].clone_into(written)).is_some()
        }
        Json::Text(written) => change_text(written, countdown),
        Json::Array(elements) => {
            if let Some(number) = countdown.reach(elements.len()) {
                elements.remove(number);
                return true;
            }
            if let Some(number) = countdown.reach(elements.len()) {
                *value = elements.swap_remove(number);
                return true;
            }
            elements.iter_mut().any(|element| change(element, countdown))
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
            members.iter_mut().any(|(key, value)| change(value, countdown) || change_text(key, countdown))
        }
    }
}

/// A single letter in place of a string, or the string without one of its characters, or with an escape resolved.
fn change_text(written: &mut String, countdown: &mut Countdown) -> bool {
    let parts: Vec<String> = characters(written).into_iter().map(str::to_owned).collect();
    if parts.len() > 1 && countdown.reach(1).is_some() {
        "a".clone_into(written);
        return true;
    }
    if let Some(number) = countdown.reach(parts.len()) {
        *written = [&parts[..number], &parts[number + 1..]].concat().concat();
        return true;
    }
    let escapes: Vec<usize> = (0..parts.len()).filter(|&place| parts[place].len() > 5).collect();
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
    fn every_change_makes_a_value_smaller() {
        let value = Json::Object(vec![
            ("a\\u0062".to_owned(), Json::Array(vec![Json::plain("1.0"), Json::text("\\ud83d\\ude00x")])),
            ("b".to_owned(), Json::plain("null")),
        ]);
        let changed: Vec<String> = (0..).map_while(|number| simpler(&value, number)).map(|one| one.compact()).collect();
        assert_eq!(changed[..3], [r#"{"b":null}"#, r#"{"a\u0062":[1.0,"\ud83d\ude00x"]}"#, r#"[1.0,"\ud83d\ude00x"]"#]);
        assert!(changed.contains(&r#"{"a\u0062":[1.0,"x"],"b":null}"#.to_owned()), "{changed:#?}");
        assert!(changed.iter().all(|one| one.len() <= value.compact().len()), "{changed:#?}");
    }
}
