//! JSON as a person writes it.

use super::Json;

const WIDTH: usize = 120;

impl Json {
    /// Returns it as a text that ends with a line, with on one line what fits there.
    pub fn laid_out(&self) -> String {
        laid_out(self, 0) + "\n"
    }
}

fn laid_out(json: &Json, indent: usize) -> String {
    let line = on_one_line(json);
    let inner = indent.saturating_add(2);
    let room = WIDTH.saturating_sub(indent);
    let (open, parts, close): (_, Vec<String>, _) = match json {
        Json::List(items) if line.chars().count() > room => {
            ('[', items.iter().map(|item| laid_out(item, inner)).collect(), ']')
        }
        Json::Object(entries) if line.chars().count() > room || indent == 0 => {
            let entry = |(key, value): &(String, Json)| format!("{}: {}", quoted(key), laid_out(value, inner));
            ('{', entries.iter().map(entry).collect(), '}')
        }
        _ => return line,
    };
    let (outer, inner) = (" ".repeat(indent), " ".repeat(inner));
    format!("{open}\n{inner}{}\n{outer}{close}", parts.join(&format!(",\n{inner}")))
}

fn on_one_line(json: &Json) -> String {
    match json {
        Json::List(items) => format!("[{}]", items.iter().map(on_one_line).collect::<Vec<_>>().join(", ")),
        Json::Object(entries) if entries.is_empty() => "{}".to_owned(),
        Json::Object(entries) => {
            let entry = |(key, value): &(String, Json)| format!("{}: {}", quoted(key), on_one_line(value));
            format!("{{ {} }}", entries.iter().map(entry).collect::<Vec<_>>().join(", "))
        }
        other => other.to_string(),
    }
}

fn quoted(key: &str) -> Json {
    Json::Text(key.to_owned())
}
