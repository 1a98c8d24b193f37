//! The functions do not allocate for each row.

use crate::support::{FAILED, FALSE_ALARM, TRUE_FAILURE, session};
use datafusion::arrow::array::{ArrayRef, StringViewArray};
use datafusion::arrow::datatypes::Field;
use datafusion::common::ScalarValue;
use datafusion::common::config::ConfigOptions;
use datafusion::execution::FunctionRegistry as _;
use datafusion::logical_expr::{ColumnarValue, ReturnFieldArgs, ScalarFunctionArgs};
use std::sync::Arc;

/// Returns the number of allocations of a call for this number of rows.
fn allocations(function: &str, constant: &str, rows: usize) -> u64 {
    let function = session().udf(function).unwrap();
    let events: ArrayRef =
        Arc::new(StringViewArray::from_iter_values([TRUE_FAILURE, FALSE_ALARM].into_iter().cycle().take(rows)));
    let pattern = ScalarValue::from(constant);
    let field =
        |name: &str, value: &datafusion::arrow::datatypes::DataType| Arc::new(Field::new(name, value.clone(), true));
    let arg_fields = vec![field("event", events.data_type()), field("pattern", &pattern.data_type())];
    let return_field = function
        .return_field_from_args(ReturnFieldArgs { arg_fields: &arg_fields, scalar_arguments: &[None, Some(&pattern)] })
        .unwrap();
    let args = ScalarFunctionArgs {
        args: vec![ColumnarValue::Array(events), ColumnarValue::Scalar(pattern)],
        arg_fields,
        number_rows: rows,
        return_field,
        config_options: Arc::new(ConfigOptions::default()),
    };
    allocation_counter::measure(|| drop(function.invoke_with_args(args).unwrap())).count_total
}

#[test]
fn the_number_of_allocations_does_not_grow_with_the_rows() {
    let rules = format!(r#"{{"any": {{"detail": {{"containers": {{"exitCode": [1]}}}}}}, "run-test": {FAILED}}}"#);
    assert_eq!(allocations("event_matches", FAILED, 100), allocations("event_matches", FAILED, 10_000));
    // The buffers of the names grow, and each time twice as large.
    let (few, many) = (allocations("event_rules", &rules, 100), allocations("event_rules", &rules, 10_000));
    assert!(many <= few + 2 * 7 + 2, "{few} allocations for 100 rows, {many} for 10,000");
}
