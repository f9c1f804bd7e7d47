//! The search finds options by name in spite of spelling errors, and finds nothing for texts that resemble no name.

use crate::support::load::{CATALOGUES, IIMPACT, text, trial};
use crate::support::random::Random;
use crate::support::sitting::{answer_all, at, open_with, say};
use prescreener::interview::{Control, Interview, OptionMatches, Screen};

/// The texts that people type, and the options that they mean.
const TABLE: &str = include_str!("../data/cases/misspellings.tsv");

/// The rows of the table whose option is not among the first three found.
const FAILING: [&str; 3] = ["mofetil", "ivg", "gamaglobulina"];

const LANGUAGES: [&str; 2] = ["en", "es"];
/// The questions that can be searched: medicines and antibodies.
const SEARCHABLE: [&str; 3] = ["steroids", "immunosuppressants", "myositis_antibodies"];
const MEDICINES: [&str; 2] = ["steroids", "immunosuppressants"];

/// A searchable question on screen.
struct Prompt {
    interview: Interview,
    options: Vec<String>,
    /// The exclusive options.
    alone: Vec<String>,
    /// Each option with each of its names, as people may read them on a box.
    names: Vec<(String, String)>,
}

impl Prompt {
    fn new(language: &str, question: &str) -> Prompt {
        let words = CATALOGUES.map(|folder| text(&format!("{folder}/{language}.json")));
        let texts = words.each_ref().map(String::as_str);
        let mut interview = open_with(trial(IIMPACT), &texts, "participant", "2026-11-22", &[]);
        while at(&interview).unwrap() != question {
            say(&mut interview, "?");
        }
        let Screen::Question(screen) = interview.screen() else { panic!("no question") };
        let Control::Several(choices) = screen.control else { panic!("{question} has no list") };
        assert!(screen.searchable, "{question}");
        let mut names = Vec::new();
        for choice in choices.iter().filter(|choice| !choice.exclusive) {
            let key = format!("\"option.{question}.{}.names\": \"", choice.id);
            let more = words.iter().find_map(|text| Some(text.split_once(&key)?.1.split_once('"')?.0));
            let all = choice.label.split(['(', ')', ',']).chain(more.unwrap_or_default().split(','));
            names.extend(all.map(|name| (choice.id.clone(), name.trim().to_owned())));
        }
        names.retain(|(_, name)| !name.is_empty());
        let alone = choices.iter().filter(|choice| choice.exclusive).map(|choice| choice.id.clone()).collect();
        let options = choices.into_iter().map(|choice| choice.id).collect();
        Prompt { interview, options, alone, names }
    }

    fn search(&self, typed: &str) -> OptionMatches {
        self.interview.search(typed, &[]).unwrap()
    }

    /// Returns the options found, best first.
    fn found(&self, typed: &str) -> Vec<&str> {
        let found = self.search(typed);
        let nothing = found.note == text_of(&self.interview, "label.not_found");
        let rows = found.rows.iter().filter(|row| row.shown && !nothing);
        rows.map(|row| self.options[row.option].as_str()).collect()
    }

    fn among_three(&self, typed: &str, option: &str) -> bool {
        self.found(typed).iter().take(3).any(|found| *found == option)
    }
}

fn text_of(interview: &Interview, key: &str) -> String {
    interview.texts().get(key).to_owned()
}

fn prompts() -> Vec<(&'static str, &'static str, Prompt)> {
    let prompt = |language| MEDICINES.map(|question| (language, question, Prompt::new(language, question)));
    LANGUAGES.into_iter().flat_map(prompt).collect()
}

/// Returns the part of a name that counts in a search.
fn plain(name: &str) -> String {
    name.to_lowercase().chars().filter(|letter| letter.is_alphanumeric()).collect()
}

