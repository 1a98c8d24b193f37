//! One case: an event, and the rules that match it.

use event_pattern::validate;
use event_pattern_compiler::diagnostic::{Diagnostic, nearest};
use event_pattern_compiler::json::{Member, Value, ValueKind};
use event_pattern_compiler::pattern::print::quoted_list;
use event_pattern_compiler::source::Span;

/// The keys of a case.
const KEYS: [&str; 5] = ["name", "event", "event_file", "rules", "not_rules"];

/// An event, and the rules that match it.
#[derive(Debug)]
pub(super) struct Case {
    /// The name. If the case has none, the path of the file with the event or the number of the case.
    pub(super) name: String,
    /// The line on which the case starts.
    pub(super) line: usize,
    pub(super) event: CaseEvent,
    /// The rules that must match. If `not_rules` is absent, no other rule may match.
    pub(super) rules: Option<NameList>,
    /// The rules that must not match. Any others may match.
    pub(super) not_rules: Option<NameList>,
    /// The span of the last member: from its key to the end of its value.
    pub(super) last_member: Span,
}

impl Case {
    /// Returns the path of the file with the event, relative to the folder of the file with the case. `None` if the
    /// event is in the case.
    pub(super) fn event_file(&self) -> Option<&str> {
        match &self.event {
            CaseEvent::File(path) => Some(path),
            CaseEvent::Text(_) => None,
        }
    }
}

/// The event of a case.
#[derive(Debug)]
pub(super) enum CaseEvent {
    /// The JSON text of an event in the case.
    Text(String),
    /// The path of a file, relative to the folder of the file with the case.
    File(String),
}

/// A list of names of rules.
#[derive(Debug)]
pub(super) struct NameList {
    /// The span of the list.
    pub(super) span: Span,
    /// The names, each with its span.
    pub(super) names: Vec<(String, Span)>,
}

impl NameList {
    /// Returns the names in a list, which may be absent.
    pub(super) fn names(list: Option<&Self>) -> impl Iterator<Item = &str> {
        list.into_iter().flat_map(|list| list.names.iter().map(|(name, _)| name.as_str()))
    }
}

/// Whether a value was probably meant to be a case, and not an event.
pub(super) fn is_like_case(value: &Value) -> bool {
    let ValueKind::Object(members) = &value.kind else { return false };
    let is_one_of = |keys: &[&str], member: &Member| member.key.as_str().is_some_and(|key| keys.contains(&key));
    members.iter().any(|member| is_one_of(&["event_file", "rules", "not_rules"], member))
        || !members.is_empty() && members.iter().all(|member| is_one_of(&KEYS, member))
}

