// SPDX-License-Identifier: GPL-3.0-or-later
// Primitives and simple controls; studio_style_parts.cpp has those made of parts, and the measures.
#include "ui/style/studio_style.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QDialog>
#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>
#include <QTabBar>
#include <QTableView>
#include <cmath>

#include "ui/style/brush_work.h"

namespace anchor {
namespace {

using namespace brush_work;
namespace corner = tokens::corner;

bool isPrimary(const QStyleOption* option, const QWidget* widget) {
  if (widget == nullptr || !has(option, QStyle::State_Enabled)) return false;
  const auto* look = qstyleoption_cast<const QStyleOptionButton*>(option);
  if (look != nullptr && look->features.testFlag(QStyleOptionButton::Flat)) return false;
  if (widget->property("primary").toBool()) return true;
  const auto* button = qobject_cast<const QPushButton*>(widget);
  return button != nullptr && button->isDefault() &&
         qobject_cast<const QDialog*>(widget->window()) != nullptr;
}

QColor buttonFill(const QStyleOption* option) {
  const tokens::Colours& c = theme::colours();
  if (!has(option, QStyle::State_Enabled)) return c.background;
  if (has(option, QStyle::State_On)) return c.accentBackground;
  if (has(option, QStyle::State_Sunken)) return c.line;
  return has(option, QStyle::State_MouseOver) ? c.raised : c.panel;
}

void pushButton(const QStyleOption* option, QPainter* painter, const QWidget* widget) {
  const tokens::Colours& c = theme::colours();
  const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option);
  const bool flat = button != nullptr && button->features.testFlag(QStyleOptionButton::Flat);
  if (isPrimary(option, widget)) {
    const QColor fill = has(option, QStyle::State_Sunken)      ? c.accentFill.darker(125)
                        : has(option, QStyle::State_MouseOver) ? c.accentFill.darker(112)
                                                               : c.accentFill;
    surface(painter, option->rect, corner::button, fill, {});
    if (has(option, QStyle::State_HasFocus))
      surface(painter, QRectF(option->rect).adjusted(2, 2, -2, -2), corner::button - 2, {}, Qt::white);
    return;
  }
  const bool touched = has(option, QStyle::State_MouseOver) || has(option, QStyle::State_Sunken);
  if (flat && !has(option, QStyle::State_On)) {
    if (touched && has(option, QStyle::State_Enabled))
      surface(painter, option->rect, corner::button, buttonFill(option), {});
    if (has(option, QStyle::State_HasFocus)) surface(painter, option->rect, corner::button, {}, c.accent, 2);
    return;
  }
  if (has(option, QStyle::State_On))
    return surface(painter, option->rect, corner::button, buttonFill(option), c.accent,
                   has(option, QStyle::State_HasFocus) ? 2 : 1);
  field(painter, option, corner::button, buttonFill(option));
}

/// Flat until the pointer comes; what is pressed in stands out by surface and frame.
void toolButton(const QStyleOption* option, QPainter* painter) {
  const tokens::Colours& c = theme::colours();
  if (has(option, QStyle::State_On))
    surface(painter, option->rect, corner::field, c.accentBackground,
            has(option, QStyle::State_Enabled) ? c.accent : c.edge);
  else if (!has(option, QStyle::State_AutoRaise))
    surface(painter, option->rect, corner::field, buttonFill(option), c.line);
  else if (has(option, QStyle::State_Enabled) &&
           (has(option, QStyle::State_MouseOver) || has(option, QStyle::State_Sunken)))
    surface(painter, option->rect, corner::field, buttonFill(option), {});
  if (has(option, QStyle::State_HasFocus) && has(option, QStyle::State_KeyboardFocusChange))
    surface(painter, option->rect, corner::field, {}, c.accent, 2);
}

/// A box or a circle to tick: its frame is all that one sees of it, so it is as strong as text in its way.
void tick(const QStyleOption* option, QPainter* painter, bool round) {
  const tokens::Colours& c = theme::colours();
  const bool enabled = has(option, QStyle::State_Enabled);
  const bool partly = has(option, QStyle::State_NoChange);
  const bool on = has(option, QStyle::State_On) || partly;
  const double side = std::min(option->rect.width(), option->rect.height());
  QRectF box(0, 0, side, side);
  box.moveCenter(QRectF(option->rect).center());
  const double radius = round ? side / 2 : corner::tick;
  const QColor frame = !enabled ? c.disabled : on || has(option, QStyle::State_MouseOver) ? c.accent : c.edge;
  surface(painter, box, radius, on ? (enabled ? c.accentFill : c.disabled) : c.panel, frame);
  if (!on) return;
  if (round)
    return surface(painter, box.adjusted(side * 0.3, side * 0.3, -side * 0.3, -side * 0.3), side, Qt::white,
                   {});
  painter->save();
  painter->setRenderHint(QPainter::Antialiasing);
  painter->setPen(QPen(Qt::white, side / 8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
  const auto at = [&](double x, double y) { return box.topLeft() + QPointF(x, y) * side; };
  if (partly)
    painter->drawLine(at(0.28, 0.5), at(0.72, 0.5));
  else
    painter->drawPolyline(QPolygonF{at(0.25, 0.52), at(0.43, 0.7), at(0.76, 0.33)});
  painter->restore();
}

void lineEdit(const QStyleOption* option, QPainter* painter, const QWidget* widget) {
  const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option);
  const QColor fill = option->palette.color(QPalette::Base);
  if (frame != nullptr && frame->lineWidth > 0) return field(painter, option, corner::field, fill);
  // Within a combo or spin box, whose frame is round: the surface keeps away from its corners.
  const bool inside =
      widget != nullptr && (qobject_cast<const QComboBox*>(widget->parentWidget()) != nullptr ||
                            widget->parentWidget()->inherits("QAbstractSpinBox"));
  if (!inside) painter->fillRect(option->rect, fill);
}

void itemPanel(const QStyleOption* option, QPainter* painter, const QWidget* widget) {
  const tokens::Colours& c = theme::colours();
  const auto* item = qstyleoption_cast<const QStyleOptionViewItem*>(option);
  if (has(option, QStyle::State_Selected))
    painter->fillRect(option->rect, c.accentBackground);
  else if (item != nullptr && item->backgroundBrush.style() != Qt::NoBrush)
    painter->fillRect(option->rect, item->backgroundBrush);
  else if (has(option, QStyle::State_MouseOver) && has(option, QStyle::State_Enabled))
    painter->fillRect(option->rect, c.raised);
  if (qobject_cast<const QTableView*>(widget) != nullptr)
    rule(painter, QRectF(option->rect.left(), option->rect.bottom(), option->rect.width(), 1), c.line);
}

}  // namespace

StudioStyle::StudioStyle() : QProxyStyle(QStringLiteral("Fusion")) {}

void StudioStyle::polish(QWidget* widget) {
  QProxyStyle::polish(widget);
  if (auto* view = qobject_cast<QAbstractItemView*>(widget)) view->setTabKeyNavigation(false);
  if (auto* table = qobject_cast<QTableView*>(widget)) table->setShowGrid(false);
  auto* header = qobject_cast<QHeaderView*>(widget);
  if (header != nullptr && header->orientation() == Qt::Horizontal &&
      header->defaultAlignment() == Qt::AlignCenter)
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
  if (qobject_cast<QLineEdit*>(widget) != nullptr || qobject_cast<QTabBar*>(widget) != nullptr)
    widget->setAttribute(Qt::WA_Hover);
}

void StudioStyle::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                                const QWidget* widget) const {
  const tokens::Colours& c = theme::colours();
  switch (element) {
    case PE_PanelButtonCommand:
      return pushButton(option, painter, widget);
    case PE_PanelButtonTool:
      return toolButton(option, painter);
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck:
      return tick(option, painter, false);
    case PE_IndicatorRadioButton:
      return tick(option, painter, true);
    case PE_PanelLineEdit:
      return lineEdit(option, painter, widget);
    case PE_FrameFocusRect:
      // Fields and buttons wear the accent as their own frame.
      if (qobject_cast<const QPushButton*>(widget) == nullptr)
        surface(painter, option->rect, corner::tick, {}, c.accent, 1.5);
      return;
    case PE_PanelItemViewItem:
    case PE_PanelItemViewRow:
      return itemPanel(option, painter, widget);
    case PE_FrameMenu:
    case PE_Frame:
      return surface(painter, option->rect, 0, {}, c.line);
    case PE_PanelMenu:
    case PE_PanelTipLabel:
      return surface(painter, option->rect, 0, c.panel, c.line);
    case PE_FrameTabWidget:
      return rule(painter, QRectF(option->rect.left(), option->rect.top(), option->rect.width(), 1), c.line);
    case PE_FrameDefaultButton:
    case PE_FrameGroupBox:
    case PE_FrameStatusBarItem:
    case PE_FrameTabBarBase:
    case PE_FrameLineEdit:
      return;
    case PE_IndicatorArrowDown:
      return chevron(painter, option->rect, Qt::DownArrow, c.dim);
    case PE_IndicatorArrowUp:
      return chevron(painter, option->rect, Qt::UpArrow, c.dim);
    case PE_IndicatorArrowLeft:
      return chevron(painter, option->rect, Qt::LeftArrow, c.dim);
    case PE_IndicatorArrowRight:
      return chevron(painter, option->rect, Qt::RightArrow, c.dim);
    default:
      QProxyStyle::drawPrimitive(element, option, painter, widget);
  }
}

