//! The envelope of an event: the outer fields of every Amazon EventBridge event.

use alloc::borrow::Cow;
use core::fmt;
use core::marker::PhantomData;

use serde_core::de::{Deserialize, Deserializer, Error as _, MapAccess, Visitor};
use serde_core::ser::{Serialize, SerializeStruct as _, Serializer};

use crate::read::FieldSeed;
use crate::record::{RecordInfo, deserialize_fields};
use crate::strict_keys::Strict;
use crate::{IntoOwned, List, Optional};

/// An Amazon EventBridge event with a typed `detail`.
///
/// Every event has these fields, which are described under "AWS service event metadata" in the Amazon EventBridge user
/// guide. Deserialized strings borrow from the JSON input unless they contain escape sequences.
///
/// ```
/// use event_pattern::{Event, ecs::DeploymentStateChange};
///
/// let json = r#"{
///     "version": "0",
///     "id": "ddca6449-b258-46c0-8653-e0e3aEXAMPLE",
///     "detail-type": "ECS Deployment State Change",
///     "source": "aws.ecs",
///     "account": "123456789012",
///     "time": "2020-05-23T12:31:14Z",
///     "region": "eu-west-1",
///     "resources": ["arn:aws:ecs:eu-west-1:123456789012:service/default/web"],
///     "detail": {
///         "eventType": "ERROR",
///         "eventName": "SERVICE_DEPLOYMENT_FAILED",
///         "deploymentId": "ecs-svc/123",
///         "updatedAt": "2020-05-23T11:11:11Z",
///         "reason": "ECS deployment circuit breaker: task failed to start."
///     }
/// }"#;
/// let event: Event<DeploymentStateChange> = serde_json::from_str(json)?;
/// assert_eq!(event.source, "aws.ecs");
/// assert!(event.detail.event_name == "SERVICE_DEPLOYMENT_FAILED");
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// # Creating an event
///
/// [`Event::new`] creates an event from its detail. The detail types in [`ecs`](crate::ecs) implement `Default`, and
/// all fields are public, so tests of rules are short:
///
/// ```
/// use event_pattern::ecs::{Container, TaskStateChange};
/// use event_pattern::{Event, event_pattern};
///
/// event_pattern! {
///     fn run_test_failed(event: &Event<TaskStateChange>) -> bool {
///         "source": ["aws.ecs"],
///         "detail-type": ["ECS Task State Change"],
///         "detail": {
///             "lastStatus": ["STOPPED"],
///             "containers": { "name": ["run-test"], "exitCode": [{ "anything-but": [0] }] }
///         }
///     }
/// }
///
/// let mut event = Event::new(TaskStateChange::default());
/// event.detail.last_status = "STOPPED".into();
/// event.detail.containers = [Container::named("run-test")].into();
/// event.detail.containers[0].exit_code = 1.into();
/// assert!(run_test_failed(&event));
/// ```
///
/// # Owned events
///
/// A deserialized event borrows from the JSON input. To send the event to another thread or store it in a struct,
/// convert it with [`into_owned`](Self::into_owned), or deserialize an [`OwnedEvent`](crate::OwnedEvent).
///
/// # Rejected events
///
/// In an event pattern, a dot separates the keys of nested objects: the key `detail.lastStatus` at the top level is the
/// same field as `lastStatus` inside `detail`. A struct holds one value per field, so deserialization returns an error
/// for an event that contains
///
/// - a known field more than once,
/// - a key that starts with the name of a known field and a dot, or
/// - an array where an object is expected.
///
/// Amazon EventBridge does not send such events.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Event<'a, D> {
    /// The version of the event format. It is `0` in all events so far.
    pub version: Cow<'a, str>,

    /// The unique ID of the event, which is a UUID.
    pub id: Cow<'a, str>,

    /// The type of the event, such as `ECS Task State Change`. The JSON key is `detail-type`.
    pub detail_type: Cow<'a, str>,

    /// The service or application that sent the event, such as `aws.ecs`.
    pub source: Cow<'a, str>,

    /// The 12-digit ID of the AWS account.
    pub account: Cow<'a, str>,

    /// The time of the event in UTC, in RFC 3339 format.
    pub time: Cow<'a, str>,

    /// The AWS Region where the event originated, such as `eu-west-1`.
    pub region: Cow<'a, str>,

    /// The ARNs of the resources that are involved in the event. May be empty.
    pub resources: List<Cow<'a, str>>,

    /// The name of the replay, if the event is replayed from an archive. The JSON key is `replay-name`.
    pub replay_name: Optional<Cow<'a, str>>,

    /// The detail of the event. Its fields depend on the [`detail_type`](Self::detail_type).
    pub detail: D,
}

/// A type for the `detail` of events with a known `source` and `detail-type`.
///
/// The detail types in [`ecs`](crate::ecs) implement this trait. You can also implement the trait for your own type, to
/// create events with [`Event::new`]:
///
/// ```
/// use event_pattern::{Event, EventDetail};
///
/// #[derive(Default)]
/// struct OrderPlaced {
///     total: f64,
/// }
///
/// impl EventDetail for OrderPlaced {
///     const SOURCE: &'static str = "shop.orders";
///     const DETAIL_TYPE: &'static str = "Order Placed";
/// }
///
/// let event = Event::new(OrderPlaced { total: 99.5 });
/// assert_eq!((&*event.source, &*event.detail_type), ("shop.orders", "Order Placed"));
/// ```
pub trait EventDetail {
    /// The `source` of the events, such as `aws.ecs`.
    const SOURCE: &'static str;

    /// The `detail-type` of the events, such as `ECS Task State Change`.
    const DETAIL_TYPE: &'static str;
}

