//! No text promises, pressures or prescribes, in any language.

use crate::support::load::{CATALOGUES, PAGES, json, root, text};

/// A banned wording. A pattern is a row of words: `a|b` is either, `stem~` any ending, `*` at most three words.
struct Banned {
    language: &'static str,
    pattern: &'static str,
    reason: &'static str,
    /// A sentence that the pattern must catch.
    caught: &'static str,
}

const fn banned(language: &'static str, pattern: &'static str, reason: &'static str, caught: &'static str) -> Banned {
    Banned { language, pattern, reason, caught }
}

const DECIDES: &str = "only the trial team decides who joins";
const PROMISES: &str = "whether the treatment works or is safe is what the trial studies";
const PRESSURES: &str = "no one is hurried";
const PRESCRIBES: &str = "a medicine is a matter for the person's doctor";
const PRAISES: &str = "a trial is not sold";
const DISTANCE: &str = "Spanish says usted throughout";

const BANNED: &[Banned] = &[
    banned("en", "eligib~", DECIDES, "You are eligible for this study."),
    banned("en", "ineligib~", DECIDES, "You seem ineligible."),
    banned("en", "qualif~|disqualif~", DECIDES, "Great news: you qualify!"),
    banned("en", "you can|may|will join", DECIDES, "From May you can join."),
    banned("en", "you are|were accepted|in", DECIDES, "You are accepted."),
    banned("en", "safe|safely|safer", PROMISES, "ULSC is safe and effective."),
    banned("en", "effective|effectively", PROMISES, "It is an effective treatment."),
    banned("en", "guarantee~", PROMISES, "We guarantee a place."),
    banned("en", "cure|cures|cured", PROMISES, "This may cure you."),
    banned("en", "will|can help|heal|improve you|your", PROMISES, "It will improve your strength."),
    banned("en", "risk free", PROMISES, "It is risk-free."),
    banned("en", "hurry|rush", PRESSURES, "Hurry, places go fast."),
    banned("en", "limited", PRESSURES, "Places are limited."),
    banned("en", "act|apply|join|call now|today", PRESSURES, "Call today."),
    banned("en", "last chance", PRESSURES, "It is your last chance."),
    banned("en", "don't miss", PRESSURES, "Don’t miss this."),
    banned("en", "breakthrough|miracle|revolutionary|exciting", PRAISES, "An exciting breakthrough."),
    banned(
        "en",
        "start|begin|stop|change|increase|reduce|lower|raise|cut|double|skip|pause|taper \
         your|the|a|any|this|that|all * medicine|medicines|medication~|dose|doses|steroid|steroids|drug~|tablet~|treatment",
        PRESCRIBES,
        "Stop your medicine before the visit.",
    ),
    banned("en", "stop|start|keep|avoid taking", PRESCRIBES, "Stop taking it."),
    banned("en", "you should|must|need take|stop|start|change", PRESCRIBES, "You should take less."),
    banned("es", "elegib~|inelegib~", DECIDES, "Usted es elegible para este estudio."),
    banned("es", "calific~|califiqu~|descalific~", DECIDES, "¡Usted califica!"),
    banned("es", "cumple|reúne * requisitos|criterios", DECIDES, "Usted cumple con los requisitos."),
    banned("es", "usted puede|podrá entrar|participar|unirse", DECIDES, "Desde mayo usted puede participar."),
    banned("es", "apto|apta", DECIDES, "Usted es apta."),
    banned("es", "seguro|segura|seguros|seguras", PROMISES, "Es un tratamiento seguro y eficaz."),
    banned("es", "eficaz|eficaces|efectivo|efectiva", PROMISES, "Es una terapia efectiva."),
    banned("es", "garanti~", PROMISES, "Le garantizamos un lugar."),
    banned("es", "cura|curar|curará|curan|curación", PROMISES, "Puede curar la enfermedad."),
    banned("es", "va|puede a ayudarle|mejorar|sanar", PROMISES, "Va a mejorar su fuerza."),
    banned("es", "sin riesgo|riesgos", PROMISES, "Es sin riesgos."),
    banned("es", "apúrese|apresúrese|apresure|urgente|prisa", PRESSURES, "Apúrese, quedan pocos lugares."),
    banned("es", "limitado|limitada|limitados|limitadas", PRESSURES, "Los cupos son limitados."),
    banned("es", "llame|actúe|únase ahora|hoy|ya", PRESSURES, "Llame hoy."),
    banned("es", "última|ultima oportunidad", PRESSURES, "Es su última oportunidad."),
    banned("es", "pierda", PRESSURES, "No pierda esta oportunidad."),
    banned("es", "milagro~|revolucionari~|emocionante", PRAISES, "Un avance milagroso."),
    banned(
        "es",
        "empiece|inicie|comience|deje|suspenda|pare|cambie|aumente|suba|reduzca|baje|disminuya|interrumpa|duplique|omita \
         su|sus|la|las|el|los|un|una|esta|este|estas|ninguna|cualquier|toda * \
         medicina|medicinas|medicamento~|dosis|corticoide~|esteroide~|pastilla~|tratamiento",
        PRESCRIBES,
        "Suspenda sus medicinas antes de la visita.",
    ),
    banned("es", "deje|empiece|siga de|a tomar|usar|tomando|usando", PRESCRIBES, "Deje de tomar prednisona."),
    banned("es", "usted debe|debería|tiene tomar|dejar|cambiar|que", PRESCRIBES, "Usted debe tomar menos."),
    banned("es", "tú|tu|tus|ti|puedes|tienes|debes|eres", DISTANCE, "Si tienes dudas, llama a tu médico."),
];

