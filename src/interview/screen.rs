//! What one screen shows, as plain data: every word already chosen, nothing left to decide.

/// A screen of the interview.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Screen {
    /// One question.
    Question(QuestionScreen),
    /// All answers so far, each with a way to change it.
    Check(CheckScreen),
    /// The verdict and what follows from it.
    Result(ResultScreen),
    /// Why nobody is screened at present, in place of the first question.
    Closed(ResultScreen),
}

/// One question, one control.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuestionScreen {
    /// The key of the answer, such as `dose.aspirin`.
    pub key: String,
    /// Where the person is and how far it still goes, such as `Question 3. Between 4 and 6 more after this one.`
    pub progress: String,
    /// What the page around is told, and could see; on the first question alone.
    pub notice: Option<Notice>,
    /// The question itself.
    pub heading: String,
    /// Help with answering, if the catalogue has any.
    pub hint: Option<String>,
    /// Why the question is asked.
    pub why: String,
    /// What the person fills in.
    pub control: Control,
    /// Whether its options can be searched by name ([`super::Interview::search`]).
    pub searchable: bool,
    /// Whether *I don't know* is ticked.
    pub unknown: bool,
    /// Where the answer may come from; none where that is not asked.
    pub provenance: Vec<Choice>,
    /// What was wrong with the last entry.
    pub problem: Option<Problem>,
    /// Whether there is a screen to go back to.
    pub back: bool,
}

/// What the page around is told of the person, and could see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// A paragraph each.
    pub lines: Vec<String>,
    /// What the person can say so that the page is told nothing, where it would be told something.
    pub decline: Option<String>,
}

/// What the person fills in, holding what they entered so far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Control {
    /// One of several options.
    One(Vec<Choice>),
    /// Any number of options.
    Several(Vec<Choice>),
    /// A number with its unit in words.
    Number {
        /// The text of the field.
        text: String,
        /// The unit shown beside the field.
        unit: Option<String>,
        /// Whether it is said to be about right; none where that is not asked.
        about: Option<bool>,
    },
    /// A date; the day, or the day and the month, may stay empty.
    Date {
        /// The text of the day field.
        day: String,
        /// The text of the month field: 1 to 12, or a name.
        month: String,
        /// The text of the year field.
        year: String,
    },
}

/// One option of a control.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// The option's id.
    pub id: String,
    /// What the person reads.
    pub label: String,
    /// Whether it is chosen.
    pub chosen: bool,
    /// Whether choosing it clears all others.
    pub exclusive: bool,
}

/// What to show of a question's options after a search.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Every option that does not stand alone, in the order in which to show them. Those that stand alone stay as they are.
    pub rows: Vec<Row>,
    /// What the live region says.
    pub status: String,
    /// What stands beside the search field.
    pub note: String,
}

/// One option after a search.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The option's place among all.
    pub option: usize,
    /// How far the nearest of its names is from what was typed; zero if it is the same.
    pub far: usize,
    /// Whether it is shown.
    pub shown: bool,
    /// The name that it was found by, in a sentence, if its label does not show that name; else empty.
    pub also: String,
}

/// An entry that could not be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// What is wrong and how to mend it.
    pub text: String,
    /// Where to mend it.
    pub field: Field,
}

/// A field of a control.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// The first option, or the only field.
    First,
    /// The day of a date.
    Day,
    /// The month of a date.
    Month,
    /// The year of a date.
    Year,
}

/// Answers, each with a way to change it: all of them before the result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckScreen {
    /// The screen's heading.
    pub heading: String,
    /// What the person can do here.
    pub lead: String,
    /// Said once: that answers are left out because of a change, or that the result is still loading.
    pub news: Option<String>,
    /// The answers that the heading is about, in the order asked: all, those to be confirmed, or those that contradict each
    /// other.
    pub rows: Vec<AnswerRow>,
    /// What the button that leads on says; none where one of the rows has to be changed first.
    pub finish: Option<String>,
    /// The other answers, in the order asked.
    pub others: Vec<AnswerRow>,
    /// The questions that a change made unnecessary, if any.
    pub left_out: Option<Section>,
    /// Whether there is a screen to go back to.
    pub back: bool,
}

/// A question and its answer in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerRow {
    /// The key of the answer.
    pub key: String,
    /// The question.
    pub question: String,
    /// The answer in words.
    pub answer: String,
}

/// The verdict and what follows from it; or that there is none, as nobody is screened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResultScreen {
    /// The verdict's id, such as `not_yet`; `closed` where there is none.
    pub verdict: &'static str,
    /// The verdict in words.
    pub heading: String,
    /// What the verdict means and how long it holds, a paragraph each.
    pub lead: Vec<String>,
    /// A reminder to look again, if there is a day for it.
    pub reminder: Option<Reminder>,
    /// Reasons, what is to confirm, what was not checked, what to do next.
    pub sections: Vec<Section>,
    /// What is said beside the way to hand it on, where it may be handed on.
    pub refer: Option<Vec<String>>,
    /// Whether clinics can be looked for.
    pub sites: bool,
}

/// A calendar file to save.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reminder {
    /// What the person reads.
    pub label: String,
    /// The name of the file.
    pub file: String,
    /// What stands in the file.
    pub content: String,
}

/// A headed part of a screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// What the part is about: `reasons`, `confirm`, `met`, `scores`, `words`, `next`, `about`, `left_out`; of a
    /// referral, `sent`, `criteria`, `answers`; of a search for clinics, `found`, `elsewhere`.
    pub id: &'static str,
    /// The part's heading.
    pub heading: String,
    /// A paragraph each.
    pub lead: Vec<String>,
    /// A list, possibly empty.
    pub items: Vec<Item>,
}

/// One entry of a section's list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The point in a short sentence.
    pub title: String,
    /// More about it, a paragraph each.
    pub text: Vec<String>,
}

/// What a person entered on a question's screen, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entry {
    /// The ids of the options chosen; `yes` and `no` for a yes-or-no question.
    pub chosen: Vec<String>,
    /// The text of a number field.
    pub number: String,
    /// Whether the number is about right, and not exact.
    pub about: bool,
    /// The text of the day field.
    pub day: String,
    /// The text of the month field.
    pub month: String,
    /// The text of the year field.
    pub year: String,
    /// Whether *I don't know* is ticked.
    pub unknown: bool,
    /// The id of where the answer comes from; empty if that was not asked.
    pub provenance: String,
}
