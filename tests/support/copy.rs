//! Copies of the small trial's files, which tests change.

use std::fs;
use std::path::{Path, PathBuf};

use super::load::text;

/// A copy of the allotment's files with some changes, removed when dropped.
pub struct Copy(PathBuf);

impl Copy {
    /// Creates a copy in a folder of this name. Each of `changes` names a file, a text in it, and the text that
    /// replaces it.
    pub fn new(name: &str, changes: &[(&str, &str, &str)]) -> Copy {
        let folder = std::env::temp_dir().join(format!("prescreener-copy-{name}-{}", std::process::id()));
        fs::create_dir_all(folder.join("soil")).unwrap();
        let copy = Copy(folder);
        for file in ["trial.json", "en.json", "soil/instrument.json", "soil/en.json"] {
            copy.write(file, &text(&format!("tests/data/definitions/allotment/{file}")));
        }
        for (file, from, to) in changes {
            copy.change(file, from, to);
        }
        copy
    }

    pub fn folder(&self) -> &Path {
        &self.0
    }

    pub fn trial(&self) -> String {
        self.0.join("trial.json").to_str().unwrap().to_owned()
    }

    pub fn write(&self, file: &str, text: &str) {
        fs::write(self.0.join(file), text).unwrap();
    }

    pub fn change(&self, file: &str, from: &str, to: &str) {
        let text = fs::read_to_string(self.0.join(file)).unwrap();
        assert!(text.contains(from), "{file}: {from}");
        self.write(file, &text.replace(from, to));
    }
}

impl Drop for Copy {
    fn drop(&mut self) {
        drop(fs::remove_dir_all(&self.0));
    }
}
