extension String {
    /// This text, or nil where it says nothing: an empty element is worse than none.
    var nonEmpty: String? { isEmpty ? nil : self }
}
