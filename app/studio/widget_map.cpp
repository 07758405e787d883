// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/widget_map.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSlider>
#include <QAbstractSpinBox>
#include <QApplication>
#include <QComboBox>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QProgressBar>
#include <QSaveFile>
#include <QScreen>
#include <QTabBar>
#include <functional>

#include "ui/canvas/image_canvas.h"

namespace anchor {
namespace {

constexpr int lookEvery = 20;   // ms
constexpr int shownRows = 200;  // of a list; the rest is not on the screen

QJsonArray placeOf(const QRect& rect) { return {rect.x(), rect.y(), rect.width(), rect.height()}; }

QJsonArray onScreen(const QWidget* widget, const QRect& rect) {
  return placeOf({widget->mapToGlobal(rect.topLeft()), rect.size()});
}

QString plain(QString words) { return words.remove(QLatin1Char('&')); }

QJsonArray actionsOf(const QWidget* bar, const std::function<QRect(QAction*)>& place) {
  QJsonArray all;
  for (QAction* action : bar->actions())
    if (action->isVisible() && !action->isSeparator())
      all.append(QJsonObject{{QStringLiteral("name"), action->objectName()},
                             {QStringLiteral("text"), plain(action->text())},
                             {QStringLiteral("enabled"), action->isEnabled()},
                             {QStringLiteral("checked"), action->isChecked()},
                             {QStringLiteral("place"), onScreen(bar, place(action))}});
  return all;
}

QJsonArray rowsOf(const QAbstractItemView* view) {
  QJsonArray rows;
  const QAbstractItemModel* model = view->model();
  for (int row = 0; model != nullptr && row < std::min(model->rowCount(view->rootIndex()), shownRows);
       ++row) {
    const QModelIndex index = model->index(row, 0, view->rootIndex());
    const QRect seen = view->visualRect(index) & view->viewport()->rect();
    rows.append(QJsonObject{{QStringLiteral("text"), index.data().toString()},
                            {QStringLiteral("selected"), view->selectionModel()->isSelected(index)},
                            {QStringLiteral("current"), view->currentIndex().row() == row},
                            {QStringLiteral("place"), onScreen(view->viewport(), seen)}});
  }
  return rows;
}

void addContents(const QWidget* widget, QJsonObject& entry) {
  const auto put = [&entry](const char* key, const QJsonValue& value) { entry[QLatin1String(key)] = value; };
  if (const auto* label = qobject_cast<const QLabel*>(widget)) put("text", label->text());
  if (const auto* button = qobject_cast<const QAbstractButton*>(widget)) {
    put("text", plain(button->text()));
    put("checked", button->isChecked());
  }
  if (const auto* edit = qobject_cast<const QLineEdit*>(widget)) put("text", edit->text());
  if (const auto* spin = qobject_cast<const QAbstractSpinBox*>(widget)) put("text", spin->text());
  if (const auto* slider = qobject_cast<const QAbstractSlider*>(widget)) put("value", slider->value());
  if (const auto* bar = qobject_cast<const QProgressBar*>(widget)) put("value", bar->value());
  if (const auto* combo = qobject_cast<const QComboBox*>(widget)) {
    QJsonArray items;
    for (int i = 0; i < combo->count(); ++i) items.append(combo->itemText(i));
    put("text", combo->currentText());
    put("items", items);
  }
  if (const auto* menu = qobject_cast<const QMenu*>(widget))
    put("actions", actionsOf(menu, [menu](QAction* action) { return menu->actionGeometry(action); }));
  if (const auto* bar = qobject_cast<const QMenuBar*>(widget))
    put("actions", actionsOf(bar, [bar](QAction* action) { return bar->actionGeometry(action); }));
  if (const auto* view = qobject_cast<const QAbstractItemView*>(widget)) put("rows", rowsOf(view));
  if (const auto* bar = qobject_cast<const QTabBar*>(widget)) {
    QJsonArray tabs;
    for (int i = 0; i < bar->count(); ++i)
      tabs.append(QJsonObject{{QStringLiteral("text"), plain(bar->tabText(i))},
                              {QStringLiteral("current"), bar->currentIndex() == i},
                              {QStringLiteral("place"), onScreen(bar, bar->tabRect(i))}});
    put("tabs", tabs);
  }
  if (const auto* canvas = qobject_cast<const ImageCanvas*>(widget)) {
    const QRectF image = canvas->view().toWidget(QRectF(QPointF(0, 0), QSizeF(canvas->imageSize())));
    put("image", onScreen(canvas, image.toRect()));
    put("zoom", canvas->view().zoom());
    put("drawing", canvas->drawing());
    put("lens", canvas->lensWords());
    QJsonArray boxes;
    for (const int64_t box : canvas->selection()) boxes.append(static_cast<qint64>(box));
    put("selected", boxes);
  }
}

/// The part that is not cut off by the widgets around it; what lies in it, such as its own children, counts.
QRect uncovered(const QWidget* widget) {
  QRect seen = widget->rect();
  QPoint corner;
  for (const QWidget* part = widget; !part->isWindow() && part->parentWidget() != nullptr;
       part = part->parentWidget()) {
    corner += part->pos();
    seen &= part->parentWidget()->rect().translated(-corner);
  }
  return seen;
}

QJsonObject told(const QWidget* widget) {
  QJsonObject entry{{QStringLiteral("name"), widget->objectName()},
                    {QStringLiteral("accessible"), widget->accessibleName()},
                    {QStringLiteral("class"), QLatin1String(widget->metaObject()->className())},
                    {QStringLiteral("window"), widget->window()->objectName()},
                    {QStringLiteral("title"), widget->windowTitle()},
                    {QStringLiteral("enabled"), widget->isEnabled()},
                    {QStringLiteral("focus"), widget->hasFocus()},
                    {QStringLiteral("place"), onScreen(widget, widget->rect())},
                    {QStringLiteral("seen"), onScreen(widget, uncovered(widget))}};
  if (widget->isWindow()) entry[QStringLiteral("frame")] = placeOf(widget->frameGeometry());
  addContents(widget, entry);
  return entry;
}

}  // namespace

WidgetMap::WidgetMap(const QString& file) : m_file(file) {
  m_look.setObjectName(QStringLiteral("widgetMap"));  // for the watchdog, which leaves it out
  qApp->installEventFilter(this);
  connect(&m_look, &QTimer::timeout, this, &WidgetMap::answer);
  m_look.start(lookEvery);
}

bool WidgetMap::eventFilter(QObject* receiver, QEvent* event) {
  // What the window system sends goes to a window first; the rest is Qt handing it on to widgets.
  if (receiver->isWindowType() && event->spontaneous()) {
    // A key that is a shortcut never comes as a press; the question whether it is one comes for every key.
    m_keys += event->type() == QEvent::ShortcutOverride ? 1 : 0;
    m_presses += event->type() == QEvent::MouseButtonPress ? 1 : 0;
    m_wheels += event->type() == QEvent::Wheel ? 1 : 0;
  }
  return QObject::eventFilter(receiver, event);
}

void WidgetMap::answer() {
  const QString wanted = m_file + QStringLiteral(".wanted");
  if (!QFile::exists(wanted)) return;
  QJsonArray widgets;
  for (const QWidget* widget : QApplication::allWidgets())
    if (widget->isVisible() && !uncovered(widget).isEmpty()) widgets.append(told(widget));
  const QWidget* modal = QApplication::activeModalWidget();
  const QWidget* active = QApplication::activeWindow();
  const QJsonObject all{
      {QStringLiteral("widgets"), widgets},
      {QStringLiteral("modal"), modal == nullptr ? QString() : modal->objectName()},
      {QStringLiteral("active"), active == nullptr ? QString() : active->objectName()},
      {QStringLiteral("screen"), placeOf(QGuiApplication::primaryScreen()->availableGeometry())},
      {QStringLiteral("keys"), m_keys},
      {QStringLiteral("presses"), m_presses},
      {QStringLiteral("wheels"), m_wheels}};
  QSaveFile file(m_file);
  if (!file.open(QIODevice::WriteOnly)) return;
  file.write(QJsonDocument(all).toJson(QJsonDocument::Compact));
  if (file.commit()) QFile::remove(wanted);
}

}  // namespace anchor
