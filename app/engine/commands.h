// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <CLI/CLI.hpp>

namespace anchor {

/// Each adds one sub-command to the program; its callback does the work and throws on failure.
void addTrain(CLI::App& app);
void addEvaluate(CLI::App& app);
void addDetect(CLI::App& app);
void addImport(CLI::App& app);
void addAutopsy(CLI::App& app);
void addDoctor(CLI::App& app);
void addInspect(CLI::App& app);
void addServe(CLI::App& app);
void addExport(CLI::App& app);
void addLint(CLI::App& app);
void addStats(CLI::App& app);
void addSplit(CLI::App& app);
void addLayer(CLI::App& app);
void addSelftest(CLI::App& app);
void addForecast(CLI::App& app);
void addCheckWeights(CLI::App& app);
void addSample(CLI::App& app);
void addTensorBoard(CLI::App& app);
void addRemote(CLI::App& app);
void addReadWeights(CLI::App& app);

}  // namespace anchor
