// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/start/manual_window.h"

#include <QCoreApplication>
#include <QDesktopServices>
#include <QDir>
#include <QFile>
#include <QImage>
#include <QRegularExpression>
#include <QSplitter>
#include <QVBoxLayout>

namespace anchor {
namespace {

/// Pictures are made for wide pages: they shrink to the width there is.
class PageBrowser : public QTextBrowser {
 public:
  using QTextBrowser::QTextBrowser;

 protected:
  QVariant loadResource(int type, const QUrl& name) override {
    QVariant found = QTextBrowser::loadResource(type, name);
    if (type != QTextDocument::ImageResource) return found;
    QImage picture;
    picture.loadFromData(found.toByteArray());
    picture = picture.convertToFormat(QImage::Format_RGB32);  // a palette would be dithered
    const double ratio = devicePixelRatioF();
    const int room = static_cast<int>((viewport()->width() - 40) * ratio);
    if (picture.width() > room) picture = picture.scaledToWidth(room, Qt::SmoothTransformation);
    picture.setDevicePixelRatio(ratio);
    return picture;
  }
};

QString titleOf(const QString& file) {
  QFile page(file);
  if (!page.open(QIODevice::ReadOnly)) return {};
  static const QRegularExpression heading(QStringLiteral("<h1>(.*?)</h1>"));
  return heading.match(QString::fromUtf8(page.read(2000))).captured(1);
}

}  // namespace

ManualWindow::ManualWindow(QWidget* parent)
    : QDialog(parent), m_pages(new QListWidget(this)), m_browser(new PageBrowser(this)) {
  setObjectName(QStringLiteral("manual"));
  setWindowTitle(tr("Manual"));
  setWindowFlag(Qt::WindowMaximizeButtonHint);
  resize(980, 720);
  m_pages->setObjectName(QStringLiteral("manualPages"));
  m_pages->setWordWrap(true);
  m_pages->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  m_pages->setSpacing(3);
  m_pages->setAccessibleName(tr("Pages of the manual"));
  m_browser->setObjectName(QStringLiteral("manualText"));
  m_browser->setAccessibleName(tr("Text of the page"));
  m_browser->setOpenLinks(false);
  m_browser->document()->setDocumentMargin(18);
  auto* halves = new QSplitter(this);
  halves->addWidget(m_pages);
  halves->addWidget(m_browser);
  halves->setStretchFactor(1, 1);
  halves->setSizes({190, 790});
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addWidget(halves);
  connect(m_pages, &QListWidget::currentItemChanged, this, [this](QListWidgetItem* item) {
    if (item != nullptr) m_browser->setSource(QUrl::fromLocalFile(item->data(Qt::UserRole).toString()));
  });
  connect(m_browser, &QTextBrowser::anchorClicked, this, [this](const QUrl& link) {
    const QUrl target = m_browser->source().resolved(link);
    if (target.isLocalFile() && target.fileName().endsWith(QLatin1String(".html")))
      showPage(QFileInfo(target.fileName()).baseName());
    else if (!link.path().isEmpty())
      QDesktopServices::openUrl(target);
    else
      m_browser->scrollToAnchor(link.fragment());
  });
  fill();
}

QString ManualWindow::folder() {
  const QDir manual(QCoreApplication::applicationDirPath() +
                    QStringLiteral("/../share/doc/anchor-studio/manual"));
  //: The folder of the manual in this language: en or zh_CN.
  for (const QString& language : {tr("en"), QStringLiteral("en")})
    if (manual.exists(language)) return manual.absoluteFilePath(language);
  return {};
}

void ManualWindow::fill() {
  const QString pages = folder();
  if (pages.isEmpty())
    return m_browser->setPlainText(
        tr("The manual is not installed beside the program: share/doc/anchor-studio/manual is missing."));
  const QDir dir(pages);
  QStringList files = dir.entryList({QStringLiteral("*.html")}, QDir::Files, QDir::Name);
  // The order of a person's work; pages that are not named here follow.
  int at = 0;
  for (const char* page : {"index", "labelling", "inspector", "ten-pictures", "training", "parameters", "export", "command-line"})
    if (const QString file = QLatin1String(page) + QStringLiteral(".html"); files.removeOne(file))
      files.insert(at++, file);
  for (const QString& file : std::as_const(files)) {
    auto* item = new QListWidgetItem(titleOf(dir.filePath(file)), m_pages);
    item->setData(Qt::UserRole, dir.absoluteFilePath(file));
    item->setData(Qt::UserRole + 1, QFileInfo(file).baseName());
  }
  m_pages->setCurrentRow(0);
}

void ManualWindow::showPage(const QString& page) {
  for (int row = 0; row < m_pages->count(); ++row)
    if (m_pages->item(row)->data(Qt::UserRole + 1) == page) return m_pages->setCurrentRow(row);
  m_pages->setCurrentRow(0);
}

}  // namespace anchor
