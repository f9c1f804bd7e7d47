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
        // `libm` returns the same bits on every machine; the system's functions may differ.
        let (up, out) = libm::sincos(latitude.to_radians());
        let (east, zero) = libm::sincos(longitude.to_radians());
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
        let sine = (square.sqrt() / 2.0).min(1.0);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most half round the globe")]
        let km = (libm::asin(sine) * 2.0 * RADIUS).round() as u32;
        km
    }
}

/// Returns kilometres in whole miles.
pub fn miles(km: u32) -> u32 {
    km.saturating_mul(1000).saturating_add(804).checked_div(1609).unwrap_or(0)
}
