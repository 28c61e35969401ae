extension String {
    /// This URL with the fields behind whatever query it has.
    func adding(_ fields: [(String, String)]) -> String {
        let joint =
            if !contains("?") { "?" } else if hasSuffix("?") || hasSuffix("&") { "" } else { "&" }
        return self + joint + FormFields.encode(fields)
    }
}
