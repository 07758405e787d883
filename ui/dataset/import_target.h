// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QTemporaryDir>

#include "datasets/formats/open_anything.h"

namespace anchor {

/// The project that an import goes into: the open one, or one that is made for it and gone again when the
/// import comes to nothing.
class ImportTarget {
 public:
  /// Without an open project a new one is made in the first of `places` where one can be.
  ImportTarget(ProjectStore* open, std::vector<std::filesystem::path> places)
      : m_open(open), m_places(std::move(places)) {}
  ImportTarget(const ImportTarget&) = delete;
  ImportTarget& operator=(const ImportTarget&) = delete;
  ~ImportTarget() {
    if (!m_made) return;
    const std::filesystem::path folder = m_made->folder();
    m_made.reset();
    std::error_code error;
    std::filesystem::remove_all(folder, error);
  }
  ProjectStore& store() {
    if (m_open != nullptr) return *m_open;
    if (!m_made) m_made = createProjectIn(m_places);
    return *m_made;
  }
  /// The new project, which stays then; null when there was an open one.
  std::unique_ptr<ProjectStore> takeMade() { return std::move(m_made); }

 private:
  ProjectStore* m_open;
  std::vector<std::filesystem::path> m_places;
  std::unique_ptr<ProjectStore> m_made;
};

/// What a preview counts in: the open project, or an empty one in a temporary folder.
class TrialProject {
 public:
  explicit TrialProject(ProjectStore* open) : m_open(open) {
    if (open == nullptr) m_made = ProjectStore::create(m_folder.path().toStdString());
  }
  [[nodiscard]] ProjectStore& store() const { return m_open != nullptr ? *m_open : *m_made; }

 private:
  QTemporaryDir m_folder;
  ProjectStore* m_open;
  std::unique_ptr<ProjectStore> m_made;
};

}  // namespace anchor
