// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/start/welcome_page.h"

#include <QBoxLayout>

#include "ui/start/recent_list.h"
#include "ui/start/welcome_card.h"
#include "ui/style/theme.h"

namespace anchor {
namespace {

using namespace tokens;

constexpr int pageWidth = 1000;

}  // namespace

WelcomePage::WelcomePage(QWidget* parent)
    : QWidget(parent),
      m_title(new QLabel(tr("Anchor Studio"), this)),
      m_subtitle(
          new QLabel(tr("Label boxes, see how Faster R-CNN learns from them, train, and export a detector. "
                        "Everything stays on this machine."),
                     this)),
      m_recentTitle(new QLabel(tr("Recent projects"), this)),
      m_recent(new RecentList(this)) {
  setObjectName(QStringLiteral("welcomePage"));
  m_subtitle->setWordWrap(true);
  m_recent->setObjectName(QStringLiteral("recentProjects"));
  m_recent->setAccessibleName(tr("Recent projects"));
  connect(m_recent, &RecentList::projectChosen, this, &WelcomePage::projectChosen);

  auto* column = new QWidget(this);
  column->setMaximumWidth(pageWidth);
  auto* lines = new QVBoxLayout(column);
  lines->setContentsMargins(space::wide, 0, space::wide, 0);
  lines->setSpacing(0);
  lines->addWidget(m_title);
  lines->addSpacing(space::tiny);
  lines->addWidget(m_subtitle);
  lines->addSpacing(space::wide);
  lines->addLayout(cards());
  lines->addSpacing(space::around);
  lines->addLayout(links());
  lines->addSpacing(space::between);
  lines->addWidget(m_recentTitle);
  lines->addSpacing(space::within);
  lines->addWidget(m_recent);

  auto* middle = new QHBoxLayout;
  middle->addStretch(1);
  middle->addWidget(column, 20);
  middle->addStretch(1);
  auto* page = new QVBoxLayout(this);
  page->addStretch(1);
  page->addLayout(middle);
  page->addStretch(2);
  dress();
  refresh();
}

QLayout* WelcomePage::cards() {
  auto* row = new QHBoxLayout;
  row->setSpacing(space::between);
  WelcomeCard* images = card("welcomeImages", "data", tr("Open images or a data set"),
                             tr("Drop a folder here: photos, Pascal VOC, COCO, YOLO, CreateML or CSV."),
                             &WelcomePage::imagesWanted);
  images->setPrimary(true);
  row->addWidget(images, 1);
  row->addWidget(card("welcomeTour", "sample", tr("Try the sample"),
                      tr("240 generated images, labelled and ready to train. Five-minute tour."),
                      &WelcomePage::tourWanted),
                 1);
  row->addWidget(card("welcomeOpen", "project", tr("Open a project"),
                      tr("A folder that contains project.anchor."), &WelcomePage::openWanted),
                 1);
  return row;
}

QLayout* WelcomePage::links() {
  auto* row = new QHBoxLayout;
  row->setSpacing(space::tiny);
  row->setContentsMargins(-space::within, 0, 0, 0);  // their words in line with the cards
  row->addWidget(link("welcomeNew", tr("New empty project"),
                      tr("An empty folder for your labels; images stay where they are."),
                      &WelcomePage::newWanted));
  row->addWidget(link("welcomeManual", tr("Read the manual"),
                      tr("Labelling, the inspector, training, export."), &WelcomePage::manualWanted));
  row->addStretch(1);
  return row;
}

WelcomeCard* WelcomePage::card(const char* name, const char* sign, const QString& title, const QString& words,
                               void (WelcomePage::*signal)()) {
  auto* made = new WelcomeCard(sign, title, words, this);
  made->setObjectName(QLatin1String(name));
  connect(made, &WelcomeCard::clicked, this, signal);
  return made;
}

QPushButton* WelcomePage::link(const char* name, const QString& title, const QString& words,
                               void (WelcomePage::*signal)()) {
  auto* made = new QPushButton(title, this);
  made->setObjectName(QLatin1String(name));
  made->setFlat(true);
  made->setToolTip(words);
  made->setAccessibleDescription(words);
  made->setCursor(Qt::PointingHandCursor);
  connect(made, &QPushButton::clicked, this, signal);
  return made;
}

/// Sizes and colours that the palette has no roles for.
void WelcomePage::dress() {
  m_title->setFont(theme::font(type::display, weight::semibold));
  m_subtitle->setFont(theme::font(type::large));
  m_recentTitle->setFont(theme::font(type::body, weight::semibold));
  m_subtitle->setForegroundRole(QPalette::PlaceholderText);
}

void WelcomePage::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::ApplicationFontChange) dress();
}

void WelcomePage::refresh() {
  m_recent->refresh();
  const bool any = m_recent->count() > 0;
  m_recent->setVisible(any);
  m_recentTitle->setVisible(any);
}

}  // namespace anchor
