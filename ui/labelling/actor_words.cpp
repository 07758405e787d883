// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/labelling/actor_words.h"

#include <QCoreApplication>
#include <string_view>

#include "ui/shared/pictures.h"

namespace anchor {
namespace {

constexpr std::string_view beforeIteration = ", iteration ";

QString translated(const char* words) { return QCoreApplication::translate("Actors", words); }

}  // namespace

QString actorInWords(const std::string& actor) {
  constexpr std::string_view import = "import ", model = "model ";
  if (actor == "person") return translated(QT_TRANSLATE_NOOP("Actors", "a person"));
  if (actor == "import") return translated(QT_TRANSLATE_NOOP("Actors", "an import"));
  if (actor.starts_with(import))
    return translated(QT_TRANSLATE_NOOP("Actors", "an import: %1")).arg(text(actor.substr(import.size())));
  if (actor.starts_with(model))
    return translated(QT_TRANSLATE_NOOP("Actors", "a model: %1"))
        .arg(sourceInWords(actor.substr(model.size())));
  return text(actor);
}

std::string predictionSource(const std::string& run, int iteration) {
  return run + std::string(beforeIteration) + std::to_string(iteration);
}

QString sourceInWords(const std::string& source) {
  const size_t at = source.rfind(beforeIteration);
  if (at == std::string::npos) return text(source);
  return translated(QT_TRANSLATE_NOOP("Actors", "%1, iteration %2"))
      .arg(text(source.substr(0, at)), text(source.substr(at + beforeIteration.size())));
}

}  // namespace anchor
