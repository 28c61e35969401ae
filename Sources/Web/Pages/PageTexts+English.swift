extension PageTexts {
    static let english = PageTexts(
        skip: "Skip to the text",
        allFeeds: "All feeds",
        opml: "All feeds in one file for feed readers (OPML)",
        noFeeds: "There is no feed here yet.",
        noArticles: "Nothing has been published here yet. Subscribe now, and you miss nothing.",
        subscribe: "Subscribe",
        feedExplained:
            "This is a feed. Give its address to an app called a feed reader, and whatever is new here comes to you: "
            + "without an account, without e-mail, and without anybody watching you.",
        podcastExplained:
            "This is a podcast. Give its address to your podcast app, and each new episode comes to you.",
        address: "Address of the feed",
        copy: "Copy",
        copied: "Copied",
        openReader: "Open in your feed reader",
        openPodcast: "Open in your podcast app",
        readers: "Subscribe with a reader on the web",
        podcastApps: "Subscribe with an app",
        formats: "The feed itself",
        code: "QR code of the feed’s address",
        scan: "Scan it with your phone",
        latest: "Latest",
        website: "Website",
        updated: "updated",
        download: "Download",
        tags: "Topics",
        more: "More from this feed",
        older: "Older",
        newer: "Newer",
        invitation: "Get what is new as soon as it appears:",
        goneTitle: "This article is gone",
        goneText: "Its author has taken it back.",
        endedTitle: "This feed has ended",
        endedText: "It is not published here any more.",
        missingTitle: "Nothing is here",
        missingText: "No feed and no article has this address.",
        seeWhatIsHere: "See what is here"
    )
}
