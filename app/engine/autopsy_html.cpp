// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/autopsy_html.h"

#include <array>
#include <cmath>
#include <cstdarg>
#include <cstdio>
#include <numeric>

#include "datasets/images/image_reader.h"
#include "engine/base/atomic_file.h"

namespace anchor {
namespace {

std::string format(const char* pattern, ...) {
  std::array<char, 1024> text{};
  va_list arguments;
  va_start(arguments, pattern);
  std::vsnprintf(text.data(), text.size(), pattern, arguments);
  va_end(arguments);
  return text.data();
}

std::string escaped(const std::string& words) {
  std::string out;
  for (const char c : words) {
    if (c == '<')
      out += "&lt;";
    else if (c == '>')
      out += "&gt;";
    else if (c == '&')
      out += "&amp;";
    else if (c == '"')
      out += "&quot;";
    else
      out += c;
  }
  return out;
}

struct Colour {
  uint8_t r, g, b;
};

void drawBox(PixelBuffer& picture, const Box& box, const Colour& colour) {
  const auto put = [&](int x, int y) {
    if (x < 0 || y < 0 || x >= picture.width || y >= picture.height) return;
    uint8_t* at =
        &picture
             .rgb[3 * (static_cast<size_t>(y) * static_cast<size_t>(picture.width) + static_cast<size_t>(x))];
    at[0] = colour.r;
    at[1] = colour.g;
    at[2] = colour.b;
  };
  const int x1 = static_cast<int>(box.x1), y1 = static_cast<int>(box.y1);
  const int x2 = static_cast<int>(box.x2), y2 = static_cast<int>(box.y2);
  for (int thick = 0; thick < 2; ++thick) {
    for (int x = x1; x <= x2; ++x) {
      put(x, y1 + thick);
      put(x, y2 - thick);
    }
    for (int y = y1; y <= y2; ++y) {
      put(x1 + thick, y);
      put(x2 - thick, y);
    }
  }
}

/// The object with as much around it, enlarged by whole pixels when it is small.
PixelBuffer crop(const RgbImage& image, const Box& object, const Box& by) {
  const float margin = std::max({object.x2 - object.x1, object.y2 - object.y1, 40.0F}) / 2;
  const int left = std::max(0, static_cast<int>(object.x1 - margin));
  const int top = std::max(0, static_cast<int>(object.y1 - margin));
  const int right = std::min(image.width, static_cast<int>(object.x2 + margin) + 1);
  const int bottom = std::min(image.height, static_cast<int>(object.y2 + margin) + 1);
  const int zoom = std::clamp(200 / std::max({1, right - left, bottom - top}), 1, 8);
  PixelBuffer out{(right - left) * zoom, (bottom - top) * zoom, {}};
  out.rgb.resize(3 * static_cast<size_t>(out.width) * static_cast<size_t>(out.height));
  for (int y = 0; y < out.height; ++y)
    for (int x = 0; x < out.width; ++x)
      for (size_t c = 0; c < 3; ++c)
        out.rgb[3 * (static_cast<size_t>(y) * static_cast<size_t>(out.width) + static_cast<size_t>(x)) + c] =
            image.pixels[3 * (static_cast<size_t>(top + y / zoom) * static_cast<size_t>(image.width) +
                              static_cast<size_t>(left + x / zoom)) +
                         c];
  const auto moved = [&](const Box& b) {
    const auto s = static_cast<float>(zoom);
    return Box{(b.x1 - static_cast<float>(left)) * s, (b.y1 - static_cast<float>(top)) * s,
               (b.x2 - static_cast<float>(left)) * s - 1, (b.y2 - static_cast<float>(top)) * s - 1};
  };
  if (by.x2 > by.x1) drawBox(out, moved(by), {230, 120, 0});
  drawBox(out, moved(object), {0, 200, 80});
  return out;
}

std::string bar(double share, const char* colour) {
  return format("<div class=bar><div style='width:%.1f%%;background:%s'></div></div>", 100 * share, colour);
}

std::string waterfall(const AutopsyReport& report) {
  std::string rows = "<table><tr><th>Stage<th>Objects<th>Left<th><th>AP50 it costs</tr>";
  int left = report.objects;
  const double all = std::max(1, report.objects);
  rows +=
      format("<tr><td>labelled<td>%d<td>%.1f&nbsp;%%<td>%s<td></tr>", left, 100.0, bar(1, "#666").c_str());
  for (size_t c = 1; c < lostStages; ++c) {
    const auto& cause = report.causes[c];
    if (cause.count == 0) continue;
    left -= cause.count;
    rows += format("<tr><td>%s<td>&minus;%d<td>%.1f&nbsp;%%<td>%s<td>%.1f</tr>",
                   lostSentence(static_cast<LostAt>(c)), cause.count, 100 * left / all,
                   bar(left / all, "#2a7ab8").c_str(), 100 * cause.gain);
  }
  return rows + format("<tr><td><b>found</b><td>%d<td>%.1f&nbsp;%%<td>%s<td></tr></table>", left,
                       100 * left / all, bar(left / all, "#2e9e5b").c_str());
}

const char* tideSentence(TideError error) {
  switch (error) {
    case TideError::Class:
      return "Class: on an object of another class";
    case TideError::Localisation:
      return "Localisation: right class, loose box";
    case TideError::Both:
      return "Both: wrong class and loose";
    case TideError::Duplicate:
      return "Duplicate: the object was already found";
    case TideError::Background:
      return "Background: on nothing";
    case TideError::Missed:
      return "Missed: no detection near the object";
  }
  return "";
}

std::string tideTable(const TideResult& tide) {
  std::string rows = "<table><tr><th>TIDE error<th>Count<th>dAP</tr>";
  for (size_t e = 0; e < tideErrors; ++e)
    rows += format("<tr><td>%s<td>%d<td>%.2f</tr>", tideSentence(static_cast<TideError>(e)), tide.count[e],
                   100 * tide.gain[e]);
  return rows + format(
                    "<tr><td>all false detections<td><td>%.2f</tr><tr><td>all missed "
                    "objects<td><td>%.2f</tr></table>",
                    100 * tide.gainFalsePositives, 100 * tide.gainFalseNegatives);
}

std::string facts(const ObjectTrace& t, const AutopsyFile& file) {
  std::string words = format(
      "best anchor IoU %.2f, fg anchors %d<br>best proposal IoU %.2f, RPN score %.2f<br>"
      "best roi IoU %.2f, class score %.2f",
      t.bestAnchorIou, t.foreground, t.proposalIou, t.rpnScore, t.roiIou, t.classScore);
  if (t.otherLabel >= 0)
    words += format("<br>taken for %s (%.2f)",
                    escaped(file.classes[static_cast<size_t>(t.otherLabel)]).c_str(), t.otherScore);
  return words;
}

struct Place {
  size_t image, trace;
};

std::vector<Place> dearest(const AutopsyFile& file, const AutopsyReport& report, int most) {
  std::vector<Place> places;
  for (size_t i = 0; i < file.images.size(); ++i)
    for (size_t t = 0; t < file.images[i].findings.objects.size(); ++t)
      if (file.images[i].findings.objects[t].lost != LostAt::Found) places.push_back({i, t});
  const auto gain = [&](const Place& p) {
    return report.causes[static_cast<size_t>(file.images[p.image].findings.objects[p.trace].lost)].gain;
  };
  std::stable_sort(places.begin(), places.end(),
                   [&](const Place& a, const Place& b) { return gain(a) > gain(b); });
  if (places.size() > static_cast<size_t>(most)) places.resize(static_cast<size_t>(most));
  return places;
}

constexpr const char* style =
    "body{font:15px/1.45 system-ui,sans-serif;margin:2em auto;max-width:1100px;padding:0 1em;color:#222}"
    "table{border-collapse:collapse;margin:1em 0}td,th{padding:3px 12px 3px 0;text-align:left;"
    "border-bottom:1px solid #ddd}.bar{width:260px;height:12px;background:#eee}.bar div{height:12px}"
    ".objects{display:grid;grid-template-columns:repeat(auto-fill,minmax(230px,1fr));gap:14px}"
    "figure{margin:0;border:1px solid #ddd;padding:8px;font-size:13px}figure img{max-width:100%;"
    "max-height:210px}.note{color:#666}";

}  // namespace

const char* lostSentence(LostAt stage) {
  switch (stage) {
    case LostAt::Found:
      return "found";
    case LostAt::NoAnchor:
      return "no anchor fits";
    case LostAt::NotSampled:
      return "its anchors are seldom drawn in training";
    case LostAt::RpnBox:
      return "RPN boxes too loose";
    case LostAt::TooSmall:
      return "proposals under the minimum size";
    case LostAt::RpnScore:
      return "RPN scored it too low";
    case LostAt::TopN:
      return "cut by the number of proposals";
    case LostAt::Nms:
      return "removed by the RPN's NMS";
    case LostAt::HeadBackground:
      return "head: classified as background";
    case LostAt::HeadClass:
      return "head: classified as another class";
    case LostAt::HeadBox:
      return "head: box too loose";
    case LostAt::Score:
      return "below the score threshold";
    case LostAt::FinalNms:
      return "removed by the final NMS";
    case LostAt::FinalLimit:
      return "beyond the most detections per image";
    case LostAt::Taken:
      return "its box was counted for a neighbour";
  }
  return "";
}

void writeAutopsyReport(const std::filesystem::path& folder, const AutopsyFile& file, ImageSource& images,
                        int most) {
  std::filesystem::create_directories(folder);
  const AutopsyReport report = file.report();
  std::string figures;
  int number = 0;
  for (const Place& place : dearest(file, report, most)) {
    const AutopsyFile::Image& image = file.images[place.image];
    const ObjectTrace& trace = image.findings.objects[place.trace];
    const SampleBox& object = image.objects[static_cast<size_t>(trace.object)];
    RunSample sample;
    sample.image = image.path;
    const std::string name = format("object-%03d.jpg", ++number);
    writeJpeg(folder / name, crop(images.read(sample), object.box, trace.by), 85);
    figures += "<figure><img src='" + name + "' alt=''><figcaption><b>" +
               escaped(file.classes[static_cast<size_t>(trace.label)]) + "</b>: " + lostSentence(trace.lost) +
               "<br>" + facts(trace, file) + "<br><span class=note>" +
               escaped(std::filesystem::path(image.path).filename().string()) +
               "</span></figcaption></figure>";
  }
  const bool trained = !file.images.empty() && file.images[0].trained;
  std::string page = "<!doctype html><html lang=en><meta charset=utf-8><title>Autopsy</title><style>";
  page += style;
  page += "</style><h1>Where objects are lost</h1><p>" +
          escaped(std::filesystem::path(file.checkpoint).filename().string()) +
          format(", iteration %d, %zu images of ", file.iteration, file.images.size()) + escaped(file.split) +
          (trained ? " (the network was trained on these labels)" : " (not trained on)") +
          format(
              ". AP50 %.1f. Every object is followed from the anchors to the detections; a stage has lost it "
              "when no box that "
              "covers it (IoU 0.5) is left.</p>",
              100 * report.ap);
  page += waterfall(report);
  page += "<h2>What is wrong with the detections</h2>" + tideTable(report.tide);
  if (number > 0)
    page += format(
                "<h2>%d lost objects</h2><p class=note>Green: the label. Orange: the box that removed it.</p>"
                "<div class=objects>",
                number) +
            figures + "</div>";
  writeAutopsy(folder / "autopsy.json", file);
  writeAtomically(folder / "index.html", page);
}

}  // namespace anchor
