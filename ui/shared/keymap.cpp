// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/keymap.h"

#include <QSettings>

namespace anchor {
namespace {

struct PresetKey {
  const char* action;
  const char* keys;  ///< several, separated by a space; empty = none
};

/// labelImg's own keys where they differ from ours.
constexpr PresetKey labelImg[] = {
    {"viewFit", "Ctrl+F"},         {"viewPixels", "Ctrl+="},       {"boxPasteBefore", "Ctrl+V"},
    {"editPaste", "Ctrl+Shift+V"}, {"editClass", "Ctrl+E"},        {"boxHide", "Ctrl+H"},
    {"boxShowAll", "Ctrl+A"},      {"editSelectAll", ""},          {"imageTrash", "Ctrl+Shift+D"},
    {"imageNextUnlabelled", ""},   {"fileImportLabels", "Ctrl+U"}, {"editDraw", "W"}};

/// CVAT's: D goes back there.
constexpr PresetKey cvat[] = {
    {"editNext", "F"}, {"editPrevious", "D"},     {"editNextMany", "V"}, {"editPreviousMany", "C"},
    {"editClass", ""}, {"editDraw", "N"},         {"editNegative", ""},  {"boxPasteBefore", "Ctrl+B"},
    {"boxHide", "H"},  {"boxShowAll", "T,H"},     {"boxLock", "L"},      {"boxOccluded", "Q"},
    {"boxFlags", ""},  {"imageTrash", "Alt+Del"}, {"viewFit", "Ctrl+0"}, {"boxLook", "`"}};

const PresetKey* presetKey(const QString& preset, const QString& action) {
  const auto find = [&](const auto& keys) -> const PresetKey* {
    for (const PresetKey& key : keys)
      if (action == QLatin1String(key.action)) return &key;
    return nullptr;
  };
  return preset == QLatin1String("labelImg") ? find(labelImg)
         : preset == QLatin1String("CVAT")   ? find(cvat)
                                             : nullptr;
}

QList<QKeySequence> sequences(const QString& words) {
  QList<QKeySequence> keys;
  for (const QString& word : words.split(QLatin1Char(' '), Qt::SkipEmptyParts)) keys << QKeySequence(word);
  return keys;
}

QString words(const QList<QKeySequence>& keys) {
  QStringList list;
  for (const QKeySequence& key : keys)
    list << key.toString(QKeySequence::PortableText).remove(QLatin1Char(' '));
  return list.join(QLatin1Char(' '));
}

}  // namespace

QStringList Keymap::presets() {
  return {QStringLiteral("studio"), QStringLiteral("labelImg"), QStringLiteral("CVAT")};
}

void Keymap::add(QAction* action, const QString& group) { m_entries.append({action, group, {}}); }

void Keymap::load() {
  for (Entry& entry : m_entries) entry.keys = entry.action->shortcuts();
  QSettings settings;
  m_preset = settings.value(QStringLiteral("keys/preset"), QStringLiteral("studio")).toString();
  if (!presets().contains(m_preset)) m_preset = presets().front();
  m_changed.clear();
  settings.beginGroup(QStringLiteral("keys/changed"));
  for (const QString& action : settings.childKeys())
    m_changed.insert(action, sequences(settings.value(action).toString()));
  settings.endGroup();
  apply();
}

void Keymap::save() const {
  QSettings settings;
  settings.setValue(QStringLiteral("keys/preset"), m_preset);
  settings.remove(QStringLiteral("keys/changed"));
  for (auto it = m_changed.begin(); it != m_changed.end(); ++it)
    settings.setValue(QStringLiteral("keys/changed/") + it.key(), words(it.value()));
}

QList<QKeySequence> Keymap::keysOf(const Entry& entry) const {
  const QString name = entry.action->objectName();
  if (const auto own = m_changed.constFind(name); own != m_changed.constEnd()) return *own;
  if (const PresetKey* key = presetKey(m_preset, name)) return sequences(QLatin1String(key->keys));
  return entry.keys;
}

void Keymap::apply() {
  for (const Entry& entry : m_entries) entry.action->setShortcuts(keysOf(entry));
  Q_EMIT changed();
}

void Keymap::setPreset(const QString& name) {
  m_preset = name;
  m_changed.clear();
  save();
  apply();
}

void Keymap::setKeys(const QString& action, const QList<QKeySequence>& keys) {
  m_changed.insert(action, keys);
  save();
  apply();
}

void Keymap::resetKeys(const QString& action) {
  m_changed.remove(action);
  save();
  apply();
}

QStringList Keymap::conflicts(const QString& action) const {
  const auto own = std::find_if(m_entries.begin(), m_entries.end(),
                                [&](const Entry& e) { return e.action->objectName() == action; });
  QStringList names;
  if (own == m_entries.end()) return names;
  for (const Entry& other : m_entries) {
    if (other.action == own->action) continue;
    for (const QKeySequence& key : own->action->shortcuts())
      if (other.action->shortcuts().contains(key) && !names.contains(other.action->objectName()))
        names << other.action->objectName();
  }
  return names;
}

}  // namespace anchor
