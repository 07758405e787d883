// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/lint_words.h"

#include <QCoreApplication>

#include "ui/shared/pictures.h"

namespace anchor {
namespace {

struct Words {
  Q_DECLARE_TR_FUNCTIONS(anchor::LintPanel)
};

}  // namespace

QString lintKindText(LintKind kind) {
  switch (kind) {
    case LintKind::Missing:
      return Words::tr("image missing");
    case LintKind::Damaged:
      return Words::tr("image damaged");
    case LintKind::Trouble:
      return Words::tr("labels unreadable");
    case LintKind::NoArea:
      return Words::tr("no area");
    case LintKind::OutOfBounds:
      return Words::tr("outside the image");
    case LintKind::Duplicate:
      return Words::tr("duplicate");
    case LintKind::Tiny:
      return Words::tr("tiny");
    case LintKind::Unreachable:
      return Words::tr("no anchor fits");
    case LintKind::Nameless:
      return Words::tr("class without a name");
    case LintKind::ClassGap:
      return Words::tr("class missing in a split");
    case LintKind::SplitLeak:
      return Words::tr("same picture in two splits");
  }
  return {};
}

QString lintKindText(const std::string& name) {
  for (int kind = 0; kind <= static_cast<int>(LintKind::SplitLeak); ++kind)
    if (name == lintName(static_cast<LintKind>(kind))) return lintKindText(static_cast<LintKind>(kind));
  return text(name);
}

}  // namespace anchor
