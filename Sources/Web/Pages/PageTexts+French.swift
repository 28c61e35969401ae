extension PageTexts {
    /// Spaces before double marks do not break, as French typography wants.
    static let french = PageTexts(
        skip: "Aller au texte",
        allFeeds: "Tous les flux",
        opml: "Tous les flux dans un seul fichier pour lecteurs de flux (OPML)",
        everything: "Les nouveautés de tous les flux en un seul",
        noFeeds: "Il n’y a pas encore de flux ici.",
        noArticles: "Rien n’a encore été publié ici. Abonnez-vous dès maintenant pour ne rien manquer.",
        subscribe: "S’abonner",
        feedExplained:
            "Ceci est un flux. Donnez son adresse à une application appelée lecteur de flux, et toutes les nouveautés "
            + "viennent à vous\u{A0}: sans compte, sans courriel et sans que personne ne vous observe.",
        podcastExplained:
            "Ceci est un podcast. Donnez son adresse à votre application de podcasts, et chaque nouvel épisode vient à vous.",
        address: "Adresse du flux",
        copy: "Copier",
        copied: "Copiée",
        openReader: "Ouvrir dans votre lecteur de flux",
        openPodcast: "Ouvrir dans votre application de podcasts",
        readers: "S’abonner avec un lecteur en ligne",
        podcastApps: "S’abonner avec une application",
        formats: "Le flux lui-même",
        code: "Code QR de l’adresse du flux",
        scan: "À scanner avec votre téléphone",
        latest: "Dernières publications",
        website: "Site web",
        updated: "mis à jour le",
        download: "Télécharger",
        tags: "Sujets",
        parts: "S’abonner à une partie",
        summaries: "Résumés seulement",
        sections: "Rubriques",
        authors: "Auteurs",
        languages: "Langues",
        more: "Autres publications de ce flux",
        older: "Plus ancien",
        newer: "Plus récent",
        invitation: "Recevez les nouveautés dès leur parution\u{A0}:",
        goneTitle: "Cet article n’est plus là",
        goneText: "Son auteur l’a retiré.",
        endedTitle: "Ce flux a pris fin",
        endedText: "Il n’est plus publié ici.",
        missingTitle: "Il n’y a rien ici",
        missingText: "Aucun flux et aucun article n’a cette adresse.",
        seeWhatIsHere: "Voir ce qu’il y a ici"
    )
}
