// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/layers/layer_inputs.h"

#include <ATen/ATen.h>

#include <cmath>

#include "engine/config/choices.h"

namespace anchor {
namespace {

void flatten(const Json& value, const std::string& place, size_t depth, std::vector<int64_t>& shape,
             std::vector<float>& out) {
  if (!value.is_array()) {
    if (depth != shape.size()) throw UserError(place, inEnglish("has rows of different depth"));
    out.push_back(jsonNumber(value, place));
    return;
  }
  const auto count = static_cast<int64_t>(value.size());
  if (out.empty() && depth == shape.size())
    shape.push_back(count);
  else if (depth >= shape.size() || shape[depth] != count)
    throw UserError(place, inEnglish("has rows of different length"));
  for (const Json& item : value) flatten(item, place, depth + 1, shape, out);
}

/// A whole number of the kind T; 1.0 is none.
template <class T>
T wholeOf(const Json& value, const std::string& place) {
  if (!value.is_number_integer())
    throw UserError(place, inEnglish("must be a whole number, got " + value.dump().substr(0, 40)));
  try {
    return wholeNumber<T>(value);
  } catch (const Json::exception&) {
    throw UserError(place, inEnglish("is too large or too small"));
  }
}

}  // namespace

float jsonNumber(const Json& value, const std::string& place) {
  if (!value.is_number())
    throw UserError(place, inEnglish("must be a number, got " + value.dump().substr(0, 40)));
  const auto number = static_cast<float>(value.get<double>());
  if (!std::isfinite(number)) throw UserError(place, inEnglish("does not fit a float32 number"));
  return number;
}

Json boxJson(const Box& b) { return Json::array({b.x1, b.y1, b.x2, b.y2}); }

Json tensorJson(const at::Tensor& tensor) {
  if (tensor.dim() == 0) return tensor.item<float>();
  if (tensor.dim() == 1) {
    const at::Tensor plain = tensor.contiguous();
    return std::vector<float>(plain.const_data_ptr<float>(), plain.const_data_ptr<float>() + plain.numel());
  }
  Json rows = Json::array();
  for (int64_t i = 0; i < tensor.size(0); ++i) rows.push_back(tensorJson(tensor[i]));
  return rows;
}

LayerInputs::LayerInputs(const Json& json) : m_json(json) {
  if (!json.is_object()) throw UserError("input", inEnglish("must be one JSON object"));
}

const Json& LayerInputs::field(const std::string& name) {
  m_known.insert(name);
  const auto found = m_json.find(name);
  if (found == m_json.end()) throw UserError(name, say("is missing"));
  return *found;
}

float LayerInputs::number(const std::string& name, std::optional<float> fallback) {
  m_known.insert(name);
  return fallback && !has(name) ? *fallback : jsonNumber(field(name), name);
}

int64_t LayerInputs::integer(const std::string& name, std::optional<int64_t> fallback) {
  m_known.insert(name);
  if (fallback && !has(name)) return *fallback;
  return wholeOf<int64_t>(field(name), name);
}

bool LayerInputs::flag(const std::string& name, bool fallback) {
  m_known.insert(name);
  if (!has(name)) return fallback;
  if (!field(name).is_boolean()) throw UserError(name, inEnglish("must be true or false"));
  return field(name).get<bool>();
}

std::string LayerInputs::text(const std::string& name, std::optional<std::string> fallback) {
  m_known.insert(name);
  if (fallback && !has(name)) return *fallback;
  if (!field(name).is_string()) throw UserError(name, inEnglish("must be a text"));
  return field(name).get<std::string>();
}

std::vector<float> LayerInputs::numbers(const std::string& name, std::optional<std::vector<float>> fallback) {
  m_known.insert(name);
  if (fallback && !has(name)) return *fallback;
  const Json& list = field(name);
  if (!list.is_array()) throw UserError(name, inEnglish("must be a list of numbers"));
  std::vector<float> values;
  for (size_t i = 0; i < list.size(); ++i)
    values.push_back(jsonNumber(list[i], name + "[" + std::to_string(i) + "]"));
  return values;
}

double LayerInputs::exactNumber(const std::string& name) {
  (void)number(name);
  return field(name).get<double>();
}

std::vector<double> LayerInputs::exactNumbers(const std::string& name) {
  (void)numbers(name);
  return field(name).get<std::vector<double>>();
}

std::vector<int> LayerInputs::integers(const std::string& name) {
  const Json& list = field(name);
  if (!list.is_array()) throw UserError(name, inEnglish("must be a list of whole numbers"));
  std::vector<int> values;
  for (size_t i = 0; i < list.size(); ++i)
    values.push_back(wholeOf<int>(list[i], name + "[" + std::to_string(i) + "]"));
  return values;
}

std::vector<std::vector<float>> LayerInputs::rows(const std::string& name, size_t columns) {
  const Json& list = field(name);
  if (!list.is_array()) throw UserError(name, inEnglish("must be a list of rows"));
  std::vector<std::vector<float>> out;
  for (size_t i = 0; i < list.size(); ++i) {
    const std::string place = name + "[" + std::to_string(i) + "]";
    if (!list[i].is_array()) throw UserError(place, inEnglish("must be a list of numbers"));
    if (columns == 0) columns = list[i].size();
    if (list[i].size() != columns || columns % 4 != 0 || columns == 0)
      throw UserError(place, inEnglish("has " + std::to_string(list[i].size()) + " numbers where " +
                                       (columns % 4 == 0 && columns > 0 ? std::to_string(columns)
                                                                        : "a multiple of four") +
                                       " are needed"));
    std::vector<float>& row = out.emplace_back();
    for (const Json& item : list[i]) row.push_back(jsonNumber(item, place));
  }
  return out;
}

Boxes LayerInputs::boxes(const std::string& name) {
  Boxes boxes;
  for (const auto& row : rows(name, 4)) boxes.push_back({row[0], row[1], row[2], row[3]});
  return boxes;
}

BoxConvention LayerInputs::convention() {
  const std::string name = text("convention");
  if (const auto convention = choiceNamed<BoxConvention>(name)) return *convention;
  throw UserError("convention", inEnglish("must be \"pixel\" or \"continuous\", got \"" + name + "\""));
}

at::Tensor LayerInputs::tensor(const std::string& name) {
  std::vector<int64_t> shape;
  std::vector<float> values;
  flatten(field(name), name, 0, shape, values);
  int64_t count = 1;
  for (const int64_t side : shape) count *= side;
  if (count != static_cast<int64_t>(values.size()))
    throw UserError(name, inEnglish("has rows of different length"));
  return at::from_blob(values.data(), shape, at::kFloat).clone();
}

const Json& LayerInputs::list(const std::string& name) {
  const Json& value = field(name);
  if (!value.is_array()) throw UserError(name, inEnglish("must be a list"));
  return value;
}

void LayerInputs::finish() const {
  for (const auto& [name, value] : m_json.items())
    if (!m_known.contains(name)) throw UserError(name, inEnglish("is not a field of this layer"));
}

}  // namespace anchor
