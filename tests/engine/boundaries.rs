//! Every threshold of NCT07160205: at it, just below it, just above it. Steroids and stable doses have their own files.
//!
//! Each row changes a few answers of an eligible person and states the resulting status of one criterion and the
//! resulting verdict. Days count back from 2026-11-22.

use crate::support::load::{IIMPACT, trial};
use crate::support::people::eligible;
use crate::support::table::{ASK, Joining, NO, PE, hold, hold_on};

#[test]
fn the_base_person_is_eligible() {
    hold("I01", &Joining::Open, &[("", "met", PE)]);
}

#[test]
fn a_person_is_eighteen_from_the_birthday_on() {
    // A young person had the first sign as a child.
    hold(
        "I01",
        &Joining::Open,
        &[
            ("onset_age=9; date_of_birth=2008-11-23", "not_met", "not_yet from 2026-11-23"),
            ("onset_age=9; date_of_birth=2008-11-22", "met", PE),
            ("onset_age=9; date_of_birth=2008-11-21", "met", PE),
            ("onset_age=9; date_of_birth=2009-11-22", "not_met", "not_yet from 2027-11-22"),
            ("date_of_birth=1905-01-01", "met", PE),
        ],
    );
}

#[test]
fn a_person_born_on_29_february_is_eighteen_on_1_march() {
    // The base person's tests and visits must not be later than these earlier days, so only the age is checked.
    let recent = "lvef_on=2026-01-15; steroid_changed_on.prednisone=2025-06-01; immunosuppressant_changed_on.methotrexate=2025-03-01";
    for (on, status, verdict) in [
        ("2026-02-27", "not_met", "not_yet from 2026-03-01"),
        ("2026-02-28", "not_met", "not_yet from 2026-03-01"),
        ("2026-03-01", "met", PE),
    ] {
        let changes = format!("{recent}; onset_age=9; date_of_birth=2008-02-29");
        hold_on(on, "I01", &Joining::Open, &[(&changes, status, verdict)]);
    }
    // In a leap year the birthday exists: born in 2006, 18 on 29 February 2024.
    let early = "lvef_on=2024-01-15; steroid_changed_on.prednisone=2023-06-01; immunosuppressant_changed_on.methotrexate=2023-03-01";
    let leap = format!("{early}; onset_age=9; date_of_birth=2006-02-28");
    hold_on("2024-02-27", "I01", &Joining::Open, &[(&leap, "not_met", "not_yet from 2024-02-28")]);
    hold_on("2024-02-28", "I01", &Joining::Open, &[(&leap, "met", PE)]);
}

#[test]
fn a_partial_date_of_birth_decides_only_when_every_day_agrees() {
    hold(
        "I01",
        &Joining::Open,
        &[
            ("onset_age=9; date_of_birth=2008-10", "met", PE),
            ("onset_age=9; date_of_birth=2008-11", "unknown", PE),
            ("onset_age=9; date_of_birth=2008-12", "not_met", "not_yet from 2026-12-01"),
            ("onset_age=9; date_of_birth=2007", "met", PE),
            ("onset_age=9; date_of_birth=2008", "unknown", PE),
            ("onset_age=9; date_of_birth=2009", "not_met", "not_yet from 2027-01-01"),
            ("onset_age=9; date_of_birth=null", "unknown", PE),
            ("onset_age=9; date_of_birth=-", "unknown", ASK),
        ],
    );
    // On a birthday, age is certain from the month of birth only once the month's last day has come.
    hold_on("2026-11-30", "I01", &Joining::Open, &[("onset_age=9; date_of_birth=2008-11", "met", PE)]);
    hold_on("2026-11-29", "I01", &Joining::Open, &[("onset_age=9; date_of_birth=2008-11", "unknown", PE)]);
}

