//! A reminder to screen again, as a calendar file (RFC 5545). It names only the study's number and nothing about the
//! person, because calendars are shared and shown on locked screens.

use super::screen::Reminder;
use super::words;
use crate::texts::{self, Texts};
use crate::value::Date;

/// The longest line that the format allows, in octets.
const WIDTH: usize = 75;

/// A one-day event, which leaves the day free, with an alarm at nine in the morning. Its id is derived from its
/// contents, so that saving it twice adds it to the calendar once.
const FILE: &str = "BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//prescreener//EN
BEGIN:VEVENT
UID:{day}-{id}@prescreener
DTSTAMP:{on}T000000Z
DTSTART;VALUE=DATE:{day}
SUMMARY:{summary}
DESCRIPTION:{text}
CLASS:PRIVATE
TRANSP:TRANSPARENT
BEGIN:VALARM
ACTION:DISPLAY
DESCRIPTION:{summary}
TRIGGER:PT9H
END:VALARM
END:VEVENT
END:VCALENDAR
";

/// Returns a reminder for a day, made on the day of assessment.
pub(super) fn reminder(texts: &Texts, trial: &str, on: Date, day: Date) -> Reminder {
    let fill = |key| texts.fill(key, &[("id", trial), ("date", &words::day(texts, day))]);
    let content = calendar(trial, on, day, &fill("reminder.summary"), &fill("reminder.text"));
    Reminder { label: fill("reminder.action"), file: trial.to_owned() + ".ics", content }
}

fn calendar(trial: &str, on: Date, day: Date, summary: &str, text: &str) -> String {
    let digits = |date: Date| date.to_string().split('-').collect::<String>();
    let values = [
        ("on", &digits(on)),
        ("day", &digits(day)),
        ("id", &escaped(trial)),
        ("summary", &escaped(summary)),
        ("text", &escaped(text)),
    ];
    fold_lines(&texts::fill(FILE, &values.map(|(name, value)| (name, value.as_str()))))
}

/// Returns a text as a value: escapes what separates values, and leaves out what no value may hold.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for character in text.chars() {
        match character {
            '\n' => escaped.push_str("\\n"),
            _ if character.is_ascii_control() => {}
            _ => {
                if matches!(character, ',' | ';' | '\\') {
                    escaped.push('\\');
                }
                escaped.push(character);
            }
        }
    }
    escaped
}

/// Folds lines as the format requires: a line that is too long is split into parts, each but the first after a space,
/// and no character is cut.
fn fold_lines(lines: &str) -> String {
    let mut folded = String::new();
    let mut width = 0_usize;
    for character in lines.chars() {
        width = width.saturating_add(character.len_utf8());
        if character == '\n' {
            folded.push('\r');
            width = 0;
        } else if width > WIDTH {
            folded.push_str("\r\n ");
            width = character.len_utf8().saturating_add(1);
        }
        folded.push(character);
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    fn calendar_file(summary: &str, text: &str) -> String {
        let day = |text| Date::parse(text).unwrap();
        calendar("NCT,1", day("2026-11-22"), day("2027-01-05"), summary, text)
    }

    /// Returns the lines as a calendar reads them, unfolded.
    fn unfolded(file: &str) -> Vec<String> {
        file.replace("\r\n ", "").split_terminator("\r\n").map(str::to_owned).collect()
    }

    #[test]
    fn the_file_holds_one_free_private_day_with_an_alarm() {
        let expected = "BEGIN:VCALENDAR VERSION:2.0 PRODID:-//prescreener//EN BEGIN:VEVENT UID:20270105-NCT\\,1@prescreener \
             DTSTAMP:20261122T000000Z DTSTART;VALUE=DATE:20270105 SUMMARY:S DESCRIPTION:T CLASS:PRIVATE TRANSP:TRANSPARENT \
             BEGIN:VALARM ACTION:DISPLAY DESCRIPTION:S TRIGGER:PT9H END:VALARM END:VEVENT END:VCALENDAR";
        assert_eq!(unfolded(&calendar_file("S", "T")).join(" "), expected);
    }

    #[test]
    fn separators_are_escaped() {
        assert_eq!(escaped("a,b;c\\d\r\ne: \"f\"\u{7}\t"), "a\\,b\\;c\\\\d\\ne: \"f\"");
    }

    #[test]
    fn no_line_is_longer_than_allowed_and_no_character_is_cut() {
        for character in ["x", "é", "…", "🦴"] {
            for length in 0..200 {
                let text = character.repeat(length);
                let file = calendar_file(&text, &text);
                assert!(file.ends_with("\r\n"));
                assert_eq!(file.matches('\n').count(), file.matches("\r\n").count());
                assert!(file.split("\r\n").all(|line| line.len() <= WIDTH), "{file}");
                assert!(unfolded(&file).contains(&format!("DESCRIPTION:{text}")), "{file}");
            }
        }
    }

    #[test]
    fn a_line_is_folded_no_earlier_than_necessary() {
        let file = calendar_file("S", &"x".repeat(140));
        let parts: Vec<usize> = file.split("\r\n").skip_while(|line| !line.contains("xx")).map(str::len).collect();
        assert_eq!(parts[..3], [75, 75, 4]);
    }
}
