// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/dialogs.h"

#include <QFileDialog>
#include <QGuiApplication>
#include <utility>

namespace anchor::dialogs {
namespace {
std::optional<QMessageBox::StandardButton> nextAnswer;
std::optional<QString> nextPath;
QString said;

std::optional<QString> preparedPath() {
  auto path = nextPath;
  nextPath.reset();
  return path;
}
}  // namespace

std::optional<QMessageBox::StandardButton> preparedAnswer() {
  return std::exchange(nextAnswer, std::nullopt);
}
void note(const QString& text) { said = text; }

void ask(QWidget* parent, const QString& title, const QString& text, QMessageBox::StandardButtons buttons,
         QMessageBox::StandardButton preferred, std::function<void(QMessageBox::StandardButton)> then) {
  if (const auto answer = preparedAnswer()) return then(*answer);
  auto* box = new QMessageBox(QMessageBox::Question, title, text, buttons, parent);
  box->setAttribute(Qt::WA_DeleteOnClose);
  box->setDefaultButton(preferred);
  QObject::connect(box, &QMessageBox::finished, box,
                   [box, then = std::move(then)] { then(box->standardButton(box->clickedButton())); });
  box->open();
}

void tell(QWidget* parent, QMessageBox::Icon icon, const QString& title, const QString& text,
          const QString& details) {
  said = text + (details.isEmpty() ? QString() : QLatin1Char('\n') + details);
  if (QGuiApplication::platformName() == QLatin1String("offscreen")) return;
  auto* box = new QMessageBox(icon, title, text, QMessageBox::Ok, parent);
  box->setAttribute(Qt::WA_DeleteOnClose);
  box->setDetailedText(details);
  box->open();
}

QString chooseFolder(QWidget* parent, const QString& title) {
  if (const auto path = preparedPath()) return *path;
  return QFileDialog::getExistingDirectory(parent, title);
}
QString chooseNewFolder(QWidget* parent, const QString& title) {
  if (const auto path = preparedPath()) return *path;
  return QFileDialog::getSaveFileName(parent, title, {}, {}, nullptr, QFileDialog::ShowDirsOnly);
}
QString chooseFile(QWidget* parent, const QString& title, const QString& filter) {
  if (const auto path = preparedPath()) return *path;
  return QFileDialog::getOpenFileName(parent, title, {}, filter);
}
QString chooseNewFile(QWidget* parent, const QString& title, const QString& filter) {
  if (const auto path = preparedPath()) return *path;
  return QFileDialog::getSaveFileName(parent, title, {}, filter);
}
void setNextAnswer(QMessageBox::StandardButton button) { nextAnswer = button; }
void setNextPath(const QString& path) { nextPath = path; }
QString lastMessage() { return said; }

}  // namespace anchor::dialogs
