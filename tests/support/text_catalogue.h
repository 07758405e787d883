// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QFile>
#include <QXmlStreamReader>

namespace anchor::test {

/// One text of the program in a translation.
struct Text {
  QString context, source, translation;
};
/// All texts of a .ts file; none when it cannot be read.
inline QList<Text> catalogue(const QString& file) {
  QList<Text> all;
  QFile input(file);
  if (!input.open(QIODevice::ReadOnly)) return all;
  QXmlStreamReader xml(&input);
  Text now;
  while (!xml.atEnd()) {
    if (xml.readNext() != QXmlStreamReader::StartElement) continue;
    if (xml.name() == QLatin1String("name")) now.context = xml.readElementText();
    if (xml.name() == QLatin1String("source")) now.source = xml.readElementText();
    if (xml.name() != QLatin1String("translation")) continue;
    now.translation = xml.readElementText(QXmlStreamReader::IncludeChildElements).trimmed();
    all << now;
  }
  return all;
}

}  // namespace anchor::test
