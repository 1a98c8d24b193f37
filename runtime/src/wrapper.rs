//! Types for details that are not objects with known fields.

/// Declares a struct that contains a single value and dereferences to it, for the detail of an event of which nothing is
/// known, or whose keys are not known.
///
/// Generated code uses this macro in modules that may contain any name, so the macro uses only absolute paths.
#[doc(hidden)]
#[macro_export]
macro_rules! __wrapper {
    (
        $(#[$attribute:meta])*
        pub struct $name:ident $(<$lifetime:lifetime>)? ($type:ty);
    ) => {
        $(#[$attribute])*
        #[derive(
            ::core::fmt::Debug, ::core::clone::Clone, ::core::cmp::PartialEq, ::core::default::Default,
        )]
        pub struct $name $(<$lifetime>)? (
            /// The detail.
            pub $type,
        );

        impl $(<$lifetime>)? $name $(<$lifetime>)? {
            /// Converts the value into one that borrows nothing, by copying all strings that borrow from the JSON
            /// input.
            #[inline]
            #[must_use]
            pub fn into_owned(self) -> $crate::__private::static_type!($name $($lifetime)?) {
                $name($crate::IntoOwned::into_owned(self.0))
            }
        }

        impl $(<$lifetime>)? $crate::IntoOwned for $name $(<$lifetime>)? {
            type Owned = $crate::__private::static_type!($name $($lifetime)?);

            #[inline]
            fn into_owned(self) -> Self::Owned {
                $name::into_owned(self)
            }
        }

        impl $(<$lifetime>)? ::core::ops::Deref for $name $(<$lifetime>)? {
            type Target = $type;

            #[inline]
            fn deref(&self) -> &Self::Target {
                &self.0
            }
        }

        impl $(<$lifetime>)? ::core::ops::DerefMut for $name $(<$lifetime>)? {
            #[inline]
            fn deref_mut(&mut self) -> &mut Self::Target {
                &mut self.0
            }
        }

        impl $(<$lifetime>)? ::core::convert::From<$type> for $name $(<$lifetime>)? {
            #[inline]
            fn from(value: $type) -> Self {
                Self(value)
            }
        }

        const _: () = {
            use $crate::__private::{record as __record, serde_core as __serde};

            impl<'de $(: $lifetime, $lifetime)?> __serde::Deserialize<'de> for $name $(<$lifetime>)? {
                fn deserialize<D: __serde::Deserializer<'de>>(
                    deserializer: D,
                ) -> ::core::result::Result<Self, D::Error> {
                    ::core::result::Result::map(__record::ReadField::read(deserializer), Self)
                }
            }

            impl $(<$lifetime>)? __serde::Serialize for $name $(<$lifetime>)? {
                fn serialize<S: __serde::Serializer>(
                    &self,
                    serializer: S,
                ) -> ::core::result::Result<S::Ok, S::Error> {
                    __serde::Serialize::serialize(&self.0, serializer)
                }
            }
        };
    };
}
