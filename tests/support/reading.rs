//! Readability of a text: words, sentences and syllables, and the two scores computed from them.

/// Stands for one known word: a name or an explained term, which a reader does not spell out.
pub const KNOWN: &str = "{known}";

/// English words that the rules of [`english`] would count wrongly.
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

/// Returns the sentences of a text. A line break ends one too; a point inside a number does not.
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

/// Returns the words of a text as written, without surrounding punctuation.
pub fn words(text: &str) -> Vec<&str> {
    let edge = |letter: char| !letter.is_alphanumeric() && !"{}%".contains(letter);
    let parts = text.split(|letter: char| letter.is_whitespace() || letter == '/');
    parts.map(|part| part.trim_matches(edge)).filter(|part| !part.is_empty()).collect()
}

/// Returns the syllables of a special word: one for a number, two for a placeholder or a known word, one per letter for
/// a word with capitals or digits.
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

/// Returns the syllables of an English word: its groups of vowels without silent ones.
pub fn english(word: &str) -> usize {
    if let Some(count) = special(word) {
        return count;
    }
    let word = word.to_lowercase().replace('’', "'");
    if let Some((_, count)) = ENGLISH.iter().find(|(known, _)| *known == word) {
        return *count;
    }
    // Each part of a hyphenated word counts as a word.
    if word.contains('-') {
        return word.split('-').map(english).sum();
    }
    let plain = word.strip_suffix("'s").unwrap_or(&word).replace("n't", "nt");
    let vowel = |letter: char| "aeiouy".contains(letter);
    let letters: Vec<char> = plain.chars().collect();
    let mut count =
        (0..letters.len()).filter(|at| vowel(letters[*at]) && (*at == 0 || !vowel(letters[at - 1]))).count();
    // Two adjacent vowels pronounced separately.
    count += ["ia", "io", "iu", "eo", "ua"].iter().map(|pair| separate(&plain, pair)).sum::<usize>();
    let silent =
        ["e", "es", "ed"].iter().any(|ending| plain.strip_suffix(ending).is_some_and(|stem| silent(stem, ending)));
    if silent && count > 1 {
        count -= 1;
    }
    count.max(1)
}

/// Returns how often a pair of vowels is pronounced separately: always, except in endings such as -tion, -cial, -eous,
/// and in -qua-, -gua-, people.
fn separate(word: &str, pair: &str) -> usize {
    let before = |at: usize| word.split_at(at).0.chars().next_back().unwrap_or(' ');
    let pronounced = word.match_indices(pair).filter(|(at, _)| match pair {
        "ia" | "io" | "iu" => !"tcsg".contains(before(*at)),
        "ua" => !"qg".contains(before(*at)),
        _ => before(*at) != 'p',
    });
    pronounced.count()
}

/// Returns whether the `e` of an ending is silent after this stem.
fn silent(stem: &str, ending: &str) -> bool {
    let last = stem.chars().next_back().unwrap_or(' ');
    let pronounced = match ending {
        "ed" => "td".contains(last),
        "es" => "scgxz".contains(last) || stem.ends_with("sh") || stem.ends_with("ch"),
        _ => false,
    };
    // The `e` is pronounced in `muscle` and `table`; `the` has no other vowel, and `see` has two.
    let syllabic = last == 'l' && stem.chars().rev().nth(1).is_some_and(|letter| !"aeiouyrl".contains(letter));
    !pronounced && !syllabic && !"aeiouy".contains(last)
}

/// Returns the syllables of a Spanish word: one per strong vowel, and weak vowels with their neighbour.
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

/// Returns words and syllables per sentence, and syllables per word.
fn measures(text: &str, syllables: fn(&str) -> usize) -> (f64, f64) {
    let words = words(text);
    let sounds: usize = words.iter().map(|word| syllables(word)).sum();
    let count = words.len().max(1) as f64;
    (count / sentences(text).len().max(1) as f64, sounds as f64 / count)
}

/// Returns the Flesch-Kincaid grade of an English text.
pub fn grade(text: &str) -> f64 {
    let (length, sounds) = measures(text, english);
    0.39 * length + 11.8 * sounds - 15.59
}

/// Returns the Fernández-Huerta ease of a Spanish text: from 70 on it is fairly easy.
pub fn ease(text: &str) -> f64 {
    let (length, sounds) = measures(text, spanish);
    206.84 - 60.0 * sounds - 1.02 * length
}
