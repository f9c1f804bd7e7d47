//! The 2017 EULAR/ACR score in integer tenths, written from the published table and not from the definition.

/// One person's findings, all of them known.
#[derive(Clone, Copy, Debug)]
pub struct Findings {
    pub onset_age: u32,
    /// In the order of [`ITEMS`].
    pub signs: [bool; 10],
    /// In the order of [`BIOPSY`]; `None` if there was no biopsy.
    pub biopsy: Option<[bool; 4]>,
    pub finger_flexors_weak_and_not_improved: bool,
}

/// Question, tenths without a biopsy, tenths with one.
pub const ITEMS: [(&str, u32, u32); 10] = [
    ("weakness_arms", 7, 7),
    ("weakness_legs", 8, 5),
    ("neck_flexors_weaker", 19, 16),
    ("legs_proximal_weaker", 9, 12),
    ("heliotrope", 31, 32),
    ("gottron_papules", 21, 27),
    ("gottron_sign", 33, 37),
    ("dysphagia", 7, 6),
    ("anti_jo1", 39, 38),
    ("muscle_enzymes_raised", 13, 14),
];

/// Question and tenths.
pub const BIOPSY: [(&str, u32); 4] = [
    ("biopsy_endomysial", 17),
    ("biopsy_perimysial", 12),
    ("biopsy_perifascicular_atrophy", 19),
    ("biopsy_rimmed_vacuoles", 31),
];

impl Findings {
    pub fn tenths(&self) -> u32 {
        let with = self.biopsy.is_some();
        let onset = match (self.onset_age, with) {
            (0..18, _) => 0,
            (18..40, false) => 13,
            (18..40, true) => 15,
            (_, false) => 21,
            (_, true) => 22,
        };
        let signs = ITEMS.iter().zip(self.signs).filter(|(_, present)| *present);
        let signs: u32 = signs.map(|((_, without, with_biopsy), _)| if with { *with_biopsy } else { *without }).sum();
        let biopsy = BIOPSY.iter().zip(self.biopsy.unwrap_or_default()).filter(|(_, present)| *present);
        onset + signs + biopsy.map(|((_, tenths), _)| tenths).sum::<u32>()
    }

    pub fn band(&self) -> &'static str {
        let [possible, probable, definite] = if self.biopsy.is_some() { [65, 67, 87] } else { [53, 55, 75] };
        match self.tenths() {
            tenths if tenths < possible => "not_iim",
            tenths if tenths < probable => "possible",
            tenths if tenths < definite => "probable",
            _ => "definite",
        }
    }

    /// Returns the leaf of the tree; `None` below *probable*.
    pub fn subgroup(&self) -> Option<&'static str> {
        if !["probable", "definite"].contains(&self.band()) {
            return None;
        }
        let weak = self.signs[..4].contains(&true);
        let rash = self.signs[4..7].contains(&true);
        let vacuoles = self.biopsy.is_some_and(|[.., vacuoles]| vacuoles);
        Some(match (self.onset_age < 18, rash, weak) {
            (true, true, _) => "jdm",
            (true, false, _) => "juvenile_other",
            (false, true, true) => "dm",
            (false, true, false) => "adm",
            (false, false, _) if self.finger_flexors_weak_and_not_improved || vacuoles => "ibm",
            (false, false, _) => "pm",
        })
    }
}

/// Returns `5.5` for 55.
pub fn decimal(tenths: u32) -> String {
    if tenths.is_multiple_of(10) { format!("{}", tenths / 10) } else { format!("{}.{}", tenths / 10, tenths % 10) }
}
