//! The trait that rules implement.

use crate::__private::Seal;
use crate::EventError;
#[cfg(feature = "explain")]
use crate::Explanation;

/// A rule as a type, for generic code.
///
/// [`event_pattern!`](https://docs.rs/event-pattern/latest/event_pattern/macro.event_pattern.html) implements this
/// trait for a type that has the name of the rule. Other code cannot implement the trait. A generic function can take
/// the type or a value of the type:
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
/// [`FUNCTION`](Self::FUNCTION) matches an event that is already deserialized:
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
#[diagnostic::on_unimplemented(message = "`{Self}` is not a rule", note = "rules are declared with `event_pattern!`")]
pub trait Rule: Copy + Send + Sync + 'static {
    /// The name of the rule.
    const NAME: &'static str;

    /// The pattern, as JSON text.
    const PATTERN: &'static str;

    /// The pre-filter as JSON text: the pattern to deploy to Amazon EventBridge in front of the rule. The pre-filter
    /// matches every event that the rule matches.
    const PREFILTER: &'static str;

    /// The type of the rule's function, such as `fn(&Event<TaskStateChange>) -> bool`. The type is `()` if the function
    /// has type parameters or bounds.
    type Function: Copy + Send + Sync + 'static;

    /// The rule's function, or `()` if the function has type parameters or bounds.
    const FUNCTION: Self::Function;

    #[doc(hidden)]
    const SEAL: Seal;

    /// Returns `true` if the rule matches an event that is given as JSON text.
    ///
    /// # Errors
    ///
    /// Returns an error if the bytes are not a JSON object, or if the event repeats keys so often that evaluation would
    /// take too long. Bytes that do not affect the result are not necessarily validated.
    fn matches_json(json: &[u8]) -> Result<bool, EventError>;

    /// Explains why the rule matches an event, or why it does not. The event is given as JSON text.
    ///
    /// # Errors
    ///
    /// Returns an error if the bytes are not a JSON object.
    #[cfg(feature = "explain")]
    fn explain(json: &[u8]) -> Result<Explanation, EventError> {
        crate::__private::explain_rule(Self::PATTERN, json, Self::matches_json)
    }
}
