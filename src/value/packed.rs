//! The binary encoding, without names, in which a checked trial reaches the page.
//!
//! It is written by hand because every page loads it: serde and postcard make the module 15 kB larger, 3.4 kB
//! compressed.
//!
//! # Form
//!
//! An unsigned integer is written seven bits at a time, the lowest first, with the top bit set while more follow; a
//! signed one in zigzag order (0, -1, 1, -2, …). A text or a list begins with its length, an optional value with 0 or
//! 1, an enum with the number of its variant. The parts of a value follow each other in the order stated by
//! [`packed!`].
//!
//! # Checksum
//!
//! Each file carries a CRC-32 (ISO-HDLC, as in gzip and PNG) of its contents. It detects every single and double bit
//! flip and every damage within 32 consecutive bits; of other damage it misses one case in four thousand million. It is
//! meant for accidents on a disk, in a cache or on the network. It is no signature: an attacker who changes a file can
//! compute the checksum again. `integrity.json` of the published package, which a page takes from elsewhere, guards
//! against that.

use crc::{CRC_32_ISO_HDLC, Crc, NoTable};

/// Returns the checksum of bytes.
pub(crate) fn checksum(bytes: &[u8]) -> u32 {
    Crc::<u32, NoTable>::new(&CRC_32_ISO_HDLC).checksum(bytes)
}

/// Bytes being read. After the first error all values read are meaningless; [`Reader::end`] reports it.
pub(crate) struct Reader<'a> {
    rest: &'a [u8],
    failed: bool,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Reader<'a> {
        Reader { rest: bytes, failed: false }
    }

    /// Returns whether everything was read without an error.
    pub(crate) fn end(&self) -> bool {
        !self.failed && self.rest.is_empty()
    }

    /// Records that the bytes are not valid.
    pub(crate) fn fail(&mut self) {
        self.failed = true;
        // The rest would only be misread.
        self.rest = &[];
    }

    fn byte(&mut self) -> u8 {
        match self.rest.split_first() {
            Some((byte, rest)) => {
                self.rest = rest;
                *byte
            }
            None => {
                self.fail();
                0
            }
        }
    }

    pub(crate) fn number(&mut self) -> u64 {
        let mut number = 0;
        for shift in (0..u64::BITS).step_by(7) {
            let byte = self.byte();
            let bits = u64::from(byte & 0x7F);
            number |= bits << shift;
            if byte < 0x80 {
                // Bits beyond the 64th would be lost silently.
                if number >> shift != bits {
                    self.fail();
                }
                return number;
            }
        }
        self.fail();
        0
    }

    /// Reads a length: never more than the bytes left, so that a damaged one cannot allocate much memory.
    fn length(&mut self) -> usize {
        let length = usize::read(self);
        if length > self.rest.len() {
            self.fail();
            return 0;
        }
        length
    }
}

