//! How hard a text is to read: words, sentences and syllables, and the two scores made from them.

/// What stands for one known word: a name or an explained term that is not spelled out sound by sound.
pub const KNOWN: &str = "{known}";

/// English words whose letters mislead the rules of [`english`].
const ENGLISH: &[(&str, usize)] = &[
    ("area", 3),
    ("being", 2),
    ("breathing", 2),
    ("calendar", 3),
    ("creatine", 3),
    ("different", 3),
    ("diagnosis", 4),
    ("every", 2),
    ("idea", 3),
    ("medicine", 3),
    ("medicines", 3),
    ("people", 2),
    ("science", 2),
    ("something", 2),
    ("sometimes", 2),
    ("video", 3),
];

/// The sentences of a text; a new line ends one too. A point inside a number ends none.
pub fn sentences(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for line in text.lines() {
        let mut rest = line;
        while let Some(end) =
            rest.match_indices(['.', '?', '!']).map(|(at, _)| at + 1).find(|at| ends(rest.split_at(*at).1))
        {
            let (sentence, behind) = rest.split_at(end);
            found.push(sentence);
            rest = behind;
        }
        found.push(rest);
    }
    found.retain(|sentence| !words(sentence).is_empty());
    found
}

fn ends(behind: &str) -> bool {
    behind.chars().next().is_none_or(|next| !next.is_alphanumeric() && next != '}')
}

/// The words of a text, as written, without what surrounds them.
pub fn words(text: &str) -> Vec<&str> {
    let edge = |letter: char| !letter.is_alphanumeric() && !"{}%".contains(letter);
    let parts = text.split(|letter: char| letter.is_whitespace() || letter == '/');
    parts.map(|part| part.trim_matches(edge)).filter(|part| !part.is_empty()).collect()
}

/// A number is one sound, a placeholder or a known word two, what is spelled in capitals or with digits one a letter.
fn special(word: &str) -> Option<usize> {
    let letters = word.chars().filter(|letter| letter.is_alphabetic());
    let spelled = letters.clone().count() > 1 && letters.clone().all(char::is_uppercase);
    if word.starts_with('{') {
        Some(2)
    } else if letters.clone().next().is_none() {
        Some(1)
    } else if spelled || word.contains(|letter: char| letter.is_ascii_digit()) {
        Some(word.chars().filter(|letter| letter.is_alphanumeric()).count())
    } else {
        None
    }
}

/// The syllables of an English word: groups of vowels, without those that are not heard.
pub fn english(word: &str) -> usize {
    if let Some(count) = special(word) {
        return count;
    }
    let word = word.to_lowercase().replace('’', "'");
    if let Some((_, count)) = ENGLISH.iter().find(|(known, _)| *known == word) {
        return *count;
    }
    // Each part of a word with a hyphen is a word.
    if word.contains('-') {
        return word.split('-').map(english).sum();
    }
    let plain = word.strip_suffix("'s").unwrap_or(&word).replace("n't", "nt");
    let vowel = |letter: char| "aeiouy".contains(letter);
    let letters: Vec<char> = plain.chars().collect();
    let mut count =
        (0..letters.len()).filter(|at| vowel(letters[*at]) && (*at == 0 || !vowel(letters[at - 1]))).count();
    // Two vowels side by side that are heard apart.
    count += ["ia", "io", "iu", "eo", "ua"].iter().map(|pair| apart(&plain, pair)).sum::<usize>();
    let silent =
        ["e", "es", "ed"].iter().any(|ending| plain.strip_suffix(ending).is_some_and(|stem| quiet(stem, ending)));
    if silent && count > 1 {
        count -= 1;
    }
    count.max(1)
}

/// Heard apart, except in endings such as -tion, -cial, -eous, and in -qua-, -gua-, people.
fn apart(word: &str, pair: &str) -> usize {
    let before = |at: usize| word.split_at(at).0.chars().next_back().unwrap_or(' ');
    let heard = word.match_indices(pair).filter(|(at, _)| match pair {
        "ia" | "io" | "iu" => !"tcsg".contains(before(*at)),
        "ua" => !"qg".contains(before(*at)),
        _ => before(*at) != 'p',
    });
    heard.count()
}

/// Whether the `e` of an ending is not heard behind this stem.
fn quiet(stem: &str, ending: &str) -> bool {
    let last = stem.chars().next_back().unwrap_or(' ');
    let heard = match ending {
        "ed" => "td".contains(last),
        "es" => "scgxz".contains(last) || stem.ends_with("sh") || stem.ends_with("ch"),
        _ => false,
    };
    // `muscle` and `table` are heard; `the` and `see` have no other vowel or two.
    let syllabic = last == 'l' && stem.chars().rev().nth(1).is_some_and(|letter| !"aeiouyrl".contains(letter));
    !heard && !syllabic && !"aeiouy".contains(last)
}

/// The syllables of a Spanish word: strong vowels each, weak ones with their neighbour.
pub fn spanish(word: &str) -> usize {
    if let Some(count) = special(word) {
        return count;
    }
    let word = word.to_lowercase().replace("que", "ke").replace("qui", "ki").replace("qué", "ké");
    let word = word.replace("gue", "ge").replace("gui", "gi");
    let letters: Vec<char> = word.chars().collect();
    let last = letters.len().saturating_sub(1);
    let vowel = |at: usize| "aeiouáéíóúü".contains(letters[at]) || (letters[at] == 'y' && at == last);
    let weak = |at: usize| "iuüy".contains(letters[at]);
    let opens = |at: usize| {
        let behind_vowel = at > 0 && vowel(at - 1);
        vowel(at) && !(behind_vowel && (weak(at) || weak(at - 1)))
    };
    (0..letters.len()).filter(|at| opens(*at)).count().max(1)
}

/// Words and syllables for each sentence, and syllables for each word.
fn measures(text: &str, syllables: fn(&str) -> usize) -> (f64, f64) {
    let words = words(text);
    let sounds: usize = words.iter().map(|word| syllables(word)).sum();
    let count = words.len().max(1) as f64;
    (count / sentences(text).len().max(1) as f64, sounds as f64 / count)
}

/// The Flesch-Kincaid grade of an English text.
pub fn grade(text: &str) -> f64 {
    let (length, sounds) = measures(text, english);
    0.39 * length + 11.8 * sounds - 15.59
}

/// The Fernández-Huerta ease of a Spanish text: from 70 on it is rather easy.
pub fn ease(text: &str) -> f64 {
    let (length, sounds) = measures(text, spanish);
    206.84 - 60.0 * sounds - 1.02 * length
}
