// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>
#include <cmath>
#include <functional>
#include <limits>
#include <numeric>

#include "engine/base/json_fields.h"
#include "engine/geometry/anchor_grid.h"
#include "engine/geometry/iou.h"
#include "engine/geometry/label_assignment.h"
#include "engine/geometry/proposal_steps.h"
#include "engine/geometry/roi_sampling.h"
#include "engine/geometry/suppression.h"
#include "tests/support/test_data.h"
#ifdef ANCHOR_HIGHWAY
#include <hwy/targets.h>

#include "engine/geometry/simd/strip_scan.h"
#endif

using namespace anchor;

namespace {
Boxes boxesOf(const Json& rows) {
  Boxes boxes;
  for (const Json& r : rows) boxes.push_back({r[0], r[1], r[2], r[3]});
  return boxes;
}
AnchorShapes shapesOf(BoxConvention convention) {
  AnchorShapes shapes;
  shapes.convention = convention;
  return shapes;
}
constexpr auto pixel = BoxConvention::Pixel;
constexpr auto continuous = BoxConvention::Continuous;

/// Whether the fast path takes the boxes for a grid. Without it nothing is to be asked.
bool isGrid([[maybe_unused]] std::span<const Box> boxes) {
#ifdef ANCHOR_HIGHWAY
  return gridRowsOf(boxes).has_value();
#else
  return true;
#endif
}

/// Calls `check` once for each kind of vector unit that this CPU has.
void onEachVectorUnit(const std::function<void()>& check) {
#ifdef ANCHOR_HIGHWAY
  int64_t units = hwy::SupportedTargets();
  for (; units != 0; units &= units - 1) {
    hwy::SetSupportedTargetsForTest(units & -units);
    hwy::GetChosenTarget().Update(hwy::SupportedTargets());
    check();
  }
  hwy::SetSupportedTargetsForTest(0);
  hwy::GetChosenTarget().Update(hwy::SupportedTargets());
#else
  check();
#endif
}

/// A scene of label assignment: what is right of it, plain loops say.
struct Scene {
  const char* name;
  Boxes boxes, gts;
};

Boxes randomBoxes(RandomSource& random, size_t count, double width, double height) {
  Boxes boxes;
  for (size_t i = 0; i < count; ++i) {
    const auto x = static_cast<float>(random.uniform() * width);
    const auto y = static_cast<float>(random.uniform() * height);
    boxes.push_back({x, y, x + static_cast<float>(random.uniform() * 0.4 * width),
                     y + static_cast<float>(random.uniform() * 0.4 * height)});
  }
  return boxes;
}

/// Zero-area, inverted, infinite, not-a-number and huge ones.
Boxes oddBoxes() {
  constexpr float inf = std::numeric_limits<float>::infinity();
  constexpr float nan = std::numeric_limits<float>::quiet_NaN();
  constexpr float huge = std::numeric_limits<float>::max();
  Boxes odd{{50, 50, 50, 50},
            {80, 20, 40, 90},
            {80, 90, 40, 20},
            {0, 0, 1e-30F, 1e-30F},
            {-1e30F, -1e30F, -1e30F, -1e30F}};
  for (const float value : {inf, -inf, nan, huge, -huge, 1e20F, -1e20F, 1e-40F})
    for (int corner = 0; corner < 4; ++corner) {
      Box box{20, 30, 120, 140};
      (corner == 0 ? box.x1 : corner == 1 ? box.y1 : corner == 2 ? box.x2 : box.y2) = value;
      odd.push_back(box);
    }
  odd.insert(odd.end(), {{-inf, -inf, inf, inf}, {nan, nan, nan, nan}, {-huge, -huge, huge, huge}});
  return odd;
}

std::vector<Scene> assignmentScenes() {
  RandomSource random(9);
  std::vector<Scene> scenes;
  const auto grid = [](int rows, int columns, float stride) {
    return gridAnchors({rows, columns, stride, baseAnchors(shapesOf(continuous))});
  };
  const Boxes few = randomBoxes(random, 13, 600, 400);
  for (const float stride : {4.0F, 8.0F, 16.0F, 32.0F, 7.3F})
    scenes.push_back({"grid", grid(static_cast<int>(200 / stride), static_cast<int>(300 / stride), stride),
                      randomBoxes(random, 13, 300, 200)});
  scenes.push_back({"rows of 8 cells", grid(3, 8, 16), few});
  for (const int columns : {9, 257, 512, 513, 1025})
    scenes.push_back({"long rows", grid(2, columns, 3), few});
  scenes.push_back({"rows shorter than the lanes", grid(30, 5, 16), few});
  scenes.push_back({"one column", grid(40, 1, 16), few});
  scenes.push_back({"one cell", grid(1, 1, 16), few});
  Boxes pixels;
  for (int i = 0; i < 400; ++i)
    pixels.push_back({static_cast<float>(i % 20), static_cast<float>(i / 20), static_cast<float>(i % 20 + 1),
                      static_cast<float>(i / 20 + 1)});
  scenes.push_back({"a grid of pixels", pixels, {{3, 3, 4, 4}, {5, 5, 9, 7}, {2.5F, 2.5F, 3.5F, 3.5F}}});
  scenes.push_back({"no boxes", {}, few});
  scenes.push_back({"no gts", grid(10, 10, 16), {}});
  scenes.push_back({"any boxes", randomBoxes(random, 1001, 600, 400), few});
  Boxes shuffled = grid(20, 30, 16);
  for (size_t i = shuffled.size() - 1; i > 0; --i)
    std::swap(shuffled[i], shuffled[static_cast<size_t>(random.uniform() * static_cast<double>(i))]);
  scenes.push_back({"a shuffled grid", shuffled, few});
  scenes.push_back({"odd gts", grid(20, 30, 16), oddBoxes()});
  scenes.push_back({"odd boxes", oddBoxes(), oddBoxes()});
  for (const Box& box : oddBoxes()) {
    Boxes spoilt = grid(4, 12, 16);
    spoilt[static_cast<size_t>(random.uniform() * static_cast<double>(spoilt.size()))] = box;
    scenes.push_back({"a grid with an odd box", spoilt, few});
  }
  for (const float far : {1e5F, 1e7F, 1.5e8F, 1e30F}) {
    Boxes moved = grid(4, 12, 16);
    Boxes gts = few;
    for (Boxes* boxes : {&moved, &gts})
      for (Box& box : *boxes) box = {box.x1 + far, box.y1 - far, box.x2 + far, box.y2 - far};
    scenes.push_back({"far away", moved, gts});
  }
  return scenes;
}
}  // namespace

class GeometryTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void suppression_by_cells_keeps_what_plain_comparison_keeps() {
    RandomSource random(4);
    const auto number = [&](double low, double high) {
      return static_cast<float>(low + (high - low) * random.uniform());
    };
    for (const BoxConvention convention : {BoxConvention::Pixel, BoxConvention::Continuous})
      for (const float threshold : {0.1F, 0.2F, 0.3F, 0.5F, 0.7F, 0.95F, 1.0F})
        for (const double spread : {30.0, 300.0, 20000.0}) {
          Boxes boxes;
          std::vector<float> scores;
          for (int i = 0; i < 900; ++i) {
            const float x = number(-spread, spread);
            const float y = number(-spread, spread);
            const float side = std::exp(number(-2, 5));
            boxes.push_back({x, y, x + side * number(0.4, 2), y + side * number(0.4, 2)});
            if (i % 7 == 0 && i > 0) boxes.back() = boxes[boxes.size() / 2];  // twins
            if (i % 50 == 0) std::swap(boxes.back().x1, boxes.back().x2);     // no width
            if (i % 90 == 0) boxes.back() = {5, 5, 5, 5};                     // no area
            scores.push_back(std::round(number(0, 200)));                     // many ties
          }
          // Written again from the definition: every box against every kept one.
          std::vector<int> order(boxes.size());
          std::iota(order.begin(), order.end(), 0);
          std::stable_sort(order.begin(), order.end(), [&](int a, int b) { return scores[a] > scores[b]; });
          std::vector<int> kept;
          std::vector<int> by(boxes.size(), -1);
          for (const int i : order) {
            for (const int k : kept)
              if (by[i] < 0 && iou(boxes[i], boxes[k], convention) > threshold) by[i] = k;
            if (by[i] < 0) kept.push_back(i);
          }
          const Suppression fast = suppress(boxes, scores, threshold, convention);
          QVERIFY(fast.keep == kept);
          QVERIFY(fast.suppressedBy == by);
          kept.resize(std::min<size_t>(kept.size(), 40));
          QVERIFY(suppress(boxes, scores, threshold, convention, 40).keep == kept);
        }
  }
  void base_anchors_of_the_pixel_convention_are_the_published_nine() {
    const Boxes expected{{-84, -40, 99, 55}, {-176, -88, 191, 103},  {-360, -184, 375, 199},
                         {-56, -56, 71, 71}, {-120, -120, 135, 135}, {-248, -248, 263, 263},
                         {-36, -80, 51, 95}, {-80, -168, 95, 183},   {-168, -344, 183, 359}};
    QVERIFY(baseAnchors(shapesOf(pixel)) == expected);
  }
  void base_anchors_of_the_continuous_convention_are_not_rounded() {
    const Box first = baseAnchors(shapesOf(continuous)).front();
    QVERIFY(std::abs(first.x1 - (8 - 64 * std::sqrt(2.0F))) < 1e-4F);
    QVERIFY(std::abs(first.y2 - (8 + 64 / std::sqrt(2.0F))) < 1e-4F);
  }
  void counts_of_all_and_inside_anchors_data() {
    QTest::addColumn<int>("height");
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("columns");
    QTest::addColumn<int>("all");
    QTest::addColumn<int>("insideContinuous");
    QTest::addColumn<int>("insidePixel");
    QTest::newRow("600x901") << 600 << 901 << 37 << 56 << 18648 << 6928 << 7041;
    QTest::newRow("600x1000") << 600 << 1000 << 37 << 62 << 20646 << 8044 << 8151;
    QTest::newRow("600x800") << 600 << 800 << 37 << 50 << 16650 << 5834 << 5944;
  }
  void counts_of_all_and_inside_anchors() {
    QFETCH(int, height);
    QFETCH(int, width);
    QFETCH(int, rows);
    QFETCH(int, columns);
    QFETCH(int, all);
    QFETCH(int, insideContinuous);
    QFETCH(int, insidePixel);
    for (const auto& [convention, expected] :
         {std::pair{continuous, insideContinuous}, std::pair{pixel, insidePixel}}) {
      const Boxes anchors = gridAnchors({rows, columns, 16, baseAnchors(shapesOf(convention))});
      QCOMPARE(static_cast<int>(anchors.size()), all);
      const auto inside = insideImage(anchors, {float(height), float(width)}, 0, convention);
      QCOMPARE(static_cast<int>(std::count(inside.begin(), inside.end(), 1)), expected);
    }
  }
  void labels_and_targets_equal_an_independent_computation() {
    const Json cases = parseJson(test::readText(test::dataFile("golden/anchor_target.json")), "golden");
    for (const Json& c : cases) {
      const auto convention = c["convention"] == "pixel" ? pixel : continuous;
      const Boxes anchors =
          gridAnchors({c["feature"][0], c["feature"][1], 16, baseAnchors(shapesOf(convention))});
      const auto inside = insideImage(anchors, {c["image"][0], c["image"][1]}, 0, convention);
      const Boxes gts = boxesOf(c["gt"]);
      AssignmentRule rule;
      rule.clobberPositives = c["clobber"];
      const LabelAssignment got = assignLabels(anchors, inside, gts, rule, convention);
      const auto wanted = c["labels"].get<std::vector<int>>();
      for (size_t i = 0; i < wanted.size(); ++i)
        QVERIFY2(
            got.labels[i] == wanted[i],
            qPrintable(QStringLiteral("anchor %1: %2, not %3").arg(i).arg(got.labels[i]).arg(wanted[i])));
      const auto argmax = c["argmax"].get<std::vector<int>>();
      for (size_t i = 0; i < argmax.size(); ++i)
        if (got.maxIou[i] > 0 && got.argmax[i] != argmax[i])
          QVERIFY(std::abs(iou(anchors[i], gts[argmax[i]], convention) - got.maxIou[i]) <
                  1e-6F);  // equal on paper
      double sums[4] = {};
      for (size_t k = 0; k < anchors.size(); ++k) {
        const BoxDelta d = regressionTarget(anchors[k], gts, got.argmax[k], convention);
        sums[0] += std::abs(d.dx);
        sums[1] += std::abs(d.dy);
        sums[2] += std::abs(d.dw);
        sums[3] += std::abs(d.dh);
      }
      for (int k = 0; k < 4; ++k)
        QVERIFY(std::abs(sums[k] - c["target_sum"][k].get<double>()) < 1e-3 * (1 + sums[k]));
    }
  }
  void clobbering_takes_away_a_best_anchor_of_low_iou() {
    const Boxes anchors{{0, 0, 10, 10}, {20, 20, 30, 30}};
    const std::vector<uint8_t> inside{1, 1};
    const Boxes gts{{8, 8, 20, 20}};  // IoU with the first is far below 0.3
    AssignmentRule rule;
    QCOMPARE(assignLabels(anchors, inside, gts, rule, continuous).labels[0], int8_t{1});
    QVERIFY(assignLabels(anchors, inside, gts, rule, continuous).reasons[0] == LabelReason::BestForGt);
    rule.clobberPositives = true;
    QCOMPARE(assignLabels(anchors, inside, gts, rule, continuous).labels[0], int8_t{0});
  }
  void all_anchors_that_tie_the_best_iou_become_foreground() {
    const Boxes anchors{{0, 0, 10, 10}, {10, 0, 20, 10}, {100, 100, 110, 110}};
    const LabelAssignment got =
        assignLabels(anchors, std::vector<uint8_t>{1, 1, 1}, Boxes{{5, 0, 15, 10}}, {}, continuous);
    QCOMPARE(got.labels[0], int8_t{1});
    QCOMPARE(got.labels[1], int8_t{1});
    QCOMPARE(got.labels[2], int8_t{0});
    QCOMPARE(got.bestAnchor[0], 0);
  }
  void a_gt_that_no_anchor_overlaps_makes_nothing_foreground() {
    const LabelAssignment got =
        assignLabels(Boxes{{0, 0, 10, 10}}, std::vector<uint8_t>{1}, Boxes{{50, 50, 60, 60}}, {}, continuous);
    QCOMPARE(got.count(1), 0);
    QCOMPARE(got.bestAnchor[0], -1);
  }
  void without_gts_all_inside_anchors_are_background() {
    const LabelAssignment got =
        assignLabels(Boxes{{0, 0, 10, 10}, {-5, 0, 5, 10}}, std::vector<uint8_t>{1, 0}, {}, {}, pixel);
    QCOMPARE(got.labels[0], int8_t{0});
    QCOMPARE(got.labels[1], int8_t{-1});
    QCOMPARE(got.argmax[0], -1);
  }
  void the_threshold_itself_is_foreground_and_just_below_is_not() {
    // IoU 7/10 exactly, and 0.69.
    const Boxes anchors{{0, 0, 10, 10}, {0, 0, 10, 6.9F}};
    AssignmentRule rule;
    const LabelAssignment got = assignLabels(anchors, std::vector<uint8_t>{1, 1},
                                             Boxes{{0, 0, 10, 7}, {0, 0, 10, 10}}, rule, continuous);
    QCOMPARE(iou(anchors[0], {0, 0, 10, 7}, continuous), 0.7F);
    QCOMPARE(got.labels[0], int8_t{1});
  }
  void subsampling_keeps_the_budget_and_is_repeatable() {
    const Boxes anchors = gridAnchors({37, 56, 16, baseAnchors(shapesOf(continuous))});
    const auto inside = insideImage(anchors, {600, 901}, 0, continuous);
    Boxes gts;
    for (int i = 0; i < 30; ++i) gts.push_back({20.F + 25 * i, 100, 150.F + 25 * i, 230});
    LabelAssignment first = assignLabels(anchors, inside, gts, {0.5F, 0.3F}, continuous);
    QVERIFY(first.count(1) > 128);
    LabelAssignment second = first;
    RandomSource a(3);
    RandomSource b(3);
    subsampleLabels(first, {256, 0.5F}, a);
    subsampleLabels(second, {256, 0.5F}, b);
    QCOMPARE(first.count(1), 128);
    QCOMPARE(first.count(0), 128);
    QVERIFY(first.labels == second.labels);
  }
  void a_draw_takes_the_smallest_lots_and_is_fair() {
    // Computed from SplitMix64's definition in Python.
    std::vector<int> values(30);
    std::iota(values.begin(), values.end(), 100);
    RandomSource random(42);
    const std::vector<int> wanted{108, 110, 116, 117, 120, 121, 126, 127};
    QVERIFY(choose(values, 8, random) == wanted);
    QCOMPARE(random.next(), uint64_t{2949826092126892291U});
    // Whether there is anything to choose or not, a draw takes one number.
    RandomSource all(42);
    QVERIFY(choose(values, 30, all) == values);
    QCOMPARE(all.next(), uint64_t{2949826092126892291U});
    std::vector<int> taken(30);
    for (int draw = 0; draw < 6000; ++draw)
      for (const int v : choose(values, 10, random)) ++taken[static_cast<size_t>(v - 100)];
    for (const int count : taken)
      QVERIFY2(std::abs(count - 2000) < 5 * 37, qPrintable(QString::number(count)));
  }
  void nothing_in_a_crowd_is_background() {
    // Of the three anchors far from the gt, one lies whole in the crowd, one by 0.7 of its area, one by 0.69.
    const Boxes anchors{{0, 0, 10, 10},
                        {110, 110, 120, 120},
                        {93, 150, 103, 160},
                        {93, 170, 103, 179.9F},
                        {92.9F, 130, 102.9F, 140}};
    const std::vector<uint8_t> inside(5, 1);
    const Boxes gts{{0, 0, 10, 10}};
    const Boxes crowd{{96, 100, 200, 200}};
    const LabelAssignment got = assignLabels(anchors, inside, gts, {}, continuous, {}, {crowd, 0.7F});
    const std::vector<int8_t> wanted{1, -1, -1, -1, 0};
    QVERIFY(got.labels == wanted);
    QVERIFY(got.reasons[1] == LabelReason::IgnoreRegion && got.reasons[4] == LabelReason::NegativeIou);
    RandomSource random(1);
    const std::vector<int> classes{1};
    const RoiSample rois = sampleRois(anchors, gts, classes, {}, continuous, random, {crowd, 0.7F});
    QVERIFY((rois.index == std::vector<int>{0, 5, 4}));
    // A crowd takes nothing from a gt that lies in it.
    const Boxes within{{110, 110, 120, 120}};
    QCOMPARE(assignLabels(anchors, inside, within, {}, continuous, {}, {crowd, 0.7F}).labels[1], int8_t{1});
  }
  void a_grid_is_scanned_as_any_list_of_boxes() {
    std::vector<GridLevel> pyramid{{30, 300, 4, baseAnchors(shapesOf(continuous))},
                                   {15, 150, 8, baseAnchors(shapesOf(continuous))},
                                   {8, 75, 16, baseAnchors(shapesOf(continuous))}};
    RandomSource random(5);
    Boxes gts;
    for (int i = 0; i < 25; ++i) {
      const auto x = static_cast<float>(random.uniform() * 1100);
      const auto y = static_cast<float>(random.uniform() * 100);
      gts.push_back({x, y, x + 5 + static_cast<float>(random.uniform() * 300),
                     y + 5 + static_cast<float>(random.uniform() * 80)});
    }
    gts.push_back(gridAnchors(pyramid)[7003]);
    for (const BoxConvention convention : {continuous, pixel})
      for (const float border : {0.F, 40.F, 1e6F}) {
        const Boxes grid = gridAnchors(pyramid);
        const auto inside = insideImage(grid, {120, 1200}, border, convention);
        // With its first box at the end the list is no grid any more.
        Boxes list(grid.begin() + 1, grid.end());
        list.push_back(grid[0]);
        std::vector<uint8_t> mask(inside.begin() + 1, inside.end());
        mask.push_back(inside[0]);
        const OverlapScan a = scanOverlaps(grid, inside, gts, convention, 2e-6F);
        const OverlapScan b = scanOverlaps(list, mask, gts, convention, 2e-6F);
        QVERIFY(isGrid(grid) && a.bestIou == b.bestIou);
        for (size_t i = 1; i < grid.size(); ++i)
          QVERIFY(a.maxIou[i] == b.maxIou[i - 1] && a.argmax[i] == b.argmax[i - 1]);
        QCOMPARE(a.ties.size(), b.ties.size());
        for (size_t i = 1; i < grid.size(); i += 97)
          for (size_t g = 0; g < gts.size(); ++g)
            QVERIFY(inside[i] == 0 || iou(grid[i], gts[g], convention) <= a.maxIou[i]);
      }
    // Rows that do not lie below each other.
    Boxes shifted = gridAnchors({20, 40, 16, baseAnchors(shapesOf(continuous))});
    for (size_t i = 0; i < shifted.size(); ++i)
      if (const size_t row = i / 360; row == 3 || row > 10) {
        shifted[i].x1 += static_cast<float>(row);
        shifted[i].x2 += static_cast<float>(row);
      }
    const OverlapScan scan = scanOverlaps(shifted, {}, gts, continuous);
    QVERIFY(isGrid(shifted));
    for (size_t i = 0; i < shifted.size(); ++i) {
      float most = 0;
      for (const Box& gt : gts) most = std::max(most, iou(shifted[i], gt, continuous));
      QCOMPARE(scan.maxIou[i], most);
    }
    Boxes crooked = gridAnchors(pyramid);
    crooked[5000].x1 += 3;
    QVERIFY(scanOverlaps(crooked, {}, Boxes{crooked[5000]}, continuous).bestIou[0] == 1);
  }
  void the_fast_path_gives_the_bits_of_the_plain_loops() {
    const std::vector<Scene> scenes = assignmentScenes();
    const ForRanges inThrees = [](int64_t count, const std::function<void(int64_t, int64_t)>& part) {
      for (int64_t first = 0; first < count; first += 3) part(first, std::min(count, first + 3));
    };
    onEachVectorUnit([&] {
      for (const Scene& scene : scenes)
        for (const BoxConvention convention : {continuous, pixel})
          for (const int masking : {0, 1, 2, 3}) {  // no mask, one of ones, every third box out, all out
            std::vector<uint8_t> mask(masking == 0 ? 0 : scene.boxes.size(), masking == 3 ? 0 : 1);
            for (size_t i = 0; masking == 2 && i < mask.size(); i += 3) mask[i] = 0;
            for (const float tolerance : {0.0F, 2e-6F}) {
              const OverlapScan plain =
                  scanOverlapsPlainly(scene.boxes, mask, scene.gts, convention, tolerance);
              QVERIFY2(scanOverlaps(scene.boxes, mask, scene.gts, convention, tolerance) == plain,
                       scene.name);
              QVERIFY2(scanOverlaps(scene.boxes, mask, scene.gts, convention, tolerance, inThrees) == plain,
                       scene.name);
            }
          }
    });
  }
  void labels_are_those_of_the_rules_applied_one_after_another() {
    const Boxes anchors = gridAnchors({12, 20, 16, baseAnchors(shapesOf(continuous))});
    const auto inside = insideImage(anchors, {192, 320}, 100, continuous);
    RandomSource random(4);
    const Boxes gts = randomBoxes(random, 9, 320, 192);
    const OverlapScan scan = scanOverlapsPlainly(anchors, inside, gts, continuous, tieTolerance(continuous));
    const float reached = *std::ranges::max_element(scan.maxIou);  // exactly on a threshold
    for (const float positive : {0.2F, 0.5F, reached})
      for (const float negative : {0.1F, 0.3F, 0.6F, reached, 2.0F})
        for (const bool clobber : {false, true}) {
          std::vector<int8_t> wanted(anchors.size(), -1);
          const auto applyBg = [&] {
            for (size_t i = 0; i < wanted.size(); ++i)
              if (inside[i] != 0 && scan.maxIou[i] < negative) wanted[i] = 0;
          };
          if (!clobber) applyBg();
          for (const int i : scan.ties) wanted[static_cast<size_t>(i)] = 1;
          for (size_t i = 0; i < wanted.size(); ++i)
            if (inside[i] != 0 && scan.maxIou[i] >= positive) wanted[i] = 1;
          if (clobber) applyBg();
          QVERIFY(assignLabels(anchors, inside, gts, {positive, negative, clobber}, continuous).labels ==
                  wanted);
        }
  }
  void inside_is_judged_alike_for_one_box_and_for_many() {
    const std::vector<Scene> scenes = assignmentScenes();
    onEachVectorUnit([&] {
      for (const Scene& scene : scenes)
        for (const BoxConvention convention : {continuous, pixel})
          for (const float border : {0.0F, 16.0F, 1e6F}) {
            const auto inside = insideImage(scene.boxes, {120, 140}, border, convention);
            QCOMPARE(inside.size(), scene.boxes.size());
            for (size_t i = 0; i < inside.size(); ++i)
              QVERIFY(inside[i] == (isInside(scene.boxes[i], {120, 140}, border, convention) ? 1 : 0));
          }
    });
  }
  void encode_then_decode_returns_in_the_continuous_convention() {
    RandomSource random(1);
    const auto any = [&] {
      const auto x = float(random.uniform() * 500);
      const auto y = float(random.uniform() * 500);
      return Box{x, y, x + 1 + float(random.uniform() * 300), y + 1 + float(random.uniform() * 300)};
    };
    for (int i = 0; i < 1000; ++i) {
      const Box from = any();
      const Box to = any();
      if (width(to, continuous) / width(from, continuous) > 60 ||
          height(to, continuous) / height(from, continuous) > 60)
        continue;
      const Box back = decode(from, encode(from, to, continuous), continuous);
      QVERIFY(std::abs(back.x1 - to.x1) < 0.01 && std::abs(back.y2 - to.y2) < 0.01);
      // Pixel: x2 comes back one larger, as in py-faster-rcnn.
      const Box pixelBack = decode(from, encode(from, to, pixel), pixel);
      QVERIFY(std::abs(pixelBack.x1 - to.x1) < 0.01 && std::abs(pixelBack.x2 - (to.x2 + 1)) < 0.01);
    }
  }
  void a_huge_delta_does_not_overflow() {
    const Box box = decode({0, 0, 10, 10}, {0, 0, 1e6F, 1e6F}, continuous);
    QVERIFY(std::isfinite(box.x1) && std::isfinite(box.x2));
    QVERIFY(std::abs(width(box, continuous) - 625) < 0.01);
  }
  void mirroring_twice_returns_and_follows_the_convention() {
    const Box box{3, 4, 10, 20};
    QVERIFY(mirrored(box, 100, pixel) == (Box{89, 4, 96, 20}));
    QVERIFY(mirrored(box, 100, continuous) == (Box{90, 4, 97, 20}));
    QVERIFY(mirrored(mirrored(box, 100, pixel), 100, pixel) == box);
  }
  void nms_equals_an_independent_computation() {
    const Json golden = parseJson(test::readText(test::dataFile("golden/nms.json")), "golden");
    const Boxes boxes = boxesOf(golden["boxes"]);
    const auto scores = golden["scores"].get<std::vector<float>>();
    for (const auto& [threshold, keep] : golden["keep"].items())
      QVERIFY(suppress(boxes, scores, std::stof(threshold), continuous).keep == keep.get<std::vector<int>>());
  }
  void nms_breaks_ties_by_the_lower_index_and_suppresses_strictly_above() {
    const Boxes boxes{{0, 0, 10, 10}, {0, 0, 10, 10}, {0, 0, 10, 5}};
    const std::vector<float> scores{0.5F, 0.5F, 0.4F};
    const Suppression half = suppress(boxes, scores, 0.5F, continuous);
    QVERIFY((half.keep == std::vector<int>{0, 2}));  // IoU 0.5 is not above 0.5
    QCOMPARE(half.suppressedBy[1], 0);
    QVERIFY((suppress(boxes, scores, 0.49F, continuous).keep == std::vector<int>{0}));
    QVERIFY(suppress({}, {}, 0.5F, continuous).keep.empty());
    const std::vector<float> nan{NAN, 0.5F, 0.4F};
    QCOMPARE(suppress(boxes, nan, 0.9F, continuous).keep.front(), 1);
  }
  void proposals_report_what_each_step_removed() {
    const Boxes anchors = gridAnchors({20, 25, 16, baseAnchors(shapesOf(continuous))});
    RandomSource random(9);
    std::vector<float> scores;
    BoxDeltas deltas;
    for (size_t i = 0; i < anchors.size(); ++i) {
      scores.push_back(float(random.uniform()));
      deltas.push_back({0, 0, -3.5F * float(random.uniform()), 0});
    }
    const ProposalRule rule{500, 50, 0.7F, 16};
    const ProposalSteps steps = proposalSteps(anchors, scores, deltas, {320, 400}, 1, rule, continuous);
    QVERIFY(steps.largeEnough.size() < anchors.size());
    QCOMPARE(steps.preNms.size(), size_t{500});
    QCOMPARE(steps.rois.size(), size_t{50});
    for (const int i : steps.rois) {
      const Box& box = steps.clipped[i];
      QVERIFY(box.x1 >= 0 && box.y1 >= 0 && box.x2 <= 400 && box.y2 <= 320 && width(box, continuous) >= 16);
    }
    for (size_t a = 0; a < steps.rois.size(); ++a)
      for (size_t b = a + 1; b < steps.rois.size(); ++b) {
        QVERIFY(scores[steps.rois[a]] >= scores[steps.rois[b]]);
        QVERIFY(iou(steps.clipped[steps.rois[a]], steps.clipped[steps.rois[b]], continuous) <= 0.7F);
      }
    QVERIFY(proposalSteps(anchors, scores, deltas, {320, 400}, 1, rule, continuous, {}, true).rois ==
            steps.rois);
  }
  void sampled_rois_hold_the_fractions_and_the_gts() {
    Boxes rois;
    for (int i = 0; i < 300; ++i) rois.push_back({float(i), 0, float(i) + 50, 50});
    const Boxes gts{{0, 0, 50, 50}, {200, 0, 250, 50}};
    RandomSource random(4);
    const RoiSample s = sampleRois(rois, gts, std::vector<int>{2, 1}, {}, continuous, random);
    QCOMPARE(s.rois.size(), size_t{128});
    QCOMPARE(s.fg, 32);
    for (size_t i = 0; i < s.rois.size(); ++i) {
      QCOMPARE(s.labels[i] > 0, s.maxIou[i] >= 0.5F);
      if (s.labels[i] > 0) QCOMPARE(s.labels[i], s.argmax[i] == 0 ? 2 : 1);
    }
    RandomSource again(4);
    const RoiSample none = sampleRois(rois, {}, {}, {}, continuous, again);
    QCOMPARE(none.fg, 0);
    QCOMPARE(none.rois.size(), size_t{128});
  }
};

ANCHOR_TEST_MAIN(GeometryTest, QCoreApplication)
#include "tst_geometry.moc"