#[test]
fn misspellings_find_the_intended_option() {
    let all = prompts();
    let (mut missed, mut rows, mut first) = (Vec::new(), 0, 0);
    for line in TABLE.lines().skip(1) {
        let columns: Vec<&str> = line.split('\t').collect();
        let [language, question, typed, meant] = columns[..] else { panic!("{line}: expected four columns") };
        let (.., prompt) = all.iter().find(|(own, id, _)| (*own, *id) == (language, question)).unwrap();
        assert!(prompt.options.iter().any(|option| option == meant), "{line}");
        let found = prompt.found(typed);
        rows += 1;
        first += usize::from(found.first() == Some(&meant));
        if !prompt.among_three(typed, meant) {
            missed.push(typed);
        }
        // The typed text must not be the exact name of another option.
        let same = prompt.names.iter().find(|(_, name)| plain(name) == plain(typed));
        assert!(same.is_none_or(|(option, _)| option == meant), "{line}: it is the name of {same:?}");
    }
    println!("{rows} rows, {first} find it first, {} do not find it", missed.len());
    assert!(rows >= 220, "{rows}");
    assert_eq!(missed, FAILING);
    assert!(missed.len() * 20 <= rows && first * 100 >= rows * 99, "{} missed, {first} first, of {rows}", missed.len());
}

/// Letters, each with its accented forms.
const ACCENTED: [&str; 8] = ["aàáâãäåÅ", "cçÇ", "eèéêëË", "iìíîïÍ", "nñÑ", "oòóôõöøØ", "uùúûüÜ", "yýÿÝ"];

/// Case, accents, spaces and hyphens do not count.
#[test]
fn an_exact_name_puts_its_option_first() {
    for (language, question, prompt) in prompts() {
        assert!(prompt.names.len() > 40, "{question}");
        for (option, name) in &prompt.names {
            let apart: Vec<String> = name.chars().map(String::from).collect();
            let mut spellings =
                vec![name.clone(), name.to_uppercase(), plain(name), name.replace(' ', "-"), apart.join(" ")];
            spellings.push(apart.join("\u{301}"));
            for accents in ACCENTED {
                let mut accents = accents.chars();
                let letter = accents.next().unwrap();
                spellings.extend(accents.map(|accent| name.to_lowercase().replace(letter, &accent.to_string())));
            }
            for typed in spellings {
                let search = prompt.search(&typed);
                let first = &search.rows[0];
                assert_eq!((&prompt.options[first.option], first.far), (option, 0), "{language} {question}: {typed}");
            }
        }
    }
}

#[test]
fn the_beginning_of_a_name_finds_every_option_that_has_it() {
    for (language, question, prompt) in prompts() {
        for (_, name) in &prompt.names {
            let letters: Vec<char> = plain(name).chars().collect();
            for end in 2..=letters.len() {
                let typed: String = letters[..end].iter().collect();
                let found = prompt.found(&typed);
                for (option, other) in &prompt.names {
                    let begins = plain(other).starts_with(&typed);
                    assert!(!begins || found.contains(&option.as_str()), "{language} {question}: {typed}, {other}");
                }
            }
        }
    }
}

/// Returns every typing error of one letter: missing, swapped with the previous one, doubled, replaced, or added.
fn typing_errors(name: &str) -> Vec<String> {
    let letters: Vec<char> = name.to_lowercase().chars().collect();
    let mut slips = Vec::new();
    for index in 0..letters.len() {
        let mut with = |change: &dyn Fn(&mut Vec<char>)| {
            let mut changed = letters.clone();
            change(&mut changed);
            slips.push(changed.into_iter().collect());
        };
        with(&|letters| {
            letters.remove(index);
        });
        with(&|letters| letters.swap(index, index.saturating_sub(1)));
        with(&|letters| letters.insert(index, letters[index]));
        // A vowel, a letter that may sound like another, or one that does not: trying all letters at every position
        // takes many minutes.
        let kind = ["aeiou", "cfhkpqsxyz", "bdgjlmnrtvw"][index % 3].as_bytes();
        let letter = char::from(kind[(index + name.len()) % kind.len()]);
        with(&|letters| letters[index] = letter);
        with(&|letters| letters.insert(index, letter));
    }
    slips
}

#[test]
fn a_longer_name_with_one_typing_error_is_found() {
    let mut tried = 0;
    for (language, question, prompt) in prompts() {
        for (option, name) in prompt.names.iter().filter(|(_, name)| plain(name).len() >= 6) {
            // The same name is already tried in the other language.
            if language == "es" && Prompt::known(question, option, name) {
                continue;
            }
            for typed in typing_errors(name) {
                assert!(prompt.among_three(&typed, option), "{language} {question}: {typed} for {name}");
                tried += 1;
            }
        }
    }
    println!("{tried} slips");
    assert!(tried > 5_000, "{tried}");
}

