extension String {
    /// Whether readers and schemas take it for an e-mail address (RFC 4287, section 3.2.3): `name@host`, in one word.
    package var isEmailAddress: Bool {
        wholeMatch(of: /[^\s<>()@,;:"\\]+@[^\s<>()@,;:"\\]+/) != nil
    }
}
