//! One person's answers under assessment: the program's state, kept up to date answer by answer.

use super::{Setting, Status, Verdict};
use crate::answers::{Answers, Said};
use crate::exact::{Found, Grid, Memory, Search};
use crate::program::{Inputs, NodeId, Slot, Slots, State, Unknown};
use crate::trial::{Criterion, Goal, Group, JudgedBy, Strength, Trial};
use crate::value::{Date, Interval, Number, Possible, Truth};

/// Answers, and what they come to on one day or on several.
///
/// Answering one question recomputes only what depends on it; what was found out before and still holds is kept.
#[derive(Debug, Clone)]
pub struct Case {
    setting: Setting,
    answers: Answers,
    pub(super) state: State,
    memory: Memory,
    /// For each group of criteria, whether it was found that no completion passes on the day of the assessment.
    fails: Vec<bool>,
    /// The unknowns that were found not to matter on that day. To know more does not make them matter.
    idle: Slots,
    /// Somebody ruled out today is so on every day before this one; without one, on any day.
    out_until: Option<Option<Date>>,
}

impl Case {
    /// The case of these answers on the day of the assessment.
    pub fn new(trial: &Trial, answers: Answers, setting: Setting) -> Case {
        let mut unknowns = answers.possible(trial, setting.on);
        let slots = trial.slots.iter().filter_map(|slot| trial.questions.get(slot.question));
        let mut grids: Vec<Grid> = slots.map(|question| Grid::of(&question.kind)).collect();
        let fixed = setting.waits();
        for (anchor, fixed) in trial.anchors.iter().zip(&fixed) {
            unknowns.push(if fixed.is_some() { days((0, 0)) } else { days(anchor.days) });
        }
        unknowns.extend(trial.program.open_points());
        grids.resize(grids.len().saturating_add(trial.anchors.len()), Grid::default());
        grids.resize(unknowns.len(), Grid { decimals: crate::value::DECIMALS, exclusive: 0 });
        let memory = Memory::new(grids);
        let inputs = Inputs { on: Interval::exactly(setting.on), unknowns, fixed };
        let fails = vec![false; trial.groups.all().len()];
        let state = State::of(&trial.program, inputs);
        Case { state, memory, setting, answers, fails, idle: Slots::default(), out_until: None }
    }

    /// Takes an answer, or takes one back.
    pub fn answer(&mut self, trial: &Trial, slot: Slot, said: Option<Said>) {
        match said {
            Some(said) => self.answers.set(slot, said),
            None => self.answers.remove(slot),
        }
        let (Some(value), Some(held)) = (self.possible(trial, slot, self.setting.on), self.state.unknown(slot)) else {
            return;
        };
        self.state.set(&trial.program, slot, value);
        self.state.keep();
        self.memory.rest();
        self.memory.follow(&trial.program, &self.state);
        // To know more does not let anybody in.
        if !held.holds(value) {
            self.out_until = None;
            self.idle = Slots::default();
            let fails = trial.groups.of_unknown(slot).and_then(|group| self.fails.get_mut(group));
            fails.into_iter().for_each(|fails| *fails = false);
        }
    }

    /// The answers.
    pub fn answers(&self) -> &Answers {
        &self.answers
    }

    /// The circumstances.
    pub fn setting(&self) -> &Setting {
        &self.setting
    }

    /// The verdict, but for questions left to ask.
    pub(super) fn outlook(&mut self, trial: &Trial) -> Verdict {
        if self.passes(trial) {
            return Verdict::PotentiallyEligible;
        }
        let tomorrow = self.setting.on.plus_days(1);
        let until = match self.out_until {
            Some(None) => None,
            known => self.first_day(trial, trial.groups.goals(), known.flatten().unwrap_or(tomorrow), true),
        };
        self.out_until = Some(until);
        until.map_or(Verdict::NotEligible, Verdict::NotYet)
    }

