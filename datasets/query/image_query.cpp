// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/query/image_query.h"

#include <algorithm>
#include <cmath>
#include <regex>
#include <utility>

#include "datasets/plain_numbers.h"
#include "datasets/plain_text.h"
#include "engine/base/user_error.h"

namespace anchor {
namespace {

using Term = ImageQuery::Term;

[[noreturn]] void refuse(const Term& term, const Message& reason, const Message& remedy) {
  throw UserError({term.key + ":" + term.value, 0, reason, remedy});
}

std::vector<double> numbers(const Term& term, size_t count) {
  std::string text = term.value;
  if (text.size() >= 2 && text.front() == '[' && text.back() == ']') text = text.substr(1, text.size() - 2);
  std::vector<double> values;
  for (size_t at = 0; at <= text.size();) {
    const size_t end = std::min(text.find(',', at), text.size());
    const auto value = plainNumber(std::string_view(text).substr(at, end - at));
    if (!value)
      refuse(term, say("contains a value that is not a number"), say("Write %1:[0.2,0.8]", term.key));
    values.push_back(*value);
    at = end + 1;
  }
  if (values.size() == 1 && count == 2) values.push_back(values.front());
  if (values.size() != count)
    refuse(term, say("needs %1 numbers", count), say("Write them in brackets, separated by commas"));
  return values;
}

/// Keys of a query and, where they are few, their values.
const std::vector<std::pair<std::string, std::vector<std::string>>> known{
    {"class", {}},
    {"split", {"train", "val", "test", "none"}},
    {"state", {"unlabelled", "labelled", "negative"}},
    {"review", {"none", "verified", "unsure"}},
    {"flag", {"difficult", "truncated", "occluded", "crowd"}},
    {"origin", {"person", "import", "model", "proposal"}},
    {"attribute", {}},
    {"boxes", {}},
    {"score", {}},
    {"size", {}},
    {"aspect", {}},
    {"centre", {}},
    {"predictions", {"yes"}},
    {"unreadable", {"yes"}},
    {"lint", {}},
    {"regex", {}}};

/// By their names of older versions.
std::string presentKey(std::string key) {
  key = lowerCase(std::move(key));
  return key == "ghosts" ? "predictions" : key == "trouble" ? "unreadable" : key;
}

int position(const Term& term) {
  const std::vector<std::string> names = queryValues(term.key);
  const auto found = std::ranges::find(names, lowerCase(term.value));
  if (found != names.end()) return static_cast<int>(found - names.begin());
  std::string all;
  for (const std::string& name : names) all += (all.empty() ? "" : ", ") + name;
  refuse(term, say("is not known"), say("Known: %1", all));
}

/// How many letters differ, are missing or too many.
size_t distance(const std::string& a, const std::string& b) {
  std::vector<size_t> row(b.size() + 1);
  for (size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (size_t i = 1; i <= a.size(); ++i) {
    size_t corner = std::exchange(row[0], i);
    for (size_t j = 1; j <= b.size(); ++j) {
      const size_t swapped = corner + (a[i - 1] == b[j - 1] ? 0 : 1);
      corner = std::exchange(row[j], std::min({swapped, row[j] + 1, row[j - 1] + 1}));
    }
  }
  return row.back();
}

/// The name that somebody may have meant; empty when none is near.
std::string nearest(const std::string& word, const std::vector<std::string>& names) {
  std::string best;
  size_t least = std::clamp<size_t>(word.size() / 2, 1, 2) + 1;
  for (const std::string& name : names) {
    const size_t far = distance(lowerCase(word), lowerCase(name));
    if (far < least) best = name;
    least = std::min(least, far);
  }
  return best;
}

std::string listed(const std::vector<std::string>& names, const char* after) {
  constexpr size_t most = 20;
  std::string all;
  for (size_t i = 0; i < std::min(most, names.size()); ++i) all += (i == 0 ? "" : ", ") + names[i] + after;
  return names.size() > most ? all + ", …" : all;
}

[[noreturn]] void refuseKey(const std::string& key) {
  if (const std::string meant = nearest(key, queryKeys()); !meant.empty())
    throw UserError({"", 0, say("There is no search term %1:", key), say("Did you mean %1:?", meant)});
  throw UserError({"", 0, say("There is no search term %1:", key),
                   say("Use %1; write a name with a colon in quotes", listed(queryKeys(), ":"))});
}

/// The class's own spelling.
std::string classNamed(const std::string& name, const std::vector<std::string>& names) {
  if (std::ranges::find(names, name) != names.end()) return name;
  const auto same = [&name](const std::string& other) { return lowerCase(other) == lowerCase(name); };
  if (const auto found = std::ranges::find_if(names, same); found != names.end()) return *found;
  if (names.empty()) throw UserError({"", 0, say("This project has no classes yet"), {}});
  const std::string meant = nearest(name, names);
  throw UserError({"", 0, say("No class is called %1", name),
                   meant.empty() ? say("Classes: %1", listed(names, "")) : say("Did you mean %1?", meant)});
}

/// Conditions on images and on one of their boxes, with the values they bind.
class Builder {
 public:
  std::string bind(const std::string& value) {
    m_values.push_back(value);
    return "?" + std::to_string(m_values.size());
  }
  std::string bindNumber(double value) {
    // As text in SQL, so that the comparison is one of numbers.
    return "CAST(" + bind(plainText(value)) + " AS REAL)";
  }
  void image(const Term& term, const std::string& condition) {
    m_image += " AND " + std::string(term.inverted ? "NOT " : "") + "(" + condition + ")";
  }
  void box(const Term& term, const std::string& condition) {
    if (term.inverted)
      m_image += " AND NOT EXISTS(SELECT 1 FROM boxes b WHERE b.image = images.id AND " + condition + ")";
    else
      m_box += " AND " + condition;
  }
  std::string within(const Term& term, const std::string& what) {
    const auto v = numbers(term, 2);
    return "(" + what + ") BETWEEN " + bindNumber(v[0]) + " AND " + bindNumber(v[1]);
  }
  [[nodiscard]] std::string condition() const {
    return "1" + m_image +
           (m_box.empty() ? "" : " AND EXISTS(SELECT 1 FROM boxes b WHERE b.image = images.id" + m_box + ")");
  }
  [[nodiscard]] const std::vector<std::string>& values() const { return m_values; }

 private:
  std::string m_image, m_box;
  std::vector<std::string> m_values;
};

/// False when SQL cannot answer the term.
bool addTerm(Builder& q, const Term& t) {
  if (t.key == "class") {
    q.box(t, "b.class IN (SELECT id FROM classes WHERE name = " + q.bind(t.value) + ")");
  } else if (t.key == "split") {
    const std::string split = queryValues(t.key)[static_cast<size_t>(position(t))];
    q.image(t, "split = " + q.bind(split == "none" ? "" : split));
  } else if (t.key == "state") {
    q.image(t, "state = " + std::to_string(position(t)));
  } else if (t.key == "review") {
    q.image(t, "review = " + std::to_string(position(t)));
  } else if (t.key == "flag") {
    q.box(t, "b." + queryValues(t.key)[static_cast<size_t>(position(t))] + " = 1");
  } else if (t.key == "origin") {
    q.box(t, "b.origin = " + std::to_string(position(t)));
  } else if (t.key == "attribute") {
    const size_t equals = t.value.find('=');
    if (equals == std::string::npos)
      refuse(t, say("needs a name and a value"), say("Write attribute:colour=red"));
    q.box(t, "EXISTS(SELECT 1 FROM json_each(b.attributes) WHERE json_each.key = " +
                 q.bind(t.value.substr(0, equals)) +
                 " AND json_each.value = " + q.bind(t.value.substr(equals + 1)) + ")");
  } else if (t.key == "boxes") {
    q.image(t, q.within(t, "SELECT count(*) FROM boxes WHERE boxes.image = images.id"));
  } else if (t.key == "score") {
    // A label that a model proposed, or a prediction that waits for an answer.
    const std::string label = q.within(t, "b.score");
    const std::string prediction = q.within(t, "p.score");
    q.image(t, "EXISTS(SELECT 1 FROM boxes b WHERE b.image = images.id AND b.score >= 0 AND " + label +
                   ") OR EXISTS(SELECT 1 FROM predictions p WHERE p.image = images.id AND " + prediction +
                   ")");
  } else if (t.key == "size") {
    const auto v = numbers(t, 2);
    q.box(t, "((b.x2 - b.x1) * (b.y2 - b.y1)) BETWEEN " + q.bindNumber(v[0] * v[0]) + " AND " +
                 q.bindNumber(v[1] * v[1]));
  } else if (t.key == "aspect") {
    q.box(t, q.within(t, "(b.x2 - b.x1) / (b.y2 - b.y1)"));
  } else if (t.key == "centre") {
    const auto v = numbers(t, 4);
    q.box(t, "(b.x1 + b.x2) / 2 / images.width BETWEEN " + q.bindNumber(v[0]) + " AND " + q.bindNumber(v[2]) +
                 " AND (b.y1 + b.y2) / 2 / images.height BETWEEN " + q.bindNumber(v[1]) + " AND " +
                 q.bindNumber(v[3]));
  } else if (t.key == "predictions") {
    position(t);
    q.image(t, "EXISTS(SELECT 1 FROM predictions p WHERE p.image = images.id)");
  } else if (t.key == "unreadable") {
    position(t);
    q.image(t, "trouble != ''");
  } else {
    return false;
  }
  return true;
}

/// Terms about the path and about lint, which C++ answers.
bool holds(const Term& term, const std::string& path, int64_t image, const ImageMarks& marks,
           const std::regex* expression) {
  bool fits = false;
  if (term.key == "regex") {
    fits = std::regex_search(path, *expression);
  } else if (term.key == "lint") {
    for (const auto& [kind, images] : marks)
      fits = fits || ((term.value == "any" || term.value == kind) && images.contains(image));
  } else {
    fits = lowerCase(path).find(lowerCase(term.value)) != std::string::npos;
  }
  return fits != term.inverted;
}

/// A term before it is understood.
struct Typed {
  std::string raw;                   ///< with its quotes
  std::string word;                  ///< without them
  size_t colon = std::string::npos;  ///< the first that stands in no quotes, in `word`
};

std::vector<Typed> split(const std::string& text) {
  std::vector<Typed> all;
  Typed term;
  bool quoted = false;
  for (const char c : text + ' ') {
    if (c == ' ' && !quoted) {
      if (!term.raw.empty()) all.push_back(std::exchange(term, {}));
      continue;
    }
    term.raw += c;
    if (c == '"') {
      quoted = !quoted;
      continue;
    }
    if (c == ':' && !quoted && term.colon == std::string::npos) term.colon = term.word.size();
    term.word += c;
  }
  if (!term.raw.empty()) all.push_back(std::move(term));  // a quote that nobody closed
  return all;
}

/// Whether something before a colon was meant as a key: letters alone, and more than a drive's.
bool looksLikeKey(const std::string& word) {
  return word.size() > 1 && std::ranges::all_of(lowerCase(word), [](char c) { return c >= 'a' && c <= 'z'; });
}

}  // namespace

std::vector<std::string> typedTerms(const std::string& text) {
  std::vector<std::string> terms;
  for (Typed& typed : split(text)) terms.push_back(std::move(typed.raw));
  return terms;
}

std::string quotedTerm(const std::string& value) {
  return value.find_first_of(" :") == std::string::npos ? value : '"' + value + '"';
}

const std::vector<std::string>& queryKeys() {
  static const std::vector<std::string> keys = [] {
    std::vector<std::string> all;
    for (const auto& entry : known) all.push_back(entry.first);
    return all;
  }();
  return keys;
}

std::vector<std::string> queryValues(const std::string& key) {
  const auto found = std::ranges::find(known, key, [](const auto& entry) { return entry.first; });
  return found == known.end() ? std::vector<std::string>() : found->second;
}

ImageQuery parseImageQuery(const std::string& text) {
  ImageQuery query;
  for (const Typed& typed : split(text)) {
    Term term{"", typed.word, typed.word.size() > 1 && typed.word.front() == '-'};
    size_t colon = typed.colon;
    if (term.inverted) {
      term.value.erase(0, 1);
      if (colon != std::string::npos) --colon;
    }
    const std::string key = colon == std::string::npos ? "" : presentKey(term.value.substr(0, colon));
    if (looksLikeKey(key)) {
      if (std::ranges::find(queryKeys(), key) == queryKeys().end()) refuseKey(key);
      term.key = key;
      term.value.erase(0, colon + 1);
      if (term.value.empty()) refuse(term, say("has no value"), say("Write one after the colon"));
    }
    query.terms.push_back(std::move(term));
  }
  Builder check;
  for (const Term& term : query.terms) {
    addTerm(check, term);
    if (term.key != "regex") continue;
    try {
      const std::regex trial(term.value, std::regex::icase);
    } catch (const std::regex_error&) {
      refuse(term, say("is not a valid regular expression"), say("Look for unpaired brackets"));
    }
  }
  return query;
}

std::vector<int64_t> matchingImages(const ProjectStore& project, const ImageQuery& query,
                                    const ImageMarks& marks) {
  std::vector<std::string> classes;
  for (const LabelClass& label : project.classes()) classes.push_back(label.name);
  Builder builder;
  std::vector<std::pair<Term, std::regex>> rest;
  for (Term term : query.terms) {
    if (term.key == "class") term.value = classNamed(term.value, classes);
    if (!addTerm(builder, term))
      rest.emplace_back(term, term.key == "regex" ? std::regex(term.value, std::regex::icase) : std::regex());
  }
  std::vector<int64_t> found = project.imagesWhere(builder.condition(), builder.values());
  if (rest.empty()) return found;
  std::map<int64_t, std::string> paths;
  for (const ImageEntry& image : project.images()) paths[image.id] = image.path;
  std::erase_if(found, [&](int64_t image) {
    return !std::ranges::all_of(
        rest, [&](const auto& term) { return holds(term.first, paths[image], image, marks, &term.second); });
  });
  return found;
}

std::map<int64_t, double> labellingGain(const ProjectStore& project) {
  std::map<int64_t, double> gain;
  project.forEachPrediction(
      [&](int64_t image, const Prediction& p) { gain[image] += p.score + 1 - std::abs(2 * p.score - 1); });
  return gain;
}

}  // namespace anchor