impl Prompt {
    /// Returns whether the English catalogue has this name.
    fn known(question: &str, option: &str, name: &str) -> bool {
        thread_local!(static ENGLISH: [Vec<(String, String)>; 2] = MEDICINES.map(|question| Prompt::new("en", question).names));
        let index = MEDICINES.iter().position(|other| *other == question).unwrap();
        ENGLISH.with(|all| all[index].iter().any(|(own, other)| own == option && other == name))
    }
}

/// Tries pairs of similar names, and spellings between the two.
#[test]
fn an_exact_name_comes_before_a_similar_one_and_a_spelling_between_them_finds_both() {
    let [steroids, others] = MEDICINES.map(|question| Prompt::new("en", question));
    type Pair = [(&'static str, &'static str); 2];
    let cases: [(&Prompt, Pair, &[&str]); 5] = [
        (
            &steroids,
            [("Decortin", "prednisone"), ("Decortin H", "prednisolone")],
            &["decortn", "Decortin-", "dekortin"],
        ),
        (
            &steroids,
            [("prednisone", "prednisone"), ("prednisolone", "prednisolone")],
            &["prednisolne", "predniso", "prednisoone", "prednisol", "prednislone"],
        ),
        (
            &others,
            [("tacrolimus", "tacrolimus"), ("sirolimus", "sirolimus")],
            &["tirolimus", "sacrolimus", "carolimus"],
        ),
        (&others, [("belimumab", "belimumab"), ("tocilizumab", "tocilizumab")], &["tolizumab", "cilizumab"]),
        (&steroids, [("Celestone", "betamethasone"), ("Celestene", "betamethasone")], &["celestane", "celeston"]),
    ];
    for (prompt, pair, between) in cases {
        for (name, option) in pair {
            assert_eq!(prompt.found(name)[0], option, "{name}");
        }
        for typed in between {
            let found = prompt.found(typed);
            assert!(pair.iter().all(|(_, option)| found.contains(option)), "{typed}: {found:?}");
        }
    }
}

#[test]
fn a_text_that_resembles_no_name_finds_nothing() {
    let far = [
        "aspirin",
        "ibuprofen",
        "metformin",
        "lisinopril",
        "atorvastatin",
        "omeprazole",
        "levothyroxine",
        "vitamin d",
        "insulin",
        "amlodipine",
        "gabapentin",
        "folic acid",
        "hydroxychloroquine",
        "plaquenil",
        "alendronate",
        "calcium",
        "sertraline",
        "tylenol",
        "paracetamol",
        "naproxen",
        "losartan",
        "warfarin",
        "amoxicillin",
        "xyz",
        "qwerty",
        "asdfgh",
        "aaaa",
        "zzzzzzzz",
        "hhh",
        "water",
        "nothing",
        "i do not know",
        "hello",
        "12345",
        "zoloft",
        "prolia",
        "преднизон",
        "?!",
        "--",
        "💊",
        "(",
        "none",
        "one",
        "´",
    ];
    for question in MEDICINES {
        let prompt = Prompt::new("en", question);
        for typed in far {
            let found = prompt.search(typed);
            assert_eq!(
                found.note,
                text_of(&prompt.interview, "label.not_found"),
                "{question}: {typed}: {:?}",
                found.rows
            );
            assert_eq!(found.status, found.note);
            // If nothing is found, all options stay visible, so that the person can still answer.
            let whole: Vec<usize> = (0..prompt.options.len() - prompt.alone.len()).collect();
            let shown: Vec<usize> = found.rows.iter().filter(|row| row.shown).map(|row| row.option).collect();
            assert_eq!(shown, whole, "{question}: {typed}");
        }
    }
}

#[test]
fn an_amount_or_a_form_beside_the_name_is_ignored() {
    let prompt = Prompt::new("en", "steroids");
    for (typed, option) in [
        ("prednisone 10 mg", "prednisone"),
        ("decortin h 5mg tab", "prednisolone"),
        ("5 mg decortin", "prednisone"),
        ("my old pednisone tablets", "prednisone"),
        ("Solu-Medrol IV 1000 mg", "methylprednisolone"),
    ] {
        assert_eq!(prompt.found(typed)[0], option, "{typed}");
    }
}

