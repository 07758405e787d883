// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/formats/csv_file.h"

#include <csv.h>

#include <fstream>

#include "engine/base/user_error.h"

namespace anchor {
namespace {

/// What libcsv gives piece by piece, as rows.
class Rows {
 public:
  explicit Rows(const std::function<bool(const CsvRow&, int)>& visit) : m_visit(visit) {}
  [[nodiscard]] bool stopped() const { return m_stopped; }
  static void onField(void* text, size_t length, void* self) {
    static_cast<Rows*>(self)->m_row.emplace_back(static_cast<const char*>(text), length);
  }
  static void onRow(int, void* self) {
    auto* rows = static_cast<Rows*>(self);
    ++rows->m_line;
    if (!rows->m_stopped) rows->m_stopped = !rows->m_visit(rows->m_row, rows->m_line);
    rows->m_row.clear();
  }

 private:
  const std::function<bool(const CsvRow&, int)>& m_visit;
  CsvRow m_row;
  int m_line = 0;
  bool m_stopped = false;
};

}  // namespace

void readCsvRows(const std::filesystem::path& path, char separator,
                 const std::function<bool(const CsvRow&, int)>& visit) {
  Rows rows(visit);
  std::ifstream stream(path, std::ios::binary);
  if (!stream)
    throw UserError({path.string(), 0, say("cannot be opened"), say("Check the name and permissions")});
  csv_parser parser;
  csv_init(&parser, CSV_APPEND_NULL);
  csv_set_delim(&parser, static_cast<unsigned char>(separator));
  std::vector<char> buffer(1 << 16);
  bool first = true;
  while (!rows.stopped() && stream) {
    stream.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
    size_t count = static_cast<size_t>(stream.gcount());
    const char* from = buffer.data();
    if (first && count >= 3 && std::string_view(from, 3) == "\xEF\xBB\xBF") {
      from += 3;
      count -= 3;
    }
    first = false;
    csv_parse(&parser, from, count, Rows::onField, Rows::onRow, &rows);
  }
  csv_fini(&parser, Rows::onField, Rows::onRow, &rows);
  csv_free(&parser);
}

std::string csvCell(const CsvRow& row, int column) {
  return column >= 0 && column < static_cast<int>(row.size()) ? row[static_cast<size_t>(column)]
                                                              : std::string();
}

}  // namespace anchor
