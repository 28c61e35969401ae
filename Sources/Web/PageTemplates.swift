/// The built-in templates.
enum PageTemplates {
    static let all = ["head": head, "home": home, "feed": feed, "article": article, "notice": notice]

    private static let head = """
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <style>
        :root { color-scheme: light dark; --ink: #1b1b1f; --soft: #5a5a66; --paper: #fdfdfb; --line: #dcdce4; --link: #0b57a4; }
        @media (prefers-color-scheme: dark) {
          :root { --ink: #ececf1; --soft: #a9a9b8; --paper: #16161a; --line: #34343f; --link: #8ab8f5; }
        }
        body { margin: 0 auto; max-width: 42rem; padding: 1.5rem 1rem 4rem; background: var(--paper); color: var(--ink);
          font: 1.0625rem/1.6 system-ui, sans-serif; overflow-wrap: break-word; }
        h1 { font-size: 1.9rem; line-height: 1.2; margin: .5rem 0; }
        a { color: var(--link); }
        img, video, audio { max-width: 100%; height: auto; }
        pre { overflow-x: auto; padding: .75rem; border: 1px solid var(--line); border-radius: .4rem; }
        table { border-collapse: collapse; display: block; overflow-x: auto; }
        td, th { border: 1px solid var(--line); padding: .3rem .6rem; }
        blockquote { margin-inline: 0; padding-inline-start: 1rem; border-inline-start: 3px solid var(--line); color: var(--soft); }
        .soft { color: var(--soft); }
        .list { list-style: none; padding: 0; }
        .list > li { padding: .8rem 0; border-top: 1px solid var(--line); }
        .list h2 { font-size: 1.15rem; margin: 0; }
        .list p { margin: .2rem 0 0; }
        .feeds a { display: inline-block; margin: .3rem .5rem .3rem 0; padding: .35rem .8rem; border: 1px solid var(--line);
          border-radius: 1rem; text-decoration: none; }
        </style>
        """

    private static let home = """
        <!DOCTYPE html>
        <html lang="{{language}}">
        <head>
        {{> head}}
        <title>{{title}}</title>
        {{#feeds}}{{#documents}}<link rel="alternate" type="{{type}}" title="{{title}} ({{name}})" href="{{url}}">
        {{/documents}}{{/feeds}}</head>
        <body>
        <header><h1>{{title}}</h1></header>
        <main>
        <ul class="list">
        {{#feeds}}<li><h2><a href="{{link}}">{{title}}</a></h2>{{#description}}<p>{{.}}</p>{{/description}}
        <p class="feeds">{{#documents}}<a href="{{url}}" type="{{type}}">{{name}}</a>{{/documents}}</p></li>
        {{/feeds}}</ul>
        <p class="soft"><a href="{{opml}}">All feeds as OPML</a></p>
        </main>
        </body>
        </html>

        """

    private static let feed = """
        <!DOCTYPE html>
        <html lang="{{language}}">
        <head>
        {{> head}}
        <title>{{title}}</title>
        {{#documents}}<link rel="alternate" type="{{type}}" title="{{name}}" href="{{url}}">
        {{/documents}}</head>
        <body>
        <header>
        <h1>{{title}}</h1>
        {{#description}}<p>{{.}}</p>{{/description}}
        <p class="soft">This is a feed: copy one of these addresses into a feed reader, and new entries come to you.</p>
        <p class="feeds">{{#documents}}<a href="{{url}}" type="{{type}}">{{name}}</a>{{/documents}}</p>
        </header>
        <main>
        <ul class="list">
        {{#entries}}<li{{#language}} lang="{{.}}"{{/language}}><h2><a href="{{link}}">{{title}}</a></h2>
        <p class="soft"><time datetime="{{moment}}">{{day}}</time></p>{{#summary}}<p>{{.}}</p>{{/summary}}</li>
        {{/entries}}</ul>
        </main>
        </body>
        </html>

        """

    private static let article = """
        <!DOCTYPE html>
        <html lang="{{language}}">
        <head>
        {{> head}}
        <title>{{title}}</title>
        <link rel="canonical" href="{{canonical}}">
        {{#description}}<meta name="description" content="{{.}}">
        {{/description}}<meta property="og:type" content="article">
        <meta property="og:title" content="{{title}}">
        <meta property="og:url" content="{{canonical}}">
        {{#image}}<meta property="og:image" content="{{.}}">
        {{/image}}<meta property="article:published_time" content="{{moment}}">
        {{#documents}}<link rel="alternate" type="{{type}}" title="{{feedTitle}} ({{name}})" href="{{url}}">
        {{/documents}}</head>
        <body>
        <header><p><a href="{{link}}">{{feedTitle}}</a></p></header>
        <main>
        <article>
        {{#heading}}<h1>{{.}}</h1>{{/heading}}
        <p class="soft"><time datetime="{{moment}}">{{day}}</time>{{#authors}} · {{.}}{{/authors}}</p>
        {{{content}}}
        </article>
        </main>
        </body>
        </html>

        """

    private static let notice = """
        <!DOCTYPE html>
        <html lang="{{language}}">
        <head>
        {{> head}}
        <title>{{title}}</title>
        </head>
        <body>
        <main>
        <h1>{{title}}</h1>
        <p>{{text}}</p>
        </main>
        </body>
        </html>

        """
}
