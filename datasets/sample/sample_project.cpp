// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/sample/sample_project.h"

#include <cstdio>

#include "datasets/cancelled.h"
#include "datasets/images/content_hash.h"
#include "datasets/images/image_reader.h"
#include "datasets/sample/sample_painter.h"
#include "engine/base/user_error.h"

namespace anchor {

std::unique_ptr<ProjectStore> createSampleProject(const std::filesystem::path& folder,
                                                  const SampleOptions& options, const Progress& progress) {
  auto project = ProjectStore::create(folder);
  const std::filesystem::path images = project->folder() / "images";
  std::filesystem::create_directories(images);
  std::vector<ImportedImage> painted;
  for (int i = 0; i < options.images; ++i) {
    if (progress && !progress(i, options.images)) throw Cancelled();
    const SamplePicture picture = paintSample(options.seed + static_cast<uint64_t>(i));
    char name[32];
    std::snprintf(name, sizeof name, "sample_%04d.jpg", i);
    writeJpeg(images / name, picture.image, 92);
    const int part = i % 20;
    ImportedImage image{(images / name).string(),
                        picture.image.width,
                        picture.image.height,
                        part < 12   ? "train"
                        : part < 15 ? "val"
                                    : "test",
                        contentHash(images / name),
                        true,
                        picture.boxes};
    painted.push_back(std::move(image));
  }
  // Fixed order, so that every sample project numbers its classes alike.
  {
    ProjectEdit edit = project->edit(say("Create the sample").english(), "import sample");
    for (const char* name : {"bead", "cube", "ring", "pill"}) edit.addClass(name);
    edit.commit();
  }
  project->addImported(painted, "sample", progress);
  return project;
}

}  // namespace anchor