/// Reads a case from a part of a file.
pub(super) struct CaseReader<'t> {
    /// The text from which the value was read.
    pub(super) text: &'t str,
    /// The offset of that text in the file.
    pub(super) offset: usize,
    /// Whether the lists of rules may be absent, because they will be written.
    pub(super) may_lack_rules: bool,
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl CaseReader<'_> {
    /// Reads a case. `number` is its number in the file, and `line` the line on which it starts.
    pub(super) fn read(&mut self, value: &Value, number: usize, line: usize) -> Option<Case> {
        let ValueKind::Object(members) = &value.kind else {
            let message = format!("expected an object for a case, found {}", value.kind.described());
            self.report(value.span, message, "write `{ \"event\": …, \"rules\": [\"NAME\"] }`");
            return None;
        };
        self.check_keys(members);
        let find = |key: &str| members.iter().find(|member| member.key.as_str() == Some(key));
        let event = self.event(value.span, find("event"), find("event_file"));
        let rules = find("rules").and_then(|member| self.names(member));
        let not_rules = find("not_rules").and_then(|member| self.names(member));
        if find("rules").or(find("not_rules")).is_none() && !self.may_lack_rules {
            let help = "write `\"rules\": []` if no rule matches, or let `--update` write the rules that match";
            self.report(start_of(value.span), "missing key `rules`", help);
        }
        for (name, span) in rules.iter().flat_map(|list| &list.names) {
            if not_rules.iter().flat_map(|list| &list.names).any(|(other, _)| other == name) {
                let message = format!("`{name}` is listed in both `rules` and `not_rules`");
                self.push(Diagnostic::error(*span, message).with_help("remove it from one of them"));
            }
        }
        let name = find("name").and_then(|member| self.string(member));
        let event = event?;
        let name = name.unwrap_or_else(|| match &event {
            CaseEvent::File(path) => path.clone(),
            CaseEvent::Text(_) => format!("case {number}"),
        });
        let last = members.last()?;
        let last_member = self.in_file(Span::new(last.key_span.start, last.value.span.end));
        Some(Case { name, line, event, rules, not_rules, last_member })
    }

    fn check_keys(&mut self, members: &[Member]) {
        for (index, member) in members.iter().enumerate() {
            let key = member.key.to_string();
            if members[..index].iter().any(|earlier| earlier.key == member.key) {
                self.report(member.key_span, format!("the key `{key}` is repeated"), "remove one of them");
            } else if !KEYS.contains(&key.as_str()) {
                let help = match nearest(&key, KEYS.into_iter()) {
                    Some(nearest) => format!("did you mean `{nearest}`?"),
                    None => format!("a case has the keys {}", quoted_list(KEYS)),
                };
                self.report(member.key_span, format!("unknown key `{key}`"), help);
            }
        }
    }

    fn event(&mut self, case: Span, event: Option<&Member>, file: Option<&Member>) -> Option<CaseEvent> {
        match (event, file) {
            (Some(_), Some(file)) => {
                self.report(
                    file.key_span,
                    "a case has one event, but this one has two",
                    "remove `event` or `event_file`",
                );
                None
            }
            (None, None) => {
                self.report(
                    start_of(case),
                    "missing key `event`",
                    "write `\"event\": { … }` or `\"event_file\": \"PATH\"`",
                );
                None
            }
            (None, Some(file)) => self.string(file).map(CaseEvent::File),
            (Some(Member { value, .. }), None) if matches!(value.kind, ValueKind::Object(_)) => {
                let text = &self.text[value.span.start..value.span.end];
                // Comments and trailing commas are not part of the event.
                let is_json = validate(text.as_bytes()).is_ok();
                Some(CaseEvent::Text(if is_json { text.to_owned() } else { value.to_json() }))
            }
            (Some(Member { value, .. }), None) => {
                let message = format!("expected an object for `event`, found {}", value.kind.described());
                self.report(value.span, message, "to read the event from a file, write `\"event_file\": \"PATH\"`");
                None
            }
        }
    }

    fn names(&mut self, Member { key, value, .. }: &Member) -> Option<NameList> {
        let help = "write the names of rules, as in `[\"order_failed\"]`";
        let ValueKind::Array(elements) = &value.kind else {
            self.report(value.span, format!("expected a list for `{key}`, found {}", value.kind.described()), help);
            return None;
        };
        let mut names: Vec<(String, Span)> = Vec::new();
        for element in elements {
            let ValueKind::String(text) = &element.kind else {
                let message = format!("expected the name of a rule, found {}", element.kind.described());
                self.report(element.span, message, help);
                continue;
            };
            let name = text.to_string();
            if names.iter().any(|(earlier, _)| *earlier == name) {
                self.report(element.span, format!("`{name}` is listed twice"), "remove one of them");
            }
            names.push((name, self.in_file(element.span)));
        }
        Some(NameList { span: self.in_file(value.span), names })
    }

    fn string(&mut self, Member { key, value, .. }: &Member) -> Option<String> {
        if let ValueKind::String(text) = &value.kind {
            return Some(text.to_string());
        }
        let message = format!("expected a string for `{key}`, found {}", value.kind.described());
        self.report(value.span, message, "write the value in double quotes");
        None
    }

    /// Reports an error, given a span in the text from which the case is read.
    fn report(&mut self, span: Span, message: impl Into<String>, help: impl Into<String>) {
        let span = self.in_file(span);
        self.push(Diagnostic::error(span, message).with_help(help));
    }

    fn push(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    fn in_file(&self, span: Span) -> Span {
        shifted(span, self.offset)
    }
}

/// Returns the span in a file, given the offset of the text that it refers to.
pub(super) fn shifted(span: Span, offset: usize) -> Span {
    Span::new(span.start + offset, span.end + offset)
}

/// Returns the span of the first character of a value that is not a string.
fn start_of(span: Span) -> Span {
    Span::new(span.start, span.start + 1)
}
