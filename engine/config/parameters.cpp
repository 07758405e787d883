// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/config/parameters.h"

#include <charconv>
#include <cmath>

#include "engine/config/parameter_rows.h"

namespace anchor {
namespace {

template <class T>
concept Number = std::same_as<T, int> || std::same_as<T, float>;

/// Whether `test` holds for the number, or for each number of a list; true where there are none.
template <class Test>
bool eachNumber(const ParameterPlace& place, const Test& test) {
  return std::visit(
      [&]<class P>(const P& at) {
        using T = std::remove_pointer_t<P>;
        if constexpr (Number<T>)
          return test(*at);
        else if constexpr (requires { requires Number<typename T::value_type>; })
          return std::ranges::all_of(*at, test);
        else
          return true;
      },
      place);
}

/// Bounds as the field's own type has them: 0.9 as a float where the field is one.
template <Number T>
bool inRange(const Range& range, T value) {
  const auto bound = [](double limit) {
    return std::same_as<T, float> ? double(static_cast<float>(limit)) : limit;
  };
  const double v = value, least = bound(range.least), most = bound(range.most);
  if (range.orZero && v == 0) return true;
  return (range.leastExcluded ? v > least : v >= least) && (range.mostExcluded ? v < most : v <= most);
}

std::string plainNumber(double value) {
  std::array<char, 32> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::general);
  return {text.data(), end.ptr};
}

Message rangeWords(const Range& r) {
  const std::string least = plainNumber(r.least), most = plainNumber(r.most);
  if (r.words != nullptr) return r.words();
  if (r.orZero) return say("0, or %1 to %2", least, most);
  if (std::isinf(r.most) && r.leastExcluded) return say("above %1", least);
  if (std::isinf(r.most)) return r.least == 0 ? say("%1 or more", least) : say("at least %1", least);
  if (r.leastExcluded && r.mostExcluded) return say("between %1 and %2", least, most);
  if (r.leastExcluded) return say("above %1, at most %2", least, most);
  return r.mostExcluded ? say("at least %1, below %2", least, most) : say("%1 to %2", least, most);
}

struct Section {
  std::string_view name;
  const char* title;
};
constexpr auto sections = std::to_array<Section>({
    {"network", QT_TRANSLATE_NOOP("Parameters", "Network")},
    {"anchors", QT_TRANSLATE_NOOP("Parameters", "Anchors")},
    {"input", QT_TRANSLATE_NOOP("Parameters", "Input")},
    {"objects", QT_TRANSLATE_NOOP("Parameters", "Objects")},
    {"assignment", QT_TRANSLATE_NOOP("Parameters", "Anchor labels")},
    {"rpn_budget", QT_TRANSLATE_NOOP("Parameters", "Anchor sampling")},
    {"train_proposals", QT_TRANSLATE_NOOP("Parameters", "Proposals, training")},
    {"test_proposals", QT_TRANSLATE_NOOP("Parameters", "Proposals, inference")},
    {"rois", QT_TRANSLATE_NOOP("Parameters", "Sampled RoIs")},
    {"losses", QT_TRANSLATE_NOOP("Parameters", "Losses")},
    {"recipe", QT_TRANSLATE_NOOP("Parameters", "Recipe")},
    {"solver", QT_TRANSLATE_NOOP("Parameters", "Solver")},
    {"test", QT_TRANSLATE_NOOP("Parameters", "Detections")},
});

constexpr auto absent = std::to_array<AbsentParameter>({
    {"TRAIN.PROPOSAL_METHOD, TEST.PROPOSAL_METHOD",
     QT_TRANSLATE_NOOP("Parameters", "proposals come from the RPN; selective search files are not read")},
    {"TRAIN.HAS_RPN, TEST.HAS_RPN",
     QT_TRANSLATE_NOOP("Parameters", "determined by recipe.kind and its stage")},
    {"TEST.SVM", QT_TRANSLATE_NOOP("Parameters", "Fast R-CNN always classifies with softmax")},
    {"DEDUP_BOXES",
     QT_TRANSLATE_NOOP(
         "Parameters",
         "only saves time with duplicate RoIs of selective search; the results are the same without it")},
    {"TRAIN.SNAPSHOT_INFIX, EXP_DIR, ROOT_DIR, DATA_DIR, MODELS_DIR, MATLAB",
     QT_TRANSLATE_NOOP("Parameters", "a run is a folder with its own name")},
    {"EPS", QT_TRANSLATE_NOOP("Parameters", "division by zero is prevented where it could occur")},
    {"USE_GPU_NMS, GPU_ID",
     QT_TRANSLATE_NOOP("Parameters", "determined by device; for several GPUs, use processes or torchrun")},
});

}  // namespace

