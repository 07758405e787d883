// SPDX-License-Identifier: GPL-3.0-or-later
// A project whose rows hold what no program of ours would write. An input chooses one thing that is done with
// it, then the values.
#include <cmath>
#include <functional>
#include <utility>

#include "datasets/lint/label_lint.h"
#include "datasets/query/image_query.h"
#include "datasets/splits/split_plan.h"
#include "datasets/statistics/label_statistics.h"
#include "engine/base/user_error.h"
#include "tests/fuzz/fuzz_place.h"
#include "tests/fuzz/spoiled_project.h"

using namespace anchor;

namespace {

using Work = std::function<void(ProjectStore&)>;

void wantWithinBounds(const LabelBox& box) {
  for (const double value : {box.x1, box.y1, box.x2, box.y2})
    if (!(std::abs(value) <= 1e9)) __builtin_trap();
}

template <int64_t image>
void readBoxes(ProjectStore& store) {
  for (const LabelBox& box : store.boxes(image)) wantWithinBounds(box);
}

template <int64_t box>
void readHistory(ProjectStore& store) {
  for (const BoxVersion& version : store.history(box)) wantWithinBounds(version.box);
}

void lint(ProjectStore& store) {
  LintRules rules;
  for (const LintKind needsFiles : {LintKind::Missing, LintKind::Damaged, LintKind::SplitLeak})
    rules.kinds.erase(needsFiles);
  (void)lintProject(store, rules, {});
}

void query(ProjectStore& store) {
  (void)matchingImages(store,
                       parseImageQuery("class:cat size:[0,50] boxes:[1,9] centre:[0,0,1,1] flag:crowd"), {});
}

const Work reading[] = {
    readBoxes<1>,
    readBoxes<2>,
    readHistory<1>,
    readHistory<2>,
    lint,
    query,
    [](ProjectStore& store) { (void)store.predictions(1); },
    [](ProjectStore& store) { (void)store.images(); },
    [](ProjectStore& store) { (void)store.trash(); },
    [](ProjectStore& store) { (void)store.classes(); },
    [](ProjectStore& store) { (void)store.fingerprint(); },
    [](ProjectStore& store) { (void)store.editTimes(0, 1e12); },
    [](ProjectStore& store) { (void)store.sourceIds(ProjectStore::SourceKind::Boxes); },
    [](ProjectStore& store) { (void)std::pair(store.nextUndo(), store.nextRedo()); },
    [](ProjectStore& store) {
      store.forEachBox([](int64_t, const LabelBox& box) { wantWithinBounds(box); });
    },
    [](ProjectStore& store) { (void)statisticsJson(labelStatistics(store)); },
    [](ProjectStore& store) { (void)planStratified(store, store.images(), {}); },
    [](ProjectStore& store) { (void)labellingGain(store); },
};

using Edit = void (*)(ProjectEdit&);

Work edit(Edit work) {
  return [work](ProjectStore& store) {
    ProjectEdit edit = store.edit("fuzz");
    work(edit);
    edit.commit();
  };
}

LabelBox firstBox() {
  LabelBox box;
  box.id = box.classId = 1;
  box.x2 = box.y2 = 0.5;
  return box;
}

void addAnother(ProjectStore& store) {
  ImportedImage image{"/n/new.ppm", 3, 1, "", "", true, {}, "", 9};
  image.boxes.push_back({"cat", firstBox()});
  store.addImported({image}, "fuzz", {});
}

void putPredictions(ProjectStore& store) {
  store.replacePredictions(1, {{0, "cat", 0, 0, 1, 1, 0.5, "run"}});
}

/// What was undone can be done again.
void undoTwice(ProjectStore& store) {
  for (int i = 0; i < 2; ++i) fuzz::mayRefuse<UserError>([&] { (void)store.undo(); });
  for (int i = 0; i < 2; ++i) fuzz::mayRefuse<UserError>([&] { (void)store.redo(); });
}

const Work writing[] = {
    undoTwice,
    addAnother,
    putPredictions,
    edit([](ProjectEdit& step) { step.addBox(1, firstBox()); }),
    edit([](ProjectEdit& step) { step.changeBox(firstBox()); }),
    edit([](ProjectEdit& step) { step.removeBox(1); }),
    edit([](ProjectEdit& step) { step.restoreBox(1, firstBox()); }),
    edit([](ProjectEdit& step) { step.acceptPrediction(1, firstBox()); }),
    edit([](ProjectEdit& step) { step.rejectPrediction(1); }),
    edit([](ProjectEdit& step) { step.setState(1, ImageState::Negative); }),
    edit([](ProjectEdit& step) {
      step.setSplit({1, 2, 3}, "val");
    }),
    edit([](ProjectEdit& step) {
      step.setTrashed({1, 3}, false);
    }),
    edit([](ProjectEdit& step) { step.renameClass(1, "horse"); }),
    edit([](ProjectEdit& step) {
      step.orderClasses({2, 1});
    }),
    edit([](ProjectEdit& step) { step.mergeClass(step.addClass("cow"), 2); }),
    edit([](ProjectEdit& step) { step.removeClass(1); }),
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static fuzz::SpoiledProject project;
  FuzzedDataProvider input(data, size);
  const size_t which = input.ConsumeIntegralInRange<size_t>(0, std::size(reading) + std::size(writing) - 1);
  const bool reads = which < std::size(reading);
  const Work& work = reads ? reading[which] : writing[which - std::size(reading)];
  const auto refusing = [&](ProjectStore& store) { fuzz::mayRefuse<UserError>([&] { work(store); }); };
  if (reads)
    project.read(input, refusing);
  else
    project.write(input, refusing);
  return 0;
}
