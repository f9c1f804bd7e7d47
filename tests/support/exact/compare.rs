//! The engine compared with the law, in everything that it reports about one person.

use std::collections::BTreeMap;

use prescreener::engine::{Assessment, Verdict, because, may_settle, reasons, relevant, settles, valid_until};
use prescreener::value::Date;

use super::law::HORIZON;
use super::space::Frame;
use super::{Person, Space, plain};
use crate::support::case::{Case, verdict};
use crate::support::naive::calendar::{self, Day};
use crate::support::naive::fraction;

/// How often each kind of event occurred.
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

/// Returns every departure of the engine from the law.
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

/// The most completions examined for one part of the engine's output.
const MOST: usize = 80_000;

fn number(day: Date) -> Day {
    calendar::parse(&day.to_string())
}

impl Compared<'_> {
    /// Compares one part, unless that takes too many completions.
    fn part(&mut self, compare: fn(&mut Self)) {
        let before = self.wrong.len();
        self.space.left.set(MOST);
        compare(self);
        let given_up = self.space.left.get() == 0;
        if given_up {
            self.wrong.truncate(before);
        }
        self.record("given up", given_up);
        self.record("compared", true);
        self.space.left.set(usize::MAX);
    }

    fn record(&mut self, what: &'static str, so: bool) {
        *self.seen.entry(what).or_default() += usize::from(so);
    }

    fn same<T: PartialEq + std::fmt::Debug>(&mut self, what: &str, reported: &T, law: &T) {
        if reported != law {
            self.wrong.push(format!("{what}: reported {reported:?}, by the law {law:?}"));
        }
    }

    fn keys(&self, slots: impl IntoIterator<Item = usize>) -> Vec<&str> {
        slots.into_iter().map(|slot| self.space.slots[slot].key.as_str()).collect()
    }

    /// Where a search reached its limit, every decided status is right, and no person who may pass is refused or told
    /// to wait too long.
    fn sound(&mut self) {
        self.record("bound met", true);
        let law = self.space.statuses(&self.today);
        let reported = self.assessed.statuses.iter().map(|status| status.id());
        let decided = reported.zip(law).filter(|(reported, law)| *reported != "unknown" && reported != law).count();
        self.same("decided otherwise", &decided, &0);
        let passes = self.space.passes(&self.today);
        let clear = if passes { Some(self.person.on) } else { self.space.first_clear_day(&self.person, HORIZON) };
        let late = match self.assessed.verdict {
            Verdict::NotEligible => clear.is_some(),
            Verdict::NotYet(day) => clear.is_some_and(|clear| clear < number(day)),
            _ => false,
        };
        self.same("refused or made to wait too long", &late, &false);
    }

    /// Contradictory answers are reported as a smallest set of them, and nothing else follows.
    fn conflicts(&mut self) {
        let contradictory = self.person.contradictory;
        self.same("contradictory", &!self.assessed.conflicts.is_empty(), &contradictory);
        self.record("contradictory", contradictory);
        self.record("consistency rules apply", !self.today.keep.is_empty());
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
        for (place, reported) in self.assessed.scores.clone().iter().enumerate() {
            let law = self.space.scored(place, &self.today);
            let score = &self.case.trial.scores[place];
            let ids = |set: u64, classes: &[prescreener::trial::Class]| {
                let those = classes.iter().enumerate().filter(|(place, _)| set >> place & 1 == 1);
                those.map(|(_, class)| class.id.clone()).collect()
            };
            let bands = score.band.as_ref().map_or_else(Default::default, |(_, bands)| ids(reported.bands, bands));
            let subgroups =
                score.subgroup.as_ref().map_or_else(Default::default, |(_, all)| ids(reported.subgroups, all));
            let reported = (fraction(reported.points.least), fraction(reported.points.most), bands, subgroups);
            self.record("scores", true);
            self.record("scores with several bands, not all", (2..3).contains(&law.2.len()));
            self.record("scores with several subgroups, not all", (2..3).contains(&law.3.len()));
            self.same("score", &reported, &law);
        }
    }

    fn statuses(&mut self) {
        let law = self.space.statuses(&self.today);
        let reported: Vec<&str> = self.assessed.statuses.iter().map(|status| status.id()).collect();
        self.same("statuses", &reported, &law);
        let plain = plain::statuses(self.case, &self.space.naive.counted_answers(&self.case.answers, &self.case.from));
        // Sets of values contain everything that completions give, and may contain more.
        let sound = law.iter().zip(&plain).all(|(law, plain)| law == plain || *plain == "unknown");
        self.same("plain statuses are sound", &sound, &true);
        self.record("decided only by completions", law.iter().zip(&plain).any(|(law, plain)| law != plain));
        self.record("met", law.contains(&"met"));
        self.record("open", law.contains(&"unknown"));
    }

    /// Compares the verdict, the day on which it changes, and the questions left to ask.
    fn verdict(&mut self) {
        let passes = self.space.passes(&self.today);
        let reported = self.assessed.verdict;
        self.same("not ruled out", &!matches!(reported, Verdict::NotYet(_) | Verdict::NotEligible), &passes);
        let clear = if passes { None } else { self.space.first_clear_day(&self.person, HORIZON) };
        let told_clear = reported.eligible_from().map(number);
        match (clear, told_clear) {
            (None, Some(reported)) if reported > self.person.on + HORIZON => {
                let clear = |day| self.space.passes(&self.person.on(self.space, day));
                self.same(
                    "passes on the reported day, and the day before",
                    &(clear(reported), clear(reported - 1)),
                    &(true, false),
                );
                self.record("waits beyond the horizon", true);
            }
            (None, None) if !passes => self.same("clear late", &None, &self.space.clear_late(&self.person)),
            _ => self.same("eligible_from", &told_clear, &clear),
        }
        let alone = self.assessed.statuses.iter().any(|status| status.id() == "not_met");
        self.record("not_yet", clear.is_some());
        self.record("not_eligible", !passes && told_clear.is_none() && clear.is_none());
        self.record("ruled out by several criteria together", !passes && !alone);
        self.record("not_yet by several criteria together", clear.is_some() && !alone);
        self.resolves_on(told_clear.filter(|_| clear.is_some()));
        let looked_at = if passes { Some(self.person.on) } else { clear.or(told_clear) };
        self.left(passes, looked_at);
    }

    fn resolves_on(&mut self, eligible_from: Option<Day>) {
        let reported: Vec<Option<Day>> = self.assessed.resolves_on.iter().map(|day| day.map(number)).collect();
        let resolves = |criterion: usize| {
            let last = eligible_from.filter(|_| self.space.status(criterion, &self.today) == "not_met")?;
            (self.person.on + 1..=last)
                .find(|day| self.space.status(criterion, &self.person.on(self.space, *day)) != "not_met")
        };
        // Beyond the horizon nothing is compared.
        if eligible_from.is_some() || self.assessed.verdict.eligible_from().is_none() {
            let law: Vec<Option<Day>> = (0..reported.len()).map(resolves).collect();
            self.same("resolves_on", &reported, &law);
        }
    }

    /// Compares the questions left to ask where consistency rules apply: no more than without the rules, and all that
    /// the rules leave.
    fn left_under_rules(&mut self, looked_at: Option<Day>) {
        let Some([least, most]) =
            looked_at.map_or(Some(Default::default()), |day| self.space.relevant_between(&self.person, day))
        else {
            self.record("relevance not compared", true);
            return;
        };
        let reported = relevant(self.case.trial, &self.case.read(), &self.case.setting());
        let within =
            least.iter().all(|slot| reported.contains(slot)) && reported.iter().all(|slot| most.contains(slot));
        if !within {
            let law = [&least, &most].map(|slots| self.keys(slots.iter().copied()));
            self.wrong.push(format!(
                "relevant under rules: reported {:?}, by the law between {law:?}",
                self.keys(reported.clone())
            ));
        }
        self.record("consistency rules spare a question", reported.len() < most.len());
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
            self.record("relevance not compared", true);
            return;
        };
        let reported = relevant(self.case.trial, &self.case.read(), &self.case.setting());
        let (reported, law_keys) = (self.keys(reported).join(" "), self.keys(law.iter().copied()).join(" "));
        self.same("relevant", &reported, &law_keys);
        let left = self.space.left_to_ask(&self.person, &law);
        let next = |slot: Option<usize>| slot.map(|slot| self.space.slots[slot].key.clone());
        let (reported, by_law) = (next(self.assessed.next), next(left.first().copied()));
        self.same("next", &reported, &by_law);
        if passes {
            let word = if left.is_empty() { "potentially_eligible" } else { "incomplete" };
            self.same("verdict", &verdict(&self.assessed), &word.to_owned());
            self.record(word, true);
        }
        self.record("asks only to know what to ask", left.first().is_some_and(|slot| !law.contains(slot)));
        let frame = &self.today;
        let read = self.space.dims(&self.space.pass);
        let open = |slot: &usize| self.person.answers.get(*slot).is_some_and(Option::is_none) && !law.contains(slot);
        let spared = looked_at.is_some() && read.iter().any(open);
        let undecided = self.space.pass.iter().any(|place| self.space.outcomes(*place, frame).open());
        self.record("spares a question", spared);
        self.record("spares all questions though something is open", spared && law.is_empty() && undecided);
    }

    fn valid_until(&mut self) {
        let statuses = self.space.statuses(&self.today);
        let met: Vec<usize> = (0..statuses.len()).filter(|place| statuses[*place] == "met").collect();
        let reported = valid_until(self.case.trial, &self.case.read(), &self.case.setting());
        let reported = reported.map(|until| (number(until.day), until.criterion));
        let law = self.space.first_day_not_met(&self.person, &met);
        self.record("valid_until", law.is_some());
        match (reported, law) {
            (Some((day, criterion)), None) if day > self.person.on + HORIZON => {
                let status = |day| self.space.status(criterion, &self.person.on(self.space, day));
                let ceases = (met.contains(&criterion), status(day - 1), status(day) == "met");
                self.same("met until the reported day", &ceases, &(true, "met", false));
            }
            (Some((day, criterion)), Some((by_law, gone))) if day == by_law && gone.contains(&criterion) => {}
            (None, None) => {}
            (reported, law) => self.wrong.push(format!("valid_until: reported {reported:?}, by the law {law:?}")),
        }
    }

    /// Compares the answers that force the verdict.
    fn reasons(&mut self) {
        let (trial, answers, setting) = (self.case.trial, self.case.read(), self.case.setting());
        let reported = reasons(trial, &answers, &setting);
        let wrong = match self.assessed.verdict {
            Verdict::NotEligible => self.space.wrong_reasons(&self.person, &reported, None),
            Verdict::NotYet(day) => self.space.wrong_reasons(&self.person, &reported, Some(number(day))),
            _ => (!reported.is_empty()).then(|| "no one is ruled out".to_owned()),
        };
        let given = reported.iter().all(|slot| self.person.answers[*slot].is_some());
        let wrong = wrong.or_else(|| (!given).then(|| "not all of it was said".to_owned()));
        self.wrong.extend(wrong.map(|wrong| format!("reasons {:?}: {wrong}", self.keys(reported.clone()))));
        self.record("several reasons", reported.len() > 1);
    }

    /// Compares the answers that force the statuses.
    fn because(&mut self) {
        let (trial, answers, setting) = (self.case.trial, self.case.read(), self.case.setting());
        for criterion in 0..self.assessed.statuses.len() {
            let reported = because(trial, &answers, &setting, criterion);
            if self.assessed.statuses[criterion].id() == "unknown" {
                continue;
            }
            let given = reported.iter().all(|slot| self.person.answers[*slot].is_some());
            let wrong = if given { None } else { Some("not all of it was said".to_owned()) };
            let wrong = wrong.or_else(|| self.space.wrong_because(&self.person, criterion, &reported));
            self.wrong.extend(
                wrong.map(|wrong| format!("because of C{criterion} {:?}: {wrong}", self.keys(reported.clone()))),
            );
            self.record("decided by several answers", reported.len() > 1);
        }
    }

    /// Compares the answers that would settle what is open.
    fn settled(&mut self) {
        for criterion in 0..self.assessed.statuses.len() {
            if self.space.status(criterion, &self.today) != "unknown" {
                continue;
            }
            let reported = settles(self.case.trial, &self.case.read(), &self.case.setting(), criterion);
            let Some(place) = self.space.criteria[criterion] else {
                // No answer settles what the site judges.
                self.same("settles what the site judges", &reported, &None);
                continue;
            };
            // An advisory criterion is settled by what decides its rule.
            let law = self.space.settling(place, &self.today);
            let ruled = !self.today.keep.is_empty();
            let fine = match (&reported, &law) {
                (None, _) if ruled => true,
                (Some(reported), _) if ruled => self.space.settles(place, reported, &self.today),
                (None, None) => true,
                (Some(reported), Some(law)) => {
                    reported.len() == law.len() && self.space.settles(place, reported, &self.today)
                }
                _ => false,
            };
            for slot in may_settle(self.case.trial, &self.case.read(), &self.case.setting(), criterion) {
                self.record("may be settled by one of several answers", law.as_ref().is_none_or(|law| law.len() > 1));
                if !self.space.may_settle(place, slot, &self.today) {
                    self.wrong.push(format!(
                        "may settle: no answer to {} decides C{criterion}",
                        self.keys(vec![slot]).join("")
                    ));
                }
            }
            self.record("settled by one answer", law.as_ref().is_some_and(|law| law.len() == 1));
            self.record("settled by several answers", law.as_ref().is_some_and(|law| law.len() > 1));
            self.record("settled by nothing", law.is_none());
            if !fine {
                let keys = |slots: Option<Vec<usize>>| slots.map(|slots| self.keys(slots).join(" "));
                self.wrong.push(format!(
                    "settles: C{criterion} is settled by {:?}, by the law {:?}",
                    keys(reported),
                    keys(law)
                ));
            }
        }
    }
}
