//! Reads the clinics where a trial takes place.

use crate::diagnostics::Fault;
use crate::diagnostics::fields::Fields;
use crate::schema::forms::SITE;
use crate::sites::Site;

/// Reads the sites in a trial's document, and checks that they are distinct and that each cites a source.
pub(super) fn sites(trial: &Fields<'_>) -> Vec<Site> {
    let mut sites: Vec<Site> = Vec::new();
    for fields in trial.objects("sites", &SITE) {
        let site = Site::read(&fields);
        if site.sources.is_empty() {
            fields.add("source", Fault::NoSource, "every site cites a source");
        }
        if sites.contains(&site) {
            fields.add("name", Fault::Duplicate, format!("`{}` in {} is listed twice", site.name, site.town));
        }
        sites.push(site);
    }
    sites
}
