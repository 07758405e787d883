// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Every question to the person goes through here, so that tests can answer.

#include <QMessageBox>
#include <functional>
#include <optional>

namespace anchor::dialogs {

/// Asks without blocking; `then` gets the button.
void ask(QWidget* parent, const QString& title, const QString& text, QMessageBox::StandardButtons buttons,
         QMessageBox::StandardButton preferred, std::function<void(QMessageBox::StandardButton)> then);
/// Shows a message; `details` (may be empty) can be unfolded.
void tell(QWidget* parent, QMessageBox::Icon icon, const QString& title, const QString& text,
          const QString& details = {});

/// Empty when cancelled.
QString chooseFolder(QWidget* parent, const QString& title);
QString chooseNewFolder(QWidget* parent, const QString& title);
QString chooseFile(QWidget* parent, const QString& title, const QString& filter);

/// A file to write.
QString chooseNewFile(QWidget* parent, const QString& title, const QString& filter);

/// For dialogs with a look of their own: the answer that a test prepared, once.
std::optional<QMessageBox::StandardButton> preparedAnswer();
/// What such a dialog says, for lastMessage().
void note(const QString& text);

/// The next question is answered with this, without a window.
void setNextAnswer(QMessageBox::StandardButton button);
void setNextPath(const QString& path);
/// What tell() said last, for tests.
QString lastMessage();

}  // namespace anchor::dialogs
