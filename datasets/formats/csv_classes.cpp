// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/formats/csv_classes.h"

#include <algorithm>

#include "datasets/formats/csv_file.h"
#include "datasets/plain_numbers.h"
#include "datasets/plain_text.h"

namespace anchor {
namespace fs = std::filesystem;
namespace {

std::vector<fs::path> tablesIn(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error))
    if (entry.is_regular_file(error) && lowerCase(entry.path().extension().string()) == ".csv")
      files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

bool isCode(const std::string& label) {
  return label.size() > 3 && label[0] == '/' && label[2] == '/' &&
         (label[1] == 'm' || label[1] == 'g' || label[1] == 't');
}

}  // namespace

void ClassCodes::load() {
  m_loaded = true;
  for (const fs::path& folder : {m_table.parent_path(), m_table.parent_path().parent_path()})
    for (const fs::path& file : tablesIn(folder)) {
      if (lowerCase(file.filename().string()).find("class-descriptions") == std::string::npos) continue;
      readCsvRows(file, ',', [&](const CsvRow& row, int line) {
        for (const std::string& cell : row) requireUtf8(cell, file.string(), line);
        if (row.size() >= 2 && isCode(row[0])) m_names.emplace(row[0], row[1]);
        return true;
      });
      m_report.ledger.file(file.string(), FileRole::Classes);
      m_found = true;
    }
}

std::string ClassCodes::nameOf(const std::string& label) {
  if (!isCode(label)) return label;
  if (!m_loaded) load();
  const auto known = m_names.find(label);
  if (known != m_names.end() && !known->second.empty()) return known->second;
  ++m_unknown;
  if (m_example.empty()) m_example = label;
  return label;
}

void ClassCodes::reportUnknown() {
  if (m_unknown == 0) return;
  m_report.problems.push_back(
      {m_table.string(), 0,
       m_found ? say("the class descriptions do not contain the classes of %1 boxes, such as %2", m_unknown,
                     m_example)
               : say("no class descriptions were found for the classes of %1 boxes, such as %2", m_unknown,
                     m_example),
       say("The codes were used as names; put OpenImages' class-descriptions-boxable.csv next to the table "
           "and import it into a new project, or rename the classes")});
}

std::vector<std::string> mappedClasses(const fs::path& table, ImportReport& report) {
  for (const fs::path& file : tablesIn(table.parent_path())) {
    if (file == table || lowerCase(file.filename().string()).find("class") == std::string::npos) continue;
    std::map<int, std::string> names;
    bool fits = true;
    readCsvRows(file, ',', [&](const CsvRow& row, int) {
      const auto number = row.size() == 2 ? plainNumber(row[1]) : std::nullopt;
      fits = fits && number && *number >= 0 && *number < 1e6 && lineNotUtf8(row[0]) == 0 &&
             names.emplace(static_cast<int>(*number), row[0]).second;
      return fits;
    });
    if (!fits || names.empty()) continue;
    report.ledger.file(file.string(), FileRole::Classes);
    std::vector<std::string> ordered;
    for (auto& [number, name] : names) ordered.push_back(std::move(name));
    return ordered;
  }
  return {};
}

}  // namespace anchor
