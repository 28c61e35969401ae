import TestSupport
import Testing

@testable import Articles

/// What hugo 0.111, jekyll 4.3 and pelican 4.12 do with the same files was looked up by running them.
@Suite struct `Files that a site keeps out` {
    static let sites: [(files: [String: String], articles: String, paths: [String], hidden: [String])] = [
        (
            [
                "hugo.toml":
                    #"ignoreFiles = ["\\.ign\\.md$", "/priv$", "content/posts/sec", "(?P<n_1>x)\\pLz"]"#
            ],
            "content",
            ["posts/b.md", "priv.md", "private/a.md", "xz.md", "posts/xz/index.fr.txt"],
            ["a.ign.md", "posts/a.ign.md", "priv/x.md", "priv/y/x.md", "posts/secret.md", "axbz.md"]
        ),
        (
            ["config/_default/hugo.yaml": #"ignoreFiles: ["^/.*/content/posts/old"]"#], "content/posts",
            ["new.md"],
            ["old.md", "old/a.md"]
        ),
        (["hugo.toml": "ignoreFiles = ['posts$']"], "content/posts", [], ["a.md"]),
        (
            [
                "hugo.toml":
                    "disableLanguages = ['fr']\n[languages.en]\n[languages.fr]\n[languages.de]\ndisabled = true\n"
            ], "content",
            ["a.md", "a.en.md", "x/b.en.md", "x/fr.md"], ["a.fr.md", "x/b.de.md", "c/index.fr.md"]
        ),
        (
            [
                "hugo.toml":
                    "[languages.en]\ncontentDir = 'content/en'\n[languages.fr]\ncontentDir = 'content/fr'\ndisabled = true\n",
                "content/en/a.md": "", "content/fr/a.md": "",
            ], "content",
            ["en/a.md"], ["fr/a.md", "fr/x/b.md"]
        ),
        (
            [
                "_config.yml": """
                exclude: [/_posts/old, "sec", "_posts/*-pri?.md", "_posts/[x-z]*", "_posts/s/*.mkd"]
                include: [2026-01-01-keep-priv.md]
                """, "_posts/2026-01-01-a.md": "",
            ], ".",
            [
                "_posts/2026-01-01-keep-priv.md", "_posts/s/2026-01-01-e.md", "boats/_posts/2026-01-01-h.md",
                "_posts/s/_u/2026-01-01-m.md", "_posts/node_modules/2026-01-01-r.md",
            ],
            [
                "_posts/old/2026-01-01-a.md", "_posts/older/2026-01-01-b.md", "_posts/2026-01-01-c-priv.md",
                "_posts/s/2026-01-01-e-priv.md", "_posts/s/2026-01-02-f.mkd", "_posts/xx/2026-01-01-g.md",
                "_odd/_posts/2026-01-01-i.md", "sec/_posts/2026-01-01-j.md", "second/_posts/2026-01-01-k.md",
                "_posts/_u/2026-01-01-l.md", "vendor/bundle/_posts/2026-01-01-n.md",
                "node_modules/x/_posts/2026-01-01-o.md", "_posts/_a.md",
            ]
        ),
        (
            ["_config.yml": "exclude: _posts/old\ninclude: [_posts/old/2026-01-01-a.md, _odd]\n"], "_posts",
            ["2026-01-01-a.md"], ["old/2026-01-01-a.md"]
        ),
        (
            ["s/_config.yml": "source: src\nexclude: [_posts/old]\n"], "s/src/_posts", ["new.md"],
            ["old/a.md"]
        ),
        (["a/_posts/a.md": ""], "a", ["_posts/b.md"], ["_b/_posts/a.md", "_posts/_a.md"]),
        (["a/_posts/a.md": ""], "a/_posts", ["b.md"], ["_a.md", "_c/a.md"]),
        (
            [
                "config.toml": """
                base_url = "https://x.example"
                ignored_content = ["blog/priv*", "*.{tmp,old}.md", "**/hid", "a/**/b.md", "[^a]?x.md"]
                """
            ], "content",
            ["blog/a.md", "blog.md", "apriv.md", "aax.md", "Hid/a.md"],
            [
                "blog/priv.md", "blog/private/x.md", "c/x.tmp.md", "x.old.md", "hid/x.md", "b/hid/x.md",
                "a/b.md", "a/c/d/b.md", "bax.md",
            ]
        ),
        (
            ["zola.toml": "base_url = 'https://x.example'\nignored_content = ['blog/priv*']\n"],
            "content/blog",
            ["a.md"], ["priv.md"]
        ),
        (
            ["pelicanconf.py": "IGNORE_FILES = [\n    '.#*',\n    'priv*', '*.{a}.md', '[!a-y]?z.md']\n"],
            "content",
            ["a.md", "blog/apriv.md", "aaz.md", "x.a.md"],
            ["priv.md", "blog/private.md", "private/x/a.md", "x.{a}.md", "zaz.md"]
        ),
        (
            [
                "pelicanconf.py": "IGNORE_FILES = ['.#*']\n",
                "publishconf.py": "from pelicanconf import *\nIGNORE_FILES += ['x-*']",
            ],
            "content/blog", ["a.md"], ["x-a.md"]
        ),
    ]

    @Test(arguments: sites)
    func `are no articles, wherever the articles folder is`(
        files: [String: String],
        articles: String,
        paths: [String],
        hidden: [String]
    ) throws {
        let found = try dialect(files, articles: articles)
        #expect(found.problems == [])
        for path in paths + hidden {
            let folder = path.split(separator: "/").dropLast().joined(separator: "/")
            try found.folder.makeFolder("\(articles)/\(folder)")
            try found.folder.write("---\ntitle: T\n---\n", to: "\(articles)/\(path)")
        }
        let place = ArticleFolder(root: found.folder.absolute(articles), layout: found.dialect.layout)
        let names = Set(place.names())
        #expect(names.intersection(hidden) == [])
        #expect(names.isSuperset(of: paths))
        for path in hidden { #expect(place.look(at: path) == .notAnArticle, "\(path)") }
        for path in paths {
            guard case .file = place.look(at: path) else {
                Issue.record("\(path)")
                continue
            }
        }
    }

    static let odd: [(files: [String: String], file: String, line: Int, words: String)] = [
        (
            ["hugo.yaml": "title: T\nignoreFiles:\n  - a$\n  - '[b'\n"], "hugo.yaml", 4,
            "\"[b\" of ignoreFiles"
        ),
        (["hugo.toml": "title = 'T'\nignoreFiles = [{a = 1}]"], "hugo.toml", 2, "of ignoreFiles"),
        (
            [
                "hugo.toml": "[[module.mounts]]\nsource = 'content'\nexcludeFiles = 'priv/*'\n"
                    + "[[module.mounts]]\nsource = 'static'\ntarget = 'static'\nexcludeFiles = 'x'\n"
            ], "hugo.toml", 3,
            "excludeFiles of module.mounts is not read"
        ),
        (
            ["zola.toml": "base_url = 'https://x.example'\nignored_content = [['a']]"], "zola.toml", 2,
            "ignored_content"
        ),
        (
            ["pelicanconf.py": "A = 1\nIGNORE_FILES = [re.compile('a')]\n"], "pelicanconf.py", 2,
            "IGNORE_FILES"
        ),
        (
            ["pelicanconf.py": "IGNORE_FILES = ['a']\n# IGNORE_FILES\nIGNORE_FILES.append('b')\n"],
            "pelicanconf.py",
            3, "IGNORE_FILES"
        ),
        (
            ["pelicanconf.py": "", "publishconf.py": "if True:\n    IGNORE_FILES = ['a']\n"],
            "publishconf.py", 2, "IGNORE_FILES"
        ),
    ]

    @Test(arguments: odd)
    func `are told of where a pattern is not understood`(
        files: [String: String],
        file: String,
        line: Int,
        words: String
    ) throws {
        let found = try dialect(files)
        #expect(found.problems.count == 1)
        let problem = try #require(found.problems.first)
        #expect(problem.file == found.folder.absolute(file))
        #expect(problem.line == line)
        #expect(problem.severity == .warning)
        #expect(problem.message.contains(words))
    }

    @Test func `say nothing for the fingerprint by where they lie`() throws {
        let files = ["hugo.toml": "ignoreFiles = ['a']"]
        #expect(try dialect(files).dialect.fingerprint == dialect(files).dialect.fingerprint)
    }
}
