// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever a person opens, drops or names on the command line, and images.
#include <QFileInfo>
#include <QStandardPaths>

#include "datasets/formats/voc.h"
#include "datasets/project/moved_images.h"
#include "engine/base/user_error.h"
#include "ui/dataset/data_transfer.h"
#include "ui/dataset/import_target.h"
#include "ui/shared/message_words.h"
#include "ui/shared/pictures.h"

namespace anchor {
namespace fs = std::filesystem;
namespace {

std::vector<fs::path> pathsOf(const QStringList& names) {
  std::vector<fs::path> paths;
  for (const QString& name : names) paths.emplace_back(name.toStdString());
  return paths;
}

QString linesOf(const std::vector<Problem>& problems) {
  QString lines;
  for (const Problem& problem : problems) lines += inWords(problem) + QLatin1Char('\n');
  return lines;
}

}  // namespace

ProjectStore* DataTransfer::openStore() const { return m_session->isOpen() ? &m_session->store() : nullptr; }

void DataTransfer::aimAt(const fs::path& folder) {
  m_places.clear();
  if (m_session->isOpen()) return;
  const QString documents = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
  m_places = placesForProject(folder, documents.toStdString());
}

void DataTransfer::openPaths(const QStringList& paths) {
  if (m_busy || paths.isEmpty()) return;
  if (paths.size() == 1)
    if (const auto project = projectAt(paths.front().toStdString()))
      return Q_EMIT projectWanted(text(project->string()));
  auto opened = std::make_shared<Opened>();
  m_next = [this, opened] { open(*opened); };
  start(tr("Looking at the files…"), [paths = pathsOf(paths), opened](const Progress& progress) -> Outcome {
    *opened = whatIs(paths, progress);
    if (opened->kind == OpenedKind::Nothing) throw UserError(opened->why);
    return {true, {}, {}, {}, {}};
  });
}

void DataTransfer::open(const Opened& opened) {
  QStringList files;
  for (const fs::path& file : opened.files) files << text(file.string());
  const QString folder = text(opened.folder.string());
  const QString only = files.isEmpty() ? folder : files.front();
  if (const auto made = madeBefore(opened)) {
    Q_EMIT projectWanted(text(made->string()));
    // Of files by name, those that it lacks come in.
    if (opened.kind != OpenedKind::Images || files.isEmpty() || !m_session->isOpen()) {
      Q_EMIT told(tr("Opened the project that was made for this folder: %1").arg(text(made->string())));
      return Q_EMIT finished(true);
    }
  }
  switch (opened.kind) {
    case OpenedKind::Project:
      return Q_EMIT projectWanted(folder);
    case OpenedKind::Images:
      aimAt(opened.folder);
      return bringImages(folder, files);
    case OpenedKind::DataSet:
    case OpenedKind::LabelFile:
      aimAt(opened.folder);
      return opened.labels ? readLabels(*opened.labels, only) : findLabels(only);
    case OpenedKind::Weights:
      Q_EMIT weightsGiven(only);
      return Q_EMIT finished(true);
    case OpenedKind::Onnx:
      Q_EMIT networkGiven(only);
      return Q_EMIT finished(true);
    case OpenedKind::Nothing:
      break;
  }
}

std::optional<fs::path> DataTransfer::madeBefore(const Opened& opened) const {
  const bool brings = opened.kind == OpenedKind::Images || opened.kind == OpenedKind::DataSet ||
                      opened.kind == OpenedKind::LabelFile;
  if (!brings || m_session->isOpen()) return std::nullopt;
  const QString documents = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
  const bool file = opened.kind == OpenedKind::LabelFile && !opened.files.empty();
  return projectMadeFor(file ? opened.files.front() : opened.folder, opened.folder, documents.toStdString());
}

void DataTransfer::importImages(const QString& folder) {
  aimAt(folder.toStdString());
  bringImages(folder, {});
}

void DataTransfer::importFiles(const QStringList& files) {
  if (files.isEmpty()) return;
  const QString folder = QFileInfo(files.front()).absolutePath();
  aimAt(folder.toStdString());
  bringImages(folder, files);
}

void DataTransfer::findImages(const QString& folder) {
  if (!m_session->isOpen()) return;
  struct Search {
    size_t missing = 0;
    std::vector<FoundImage> found;
  };
  auto search = std::make_shared<Search>();
  m_next = [this, search, folder] {
    const bool kept = search->found.empty() ||
                      m_session->perform(tr("Find images"), [found = search->found](ProjectEdit& edit) {
                        for (const FoundImage& image : found) edit.relink(image.image, image.path);
                      });
    const size_t left = search->missing - search->found.size();
    const QString words = tr("Images found again: %1.").arg(search->found.size());
    if (left == 0) return conclude({kept, {}, {}, {}, words, kept && !search->found.empty()});
    conclude({kept,
              words + QLatin1Char(' ') +
                  tr("Still missing: %1. They are not in %2; choose another folder for them.")
                      .arg(left)
                      .arg(folder),
              {},
              {},
              {}});
  };
  start(tr("Looking for the images…"),
        [store = openStore(), folder, search](const Progress& progress) -> Outcome {
          search->missing = missingImages(*store, progress).size();
          search->found = findMovedImages(*store, folder.toStdString(), progress);
          return {true, {}, {}, {}, {}};
        });
}

void DataTransfer::bringImages(const QString& folder, const QStringList& files) {
  start(tr("Reading images…"),
        [store = openStore(), places = m_places, folder,
         files = pathsOf(files)](const Progress& progress) -> Outcome {
          ImportReport report = files.empty() ? readImageFolder(folder.toStdString(), progress)
                                              : readImageFiles(files, progress);
          if (store == nullptr && report.images.empty()) throw UserError(report.problems.front());
          ImportTarget target(store, places);
          const int added = target.store().addImported(report.images, folder.toStdString(), progress,
                                                       SplitShares{}, {}, &report.ledger);
          Outcome outcome{true, {}, {}, {}, tr("%1 images added").arg(added), store != nullptr && added > 0};
          if (auto made = target.takeMade()) {
            outcome.undoable = false;
            outcome.told = tr("New project with %1 images: %2").arg(added).arg(text(made->folder().string()));
            outcome.project = std::make_shared<std::unique_ptr<ProjectStore>>(std::move(made));
          }
          if (report.problems.empty()) return outcome;
          outcome.message =
              tr("%1 images added, %2 could not be read.").arg(added).arg(report.problems.size());
          outcome.details = linesOf(report.problems);
          return outcome;
        });
}

}  // namespace anchor
