// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/query/image_query.h"

#include <algorithm>
#include <cmath>
#include <regex>

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

int position(const Term& term, std::initializer_list<const char*> names) {
  const auto found = std::find(names.begin(), names.end(), term.value);
  if (found != names.end()) return static_cast<int>(found - names.begin());
  std::string all;
  for (const char* name : names) all += (all.empty() ? "" : ", ") + std::string(name);
  refuse(term, say("is not known"), say("Known: %1", all));
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
    position(t, {"train", "val", "test", "none"});
    q.image(t, "split = " + q.bind(t.value == "none" ? "" : t.value));
  } else if (t.key == "state") {
    q.image(t, "state = " + std::to_string(position(t, {"unlabelled", "labelled", "negative"})));
  } else if (t.key == "review") {
    q.image(t, "review = " + std::to_string(position(t, {"none", "verified", "unsure"})));
  } else if (t.key == "flag") {
    position(t, {"difficult", "truncated", "occluded", "crowd"});
    q.box(t, "b." + t.value + " = 1");
  } else if (t.key == "origin") {
    q.box(t, "b.origin = " + std::to_string(position(t, {"person", "import", "model", "proposal"})));
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
  } else if (t.key == "predictions" || t.key == "ghosts") {
    position(t, {"yes"});
    q.image(t, "EXISTS(SELECT 1 FROM predictions p WHERE p.image = images.id)");
  } else if (t.key == "unreadable" || t.key == "trouble") {
    position(t, {"yes"});
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

const std::set<std::string> keys{"class",       "split",      "state", "review", "flag",   "origin",
                                 "attribute",   "boxes",      "score", "size",   "aspect", "centre",
                                 "predictions", "unreadable", "lint",  "regex",  "ghosts", "trouble"};

}  // namespace

ImageQuery parseImageQuery(const std::string& text) {
  ImageQuery query;
  std::string word;
  bool quoted = false;
  bool any = false;
  const auto finish = [&] {
    if (!any) return;
    Term term{"", word, false};
    if (term.value.size() > 1 && term.value.front() == '-') {
      term.inverted = true;
      term.value.erase(0, 1);
    }
    const size_t colon = term.value.find(':');
    if (colon != std::string::npos && keys.contains(lowerCase(term.value.substr(0, colon)))) {
      term.key = lowerCase(term.value.substr(0, colon));
      term.value.erase(0, colon + 1);
      if (term.value.empty()) refuse(term, say("has no value"), say("Write one after the colon"));
    }
    query.terms.push_back(std::move(term));
    word.clear();
    any = false;
  };
  for (const char c : text) {
    if (c == '"') {
      quoted = !quoted;
      any = true;
    } else if (c == ' ' && !quoted) {
      finish();
    } else {
      word += c;
      any = true;
    }
  }
  finish();
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
  Builder builder;
  std::vector<std::pair<Term, std::regex>> rest;
  for (const Term& term : query.terms)
    if (!addTerm(builder, term))
      rest.emplace_back(term, term.key == "regex" ? std::regex(term.value, std::regex::icase) : std::regex());
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
