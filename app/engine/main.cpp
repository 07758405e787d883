// anchor-engine: trains, evaluates and detects without a window.
#include <cstdio>
#include <cstring>
#include <new>

#include "app/engine/commands.h"
#include "app/project_run/project_run.h"
#include "datasets/problem.h"
#include "engine/run/user_error.h"

int main(int argc, char** argv) {
  CLI::App app(
      "Trains Faster R-CNN detectors and finds objects with them.\nA run is a folder: config.json, "
      "samples.json, events.jsonl, checkpoints/.");
  app.set_version_flag("--version", anchor::programVersion());
  app.require_subcommand(1);
  app.footer(
      "Examples:\n"
      "  anchor-engine import cells/ --voc BCCD\n"
      "  anchor-engine train --project cells/ --preset mobilenet-v2-fpn --weights mobilenet_v2.pth\n"
      "  anchor-engine evaluate cells/runs/0001-mobilenet-v2-fpn --split test\n"
      "  anchor-engine detect cells/runs/0001-mobilenet-v2-fpn photo.jpg --json");
  anchor::addImport(app);
  anchor::addTrain(app);
  anchor::addEvaluate(app);
  anchor::addDetect(app);
  anchor::addExport(app);
  anchor::addSample(app);
  anchor::addForecast(app);
  anchor::addLayer(app);
  anchor::addSelftest(app);
  try {
    app.parse(argc, argv);
    return 0;
  } catch (const CLI::ParseError& error) {
    const int code = app.exit(error);
    return code == 0 ? 0 : 2;
  } catch (const anchor::ExitCode& code) {
    return code.value;
  } catch (const anchor::UserError& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 2;
  } catch (const anchor::DatasetError& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 2;
  } catch (const std::bad_alloc&) {
    std::fputs("Out of memory. Use a smaller batch or a smaller input size.\n", stderr);
    return 77;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 3;
  }
}
