//! Screens as plain indented text, in the order in which a person reads them.

use prescreener::interview::{AnswerRow, Choice, Control, QuestionScreen, ResultScreen, Screen, Section};

pub fn render(screen: &Screen) -> String {
    match screen {
        Screen::Question(screen) => question(screen),
        Screen::Check(screen) => {
            let list = |rows: &[AnswerRow]| -> String {
                rows.iter().map(|row| format!("\n  {}\n    {}", row.question, row.answer)).collect()
            };
            let news: String = screen.news.iter().map(|news| format!("\n{news}")).collect();
            let left_out: String = screen.left_out.iter().flat_map(section).map(|line| format!("\n{line}")).collect();
            let finish: String = screen.finish.iter().map(|finish| format!("\n[{finish}]")).collect();
            let others = list(&screen.others);
            // The action is rendered with the text that it belongs to.
            let rest = if others.is_empty() { left_out + &finish } else { format!("{finish}{others}{left_out}") };
            format!("CHECK\n{}\n{}{news}{}{rest}", screen.heading, screen.lead, list(&screen.rows))
        }
        Screen::Result(screen) | Screen::Closed(screen) => result(screen),
    }
}

fn question(screen: &QuestionScreen) -> String {
    let mut lines = vec![format!("QUESTION {}", screen.key), screen.progress.clone()];
    if let Some(notice) = &screen.notice {
        lines.extend(notice.lines.iter().map(|line| format!("  page: {line}")));
        lines.extend(notice.decline.iter().map(|words| format!("  page: [{words}]")));
    }
    lines.push(screen.heading.clone());
    lines.extend(screen.hint.iter().map(|hint| format!("  hint: {hint}")));
    lines.push(format!("  why: {}", screen.why));
    lines.extend(screen.problem.iter().map(|problem| format!("  problem at {:?}: {}", problem.field, problem.text)));
    lines.extend(screen.searchable.then(|| "  can be searched by name".to_owned()));
    match &screen.control {
        Control::One(choices) => lines.extend(choices.iter().map(|one| choice("()", one))),
        Control::Several(choices) => lines.extend(choices.iter().map(|one| choice("[]", one))),
        Control::Number { text, unit, about } => {
            let about = about.map_or("", |on| if on { " [*] about" } else { " [ ] about" });
            lines.push(format!("  number <{text}> {}{about}", unit.as_deref().unwrap_or("-")));
        }
        Control::Date { day, month, year } => lines.push(format!("  day <{day}> month <{month}> year <{year}>")),
    }
    lines.push(format!("  I don't know: {}; back: {}", screen.unknown, screen.back));
    lines.extend(screen.provenance.iter().map(|one| choice("()", one)));
    lines.join("\n")
}

fn choice(mark: &str, choice: &Choice) -> String {
    let chosen = if choice.chosen { "*" } else { " " };
    let alone = if choice.exclusive { " (stands alone)" } else { "" };
    let (open, close) = mark.split_at(1);
    format!("  {open}{chosen}{close} {}: {}{alone}", choice.id, choice.label)
}

fn result(screen: &ResultScreen) -> String {
    let mut lines = vec![format!("RESULT {}", screen.verdict), screen.heading.clone()];
    lines.extend(screen.lead.clone());
    lines.extend(screen.reminder.iter().map(|reminder| format!("[{}: {}]", reminder.file, reminder.label)));
    lines.extend(screen.sections.iter().flat_map(section));
    lines.join("\n")
}

fn section(section: &Section) -> Vec<String> {
    let mut lines = vec![format!("\n## {} ({})", section.heading, section.id)];
    lines.extend(section.lead.clone());
    for item in &section.items {
        lines.push(format!("- {}", item.title));
        lines.extend(item.text.iter().map(|text| format!("  {text}")));
    }
    lines
}
