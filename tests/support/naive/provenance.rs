//! Which answers count, given their provenance.

use std::collections::BTreeMap;

use prescreener::json::Json;
use prescreener::trial::Audience;

use super::Naive;

impl Naive {
    /// Returns the answers with those set to unknown that only a clinic can establish and that came from the person.
    pub fn counted_answers(
        &self,
        answers: &BTreeMap<String, Json>,
        from: &BTreeMap<String, &str>,
    ) -> BTreeMap<String, Json> {
        let mut counted = answers.clone();
        for question in self.definition.questions.iter().filter(|question| question.asked_of == Audience::Clinic) {
            let reported = |key: &String| {
                let about = key.split('.').next() == Some(question.id.as_str());
                about && from.get(key) == Some(&"person")
            };
            counted.iter_mut().filter(|(key, _)| reported(key)).for_each(|(_, answer)| *answer = Json::Null);
        }
        counted
    }
}
