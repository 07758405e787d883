// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/format_words.h"

#include <QCoreApplication>
#include <QStringList>

#include "ui/shared/message_words.h"

namespace anchor {
namespace {

QStringList families(const std::function<bool(const LabelFormatRow&)>& wanted) {
  QStringList words;
  for (const Message& family : familiesOf(wanted)) words.append(inWords(family));
  return words;
}

QString listed(const QStringList& words) {
  //: between the names of formats in a list
  return words.join(QCoreApplication::translate("Formats", ", "));
}

}  // namespace

QString formatWords(const LabelFormatRow& row) { return inWords(row.words); }

QString formatList(const std::function<bool(const LabelFormatRow&)>& wanted) {
  return listed(families(wanted));
}

QString labelFileFilter() {
  const auto single = [](const LabelFormatRow& row) { return row.detectFile != nullptr; };
  QStringList endings;
  for (const LabelFormatRow& row : labelFormats())
    for (const char* ending : row.endings)
      if (single(row)) endings.append(QLatin1Char('*') + QLatin1String(ending));
  endings.removeDuplicates();
  return QStringLiteral("%1 (%2)").arg(formatList(single), endings.join(QLatin1Char(' ')));
}

}  // namespace anchor