void StudioStyle::drawViewItem(const QStyleOption* option, QPainter* painter, const QWidget* widget) const {
  QStyleOptionViewItem item = *qstyleoption_cast<const QStyleOptionViewItem*>(option);
  if (has(option, State_Selected)) {
    // Text and icon as elsewhere on a quiet surface, which is laid first.
    proxy()->drawPrimitive(PE_PanelItemViewItem, &item, painter, widget);
    item.state &= ~(State_Selected | State_MouseOver);
    item.backgroundBrush = {};
  }
  QProxyStyle::drawControl(CE_ItemViewItem, &item, painter, widget);
}

void StudioStyle::drawButtonLabel(const QStyleOption* option, QPainter* painter,
                                  const QWidget* widget) const {
  QStyleOptionButton button = *qstyleoption_cast<const QStyleOptionButton*>(option);
  if (isPrimary(option, widget)) {
    button.palette.setColor(QPalette::ButtonText, Qt::white);
    if (!button.icon.isNull()) {
      const double scale = widget->devicePixelRatioF();
      button.icon = QIcon(button.icon.pixmap(button.iconSize, scale, QIcon::Selected));
    }
  } else if (button.features.testFlag(QStyleOptionButton::Flat) && has(option, State_Enabled)) {
    button.palette.setColor(QPalette::ButtonText, theme::colours().accent);
  }
  QProxyStyle::drawControl(CE_PushButtonLabel, &button, painter, widget);
}

