// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/settings.h"

#include <QSettings>
#include <algorithm>

#include "ui/shared/language.h"

namespace anchor {
namespace {

using Row = Settings::Row;
using Page = Settings::Page;
using Kind = Settings::Kind;

QList<Settings::Option> languages() {
  QList<Settings::Option> options;
  for (const language::Choice& choice : language::choices()) options.append({choice.name, choice.words});
  return options;
}

QList<Row> generalRows() {
  return {
      {setting::theme,
       Page::General,
       Kind::Choice,
       QStringLiteral("system"),
       Settings::tr("Theme"),
       Settings::tr("Colours of the window. System default follows the desktop."),
       {{QStringLiteral("system"), Settings::tr("System default")},
        {QStringLiteral("light"), Settings::tr("Light theme")},
        {QStringLiteral("dark"), Settings::tr("Dark theme")}}},
      {setting::openLast, Page::General, Kind::YesNo, true, Settings::tr("Open the last project at start"),
       Settings::tr("Otherwise the welcome page appears.")},
      {setting::toastSeconds,
       Page::General,
       Kind::Number,
       8,
       Settings::tr("Show messages with Undo for"),
       Settings::tr("How long a message such as “12 images moved to trash” stays. Undo (Ctrl+Z) works "
                    "afterwards, too."),
       {},
       2,
       60,
       1,
       Settings::tr(" s", "seconds")},
      {setting::askBeforeTrash, Page::General, Kind::YesNo, true,
       Settings::tr("Ask before moving a run to the trash"),
       Settings::tr("The run can be restored from the desktop's trash either way.")},
      {setting::notifyRunEnd, Page::General, Kind::YesNo, true, Settings::tr("Notify when a run ends"),
       Settings::tr("A notification of the desktop, while the window is in the background.")},
      {setting::systemCharts, Page::General, Kind::YesNo, false, Settings::tr("Show system charts of runs"),
       Settings::tr("Foreground samples, gradient norm, speed, waiting, temperature and memory, below the "
                    "losses, mAP and learning rate.")}};
}

QList<Row> labellingRows() {
  const QString percent = QStringLiteral(" %");
  return {{setting::stayDrawing, Page::Labelling, Kind::YesNo, true, Settings::tr("Stay in draw mode"),
           Settings::tr("Draw one box after another. Otherwise drawing ends after each box.")},
          {setting::magnifier, Page::Labelling, Kind::YesNo, true, Settings::tr("Magnifier while drawing"),
           Settings::tr("Shows the pixels around the cursor, enlarged.")},
          {setting::lens, Page::Labelling, Kind::YesNo, true, Settings::tr("Anchor lens while drawing"),
           Settings::tr("Shows beside the box how well the anchors cover it.")},
          {setting::leastScore,
           Page::Labelling,
           Kind::Number,
           25,
           Settings::tr("Minimum score of predictions"),
           Settings::tr("Predict (P) offers only boxes with at least this score."),
           {},
           1,
           99,
           1,
           percent},
          {setting::shownScore,
           Page::Labelling,
           Kind::Number,
           30,
           Settings::tr("Minimum score of detections on the image"),
           Settings::tr("The layer “Detections of the newest checkpoint” (F8) hides those below."),
           {},
           1,
           99,
           1,
           percent},
          {setting::thumbnailSize,
           Page::Labelling,
           Kind::Number,
           180,
           Settings::tr("Thumbnail size"),
           Settings::tr("Of the images in the gallery."),
           {},
           96,
           320,
           16,
           Settings::tr(" px")}};
}

QList<Row> canvasRows() {
  return {
      {setting::keepZoom, Page::Canvas, Kind::YesNo, false, Settings::tr("Keep zoom when changing images"),
       Settings::tr("Otherwise each image is fitted to the window.")},
      {setting::minimap, Page::Canvas, Kind::YesNo, true, Settings::tr("Minimap while zoomed in"),
       Settings::tr("A small overview of the whole image in the corner.")},
      {setting::keepTone, Page::Canvas, Kind::YesNo, false,
       Settings::tr("Keep brightness and contrast after a restart"),
       Settings::tr("They affect only the display; training uses the image unchanged.")}};
}

}  // namespace

Settings& Settings::shared() {
  static Settings one;
  return one;
}

QList<Settings::Row> Settings::rows() {
  return generalRows() + labellingRows() + canvasRows() +
         QList<Row>{{setting::language, Page::Language, Kind::Choice, QString(), tr("Language"),
                     tr("Of menus, messages and the manual. System default follows the desktop."),
                     languages()}};
}

std::optional<Settings::Row> Settings::row(const QString& key) {
  const QList<Row> all = rows();
  const auto found = std::ranges::find(all, key, &Row::key);
  return found == all.end() ? std::nullopt : std::optional(*found);
}

QString Settings::pageWords(Page page) {
  switch (page) {
    case Page::General:
      return tr("General");
    case Page::Labelling:
      return tr("Labelling");
    case Page::Canvas:
      return tr("Canvas");
    case Page::Shortcuts:
      return tr("Shortcuts");
    case Page::Language:
      return tr("Language");
    case Page::Storage:
      break;
  }
  return tr("Storage");
}

QVariant Settings::value(const QString& key) {
  const QVariant kept = QSettings().value(key);
  if (kept.isValid()) return kept;
  const auto known = row(key);
  return known ? known->preset : QVariant();
}

int Settings::number(const QString& key) {
  const auto known = row(key);
  const int kept = value(key).toInt();
  return known ? std::clamp(kept, known->least, known->most) : kept;
}

void Settings::set(const QString& key, const QVariant& wanted) {
  if (value(key) == wanted) return;
  QSettings().setValue(key, wanted);
  Q_EMIT changed(key);
}

void Settings::restoreDefaults(Page page) {
  for (const Row& row : rows())
    if (row.page == page) set(row.key, row.preset);
}

}  // namespace anchor