impl<D: EventDetail> Event<'_, D> {
    /// Creates an event with the given detail, and with the `source` and `detail-type` of the detail's type.
    ///
    /// The `version` is `0`. All other fields of the envelope are empty.
    ///
    /// ```
    /// use event_pattern::{Event, ecs::ServiceAction};
    ///
    /// let event = Event::new(ServiceAction::default());
    /// assert_eq!((&*event.source, &*event.detail_type), ("aws.ecs", "ECS Service Action"));
    /// ```
    #[must_use]
    pub fn new(detail: D) -> Self {
        let empty = || Cow::Borrowed("");
        Self {
            version: Cow::Borrowed("0"),
            id: empty(),
            detail_type: Cow::Borrowed(D::DETAIL_TYPE),
            source: Cow::Borrowed(D::SOURCE),
            account: empty(),
            time: empty(),
            region: empty(),
            resources: List::default(),
            replay_name: Optional::Absent,
            detail,
        }
    }
}

/// Calls [`Event::new`] with the default detail.
impl<D: EventDetail + Default> Default for Event<'_, D> {
    fn default() -> Self {
        Self::new(D::default())
    }
}

impl<D: IntoOwned> Event<'_, D> {
    /// Converts the event into one that borrows nothing, by copying all strings that borrow from the JSON input.
    ///
    /// ```
    /// use event_pattern::{Event, ecs::TaskStateChange};
    /// use std::sync::mpsc;
    ///
    /// # let json = serde_json::to_string(&Event::<TaskStateChange>::default())?;
    /// let (sender, receiver) = mpsc::channel::<Event<'static, TaskStateChange<'static>>>();
    /// let thread = std::thread::spawn(move || receiver.iter().count());
    /// let event: Event<TaskStateChange> = serde_json::from_str(&json)?;
    /// sender.send(event.into_owned())?;
    /// drop((json, sender));
    /// assert_eq!(thread.join().unwrap(), 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn into_owned(self) -> Event<'static, D::Owned> {
        Event {
            version: IntoOwned::into_owned(self.version),
            id: IntoOwned::into_owned(self.id),
            detail_type: IntoOwned::into_owned(self.detail_type),
            source: IntoOwned::into_owned(self.source),
            account: IntoOwned::into_owned(self.account),
            time: IntoOwned::into_owned(self.time),
            region: IntoOwned::into_owned(self.region),
            resources: self.resources.into_owned(),
            replay_name: self.replay_name.into_owned(),
            detail: self.detail.into_owned(),
        }
    }
}

impl<D: IntoOwned> IntoOwned for Event<'_, D> {
    type Owned = Event<'static, D::Owned>;

    fn into_owned(self) -> Self::Owned {
        Event::into_owned(self)
    }
}

/// The JSON key of each field.
const FIELDS: &[&str] =
    &["version", "id", "detail-type", "source", "account", "time", "region", "resources", "detail", "replay-name"];

/// Whether each field is required.
const REQUIRED: &[bool] = &[true, true, true, true, true, true, true, true, true, false];

impl<'de: 'a, 'a, D: Deserialize<'de>> Deserialize<'de> for Event<'a, D> {
    fn deserialize<Source: Deserializer<'de>>(deserializer: Source) -> Result<Self, Source::Error> {
        Strict::new(deserializer).deserialize_struct("Event", FIELDS, EventVisitor(PhantomData))
    }
}

struct EventVisitor<'a, D>(PhantomData<Event<'a, D>>);

impl<'de: 'a, 'a, D: Deserialize<'de>> Visitor<'de> for EventVisitor<'a, D> {
    type Value = Event<'a, D>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an Amazon EventBridge event")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Event<'a, D>, A::Error> {
        let mut strings: [Cow<'a, str>; 7] = Default::default();
        let (mut resources, mut replay_name, mut detail) = (List::default(), Optional::Absent, None);
        let field_index = |key: &str| FIELDS.iter().position(|field| *field == key);
        let info = RecordInfo { name: "Event", fields: FIELDS, required: REQUIRED, field_index };
        deserialize_fields(&info, &mut [0], &mut members, |field, values| {
            match FIELDS[field] {
                "resources" => resources = values.next_value_seed(FieldSeed::SEED)?,
                "replay-name" => replay_name = values.next_value_seed(FieldSeed::SEED)?,
                "detail" => detail = Some(values.next_value()?),
                _ => strings[field] = values.next_value_seed(FieldSeed::SEED)?,
            }
            Ok(())
        })?;
        let detail = detail.ok_or_else(|| A::Error::missing_field("detail"))?;
        let [version, id, detail_type, source, account, time, region] = strings;
        Ok(Event { version, id, detail_type, source, account, time, region, resources, replay_name, detail })
    }
}

impl<D: Serialize> Serialize for Event<'_, D> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields =
            serializer.serialize_struct("Event", FIELDS.len() - usize::from(self.replay_name.is_absent()))?;
        fields.serialize_field("version", &self.version)?;
        fields.serialize_field("id", &self.id)?;
        fields.serialize_field("detail-type", &self.detail_type)?;
        fields.serialize_field("source", &self.source)?;
        fields.serialize_field("account", &self.account)?;
        fields.serialize_field("time", &self.time)?;
        fields.serialize_field("region", &self.region)?;
        fields.serialize_field("resources", &self.resources)?;
        fields.serialize_field("detail", &self.detail)?;
        if self.replay_name.is_absent() {
            fields.skip_field("replay-name")?;
        } else {
            fields.serialize_field("replay-name", &self.replay_name)?;
        }
        fields.end()
    }
}