bool StudioStyle::drawProgress(const QStyleOption* option, QPainter* painter, const QWidget* widget) const {
  const tokens::Colours& c = theme::colours();
  const auto* bar = qstyleoption_cast<const QStyleOptionProgressBar*>(option);
  // One that stands, and one without an end, are Fusion's.
  if (bar == nullptr || !has(option, State_Horizontal) || bar->maximum <= bar->minimum) return false;
  const bool enabled = has(option, State_Enabled);
  constexpr int thick = 6;
  QRect groove = option->rect;
  if (bar->textVisible && !bar->text.isEmpty()) {
    // The words stand beside the bar, where they can be read.
    const int words = option->fontMetrics.horizontalAdvance(bar->text);
    if (words < option->rect.width() / 2) {
      groove.setRight(groove.right() - words - tokens::space::within);
      const QRect beside(option->rect.right() + 1 - words, option->rect.top(), words, option->rect.height());
      drawItemText(painter, visualRect(option->direction, option->rect, beside), Qt::AlignCenter,
                   option->palette, enabled, bar->text, QPalette::WindowText);
    } else {
      groove.setTop(groove.bottom() + 1 - thick);
      drawItemText(painter, option->rect.adjusted(0, 0, 0, -thick), Qt::AlignCenter, option->palette, enabled,
                   bar->text, QPalette::WindowText);
    }
  }
  groove.setTop(groove.top() + (groove.height() - thick) / 2);
  groove.setHeight(thick);
  groove = visualRect(option->direction, option->rect, groove);
  surface(painter, groove, thick / 2.0, c.line, {});
  const double part = (static_cast<double>(bar->progress) - bar->minimum) /
                      (static_cast<double>(bar->maximum) - bar->minimum);
  if (part <= 0) return true;
  QRect done = groove;
  done.setWidth(std::max(thick, static_cast<int>(std::lround(groove.width() * std::min(1.0, part)))));
  surface(painter, visualRect(option->direction, groove, done), thick / 2.0,
          widget == nullptr || widget->isEnabled() ? c.accent : c.disabled, {});
  return true;
}

