// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace anchor {

using CsvRow = std::vector<std::string>;

/// Gives each row of a table and its number (from 1) to `visit`; returning false ends the reading. Quotes,
/// line ends and separators in quotes are libcsv's business. Throws UserError when the file cannot be
/// opened.
void readCsvRows(const std::filesystem::path& file, char separator,
                 const std::function<bool(const CsvRow&, int)>& visit);

/// The cell of a row; empty where the row has none, also for the column -1.
std::string csvCell(const CsvRow& row, int column);

}  // namespace anchor
