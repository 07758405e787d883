// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/lint/label_lint.h"
#include "datasets/cancelled.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <map>
#include <set>

#include "datasets/formats/import_report.h"
#include "datasets/images/file_damage.h"

namespace anchor {
namespace {

double iou(const LabelBox& a, const LabelBox& b) {
  const double w = std::min(a.x2, b.x2) - std::max(a.x1, b.x1);
  const double h = std::min(a.y2, b.y2) - std::max(a.y1, b.y1);
  if (w <= 0 || h <= 0) return 0;
  const double inter = w * h;
  return inter / ((a.x2 - a.x1) * (a.y2 - a.y1) + (b.x2 - b.x1) * (b.y2 - b.y1) - inter);
}

std::string rounded(double value, int digits) {
  char text[40];
  std::snprintf(text, sizeof text, "%.*f", digits, value);
  return text;
}

class Linter {
 public:
  Linter(const ProjectStore& project, const LintRules& rules) : m_project(project), m_rules(rules) {
    for (const LabelClass& c : project.classes()) m_names[c.id] = c.name;
  }

  void image(const ImageEntry& image) {
    if (!image.trouble.empty()) add({LintKind::Trouble, image.id, 0, 0, image.trouble, {}});
    const auto boxes = m_project.boxes(image.id);
    for (size_t i = 0; i < boxes.size(); ++i) {
      oneBox(image, boxes[i]);
      for (size_t k = 0; wanted(LintKind::Duplicate) && k < i; ++k)
        if (boxes[i].classId == boxes[k].classId && iou(boxes[i], boxes[k]) >= m_rules.duplicateIou) {
          add({LintKind::Duplicate, image.id, boxes[i].id, boxes[k].id,
               say("%1 twice on one object, IoU %2", m_names[boxes[i].classId],
                   rounded(iou(boxes[i], boxes[k]), 2)),
               say("remove the newer one")});
          break;
        }
    }
    if (image.state != ImageState::Unlabelled && !image.split.empty()) {
      m_splits.insert(image.split);
      for (const LabelBox& box : boxes) ++m_counts[box.classId][image.split];
    }
  }

  void file(const ImageEntry& image) {
    if (!wanted(LintKind::Missing) && !wanted(LintKind::Damaged) && !wanted(LintKind::SplitLeak)) return;
    const auto path = m_project.absolutePath(image);
    std::error_code error;
    if (!std::filesystem::is_regular_file(path, error))
      return add({LintKind::Missing, image.id, 0, 0, say("file not found: %1", path.string()), {}});
    if (const Message damage = wanted(LintKind::Damaged) ? damageIn(path) : Message(); !damage.empty())
      return add({LintKind::Damaged, image.id, 0, 0, damage, {}});
    if (image.split.empty() || !wanted(LintKind::SplitLeak)) return;
    try {
      PictureSketch sketch = sketchOf(path);
      findTwin(image, sketch);
      const size_t at = m_sketches.size();
      for (int band = 0; band < 4; ++band)
        m_bands[static_cast<size_t>(band)][static_cast<uint16_t>(sketch.hash >> (16 * band))].push_back(at);
      m_sketches.push_back({image.id, image.split, std::move(sketch)});
    } catch (const UserError& failure) {
      add({LintKind::Missing, image.id, 0, 0, failure.problem().reason, {}});
    }
  }

  void classes() {
    for (const auto& [id, name] : m_names) {
      if (name.size() > 1 && name.front() == '#' && std::ranges::all_of(name.substr(1), ::isdigit))
        add({LintKind::Nameless,
             0,
             0,
             0,
             say("the class %1 has a number as its name; rename it, or merge it into the class it stands for",
                 name),
             {}});
      for (const std::string& split : m_splits)
        if (m_counts[id][split] == 0)
          add({LintKind::ClassGap, 0, 0, 0, say("%1 has no box in %2", name, split), {}});
    }
  }

  std::vector<LintFinding> take() { return std::move(m_findings); }

 private:
  [[nodiscard]] bool wanted(LintKind kind) const { return m_rules.kinds.contains(kind); }
  void add(LintFinding finding) {
    if (wanted(finding.kind)) m_findings.push_back(std::move(finding));
  }

