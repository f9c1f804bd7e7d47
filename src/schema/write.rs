//! Writes forms as JSON Schemas (2020-12).

use super::forms::PUBLISHED;
use super::{Field, Form, Kind, SCHEMA_KEY, Union, Variation};
use crate::json::Json;
use crate::value::Number;

/// The dialect of the schemas.
const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";
const DAY: &str = "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$";
const PARTIAL_DATE: &str = "^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$";
const DECIMAL: &str = "^-?[0-9]+(\\.[0-9]{1,6})?$";
const ID: &str = "^[a-z][a-z0-9_]*$";
/// At least one character that is not white space.
const NON_BLANK: &str = "\\S";

/// Returns the schema of a published form, or `None` if there is no form of that name.
pub fn json_schema(name: &str) -> Option<Json> {
    let (name, title, kind) = PUBLISHED.iter().find(|(known, ..)| *known == name)?;
    Some(whole(name, title, |parts| match kind {
        Kind::Object(form) => parts.form(form, None),
        Kind::Union(union) => parts.union(union),
        kind => parts.of(*kind),
    }))
}

/// Returns a schema with the content that a function writes and the forms that this content refers to.
pub(super) fn whole(name: &str, title: &str, written: impl FnOnce(&mut Parts) -> Json) -> Json {
    let mut parts = Parts::default();
    let root = written(&mut parts);
    let id = format!("urn:x-prescreener:schema:{name}");
    let head = object([(SCHEMA_KEY, text(DIALECT)), ("$id", text(&id)), ("title", text(title))]);
    let defined = (!parts.0.is_empty()).then_some(("$defs", Json::Object(parts.0)));
    merged([head, root, object(defined)])
}

/// The forms that a schema refers to, by name, in the order of their first use.
#[derive(Debug, Default)]
pub(super) struct Parts(Vec<(String, Json)>);

impl Parts {
    /// Returns the schema of a kind of value.
    pub fn of(&mut self, kind: Kind) -> Json {
        let typed = |name: &str| object([("type", text(name))]);
        let pattern = |pattern: &str| object([("type", text("string")), ("pattern", text(pattern))]);
        match kind {
            Kind::Anything => Json::Bool(true),
            Kind::Null => typed("null"),
            Kind::Truth => typed("boolean"),
            Kind::True => object([("const", Json::Bool(true))]),
            Kind::Number => typed("number"),
            Kind::Whole(least, most) => merged([typed("integer"), bounds(least, most)]),
            Kind::Amount => object([("anyOf", Json::List(vec![pattern(DECIMAL), typed("integer")]))]),
            Kind::Bounded(least, most) => {
                let number = merged([typed("number"), bounds(least, most)]);
                object([("anyOf", Json::List(vec![pattern(DECIMAL), number]))])
            }
            Kind::Text => typed("string"),
            Kind::NonBlank | Kind::Rule => pattern(NON_BLANK),
            Kind::Id => pattern(ID),
            Kind::Day => pattern(DAY),
            Kind::PartialDate => pattern(PARTIAL_DATE),
            Kind::Decimal => pattern(DECIMAL),
            Kind::Like(form) => pattern(form),
            Kind::Named(name) => object([("const", text(name))]),
            Kind::Word(words) => object([("enum", Json::texts(words))]),
            Kind::List(of, least, most) => {
                merged([typed("array"), object([("items", self.of(*of))]), lengths("Items", least, most)])
            }
            Kind::Ids(least, most) => {
                let unique = object([("items", pattern(ID)), ("uniqueItems", Json::Bool(true))]);
                merged([typed("array"), unique, lengths("Items", least, most)])
            }
            Kind::Map(names, of, least) => {
                let names = names.map(|names| ("propertyNames", object([("pattern", text(names))])));
                let values = ("additionalProperties", self.of(*of));
                merged([
                    typed("object"),
                    object(names.into_iter().chain([values])),
                    lengths("Properties", least, u32::MAX),
                ])
            }
            Kind::Either(kinds) => object([("anyOf", Json::List(kinds.iter().map(|kind| self.of(*kind)).collect()))]),
            Kind::Object(form) => self.refer(form.name, |parts| parts.form(form, None)),
            Kind::Varied(form, variation) => self.form(form, Some(variation)),
            Kind::Union(union) => self.refer(union.shared.name, |parts| parts.union(union)),
        }
    }

    /// Returns a reference to a part by its name, and defines the part on its first use.
    fn refer(&mut self, name: &str, part: impl FnOnce(&mut Parts) -> Json) -> Json {
        if !self.0.iter().any(|(known, _)| known == name) {
            let index = self.0.len();
            self.0.push((name.to_owned(), Json::Null));
            let part = part(self);
            if let Some((_, defined)) = self.0.get_mut(index) {
                *defined = part;
            }
        }
        object([("$ref", text(&format!("#/$defs/{name}")))])
    }

