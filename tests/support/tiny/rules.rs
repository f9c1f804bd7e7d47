//! Random rules over few questions, in which the same unknown often recurs.

use prescreener::value::Date;

use crate::support::random::Random;

/// The main subject of a definition's rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    Logic,
    Amounts,
    Dates,
    Scores,
    All,
}

const AMOUNTS: [&str; 3] = ["cups", "spoons", "drops"];
const DATES: [&str; 3] = ["sown_on", "cut_on", "born_on"];

impl Theme {
    /// Returns the questions that rules use, in the order in which they are written.
    pub fn picks(self, random: &mut Random) -> Vec<&'static str> {
        const ALL: [&str; 14] = [
            "warm",
            "dry",
            "old",
            "sky",
            "herbs",
            "cups",
            "spoons",
            "drops",
            "share",
            "sown_on",
            "cut_on",
            "born_on",
            "herb_weight",
            "herb_cut_on",
        ];
        let from: &[&str] = match self {
            Theme::Logic => &["warm", "dry", "old", "sky", "herbs", "cups"],
            Theme::Amounts => &["warm", "dry", "sky", "herbs", "cups", "spoons", "drops", "share", "herb_weight"],
            Theme::Dates => &["warm", "dry", "sky", "herbs", "sown_on", "cut_on", "born_on", "herb_cut_on"],
            Theme::Scores => &["warm", "dry", "old", "sky", "herbs", "cups"],
            Theme::All => &ALL,
        };
        let must: &[&str] = match self {
            Theme::Amounts => &AMOUNTS,
            Theme::Dates => &DATES,
            _ => from,
        };
        let mut picks = vec![*random.pick(must)];
        let count = 3 + random.below(3);
        while picks.len() < count {
            picks.push(*random.pick(from));
        }
        // Unknown days give very many completions on later days.
        let mut dates =
            DATES.into_iter().chain(["herb_cut_on"]).filter(|date| picks.contains(date)).collect::<Vec<_>>();
        while dates.len() > 2 {
            let spare = dates.swap_remove(random.below(dates.len()));
            picks.retain(|pick| *pick != spare);
        }
        if picks.iter().any(|pick| pick.starts_with("herb_")) {
            picks.push("herbs");
        }
        ALL.into_iter().filter(|id| picks.contains(id)).collect()
    }
}

pub struct Rules<'a> {
    pub random: &'a mut Random,
    theme: Theme,
    picks: Vec<String>,
    anchors: Vec<String>,
    on: Date,
    /// Statements to be used repeatedly.
    again: Vec<String>,
    /// Whether there is a score.
    pub scored: bool,
    /// Whether the values `flag` and `load` exist.
    pub named: bool,
}

