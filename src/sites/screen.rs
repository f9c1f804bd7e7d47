//! Looking for a clinic: what is chosen and typed, and what the screen shows.

use super::{Far, Known, Listed, Near, Site, miles, near};
use crate::interview::{Choice, Item, Section};
use crate::texts::Texts;

/// Somebody's search for a clinic.
#[derive(Debug, Clone)]
pub struct Sites {
    /// The trial's registry number.
    id: String,
    texts: Texts,
    sites: Vec<Site>,
    /// The countries with clinics, by name.
    countries: Vec<String>,
    country: Option<usize>,
    typed: String,
    /// The country and the place that the list is for.
    asked: Option<(usize, String)>,
    problem: bool,
}

/// What the screen shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SitesScreen {
    /// The screen's heading.
    pub heading: String,
    /// What the person should know, a paragraph each.
    pub lead: Vec<String>,
    /// The countries; none where there is only one.
    pub countries: Vec<Choice>,
    /// What was typed.
    pub typed: String,
    /// What was wrong with the last entry.
    pub problem: Option<String>,
    /// The clinics of the country, once they were asked for.
    pub found: Option<Section>,
    /// Those of all others.
    pub elsewhere: Option<Section>,
}

impl Sites {
    /// Begins a search among a trial's clinics.
    pub fn new(id: &str, texts: Texts, sites: Vec<Site>) -> Sites {
        let mut countries: Vec<String> = Vec::new();
        for site in &sites {
            let place = countries.partition_point(|earlier| *earlier < site.country);
            if countries.get(place) != Some(&site.country) {
                countries.insert(place, site.country.clone());
            }
        }
        // A choice of one is none.
        let country = (countries.len() == 1).then_some(0);
        let (id, typed) = (id.to_owned(), String::new());
        Sites { id, texts, sites, countries, country, typed, asked: None, problem: false }
    }

    /// The words of its language.
    pub fn texts(&self) -> &Texts {
        &self.texts
    }

    /// Goes on in the words of another language.
    pub fn speak(&mut self, texts: Texts) {
        self.texts = texts;
    }

    /// Whether a country is lacking.
    pub fn stopped(&self) -> bool {
        self.problem
    }

    /// Keeps what is entered: the id of a country and the text of the field.
    pub fn keep(&mut self, country: Option<&str>, typed: &str) {
        if self.countries.len() != 1 {
            let place = country.and_then(|country| country.parse().ok());
            self.country = place.filter(|place| *place < self.countries.len());
        }
        self.typed = typed.to_owned();
    }

    /// Lists the clinics for what is entered, or says that a country is lacking.
    pub fn find(&mut self) {
        self.problem = self.country.is_none();
        self.asked = self.country.map(|country| (country, self.typed.clone()));
    }

    /// What to show now.
    pub fn screen(&self) -> SitesScreen {
        let text = |key: &str| self.texts.get(key).to_owned();
        let choice = |(place, label): (usize, &String)| Choice {
            id: place.to_string(),
            label: label.clone(),
            chosen: self.country == Some(place),
            exclusive: false,
        };
        let mut screen = SitesScreen {
            heading: text("refer.sites.heading"),
            lead: vec![text("refer.sites.lead")],
            countries: Vec::new(),
            typed: self.typed.clone(),
            problem: self.problem.then(|| text("refer.sites.problem")),
            found: None,
            elsewhere: None,
        };
        if let Some((country, typed)) = &self.asked {
            let country = self.countries.get(*country).map_or("", String::as_str);
            let near = near(&self.sites, country, typed);
            let values = [("country", country)];
            let heading = self.texts.fill("refer.sites.found", &values);
            let (lead, items) = (self.notes(&near), self.items(&near.here, &near));
            screen.found = Some(Section { id: "found", heading, lead, items });
            let (heading, items) = (text("refer.sites.elsewhere"), self.items(&near.elsewhere, &near));
            let elsewhere = Section { id: "elsewhere", heading, lead: Vec::new(), items };
            screen.elsewhere = (!elsewhere.items.is_empty()).then_some(elsewhere);
        }
        match self.countries.as_slice() {
            [one] => screen.lead.push(self.texts.fill("refer.sites.one", &[("country", one)])),
            several => screen.countries = several.iter().enumerate().map(choice).collect(),
        }
        screen
    }

    /// In which order they are, and how sure that is.
    fn notes(&self, near: &Near) -> Vec<String> {
        let is_told = |one: &Listed| matches!(one.far, Far::Km(_));
        let told = near.here.iter().any(is_told) || near.elsewhere.iter().any(is_told);
        let (key, town) = match &near.known {
            Known::Nothing => ("refer.sites.nothing", ""),
            Known::Unknown => ("refer.sites.unknown", ""),
            Known::Several => ("refer.sites.several", ""),
            Known::Postcode => ("refer.sites.postcode", ""),
            Known::Town { town, exact: true } => ("refer.sites.town", town.as_str()),
            Known::Town { town, .. } => ("refer.sites.alike", town.as_str()),
        };
        let values = [("town", town), ("id", self.id.as_str())];
        let mut notes = vec![self.texts.fill(key, &values)];
        if told {
            notes.push(self.texts.get("refer.sites.straight").to_owned());
        }
        notes.push(self.texts.fill("refer.sites.ask", &values));
        notes
    }

    fn items(&self, list: &[Listed], near: &Near) -> Vec<Item> {
        let mut items = Vec::new();
        for one in list {
            if let Some(site) = self.sites.get(one.site) {
                let mut text = vec![address(site)];
                text.extend(self.far(one.far, &near.known));
                text.push(if site.contact.is_empty() {
                    self.texts.get("refer.sites.no_contact").to_owned()
                } else {
                    self.texts.fill("refer.sites.contact", &[("contact", &site.contact)])
                });
                items.push(Item { title: site.name.clone(), text });
            }
        }
        items
    }

    /// How far a clinic is; nothing where no place is known from which to tell.
    fn far(&self, far: Far, known: &Known) -> Option<String> {
        match (far, known) {
            (Far::There, Known::Town { .. }) => Some(self.texts.get("refer.sites.there").to_owned()),
            (Far::Km(km), _) => {
                let values = [("km", km.to_string()), ("miles", miles(km).max(1).to_string())];
                let values: Vec<(&str, &str)> = values.iter().map(|(key, value)| (*key, value.as_str())).collect();
                Some(self.texts.fill("refer.sites.km", &values))
            }
            (Far::Unknown, Known::Town { .. }) => Some(self.texts.get("refer.sites.far_unknown").to_owned()),
            _ => None,
        }
    }
}

/// Town, region, postcode, country.
fn address(site: &Site) -> String {
    let mut address = site.town.clone();
    for part in [&site.region, &site.postcode, &site.country] {
        if !part.is_empty() {
            address.push_str(", ");
            address.push_str(part);
        }
    }
    address
}
