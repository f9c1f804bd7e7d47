//! People drawn by the frequencies that a definition states, and the number of questions needed to screen them.

use prescreener::answers::{Answer, Answers, read, read_answer};
use prescreener::engine::{Assessment, Setting, Verdict, assess};
use prescreener::json::Json;
use prescreener::trial::program::{Inputs, Slot, State};
use prescreener::trial::{Question, QuestionKind, Trial, WHOLE};
use prescreener::value::{Date, Interval, Number, Possible, Truth};

use super::random::Random;

/// One person's answer to each question, by slot; `null` is *I don't know*.
pub type Person = Vec<Json>;

/// Draws a person with an exact answer to every question, each drawn independently.
pub fn draw(random: &mut Random, trial: &Trial, on: Date) -> Person {
    trial.keys().map(|(_, question)| exact(random, question, on)).collect()
}

/// Returns the same person with this percentage of answers unknown.
pub fn forgetful(random: &mut Random, person: &Person, percent: usize) -> Person {
    person.iter().map(|answer| if random.percent(percent) { Json::Null } else { answer.clone() }).collect()
}

fn exact(random: &mut Random, question: &Question, on: Date) -> Json {
    let cells = question.shares(on);
    let mut drawn = random.below(WHOLE as usize) as u32;
    let cell = cells.iter().find(|(_, share)| {
        let here = drawn < *share;
        drawn = drawn.saturating_sub(*share);
        here
    });
    let options = question.kind.options();
    match (cell.unwrap().0, &question.kind) {
        (Possible::Truth(truth), _) => Json::Bool(truth == Truth::True),
        (Possible::One(option), _) => Json::Text(options[option.trailing_zeros() as usize].clone()),
        (Possible::Several { certain, possible }, _) => {
            let chosen = options.iter().enumerate().filter(|(place, _)| {
                let open = (possible & !certain) >> place & 1 == 1;
                certain >> place & 1 == 1 || (open && random.below(WHOLE as usize) < question.share_of(*place) as usize)
            });
            Json::texts(chosen.map(|(_, option)| option))
        }
        (Possible::Number(range), QuestionKind::Number { decimals, .. }) => {
            let steps = Number::from(10_i64.pow(*decimals));
            let count = range.most.minus(range.least).unwrap().times(steps).unwrap().whole().unwrap();
            let step = Number::from(random.below(count as usize + 1) as i64).over(steps).unwrap();
            Json::Text(range.least.plus(step).unwrap().to_string())
        }
        (Possible::Date(range), _) => {
            let days = range.least.days_until(range.most) as usize;
            Json::Text(range.least.plus_days(random.below(days + 1) as i64).to_string())
        }
        (cell, _) => panic!("{cell:?} is no cell of {}", question.id),
    }
}

/// One person screened under one setting.
#[derive(Clone, Copy)]
pub struct Sitting<'a> {
    pub trial: &'a Trial,
    pub setting: &'a Setting,
    pub person: &'a Person,
}

