// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/search_field.h"

#include <QAbstractItemView>
#include <QKeyEvent>
#include <QShortcut>

#include "datasets/query/image_query.h"
#include "ui/shared/pictures.h"
#include "ui/style/theme.h"

namespace anchor {
namespace {

QStringList termsFor(const QStringList& classes) {
  QStringList terms;
  for (const std::string& key : queryKeys()) {
    const QString start = text(key) + QLatin1Char(':');
    terms << start;
    for (const std::string& value : queryValues(key)) terms << start + text(value);
    if (key == "lint") terms << start + QStringLiteral("any");
    if (key != "class") continue;
    for (const QString& name : classes) terms << start + text(quotedTerm(name.toStdString()));
  }
  return terms;
}

}  // namespace

SearchField::SearchField(QWidget* parent)
    : QLineEdit(parent),
      m_terms(new QStringListModel(termsFor({}), this)),
      m_suggestions(new QCompleter(m_terms, this)) {
  setObjectName(QStringLiteral("imageSearch"));
  setAccessibleName(tr("Search images"));
  setPlaceholderText(tr("Search: name, class:RBC, size:[0,30] …"));
  setClearButtonEnabled(true);
  setToolTip(
      tr("Words of the name, and any of: class:NAME · split:train · state:unlabelled · review:verified · "
         "flag:difficult · origin:model · boxes:[1,5] · score:[0.3,0.7] · size:[0,32] · aspect:[2,9] · "
         "lint:any · predictions:yes · unreadable:yes · regex:^IMG.*7$ · attribute:colour=red. A minus turns "
         "a term round."));
  m_suggestions->setWidget(this);
  m_suggestions->setCaseSensitivity(Qt::CaseInsensitive);
  m_suggestions->setFilterMode(Qt::MatchContains);
  m_suggestions->popup()->setObjectName(QStringLiteral("searchSuggestions"));
  auto* escape = new QShortcut(QKeySequence(Qt::Key_Escape), this);
  escape->setContext(Qt::WidgetShortcut);
  connect(escape, &QShortcut::activated, this, &QLineEdit::clear);
  connect(this, &QLineEdit::textEdited, this, &SearchField::suggest);
  connect(m_suggestions, qOverload<const QString&>(&QCompleter::activated), this, &SearchField::take);
}

void SearchField::setClasses(const QStringList& names) { m_terms->setStringList(termsFor(names)); }

void SearchField::setWrong(bool wrong) {
  setStyleSheet(wrong ? QStringLiteral("QLineEdit { border: 1px solid %1; border-radius: 2px; }")
                            .arg(theme::wrong().name())
                      : QString());
}

int SearchField::wordStart() const {
  int start = 0;
  bool quoted = false;
  for (int i = 0; i < cursorPosition(); ++i) {
    if (text().at(i) == QLatin1Char('"')) quoted = !quoted;
    if (text().at(i) == QLatin1Char(' ') && !quoted) start = i + 1;
  }
  if (start < cursorPosition() && text().at(start) == QLatin1Char('-')) ++start;
  return start;
}

void SearchField::suggest() {
  const QString word = text().mid(wordStart(), cursorPosition() - wordStart());
  m_suggestions->setCompletionPrefix(word);
  const bool said = m_suggestions->completionCount() == 1 &&
                    m_suggestions->currentCompletion().compare(word, Qt::CaseInsensitive) == 0;
  if (word.isEmpty() || said || m_suggestions->completionCount() == 0) return m_suggestions->popup()->hide();
  m_suggestions->complete();
}

void SearchField::take(const QString& term) {
  const int start = wordStart();
  const bool open = term.endsWith(QLatin1Char(':'));  // its value is to come
  QString whole = text();
  whole.replace(start, cursorPosition() - start, open ? term : term + QLatin1Char(' '));
  const auto end = start + term.size() + (open ? 0 : 1);
  setText(whole);
  setCursorPosition(static_cast<int>(end));
  if (open) QMetaObject::invokeMethod(this, &SearchField::suggest, Qt::QueuedConnection);
}

void SearchField::keyPressEvent(QKeyEvent* event) {
  const bool down = event->key() == Qt::Key_Down && !m_suggestions->popup()->isVisible();
  if (down) return suggest();
  QLineEdit::keyPressEvent(event);
}

}  // namespace anchor
