//! The forms of questions, and of lists, tables, values and rules that build on them.

#[cfg(feature = "cli")]
use super::super::kind::{ANY, CITED, Kind, SHARE, SOURCES};
#[cfg(feature = "cli")]
use super::super::words;
use super::super::{Union, form};

/// A question: its further keys depend on its type.
pub static QUESTIONS: Union = Union {
    by: "type",
    shared: &QUESTION,
    cases: &[("yes_no", &YES_NO), ("choice", &CHOICE), ("choices", &CHOICES), ("number", &NUMBER), ("date", &DATE)],
};

form! {
    /// A question. *I don't know* is always an accepted answer.
    QUESTION = "question" {
        /// Its id.
        required "id": Kind::Id, "born_on";
        /// The type of its answers: yes or no, one option, several options, a number, or a date.
        required "type": Kind::Word(&words::TYPES), "number";
        /// Who can answer it; the participant if omitted.
        optional "asked_of": Kind::Word(&words::AUDIENCES), "clinic";
        /// The question is asked only while this rule is certainly true.
        optional "ask_when": Kind::Rule, "scan is report_known";
        /// The id of a question of type `choices`: this question is asked once for each option chosen there.
        optional "for_each": Kind::Text, "medicines";
        /// With `for_each`: the id of a list, to ask only for the options in it.
        optional "in": Kind::Text, "regular_medicines";
        /// Roughly how frequent its answers are. This affects the order of asking and nothing else.
        optional "frequencies": Kind::Anything;
        /// How private it is, from 0 (not at all) to 2.
        optional "intimacy": Kind::Whole(0, 2), "1";
        /// The ids of the sources cited.
        optional "source": SOURCES;
    }
}

form! {
    /// The further keys of a yes-or-no question.
    YES_NO = "yes_no_question" {
        /// The share of people who answer *yes*.
        optional "frequencies": Kind::Object(&YES_FREQUENCIES), r#"{ "yes": "0.1" }"#;
    }
}

form! {
    /// The further keys of a question that takes one option.
    CHOICE = "choice_question" {
        /// The ids of its options.
        required "options": Kind::Ids(2, 64), r#"["report_known", "none"]"#;
        /// The codes of its options in coding systems.
        optional "codes": Kind::List(&Kind::Object(&CODE), 0, ANY);
        /// The share of people who choose an option; the rest is divided equally among the options not listed.
        optional "frequencies": SHARES, r#"{ "none": "0.5", "report_known": "0.2" }"#;
    }
}

form! {
    /// The further keys of a question that takes several options.
    CHOICES = "choices_question" {
        /// The ids of its options.
        required "options": Kind::Ids(2, 64), r#"["tablets", "drops", "none"]"#;
        /// The options that cannot be combined with others.
        optional "exclusive": Kind::Ids(0, 64), r#"["none"]"#;
        /// The codes of its options in coding systems.
        optional "codes": Kind::List(&Kind::Object(&CODE), 0, ANY);
        /// The share of people who choose an option, for each option separately.
        optional "frequencies": SHARES, r#"{ "tablets": "0.45" }"#;
    }
}

/// Shares by option.
#[cfg(feature = "cli")]
const SHARES: Kind = Kind::Map(Some("^[a-z][a-z0-9_]*$"), &SHARE, 0);

form! {
    /// The further keys of a question that takes a number.
    NUMBER = "number_question" {
        /// Its unit: letters, digits, `%`, and `/` between. Omit it for a plain number.
        optional "unit": Kind::Like("^(%|[A-Za-z0-9]+)(/(%|[A-Za-z0-9]+))*$"), "mg/day";
        /// The least number that is accepted.
        required "min": Kind::Amount, "0";
        /// The greatest number that is accepted.
        required "max": Kind::Amount, "150";
        /// How many decimals are accepted; none if omitted.
        optional "decimals": Kind::Whole(0, 6), "1";
        /// The shares of people whose number is at most an upper bound and above the previous one.
        optional "frequencies": Kind::List(&Kind::Object(&NUMBER_FREQUENCY), 1, ANY), r#"[{ "to": "5", "share": "0.3" }]"#;
    }
}

