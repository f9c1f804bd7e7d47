//! Random small definitions with completions of all unknowns: no completion contradicts a decided status, and a fully known
//! person gets exactly the naive status.

use std::collections::{BTreeMap, BTreeSet};

use crate::support::case::{Case, day};
use crate::support::load::json;
use crate::support::naive::{Naive, World, calendar, world};
use crate::support::people_at_random::Edges;
use crate::support::random::Random;
use crate::support::reconciled::{chosen_only, fix_some};
use crate::support::small::{Rules, checked, documents};
use prescreener::diagnostics::Document;
use prescreener::json::Json;
use prescreener::trial::{Question, QuestionKind, Trial};
use prescreener::value::{Date, Number};

const TODAY: &str = "2024-03-05";
/// How many completions are tried for one person.
const WAYS: usize = 60;

struct Both {
    trial: Trial,
    naive: Naive,
    edges: Edges,
}

fn draw(random: &mut Random, open_points: bool) -> Both {
    let mut rules = Rules { random, open_points, values: false };
    let load = format!("if {} then weight else 2 mg", rules.truth(1));
    let values = [("flag", rules.truth(2)), ("load", load)];
    rules.values = true;
    let criteria: Vec<String> = (0..5).map(|_| rules.truth(3)).collect();
    let mut documents = documents(&values, &criteria);
    imply(&mut documents, &mut rules);
    let (trial, definition) = checked(&documents);
    let naive = Naive::new(definition);
    Both { trial, edges: Edges::of(&naive), naive }
}

/// Adds a rule that stands for the *yes* to a question to half of the definitions; drops a rule that would depend on itself.
fn imply(documents: &mut [Document], rules: &mut Rules<'_>) {
    rules.values = false;
    let rule = rules.truth(2);
    let question = *rules.random.pick(&["warm", "dry"]);
    let mut with = documents.to_vec();
    let Json::Object(entries) = &mut with[0].content else { panic!("no object") };
    let implied = format!(r#"[{{"question":"{question}","when":"{rule}","source":["S"]}}]"#);
    entries.push(("implied".to_owned(), json(&implied)));
    if Trial::check(&with).is_ok() {
        documents.clone_from_slice(&with);
    }
}

/// Returns every value of the question's type; dates and numbers in steps.
fn all(question: &Question, on: Date) -> Vec<Json> {
    let word = |text: &str| Json::Text(text.to_owned());
    match &question.kind {
        QuestionKind::YesNo => vec![Json::Bool(false), Json::Bool(true)],
        QuestionKind::One { options } => options.iter().map(|option| word(option)).collect(),
        QuestionKind::Several { options, exclusive } => {
            let sets = (0..1_u64 << options.len()).filter(|set| set & exclusive == 0 || set.count_ones() == 1);
            let named = |set: u64| options.iter().enumerate().filter(move |(index, _)| set >> index & 1 == 1);
            sets.map(|set| Json::texts(named(set).map(|(_, option)| option))).collect()
        }
        QuestionKind::Number { least, most, decimals, .. } => {
            let step = Number::from(1).over(Number::from(10_i64.pow(*decimals)));
            let mut numbers = vec![*least];
            while let Some(next) = numbers.last().unwrap().plus(step.unwrap()).filter(|next| next <= most) {
                numbers.push(next);
            }
            numbers.into_iter().map(|number| word(&number.to_string())).collect()
        }
        QuestionKind::Date { earliest } => {
            (0..=earliest.days_until(on)).map(|days| word(&earliest.plus_days(days).to_string())).collect()
        }
    }
}

/// Returns whether an exact answer is one of the possible values of another answer.
fn possible(given: Option<&Json>, exact: &Json) -> bool {
    let number = |json: &Json| Number::parse(json.as_text().map_or(json.to_string(), str::to_owned).as_str()).unwrap();
    match given {
        None | Some(Json::Null) => true,
        Some(Json::Object(entries)) => match entries.as_slice() {
            [(key, about)] if key == "about" => {
                let (about, exact) = (number(about), number(exact));
                let tenth = about.over(Number::from(10)).unwrap();
                about.minus(tenth).unwrap() <= exact && exact <= about.plus(tenth).unwrap()
            }
            [(_, least), (_, most)] => number(least) <= number(exact) && number(exact) <= number(most),
            _ => true,
        },
        // A year or a month means the days that begin with it.
        Some(Json::Text(text)) => {
            let exact = exact.as_text().unwrap();
            exact == text || (exact.len() == 10 && exact.starts_with(&format!("{text}-")))
        }
        Some(other) => other == exact,
    }
}

/// Returns the statuses of all criteria over up to [`WAYS`] completions: over all of them, if there are no more.
fn outcomes(both: &Both, case: &Case<'_>, random: &mut Random) -> Vec<BTreeSet<&'static str>> {
    let domains: Vec<(String, &Question, Vec<Json>)> = both
        .trial
        .keys()
        .map(|(key, question)| {
            let all = all(question, case.on).into_iter().filter(|exact| possible(case.answers.get(key), exact));
            (key.to_owned(), question, all.collect())
        })
        .collect();
    let ways = domains.iter().fold(1_usize, |ways, (.., domain)| ways.saturating_mul(domain.len()));
    let on = calendar::parse(&case.on.to_string());
    let fixed = case.fixed.iter().map(|(id, day)| (id.clone(), calendar::parse(&day.to_string()))).collect();
    let anchors = world::anchors(&both.naive.definition, on, &fixed);
    let mut found = vec![BTreeSet::new(); both.naive.definition.criteria.len()];
    for way in 0..ways.min(WAYS) {
        let mut rest = way;
        let answers = domains.iter().map(|(key, question, domain)| {
            let index = if ways <= WAYS { rest % domain.len() } else { random.below(domain.len()) };
            rest /= domain.len();
            (key.clone(), world::value(&question.kind, &domain[index]))
        });
        let world = World::new(answers.collect(), anchors[random.below(anchors.len())].clone());
        for (index, found) in found.iter_mut().enumerate() {
            found.extend(both.naive.statuses(index, &world));
        }
    }
    found
}

fn person<'a>(both: &'a Both, random: &mut Random) -> Case<'a> {
    let questions: Vec<(String, &Question)> =
        both.trial.keys().map(|(key, question)| (key.to_owned(), question)).collect();
    let mut case = Case::new(&both.trial, day(TODAY));
    case.answers = both.edges.person(random, &questions, case.on);
    case
}