  void oneBox(const ImageEntry& image, const LabelBox& box) {
    const std::string& name = m_names[box.classId];
    if (!(box.x2 > box.x1 && box.y2 > box.y1))
      return add({LintKind::NoArea, image.id, box.id, 0, say("%1 has zero area", name), say("remove it")});
    if (box.x1 < 0 || box.y1 < 0 || box.x2 > image.width || box.y2 > image.height)
      add({LintKind::OutOfBounds, image.id, box.id, 0, say("%1 reaches outside the image", name),
           say("crop it to the image")});
    if (box.difficult || box.crowd) return;
    const double scale = m_rules.scale ? m_rules.scale(image) : 1;
    const double side = scale * std::min(box.x2 - box.x1, box.y2 - box.y1);
    if (side < m_rules.tinySide)
      add({LintKind::Tiny,
           image.id,
           box.id,
           0,
           say("%1 is only %2 pixels wide or high at the training scale", name, rounded(side, 1)),
           {}});
    if (!m_rules.bestIou || !wanted(LintKind::Unreachable)) return;
    const double best = m_rules.bestIou(image, box);
    if (best < m_rules.unreachableIou)
      add({LintKind::Unreachable,
           image.id,
           box.id,
           0,
           say("the best anchor for %1 has an IoU of only %2", name, rounded(best, 2)),
           {}});
  }

  void findTwin(const ImageEntry& image, const PictureSketch& sketch) {
    for (int band = 0; band < 4; ++band) {
      const auto& bucket = m_bands[static_cast<size_t>(band)];
      const auto found = bucket.find(static_cast<uint16_t>(sketch.hash >> (16 * band)));
      if (found == bucket.end()) continue;
      for (const size_t at : found->second) {
        const Known& other = m_sketches[at];
        if (other.split == image.split || !sameScene(other.sketch, sketch)) continue;
        return add({LintKind::SplitLeak, image.id, 0, other.image,
                    say("the same image is in %1 and in %2", other.split, image.split),
                    say("move it to %1", other.split)});
      }
    }
  }

  struct Known {
    int64_t image;
    std::string split;
    PictureSketch sketch;
  };
  const ProjectStore& m_project;
  const LintRules& m_rules;
  std::map<int64_t, std::string> m_names;
  std::map<int64_t, std::map<std::string, int>> m_counts;
  std::set<std::string> m_splits;
  std::vector<Known> m_sketches;
  /// Two hashes of at most 3 different bits agree in one of four bands of 16.
  std::array<std::map<uint16_t, std::vector<size_t>>, 4> m_bands;
  std::vector<LintFinding> m_findings;
};

}  // namespace

const char* lintName(LintKind kind) {
  switch (kind) {
    case LintKind::Missing:
      return "missing";
    case LintKind::Damaged:
      return "damaged";
    case LintKind::Trouble:
      return "trouble";
    case LintKind::NoArea:
      return "no-area";
    case LintKind::OutOfBounds:
      return "out-of-bounds";
    case LintKind::Duplicate:
      return "duplicate";
    case LintKind::Tiny:
      return "tiny";
    case LintKind::Unreachable:
      return "unreachable";
    case LintKind::Nameless:
      return "nameless-class";
    case LintKind::ClassGap:
      return "class-gap";
    case LintKind::SplitLeak:
      return "split-leak";
  }
  return "";
}

std::set<LintKind> lintKinds() {
  return {LintKind::Missing,   LintKind::Trouble,   LintKind::NoArea,      LintKind::OutOfBounds,
          LintKind::Duplicate, LintKind::Tiny,      LintKind::Unreachable, LintKind::Nameless,
          LintKind::ClassGap,  LintKind::SplitLeak, LintKind::Damaged};
}

std::vector<LintFinding> lintProject(const ProjectStore& project, const LintRules& rules,
                                     const Progress& progress) {
  Linter linter(project, rules);
  const auto images = project.images();
  for (size_t i = 0; i < images.size(); ++i) {
    if (progress && !progress(static_cast<int64_t>(i), static_cast<int64_t>(images.size())))
      throw Cancelled();
    linter.image(images[i]);
    linter.file(images[i]);
  }
  linter.classes();
  return linter.take();
}

bool fixFinding(const ProjectStore& project, ProjectEdit& edit, const LintFinding& finding) {
  const auto image = project.image(finding.image);
  if (!image || finding.fix.empty()) return false;
  if (finding.kind == LintKind::SplitLeak) {
    const auto other = project.image(finding.other);
    if (!other) return false;
    edit.setSplit({image->id}, other->split);
    return true;
  }
  const auto boxes = project.boxes(image->id);
  const auto box = std::ranges::find(boxes, finding.box, &LabelBox::id);
  if (box == boxes.end()) return false;
  if (finding.kind == LintKind::Duplicate && std::ranges::count(boxes, finding.other, &LabelBox::id) == 0)
    return false;
  if (finding.kind == LintKind::OutOfBounds) {
    LabelBox cut = *box;
    std::vector<Problem> ignored;
    if (fitIntoImage(cut, image->width, image->height, {}, ignored))
      edit.changeBox(cut);
    else
      edit.removeBox(cut.id);
    return true;
  }
  edit.removeBox(box->id);
  return true;
}

}  // namespace anchor