/// A value that can be written as bytes and read again.
pub(crate) trait Packed: Sized {
    #[cfg(feature = "author")]
    fn write(&self, to: &mut Vec<u8>);
    /// Reads a value. Returns an arbitrary one if the reader fails; never panics.
    fn read(from: &mut Reader<'_>) -> Self;
}

/// Implements [`Packed`]: for a struct from its parts, for an enum from its variants, each with its number and parts.
macro_rules! packed {
    (struct $name:ident $(<$of:ident>)? { $($part:ident),* $(; $($skipped:ident),*)? }) => {
        impl $(<$of: $crate::value::packed::Packed>)? $crate::value::packed::Packed for $name $(<$of>)? {
            #[cfg(feature = "author")]
            fn write(&self, to: &mut Vec<u8>) {
                let Self { $($part,)* $($($skipped: _,)*)? } = self;
                $($crate::value::packed::Packed::write($part, to);)*
            }

            fn read(from: &mut $crate::value::packed::Reader<'_>) -> Self {
                Self {
                    $($part: $crate::value::packed::Packed::read(from),)*
                    $($($skipped: Default::default(),)*)?
                }
            }
        }
    };
    (enum $name:ident { $($number:literal $kind:ident $(($($field:ident),*))? $({$($part:ident),*})?),* $(,)? }) => {
        impl $crate::value::packed::Packed for $name {
            #[cfg(feature = "author")]
            fn write(&self, to: &mut Vec<u8>) {
                match self {
                    $(Self::$kind $(($($field),*))? $({$($part),*})? => {
                        to.push($number);
                        $($($crate::value::packed::Packed::write($field, to);)*)?
                        $($($crate::value::packed::Packed::write($part, to);)*)?
                    })*
                }
            }

            fn read(from: &mut $crate::value::packed::Reader<'_>) -> Self {
                loop {
                    match from.number() {
                        $($number => {
                            $($(let $field = $crate::value::packed::Packed::read(from);)*)?
                            $($(let $part = $crate::value::packed::Packed::read(from);)*)?
                            return Self::$kind $(($($field),*))? $({$($part),*})?;
                        })*
                        // From then on only zeros are read, and every enum has a variant 0, so the loop ends.
                        _ => from.fail(),
                    }
                }
            }
        }
    };
}
pub(crate) use packed;

macro_rules! packed_unsigned {
    ($($unsigned:ty),*) => {
        $(impl Packed for $unsigned {
            #[cfg(feature = "author")]
            fn write(&self, to: &mut Vec<u8>) {
                let mut rest = u64::try_from(*self).unwrap_or(u64::MAX);
                while rest >= 0x80 {
                    to.push(rest.to_le_bytes()[0] | 0x80);
                    rest >>= 7;
                }
                to.extend(u8::try_from(rest));
            }

            fn read(from: &mut Reader<'_>) -> Self {
                let number = from.number();
                Self::try_from(number).unwrap_or_else(|_| {
                    from.fail();
                    0
                })
            }
        })*
    };
}
packed_unsigned!(u8, u16, u32, u64, usize);

impl Packed for bool {
    #[cfg(feature = "author")]
    fn write(&self, to: &mut Vec<u8>) {
        to.push((*self).into());
    }

    fn read(from: &mut Reader<'_>) -> bool {
        Option::<()>::read(from).is_some()
    }
}

/// Takes no bytes.
impl Packed for () {
    #[cfg(feature = "author")]
    fn write(&self, _: &mut Vec<u8>) {}

    fn read(_: &mut Reader<'_>) {}
}

impl Packed for i64 {
    #[cfg(feature = "author")]
    fn write(&self, to: &mut Vec<u8>) {
        ((self << 1) ^ (self >> 63)).cast_unsigned().write(to);
    }

    fn read(from: &mut Reader<'_>) -> i64 {
        let number = from.number();
        (number >> 1).cast_signed() ^ (number & 1).cast_signed().wrapping_neg()
    }
}

impl Packed for String {
    #[cfg(feature = "author")]
    fn write(&self, to: &mut Vec<u8>) {
        self.len().write(to);
        to.extend_from_slice(self.as_bytes());
    }

    fn read(from: &mut Reader<'_>) -> String {
        let length = from.length();
        let (text, rest) = from.rest.split_at_checked(length).unwrap_or_default();
        from.rest = rest;
        String::from_utf8(text.to_vec()).unwrap_or_else(|_| {
            from.fail();
            String::new()
        })
    }
}

impl<T: Packed> Packed for Vec<T> {
    #[cfg(feature = "author")]
    fn write(&self, to: &mut Vec<u8>) {
        self.len().write(to);
        for item in self {
            item.write(to);
        }
    }

    fn read(from: &mut Reader<'_>) -> Vec<T> {
        let length = from.length();
        let mut list = Vec::with_capacity(length);
        for _ in 0..length {
            list.push(T::read(from));
        }
        list
    }
}

impl<T: Packed> Packed for Option<T> {
    #[cfg(feature = "author")]
    fn write(&self, to: &mut Vec<u8>) {
        to.push(self.is_some().into());
        if let Some(value) = self {
            value.write(to);
        }
    }

