//! The steroid floor of 5 mg and ceiling of 25 mg of prednisone a day, for each steroid and for two together.

use crate::support::load::{IIMPACT, trial};
use crate::support::people::eligible;

/// Returns the statuses of the floor (I05) and the ceiling (I05d) for a person who takes only these steroids.
fn floor_and_ceiling(steroids: &str) -> (&'static str, &'static str) {
    let trial = trial(IIMPACT);
    let only = "immunosuppressants=[none]; immunosuppressant_changed_on.methotrexate=-; steroid_dose.prednisone=-";
    // Taken every day unless stated otherwise.
    let daily: Vec<String> = [
        "prednisone",
        "prednisolone",
        "methylprednisolone",
        "triamcinolone",
        "hydrocortisone",
        "cortisone",
        "dexamethasone",
        "deflazacort",
        "betamethasone",
    ]
    .iter()
    .map(|steroid| format!("steroid_frequency.{steroid}=daily"))
    .collect();
    let person = eligible(&trial).with(only).with(&daily.join("; ")).with(steroids);
    (person.status("I05"), person.status("I05d"))
}

#[test]
fn prednisone_is_compared_with_the_floor_and_ceiling() {
    for (dose, floor, ceiling) in [
        ("0.1", "not_met", "met"),
        ("4.9", "not_met", "met"),
        ("4.999", "not_met", "met"),
        ("5", "met", "met"),
        ("5.1", "met", "met"),
        ("24.9", "met", "met"),
        ("25", "met", "met"),
        ("25.001", "met", "not_met"),
        ("25.1", "met", "not_met"),
        ("{\"about\": 5}", "unknown", "met"),
        ("{\"about\": 24}", "met", "unknown"),
        ("{\"min\": 5, \"max\": 25}", "met", "met"),
        ("null", "unknown", "unknown"),
    ] {
        let got = floor_and_ceiling(&format!("steroids=[prednisone]; steroid_dose.prednisone={dose}"));
        assert_eq!(got, (floor, ceiling), "{dose}");
    }
}

#[test]
fn every_steroid_is_converted_exactly_at_both_limits() {
    // The doses equivalent to 5 mg and 25 mg of prednisone; a thousandth less or more must fall on either side.
    for (steroid, five, twenty_five) in [
        ("prednisone", 5_000, 25_000),
        ("prednisolone", 5_000, 25_000),
        ("methylprednisolone", 4_000, 20_000),
        ("triamcinolone", 4_000, 20_000),
        ("hydrocortisone", 20_000, 100_000),
        ("cortisone", 25_000, 125_000),
        ("dexamethasone", 750, 3_750),
    ] {
        let at = |thousandths: i32| {
            let dose = format!("{}.{:03}", thousandths / 1000, thousandths % 1000);
            floor_and_ceiling(&format!("steroids=[{steroid}]; steroid_dose.{steroid}={dose}"))
        };
        assert_eq!(at(five - 1), ("not_met", "met"), "{steroid} below the floor");
        assert_eq!(at(five), ("met", "met"), "{steroid} at the floor");
        assert_eq!(at(twenty_five), ("met", "met"), "{steroid} at the ceiling");
        assert_eq!(at(twenty_five + 1), ("met", "not_met"), "{steroid} above the ceiling");
    }
}

#[test]
fn where_references_disagree_the_limits_are_undecided() {
    for (steroid, dose, floor, ceiling) in [
        ("deflazacort", "5.999", "not_met", "met"),
        ("deflazacort", "6", "unknown", "met"),
        ("deflazacort", "7.499", "unknown", "met"),
        ("deflazacort", "7.5", "met", "met"),
        ("deflazacort", "30", "met", "met"),
        ("deflazacort", "30.001", "met", "unknown"),
        ("deflazacort", "37.5", "met", "unknown"),
        ("deflazacort", "37.501", "met", "not_met"),
        ("betamethasone", "0.599", "not_met", "met"),
        ("betamethasone", "0.6", "unknown", "met"),
        ("betamethasone", "0.749", "unknown", "met"),
        ("betamethasone", "0.75", "met", "met"),
        ("betamethasone", "3", "met", "met"),
        ("betamethasone", "3.001", "met", "unknown"),
        ("betamethasone", "3.75", "met", "unknown"),
        ("betamethasone", "3.751", "met", "not_met"),
    ] {
        let got = floor_and_ceiling(&format!("steroids=[{steroid}]; steroid_dose.{steroid}={dose}"));
        assert_eq!(got, (floor, ceiling), "{steroid} {dose}");
    }
}

