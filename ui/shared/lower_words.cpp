#include "ui/shared/lower_words.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <algorithm>
#include <cstring>
#include <optional>
#include <vector>

#include "ui/shared/format_words.h"
#include "ui/shared/lower_sentences.h"
#include "ui/shared/pictures.h"

namespace anchor {
namespace {

struct Pattern {
  const char* source;
  QString piece;  ///< its longest stretch without a value: most sentences are told apart by looking for it
  QRegularExpression words;
  [[nodiscard]] bool beginsWithValue() const { return source[0] == '%'; }
};

std::vector<Pattern> patternsOf(std::span<const char* const> sources) {
  std::vector<Pattern> all;
  for (const char* source : sources) {
    QString words = QRegularExpression::escape(QString::fromUtf8(source));
    // escape() turns "%1" into "\\%1".
    static const QRegularExpression place(QStringLiteral("\\\\%\\d")), value(QStringLiteral("%\\d"));
    words.replace(place, QStringLiteral("(.*)"));
    const QStringList pieces = QString::fromUtf8(source).split(value);
    all.push_back({source, *std::ranges::max_element(pieces, {}, &QString::size),
                   QRegularExpression(QRegularExpression::anchoredPattern(words),
                                      QRegularExpression::DotMatchesEverythingOption)});
  }
  // "box %1 has no area" before "%1 has no area".
  std::ranges::stable_sort(all, std::greater{}, [](const Pattern& p) { return std::strlen(p.source); });
  return all;
}

QString ruleInWords(const QString& rule);
QString wordsOf(const QString& plain);

/// A list in one line, "a; b", where each part of it is known; else the line as a whole.
QString lineInWords(const QString& line) {
  const QLatin1String separator("; ");
  QStringList parts = line.split(separator);
  for (QString& part : parts) {
    const QString words = wordsOf(part);
    if (words == part) return wordsOf(line);
    part = words;
  }
  return parts.join(separator);
}

/// A value as it stands in a sentence: behind a colon at its end it can be a sentence of its own.
QString valueInWords(const char* source, const QString& value) {
  const QString sentence = QString::fromUtf8(source);
  if (sentence == QLatin1String("cannot be used: %1")) return ruleInWords(value);
  if (sentence == QLatin1String("Known are %1")) return formatsInSentence();
  static const QRegularExpression told(QStringLiteral(": ?%\\d$"));
  if (!told.match(sentence).hasMatch()) return value;
  QStringList lines = value.split(QLatin1Char('\n'));  // a list has one thing on each
  for (QString& line : lines) line = lineInWords(line);
  return lines.join(QLatin1Char('\n'));
}

/// One pass: a value may hold a percent sign and a digit of its own.
QString filled(const char* context, const Pattern& pattern, const QRegularExpressionMatch& values) {
  static const QRegularExpression place(QStringLiteral("%(\\d)"));
  const int last = values.lastCapturedIndex();
  const QString words = QCoreApplication::translate(context, pattern.source);
  QString whole;
  qsizetype from = 0;
  for (auto it = place.globalMatch(words); it.hasNext();) {
    const QRegularExpressionMatch at = it.next();
    const int number = at.captured(1).toInt();
    const QString value = values.captured(number);
    whole += words.mid(from, at.capturedStart() - from) +
             (number == last ? valueInWords(pattern.source, value) : value);
    from = at.capturedEnd();
  }
  return whole + words.mid(from);
}

/// Those that can match a text or a part of it: most are not asked for every part of a long error.
using Candidates = std::vector<const Pattern*>;
Candidates candidatesFor(const std::vector<Pattern>& known, const QString& plain) {
  Candidates candidates;
  for (const Pattern& pattern : known)
    if (plain.contains(pattern.piece)) candidates.push_back(&pattern);
  return candidates;
}

enum class Begins { WithWords, Anyhow };
std::optional<QString> found(const char* context, const Candidates& candidates, const QString& plain,
                             Begins begins = Begins::Anyhow) {
  for (const Pattern* pattern : candidates) {
    if (begins == Begins::WithWords && pattern->beginsWithValue()) continue;
    if (!plain.contains(pattern->piece)) continue;
    const QRegularExpressionMatch match = pattern->words.match(plain);
    if (match.hasMatch()) return filled(context, *pattern, match);
  }
  return std::nullopt;
}

std::optional<QString> sentenceInWords(const Candidates& candidates, const QString& plain,
                                       Begins begins = Begins::Anyhow) {
  return found("Sentences", candidates, plain, begins);
}

QString ruleInWords(const QString& rule) {
  static const std::vector<Pattern> known = patternsOf(configRules());
  return found("Rules", candidatesFor(known, rule), rule).value_or(rule);
}

QString withRemedy(const QString& told, const QString& remedy) {
  //: a sentence and what to do about it
  return QCoreApplication::translate("Problems", "%1. %2").arg(told, remedy);
}

/// "reason. remedy". A reason's last value may hold points, so both must be known.
std::optional<QString> twoInWords(const Candidates& candidates, const QString& plain, Begins begins) {
  const QLatin1String point(". ");
  for (qsizetype end = plain.lastIndexOf(point); end > 0; end = plain.lastIndexOf(point, end - 1)) {
    const auto remedy = sentenceInWords(candidates, plain.mid(end + 2).trimmed());
    const auto reason = remedy ? sentenceInWords(candidates, plain.left(end), begins) : std::nullopt;
    if (reason) return withRemedy(*reason, *remedy);
  }
  return std::nullopt;
}

/// "reason. remedy", or a reason alone.
std::optional<QString> faultInWords(const Candidates& candidates, const QString& plain) {
  if (auto two = twoInWords(candidates, plain, Begins::Anyhow)) return two;
  return sentenceInWords(candidates, plain);
}

/// "place: reason. remedy", as the engine's errors are joined. A place may hold colons.
std::optional<QString> errorInWords(const Candidates& candidates, const QString& plain) {
  const QLatin1String colon(": ");
  for (qsizetype at = plain.indexOf(colon); at >= 0; at = plain.indexOf(colon, at + 2))
    if (const auto fault = faultInWords(candidates, plain.mid(at + 2))) return plain.left(at + 2) + *fault;
  return std::nullopt;
}

QString wordsOf(const QString& plain) {
  static const std::vector<Pattern> known = patternsOf(lowerSentences());
  const Candidates candidates = candidatesFor(known, plain);
  if (candidates.empty()) return plain;
  // A sentence that begins with a value would take a place for one.
  if (const auto words = twoInWords(candidates, plain, Begins::WithWords)) return *words;
  if (const auto words = sentenceInWords(candidates, plain, Begins::WithWords)) return *words;
  if (const auto words = errorInWords(candidates, plain)) return *words;
  return sentenceInWords(candidates, plain).value_or(plain);
}

}  // namespace

QString inWords(const std::string& sentence) { return wordsOf(text(sentence)); }

QString inWords(const Problem& problem) {
  QString words = text(problem.file);
  if (problem.line > 0) words += QStringLiteral(":%1").arg(problem.line);
  words += QStringLiteral(": ") + inWords(problem.reason);
  return problem.remedy.empty() ? words : withRemedy(words, inWords(problem.remedy));
}

QString inWords(const std::exception& error) {
  if (const auto* known = dynamic_cast<const DatasetError*>(&error)) return inWords(known->problem());
  return inWords(std::string(error.what()));
}

}  // namespace anchor
