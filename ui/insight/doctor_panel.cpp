// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/insight/doctor_panel.h"
#include "ui/shared/column_menu.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QShortcut>
#include <QVBoxLayout>
#include <cmath>
#include <map>

#include "engine/base/atomic_file.h"
#include "ui/canvas/anchor_scene.h"
#include "ui/canvas/box_rect.h"
#include "ui/shared/background_task.h"
#include "ui/shared/message_words.h"
#include "ui/shared/pictures.h"

namespace anchor {
namespace fs = std::filesystem;

namespace {

fs::path dismissedFile(ProjectSession& session) { return session.store().folder() / "label-doctor.json"; }

}  // namespace

DoctorPanel::DoctorPanel(ProjectSession* session, AutopsySource* source, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_source(source),
      m_kind(new QComboBox(this)),
      m_heldOut(new QCheckBox(tr("Only held-out images"), this)),
      m_examine(new QPushButton(tr("Examine labels"), this)),
      m_accept(new QPushButton(tr("Accept (Enter)"), this)),
      m_fix(new QPushButton(tr("Fix by hand (F)"), this)),
      m_dismiss(new QPushButton(tr("Dismiss (X)"), this)),
      m_progress(new QProgressBar(this)),
      m_words(new QLabel(this)),
      m_list(new QTableWidget(0, 6, this)) {
  m_kind->setObjectName(QStringLiteral("doubtKind"));
  m_kind->setAccessibleName(tr("Kind of problem"));
  m_kind->addItem(tr("All suspicious labels"));
  for (int k = 0; k < labelDoubts; ++k) m_kind->addItem(kindText(static_cast<LabelDoubt>(k)));
  m_heldOut->setObjectName(QStringLiteral("heldOut"));
  m_heldOut->setToolTip(
      tr("A network trained on a label tends to reproduce it, so its prediction is less reliable."));
  m_examine->setObjectName(QStringLiteral("examineLabels"));
  m_examine->setToolTip(tr("Compares the labels with the detections of the newest checkpoint."));
  m_accept->setObjectName(QStringLiteral("acceptDoubt"));
  m_accept->setToolTip(tr("Changes the label as suggested; can be undone."));
  m_fix->setObjectName(QStringLiteral("fixDoubt"));
  m_fix->setToolTip(tr("Opens the image with the box selected."));
  m_dismiss->setObjectName(QStringLiteral("dismissDoubt"));
  m_dismiss->setToolTip(tr("The label is correct; it will not be listed again."));
  m_progress->hide();
  m_progress->setMaximumWidth(200);
  m_words->setObjectName(QStringLiteral("doctorWords"));
  m_words->setWordWrap(true);
  m_list->setObjectName(QStringLiteral("doubts"));
  m_list->setAccessibleName(tr("Suspicious labels"));
  m_list->setHorizontalHeaderLabels(
      {tr("Doubt"), tr("Kind"), tr("Suggestion"), tr("Score"), tr("Prediction"), tr("Image")});
  m_list->verticalHeader()->hide();
  m_list->verticalHeader()->setDefaultSectionSize(22);
  m_list->horizontalHeader()->setStretchLastSection(true);
  ColumnMenu::install(m_list);
  m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
  m_list->setSelectionBehavior(QAbstractItemView::SelectRows);
  m_list->setSelectionMode(QAbstractItemView::SingleSelection);
  // Two lines: under the image the panel is half as wide as in Train.
  auto* row = new QHBoxLayout;
  for (QWidget* widget : std::initializer_list<QWidget*>{m_examine, m_kind, m_heldOut, m_progress})
    row->addWidget(widget);
  row->addStretch(1);
  auto* answers = new QHBoxLayout;
  answers->addWidget(m_words, 1);
  for (QWidget* widget : std::initializer_list<QWidget*>{m_accept, m_fix, m_dismiss})
    answers->addWidget(widget);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(6, 6, 6, 6);
  layout->addLayout(row);
  layout->addLayout(answers);
  layout->addWidget(m_list, 1);
  connect(m_examine, &QPushButton::clicked, this, &DoctorPanel::examine);
  connect(m_kind, &QComboBox::activated, this, &DoctorPanel::show);
  connect(m_heldOut, &QCheckBox::toggled, this, &DoctorPanel::show);
  connect(m_accept, &QPushButton::clicked, this, &DoctorPanel::accept);
  connect(m_dismiss, &QPushButton::clicked, this, &DoctorPanel::dismiss);
  connect(m_fix, &QPushButton::clicked, this, [this] { openRow(m_list->currentRow()); });
  const auto key = [this](const QKeySequence& keys, QPushButton* button) {
    auto* shortcut = new QShortcut(keys, this);
    shortcut->setContext(Qt::WidgetWithChildrenShortcut);
    shortcut->setAutoRepeat(false);  // they write
    connect(shortcut, &QShortcut::activated, button, &QPushButton::click);
  };
  key(Qt::Key_Return, m_accept);
  key(Qt::Key_Enter, m_accept);
  key(Qt::Key_F, m_fix);
  key(Qt::Key_X, m_dismiss);
  // Not the current row: a list that gets the keyboard makes its first row current, which nobody chose.
  connect(m_list, &QTableWidget::itemSelectionChanged, this, [this] {
    const QModelIndexList chosen = m_list->selectionModel()->selectedRows();
    if (!chosen.isEmpty()) openRow(chosen.first().row());
  });
  connect(source, &AutopsySource::progress, this, [this](const QString& split, int done, int all) {
    m_progress->setVisible(true);
    m_progress->setMaximum(all);
    m_progress->setValue(done);
    m_progress->setFormat(split + QStringLiteral(" %v / %m"));
  });
  connect(source, &AutopsySource::idle, this, [this] {
    m_progress->hide();
    m_examine->setText(tr("Examine labels"));
  });
  connect(source, &AutopsySource::failed, this,
          [this](const QString& message) { m_words->setText(message); });
  connect(source, &AutopsySource::runChanged, this, &DoctorPanel::readAutopsies);
  connect(session, &ProjectSession::projectChanged, this, [this] {
    loadDismissed();
    judge();
  });
  show();
}

QString DoctorPanel::kindText(LabelDoubt kind) const {
  switch (kind) {
    case LabelDoubt::Missing:
      return tr("label missing");
    case LabelDoubt::WrongClass:
      return tr("wrong class");
    case LabelDoubt::LooseBox:
      return tr("loose box");
    case LabelDoubt::Duplicate:
      return tr("duplicate label");
    case LabelDoubt::Spurious:
      return tr("unsupported label");
  }
  return {};
}

void DoctorPanel::examine() {
  if (m_source->busy()) return m_source->cancel();
  if (!m_source->canWork()) return;
  m_examine->setText(tr("Cancel"));
  m_source->make(
      {QStringLiteral("val"), QStringLiteral("test"), QStringLiteral("train")},
      [](const QString&, const AutopsySource::File&) {}, [this] { readAutopsies(); });
}

void DoctorPanel::readAutopsies() {
  runInBackground(
      projectLife(), [run = m_source->run()] { return AutopsySource::autopsies(run); },
      [this](const std::vector<AutopsySource::RunAutopsy>& found) {
        m_autopsies = found;
        judge();
      });
}

void DoctorPanel::judge() {
  m_doubts.clear();
  // The first autopsy of an image speaks, but one that did not train on it goes before one that did.
  struct ImageAutopsy {
    const AutopsyFile* file;
    const AutopsyFile::Image* image;
    bool ofAnotherRun;
  };
  std::map<fs::path, ImageAutopsy> byPath;
  for (const AutopsySource::RunAutopsy& autopsy : m_autopsies)
    for (const AutopsyFile::Image& image : autopsy.file->images) {
      const ImageAutopsy found{autopsy.file.get(), &image, autopsy.run != m_source->run()};
      const auto [known, fresh] =
          byPath.emplace((fs::path(autopsy.run.toStdString()) / image.path).lexically_normal(), found);
      if (!fresh && known->second.image->trained && !image.trained) known->second = found;
    }
  // Not for nothing: the paths of 100,000 images take half a second.
  if (m_session->isOpen() && !byPath.empty()) {
    const auto& classes = m_session->classes();
    for (const ImageEntry& entry : m_session->images()) {
      const auto found = byPath.find(m_session->store().absolutePath(entry).lexically_normal());
      if (found != byPath.end())
        judgeImage(entry.id, *found->second.file, *found->second.image, found->second.ofAnotherRun, classes);
    }
  }
  std::stable_sort(m_doubts.begin(), m_doubts.end(), [](const Doubt& a, const Doubt& b) {
    return a.suspicion.strength > b.suspicion.strength;
  });
  show();
}

void DoctorPanel::judgeImage(int64_t id, const AutopsyFile& file, const AutopsyFile::Image& image,
                             bool ofAnotherRun, const std::vector<LabelClass>& classes) {
  const std::vector<LabelBox> boxes = m_session->store().boxes(id);
  std::vector<SampleBox> objects = sampleBoxes(boxes, classes);
  // Both sides in the run's numbers; a class it does not know has one of its own.
  for (SampleBox& o : objects) {
    const auto at = std::ranges::find(file.classes, classes[static_cast<size_t>(o.class_index)].name);
    o.class_index =
        static_cast<int>(at == file.classes.end() ? -1 - o.class_index : at - file.classes.begin());
  }
  for (const Suspicion& s : doubtLabels(objects, image.findings.detections)) {
    if (s.label < 0) continue;
    Doubt doubt{id,
                s.object < 0 ? 0 : boxes[static_cast<size_t>(s.object)].id,
                s.other < 0 ? 0 : boxes[static_cast<size_t>(s.other)].id,
                s,
                file.classes[static_cast<size_t>(s.label)],
                image.trained,
                ofAnotherRun,
                {}};
    const auto append = [&](long value) { doubt.key.append("|").append(std::to_string(value)); };
    doubt.key = image.path;
    append(static_cast<long>(s.kind));
    append(doubt.box);
    if (doubt.box == 0)
      for (const float v : {s.box.x1, s.box.y1, s.box.x2, s.box.y2}) append(std::lround(v / 8));
    if (!m_dismissed.contains(doubt.key)) m_doubts.push_back(std::move(doubt));
  }
}

void DoctorPanel::show() {
  const QSignalBlocker quiet(m_list);
  m_list->setRowCount(0);
  std::map<int64_t, QString> names;
  for (const ImageEntry& image : m_session->images())
    names[image.id] = text(fs::path(image.path).filename().string());
  int trained = 0;
  for (size_t d = 0; d < m_doubts.size(); ++d) {
    const Doubt& doubt = m_doubts[d];
    const Suspicion& s = doubt.suspicion;
    if (m_kind->currentIndex() > 0 && static_cast<int>(s.kind) != m_kind->currentIndex() - 1) continue;
    if (m_heldOut->isChecked() && doubt.trained) continue;
    trained += doubt.trained ? 1 : 0;
    const QString suggestion = s.kind == LabelDoubt::Missing ? tr("add %1").arg(text(doubt.className))
                               : s.kind == LabelDoubt::WrongClass
                                   ? tr("make it %1").arg(text(doubt.className))
                               : s.kind == LabelDoubt::LooseBox ? tr("use the network's box")
                                                                : tr("remove it");
    const QString words[] = {QString::number(s.strength, 'f', 2),
                             kindText(s.kind),
                             suggestion,
                             QString::number(s.score, 'f', 2),
                             doubt.trained        ? tr("seen in training")
                             : doubt.ofAnotherRun ? tr("held out, another run")
                                                  : tr("held out"),
                             names[doubt.image]};
    const int row = m_list->rowCount();
    m_list->insertRow(row);
    for (int column = 0; column < 6; ++column)
      m_list->setItem(row, column, new QTableWidgetItem(words[column]));
    m_list->item(row, 0)->setData(Qt::UserRole, static_cast<qulonglong>(d));
  }
  for (int column = 0; column < 5; ++column) m_list->resizeColumnToContents(column);
  m_examine->setEnabled(m_source->canWork());
  for (QPushButton* button : {m_accept, m_fix, m_dismiss}) button->setEnabled(m_list->rowCount() > 0);
  if (!m_source->canWork())
    m_words->setText(tr("Train a run first: its detections are compared with the labels."));
  else if (m_autopsies.empty())
    m_words->setText(tr("Examine compares the labels with the network's detections."));
  else
    m_words->setText(tr("%1 suspicious labels, %2 of them in images that the network was trained on.")
                         .arg(m_list->rowCount())
                         .arg(trained));
}

void DoctorPanel::openRow(int row) {
  if (row < 0 || row >= m_list->rowCount()) return;
  const Doubt& doubt = m_doubts[m_list->item(row, 0)->data(Qt::UserRole).toULongLong()];
  Q_EMIT openDoubt(doubt.image, doubt.box, boxRect(doubt.suspicion.box),
                   kindText(doubt.suspicion.kind) + QStringLiteral(": ") + text(doubt.className));
}

void DoctorPanel::accept() {
  const int row = m_list->currentRow();
  if (row < 0) return;
  const Doubt doubt = m_doubts[m_list->item(row, 0)->data(Qt::UserRole).toULongLong()];
  m_session->setCurrent(doubt.image);
  const LabelBox* box = m_session->box(doubt.box);
  switch (doubt.suspicion.kind) {
    case LabelDoubt::Missing:
      m_session->addBox(boxRect(doubt.suspicion.box), m_session->ensureClass(text(doubt.className)));
      break;
    case LabelDoubt::WrongClass:
      if (box != nullptr) {
        LabelBox changed = *box;
        changed.classId = m_session->ensureClass(text(doubt.className));
        m_session->changeBox(changed);
      }
      break;
    case LabelDoubt::LooseBox:
      if (box != nullptr) m_session->moveBox(doubt.box, boxRect(doubt.suspicion.box));
      break;
    case LabelDoubt::Duplicate:
    case LabelDoubt::Spurious:
      if (box != nullptr) m_session->removeBox(doubt.box);
      break;
  }
  remove(row);
}

void DoctorPanel::dismiss() {
  const int row = m_list->currentRow();
  if (row < 0) return;
  m_dismissed.insert(m_doubts[m_list->item(row, 0)->data(Qt::UserRole).toULongLong()].key);
  saveDismissed();
  remove(row);
}

void DoctorPanel::remove(int row) {
  const auto at = m_list->item(row, 0)->data(Qt::UserRole).toULongLong();
  m_doubts.erase(m_doubts.begin() + static_cast<int64_t>(at));
  show();
  if (m_list->rowCount() > 0) m_list->setCurrentCell(std::min(row, m_list->rowCount() - 1), 0);
}

void DoctorPanel::loadDismissed() {
  m_dismissed.clear();
  if (!m_session->isOpen() || !fs::exists(dismissedFile(*m_session))) return;
  try {
    const Json json = parseJson(readWholeFile(dismissedFile(*m_session), 1 << 26), "label-doctor.json");
    m_dismissed = json.at("dismissed").get<std::set<std::string>>();
  } catch (const std::exception& error) {
    m_words->setText(inWords(error));
  }
}

void DoctorPanel::saveDismissed() {
  try {
    writeAtomically(dismissedFile(*m_session),
                    Json{{"dismissed", m_dismissed}}.dump(1, ' ', false, Json::error_handler_t::replace));
  } catch (const std::exception& error) {
    m_words->setText(inWords(error));
  }
}

void DoctorPanel::forgetProject() {
  m_autopsies.clear();
  m_dismissed.clear();
  m_kind->setCurrentIndex(0);
  m_heldOut->setChecked(false);
  judge();
}

}  // namespace anchor
