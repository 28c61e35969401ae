extension PageTexts {
    static let spanish = PageTexts(
        skip: "Ir al texto",
        allFeeds: "Todos los canales",
        opml: "Todos los canales en un solo archivo para lectores (OPML)",
        noFeeds: "Aquí todavía no hay ningún canal.",
        noArticles: "Aquí todavía no se ha publicado nada. Si te suscribes ahora, no te perderás nada.",
        subscribe: "Suscribirse",
        feedExplained:
            "Esto es un canal (feed). Da su dirección a una aplicación llamada lector de canales, y todo lo nuevo te llegará: "
            + "sin cuenta, sin correo electrónico y sin que nadie te observe.",
        podcastExplained:
            "Esto es un pódcast. Da su dirección a tu aplicación de pódcasts, y cada episodio nuevo te llegará.",
        address: "Dirección del canal",
        copy: "Copiar",
        copied: "Copiada",
        openReader: "Abrir en tu lector de canales",
        openPodcast: "Abrir en tu aplicación de pódcasts",
        readers: "Suscribirse con un lector en la web",
        podcastApps: "Suscribirse con una aplicación",
        formats: "El canal mismo",
        code: "Código QR de la dirección del canal",
        scan: "Escanéalo con tu teléfono",
        latest: "Lo último",
        website: "Sitio web",
        updated: "actualizado el",
        download: "Descargar",
        tags: "Temas",
        more: "Más de este canal",
        older: "Anterior",
        newer: "Siguiente",
        invitation: "Recibe las novedades en cuanto aparezcan:",
        goneTitle: "Este artículo ya no está",
        goneText: "Su autor lo ha retirado.",
        endedTitle: "Este canal ha terminado",
        endedText: "Ya no se publica aquí.",
        missingTitle: "Aquí no hay nada",
        missingText: "Ningún canal y ningún artículo tiene esta dirección.",
        seeWhatIsHere: "Ver qué hay aquí"
    )
}
