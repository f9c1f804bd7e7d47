//! Distances on the globe.

/// The mean radius of the Earth in kilometres.
const RADIUS: f64 = 6371.0088;

/// A place on the globe, as the unit vector that points there.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point([f64; 3]);

impl Point {
    /// The place at a latitude and a longitude in degrees; none beyond the poles or the antimeridian.
    pub fn new(latitude: f64, longitude: f64) -> Option<Point> {
        if !(latitude.abs() <= 90.0 && longitude.abs() <= 180.0) {
            return None;
        }
        let (up, out) = sine_and_cosine(latitude.to_radians());
        let (east, zero) = sine_and_cosine(longitude.to_radians());
        Some(Point([out * zero, out * east, up]))
    }

    /// The great-circle distance in whole kilometres: from a place to itself 0, and the same both ways.
    pub fn km_to(self, other: Point) -> u32 {
        let mut square = 0.0;
        for (own, others) in self.0.iter().zip(other.0) {
            square += (own - others) * (own - others);
        }
        // The sine of half the angle between them; of a little more than 1, where they are opposite, by rounding.
        let mut sine = (square.sqrt() / 2.0).min(1.0);
        // Of half an angle as long as its series would be slow: then a dozen digits are right.
        for _ in 0..3 {
            sine /= (2.0 * (1.0 + (1.0 - sine * sine).sqrt())).sqrt();
        }
        let square = sine * sine;
        let eighth = sine * (1.0 + square * (1.0 / 6.0 + square * (3.0 / 40.0 + square * (15.0 / 336.0))));
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most half round the globe")]
        let km = (eighth * 16.0 * RADIUS).round() as u32;
        km
    }
}

/// By their series, which is the same to the last bit on every machine; for at most half a turn.
fn sine_and_cosine(angle: f64) -> (f64, f64) {
    let (mut sine, mut cosine, mut term) = (0.0, 1.0, 1.0);
    for place in 1..40_u32 {
        term *= angle / f64::from(place);
        match place & 3 {
            0 => cosine += term,
            1 => sine += term,
            2 => cosine -= term,
            _ => sine -= term,
        }
    }
    (sine, cosine)
}

/// Kilometres in whole miles.
pub fn miles(km: u32) -> u32 {
    km.saturating_mul(1000).saturating_add(804).checked_div(1609).unwrap_or(0)
}
