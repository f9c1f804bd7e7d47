//! One person's answers under assessment: the program's state, kept up to date answer by answer.

use super::{Setting, Status, Verdict};
use crate::answers::{Answers, Said};
use crate::engine::exact::{Found, Grid, Memory, Search};
use crate::trial::program::{Inputs, NodeId, Slot, Slots, State, Unknown};
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
    pub(super) memory: Memory,
    /// The slots that consistency rules leave fewer values than their answers do.
    pub(super) narrowed: Vec<Slot>,
    /// Whether the answers break a consistency rule. No such rule is heeded then: nothing follows from a contradiction.
    contradictory: bool,
    /// For each joint group of criteria, whether it was found that no completion passes on the day of the assessment.
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
        let memory = Memory::new(grids, &trial.groups.rules().goals);
        for (unknown, slot) in trial.answered() {
            unknowns.get_mut(unknown).into_iter().for_each(|held| *held = told(trial, &answers, slot));
        }
        let today = Interval::exactly(setting.on);
        let inputs = Inputs { on: today, today, unknowns, fixed };
        let fails = vec![false; trial.groups.joint().all().len()];
        let state = State::of(&trial.program, inputs);
        let (narrowed, idle) = (Vec::new(), Slots::default());
        let mut case =
            Case { state, memory, setting, answers, narrowed, contradictory: false, fails, idle, out_until: None };
        case.heed(trial, None);
        case
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
        let given = trial
            .answered()
            .filter(|(_, of)| *of == slot)
            .map(|(unknown, of)| (unknown, told(trial, &self.answers, of)));
        let mut changed: Vec<(Unknown, Possible)> = given.collect();
        let more = held.holds(value) && changed.iter().all(|(unknown, now)| self.state.unknown(*unknown) == Some(*now));
        changed.push((slot, value));
        if !more {
            let narrowed = std::mem::take(&mut self.narrowed).into_iter().filter(|other| *other != slot);
            changed.extend(narrowed.filter_map(|other| Some((other, self.possible(trial, other, self.setting.on)?))));
        }
        self.state.set_all(&trial.program, &changed);
        self.memory.rest();
        self.heed(trial, Some(slot).filter(|_| more));
        // To know more does not let anybody in.
        if !more {
            self.out_until = None;
            self.idle = Slots::default();
            let fails = trial.groups.joint().of_unknown(slot).and_then(|group| self.fails.get_mut(group));
            fails.into_iter().for_each(|fails| *fails = false);
        }
    }

    /// Has the consistency rules tell what they can, after one answer or from all of them.
    fn heed(&mut self, trial: &Trial, after: Option<Slot>) {
        if trial.consistency.is_empty() {
            self.state.keep();
            self.memory.follow(&trial.program, &self.state);
            return;
        }
        let mark = self.state.mark();
        let before = self.narrowed.len();
        self.narrow(trial, after.filter(|_| !self.contradictory));
        self.memory.follow(&trial.program, &self.state);
        let contradictory = self.contradicts(trial);
        if contradictory {
            self.state.undo(mark);
            self.narrowed.truncate(before);
        }
        if contradictory != self.contradictory {
            self.contradictory = contradictory;
            (self.out_until, self.idle) = (None, Slots::default());
            self.fails.fill(false);
        }
        self.state.keep();
    }

    /// Whether no completion keeps all consistency rules.
    fn contradicts(&mut self, trial: &Trial) -> bool {
        self.search(trial, |search| search.passes(trial.groups.rules())) == Found::No
    }

    /// Whether the answers break a consistency rule.
    pub(super) fn contradictory(&self) -> bool {
        self.contradictory
    }

    /// The consistency rules that are heeded.
    pub(super) fn premises<'a>(&self, trial: &'a Trial) -> &'a [Goal] {
        if self.contradictory { &[] } else { &trial.groups.rules().goals }
    }

    /// Takes back what consistency rules told, until the state is undone. Where each answer came from can be seen then.
    pub(super) fn widen(&mut self, trial: &Trial) {
        let whole = |slot: &Slot| Some((*slot, self.possible(trial, *slot, self.setting.on)?));
        let whole: Vec<(Unknown, Possible)> = self.narrowed.iter().filter_map(whole).collect();
        self.state.set_all(&trial.program, &whole);
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
        let groups = if self.contradictory { trial.groups.apart() } else { trial.groups.joint() };
        // Those known to fail first: one is enough.
        !self.fails.contains(&true)
            && groups.all().iter().zip(&mut self.fails).all(|(group, fails)| {
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

    /// Whether some completion that keeps the consistency rules makes all goals come true.
    pub(super) fn satisfiable(&mut self, trial: &Trial, goals: &[Goal]) -> Found {
        let premises = self.premises(trial);
        self.search(trial, |search| search.satisfy_under(goals, premises))
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
        let seen = |node: NodeId| self.memory.seen(&self.state, node);
        let kept = self.premises(trial).iter().all(|(rule, _)| seen(*rule) == Some(Possible::Truth(Truth::True)));
        let seen = seen(node).filter(|_| kept);
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

    /// Takes back an answer until the state is undone, which is to be [widened](Case::widen) first.
    pub(super) fn forget(&mut self, trial: &Trial, slot: Slot) {
        let Some(question) = trial.question(slot) else { return };
        let mut changed = vec![(slot, question.kind.everything(self.setting.on))];
        let given = trial.answered().filter(|(_, of)| *of == slot);
        changed.extend(given.map(|(unknown, _)| (unknown, Possible::Truth(Truth::False))));
        self.state.set_all(&trial.program, &changed);
    }

    /// The unknowns that could still change some of these statements, as far as the rules' shape tells.
    pub(super) fn open(&mut self, trial: &Trial, nodes: &[NodeId]) -> Slots {
        self.memory.open(&trial.program, &self.state, nodes)
    }
}

/// Whether a slot is answered with something that counts.
fn told(trial: &Trial, answers: &Answers, slot: Slot) -> Possible {
    Possible::Truth(trial.question(slot).is_some_and(|question| answers.known(slot, question).is_some()).into())
}

fn days((least, most): (u32, u32)) -> Possible {
    let number = |days: u32| Number::from(i64::from(days));
    Possible::Number(Interval { least: number(least), most: number(most) })
}
