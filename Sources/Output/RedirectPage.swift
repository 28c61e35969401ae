/// What a host of plain files can say of an address that leads elsewhere for good: search engines and browsers follow.
enum RedirectPage {
    static func html(to url: String) -> String {
        let url = url.replacing("&", with: "&amp;").replacing("\"", with: "&quot;").replacing(
            "<",
            with: "&lt;"
        )
        return """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="refresh" content="0; url=\(url)">
            <link rel="canonical" href="\(url)">
            <title>\(url)</title>
            </head>
            <body><p><a href="\(url)">\(url)</a></p></body>
            </html>

            """
    }
}
