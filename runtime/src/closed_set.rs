//! Enums for strings that have a closed set of values.

/// Declares an enum for a closed set, with its conversions, comparisons and serde implementations.
///
/// Two values are equal if their strings are equal, so `Other("STOPPED")` equals `Stopped`.
///
/// Generated code uses this macro in modules that may contain any name, so the macro uses only absolute paths.
#[doc(hidden)]
#[macro_export]
macro_rules! __closed_set {
    (
        $(#[$documentation:meta])*
        $name:ident { $($(#[$variant_documentation:meta])* $variant:ident = $text:literal,)+ }
    ) => {
        $(#[$documentation])*
        #[derive(::core::fmt::Debug, ::core::clone::Clone)]
        #[non_exhaustive]
        pub enum $name<'a> {
            $($(#[$variant_documentation])* #[doc = ::core::concat!("\n\nIn JSON: `\"", $text, "\"`.")] $variant,)+
            /// Any other value, such as one that was added after this type was written.
            Other($crate::__private::Cow<'a, str>),
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

        impl<'a> ::core::convert::From<&'a str> for $name<'a> {
            #[inline]
            fn from(text: &'a str) -> Self {
                Self::from($crate::__private::Cow::Borrowed(text))
            }
        }

        impl<'a> ::core::convert::From<$crate::__private::Cow<'a, str>> for $name<'a> {
            #[inline]
            fn from(text: $crate::__private::Cow<'a, str>) -> Self {
                match &*text {
                    $($text => Self::$variant,)+
                    _ => Self::Other(text),
                }
            }
        }

        impl ::core::convert::AsRef<str> for $name<'_> {
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

        impl ::core::cmp::PartialEq for $name<'_> {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                self.as_str() == other.as_str()
            }
        }

        impl ::core::cmp::Eq for $name<'_> {}

        impl ::core::hash::Hash for $name<'_> {
            #[inline]
            fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
                self.as_str().hash(state);
            }
        }

        impl ::core::cmp::PartialEq<str> for $name<'_> {
            #[inline]
            fn eq(&self, other: &str) -> bool {
                self.as_str() == other
            }
        }

        impl ::core::cmp::PartialEq<&str> for $name<'_> {
            #[inline]
            fn eq(&self, other: &&str) -> bool {
                self.as_str() == *other
            }
        }

        impl ::core::default::Default for $name<'_> {
            #[inline]
            fn default() -> Self {
                Self::Other($crate::__private::Cow::Borrowed(""))
            }
        }

        impl $crate::__private::serde_core::Serialize for $name<'_> {
            #[inline]
            fn serialize<S: $crate::__private::serde_core::Serializer>(&self, serializer: S) -> ::core::result::Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de: 'a, 'a> $crate::__private::record::ReadField<'de> for $name<'a> {
            #[inline]
            fn read<D: $crate::__private::serde_core::Deserializer<'de>>(deserializer: D) -> ::core::result::Result<Self, D::Error> {
                <$crate::__private::Cow<'a, str> as $crate::__private::record::ReadField>::read(deserializer).map(Self::from)
            }
        }

        impl<'de: 'a, 'a> $crate::__private::serde_core::Deserialize<'de> for $name<'a> {
            #[inline]
            fn deserialize<D: $crate::__private::serde_core::Deserializer<'de>>(deserializer: D) -> ::core::result::Result<Self, D::Error> {
                $crate::__private::record::ReadField::read(deserializer)
            }
        }
    };
}
