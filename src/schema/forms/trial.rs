//! The forms of trials and instruments.

use super::super::form;
#[cfg(feature = "cli")]
use super::super::kind::{ANY, CITED, DIGEST, KEY, Kind, TEXTS, Variation};
#[cfg(feature = "cli")]
use super::super::words;
#[cfg(feature = "cli")]
use super::names::{INSTRUMENT_SCHEMA, TRIAL_SCHEMA};
#[cfg(feature = "cli")]
use super::{ANCHOR, CONSISTENT, CRITERION, EXAMPLE, IMPLIED, LIST, QUESTIONS, SCORE, SITE, TABLE, VALUE};

form! {
    /// The definition of a trial: what it asks, and how its criteria judge the answers.
    TRIAL = "trial" {
        /// The form of this file and its version.
        required "schema": Kind::Named(TRIAL_SCHEMA);
        /// The registry number of the trial.
        required "id": Kind::Text, "EXAMPLE-1";
        /// The version of this definition.
        required "version": Kind::Text, "1.0.0";
        /// The registry record that the definition was written from.
        required "registry": Kind::Object(&REGISTRY);
        /// The approval by an ethics board.
        optional "approval": Kind::Object(&APPROVAL);
        /// Whether the trial is recruiting.
        optional "recruitment": Kind::Object(&RECRUITMENT);
        /// How much of a result may be shared; nothing if omitted.
        optional "referral": Kind::Object(&POLICY);
        /// The clinics where the trial takes place.
        optional "sites": Kind::List(&Kind::Varied(&SITE, Variation::Needs(&["source"])), 0, ANY);
        /// Paths of instruments, relative to this file.
        optional "include": TEXTS, r#"["../instruments/fatigue_scale/instrument.json"]"#;
        /// The sources that the definition cites.
        optional "sources": Kind::List(&Kind::Object(&SOURCE), 0, ANY);
        /// Named dates.
        optional "anchors": Kind::List(&Kind::Object(&ANCHOR), 0, ANY);
        /// The questions.
        optional "questions": Kind::List(&Kind::Union(&QUESTIONS), 0, ANY);
        /// Named groups of options.
        optional "lists": Kind::List(&Kind::Object(&LIST), 0, ANY);
        /// Amounts for options.
        optional "tables": Kind::List(&Kind::Object(&TABLE), 0, ANY);
        /// Named rules.
        optional "values": Kind::List(&Kind::Object(&VALUE), 0, ANY);
        /// Rules that stand for a *yes* to a question.
        optional "implied": Kind::List(&Kind::Object(&IMPLIED), 0, ANY);
        /// Weighted scores.
        optional "scores": Kind::List(&Kind::Object(&SCORE), 0, ANY);
        /// Rules that are true of every person.
        optional "consistent": Kind::List(&Kind::Object(&CONSISTENT), 0, ANY);
        /// The id of every question, in the order of asking.
        optional "order": TEXTS, r#"["born_on", "weight"]"#;
        /// The inclusion and exclusion criteria.
        optional "criteria": Kind::List(&Kind::Object(&CRITERION), 0, ANY);
        /// Example patients and the verdicts that they must get.
        optional "examples": Kind::List(&Kind::Object(&EXAMPLE), 0, ANY);
    }
}

