// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/drop_target.h"

#include <QDropEvent>
#include <QMimeData>
#include <QUrl>

#include "datasets/formats/open_anything.h"
#include "ui/shared/background_task.h"
#include "ui/shared/message_words.h"
#include "ui/shared/pictures.h"

namespace anchor {
namespace {

/// The heading and, smaller, what it is about.
QString sheetWords(const QString& heading, const QString& about) {
  return QStringLiteral("<p style='font-size:20px; font-weight:600'>%1</p><p style='font-size:13px'>%2</p>")
      .arg(heading.toHtmlEscaped(), about.toHtmlEscaped());
}

QString headingOf(const Opened& opened, bool intoProject) {
  switch (opened.kind) {
    case OpenedKind::Project:
      return DropTarget::tr("Drop to open the project");
    case OpenedKind::Images:
      return opened.images == 1 ? DropTarget::tr("Drop to import 1 image")
                                : DropTarget::tr("Drop to import %1 images").arg(opened.images);
    case OpenedKind::DataSet:
    case OpenedKind::LabelFile:
      return intoProject ? DropTarget::tr("Drop to import into this project")
                         : DropTarget::tr("Drop to import into a new project");
    case OpenedKind::Weights:
    case OpenedKind::Onnx:
      return DropTarget::tr("Drop to use this file");
    case OpenedKind::Nothing:
      break;
  }
  return DropTarget::tr("This cannot be opened");
}

}  // namespace

DropTarget::DropTarget(QWidget* window, std::function<bool()> ready, std::function<bool()> intoProject)
    : QObject(window), m_window(window), m_ready(std::move(ready)), m_intoProject(std::move(intoProject)) {
  window->setAcceptDrops(true);
  window->installEventFilter(this);
}

QStringList DropTarget::pathsOf(const QMimeData* data) {
  QStringList paths;
  for (const QUrl& url : data->urls())
    if (url.isLocalFile()) paths << url.toLocalFile();
  return paths;
}

bool DropTarget::eventFilter(QObject* watched, QEvent* event) {
  if (watched != m_window) return false;
  switch (event->type()) {
    case QEvent::DragEnter:
    case QEvent::DragMove: {
      auto* drag = static_cast<QDropEvent*>(event);
      const QStringList paths = pathsOf(drag->mimeData());
      if (paths.isEmpty() || !m_ready()) return false;
      drag->setDropAction(Qt::CopyAction);  // files are never moved
      drag->accept();
      if (event->type() == QEvent::DragEnter) show(paths);
      return true;
    }
    case QEvent::DragLeave:
      hide();
      return false;
    case QEvent::Drop: {
      auto* drop = static_cast<QDropEvent*>(event);
      const QStringList paths = pathsOf(drop->mimeData());
      hide();
      if (paths.isEmpty() || !m_ready()) return false;
      drop->setDropAction(Qt::CopyAction);
      drop->accept();
      Q_EMIT dropped(paths);
      return true;
    }
    case QEvent::Resize:
      if (m_sheet) m_sheet->setGeometry(m_window->rect());
      return false;
    default:
      return false;
  }
}

void DropTarget::show(const QStringList& paths) {
  hide();
  m_sheet = new QLabel(m_window);
  m_sheet->setObjectName(QStringLiteral("dropSheet"));
  m_sheet->setAccessibleName(tr("What a drop would do"));
  m_sheet->setAlignment(Qt::AlignCenter);
  m_sheet->setWordWrap(true);
  m_sheet->setTextFormat(Qt::RichText);
  // A drag goes on below the sheet.
  m_sheet->setAttribute(Qt::WA_TransparentForMouseEvents);
  const QPalette palette = m_window->palette();
  QColor ground = palette.color(QPalette::Base);
  ground.setAlpha(235);
  m_sheet->setStyleSheet(QStringLiteral("#dropSheet { background: %1; color: %2; border: 3px dashed %3; "
                                        "padding: 24px; }")
                             .arg(ground.name(QColor::HexArgb), palette.color(QPalette::Text).name(),
                                  palette.color(QPalette::Link).name()));
  m_sheet->setText(sheetWords(tr("Looking at the files…"), paths.front()));
  m_sheet->setGeometry(m_window->rect());
  m_sheet->show();
  m_sheet->raise();
  std::vector<std::filesystem::path> places;
  for (const QString& path : paths) places.emplace_back(path.toStdString());
  runInBackground(
      m_sheet,  // gone with the drag
      [places]() -> Opened {
        try {
          return whatIs(places, {});
        } catch (const std::exception& error) {
          Opened nothing;
          nothing.words = messageOf(error);
          return nothing;
        }
      },
      [this](const Opened& opened) {
        const QString remedy = inWords(opened.why.remedy);
        const QString about = inWords(opened.words);
        m_sheet->setText(
            sheetWords(headingOf(opened, m_intoProject()),
                       remedy.isEmpty() ? about : tr("%1. %2.", "reason. remedy.").arg(about, remedy)));
      });
}

void DropTarget::hide() { delete m_sheet; }

}  // namespace anchor
