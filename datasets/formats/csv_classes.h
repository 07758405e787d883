// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <map>
#include <string>
#include <vector>

#include "datasets/formats/import_report.h"

namespace anchor {

/// The names of the classes that OpenImages calls by codes ("/m/01yrx"): from class-descriptions*.csv beside
/// a table or one folder up.
class ClassCodes {
 public:
  ClassCodes(std::filesystem::path table, ImportReport& report)
      : m_table(std::move(table)), m_report(report) {}
  /// The code's name; the text itself when it is no code or has no name.
  std::string nameOf(const std::string& label);
  /// One problem for all codes without a name.
  void reportUnknown();

 private:
  void load();
  std::filesystem::path m_table;
  ImportReport& m_report;
  std::map<std::string, std::string> m_names;
  bool m_loaded = false, m_found = false;
  int64_t m_unknown = 0;
  std::string m_example;
};

/// The classes of keras-retinanet's mapping ("class,number") beside a table, in the order of their numbers;
/// none when there is no such file.
std::vector<std::string> mappedClasses(const std::filesystem::path& table, ImportReport& report);

}  // namespace anchor
