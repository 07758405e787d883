// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/config/parameter_rows.h"

namespace anchor {
namespace {

constexpr auto headRows = std::to_array<Parameter>({
    {"schema", AT(schema), Any{}, QT_TRANSLATE_NOOP("Parameters", "Version of this file format."), "",
     noSlider, SetBy::Program},
    {"engine_version", AT(engine_version), Any{},
     QT_TRANSLATE_NOOP("Parameters", "Version of the engine that created the run."), "", noSlider,
     SetBy::Program},
    {"preset", AT(preset), Any{},
     QT_TRANSLATE_NOOP("Parameters", "Preset that the configuration is based on."), "", noSlider,
     SetBy::Program},
    {"classes", AT(classes), Any{},
     QT_TRANSLATE_NOOP("Parameters",
                       "Names of the classes, without background, in the order of their indices."),
     "_classes of pascal_voc.py", noSlider, SetBy::Program},
});

constexpr auto runRows = std::to_array<Parameter>({
    {"weights", AT(weights), Any{},
     QT_TRANSLATE_NOOP("Parameters", "File with the initial weights; empty: random weights."), "--weights"},
    {"seed", AT(seed), Any{},
     QT_TRANSLATE_NOOP("Parameters", "Random seed: the same seed on the same device gives the same weights."),
     "RNG_SEED"},
    {"device", AT(device), Choices{"auto", "cpu", "cuda"},
     QT_TRANSLATE_NOOP("Parameters", "Device to run on: auto uses a GPU if there is one."), "--gpu"},
    {"processes", AT(processes), within(0, 64),
     QT_TRANSLATE_NOOP("Parameters",
                       "Number of processes on one machine that train this run together, each on its own "
                       "GPU. They share solver.batch. 0 = one per GPU."),
     "--nproc-per-node of torchrun"},
    {"workers", AT(workers), within(1, 64),
     QT_TRANSLATE_NOOP("Parameters", "Threads that load and preprocess images in advance."),
     "TRAIN.USE_PREFETCH; num_workers"},
    {"checkpoint_every", AT(checkpoint_every), atLeast(1),
     QT_TRANSLATE_NOOP("Parameters", "Iterations between checkpoints."), "TRAIN.SNAPSHOT_ITERS"},
    {"evaluate_every", AT(evaluate_every), atLeast(0),
     QT_TRANSLATE_NOOP("Parameters", "Iterations between evaluations on val; 0 = only at the end."), ""},
    {"evaluate_most", AT(evaluate_most), atLeast(0),
     QT_TRANSLATE_NOOP("Parameters", "Images per evaluation while training; 0 = all of val."), ""},
    {"pinned", AT(pinned), Any{},
     QT_TRANSLATE_NOOP("Parameters",
                       "Pinned images, recorded at the start and at each evaluation so that training can be "
                       "replayed on them."),
     ""},
});

}  // namespace

std::span<const Parameter> headParameters() { return headRows; }
std::span<const Parameter> runParameters() { return runRows; }

}  // namespace anchor