form! {
    /// The further keys of a question that takes a date.
    DATE = "date_question" {
        /// The first day that is accepted. The last is the day of the assessment.
        required "earliest": Kind::Day, "1900-01-01";
        /// The shares of people whose date lies within a period before the assessment and not within the previous,
        /// shorter one.
        optional "frequencies": Kind::List(&Kind::Object(&DATE_FREQUENCY), 1, ANY), r#"[{ "within": "4 weeks", "share": "0.2" }]"#;
    }
}

form! {
    /// How many people answer *yes*.
    YES_FREQUENCIES = "yes_frequencies" {
        /// Their share.
        required "yes": SHARE, "0.1";
    }
}

form! {
    /// How many people have a number that is at most this upper bound and above the previous one.
    NUMBER_FREQUENCY = "number_frequency" {
        /// The upper bound, included.
        required "to": Kind::Amount, "25";
        /// Their share.
        required "share": SHARE, "0.5";
    }
}

form! {
    /// How many people have a date within this period before the assessment and not within a shorter one.
    DATE_FREQUENCY = "date_frequency" {
        /// The period.
        required "within": Kind::Like("^[0-9]+ (days?|weeks?|months?|years?)$"), "4 weeks";
        /// Their share.
        required "share": SHARE, "0.2";
    }
}

form! {
    /// The code of an option in a coding system.
    CODE = "code" {
        /// The id of the option.
        required "option": Kind::Text, "tablets";
        /// The coding system.
        required "system": Kind::Word(&words::SYSTEMS), "rxnorm";
        /// The code.
        required "code": Kind::Text, "1256";
        /// Whether a source states the code. An unverified code is never printed or shared.
        required "verified": Kind::Truth, "true";
    }
}

form! {
    /// A named group of options.
    LIST = "list" {
        /// Its id.
        required "id": Kind::Id, "daily_medicines";
        /// The id of the question that the options belong to.
        required "of": Kind::Text, "medicines";
        /// The ids of the options.
        required "options": Kind::Ids(1, 64), r#"["tablets", "drops"]"#;
        /// The ids of the sources cited.
        optional "source": SOURCES;
    }
}

form! {
    /// An amount for each of some options.
    TABLE = "table" {
        /// Its id.
        required "id": Kind::Id, "strength";
        /// The id of the question that the options belong to.
        required "by": Kind::Text, "medicines";
        /// The unit of the amounts.
        optional "unit": Kind::Like("^(%|[A-Za-z0-9]+)(/(%|[A-Za-z0-9]+))*$"), "mg";
        /// The amounts.
        optional "rows": Kind::List(&Kind::Object(&ROW), 0, ANY);
        /// The ids of the sources cited.
        optional "source": SOURCES;
    }
}

form! {
    /// An amount for one option.
    ROW = "row" {
        /// The id of the option.
        required "option": Kind::Text, "drops";
        /// The amount, or the least and the greatest amount if references disagree.
        required "value": Kind::Either(&[Kind::Amount, Kind::List(&Kind::Amount, 1, 2)]), r#"["6", "7.5"]"#, r#""5""#;
        /// The ids of the sources cited.
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
        /// The ids of the sources cited.
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
        /// The ids of the sources cited.
        required "source": CITED, r#"["CRITERIA"]"#;
    }
}

form! {
    /// A rule that is true of every person.
    CONSISTENT = "consistent" {
        /// Its id.
        required "id": Kind::Id, "onset_in_life";
        /// The rule applies only to people who answered at least one of these questions.
        optional "answered": Kind::Ids(0, ANY), r#"["scan_on"]"#;
        /// The rule.
        required "rule": Kind::Rule, "onset_age <= years from born_on to today";
        /// The ids of the sources cited.
        optional "source": SOURCES;
    }
}
