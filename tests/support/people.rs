//! People for NCT07160205.

use prescreener::trial::Trial;

use super::case::{Case, day};

/// Every answer is known, none is at a limit, and none rules out.
const ELIGIBLE: &str = "
    diagnosis=dermatomyositis; date_of_birth=1970-05-04; can_attend_visits=true; dmso_reaction=false;
    steroids=[prednisone]; steroid_dose.prednisone=10;
    steroid_frequency.prednisone=daily; steroid_changed_on.prednisone=2026-06-01;
    immunosuppressants=[methotrexate]; immunosuppressant_changed_on.methotrexate=2026-03-01;
    hydroxychloroquine=false;
    onset_age=48; heliotrope=true; gottron_papules=true; gottron_sign=false; dysphagia=false;
    anti_jo1=false; myositis_antibodies=[mi2]; muscle_enzymes_raised=true;
    weakness_arms=true; weakness_legs=true; neck_flexors_weaker=false; legs_proximal_weaker=false;
    muscle_biopsy=none; finger_flexor_weakness=false; treatment_not_improved=false;
    ck_at_screening=600; ck_upper_limit=200; aldolase_at_screening=6.5; aldolase_upper_limit=7.5;
    mri_active=false; emg_active=false;
    mmt8_scale=both_sides_150; mmt8_bilateral=130; cdasi_activity=3;
    oxygen_saturation=97; lvef_on=2026-11-01; lvef=60;
    pregnant_or_breastfeeding=false; can_have_children=false";

/// A Sunday; 84 days before it lies in August, and the clocks change in between.
pub const TODAY: &str = "2026-11-22";

/// Returns a person who passes every rule, assessed by a clinic.
pub fn eligible(trial: &Trial) -> Case<'_> {
    Case::new(trial, day(TODAY)).with(ELIGIBLE)
}

/// Returns a person with no answers yet.
pub fn stranger(trial: &Trial) -> Case<'_> {
    Case::new(trial, day(TODAY))
}
