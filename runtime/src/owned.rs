//! Events and details that outlive the JSON text that they were read from.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;
use core::ops::{Deref, DerefMut};

use serde_core::{Deserialize, Deserializer, Serialize, Serializer};

use crate::{Event, List, Optional};

/// A value that can be kept after the JSON text that it was read from is gone.
///
/// All types of [`ecs`](crate::ecs) implement it, and [`Event::into_owned`] requires it of the detail. Texts that borrow from
/// the JSON text are copied; everything else moves.
///
/// ```
/// use event_pattern::IntoOwned;
///
/// struct OrderPlaced<'a> {
///     order: &'a str,
/// }
///
/// impl IntoOwned for OrderPlaced<'_> {
///     type Owned = String;
///
///     fn into_owned(self) -> String {
///         self.order.to_owned()
///     }
/// }
///
/// assert_eq!(OrderPlaced { order: "o-1" }.into_owned(), "o-1");
/// ```
pub trait IntoOwned {
    /// The type that borrows nothing; often the same type with the lifetime `'static`.
    type Owned: 'static;

    /// Copies what is borrowed.
    fn into_owned(self) -> Self::Owned;
}

impl IntoOwned for Cow<'_, str> {
    type Owned = Cow<'static, str>;

    fn into_owned(self) -> Cow<'static, str> {
        Cow::Owned(self.into_owned())
    }
}

impl<T: IntoOwned> IntoOwned for Optional<T> {
    type Owned = Optional<T::Owned>;

    fn into_owned(self) -> Self::Owned {
        self.map(T::into_owned)
    }
}

impl<T: IntoOwned> IntoOwned for List<T> {
    type Owned = List<T::Owned>;

    fn into_owned(self) -> Self::Owned {
        Vec::from(self).into_owned().into()
    }
}

impl<T: IntoOwned> IntoOwned for Option<T> {
    type Owned = Option<T::Owned>;

    fn into_owned(self) -> Self::Owned {
        self.map(T::into_owned)
    }
}

impl<T: IntoOwned> IntoOwned for Vec<T> {
    type Owned = Vec<T::Owned>;

    fn into_owned(self) -> Self::Owned {
        // A loop compiles in a fraction of the time that `collect` takes.
        let mut owned = Vec::with_capacity(self.len());
        for element in self {
            owned.push(element.into_owned());
        }
        owned
    }
}

macro_rules! owned_already {
    ($($type:ty),*) => {$(
        impl IntoOwned for $type {
            type Owned = Self;

            #[inline]
            fn into_owned(self) -> Self {
                self
            }
        }
    )*};
}

owned_already!((), bool, i32, i64, u32, u64, f64, String);

/// The detail of an event that borrows nothing, so that [`OwnedEvent`] can read it.
///
/// The details of [`ecs`](crate::ecs) with the lifetime `'static` implement it. A type of your own that borrows nothing implements it with
/// `type Borrowed<'a> = Self`.
pub trait OwnedDetail: Sized + 'static {
    /// The same type, as it is read from a JSON text that lives for `'a`.
    type Borrowed<'a>: Deserialize<'a> + IntoOwned<Owned = Self>;
}

/// An [`Event`] that borrows nothing, and can be deserialized from any input: for functions that take their argument by value, such as
/// the handlers of AWS Lambda.
///
/// Reading it copies every text of the event. Reading an [`Event`] copies nothing, so prefer it where the JSON text is at hand.
///
/// ```
/// use event_pattern::{Event, OwnedEvent, ecs::TaskStateChange, event_pattern};
/// use serde::de::DeserializeOwned;
///
/// event_pattern! {
///     fn stopped(event: &Event<TaskStateChange>) -> bool {
///         "detail": { "lastStatus": ["STOPPED"] }
///     }
/// }
///
/// /// What AWS Lambda, a queue or an actor requires of its messages.
/// fn call<T: DeserializeOwned + Send + 'static>(handler: fn(T) -> bool, json: &str) -> serde_json::Result<bool> {
///     serde_json::from_str(json).map(handler)
/// }
///
/// # let json = serde_json::to_string(&Event::<TaskStateChange>::default())?;
/// let handler = |event: OwnedEvent<TaskStateChange<'static>>| stopped(&event);
/// assert!(!call(handler, &json)?);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct OwnedEvent<D>(pub Event<'static, D>);

impl<D> Deref for OwnedEvent<D> {
    type Target = Event<'static, D>;

    fn deref(&self) -> &Event<'static, D> {
        &self.0
    }
}

impl<D> DerefMut for OwnedEvent<D> {
    fn deref_mut(&mut self) -> &mut Event<'static, D> {
        &mut self.0
    }
}

impl<D> From<Event<'static, D>> for OwnedEvent<D> {
    fn from(event: Event<'static, D>) -> Self {
        Self(event)
    }
}

impl<D> From<OwnedEvent<D>> for Event<'static, D> {
    fn from(event: OwnedEvent<D>) -> Self {
        event.0
    }
}

impl<D: Serialize> Serialize for OwnedEvent<D> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de, D: OwnedDetail> Deserialize<'de> for OwnedEvent<D> {
    fn deserialize<Source: Deserializer<'de>>(deserializer: Source) -> Result<Self, Source::Error> {
        Event::<D::Borrowed<'de>>::deserialize(deserializer).map(|event| Self(event.into_owned()))
    }
}
