// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QListWidget>

namespace anchor {

/// The projects opened last: a picture, the name, where it lies and when it was last used. A folder that is
/// gone stays in the list, greyed. What must be read from disks is read in the background.
class RecentList : public QListWidget {
  Q_OBJECT
 public:
  explicit RecentList(QWidget* parent);
  /// Reads the list again.
  void refresh();
  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override;

 Q_SIGNALS:
  void projectChosen(const QString& folder);
};

}  // namespace anchor
