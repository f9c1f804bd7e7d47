//! Weighted scores.

use super::super::form;
#[cfg(feature = "cli")]
use super::super::kind::{ANY, Kind, SOURCES};

#[cfg(feature = "cli")]
const POINTS: Kind = Kind::List(&Kind::Amount, 1, ANY);

form! {
    /// A weighted score.
    SCORE = "score" {
        /// Its id.
        required "id": Kind::Id, "fatigue_scale";
        /// Its columns. The first whose rule holds is used.
        required "columns": Kind::List(&Kind::Object(&COLUMN), 1, ANY);
        /// What gives points.
        optional "items": Kind::List(&Kind::Object(&ITEM), 0, ANY);
        /// Its classes, the lowest first.
        optional "bands": Kind::List(&Kind::Object(&BAND), 0, 64);
        /// Into which subgroups people fall.
        optional "subgroups": Kind::Object(&SUBGROUPS);
        /// The ids of the sources that it cites.
        optional "source": SOURCES;
    }
}

form! {
    /// A column of points.
    COLUMN = "column" {
        /// Its id.
        required "id": Kind::Id, "with_scan";
        /// When it is used. The last column has no rule.
        optional "when": Kind::Rule, "scan is report_known";
    }
}

form! {
    /// An item that gives points: by one rule, or by the first of several that holds.
    ITEM = "item" {
        /// Its id.
        required "id": Kind::Id, "rash";
        /// When it gives its points.
        optional "when": Kind::Rule, "rash";
        /// Its points, in the order of the columns.
        optional "points": POINTS, r#"["3.2", "3.1"]"#;
        /// Several rules with their points, of which the first that holds counts.
        optional "cases": Kind::List(&Kind::Object(&CASE), 0, ANY);
        /// The ids of the sources that it cites.
        optional "source": SOURCES;
    }
    also r#"{ "anyOf": [{ "required": ["cases"] }, { "required": ["when", "points"] }] }"#
}

form! {
    /// One of several rules with its points.
    CASE = "case" {
        /// When it gives its points.
        required "when": Kind::Rule, "onset_age >= 40";
        /// Its points, in the order of the columns.
        required "points": POINTS, r#"["2.2", "2.1"]"#;
        /// The ids of the sources that it cites.
        optional "source": SOURCES;
    }
}

form! {
    /// A class of a score.
    BAND = "band" {
        /// Its id.
        required "id": Kind::Id, "possible";
        /// The points from which on it is reached, in the order of the columns. The lowest has none.
        optional "from": POINTS, r#"["6.5", "5.3"]"#;
        /// The ids of the sources that it cites.
        optional "source": SOURCES;
    }
}

form! {
    /// Into which subgroups people fall.
    SUBGROUPS = "subgroups" {
        /// For whom they are told.
        required "when": Kind::Rule, "fatigue_scale.band is one of (probable, definite)";
        /// The subgroups. The first whose rule holds counts.
        optional "cases": Kind::List(&Kind::Object(&SUBGROUP), 0, 64);
        /// The ids of the sources that they cite.
        optional "source": SOURCES;
    }
}

form! {
    /// A subgroup.
    SUBGROUP = "subgroup" {
        /// Who falls into it. The last one has no rule.
        optional "when": Kind::Rule, "onset_age < 18 and rash";
        /// Its id.
        required "then": Kind::Id, "juvenile";
        /// The ids of the sources that it cites.
        optional "source": SOURCES;
    }
}