form! {
    /// A reusable part of a definition, such as a classification score, that trials include.
    INSTRUMENT = "instrument" {
        /// The form of this file and its version.
        required "schema": Kind::Named(INSTRUMENT_SCHEMA);
        /// The id of the instrument.
        optional "id": Kind::Text, "fatigue_scale";
        /// The version of this instrument.
        optional "version": Kind::Text, "1.0.0";
        /// The sources that the instrument cites.
        optional "sources": Kind::List(&Kind::Object(&SOURCE), 0, ANY);
        /// The questions.
        optional "questions": Kind::List(&Kind::Union(&QUESTIONS), 0, ANY);
        /// Named groups of options.
        optional "lists": Kind::List(&Kind::Object(&LIST), 0, ANY);
        /// Amounts for options.
        optional "tables": Kind::List(&Kind::Object(&TABLE), 0, ANY);
        /// Named rules.
        optional "values": Kind::List(&Kind::Object(&VALUE), 0, ANY);
        /// Rules that stand for a *yes* to a question.
        optional "implied": Kind::List(&Kind::Object(&IMPLIED), 0, ANY);
        /// Weighted scores.
        optional "scores": Kind::List(&Kind::Object(&SCORE), 0, ANY);
        /// Rules that are true of every person.
        optional "consistent": Kind::List(&Kind::Object(&CONSISTENT), 0, ANY);
    }
}

form! {
    /// A registry record, as it was when the definition was written from it.
    REGISTRY = "registry" {
        /// The name of the registry.
        required "name": Kind::Text, "Example Registry";
        /// The address of the record.
        required "url": Kind::Text, "https://registry.example/studies/EXAMPLE-1";
        /// The date of the record.
        required "updated": Kind::Text, "2026-02-03";
        /// Parts of the record as the registry publishes them; only `drift` reads them.
        optional "record": Kind::Object(&RECORD);
    }
}

form! {
    /// Parts of a registry record, under the registry's own names.
    RECORD = "record" {
        /// Names and numbers of the study.
        optional "identificationModule": REGISTERED;
        /// Its status and dates.
        optional "statusModule": REGISTERED;
        /// Who can take part.
        optional "eligibilityModule": REGISTERED;
        /// Its arms and interventions.
        optional "armsInterventionsModule": REGISTERED;
        /// Its contacts and locations.
        optional "contactsLocationsModule": REGISTERED;
    }
}

#[cfg(feature = "cli")]
const REGISTERED: Kind = Kind::Map(super::super::kind::NAMES, &Kind::Anything, 0);

form! {
    /// The approval by an ethics board.
    APPROVAL = "approval" {
        /// The name of the board.
        required "board": Kind::NonBlank, "Example Ethics Board";
        /// The board's number for the approval.
        required "number": Kind::NonBlank, "2026-017";
        /// The first day of the approval.
        required "on": Kind::Day, "2026-01-15";
        /// The last day of the approval.
        required "expires": Kind::Day, "2027-01-14";
        /// The fingerprint of the approved messages, by language.
        required "languages": Kind::Map(Some("^[a-z]{2,3}(-[A-Za-z]+)*$"), &DIGEST, 1);
    }
}

form! {
    /// Whether a trial is recruiting.
    RECRUITMENT = "recruitment" {
        /// The recruitment status.
        required "status": Kind::Word(&words::RECRUITMENTS), "recruiting";
        /// The date of the record that states it.
        required "on": Kind::Day, "2026-02-03";
        /// The ids of the sources that state it.
        required "source": CITED, r#"["REGISTRY"]"#;
    }
}

form! {
    /// How much of a result may be shared, by whom and with whom.
    POLICY = "referral_policy" {
        /// The most that a referral may share of a result.
        required "most": Kind::Word(&words::SHARES), "answers";
        /// Whether people who are ruled out can share their results too.
        optional "not_eligible": Kind::Truth, "true";
        /// The public key of the site, as printed by `prescreener keygen`.
        optional "site_key": Kind::Either(&[KEY, Kind::Named("")]);
        /// The https address of the page where the site opens referrals.
        optional "receiver": Kind::Like(r##"^(https://[A-Za-z0-9\[][^"#<>\\^`{|}\s]*)?$"##), "https://site.example/receive.html";
    }
}

form! {
    /// A source that can be cited.
    SOURCE = "source" {
        /// Its id.
        required "id": Kind::Text, "CRITERIA";
        /// Its title.
        required "title": Kind::Text, "Classification criteria, 2017";
        /// Its address.
        optional "url": Kind::Text, "https://journal.example/criteria";
    }
}
