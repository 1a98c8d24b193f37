//! Files in a folder whose names match a pattern with `*`.

use crate::Files;

/// Returns the paths of the files that match a glob pattern such as `rules/*.json`, sorted. `item` is what files of one
/// folder become, for messages.
///
/// # Errors
/// Returns an error if the pattern is invalid, the folder cannot be read, or no file matches.
pub(crate) fn matching_paths(pattern: &str, item: &str, files: &dyn Files) -> Result<Vec<String>, String> {
    let name_pattern = file_name(pattern);
    let folder = &pattern[..pattern.len() - name_pattern.len()];
    if folder.contains('*') {
        return Err(format!(
            "`*` is not allowed in the folder part of `{pattern}`\n= help: use `*` only in the file name, and write one {item} for each folder"
        ));
    }
    let names = files.names(if folder.is_empty() { "." } else { folder.trim_end_matches('/') })?;
    let mut matching: Vec<String> = names.into_iter().filter(|name| matches_glob(name_pattern, name)).collect();
    if matching.is_empty() {
        let folder = if folder.is_empty() { "the crate's folder" } else { &format!("`{folder}`") };
        return Err(format!(
            "no file in {folder} matches `{name_pattern}`\n= help: add a file whose name matches, or correct `{name_pattern}`"
        ));
    }
    matching.sort();
    Ok(matching.into_iter().map(|name| format!("{folder}{name}")).collect())
}

/// Returns the part of a path after the last slash.
pub(crate) fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// Whether a file name matches a glob pattern, where `*` matches any number of characters. As in a shell, `*` does not
/// match a dot at the start of the name.
fn matches_glob(pattern: &str, name: &str) -> bool {
    if name.starts_with('.') && !pattern.starts_with('.') {
        return false;
    }
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or("");
    let Some(last) = parts.next_back() else { return name == pattern };
    let Some(mut rest) = name.strip_prefix(first).and_then(|rest| rest.strip_suffix(last)) else { return false };
    parts.all(|part| match rest.split_once(part) {
        Some((_, after)) => {
            rest = after;
            true
        }
        None => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_matches_any_characters() {
        for (pattern, name, expected) in [
            ("*.json", "a.json", true),
            ("*.json", ".json", false),
            ("*.json", ".hidden.json", false),
            (".*.json", ".hidden.json", true),
            ("*.json", "a.jsonc", false),
            ("*", "a", true),
            ("a*b*c", "abc", true),
            ("a*b*c", "a-b-b-c", true),
            ("a*b*c", "acb", false),
            ("aa*aa", "aaa", false),
            ("a**a", "aa", true),
            ("a.json", "a.json", true),
            ("alert-*.json", "alert-é.json", true),
        ] {
            assert_eq!(matches_glob(pattern, name), expected, "{pattern} {name}");
        }
    }
}
