//! Values: exact numbers, civil dates, truth values, and sets of possible values.

mod date;
mod number;
pub(crate) mod option_set;
pub(crate) mod packed;
mod possible;
mod truth;
mod unit;

pub use date::{DATE_FORM, Date, Duration, PartialDate};
pub use number::{DECIMALS, Number};
pub use possible::{Interval, Possible};
pub use truth::Truth;
pub use unit::Unit;
