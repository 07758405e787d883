// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/workspaces.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include "ui/dataset/image_panel.h"
#include "ui/shared/scroll_column.h"

namespace anchor {
QSplitter* Workspaces::columnsIn(QWidget* parent, const char* name) {
  auto* made = new QSplitter(Qt::Horizontal, parent);
  made->setObjectName(QLatin1String(name));
  made->setChildrenCollapsible(false);
  made->setHandleWidth(1);
  made->installEventFilter(this);
  connect(made, &QSplitter::splitterMoved, this, &Workspaces::keepWidths);
  return made;
}

std::array<Workspaces::Layout, workspaceCount> Workspaces::usual() {
  return {{{200, 330}, {270, 310}, {124, 340}, {230, 0}}};
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
  m_lintPage = new ScrollColumn(parts.lint, m_dataSide);
  m_dataSide->addWidget(m_lintPage);
  m_dataSide->addWidget(parts.problems);
  m_dataSide->setChildrenCollapsible(false);
  m_data->addWidget(new ScrollColumn(parts.facets, m_data));
  m_data->addWidget(m_dataSide);

  m_side->setObjectName(QStringLiteral("sideColumn"));
  m_side->addWidget(new ScrollColumn(parts.side, m_side));
  m_side->addWidget(new ScrollColumn(parts.inspector, m_side));
  m_picture->addWidget(parts.images);
  m_picture->addWidget(parts.picture);
  m_picture->addWidget(m_side);
  auto* row = new QHBoxLayout(m_picturePage);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(0);
  row->addWidget(parts.tools);
  row->addWidget(m_picture, 1);

  m_train->addWidget(parts.runs);
  m_train->addWidget(parts.training);

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
      return left ? m_data->widget(0) : m_dataSide;
    case Workspace::Train:
      return left ? m_parts.runs : nullptr;
    default:
      return left ? m_parts.images : static_cast<QWidget*>(m_side);
  }
}

void Workspaces::show(Workspace workspace) {
  if (workspace == m_current) return;
  // Hiding what has the keyboard would hand it to whatever comes next: the window says who gets it.
  if (QWidget* keyboard = focusWidget()) keyboard->clearFocus();
  m_current = workspace;
  apply();
  Q_EMIT changed(workspace);
  Q_EMIT sidesChanged();
}

void Workspaces::keepWidths() {
  const QSplitter* splitter = splitterOf(m_current);
  Layout& kept = layout(m_current);
  const auto width = [&](Side side) {
    const QWidget* column = columnOf(side);
    return column == nullptr || !column->isVisible()
               ? 0
               : splitter->sizes()[splitter->indexOf(const_cast<QWidget*>(column))];
  };
  if (const int left = width(Side::Left); left > 0) kept.leftWidth = left;
  if (const int right = width(Side::Right); right > 0) kept.rightWidth = right;
}

void Workspaces::placeWidths() {
  QSplitter* splitter = splitterOf(m_current);
  const Layout& now = layout(m_current);
  QList<int> sizes(splitter->count(), 0);
  int middle = splitter->width();
  for (const Side side : {Side::Left, Side::Right}) {
    QWidget* column = columnOf(side);
    if (column == nullptr || column->isHidden()) continue;
    const int width = side == Side::Left ? now.leftWidth : now.rightWidth;
    sizes[splitter->indexOf(column)] = width;
    middle -= width + splitter->handleWidth();
  }
  for (int i = 0; i < splitter->count(); ++i)
    if (splitter->widget(i) != columnOf(Side::Left) && splitter->widget(i) != columnOf(Side::Right))
      sizes[i] = std::max(0, middle);
  splitter->setSizes(sizes);
}

bool Workspaces::eventFilter(QObject* watched, QEvent* event) {
  // A window that grows gives its room to the middle.
  if (event->type() == QEvent::Resize && watched == splitterOf(m_current))
    QMetaObject::invokeMethod(this, &Workspaces::placeWidths, Qt::QueuedConnection);
  return QWidget::eventFilter(watched, event);
}

void Workspaces::apply() {
  const bool data = m_current == Workspace::Data;
  const bool label = m_current == Workspace::Label;
  if (data) {
    m_data->insertWidget(1, m_parts.images);
    m_parts.images->setLook(ImagePanel::Look::Gallery);
  } else if (m_current != Workspace::Train) {
    m_picture->insertWidget(0, m_parts.images);
    m_parts.images->setLook(label ? ImagePanel::Look::List : ImagePanel::Look::Filmstrip);
  }
  m_parts.tools->setVisible(label);
  m_parts.labelBar->setVisible(label);
  m_parts.stages->setVisible(m_current == Workspace::Inspect);
  // A page that is hidden asks for no width.
  for (int page = 0; page < m_side->count(); ++page) {
    const auto policy = (page == 0) == label ? QSizePolicy::Preferred : QSizePolicy::Ignored;
    m_side->widget(page)->setSizePolicy(policy, policy);
  }
  m_side->setCurrentIndex(label ? 0 : 1);
  m_pages->setCurrentWidget(data                            ? static_cast<QWidget*>(m_data)
                            : m_current == Workspace::Train ? static_cast<QWidget*>(m_train)
                                                            : m_picturePage);
  const Layout& now = layout(m_current);
  for (const Side side : {Side::Left, Side::Right})
    if (QWidget* column = columnOf(side)) column->setVisible(side == Side::Left ? now.left : now.right);
  m_parts.images->setVisible(data || now.left);
  placeWidths();
}

void Workspaces::setSideShown(Side side, bool shown) {
  QWidget* column = columnOf(side);
  if (column == nullptr || sideShown(side) == shown) return;
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
    if (splitter->widget(i)->isVisible()) {
      // The canvas keeps the Tab key: what stands over it is a part of its own.
      if (splitter->widget(i) == m_parts.picture && m_parts.stages->isVisible()) seen << m_parts.stages;
      seen << splitter->widget(i);
    }
  return seen;
}

void Workspaces::widenImages(bool wide) {
  if (m_current != Workspace::Label && m_current != Workspace::Inspect) return;
  constexpr int galleryWidth = 540;
  layout(m_current).leftWidth = wide ? galleryWidth : usual()[static_cast<size_t>(m_current)].leftWidth;
  placeWidths();
}

QVariantMap Workspaces::layoutState() const {
  QVariantMap state;
  for (int i = 0; i < workspaceCount; ++i) {
    const Layout& one = m_layouts[static_cast<size_t>(i)];
    state.insert(QString::number(i), QVariantMap{{QStringLiteral("left"), one.left},
                                                 {QStringLiteral("right"), one.right},
                                                 {QStringLiteral("leftWidth"), one.leftWidth},
                                                 {QStringLiteral("rightWidth"), one.rightWidth}});
  }
  return state;
}

void Workspaces::restoreLayout(const QVariantMap& state) {
  for (int i = 0; i < workspaceCount; ++i) {
    const QVariantMap one = state.value(QString::number(i)).toMap();
    if (one.isEmpty()) continue;
    Layout& kept = m_layouts[static_cast<size_t>(i)];
    constexpr int widest = 2000;
    const auto width = [&one](const char* name, int usual) {
      const int read = one.value(QLatin1String(name), usual).toInt();
      return read > 0 && read < widest ? read : usual;
    };
    kept = {width("leftWidth", kept.leftWidth), width("rightWidth", kept.rightWidth),
            one.value(QStringLiteral("left"), true).toBool(),
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
