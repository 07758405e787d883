// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/header.h"

#include <QButtonGroup>
#include <QGridLayout>
#include <QPainter>

#include "ui/style/icons.h"
#include "ui/style/theme.h"

namespace anchor {
namespace {

/// What a style cannot say: the chosen one of a row of buttons is filled with the accent colour, and the ends
/// of the row are round. The colours are the palette's, so that both themes are served.
const QString switchStyle = QStringLiteral(
    "QToolButton { border: 1px solid palette(mid); border-left: none; padding: 6px 14px; "
    "background: palette(window); color: palette(window-text); } "
    "QToolButton:hover { background: palette(alternate-base); } "
    "QToolButton:checked { background: %1; color: #ffffff; border-color: %1; } "
    "QToolButton:focus { border-color: palette(link); } "
    "QToolButton#workspaceData { border-left: 1px solid palette(mid); border-top-left-radius: 8px; "
    "border-bottom-left-radius: 8px; } "
    "QToolButton#workspaceTrain { border-top-right-radius: 8px; border-bottom-right-radius: 8px; }");
const QString pillStyle = QStringLiteral(
    "QToolButton { border: 1px solid palette(mid); border-radius: 13px; padding: 4px 12px; "
    "background: palette(base); color: palette(window-text); } "
    "QToolButton:hover { border-color: palette(link); } QToolButton:focus { border-color: palette(link); }");

constexpr int sides = 24;  // margins of the header and the space beside the switch

QIcon dot(const QColor& colour) {
  constexpr int side = 10;
  QPixmap picture(side, side);
  picture.fill(Qt::transparent);
  QPainter painter(&picture);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(Qt::NoPen);
  painter.setBrush(colour);
  painter.drawEllipse(QRectF(1, 1, side - 2, side - 2));
  painter.end();
  return {picture};
}

}  // namespace

Header::Header(QWidget* parent)
    : QWidget(parent),
      m_name(new QLabel(this)),
      m_size(new QLabel(this)),
      m_run(new QToolButton(this)),
      m_export(new QToolButton(this)) {
  setObjectName(QStringLiteral("header"));
  setAutoFillBackground(true);
  setBackgroundRole(QPalette::Base);
  m_name->setFont(theme::font(tokens::type::body, tokens::weight::semibold));
  m_name->setObjectName(QStringLiteral("projectName"));
  m_size->setObjectName(QStringLiteral("projectSize"));
  m_size->setForegroundRole(QPalette::PlaceholderText);
  auto* left = new QHBoxLayout;
  left->addWidget(m_name);
  left->addWidget(m_size);
  left->addStretch(1);

  auto* middle = new QHBoxLayout;
  middle->setSpacing(0);
  auto* one = new QButtonGroup(this);
  const std::pair<const char*, QString> entries[] = {
      {"workspaceData", tr("Data")},
      {"workspaceLabel", tr("Label")},
      {"workspaceInspect", tr("Inspect")},
      {"workspaceTrain", tr("Train")},
  };
  static constexpr const char* signs[] = {"data", "label", "inspect", "train"};
  const QString tips[] = {tr("Images, splits and label checks (Ctrl+1)"), tr("Draw and edit boxes (Ctrl+2)"),
                          tr("See what Faster R-CNN makes of the image (Ctrl+3)"),
                          tr("Runs, charts and reports (Ctrl+4)")};
  for (int i = 0; i < workspaceCount; ++i) {
    auto* button = new QToolButton(this);
    button->setObjectName(QLatin1String(entries[i].first));
    button->setText(entries[i].second);
    button->setToolTip(tips[i]);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setCheckable(true);
    button->setIcon(iconOnAccent(signs[i]));
    button->setFocusPolicy(Qt::TabFocus);
    one->addButton(button, i);
    middle->addWidget(button);
    m_switch[static_cast<size_t>(i)] = button;
  }
  connect(one, &QButtonGroup::idClicked, this, [this](int id) { Q_EMIT chosen(static_cast<Workspace>(id)); });

  m_run->setObjectName(QStringLiteral("runPill"));
  m_run->setAccessibleName(tr("Run"));
  m_run->setToolTip(tr("Show this run in Train"));
  m_run->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
  m_run->setFocusPolicy(Qt::TabFocus);
  m_run->hide();
  connect(m_run, &QToolButton::clicked, this, &Header::runClicked);
  m_export->setObjectName(QStringLiteral("exportModelButton"));
  m_export->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
  m_export->setFocusPolicy(Qt::TabFocus);
  auto* right = new QHBoxLayout;
  right->addStretch(1);
  right->addWidget(m_run);
  right->addWidget(m_export);

  auto* grid = new QGridLayout(this);
  grid->setContentsMargins(12, 6, 12, 6);
  grid->addLayout(left, 0, 0);
  grid->addLayout(middle, 0, 1);
  grid->addLayout(right, 0, 2);
  // Equal sides keep the switch in the middle whatever the names are.
  grid->setColumnStretch(0, 1);
  grid->setColumnStretch(2, 1);
  setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
  for (QLabel* label : {m_name, m_size}) label->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
  applyColours();
}

void Header::setProject(const QString& name, const QString& size) {
  m_project = name;
  m_size->setText(size);
  fitWords();
}

void Header::showWorkspace(Workspace workspace) {
  m_switch[static_cast<size_t>(workspace)]->setChecked(true);
}

void Header::setRun(const QString& words, bool alive) {
  m_runWords = words;
  m_alive = alive;
  m_run->setIcon(dot(alive ? theme::colours().good : theme::colours().dim));
  fitWords();
}

void Header::setExport(QAction* action) {
  m_export->setText(tr("Export model"));
  m_export->setToolTip(
      tr("Export the network as TorchScript, ONNX or weights, each compared with the original"));
  m_export->setIcon(action->icon());
  connect(m_export, &QToolButton::clicked, action, &QAction::trigger);
  const auto follow = [this, action] { m_export->setEnabled(action->isEnabled()); };
  connect(action, &QAction::changed, m_export, follow);
  follow();
}

int Header::switchWidth() const {
  int width = 0;
  for (const QToolButton* button : m_switch) width += button->sizeHint().width();
  return width;
}

/// The words follow the width of the header and must not hold it.
QSize Header::minimumSizeHint() const {
  return {switchWidth() + 2 * (m_export->sizeHint().width() + sides), QWidget::minimumSizeHint().height()};
}

void Header::fitWords() {
  const int half = std::max(0, (width() - switchWidth()) / 2 - sides);
  const QFontMetrics bold(m_name->font());
  m_name->setText(bold.elidedText(m_project, Qt::ElideMiddle, half));
  m_name->setToolTip(m_project);
  m_name->setFixedWidth(bold.horizontalAdvance(m_name->text()) + 4);
  const int left = half - m_name->width() - 8;
  const int size = m_size->fontMetrics().horizontalAdvance(m_size->text()) + 4;
  m_size->setVisible(size <= left);
  m_size->setFixedWidth(size);
  constexpr int around = 60;  // icon and padding of the pill, and the space before it
  const int pill = half - m_export->sizeHint().width() - around;
  m_run->setText(QLatin1Char(' ') +
                 m_run->fontMetrics().elidedText(m_runWords, Qt::ElideRight, std::max(0, pill)));
  m_run->setAccessibleDescription(m_runWords);
  constexpr int readable = 60;
  m_run->setVisible(!m_runWords.isEmpty() && pill >= readable);
}

void Header::applyColours() {
  for (QToolButton* button : m_switch)
    button->setStyleSheet(switchStyle.arg(theme::colours().accentFill.name()));
  m_run->setStyleSheet(pillStyle);
  setRun(m_runWords, m_alive);
}

void Header::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  const bool built = m_switch.back() != nullptr;  // Qt tells of the palette while the header is made, too
  if (event->type() == QEvent::PaletteChange && built) applyColours();
}

void Header::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  fitWords();
}

}  // namespace anchor
