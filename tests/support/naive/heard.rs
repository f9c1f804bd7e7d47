//! Whose word is taken for what.

use std::collections::BTreeMap;

use prescreener::json::Json;
use prescreener::trial::Audience;

use super::Naive;

impl Naive {
    /// What rules may go by: the answers, those struck out for which a clinic would have to look and has only been told.
    pub fn heard(&self, answers: &BTreeMap<String, Json>, from: &BTreeMap<String, &str>) -> BTreeMap<String, Json> {
        let mut heard = answers.clone();
        for question in self.definition.questions.iter().filter(|question| question.asked_of == Audience::Clinic) {
            let told = |key: &String| {
                let about = key.split('.').next() == Some(question.id.as_str());
                about && from.get(key) == Some(&"person")
            };
            heard.iter_mut().filter(|(key, _)| told(key)).for_each(|(_, answer)| *answer = Json::Null);
        }
        heard
    }
}
