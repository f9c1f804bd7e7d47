//! The codes of options in coding systems. Only verified codes are visible outside this file.

use std::fmt;

use super::model::Question;
use crate::diagnostics::Fault;
use crate::diagnostics::fields::Fields;
use crate::json::Json;
use crate::schema::forms::CODE;

/// A coding system.
struct System {
    /// The word for it in definitions.
    word: &'static str,
    name: &'static str,
    /// The form of its codes, for messages.
    form: &'static str,
    /// Returns whether a text has this form.
    is_valid: fn(&str) -> bool,
}

const SYSTEMS: [System; 3] = [
    System { word: "rxnorm", name: "RxNorm", form: "digits", is_valid: digits },
    System { word: "atc", name: "ATC", form: "such as A10BA02, or only its first 1, 3, 4 or 5 signs", is_valid: atc },
    System {
        word: "loinc",
        name: "LOINC",
        form: "digits, a hyphen, and the check digit that they come to",
        is_valid: loinc,
    },
];

/// The verified code of an option, shown as its system's name and the code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Code<'a> {
    /// The system's name.
    pub system: &'static str,
    /// The code.
    pub code: &'a str,
}

impl fmt::Display for Code<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.system, self.code)
    }
}

/// The codes of a question's options as stated, verified or not.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Codes(Vec<StatedCode>);

#[derive(Clone, PartialEq, Eq)]
struct StatedCode {
    option: String,
    /// The index of the system.
    system: usize,
    code: String,
    verified: bool,
}

impl fmt::Debug for Codes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Codes").finish_non_exhaustive()
    }
}

impl Question {
    /// Returns the verified codes of an option, in the order stated. An unverified code is never returned.
    pub fn verified_codes<'a>(&'a self, option: &'a str) -> impl Iterator<Item = Code<'a>> {
        let own = self.codes.0.iter().filter(move |stated| stated.verified && stated.option == option);
        own.filter_map(|stated| {
            let system = SYSTEMS.get(stated.system)?.name;
            Some(Code { system, code: &stated.code })
        })
    }
}

/// Reads the codes that a question states for its options.
pub(super) fn codes(question: &Fields<'_>, options: &[String]) -> Codes {
    let mut codes: Vec<StatedCode> = Vec::new();
    for fields in question.objects("codes", &CODE) {
        let stated = stated(&fields, options);
        let earlier = codes.iter().find(|earlier| (earlier.system, &earlier.code) == (stated.system, &stated.code));
        match earlier {
            Some(earlier) if earlier.option == stated.option => {
                fields.add("code", Fault::Duplicate, "the code is stated twice")
            }
            Some(earlier) if earlier.verified && stated.verified => {
                fields.add(
                    "code",
                    Fault::Conflict,
                    format!("the code is verified for `{}` already: one of the two is wrong", earlier.option),
                );
            }
            _ => {}
        }
        codes.push(stated);
    }
    Codes(codes)
}

fn stated(fields: &Fields<'_>, options: &[String]) -> StatedCode {
    let words: Vec<&str> = options.iter().map(String::as_str).collect();
    let option = options.get(fields.word("option", &words, false)).cloned().unwrap_or_default();
    let system = fields.word("system", &SYSTEMS.map(|system| system.word), false);
    let code = fields.text("code");
    let text = |key| fields.get(key).and_then(Json::as_text);
    // The codes of an unknown system cannot be checked.
    let known = SYSTEMS.into_iter().find(|system| text("system") == Some(system.word));
    if let Some(System { name, form, is_valid, .. }) = known
        && text("code").is_some_and(|code| !is_valid(code))
    {
        fields.add("code", Fault::WrongValue, format!("`{code}` is not a code of {name}: {form}"));
    }
    StatedCode { option, system, code, verified: fields.truth("verified") }
}

fn digits(code: &str) -> bool {
    !code.is_empty() && code.bytes().all(|byte| byte.is_ascii_digit())
}

/// Returns whether a code is a letter, two digits, two letters and two digits, or the part of this that names a higher
/// level.
fn atc(code: &str) -> bool {
    let form = |(index, byte): (usize, u8)| match index {
        0 | 3 | 4 => byte.is_ascii_uppercase(),
        _ => byte.is_ascii_digit(),
    };
    [1, 3, 4, 5, 7].contains(&code.len()) && code.bytes().enumerate().all(form)
}

fn loinc(code: &str) -> bool {
    let Some((number, check)) = code.split_once('-') else { return false };
    digits(number) && check.len() == 1 && check.bytes().next() == Some(check_digit(number))
}

/// Returns the check digit modulo 10: from the right, every other digit is doubled, and a result of two digits counts
/// as their sum.
fn check_digit(number: &str) -> u8 {
    let values = number.bytes().rev().map(|byte| u32::from(byte.saturating_sub(b'0'))).enumerate();
    let sum = values.fold(0_u32, |sum, (index, value)| {
        let doubled = value.saturating_mul(2);
        let counts = if index % 2 == 1 { value } else { (doubled / 10).saturating_add(doubled % 10) };
        sum.saturating_add(counts) % 10
    });
    b'0'.saturating_add(u8::try_from(10_u32.saturating_sub(sum) % 10).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::{atc, check_digit, loinc};

    #[test]
    fn the_check_digits_of_known_codes_are_computed() {
        for (number, check) in [("2345", b'7'), ("2157", b'6'), ("718", b'7'), ("1761", b'6'), ("85354", b'9')] {
            assert_eq!(check_digit(number), check, "{number}");
            assert!(loinc(&format!("{number}-{}", char::from(check))));
        }
        for bad in ["2345-6", "2345", "-0", "2345-77", "2345-", "23a5-7", "2345-x"] {
            assert!(!loinc(bad), "{bad}");
        }
    }

    #[test]
    fn codes_of_every_level_are_valid() {
        for good in ["A", "A10", "A10B", "A10BA", "A10BA02"] {
            assert!(atc(good), "{good}");
        }
        for bad in ["", "A1", "A10BA0", "A10BA022", "a10", "10A", "A10B1", "É10"] {
            assert!(!atc(bad), "{bad}");
        }
    }
}
