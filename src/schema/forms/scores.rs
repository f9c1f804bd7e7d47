//! The forms of weighted scores.

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
        /// Its columns of points. The first column whose rule holds is used.
        required "columns": Kind::List(&Kind::Object(&COLUMN), 1, ANY);
        /// The items that give points.
        optional "items": Kind::List(&Kind::Object(&ITEM), 0, ANY);
        /// Its classes, from the lowest to the highest.
        optional "bands": Kind::List(&Kind::Object(&BAND), 0, 64);
        /// Its classification into subgroups.
        optional "subgroups": Kind::Object(&SUBGROUPS);
        /// The ids of the sources cited.
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
        /// Several rules with their points. The first rule that holds counts.
        optional "cases": Kind::List(&Kind::Object(&CASE), 0, ANY);
        /// The ids of the sources cited.
        optional "source": SOURCES;
    }
    also r#"{ "anyOf": [{ "required": ["cases"] }, { "required": ["when", "points"] }] }"#
}

form! {
    /// One of several rules, with its points.
    CASE = "case" {
        /// When it gives its points.
        required "when": Kind::Rule, "onset_age >= 40";
        /// Its points, in the order of the columns.
        required "points": POINTS, r#"["2.2", "2.1"]"#;
        /// The ids of the sources cited.
        optional "source": SOURCES;
    }
}

form! {
    /// A class of a score.
    BAND = "band" {
        /// Its id.
        required "id": Kind::Id, "possible";
        /// The least number of points in this class, in the order of the columns. The lowest class has none.
        optional "from": POINTS, r#"["6.5", "5.3"]"#;
        /// The ids of the sources cited.
        optional "source": SOURCES;
    }
}

form! {
    /// A classification into subgroups.
    SUBGROUPS = "subgroups" {
        /// The people to whom the classification applies.
        required "when": Kind::Rule, "fatigue_scale.band is one of (probable, definite)";
        /// The subgroups. The first whose rule holds counts.
        optional "cases": Kind::List(&Kind::Object(&SUBGROUP), 0, 64);
        /// The ids of the sources cited.
        optional "source": SOURCES;
    }
}

form! {
    /// A subgroup.
    SUBGROUP = "subgroup" {
        /// The people who belong to it. The last subgroup has no rule.
        optional "when": Kind::Rule, "onset_age < 18 and rash";
        /// Its id.
        required "then": Kind::Id, "juvenile";
        /// The ids of the sources cited.
        optional "source": SOURCES;
    }
}
