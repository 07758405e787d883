// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QGridLayout>
#include <QLabel>
#include <QWidget>

namespace anchor {

/// Where the program and the open project keep what, and how much of it; what can be made again can be
/// cleared.
class StoragePage : public QWidget {
  Q_OBJECT
 public:
  /// `project` empty: none is open.
  StoragePage(const QString& project, QWidget* parent);
  /// Whether what was typed comes in a place's words.
  [[nodiscard]] bool search(const QString& typed) const;

 private:
  struct Place {
    const char* name;
    QString words, path;
    bool clearable = false;  ///< made again when it is needed
  };
  void addPlace(QGridLayout* grid, const Place& place);
  /// Measures a place in the background and writes it there.
  void measure(const QString& path, QLabel* size);
  void askToClear(const Place& place, QLabel* size);
  QStringList m_words;
};

/// Bytes of a file, or of all files in a folder and below.
qint64 bytesAt(const QString& path);

}  // namespace anchor
