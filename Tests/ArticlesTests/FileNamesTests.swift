import Articles
import Testing

@Suite struct `File names` {
    @Test(arguments: [
        "hello.md", "HELLO.MD", "a b.markdown", "x.mdown", "x.mkd", "Überschrift.txt", "日本語.md", "4913.md",
        "a.b.md", "x.html", "x.HTM", "x.xhtml",
        "~tilde.md", "#hash.md", "index.md", "tmp.md", "sync-conflict-free.md",
        "a conflicted copy.md", "On (a conflicted copy).md",
    ])
    func `that end as an article does are articles`(_ name: String) {
        #expect(FileNames.isArticle(name))
    }

    @Test(arguments: [
        "", ".", "md", "hello", "hello.", "x.shtml", "x.md.bak", "feed.toml", "ids.toml", "photo.jpg",
        "_index.md", "_index.html", "x.mdx",
    ])
    func `that end otherwise are none`(_ name: String) {
        #expect(!FileNames.isArticle(name))
    }

    @Test(arguments: [
        ".x.md", ".x.md.AbC123", ".x.md.swp", "x.md.swp", "x.swx", "x.md~", "#x.md#", ".#x.md", "4913",
        "x.md.part",
        "x.md.tmp", "x.md.crdownload", "x.md.filepart", ".syncthing.x.md.tmp", "~syncthing~x.md.tmp",
        ".~lock.x.md#",
        "~$x.md", "x.sync-conflict-20240131-101500-ABCDEFG.md",
        "a.b.sync-conflict-20240131-101500-ABCDEFG.md", "x (conflicted copy 2024-01-31 101500).md",
        "x (Ann's conflicted copy 2024-01-31).md",
    ])
    func `of programs at work are temporary, and never articles`(_ name: String) {
        #expect(FileNames.isTemporary(name))
        #expect(!FileNames.isArticle(name))
    }
}
