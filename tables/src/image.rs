//! Images: several tables encoded as one string of bytes.

/// Defines structs of numbers and tables. A struct is encoded as its numbers, the lengths of its tables in bytes, and
/// the tables. Each number and each length takes four bytes.
macro_rules! images {
    ($(
        $(#[$meta:meta])*
        pub struct $name:ident {
            numbers { $($(#[$number_meta:meta])* $number:ident,)* }
            tables { $($(#[$table_meta:meta])* $table:ident: $row:ty,)+ }
        }
    )+) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, Copy)]
        pub struct $name<'t> {
            $($(#[$number_meta])* pub $number: u32,)*
            $($(#[$table_meta])* pub $table: $crate::Table<'t, $row>,)+
        }

        impl<'t> $name<'t> {
            /// Size in bytes of the header, which contains the numbers and the lengths of the tables.
            pub const HEADER: usize = {
                let numbers: &[&str] = &[$(stringify!($number),)* $(stringify!($table),)+];
                size_of::<u32>() * numbers.len()
            };

            /// Splits an image into its numbers and tables. In a truncated image, which is never written, the missing
            /// numbers are zero and the missing tables are empty.
            #[inline(always)]
            #[must_use]
            pub const fn read(bytes: &'t [u8]) -> Self {
                const HEADER: usize = $name::HEADER;
                let Some((header, rest)) = bytes.split_first_chunk::<HEADER>() else {
                    return Self { $($number: 0,)* $($table: $crate::Table::EMPTY,)+ };
                };
                let at = 0;
                $(
                    let $number = $crate::image::number(header, at);
                    let at = at + size_of::<u32>();
                )*
                $(
                    let ($table, rest) = $crate::image::split(rest, $crate::image::number(header, at));
                    let at = at + size_of::<u32>();
                )+
                let _ = (at, rest);
                Self { $($number,)* $($table: $crate::Table::new($table),)+ }
            }

            /// Encodes the image and passes consecutive pieces of the encoding to `add`.
            pub fn write(&self, add: &mut dyn FnMut(&[u8])) {
                $(add(&self.$number.to_le_bytes());)*
                // The compiler rejects a rule before the length of a table exceeds 32 bits.
                $(add(&u32::try_from(self.$table.bytes().len()).unwrap_or(u32::MAX).to_le_bytes());)+
                $(add(self.$table.bytes());)+
            }
        }
    )+};
}

/// Reads the number at offset `at` in a header.
#[inline(always)]
pub(crate) const fn number(header: &[u8], at: usize) -> u32 {
    match header.split_at(at).1.first_chunk() {
        Some(number) => u32::from_le_bytes(*number),
        None => 0,
    }
}

/// Splits off a table of `length` bytes.
#[inline(always)]
pub(crate) const fn split(bytes: &[u8], length: u32) -> (&[u8], &[u8]) {
    let length = length as usize;
    bytes.split_at(if length < bytes.len() { length } else { bytes.len() })
}
