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
        // Of libm, which is the same to the last bit on every machine; the system's may differ.
        let (up, out) = libm::sincos(latitude.to_radians());
        let (east, zero) = libm::sincos(longitude.to_radians());
        Some(Point([out * zero, out * east, up]))
    }

    /// The great-circle distance in whole kilometres: from a place to itself 0, and the same both ways.
    pub fn km_to(self, other: Point) -> u32 {
        let mut square = 0.0;
        for (own, others) in self.0.iter().zip(other.0) {
            square += (own - others) * (own - others);
        }
        // The sine of half the angle between them; of a little more than 1, where they are opposite, by rounding.
        let sine = (square.sqrt() / 2.0).min(1.0);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most half round the globe")]
        let km = (libm::asin(sine) * 2.0 * RADIUS).round() as u32;
        km
    }
}

/// Kilometres in whole miles.
pub fn miles(km: u32) -> u32 {
    km.saturating_mul(1000).saturating_add(804).checked_div(1609).unwrap_or(0)
}
