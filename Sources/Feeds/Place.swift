/// Where an entry is about, on the earth as WGS 84 measures it: <https://docs.ogc.org/cs/17-002r1/17-002r1.html>.
package struct Place: Codable, Hashable, Sendable {
    /// In degrees, north of the equator, from -90 to 90.
    package var latitude: Double
    /// In degrees, east of Greenwich, from -180 to 180.
    package var longitude: Double
    /// What people call it.
    package var name: String?

    /// Nil where there is no such place.
    package init?(latitude: Double, longitude: Double, name: String? = nil) {
        guard (-90...90).contains(latitude), (-180...180).contains(longitude) else { return nil }
        self.latitude = latitude
        self.longitude = longitude
        self.name = name
    }
}
