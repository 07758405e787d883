// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QLayout>
#include <vector>

namespace anchor {

/// A row of controls that goes on in the next line where there is no room: a window may be as narrow as its
/// widest control, and nothing is cut off.
class FlowRow : public QLayout {
 public:
  explicit FlowRow(QWidget* parent) : QLayout(parent) { setSpacing(between); }
  ~FlowRow() override;
  /// In one line with the widget before it, such as a field with its label.
  void addJoined(QWidget* widget);
  /// What is added from now on stands at the right end, where its line has room.
  void toRight() { m_firstRight = m_items.size(); }

  void addItem(QLayoutItem* item) override { m_items.push_back({item, false}); }
  [[nodiscard]] int count() const override { return static_cast<int>(m_items.size()); }
  [[nodiscard]] QLayoutItem* itemAt(int index) const override;
  QLayoutItem* takeAt(int index) override;
  [[nodiscard]] Qt::Orientations expandingDirections() const override { return {}; }
  [[nodiscard]] bool hasHeightForWidth() const override { return true; }
  [[nodiscard]] int heightForWidth(int width) const override { return place({0, 0, width, 0}, false); }
  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSize() const override;
  void setGeometry(const QRect& rect) override;

 private:
  static constexpr int between = 6;
  struct Item {
    QLayoutItem* item;
    bool joined;
  };
  /// Visible items that stay together: the first and one past the last.
  struct Group {
    std::vector<QLayoutItem*> items;
    QSize size;
    bool right = false;
  };
  [[nodiscard]] std::vector<Group> groups() const;
  /// The height that all lines take; moves the items when `move`.
  int place(const QRect& rect, bool move) const;

  std::vector<Item> m_items;
  size_t m_firstRight = static_cast<size_t>(-1);
};

}  // namespace anchor
