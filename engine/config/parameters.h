// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The one table of all fields of a configuration. JSON, checks, --set, the parameter tree, the inspector's
// sliders and the manual's page of parameters walk it: a new field is a member in run_config.h and a row
// here.

#include <algorithm>
#include <array>
#include <initializer_list>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "engine/config/run_config.h"

namespace anchor {

/// A member that is an enumeration of choices.h, read and written by its names.
class ChoicePlace {
 public:
  template <Choice E>
  explicit constexpr ChoicePlace(E* member)
      : m_member(member),
        m_names(choiceNames<E>),
        m_get([](const void* at) { return static_cast<size_t>(*static_cast<const E*>(at)); }),
        m_set([](void* at, size_t value) { *static_cast<E*>(at) = static_cast<E>(value); }) {}
  [[nodiscard]] std::span<const char* const> names() const { return m_names; }
  [[nodiscard]] const char* name() const { return m_names[m_get(m_member)]; }
  [[nodiscard]] const void* member() const { return m_member; }
  /// False, and nothing is written, where no value has this name.
  [[nodiscard]] bool setName(std::string_view name) const;

 private:
  void* m_member;
  std::span<const char* const> m_names;
  size_t (*m_get)(const void*);
  void (*m_set)(void*, size_t);
};

/// Where a field lies in a configuration.
using ParameterPlace = std::variant<bool*, int*, float*, std::string*, std::vector<int>*, std::vector<float>*,
                                    std::vector<std::string>*, std::array<float, 4>*,
                                    std::vector<DeltaNormalisation>*, ChoicePlace>;

/// Of a number, or of each number of a list.
struct Range {
  double least = -std::numeric_limits<double>::infinity();
  double most = std::numeric_limits<double>::infinity();
  bool leastExcluded = false, mostExcluded = false;
  bool orZero = false;
  /// Instead of those that the bounds give, where another field sets a bound.
  Message (*words)() = nullptr;
};
constexpr Range within(double least, double most) { return {least, most}; }
constexpr Range atLeast(double least) { return {.least = least}; }
constexpr Range above(double least) { return {.least = least, .leastExcluded = true}; }
constexpr Range aboveUpTo(double least, double most) {
  return {.least = least, .most = most, .leastExcluded = true};
}
constexpr Range upToNot(double least, double most) {
  return {.least = least, .most = most, .mostExcluded = true};
}
constexpr Range between(double least, double most) {
  return {.least = least, .most = most, .leastExcluded = true, .mostExcluded = true};
}
constexpr Range orZero(Range range) {
  range.orZero = true;
  return range;
}
constexpr Range said(Range range, Message (*words)()) {
  range.words = words;
  return range;
}

/// The texts that are allowed in a field that is a text, as its values are rows of another table.
class Choices {
 public:
  constexpr Choices(std::initializer_list<const char*> names) : m_count(names.size()) {
    std::copy(names.begin(), names.end(), m_names.begin());
  }
  [[nodiscard]] std::span<const char* const> names() const { return std::span(m_names).first(m_count); }

 private:
  std::array<const char*, 9> m_names{};
  size_t m_count;
};

/// A rule of one field only, for its number or each number of its list.
struct OwnRule {
  bool (*holds)(double);
  Message (*words)();
};

/// Every value of the field's type.
using Any = std::monostate;
using ParameterRule = std::variant<Any, Range, Choices, OwnRule>;

/// The part of the range that a slider offers; step 0: there is none.
struct Slider {
  double low = 0, high = 0, step = 0;
};
inline constexpr Slider noSlider{};

enum class SetBy { Person, Program };

struct Parameter {
  const char* path;  ///< as in config.json: "rpn_budget.fraction"
  ParameterPlace (*in)(RunConfig&);
  ParameterRule rule;
  const char* says;      ///< one or two sentences in English, translated in context "Parameters"
  const char* original;  ///< its names elsewhere: py-faster-rcnn's config.py first; may be empty
  Slider slider = noSlider;
  SetBy setBy = SetBy::Person;
};

/// All fields, in the order of config.json.
std::span<const Parameter> parameters();
/// Null where there is no such field.
const Parameter* parameterAt(std::string_view path);
/// Those below a section ("rois") or of a path itself.
std::vector<const Parameter*> parametersBelow(std::string_view section);

/// A section's title, translated in context "Parameters"; empty where it has none.
const char* sectionTitle(std::string_view section);

Json valueOf(const RunConfig& config, const Parameter& parameter);
/// Throws UserError at `place` where the value has another type than the field, or is none of its choices.
void setValue(RunConfig& config, const Parameter& parameter, const Json& value, const std::string& place);

/// One field by its path, or a section as an object. Throws UserError at "place.path" where there is no such
/// field, naming those that there are.
void setField(RunConfig& config, const std::string& path, const Json& value, const std::string& place);

/// Every number of it is one.
bool isFinite(const RunConfig& config, const Parameter& parameter);
bool holdsRule(const RunConfig& config, const Parameter& parameter);

/// The names to choose from, of an enumeration or of a text with Choices; empty where any value may be
/// written.
std::span<const char* const> choicesOf(const Parameter& parameter);

/// What values are allowed; empty where every value is.
Message ruleWords(const Parameter& parameter);

/// Settings of py-faster-rcnn's config.py that have no field here, with the reason.
struct AbsentParameter {
  const char* original;
  const char* reason;
};
std::span<const AbsentParameter> absentParameters();

}  // namespace anchor
