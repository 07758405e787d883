// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QStringList>
#include <filesystem>
#include <optional>

namespace anchor {

/// Prepared runs of a project that wait for the one before them, in runs/queue.json: they are there when the
/// program starts again. A folder that was deleted waits no more.
class RunQueue {
 public:
  explicit RunQueue(std::filesystem::path runs = {}) : m_runs(std::move(runs)) {}
  /// Names of the run folders, the next one first.
  [[nodiscard]] QStringList waiting() const;
  /// Throws UserError when the disk refuses; then nothing has changed.
  void add(const QString& name);
  void remove(const QString& name);
  /// The next one, which then waits no more.
  std::optional<std::filesystem::path> take();

 private:
  void write(const QStringList& names) const;
  std::filesystem::path m_runs;
};

}  // namespace anchor
