import GRDB
import Push

/// The tables, as numbered migrations that are never changed once released.
enum Schema {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1") { db in
            try db.execute(sql: catalogue)
            try db.execute(sql: scatteredIndexes)
            try db.execute(sql: documents)
            try db.execute(sql: subscriptions)
            try db.execute(sql: owed)
        }
        migrator.registerMigration("2") { db in try db.execute(sql: inodeIndex) }
        migrator.registerMigration("adoption") { db in try db.execute(sql: adoption) }
        migrator.registerMigration("guard") { db in try db.execute(sql: departures) }
        migrator.registerMigration("media") { db in try db.execute(sql: media) }
        migrator.registerMigration("rhythm") { db in try db.execute(sql: rhythm) }
        migrator.registerMigration("former paths") { db in
            try db.execute(sql: "ALTER TABLE document ADD COLUMN former TEXT NOT NULL DEFAULT ''")
        }
        migrator.registerMigration("withdrawal") { db in try db.execute(sql: withdrawal) }
        migrator.registerMigration("moved media") { db in try db.execute(sql: movedMedia) }
        migrator.registerMigration("section") { db in
            try db.execute(sql: "ALTER TABLE article ADD COLUMN section TEXT")
        }
        migrator.registerMigration("details") { db in
            try db.execute(sql: "ALTER TABLE article ADD COLUMN details TEXT")
        }
        migrator.registerMigration("past and text of articles") { db in
            try db.execute(sql: "ALTER TABLE article ADD COLUMN past TEXT; \(textIndex)")
        }
        migrator.registerMigration("views") { db in try db.execute(sql: views) }
        migrator.registerMigration("colours of pictures") { db in
            try db.execute(sql: "ALTER TABLE media ADD COLUMN colours TEXT")
        }
        migrator.registerMigration("links of views") { db in
            try db.execute(sql: "ALTER TABLE document ADD COLUMN has_links INTEGER NOT NULL DEFAULT 1")
        }
        migrator.registerMigration("readership") { db in try db.execute(sql: readership) }
        migrator.registerMigration("downloads") { db in try db.execute(sql: downloads) }
        migrator.registerMigration("files of those that have gone") { db in
            try db.execute(
                sql: "CREATE INDEX article_gone_file ON article (feed, file_high, file_low) WHERE state = 2"
            )
        }
        migrator.registerMigration("counted spans") { db in try db.execute(sql: countedSpans) }
        migrator.registerMigration("missing enclosures") { db in try db.execute(sql: missingEnclosures) }
        migrator.registerMigration("guests") { db in try db.execute(sql: guests) }
        migrator.registerMigration("marks of ledgers") { db in
            try db.execute(
                sql: """
                    CREATE TABLE ledger (feed TEXT PRIMARY KEY, high INTEGER NOT NULL, low INTEGER NOT NULL) WITHOUT ROWID;
                    """
            )
        }
        migrator.registerMigration("hosts of callbacks") { db in
            try db.execute(sql: hosts)
            try fillHosts(in: db)
        }
        registerPush(in: &migrator)
        migrator.registerMigration("topics of feeds") { db in
            // There are few beside thousands of views, and they are looked for at each commit.
            try db.execute(sql: "CREATE INDEX topic_of_feed ON topic (number) WHERE view = ''")
        }
        migrator.registerMigration("seconds of updates") { db in try db.execute(sql: updateIndex) }
        migrator.registerMigration("texts of dated articles") { db in
            try db.execute(sql: "DROP INDEX article_text; \(textIndex)")
        }
        migrator.registerMigration("archives") { db in
            try db.execute(
                sql: """
                    CREATE TABLE archive (
                        feed TEXT NOT NULL,
                        number INTEGER NOT NULL,
                        published INTEGER NOT NULL,
                        id TEXT NOT NULL,
                        PRIMARY KEY (feed, number)
                    ) WITHOUT ROWID;
                    """
            )
        }
        return migrator
    }

    /// What came with what is held back, and goes with it.
    private static let guests = """
        CREATE TABLE guest (
            feed TEXT NOT NULL,
            id TEXT NOT NULL,
            arrival REAL NOT NULL,
            PRIMARY KEY (feed, id)
        ) WITHOUT ROWID;
        """

    /// What entries go without, so that its coming is news also to a daemon that was not there.
    private static let missingEnclosures = """
        CREATE TABLE missing_enclosure (
            feed TEXT NOT NULL,
            entry TEXT NOT NULL,
            reference TEXT NOT NULL,
            PRIMARY KEY (feed, entry, reference)
        ) WITHOUT ROWID;
        """

    /// Whose callbacks are, for the caps on what one host may have.
    private static let hosts = """
        ALTER TABLE subscription ADD COLUMN host TEXT NOT NULL DEFAULT '';
        ALTER TABLE verification ADD COLUMN host TEXT NOT NULL DEFAULT '';
        CREATE INDEX subscription_host ON subscription (host);
        CREATE INDEX verification_host ON verification (host);
        """

    private static func fillHosts(in db: Database) throws {
        for table in ["subscription", "verification"] {
            let update = try db.makeStatement(sql: "UPDATE \(table) SET host = ? WHERE id = ?")
            for row in try Row.fetchAll(db, sql: "SELECT id, callback FROM \(table)") {
                try update.execute(arguments: [CallbackHost.of(row[1]), row[0] as Int64])
            }
        }
    }

    /// Of which times requests are counted, so that no log counts them again.
    private static let countedSpans = """
        CREATE TABLE counted_span (
            source TEXT NOT NULL,
            feed TEXT NOT NULL,
            kind INTEGER NOT NULL,
            first INTEGER NOT NULL,
            first_lines INTEGER NOT NULL,
            last INTEGER NOT NULL,
            last_lines INTEGER NOT NULL,
            PRIMARY KEY (source, feed, kind, first)
        ) WITHOUT ROWID;
        """

    /// Who reads: figures of each day, and nothing that tells who anybody is.
    private static let readership = """
        CREATE TABLE readership (
            feed TEXT NOT NULL,
            day INTEGER NOT NULL,
            agent TEXT NOT NULL,
            readers INTEGER NOT NULL,
            requests INTEGER NOT NULL,
            unchanged INTEGER NOT NULL,
            sent INTEGER NOT NULL,
            saved INTEGER NOT NULL,
            PRIMARY KEY (feed, day, agent)
        ) WITHOUT ROWID;
        """

    /// How often episodes were downloaded.
    private static let downloads = """
        CREATE TABLE download (
            feed TEXT NOT NULL,
            file TEXT NOT NULL,
            day INTEGER NOT NULL,
            downloads INTEGER NOT NULL,
            PRIMARY KEY (feed, file, day)
        ) WITHOUT ROWID;
        """

    /// Which edition of a feed its views show; and what a view was like to one who asks to be subscribed.
    private static let views = """
        ALTER TABLE feed ADD COLUMN viewed INTEGER;
        ALTER TABLE verification ADD COLUMN etag TEXT;
        """

    /// Indexes whose order is not that of the rows: costly to keep up while very many rows come.
    static let scatteredIndexes = """
        CREATE UNIQUE INDEX article_id ON article (feed, id) WHERE state <> 3;
        CREATE INDEX article_slug ON article (feed, slug);
        \(inodeIndex)
        \(textIndex)
        \(updateIndex)
        """

    static let dropScatteredIndexes = """
        DROP INDEX article_id; DROP INDEX article_slug; DROP INDEX article_inode; DROP INDEX article_text;
        DROP INDEX article_updated;
        """

    private static let updateIndex =
        "CREATE INDEX IF NOT EXISTS article_updated ON article (feed, updated) WHERE state = 0;"

    private static let inodeIndex =
        "CREATE INDEX IF NOT EXISTS article_inode ON article (feed, inode) WHERE state < 2;"

    private static let textIndex =
        "CREATE INDEX IF NOT EXISTS article_text ON article (feed, body_low) WHERE state < 2;"

    /// What is inherited of an older feed, and the addresses that articles had before.
    private static let adoption = """
        ALTER TABLE feed ADD COLUMN feed_id TEXT;
        ALTER TABLE feed ADD COLUMN podcast_guid TEXT;
        ALTER TABLE feed ADD COLUMN adopted TEXT;

        CREATE TABLE former (
            feed TEXT NOT NULL,
            address TEXT NOT NULL,
            id TEXT NOT NULL,
            is_alias INTEGER NOT NULL,
            PRIMARY KEY (feed, address)
        ) WITHOUT ROWID;
        CREATE INDEX former_id ON former (feed, id);
        """

    /// How often a document is worth asking for.
    private static let rhythm = "ALTER TABLE document ADD COLUMN minutes INTEGER NOT NULL DEFAULT 60;"

    /// What the guard and the quiet times remember: rows of the last minutes, and of what is held.
    private static let departures = """
        CREATE TABLE departure (
            feed TEXT NOT NULL,
            id TEXT NOT NULL,
            path TEXT NOT NULL,
            fate TEXT NOT NULL,
            moment REAL NOT NULL,
            is_shown INTEGER NOT NULL,
            is_held INTEGER NOT NULL,
            PRIMARY KEY (feed, id)
        ) WITHOUT ROWID;

        CREATE TABLE quiet (
            feed TEXT NOT NULL,
            id TEXT NOT NULL,
            until REAL,
            is_edited INTEGER NOT NULL,
            silent_until REAL,
            PRIMARY KEY (feed, id)
        ) WITHOUT ROWID;
        """

    /// The addresses of feeds that have ended, and what their subscribers are told.
    private static let withdrawal = """
        CREATE TABLE withdrawn (
            path TEXT PRIMARY KEY,
            feed TEXT NOT NULL
        ) WITHOUT ROWID;

        CREATE TABLE denial (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            topic TEXT NOT NULL,
            callback TEXT NOT NULL,
            attempt INTEGER NOT NULL,
            due REAL NOT NULL,
            claimed REAL,
            UNIQUE (callback, topic)
        );
        CREATE INDEX denial_due ON denial (coalesce(claimed, due));
        """

    private static let catalogue = """
        CREATE TABLE feed (
            name TEXT PRIMARY KEY,
            authority TEXT NOT NULL,
            base TEXT NOT NULL,
            definition TEXT NOT NULL,
            edited INTEGER NOT NULL
        ) WITHOUT ROWID;

        CREATE TABLE article (
            number INTEGER PRIMARY KEY,
            feed TEXT NOT NULL,
            path TEXT NOT NULL,
            inode INTEGER NOT NULL,
            size INTEGER NOT NULL,
            modified INTEGER NOT NULL,
            file_high INTEGER NOT NULL,
            file_low INTEGER NOT NULL,
            state INTEGER NOT NULL,
            id TEXT NOT NULL,
            slug TEXT NOT NULL,
            title TEXT NOT NULL,
            summary TEXT,
            link TEXT,
            published INTEGER NOT NULL,
            updated INTEGER NOT NULL,
            expires INTEGER,
            is_dated INTEGER NOT NULL,
            released INTEGER,
            authors TEXT,
            tags TEXT,
            language TEXT,
            image TEXT,
            enclosures TEXT,
            body_high INTEGER NOT NULL,
            body_low INTEGER NOT NULL,
            head_high INTEGER NOT NULL,
            head_low INTEGER NOT NULL
        );
        CREATE UNIQUE INDEX article_path ON article (feed, path) WHERE state <> 2;
        CREATE INDEX article_gone ON article (feed, path) WHERE state = 2;
        CREATE INDEX article_shown ON article (feed, published DESC, id, expires) WHERE state = 0;
        CREATE INDEX article_expires ON article (feed, expires) WHERE state = 0 AND expires IS NOT NULL;

        CREATE TABLE body (
            feed TEXT NOT NULL,
            id TEXT NOT NULL,
            source_high INTEGER NOT NULL,
            source_low INTEGER NOT NULL,
            html TEXT NOT NULL,
            PRIMARY KEY (feed, id)
        );

        CREATE TABLE problem (
            feed TEXT NOT NULL,
            path TEXT NOT NULL,
            line INTEGER,
            message TEXT NOT NULL,
            is_warning INTEGER NOT NULL
        );
        CREATE INDEX problem_path ON problem (feed, path);
        """

    /// `told` is the newest version that subscribers are owed; `pushed` the moment from which they are sent it.
    ///
    /// `pieces` names a document's pieces in their order, 16 bytes each: an edit writes those that it changes.
    private static let documents = """
        CREATE TABLE topic (
            number INTEGER PRIMARY KEY,
            feed TEXT NOT NULL,
            view TEXT NOT NULL,
            format TEXT NOT NULL,
            version INTEGER NOT NULL,
            modified INTEGER NOT NULL,
            told INTEGER NOT NULL,
            pushed REAL NOT NULL DEFAULT 0,
            UNIQUE (feed, view, format)
        );

        CREATE TABLE document (
            topic INTEGER PRIMARY KEY REFERENCES topic (number),
            path TEXT NOT NULL,
            self TEXT NOT NULL,
            hubs TEXT NOT NULL,
            etag TEXT NOT NULL,
            pieces BLOB NOT NULL
        );
        CREATE INDEX document_self ON document (self);

        CREATE TABLE piece (
            topic INTEGER NOT NULL REFERENCES topic (number),
            hash BLOB NOT NULL,
            bytes BLOB NOT NULL,
            PRIMARY KEY (topic, hash)
        );
        """

    /// `media` is what files held when they were looked at; `media_reference` which of them entries show, and where;
    /// `remote_media` the lengths of files elsewhere, to be asked for when they are `due`.
    private static let media = """
        CREATE TABLE media (
            feed TEXT NOT NULL,
            path TEXT NOT NULL,
            inode INTEGER NOT NULL,
            size INTEGER NOT NULL,
            modified INTEGER NOT NULL,
            type TEXT,
            width INTEGER,
            height INTEGER,
            duration REAL,
            flaw TEXT,
            PRIMARY KEY (feed, path)
        ) WITHOUT ROWID;

        CREATE TABLE media_reference (
            feed TEXT NOT NULL,
            address TEXT NOT NULL,
            entry TEXT NOT NULL,
            path TEXT NOT NULL,
            PRIMARY KEY (feed, address, entry)
        ) WITHOUT ROWID;
        CREATE INDEX media_reference_entry ON media_reference (feed, entry);

        CREATE TABLE remote_media (
            url TEXT PRIMARY KEY,
            length INTEGER,
            type TEXT,
            attempt INTEGER NOT NULL,
            reason TEXT,
            due REAL
        ) WITHOUT ROWID;
        CREATE INDEX remote_media_due ON remote_media (due) WHERE due IS NOT NULL;
        """

    /// Where files that were shown under other addresses lie now; and by what a file is known under another path.
    private static let movedMedia = """
        CREATE TABLE media_former (
            feed TEXT NOT NULL,
            address TEXT NOT NULL,
            path TEXT NOT NULL,
            PRIMARY KEY (feed, address)
        ) WITHOUT ROWID;
        CREATE INDEX media_former_path ON media_former (feed, path);
        CREATE INDEX media_inode ON media (feed, inode);
        """

    private static let subscriptions = """
        CREATE TABLE subscription (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            topic INTEGER NOT NULL REFERENCES topic (number),
            url TEXT NOT NULL,
            callback TEXT NOT NULL,
            secret BLOB,
            expires REAL NOT NULL,
            accepted INTEGER NOT NULL DEFAULT 0,
            UNIQUE (callback, topic)
        );
        CREATE INDEX subscription_topic ON subscription (topic, id);
        CREATE INDEX subscription_expires ON subscription (expires);
        CREATE INDEX subscription_url ON subscription (url);

        CREATE TABLE verification (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            mode TEXT NOT NULL,
            topic INTEGER NOT NULL REFERENCES topic (number),
            url TEXT NOT NULL,
            callback TEXT NOT NULL,
            secret BLOB,
            lease INTEGER NOT NULL,
            told INTEGER NOT NULL,
            attempt INTEGER NOT NULL,
            due REAL NOT NULL,
            claimed REAL,
            UNIQUE (callback, topic)
        );
        CREATE INDEX verification_due ON verification (coalesce(claimed, due));
        """

    /// What is owed has no version: it is the newest one that counts, whenever it is sent.
    ///
    /// `claimed` is the moment at which a claim ends by itself; NULL where nobody holds one.
    private static let owed = """
        CREATE TABLE fanout (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            topic INTEGER NOT NULL REFERENCES topic (number),
            since INTEGER NOT NULL,
            low INTEGER NOT NULL,
            high INTEGER NOT NULL,
            due REAL NOT NULL,
            claimed REAL
        );
        CREATE INDEX fanout_topic ON fanout (topic, low);

        CREATE TABLE retry (
            subscription INTEGER PRIMARY KEY REFERENCES subscription (id),
            since INTEGER NOT NULL,
            attempt INTEGER NOT NULL,
            due REAL NOT NULL,
            claimed REAL,
            reason TEXT
        );
        CREATE INDEX retry_due ON retry (coalesce(claimed, due));

        CREATE TABLE ping (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            hub TEXT NOT NULL,
            topic TEXT NOT NULL,
            attempt INTEGER NOT NULL,
            due REAL NOT NULL,
            claimed REAL,
            UNIQUE (hub, topic)
        );
        """
}