#[test]
fn the_score_needs_5_5_without_a_biopsy_and_6_7_with_one() {
    let none =
        "onset_age=50; heliotrope=false; gottron_papules=false; muscle_enzymes_raised=false; weakness_legs=false";
    let bland = "muscle_biopsy=report_known; biopsy_endomysial=false; biopsy_perimysial=false;
        biopsy_perifascicular_atrophy=false; biopsy_rimmed_vacuoles=false; biopsy_active=false";
    // No enzyme is raised; the MRI shows the activity.
    let unraised = "ck_at_screening=200; ck_upper_limit=200; mri_active=true; mri_on=2026-11-01";
    let rows = [
        // 2.1 + 0.7 + 1.9 + 0.7 = 5.4. A CK above its limit adds 1.3.
        (format!("{none}; {unraised}; neck_flexors_weaker=true; dysphagia=true"), "not_met", NO),
        (format!("{none}; {unraised}; ck_at_screening=200.1; neck_flexors_weaker=true; dysphagia=true"), "met", PE),
        // 1.3 + 3.3 + 0.9 = 5.5
        (
            format!(
                "{none}; {unraised}; onset_age=30; weakness_arms=false; gottron_sign=true; legs_proximal_weaker=true"
            ),
            "met",
            PE,
        ),
        // 2.2 + 0.7 + 3.7 = 6.6
        (format!("{none}; {unraised}; {bland}; gottron_sign=true"), "not_met", NO),
        // 2.2 + 1.4 + 3.1 = 6.7
        (
            format!("{none}; {bland}; weakness_arms=false; muscle_enzymes_raised=true; biopsy_rimmed_vacuoles=true"),
            "met",
            PE,
        ),
        // 5.6 without a biopsy, 5.4 with an unremarkable one: the columns move in opposite directions.
        (format!("{none}; weakness_legs=true; muscle_enzymes_raised=true; dysphagia=true"), "met", PE),
        (format!("{none}; weakness_legs=true; muscle_enzymes_raised=true; dysphagia=true; {bland}"), "not_met", NO),
        (
            format!(
                "{none}; weakness_legs=true; muscle_enzymes_raised=true; dysphagia=true; muscle_biopsy=report_missing; biopsy_active=false"
            ),
            "unknown",
            PE,
        ),
    ];
    for (changes, status, verdict) in rows {
        hold("I02", &Joining::Open, &[(&changes, status, verdict)]);
    }
}

#[test]
fn enzymes_must_be_strictly_above_one_and_a_half_times_the_limit() {
    hold(
        "I03",
        &Joining::Open,
        &[
            ("ck_at_screening=299.9", "not_met", NO),
            ("ck_at_screening=300", "not_met", NO),
            ("ck_at_screening=300.1", "met", PE),
            // 1.5 times 35.7 is 53.55, which no CK value can equal at its number of decimals.
            ("ck_upper_limit=35.7; ck_at_screening=53.5", "not_met", NO),
            ("ck_upper_limit=35.7; ck_at_screening=53.6", "met", PE),
            ("ck_at_screening=100; aldolase_at_screening=11.24", "not_met", NO),
            ("ck_at_screening=100; aldolase_at_screening=11.25", "not_met", NO),
            ("ck_at_screening=100; aldolase_at_screening=11.26", "met", PE),
            // Without the laboratory's own limit a value decides little.
            ("ck_upper_limit=null", "unknown", PE),
            ("ck_at_screening=3000.1; ck_upper_limit=null", "met", PE),
            ("ck_at_screening=3000; ck_upper_limit=null", "unknown", PE),
            ("ck_at_screening=15; ck_upper_limit=null", "not_met", NO),
        ],
    );
}

