/// The built-in templates.
enum PageTemplates {
    static let all = ["head": head, "home": home, "feed": feed, "article": article, "notice": notice]

    /// The empty icon keeps browsers from asking for one.
    private static let head = """
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <link rel="icon" href="data:,">
        <style>
        :root { color-scheme: light dark; --ink: #1c1b1a; --soft: #5d5a56; --paper: #fdfcfa; --shade: #f3f1ec; --line: #d9d5cd; --link: #0a5194; }
        @media (prefers-color-scheme: dark) {
          :root { --ink: #e8e6e3; --soft: #aaa6a0; --paper: #171615; --shade: #232120; --line: #3b3835; --link: #8fbcf2; }
        }
        *, ::before, ::after { box-sizing: border-box; }
        html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
        body { margin: 0 auto; max-width: 42rem; padding: 2rem 1.25rem 4rem; background: var(--paper); color: var(--ink);
          font: 1.0625rem/1.65 system-ui, sans-serif; overflow-wrap: break-word; }
        h1, h2, h3, h4, h5, h6 { line-height: 1.25; margin: 2rem 0 .6rem; text-wrap: balance; }
        h1 { font-size: 1.9rem; margin: .5rem 0; }
        h2 { font-size: 1.35rem; }
        h3 { font-size: 1.125rem; }
        h4, h5, h6 { font-size: 1rem; }
        p, ul, ol, dl, pre, table, figure, blockquote { margin: 0 0 1.1rem; }
        li > ul, li > ol { margin: 0; }
        a { color: var(--link); text-underline-offset: .15em; }
        a:hover { text-decoration-thickness: 2px; }
        :focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 2px; }
        img, video, audio { max-width: 100%; height: auto; }
        code, pre, kbd, samp { font-family: ui-monospace, monospace; font-size: .9em; }
        code { background: var(--shade); padding: .1em .3em; border-radius: .25em; }
        pre { overflow-x: auto; padding: .8rem 1rem; background: var(--shade); border-radius: .4rem; line-height: 1.5; }
        pre code { background: none; padding: 0; font-size: 1em; }
        table { border-collapse: collapse; display: block; max-width: 100%; overflow-x: auto; }
        td, th { border-bottom: 1px solid var(--line); padding: .4rem 1.2rem .4rem 0; text-align: start; vertical-align: top; }
        td code, th code { white-space: nowrap; }
        blockquote { margin-inline: 0; padding-inline-start: 1rem; border-inline-start: 3px solid var(--line); color: var(--soft); }
        hr { border: 0; border-top: 1px solid var(--line); margin: 2rem 0; }
        sup { line-height: 0; }
        header { margin-bottom: 1.5rem; }
        header p { margin: .3rem 0; }
        footer { margin-top: 3rem; padding-top: 1rem; border-top: 1px solid var(--line); }
        .soft { color: var(--soft); }
        .list { list-style: none; padding: 0; }
        .list > li { padding: 1rem 0; border-top: 1px solid var(--line); }
        .list h2 { font-size: 1.15rem; margin: 0; }
        .list p { margin: .25rem 0 0; }
        .formats a { display: inline-block; margin: .35rem 0; margin-inline-end: .5rem; padding: .3rem .9rem; border: 1px solid var(--line);
          border-radius: 2rem; text-decoration: none; }
        .formats a:hover { border-color: currentColor; }
        @media print { .formats, footer { display: none; } }
        </style>

        """

    private static let home = """
        <!DOCTYPE html>
        <html lang="{{language}}" dir="{{direction}}">
        <head>
        {{> head}}
        <title>{{title}}</title>
        {{#feeds}}{{#documents}}<link rel="alternate" type="{{type}}" title="{{feedTitle}} ({{name}})" href="{{url}}">
        {{/documents}}{{/feeds}}</head>
        <body>
        <header><h1 dir="auto">{{title}}</h1></header>
        <main>
        <ul class="list">
        {{#feeds}}<li lang="{{language}}" dir="{{direction}}"><h2><a href="{{link}}">{{title}}</a></h2>{{#description}}<p>{{.}}</p>{{/description}}
        <p class="formats">{{#documents}}<a href="{{url}}" type="{{type}}" aria-label="{{feedTitle}}: {{name}}">{{name}}</a>{{/documents}}</p></li>
        {{/feeds}}{{^feeds}}<li>There is no feed here yet.</li>
        {{/feeds}}</ul>
        </main>
        <footer><p><a href="{{opml}}">All feeds as OPML</a></p></footer>
        </body>
        </html>

        """

    private static let feed = """
        <!DOCTYPE html>
        <html lang="{{language}}" dir="{{direction}}">
        <head>
        {{> head}}
        <title>{{title}}</title>
        {{#documents}}<link rel="alternate" type="{{type}}" title="{{feedTitle}} ({{name}})" href="{{url}}">
        {{/documents}}</head>
        <body>
        <header>
        <h1 dir="auto">{{title}}</h1>
        {{#description}}<p dir="auto">{{.}}</p>{{/description}}
        <p class="soft" lang="en" dir="ltr">This is a feed: give one of these addresses to a feed reader, and new entries come to you.</p>
        <p class="formats">{{#documents}}<a href="{{url}}" type="{{type}}">{{name}}</a>{{/documents}}</p>
        </header>
        <main>
        <ul class="list">
        {{#entries}}<li{{#language}} lang="{{.}}"{{/language}}{{#direction}} dir="{{.}}"{{/direction}}><h2 dir="auto"><a href="{{link}}">{{title}}</a></h2>
        <p class="soft"><time datetime="{{moment}}">{{day}}</time></p>{{#summary}}<p dir="auto">{{.}}</p>{{/summary}}</li>
        {{/entries}}{{^entries}}<li lang="en" dir="ltr">There is no article here yet.</li>
        {{/entries}}</ul>
        </main>
        <footer lang="en" dir="ltr"><p><a href="{{home}}">All feeds</a></p></footer>
        </body>
        </html>

        """

    private static let article = """
        <!DOCTYPE html>
        <html lang="{{language}}" dir="{{direction}}">
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
        <header><p lang="{{feedLanguage}}" dir="auto"><a href="{{link}}">{{feedTitle}}</a></p></header>
        <main>
        <article>
        {{#heading}}<h1 dir="auto">{{.}}</h1>{{/heading}}
        <p class="soft"><time datetime="{{moment}}">{{day}}</time>{{#authors}} · <bdi>{{.}}</bdi>{{/authors}}</p>
        {{{content}}}
        </article>
        </main>
        </body>
        </html>

        """

    private static let notice = """
        <!DOCTYPE html>
        <html lang="{{language}}" dir="{{direction}}">
        <head>
        {{> head}}
        <title>{{title}}</title>
        </head>
        <body>
        <main>
        <h1>{{title}}</h1>
        <p>{{text}}</p>
        <p><a href="{{home}}">See what is here</a></p>
        </main>
        </body>
        </html>

        """
}
