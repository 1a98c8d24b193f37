//! Plain predicates on the columns next to an event, which follow from a pattern.

use crate::column::text_type;
use datafusion::arrow::datatypes::DataType;
use datafusion::common::{Column, DFSchema, ExprSchema as _, ScalarValue};
use datafusion::logical_expr::{Expr, lit};
use event_pattern::Pattern;
use serde_json::Value;

/// Fields of an event, with the names of the columns that contain them.
const FIELDS: [(&str, &[&str]); 2] = [("source", &["source"]), ("detail-type", &["detail-type", "detail_type"])];

/// Returns a predicate that holds for each row whose event the pattern matches. `None` if nothing follows from the
/// pattern for the columns next to the event.
pub(super) fn of(pattern: &Pattern, event: &Column, schema: &DFSchema) -> Option<Expr> {
    // The pre-filter matches all events that the pattern matches, and is written in the language of Amazon EventBridge.
    let prefilter = serde_json::from_str(pattern.prefilter()).ok()?;
    of_object(&prefilter, event, schema)
}

fn of_object(pattern: &Value, event: &Column, schema: &DFSchema) -> Option<Expr> {
    let fields = FIELDS.iter().flat_map(|(field, columns)| {
        let alternatives = pattern.get(field).and_then(Value::as_array);
        columns.iter().filter_map(move |column| of_field(alternatives?, column, event, schema))
    });
    let or = pattern.get("$or").and_then(Value::as_array).and_then(|branches| {
        // A branch without a predicate lets through every row.
        let branches: Option<Vec<_>> = branches.iter().map(|branch| of_object(branch, event, schema)).collect();
        branches?.into_iter().reduce(Expr::or)
    });
    fields.chain(or).reduce(Expr::and)
}

/// Returns the predicate on a column that contains a field, given the alternatives for the field.
fn of_field(alternatives: &[Value], column: &str, event: &Column, schema: &DFSchema) -> Option<Expr> {
    let column = Column::new(event.relation.clone(), column);
    let field = schema.field_from_column(&column).ok()?;
    let data_type = field.data_type();
    let text_type = text_type(data_type).filter(|text_type| *text_type != DataType::Null)?;
    let (mut values, mut prefixes) = (Vec::new(), Vec::new());
    for alternative in alternatives {
        match alternative {
            Value::String(value) => values.push(constant(value, data_type)?),
            // Filters on text do not read dictionaries.
            other if *data_type == text_type => prefixes.push(constant(&like(other)?, data_type)?),
            _ => return None,
        }
    }
    let is_value = match values.len() {
        0 => None,
        1 => values.pop().map(|value| Expr::Column(column.clone()).eq(value)),
        _ => Some(Expr::Column(column.clone()).in_list(values, false)),
    };
    let has_prefix = prefixes.into_iter().map(|prefix| Expr::Column(column.clone()).like(prefix));
    // A row without the field says nothing about the event.
    let is_null = field.is_nullable().then(|| Expr::Column(column.clone()).is_null());
    is_value.into_iter().chain(has_prefix).chain(is_null).reduce(Expr::or)
}

/// Returns the LIKE pattern of a content filter that requires a prefix. The LIKE pattern may match more.
fn like(filter: &Value) -> Option<String> {
    let filter = filter.as_object().filter(|filter| filter.len() == 1)?;
    let prefix = match filter.iter().next()? {
        (name, Value::String(prefix)) if name == "prefix" => prefix,
        (name, Value::String(wildcard)) if name == "wildcard" => wildcard.split(['*', '\\']).next()?,
        _ => return None,
    };
    // Characters that are special in LIKE end the prefix, so that nothing depends on how they are escaped.
    let plain = prefix.split(['%', '_', '\\']).next()?;
    (!plain.is_empty()).then(|| format!("{plain}%"))
}

fn constant(value: &str, data_type: &DataType) -> Option<Expr> {
    Some(lit(ScalarValue::from(value).cast_to(data_type).ok()?))
}
