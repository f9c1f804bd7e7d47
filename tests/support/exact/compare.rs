//! The engine against the law, in everything that it tells of one person.

use std::collections::BTreeMap;

use prescreener::engine::{Assessment, Verdict, because, may_settle, reasons, relevant, settles, valid_until};
use prescreener::value::Date;

use super::law::HORIZON;
use super::space::Frame;
use super::{Person, Space, plain};
use crate::support::case::{Case, verdict};
use crate::support::naive::calendar::{self, Day};
use crate::support::naive::fraction;

/// How often each kind of thing was seen.
pub type Seen = BTreeMap<&'static str, usize>;

struct Compared<'a> {
    space: &'a Space,
    case: &'a Case<'a>,
    person: Person,
    today: Frame,
    assessed: Assessment,
    wrong: Vec<String>,
    seen: &'a mut Seen,
}

/// Everything in which the engine departs from the law.
pub fn differences(space: &Space, case: &Case<'_>, seen: &mut Seen) -> Vec<String> {
    let person = Person::of(space, case);
    let today = person.on(space, person.on);
    let mut compared = Compared { space, case, person, today, assessed: case.assess(), wrong: Vec::new(), seen };
    compared.part(Compared::conflicts);
    if compared.person.contradictory {
        return compared.wrong;
    }
    if !compared.assessed.exact {
        compared.part(Compared::sound);
        return compared.wrong;
    }
    compared.part(Compared::statuses);
    compared.part(Compared::verdict);
    compared.part(Compared::valid_until);
    compared.part(Compared::reasons);
    compared.part(Compared::because);
    compared.part(Compared::settled);
    compared.part(Compared::scores);
    compared.wrong
}

/// The most completions that are looked at for one part of what is told.
const MOST: usize = 80_000;

fn number(day: Date) -> Day {
    calendar::parse(&day.to_string())
}

