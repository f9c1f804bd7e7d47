//! The published types of what is read and written in JSON have the keys of its forms, and require those that are required.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use prescreener::schema::forms::{
    APPROXIMATE_NUMBER, CONFLICT, CRITERION_RESULT, DECLINED, DESCRIPTION, INSTRUMENT_SCHEMA, KEY, KEY_SCHEMA,
    NUMBER_RANGE, PROMPT, REFERRAL, REFERRAL_SCHEMA, REJECTED, REJECTION_SCHEMA, RESULT, RESULT_SCHEMA, SCORE_RESULT,
    TEXTS_SCHEMA, TRIAL_NAME, TRIAL_SCHEMA, UNKNOWN,
};
use prescreener::schema::{Form, Union};

/// Keys, each with whether it must be there.
type Keys = BTreeMap<String, bool>;

fn source(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

/// Source without its comments.
fn without_comments(source: &str) -> String {
    let mut code = String::new();
    let mut rest = source;
    while let Some(start) = rest.find("/*") {
        code.push_str(&rest[..start]);
        rest = &rest[start..];
        rest = &rest[rest.find("*/").unwrap() + 2..];
    }
    code.push_str(rest);
    code.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// The keys of a type: those of an object that it begins with, and of those that it goes on with, by turns.
fn keys_of_type(code: &str, name: &str) -> Keys {
    let heads = [format!("export interface {name} {{"), format!("export type {name} =")];
    let head = heads.iter().find(|head| code.contains(head.as_str())).unwrap_or_else(|| panic!("no type {name}"));
    let from = code.find(head.as_str()).unwrap() + head.trim_end_matches(" {").len();
    keys_of_objects(&code[from..])
}

fn keys_of_objects(code: &str) -> Keys {
    let alone = code.trim_start().starts_with('{');
    let objects = objects(code);
    let (base, turns) = objects.split_at(usize::from(alone));
    let mut keys = Keys::new();
    for (key, _) in turns.iter().flatten() {
        let everywhere = turns.iter().all(|turn| turn.contains(&(key.clone(), true)));
        keys.insert(key.clone(), everywhere);
    }
    keys.extend(base.iter().flatten().cloned());
    keys
}

/// The keys of each outermost object, as far as the declaration goes.
fn objects(code: &str) -> Vec<Vec<(String, bool)>> {
    let (mut depth, mut objects) = (0, Vec::new());
    for (at, letter) in code.char_indices() {
        match letter {
            '{' => {
                depth += 1;
                if depth == 1 {
                    objects.push(Vec::new());
                }
            }
            '}' => depth -= 1,
            ';' if depth == 0 => break,
            'r' if depth == 1 && code[at..].starts_with("readonly ") => {
                let key = code[at + "readonly ".len()..].split(':').next().unwrap();
                // A list may be called so too.
                if key.trim_end_matches('?').chars().all(|letter| letter.is_alphanumeric() || letter == '_') {
                    objects.last_mut().unwrap().push((key.trim_end_matches('?').to_owned(), !key.ends_with('?')));
                }
            }
            _ => {}
        }
        if depth == 0 && letter == '}' && code[at + 1..].trim_start().starts_with("export") {
            break;
        }
    }
    objects
}

fn keys_of_form(form: &Form) -> Keys {
    form.fields.iter().map(|field| (field.key.to_owned(), field.required)).collect()
}

fn keys_of_union(union: &Union) -> Keys {
    let everywhere = |key: &str| {
        union.cases.iter().all(|(_, form)| form.fields.iter().any(|field| field.key == key && field.required))
    };
    let own = union.own_keys().map(|key| (key.to_owned(), everywhere(key)));
    own.chain(keys_of_form(union.shared)).collect()
}

fn together<const N: usize>(all: [Keys; N]) -> Keys {
    all.into_iter().flatten().collect()
}

#[test]
fn published_types_have_the_keys_of_the_forms() {
    let types = without_comments(&source("www/shared/types.ts"));
    let of = |name: &str| keys_of_type(&types, name);
    assert_eq!(together([of("Result"), of("Outcome")]), keys_of_form(&RESULT));
    let trial = types.find("readonly trial: ").unwrap() + "readonly trial: ".len();
    assert_eq!(keys_of_objects(&types[trial..]), keys_of_form(&TRIAL_NAME));
    assert_eq!(of("Criterion"), keys_of_form(&CRITERION_RESULT));
    assert_eq!(of("Conflict"), keys_of_form(&CONFLICT));
    assert_eq!(of("Score"), keys_of_form(&SCORE_RESULT));
    assert_eq!(of("Referral"), keys_of_form(&REFERRAL));
    assert_eq!(of("Question"), keys_of_union(&PROMPT));
    let mut description = keys_of_form(&DESCRIPTION);
    // The screener has them beside the trial.
    description.remove("questions");
    assert_eq!(of("Trial"), description);
    let every_key = |keys: Keys| keys.into_keys().collect::<Vec<_>>();
    assert_eq!(every_key(of("NotTold")), every_key(together([keys_of_form(&UNKNOWN), keys_of_form(&DECLINED)])));
    for answer in ["Answer", "GivenAnswer"] {
        assert_eq!(
            every_key(of(answer)),
            every_key(together([keys_of_form(&APPROXIMATE_NUMBER), keys_of_form(&NUMBER_RANGE)]))
        );
    }
    let rejected = without_comments(&source("www/screener/rejections.ts"));
    assert_eq!(keys_of_type(&rejected, "Rejection"), keys_of_form(&REJECTED));
}

#[test]
fn the_page_of_a_site_reads_the_keys_of_a_key_file() {
    let code = source("www/receive/key.ts");
    let taken = code.split("const { ").nth(1).unwrap().split(" }").next().unwrap();
    let keys: Vec<&str> = taken.split(", ").map(|one| one.split(':').next().unwrap()).collect();
    assert_eq!(keys, KEY.keys);
}

#[test]
fn the_page_names_no_other_form() {
    let known =
        [TRIAL_SCHEMA, INSTRUMENT_SCHEMA, TEXTS_SCHEMA, RESULT_SCHEMA, REFERRAL_SCHEMA, REJECTION_SCHEMA, KEY_SCHEMA];
    let mut named = BTreeSet::new();
    for path in ["www/shared/types.ts", "www/receive/key.ts", "www/receive/opened.ts"] {
        let code = source(path);
        named.extend(
            code.split('"').skip(1).step_by(2).filter(|text| text.starts_with("prescreener/")).map(str::to_owned),
        );
    }
    assert!(named.len() == 3 && named.iter().all(|name| known.contains(&name.as_str())), "{named:?}");
}

#[test]
fn keys_of_types_are_found() {
    let code = "export type A = { readonly a: string; readonly b?: { readonly c: 1 } } & (\n  | { readonly d: 1; \
                readonly e: 2 }\n  | { readonly d: 2; readonly f: readonly string[] }\n);\nexport interface B {\n  \
                readonly g: A;\n}\nexport type C = | { readonly h: 1 } | { readonly h?: never };\n";
    let keys = |name: &str| keys_of_type(code, name).into_iter().collect::<Vec<_>>();
    let of = |key: &str, required: bool| (key.to_owned(), required);
    assert_eq!(keys("A"), [of("a", true), of("b", false), of("d", true), of("e", false), of("f", false)]);
    assert_eq!(keys("B"), [of("g", true)]);
    assert_eq!(keys("C"), [of("h", false)]);
}
