// SPDX-License-Identifier: GPL-3.0-or-later
// The names of a chart's curves: what they say under the cursor, which curves are shown, where the names
// stand.
#include <qcustomplot.h>

#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>
#include <algorithm>
#include <cmath>

#include "ui/charts/live_chart.h"

namespace anchor {
void LiveChart::showValuesAt(std::optional<double> x) {
  if (m_pointer == nullptr) {
    m_pointer = new QCPItemStraightLine(m_plot);
    m_pointer->setPen(QPen(palette().color(QPalette::Mid), 1));
  }
  m_pointer->setVisible(x.has_value());
  if (x) {
    m_pointer->point1->setCoords(*x, 0.1);
    m_pointer->point2->setCoords(*x, 1);
  }
  QStringList values;
  for (const Curve& c : m_curves) {
    QString words = c.label;
    const auto data = c.raw->data();
    if (x && !data->isEmpty() && isCurveShown(c.name)) {
      auto nearest = data->findBegin(*x, true);
      const auto next = nearest + 1;
      if (next != data->constEnd() && std::abs(next->key - *x) < std::abs(nearest->key - *x)) nearest = next;
      values << QString::number(nearest->value, 'g', 5);
      words += QStringLiteral("  ") + values.back();
    }
    c.raw->setName(words);
    c.smooth->setName(words);
  }
  if (m_compact) setHead(values.join(QStringLiteral(" / ")));
  m_plot->legend->setVisible(!m_compact && (m_curves.size() > 1 || (x && !m_curves.isEmpty())));
  m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void LiveChart::setHead(const QString& values) {
  auto* head = qobject_cast<QCPTextElement*>(m_plot->plotLayout()->element(0, 0));
  const QString both = values.isEmpty() ? title() : title() + QStringLiteral(":  ") + values;
  // Where there is no room for both, the values: the title is read before the pointer comes.
  const bool fits = QFontMetrics(head->font()).horizontalAdvance(both) <= m_plot->width();
  head->setText(fits || values.isEmpty() ? both : values);
}

void LiveChart::wrapLegend() {
  if (m_compact || m_curves.isEmpty()) return;
  // Room for the value under the cursor as well, so that nothing moves when the pointer comes.
  const QFontMetrics metrics(m_plot->legend->font());
  int widest = 0;
  for (const Curve& c : m_curves)
    widest = std::max(widest, metrics.horizontalAdvance(c.label + QStringLiteral("  0.00000")));
  constexpr int around = 14;  // between sign and name, and between two entries
  const int one = widest + m_plot->legend->iconSize().width() + around;
  const int columns = std::max(1, (m_plot->width() - around) / one);
  if (columns == m_plot->legend->wrap()) return;
  m_plot->legend->setWrap(columns);
  m_plot->legend->setFillOrder(QCPLegend::foColumnsFirst, true);  // those that are there, too
}

void LiveChart::fillLegend(bool withHidden) {
  m_plot->legend->clearItems();
  wrapLegend();
  for (const Curve& c : m_curves) {
    const bool shown = isCurveShown(c.name);
    if (!shown && !withHidden) continue;
    // One entry a curve: the one that stands out.
    QCPGraph* graph = averaged(c) ? c.smooth : c.raw;
    graph->addToLegend();
    QFont font = m_plot->legend->font();
    font.setStrikeOut(!shown);
    auto* entry = m_plot->legend->itemWithPlottable(graph);
    entry->setFont(font);
    entry->setTextColor(palette().color(shown ? QPalette::Active : QPalette::Disabled, QPalette::Text));
  }
}

const LiveChart::Curve* LiveChart::inLegend(const QPoint& at) const {
  const QCPLegend* legend = m_plot->legend;
  if (!legend->visible()) return nullptr;
  for (int i = 0; i < legend->itemCount(); ++i) {
    auto* entry = qobject_cast<QCPPlottableLegendItem*>(legend->item(i));
    if (entry == nullptr || !entry->outerRect().contains(at)) continue;
    for (const Curve& c : m_curves)
      if (entry->plottable() == c.raw || entry->plottable() == c.smooth) return &c;
  }
  return nullptr;
}

void LiveChart::setCurveShown(const QString& name, bool shown) {
  if (shown)
    m_hidden.remove(name);
  else
    m_hidden.insert(name);
  const Curve* c = find(name);
  if (c == nullptr) return;
  c->raw->setVisible(shown);
  c->smooth->setVisible(shown);
  fillLegend();
  refresh();
}

void LiveChart::switchCurve(const QString& name) {
  const bool shown = !isCurveShown(name);
  setCurveShown(name, shown);
  Q_EMIT curveSwitched(name, shown);
}

void LiveChart::showOnly(const QString& name) {
  QStringList names;
  for (const Curve& c : m_curves) names << c.name;
  for (const QString& one : names)
    if (isCurveShown(one) != (one == name)) switchCurve(one);
}

void LiveChart::copyValues(const QString& name) const {
  const Curve* c = find(name);
  if (c == nullptr) return;
  QString lines = QStringLiteral("x,%1\n").arg(c->label);
  for (const QPointF& point : points(name))
    lines += QStringLiteral("%1,%2\n").arg(QString::number(point.x(), 'g', 12),
                                           QString::number(point.y(), 'g', 12));
  QGuiApplication::clipboard()->setText(lines);
}

const LiveChart::Curve* LiveChart::pointedAt(const QPoint& at) const {
  if (const Curve* named = inLegend(at)) return named;
  constexpr double reach = 8;  // pixels
  const Curve* nearest = nullptr;
  double distance = reach;
  for (const Curve& c : m_curves) {
    const QCPGraph* graph = averaged(c) ? c.smooth : c.raw;
    const double off = graph->visible() ? graph->selectTest(at, false) : -1;
    if (off < 0 || off > distance) continue;
    nearest = &c;
    distance = off;
  }
  return nearest;
}

void LiveChart::addCurveActions(QMenu& menu) {
  for (const Curve& c : m_curves) {
    QAction* action = menu.addAction(c.label, this, [this, name = c.name] { switchCurve(name); });
    action->setCheckable(true);
    action->setChecked(isCurveShown(c.name));
  }
}

}  // namespace anchor
