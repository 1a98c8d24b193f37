//! What a single rule is to the code that works with any of them.

use crate::__private::EventType;
use crate::EventError;
#[cfg(feature = "explain")]
use crate::Explanation;

/// A rule as a type, to pass it to a function.
///
/// Only [`event_pattern!`](https://docs.rs/event-pattern/latest/event_pattern/macro.event_pattern.html) implements it, for a type with the name of the rule. A function takes the type, or
/// a value of it:
///
/// ```
/// use event_pattern::{EventError, Rule, event_pattern};
///
/// event_pattern! {
///     fn large_order(json: &[u8]) -> Result<bool, EventError> {
///         "detail-type": ["Order Placed"], "detail": { "total": [{ "numeric": [">", 100] }] }
///     }
///     fn first_order(json: &[u8]) -> Result<bool, EventError> {
///         "detail-type": ["Order Placed"], "detail": { "ordinal": [1] }
///     }
/// }
///
/// #[derive(Default)]
/// struct Routes(Vec<(&'static str, fn(&[u8]) -> Result<bool, EventError>)>);
///
/// impl Routes {
///     fn register<R: Rule>(mut self) -> Self {
///         self.0.push((R::NAME, R::matches_json));
///         self
///     }
///
///     fn and(self, rule: impl Rule) -> Self {
///         fn of<R: Rule>(routes: Routes, _: R) -> Routes {
///             routes.register::<R>()
///         }
///         of(self, rule)
///     }
/// }
///
/// let routes = Routes::default().register::<large_order>().and(first_order {});
/// let names = routes.0.iter().map(|(name, _)| *name).collect::<Vec<_>>();
/// assert_eq!(names, ["large_order", "first_order"]);
/// ```
///
/// With the type of its function, a rule decides events that are deserialized already:
///
/// ```
/// use event_pattern::{Event, Rule, ecs::TaskStateChange, event_pattern};
///
/// event_pattern! {
///     fn stopped(event: &Event<TaskStateChange>) -> bool { "detail": { "lastStatus": ["STOPPED"] } }
/// }
///
/// fn report<R: Rule<Function = fn(&Event<TaskStateChange>) -> bool>>(event: &Event<TaskStateChange>) -> Option<&'static str> {
///     (R::FUNCTION)(event).then_some(R::NAME)
/// }
///
/// let mut event = Event::new(TaskStateChange::default());
/// event.detail.last_status = "STOPPED".into();
/// assert_eq!(report::<stopped>(&event), Some("stopped"));
/// ```
#[diagnostic::on_unimplemented(message = "`{Self}` is not a rule", note = "only `event_pattern!` makes a rule")]
pub trait Rule: Copy + Send + Sync + 'static {
    /// The name of the rule.
    const NAME: &'static str;

    /// The pattern, as JSON text.
    const PATTERN: &'static str;

    /// The pattern to deploy to Amazon EventBridge in front of the rule, as JSON text: it loses no event that the rule matches.
    const PREFILTER: &'static str;

    /// The type of the rule's function, such as `fn(&Event<TaskStateChange>) -> bool`. It is `()` for a function with type parameters
    /// or bounds.
    type Function: Copy + Send + Sync + 'static;

    /// The rule's function.
    const FUNCTION: Self::Function;

    #[doc(hidden)]
    const EVENT_TYPE: EventType;

    /// Whether the rule matches an event, given as its JSON text.
    ///
    /// # Errors
    /// The bytes are not a JSON object, and that was found before the answer was certain.
    fn matches_json(json: &[u8]) -> Result<bool, EventError>;

    /// Why the rule matches an event, given as its JSON text, or why it does not.
    ///
    /// # Errors
    /// The bytes are not a JSON object.
    #[cfg(feature = "explain")]
    fn explain(json: &[u8]) -> Result<Explanation, EventError> {
        crate::__private::explain_rule(Self::PATTERN, Self::EVENT_TYPE.0, json, Self::matches_json)
    }
}
