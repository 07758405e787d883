// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/run_queue.h"

#include "engine/base/atomic_file.h"
#include "engine/base/json_fields.h"
#include "engine/protocol/run_folder.h"
#include "ui/shared/pictures.h"

namespace anchor {

QStringList RunQueue::waiting() const {
  QStringList names;
  const std::filesystem::path file = m_runs / "queue.json";
  if (!std::filesystem::exists(file)) return names;
  const Json list = Json::parse(readWholeFile(file), nullptr, false);
  for (const Json& one : list.is_array() ? list : Json::array()) {
    if (!one.is_string()) continue;
    const RunFolder run(m_runs / one.get<std::string>());
    // A run that was started by hand in the meantime waits no more either.
    if (std::filesystem::exists(run.config()) && !std::filesystem::exists(run.events()))
      names << text(one.get<std::string>());
  }
  return names;
}

void RunQueue::write(const QStringList& names) const {
  Json list = Json::array();
  for (const QString& name : names) list.push_back(name.toStdString());
  writeAtomically(m_runs / "queue.json", list.dump(1) + "\n");
}

void RunQueue::add(const QString& name) {
  QStringList names = waiting();
  if (!names.contains(name)) write(names << name);
}

void RunQueue::remove(const QString& name) {
  QStringList names = waiting();
  if (names.removeAll(name) > 0) write(names);
}

std::optional<std::filesystem::path> RunQueue::take() {
  const QStringList names = waiting();
  if (names.isEmpty()) return std::nullopt;
  write(names.mid(1));
  return m_runs / names.first().toStdString();
}

}  // namespace anchor
