//! Distances on the globe.

/// The mean radius of the Earth in kilometres.
const RADIUS: f64 = 6371.0088;

/// A point on the globe, as the unit vector that points there.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point([f64; 3]);

impl Point {
    /// Returns the point at a latitude and a longitude in degrees, or `None` beyond the poles or the antimeridian.
    pub fn new(latitude: f64, longitude: f64) -> Option<Point> {
        if !(latitude.abs() <= 90.0 && longitude.abs() <= 180.0) {
            return None;
        }
        let (up, out) = sine_and_cosine(latitude.to_radians());
        let (east, zero) = sine_and_cosine(longitude.to_radians());
        Some(Point([out * zero, out * east, up]))
    }

    /// Returns the great-circle distance in whole kilometres: 0 from a point to itself, and the same both ways.
    ///
    /// ```
    /// use prescreener::sites::{Point, miles};
    /// let (london, paris) = (Point::new(51.5074, -0.1278).unwrap(), Point::new(48.8566, 2.3522).unwrap());
    /// assert_eq!((london.km_to(paris), paris.km_to(london), london.km_to(london)), (344, 344, 0));
    /// assert_eq!(miles(344), 214);
    /// ```
    pub fn km_to(self, other: Point) -> u32 {
        let mut square = 0.0;
        for (own, others) in self.0.iter().zip(other.0) {
            square += (own - others) * (own - others);
        }
        // The sine of half the angle between them; for opposite points rounding may make it slightly more than 1.
        let mut sine = (square.sqrt() / 2.0).min(1.0);
        // For the half angle, the series would converge slowly. After three halvings it gives a dozen correct digits.
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

/// Computes both by their series, which is the same to the last bit on every machine, for at most half a turn.
fn sine_and_cosine(angle: f64) -> (f64, f64) {
    let (mut sine, mut cosine, mut term) = (0.0, 1.0, 1.0);
    for power in 1..40_u32 {
        term *= angle / f64::from(power);
        match power & 3 {
            0 => cosine += term,
            1 => sine += term,
            2 => cosine -= term,
            _ => sine -= term,
        }
    }
    (sine, cosine)
}

/// Returns kilometres in whole miles.
pub fn miles(km: u32) -> u32 {
    km.saturating_mul(1000).saturating_add(804).checked_div(1609).unwrap_or(0)
}
