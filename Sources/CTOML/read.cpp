#include "CTOML.h"

#include <algorithm>
#include <cstring>
#include <sstream>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

// The parser reports what some of its assertions take for impossible ("[[["): they must neither stop us nor be assumed.
#undef NDEBUG
#define TOML_ASSERT(condition) static_cast<void>(0)
#define TOML_EXCEPTIONS 0
#define TOML_ENABLE_FORMATTERS 0
#include <toml++/toml.h>

namespace {

struct Teller {
    ctoml_listener listener;
    void *context;

    void tell(ctoml_event event, std::string_view key, std::string_view text = {}) const {
        event.key = key.data();
        event.key_length = key.size();
        event.text = text.data();
        event.text_length = text.size();
        listener(context, &event);
    }

    void tell(std::string_view key, uint32_t line, const toml::node &node) const {
        ctoml_event event{};
        event.line = line;
        node.visit([&](const auto &value) {
            if constexpr (toml::is_table<decltype(value)>) {
                event.kind = CTOML_TABLE;
                tell(event, key);
                tell_entries(value);
            } else if constexpr (toml::is_array<decltype(value)>) {
                event.kind = CTOML_LIST;
                tell(event, key);
                for (auto &element : value) tell({}, element.source().begin.line, element);
                event.kind = CTOML_END;
                tell(event, {});
            } else if constexpr (toml::is_string<decltype(value)>) {
                event.kind = CTOML_TEXT;
                tell(event, key, value.get());
            } else if constexpr (toml::is_integer<decltype(value)>) {
                event.kind = CTOML_INTEGER;
                event.integer = value.get();
                tell(event, key);
            } else if constexpr (toml::is_floating_point<decltype(value)>) {
                event.kind = CTOML_NUMBER;
                event.number = value.get();
                tell(event, key);
            } else if constexpr (toml::is_boolean<decltype(value)>) {
                event.kind = CTOML_FLAG;
                event.integer = value.get();
                tell(event, key);
            } else {
                event.kind = CTOML_MOMENT;
                std::ostringstream text;
                text << value.get();
                tell(event, key, text.str());
            }
        });
    }

    // toml++ sorts by key; the author's order is the better one for lists of maps and messages.
    void tell_entries(const toml::table &table) const {
        using Entry = std::pair<const toml::key *, const toml::node *>;
        std::vector<Entry> entries;
        entries.reserve(table.size());
        for (auto &&[key, node] : table) entries.emplace_back(&key, &node);
        auto place = [](const Entry &entry) {
            auto begin = entry.first->source().begin;
            return std::tuple(begin.line, begin.column);
        };
        std::stable_sort(entries.begin(), entries.end(),
                         [&](auto &a, auto &b) { return place(a) < place(b); });
        for (auto &[key, node] : entries) tell(key->str(), key->source().begin.line, *node);
        ctoml_event end{};
        end.kind = CTOML_END;
        tell(end, {});
    }
};

// toml++ bounds the depth of brackets, but not that of dots: a document of "a.a.a.a" would overflow the stack.
uint32_t line_of_too_many_dots(std::string_view text) {
    constexpr int most = 256;
    int dots = 0;
    uint32_t line = 1;
    for (char character : text) {
        if (character == '\n') ++line;
        if (character == '.') {
            if (++dots > most) return line;
        } else if (std::strchr("=[]{},\n", character)) {
            dots = 0;
        }
    }
    return 0;
}

}  // namespace

uint32_t ctoml_read(const char *text, size_t length, ctoml_listener listener, void *context, char *message,
                    size_t capacity) {
    auto refuse = [&](uint32_t line, std::string_view reason) {
        reason = reason.substr(0, capacity - 1);
        std::memcpy(message, reason.data(), reason.size());
        message[reason.size()] = 0;
        return std::max<uint32_t>(line, 1);
    };
    if (auto line = line_of_too_many_dots({text, length})) return refuse(line, "exceeded maximum nested keys");
    auto result = toml::parse(std::string_view(text, length));
    if (!result) {
        auto &error = result.error();
        return refuse(error.source().begin.line, error.description());
    }
    Teller{listener, context}.tell_entries(result.table());
    return 0;
}
