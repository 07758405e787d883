// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cstring>
#include <fstream>
#include <map>
#include <set>

#include "datasets/cancelled.h"
#include "datasets/formats/image_locator.h"
#include "datasets/formats/label_format.h"
#include "datasets/formats/label_places.h"
#include "datasets/formats/voc_annotation.h"
#include "datasets/plain_text.h"

namespace anchor {
namespace fs = std::filesystem;
namespace {

constexpr uintmax_t mostXmlBytes = uintmax_t{64} << 20;

/// The folder of the images, where it has one of the names that VOC trees use; else empty.
fs::path imageFolder(const fs::path& root) {
  for (const char* name : {"JPEGImages", "images", "Images"})
    if (fs::is_directory(root / name)) return root / name;
  return {};
}

/// Annotations, or the folder itself where the files lie anywhere.
fs::path annotationFolder(const fs::path& root) {
  for (const char* name : {"Annotations", "annotations"})
    if (fs::is_directory(root / name)) return root / name;
  return root;
}

bool isAnnotationFile(const fs::path& file) { return lowerCase(file.extension().string()) == ".xml"; }

std::vector<fs::path> filesBelow(const fs::path& folder, bool (*wanted)(const fs::path&)) {
  std::vector<fs::path> files;
  std::error_code error;
  const auto options =
      fs::directory_options::skip_permission_denied | fs::directory_options::follow_directory_symlink;
  for (auto entry = fs::recursive_directory_iterator(folder, options, error);
       entry != fs::recursive_directory_iterator(); entry.increment(error)) {
    if (entry.depth() > 16) entry.disable_recursion_pending();  // a link that leads back into its own folder
    if (entry->is_regular_file(error) && wanted(entry->path())) files.push_back(entry->path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::vector<fs::path> annotationFiles(const fs::path& root) {
  return filesBelow(annotationFolder(root), isAnnotationFile);
}

bool load(const fs::path& file, VocAnnotation& annotation, ImportReport& report) {
  std::error_code error;
  if (fs::file_size(file, error) <= mostXmlBytes) {
    if (annotation.parse(textOf(file))) return true;
  } else {
    report.problems.push_back({file.string(), 0, say("is larger than 64 MB"), say("It was left out")});
  }
  report.ledger.passOver(file.string(), FileRole::Labels, report.problems.back().reason);
  return false;
}

/// The images of a tree, by place and by stem.
class Pictures {
 public:
  explicit Pictures(const fs::path& root) : m_root(root), m_all(filesBelow(root, looksLikeImage)) {
    for (const fs::path& picture : m_all) {
      m_byPlace.emplace(labelPlaceOf(root, picture), picture);
      m_byStem.emplace(picture.stem().string(), picture);
      m_folders.insert(picture.parent_path());
    }
  }
  [[nodiscard]] const std::vector<fs::path>& all() const { return m_all; }

  /// The image of an annotation: the one of its own name beside it, in the folder of the same place, or in
  /// the only other folder; else the one that it names.
  [[nodiscard]] fs::path of(const fs::path& annotation, const std::string& named) const {
    if (const fs::path own = byStem(annotation); !own.empty()) return own;
    if (named.empty()) return {};
    if (const auto there =
            m_byPlace.find(labelPlaceOf(m_root, annotation.parent_path() / withSlashes(named)));
        there != m_byPlace.end())
      return there->second;
    if (const fs::path found = ImageLocator::around(annotation, m_root).find(named); !found.empty())
      return found;
    const bool bare = !withSlashes(named).has_parent_path();
    return bare ? one(m_byStem.equal_range(withSlashes(named).stem().string())) : fs::path();
  }
  /// The image of a list's entry, "000001" or "cam1/000001.jpg"; empty when there is none or several fit.
  [[nodiscard]] fs::path listed(const std::string& entry) const {
    const fs::path plain = withSlashes(entry);
    for (const fs::path& name : {plain, fs::path(plain).replace_extension()}) {
      if (const auto found = m_byPlace.find(labelPlaceOf(m_root, m_root / (name.generic_string() + ".x")));
          found != m_byPlace.end())
        return found->second;
      if (!name.has_parent_path())
        if (const fs::path found = one(m_byStem.equal_range(name.string())); !found.empty()) return found;
    }
    return {};
  }

 private:
  using ByStem = std::multimap<std::string, fs::path>;
  static fs::path one(const std::pair<ByStem::const_iterator, ByStem::const_iterator>& range) {
    return range.first != range.second && std::next(range.first) == range.second ? range.first->second
                                                                                 : fs::path();
  }
  static fs::path withSlashes(std::string path) {
    std::replace(path.begin(), path.end(), '\\', '/');
    return path;
  }
  [[nodiscard]] fs::path byStem(const fs::path& annotation) const {
    const auto same = m_byStem.equal_range(annotation.stem().string());
    for (auto at = same.first; at != same.second; ++at)
      if (at->second.parent_path() == annotation.parent_path()) return at->second;
    if (const auto found = m_byPlace.find(labelPlaceOf(m_root, annotation)); found != m_byPlace.end())
      return found->second;
    // Two folders of any names: then no image lies beside the annotations, and the folders above are the
    // same.
    const bool alone = same.first != same.second && std::next(same.first) == same.second;
    if (!alone || m_folders.contains(annotation.parent_path())) return {};
    const fs::path other = same.first->second.parent_path();
    return other.parent_path() == annotation.parent_path().parent_path() ? same.first->second : fs::path();
  }

  fs::path m_root;
  std::vector<fs::path> m_all;
  std::map<std::string, fs::path> m_byPlace;
  ByStem m_byStem;
  std::set<fs::path> m_folders;
};

/// The split of each image that a list in ImageSets names.
class Lists {
 public:
  Lists(const fs::path& root, const Pictures& pictures, ImportReport& report)
      : m_pictures(pictures), m_report(report) {
    // What trainval says holds where train and val say nothing.
    for (const char* split : {"test", "val", "train", "trainval"})
      for (const fs::path& folder : {root / "ImageSets" / "Main", root / "ImageSets"})
        read(folder / (std::string(split) + ".txt"), split);
  }
  [[nodiscard]] std::string splitOf(const fs::path& picture) const {
    const auto found = m_splits.find(picture);
    return found == m_splits.end() ? std::string() : found->second;
  }

 private:
  void read(const fs::path& list, const std::string& split) {
    std::ifstream file(list);
    if (!file.is_open()) return;
    m_report.ledger.file(list.string(), FileRole::List);
    std::string line;
    int64_t missing = 0;
    std::string example;
    int exampleLine = 0;
    for (int number = 1; std::getline(file, line); ++number) {
      const auto trim = [&line] {
        while (!line.empty() && std::isspace(static_cast<unsigned char>(line.back()))) line.pop_back();
      };
      trim();
      if (line.empty()) continue;
      fs::path picture = m_pictures.listed(line);
      // Lists of one class have a number behind the name; a name may end in one too.
      for (const char* mark : {" -1", " 0", " 1"})
        if (picture.empty() && line.ends_with(mark)) {
          line.resize(line.size() - std::strlen(mark));
          trim();
          picture = m_pictures.listed(line);
        }
      if (picture.empty()) {
        if (missing++ < 3) {
          if (example.empty()) exampleLine = number;
          example += (example.empty() ? "" : ", ") + line;
        }
        continue;
      }
      const auto [known, fresh] = m_splits.emplace(picture, split);
      if (!fresh && known->second != split && split != "trainval")
        m_report.problems.push_back({list.string(), number, say("%1 is also in %2.txt", line, known->second),
                                     say("It stays in %1", known->second)});
    }
    if (missing > 0)
      m_report.problems.push_back({list.string(), exampleLine,
                                   say("refers to %1 images that were not found: %2", missing,
                                       missing > 3 ? example + ", …" : example),
                                   say("These entries were left out")});
  }

  const Pictures& m_pictures;
  ImportReport& m_report;
  std::map<fs::path, std::string> m_splits;
};

}  // namespace

VocCounting vocCountingOf(const fs::path& folder) {
  VocEvidence evidence;
  std::error_code error;
  for (const fs::path& file : annotationFiles(folder))
    if (fs::file_size(file, error) <= mostXmlBytes) evidence.add(textOf(file));
  return evidence.counting();
}

VocCounting vocCountingChosen(int pixelsFrom) {
  return pixelsFrom == 1
             ? VocCounting{VocDialect::FromOne, say("Pascal VOC: pixels from 1, both ends counted (chosen)")}
             : VocCounting{VocDialect::FromZero, say("Pascal VOC: from 0, half-open (chosen)")};
}

bool looksLikeVoc(const fs::path& folder) {
  const auto files = annotationFiles(folder);
  if (annotationFolder(folder) != folder && (!files.empty() || fs::is_directory(folder / "JPEGImages")))
    return true;
  // XML anywhere counts when it is an annotation; a few files are looked at.
  constexpr std::ptrdiff_t most = 20;
  return std::any_of(files.begin(), files.begin() + std::min(most, std::ssize(files)), isVocAnnotation);
}

std::optional<DetectedLabels> detectVoc(const fs::path& folder) {
  if (!looksLikeVoc(folder)) return std::nullopt;
  return DetectedLabels{LabelFormat::Voc, {folder}, vocCountingOf(folder).words, {}};
}

bool textsOutnumberVoc(const fs::path& folder) {
  if (!looksLikeVoc(folder)) return false;
  int64_t balance = 0;
  std::error_code error;
  const auto options = fs::directory_options::skip_permission_denied;
  for (auto entry = fs::recursive_directory_iterator(folder, options, error);
       entry != fs::recursive_directory_iterator(); entry.increment(error)) {
    const std::string ending = lowerCase(entry->path().extension().string());
    balance += ending == ".txt" ? 1 : ending == ".xml" ? -1 : 0;
  }
  return balance > 0;
}

bool isVocAnnotation(const fs::path& file) {
  const std::string head = fileHead(file);
  // CVAT's file has <annotations>.
  return head.find("<annotation>") != std::string::npos || head.find("<annotation ") != std::string::npos;
}

namespace {

class Reader {
 public:
  Reader(const fs::path& root, std::optional<int> pixelsFrom)
      : m_root(root),
        m_files(annotationFiles(root)),
        m_imageFolder(imageFolder(root)),
        m_pictures(root),
        m_lists(root, m_pictures, m_report),
        m_dialect((pixelsFrom ? vocCountingChosen(*pixelsFrom) : vocCountingOf(root)).dialect) {
    if (m_files.empty() && m_pictures.all().empty())
      throw UserError({root.string(), 0,
                       say("is not a Pascal VOC folder: it contains neither images nor XML files"),
                       say("Choose the folder that contains both, or import it as plain images")});
  }

  ImportReport read(const Progress& progress) {
    const auto total = static_cast<int64_t>(m_files.size() + m_pictures.all().size());
    int64_t done = 0;
    const auto advance = [&] {
      if (progress && !progress(done++, total)) throw Cancelled();
    };
    for (const fs::path& file : m_files) {
      advance();
      readAnnotation(file);
    }
    for (const fs::path& picture : m_pictures.all()) {
      advance();
      if (!m_seen.contains(picture.string())) listWithoutAnnotation(picture);
    }
    m_report.settle();
    return std::move(m_report);
  }

 private:
  void problem(const fs::path& file, const Message& reason, const Message& remedy) {
    m_report.problems.push_back({file.string(), 0, reason, remedy});
  }

  [[nodiscard]] std::string splitOf(const fs::path& picture) const {
    std::string split = m_lists.splitOf(picture);
    return split.empty() ? splitOfFolders(m_root, picture) : split;
  }

  void readAnnotation(const fs::path& file) {
    VocAnnotation annotation(file.string(), m_report);
    if (!load(file, annotation, m_report)) {
      // The image is listed with its trouble: nobody shall take it for one without objects.
      if (const fs::path own = m_pictures.of(file, {}); !own.empty())
        m_trouble[own.string()] = say("%1: %2.", file.filename().string(), m_report.problems.back().reason);
      return;
    }
    const std::string named = annotation.fileName();
    const fs::path picture = m_pictures.of(file, named);
    if (picture.empty()) return loseAnnotation(file, annotation);
    warnOfOtherName(file, named, picture);
    m_seen.insert(picture.string());
    auto image = describeImage(picture, splitOf(picture), m_report);
    if (!image) return annotation.loseBoxes(picture.string(), say("its image cannot be read"));
    image->labelled = true;
    annotation.checkSize({image->width, image->height});
    annotation.readBoxes(m_dialect, *image);
    m_report.images.push_back(std::move(*image));
  }

  void loseAnnotation(const fs::path& file, VocAnnotation& annotation) {
    const std::string named = annotation.fileName();
    const std::string wanted = named.empty() ? file.stem().string() : named;
    problem(file,
            m_imageFolder.empty()
                ? say("its image %1 was not found", wanted)
                : say("its image %1 is not in %2", wanted, m_imageFolder.filename().string()),
            say("The annotation was left out"));
    annotation.loseBoxes(wanted, say("its image was not found"));
  }

  void warnOfOtherName(const fs::path& file, const std::string& named, const fs::path& picture) {
    std::string stem = fs::path(named).stem().string();
    if (const size_t slash = stem.find_last_of('\\'); slash != std::string::npos) stem.erase(0, slash + 1);
    const std::string own = picture.filename().string();
    if (!stem.empty() && stem != picture.stem().string())
      problem(file, say("refers to the image %1, but is named like %2", named, own),
              say("Its objects were assigned to %1", own));
  }

  void listWithoutAnnotation(const fs::path& picture) {
    auto image = describeImage(picture, splitOf(picture), m_report);
    if (!image) return;
    image->trouble = m_trouble[picture.string()];
    m_report.images.push_back(std::move(*image));
  }

  fs::path m_root;
  std::vector<fs::path> m_files;
  fs::path m_imageFolder;
  Pictures m_pictures;
  ImportReport m_report;
  Lists m_lists;
  VocDialect m_dialect;
  std::map<std::string, Message> m_trouble;  ///< why an image's annotation could not be read
  std::set<std::string> m_seen;              ///< images that an annotation describes
};

}  // namespace

ImportReport readVoc(const fs::path& folder, const Progress& progress, std::optional<int> pixelsFrom) {
  return Reader(fs::absolute(folder).lexically_normal(), pixelsFrom).read(progress);
}

}  // namespace anchor
