// SPDX-License-Identifier: GPL-3.0-or-later
// Controls that are made of parts, and the measures of all.
#include <QComboBox>
#include <QFontMetrics>
#include <QProgressBar>
#include <QSlider>
#include <QSpinBox>

#include "ui/style/brush_work.h"
#include "ui/style/studio_style.h"

namespace anchor {
namespace {

using namespace brush_work;
namespace corner = tokens::corner;

constexpr int controlHeight = 28, scrollExtent = 12, knob = 16, fieldPadding = 4, rowHeight = 24;

}  // namespace

void StudioStyle::drawComboBox(const QStyleOptionComplex* option, QPainter* painter,
                               const QWidget* widget) const {
  const tokens::Colours& c = theme::colours();
  const auto* combo = qstyleoption_cast<const QStyleOptionComboBox*>(option);
  const bool enabled = has(option, State_Enabled);
  const bool over = enabled && has(option, State_MouseOver) && !combo->editable;
  if (combo->frame)
    field(painter, option, corner::field, !enabled ? c.background : over ? c.raised : c.panel);
  else if (over)
    surface(painter, option->rect, corner::field, c.raised, {});
  if (combo->subControls.testFlag(SC_ComboBoxArrow))
    chevron(painter, subControlRect(CC_ComboBox, option, SC_ComboBoxArrow, widget), Qt::DownArrow,
            enabled ? c.dim : c.disabled);
}

void StudioStyle::drawSpinBox(const QStyleOptionComplex* option, QPainter* painter,
                              const QWidget* widget) const {
  const tokens::Colours& c = theme::colours();
  const auto* spin = qstyleoption_cast<const QStyleOptionSpinBox*>(option);
  const bool enabled = has(option, State_Enabled);
  if (spin->frame) field(painter, option, corner::field, enabled ? c.panel : c.background);
  if (spin->buttonSymbols == QAbstractSpinBox::NoButtons) return;
  for (const auto& [part, step, arrow] :
       {std::tuple{SC_SpinBoxUp, QAbstractSpinBox::StepUpEnabled, Qt::UpArrow},
        std::tuple{SC_SpinBoxDown, QAbstractSpinBox::StepDownEnabled, Qt::DownArrow}}) {
    const QRectF rect = subControlRect(CC_SpinBox, option, part, widget);
    const bool can = enabled && spin->stepEnabled.testFlag(step);
    const bool touched = can && spin->activeSubControls == part && has(option, State_MouseOver);
    if (touched) surface(painter, rect.adjusted(1, 1, -2, -1), corner::tick, c.raised, {});
    chevron(painter, rect, arrow, can ? c.dim : c.disabled);
  }
}

void StudioStyle::drawSlider(const QStyleOptionSlider* option, QPainter* painter,
                             const QWidget* widget) const {
  const tokens::Colours& c = theme::colours();
  const bool lying = option->orientation == Qt::Horizontal, enabled = has(option, State_Enabled);
  if (option->subControls.testFlag(SC_SliderTickmarks)) {
    QStyleOptionSlider ticks = *option;
    ticks.subControls = SC_SliderTickmarks;
    QProxyStyle::drawComplexControl(CC_Slider, &ticks, painter, widget);
  }
  const QRectF handle = subControlRect(CC_Slider, option, SC_SliderHandle, widget);
  const QRectF whole = subControlRect(CC_Slider, option, SC_SliderGroove, widget);
  constexpr double thick = 4;
  const QPointF middle = handle.center();
  QRectF groove = lying ? QRectF(whole.left(), middle.y() - thick / 2, whole.width(), thick)
                        : QRectF(middle.x() - thick / 2, whole.top(), thick, whole.height());
  surface(painter, groove, thick / 2, c.line, {});
  // Filled from the smallest value to the handle; a standing slider has it below.
  const bool turned = option->upsideDown;
  if (lying && !turned) groove.setRight(middle.x());
  if (lying && turned) groove.setLeft(middle.x());
  if (!lying && turned) groove.setTop(middle.y());
  if (!lying && !turned) groove.setBottom(middle.y());
  surface(painter, groove, thick / 2, enabled ? c.accent : c.disabled, {});
  QRectF round(0, 0, knob - 2, knob - 2);
  round.moveCenter(middle);
  if (enabled && has(option, State_HasFocus)) {
    surface(painter, round.adjusted(-1, -1, 1, 1), knob, c.panel, c.accent, 2);
    round.adjust(3, 3, -3, -3);
  }
  const bool touched =
      enabled && has(option, State_MouseOver) && option->activeSubControls == SC_SliderHandle;
  surface(painter, round, knob,
          !enabled  ? c.disabled
          : touched ? c.accentFill.darker(112)
                    : c.accentFill,
          {});
}

void StudioStyle::drawScrollBar(const QStyleOptionSlider* option, QPainter* painter,
                                const QWidget* widget) const {
  const tokens::Colours& c = theme::colours();
  painter->fillRect(option->rect, c.panel);
  if (option->minimum >= option->maximum) return;
  const bool touched = has(option, State_MouseOver) && option->activeSubControls.testFlag(SC_ScrollBarSlider);
  const QRectF handle =
      QRectF(subControlRect(CC_ScrollBar, option, SC_ScrollBarSlider, widget)).adjusted(3, 3, -3, -3);
  surface(painter, handle, 3, touched || has(option, State_Sunken) ? c.dim : c.edge, {});
}

void StudioStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option,
                                     QPainter* painter, const QWidget* widget) const {
  switch (control) {
    case CC_ComboBox:
      return drawComboBox(option, painter, widget);
    case CC_SpinBox:
      return drawSpinBox(option, painter, widget);
    case CC_Slider:
      return drawSlider(qstyleoption_cast<const QStyleOptionSlider*>(option), painter, widget);
    case CC_ScrollBar:
      return drawScrollBar(qstyleoption_cast<const QStyleOptionSlider*>(option), painter, widget);
    default:
      QProxyStyle::drawComplexControl(control, option, painter, widget);
  }
}

