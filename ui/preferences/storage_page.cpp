// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/preferences/storage_page.h"

#include <QDesktopServices>
#include <QDir>
#include <QDirIterator>
#include <QLocale>
#include <QPushButton>
#include <QSettings>
#include <QStandardPaths>
#include <QUrl>

#include "ui/shared/background_task.h"
#include "ui/shared/dialogs.h"
#include "ui/style/theme.h"

namespace anchor {

qint64 bytesAt(const QString& path) {
  const QFileInfo info(path);
  if (!info.isDir()) return info.size();
  qint64 sum = 0;
  for (QDirIterator files(path, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories); files.hasNext();) {
    files.next();
    if (!files.fileInfo().isSymLink()) sum += files.fileInfo().size();
  }
  return sum;
}

StoragePage::StoragePage(const QString& project, QWidget* parent) : QWidget(parent) {
  setObjectName(QStringLiteral("storagePage"));
  auto* grid = new QGridLayout(this);
  grid->setContentsMargins(tokens::space::around, tokens::space::within, tokens::space::around, 0);
  grid->setHorizontalSpacing(tokens::space::between);
  grid->setColumnStretch(0, 1);
  const auto inside = [&](const char* name) { return QDir(project).filePath(QLatin1String(name)); };
  QList<Place> places;
  if (!project.isEmpty())
    places << Place{"labels", tr("Labels of this project"), inside("project.anchor")}
           << Place{"runs", tr("Runs of this project: checkpoints, events, samples"), inside("runs")}
           << Place{"thumbnails", tr("Thumbnails of this project"), inside("cache"), true};
  const QString data = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation);
  places << Place{"trash", tr("Trash of the desktop, where deleted runs go"), data + QStringLiteral("/Trash")}
         << Place{"settings", tr("Preferences and recent projects"), QSettings().fileName()};
  for (const Place& place : places) addPlace(grid, place);
  auto* note =
      new QLabel(project.isEmpty()
                     ? tr("Open a project to see where its labels, runs and thumbnails are stored.")
                     : tr("Images moved to the trash of the project keep their files; the labels stay in the "
                          "project until they are restored."),
                 this);
  note->setWordWrap(true);
  note->setForegroundRole(QPalette::PlaceholderText);
  grid->addWidget(note, grid->rowCount(), 0, 1, 3);
  grid->setRowStretch(grid->rowCount(), 1);
}

void StoragePage::addPlace(QGridLayout* grid, const Place& place) {
  const int row = grid->rowCount();
  m_words << place.words;
  auto* words = new QLabel(place.words, this);
  words->setWordWrap(true);
  auto* path = new QLabel(QDir::toNativeSeparators(place.path), this);
  path->setObjectName(QStringLiteral("path_") + QLatin1String(place.name));
  path->setWordWrap(true);
  path->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
  path->setForegroundRole(QPalette::PlaceholderText);
  path->setFont(theme::font(tokens::type::small));
  path->setAccessibleName(tr("Folder: %1").arg(place.words));
  auto* size = new QLabel(this);
  size->setObjectName(QStringLiteral("size_") + QLatin1String(place.name));
  size->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
  auto* open = new QPushButton(tr("Open folder"), this);
  open->setObjectName(QStringLiteral("open_") + QLatin1String(place.name));
  open->setAccessibleName(tr("Open folder: %1").arg(place.words));
  connect(open, &QPushButton::clicked, this, [path = place.path] {
    const QFileInfo info(path);
    QDesktopServices::openUrl(QUrl::fromLocalFile(info.isDir() ? path : info.absolutePath()));
  });
  open->setEnabled(QFileInfo::exists(place.path));
  grid->addWidget(words, row, 0);
  grid->addWidget(path, row + 1, 0, 1, 2);
  grid->addWidget(size, row, 1);
  grid->addWidget(open, row, 2, 1, 1);
  if (place.clearable) {
    auto* clear = new QPushButton(tr("Clear cache…"), this);
    clear->setObjectName(QStringLiteral("clear_") + QLatin1String(place.name));
    connect(clear, &QPushButton::clicked, this, [this, place, size] { askToClear(place, size); });
    grid->addWidget(clear, row + 1, 2);
  }
  grid->setRowMinimumHeight(row + 2, tokens::space::within);
  measure(place.path, size);
}

void StoragePage::measure(const QString& path, QLabel* size) {
  size->setText(tr("…"));
  runInBackground(
      size, [path] { return QFileInfo::exists(path) ? bytesAt(path) : -1; },
      [size](qint64 bytes) {
        size->setText(bytes < 0 ? tr("Empty") : QLocale().formattedDataSize(bytes, 1));
      });
}

void StoragePage::askToClear(const Place& place, QLabel* size) {
  dialogs::ask(
      this, tr("Clear cache"),
      tr("Delete the thumbnails of this project? They are made again when they are needed. Labels and "
         "images are not changed."),
      QMessageBox::Yes | QMessageBox::Cancel, QMessageBox::Yes,
      [this, place, size](QMessageBox::StandardButton answer) {
        if (answer != QMessageBox::Yes) return;
        if (!QDir(place.path).removeRecursively())
          dialogs::tell(this, QMessageBox::Warning, tr("Clear cache"),
                        tr("Could not delete everything in %1. Check its permissions.").arg(place.path));
        measure(place.path, size);
      });
}

bool StoragePage::search(const QString& typed) const {
  return std::ranges::any_of(
      m_words, [&](const QString& words) { return words.contains(typed, Qt::CaseInsensitive); });
}

}  // namespace anchor
