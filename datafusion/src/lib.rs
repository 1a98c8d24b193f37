#![doc = include_str!("../README.md")]

mod column;
mod compiled;
mod function;
mod options;
mod prepare;

pub use options::{InvalidEvents, Options};

use datafusion::common::Result;
use datafusion::execution::FunctionRegistry as _;
use datafusion::logical_expr::ScalarUDF;
use datafusion::prelude::SessionContext;
use event_pattern::RuleSet;
use function::{EventFunction, Kind, Shared};
use prepare::PrepareCalls;
use std::sync::Arc;

/// Adds the functions, their [`Options`] and the optimizer rule to a session.
///
/// # Errors
///
/// Returns an error if the session does not accept functions.
pub fn register(ctx: &SessionContext) -> Result<()> {
    EventFunctions::new().register(ctx)
}

/// The functions, with a set of rules.
///
/// ```
/// use datafusion::prelude::SessionContext;
/// use event_pattern::RuleSet;
/// use event_pattern_datafusion::EventFunctions;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let rules = RuleSet::builder()
///     .add("late", r#"{ "state": ["LATE"] }"#)?
///     .add("delayed", r#"{ "minutes": [{ "numeric": [">", 60] }] }"#)?
///     .build();
/// let ctx = SessionContext::new();
/// EventFunctions::new().with_rules(rules).register(&ctx)?;
///
/// let rules = ctx.sql(r#"SELECT event_rules('{ "state": "LATE", "minutes": 90 }')"#).await?;
/// assert!(rules.to_string().await?.contains("[late, delayed]"));
/// # Ok(())
/// # }
/// ```
#[derive(Default)]
pub struct EventFunctions {
    shared: Shared,
}

impl EventFunctions {
    /// Returns the functions without rules. `event_rules` then requires the rules as an argument.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Uses these rules for `event_rules(event)`. As with rules in a query, the query fails if one of them is almost
    /// certainly wrong, unless the option `check_patterns` is false.
    #[must_use]
    pub fn with_rules(mut self, rules: RuleSet) -> Self {
        self.shared.rules = Some(Arc::new(rules));
        self
    }

    /// Adds the functions, their [`Options`] and the optimizer rule to a session. Options that the session already has
    /// keep their values.
    ///
    /// # Errors
    ///
    /// Returns an error if the session does not accept functions.
    pub fn register(self, ctx: &SessionContext) -> Result<()> {
        let shared = Arc::new(self.shared);
        let state = ctx.state_ref();
        let mut state = state.write();
        for kind in Kind::ALL {
            state.register_udf(Arc::new(ScalarUDF::new_from_impl(EventFunction::new(kind, Arc::clone(&shared)))))?;
        }
        let extensions = &mut state.config_mut().options_mut().extensions;
        if extensions.get::<Options>().is_none() {
            extensions.insert(Options::default());
        }
        // The rule must be the first one, because others remove columns that the query does not name.
        let others = state.optimizers().to_vec();
        drop(state);
        for rule in &others {
            ctx.remove_optimizer_rule(rule.name());
        }
        ctx.add_optimizer_rule(Arc::new(PrepareCalls));
        for rule in others.into_iter().filter(|rule| rule.name() != PrepareCalls::NAME) {
            ctx.add_optimizer_rule(rule);
        }
        Ok(())
    }
}

impl std::fmt::Debug for EventFunctions {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("EventFunctions").field("rules", &self.shared.rules).finish()
    }
}
