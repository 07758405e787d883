// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/start/about_dialog.h"

#include <QClipboard>
#include <QCoreApplication>
#include <QDialogButtonBox>
#include <QFile>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSysInfo>
#include <QTabWidget>
#include <QTextBrowser>
#include <QVBoxLayout>

#include "datasets/images/image_library.h"
#include "ui/style/icons.h"
#include "ui/style/theme.h"

namespace anchor {
namespace {

using namespace tokens;

QString versionWords() {
  const QString version = QCoreApplication::applicationVersion();
  const QString commit = QStringLiteral(ANCHOR_COMMIT);
  return commit.isEmpty() ? version : QStringLiteral("%1 (%2)").arg(version, commit);
}

bool hasGpuDriver() { return QFile::exists(QStringLiteral("/proc/driver/nvidia/version")); }

}  // namespace

AboutDialog::AboutDialog(const QString& engineProgram, QWidget* parent)
    : QDialog(parent), m_engine(engineProgram) {
  setObjectName(QStringLiteral("aboutDialog"));
  setAttribute(Qt::WA_DeleteOnClose);
  setWindowTitle(tr("About Anchor Studio"));
  constexpr QSize usual(640, 520);
  resize(usual.boundedTo(parent->size() - QSize(40, 40)));
  auto* sign = new QLabel(this);
  constexpr int signSide = 56;
  sign->setPixmap(programIcon().pixmap(signSide, signSide));
  auto* title = new QLabel(tr("Anchor Studio"), this);
  title->setFont(theme::font(type::title, weight::semibold));
  auto* words =
      new QLabel(tr("Labels images, shows how Faster R-CNN works on them, trains detectors and explains "
                    "their results. Everything stays on this machine."),
                 this);
  words->setWordWrap(true);
  words->setForegroundRole(QPalette::PlaceholderText);
  auto* lines = new QVBoxLayout;
  lines->addWidget(title);
  lines->addWidget(words);
  auto* head = new QHBoxLayout;
  head->setSpacing(space::between);
  head->addWidget(sign, 0, Qt::AlignTop);
  head->addLayout(lines, 1);
  auto* tabs = new QTabWidget(this);
  tabs->setObjectName(QStringLiteral("aboutTabs"));
  tabs->addTab(versionsPage(), tr("Version"));
  tabs->addTab(textPage(QStringLiteral(":/style/LICENSE"), tr("Licence")), tr("Licence"));
  tabs->addTab(textPage(QStringLiteral(":/style/THIRD-PARTY.md"), tr("Third-party software")),
               tr("Third-party software"));
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
  auto* manual = buttons->addButton(tr("Manual"), QDialogButtonBox::ActionRole);
  manual->setObjectName(QStringLiteral("aboutManual"));
  auto* copy = buttons->addButton(tr("Copy for a bug report"), QDialogButtonBox::ActionRole);
  copy->setObjectName(QStringLiteral("aboutCopy"));
  auto* layout = new QVBoxLayout(this);
  layout->setSpacing(space::around);
  layout->addLayout(head);
  layout->addWidget(tabs, 1);
  layout->addWidget(buttons);
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
  connect(manual, &QPushButton::clicked, this, &AboutDialog::manualWanted);
  connect(copy, &QPushButton::clicked, this, [this, copy] {
    QGuiApplication::clipboard()->setText(report());
    copy->setText(tr("Copied"));
  });
}

QWidget* AboutDialog::versionsPage() {
  auto* words = new QLabel(this);
  words->setObjectName(QStringLiteral("aboutVersions"));
  words->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
  words->setAlignment(Qt::AlignTop | Qt::AlignLeft);
  words->setMargin(space::around);
  words->setWordWrap(true);
  QString rows;
  const auto row = [&rows](const QString& name, const QString& value) {
    rows += QStringLiteral("<tr><td style='padding-right:16px'>%1</td><td>%2</td></tr>")
                .arg(name.toHtmlEscaped(), value.toHtmlEscaped());
  };
  row(tr("Version"), versionWords());
  row(tr("Licence"), QStringLiteral("GPL-3.0-or-later"));
  row(QStringLiteral("Qt"), QLatin1String(qVersion()));
  row(QStringLiteral("LibTorch"), QStringLiteral(ANCHOR_TORCH_VERSION));
  row(QStringLiteral("OpenCV"), QLatin1String(imageLibraryVersion()));
  row(tr("Operating system"), QSysInfo::prettyProductName());
  row(tr("GPU"),
      hasGpuDriver() ? tr("NVIDIA driver found") : tr("No NVIDIA driver found; training uses the CPU"));
  row(tr("Engine"), m_engine);
  words->setText(QStringLiteral("<table cellspacing='4'>%1</table>").arg(rows));
  return words;
}

QTextBrowser* AboutDialog::textPage(const QString& file, const QString& name) {
  auto* page = new QTextBrowser(this);
  page->setAccessibleName(name);
  page->setFrameShape(QFrame::NoFrame);
  page->setOpenExternalLinks(true);
  QFile source(file);
  const QString words = source.open(QIODevice::ReadOnly) ? QString::fromUtf8(source.readAll()) : QString();
  if (file.endsWith(QLatin1String(".md")))
    page->setMarkdown(words);
  else
    page->setPlainText(words);
  return page;
}

QString AboutDialog::report() const {
  const QStringList lines{
      QStringLiteral("Anchor Studio %1").arg(versionWords()),
      QStringLiteral("Qt %1").arg(QLatin1String(qVersion())),
      QStringLiteral("LibTorch %1").arg(QStringLiteral(ANCHOR_TORCH_VERSION)),
      QStringLiteral("OpenCV %1").arg(QLatin1String(imageLibraryVersion())),
      QStringLiteral("System: %1, kernel %2, %3")
          .arg(QSysInfo::prettyProductName(), QSysInfo::kernelVersion(), QSysInfo::currentCpuArchitecture()),
      QStringLiteral("Platform: %1").arg(QGuiApplication::platformName()),
      QStringLiteral("NVIDIA driver: %1").arg(hasGpuDriver() ? QStringLiteral("yes") : QStringLiteral("no")),
      QStringLiteral("Language: %1").arg(locale().name())};
  return lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

}  // namespace anchor
