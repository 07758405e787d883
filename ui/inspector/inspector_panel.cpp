#include "ui/inspector/inspector_panel.h"

#include <QFormLayout>
#include <QGroupBox>
#include <QHeaderView>
#include <QVBoxLayout>
#include <cmath>

#include "ui/canvas/canvas_painters.h"
#include "ui/shared/pictures.h"

namespace anchor {

QString reasonText(LabelReason reason) {
  switch (reason) {
    case LabelReason::Outside:
      return InspectorPanel::tr("leaves the image");
    case LabelReason::PositiveIou:
      return InspectorPanel::tr("IoU reaches the fg threshold");
    case LabelReason::BestForGt:
      return InspectorPanel::tr("best anchor of a gt_box");
    case LabelReason::NegativeIou:
      return InspectorPanel::tr("IoU below the bg threshold");
    case LabelReason::BetweenIou:
      return InspectorPanel::tr("between the thresholds");
    case LabelReason::DroppedByBudget:
      return InspectorPanel::tr("dropped by the budget");
  }
  return {};
}

InspectorPanel::InspectorPanel(ProjectSession* session, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_class(new QComboBox(this)),
      m_preset(new QComboBox(this)),
      m_difficult(new QCheckBox(tr("difficult"), this)),
      m_truncated(new QCheckBox(tr("truncated"), this)),
      m_occluded(new QCheckBox(tr("occluded"), this)),
      m_crowd(new QCheckBox(tr("crowd / ignore"), this)),
      m_size(new QLabel(this)),
      m_fit(new QLabel(this)),
      m_sceneText(new QLabel(this)),
      m_cell(new QTableWidget(0, 4, this)) {
  m_class->setObjectName(QStringLiteral("boxClass"));
  m_preset->setObjectName(QStringLiteral("anchorPreset"));
  m_difficult->setToolTip(tr("Not trained on; neither counts nor punishes in the VOC metric."));
  m_crowd->setToolTip(tr("A group that is not told apart: not trained on, COCO's iscrowd."));
  m_fit->setObjectName(QStringLiteral("boxFit"));
  m_sceneText->setObjectName(QStringLiteral("sceneText"));
  m_cell->setObjectName(QStringLiteral("cellTable"));
  for (QLabel* label : {m_size, m_fit, m_sceneText}) label->setWordWrap(true);
  for (const Preset& preset : presets()) m_preset->addItem(text(preset.title), text(preset.name));

  auto* boxGroup = new QGroupBox(tr("Selected box"), this);
  auto* form = new QFormLayout(boxGroup);
  form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
  form->addRow(tr("Class"), m_class);
  form->addRow(tr("Size"), m_size);
  form->addRow(tr("Flags"), m_difficult);
  for (QCheckBox* flag : {m_truncated, m_occluded, m_crowd}) form->addRow(QString(), flag);
  form->addRow(tr("Anchors"), m_fit);

  auto* sceneGroup = new QGroupBox(tr("Anchors of this image"), this);
  auto* sceneLayout = new QVBoxLayout(sceneGroup);
  m_preset->setToolTip(tr("The network and recipe whose anchors and labels are shown."));
  m_preset->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  sceneLayout->addWidget(m_preset);
  sceneLayout->addWidget(m_sceneText);
  m_cell->setHorizontalHeaderLabels({tr("Label"), tr("IoU"), tr("Size"), tr("Why")});
  m_cell->verticalHeader()->hide();
  m_cell->horizontalHeader()->setStretchLastSection(true);
  m_cell->setEditTriggers(QAbstractItemView::NoEditTriggers);
  m_cell->setSelectionMode(QAbstractItemView::NoSelection);
  m_cell->setFocusPolicy(Qt::NoFocus);
  m_cell->setMinimumHeight(150);
  m_cell->setHorizontalScrollBarPolicy(
      Qt::ScrollBarAlwaysOff);  // "Why" is cut short; its tooltip has all of it
  sceneLayout->addWidget(m_cell, 1);

  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(6, 6, 6, 6);
  layout->addWidget(boxGroup);
  layout->addWidget(sceneGroup, 1);
  setMinimumWidth(270);

  connect(m_class, &QComboBox::activated, this, &InspectorPanel::commitBox);
  for (QCheckBox* flag : {m_difficult, m_truncated, m_occluded, m_crowd})
    connect(flag, &QCheckBox::clicked, this, &InspectorPanel::commitBox);
  connect(m_preset, &QComboBox::currentIndexChanged, this,
          [this] { Q_EMIT presetChosen(m_preset->currentData().toString()); });
  connect(session, &ProjectSession::boxesChanged, this, &InspectorPanel::refreshBox);
  connect(session, &ProjectSession::classesChanged, this, &InspectorPanel::refreshClasses);
  refreshBox();
  showScene(nullptr);
}

void InspectorPanel::refreshClasses() {
  m_class->clear();
  for (const LabelClass& c : m_session->classes()) {
    QPixmap patch(12, 12);
    patch.fill(QColor(text(c.colour)));
    m_class->addItem(patch, text(c.name), static_cast<qint64>(c.id));
  }
  refreshBox();
}

void InspectorPanel::showBox(int64_t id) {
  m_box = id;
  refreshBox();
}

void InspectorPanel::refreshBox() {
  const LabelBox* box = m_session->box(m_box);
  for (QWidget* widget :
       std::initializer_list<QWidget*>{m_class, m_difficult, m_truncated, m_occluded, m_crowd})
    widget->setEnabled(box != nullptr);
  const auto set = [&](QCheckBox* flag, bool LabelBox::*member) {
    flag->setChecked(box != nullptr && box->*member);
  };
  set(m_difficult, &LabelBox::difficult);
  set(m_truncated, &LabelBox::truncated);
  set(m_occluded, &LabelBox::occluded);
  set(m_crowd, &LabelBox::crowd);
  m_class->setCurrentIndex(box == nullptr ? -1 : m_class->findData(static_cast<qint64>(box->classId)));
  const auto number = [](double v) { return QString::number(v, 'f', v == std::floor(v) ? 0 : 1); };
  m_size->setText(box == nullptr ? tr("Select a box to see it here")
                                 : tr("%1 × %2 px at %3, %4")
                                       .arg(number(box->x2 - box->x1), number(box->y2 - box->y1),
                                            number(box->x1), number(box->y1)));
  m_fit->setText(boxFit());
}

QString InspectorPanel::boxFit() const {
  if (m_box == 0 || !m_scene) return QStringLiteral("–");
  for (size_t g = 0; g < m_scene->gtIds.size(); ++g) {
    if (m_scene->gtIds[g] != m_box) continue;
    int foreground = 0;
    for (size_t i = 0; i < m_scene->anchors.size(); ++i)
      foreground +=
          m_scene->assignment.labels[i] == 1 && m_scene->assignment.argmax[i] == static_cast<int>(g) ? 1 : 0;
    const float best = m_scene->assignment.bestIou[g];
    QString line = tr("best IoU %1, fg anchors: %2").arg(best, 0, 'f', 3).arg(foreground);
    if (best < m_scene->config.assignment.positiveIou)
      line += QLatin1Char('\n') + (best > 0 ? tr("below %1: only the best-per-gt rule trains it")
                                                  .arg(m_scene->config.assignment.positiveIou, 0, 'f', 2)
                                            : tr("no anchor inside the image touches it"));
    return line;
  }
  return m_session->box(m_box) != nullptr ? tr("not trained on (difficult or crowd)") : QStringLiteral("–");
}

void InspectorPanel::commitBox() {
  const LabelBox* box = m_session->box(m_box);
  if (box == nullptr) return;
  LabelBox changed = *box;
  changed.classId = m_class->currentData().toLongLong();
  changed.difficult = m_difficult->isChecked();
  changed.truncated = m_truncated->isChecked();
  changed.occluded = m_occluded->isChecked();
  changed.crowd = m_crowd->isChecked();
  m_session->changeBox(changed);
}

void InspectorPanel::showScene(std::shared_ptr<const AnchorScene> scene) {
  m_scene = std::move(scene);
  m_cell->setRowCount(0);
  if (!m_scene) {
    m_sceneText->setText(tr("Turn on a layer of anchors in the View menu, then click a cell."));
  } else {
    const LabelAssignment& a = m_scene->assignment;
    const int fg = a.count(1);
    const int bg = a.count(0);
    const int inside = m_scene->insideCount();
    m_sceneText->setText(
        tr("Input %1 × %2, scale %3. %4 anchors, %5 inside the image: %6 fg, %7 bg, %8 ignored.")
            .arg(static_cast<int>(m_scene->geometry.size.width))
            .arg(static_cast<int>(m_scene->geometry.size.height))
            .arg(m_scene->geometry.scale, 0, 'f', 3)
            .arg(m_scene->anchors.size())
            .arg(inside)
            .arg(fg)
            .arg(bg)
            .arg(inside - fg - bg));
  }
  m_fit->setText(boxFit());
}

void InspectorPanel::showCell(const QList<int>& anchors) {
  m_cell->setRowCount(static_cast<int>(anchors.size()));
  for (int row = 0; row < anchors.size(); ++row) {
    const auto i = static_cast<size_t>(anchors[row]);
    const Box& box = m_scene->anchors[i];
    const int label = m_scene->assignment.labels[i];
    const QString words[] = {label == 1   ? tr("fg")
                             : label == 0 ? tr("bg")
                                          : tr("ignored"),
                             QString::number(m_scene->assignment.maxIou[i], 'f', 3),
                             QStringLiteral("%1 × %2")
                                 .arg(qRound(anchor::width(box, m_scene->config.convention())))
                                 .arg(qRound(anchor::height(box, m_scene->config.convention()))),
                             reasonText(m_scene->assignment.reasons[i])};
    for (int column = 0; column < 4; ++column)
      m_cell->setItem(row, column, new QTableWidgetItem(words[column]));
    m_cell->item(row, 3)->setToolTip(words[3]);
    QPixmap patch(10, 10);
    patch.fill(labelColour(*m_scene, anchors[row]));
    m_cell->item(row, 0)->setIcon(patch);
  }
  for (int column = 0; column < 3; ++column) m_cell->resizeColumnToContents(column);
}

}  // namespace anchor
