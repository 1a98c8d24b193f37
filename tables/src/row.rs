//! Rows: values that are encoded in a fixed number of bytes.

/// A value that is encoded in a fixed number of bytes. Numbers are little-endian.
pub trait Row: Copy {
    /// Size in bytes.
    const SIZE: usize;

    /// Reads a value at the offset `at`.
    fn read(bytes: &[u8], at: usize) -> Self;

    /// Writes the value at the offset `at`.
    fn write(self, bytes: &mut [u8], at: usize);
}

macro_rules! numbers {
    ($($number:ty)*) => {$(
        impl Row for $number {
            const SIZE: usize = size_of::<$number>();

            #[inline(always)]
            fn read(bytes: &[u8], at: usize) -> Self {
                let mut number = [0; size_of::<$number>()];
                number.copy_from_slice(&bytes[at..at + size_of::<$number>()]);
                Self::from_le_bytes(number)
            }

            #[inline]
            fn write(self, bytes: &mut [u8], at: usize) {
                bytes[at..at + size_of::<$number>()].copy_from_slice(&self.to_le_bytes());
            }
        }
    )*};
}

numbers!(u8 u16 u32 u64 f64);

impl Row for bool {
    const SIZE: usize = 1;

    #[inline(always)]
    fn read(bytes: &[u8], at: usize) -> Self {
        bytes[at] != 0
    }

    #[inline]
    fn write(self, bytes: &mut [u8], at: usize) {
        bytes[at] = u8::from(self);
    }
}

impl Row for (u8, u8) {
    const SIZE: usize = 2;

    #[inline(always)]
    fn read(bytes: &[u8], at: usize) -> Self {
        (bytes[at], bytes[at + 1])
    }

    #[inline]
    fn write(self, bytes: &mut [u8], at: usize) {
        [bytes[at], bytes[at + 1]] = [self.0, self.1];
    }
}

/// Defines structs that are encoded as their fields, one after another.
macro_rules! rows {
    ($($(#[$meta:meta])* pub struct $name:ident { $($(#[$field_meta:meta])* $field:ident: $type:ty,)+ })+) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq)]
        pub struct $name {
            $($(#[$field_meta])* pub $field: $type,)+
        }

        impl $crate::Row for $name {
            const SIZE: usize = 0 $(+ <$type as $crate::Row>::SIZE)+;

            #[inline(always)]
            fn read(bytes: &[u8], at: usize) -> Self {
                $(
                    let $field = <$type as $crate::Row>::read(bytes, at);
                    let at = at + <$type as $crate::Row>::SIZE;
                )+
                let _ = at;
                Self { $($field),+ }
            }

            #[inline]
            fn write(self, bytes: &mut [u8], at: usize) {
                $(
                    $crate::Row::write(self.$field, bytes, at);
                    let at = at + <$type as $crate::Row>::SIZE;
                )+
                let _ = at;
            }
        }
    )+};
}

/// Defines enums that are encoded as a tag followed by the fields of the variant. All variants have the size of the
/// largest variant. An unknown tag, which is never written, is read as the first variant.
macro_rules! tagged_rows {
    (
        $(#[$meta:meta])*
        pub enum $name:ident {
            $(#[$first_meta:meta])* $first:ident = $first_tag:literal,
            $($(#[$variant_meta:meta])* $variant:ident $(($($field:ident: $type:ty),+))? = $tag:literal,)+
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq)]
        pub enum $name {
            $(#[$first_meta])* $first,
            $($(#[$variant_meta])* $variant $(($($type),+))?,)+
        }

        impl $crate::Row for $name {
            const SIZE: usize = {
                let mut largest = 0;
                $(
                    let size = 0 $($(+ <$type as $crate::Row>::SIZE)+)?;
                    if size > largest {
                        largest = size;
                    }
                )+
                1 + largest
            };

            #[inline(always)]
            fn read(bytes: &[u8], at: usize) -> Self {
                match bytes[at] {
                    $($tag => {
                        let at = at + 1;
                        $($(
                            let $field = <$type as $crate::Row>::read(bytes, at);
                            let at = at + <$type as $crate::Row>::SIZE;
                        )+)?
                        let _ = at;
                        Self::$variant $(($($field),+))?
                    })+
                    _ => Self::$first,
                }
            }

            #[inline]
            fn write(self, bytes: &mut [u8], at: usize) {
                match self {
                    Self::$first => bytes[at] = $first_tag,
                    $(Self::$variant $(($($field),+))? => {
                        bytes[at] = $tag;
                        let at = at + 1;
                        $($(
                            $crate::Row::write($field, bytes, at);
                            let at = at + <$type as $crate::Row>::SIZE;
                        )+)?
                        let _ = at;
                    })+
                }
            }
        }
    };
}
