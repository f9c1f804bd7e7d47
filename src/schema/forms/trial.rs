//! Trials and instruments.

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
    /// The definition of a trial: what it asks, and what its criteria make of the answers.
    TRIAL = "trial" {
        /// The form of this file and its version.
        required "schema": Kind::Named(TRIAL_SCHEMA);
        /// The registry number of the trial.
        required "id": Kind::Text, "EXAMPLE-1";
        /// The version of this definition.
        required "version": Kind::Text, "1.0.0";
        /// The registry record that the definition was written from.
        required "registry": Kind::Object(&REGISTRY);
        /// What an ethics board approved.
        optional "approval": Kind::Object(&APPROVAL);
        /// Whether the trial takes people in.
        optional "recruitment": Kind::Object(&RECRUITMENT);
        /// What of a result may be handed on; nothing without it.
        optional "referral": Kind::Object(&POLICY);
        /// The clinics where the trial takes place.
        optional "sites": Kind::List(&Kind::Varied(&SITE, Variation::Needs(&["source"])), 0, ANY);
        /// Paths of instruments, relative to this file.
        optional "include": TEXTS, r#"["../instruments/fatigue_scale/instrument.json"]"#;
        /// What criteria and numbers cite.
        optional "sources": Kind::List(&Kind::Object(&SOURCE), 0, ANY);
        /// Named dates.
        optional "anchors": Kind::List(&Kind::Object(&ANCHOR), 0, ANY);
        /// What can be asked.
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
        /// Rules that are true of everybody.
        optional "consistent": Kind::List(&Kind::Object(&CONSISTENT), 0, ANY);
        /// The id of every question, in the order of asking.
        optional "order": TEXTS, r#"["born_on", "weight"]"#;
        /// What the trial asks of a participant.
        optional "criteria": Kind::List(&Kind::Object(&CRITERION), 0, ANY);
        /// Patients with the verdict that they must get.
        optional "examples": Kind::List(&Kind::Object(&EXAMPLE), 0, ANY);
    }
}

form! {
    /// A reusable part of a definition, such as a classification score, that trials include.
    INSTRUMENT = "instrument" {
        /// The form of this file and its version.
        required "schema": Kind::Named(INSTRUMENT_SCHEMA);
        /// The name of the instrument.
        optional "id": Kind::Text, "fatigue_scale";
        /// The version of this instrument.
        optional "version": Kind::Text, "1.0.0";
        /// What it cites.
        optional "sources": Kind::List(&Kind::Object(&SOURCE), 0, ANY);
        /// What can be asked.
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
        /// Rules that are true of everybody.
        optional "consistent": Kind::List(&Kind::Object(&CONSISTENT), 0, ANY);
    }
}

form! {
    /// A registry record, and how it was on the day on which the definition was written from it.
    REGISTRY = "registry" {
        /// The name of the registry.
        required "name": Kind::Text, "Example Registry";
        /// The address of the record.
        required "url": Kind::Text, "https://registry.example/studies/EXAMPLE-1";
        /// The date of the record.
        required "updated": Kind::Text, "2026-02-03";
        /// Parts of the record as the registry has them; only `drift` reads them.
        optional "record": Kind::Object(&RECORD);
    }
}

form! {
    /// Parts of a registry record, by the names of the registry.
    RECORD = "record" {
        /// Names and numbers of the study.
        optional "identificationModule": REGISTERED;
        /// Its status and dates.
        optional "statusModule": REGISTERED;
        /// Who can take part.
        optional "eligibilityModule": REGISTERED;
        /// Its arms and interventions.
        optional "armsInterventionsModule": REGISTERED;
        /// Its contacts and places.
        optional "contactsLocationsModule": REGISTERED;
    }
}

#[cfg(feature = "cli")]
const REGISTERED: Kind = Kind::Map(super::super::kind::NAMES, &Kind::Anything, 0);

form! {
    /// What an ethics board approved.
    APPROVAL = "approval" {
        /// The board.
        required "board": Kind::Said, "Example Ethics Board";
        /// The number that the board gave.
        required "number": Kind::Said, "2026-017";
        /// The first day of the approval.
        required "on": Kind::Day, "2026-01-15";
        /// The last day of the approval.
        required "expires": Kind::Day, "2027-01-14";
        /// The fingerprint of the approved words, by language.
        required "languages": Kind::Map(Some("^[a-z]{2,3}(-[A-Za-z]+)*$"), &DIGEST, 1);
    }
}

form! {
    /// Whether a trial takes people in.
    RECRUITMENT = "recruitment" {
        /// How far it takes people in.
        required "status": Kind::Word(&words::RECRUITMENTS), "recruiting";
        /// The day of the record that says so.
        required "on": Kind::Day, "2026-02-03";
        /// The ids of the sources that say so.
        required "source": CITED, r#"["REGISTRY"]"#;
    }
}

form! {
    /// What of a result may be handed on, for whom and to whom.
    POLICY = "referral_policy" {
        /// How much of a result a referral holds at most.
        required "most": Kind::Word(&words::SHARES), "answers";
        /// Whether people who are ruled out can hand on theirs too.
        optional "not_eligible": Kind::Truth, "true";
        /// The public key of the site, as `prescreener keygen` prints it.
        optional "site_key": Kind::Either(&[KEY, Kind::Named("")]);
        /// The https address of the page where the site opens referrals.
        optional "receiver": Kind::Like(r##"^(https://[A-Za-z0-9\[][^"#<>\\^`{|}\s]*)?$"##), "https://site.example/receive.html";
    }
}

form! {
    /// Something that is cited.
    SOURCE = "source" {
        /// Its id.
        required "id": Kind::Text, "CRITERIA";
        /// Its title.
        required "title": Kind::Text, "Classification criteria, 2017";
        /// Its address.
        optional "url": Kind::Text, "https://journal.example/criteria";
    }
}
