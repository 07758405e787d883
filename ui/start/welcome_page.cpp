// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/start/welcome_page.h"

#include <QDir>
#include <QVBoxLayout>

#include "ui/start/recent_projects.h"

namespace anchor {
namespace {

constexpr int pageWidth = 560;
constexpr int shownRecent = 5;

QLabel* heading(const QString& words, double scale, QWidget* parent) {
  auto* label = new QLabel(words, parent);
  QFont font = label->font();
  font.setPointSizeF(font.pointSizeF() * scale);
  font.setBold(true);
  label->setFont(font);
  return label;
}

}  // namespace

WelcomePage::WelcomePage(QWidget* parent)
    : QWidget(parent),
      m_recent(new QListWidget(this)),
      m_recentTitle(heading(tr("Recent projects"), 1.1, this)) {
  setObjectName(QStringLiteral("welcomePage"));
  auto* column = new QWidget(this);
  column->setMaximumWidth(pageWidth);
  auto* lines = new QVBoxLayout(column);
  lines->setSpacing(2);
  lines->addWidget(heading(tr("Anchor Studio"), 2, column));
  auto* words = new QLabel(tr("Label boxes, see how Faster R-CNN uses them, train detectors, and find out "
                              "why objects are missed."),
                           column);
  words->setWordWrap(true);
  lines->addWidget(words);
  lines->addSpacing(14);
  lines->addWidget(choice("welcomeTour", tr("Take the tour"),
                          tr("Five steps on a small labelled sample project."), &WelcomePage::tourWanted));
  lines->addWidget(choice("welcomeNew", tr("New project"),
                          tr("An empty folder for your labels; images stay where they are."),
                          &WelcomePage::newWanted));
  lines->addWidget(choice("welcomeOpen", tr("Open a project"), tr("A folder that contains project.anchor."),
                          &WelcomePage::openWanted));
  lines->addWidget(choice("welcomeManual", tr("Read the manual"),
                          tr("Labelling, the inspector, training, export."), &WelcomePage::manualWanted));
  lines->addSpacing(10);
  lines->addWidget(m_recentTitle);
  lines->addWidget(m_recent);
  m_recent->setObjectName(QStringLiteral("recentProjects"));
  m_recent->setAccessibleName(tr("Recent projects"));
  m_recent->setToolTip(tr("Enter or a click opens the project"));
  m_recent->setFrameShape(QFrame::NoFrame);
  connect(m_recent, &QListWidget::itemActivated, this,
          [this](QListWidgetItem* item) { Q_EMIT projectChosen(item->data(Qt::UserRole).toString()); });
  connect(m_recent, &QListWidget::itemClicked, m_recent, &QListWidget::itemActivated);

  auto* middle = new QHBoxLayout;
  middle->addStretch(1);
  middle->addWidget(column, 4);
  middle->addStretch(1);
  auto* page = new QVBoxLayout(this);
  page->addStretch(1);
  page->addLayout(middle);
  page->addStretch(2);
  refresh();
}

QCommandLinkButton* WelcomePage::choice(const char* name, const QString& title, const QString& words,
                                        void (WelcomePage::*signal)()) {
  auto* button = new QCommandLinkButton(title, words, this);
  button->setObjectName(QLatin1String(name));
  button->setAccessibleDescription(words);
  connect(button, &QCommandLinkButton::clicked, this, signal);
  return button;
}

void WelcomePage::refresh() {
  m_recent->clear();
  for (const QString& folder : recent::projects().mid(0, shownRecent)) {
    const QDir dir(folder);
    auto* item = new QListWidgetItem(
        QStringLiteral("%1    %2").arg(dir.dirName(), QDir::toNativeSeparators(dir.absolutePath())),
        m_recent);
    item->setData(Qt::UserRole, folder);
  }
  const bool any = m_recent->count() > 0;
  m_recent->setVisible(any);
  m_recentTitle->setVisible(any);
  if (any) m_recent->setFixedHeight(m_recent->count() * (m_recent->sizeHintForRow(0) + 2) + 6);
}

}  // namespace anchor
