// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "datasets/project/project_types.h"
#include "engine/base/message.h"

namespace anchor {

/// Where an object stands in the source.
struct SourcePlace {
  int file = -1;     ///< number in the ledger; -1 = of no file
  int line = 0;      ///< 0 = not known
  std::string item;  ///< what it is called there, "annotation 12"; may be empty
};

/// What became of an object that is not stored by the import. All others are.
enum class ObjectOutcome : uint8_t {
  Merged,  ///< the project holds this very object: another mention brought it, or an import before
  LeftOut  ///< it could not be used
};
const char* outcomeName(ObjectOutcome outcome);

struct UnstoredObject {
  SourcePlace place;
  std::string object;  ///< its class and box, or what the source calls it
  std::string image;   ///< path, or what the source calls it; empty = none is named
  ObjectOutcome outcome = ObjectOutcome::LeftOut;
  Message reason;
};

enum class FileRole : uint8_t { Labels, Image, List, Classes, Other };
const char* roleName(FileRole role);

struct SourceFile {
  std::string path;
  FileRole role = FileRole::Other;
  bool read = false;
  Message reason;     ///< why it was not read
  int64_t found = 0;  ///< objects in it
};

/// How many images of an import are in each split, and how many of them the source names no split for.
struct SplitCounts {
  int64_t train = 0, val = 0, test = 0, byChance = 0;
  void add(std::string_view split);
};

/// What one import found and what became of it: every object has one outcome, every file was read or is named
/// with the reason, and found = stored + merged + left out.
class ImportLedger {
 public:
  /// The number of a file that was read, known or new.
  int file(const std::string& path, FileRole role);
  /// A file that was not read; nothing where it was.
  void passOver(const std::string& path, FileRole role, const Message& reason);
  /// Whether a file is named, read or not.
  [[nodiscard]] bool knows(const std::string& path) const { return m_numbers.contains(path); }
  void find(const SourcePlace& place);
  void leave(SourcePlace place, std::string object, std::string image, ObjectOutcome outcome, Message reason);
  /// Takes the other's files and objects over; returns the numbers that its files have here.
  std::vector<int> absorb(ImportLedger&& other);

  [[nodiscard]] int64_t found() const;
  [[nodiscard]] int64_t count(ObjectOutcome outcome) const;
  /// Whether every object found has its one outcome.
  [[nodiscard]] bool addsUp() const;
  [[nodiscard]] const std::vector<SourceFile>& files() const { return m_files; }
  [[nodiscard]] const std::vector<UnstoredObject>& objects() const { return m_objects; }
  /// The file's path; empty for none.
  [[nodiscard]] std::string pathOf(const SourcePlace& place) const;

  /// JSON as `anchor-engine import --json` prints it.
  [[nodiscard]] std::string json(int indent = -1) const;
  /// What a project keeps: as json(), without the files that were simply read and the objects that an earlier
  /// import brought already, which are counted only.
  [[nodiscard]] std::string kept() const;
  /// What kept() wrote. Throws UserError for another text.
  static ImportLedger fromKept(const std::string& text);
  /// A table (CSV): one line an object that is not stored, then one a file.
  [[nodiscard]] std::string table() const;

  int64_t stored = 0;  ///< by how many boxes the project grew; set by ProjectStore::addImported
  SplitCounts splits;

 private:
  std::vector<SourceFile> m_files;
  std::unordered_map<std::string, int> m_numbers;  ///< of files, by path
  std::vector<UnstoredObject> m_objects;
  int64_t m_countedFound = 0, m_countedMerged = 0;  ///< of what kept() does not name
};

/// For a person: "cow 10 20 30 40".
std::string objectWords(const std::string& className, const LabelBox& box);

/// Why an object is merged that the project has from before.
inline const Message inProjectAlready = say("is already in the project");

}  // namespace anchor
