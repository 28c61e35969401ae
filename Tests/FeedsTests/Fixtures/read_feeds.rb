# Reads documents as Ruby's own library does in its strict mode, and prints the entries of each as JSON.

require "json"
require "rss"

def entries(feed)
  if feed.is_a?(RSS::Atom::Feed)
    feed.entries.map do |entry|
      enclosures = entry.links.select { |link| link.rel == "enclosure" }
      [entry.id.content, entry.title&.content, entry.published.content, enclosures.map(&:href)]
    end
  else
    feed.items.map { |item| [item.guid.content, item.title, item.pubDate, [item.enclosure&.url].compact] }
  end
end

found = ARGV.to_h do |path|
  feed = RSS::Parser.parse(File.read(path, encoding: "UTF-8"), validate: true)
  raise "#{path} is no feed" unless feed
  [File.basename(path), entries(feed).map do |id, title, date, enclosures|
    { id: id, title: title.to_s, date: date.to_i, enclosures: enclosures }
  end]
end
puts JSON.generate(found)
