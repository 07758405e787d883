// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/protocol/remote_place.h"

#include "engine/base/atomic_file.h"
#include "engine/base/json_fields.h"
#include "engine/base/user_error.h"

namespace anchor {
namespace fs = std::filesystem;

template <class V>
void describe(V& v, RemotePlace& p) {
  v("host", p.host);
  v("folder", p.folder);
  v("engine", p.engine);
  v("ssh_config", p.ssh_config);
}

RemotePlace readRemotePlace(const fs::path& runFolder) {
  const fs::path file = runFolder / "remote.json";
  if (!fs::exists(file))
    throw UserError(file.string(), say("does not exist: this run does not use another machine"),
                    say("Give one: anchor-engine remote RUN --host USER@MACHINE"));
  RemotePlace place;
  fromJson(parseJson(readWholeFile(file), file.string()), place, file.string(), true);
  if (place.host.empty() || place.folder.empty())
    throw UserError(file.string(), say("has no host or no folder"));
  return place;
}

void writeRemotePlace(const fs::path& runFolder, const RemotePlace& place) {
  writeAtomically(runFolder / "remote.json", toJson(place).dump(1) + "\n");
}

}  // namespace anchor
