// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/language.h"

#include <QCoreApplication>
#include <QLocale>
#include <QPointer>
#include <QSettings>
#include <QTranslator>

namespace anchor::language {
namespace {

const QString settingsKey = QStringLiteral("window/language");
const QString folder = QStringLiteral(":/i18n");

/// Replaces the translator that an earlier call installed.
void install(QPointer<QTranslator>& slot, const QLocale& locale, const QString& catalogue) {
  delete slot.data();
  auto* translator = new QTranslator(QCoreApplication::instance());
  if (!translator->load(locale, catalogue, QStringLiteral("_"), folder)) return delete translator;
  slot = translator;
  QCoreApplication::installTranslator(translator);
}

}  // namespace

QList<Choice> choices() {
  return {{QString(), QCoreApplication::translate("Language", "System default")},
          {QStringLiteral("en"), QStringLiteral("English")},
          {QStringLiteral("zh_CN"), QStringLiteral("简体中文")}};
}

QString chosen() { return QSettings().value(settingsKey).toString(); }

void remember(const QString& name) { QSettings().setValue(settingsKey, name); }

void use(const QString& name) {
  static QPointer<QTranslator> ours, qts;
  const QLocale locale = name.isEmpty() ? QLocale::system() : QLocale(name);
  install(ours, locale, QStringLiteral("anchor"));
  install(qts, locale, QStringLiteral("qtbase"));
}

}  // namespace anchor::language
