// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/picture_size.h"

#include <QCoreApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QSettings>
#include <QSpinBox>

namespace anchor {
namespace {

constexpr QSize usual(1200, 700);
constexpr int least = 200, most = 6000;
constexpr QLatin1String settingsKey("charts/pictureSize");

QString translated(const char* words) { return QCoreApplication::translate("PictureSize", words); }

QSpinBox* side(QFormLayout* form, const QString& words, const char* name, int value) {
  auto* made = new QSpinBox;
  made->setObjectName(QLatin1String(name));
  made->setAccessibleName(words);
  made->setRange(least, most);
  made->setSuffix(QStringLiteral(" px"));
  made->setValue(value);
  made->setToolTip(translated(QT_TRANSLATE_NOOP(
      "PictureSize", "Text keeps its size: a larger image leaves more room for the curves")));
  form->addRow(words, made);
  return made;
}

}  // namespace

std::optional<QSize> askPictureSize(QWidget* parent) {
  const QSize last = QSettings().value(settingsKey, usual).toSize();
  QDialog dialog(parent);
  dialog.setObjectName(QStringLiteral("pictureSize"));
  dialog.setWindowTitle(translated(QT_TRANSLATE_NOOP("PictureSize", "Image size")));
  auto* form = new QFormLayout(&dialog);
  form->setSizeConstraint(QLayout::SetFixedSize);
  auto* width =
      side(form, translated(QT_TRANSLATE_NOOP("PictureSize", "Width")), "pictureWidth", last.width());
  auto* height =
      side(form, translated(QT_TRANSLATE_NOOP("PictureSize", "Height")), "pictureHeight", last.height());
  auto* png = new QLabel(&dialog);
  const auto tell = [=] {
    png->setText(translated(QT_TRANSLATE_NOOP("PictureSize", "As PNG: %1 × %2 pixels"))
                     .arg(pngScale * width->value())
                     .arg(pngScale * height->value()));
  };
  QObject::connect(width, &QSpinBox::valueChanged, png, tell);
  QObject::connect(height, &QSpinBox::valueChanged, png, tell);
  tell();
  form->addRow(png);
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, &dialog);
  form->addRow(buttons);
  QObject::connect(buttons, &QDialogButtonBox::accepted, &dialog, &QDialog::accept);
  QObject::connect(buttons, &QDialogButtonBox::rejected, &dialog, &QDialog::reject);
  if (dialog.exec() != QDialog::Accepted) return std::nullopt;
  const QSize chosen(width->value(), height->value());
  QSettings().setValue(settingsKey, chosen);
  return chosen;
}

}  // namespace anchor
