//! The assessment of one person's answers, updated with each answer.

use super::{Setting, Status, Verdict};
use crate::answers::{Answers, SourcedAnswer};
use crate::engine::exact::{Grid, Memory, Search, SearchOutcome};
use crate::trial::program::{Inputs, NodeId, Slot, Slots, State, Unknown};
use crate::trial::{Criterion, Goal, Group, JudgedBy, Strength, Trial};
use crate::value::{Date, Interval, Number, Possible, Truth};

/// Answers, and their results on one day or on several.
///
/// An answer recomputes only what depends on it; earlier findings that still hold are kept.
#[derive(Debug, Clone)]
pub struct Case {
    setting: Setting,
    answers: Answers,
    pub(super) state: State,
    pub(super) memory: Memory,
    /// The slots for which consistency rules leave fewer values than their answers do.
    pub(super) narrowed: Vec<Slot>,
    /// Whether the answers break a consistency rule. No such rule is applied then: nothing follows from a
    /// contradiction.
    contradictory: bool,
    /// For each joint group of criteria, whether no completion was found to pass on the day of the assessment.
    fails: Vec<bool>,
    /// The unknowns that were found not to matter on that day. Further answers do not make them matter.
    irrelevant: Slots,
    /// If the person is ruled out today: the day before which they stay ruled out, or an inner `None` if they do for
    /// good.
    ruled_out_until: Option<Option<Date>>,
}

