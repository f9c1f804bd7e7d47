//! Walks over the forms of JSON, and over values that have them.

use prescreener::json::Json;
use prescreener::schema::{Form, Kind, Variation};

/// Visits every form that a kind of value reaches, as far as the visitor wants to go on.
pub fn each_form(kind: Kind, visit: &mut dyn FnMut(&'static Form) -> bool) {
    match kind {
        Kind::List(of, ..) | Kind::Map(_, of, _) => each_form(*of, visit),
        Kind::Either(kinds) => kinds.iter().for_each(|kind| each_form(*kind, visit)),
        Kind::Varied(form, Variation::Open(rest)) => {
            form_and_below(form, visit);
            each_form(*rest, visit);
        }
        Kind::Object(form) | Kind::Varied(form, _) => form_and_below(form, visit),
        Kind::Union(union) => {
            form_and_below(union.shared, visit);
            union.cases.iter().for_each(|(_, form)| form_and_below(form, visit));
        }
        _ => {}
    }
}

fn form_and_below(form: &'static Form, visit: &mut dyn FnMut(&'static Form) -> bool) {
    if visit(form) {
        form.fields.iter().for_each(|field| each_form(field.kind, visit));
    }
}

/// An object inside of a value, where it stands, and the forms whose keys it may have.
pub struct Met<'a> {
    pub path: String,
    pub forms: Vec<&'static Form>,
    pub variation: Option<Variation>,
    pub entries: &'a [(String, Json)],
}

/// Every object inside of a value of this kind, the outer ones first.
pub fn objects<'a>(kind: Kind, json: &'a Json, path: &str, met: &mut Vec<Met<'a>>) {
    match (kind, json) {
        (Kind::List(of, ..), Json::List(items)) => {
            items.iter().enumerate().for_each(|(place, item)| objects(*of, item, &format!("{path}[{place}]"), met));
        }
        (Kind::Map(_, of, _), Json::Object(entries)) => {
            entries.iter().for_each(|(key, value)| objects(*of, value, &below(path, key), met));
        }
        (Kind::Either(kinds), Json::Object(entries)) => {
            let fits = |kind: &&Kind| matches!(kind, Kind::Object(form) if form.keys.contains(&entries[0].0.as_str()));
            kinds.iter().filter(fits).for_each(|kind| objects(*kind, json, path, met));
        }
        (Kind::Object(form), Json::Object(entries)) => one(vec![form], None, entries, path, met),
        (Kind::Varied(_, Variation::Open(_)), _) => {}
        (Kind::Varied(form, variation), Json::Object(entries)) => one(vec![form], Some(variation), entries, path, met),
        (Kind::Union(union), Json::Object(entries)) => {
            let word = json.get(union.by).and_then(Json::as_text);
            let own = union.cases.iter().find(|(case, _)| Some(*case) == word).map(|(_, form)| *form);
            one([union.shared].into_iter().chain(own).collect(), None, entries, path, met);
        }
        _ => {}
    }
}

fn one<'a>(
    forms: Vec<&'static Form>,
    variation: Option<Variation>,
    entries: &'a [(String, Json)],
    path: &str,
    met: &mut Vec<Met<'a>>,
) {
    met.push(Met { path: path.to_owned(), forms: forms.clone(), variation, entries });
    for (key, value) in entries {
        // What the last form says of a key is the most exact.
        let field = forms.iter().rev().flat_map(|form| form.fields).find(|field| field.key == key);
        if let Some(field) = field {
            objects(field.kind, value, &below(path, key), met);
        }
    }
}

pub fn below(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}

/// Everything by which a value that the tool wrote is not of its form: keys that it lacks, has too many, or has out of order.
pub fn faults(kind: Kind, json: &Json) -> Vec<String> {
    let mut met = Vec::new();
    objects(kind, json, "", &mut met);
    let mut faults = Vec::new();
    for Met { path, forms, variation, entries } in met {
        let fields = || forms.iter().flat_map(|form| form.fields);
        let own: Vec<&str> = entries.iter().map(|(key, _)| key.as_str()).collect();
        let lacking = fields().filter(|field| field.required && !own.contains(&field.key));
        let may_lack = |key: &str| matches!(variation, Some(Variation::MayLack(keys)) if keys.contains(&key));
        let needed = |key: &str| match variation {
            Some(Variation::Only(lists)) => lists.iter().any(|list| list.contains(&key)),
            _ => !may_lack(key),
        };
        faults.extend(lacking.filter(|field| needed(field.key)).map(|field| format!("{path}: lacks {}", field.key)));
        let mut keys: Vec<&str> = fields().map(|field| field.key).collect();
        keys.dedup();
        let order: Vec<&str> = keys.into_iter().filter(|key| own.contains(key)).collect();
        if order != own {
            faults.push(format!("{path}: has {own:?}, expected {order:?}"));
        }
    }
    faults
}
