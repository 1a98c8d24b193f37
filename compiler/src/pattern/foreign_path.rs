//! Recognizes paths in the syntax of other languages: `JSONPath`, indices of arrays, and JSON pointers.

/// A path in the syntax of another language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ForeignPath {
    /// What patterns do not have, in the plural.
    pub(crate) syntax: &'static str,
    /// The path with dots between the steps.
    pub(crate) steps: Vec<String>,
}

/// Returns the path if it uses the syntax of another language. A path with slashes is one only if it starts with
/// `detail`, because the names of fields can contain slashes.
pub(crate) fn recognize(path: &str) -> Option<ForeignPath> {
    let inner = path.strip_prefix("$.").or_else(|| path.strip_prefix("$["));
    let pointer = path.trim_start_matches(['#', '/']);
    let (syntax, plain) = if let Some(inner) = inner {
        ("JSONPath", inner.to_owned())
    } else if pointer.starts_with("detail/") {
        ("slashes between the steps of a path", pointer.replace('/', "."))
    } else if has_index(path) || path.split('.').any(|step| step == "*") && path != "*" {
        ("indices of arrays", path.to_owned())
    } else {
        return None;
    };
    let is_index = |step: &str| step.bytes().all(|byte| byte.is_ascii_digit()) || matches!(step, "*" | "?" | "@");
    let names = plain.split(['.', '[', ']']).map(|step| step.trim_matches(['\'', '"']));
    let steps: Vec<String> = names.filter(|step| !is_index(step)).map(str::to_owned).collect();
    (!steps.is_empty()).then_some(ForeignPath { syntax, steps })
}

/// Whether a path has a step with an index in brackets, such as `[0]`, `[*]` or `[]`, or with a name in quotes.
fn has_index(path: &str) -> bool {
    path.split('[').skip(1).any(|after| {
        after.split_once(']').is_some_and(|(index, rest)| {
            let is_end = rest.is_empty() || rest.starts_with(['.', '[']);
            let is_index = index.bytes().all(|byte| byte.is_ascii_digit()) || index == "*";
            is_end && (is_index || index.starts_with(['\'', '"']))
        })
    })
}

impl ForeignPath {
    /// Returns the path with dots between the steps.
    pub(crate) fn dotted(&self) -> String {
        self.steps.join(".")
    }

    /// Returns the nested members of a pattern that lead to a value, such as `"detail": { "lastStatus": […] }`.
    pub(crate) fn nested(&self, value: &str) -> String {
        let (last, outer) = match self.steps.split_last() {
            Some((last, outer)) => (format!("\"{last}\": {value}"), outer),
            None => (value.to_owned(), &[][..]),
        };
        outer.iter().rev().fold(last, |inner, step| format!("\"{step}\": {{ {inner} }}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_of_other_languages_are_recognized() {
        for (path, dotted) in [
            ("$.detail.lastStatus", "detail.lastStatus"),
            ("$.detail.containers[0].exitCode", "detail.containers.exitCode"),
            ("$['detail']['lastStatus']", "detail.lastStatus"),
            ("$..exitCode", "exitCode"),
            ("containers[0].exitCode", "containers.exitCode"),
            ("containers[*]", "containers"),
            ("containers[].name", "containers.name"),
            ("containers[12]", "containers"),
            ("a[0][1].b", "a.b"),
            ("containers.*.exitCode", "containers.exitCode"),
            ("detail/lastStatus", "detail.lastStatus"),
            ("/detail/containers/0/exitCode", "detail.containers.exitCode"),
            ("#/detail/group", "detail.group"),
        ] {
            assert_eq!(recognize(path).map(|path| path.dotted()).as_deref(), Some(dotted), "{path}");
        }
        for plain in [
            "detail.lastStatus",
            "$or",
            "$",
            "$.",
            "a[b]",
            "a[0]b",
            "[x",
            "aws:cloudformation/stack",
            "/api/detail",
            "*",
            "s3:*",
            "details/x",
            "0",
            "tag.0",
            "a]0[",
        ] {
            assert_eq!(recognize(plain), None, "{plain}");
        }
        assert_eq!(recognize("$.a.b.c").unwrap().nested("[…]"), "\"a\": { \"b\": { \"c\": […] } }");
    }
}
