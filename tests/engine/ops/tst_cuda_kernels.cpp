// SPDX-License-Identifier: GPL-3.0-or-later
// The CUDA kernels without a GPU: compiled as C++, run by threads (tests/support/threads_as_gpu), under
// ThreadSanitizer and, as a second program, under AddressSanitizer. They are held against the CPU's code and
// torchvision's numbers.
#include <QtTest>

#include "engine/base/json_fields.h"
#include "engine/geometry/anchor_grid.h"
#include "engine/geometry/draw_key.h"
#include "engine/geometry/label_assignment.h"
#include "engine/geometry/roi_sampling.h"
#include "engine/geometry/suppression.h"
#include "engine/ops/cpu/roi_kernels.h"
#include "engine/ops/cuda/kernels.h"
#include "tests/support/test_data.h"

using namespace anchor;

namespace {

constexpr BoxConvention bothConventions[] = {BoxConvention::Continuous, BoxConvention::Pixel};

float4* rows(Boxes& boxes) { return reinterpret_cast<float4*>(boxes.data()); }
const float4* rows(const Boxes& boxes) { return reinterpret_cast<const float4*>(boxes.data()); }

/// Boxes in clusters, so that many overlap, some of them twice.
Boxes clusteredBoxes(size_t count, RandomSource& random, float side = 600) {
  Boxes centres;
  for (size_t i = 0; i < count / 10 + 1; ++i)
    centres.push_back(
        {static_cast<float>(random.uniform()) * side, static_cast<float>(random.uniform()) * side});
  const auto shift = [&] { return static_cast<float>(random.uniform() * 40 - 20); };
  const auto half = [&] { return static_cast<float>(random.uniform() * 70 + 8); };
  Boxes boxes;
  for (size_t i = 0; i < count; ++i) {
    const Box& centre = centres[random.below(centres.size())];
    const float x = centre.x1 + shift();
    const float y = centre.y1 + shift();
    boxes.push_back(i % 50 == 49 ? boxes.back() : Box{x - half(), y - half(), x + half(), y + half()});
  }
  return boxes;
}

std::vector<float> numbers(size_t count, RandomSource& random) {
  std::vector<float> out(count);
  for (float& value : out) value = static_cast<float>(random.uniform() * 2 - 1);
  return out;
}

/// Which of some segments' boxes the kernels keep; the boxes of a segment are sorted, best first.
std::vector<uint8_t> keptByKernels(const cuda::BoxSegments& segments, float threshold,
                                   BoxConvention convention, int most) {
  const auto count = static_cast<size_t>(segments.starts[segments.count]);
  std::vector<uint64_t> mask(count * static_cast<size_t>(segments.words()));
  std::vector<uint8_t> kept(count, 2);
  cuda::overlapMask(segments, threshold, lengthOffset(convention), mask.data(), nullptr);
  cuda::walkMask(segments, mask.data(), most, reinterpret_cast<bool*>(kept.data()), nullptr);
  return kept;
}

/// The same by suppress(): boxes that are there, group by group.
std::vector<uint8_t> keptByCpu(const Boxes& boxes, const std::vector<uint8_t>& valid,
                               const std::vector<int64_t>& group, float threshold, BoxConvention convention,
                               int most) {
  std::vector<uint8_t> kept(boxes.size(), 0);
  for (int64_t g = 0; g < 7; ++g) {
    Boxes own;
    std::vector<size_t> places;
    for (size_t i = 0; i < boxes.size(); ++i)
      if (group[i] == g && valid[i] != 0) {
        own.push_back(boxes[i]);
        places.push_back(i);
      }
    for (const int k : suppress(own, std::vector<float>(own.size(), 1), threshold, convention).keep)
      kept[places[static_cast<size_t>(k)]] = 1;
  }
  int left = most < 0 ? static_cast<int>(boxes.size()) : most;
  for (uint8_t& k : kept)
    if (k != 0 && left-- <= 0) k = 0;
  return kept;
}

/// Images with objects, of which some are to be ignored, in the kernels' form.
struct SomeImages {
  std::vector<Boxes> gts, ignored;
  ImageSize size{480, 600};
  float ignoreShare = 0.6F;
  size_t mostGts = 0, mostIgnored = 0;
  Boxes gtRows, ignoredRows;
  std::vector<float2> sizes;
  std::vector<int32_t> gtCounts, ignoredCounts;

