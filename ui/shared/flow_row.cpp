// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/flow_row.h"

#include <QWidget>
#include <algorithm>

namespace anchor {

FlowRow::~FlowRow() {
  for (const Item& each : m_items) delete each.item;
}

void FlowRow::addJoined(QWidget* widget) {
  addWidget(widget);
  m_items.back().joined = true;
}

QLayoutItem* FlowRow::itemAt(int index) const {
  return index >= 0 && index < count() ? m_items[static_cast<size_t>(index)].item : nullptr;
}

QLayoutItem* FlowRow::takeAt(int index) {
  QLayoutItem* taken = itemAt(index);
  if (taken == nullptr) return nullptr;
  m_items.erase(m_items.begin() + index);
  if (m_firstRight != static_cast<size_t>(-1) && static_cast<size_t>(index) < m_firstRight) --m_firstRight;
  return taken;
}

std::vector<FlowRow::Group> FlowRow::groups() const {
  std::vector<Group> all;
  for (size_t i = 0; i < m_items.size(); ++i) {
    const auto& [item, joined] = m_items[i];
    if (item->isEmpty()) continue;  // hidden
    const QSize size = item->sizeHint();
    if (!joined || all.empty()) {
      all.push_back({{item}, size, i >= m_firstRight});
      continue;
    }
    Group& group = all.back();
    group.items.push_back(item);
    group.size = {group.size.width() + spacing() + size.width(),
                  std::max(group.size.height(), size.height())};
  }
  return all;
}

QSize FlowRow::sizeHint() const {
  QSize size(0, 0);
  for (const Group& group : groups())
    size = {size.width() + (size.width() > 0 ? spacing() : 0) + group.size.width(),
            std::max(size.height(), group.size.height())};
  return size.grownBy(contentsMargins());
}

QSize FlowRow::minimumSize() const {
  QSize size(0, 0);
  for (const Group& group : groups()) size = size.expandedTo(group.size);
  return size.grownBy(contentsMargins());
}

void FlowRow::setGeometry(const QRect& rect) {
  QLayout::setGeometry(rect);
  place(rect, true);
}

int FlowRow::place(const QRect& rect, bool move) const {
  const QRect inner = rect.marginsRemoved(contentsMargins());
  const std::vector<Group> all = groups();
  int top = inner.top();
  for (size_t first = 0; first < all.size();) {
    // As many groups as fit, one at least.
    size_t last = first + 1;
    int width = all[first].size.width(), height = all[first].size.height();
    while (last < all.size() && width + spacing() + all[last].size.width() <= inner.width()) {
      width += spacing() + all[last].size.width();
      height = std::max(height, all[last].size.height());
      ++last;
    }
    int left = inner.left();
    for (size_t g = first; move && g < last; ++g) {
      const bool turnsRight = all[g].right && (g == first || !all[g - 1].right);
      if (turnsRight) left += std::max(0, inner.width() - width);
      for (QLayoutItem* item : all[g].items) {
        const QSize size = item->sizeHint();
        item->setGeometry(QRect(QPoint(left, top + (height - size.height()) / 2), size));
        left += size.width() + spacing();
      }
    }
    top += height + (last < all.size() ? spacing() : 0);
    first = last;
  }
  return top - inner.top() + contentsMargins().top() + contentsMargins().bottom();
}

}  // namespace anchor
