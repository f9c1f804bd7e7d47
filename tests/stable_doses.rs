//! How long doses must be stable before joining: 28 days for steroids, 84 for the others, with the day of joining fixed
//! and open (14 to 28 days after 2026-11-22).

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::arithmetic_side_effects)]

mod support;

use support::table::{Joining, PE, hold, hold_on};

#[test]
fn a_steroid_dose_is_stable_for_28_days_before_joining() {
    let on = Joining::Fixed("2026-12-06");
    // 28 days before 6 December is 8 November.
    hold(
        "I05c",
        &on,
        &[
            ("steroid_changed_on=2026-11-07", "met", PE),
            ("steroid_changed_on=2026-11-08", "met", PE),
            ("steroid_changed_on=2026-11-09", "not_met", "not_yet from 2026-11-23"),
            ("steroid_changed_on=2026-11-22", "not_met", "not_yet from 2026-12-06"),
            ("steroid_changed_on=2026-10", "met", PE),
            ("steroid_changed_on=2026-11", "unknown", PE),
            ("steroid_changed_on=null", "unknown", PE),
            ("steroids=[none]; steroid_changed_on=-", "met", PE),
        ],
    );
    // Joining on 6 to 20 December: certain at 8 November, out of reach after 22 November, open between.
    hold(
        "I05c",
        &Joining::Open,
        &[
            ("steroid_changed_on=2026-11-08", "met", PE),
            ("steroid_changed_on=2026-11-09", "unknown", PE),
            ("steroid_changed_on=2026-11-22", "unknown", PE),
        ],
    );
    // The same change seen from a day so early that not even the last day of joining is 28 days on.
    let before = "lvef_on=2026-11-01; steroid_changed_on=2026-11-20";
    hold_on("2026-11-20", "I05c", &Joining::Open, &[(before, "unknown", PE)]);
}

#[test]
fn an_immunosuppressant_dose_is_stable_for_84_days_before_joining() {
    let key = "immunosuppressant_changed_on.methotrexate";
    let row = |joining: &Joining, changed: &str, status, verdict| {
        hold("I05a", joining, &[(&format!("{key}={changed}"), status, verdict)]);
    };
    // 84 days before 6 December is 13 September, before 20 December 27 September.
    let fixed = Joining::Fixed("2026-12-06");
    row(&fixed, "2026-09-12", "met", PE);
    row(&fixed, "2026-09-13", "met", PE);
    row(&fixed, "2026-09-14", "not_met", "not_yet from 2026-11-23");
    row(&fixed, "2026-11-22", "not_met", "not_yet from 2027-01-31");
    row(&Joining::Open, "2026-09-13", "met", PE);
    row(&Joining::Open, "2026-09-14", "unknown", PE);
    row(&Joining::Open, "2026-09-27", "unknown", PE);
    row(&Joining::Open, "2026-09-28", "not_met", "not_yet from 2026-11-23");
    row(&Joining::Open, "2026-09", "unknown", PE);
    row(&Joining::Open, "2026-08", "met", PE);
    row(&Joining::Open, "2026-10", "not_met", "not_yet from 2026-11-26");
}

#[test]
fn a_hydroxychloroquine_dose_is_stable_for_84_days_before_joining() {
    hold(
        "I05b",
        &Joining::Fixed("2026-12-06"),
        &[
            ("hydroxychloroquine=true; hydroxychloroquine_changed_on=2026-09-13", "met", PE),
            ("hydroxychloroquine=true; hydroxychloroquine_changed_on=2026-09-14", "not_met", "not_yet from 2026-11-23"),
            ("hydroxychloroquine=null; hydroxychloroquine_changed_on=2026-09-14", "unknown", PE),
        ],
    );
    hold(
        "I05b",
        &Joining::Open,
        &[
            ("hydroxychloroquine=true; hydroxychloroquine_changed_on=2026-09-13", "met", PE),
            ("hydroxychloroquine=true; hydroxychloroquine_changed_on=2026-09-14", "unknown", PE),
            ("hydroxychloroquine=true; hydroxychloroquine_changed_on=2026-09-27", "unknown", PE),
            ("hydroxychloroquine=true; hydroxychloroquine_changed_on=2026-09-28", "not_met", "not_yet from 2026-11-23"),
        ],
    );
}
