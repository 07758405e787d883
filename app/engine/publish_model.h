// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/engine/dataset_images.h"
#include "engine/export/model_export.h"
#include "engine/export/parity.h"

namespace anchor {

/// What an export is made of.
struct PublishTask {
  std::filesystem::path checkpoint;
  std::filesystem::path folder;      ///< made; must not exist
  std::vector<ModelFormat> formats;  ///< wanted; those that cannot hold the network are told, not written
  std::vector<std::filesystem::path> images;  ///< on which the files are compared with the live network
  bool blank = true;                          ///< compared on an even grey image too
};

/// One file and how it did.
struct PublishedFile {
  ModelFormat format;
  ParityResult parity;
  uint64_t bytes = 0;
  Message problem;  ///< why it was not published; empty = it was
};

/// progress(text, done, of) may return false to cancel.
using PublishProgress = std::function<bool(const Message& text, int done, int of)>;

/// Writes each format into a folder beside the wanted one, finds objects with each file in a fresh process on
/// the images and on a blank one, compares with the live network, removes what differs, adds the certificate
/// and examples and gives the folder its name. Nothing stays when no format passes, on cancel or on failure.
/// Returns what became of each format; empty when cancelled. Throws UserError.
std::vector<PublishedFile> publishModel(const PublishTask& task, const PublishProgress& progress);

/// The certificate as a person reads it and as programs do.
std::string certificateText(const std::vector<PublishedFile>& files);
Json certificateJson(const std::vector<PublishedFile>& files);

}  // namespace anchor
