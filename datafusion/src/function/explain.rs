//! `event_explain(event, pattern)`

use super::arguments::Arguments;
use crate::compiled::Cache;
use datafusion::arrow::array::{ArrayRef, StringBuilder};
use datafusion::common::Result;
use event_pattern::{Explanation, Pattern};
use std::sync::Arc;

pub(super) fn invoke(arguments: &Arguments, patterns: &Cache<Pattern>) -> Result<ArrayRef> {
    let mut results = StringBuilder::new();
    arguments.each_with_pattern(patterns, |row| {
        let explanation = row.map(|(pattern, event)| pattern.explain(event)).transpose()?;
        results.append_option(explanation.as_ref().map(Explanation::summary));
        Ok(())
    })?;
    Ok(Arc::new(results.finish()))
}