    /// Whether some completion passes on the day of the assessment.
    fn passes(&mut self, trial: &Trial) -> bool {
        // Those known to fail first: one is enough.
        !self.fails.contains(&true)
            && trial.groups.all().iter().zip(&mut self.fails).all(|(group, fails)| {
                let mark = self.state.mark();
                *fails = Search::new(&trial.program, &mut self.state, &mut self.memory).passes(group) == Found::No;
                self.state.undo(mark);
                !*fails
            })
    }

    pub(super) fn possible(&self, trial: &Trial, slot: Slot, on: Date) -> Option<Possible> {
        Some(self.answers.possible_in(slot, trial.question(slot)?, on))
    }

    /// Begins to count the steps of searches anew.
    pub(super) fn rest(&mut self) {
        self.memory.rest();
    }

    /// Marks that a search gave up.
    pub(super) fn give_up(&mut self) {
        self.memory.gave_up = true;
    }

    /// Whether every search so far came to its end.
    pub(super) fn exact(&self) -> bool {
        !self.memory.gave_up
    }

    fn search(&mut self, trial: &Trial, search: impl FnOnce(&mut Search<'_>) -> Found) -> Found {
        let mark = self.state.mark();
        let found = search(&mut Search::new(&trial.program, &mut self.state, &mut self.memory));
        self.state.undo(mark);
        found
    }

    /// Whether some completion makes all goals come true.
    pub(super) fn satisfiable(&mut self, trial: &Trial, goals: &[Goal]) -> Found {
        self.search(trial, |search| search.satisfy(goals))
    }

    /// Whether an unknown decides, for some completion of the others, if a statement is true.
    pub(super) fn bears(&mut self, trial: &Trial, unknown: Unknown, node: NodeId) -> bool {
        self.search(trial, |search| search.bears(unknown, node)) != Found::No
    }

    /// Whether an unknown decides, for some completion of the others, if a group passes that can.
    pub(super) fn relevant(&mut self, trial: &Trial, unknown: Unknown, group: &Group) -> bool {
        let today = self.state.on() == Interval::exactly(self.setting.on);
        if today && self.idle.holds(unknown) {
            return false;
        }
        let found = self.search(trial, |search| search.relevant(unknown, group));
        if today && found == Found::No {
            self.idle.insert(unknown);
        }
        found != Found::No
    }

    /// What a statement comes to in every completion.
    pub(super) fn truth(&mut self, trial: &Trial, node: NodeId) -> Truth {
        match self.state.value(node) {
            Some(Possible::Truth(Truth::Unknown)) | None => {}
            Some(Possible::Truth(truth)) => return truth,
            Some(_) => return Truth::Unknown,
        }
        let seen = self.memory.seen(&self.state, node);
        let may_be = [true, false].map(|truth| {
            seen == Some(Possible::Truth(truth.into())) || self.satisfiable(trial, &[(node, truth)]) != Found::No
        });
        Truth::of(may_be[0], may_be[1])
    }

    pub(super) fn status(&mut self, trial: &Trial, criterion: &Criterion) -> Status {
        let (Some((node, wanted)), false) = (criterion.goal(), criterion.judged_by == JudgedBy::Site) else {
            return Status::Unknown;
        };
        let truth = self.truth(trial, node);
        match (if wanted { truth } else { truth.negated() }, criterion.strength) {
            (Truth::True, _) => Status::Met,
            (Truth::False, Strength::Binding) => Status::NotMet,
            (Truth::False, Strength::Advisory) | (Truth::Unknown, _) => Status::Unknown,
        }
    }

    /// Takes back an answer until the state is undone.
    pub(super) fn forget(&mut self, trial: &Trial, slot: Slot) {
        if let Some(question) = trial.question(slot) {
            self.state.set(&trial.program, slot, question.kind.everything(self.setting.on));
        }
    }

    /// The unknowns that could still change some of these statements, as far as the rules' shape tells.
    pub(super) fn open(&mut self, trial: &Trial, nodes: &[NodeId]) -> Slots {
        self.memory.open(&trial.program, &self.state, nodes)
    }
}

fn days((least, most): (u32, u32)) -> Possible {
    let number = |days: u32| Number::from(i64::from(days));
    Possible::Number(Interval { least: number(least), most: number(most) })
}
