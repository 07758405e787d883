// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/labelling/label_side.h"

#include <QScrollArea>
#include <QSplitter>
#include <QVBoxLayout>

#include "ui/labelling/side_section.h"

namespace anchor {

LabelSide::LabelSide(ProjectSession* session, LabelTools* tools, ImageCanvas* canvas, BoxPanel* box,
                     QWidget* parent)
    : QWidget(parent),
      m_objects(new ObjectList(session, tools, canvas, this)),
      m_classes(new ClassList(session, this)) {
  setObjectName(QStringLiteral("labelSide"));
  auto* middle = new QWidget(this);
  auto* section = new QVBoxLayout(middle);
  section->setContentsMargins(0, 0, 0, 0);
  section->setSpacing(4);
  section->addLayout(sectionHeader(tr("Selected box"), {}, middle));
  auto* scroll = new QScrollArea(middle);
  scroll->setObjectName(QStringLiteral("boxScroll"));
  scroll->setFrameShape(QFrame::NoFrame);
  scroll->setWidgetResizable(true);
  scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  scroll->setWidget(box);
  scroll->setMinimumWidth(box->minimumSizeHint().width());
  section->addWidget(scroll, 1);

  auto* sections = new QSplitter(Qt::Vertical, this);
  sections->setObjectName(QStringLiteral("labelSections"));
  sections->setChildrenCollapsible(false);
  for (QWidget* part : std::initializer_list<QWidget*>{m_objects, middle, m_classes}) {
    constexpr int lowest = 76;
    part->setMinimumHeight(lowest);
    sections->addWidget(part);
  }
  sections->setStretchFactor(0, 3);
  sections->setStretchFactor(1, 1);
  sections->setStretchFactor(2, 2);
  sections->setSizes({260, 270, 150});
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addWidget(sections);
  box->setSelection([canvas] { return canvas->selection(); });
  connect(box, &BoxPanel::sceneShown, m_objects, &ObjectList::showScene);
}

QSize LabelSide::sizeHint() const {
  constexpr QSize wanted(320, 680);
  return wanted;
}

void LabelSide::forgetProject() {
  m_objects->leaveProject();
  m_classes->leaveProject();
}

}  // namespace anchor
