//! Enums for strings that have a closed set of values, which means that AWS lists all possible values.
//!
//! Each enum has a variant for every known value, and an [`Other`](TaskStatus::Other) variant, which holds any other
//! value unchanged.

mod action;
mod container_instance;
mod task;

pub use self::action::{DaemonDeploymentEventName, DeploymentEventName, EventType, FailureType, ServiceEventName};
pub use self::container_instance::{
    AgentUpdateStatus, HealthCheckStatus, HealthCheckType, InstanceStatus, ResourceType,
};
pub use self::task::{
    AttachmentStatus, Connectivity, HealthStatus, LaunchType, StopCode, TaskStatus, TransportProtocol,
};

/// Declares an enum for a closed set, with its conversions, comparisons and serde implementations.
///
/// Two values are equal if their strings are equal, so `Other("STOPPED")` equals `Stopped`.
macro_rules! closed_set {
    (
        $(#[$documentation:meta])*
        $name:ident { $($(#[$variant_documentation:meta])* $variant:ident = $text:literal,)+ }
    ) => {
        $(#[$documentation])*
        #[derive(Debug, Clone)]
        #[non_exhaustive]
        pub enum $name<'a> {
            $($(#[$variant_documentation])* #[doc = concat!("\n\nIn JSON: `\"", $text, "\"`.")] $variant,)+
            /// Any other value, such as one that AWS added after this version of the crate was released.
            Other(::alloc::borrow::Cow<'a, str>),
        }

        impl $name<'_> {
            /// All known values, as they appear in events.
            pub const VALUES: &'static [&'static str] = &[$($text),+];

            /// Returns the value as it appears in events.
            #[inline]
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $text,)+
                    Self::Other(text) => text,
                }
            }
        }

        impl<'a> From<&'a str> for $name<'a> {
            #[inline]
            fn from(text: &'a str) -> Self {
                Self::from(::alloc::borrow::Cow::Borrowed(text))
            }
        }

        impl<'a> From<::alloc::borrow::Cow<'a, str>> for $name<'a> {
            #[inline]
            fn from(text: ::alloc::borrow::Cow<'a, str>) -> Self {
                match &*text {
                    $($text => Self::$variant,)+
                    _ => Self::Other(text),
                }
            }
        }

        impl AsRef<str> for $name<'_> {
            #[inline]
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl $name<'_> {
            /// Converts the value into one that borrows nothing, by copying the string in [`Other`](Self::Other) if it
            /// borrows from the JSON input.
            #[inline]
            #[must_use]
            pub fn into_owned(self) -> $name<'static> {
                match self {
                    $(Self::$variant => $name::$variant,)+
                    Self::Other(text) => $name::Other($crate::IntoOwned::into_owned(text)),
                }
            }
        }

        impl $crate::IntoOwned for $name<'_> {
            type Owned = $name<'static>;

            #[inline]
            fn into_owned(self) -> $name<'static> {
                $name::into_owned(self)
            }
        }

        impl $crate::Text for $name<'_> {}

        impl ::core::fmt::Display for $name<'_> {
            #[inline]
            fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                formatter.pad(self.as_str())
            }
        }

        impl PartialEq for $name<'_> {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                self.as_str() == other.as_str()
            }
        }

        impl Eq for $name<'_> {}

        impl ::core::hash::Hash for $name<'_> {
            #[inline]
            fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
                self.as_str().hash(state);
            }
        }

        impl PartialEq<str> for $name<'_> {
            #[inline]
            fn eq(&self, other: &str) -> bool {
                self.as_str() == other
            }
        }

        impl PartialEq<&str> for $name<'_> {
            #[inline]
            fn eq(&self, other: &&str) -> bool {
                self.as_str() == *other
            }
        }

        impl Default for $name<'_> {
            #[inline]
            fn default() -> Self {
                Self::Other(::alloc::borrow::Cow::Borrowed(""))
            }
        }

        impl ::serde_core::Serialize for $name<'_> {
            #[inline]
            fn serialize<S: ::serde_core::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de: 'a, 'a> $crate::read::ReadField<'de> for $name<'a> {
            #[inline]
            fn read<D: ::serde_core::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                <::alloc::borrow::Cow<'a, str> as $crate::read::ReadField>::read(deserializer).map(Self::from)
            }
        }

        impl<'de: 'a, 'a> ::serde_core::Deserialize<'de> for $name<'a> {
            #[inline]
            fn deserialize<D: ::serde_core::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::read::ReadField::read(deserializer)
            }
        }
    };
}

use closed_set;