    fn form(&mut self, form: &Form, variation: Option<Variation>) -> Json {
        let only = |key: &str| match variation {
            Some(Variation::Only(lists)) => lists.iter().any(|list| list.contains(&key)),
            _ => true,
        };
        let needed = |field: &&Field| match variation {
            Some(Variation::Needs(more)) => field.required || more.contains(&field.key),
            Some(Variation::MayLack(less)) => field.required && !less.contains(&field.key),
            _ => field.required,
        };
        let fields: Vec<&Field> = form.fields.iter().filter(|field| only(field.key)).collect();
        let required = Json::texts(fields.iter().copied().filter(needed).map(|field| field.key));
        let mut properties: Vec<(String, Json)> = Vec::new();
        // A file may name its schema for its author's editor.
        if let Some(Variation::Whole) = variation {
            properties.push((SCHEMA_KEY.to_owned(), named_schema()));
        }
        properties.extend(fields.into_iter().map(|field| (field.key.to_owned(), self.field(field))));
        let others = match variation {
            Some(Variation::Open(kind)) => self.of(*kind),
            _ => Json::Bool(false),
        };
        // An object under a key is described by that key.
        let about =
            matches!(variation, None | Some(Variation::Whole)).then(|| ("description", text(form.about.trim())));
        merged([
            object([("type", text("object"))].into_iter().chain(about)),
            object([
                ("required", required),
                ("properties", Json::Object(properties)),
                ("additionalProperties", others),
            ]),
            also(form),
        ])
    }

    fn field(&mut self, field: &Field) -> Json {
        let example = |example: &&str| match field.kind.is_text() {
            true => text(example),
            false => serde_json::from_str(example).unwrap_or(Json::Null),
        };
        let examples: Vec<Json> = field.examples.iter().map(example).collect();
        let examples = (!examples.is_empty()).then_some(("examples", Json::List(examples)));
        let allowed = match self.of(field.kind) {
            Json::Bool(_) => object([]),
            allowed => allowed,
        };
        merged([object([("description", text(field.about.trim()))]), allowed, object(examples)])
    }

    /// Returns the schema of a union. All keys are listed under `properties`, because no others are allowed. The word
    /// decides which of them are present and what they hold.
    fn union(&mut self, union: &Union) -> Json {
        let shared = self.form(union.shared, None);
        let foreign = |form: &Form| {
            let foreign = union.keys().into_iter().filter(|key| !union.shared.keys.contains(key));
            let foreign: Vec<&str> = foreign.filter(|key| !form.keys.contains(key)).collect();
            foreign.into_iter().map(|key| (key.to_owned(), Json::Bool(false))).collect::<Vec<_>>()
        };
        let mut cases = Vec::new();
        for (word, form) in union.cases {
            let constant = object([(union.by, object([("const", text(word))]))]);
            let mut properties: Vec<(String, Json)> =
                form.fields.iter().map(|field| (field.key.to_owned(), self.field(field))).collect();
            properties.extend(foreign(form));
            let required = form.fields.iter().filter(|field| field.required).map(|field| field.key);
            cases.push(object([
                ("if", object([("properties", constant), ("required", Json::texts([union.by]))])),
                ("then", object([("required", Json::texts(required)), ("properties", Json::Object(properties))])),
            ]));
        }
        let own = union.keys().into_iter().filter(|key| !union.shared.keys.contains(key));
        let own: Vec<(String, Json)> = own.map(|key| (key.to_owned(), Json::Bool(true))).collect();
        let mut whole = merged([shared, object([("allOf", Json::List(cases))])]);
        if let Json::Object(entries) = &mut whole
            && let Some((_, Json::Object(properties))) = entries.iter_mut().find(|(key, _)| key == "properties")
        {
            properties.extend(own);
        }
        whole
    }
}

/// Returns the conditions between the fields of a form.
fn also(form: &Form) -> Json {
    serde_json::from_str(form.also).unwrap_or_else(|_| object([]))
}

fn named_schema() -> Json {
    let about = "The location of this schema, for an editor. It does not affect the meaning of the file.";
    object([("description", text(about)), ("type", text("string"))])
}

/// Returns the bounds of a number.
pub(super) fn bounds(least: i64, most: i64) -> Json {
    let number = |number: i64| Json::Number(Number::from(number));
    let most = (most < i64::MAX).then(|| ("maximum", number(most)));
    object([("minimum", number(least))].into_iter().chain(most))
}

/// Returns the bounds of the number of items or properties.
fn lengths(of: &str, least: u32, most: u32) -> Json {
    let length = |word: &str, length: u32| (format!("{word}{of}"), Json::Number(Number::from(i64::from(length))));
    let least = (least > 0).then(|| length("min", least));
    let most = (most < u32::MAX).then(|| length("max", most));
    Json::Object(least.into_iter().chain(most).collect())
}

/// Returns an object of these entries.
pub(super) fn object<'a>(entries: impl IntoIterator<Item = (&'a str, Json)>) -> Json {
    Json::Object(entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
}

/// Returns one object with the entries of several.
pub(super) fn merged<const N: usize>(objects: [Json; N]) -> Json {
    let entries = objects.into_iter().flat_map(|object| match object {
        Json::Object(entries) => entries,
        _ => Vec::new(),
    });
    Json::Object(entries.collect())
}

pub(super) fn text(text: &str) -> Json {
    Json::Text(text.to_owned())
}