std::span<const Parameter> parameters() {
  static const std::vector<Parameter> all = [] {
    std::vector<Parameter> rows;
    for (const auto& part :
         {headParameters(), networkParameters(), sampleParameters(), trainingParameters(), runParameters()})
      rows.insert(rows.end(), part.begin(), part.end());
    return rows;
  }();
  return all;
}

const Parameter* parameterAt(std::string_view path) {
  const auto found = std::ranges::find(parameters(), path, &Parameter::path);
  return found == parameters().end() ? nullptr : &*found;
}

std::vector<const Parameter*> parametersBelow(std::string_view section) {
  std::vector<const Parameter*> below;
  for (const Parameter& p : parameters()) {
    const std::string_view path = p.path;
    if (path.starts_with(section) && (path.size() == section.size() || path[section.size()] == '.'))
      below.push_back(&p);
  }
  return below;
}

const char* sectionTitle(std::string_view section) {
  const auto found = std::ranges::find(sections, section, &Section::name);
  return found == sections.end() ? "" : found->title;
}

ParameterPlace placeIn(const RunConfig& config, const Parameter& parameter) {
  return parameter.in(const_cast<RunConfig&>(config));
}

bool isFinite(const RunConfig& config, const Parameter& parameter) {
  const ParameterPlace place = placeIn(config, parameter);
  const auto finite = [](auto value) { return std::isfinite(static_cast<double>(value)); };
  if (const auto* each = std::get_if<std::vector<DeltaNormalisation>*>(&place))
    return std::ranges::all_of(**each, [&](const DeltaNormalisation& by) {
      return std::ranges::all_of(by.mean, finite) && std::ranges::all_of(by.std, finite);
    });
  return eachNumber(place, finite);
}

bool holdsRule(const RunConfig& config, const Parameter& parameter) {
  const ParameterPlace place = placeIn(config, parameter);
  if (const auto* range = std::get_if<Range>(&parameter.rule))
    return eachNumber(place, [&](auto value) { return inRange(*range, value); });
  if (const auto* own = std::get_if<OwnRule>(&parameter.rule))
    return eachNumber(place, [&](auto value) { return own->holds(static_cast<double>(value)); });
  if (const auto* choices = std::get_if<Choices>(&parameter.rule))
    return std::ranges::find(choices->names(), *std::get<std::string*>(place)) != choices->names().end();
  return true;
}

bool ChoicePlace::setName(std::string_view name) const {
  const auto found =
      std::ranges::find(m_names, name, [](const char* each) { return std::string_view(each); });
  if (found == m_names.end()) return false;
  m_set(m_member, static_cast<size_t>(found - m_names.begin()));
  return true;
}

std::span<const char* const> choicesOf(const Parameter& parameter) {
  if (const auto* choices = std::get_if<Choices>(&parameter.rule)) return choices->names();
  RunConfig any;
  const ParameterPlace place = parameter.in(any);
  const auto* choice = std::get_if<ChoicePlace>(&place);
  return choice == nullptr ? std::span<const char* const>{} : choice->names();
}

Message ruleWords(const Parameter& parameter) {
  if (const auto* range = std::get_if<Range>(&parameter.rule)) return rangeWords(*range);
  if (const auto* own = std::get_if<OwnRule>(&parameter.rule)) return own->words();
  const auto choices = choicesOf(parameter);
  if (choices.empty()) return {};
  std::string names;
  for (const char* name : choices) names += (names.empty() ? "" : ", ") + std::string(name);
  return say("one of %1", names);
}

std::span<const AbsentParameter> absentParameters() { return absent; }

}  // namespace anchor
