#include "ui/labeling/step_words.h"

#include <QCoreApplication>
#include <algorithm>
#include <array>
#include <string_view>

#include "ui/shared/pictures.h"

namespace anchor {
namespace {

constexpr std::string_view beforeIteration = ", iteration ";

/// What the lower layers and the shell call their steps. The window's own are stored in its language.
constexpr std::array lowerSteps{
    QT_TRANSLATE_NOOP("Steps", "Import"), QT_TRANSLATE_NOOP("Steps", "Make the sample"),
    QT_TRANSLATE_NOOP("Steps", "Fix what the check found"), QT_TRANSLATE_NOOP("Steps", "Split the images")};

QString translated(const char* words) { return QCoreApplication::translate("Steps", words); }

}  // namespace

QString stepInWords(const std::string& words) {
  return std::ranges::count(lowerSteps, words) > 0 ? translated(words.c_str()) : text(words);
}

QString actorInWords(const std::string& actor) {
  constexpr std::string_view import = "import ", model = "model ";
  if (actor == "person") return translated(QT_TRANSLATE_NOOP("Steps", "a person"));
  if (actor == "import") return translated(QT_TRANSLATE_NOOP("Steps", "an import"));
  if (actor.starts_with(import))
    return translated(QT_TRANSLATE_NOOP("Steps", "an import: %1")).arg(text(actor.substr(import.size())));
  if (actor.starts_with(model))
    return translated(QT_TRANSLATE_NOOP("Steps", "a model: %1"))
        .arg(sourceInWords(actor.substr(model.size())));
  return text(actor);
}

std::string predictionSource(const std::string& run, int iteration) {
  return run + std::string(beforeIteration) + std::to_string(iteration);
}

QString sourceInWords(const std::string& source) {
  const size_t at = source.rfind(beforeIteration);
  if (at == std::string::npos) return text(source);
  return translated(QT_TRANSLATE_NOOP("Steps", "%1, iteration %2"))
      .arg(text(source.substr(0, at)), text(source.substr(at + beforeIteration.size())));
}

}  // namespace anchor
