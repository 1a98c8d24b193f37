//! The optimizer rule, which prepares each call once: it checks constant patterns, and adds predicates on columns to
//! filters.

mod predicate;

use crate::function::{EventFunction, Kind};
use crate::options::Options;
use datafusion::common::tree_node::{Transformed, TreeNode as _};
use datafusion::common::{Column, DFSchema, Result, plan_err};
use datafusion::logical_expr::expr::ScalarFunction;
use datafusion::logical_expr::{BinaryExpr, Cast, Expr, Filter, LogicalPlan, Operator, ScalarUDF};
use datafusion::optimizer::{ApplyOrder, OptimizerConfig, OptimizerRule};
use std::sync::Arc;

/// Prepares the calls of the functions in a plan.
#[derive(Debug)]
pub(crate) struct PrepareCalls;

impl PrepareCalls {
    pub(crate) const NAME: &str = "event_pattern";
}

impl OptimizerRule for PrepareCalls {
    fn name(&self) -> &'static str {
        Self::NAME
    }

    fn apply_order(&self) -> Option<ApplyOrder> {
        Some(ApplyOrder::TopDown)
    }

    fn rewrite(&self, plan: LogicalPlan, config: &dyn OptimizerConfig) -> Result<Transformed<LogicalPlan>> {
        let options = Options::of(&config.options());
        let with_columns = match plan {
            LogicalPlan::Filter(Filter { predicate, input, .. }) if options.use_columns => {
                let predicate = with_columns(predicate, input.schema())?;
                predicate.map_data(|predicate| Ok(LogicalPlan::Filter(Filter::try_new(predicate, input)?)))?
            }
            plan => Transformed::no(plan),
        };
        with_columns
            .transform_data(|plan| plan.map_expressions(|expr| expr.transform_down(|expr| prepare(expr, &options))))
    }
}

/// Checks a call of one of the functions, and marks it as prepared.
fn prepare(expr: Expr, options: &Options) -> Result<Transformed<Expr>> {
    let Expr::ScalarFunction(mut call) = expr else { return Ok(Transformed::no(expr)) };
    let Some(function) = unprepared(&call) else { return Ok(Transformed::no(Expr::ScalarFunction(call))) };
    let text = constant(&call);
    // An argument that is not a constant is not known yet.
    let findings = if text.is_none() && call.args.len() > 1 { None } else { function.findings(text)? };
    if let Some(findings) = findings {
        if findings.has_error && options.check_patterns {
            return plan_err!(
                "the pattern is almost certainly wrong\n{}\n\n  = help: `SET event_pattern.check_patterns = false` makes \
                 this a warning in the log",
                findings.text
            );
        }
        log::warn!("{}", findings.text);
    }
    call.func = Arc::new(ScalarUDF::new_from_impl(function.prepare()));
    Ok(Transformed::yes(Expr::ScalarFunction(call)))
}

/// Adds predicates on columns to the calls of `event_matches` in the predicate of a filter.
///
/// A call becomes `columns AND call`. The result is false instead of NULL if the event is NULL and the columns differ, so
/// only calls are changed where false and NULL mean the same: those that are combined by AND and OR.
fn with_columns(predicate: Expr, schema: &DFSchema) -> Result<Transformed<Expr>> {
    match predicate {
        Expr::BinaryExpr(BinaryExpr { left, op: op @ (Operator::And | Operator::Or), right }) => {
            let (left, right) = (with_columns(*left, schema)?, with_columns(*right, schema)?);
            let binary = BinaryExpr::new(Box::new(left.data), op, Box::new(right.data));
            Ok(Transformed::new_transformed(Expr::BinaryExpr(binary), left.transformed || right.transformed))
        }
        call => match columns_of(&call, schema)? {
            Some(columns) => Ok(Transformed::yes(columns.and(call))),
            None => Ok(Transformed::no(call)),
        },
    }
}

/// Returns the predicate on columns that follows from a call of `event_matches`.
fn columns_of(expr: &Expr, schema: &DFSchema) -> Result<Option<Expr>> {
    let Expr::ScalarFunction(call) = expr else { return Ok(None) };
    let (Some(function), Some(text), Some(event)) = (unprepared(call), constant(call), event_column(call)) else {
        return Ok(None);
    };
    if function.kind != Kind::Matches {
        return Ok(None);
    }
    Ok(predicate::of(&*function.shared.patterns.get(text)?, event, schema))
}

/// Returns the function of a call, unless it is prepared or not one of ours.
fn unprepared(call: &ScalarFunction) -> Option<&EventFunction> {
    call.func.inner().downcast_ref::<EventFunction>().filter(|function| !function.is_prepared())
}

/// Returns the constant text of the second argument.
fn constant(call: &ScalarFunction) -> Option<&str> {
    let Expr::Literal(value, _) = call.args.get(1)? else { return None };
    value.try_as_str()?
}

/// Returns the column in the first argument.
fn event_column(call: &ScalarFunction) -> Option<&Column> {
    let mut event = call.args.first()?;
    while let Expr::Cast(Cast { expr, .. }) = event {
        event = expr;
    }
    event.try_as_col()
}
