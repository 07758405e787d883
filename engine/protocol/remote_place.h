// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <filesystem>
#include <string>

namespace anchor {

/// Where a run is trained on another machine; kept in the run folder as remote.json.
struct RemotePlace {
  std::string host;    ///< as OpenSSH takes it: user@machine, or a name of its configuration
  std::string folder;  ///< on that machine, for this run alone; relative to the home folder
  std::string engine = "anchor-engine";  ///< the program there
  std::string ssh_config;                ///< file for ssh -F; empty: the person's own
};
/// Throws UserError.
RemotePlace readRemotePlace(const std::filesystem::path& runFolder);
void writeRemotePlace(const std::filesystem::path& runFolder, const RemotePlace& place);

}  // namespace anchor