impl Compared<'_> {
    /// Compares one part, unless there is too much to look at.
    fn part(&mut self, compare: fn(&mut Self)) {
        let before = self.wrong.len();
        self.space.left.set(MOST);
        compare(self);
        let given_up = self.space.left.get() == 0;
        if given_up {
            self.wrong.truncate(before);
        }
        self.saw("given up", given_up);
        self.saw("compared", true);
        self.space.left.set(usize::MAX);
    }

    fn saw(&mut self, what: &'static str, so: bool) {
        *self.seen.entry(what).or_default() += usize::from(so);
    }

    fn same<T: PartialEq + std::fmt::Debug>(&mut self, what: &str, told: &T, law: &T) {
        if told != law {
            self.wrong.push(format!("{what}: told {told:?}, by the law {law:?}"));
        }
    }

    fn keys(&self, slots: impl IntoIterator<Item = usize>) -> Vec<&str> {
        slots.into_iter().map(|slot| self.space.slots[slot].key.as_str()).collect()
    }

    /// Where a search met its bound: what is decided is so, and nobody who may pass is turned away or told to wait longer.
    fn sound(&mut self) {
        self.saw("bound met", true);
        let law = self.space.statuses(&self.today);
        let told = self.assessed.statuses.iter().map(|status| status.id());
        let decided = told.zip(law).filter(|(told, law)| *told != "unknown" && told != law).count();
        self.same("decided otherwise", &decided, &0);
        let passes = self.space.passes(&self.today);
        let clear = if passes { Some(self.person.on) } else { self.space.first_clear_day(&self.person, HORIZON) };
        let late = match self.assessed.verdict {
            Verdict::NotEligible => clear.is_some(),
            Verdict::NotYet(day) => clear.is_some_and(|clear| clear < number(day)),
            _ => false,
        };
        self.same("turned away or told to wait too long", &late, &false);
    }

    /// Answers that contradict each other are told, a smallest set of them, and nothing else follows.
    fn conflicts(&mut self) {
        let contradictory = self.person.contradictory;
        self.same("contradictory", &!self.assessed.conflicts.is_empty(), &contradictory);
        self.saw("contradictory", contradictory);
        self.saw("consistency rules heeded", !self.today.keep.is_empty());
        for conflict in &self.assessed.conflicts {
            let between = &conflict.between;
            let rules: Vec<usize> = conflict.rules.iter().map(|rule| self.space.keep[*rule].0).collect();
            let breaks = |slots: &[usize], rules: &[usize]| self.person.breaks(self.space, slots, rules);
            let without = |all: &[usize], place: usize| [&all[..place], &all[place + 1..]].concat();
            let spare_answer = (0..between.len()).any(|place| breaks(&without(between, place), &rules));
            let spare_rule = (0..rules.len()).any(|place| breaks(between, &without(&rules, place)));
            if !breaks(between, &rules) || spare_answer || spare_rule {
                self.wrong.push(format!("conflict between {:?}", self.keys(between.clone())));
            }
        }
        let next = self.assessed.next.is_some() || self.assessed.verdict != Verdict::Incomplete;
        self.same("goes on in spite of a contradiction", &(contradictory && next), &false);
    }

    fn scores(&mut self) {
        for (place, told) in self.assessed.scores.clone().iter().enumerate() {
            let law = self.space.scored(place, &self.today);
            let score = &self.case.trial.scores[place];
            let ids = |set: u64, classes: &[prescreener::trial::Class]| {
                let those = classes.iter().enumerate().filter(|(place, _)| set >> place & 1 == 1);
                those.map(|(_, class)| class.id.clone()).collect()
            };
            let bands = score.band.as_ref().map_or_else(Default::default, |(_, bands)| ids(told.bands, bands));
            let subgroups = score.subgroup.as_ref().map_or_else(Default::default, |(_, all)| ids(told.subgroups, all));
            let told = (fraction(told.points.least), fraction(told.points.most), bands, subgroups);
            self.saw("scores", true);
            self.saw("scores with several bands, not all", (2..3).contains(&law.2.len()));
            self.saw("scores with several subgroups, not all", (2..3).contains(&law.3.len()));
            self.same("score", &told, &law);
        }
    }

    fn statuses(&mut self) {
        let law = self.space.statuses(&self.today);
        let told: Vec<&str> = self.assessed.statuses.iter().map(|status| status.id()).collect();
        self.same("statuses", &told, &law);
        let plain = plain::statuses(self.case, &self.space.naive.heard(&self.case.answers, &self.case.from));
        // Sets of values hold all that completions give, and maybe more.
        let sound = law.iter().zip(&plain).all(|(law, plain)| law == plain || *plain == "unknown");
        self.same("plain statuses are sound", &sound, &true);
        self.saw("decided only by completions", law.iter().zip(&plain).any(|(law, plain)| law != plain));
        self.saw("met", law.contains(&"met"));
        self.saw("open", law.contains(&"unknown"));
    }

    /// The verdict, when it changes, and what is left to ask.
    fn verdict(&mut self) {
        let passes = self.space.passes(&self.today);
        let told = self.assessed.verdict;
        self.same("not ruled out", &!matches!(told, Verdict::NotYet(_) | Verdict::NotEligible), &passes);
        let clear = if passes { None } else { self.space.first_clear_day(&self.person, HORIZON) };
        let told_clear = told.eligible_from().map(number);
        match (clear, told_clear) {
            (None, Some(told)) if told > self.person.on + HORIZON => {
                let clear = |day| self.space.passes(&self.person.on(self.space, day));
                self.same("clear on the day told, and the day before", &(clear(told), clear(told - 1)), &(true, false));
                self.saw("waits beyond the horizon", true);
            }
            (None, None) if !passes => self.same("clear late", &None, &self.space.clear_late(&self.person)),
            _ => self.same("eligible_from", &told_clear, &clear),
        }
        let alone = self.assessed.statuses.iter().any(|status| status.id() == "not_met");
        self.saw("not_yet", clear.is_some());
        self.saw("not_eligible", !passes && told_clear.is_none() && clear.is_none());
        self.saw("ruled out by several criteria together", !passes && !alone);
        self.saw("not_yet by several criteria together", clear.is_some() && !alone);
        self.resolves_on(told_clear.filter(|_| clear.is_some()));
        let looked_at = if passes { Some(self.person.on) } else { clear.or(told_clear) };
        self.left(passes, looked_at);
    }

    fn resolves_on(&mut self, eligible_from: Option<Day>) {
        let told: Vec<Option<Day>> = self.assessed.resolves_on.iter().map(|day| day.map(number)).collect();
        let resolves = |criterion: usize| {
            let last = eligible_from.filter(|_| self.space.status(criterion, &self.today) == "not_met")?;
            (self.person.on + 1..=last)
                .find(|day| self.space.status(criterion, &self.person.on(self.space, *day)) != "not_met")
        };
        // Beyond the horizon nothing is compared.
        if eligible_from.is_some() || self.assessed.verdict.eligible_from().is_none() {
            let law: Vec<Option<Day>> = (0..told.len()).map(resolves).collect();
            self.same("resolves_on", &told, &law);
        }
    }

    /// What is left to ask where consistency rules are heeded: no more than without them, and all that they leave.
    fn left_under_rules(&mut self, looked_at: Option<Day>) {
        let Some([least, most]) =
            looked_at.map_or(Some(Default::default()), |day| self.space.relevant_between(&self.person, day))
        else {
            self.saw("relevance not looked at", true);
            return;
        };
        let told = relevant(self.case.trial, &self.case.read(), &self.case.setting());
        let within = least.iter().all(|slot| told.contains(slot)) && told.iter().all(|slot| most.contains(slot));
        if !within {
            let law = [&least, &most].map(|slots| self.keys(slots.iter().copied()));
            self.wrong
                .push(format!("relevant under rules: told {:?}, by the law between {law:?}", self.keys(told.clone())));
        }
        self.saw("consistency rules spare a question", told.len() < most.len());
        let left = self.space.left_to_ask(&self.person, &least);
        self.same("stops too early", &(!left.is_empty() && self.assessed.next.is_none()), &false);
    }

    fn left(&mut self, passes: bool, looked_at: Option<Day>) {
        if !self.today.keep.is_empty() {
            return self.left_under_rules(looked_at);
        }
        let law = match looked_at {
            Some(day) => self.space.relevant(&self.person, day),
            None => Some(Default::default()),
        };
        let Some(law) = law else {
            self.saw("relevance not looked at", true);
            return;
        };
        let told = relevant(self.case.trial, &self.case.read(), &self.case.setting());
        let (told, law_keys) = (self.keys(told).join(" "), self.keys(law.iter().copied()).join(" "));
        self.same("relevant", &told, &law_keys);
        let left = self.space.left_to_ask(&self.person, &law);
        let next = |slot: Option<usize>| slot.map(|slot| self.space.slots[slot].key.clone());
        let (told, by_law) = (next(self.assessed.next), next(left.first().copied()));
        self.same("next", &told, &by_law);
        if passes {
            let word = if left.is_empty() { "potentially_eligible" } else { "incomplete" };
            self.same("verdict", &verdict(&self.assessed), &word.to_owned());
            self.saw(word, true);
        }
        self.saw("asks only to know what to ask", left.first().is_some_and(|slot| !law.contains(slot)));
        let frame = &self.today;
        let read = self.space.dims(&self.space.pass);
        let open = |slot: &usize| self.person.said.get(*slot).is_some_and(Option::is_none) && !law.contains(slot);
        let spared = looked_at.is_some() && read.iter().any(open);
        let undecided = self.space.pass.iter().any(|place| self.space.outcomes(*place, frame).open());
        self.saw("spares a question", spared);
        self.saw("spares all questions though something is open", spared && law.is_empty() && undecided);
    }

    fn valid_until(&mut self) {
        let statuses = self.space.statuses(&self.today);
        let met: Vec<usize> = (0..statuses.len()).filter(|place| statuses[*place] == "met").collect();
        let told = valid_until(self.case.trial, &self.case.read(), &self.case.setting());
        let told = told.map(|until| (number(until.day), until.criterion));
        let law = self.space.first_day_not_met(&self.person, &met);
        self.saw("valid_until", law.is_some());
        match (told, law) {
            (Some((day, criterion)), None) if day > self.person.on + HORIZON => {
                let status = |day| self.space.status(criterion, &self.person.on(self.space, day));
                let ceases = (met.contains(&criterion), status(day - 1), status(day) == "met");
                self.same("met until the day told", &ceases, &(true, "met", false));
            }
            (Some((day, criterion)), Some((by_law, gone))) if day == by_law && gone.contains(&criterion) => {}
            (None, None) => {}
            (told, law) => self.wrong.push(format!("valid_until: told {told:?}, by the law {law:?}")),
        }
    }

    /// The answers that force the verdict.
    fn reasons(&mut self) {
        let (trial, answers, setting) = (self.case.trial, self.case.read(), self.case.setting());
        let told = reasons(trial, &answers, &setting);
        let wrong = match self.assessed.verdict {
            Verdict::NotEligible => self.space.wrong_reasons(&self.person, &told, None),
            Verdict::NotYet(day) => self.space.wrong_reasons(&self.person, &told, Some(number(day))),
            _ => (!told.is_empty()).then(|| "nobody is ruled out".to_owned()),
        };
        let given = told.iter().all(|slot| self.person.said[*slot].is_some());
        let wrong = wrong.or_else(|| (!given).then(|| "not all of it was said".to_owned()));
        self.wrong.extend(wrong.map(|wrong| format!("reasons {:?}: {wrong}", self.keys(told.clone()))));
        self.saw("several reasons", told.len() > 1);
    }

    /// The answers that force the statuses.
    fn because(&mut self) {
        let (trial, answers, setting) = (self.case.trial, self.case.read(), self.case.setting());
        for criterion in 0..self.assessed.statuses.len() {
            let told = because(trial, &answers, &setting, criterion);
            if self.assessed.statuses[criterion].id() == "unknown" {
                continue;
            }
            let given = told.iter().all(|slot| self.person.said[*slot].is_some());
            let wrong = if given { None } else { Some("not all of it was said".to_owned()) };
            let wrong = wrong.or_else(|| self.space.wrong_because(&self.person, criterion, &told));
            self.wrong
                .extend(wrong.map(|wrong| format!("because of C{criterion} {:?}: {wrong}", self.keys(told.clone()))));
            self.saw("decided by several answers", told.len() > 1);
        }
    }

    /// What would settle what is open.
    fn settled(&mut self) {
        for criterion in 0..self.assessed.statuses.len() {
            if self.space.status(criterion, &self.today) != "unknown" {
                continue;
            }
            let told = settles(self.case.trial, &self.case.read(), &self.case.setting(), criterion);
            let Some(place) = self.space.criteria[criterion] else {
                // What the site judges no answer settles.
                self.same("settles what the site judges", &told, &None);
                continue;
            };
            // An advisory criterion is settled by what decides its rule.
            let law = self.space.settling(place, &self.today);
            let ruled = !self.today.keep.is_empty();
            let fine = match (&told, &law) {
                (None, _) if ruled => true,
                (Some(told), _) if ruled => self.space.settles(place, told, &self.today),
                (None, None) => true,
                (Some(told), Some(law)) => told.len() == law.len() && self.space.settles(place, told, &self.today),
                _ => false,
            };
            for slot in may_settle(self.case.trial, &self.case.read(), &self.case.setting(), criterion) {
                self.saw("may be settled by one of several answers", law.as_ref().is_none_or(|law| law.len() > 1));
                if !self.space.may_settle(place, slot, &self.today) {
                    self.wrong.push(format!(
                        "may settle: no answer to {} decides C{criterion}",
                        self.keys(vec![slot]).join("")
                    ));
                }
            }
            self.saw("settled by one answer", law.as_ref().is_some_and(|law| law.len() == 1));
            self.saw("settled by several answers", law.as_ref().is_some_and(|law| law.len() > 1));
            self.saw("settled by nothing", law.is_none());
            if !fine {
                let keys = |slots: Option<Vec<usize>>| slots.map(|slots| self.keys(slots).join(" "));
                self.wrong.push(format!(
                    "settles: C{criterion} is settled by {:?}, by the law {:?}",
                    keys(told),
                    keys(law)
                ));
            }
        }
    }
}
