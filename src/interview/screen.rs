//! The contents of each screen as plain data: every text is already chosen, and drawing decides nothing.

/// A screen of the interview.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Screen {
    /// One question.
    Question(QuestionScreen),
    /// All answers so far, each with a way to change it.
    Check(CheckScreen),
    /// The verdict and what follows from it.
    Result(ResultScreen),
    /// Why the trial screens no one at present, in place of the first question.
    Closed(ResultScreen),
}

/// One question, one control.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuestionScreen {
    /// The key of the answer, such as `dose.aspirin`.
    pub key: String,
    /// The question's number and how many follow, such as `Question 3. Between 4 and 6 more after this one.`
    pub progress: String,
    /// What the host learns and could see; on the first question only.
    pub notice: Option<Notice>,
    /// The question itself.
    pub heading: String,
    /// Help with answering, if the catalogue has it.
    pub hint: Option<String>,
    /// Why the question is asked.
    pub why: String,
    /// What the person fills in.
    pub control: Control,
    /// Whether the options can be searched by name ([`super::Interview::search`]).
    pub searchable: bool,
    /// Whether *I don't know* is ticked.
    pub unknown: bool,
    /// The possible provenances; empty where provenance is not asked.
    pub provenance: Vec<Choice>,
    /// What is wrong with the last entry.
    pub problem: Option<Problem>,
    /// Whether there is a screen to go back to.
    pub back: bool,
}

/// What the host learns of the person, and could see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// Its paragraphs.
    pub lines: Vec<String>,
    /// The label of the button that declines the disclosure, if there is any disclosure.
    pub decline: Option<String>,
}

/// What the person fills in, with the entry so far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Control {
    /// One of several options.
    One(Vec<Choice>),
    /// Any number of options.
    Several(Vec<Choice>),
    /// A number with the text of its unit.
    Number {
        /// The text of the field.
        text: String,
        /// The unit shown beside the field.
        unit: Option<String>,
        /// Whether it is marked as approximate; `None` where that is not asked.
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
    /// The visible label.
    pub label: String,
    /// Whether it is chosen.
    pub chosen: bool,
    /// Whether choosing it clears all others.
    pub exclusive: bool,
}

/// The options to show after a search.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OptionMatches {
    /// Every option that can be combined with others, in the order in which to show them. Exclusive options stay where
    /// they are.
    pub rows: Vec<Row>,
    /// The announcement of the live region.
    pub status: String,
    /// The text beside the search field.
    pub note: String,
}

/// One option after a search.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The option's index among all options.
    pub option: usize,
    /// The distance of its closest name from the typed text; zero if it is the same.
    pub far: usize,
    /// Whether it is shown.
    pub shown: bool,
    /// A sentence with the name that matched, if the option's label does not show that name; else empty.
    pub also: String,
}

/// Why an entry was rejected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// What is wrong and how to fix it.
    pub text: String,
    /// The field to fix.
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

/// The answers, each with a way to change it, before the result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckScreen {
    /// The screen's heading.
    pub heading: String,
    /// What the person can do here.
    pub lead: String,
    /// A notice shown once: that a change left answers out, or that the result is still loading.
    pub news: Option<String>,
    /// The answers that the heading is about, in the order asked: all of them, those to confirm, or those that
    /// contradict each other.
    pub rows: Vec<AnswerRow>,
    /// The label of the button that goes on; `None` where one of the rows has to be changed first.
    pub finish: Option<String>,
    /// The other answers, in the order asked.
    pub others: Vec<AnswerRow>,
    /// The questions that a change made unnecessary, if any.
    pub left_out: Option<Section>,
    /// Whether there is a screen to go back to.
    pub back: bool,
}

/// A question and its answer as texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerRow {
    /// The key of the answer.
    pub key: String,
    /// The question.
    pub question: String,
    /// The answer as a text.
    pub answer: String,
}

/// The verdict and its consequences, or why the trial is closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResultScreen {
    /// The verdict's id, such as `not_yet`, or `closed`.
    pub verdict: &'static str,
    /// The verdict as a text.
    pub heading: String,
    /// What the verdict means and how long it holds, one paragraph per text.
    pub lead: Vec<String>,
    /// A reminder to screen again, if there is a day for it.
    pub reminder: Option<Reminder>,
    /// Reasons, points to confirm, points not checked, and what to do next.
    pub sections: Vec<Section>,
    /// The hint beside the button that refers the result, if it may be shared.
    pub refer: Option<Vec<String>>,
    /// Whether the clinics can be searched.
    pub sites: bool,
}

/// A calendar file to save.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reminder {
    /// The visible label.
    pub label: String,
    /// The file name.
    pub file: String,
    /// The file content.
    pub content: String,
}

/// A headed part of a screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// The topic: `reasons`, `confirm`, `met`, `scores`, `words`, `next`, `about`, `left_out`; in a referral, `sent`,
    /// `criteria`, `answers`; in a search for clinics, `found`, `elsewhere`.
    pub id: &'static str,
    /// The part's heading.
    pub heading: String,
    /// Its paragraphs.
    pub lead: Vec<String>,
    /// The list, possibly empty.
    pub items: Vec<Item>,
}

/// One item of a section's list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The point in one short sentence.
    pub title: String,
    /// Details, one paragraph per text.
    pub text: Vec<String>,
}

/// The entries on a question's screen, as typed.
///
/// ```
/// use prescreener::interview::Entry;
/// let yes = Entry { chosen: vec!["yes".to_owned()], ..Entry::default() };
/// let weight = Entry { number: "71,5".to_owned(), about: true, ..Entry::default() };
/// let spring = Entry { month: "March".to_owned(), year: "2009".to_owned(), ..Entry::default() };
/// let unknown = Entry { unknown: true, ..Entry::default() };
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entry {
    /// The ids of the options chosen; `yes` and `no` for a yes-or-no question.
    pub chosen: Vec<String>,
    /// The text of a number field.
    pub number: String,
    /// Whether the number is approximate.
    pub about: bool,
    /// The text of the day field.
    pub day: String,
    /// The text of the month field.
    pub month: String,
    /// The text of the year field.
    pub year: String,
    /// Whether *I don't know* is ticked.
    pub unknown: bool,
    /// The id of the provenance; empty if that was not asked.
    pub provenance: String,
}
