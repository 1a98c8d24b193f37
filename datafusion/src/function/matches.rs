//! `event_matches(event, pattern)`

use super::arguments::Arguments;
use crate::compiled::Cache;
use datafusion::arrow::array::{ArrayRef, BooleanBuilder};
use datafusion::common::Result;
use event_pattern::Pattern;
use std::sync::Arc;

pub(super) fn invoke(arguments: &Arguments, patterns: &Cache<Pattern>) -> Result<ArrayRef> {
    let mut results = BooleanBuilder::with_capacity(arguments.rows);
    arguments.each_with_pattern(patterns, |row| {
        let matches = row.map(|(pattern, event)| pattern.matches_json(event)).transpose()?;
        results.append_option(matches);
        Ok(())
    })?;
    Ok(Arc::new(results.finish()))
}
