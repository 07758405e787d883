// SPDX-License-Identifier: GPL-3.0-or-later
// What a project's rows are made into, one row at a time and without a file: boxes, predictions, attributes,
// and the boxes of the history, which are JSON.
#include <cmath>

#include "datasets/plain_text.h"
#include "datasets/project/project_rows.h"
#include "tests/fuzz/fuzz_place.h"
#include "tests/fuzz/odd_value.h"

using namespace anchor;

namespace {

/// A statement whose one row is what is bound to it.
class FreeRow {
 public:
  explicit FreeRow(int columns) : m_columns(columns), m_select(m_database, text(columns)) {}

  SQLite::Statement& filled(FuzzedDataProvider& input) {
    m_select.reset();
    for (int at = 1; at <= m_columns; ++at)
      std::visit([&](const auto& value) { bind(at, value); }, fuzz::oddValue(input));
    m_select.executeStep();
    return m_select;
  }

 private:
  static std::string text(int columns) {
    std::string select = "SELECT ?";
    for (int i = 1; i < columns; ++i) select += ", ?";
    return select;
  }
  void bind(int at, std::monostate) { m_select.bind(at); }
  void bind(int at, const fuzz::Blob& blob) {
    m_select.bind(at, blob.bytes.data(), static_cast<int>(blob.bytes.size()));
  }
  template <class Value>
  void bind(int at, const Value& value) {
    m_select.bind(at, value);
  }

  int m_columns;
  SQLite::Database m_database{":memory:"};
  SQLite::Statement m_select;
};

template <class Placed>
void wantWithinBounds(const Placed& placed) {
  for (const double value : {placed.x1, placed.y1, placed.x2, placed.y2})
    if (!(std::abs(value) <= 1e9)) __builtin_trap();
}

/// What is read can be kept again, and is then the same.
void wantKept(const LabelBox& box) {
  wantWithinBounds(box);
  const nlohmann::json row = boxRow(1, box);
  if (lineNotUtf8(box.pose) != 0 || std::isnan(box.score)) return;  // JSON marks those
  if (!(boxFromRow(row, box.id) == box)) __builtin_trap();
}

nlohmann::json parsed(std::string_view text) {
  return readAsKept("the history cannot be read: ", [&] { return nlohmann::json::parse(text); });
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static FreeRow boxes(14);
  static FreeRow predictions(8);
  const auto [which, rest] = fuzz::choose(data, size, 5);
  FuzzedDataProvider input(reinterpret_cast<const uint8_t*>(rest.data()), rest.size());
  fuzz::mayRefuse<UserError>([&, which = which, rest = rest] {
    if (which == 0) wantKept(readBox(boxes.filled(input), 0));
    if (which == 1) wantWithinBounds(readPrediction(predictions.filled(input), 0));
    if (which == 2) {
      const auto rules = attributeRules(std::string(rest));
      if (attributeText(attributeRules(attributeText(rules))) != attributeText(rules)) __builtin_trap();
    }
    if (which == 3) wantKept(boxFromRow(parsed(rest), 1));
    if (which == 4) (void)readAsKept("kept: ", [&] { return wholeNumber(parsed(rest), "image"); });
  });
  return 0;
}
