extension PageTexts {
    static let german = PageTexts(
        skip: "Zum Text springen",
        allFeeds: "Alle Feeds",
        opml: "Alle Feeds in einer Datei für Feedreader (OPML)",
        noFeeds: "Hier gibt es noch keinen Feed.",
        noArticles: "Hier wurde noch nichts veröffentlicht. Wer jetzt abonniert, verpasst nichts.",
        subscribe: "Abonnieren",
        feedExplained:
            "Dies ist ein Feed. Geben Sie seine Adresse einer App, einem Feedreader, und alles Neue von hier kommt zu Ihnen: "
            + "ohne Konto, ohne E-Mail und ohne dass Ihnen jemand zusieht.",
        podcastExplained:
            "Dies ist ein Podcast. Geben Sie seine Adresse Ihrer Podcast-App, und jede neue Folge kommt zu Ihnen.",
        address: "Adresse des Feeds",
        copy: "Kopieren",
        copied: "Kopiert",
        openReader: "Im Feedreader öffnen",
        openPodcast: "In der Podcast-App öffnen",
        readers: "Mit einem Reader im Web abonnieren",
        podcastApps: "Mit einer App abonnieren",
        formats: "Der Feed selbst",
        code: "QR-Code der Adresse des Feeds",
        scan: "Mit dem Telefon scannen",
        latest: "Neueste Beiträge",
        website: "Website",
        updated: "aktualisiert am",
        download: "Herunterladen:",
        tags: "Themen",
        more: "Weitere Beiträge aus diesem Feed",
        older: "Älter",
        newer: "Neuer",
        invitation: "Neues erhalten, sobald es erscheint:",
        goneTitle: "Diesen Beitrag gibt es nicht mehr",
        goneText: "Er wurde zurückgezogen.",
        endedTitle: "Dieser Feed ist beendet",
        endedText: "Er wird hier nicht mehr veröffentlicht.",
        missingTitle: "Hier ist nichts",
        missingText: "Kein Feed und kein Beitrag hat diese Adresse.",
        seeWhatIsHere: "Nachsehen, was es hier gibt"
    )
}
