// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/engine/checkpoint_choice.h"
#include "app/engine/commands.h"
#include "app/engine/remote_run.h"
#include "app/engine/stop_signal.h"

namespace anchor {

void addRemote(CLI::App& app) {
  auto* command = app.add_subcommand(
      "remote",
      "Train a run on another machine over ssh; events and checkpoints are copied back during the run");
  struct Options {
    std::string run;
    RemotePlace place;
  };
  auto o = std::make_shared<Options>();
  o->place.engine.clear();
  command->footer(
      "Ctrl+C disconnects, but training continues there; run the same command to reconnect.\nStop, pause and "
      "evaluate in the studio are forwarded.");
  command->add_option("run", o->run, "Run folder; the images are copied with it")->required();
  command->add_option("--host", o->place.host,
                      "USER@MACHINE, or a host name from your ssh configuration; saved in the run");
  command->add_option("--folder", o->place.folder,
                      "Folder for this run on that machine (default: anchor-runs/NAME)");
  command->add_option("--engine", o->place.engine,
                      "Path of the engine on that machine (default: anchor-engine)");
  command->add_option("--ssh-config", o->place.ssh_config, "Configuration file for ssh");
  command->callback([o] {
    const RunFolder folder = existingRun(o->run);
    RemotePlace place;
    if (o->place.host.empty())
      place = readRemotePlace(folder.path());
    else
      place.host = o->place.host;
    if (!o->place.folder.empty()) place.folder = o->place.folder;
    if (place.folder.empty()) place.folder = "anchor-runs/" + folder.path().filename().string();
    if (!o->place.engine.empty()) place.engine = o->place.engine;
    if (!o->place.ssh_config.empty())
      place.ssh_config = std::filesystem::absolute(o->place.ssh_config).string();
    writeRemotePlace(folder.path(), place);
    catchStopSignals();
    trainRemotely(folder, place, stopSignalled);
  });
}

}  // namespace anchor
