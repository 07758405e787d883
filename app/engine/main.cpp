// SPDX-License-Identifier: GPL-3.0-or-later
// anchor-engine: trains, evaluates and detects without a window.
#include <cstdio>
#include <cstring>

#include "app/engine/commands.h"
#include "app/engine/failure.h"
#include "app/project_run/project_run.h"

int main(int argc, char** argv) {
  CLI::App app(
      "Trains Faster R-CNN detectors and detects objects with them.\nA run is a folder: config.json, "
      "samples.json, events.jsonl, checkpoints/.");
  app.set_version_flag("--version", anchor::programVersion());
  app.require_subcommand(1);
  app.footer(
      "Examples:\n"
      "  anchor-engine import cells/ --voc BCCD\n"
      "  anchor-engine train --project cells/ --preset mobilenet-v2-fpn --weights mobilenet_v2.pth\n"
      "  anchor-engine evaluate cells/runs/0001-mobilenet-v2-fpn --split test\n"
      "  anchor-engine detect cells/runs/0001-mobilenet-v2-fpn photo.jpg --json\n"
      "  anchor-engine inspect --preset vgg16-simple --project cells/ --image photo.jpg\n"
      "  anchor-engine autopsy cells/runs/0001-mobilenet-v2-fpn --split val --report report/");
  anchor::addImport(app);
  anchor::addTrain(app);
  anchor::addEvaluate(app);
  anchor::addDetect(app);
  anchor::addLint(app);
  anchor::addStats(app);
  anchor::addSplit(app);
  anchor::addInspect(app);
  anchor::addAutopsy(app);
  anchor::addDoctor(app);
  anchor::addServe(app);
  anchor::addExport(app);
  anchor::addTensorBoard(app);
  anchor::addRemote(app);
  anchor::addSample(app);
  anchor::addForecast(app);
  anchor::addCheckWeights(app);
  anchor::addLayer(app);
  anchor::addSelftest(app);
  anchor::addReadWeights(app);
  try {
    app.parse(argc, argv);
    return 0;
  } catch (const CLI::ParseError& error) {
    const int code = app.exit(error);
    return code == 0 ? 0 : 2;
  } catch (const anchor::ExitCode& code) {
    return code.value;
  } catch (const std::exception& error) {
    const anchor::Failure failure = anchor::describeFailure(error);
    std::fprintf(stderr, "%s\n", failure.message.english().c_str());
    return failure.exitCode;
  }
}
