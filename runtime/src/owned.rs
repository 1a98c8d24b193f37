//! Events and details that do not borrow from the JSON input.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;
use core::ops::{Deref, DerefMut};

use serde_core::{Deserialize, Deserializer, Serialize, Serializer};

use crate::{Event, List, Optional};

/// A type that can be converted into a type that does not borrow from the JSON input.
///
/// All types in [`ecs`](crate::ecs) implement this trait, and [`Event::into_owned`] requires that the detail implements
/// it. The conversion copies borrowed strings and moves everything else.
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
    /// The type of the converted value, often the same type with the `'static` lifetime.
    type Owned: 'static;

    /// Converts the value, copying all borrowed strings.
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

/// A detail that borrows nothing, for an [`OwnedEvent`].
///
/// The detail types in [`ecs`](crate::ecs) implement this trait for the `'static` lifetime. If your own type borrows
/// nothing, implement [`IntoOwned`] and this trait:
///
/// ```
/// use event_pattern::{IntoOwned, OwnedDetail, OwnedEvent};
///
/// #[derive(serde::Deserialize)]
/// struct OrderPlaced {
///     total: f64,
/// }
///
/// impl IntoOwned for OrderPlaced {
///     type Owned = Self;
///
///     fn into_owned(self) -> Self {
///         self
///     }
/// }
///
/// impl OwnedDetail for OrderPlaced {
///     type Borrowed<'a> = Self;
/// }
///
/// let json = r#"{
///     "version": "0", "id": "", "detail-type": "Order Placed", "source": "shop.orders", "account": "",
///     "time": "", "region": "", "resources": [], "detail": { "total": 99.5 }
/// }"#;
/// let event: OwnedEvent<OrderPlaced> = serde_json::from_str(json)?;
/// assert_eq!(event.detail.total, 99.5);
/// # Ok::<(), serde_json::Error>(())
/// ```
pub trait OwnedDetail: Sized + 'static {
    /// The detail type with the `'a` lifetime, whose values may borrow from the JSON input.
    type Borrowed<'a>: Deserialize<'a> + IntoOwned<Owned = Self>;
}

/// An [`Event`] that borrows nothing, for functions whose argument must implement `DeserializeOwned`, such as AWS
/// Lambda handlers.
///
/// Deserialization copies every string of the event. By contrast, an [`Event`] borrows strings that contain no escape
/// sequences. Prefer an [`Event`] if the JSON input lives long enough.
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
/// /// Has the same bounds as the argument of a handler in `lambda_runtime`.
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
