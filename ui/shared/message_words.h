// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>
#include <exception>

#include "engine/base/user_error.h"

/// What engine and datasets tell a person, in the language of the interface. Their sentences are marked where
/// they are written (say in engine/base/message.h) and translated by themselves, before their values come in.
namespace anchor {

QString inWords(const Message& message);
/// "file:line: reason. remedy"
QString inWords(const Problem& problem);
QString inWords(const std::exception& error);

}  // namespace anchor
