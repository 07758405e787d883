// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// One list of fields serves reading and writing: describe(visitor, value) names each member once.

#include <cmath>
#include <concepts>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/user_error.h"

namespace anchor {

using Json = nlohmann::ordered_json;

class FieldReader;
class FieldWriter;

template <class T>
concept Described = requires(FieldWriter& visitor, T& value) {
  describe(visitor, value);
};

/// A whole number that T holds; 1e3 and 1000.0 are whole. The library's own conversion cuts fractions off and
/// takes what is too great for T, and booleans, for anything. Throws Json::type_error.
template <std::integral T>
T wholeNumber(const Json& json) {
  const auto refuse = [&] [[noreturn]] {
    throw Json::type_error::create(302, "must be a whole number, within the bounds of its kind", &json);
  };
  if (json.is_number_unsigned()) {
    const auto value = json.get<uint64_t>();
    if (!std::in_range<T>(value)) refuse();
    return static_cast<T>(value);
  }
  if (json.is_number_integer()) {
    const auto value = json.get<int64_t>();
    if (!std::in_range<T>(value)) refuse();
    return static_cast<T>(value);
  }
  if (!json.is_number_float()) refuse();
  const double value = json.get<double>();
  // The greatest of T may round up to the first number beyond it.
  const double beyond = std::ldexp(1.0, std::numeric_limits<T>::digits);
  const double least = std::numeric_limits<T>::is_signed ? -beyond : 0;
  if (!(value >= least && value < beyond) || value != std::floor(value)) refuse();
  return static_cast<T>(value);
}

/// A number that T holds; the library takes a boolean for one, and what is too great for infinity. Throws
/// Json::type_error.
template <std::floating_point T>
T realNumber(const Json& json) {
  if (!json.is_number() || std::abs(json.get<double>()) > std::numeric_limits<T>::max())
    throw Json::type_error::create(302, "must be a number, within the bounds of its kind", &json);
  return static_cast<T>(json.get<double>());
}

/// A field's value as T; whole numbers as above, in lists too. Throws the library's exceptions.
template <class T>
void readValue(const Json& json, T& value) {
  if constexpr (std::integral<T> && !std::same_as<T, bool>)
    value = wholeNumber<T>(json);
  else if constexpr (std::floating_point<T>)
    value = realNumber<T>(json);
  else
    json.get_to(value);
}
template <std::floating_point T>
void readValue(const Json& json, std::vector<T>& values) {
  if (!json.is_array()) throw Json::type_error::create(302, "must be a list", &json);
  values.clear();
  for (const Json& item : json) values.push_back(realNumber<T>(item));
}
template <std::integral T>
requires(!std::same_as<T, bool>) void readValue(const Json& json, std::vector<T>& values) {
  if (!json.is_array()) throw Json::type_error::create(302, "must be a list", &json);
  values.clear();
  for (const Json& item : json) values.push_back(wholeNumber<T>(item));
}

/// Writes members into a JSON object in the order of the list.
class FieldWriter {
 public:
  template <class T>
  void operator()(const char* name, T& value) {
    if constexpr (Described<T>) {
      FieldWriter inner;
      describe(inner, value);
      m_json[name] = std::move(inner.m_json);
    } else {
      m_json[name] = value;
    }
  }
  Json take() { return std::move(m_json); }

 private:
  Json m_json = Json::object();
};

/// Reads members that are present; absent ones keep their value. Names the field in every error, and refuses
/// fields that nothing asked for when finish() is called with strict.
class FieldReader {
 public:
  FieldReader(const Json& json, std::string place) : m_json(json), m_place(std::move(place)) {
    if (!json.is_object()) throw UserError(m_place, say("must be a JSON object"));
  }
  template <class T>
  void operator()(const char* name, T& value) {
    m_known.insert(name);
    const auto found = m_json.find(name);
    if (found == m_json.end()) return;
    const std::string place = m_place.empty() ? name : m_place + "." + name;
    if constexpr (Described<T>) {
      FieldReader inner(*found, place);
      inner.m_strict = m_strict;
      describe(inner, value);
      inner.finish();
    } else {
      try {
        readValue(*found, value);
      } catch (const nlohmann::json::exception&) {
        throw UserError(place, say("has the wrong type: %1", found->dump().substr(0, 80)));
      }
    }
  }
  void strict() { m_strict = true; }
  void finish() const {
    if (!m_strict) return;
    for (const auto& [name, value] : m_json.items())
      if (!m_known.contains(name))
        throw UserError(m_place.empty() ? name : m_place + "." + name, say("is not a known field"));
  }

 private:
  const Json& m_json;
  std::string m_place;
  std::set<std::string> m_known;
  bool m_strict = false;
};

template <Described T>
Json toJson(const T& value) {
  FieldWriter writer;
  T copy = value;
  describe(writer, copy);
  return writer.take();
}

/// strict: unknown fields are errors (configurations); else they are skipped (events of a newer engine).
template <Described T>
void fromJson(const Json& json, T& value, const std::string& place, bool strict) {
  FieldReader reader(json, place);
  if (strict) reader.strict();
  describe(reader, value);
  reader.finish();
}

/// Parses text; the error names the place and the position. At most 64 nested levels.
Json parseJson(std::string_view text, const std::string& place);

}  // namespace anchor
