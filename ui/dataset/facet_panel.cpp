// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/facet_panel.h"

#include <QGuiApplication>
#include <QLabel>
#include <QMenu>
#include <QScrollArea>
#include <algorithm>
#include <array>
#include <unordered_map>

#include "ui/dataset/lint_words.h"
#include "ui/shared/background_task.h"
#include "ui/shared/pictures.h"

namespace anchor {
namespace {

constexpr size_t shownClasses = 12;

bool sameTerm(const std::string& a, const QString& b) { return text(a).compare(b, Qt::CaseInsensitive) == 0; }

}  // namespace

FacetPanel::FacetPanel(ProjectSession* session, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_saved(new SavedFilters(this)),
      m_column(new QVBoxLayout),
      m_import(new QPushButton(tr("Import…"), this)),
      m_export(new QPushButton(tr("Export labels…"), this)),
      m_more(new QToolButton(this)),
      m_delay(new QTimer(this)) {
  setObjectName(QStringLiteral("facetPanel"));
  m_column->setContentsMargins(10, 10, 10, 10);
  m_column->setSpacing(12);
  m_split = addGroup("facetsSplit", tr("Split"));
  for (const char* name : {"train", "val", "test"})
    addFacet(m_split, QLatin1String(name), QStringLiteral("split:") + QLatin1String(name));
  addFacet(m_split, tr("none"), QStringLiteral("split:none"));
  m_state = addGroup("facetsState", tr("State"));
  addFacet(m_state, tr("to do"), QStringLiteral("state:unlabelled"));
  addFacet(m_state, tr("labelled"), QStringLiteral("state:labelled"));
  addFacet(m_state, tr("no objects"), QStringLiteral("state:negative"));
  addFacet(m_state, tr("unreadable"), QStringLiteral("unreadable:yes"));
  m_review = addGroup("facetsReview", tr("Review"));
  addFacet(m_review, tr("verified"), QStringLiteral("review:verified"));
  addFacet(m_review, tr("unsure"), QStringLiteral("review:unsure"));
  addFacet(m_review, tr("not reviewed"), QStringLiteral("review:none"));
  m_classes = addGroup("facetsClasses", tr("Classes"));
  m_predictions = addGroup("facetsPredictions", tr("Predictions"));
  addFacet(m_predictions, tr("with predictions"), QStringLiteral("predictions:yes"));
  m_findings = addGroup("facetsFindings", tr("Label check"));
  m_column->addWidget(m_saved);
  m_column->addStretch(1);

  auto* inside = new QWidget(this);
  inside->setLayout(m_column);
  auto* area = new QScrollArea(this);
  area->setObjectName(QStringLiteral("facetScroll"));
  area->setFrameShape(QFrame::NoFrame);
  area->setWidgetResizable(true);
  area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  area->setWidget(inside);
  m_import->setObjectName(QStringLiteral("importButton"));
  m_import->setToolTip(tr("Imports images or a data set; dropping them on the window does the same."));
  m_import->setProperty("primary", true);
  m_export->setObjectName(QStringLiteral("exportButton"));
  m_export->setToolTip(tr("Writes all labels of the project in the format you choose"));
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 10);
  layout->addWidget(area, 1);
  auto* buttons = new QVBoxLayout;
  buttons->setContentsMargins(10, 0, 10, 0);
  buttons->addWidget(m_import);
  buttons->addWidget(m_export);
  layout->addLayout(buttons);

  m_more->setObjectName(QStringLiteral("moreClasses"));
  m_more->setAutoRaise(true);
  m_more->setToolTip(tr("Shows all classes, or only those on the most images."));
  m_delay->setSingleShot(true);
  m_delay->setInterval(500);
  connect(m_more, &QToolButton::clicked, this, [this] {
    m_all = !m_all;
    showClasses();
  });
  connect(m_delay, &QTimer::timeout, this, &FacetPanel::countClasses);
  connect(m_import, &QPushButton::clicked, this, &FacetPanel::importWanted);
  connect(m_saved, &SavedFilters::queryWanted, this, &FacetPanel::queryWanted);
  const auto stale = [this] {
    m_stale = true;
    if (!m_delay->isActive()) m_delay->start();
  };
  for (const auto signal :
       {&ProjectSession::imagesChanged, &ProjectSession::predictionsChanged, &ProjectSession::classesChanged})
    connect(session, signal, this, stale);
  connect(session, &ProjectSession::imageChanged, this, stale);
  connect(session, &ProjectSession::imagesChanged, this, &FacetPanel::countImages);
  connect(session, &ProjectSession::projectChanged, this, [this] {
    m_saved->setProject(m_session->isOpen() ? text(m_session->store().folder().string()) : QString());
  });
  countImages();
  showClasses();
  setMarks({});
}

FacetPanel::Group FacetPanel::addGroup(const char* name, const QString& title) {
  Group group;
  group.box = new QWidget(this);
  group.box->setObjectName(QLatin1String(name));
  auto* words = new QLabel(title, group.box);
  QFont bold = words->font();
  bold.setWeight(QFont::DemiBold);
  words->setFont(bold);
  group.rows = new QVBoxLayout(group.box);
  group.rows->setContentsMargins(0, 0, 0, 0);
  group.rows->setSpacing(1);
  group.rows->addWidget(words);
  m_column->addWidget(group.box);
  return group;
}

FacetRow* FacetPanel::addFacet(Group& group, const QString& words, const QString& term) {
  auto* row = new FacetRow(words, group.box);
  row->setObjectName(QStringLiteral("facet_") + term);
  row->setToolTip(tr("%1 – Ctrl+click adds it to the search").arg(term));
  group.rows->addWidget(row);
  group.facets.emplace_back(term, row);
  connect(row, &FacetRow::clicked, this, [this, term] {
    markActive();  // what is active the query says
    toggle(term, QGuiApplication::keyboardModifiers().testFlag(Qt::ControlModifier));
  });
  return row;
}

void FacetPanel::clear(Group& group) {
  for (const auto& [term, row] : group.facets) {
    row->hide();
    row->deleteLater();
  }
  group.facets.clear();
}

void FacetPanel::toggle(const QString& term, bool together) {
  const Group* own = nullptr;
  const std::initializer_list<const Group*> groups{&m_split,   &m_state,       &m_review,
                                                   &m_classes, &m_predictions, &m_findings};
  const auto holds = [](const Group& group, const std::string& typed) {
    return std::ranges::any_of(group.facets,
                               [&typed](const auto& facet) { return sameTerm(typed, facet.first); });
  };
  for (const Group* group : groups)
    if (holds(*group, term.toStdString())) own = group;
  QStringList kept;
  bool was = false;
  for (const std::string& typed : typedTerms(m_query.toStdString())) {
    was = was || sameTerm(typed, term);
    // Two of one group hold for no image. Without Ctrl, a facet takes the place of the others.
    const bool goes = std::ranges::any_of(
        groups, [&](const Group* group) { return (!together || group == own) && holds(*group, typed); });
    if (!goes) kept << text(typed);
  }
  if (!was) kept << term;
  Q_EMIT queryWanted(kept.join(QLatin1Char(' ')));
}

void FacetPanel::setQuery(const QString& query) {
  m_query = query;
  markActive();
  m_saved->setQuery(query);
}

void FacetPanel::markActive() {
  const std::vector<std::string> terms = typedTerms(m_query.toStdString());
  for (const Group* group : {&m_split, &m_state, &m_review, &m_classes, &m_predictions, &m_findings})
    for (const auto& [term, row] : group->facets)
      row->setChecked(std::ranges::any_of(
          terms, [facet = term](const std::string& typed) { return sameTerm(typed, facet); }));
}

void FacetPanel::setMarks(const ImageMarks& marks) {
  clear(m_findings);
  for (const auto& [kind, images] : marks)
    addFacet(m_findings, lintKindText(kind), QStringLiteral("lint:") + text(kind))
        ->setCount(static_cast<int64_t>(images.size()));
  m_findings.box->setVisible(!marks.empty());
  markActive();
}

void FacetPanel::setExportMenu(QMenu* menu) { m_export->setMenu(menu); }

void FacetPanel::countImages() {
  // In the order of the rows; one pass over what may be 100,000 images.
  std::array<int64_t, 4> splits{}, states{};
  std::array<int64_t, 3> reviews{};
  for (const ImageEntry& image : m_session->images()) {
    ++splits[image.split == "train" ? 0 : image.split == "val" ? 1 : image.split == "test" ? 2 : 3];
    ++states[static_cast<size_t>(image.state)];
    ++reviews[image.review == ImageReview::Verified ? 0 : image.review == ImageReview::Unsure ? 1 : 2];
    states[3] += image.trouble.empty() ? 0 : 1;
  }
  const auto show = [](const Group& group, const auto& counts) {
    for (size_t i = 0; i < counts.size(); ++i) group.facets[i].second->setCount(counts[i]);
  };
  show(m_split, splits);
  show(m_state, states);
  show(m_review, reviews);
  m_state.facets.back().second->setVisible(states[3] > 0);
  m_export->setEnabled(!m_session->images().empty());
}

void FacetPanel::showEvent(QShowEvent* event) {
  QWidget::showEvent(event);
  if (m_stale && !m_delay->isActive()) m_delay->start();
}

void FacetPanel::countClasses() {
  countImages();
  if (!m_session->isOpen() || m_busy || !isVisible()) return;
  m_busy = true;
  m_stale = false;
  struct Counts {
    std::vector<ClassCount> classes;
    int64_t predicted = 0;
  };
  runInBackground(
      projectLife(),
      [reader = std::shared_ptr<ProjectStore>(m_session->store().reader())]() -> Counts {
        Counts counts;
        try {
          std::unordered_map<int64_t, std::pair<int64_t, int64_t>> of;  // the last image, how many
          reader->forEachBox([&of](int64_t image, const LabelBox& box) {
            auto& [last, images] = of[box.classId];
            if (std::exchange(last, image) != image) ++images;
          });
          for (const LabelClass& label : reader->classes())
            counts.classes.push_back({text(label.name), QColor(text(label.colour)), of[label.id].second});
          counts.predicted =
              static_cast<int64_t>(matchingImages(*reader, parseImageQuery("predictions:yes"), {}).size());
        } catch (const std::exception&) {
          return {};  // an edit was being written; the next one asks again
        }
        std::ranges::stable_sort(counts.classes, std::ranges::greater(), &ClassCount::images);
        return counts;
      },
      [this](const Counts& counts) {
        m_busy = false;
        m_counted = counts.classes;
        m_predictions.facets.front().second->setCount(counts.predicted);
        m_predictions.box->setVisible(counts.predicted > 0);
        showClasses();
        if (m_stale) m_delay->start();
      });
}

void FacetPanel::showClasses() {
  clear(m_classes);
  const size_t count = m_all ? m_counted.size() : std::min(shownClasses, m_counted.size());
  for (size_t i = 0; i < count; ++i) {
    const ClassCount& label = m_counted[i];
    auto* row = addFacet(m_classes, label.name,
                         QStringLiteral("class:") + text(quotedTerm(label.name.toStdString())));
    row->setColour(label.colour);
    row->setCount(label.images);
  }
  const size_t hidden = m_counted.size() - std::min(shownClasses, m_counted.size());
  m_more->setVisible(hidden > 0);
  m_more->setText(m_all ? tr("Show fewer") : tr("%1 more…").arg(hidden));
  m_classes.rows->addWidget(m_more);  // again below the rows
  m_classes.box->setVisible(!m_counted.empty());
  markActive();
}

void FacetPanel::forgetProject() {
  m_counted.clear();
  m_all = m_busy = false;
  m_stale = true;
  m_saved->setProject({});
  setMarks({});
  showClasses();
  m_predictions.box->hide();
  setQuery({});
}

}  // namespace anchor
