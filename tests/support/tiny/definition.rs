//! A random definition over the questions of `tests/data/definitions/tiny`.

use prescreener::diagnostics::Document;
use prescreener::json::Json;
use prescreener::trial::Trial;
use prescreener::value::{Date, Duration};

use super::rules::{Rules, Theme};
use crate::support::load::{json, text};
use crate::support::random::Random;

/// Draws a definition. `ruled` states whether it has consistency rules.
pub fn draw(random: &mut Random, theme: Theme, ruled: bool, on: Date) -> Json {
    let mut content = json(&text("tests/data/definitions/tiny/trial.json"));
    let picks = theme.picks(random);
    let anchors = anchors(random, theme);
    let ids: Vec<&str> = if anchors.is_empty() { Vec::new() } else { vec!["start", "later"] };
    let ids = &ids[..anchors.len()];
    set(&mut content, "anchors", Json::List(anchors));
    questions(random, &mut content, &picks, on);
    order(random, &mut content);
    let mut rules = Rules::new(random, theme, &picks, ids, on);
    set(&mut content, "tables", tables(rules.random));
    let scored = theme == Theme::Scores || rules.random.percent(15);
    if scored {
        set(&mut content, "scores", score(&mut rules));
        rules.scored = true;
    }
    let flag = rules.truth(2);
    let load = format!("if {} then {} else {}", rules.atom(), rules.amount(1), rules.amount(1));
    set(&mut content, "values", json(&format!(r#"[{{"id":"flag","rule":"{flag}"}},{{"id":"load","rule":"{load}"}}]"#)));
    rules.named = true;
    if ruled {
        set(&mut content, "consistent", consistent(rules.random, &picks));
    }
    let count = 1 + rules.random.below(4);
    set(&mut content, "criteria", Json::List((0..count).map(|place| criterion(&mut rules, place)).collect()));
    imply(random, &mut content, theme, &picks, on);
    content
}

/// Adds, to some definitions, a rule that implies a *yes* to a question.
fn imply(random: &mut Random, content: &mut Json, theme: Theme, picks: &[&str], on: Date) {
    let questions: Vec<&str> = ["warm", "dry", "old"].into_iter().filter(|id| picks.contains(id)).collect();
    // Where days pass, one more rule would give too many completions.
    if matches!(theme, Theme::Dates | Theme::All) || questions.is_empty() || random.percent(60) {
        return;
    }
    let question = *random.pick(&questions);
    let others = picks.iter().copied().filter(|pick| *pick != question && !pick.starts_with("herb_"));
    let others: Vec<&str> = others.collect();
    if others.is_empty() {
        return;
    }
    let rule = Rules::new(random, theme, &others, &[], on).truth(1);
    let mut with = content.clone();
    set(&mut with, "implied", json(&format!(r#"[{{"question":"{question}","when":"{rule}","source":["S"]}}]"#)));
    // The rule may depend on its own question indirectly.
    if Trial::check(&[Document { path: "tiny.json".to_owned(), content: with.clone() }]).is_ok() {
        *content = with;
    }
}

pub fn set(object: &mut Json, key: &str, value: Json) {
    let Json::Object(entries) = object else { panic!("no object") };
    match entries.iter_mut().find(|(known, _)| known == key) {
        Some((_, old)) => *old = value,
        None => entries.push((key.to_owned(), value)),
    }
}

/// Draws no anchor, one, or two of which the second may follow the first.
fn anchors(random: &mut Random, theme: Theme) -> Vec<Json> {
    let dated = theme == Theme::Dates || theme == Theme::All;
    let count = if dated { 1 + random.below(2) } else { 0 };
    let mut anchor = |id: &str, from: &str| {
        let least = *random.pick(&[0, 0, 1, 3, 7]);
        let most = least + *random.pick(&[0, 0, 1, 2, 3]);
        json(&format!(r#"{{"id":"{id}","from":"{from}","days":[{least},{most}]}}"#))
    };
    let start = anchor("start", "assessment");
    let from = if count == 2 { ["start", "assessment"][usize::from(theme == Theme::All)] } else { "" };
    let later = anchor("later", from);
    [start, later].into_iter().take(count).collect()
}

/// Draws the earliest date, audience and condition of each question.
fn questions(random: &mut Random, content: &mut Json, picks: &[&str], on: Date) {
    let Some(Json::List(questions)) = content.get("questions").cloned() else { panic!("no questions") };
    let mut before: Vec<&str> = Vec::new();
    let changed = questions.into_iter().map(|mut question| {
        let id = question.get("id").and_then(Json::as_text).unwrap().to_owned();
        if question.get("earliest").is_some() {
            let earliest = match id.as_str() {
                "born_on" => on.before(Duration::Months(12)).plus_days(-3),
                "herb_cut_on" => on.plus_days(-1 - random.below(2) as i64),
                _ => on.plus_days(-2 - random.below(3) as i64),
            };
            set(&mut question, "earliest", Json::Text(earliest.to_string()));
        }
        if random.percent(15) {
            set(&mut question, "asked_of", Json::Text("clinic".to_owned()));
        }
        let picked = picks.iter().find(|pick| **pick == id);
        if picked.is_some() && !before.is_empty() && random.percent(25) {
            let depth = random.below(2);
            let rule = Rules::new(random, Theme::Logic, &before, &[], on).truth(depth);
            set(&mut question, "ask_when", Json::Text(rule));
        }
        // A question for an option of another question cannot stand in a plain rule.
        before.extend(picked.filter(|pick| !pick.starts_with("herb_")));
        question
    });
    let changed = changed.collect();
    set(content, "questions", Json::List(changed));
}

fn order(random: &mut Random, content: &mut Json) {
    let questions = content.get("questions").and_then(Json::as_list).unwrap();
    let mut ids: Vec<&str> = questions.iter().map(|one| one.get("id").and_then(Json::as_text).unwrap()).collect();
    for place in (1..ids.len()).rev() {
        ids.swap(place, random.below(place + 1));
    }
    let ids = Json::texts(ids);
    set(content, "order", ids);
}

fn tables(random: &mut Random) -> Json {
    let mint = *random.pick(&["1.5", "1", "0.5"]);
    let sage = *random.pick(&[r#""2""#, r#"["1", "1.000002"]"#, r#"["0.999999", "1"]"#]);
    json(&format!(
        r#"[{{"id":"factor","by":"herbs","rows":[{{"option":"mint","value":"{mint}"}},{{"option":"sage","value":{sage}}}]}}]"#
    ))
}

/// Draws consistency rules about the questions that other rules use.
fn consistent(random: &mut Random, picks: &[&str]) -> Json {
    const RULES: [(&[&str], &str); 18] = [
        (&["warm", "dry"], "not (warm and dry)"),
        (&["warm", "old"], "not warm or old"),
        (&["dry", "old"], "dry or old"),
        (&["warm", "sky"], "not warm or sky is red"),
        (&["sky", "cups"], "sky is not blue or cups >= 2 mg"),
        (&["cups", "spoons"], "cups <= spoons"),
        (&["cups", "spoons"], "cups + spoons >= 3 mg"),
        (&["dry", "spoons"], "not dry or spoons < 2 mg"),
        (&["herbs", "warm"], "not warm or herbs includes mint"),
        (&["herbs", "old"], "herbs includes none of (mint, sage) or not old"),
        (&["sown_on", "cut_on"], "sown_on <= cut_on"),
        (&["born_on"], "years from born_on to today <= 1"),
        (&["born_on", "cups"], "cups <= 2 mg * years from born_on to today"),
        (&["born_on", "sown_on"], "born_on <= sown_on"),
        (&["cut_on"], "cut_on < today"),
        (&["sown_on", "warm"], "not warm or sown_on within 2 days before today"),
        (&["cups", "warm"], "warm"),
        (&["herbs", "sky"], "sky is not grey"),
    ];
    let fits = |of: &&(&[&str], &str)| of.0.iter().all(|id| picks.contains(id));
    let fitting: Vec<_> = RULES.iter().filter(fits).collect();
    let mut rules = Vec::new();
    for place in 0..fitting.len().min(1 + random.below(2)) {
        let (about, rule) = *random.pick(&fitting);
        // A rule about only one other question applies only where that question is answered.
        let answered = if ["warm", "sky is not grey"].contains(rule) {
            format!(r#""answered":["{}"],"#, about[0])
        } else {
            String::new()
        };
        let rule = rule.replace("2 mg * years from born_on to today", "2 mg * (years from born_on to today) / 1 years");
        rules.push(json(&format!(r#"{{"id":"r{place}",{answered}"rule":"{rule}"}}"#)));
    }
    Json::List(rules)
}

/// Draws a score with two columns, three bands and subgroups.
fn score(rules: &mut Rules<'_>) -> Json {
    let column = if rules.random.percent(60) { rules.atom() } else { rules.truth(1) };
    let (a, b, c) = (rules.atom(), rules.atom(), rules.atom());
    let (left, right) = (rules.atom(), rules.atom());
    let one = rules.one(&["1.2", "2", "3"]);
    let begins = rules.one(&["1.2", "1", "2"]);
    json(&format!(
        r#"[{{"id":"mark",
            "columns":[{{"id":"one","when":"{column}"}},{{"id":"other"}}],
            "items":[{{"id":"tone","cases":[{{"when":"{a}","points":["{one}","0.7"]}},{{"when":"{b}","points":["0.4","2"]}}]}},
                     {{"id":"load","when":"{c}","points":["2.5","1.1"]}}],
            "bands":[{{"id":"low"}},{{"id":"middle","from":["{begins}","1.1"]}},{{"id":"high","from":["2.9","1.8"]}}],
            "subgroups":{{"when":"mark.band is one of (middle, high)",
                         "cases":[{{"when":"{left}","then":"left"}},{{"when":"{right}","then":"right"}},{{"then":"rest"}}]}}}}]"#
    ))
}

fn criterion(rules: &mut Rules<'_>, place: usize) -> Json {
    let kind = rules.one(&["inclusion", "inclusion", "exclusion"]);
    let strength = if rules.random.percent(12) { "advisory" } else { "binding" };
    let by = rules.one(&["participant", "participant", "participant", "document", "document", "site"]);
    let depth = 1 + rules.random.below(3);
    let rule = rules.waiting().unwrap_or_else(|| rules.truth(depth));
    let rule = if by == "site" && rules.random.percent(50) { String::new() } else { format!(r#""rule":"{rule}","#) };
    json(&format!(
        r#"{{"id":"C{place}","kind":"{kind}","strength":"{strength}","judged_by":"{by}",{rule}
            "source":["S"],"confidence":"several_sources"}}"#
    ))
}
