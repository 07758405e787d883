// SPDX-License-Identifier: GPL-3.0-or-later
// config.json of a run: the table of parameters, read and written.

#include "engine/config/parameter_rows.h"

namespace anchor {

void to_json(Json& json, const DeltaNormalisation& by) { json = {{"mean", by.mean}, {"std", by.std}}; }
void from_json(const Json& json, DeltaNormalisation& by) {
  json.at("mean").get_to(by.mean);
  json.at("std").get_to(by.std);
}

Json valueOf(const RunConfig& config, const Parameter& parameter) {
  return std::visit(
      []<class P>(const P& at) {
        if constexpr (std::same_as<P, ChoicePlace>)
          return Json(at.name());
        else
          return Json(*at);
      },
      placeIn(config, parameter));
}

void setValue(RunConfig& config, const Parameter& parameter, const Json& value, const std::string& place) {
  try {
    std::visit(
        [&]<class P>(const P& at) {
          if constexpr (!std::same_as<P, ChoicePlace>)
            readValue(value, *at);
          else if (!at.setName(value.get_ref<const std::string&>()))
            throw UserError(place, say("cannot be used: %1", ruleWords(parameter)));
        },
        parameter.in(config));
  } catch (const nlohmann::json::exception&) {
    throw UserError(place, say("has the wrong type: %1", value.dump().substr(0, 80)));
  }
}

namespace {

/// Reads the members of one section. `path` is that of its fields up to the last point, "" or "solver.".
class SectionReader {
 public:
  SectionReader(RunConfig& config, bool strict) : m_config(config), m_strict(strict) {}

  void read(const Json& json, const std::string& path, const std::string& place) {
    if (!json.is_object()) throw UserError(place, say("must be a JSON object"));
    std::set<std::string> known;
    for (const Parameter& parameter : parameters()) {
      const std::string_view field = parameter.path;
      if (!field.starts_with(path)) continue;
      const std::string_view rest = field.substr(path.size());
      const std::string name(rest.substr(0, rest.find('.')));
      const bool first = known.insert(name).second;
      const auto found = json.find(name);
      if (!first || found == json.end()) continue;
      if (name.size() == rest.size())
        setValue(m_config, parameter, *found, below(place, name));
      else
        read(*found, path + name + ".", below(place, name));
    }
    if (m_strict) refuseOthers(json, known, place);
  }

 private:
  static std::string below(const std::string& place, const std::string& name) {
    return place.empty() ? name : place + "." + name;
  }
  static void refuseOthers(const Json& json, const std::set<std::string>& known, const std::string& place) {
    for (const auto& [name, value] : json.items())
      if (!known.contains(name)) throw UserError(below(place, name), say("is not a known field"));
  }
  RunConfig& m_config;
  bool m_strict;
};

/// The neighbours of a field that there is not, or the first parts of all paths.
std::string knownNear(const std::string& path) {
  const size_t point = path.rfind('.');
  const std::string section = path.substr(0, point == std::string::npos ? 0 : point);
  std::string known, last;
  for (const Parameter& parameter : parameters()) {
    const std::string field = parameter.path;
    const std::string part = section.empty() ? field.substr(0, field.find('.')) : field;
    if (part == last || (!section.empty() && !field.starts_with(section + "."))) continue;
    known += (known.empty() ? "" : ", ") + part;
    last = part;
  }
  return known.empty() ? knownNear("") : known;
}

}  // namespace

void setField(RunConfig& config, const std::string& path, const Json& value, const std::string& place) {
  const std::string field = place + "." + path;
  if (const Parameter* parameter = parameterAt(path)) return setValue(config, *parameter, value, field);
  if (parametersBelow(path).empty())
    throw UserError(field, say("is not a known field"), say("Known: %1", knownNear(path)));
  if (!value.is_object()) throw UserError(field, say("must be a JSON object"));
  for (const auto& [name, item] : value.items()) setField(config, path + "." + name, item, place);
}

Json toJson(const RunConfig& config) {
  Json json = Json::object();
  for (const Parameter& parameter : parameters()) {
    Json* at = &json;
    std::string_view path = parameter.path;
    for (size_t point = path.find('.'); point != std::string_view::npos; point = path.find('.')) {
      at = &(*at)[std::string(path.substr(0, point))];
      path.remove_prefix(point + 1);
    }
    (*at)[std::string(path)] = valueOf(config, parameter);
  }
  return json;
}

void fromJson(const Json& json, RunConfig& config, const std::string& place, bool strict) {
  SectionReader(config, strict).read(json, "", place);
}

}  // namespace anchor