namespace {

void headerSection(const QStyleOption* option, QPainter* painter) {
  const tokens::Colours& c = theme::colours();
  painter->fillRect(option->rect, has(option, QStyle::State_MouseOver) ? c.raised : c.panel);
  rule(painter, QRectF(option->rect.left(), option->rect.bottom(), option->rect.width(), 1), c.line);
}

/// A tab is a word; the chosen one is underlined.
void tabShape(const QStyleOption* option, QPainter* painter) {
  const tokens::Colours& c = theme::colours();
  const auto* tab = qstyleoption_cast<const QStyleOptionTab*>(option);
  const bool below = tab->shape == QTabBar::RoundedSouth || tab->shape == QTabBar::TriangularSouth;
  const bool aside = tab->shape != QTabBar::RoundedNorth && tab->shape != QTabBar::TriangularNorth && !below;
  const QRectF rect = option->rect;
  const bool chosen = has(option, QStyle::State_Selected);
  if (!chosen && has(option, QStyle::State_MouseOver) && has(option, QStyle::State_Enabled))
    surface(painter, rect.adjusted(2, 2, -2, -3), corner::field, c.raised, {});
  if (has(option, QStyle::State_HasFocus))
    surface(painter, rect.adjusted(2, 2, -2, -3), corner::field, {}, c.accent, 2);
  if (!chosen) return;
  if (aside)
    rule(painter, QRectF(rect.left(), rect.top() + 4, 2, rect.height() - 8), c.accent);
  else
    rule(painter, QRectF(rect.left() + 8, below ? rect.top() : rect.bottom() - 2, rect.width() - 16, 2),
         c.accent);
}

void menuBarItem(const QStyleOptionMenuItem& item, QPainter* painter, const QStyle* style) {
  const tokens::Colours& c = theme::colours();
  painter->fillRect(item.rect, c.background);
  const bool open = item.state.testFlag(QStyle::State_Selected);
  if (open) surface(painter, QRectF(item.rect).adjusted(1, 2, -1, -2), corner::field, c.line, {});
  style->drawItemText(
      painter, item.rect, Qt::AlignCenter | Qt::TextShowMnemonic | Qt::TextDontClip | Qt::TextSingleLine,
      item.palette, item.state.testFlag(QStyle::State_Enabled), item.text, QPalette::WindowText);
}

}  // namespace

void StudioStyle::drawMenuItem(const QStyleOption* option, QPainter* painter, const QWidget* widget) const {
  const tokens::Colours& c = theme::colours();
  QStyleOptionMenuItem item = *qstyleoption_cast<const QStyleOptionMenuItem*>(option);
  const QRectF rect = item.rect;
  if (item.menuItemType == QStyleOptionMenuItem::Separator && item.text.isEmpty())
    return rule(painter, QRectF(rect.left(), std::floor(rect.center().y()), rect.width(), 1), c.line);
  if (has(option, State_Selected) && has(option, State_Enabled))
    surface(painter, rect, corner::tick, c.accentBackground, {});
  item.state &= ~State_Selected;
  // What can be on or off says so by a mark; its icon is for toolbars.
  if (item.checkType != QStyleOptionMenuItem::NotCheckable) item.icon = QIcon();
  QProxyStyle::drawControl(CE_MenuItem, &item, painter, widget);
}

void StudioStyle::drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                              const QWidget* widget) const {
  const tokens::Colours& c = theme::colours();
  switch (element) {
    case CE_ItemViewItem:
      return drawViewItem(option, painter, widget);
    case CE_PushButtonLabel:
      return drawButtonLabel(option, painter, widget);
    case CE_HeaderSection:
      return headerSection(option, painter);
    case CE_HeaderEmptyArea:
      return painter->fillRect(option->rect, c.panel);
    case CE_TabBarTabShape:
      return tabShape(option, painter);
    case CE_HeaderLabel: {
      QStyleOptionHeaderV2 header;
      if (const auto* two = qstyleoption_cast<const QStyleOptionHeaderV2*>(option))
        header = *two;
      else
        static_cast<QStyleOptionHeader&>(header) = *qstyleoption_cast<const QStyleOptionHeader*>(option);
      header.palette.setColor(QPalette::ButtonText, c.dim);
      header.state &= ~State_On;  // would make it bold above each selected cell
      return QProxyStyle::drawControl(element, &header, painter, widget);
    }
    case CE_TabBarTabLabel: {
      QStyleOptionTab tab = *qstyleoption_cast<const QStyleOptionTab*>(option);
      if (!has(option, State_Selected) && has(option, State_Enabled))
        tab.palette.setColor(QPalette::WindowText, c.dim);
      tab.state &= ~State_HasFocus;
      return QProxyStyle::drawControl(element, &tab, painter, widget);
    }
    case CE_MenuItem:
      return drawMenuItem(option, painter, widget);
    case CE_MenuBarItem:
      return menuBarItem(*qstyleoption_cast<const QStyleOptionMenuItem*>(option), painter, this);
    case CE_MenuBarEmptyArea:
      return painter->fillRect(option->rect, c.background);
    case CE_Splitter: {
      const QRectF r = option->rect;
      const bool over = has(option, State_MouseOver);
      if (has(option, State_Horizontal))
        rule(painter, QRectF(std::floor(r.center().x()), r.top(), 1, r.height()), over ? c.accent : c.line);
      else
        rule(painter, QRectF(r.left(), std::floor(r.center().y()), r.width(), 1), over ? c.accent : c.line);
      return;
    }
    case CE_ToolBar:
      return painter->fillRect(option->rect, c.panel);
    case CE_ProgressBar:
      if (drawProgress(option, painter, widget)) return;
      break;
    default:
      break;
  }
  QProxyStyle::drawControl(element, option, painter, widget);
}

}  // namespace anchor