#[test]
fn mri_emg_and_biopsy_count_for_twelve_weeks() {
    // 84 days before is 30 August.
    let quiet = "ck_at_screening=100";
    for (active, on) in [
        ("mri_active", "mri_on"),
        ("emg_active", "emg_on"),
        ("muscle_biopsy=report_missing; biopsy_active", "biopsy_on"),
    ] {
        // A missing biopsy report leaves the score's column unknown; this person passes in either column.
        for (test, status, verdict) in [
            ("2026-08-29", "not_met", "no"),
            ("2026-08-30", "met", PE),
            ("2026-08-31", "met", PE),
            ("2026-11-22", "met", PE),
            ("2026-09", "met", PE),
            ("2026-08", "unknown", PE),
            ("2026-07", "not_met", "no"),
            ("2026", "unknown", PE),
        ] {
            let verdict = if verdict == "no" { NO } else { verdict };
            let changes = format!("{quiet}; {active}=true; {on}={test}");
            hold("I03", &Joining::Open, &[(&changes, status, verdict)]);
        }
    }
}

#[test]
fn a_test_after_the_day_of_assessment_is_refused() {
    let trial = trial(IIMPACT);
    for key in ["mri_on", "emg_on", "biopsy_on", "lvef_on", "steroid_changed_on.prednisone", "date_of_birth"] {
        let person = eligible(&trial).with(&format!("{key}=2026-11-23"));
        let wrong = prescreener::answers::read(&trial, &person.json(), person.on).unwrap_err();
        assert_eq!(wrong.len(), 1, "{key}");
        assert_eq!(wrong[0].to_string(), format!("`{key}`: `2026-11-23` lies after the day of assessment, 2026-11-22"));
    }
}

#[test]
fn strength_passes_up_to_142_and_skin_from_7() {
    hold(
        "I04",
        &Joining::Open,
        &[
            ("mmt8_bilateral=141; cdasi_activity=6", "met", PE),
            ("mmt8_bilateral=142; cdasi_activity=6", "met", PE),
            ("mmt8_bilateral=143; cdasi_activity=6", "not_met", NO),
            ("mmt8_bilateral=143; cdasi_activity=7", "met", PE),
            ("mmt8_bilateral=143; cdasi_activity=8", "met", PE),
            ("mmt8_bilateral=143; cdasi_activity=null", "unknown", PE),
            ("mmt8_bilateral=null; cdasi_activity=6", "unknown", PE),
            ("mmt8_bilateral=142; cdasi_activity=null", "met", PE),
            ("mmt8_bilateral={\"min\": 140, \"max\": 142}; cdasi_activity=0", "met", PE),
            ("mmt8_bilateral={\"min\": 142, \"max\": 143}; cdasi_activity=0", "unknown", PE),
            // At most 72 of 80 on one side and 70 on the other add up to at most 142. A higher score on one side
            // decides nothing.
            ("mmt8_scale=one_side_80; mmt8_bilateral=-; mmt8_one_side=71; cdasi_activity=6", "met", PE),
            ("mmt8_scale=one_side_80; mmt8_bilateral=-; mmt8_one_side=72; cdasi_activity=6", "met", PE),
            ("mmt8_scale=one_side_80; mmt8_bilateral=-; mmt8_one_side=73; cdasi_activity=6", "unknown", PE),
            ("mmt8_scale=one_side_80; mmt8_bilateral=-; mmt8_one_side=null; cdasi_activity=6", "unknown", PE),
            ("mmt8_scale=one_side_80; mmt8_bilateral=-; mmt8_one_side=80; cdasi_activity=7", "met", PE),
            ("mmt8_scale=one_side_80; mmt8_bilateral=-; cdasi_activity=6", "unknown", ASK),
            // A score left over from a form for both sides decides nothing either.
            ("mmt8_scale=one_side_80; mmt8_bilateral=70; mmt8_one_side=null; cdasi_activity=6", "unknown", PE),
            ("mmt8_scale=one_side_80; mmt8_bilateral=150; mmt8_one_side=null; cdasi_activity=6", "unknown", PE),
            ("mmt8_scale=null; mmt8_bilateral=143; cdasi_activity=6", "unknown", PE),
        ],
    );
}

