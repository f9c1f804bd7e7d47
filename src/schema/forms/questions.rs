//! Questions and what is built on their options.

#[cfg(feature = "cli")]
use super::super::kind::{ANY, CITED, Kind, SHARE, SOURCES};
#[cfg(feature = "cli")]
use super::super::words;
use super::super::{Union, form};

/// A question: what it has besides depends on its type.
pub static QUESTIONS: Union = Union {
    by: "type",
    shared: &QUESTION,
    cases: &[("yes_no", &YES_NO), ("choice", &CHOICE), ("choices", &CHOICES), ("number", &NUMBER), ("date", &DATE)],
};

form! {
    /// Something that is asked. *I don't know* is always among the answers.
    QUESTION = "question" {
        /// Its id.
        required "id": Kind::Id, "born_on";
        /// Which answers it takes: yes or no, one option, several options, a number, a date.
        required "type": Kind::Word(&words::TYPES), "number";
        /// Who can answer it; the participant where it is left out.
        optional "asked_of": Kind::Word(&words::AUDIENCES), "clinic";
        /// It is asked only while this rule is certainly true.
        optional "ask_when": Kind::Rule, "scan is report_known";
        /// The id of a question of type `choices`: it is asked once for each option chosen there.
        optional "for_each": Kind::Text, "medicines";
        /// With `for_each`: the id of a list, to ask only for its options.
        optional "in": Kind::Text, "regular_medicines";
        /// Roughly how frequent its answers are. This steers the order of asking, and nothing else.
        optional "frequencies": Kind::Anything;
        /// How private it is.
        optional "intimacy": Kind::Whole(0, 2), "1";
        /// The ids of the sources that it cites.
        optional "source": SOURCES;
    }
}

form! {
    /// What a question has that takes yes or no.
    YES_NO = "yes_no_question" {
        /// The share of people who say yes.
        optional "frequencies": Kind::Object(&YES_FREQUENCIES), r#"{ "yes": "0.1" }"#;
    }
}

form! {
    /// What a question has that takes one option.
    CHOICE = "choice_question" {
        /// The ids of its options.
        required "options": Kind::Ids(2, 64), r#"["report_known", "none"]"#;
        /// What its options are called in systems of codes.
        optional "codes": Kind::List(&Kind::Object(&CODE), 0, ANY);
        /// The share of people who choose an option; what is left is spread evenly over the options not named.
        optional "frequencies": SHARES, r#"{ "none": "0.5", "report_known": "0.2" }"#;
    }
}

form! {
    /// What a question has that takes several options.
    CHOICES = "choices_question" {
        /// The ids of its options.
        required "options": Kind::Ids(2, 64), r#"["tablets", "drops", "none"]"#;
        /// The options that stand alone.
        optional "exclusive": Kind::Ids(0, 64), r#"["none"]"#;
        /// What its options are called in systems of codes.
        optional "codes": Kind::List(&Kind::Object(&CODE), 0, ANY);
        /// The share of people who choose an option, each on its own.
        optional "frequencies": SHARES, r#"{ "tablets": "0.45" }"#;
    }
}

/// Shares by option.
#[cfg(feature = "cli")]
const SHARES: Kind = Kind::Map(Some("^[a-z][a-z0-9_]*$"), &SHARE, 0);

form! {
    /// What a question has that takes a number.
    NUMBER = "number_question" {
        /// Its unit: letters, digits, `%`, and `/` between. A bare number has none.
        optional "unit": Kind::Like("^(%|[A-Za-z0-9]+)(/(%|[A-Za-z0-9]+))*$"), "mg/day";
        /// The least number that is taken.
        required "min": Kind::Amount, "0";
        /// The greatest number that is taken.
        required "max": Kind::Amount, "150";
        /// How many decimals are taken; none where it is left out.
        optional "decimals": Kind::Whole(0, 6), "1";
        /// The shares of people whose number lies up to an end, and above the end before.
        optional "frequencies": Kind::List(&Kind::Object(&BUCKET), 1, ANY), r#"[{ "to": "5", "share": "0.3" }]"#;
    }
}

