//! The example patients of NCT07160205 at each limit of each criterion.

/// A criterion, and three examples just below, at and just above one of its limits, each with its status.
pub type Triple = (&'static str, [(&'static str, &'static str); 3]);

pub const TRIPLES: [Triple; 38] = [
    ("I01", [("i01_18_tomorrow", "not_met"), ("i01_18_today", "met"), ("i01_18_since_yesterday", "met")]),
    (
        "I02",
        [
            ("i02_no_biopsy_5_4_just_below", "not_met"),
            ("i02_no_biopsy_5_5_at_the_limit", "met"),
            ("i02_no_biopsy_5_6_just_above", "met"),
        ],
    ),
    (
        "I02",
        [
            ("i02_no_biopsy_7_4_probable", "met"),
            ("i02_no_biopsy_7_5_definite", "met"),
            ("i02_no_biopsy_7_6_definite", "met"),
        ],
    ),
    (
        "I02",
        [
            ("i02_biopsy_6_6_just_below", "not_met"),
            ("i02_biopsy_6_7_at_the_limit", "met"),
            ("i02_biopsy_6_8_just_above", "met"),
        ],
    ),
    (
        "I02",
        [("i02_biopsy_8_6_probable", "met"), ("i02_biopsy_8_7_definite", "met"), ("i02_biopsy_8_8_definite", "met")],
    ),
    (
        "I02",
        [
            ("ambiguity_a20_ck_just_below_its_limit", "not_met"),
            ("ambiguity_a20_ck_at_its_limit", "not_met"),
            ("ambiguity_a20_ck_just_above_its_limit", "met"),
        ],
    ),
    (
        "I02",
        [
            ("i02_onset_17_with_gottron_sign", "not_met"),
            ("i02_onset_18_with_gottron_sign", "met"),
            ("i02_onset_19_with_gottron_sign", "met"),
        ],
    ),
    (
        "A01",
        [
            ("i02_onset_17_with_gottron_sign", "unknown"),
            ("i02_onset_18_with_gottron_sign", "met"),
            ("i02_onset_19_with_gottron_sign", "met"),
        ],
    ),
    (
        "I02",
        [
            ("i02_onset_39_with_jo1_alone", "not_met"),
            ("i02_onset_40_with_jo1_alone", "met"),
            ("i02_onset_41_with_jo1_alone", "met"),
        ],
    ),
    (
        "I03",
        [
            ("i03_ck_just_below_1_5_times_the_limit", "not_met"),
            ("i03_ck_at_1_5_times_the_limit", "not_met"),
            ("i03_ck_just_above_1_5_times_the_limit", "met"),
        ],
    ),
    (
        "I03",
        [
            ("i03_aldolase_just_below_1_5_times_the_limit", "not_met"),
            ("i03_aldolase_at_1_5_times_the_limit", "not_met"),
            ("i03_aldolase_just_above_1_5_times_the_limit", "met"),
        ],
    ),
    (
        "I03",
        [
            ("i03_mri_11_weeks_6_days_ago", "met"),
            ("i03_mri_12_weeks_ago", "met"),
            ("i03_mri_12_weeks_1_day_ago", "not_met"),
        ],
    ),
    (
        "I03",
        [
            ("i03_emg_11_weeks_6_days_ago", "met"),
            ("i03_emg_12_weeks_ago", "met"),
            ("i03_emg_12_weeks_1_day_ago", "not_met"),
        ],
    ),
    (
        "I03",
        [
            ("i03_biopsy_11_weeks_6_days_ago", "met"),
            ("i03_biopsy_12_weeks_ago", "met"),
            ("i03_biopsy_12_weeks_1_day_ago", "not_met"),
        ],
    ),
    ("I04", [("i04_mmt8_141_skin_6", "met"), ("i04_mmt8_142_skin_6", "met"), ("i04_mmt8_143_skin_6", "not_met")]),
    (
        "I04",
        [
            ("ambiguity_a19_mmt8_71_of_80", "met"),
            ("ambiguity_a19_mmt8_72_of_80", "met"),
            ("ambiguity_a19_mmt8_73_of_80", "unknown"),
        ],
    ),
    ("I04", [("i04_mmt8_150_skin_6", "not_met"), ("i04_mmt8_150_skin_7", "met"), ("i04_mmt8_150_skin_8", "met")]),
    (
        "I05",
        [
            ("i05_prednisone_4_9_just_below_the_floor", "not_met"),
            ("i05_prednisone_5_at_the_floor", "met"),
            ("i05_prednisone_5_1_just_above_the_floor", "met"),
        ],
    ),
    (
        "I05",
        [
            ("i05_hydrocortisone_19_9_below_the_floor", "not_met"),
            ("i05_hydrocortisone_20_at_the_floor", "met"),
            ("i05_hydrocortisone_20_1_above_the_floor", "met"),
        ],
    ),
    (
        "I05d",
        [
            ("i05d_prednisone_24_9_just_below_the_ceiling", "met"),
            ("i05d_prednisone_25_at_the_ceiling", "met"),
            ("i05d_prednisone_25_1_just_above_the_ceiling", "not_met"),
        ],
    ),
    (
        "I05d",
        [
            ("i05d_dexamethasone_3_74_below_the_ceiling", "met"),
            ("i05d_dexamethasone_3_75_at_the_ceiling", "met"),
            ("i05d_dexamethasone_3_76_above_the_ceiling", "not_met"),
        ],
    ),
    (
        "I05a",
        [
            ("i05a_changed_1_day_short_of_12_weeks_before_joining", "not_met"),
            ("i05a_changed_12_weeks_before_joining", "met"),
            ("i05a_changed_1_day_over_12_weeks_before_joining", "met"),
        ],
    ),
    (
        "I05b",
        [
            ("i05b_changed_1_day_short_of_12_weeks_before_joining", "not_met"),
            ("i05b_changed_12_weeks_before_joining", "met"),
            ("i05b_changed_1_day_over_12_weeks_before_joining", "met"),
        ],
    ),
    (
        "I05c",
        [
            ("i05c_changed_1_day_short_of_4_weeks_before_joining", "not_met"),
            ("i05c_changed_4_weeks_before_joining", "met"),
            ("i05c_changed_1_day_over_4_weeks_before_joining", "met"),
        ],
    ),
    (
        "I07",
        [
            ("i07_oxygen_93_9_just_below", "not_met"),
            ("i07_oxygen_94_at_the_limit", "met"),
            ("i07_oxygen_94_1_just_above", "met"),
        ],
    ),
    (
        "I08",
        [
            ("i08_heart_29_9_just_below", "not_met"),
            ("i08_heart_30_at_the_limit", "met"),
            ("i08_heart_30_1_just_above", "met"),
        ],
    ),
    (
        "I08",
        [
            ("i08_heart_test_7_weeks_6_days_ago", "met"),
            ("i08_heart_test_8_weeks_ago", "met"),
            ("i08_heart_test_8_weeks_1_day_ago", "unknown"),
        ],
    ),
    (
        "I05",
        [
            ("i05_every_other_day_9_9_just_below_the_floor", "unknown"),
            ("i05_every_other_day_10_at_the_floor", "met"),
            ("i05_every_other_day_10_1_just_above_the_floor", "met"),
        ],
    ),
    (
        "I05",
        [
            ("i05_weekly_34_9_just_below_the_floor", "unknown"),
            ("i05_weekly_35_at_the_floor", "met"),
            ("i05_weekly_35_1_just_above_the_floor", "met"),
        ],
    ),
    (
        "I05d",
        [
            ("i05d_every_other_day_49_9_just_below_the_ceiling", "met"),
            ("i05d_every_other_day_50_at_the_ceiling", "met"),
            ("i05d_every_other_day_50_1_just_above_the_ceiling", "not_met"),
        ],
    ),
    (
        "I05d",
        [
            ("i05d_weekly_174_9_just_below_the_ceiling", "met"),
            ("i05d_weekly_175_at_the_ceiling", "met"),
            ("i05d_weekly_175_1_just_above_the_ceiling", "not_met"),
        ],
    ),
    (
        "I08",
        [
            ("i08_low_value_7_weeks_6_days_ago", "not_met"),
            ("i08_low_value_8_weeks_ago", "not_met"),
            ("i08_low_value_8_weeks_1_day_ago", "unknown"),
        ],
    ),
    (
        "A03",
        [
            ("ambiguity_a17_steroid_27_days", "met"),
            ("ambiguity_a17_steroid_28_days", "unknown"),
            ("ambiguity_a17_steroid_29_days", "unknown"),
        ],
    ),
    (
        "A03",
        [
            ("ambiguity_a17_steroid_30_days", "unknown"),
            ("ambiguity_a17_steroid_31_days", "met"),
            ("ambiguity_a17_steroid_32_days", "met"),
        ],
    ),
    (
        "A03",
        [
            ("ambiguity_a17_methotrexate_83_days", "met"),
            ("ambiguity_a17_methotrexate_84_days", "unknown"),
            ("ambiguity_a17_methotrexate_85_days", "unknown"),
        ],
    ),
    (
        "A03",
        [
            ("ambiguity_a17_methotrexate_86_days", "unknown"),
            ("ambiguity_a17_methotrexate_87_days", "met"),
            ("ambiguity_a17_methotrexate_88_days", "met"),
        ],
    ),
    (
        "A03",
        [
            ("ambiguity_a17_hydroxychloroquine_83_days", "met"),
            ("ambiguity_a17_hydroxychloroquine_84_days", "unknown"),
            ("ambiguity_a17_hydroxychloroquine_85_days", "unknown"),
        ],
    ),
    (
        "A03",
        [
            ("ambiguity_a17_hydroxychloroquine_86_days", "unknown"),
            ("ambiguity_a17_hydroxychloroquine_87_days", "met"),
            ("ambiguity_a17_hydroxychloroquine_88_days", "met"),
        ],
    ),
];