#[test]
fn oxygen_saturation_passes_from_94() {
    hold(
        "I07",
        &Joining::Open,
        &[
            ("oxygen_saturation=93", "not_met", NO),
            ("oxygen_saturation=93.9", "not_met", NO),
            ("oxygen_saturation=94", "met", PE),
            ("oxygen_saturation=94.1", "met", PE),
            ("oxygen_saturation={\"about\": 94}", "unknown", PE),
            ("oxygen_saturation=null", "unknown", PE),
        ],
    );
}

#[test]
fn lvef_passes_from_30_if_tested_within_eight_weeks() {
    // 56 days before is 27 September. An earlier test decides nothing, whatever its result.
    hold(
        "I08",
        &Joining::Open,
        &[
            ("lvef=29; lvef_on=2026-11-01", "not_met", "not_yet from 2026-12-28"),
            ("lvef=29.9; lvef_on=2026-11-01", "not_met", "not_yet from 2026-12-28"),
            ("lvef=30; lvef_on=2026-11-01", "met", PE),
            ("lvef=30.1; lvef_on=2026-11-01", "met", PE),
            ("lvef=30; lvef_on=2026-11-22", "met", PE),
            ("lvef=30; lvef_on=2026-09-28", "met", PE),
            ("lvef=30; lvef_on=2026-09-27", "met", PE),
            ("lvef=30; lvef_on=2026-09-26", "unknown", PE),
            ("lvef=30; lvef_on=2026-09", "unknown", PE),
            ("lvef=30; lvef_on=2026-10", "met", PE),
            ("lvef=29.9; lvef_on=2026-09-28", "not_met", "not_yet from 2026-11-24"),
            ("lvef=29.9; lvef_on=2026-09-27", "not_met", "not_yet from 2026-11-23"),
            ("lvef=29.9; lvef_on=2026-09-26", "unknown", PE),
            ("lvef=29.9; lvef_on=2020", "unknown", PE),
            ("lvef=29.9; lvef_on=2026-09", "unknown", PE),
            ("lvef=29.9; lvef_on=null", "unknown", PE),
            ("lvef=null; lvef_on=2026-11-01", "unknown", PE),
            ("lvef={\"min\": 29, \"max\": 31}", "unknown", PE),
        ],
    );
}

#[test]
fn the_diagnosis_is_dermatomyositis_or_polymyositis() {
    hold(
        "I00",
        &Joining::Open,
        &[
            ("diagnosis=dermatomyositis", "met", PE),
            ("diagnosis=polymyositis", "met", PE),
            ("diagnosis=other_myositis", "unknown", PE),
            ("diagnosis=still_looking", "unknown", PE),
            ("diagnosis=null", "unknown", PE),
            ("diagnosis={\"declined\": true}", "unknown", PE),
            ("diagnosis=-", "unknown", ASK),
            ("diagnosis=no", "not_met", NO),
        ],
    );
}

/// The cases of the subgroups count even below *probable*, where the result names no subgroup and I02 rules out.
#[test]
fn inclusion_body_myositis_counts_below_probable_too() {
    // Age gives 2.1 points, arms 0.7, legs 0.8, dysphagia 0.7, neck flexors 1.9; *probable* begins at 5.5.
    let rest = "onset_age=48; heliotrope=false; gottron_papules=false; gottron_sign=false; muscle_enzymes_raised=false;
        ck_at_screening=150; finger_flexor_weakness=true; treatment_not_improved=true; weakness_arms=true;
        neck_flexors_weaker=true";
    let trial = trial(IIMPACT);
    let told = |legs: bool, dysphagia: bool| {
        let case = eligible(&trial).with(&format!("{rest}; weakness_legs={legs}; dysphagia={dysphagia}"));
        (case.status("I02"), case.status("A02"))
    };
    assert_eq!(told(false, true), ("not_met", "unknown"), "5.4 points");
    assert_eq!(told(true, false), ("met", "unknown"), "5.5 points");
    assert_eq!(told(true, true), ("met", "unknown"), "6.2 points");
}
