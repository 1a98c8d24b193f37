//! `event_rules(event)` and `event_rules(event, rules)`

use super::Shared;
use super::arguments::{Arguments, Text};
use datafusion::arrow::array::{ArrayRef, ListBuilder, StringBuilder, new_null_array};
use datafusion::arrow::datatypes::{DataType, Field};
use datafusion::common::{Result, exec_err, plan_err};
use event_pattern::Matching;
use std::sync::Arc;

/// The type of the results.
pub(super) fn list_type() -> DataType {
    DataType::List(item())
}

fn item() -> Arc<Field> {
    Arc::new(Field::new_list_field(DataType::Utf8, true))
}

pub(super) fn invoke(arguments: &Arguments, shared: &Shared) -> Result<ArrayRef> {
    let rules = match arguments.text() {
        Text::Constant(text) => shared.sets.get(text)?,
        Text::Null => return Ok(new_null_array(&list_type(), arguments.rows)),
        Text::Column(_) => return exec_err!("event_rules: the rules must be a constant, not a column"),
        Text::Absent => match &shared.rules {
            Some(rules) => Arc::clone(rules),
            None => return not_registered(),
        },
    };
    let mut results = ListBuilder::with_capacity(StringBuilder::new(), arguments.rows).with_field(item());
    let mut matching = Matching::default();
    arguments.each(|event| {
        if let Some(event) = event {
            matching = rules.matching_json_reusing(event, std::mem::take(&mut matching))?;
            matching.by_ref().for_each(|name| results.values().append_value(name));
        }
        results.append(event.is_some());
        Ok(())
    })?;
    Ok(Arc::new(results.finish()))
}

pub(super) fn not_registered<T>() -> Result<T> {
    plan_err!(
        "event_rules: no rules are registered\n  = help: pass them as the second argument, or register them with \
         `EventFunctions::with_rules`"
    )
}
