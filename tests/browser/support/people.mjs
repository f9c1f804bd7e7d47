// People who come to the page, with their answers by key, as in a result.

/** Ruled out by the fourth question. */
export const EXCLUDED = {
  diagnosis: "dermatomyositis",
  date_of_birth: "1980",
  can_attend_visits: true,
  dmso_reaction: true,
};

/** The same from the second question on. */
export const { diagnosis: _, ...EXCLUDED_LATER } = EXCLUDED;

/** Asked everything that a participant can be asked, and not ruled out. */
export const POSSIBLE = {
  diagnosis: "dermatomyositis",
  date_of_birth: "1984-09-30",
  can_attend_visits: true,
  dmso_reaction: false,
  steroids: ["prednisone"],
  "steroid_frequency.prednisone": "daily",
  "steroid_dose.prednisone": "7.5",
  "steroid_changed_on.prednisone": "2026-06",
  immunosuppressants: ["methotrexate", "rituximab"],
  "immunosuppressant_changed_on.methotrexate": "2025-10-02",
  hydroxychloroquine: true,
  hydroxychloroquine_changed_on: "2024",
  onset_age: "38",
  heliotrope: true,
  gottron_papules: false,
  gottron_sign: null,
  dysphagia: true,
  anti_jo1: false,
  myositis_antibodies: ["mi2"],
  muscle_enzymes_raised: true,
  muscle_biopsy: "report_missing",
  mri_active: true,
  mri_on: "2026-06-12",
  emg_active: false,
  biopsy_active: null,
  pregnant_or_breastfeeding: false,
  can_have_children: true,
  will_use_contraception: true,
};

/** Two weeks after a change of dose that must be 12 weeks old on joining, at the latest 4 weeks from now. */
export const WAITING = {
  immunosuppressants: ["methotrexate"],
  "immunosuppressant_changed_on.methotrexate": "2026-11-08",
};
/** The day on which `WAITING` may come back. */
export const WAITING_UNTIL = "2027-01-03";

/** Not yet 18. */
export const YOUNG = { diagnosis: "dermatomyositis", date_of_birth: "2008-12-24" };
