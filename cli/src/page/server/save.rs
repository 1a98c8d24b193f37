//! Saves an edited text in the file that it comes from.

use super::changes::Current;
use crate::atomic_file;
use crate::page::spans::text_of_page;
use hyper::StatusCode;
use serde::Deserialize;
use std::fs;
use std::path::Path;

/// An edited text to save.
#[derive(Deserialize)]
pub(super) struct Edit {
    kind: Kind,
    /// The index of the rule or the event in a revision.
    index: usize,
    revision: u64,
    text: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Rule,
    Event,
}

/// Saves a text, unless its file changed since it was read.
///
/// # Errors
/// Returns the status and the message of the answer if the text is not saved.
pub(super) fn save(current: &Current, edit: &Edit) -> Result<(), (StatusCode, String)> {
    if edit.revision != current.revision {
        return Err((StatusCode::CONFLICT, "a file changed; look at the change before you save".to_owned()));
    }
    let (path, old) = file(current, edit)?;
    let name = path.display();
    let unwritable = |error| (StatusCode::INTERNAL_SERVER_ERROR, format!("`{name}` cannot be written: {error}"));
    if fs::read(path).map_err(unwritable)? != old.as_bytes() {
        return Err((StatusCode::CONFLICT, format!("`{name}` changed; look at the change before you save")));
    }
    let text = text_of_page(&edit.text);
    let text = if old.contains("\r\n") { text.replace('\n', "\r\n") } else { text };
    atomic_file::write(path, &text).map_err(unwritable)
}

/// Returns the file, and its text when it was read.
fn file<'c>(current: &'c Current, edit: &Edit) -> Result<(&'c Path, &'c str), (StatusCode, String)> {
    let refuse = |message: &str| (StatusCode::UNPROCESSABLE_ENTITY, message.to_owned());
    match edit.kind {
        Kind::Rule => {
            let rule = current.snapshot.rules.get(edit.index).ok_or_else(|| refuse("there is no such rule"))?;
            let path = rule.saved_in.as_deref();
            let message = "the rule is a part of its file, so it cannot be saved here; copy it to the template";
            Ok((path.ok_or_else(|| refuse(message))?, &rule.text))
        }
        Kind::Event => {
            let event = current.snapshot.events.get(edit.index).ok_or_else(|| refuse("there is no such event"))?;
            let path = event.saved_in();
            let message = "the event is a part of its file, so it cannot be saved here; write it to a file of its own";
            Ok((path.ok_or_else(|| refuse(message))?, &event.text))
        }
    }
}