    fn read(from: &mut Reader<'_>) -> Option<T> {
        match from.number() {
            0 => None,
            1 => Some(T::read(from)),
            _ => {
                from.fail();
                None
            }
        }
    }
}

impl<A: Packed, B: Packed> Packed for (A, B) {
    #[cfg(feature = "author")]
    fn write(&self, to: &mut Vec<u8>) {
        self.0.write(to);
        self.1.write(to);
    }

    fn read(from: &mut Reader<'_>) -> (A, B) {
        (A::read(from), B::read(from))
    }
}

impl<A: Packed, B: Packed, C: Packed> Packed for (A, B, C) {
    #[cfg(feature = "author")]
    fn write(&self, to: &mut Vec<u8>) {
        self.0.write(to);
        self.1.write(to);
        self.2.write(to);
    }

    fn read(from: &mut Reader<'_>) -> (A, B, C) {
        (A::read(from), B::read(from), C::read(from))
    }
}

#[cfg(all(test, feature = "author"))]
mod tests {
    use super::{Packed, Reader};

    fn bytes(value: &impl Packed) -> Vec<u8> {
        let mut bytes = Vec::new();
        value.write(&mut bytes);
        bytes
    }

    fn read<T: Packed>(bytes: &[u8]) -> Option<T> {
        let mut reader = Reader::new(bytes);
        let value = T::read(&mut reader);
        reader.end().then_some(value)
    }

    #[test]
    fn integers_read_back_at_their_limits() {
        for number in [0, 1, 127, 128, 16_383, 16_384, u64::from(u32::MAX), u64::MAX - 1, u64::MAX] {
            assert_eq!(read(&bytes(&number)), Some(number));
        }
        for number in [0, -1, 1, -64, 64, i64::MIN, i64::MAX] {
            assert_eq!(read(&bytes(&number)), Some(number));
        }
        assert_eq!([0_i64, -1, 1, -2].map(|number| bytes(&number)), [[0], [1], [2], [3]]);
        assert_eq!(bytes(&300_u64), [0xAC, 0x02]);
    }

    /// The check value is from the catalogue of parametrised CRC algorithms.
    #[test]
    fn the_checksum_is_standard() {
        assert_eq!(super::checksum(b"123456789"), 0xCBF4_3926);
    }

    #[test]
    fn numbers_too_large_for_their_type_are_refused() {
        assert_eq!(read::<u8>(&bytes(&255_u64)), Some(255));
        assert_eq!(read::<u8>(&bytes(&256_u64)), None);
        let ten = |last| [[0xFF; 9].as_slice(), &[last]].concat();
        assert_eq!(read::<u64>(&ten(0x01)), Some(u64::MAX));
        assert_eq!(read::<u64>(&ten(0x02)), None);
        assert_eq!(read::<u64>(&ten(0x81)), None);
    }

    #[test]
    fn values_read_back_only_from_complete_bytes() {
        type Sample = (Vec<Option<String>>, i64, (u64, u8, usize));
        let sample: Sample = (vec![Some("Größe".to_owned()), None, Some(String::new())], -7, (1 << 40, 9, 300));
        let packed = bytes(&sample);
        assert_eq!(read(&packed), Some(sample));
        for length in 0..packed.len() {
            assert_eq!(read::<Sample>(&packed[..length]), None, "cut to {length}");
        }
        assert_eq!(read::<Sample>(&[packed, vec![0]].concat()), None);
    }

    #[test]
    fn a_damaged_length_allocates_no_memory() {
        assert_eq!(read::<Vec<u64>>(&bytes(&u64::MAX)), None);
        assert_eq!(read::<String>(&[3, b'a', b'b']), None);
        assert_eq!(read::<String>(&[2, 0xC3, 0x28]), None, "not UTF-8");
        assert_eq!(read::<Option<u64>>(&[2, 0]), None);
    }
}
