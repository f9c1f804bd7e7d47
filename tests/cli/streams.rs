//! The streams and files of every command: a full disk, a reader that goes away, and files that are none end each in a
//! message, never in a panic, a lost person or a wait without end.

#![cfg(unix)]

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Write};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::UnixDatagram;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use crate::support::copy::Copy;
use crate::support::load::{IIMPACT, json};
use crate::support::tool::run;

const SMALL: &str = "tests/data/definitions/allotment/trial.json";
const STUDY: &str = "tests/data/registry/nct07160205.json";
const DAY: [&str; 2] = ["--date", "2026-11-22"];
/// What a panic ends with.
const PANIC: Option<i32> = Some(101);

/// A folder with what the commands work on, gone with the test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let folder = std::env::temp_dir().join(format!("prescreener-streams-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir(&folder).unwrap();
        Folder(folder)
    }

    fn path(&self, name: &str) -> String {
        self.0.join(name).to_str().unwrap().to_owned()
    }

    fn keep(&self, name: &str, content: &[u8]) -> String {
        fs::write(self.path(name), content).unwrap();
        self.path(name)
    }

    fn fifo(&self) -> String {
        let path = self.path("fifo");
        assert!(Command::new("mkfifo").arg(&path).status().unwrap().success());
        path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// A command, what it reads, and whether it prints line by line.
struct Case {
    arguments: Vec<String>,
    input: Vec<u8>,
    by_line: bool,
}

/// Every command, each so that it has something to print.
fn cases(folder: &Folder) -> Vec<Case> {
    let people = "{}\n{\"has_dog\": true}\n{\"has_dog\": 1}\n".repeat(40);
    let results = run(&["screen", IIMPACT, DAY[0], DAY[1]], b"{}\n{\"dmso_reaction\": true}\n").out;
    let responses = run(&["fhir", "response", IIMPACT], results.as_bytes()).out;
    let key = folder.path("site.key");
    let public = run(&["keygen", &key], b"").out.trim().to_owned();
    let sealed = run(&["seal", "--to", &public], b"{}\n").out;
    let first = results.lines().next().unwrap();
    let result = folder.keep("result.json", first.as_bytes());
    let edited = folder.keep("edited.json", first.replace("\"incomplete\"", "\"not_yet\"").as_bytes());
    let new = folder.path("new.key");
    let case = |arguments: &[&str], input: &str, by_line| Case {
        arguments: arguments.iter().map(|one| (*one).to_owned()).collect(),
        input: input.as_bytes().to_vec(),
        by_line,
    };
    vec![
        case(&["check", SMALL], "", true),
        case(&["screen", SMALL, DAY[0], DAY[1]], &people, true),
        case(&["import", STUDY], "", false),
        case(&["import", STUDY, "--words"], "", false),
        case(&["drift", IIMPACT, STUDY], "", true),
        case(&["protocol", IIMPACT], "", false),
        case(&["schema", "trial"], "", false),
        case(&["schema", "answers", SMALL], "", false),
        case(&["fhir", "questionnaire", IIMPACT], "", false),
        case(&["fhir", "response", IIMPACT], &results, true),
        case(&["fhir", "referral", IIMPACT], &results, true),
        case(&["fhir", "answers", IIMPACT], &responses, true),
        case(&["verify", IIMPACT, &result], "", true),
        case(&["verify", IIMPACT, &edited], "", true),
        case(&["keygen", &new], "", true),
        case(&["seal", "--to", &public], "{}\n", true),
        case(&["open", "--key", &key], &sealed, true),
        case(&["--help"], "", false),
        case(&["--version"], "", true),
    ]
}

fn tool<S: AsRef<std::ffi::OsStr>>(arguments: &[S]) -> Command {
    let mut tool = Command::new(env!("CARGO_BIN_EXE_prescreener"));
    tool.args(arguments).current_dir(env!("CARGO_MANIFEST_DIR"));
    tool
}

/// Runs a command to its end, which has to come.
fn end(mut command: Command, input: &[u8]) -> Output {
    let mut child = command.stdin(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    let writer = std::thread::spawn(move || stdin.write_all(&input).is_ok());
    let output = waited(child);
    let _ = writer.join();
    output
}

fn waited(child: std::process::Child) -> Output {
    let id = child.id();
    let (tell, told) = mpsc::channel();
    std::thread::spawn(move || tell.send(child.wait_with_output()));
    told.recv_timeout(Duration::from_secs(60)).map(Result::unwrap).unwrap_or_else(|_| {
        let _ = Command::new("kill").arg(id.to_string()).status();
        panic!("it does not end");
    })
}

fn full() -> File {
    File::options().write(true).open("/dev/full").unwrap()
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// The commands that the tool's help lists.
fn listed(group: &[&str]) -> Vec<String> {
    let help = run(&[group, &["--help"]].concat(), b"").out;
    let commands = help.split_once("Commands:\n").unwrap().1.split_once("\n\n").unwrap().0;
    let names = commands.lines().filter_map(|line| line.strip_prefix("  ")?.split(' ').next());
    names.filter(|name| !name.is_empty() && *name != "help").map(str::to_owned).collect()
}

#[test]
fn every_command_is_looked_at() {
    let folder = Folder::new("all");
    let cases = cases(&folder);
    let covered = |words: &[&str]| cases.iter().any(|case| case.arguments.iter().take(words.len()).eq(words.iter()));
    for name in listed(&[]) {
        assert!(covered(&[&name]), "{name}");
    }
    for name in listed(&["fhir"]) {
        assert!(covered(&["fhir", &name]), "fhir {name}");
    }
}

#[test]
fn a_full_disk_is_told_and_is_a_failure() {
    let folder = Folder::new("full");
    for Case { arguments, input, .. } in cases(&folder) {
        let mut command = tool(&arguments);
        command.stdout(full()).stderr(Stdio::piped());
        let output = end(command, &input);
        let prints = arguments[0] != "check";
        if prints {
            let code = output.status.code();
            assert!(code.is_some_and(|code| code != 0) && code != PANIC, "{arguments:?}: {code:?}: {}", told(&output));
            assert!(told(&output).contains("standard output cannot be written: No space"), "{}", told(&output));
        }
        assert!(!told(&output).contains("panicked"), "{arguments:?}: {}", told(&output));
        // Nor does it matter that nothing can be said either.
        if arguments[0] != "keygen" {
            let mut command = tool(&arguments);
            command.stdout(full()).stderr(full());
            assert_eq!(end(command, &input).status.code(), output.status.code(), "{arguments:?}");
        }
    }
}

#[test]
fn a_reader_that_goes_away_ends_it_quietly() {
    let folder = Folder::new("gone");
    for Case { arguments, input, .. } in cases(&folder) {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let mut command = tool(&arguments);
        command.stdout(writer).stderr(Stdio::piped());
        let output = end(command, &input);
        let due = if arguments.iter().any(|one| one.ends_with("edited.json")) { 1 } else { 0 };
        assert_eq!(output.status.code(), Some(due), "{arguments:?}: {}", told(&output));
        for word in ["panicked", "pipe", "standard output"] {
            assert!(!told(&output).contains(word), "{arguments:?}: {}", told(&output));
        }
    }
}

/// `| head -1`, with much behind the first line.
#[test]
fn the_first_of_many_lines_is_whole() {
    let people = "{\"has_dog\": true}\n".repeat(20_000);
    let mut command = tool(&["screen", SMALL, DAY[0], DAY[1]]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let (mut stdin, stdout) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
    let writer = std::thread::spawn(move || stdin.write_all(people.as_bytes()).is_ok());
    let mut first = String::new();
    BufReader::new(stdout).read_line(&mut first).unwrap();
    assert!(json(first.trim()).get("verdict").is_some());
    let output = waited(child);
    assert!(!writer.join().unwrap(), "it went on reading");
    assert_eq!((output.status.code(), told(&output)), (Some(0), String::new()));
}

/// Whatever stops a command between two writes, only whole lines are out: a datagram is one write.
#[test]
fn each_write_ends_with_a_whole_line() {
    let folder = Folder::new("lines");
    for Case { arguments, input, .. } in cases(&folder).into_iter().filter(|case| case.by_line) {
        let (mine, theirs) = UnixDatagram::pair().unwrap();
        let reader = std::thread::spawn(move || {
            let (mut all, mut buffer) = (Vec::new(), vec![0; 1 << 20]);
            while let Ok(length @ 1..) = mine.recv(&mut buffer) {
                all.push(buffer[..length].to_vec());
            }
            all
        });
        let theirs = std::os::fd::OwnedFd::from(theirs);
        let last = UnixDatagram::from(theirs.try_clone().unwrap());
        let mut command = tool(&arguments);
        command.stdout(theirs).stderr(Stdio::piped());
        let output = end(command, &input);
        // A datagram of nothing is the end.
        last.send(&[]).unwrap();
        let writes = reader.join().unwrap();
        assert!(arguments[0] == "check" || !writes.is_empty(), "{arguments:?}: {}", told(&output));
        for write in writes {
            let text = String::from_utf8(write).unwrap();
            assert!(text.ends_with('\n'), "{arguments:?} writes {text:?}");
        }
    }
}

/// The commands that read a file by its name, with the file's place left open.
fn readers<'a>(key: &'a str, file: &'a str) -> Vec<Vec<&'a str>> {
    vec![
        vec!["check", file],
        vec!["screen", file, DAY[0], DAY[1]],
        vec!["import", file],
        vec!["drift", file, STUDY],
        vec!["drift", IIMPACT, file],
        vec!["protocol", file],
        vec!["schema", "answers", file],
        vec!["fhir", "questionnaire", file],
        vec!["fhir", "answers", file],
        vec!["verify", file, key],
        vec!["verify", IIMPACT, file],
        vec!["open", "--key", file],
    ]
}

#[test]
fn what_is_no_file_is_refused_by_its_name() {
    let folder = Folder::new("files");
    let key = folder.path("site.key");
    run(&["keygen", &key], b"");
    let long = folder.path("long.json");
    File::create(&long).unwrap().set_len(60_000_000).unwrap();
    let folder_itself = folder.0.to_str().unwrap();
    for (file, why) in [
        ("/dev/zero", "is not a regular file"),
        (&folder.fifo(), "is not a regular file"),
        (folder_itself, "is a folder"),
        (&long, "bytes, the most that is read"),
        (&folder.path("none"), "cannot be read: No such file"),
    ] {
        for arguments in readers(&key, file) {
            let mut command = tool(&arguments);
            command.stdout(Stdio::piped()).stderr(Stdio::piped());
            let output = end(command, b"");
            let told = told(&output);
            assert!(output.status.code().is_some_and(|code| code != 0 && Some(code) != PANIC), "{arguments:?}: {told}");
            assert!(told.contains(&format!("{file}: ")) && told.contains(why), "{arguments:?}: {told}");
            assert!(output.stdout.is_empty(), "{arguments:?}");
        }
    }
}

/// What a definition names is held to the same.
#[test]
fn what_a_definition_includes_is_no_pipe_either() {
    let plot = Copy::new("streams", &[]);
    let words = plot.folder().join("en.json");
    fs::remove_file(&words).unwrap();
    assert!(Command::new("mkfifo").arg(&words).status().unwrap().success());
    let mut command = tool(&["check", &plot.trial()]);
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let output = end(command, b"");
    assert_eq!(output.status.code(), Some(1));
    assert!(told(&output).contains("en.json: is not a regular file"), "{}", told(&output));
}

/// `<(…)` of a shell, and standard input by its name: pipes that end are read like files.
#[test]
fn a_pipe_that_somebody_fills_is_read() {
    let folder = Folder::new("filled");
    let result = run(&["screen", IIMPACT, DAY[0], DAY[1]], b"{}\n").out;
    let result = folder.keep("result.json", result.as_bytes());
    let prescreener = env!("CARGO_BIN_EXE_prescreener");
    for script in [
        format!("'{prescreener}' import <(cat {STUDY})"),
        format!("cat {STUDY} | '{prescreener}' import /dev/stdin"),
        format!("'{prescreener}' import /dev/stdin < {STUDY}"),
        format!("'{prescreener}' verify {IIMPACT} <(cat '{result}')"),
    ] {
        let mut command = Command::new("bash");
        command.args(["-c", &script]).current_dir(env!("CARGO_MANIFEST_DIR"));
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let output = end(command, b"");
        assert_eq!(output.status.code(), Some(0), "{script}: {}", told(&output));
        assert!(!output.stdout.is_empty(), "{script}");
    }
    // What never ends is refused all the same.
    let mut command = Command::new("bash");
    command.args(["-c", &format!("'{prescreener}' import <(yes)")]).current_dir(env!("CARGO_MANIFEST_DIR"));
    command.stderr(Stdio::piped()).stdout(Stdio::piped());
    let output = end(command, b"");
    assert_eq!(output.status.code(), Some(1));
    assert!(told(&output).contains("the most that is read"), "{}", told(&output));
}

#[test]
fn standard_input_that_never_ends_or_cannot_be_read_is_refused() {
    let folder = Folder::new("input");
    let key = folder.path("site.key");
    let public = run(&["keygen", &key], b"").out.trim().to_owned();
    for arguments in [
        vec!["screen", SMALL, DAY[0], DAY[1]],
        vec!["fhir", "response", IIMPACT],
        vec!["fhir", "referral", IIMPACT],
        vec!["fhir", "answers", IIMPACT],
        vec!["seal", "--to", &public],
        vec!["open", "--key", &key],
    ] {
        for from in ["/dev/zero", folder.0.to_str().unwrap()] {
            let mut command = tool(&arguments);
            command.stdin(File::open(from).unwrap()).stdout(Stdio::piped()).stderr(Stdio::piped());
            let output = waited(command.spawn().unwrap());
            let told = told(&output);
            assert_eq!(output.status.code(), Some(1), "{arguments:?} < {from}: {told}");
            assert!(!told.contains("panicked") && told.len() < 1_000, "{arguments:?} < {from}: {told}");
        }
    }
}

/// The answers of one person, 100 MB long, cost neither the memory nor the people behind.
#[test]
fn an_endless_answer_is_cut_and_the_rest_is_done() {
    let folder = Folder::new("long");
    let results = run(&["screen", IIMPACT, DAY[0], DAY[1]], b"{}\n").out;
    let response = run(&["fhir", "response", IIMPACT], results.as_bytes()).out;
    let day = &DAY.concat().replace("--date", "--date=");
    let screen = ["screen", IIMPACT, day];
    let fhir = |what| ["fhir", what, IIMPACT];
    for (arguments, good) in [
        (screen, "{}\n"),
        (fhir("response"), results.as_str()),
        (fhir("referral"), &results),
        (fhir("answers"), &response),
    ] {
        for length in [3_000_000, 100_000_000] {
            let long = format!("{{\"heliotrope\": \"{}\"}}\n", "x".repeat(length));
            let long = if arguments[0] == "screen" { long } else { long.replace("heliotrope", "resourceType") };
            let input = folder.keep("input", [good, &long, good].concat().as_bytes());
            // Half a gigabyte of addresses, threads and all.
            let script = "ulimit -v 600000; exec \"$0\" \"$@\"";
            let mut command = Command::new("sh");
            command.args(["-c", script, env!("CARGO_BIN_EXE_prescreener")]).args(arguments);
            command.env("RAYON_NUM_THREADS", "2").current_dir(env!("CARGO_MANIFEST_DIR"));
            command.stdin(File::open(&input).unwrap()).stdout(Stdio::piped()).stderr(Stdio::piped());
            let output = waited(command.spawn().unwrap());
            let told = told(&output);
            assert_eq!(output.status.code(), Some(1), "{arguments:?}: {}", told.get(..500).unwrap_or(&told));
            assert!(told.len() < 1_000, "{arguments:?}: {} bytes on standard error", told.len());
            let lines: Vec<String> = output.stdout.lines().map(Result::unwrap).collect();
            assert_eq!(lines.len(), 3, "{arguments:?}: {told}");
            assert_eq!(lines[0], lines[2], "{arguments:?}");
            assert!(
                lines[1].starts_with("{\"schema\":\"prescreener/rejection/1\",\"line\":2,") && lines[1].len() < 1_000
            );
        }
    }
}

#[test]
fn no_empty_key_is_left_behind() {
    let folder = Folder::new("keys");
    let file = folder.path("site.key");
    // No file may grow, as on a full disk.
    let script = "trap '' XFSZ; ulimit -f 0; exec \"$0\" keygen \"$1\"";
    let mut command = Command::new("sh");
    command
        .args(["-c", script, env!("CARGO_BIN_EXE_prescreener"), &file])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let output = end(command, b"");
    assert_eq!(output.status.code(), Some(1), "{}", told(&output));
    assert!(told(&output).contains("cannot be written") && output.stdout.is_empty(), "{}", told(&output));
    assert!(!Path::new(&file).exists(), "an empty file is left");
    // Where the public key cannot be printed, the private one is taken away again, and it is said so.
    let mut command = tool(&["keygen", &file]);
    command.stdout(full()).stderr(Stdio::piped());
    let output = end(command, b"");
    assert_eq!(output.status.code(), Some(1));
    assert!(told(&output).contains("was taken away again"), "{}", told(&output));
    assert!(!told(&output).contains("holds the private key") && !Path::new(&file).exists());
}

/// `>&-`: what is all that comes of a command must go somewhere.
#[test]
#[cfg(target_os = "linux")]
fn a_closed_output_is_told() {
    let folder = Folder::new("closed");
    for Case { arguments, input, .. } in cases(&folder) {
        let script = |to: &str| {
            let mut command = Command::new("sh");
            command
                .args(["-c", &format!("exec \"$0\" \"$@\" {to}"), env!("CARGO_BIN_EXE_prescreener")])
                .args(&arguments);
            command.current_dir(env!("CARGO_MANIFEST_DIR")).stderr(Stdio::piped());
            end(command, &input)
        };
        // The exit status of the others tells as well, and is all that some want.
        let tells = ["check", "drift", "verify", "--help", "--version"].contains(&arguments[0].as_str());
        let output = script(">&-");
        let closed = told(&output).contains("standard output cannot be written: it is closed");
        assert_eq!(closed, !tells, "{arguments:?}: {}", told(&output));
        if !tells {
            assert_eq!(output.status.code(), Some(1), "{arguments:?}");
        }
        assert!(!Path::new(&folder.path("new.key")).exists(), "a key is left that nobody was told of");
        if ["screen", "seal"].contains(&arguments[0].as_str()) {
            assert!(!told(&script(">/dev/null")).contains("standard output"), "{arguments:?}");
        }
    }
}

/// More than is read of one person is rejected as it stands, with all its blanks: behind them more may have been cut off.
#[test]
fn blanks_count() {
    const MOST: usize = 4 << 20;
    let results = run(&["screen", IIMPACT, DAY[0], DAY[1]], b"{}\n").out;
    let response = run(&["fhir", "response", IIMPACT], results.as_bytes()).out;
    let day = &DAY.concat().replace("--date", "--date=");
    for (arguments, good) in [
        (vec!["screen", IIMPACT, day], "{}\n"),
        (vec!["fhir", "response", IIMPACT], results.as_str()),
        (vec!["fhir", "referral", IIMPACT], &results),
        (vec!["fhir", "answers", IIMPACT], &response),
    ] {
        let one = good.trim_end();
        let room = MOST - one.len();
        for (first, rejected) in [
            (format!("{}{one}\n", " ".repeat(room)), false),
            (format!("{}{one}\n", " ".repeat(room + 1)), true),
            (format!("{}{one}\n", " ".repeat(MOST + 300)), true),
            (format!("{one}{}{one}\n", " ".repeat(MOST)), true),
            (format!("{one}{}\n", " ".repeat(room + 1)), true),
        ] {
            let ended = run(&arguments, format!("{first}{good}").as_bytes());
            let lines: Vec<&str> = ended.out.lines().collect();
            assert_eq!(lines.len(), 2, "{arguments:?}: {}", ended.err);
            let is = lines[0].starts_with("{\"schema\":\"prescreener/rejection/1\",\"line\":1,");
            assert_eq!((is, ended.code), (rejected, Some(i32::from(rejected))), "{arguments:?}: {}", ended.err);
            assert!(!lines[1].contains("rejection/1"), "{arguments:?}");
        }
    }
}

/// A private key that was given by mistake is shown to nobody who reads messages.
#[test]
fn no_message_shows_a_key() {
    let folder = Folder::new("shown");
    let key = folder.path("site.key");
    run(&["keygen", &key], b"");
    let held = json(&fs::read_to_string(&key).unwrap());
    let private = held.get("private").and_then(|key| key.as_text()).unwrap().to_owned();
    let short: String = private.chars().skip(1).collect();
    let begins: String = short.chars().take(20).collect();
    let long = format!("{private}=");
    for given in [&short, &long, &format!("{private}{private}")] {
        for arguments in [
            vec!["seal", "--to", given],
            vec!["seal", given],
            vec!["seal", &format!("--key={given}")],
            vec!["open", "--key", given],
            vec!["verify", "--key", given, IIMPACT],
        ] {
            let ended = run(&arguments, b"{}\n");
            assert_ne!(ended.code, Some(0), "{arguments:?}");
            assert!(!(ended.err + &ended.out).contains(&begins), "{arguments:?}");
        }
    }
    let ended = run(&["seal", "--to", &short], b"{}\n");
    assert_eq!(ended.err, "--to: expected a public key as `prescreener keygen` prints it, 43 letters\n");
}

#[test]
fn a_key_that_others_can_read_is_warned_of() {
    let folder = Folder::new("modes");
    let key = folder.path("site.key");
    let public = run(&["keygen", &key], b"").out.trim().to_owned();
    assert_eq!(fs::metadata(&key).unwrap().permissions().mode() & 0o777, 0o600);
    let sealed = run(&["seal", "--to", &public], b"{}").out;
    let opened = |mode: u32| {
        fs::set_permissions(&key, fs::Permissions::from_mode(mode)).unwrap();
        let ended = run(&["open", "--key", &key], sealed.as_bytes());
        assert_eq!((ended.code, ended.out.as_str()), (Some(0), "{}"), "{}", ended.err);
        ended.err
    };
    for mode in [0o600, 0o400, 0o700] {
        assert_eq!(opened(mode), "", "{mode:o}");
    }
    for mode in [0o644, 0o640, 0o604, 0o622] {
        let err = opened(mode);
        assert!(err.contains(&key) && err.contains("other users") && err.contains("chmod 600"), "{mode:o}: {err}");
    }
}

/// A file's name cannot make a message look like another.
#[test]
fn what_hides_in_a_name_is_shown() {
    let folder = Folder::new("names");
    let file = folder.path("trial\u{202e}nosj.\n\u{1b}[2Jx");
    for arguments in readers("tests/data/definitions/tiny/trial.json", &file) {
        let ended = run(&arguments, b"");
        assert!(ended.err.contains("trial⟨U+202E⟩nosj.⟨U+000A⟩⟨U+001B⟩[2Jx: "), "{arguments:?}: {}", ended.err);
        assert!(!ended.err.contains(['\u{202e}', '\u{1b}']), "{arguments:?}");
    }
}