  SomeImages(const std::vector<size_t>& gtsEach, size_t ignoredEach, RandomSource& random) {
    for (const size_t count : gtsEach) {
      gts.push_back(clusteredBoxes(count, random, 500));
      ignored.push_back(clusteredBoxes(ignoredEach, random, 500));
      mostGts = std::max(mostGts, count);
      gtCounts.push_back(static_cast<int32_t>(count));
      ignoredCounts.push_back(static_cast<int32_t>(ignoredEach));
      sizes.push_back({size.height, size.width});
    }
    mostIgnored = ignoredEach;
    gtRows = padded(gts, mostGts);
    ignoredRows = padded(ignored, mostIgnored);
  }
  [[nodiscard]] cuda::ImageGts images() const {
    return {static_cast<int>(gts.size()),
            sizes.data(),
            rows(gtRows),
            gtCounts.data(),
            static_cast<int>(mostGts),
            rows(ignoredRows),
            ignoredCounts.data(),
            static_cast<int>(mostIgnored),
            ignoreShare};
  }
  [[nodiscard]] IgnoreRegions regions(size_t image) const { return {ignored[image], ignoreShare}; }

 private:
  static Boxes padded(const std::vector<Boxes>& lists, size_t most) {
    Boxes out(lists.size() * most);
    for (size_t i = 0; i < lists.size(); ++i)
      std::ranges::copy(lists[i], out.begin() + static_cast<std::ptrdiff_t>(i * most));
    return out;
  }
};

/// The map [N,H,W,C] of [N,C,H,W].
std::vector<float> channelsLast(const std::vector<float>& planar, size_t images, size_t channels,
                                size_t cells) {
  std::vector<float> out(planar.size());
  for (size_t n = 0; n < images; ++n)
    for (size_t c = 0; c < channels; ++c)
      for (size_t k = 0; k < cells; ++k)
        out[(n * cells + k) * channels + c] = planar[(n * channels + c) * cells + k];
  return out;
}

double largest(const std::vector<float>& a, const std::vector<float>& b) {
  double most = a.size() == b.size() ? 0 : 1e9;
  for (size_t i = 0; i < std::min(a.size(), b.size()); ++i)
    most = std::max(most, std::isfinite(a[i]) ? std::abs(double{a[i]} - b[i]) : 1e9);
  return most;
}

/// One feature map [images,height,width,C].
struct Map {
  const std::vector<float>& data;
  int images, height, width;
  float scale;
};

/// What the kernels of a RoI operator make of rois on a map, and of the slopes of what they make.
struct RoiPasses {
  std::vector<float> output, gradient;
  std::vector<float> ordered;   ///< the gradient, summed in order
  std::vector<int32_t> argmax;  ///< of pooling
};

RoiPasses passes(bool pool, const cuda::RoiShape& s, const Map& map, const std::vector<float>& rois,
                 const std::vector<float>& slopes) {
  RoiPasses out;
  out.output.resize(slopes.size());
  out.argmax.resize(slopes.size());
  out.gradient.resize(map.data.size());
  out.ordered.resize(map.data.size());
  cuda::RoiMaps maps{};
  maps.levels = 1;
  maps.data[0] = map.data.data();
  maps.gradients[0] = out.gradient.data();
  maps.height[0] = map.height;
  maps.width[0] = map.width;
  maps.scale[0] = map.scale;
  cuda::RoiMaps inOrder = maps;
  inOrder.gradients[0] = out.ordered.data();
  if (pool) {
    cuda::roiPoolForward(s, maps, rois.data(), out.output.data(), out.argmax.data(), nullptr);
    cuda::roiPoolBackward(s, maps, slopes.data(), out.argmax.data(), rois.data(), nullptr);
    cuda::roiPoolBackwardInOrder(s, inOrder, map.images, slopes.data(), out.argmax.data(), rois.data(),
                                 nullptr);
  } else {
    cuda::roiAlignForward(s, maps, rois.data(), out.output.data(), nullptr);
    cuda::roiAlignBackward(s, maps, slopes.data(), rois.data(), nullptr);
    cuda::roiAlignBackwardInOrder(s, inOrder, map.images, slopes.data(), rois.data(), nullptr);
  }
  return out;
}

}  // namespace

class CudaKernelsTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void suppression_keeps_what_the_cpu_keeps() {
    RandomSource random(1);
    for (const size_t count : {1, 63, 64, 65, 300})
      for (const BoxConvention convention : bothConventions)
        for (const int most : {-1, 20}) {
          const Boxes boxes = clusteredBoxes(count, random);
          std::vector<uint8_t> valid(count);
          std::vector<int64_t> group(count);
          for (size_t i = 0; i < count; ++i) {
            valid[i] = random.below(10) != 0 ? 1 : 0;
            group[i] = static_cast<int64_t>(random.below(7));
          }
          const auto end = static_cast<int>(count);
          const cuda::BoxSegments grouped{
              rows(boxes), reinterpret_cast<const bool*>(valid.data()), group.data(), 1, {0, end}, end};
          QCOMPARE(keptByKernels(grouped, 0.5F, convention, most),
                   keptByCpu(boxes, valid, group, 0.5F, convention, most));
          const cuda::BoxSegments plain{rows(boxes), nullptr, nullptr, 1, {0, end}, end};
          QCOMPARE(keptByKernels(plain, 0.3F, convention, most),
                   keptByCpu(boxes, std::vector<uint8_t>(count, 1), std::vector<int64_t>(count), 0.3F,
                             convention, most));
        }
  }
  void segments_of_different_lengths_are_suppressed_side_by_side() {
    RandomSource random(2);
    const std::vector<int> starts{0, 200, 200, 263, 560};
    const Boxes boxes = clusteredBoxes(560, random);
    cuda::BoxSegments segments{rows(boxes), nullptr, nullptr, 4, {}, 297};
    std::ranges::copy(starts, segments.starts);
    const std::vector<uint8_t> kept = keptByKernels(segments, 0.7F, BoxConvention::Continuous, 90);
    for (size_t s = 0; s + 1 < starts.size(); ++s) {
      const Boxes own(boxes.begin() + starts[s], boxes.begin() + starts[s + 1]);
      const std::vector<uint8_t> mine(kept.begin() + starts[s], kept.begin() + starts[s + 1]);
      QCOMPARE(mine, keptByCpu(own, std::vector<uint8_t>(own.size(), 1), std::vector<int64_t>(own.size()),
                               0.7F, BoxConvention::Continuous, 90));
    }
  }
  void a_thousand_threads_walk_a_long_segment() {
    RandomSource random(3);
    const Boxes boxes = clusteredBoxes(4200, random, 2000);
    const cuda::BoxSegments segments{rows(boxes), nullptr, nullptr, 1, {0, 4200}, 4200};
    QCOMPARE(keptByKernels(segments, 0.5F, BoxConvention::Continuous, 600),
             keptByCpu(boxes, std::vector<uint8_t>(4200, 1), std::vector<int64_t>(4200), 0.5F,
                       BoxConvention::Continuous, 600));
  }

  void anchors_get_the_labels_that_the_cpu_gives() {
    RandomSource random(4);
    const SomeImages images({5, 0, 70}, 3, random);
    for (const BoxConvention convention : bothConventions)
      for (const bool adoptBest : {false, true}) {
        const bool clobber = !adoptBest;
        AnchorShapes shapes;
        shapes.convention = convention;
        const Boxes anchors = gridAnchors({7, 10, 60, baseAnchors(shapes)});
        const size_t count = anchors.size();
        const AssignmentRule rule{0.6F, 0.3F, clobber, adoptBest};
        const bool pixel = convention == BoxConvention::Pixel;
        std::vector<int> gtBest(3 * images.mostGts), bestAnchor(3 * images.mostGts);
        std::vector<int8_t> labels(3 * count);
        std::vector<int32_t> argmax(3 * count);
        std::vector<float> maxIou(3 * count);
        cuda::assignAnchors(rows(anchors), static_cast<int>(count), images.images(),
                            {30, rule.positiveIou, rule.negativeIou, lengthOffset(convention),
                             tieTolerance(convention), pixel, clobber, adoptBest},
                            gtBest.data(), bestAnchor.data(), labels.data(), argmax.data(), maxIou.data(),
                            nullptr);
        for (size_t b = 0; b < 3; ++b) {
          const LabelAssignment wanted =
              assignLabels(anchors, insideImage(anchors, images.size, 30, convention), images.gts[b], rule,
                           convention, {}, images.regions(b));
          QVERIFY(b == 1 || (wanted.count(1) > 0 && wanted.count(0) > 0 && wanted.count(-1) > 0));
          const auto own = [&](const auto& all) {
            return std::vector(all.begin() + static_cast<std::ptrdiff_t>(b * count),
                               all.begin() + static_cast<std::ptrdiff_t>((b + 1) * count));
          };
          QCOMPARE(own(labels), wanted.labels);
          QCOMPARE(own(argmax), wanted.argmax);
          QCOMPARE(own(maxIou), wanted.maxIou);
        }
      }
  }

  void a_draw_takes_what_the_cpu_draws() {
    RandomSource random(5);
    for (const int batch : {8, 256, 1024}) {
      constexpr size_t count = 5000;
      std::vector<int8_t> labels(2 * count);
      for (int8_t& label : labels) label = static_cast<int8_t>(static_cast<int>(random.below(40)) / 19 - 1);
      RandomSource own(6);
      std::vector<uint64_t> draws;
      for (RandomSource same(6); draws.size() < 4;) draws.push_back(same.next());
      std::vector<int32_t> chosen(2 * static_cast<size_t>(batch)), counts(4);
      cuda::drawLabels(labels.data(), 2, count, {batch, batch / 2, draws.data()}, chosen.data(),
                       counts.data(), nullptr);
      for (size_t b = 0; b < 2; ++b) {
        std::vector<int> fg, bg;
        for (size_t i = 0; i < count; ++i) {
          const int8_t label = labels[b * count + i];
          if (label >= 0) (label == 1 ? fg : bg).push_back(static_cast<int>(i));
        }
        std::vector<int> wanted = choose(fg, static_cast<size_t>(batch) / 2, own);
        QCOMPARE(counts[2 * b], static_cast<int>(wanted.size()));
        const std::vector<int> others = choose(bg, static_cast<size_t>(batch) - wanted.size(), own);
        QCOMPARE(counts[2 * b + 1], static_cast<int>(others.size()));
        wanted.insert(wanted.end(), others.begin(), others.end());
        wanted.resize(static_cast<size_t>(batch), -1);
        const auto first = chosen.begin() + static_cast<std::ptrdiff_t>(b) * batch;
        QCOMPARE(std::vector<int>(first, first + batch), wanted);
      }
    }
  }

  void a_draw_from_the_most_candidates_is_whole() {
    const std::vector<int8_t> labels(cuda::DrawRule::mostCandidates, 0);
    const uint64_t draws[] = {1, 2};
    std::vector<int32_t> chosen(256), counts(2);
    cuda::drawLabels(labels.data(), 1, cuda::DrawRule::mostCandidates, {256, 128, draws}, chosen.data(),
                     counts.data(), nullptr);
    QCOMPARE(counts, std::vector<int32_t>({0, 256}));
    std::vector<std::pair<uint64_t, int>> lots;
    for (int i = 0; i < cuda::DrawRule::mostCandidates; ++i) lots.emplace_back(drawKey(draws[1], i), i);
    std::nth_element(lots.begin(), lots.begin() + 256, lots.end());
    std::vector<int32_t> wanted;
    for (size_t k = 0; k < 256; ++k) wanted.push_back(lots[k].second);
    std::ranges::sort(wanted);
    QCOMPARE(chosen, wanted);
  }

  void proposals_are_decoded_and_clipped_as_the_cpu_does() {
    RandomSource random(7);
    constexpr size_t count = 300;
    const Boxes anchors = clusteredBoxes(count, random);
    const std::vector<float> deltas = numbers(2 * count * 4, random);
    const std::vector<float> limits{480, 600, 16, 300, 500, 40};
    for (const BoxConvention convention : bothConventions) {
      Boxes boxes(2 * count);
      std::vector<uint8_t> keep(2 * count, 2);
      cuda::decodeProposals(rows(anchors), reinterpret_cast<const float4*>(deltas.data()), 2, count,
                            {lengthOffset(convention), limits.data()}, rows(boxes),
                            reinterpret_cast<bool*>(keep.data()), nullptr);
      for (size_t i = 0; i < 2 * count; ++i) {
        const float* own = limits.data() + 3 * (i / count);
        const float* d = deltas.data() + 4 * i;
        const Box wanted = clipped(decode(anchors[i % count], {d[0], d[1], d[2], d[3]}, convention),
                                   {own[0], own[1]}, convention);
        QVERIFY(std::abs(boxes[i].x1 - wanted.x1) + std::abs(boxes[i].y2 - wanted.y2) < 1e-3F);
        QVERIFY(std::abs(boxes[i].x2 - wanted.x2) + std::abs(boxes[i].y1 - wanted.y1) < 1e-3F);
        const float shortest = std::min(width(wanted, convention), height(wanted, convention));
        if (std::abs(shortest - own[2]) > 1e-3F) QCOMPARE(keep[i] != 0, shortest >= own[2]);
      }
    }
  }

  void rois_are_labelled_and_sampled_as_the_cpu_does() {
    RandomSource random(8);
    const SomeImages images({6, 0}, 2, random);
    constexpr size_t count = 500;
    const std::vector<size_t> proposed{500, 430};
    std::vector<Boxes> proposals;
    Boxes given(2 * count);
    std::vector<uint8_t> valid(2 * count, 0);
    for (size_t b = 0; b < 2; ++b) {
      proposals.push_back(clusteredBoxes(proposed[b], random, 500));
      for (size_t i = 0; i < std::min<size_t>(images.gts[b].size(), 4); ++i) {
        proposals[b][i] = images.gts[b][i];
        proposals[b][i].x1 += 4;
      }
      std::ranges::copy(proposals[b], given.begin() + static_cast<std::ptrdiff_t>(b * count));
      std::fill_n(valid.begin() + static_cast<std::ptrdiff_t>(b * count), proposed[b], 1);
    }
    RoiRule rule;
    rule.perClass = {DeltaNormalisation{{0.1F, 0, 0, 0}, {0.1F, 0.2F, 0.3F, 0.4F}}, DeltaNormalisation{}};
    std::vector<int32_t> gtClasses(2 * images.mostGts);
    for (size_t i = 0; i < gtClasses.size(); ++i) gtClasses[i] = 1 + static_cast<int>(i % 2);
    std::vector<float> scale;
    for (int label = 0; label <= 2; ++label) {
      const DeltaNormalisation& by = rule.normalisationOf(label);
      scale.insert(scale.end(), by.mean.begin(), by.mean.end());
      scale.insert(scale.end(), by.std.begin(), by.std.end());
    }
    for (const BoxConvention convention : bothConventions) {
      const float offset = lengthOffset(convention);
      const size_t all = count + images.mostGts;
      const auto batch = static_cast<size_t>(rule.batch);
      Boxes candidates(2 * all);
      std::vector<int8_t> labels(2 * all);
      std::vector<int32_t> argmax(2 * all), chosen(2 * batch), counts(4);
      std::vector<uint64_t> draws;
      for (RandomSource same(9); draws.size() < 4;) draws.push_back(same.next());
      std::vector<int64_t> chosenLabels(2 * batch);
      Boxes targets(2 * batch);
      std::vector<float> roiRows(10 * batch);
      cuda::labelRois(rows(given), reinterpret_cast<const bool*>(valid.data()), count, images.images(),
                      {rule.fgIou, rule.bgHigh, rule.bgLow, offset}, rows(candidates), labels.data(),
                      argmax.data(), nullptr);
      cuda::drawLabels(labels.data(), 2, static_cast<int>(all), {rule.batch, rule.batch / 4, draws.data()},
                       chosen.data(), counts.data(), nullptr);
      cuda::targetsOf(rows(candidates), labels.data(), argmax.data(), chosen.data(), images.images(),
                      {rule.batch, static_cast<int>(all), false, offset, gtClasses.data(), scale.data()},
                      chosenLabels.data(), rows(targets), roiRows.data(), nullptr);
      RandomSource own(9);
      for (size_t b = 0; b < 2; ++b) {
        const std::vector<int> classes(
            gtClasses.begin() + static_cast<std::ptrdiff_t>(b * images.mostGts),
            gtClasses.begin() + static_cast<std::ptrdiff_t>(b * images.mostGts) + images.gtCounts[b]);
        const RoiSample wanted =
            sampleRois(proposals[b], images.gts[b], classes, rule, convention, own, images.regions(b));
        QVERIFY((wanted.fg > 0) == (b == 0) && wanted.rois.size() > 50);
        QCOMPARE(counts[2 * b], wanted.fg);
        QCOMPARE(static_cast<size_t>(counts[2 * b] + counts[2 * b + 1]), wanted.rois.size());
        for (size_t k = 0; k < batch; ++k) {
          const size_t slot = b * batch + k;
          QCOMPARE(chosenLabels[slot], k < wanted.labels.size() ? wanted.labels[k] : -1);
          if (k >= wanted.rois.size()) continue;
          const float* row = roiRows.data() + 5 * slot;
          QCOMPARE(row[0], static_cast<float>(b));
          QVERIFY((Box{row[1], row[2], row[3], row[4]} == wanted.rois[k]));
          const BoxDelta& target = wanted.targets[k];
          QVERIFY(std::abs(targets[slot].x1 - target.dx) + std::abs(targets[slot].y1 - target.dy) < 1e-4F);
          QVERIFY(std::abs(targets[slot].x2 - target.dw) + std::abs(targets[slot].y2 - target.dh) < 1e-4F);
        }
      }
    }
  }

  void maps_are_laid_out_channels_last() {
    RandomSource random(12);
    for (const auto& [channels, cells] : {std::pair(1, 1), std::pair(32, 64), std::pair(70, 45)}) {
      const auto size = [](int n) { return static_cast<size_t>(n); };
      const std::vector<float> planar = numbers(2 * size(channels * cells), random);
      std::vector<float> out(planar.size(), 5);
      cuda::toChannelsLast(planar.data(), 2, channels, cells, out.data(), nullptr);
      QCOMPARE(out, channelsLast(planar, 2, size(channels), size(cells)));
    }
  }
  void roi_operators_equal_torchvision() {
    const Json golden = parseJson(test::readText(test::dataFile("golden/roi_ops.json")), "golden");
    const auto shape = golden["shape"].get<std::vector<int>>();
    const auto sides = golden["shape"].get<std::vector<size_t>>();
    const size_t images = sides[0];
    const size_t channels = sides[1];
    const size_t cells = sides[2] * sides[3];
    const auto planar = golden["features"].get<std::vector<float>>();
    const std::vector<float> features = channelsLast(planar, images, channels, cells);
    std::vector<float> rois;
    for (const Json& row : golden["rois"])
      for (const Json& value : row) rois.push_back(value);
    for (const Json& c : golden["cases"]) {
      const bool pool = c["op"] == "pool";
      const cuda::RoiShape s{shape[1],
                             static_cast<int>(rois.size() / 5),
                             golden["size"][0],
                             golden["size"][1],
                             c["ratio"].get<int>(),
                             c["aligned"].get<bool>(),
                             nullptr};
      const auto wanted = c["output"].get<std::vector<float>>();
      const std::vector<float> slopes =
          channelsLast(c["gradient"].get<std::vector<float>>(), images, channels, cells);
      std::vector<float> weights(wanted.size());
      for (size_t i = 0; i < weights.size(); ++i) weights[i] = static_cast<float>(i % 7);
      const RoiPasses seen =
          passes(pool, s, {features, shape[0], shape[2], shape[3], golden["scale"]}, rois, weights);
      const std::string which = c.dump().substr(0, 60);
      QVERIFY2(largest(seen.output, wanted) < 1e-5, which.c_str());
      QVERIFY2(largest(seen.gradient, slopes) < 1e-3, which.c_str());
      QVERIFY2(largest(seen.ordered, slopes) < 1e-3, which.c_str());
    }
  }

  /// Four channels a thread, several tiles of channels, and rois that hang over the map's edges.
  void roi_operators_equal_the_cpu_on_many_channels() {
    RandomSource random(10);
    constexpr int height = 9, width = 12;
    for (const auto& [channels, bins] : {std::pair(130, 7), std::pair(260, 6)}) {
      const std::vector<float> features =
          numbers(size_t{2} * height * width * static_cast<size_t>(channels), random);
      const Map map{features, 2, height, width, 1.0F / 16};
      std::vector<float> rois;
      for (const Box& box : clusteredBoxes(9, random, 150))
        rois.insert(rois.end(), {static_cast<float>(rois.size() % 2), box.x1, box.y1, box.x2, box.y2});
      rois.insert(rois.end(), {1, -900, -900, 900, 900, 0, 400, 400, 500, 500});
      const auto count = static_cast<int>(rois.size() / 5);
      const size_t values = rois.size() / 5 * static_cast<size_t>(channels * bins * bins);
      const std::vector<float> slopes = numbers(values, random);
      for (const auto& [ratio, aligned] : {std::pair(2, true), std::pair(0, false)}) {
        const cuda::RoiShape s{channels, count, bins, bins, ratio, aligned, nullptr};
        const cpu::RoiShape own{2, channels, height, width, count, bins, bins, 1.0F / 16, ratio, aligned};
        const RoiPasses seen = passes(false, s, map, rois, slopes);
        std::vector<float> wanted(values), wantedGradient(features.size());
        cpu::roiAlignForward(own, features.data(), rois.data(), wanted.data(), 0, count);
        cpu::roiAlignBackward(own, slopes.data(), rois.data(), wantedGradient.data(), 0, channels);
        QVERIFY(largest(seen.output, wanted) < 1e-4);
        QVERIFY(largest(seen.gradient, wantedGradient) < 1e-3);
        QVERIFY(largest(seen.ordered, wantedGradient) < 1e-3);
      }
      const cuda::RoiShape s{channels, count, bins, bins, 0, false, nullptr};
      const cpu::RoiShape own{2, channels, height, width, count, bins, bins, 1.0F / 16, 0, false};
      const RoiPasses seen = passes(true, s, map, rois, slopes);
      std::vector<cpu::CellIndex> where(values);
      std::vector<float> wanted(values), wantedGradient(features.size());
      cpu::roiPoolForward(own, features.data(), rois.data(), wanted.data(), where.data(), 0, count);
      cpu::roiPoolBackward(own, slopes.data(), where.data(), rois.data(), wantedGradient.data(), 0, channels);
      QCOMPARE(seen.output, wanted);
      for (size_t i = 0; i < values; ++i)
        QCOMPARE(seen.argmax[i], where[i] == cpu::noCell ? -1 : int{where[i]});
      QVERIFY(largest(seen.gradient, wantedGradient) < 1e-3);
      QVERIFY(largest(seen.ordered, wantedGradient) < 1e-3);
    }
  }

  /// Their weights must fit into the shared memory of every GPU; larger maps go to the ATen form.
  void roi_align_takes_a_map_of_the_longest_side() {
    RandomSource random(13);
    constexpr int side = 1024, channels = 4, bins = 14;
    const std::vector<float> features = numbers(size_t{side} * side * channels, random);
    const std::vector<float> rois{0, 0, 0, side, 60, 0, 1000, 10, 1023, 1023};
    const std::vector<float> slopes = numbers(size_t{2} * channels * bins * bins, random);
    std::vector<float> wanted(slopes.size()), wantedGradient(features.size());
    const cuda::RoiShape s{channels, 2, bins, bins, 0, false, nullptr};
    const cpu::RoiShape own{1, channels, side, side, 2, bins, bins, 1, 0, false};
    const RoiPasses seen = passes(false, s, {features, 1, side, side, 1}, rois, slopes);
    cpu::roiAlignForward(own, features.data(), rois.data(), wanted.data(), 0, 2);
    cpu::roiAlignBackward(own, slopes.data(), rois.data(), wantedGradient.data(), 0, channels);
    QVERIFY(largest(seen.output, wanted) < 1e-4);
    QVERIFY(largest(seen.gradient, wantedGradient) < 1e-4);
    QVERIFY(largest(seen.ordered, wantedGradient) < 1e-4);
  }

  void a_pyramid_is_read_where_each_roi_lies() {
    RandomSource random(11);
    constexpr int channels = 12, bins = 7;
    const int heights[] = {16, 8, 4};
    const int widths[] = {24, 12, 6};
    std::vector<std::vector<float>> data, gradients;
    cuda::RoiMaps maps{};
    maps.levels = 3;
    for (int level = 0; level < 3; ++level) {
      const int cells = heights[level] * widths[level];
      data.push_back(numbers(size_t{2} * channels * static_cast<size_t>(cells), random));
      gradients.emplace_back(data.back().size());
      maps.height[level] = heights[level];
      maps.width[level] = widths[level];
      maps.scale[level] = 1.0F / static_cast<float>(4 << level);
    }
    for (int level = 0; level < 3; ++level) {
      maps.data[level] = data[static_cast<size_t>(level)].data();
      maps.gradients[level] = gradients[static_cast<size_t>(level)].data();
    }
    std::vector<float> rois;
    std::vector<int64_t> levels;
    for (const Box& box : clusteredBoxes(30, random, 80)) {
      rois.insert(rois.end(), {static_cast<float>(levels.size() % 2), box.x1, box.y1, box.x2, box.y2});
      levels.push_back(static_cast<int64_t>(levels.size() % 3));
    }
    const size_t each = size_t{channels} * bins * bins;
    const std::vector<float> slopes = numbers(30 * each, random);
    std::vector<float> output(30 * each);
    const cuda::RoiShape s{channels, 30, bins, bins, 2, false, levels.data()};
    cuda::roiAlignForward(s, maps, rois.data(), output.data(), nullptr);
    cuda::roiAlignBackward(s, maps, slopes.data(), rois.data(), nullptr);
    std::vector<std::vector<float>> wanted;
    for (const std::vector<float>& map : data) wanted.emplace_back(map.size());
    for (size_t r = 0; r < 30; ++r) {
      const auto level = static_cast<size_t>(levels[r]);
      const cpu::RoiShape own{2, channels, heights[level], widths[level], 1, bins, bins, maps.scale[level],
                              2, false};
      std::vector<float> values(each);
      cpu::roiAlignForward(own, data[level].data(), rois.data() + 5 * r, values.data(), 0, 1);
      const auto first = output.begin() + static_cast<std::ptrdiff_t>(r * each);
      QVERIFY(largest({first, first + static_cast<std::ptrdiff_t>(each)}, values) < 1e-4);
      cpu::roiAlignBackward(own, slopes.data() + r * each, rois.data() + 5 * r, wanted[level].data(), 0,
                            channels);
    }
    for (size_t level = 0; level < 3; ++level) QVERIFY(largest(gradients[level], wanted[level]) < 1e-3);
  }
};

QTEST_GUILESS_MAIN(CudaKernelsTest)
#include "tst_cuda_kernels.moc"