impl<'a> Rules<'a> {
    pub fn new(random: &'a mut Random, theme: Theme, picks: &[&str], anchors: &[&str], on: Date) -> Rules<'a> {
        let [picks, anchors] = [picks, anchors].map(|names| names.iter().map(|name| (*name).to_owned()).collect());
        Rules { random, theme, picks, anchors, on, again: Vec::new(), scored: false, named: false }
    }

    pub fn one<'b>(&mut self, of: &[&'b str]) -> &'b str {
        of[self.random.below(of.len())]
    }

    fn sign(&mut self) -> &'static str {
        self.one(&["<", "<=", ">", ">=", "=", "!="])
    }

    /// Returns the questions of a kind that rules use.
    fn picked(&self, among: &[&str]) -> Vec<String> {
        self.picks.iter().filter(|pick| among.contains(&pick.as_str())).cloned().collect()
    }

    /// Returns a statement.
    pub fn truth(&mut self, depth: usize) -> String {
        if depth == 0 {
            return self.atom();
        }
        let below = depth - 1;
        match self.random.below(16) {
            0 | 1 => format!("({} and {})", self.truth(below), self.truth(below)),
            2 | 3 => format!("({} or {})", self.truth(below), self.truth(below)),
            4 => format!("not ({})", self.truth(below)),
            5 => {
                let count = self.one(&["at least 2", "at most 1", "exactly 1", "any", "all", "none"]);
                format!("{count} of ({}, {}, {})", self.truth(below), self.truth(below), self.truth(below))
            }
            6 => format!("(if {} then {} else {})", self.atom(), self.truth(below), self.truth(below)),
            7 | 8 => self.twice(below),
            9 | 10 => self.limits(below),
            11 if self.named => format!("({} {} flag)", self.truth(below), self.one(&["or", "and"])),
            12 => format!("{} {} {}", self.amount(below), self.sign(), self.amount(below)),
            _ => self.atom(),
        }
    }

    /// Returns a statement that contains another one twice.
    fn twice(&mut self, depth: usize) -> String {
        let (a, b, c) = (self.truth(depth), self.truth(depth), self.atom());
        match self.random.below(8) {
            0 => format!("({a} or not {a})"),
            1 => format!("({b} and {a} or {b} and not {a})"),
            2 => format!("(if {c} then {a} or {b} else {a} or not {b})"),
            3 => format!("({a} and {b} or not {a} and {c})"),
            4 => format!("exactly 1 of ({a}, not {a}, {c})"),
            5 => format!("at least 2 of ({a}, {b}, not {a}, {c})"),
            6 => format!("({a} and not {a} or {b})"),
            _ => format!("(if {a} then {b} else {b})"),
        }
    }

    /// Compares an amount with two limits, or with a value that it never has.
    fn limits(&mut self, depth: usize) -> String {
        let (a, sign) = (self.amount(depth), self.sign());
        let (b, c) = (self.constant(), self.constant());
        match self.random.below(6) {
            0 => format!("({a} >= {b} or {a} < {b})"),
            1 => format!("({a} >= {b} and {a} <= {c})"),
            2 => format!("({a} < {b} or {a} > {c})"),
            3 => format!("{a} - {a} {sign} {c}"),
            4 => format!("({a} + {a}) {} {}", self.one(&["=", "!="]), self.one(&["3 mg", "1 mg", "0.1 mg"])),
            _ => format!("({a} = {b} or {a} = {c})"),
        }
    }

    /// Returns a simple statement, often one that occurs elsewhere too.
    pub fn atom(&mut self) -> String {
        if !self.again.is_empty() && self.random.percent(60) {
            return self.random.pick(&self.again).clone();
        }
        let atom = self.fresh();
        // An atom may contain others; repeated statements stay short.
        if atom.len() < 70 {
            self.again.push(atom.clone());
        }
        atom
    }

    fn fresh(&mut self) -> String {
        if self.random.percent(5) {
            return self.one(&["undecided", "undecided", "true", "false"]).to_owned();
        }
        if self.scored && self.random.percent(45) {
            return self.of_score();
        }
        let pick = self.random.pick(&self.picks).clone();
        match pick.as_str() {
            "sky" => self.one(&["sky is red", "sky is not blue", "sky is one of (grey, blue)", "sky is one of bright"]),
            "herbs" => self.one(&[
                "herbs includes mint",
                "herbs includes none",
                "herbs includes any of kept",
                "any of (herbs)",
                "herbs includes all of (mint, sage)",
                "herbs includes none of (sage, none)",
                "none of (herbs, false)",
            ]),
            "warm" => "warm",
            "dry" => "dry",
            "old" => "old",
            "sown_on" | "cut_on" | "born_on" => return self.dated(&pick),
            "herb_cut_on" => {
                let each = self.one(&["any", "all"]);
                return format!("{each} for each herbs of ({})", self.dated("herb_cut_on"));
            }
            "herb_weight" => return self.weighed(),
            _ => return format!("{} {} {}", self.amount(1), self.sign(), self.constant()),
        }
        .to_owned()
    }

    fn of_score(&mut self) -> String {
        self.one(&[
            "mark.band is middle",
            "mark.band is one of (middle, high)",
            "mark.points >= 1.1",
            "mark.points = 2.9",
            "mark.subgroup is left",
            "mark.subgroup is not one of (left, right)",
            "mark.points < 2.9",
        ])
        .to_owned()
    }

    fn weighed(&mut self) -> String {
        let each = self.one(&["any", "all"]);
        let limit = self.one(&["1 mg", "2 mg", "1.000001 mg"]);
        match self.random.below(4) {
            0 => format!("{each} for each herbs in kept of (herb_weight * factor >= {limit})"),
            1 => format!(
                "{each} for each herbs in kept of (herb_weight > 0 mg and {})",
                self.one(&["undecided", "herbs includes mint", "true"])
            ),
            2 => format!("{each} for each herbs in kept of (herb_weight >= 1 to 1.000001 mg)"),
            _ => format!("total for each herbs in kept of (herb_weight / factor) >= {limit}"),
        }
    }

    /// Sometimes returns a statement that becomes true or false by waiting.
    pub fn waiting(&mut self) -> Option<String> {
        let dates = self.picked(&DATES);
        if dates.is_empty() || self.anchors.is_empty() || self.random.percent(50) {
            return None;
        }
        let (date, anchor) = (self.random.pick(&dates).clone(), self.random.pick(&self.anchors).clone());
        let window = if date == "born_on" {
            format!("years from born_on to {anchor} >= 1")
        } else {
            let count = self.one(&["2 days", "3 days", "1 week", "9 days"]);
            format!("{date} {} {count} before {anchor}", self.one(&["at least", "at least", "within"]))
        };
        let atom = self.atom();
        Some(match self.random.below(5) {
            0 => format!("{window} or {atom}"),
            1 => format!("if {atom} then {window} else {date} < {anchor}"),
            2 => format!("not ({window} and {atom})"),
            3 => format!("{window} and {}", self.dated(&date)),
            _ => window,
        })
    }

    /// Returns a statement about a date.
    fn dated(&mut self, date: &str) -> String {
        let dates = self.picked(&["sown_on", "cut_on"]);
        let mut others = self.anchors.clone();
        others.extend(dates.into_iter().filter(|other| other != date));
        let day = |wait: i64| self.on.plus_days(wait).to_string();
        others.extend([day(-2), day(0), day(5)]);
        let other = if self.anchors.is_empty() || self.random.percent(35) {
            self.random.pick(&others).clone()
        } else {
            self.random.pick(&self.anchors).clone()
        };
        let how = self.one(&["at least", "within"]);
        if date == "born_on" {
            let sign = self.one(&[">=", "<", "="]);
            let years = format!("years from born_on to {other} {sign} 1");
            let window = format!("born_on {how} {} before {other}", self.one(&["1 year", "12 months", "365 days"]));
            return if self.random.percent(60) { years } else { window };
        }
        let long = self.random.percent(6);
        let count =
            if long { "1 month" } else { self.one(&["0 days", "1 day", "2 days", "3 days", "1 week", "9 days"]) };
        match self.random.below(8) {
            0 => format!("{date} {} {other}", self.sign()),
            1 => format!("({date} at least {count} before {other} or {date} within {count} before {other})"),
            2 if self.anchors.len() > 1 => format!("start {how} {count} before later"),
            3 if date != "herb_cut_on" => {
                let instead = self.random.pick(&others).clone();
                format!("(if {} then {date} else {instead}) {how} {count} before {other}", self.atom())
            }
            _ => format!("{date} {how} {count} before {other}"),
        }
    }

    fn constant(&mut self) -> String {
        let plain = ["0 mg", "1 mg", "1.5 mg", "2 mg", "3 mg", "4 mg", "0.1 mg", "2.5 mg"];
        let open = self.theme == Theme::Amounts && self.random.percent(12);
        if open { self.one(&["1 to 1.000002 mg", "0.999999 to 1 mg"]) } else { self.one(&plain) }.to_owned()
    }

    /// Returns an amount in mg.
    pub fn amount(&mut self, depth: usize) -> String {
        let amounts = self.picked(&AMOUNTS);
        if depth == 0 || self.random.percent(30) {
            let named = self.named && self.random.percent(25);
            return match self.random.below(5) {
                0 if named => "load".to_owned(),
                1 => self.constant(),
                _ if amounts.is_empty() => format!("(if {} then 1 mg else 2.5 mg)", self.atom()),
                _ => self.random.pick(&amounts).clone(),
            };
        }
        let below = depth - 1;
        let share = !self.picked(&["share"]).is_empty();
        let weight = !self.picked(&["herb_weight"]).is_empty();
        match self.random.below(6) {
            0 => format!("({} + {})", self.amount(below), self.amount(below)),
            1 => format!("({} - {})", self.amount(below), self.amount(below)),
            2 if share => format!("{} / share", self.amount(below)),
            3 => format!("{} * {}", self.one(&["0.5", "3", if share { "share" } else { "2" }]), self.amount(below)),
            4 if weight => "total for each herbs in kept of (herb_weight * factor)".to_owned(),
            _ => format!("(if {} then {} else {})", self.atom(), self.amount(below), self.amount(below)),
        }
    }
}
