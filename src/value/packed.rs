//! Values as bytes, without names: how a checked trial travels to the page.
//!
//! By hand, because every page loads it: through serde and postcard the module is 15 kB longer, 3.4 kB compressed.
//!
//! # Form
//!
//! A whole number is written seven bits at a time, the lowest first, with the top bit set while more follow; a signed one
//! in zigzag (0, -1, 1, -2, …). A text or a list begins with its length, an optional value with 0 or 1, one of several
//! kinds with the kind's number. The parts of a value follow each other in the order stated by [`packed!`].
//!
//! # Checksum
//!
//! What travels carries a CRC-32 (ISO-HDLC, as in gzip and PNG) of all of it. It finds every flipped bit, every two of them, and
//! every damage within 32 bits in a row; of any other damage it lets one in four thousand million through. That is for what
//! happens by accident, on a disk, in a cache or on the way. It is no signature: who changes a file on purpose can sum it up
//! again, and `integrity.json` of the published package, which a page takes from elsewhere, is for that.

use crc::{CRC_32_ISO_HDLC, Crc, NoTable};

/// The checksum of bytes.
pub(crate) fn checksum(bytes: &[u8]) -> u32 {
    Crc::<u32, NoTable>::new(&CRC_32_ISO_HDLC).checksum(bytes)
}

/// Bytes being read. Once something does not fit, all that is read is worth nothing: [`Reader::end`] tells.
pub(crate) struct Reader<'a> {
    rest: &'a [u8],
    failed: bool,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Reader<'a> {
        Reader { rest: bytes, failed: false }
    }

    /// Whether all was read and nothing was wrong.
    pub(crate) fn end(&self) -> bool {
        !self.failed && self.rest.is_empty()
    }

    /// What was read is not what it should be.
    pub(crate) fn fail(&mut self) {
        self.failed = true;
        // The rest can only be misread.
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
                // Bits beyond the last would be lost without a word.
                if number >> shift != bits {
                    self.fail();
                }
                return number;
            }
        }
        self.fail();
        0
    }

    /// A length: never more than there are bytes left, so that a damaged one asks for no memory.
    fn length(&mut self) -> usize {
        let length = usize::read(self);
        if length > self.rest.len() {
            self.fail();
            return 0;
        }
        length
    }
}

/// What can be written as bytes and read again.
pub(crate) trait Packed: Sized {
    #[cfg(feature = "author")]
    fn write(&self, to: &mut Vec<u8>);
    /// Some value, if the reader fails; it never brings anything down.
    fn read(from: &mut Reader<'_>) -> Self;
}

/// Says how a type is packed: a struct by its parts, an enum by its kinds, each with its number and parts.
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
    (enum $name:ident { $($number:literal $kind:ident $(($($place:ident),*))? $({$($part:ident),*})?),* $(,)? }) => {
        impl $crate::value::packed::Packed for $name {
            #[cfg(feature = "author")]
            fn write(&self, to: &mut Vec<u8>) {
                match self {
                    $(Self::$kind $(($($place),*))? $({$($part),*})? => {
                        to.push($number);
                        $($($crate::value::packed::Packed::write($place, to);)*)?
                        $($($crate::value::packed::Packed::write($part, to);)*)?
                    })*
                }
            }

            fn read(from: &mut $crate::value::packed::Reader<'_>) -> Self {
                loop {
                    match from.number() {
                        $($number => {
                            $($(let $place = $crate::value::packed::Packed::read(from);)*)?
                            $($(let $part = $crate::value::packed::Packed::read(from);)*)?
                            return Self::$kind $(($($place),*))? $({$($part),*})?;
                        })*
                        // Nothing is left to read then but zeros, and every list of kinds begins with 0.
                        _ => from.fail(),
                    }
                }
            }
        }
    };
}
pub(crate) use packed;

macro_rules! packed_whole {
    ($($whole:ty),*) => {
        $(impl Packed for $whole {
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
packed_whole!(u8, u16, u32, u64, usize);

impl Packed for bool {
    #[cfg(feature = "author")]
    fn write(&self, to: &mut Vec<u8>) {
        to.push((*self).into());
    }

    fn read(from: &mut Reader<'_>) -> bool {
        Option::<()>::read(from).is_some()
    }
}

/// Nothing.
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
        for one in self {
            one.write(to);
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
    fn whole_numbers_come_back_at_their_limits() {
        for number in [0, 1, 127, 128, 16_383, 16_384, u64::from(u32::MAX), u64::MAX - 1, u64::MAX] {
            assert_eq!(read(&bytes(&number)), Some(number));
        }
        for number in [0, -1, 1, -64, 64, i64::MIN, i64::MAX] {
            assert_eq!(read(&bytes(&number)), Some(number));
        }
        assert_eq!([0_i64, -1, 1, -2].map(|number| bytes(&number)), [[0], [1], [2], [3]]);
        assert_eq!(bytes(&300_u64), [0xAC, 0x02]);
    }

    /// The check value of the catalogue of parametrised CRC algorithms.
    #[test]
    fn the_checksum_is_the_one_that_others_compute() {
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
    fn everything_comes_back_and_nothing_shorter_or_longer_does() {
        type Held = (Vec<Option<String>>, i64, (u64, u8, usize));
        let held: Held = (vec![Some("Größe".to_owned()), None, Some(String::new())], -7, (1 << 40, 9, 300));
        let packed = bytes(&held);
        assert_eq!(read(&packed), Some(held));
        for length in 0..packed.len() {
            assert_eq!(read::<Held>(&packed[..length]), None, "cut to {length}");
        }
        assert_eq!(read::<Held>(&[packed, vec![0]].concat()), None);
    }

    #[test]
    fn a_damaged_length_asks_for_no_memory() {
        assert_eq!(read::<Vec<u64>>(&bytes(&u64::MAX)), None);
        assert_eq!(read::<String>(&[3, b'a', b'b']), None);
        assert_eq!(read::<String>(&[2, 0xC3, 0x28]), None, "not UTF-8");
        assert_eq!(read::<Option<u64>>(&[2, 0]), None);
    }
}
