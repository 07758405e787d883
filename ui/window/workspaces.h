// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QScrollArea>
#include <QSplitter>
#include <QStackedWidget>
#include <QVariant>
#include <array>

#include "ui/window/workspace.h"

namespace anchor {

class ImagePanel;

/// Where the panels of the window stand. The image and the list of images exist once and move with the
/// workspace: gallery in the middle of Data, list beside the image in Label and Inspect.
class Workspaces : public QWidget {
  Q_OBJECT
 public:
  struct Parts {
    ImagePanel* images;
    QWidget *facets, *statistics, *lint, *problems;  ///< Data
    QWidget *tools, *picture, *labelBar, *side;      ///< Label; the picture stands in Inspect too
    QWidget *stages, *inspector;                     ///< Inspect
    QWidget *runs, *training;                        ///< Train
  };
  Workspaces(const Parts& parts, QWidget* parent);
  [[nodiscard]] Workspace current() const { return m_current; }
  void show(Workspace workspace);
  /// Hides or shows what stands left or right of the middle, in the workspace that is shown.
  enum class Side { Left, Right };
  void setSideShown(Side side, bool shown);
  [[nodiscard]] bool sideShown(Side side) const;
  /// The parts of the workspace that can be seen, from left to right.
  [[nodiscard]] QList<QWidget*> columns() const;
  /// Where the label check stands in Data.
  [[nodiscard]] QScrollArea* lintPage() const { return m_lintPage; }
  /// More room for the list of images, for its gallery beside the image.
  void widenImages(bool wide);
  /// Widths and hidden columns of every workspace, for the settings.
  [[nodiscard]] QVariantMap layoutState() const;
  void restoreLayout(const QVariantMap& state);
  void resetLayout();

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 Q_SIGNALS:
  void changed(anchor::Workspace workspace);
  void sidesChanged();

 private:
  /// Widths of the sides, pixels; the middle takes the rest. 0: the workspace has none there.
  struct Layout {
    int leftWidth = 0, rightWidth = 0;
    bool left = true, right = true;
  };
  [[nodiscard]] static std::array<Layout, workspaceCount> usual();
  QSplitter* columnsIn(QWidget* parent, const char* name);
  [[nodiscard]] QSplitter* splitterOf(Workspace workspace) const;
  [[nodiscard]] QWidget* columnOf(Side side) const;
  Layout& layout(Workspace workspace) { return m_layouts[static_cast<size_t>(workspace)]; }
  [[nodiscard]] const Layout& layout(Workspace workspace) const {
    return m_layouts[static_cast<size_t>(workspace)];
  }
  void keepWidths();
  void placeWidths();
  void apply();
  Parts m_parts;
  QStackedWidget *m_pages, *m_side;
  QWidget* m_picturePage;
  QScrollArea* m_lintPage;
  QSplitter *m_data, *m_picture, *m_train, *m_dataSide;
  std::array<Layout, workspaceCount> m_layouts = usual();
  Workspace m_current = Workspace::Label;
};

}  // namespace anchor
