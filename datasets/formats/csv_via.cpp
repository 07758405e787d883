// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/formats/csv_via.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <optional>

#include "datasets/plain_numbers.h"
#include "datasets/plain_text.h"

namespace anchor {
namespace {

using Json = nlohmann::ordered_json;

std::optional<double> numberOf(const Json& value) {
  if (value.is_number()) {
    const auto number = value.get<double>();
    return std::isfinite(number) ? std::optional(number) : std::nullopt;
  }
  return value.is_string() ? plainNumber(value.get<std::string>()) : std::nullopt;
}

std::optional<double> numberOf(const Json& shape, const char* key) {
  const auto found = shape.find(key);
  return found == shape.end() ? std::nullopt : numberOf(*found);
}

bool aroundCentre(const Json& shape, const char* across, const char* down, LabelBox& box) {
  const auto cx = numberOf(shape, "cx"), cy = numberOf(shape, "cy");
  const auto rx = numberOf(shape, across), ry = numberOf(shape, down);
  if (!cx || !cy || !rx || !ry) return false;
  // A turned ellipse (VIA's theta) reaches less far than its long half axis says.
  const double angle = numberOf(shape, "theta").value_or(0);
  const double x = std::hypot(*rx * std::cos(angle), *ry * std::sin(angle));
  const double y = std::hypot(*rx * std::sin(angle), *ry * std::cos(angle));
  box.x1 = *cx - x;
  box.x2 = *cx + x;
  box.y1 = *cy - y;
  box.y2 = *cy + y;
  return true;
}

bool aroundPoints(const Json& shape, LabelBox& box) {
  const auto xs = shape.find("all_points_x"), ys = shape.find("all_points_y");
  if (xs == shape.end() || ys == shape.end() || !xs->is_array() || !ys->is_array() || xs->empty() ||
      xs->size() != ys->size())
    return false;
  for (size_t i = 0; i < xs->size(); ++i) {
    const auto x = numberOf((*xs)[i]), y = numberOf((*ys)[i]);
    if (!x || !y) return false;
    box.x1 = i == 0 ? *x : std::min(box.x1, *x);
    box.x2 = i == 0 ? *x : std::max(box.x2, *x);
    box.y1 = i == 0 ? *y : std::min(box.y1, *y);
    box.y2 = i == 0 ? *y : std::max(box.y2, *y);
  }
  return true;
}

bool rectangle(const Json& shape, LabelBox& box) {
  const auto x = numberOf(shape, "x"), y = numberOf(shape, "y");
  const auto w = numberOf(shape, "width"), h = numberOf(shape, "height");
  if (!x || !y || !w || !h) return false;
  box.x1 = *x;
  box.y1 = *y;
  box.x2 = *x + *w;
  box.y2 = *y + *h;
  return true;
}

Message placeShape(const Json& shape, LabelBox& box) {
  const auto kind = shape.is_object() ? shape.find("name") : shape.end();
  if (!shape.is_object() || kind == shape.end() || !kind->is_string())
    return say("a region has a shape that cannot be read");
  const auto name = kind->get<std::string>();
  if (name == "point") return say("a region is a point, which has no box");
  const bool placed = name == "rect"                            ? rectangle(shape, box)
                      : name == "circle"                        ? aroundCentre(shape, "r", "r", box)
                      : name == "ellipse"                       ? aroundCentre(shape, "rx", "ry", box)
                      : name == "polygon" || name == "polyline" ? aroundPoints(shape, box)
                                                                : false;
  return placed ? Message() : say("a region has a shape that cannot be read");
}

/// An attribute's words; of check boxes the one that is ticked.
std::string wordsOf(const Json& value) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_number() || value.is_boolean()) return value.dump();
  std::string ticked;
  if (value.is_object())
    for (const auto& [name, on] : value.items())
      if (on == true) ticked += (ticked.empty() ? "" : ",") + name;
  return ticked;
}

}  // namespace

bool isNoViaShape(const std::string& shape) { return shape.find_first_not_of(" \t{}") == std::string::npos; }

ViaRegion readViaRegion(const std::string& shape, const std::string& attributes) {
  ViaRegion region;
  const Json drawn = Json::parse(shape, nullptr, false);
  if (const Message fault = placeShape(drawn, region.box); !fault.empty()) {
    region.fault = fault;
    region.point = drawn.is_object() && drawn.value("name", Json()) == "point";
    return region;
  }
  const Json named = Json::parse(attributes, nullptr, false);
  if (!named.is_object()) {
    region.fault = say("a region has attributes that cannot be read");
    return region;
  }
  std::string classKey;
  for (const char* wanted : {"label", "class", "name", "type"})
    for (const auto& [key, value] : named.items())
      if (classKey.empty() && lowerCase(key) == wanted && !wordsOf(value).empty()) classKey = key;
  if (classKey.empty() && named.size() == 1) classKey = named.begin().key();
  for (const auto& [key, value] : named.items())
    if (key == classKey)
      region.className = wordsOf(value);
    else if (std::string words = wordsOf(value); !words.empty() && !key.empty())
      region.box.attributes[key] = std::move(words);
  if (region.className.find_first_not_of(" \t\r\n") == std::string::npos)
    region.fault = say("a region has no attribute that names a class (label, class, name or type)");
  return region;
}

}  // namespace anchor