fn rules(both: &Both) -> String {
    let values = both.naive.definition.values.iter().map(|value| format!("{} = {}", value.id, value.rule.text));
    let criteria = both.naive.definition.criteria.iter();
    let criteria = criteria.map(|criterion| format!("{}: {}", criterion.id, criterion.rule.as_ref().unwrap().text));
    values.chain(criteria).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_fully_known_person_gets_exactly_the_naive_status() {
    let mut random = Random::new(21);
    for _ in 0..400 {
        let both = draw(&mut random, false);
        for _ in 0..8 {
            let whole = fix_some(person(&both, &mut random), &mut random, 100);
            // Answers about options that are not chosen make no difference.
            let naive = outcomes(&both, &whole, &mut random);
            let mut case = whole;
            chosen_only(&mut case);
            let statuses: Vec<_> = case.assess().statuses.iter().map(|status| BTreeSet::from([status.id()])).collect();
            assert_eq!(statuses, naive, "{} {:?}\n{}", case.json(), case.fixed, rules(&both));
        }
    }
}

#[test]
fn no_completion_contradicts_a_decided_status() {
    let mut random = Random::new(22);
    let (mut decided, mut open) = (0, 0);
    for _ in 0..80 {
        let both = draw(&mut random, true);
        let questions: BTreeMap<&str, &Question> = both.trial.keys().collect();
        for _ in 0..6 {
            let exact = person(&both, &mut random);
            let blurred = exact.answers.iter().filter_map(|(key, answer)| {
                Some((key.clone(), both.edges.blur(&mut random, questions[key.as_str()], answer)?))
            });
            let mut case = Case { answers: blurred.collect(), ..exact.clone() };
            chosen_only(&mut case);
            if random.percent(50) {
                case = fix_some(case, &mut random, 100);
            }
            let assessed = case.assess();
            for (index, (status, naive)) in
                assessed.statuses.iter().zip(outcomes(&both, &case, &mut random)).enumerate()
            {
                if status.id() == "unknown" {
                    open += 1;
                    continue;
                }
                decided += 1;
                let only = BTreeSet::from([status.id()]);
                assert_eq!(naive, only, "C{index} {} {:?}\n{}", case.json(), case.fixed, rules(&both));
            }
        }
    }
    assert!(decided > 500 && open > 500, "{decided} decided and {open} open statuses say little");
}