impl Case {
    /// Creates the case of these answers on the day of the assessment.
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
            unknowns.get_mut(unknown).into_iter().for_each(|held| *held = answered(trial, &answers, slot));
        }
        let today = Interval::exactly(setting.on);
        let inputs = Inputs { on: today, today, unknowns, fixed };
        let fails = vec![false; trial.groups.joint().all().len()];
        let state = State::of(&trial.program, inputs);
        let (narrowed, irrelevant) = (Vec::new(), Slots::default());
        let mut case = Case {
            state,
            memory,
            setting,
            answers,
            narrowed,
            contradictory: false,
            fails,
            irrelevant,
            ruled_out_until: None,
        };
        case.apply_consistency(trial, None);
        case
    }

    /// Records an answer, or withdraws it.
    pub fn answer(&mut self, trial: &Trial, slot: Slot, answer: Option<SourcedAnswer>) {
        match answer {
            Some(answer) => self.answers.set(slot, answer),
            None => self.answers.remove(slot),
        }
        let (Some(value), Some(held)) = (self.possible(trial, slot, self.setting.on), self.state.unknown(slot)) else {
            return;
        };
        let flags = trial
            .answered()
            .filter(|(_, of)| *of == slot)
            .map(|(unknown, of)| (unknown, answered(trial, &self.answers, of)));
        let mut changed: Vec<(Unknown, Possible)> = flags.collect();
        let narrower =
            held.holds(value) && changed.iter().all(|(unknown, now)| self.state.unknown(*unknown) == Some(*now));
        changed.push((slot, value));
        if !narrower {
            let narrowed = std::mem::take(&mut self.narrowed).into_iter().filter(|other| *other != slot);
            changed.extend(narrowed.filter_map(|other| Some((other, self.possible(trial, other, self.setting.on)?))));
        }
        self.state.set_all(&trial.program, &changed);
        self.memory.reset_steps();
        self.apply_consistency(trial, Some(slot).filter(|_| narrower));
        // Further answers never make a person who is ruled out pass.
        if !narrower {
            self.ruled_out_until = None;
            self.irrelevant = Slots::default();
            let fails = trial.groups.joint().of_unknown(slot).and_then(|group| self.fails.get_mut(group));
            fails.into_iter().for_each(|fails| *fails = false);
        }
    }

    /// Applies the consistency rules, after one answer or after all of them.
    fn apply_consistency(&mut self, trial: &Trial, after: Option<Slot>) {
        if trial.consistency.is_empty() {
            self.state.keep();
            self.memory.move_edge(&trial.program, &self.state);
            return;
        }
        let mark = self.state.mark();
        let before = self.narrowed.len();
        self.narrow(trial, after.filter(|_| !self.contradictory));
        self.memory.move_edge(&trial.program, &self.state);
        let contradictory = self.contradicts(trial);
        if contradictory {
            self.state.undo(mark);
            self.narrowed.truncate(before);
        }
        if contradictory != self.contradictory {
            self.contradictory = contradictory;
            (self.ruled_out_until, self.irrelevant) = (None, Slots::default());
            self.fails.fill(false);
        }
        self.state.keep();
    }

    /// Returns whether no completion keeps all consistency rules.
    fn contradicts(&mut self, trial: &Trial) -> bool {
        self.search(trial, |search| search.passes(trial.groups.rules())) == SearchOutcome::No
    }

    /// Returns whether the answers break a consistency rule.
    pub(super) fn contradictory(&self) -> bool {
        self.contradictory
    }

    /// Returns the consistency rules that apply.
    pub(super) fn premises<'a>(&self, trial: &'a Trial) -> &'a [Goal] {
        if self.contradictory { &[] } else { &trial.groups.rules().goals }
    }

    /// Removes the effect of consistency rules until the state is undone, so that the effect of each answer can be
    /// traced.
    pub(super) fn widen(&mut self, trial: &Trial) {
        let unnarrowed = |slot: &Slot| Some((*slot, self.possible(trial, *slot, self.setting.on)?));
        let changed: Vec<(Unknown, Possible)> = self.narrowed.iter().filter_map(unnarrowed).collect();
        self.state.set_all(&trial.program, &changed);
    }

    /// Returns the answers.
    pub fn answers(&self) -> &Answers {
        &self.answers
    }

    /// Returns the setting.
    pub fn setting(&self) -> &Setting {
        &self.setting
    }

    /// Returns the verdict without regard to questions left to ask.
    pub(super) fn preliminary_verdict(&mut self, trial: &Trial) -> Verdict {
        if self.passes(trial) {
            return Verdict::PotentiallyEligible;
        }
        let tomorrow = self.setting.on.plus_days(1);
        let until = match self.ruled_out_until {
            Some(None) => None,
            known => self.first_day(trial, trial.groups.goals(), known.flatten().unwrap_or(tomorrow), true),
        };
        self.ruled_out_until = Some(until);
        until.map_or(Verdict::NotEligible, Verdict::NotYet)
    }

    /// Returns whether some completion passes on the day of the assessment.
    fn passes(&mut self, trial: &Trial) -> bool {
        let groups = if self.contradictory { trial.groups.separate() } else { trial.groups.joint() };
        // First the groups already known to fail: one is enough.
        !self.fails.contains(&true)
            && groups.all().iter().zip(&mut self.fails).all(|(group, fails)| {
                let mark = self.state.mark();
                *fails =
                    Search::new(&trial.program, &mut self.state, &mut self.memory).passes(group) == SearchOutcome::No;
                self.state.undo(mark);
                !*fails
            })
    }

    pub(super) fn possible(&self, trial: &Trial, slot: Slot, on: Date) -> Option<Possible> {
        Some(self.answers.possible_in(slot, trial.question(slot)?, on))
    }

    /// Resets the count of search steps.
    pub(super) fn reset_steps(&mut self) {
        self.memory.reset_steps();
    }

    /// Records that a search gave up.
    pub(super) fn give_up(&mut self) {
        self.memory.gave_up = true;
    }

    /// Returns whether every search so far was completed.
    pub(super) fn exact(&self) -> bool {
        !self.memory.gave_up
    }

    fn search(&mut self, trial: &Trial, search: impl FnOnce(&mut Search<'_>) -> SearchOutcome) -> SearchOutcome {
        let mark = self.state.mark();
        let found = search(&mut Search::new(&trial.program, &mut self.state, &mut self.memory));
        self.state.undo(mark);
        found
    }

    /// Returns whether some completion that keeps the consistency rules reaches all goals.
    pub(super) fn satisfiable(&mut self, trial: &Trial, goals: &[Goal]) -> SearchOutcome {
        let premises = self.premises(trial);
        self.search(trial, |search| search.satisfy_under(goals, premises))
    }

    /// Returns whether an unknown decides, for some completion of the others, whether a statement is true.
    pub(super) fn is_pivotal(&mut self, trial: &Trial, unknown: Unknown, node: NodeId) -> bool {
        self.search(trial, |search| search.is_pivotal(unknown, node)) != SearchOutcome::No
    }

    /// Returns whether an unknown decides, for some completion of the others, whether a group that can pass does.
    pub(super) fn relevant(&mut self, trial: &Trial, unknown: Unknown, group: &Group) -> bool {
        let today = self.state.on() == Interval::exactly(self.setting.on);
        if today && self.irrelevant.holds(unknown) {
            return false;
        }
        let found = self.search(trial, |search| search.relevant(unknown, group));
        if today && found == SearchOutcome::No {
            self.irrelevant.insert(unknown);
        }
        found != SearchOutcome::No
    }

    /// Returns the truth of a statement over all completions.
    pub(super) fn truth(&mut self, trial: &Trial, node: NodeId) -> Truth {
        match self.state.value(node) {
            Some(Possible::Truth(Truth::Unknown)) | None => {}
            Some(Possible::Truth(truth)) => return truth,
            Some(_) => return Truth::Unknown,
        }
        let seen = |node: NodeId| self.memory.value_at_edge(&self.state, node);
        let kept = self.premises(trial).iter().all(|(rule, _)| seen(*rule) == Some(Possible::Truth(Truth::True)));
        let seen = seen(node).filter(|_| kept);
        let may_be = [true, false].map(|truth| {
            seen == Some(Possible::Truth(truth.into()))
                || self.satisfiable(trial, &[(node, truth)]) != SearchOutcome::No
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

    /// Withdraws an answer until the state is undone. The state must be [widened](Case::widen) first.
    pub(super) fn withdraw(&mut self, trial: &Trial, slot: Slot) {
        let Some(question) = trial.question(slot) else { return };
        let mut changed = vec![(slot, question.kind.everything(self.setting.on))];
        let flags = trial.answered().filter(|(_, of)| *of == slot);
        changed.extend(flags.map(|(unknown, _)| (unknown, Possible::Truth(Truth::False))));
        self.state.set_all(&trial.program, &changed);
    }

    /// Returns the unknowns that could still change some of these statements, judging by the structure of the rules.
    pub(super) fn open(&mut self, trial: &Trial, nodes: &[NodeId]) -> Slots {
        self.memory.open(&trial.program, &self.state, nodes)
    }
}

/// Returns whether a slot has an answer that counts and is known.
fn answered(trial: &Trial, answers: &Answers, slot: Slot) -> Possible {
    Possible::Truth(trial.question(slot).is_some_and(|question| answers.known(slot, question).is_some()).into())
}

fn days((least, most): (u32, u32)) -> Possible {
    let number = |days: u32| Number::from(i64::from(days));
    Possible::Number(Interval { least: number(least), most: number(most) })
}