form! {
    /// What a question has that takes a date.
    DATE = "date_question" {
        /// The first day that is taken. The last is the day of the assessment.
        required "earliest": Kind::Day, "1900-01-01";
        /// The shares of people whose date lies within a time before the assessment, and before the time before.
        optional "frequencies": Kind::List(&Kind::Object(&LATELY), 1, ANY), r#"[{ "within": "4 weeks", "share": "0.2" }]"#;
    }
}

form! {
    /// How many people say yes.
    YES_FREQUENCIES = "yes_frequencies" {
        /// Their share.
        required "yes": SHARE, "0.1";
    }
}

form! {
    /// How many people have a number up to this end, and above the end before.
    BUCKET = "number_frequency" {
        /// The end, included.
        required "to": Kind::Amount, "25";
        /// Their share.
        required "share": SHARE, "0.5";
    }
}

form! {
    /// How many people have a date within this time before the assessment, and not within a shorter one.
    LATELY = "date_frequency" {
        /// The time.
        required "within": Kind::Like("^[0-9]+ (days?|weeks?|months?|years?)$"), "4 weeks";
        /// Their share.
        required "share": SHARE, "0.2";
    }
}

form! {
    /// What an option is called in a system of codes.
    CODE = "code" {
        /// The option.
        required "option": Kind::Text, "tablets";
        /// The system.
        required "system": Kind::Word(&words::SYSTEMS), "rxnorm";
        /// The code.
        required "code": Kind::Text, "1256";
        /// Whether a source states the code. One that is not verified is never printed or handed on.
        required "verified": Kind::Truth, "true";
    }
}

form! {
    /// A named group of options.
    LIST = "list" {
        /// Its id.
        required "id": Kind::Id, "daily_medicines";
        /// The id of the question whose options they are.
        required "of": Kind::Text, "medicines";
        /// The options.
        required "options": Kind::Ids(1, 64), r#"["tablets", "drops"]"#;
        /// The ids of the sources that it cites.
        optional "source": SOURCES;
    }
}

form! {
    /// An amount for each of some options.
    TABLE = "table" {
        /// Its id.
        required "id": Kind::Id, "strength";
        /// The id of the question whose options it is about.
        required "by": Kind::Text, "medicines";
        /// The unit of the amounts.
        optional "unit": Kind::Like("^(%|[A-Za-z0-9]+)(/(%|[A-Za-z0-9]+))*$"), "mg";
        /// The amounts.
        optional "rows": Kind::List(&Kind::Object(&ROW), 0, ANY);
        /// The ids of the sources that it cites.
        optional "source": SOURCES;
    }
}

form! {
    /// An amount for one option.
    ROW = "row" {
        /// The option.
        required "option": Kind::Text, "drops";
        /// The amount, or the least and the greatest where references disagree.
        required "value": Kind::Either(&[Kind::Amount, Kind::List(&Kind::Amount, 1, 2)]), r#"["6", "7.5"]"#, r#""5""#;
        /// The ids of the sources that it cites.
        optional "source": SOURCES;
    }
}

form! {
    /// A named rule.
    VALUE = "value" {
        /// Its id.
        required "id": Kind::Id, "age";
        /// The rule.
        required "rule": Kind::Rule, "years from born_on to screening";
        /// The ids of the sources that it cites.
        optional "source": SOURCES;
    }
}

form! {
    /// A rule that stands for a *yes* to a question.
    IMPLIED = "implied" {
        /// The id of the question.
        required "question": Kind::Text, "sugar_raised";
        /// The rule.
        required "when": Kind::Rule, "sugar > sugar_limit";
        /// The ids of the sources that it cites.
        required "source": CITED, r#"["CRITERIA"]"#;
    }
}

form! {
    /// A rule that is true of everybody.
    CONSISTENT = "consistent" {
        /// Its id.
        required "id": Kind::Id, "onset_in_life";
        /// It says something only about people who answered one of these questions.
        optional "answered": Kind::Ids(0, ANY), r#"["scan_on"]"#;
        /// The rule.
        required "rule": Kind::Rule, "onset_age <= years from born_on to today";
        /// The ids of the sources that it cites.
        optional "source": SOURCES;
    }
}
