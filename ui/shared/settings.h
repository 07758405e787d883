// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QObject>
#include <QVariant>
#include <optional>

namespace anchor {

/// What a person chooses for good, in whatever project. One table says what there is; the preferences, the
/// command palette and "Restore defaults" walk it. Values lie in QSettings under the row's key.
class Settings : public QObject {
  Q_OBJECT
 public:
  enum class Page { General, Labelling, Canvas, Shortcuts, Language, Storage };
  enum class Kind { YesNo, Choice, Number };
  struct Option {
    QString value, words;
  };
  struct Row {
    QString key;
    Page page = Page::General;
    Kind kind = Kind::YesNo;
    QVariant preset;
    QString words, hint;
    QList<Option> options{};            ///< of a Choice
    int least = 0, most = 0, step = 1;  ///< of a Number
    QString unit{};
  };
  static Settings& shared();
  /// In the language of the interface, in the order of the pages.
  static QList<Row> rows();
  static std::optional<Row> row(const QString& key);
  static QString pageWords(Page page);

  /// What was chosen, else the row's default.
  static QVariant value(const QString& key);
  static bool yes(const QString& key) { return value(key).toBool(); }
  static int number(const QString& key);
  void set(const QString& key, const QVariant& value);
  /// All rows of a page.
  void restoreDefaults(Page page);

 Q_SIGNALS:
  void changed(const QString& key);

 private:
  using QObject::QObject;
};

/// The keys that code asks for by name.
namespace setting {
inline const QString theme = QStringLiteral("window/theme");
inline const QString language = QStringLiteral("window/language");
inline const QString openLast = QStringLiteral("start/openLast");
inline const QString toastSeconds = QStringLiteral("window/toastSeconds");
inline const QString askBeforeTrash = QStringLiteral("confirm/runTrash");
inline const QString notifyRunEnd = QStringLiteral("train/notify");
inline const QString systemCharts = QStringLiteral("charts/system");
inline const QString magnifier = QStringLiteral("view/viewMagnifier");
inline const QString lens = QStringLiteral("view/viewLens");
inline const QString stayDrawing = QStringLiteral("view/viewStay");
inline const QString leastScore = QStringLiteral("labelling/leastScore");
inline const QString shownScore = QStringLiteral("labelling/shownScore");
inline const QString thumbnailSize = QStringLiteral("gallery/size");
inline const QString keepZoom = QStringLiteral("view/viewKeepZoom");
inline const QString minimap = QStringLiteral("view/viewMinimap");
inline const QString keepTone = QStringLiteral("canvas/keepTone");
}  // namespace setting

}  // namespace anchor