#[test]
fn any_text_returns_every_option_once_in_order_and_in_bounded_time() {
    let mut random = Random::new(7);
    let letters: Vec<char> = "abcdefghijklmnopqrstuvwxyzáñ -,()1\u{301}漢".chars().collect();
    for (_, question, prompt) in prompts() {
        let mut texts: Vec<String> =
            (0..90).map(|length| (0..length % 45).map(|_| *random.pick(&letters)).collect()).collect();
        texts.extend(["prednisone ".repeat(1000), "a ".repeat(5000), "é".repeat(10_000), " ".repeat(10_000)]);
        for typed in texts {
            let found = prompt.search(&typed);
            let keys: Vec<(usize, usize)> = found.rows.iter().map(|row| (row.far, row.option)).collect();
            assert!(keys.is_sorted(), "{question}: {typed}: {keys:?}");
            let mut indexes: Vec<usize> = keys.iter().map(|(_, option)| *option).collect();
            indexes.sort_unstable();
            assert_eq!(
                indexes,
                (0..prompt.options.len() - prompt.alone.len()).collect::<Vec<_>>(),
                "{question}: {typed}"
            );
            assert_eq!(found, prompt.search(&typed));
        }
        let long = "prednisone ".repeat(1000);
        let start = std::time::Instant::now();
        prompt.search(&long);
        assert!(start.elapsed().as_millis() < 1000, "{question}: {:?}", start.elapsed());
    }
}

#[test]
fn a_search_returns_the_visible_options_the_status_and_the_note() {
    let prompt = Prompt::new("en", "immunosuppressants");
    let shown = |found: &OptionMatches| -> Vec<String> {
        let rows = found.rows.iter().filter(|row| row.shown);
        rows.map(|row| format!("{} {}", prompt.options[row.option], row.also).trim().to_owned()).collect()
    };
    assert_eq!(prompt.alone, ["none"]);

    let found = prompt.search("imurell");
    assert_eq!(shown(&found), ["azathioprine Also stands for Imurel."]);
    assert_eq!((found.status.as_str(), found.note.as_str()), ("1 found.", "1 found."));
    assert_eq!(shown(&prompt.search("Imuran")), ["azathioprine"], "the label shows it");
    assert_eq!(shown(&prompt.search("humira")), ["other_immunosuppressant Also stands for Humira."]);

    // Ticked options stay visible, after the options found.
    let ticked = ["methotrexate".to_owned(), "none".to_owned()];
    let found = prompt.interview.search("imurel", &ticked).unwrap();
    assert_eq!(shown(&found), ["azathioprine Also stands for Imurel.", "methotrexate"]);
    assert_eq!(found.status, "1 found.");

    // An empty field shows the original list.
    let Screen::Question(screen) = prompt.interview.screen() else { panic!("no question") };
    for blank in ["", "  "] {
        let found = prompt.interview.search(blank, &ticked).unwrap();
        assert_eq!(found.status, screen.progress);
        assert_eq!(found.note, text_of(&prompt.interview, "label.search_hint"));
        assert_eq!(shown(&found), prompt.options[..prompt.options.len() - 1], "{blank:?}");
    }
}

#[test]
fn only_questions_with_other_names_are_searched() {
    let prompt = Prompt::new("en", "steroids");
    let mut interview = prompt.interview.clone();
    let mut searchable = Vec::new();
    interview.restart();
    while let Screen::Question(screen) = interview.screen() {
        if screen.searchable {
            searchable.push(screen.key);
        }
        say(&mut interview, "?");
    }
    assert_eq!(searchable, SEARCHABLE);
    assert_eq!(interview.search("prednisone", &[]), None, "at the answers");
    answer_all(&mut interview, &[]);
    interview.finish();
    assert_eq!(interview.search("prednisone", &[]), None, "at the result");
}

#[test]
fn a_search_does_not_answer_the_question() {
    let prompt = Prompt::new("en", "steroids");
    let before = prompt.interview.screen();
    prompt.search("prednisone");
    assert_eq!(prompt.interview.screen(), before);
    // Without a ticked option, the question is not answered.
    let mut interview = prompt.interview.clone();
    say(&mut interview, "");
    assert_eq!(at(&interview).as_deref(), Some("steroids"));
}
