// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/workspaces.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include "ui/dataset/image_panel.h"
#include "ui/shared/scroll_column.h"

namespace anchor {
namespace {

QSplitter* columnsIn(QWidget* parent, const char* name) {
  auto* made = new QSplitter(Qt::Horizontal, parent);
  made->setObjectName(QLatin1String(name));
  made->setChildrenCollapsible(false);
  made->setHandleWidth(1);
  return made;
}

}  // namespace

std::array<Workspaces::Layout, workspaceCount> Workspaces::usual() {
  // Left, middle, right. The middle takes what the window has more.
  return {{{{200, 760, 330}}, {{250, 740, 300}}, {{150, 800, 340}}, {{230, 1060}}}};
}

Workspaces::Workspaces(const Parts& parts, QWidget* parent)
    : QWidget(parent),
      m_parts(parts),
      m_pages(new QStackedWidget(this)),
      m_side(new QStackedWidget(this)),
      m_picturePage(new QWidget(this)),
      m_data(columnsIn(this, "dataColumns")),
      m_picture(columnsIn(m_picturePage, "pictureColumns")),
      m_train(columnsIn(this, "trainColumns")),
      m_dataSide(new QSplitter(Qt::Vertical, this)) {
  m_dataSide->addWidget(new ScrollColumn(parts.statistics, m_dataSide));
  m_dataSide->addWidget(new ScrollColumn(parts.lint, m_dataSide));
  m_dataSide->setChildrenCollapsible(false);
  if (parts.facets != nullptr) m_data->addWidget(new ScrollColumn(parts.facets, m_data));
  m_data->addWidget(m_dataSide);

  m_side->addWidget(new ScrollColumn(parts.side, m_side));
  m_side->addWidget(new ScrollColumn(parts.inspector, m_side));
  m_picture->addWidget(parts.images);
  m_picture->addWidget(parts.picture);
  m_picture->addWidget(m_side);
  m_picture->setStretchFactor(1, 1);
  auto* row = new QHBoxLayout(m_picturePage);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(0);
  row->addWidget(parts.tools);
  row->addWidget(m_picture, 1);

  m_train->addWidget(parts.runs);
  m_train->addWidget(parts.training);
  m_train->setStretchFactor(1, 1);

  m_pages->addWidget(m_data);
  m_pages->addWidget(m_picturePage);
  m_pages->addWidget(m_train);
  auto* all = new QVBoxLayout(this);
  all->setContentsMargins(0, 0, 0, 0);
  all->addWidget(m_pages);
  apply();
}

QSplitter* Workspaces::splitterOf(Workspace workspace) const {
  return workspace == Workspace::Data ? m_data : workspace == Workspace::Train ? m_train : m_picture;
}

QWidget* Workspaces::columnOf(Side side) const {
  const bool left = side == Side::Left;
  switch (m_current) {
    case Workspace::Data:
      if (left) return m_parts.facets == nullptr ? nullptr : m_data->widget(0);
      return m_dataSide;
    case Workspace::Train:
      return left ? m_parts.runs : nullptr;
    default:
      return left ? m_parts.images : static_cast<QWidget*>(m_side);
  }
}

void Workspaces::show(Workspace workspace) {
  if (workspace == m_current) return;
  keepSizes();
  m_current = workspace;
  apply();
  Q_EMIT changed(workspace);
  Q_EMIT sidesChanged();
}

void Workspaces::keepSizes() {
  // A hidden column has no width; before the window is shown none has one.
  if (!isVisible()) return;
  const QList<int> sizes = splitterOf(m_current)->sizes();
  for (qsizetype i = 0; i < sizes.size(); ++i)
    if (sizes[i] > 0) layout(m_current).sizes[i] = sizes[i];
}

void Workspaces::apply() {
  const bool data = m_current == Workspace::Data;
  if (data) {
    m_data->insertWidget(m_parts.facets == nullptr ? 0 : 1, m_parts.images);
    m_data->setStretchFactor(m_data->indexOf(m_parts.images), 1);
  } else if (m_current != Workspace::Train) {
    m_picture->insertWidget(0, m_parts.images);
    m_picture->setStretchFactor(0, 0);
  }
  if (m_current != Workspace::Train) m_parts.images->setGallery(data);
  const bool label = m_current == Workspace::Label;
  m_parts.tools->setVisible(label);
  m_parts.labelBar->setVisible(label);
  m_parts.stages->setVisible(m_current == Workspace::Inspect);
  m_side->setCurrentIndex(label ? 0 : 1);
  m_pages->setCurrentWidget(data                             ? static_cast<QWidget*>(m_data)
                            : m_current == Workspace::Train ? static_cast<QWidget*>(m_train)
                                                             : m_picturePage);
  const Layout& now = layout(m_current);
  for (const Side side : {Side::Left, Side::Right})
    if (QWidget* column = columnOf(side)) column->setVisible(side == Side::Left ? now.left : now.right);
  m_parts.images->setVisible(data || now.left);
  QList<int> sizes = now.sizes;
  if (data && m_parts.facets == nullptr) sizes.removeFirst();
  splitterOf(m_current)->setSizes(sizes);
}

void Workspaces::setSideShown(Side side, bool shown) {
  QWidget* column = columnOf(side);
  if (column == nullptr || sideShown(side) == shown) return;
  keepSizes();
  (side == Side::Left ? layout(m_current).left : layout(m_current).right) = shown;
  apply();
  Q_EMIT sidesChanged();
}

bool Workspaces::sideShown(Side side) const {
  return side == Side::Left ? layout(m_current).left : layout(m_current).right;
}

QList<QWidget*> Workspaces::columns() const {
  QList<QWidget*> seen;
  const QSplitter* splitter = splitterOf(m_current);
  for (int i = 0; i < splitter->count(); ++i)
    if (splitter->widget(i)->isVisible()) seen << splitter->widget(i);
  return seen;
}

void Workspaces::widenImages(bool wide) {
  if (m_current != Workspace::Label && m_current != Workspace::Inspect) return;
  constexpr int galleryWidth = 540;
  keepSizes();
  QList<int> sizes = layout(m_current).sizes;
  const int width = wide ? galleryWidth : usual()[static_cast<size_t>(m_current)].sizes[0];
  sizes[1] = std::max(0, sizes[1] - (width - sizes[0]));
  sizes[0] = width;
  m_picture->setSizes(sizes);
}

QVariantMap Workspaces::layoutState() const {
  QVariantMap state;
  const_cast<Workspaces*>(this)->keepSizes();
  for (int i = 0; i < workspaceCount; ++i) {
    const Layout& one = m_layouts[static_cast<size_t>(i)];
    QVariantList sizes;
    for (const int size : one.sizes) sizes << size;
    state.insert(QString::number(i), QVariantMap{{QStringLiteral("sizes"), sizes},
                                                 {QStringLiteral("left"), one.left},
                                                 {QStringLiteral("right"), one.right}});
  }
  return state;
}

void Workspaces::restoreLayout(const QVariantMap& state) {
  for (int i = 0; i < workspaceCount; ++i) {
    const QVariantMap one = state.value(QString::number(i)).toMap();
    Layout& kept = m_layouts[static_cast<size_t>(i)];
    QList<int> sizes;
    for (const QVariant& size : one.value(QStringLiteral("sizes")).toList()) sizes << size.toInt();
    // Settings of another version: its columns are not ours.
    if (sizes.size() != kept.sizes.size()) continue;
    kept = {sizes, one.value(QStringLiteral("left"), true).toBool(),
            one.value(QStringLiteral("right"), true).toBool()};
  }
  apply();
  Q_EMIT sidesChanged();
}

void Workspaces::resetLayout() {
  m_layouts = usual();
  apply();
  Q_EMIT sidesChanged();
}

}  // namespace anchor
