//! The time for which doses must be stable before joining: 28 days for steroids and 84 for the others, with the day of
//! joining fixed or open (14 to 28 days after 2026-11-22).

use crate::support::table::{Joining, PE, hold, hold_on};

/// Returns the changes for a person who takes no steroid that counts, and so was asked nothing about one.
fn no_steroid(instead: &str) -> String {
    let about = ["steroid_dose", "steroid_frequency", "steroid_changed_on"];
    let left_out: String = about.iter().map(|question| format!("; {question}.prednisone=-")).collect();
    format!("steroids=[{instead}]{left_out}")
}

#[test]
fn a_steroid_dose_must_be_stable_for_28_days_before_joining() {
    let on = Joining::Fixed("2026-12-06");
    // 28 days before 6 December is 8 November.
    hold(
        "I05c",
        &on,
        &[
            ("steroid_changed_on.prednisone=2026-11-07", "met", PE),
            ("steroid_changed_on.prednisone=2026-11-08", "met", PE),
            ("steroid_changed_on.prednisone=2026-11-09", "not_met", "not_yet from 2026-11-23"),
            ("steroid_changed_on.prednisone=2026-11-22", "not_met", "not_yet from 2026-12-06"),
            ("steroid_changed_on.prednisone=2026-10", "met", PE),
            ("steroid_changed_on.prednisone=2026-11", "unknown", PE),
            ("steroid_changed_on.prednisone=null", "unknown", PE),
            (&no_steroid("none"), "met", PE),
            (&no_steroid("only_local"), "met", PE),
        ],
    );
    // Joining from 6 to 20 December: met with a change by 8 November, not met after 22 November, unknown between.
    hold(
        "I05c",
        &Joining::Open,
        &[
            ("steroid_changed_on.prednisone=2026-11-08", "met", PE),
            ("steroid_changed_on.prednisone=2026-11-09", "unknown", PE),
            ("steroid_changed_on.prednisone=2026-11-22", "unknown", PE),
        ],
    );
    // The same change assessed so early that even the last day of joining is less than 28 days away.
    let before = "lvef_on=2026-11-01; steroid_changed_on.prednisone=2026-11-20";
    hold_on("2026-11-20", "I05c", &Joining::Open, &[(before, "unknown", PE)]);
}

#[test]
fn each_steroid_counts_for_itself() {
    let on = Joining::Fixed("2026-12-06");
    let two =
        "steroids=[prednisone, hydrocortisone]; steroid_dose.hydrocortisone=10; steroid_frequency.hydrocortisone=daily";
    let other = "steroids=[prednisone, other_steroid]";
    for (more, status, verdict) in [
        ("steroid_changed_on.hydrocortisone=2026-11-08", "met", PE),
        ("steroid_changed_on.hydrocortisone=2026-11-09", "not_met", "not_yet from 2026-11-23"),
        ("steroid_changed_on.hydrocortisone=null", "unknown", PE),
        // The unchanged one does not make up for the changed one.
        (
            "steroid_changed_on.hydrocortisone=2026-11-15; steroid_changed_on.prednisone=2020-01-01",
            "not_met",
            "not_yet from 2026-11-29",
        ),
    ] {
        hold("I05c", &on, &[(&format!("{two}; {more}"), status, verdict)]);
    }
    // Neither whether it counts nor how often it is taken is known: any date leaves it to the team.
    for (more, status, verdict) in [
        ("steroid_changed_on.other_steroid=2026-06-01", "unknown", PE),
        ("steroid_changed_on.other_steroid=2026-11-08", "unknown", PE),
        ("steroid_changed_on.other_steroid=2026-11-09", "unknown", PE),
        ("steroid_changed_on.other_steroid=2026-11-22", "unknown", PE),
        // Another steroid that changed too recently still rules out.
        ("steroid_changed_on.prednisone=2026-11-09", "not_met", "not_yet from 2026-11-23"),
    ] {
        hold("I05c", &on, &[(&format!("{other}; {more}"), status, verdict)]);
    }
}

#[test]
fn a_steroid_not_taken_daily_is_left_to_the_team_unless_it_changed_recently() {
    let on = Joining::Fixed("2026-12-06");
    for often in ["being_reduced", "alternate_days", "weekly", "other_times", "null"] {
        for (changed, status, verdict) in [
            ("2026-06-01", "unknown", PE),
            ("2026-11-08", "unknown", PE),
            ("2026-11-09", "not_met", "not_yet from 2026-11-23"),
            ("null", "unknown", PE),
        ] {
            let changes = format!("steroid_frequency.prednisone={often}; steroid_changed_on.prednisone={changed}");
            hold("I05c", &on, &[(&changes, status, verdict)]);
        }
    }
}

/// The three days from a limit on, with the day of joining fixed and open.
#[test]
fn a_dose_changed_right_at_a_limit_is_reported_to_the_team() {
    let on = Joining::Fixed("2026-12-06");
    let hydroxychloroquine = "hydroxychloroquine=true; hydroxychloroquine_changed_on";
    let (steroid, methotrexate) = ("steroid_changed_on.prednisone", "immunosuppressant_changed_on.methotrexate");
    for (key, day, status) in [
        (steroid, "2026-11-05", "met"),
        (steroid, "2026-11-06", "unknown"),
        (steroid, "2026-11-08", "unknown"),
        (methotrexate, "2026-09-10", "met"),
        (methotrexate, "2026-09-11", "unknown"),
        (methotrexate, "2026-09-13", "unknown"),
        (hydroxychloroquine, "2026-09-10", "met"),
        (hydroxychloroquine, "2026-09-11", "unknown"),
        (hydroxychloroquine, "2026-09-13", "unknown"),
    ] {
        hold("A03", &on, &[(&format!("{key}={day}"), status, PE)]);
    }
    // A change after the limit already rules out, which is reported.
    for (key, day) in [(steroid, "2026-11-09"), (methotrexate, "2026-09-14"), (hydroxychloroquine, "2026-09-14")] {
        hold("A03", &on, &[(&format!("{key}={day}"), "met", "not_yet from 2026-11-23")]);
    }
    // Joining from 6 to 20 December.
    let open = [("2026-11-05", "met"), ("2026-11-06", "unknown"), ("2026-11-22", "unknown")];
    for (day, status) in open {
        hold("A03", &Joining::Open, &[(&format!("{steroid}={day}"), status, PE)]);
    }
}

#[test]
fn an_immunosuppressant_dose_must_be_stable_for_84_days_before_joining() {
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
fn a_hydroxychloroquine_dose_must_be_stable_for_84_days_before_joining() {
    hold(
        "I05b",
        &Joining::Fixed("2026-12-06"),
        &[
            ("hydroxychloroquine=true; hydroxychloroquine_changed_on=2026-09-13", "met", PE),
            ("hydroxychloroquine=true; hydroxychloroquine_changed_on=2026-09-14", "not_met", "not_yet from 2026-11-23"),
            // A date implies that it is taken, whether or not the person knows what they take.
            ("hydroxychloroquine=null; hydroxychloroquine_changed_on=2026-09-14", "not_met", "not_yet from 2026-11-23"),
            ("hydroxychloroquine=null; hydroxychloroquine_changed_on=2026-09-13", "met", PE),
            ("hydroxychloroquine=null; hydroxychloroquine_changed_on=null", "unknown", PE),
            ("hydroxychloroquine=null", "unknown", PE),
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
