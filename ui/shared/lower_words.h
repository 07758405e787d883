#pragma once
#include <QString>
#include <exception>
#include <string>

#include "datasets/problem.h"

/// Sentences of the layers that know no Qt, in the language of the interface. They are recognised by their
/// words, so that these layers need no numbers for them; what is not known stays English. The test of the
/// languages looks whether every known sentence still stands in the code.
namespace anchor {

QString inWords(const std::string& sentence);
/// "file:line: reason. remedy"
QString inWords(const Problem& problem);
QString inWords(const std::exception& error);

}  // namespace anchor