QRect StudioStyle::subControlRect(ComplexControl control, const QStyleOptionComplex* option, SubControl part,
                                  const QWidget* widget) const {
  if (control != CC_ScrollBar) {
    const QRect rect = QProxyStyle::subControlRect(control, option, part, widget);
    const bool words = (control == CC_ComboBox && part == SC_ComboBoxEditField) ||
                       (control == CC_SpinBox && part == SC_SpinBoxEditField);
    if (!words) return rect;
    return option->direction == Qt::RightToLeft ? rect.adjusted(0, 0, -fieldPadding, 0)
                                                : rect.adjusted(fieldPadding, 0, 0, 0);
  }
  // No arrows: the handle has the whole length.
  const auto* bar = qstyleoption_cast<const QStyleOptionSlider*>(option);
  const bool lying = bar->orientation == Qt::Horizontal;
  const int length = lying ? bar->rect.width() : bar->rect.height();
  const qint64 range = qint64(bar->maximum) - bar->minimum;
  int handle = length;
  if (range > 0) {
    handle = static_cast<int>(qint64(bar->pageStep) * length / (range + bar->pageStep));
    handle = std::min(length, std::max(handle, pixelMetric(PM_ScrollBarSliderMin, option, widget)));
  }
  const int start = sliderPositionFromValue(bar->minimum, bar->maximum, bar->sliderPosition, length - handle,
                                            bar->upsideDown);
  const auto span = [&](int from, int size) {
    return visualRect(bar->direction, bar->rect,
                      lying ? QRect(bar->rect.left() + from, bar->rect.top(), size, bar->rect.height())
                            : QRect(bar->rect.left(), bar->rect.top() + from, bar->rect.width(), size));
  };
  switch (part) {
    case SC_ScrollBarSlider:
      return span(start, handle);
    case SC_ScrollBarGroove:
      return bar->rect;
    case SC_ScrollBarSubPage:
      return span(0, start);
    case SC_ScrollBarAddPage:
      return span(start + handle, length - start - handle);
    default:
      return {};
  }
}

QRect StudioStyle::subElementRect(SubElement element, const QStyleOption* option,
                                  const QWidget* widget) const {
  const QRect rect = QProxyStyle::subElementRect(element, option, widget);
  const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option);
  if (element != SE_LineEditContents || frame == nullptr || frame->lineWidth <= 0) return rect;
  return rect.adjusted(fieldPadding, 0, -fieldPadding, 0);
}

QSize StudioStyle::sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& size,
                                    const QWidget* widget) const {
  QSize made = QProxyStyle::sizeFromContents(type, option, size, widget);
  switch (type) {
    case CT_PushButton:
      return {made.width() + tokens::space::within, std::max(made.height(), controlHeight + 2)};
    case CT_LineEdit:
    case CT_ComboBox:
    case CT_SpinBox:
      return QSize(made.width() + 2 * fieldPadding, std::max(made.height(), controlHeight));
    case CT_TabBarTab:
      return made + QSize(0, tokens::space::tiny);
    case CT_MenuBarItem:
      return made + QSize(0, tokens::space::tiny);
    case CT_ItemViewItem:
      return made.expandedTo({0, rowHeight});
    case CT_HeaderSection:
      return made.expandedTo({0, controlHeight});
    case CT_MenuItem: {
      const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(option);
      if (item != nullptr && item->menuItemType == QStyleOptionMenuItem::Separator) return made;
      return made + QSize(tokens::space::around, tokens::space::tiny);
    }
    default:
      return made;
  }
}

int StudioStyle::pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const {
  switch (metric) {
    case PM_ScrollBarExtent:
      return scrollExtent;
    case PM_ScrollBarSliderMin:
      return 32;
    case PM_SliderThickness:
    case PM_SliderControlThickness:
    case PM_SliderLength:
      return knob;
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
      return 16;
    case PM_HeaderMargin:
    case PM_FocusFrameHMargin:
      return 6;
    case PM_SplitterWidth:
      return 5;
    case PM_MenuHMargin:
    case PM_MenuVMargin:
      return tokens::space::tiny;
    case PM_ButtonIconSize:
    case PM_SmallIconSize:
    case PM_TabBarIconSize:
      return 16;
    case PM_ToolBarIconSize:
      return 20;
    case PM_TabBarTabHSpace:
      return tokens::space::wide;
    case PM_HeaderDefaultSectionSizeVertical:
      return controlHeight;
    default:
      return QProxyStyle::pixelMetric(metric, option, widget);
  }
}

int StudioStyle::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                           QStyleHintReturn* data) const {
  switch (hint) {
    case SH_Table_GridLineColor:
      return static_cast<int>(theme::colours().line.rgb());
    case SH_Slider_AbsoluteSetButtons:  // a click on a slider goes there, not a page nearer
      return Qt::LeftButton;
    case SH_DialogButtonBox_ButtonsHaveIcons:
    case SH_EtchDisabledText:
      return 0;
    default:
      return QProxyStyle::styleHint(hint, option, widget, data);
  }
}

}  // namespace anchor
