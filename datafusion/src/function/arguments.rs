//! The arguments of a call for a batch of rows.

use crate::column::Column;
use crate::compiled::Cache;
use crate::options::{InvalidEvents, Options};
use datafusion::arrow::array::ArrayRef;
use datafusion::common::{DataFusionError, Result, exec_datafusion_err, internal_err};
use datafusion::logical_expr::{ColumnarValue, ScalarFunctionArgs};
use event_pattern::{EventError, Pattern};
use std::sync::Arc;

/// Maximum length of an event in a message. A longer event is cut.
const MAX_SHOWN_BYTES: usize = 200;

/// The arguments of a call for a batch of rows.
pub(super) struct Arguments {
    function: &'static str,
    events: ArrayRef,
    /// The second argument. `None` if the call does not have it.
    text: Option<ColumnarValue>,
    /// Whether all arguments are constants. There is one row then.
    pub(super) are_constant: bool,
    pub(super) rows: usize,
    invalid_events: InvalidEvents,
}

/// The second argument, which is the text of a pattern or of a set of rules.
pub(super) enum Text<'a> {
    Absent,
    Null,
    Constant(&'a str),
    Column(&'a ArrayRef),
}

impl Arguments {
    pub(super) fn new(function: &'static str, args: &ScalarFunctionArgs) -> Result<Self> {
        let [events, text @ ..] = &*args.args else { return internal_err!("{function}: no arguments") };
        let are_constant = args.args.iter().all(|argument| matches!(argument, ColumnarValue::Scalar(_)));
        let rows = if are_constant { 1 } else { args.number_rows };
        Ok(Self {
            function,
            events: events.to_array(rows)?,
            text: text.first().cloned(),
            are_constant,
            rows,
            invalid_events: Options::of(&args.config_options).invalid_events,
        })
    }

    pub(super) fn text(&self) -> Text<'_> {
        match &self.text {
            None => Text::Absent,
            Some(ColumnarValue::Array(column)) => Text::Column(column),
            Some(ColumnarValue::Scalar(constant)) => match constant.try_as_str() {
                Some(Some(text)) => Text::Constant(text),
                _ => Text::Null,
            },
        }
    }

    /// Calls `evaluate` with the compiled pattern and the event of each row, or with `None` if one of them is NULL.
    /// `evaluate` must have no effect if it returns an error.
    pub(super) fn each_with_pattern(
        &self,
        cache: &Cache<Pattern>,
        mut evaluate: impl FnMut(Option<(&Pattern, &[u8])>) -> Result<(), EventError>,
    ) -> Result<()> {
        let patterns = match self.text() {
            Text::Constant(text) => {
                let pattern = cache.get(text)?;
                return self.each(|event| evaluate(event.map(|event| (&*pattern, event))));
            }
            Text::Absent | Text::Null => {
                return (0..self.rows).try_for_each(|_| self.row(None, &mut |_| evaluate(None)));
            }
            Text::Column(patterns) => patterns,
        };
        let (events, patterns) = (Column::new(&self.events)?, Column::new(patterns)?);
        let mut last: Option<(&[u8], Arc<Pattern>)> = None;
        for row in 0..self.rows {
            let (Some(event), Some(text)) = (events.bytes(row), patterns.bytes(row)) else {
                self.row(None, &mut |_| evaluate(None))?;
                continue;
            };
            // Rows in sequence often have the same pattern, for example after a join.
            let compiled = match last.take() {
                Some((same, compiled)) if same == text => compiled,
                _ => cache.get(str::from_utf8(text).map_err(|error| DataFusionError::External(error.into()))?)?,
            };
            self.row(Some(event), &mut |event| evaluate(event.map(|event| (&*compiled, event))))?;
            last = Some((text, compiled));
        }
        Ok(())
    }

    /// Calls `evaluate` with the event of each row, or with `None` for NULL. `evaluate` must have no effect if it returns
    /// an error.
    pub(super) fn each(&self, mut evaluate: impl FnMut(Option<&[u8]>) -> Result<(), EventError>) -> Result<()> {
        let events = Column::new(&self.events)?;
        (0..self.rows).try_for_each(|row| self.row(events.bytes(row), &mut evaluate))
    }

    #[inline]
    fn row(
        &self,
        event: Option<&[u8]>,
        evaluate: &mut impl FnMut(Option<&[u8]>) -> Result<(), EventError>,
    ) -> Result<()> {
        match (evaluate(event), self.invalid_events) {
            (Ok(()), _) => Ok(()),
            (Err(_), InvalidEvents::Null) => evaluate(None).map_err(|error| self.error(event, error)),
            (Err(error), _) => Err(self.error(event, error)),
        }
    }

    #[cold]
    fn error(&self, event: Option<&[u8]>, error: EventError) -> DataFusionError {
        let event = String::from_utf8_lossy(event.unwrap_or_default());
        let shown = &event[..event.floor_char_boundary(MAX_SHOWN_BYTES)];
        let cut = if shown.len() < event.len() { "…" } else { "" };
        exec_datafusion_err!(
            "{}: {error}, in the event `{shown}{cut}`\n  = help: `SET event_pattern.invalid_events = 'null'` makes the \
             result for such events NULL",
            self.function
        )
    }
}