#[test]
fn two_steroids_add_up() {
    for (steroids, floor, ceiling) in [
        // 2.5 + 10 / 4 = 5
        (
            "steroids=[prednisone, hydrocortisone]; steroid_dose.prednisone=2.5; steroid_dose.hydrocortisone=10",
            "met",
            "met",
        ),
        (
            "steroids=[prednisone, hydrocortisone]; steroid_dose.prednisone=2.499; steroid_dose.hydrocortisone=10",
            "not_met",
            "met",
        ),
        // 20 + 20 / 4 = 25
        (
            "steroids=[prednisone, hydrocortisone]; steroid_dose.prednisone=20; steroid_dose.hydrocortisone=20",
            "met",
            "met",
        ),
        (
            "steroids=[prednisone, hydrocortisone]; steroid_dose.prednisone=20; steroid_dose.hydrocortisone=20.001",
            "met",
            "not_met",
        ),
        // 12 * 5/6 = 10 or 12 * 5/7.5 = 8, with 15 or 17 of prednisone beside it.
        ("steroids=[prednisone, deflazacort]; steroid_dose.prednisone=15; steroid_dose.deflazacort=12", "met", "met"),
        (
            "steroids=[prednisone, deflazacort]; steroid_dose.prednisone=17; steroid_dose.deflazacort=12",
            "met",
            "unknown",
        ),
        (
            "steroids=[prednisone, deflazacort]; steroid_dose.prednisone=17.001; steroid_dose.deflazacort=12",
            "met",
            "not_met",
        ),
        // An unknown dose of one of two is not a dose of zero.
        ("steroids=[prednisone, hydrocortisone]; steroid_dose.prednisone=5", "met", "unknown"),
        ("steroids=[prednisone, hydrocortisone]; steroid_dose.prednisone=4", "unknown", "unknown"),
        // A dose left over from a deselected steroid does not count.
        ("steroids=[hydrocortisone]; steroid_dose.prednisone=40; steroid_dose.hydrocortisone=20", "met", "met"),
        // A steroid that cannot be converted leaves both limits undecided upward.
        ("steroids=[other_steroid]", "unknown", "unknown"),
        ("steroids=[prednisone, other_steroid]; steroid_dose.prednisone=5", "met", "unknown"),
        ("steroids=[prednisone, other_steroid]; steroid_dose.prednisone=25.1", "met", "not_met"),
        ("steroids=[none]", "not_met", "met"),
        ("steroids=[only_local]", "not_met", "met"),
        ("steroids=null", "unknown", "unknown"),
    ] {
        assert_eq!(floor_and_ceiling(steroids), (floor, ceiling), "{steroids}");
    }
}

#[test]
fn the_frequency_of_a_dose_counts() {
    // The doses that amount to 5 mg and 25 mg of prednisone a day: times 2 for every other day, times 7 for once a
    // week.
    for (steroid, five) in [("prednisone", 5_000), ("hydrocortisone", 20_000), ("dexamethasone", 750)] {
        for (often, days) in [("daily", 1), ("being_reduced", 1), ("alternate_days", 2), ("weekly", 7)] {
            let at = |thousandths: i32| {
                let dose = format!("{}.{:03}", thousandths / 1000, thousandths % 1000);
                floor_and_ceiling(&format!(
                    "steroids=[{steroid}]; steroid_dose.{steroid}={dose}; steroid_frequency.{steroid}={often}"
                ))
            };
            // An average below the floor is left to the team; a daily dose below it is not.
            let below = if days == 1 { "not_met" } else { "unknown" };
            assert_eq!(at(five * days - 1), (below, "met"), "{steroid} {often} below the floor");
            assert_eq!(at(five * days), ("met", "met"), "{steroid} {often} at the floor");
            assert_eq!(at(five * 5 * days), ("met", "met"), "{steroid} {often} at the ceiling");
            assert_eq!(at(five * 5 * days + 1), ("met", "not_met"), "{steroid} {often} above the ceiling");
        }
    }
    // With another or an unknown frequency, the daily dose is anything up to the dose.
    for often in ["other_times", "null", "-"] {
        for (dose, floor, ceiling) in [
            ("0.1", "unknown", "met"),
            ("4.999", "unknown", "met"),
            ("5", "unknown", "met"),
            ("25", "unknown", "met"),
            ("25.001", "unknown", "unknown"),
        ] {
            let changes =
                format!("steroids=[prednisone]; steroid_dose.prednisone={dose}; steroid_frequency.prednisone={often}");
            assert_eq!(floor_and_ceiling(&changes), (floor, ceiling), "{dose} {often}");
        }
    }
    // 20 + 5.25 / 7 / 0.75 * 5 = 25
    let both =
        "steroids=[prednisone, dexamethasone]; steroid_dose.prednisone=20; steroid_frequency.dexamethasone=weekly";
    assert_eq!(floor_and_ceiling(&format!("{both}; steroid_dose.dexamethasone=5.25")), ("met", "met"));
    assert_eq!(floor_and_ceiling(&format!("{both}; steroid_dose.dexamethasone=5.251")), ("met", "not_met"));
}

#[test]
fn an_immunosuppressant_removes_the_floor_but_not_the_ceiling() {
    let trial = trial(IIMPACT);
    for (dose, floor, ceiling, verdict) in
        [("1", "met", "met", "potentially_eligible"), ("25.1", "met", "not_met", "not_eligible")]
    {
        let person = eligible(&trial).with(&format!("steroid_dose.prednisone={dose}"));
        assert_eq!(
            (person.status("I05"), person.status("I05d"), person.verdict()),
            (floor, ceiling, verdict.to_owned())
        );
    }
}

#[test]
fn undecided_medicines_leave_the_criterion_to_the_team() {
    let trial = trial(IIMPACT);
    let no_steroid = "steroids=[none]; steroid_dose.prednisone=-; steroid_changed_on.prednisone=-; immunosuppressant_changed_on.methotrexate=-";
    for (medicines, status) in [
        ("immunosuppressants=[immunoglobulin]", "unknown"),
        ("immunosuppressants=[other_immunosuppressant]", "unknown"),
        ("immunosuppressants=[none]; hydroxychloroquine=true; hydroxychloroquine_changed_on=2020-01-01", "unknown"),
        ("immunosuppressants=[none]", "not_met"),
        ("immunosuppressants=[rituximab]", "met"),
    ] {
        assert_eq!(eligible(&trial).with(no_steroid).with(medicines).status("I05"), status, "{medicines}");
    }
}