/// Texts that must pass: harmless ones close to what is banned.
const HARMLESS: [(&str, &str); 14] = [
    ("en", "Please do not change any medicine because of this result."),
    ("en", "Do not change it because of this."),
    ("en", "When did your steroid dose last change?"),
    ("en", "A dose changed too short a time ago."),
    ("en", "Which of these medicines do you take now?"),
    ("en", "The study's limit is 25 mg."),
    ("en", "You can change any answer before you go on."),
    ("en", "Only the study team can decide if you can join."),
    ("es", "Por favor, no cambie ninguna medicina por este resultado."),
    ("es", "¿Cuándo cambió por última vez su dosis de corticoides?"),
    ("es", "Deje fuera cremas y gotas para los ojos."),
    ("es", "Si no recuerda bien el día, déjelo vacío."),
    ("es", "El límite del estudio es 25 mg."),
    ("es", "Usted toma una medicina que calma el sistema inmune."),
];

/// The words before an instruction that reverse it or make it a condition.
const NEGATED: [&str; 6] = ["not", "never", "don't", "no", "nunca", "if"];

fn words(text: &str) -> Vec<String> {
    let lower = text.to_lowercase().replace('’', "'");
    let words = lower.split(|letter: char| !letter.is_alphanumeric() && letter != '\'');
    words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn matches_word(word: &str, either: &str) -> bool {
    either.split('|').any(|one| one.strip_suffix('~').map_or(one == word, |stem| word.starts_with(stem)))
}

fn starts_with_pattern(words: &[String], pattern: &[&str]) -> bool {
    match pattern {
        [] => true,
        ["*", rest @ ..] => (0..=3.min(words.len())).any(|skipped| starts_with_pattern(&words[skipped..], rest)),
        [first, rest @ ..] => {
            words.first().is_some_and(|word| matches_word(word, first)) && starts_with_pattern(&words[1..], rest)
        }
    }
}

/// Returns the rules that a text breaks.
fn broken(language: &str, text: &str) -> Vec<&'static Banned> {
    let sentences: Vec<Vec<String>> = text.split(['.', '?', '!', '\n']).map(words).collect();
    let breaks = |rule: &Banned| {
        let pattern: Vec<&str> = rule.pattern.split_whitespace().collect();
        sentences.iter().any(|sentence| {
            (0..sentence.len()).any(|at| {
                let allowed = at > 0 && NEGATED.contains(&sentence[at - 1].as_str());
                let opposite = allowed && [PRESCRIBES, DECIDES].contains(&rule.reason);
                !opposite && starts_with_pattern(&sentence[at..], &pattern)
            })
        })
    };
    BANNED.iter().filter(|rule| rule.language == language && breaks(rule)).collect()
}

#[test]
fn bad_sentences_are_caught() {
    for rule in BANNED {
        let found = broken(rule.language, rule.caught);
        assert!(found.iter().any(|found| found.pattern == rule.pattern), "{}: {}", rule.pattern, rule.caught);
    }
}

#[test]
fn harmless_sentences_pass() {
    for (language, sentence) in HARMLESS {
        let found: Vec<_> = broken(language, sentence).iter().map(|rule| rule.pattern).collect();
        assert!(found.is_empty(), "{sentence}: {found:?}");
    }
}

#[test]
fn no_text_promises_pressures_or_prescribes() {
    let mut wrong = Vec::new();
    let mut read = 0;
    for folder in CATALOGUES.into_iter().chain(PAGES) {
        for language in ["en", "es"] {
            let path = format!("{folder}/{language}.json");
            assert!(root(&path).exists(), "{path} is missing");
            let content = json(&text(&path));
            let Some(prescreener::json::Json::Object(texts)) = content.get("texts") else { panic!("{path}") };
            for (key, said) in texts {
                let said = said.as_text().unwrap();
                read += 1;
                let rules = broken(language, said);
                wrong.extend(
                    rules.iter().map(|rule| format!("{path}: {key}: {} ({}): {said}", rule.pattern, rule.reason)),
                );
            }
        }
    }
    assert!(read > 700, "only {read} texts were read");
    assert!(wrong.is_empty(), "{wrong:#?}");
}