impl Sitting<'_> {
    /// Returns the person's answers once exactly these questions were asked.
    fn answers_to(&self, asked: &[Slot]) -> Answers {
        let said = asked.iter().map(|slot| (self.trial.slots[*slot].key.clone(), self.person[*slot].clone()));
        read(self.trial, &Json::Object(said.collect()), self.setting.on).unwrap()
    }

    pub fn assess(&self, asked: &[Slot]) -> Assessment {
        assess(self.trial, &self.answers_to(asked), self.setting)
    }

    /// Returns the questions asked until none that matters is left.
    pub fn interview(&self) -> Vec<Slot> {
        let mut asked = Vec::new();
        while let Some(next) = self.assess(&asked).next {
            assert!(!asked.contains(&next), "{} is asked twice", self.trial.slots[next].key);
            asked.push(next);
        }
        asked
    }

    /// Returns the questions on a paper form: all that this audience can answer, those for one option only where it is
    /// chosen.
    pub fn everything(&self) -> Vec<Slot> {
        let chosen = |slot: &Slot| {
            self.trial.slots[*slot].option.is_none_or(|(question, option)| {
                let of = self.trial.slots.iter().position(|slot| slot.question == question).unwrap();
                let option = &self.trial.questions[question].kind.options()[option];
                let said = self.person[of].as_list().unwrap_or_default();
                said.iter().any(|said| said.as_text() == Some(option))
            })
        };
        self.asked_of().filter(chosen).collect()
    }

    /// Returns the questions on a form that skips those whose condition does not hold, and never ends early.
    pub fn skipping(&self) -> Vec<Slot> {
        let mut asked = Vec::new();
        loop {
            let before = asked.len();
            for slot in self.asked_of() {
                if !asked.contains(&slot) && self.applies(slot, &asked) {
                    asked.push(slot);
                }
            }
            if asked.len() == before {
                return asked;
            }
        }
    }

    fn asked_of(&self) -> impl Iterator<Item = Slot> {
        let reachable = |slot: &Slot| self.trial.question(*slot).unwrap().asked_of <= self.setting.audience;
        (0..self.trial.slots.len()).filter(reachable)
    }

    /// Returns whether the condition of a question certainly holds.
    fn applies(&self, slot: Slot, asked: &[Slot]) -> bool {
        let Some(when) = self.trial.slots[slot].when else { return true };
        let on = self.setting.on;
        let possible = |(slot, (_, question)): (Slot, (&str, &Question))| {
            let said = if asked.contains(&slot) { &self.person[slot] } else { &Json::Null };
            let answer: Answer = read_answer(&question.kind, said, on).unwrap();
            answer.possible(&question.kind, on)
        };
        let mut unknowns: Vec<Possible> = self.trial.keys().enumerate().map(possible).collect();
        let wait =
            |(least, most): (u32, u32)| Interval { least: i64::from(least).into(), most: i64::from(most).into() };
        unknowns.extend(self.trial.anchors.iter().map(|anchor| Possible::Number(wait(anchor.days))));
        unknowns.extend(self.trial.program.open_points());
        let fixed = vec![None; self.trial.anchors.len()];
        let today = Interval::exactly(on);
        let inputs = Inputs { on: today, today, unknowns, fixed };
        State::of(&self.trial.program, inputs).value(when) == Some(Possible::Truth(Truth::True))
    }

    /// Returns a number of questions that every order of asking must ask this person before it may stop.
    ///
    /// Call a set of questions a *block* if, with all the others answered and none of these, something is left to ask.
    /// Knowing less never leaves less to ask, so an interview that omits a whole block is not complete: every interview
    /// asks something from every block. It therefore asks at least as many questions as there are pairwise disjoint
    /// blocks. Blocks are found here one by one, the smallest first as far as that is cheap. Another choice might find
    /// more, so the bound always holds but is not always reached.
    ///
    /// For a person who ends ruled out for good, a block is a set without which they would not be. An inexact
    /// assessment yields no block.
    pub fn at_least(&self) -> usize {
        let all = self.skipping();
        let ruled_out = self.assess(&all).verdict == Verdict::NotEligible;
        let lost = |without: &[Slot]| {
            let rest: Vec<Slot> = all.iter().copied().filter(|slot| !without.contains(slot)).collect();
            let left = self.assess(&rest);
            left.exact && if ruled_out { left.verdict != Verdict::NotEligible } else { left.next.is_some() }
        };
        let (single, mut rest): (Vec<Slot>, Vec<Slot>) = all.iter().partition(|slot| lost(&[**slot]));
        let mut blocks = single.len();
        while lost(&rest) {
            let mut block = rest.clone();
            for slot in &rest {
                let smaller: Vec<Slot> = block.iter().copied().filter(|other| other != slot).collect();
                if lost(&smaller) {
                    block = smaller;
                }
            }
            rest.retain(|slot| !block.contains(slot));
            blocks += 1;
        }
        blocks
    }
}
