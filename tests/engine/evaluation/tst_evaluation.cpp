// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>
#include <bit>

#include "engine/base/json_fields.h"
#include "engine/evaluation/coco_ap.h"
#include "engine/evaluation/voc_ap.h"
#include "tests/support/test_data.h"

using namespace anchor;
namespace {
constexpr auto continuous = BoxConvention::Continuous;

/// The data set of golden/make_coco_precision.py, drawn by the same whole numbers.
struct DrawnSet {
  std::vector<GroundTruth> gts;
  std::vector<ExactDetection> found;
  std::vector<double> numbers;
  uint64_t state = 20;
  int below(int count) {
    state += 0x9E3779B97F4A7C15;
    uint64_t z = state;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
    return static_cast<int>((z ^ (z >> 31)) % static_cast<uint64_t>(count));
  }
  ExactBox box() {
    const int kind = below(8);
    const double x = below(50000) / 100.0;
    const double y = below(40000) / 100.0;
    const auto side = [&](int least, int range) { return (least + below(range)) / 100.0; };
    double w = kind == 0 ? 32 : 96;
    double h = w;
    if (kind > 1) {
      w = kind == 2 ? side(1, 30) : side(100, kind < 6 ? 8000 : 30000);
      h = kind == 2 ? side(1, 30) : side(100, kind < 6 ? 8000 : 30000);
    }
    return {x, y, x + w, y + h};
  }
  ExactBox moved(const ExactBox& box) {
    const int most = 1 + below(40);
    const auto by = [&](double at, double side) {
      return at + side * ((below(2 * most + 1) - most) / 100.0);
    };
    ExactBox out;
    out.x1 = by(box.x1, box.x2 - box.x1);
    out.y1 = by(box.y1, box.y2 - box.y1);
    out.x2 = by(box.x2, box.x2 - box.x1);
    out.y2 = by(box.y2, box.y2 - box.y1);
    return out.x2 > out.x1 && out.y2 > out.y1 ? out : box;
  }
  double score() {
    const double score = below(51) / 50.0;
    return below(4) == 0 ? score * (1 - 1e-10) : score;
  }
  DrawnSet() {
    for (int image = 0; image < 240; ++image)
      for (int label = 0; label < 4; ++label) {
        const size_t first = gts.size();
        const int objects = label < 3 ? below(6) : 0;
        for (int i = 0; i < objects; ++i) {
          const ExactBox drawn = box();
          gts.push_back({image, label, drawn, false, below(12) == 0});
        }
        const auto add = [&](const ExactBox& at) { found.push_back({image, label, at, score()}); };
        for (size_t g = first; g < gts.size(); ++g)
          for (int n = below(5); n > 0; --n) add(moved(gts[g].box));
        for (int n = below(10) == 0 ? below(120) : below(4); n > 0; --n) add(box());
      }
    for (const GroundTruth& g : gts) numbers.insert(numbers.end(), {g.box.x1, g.box.y1, g.box.x2, g.box.y2});
    for (const ExactDetection& d : found)
      numbers.insert(numbers.end(), {d.box.x1, d.box.y1, d.box.x2, d.box.y2, d.score});
  }
};
std::string hashOf(const std::vector<double>& numbers) {
  uint64_t value = 0xCBF29CE484222325;
  for (const double number : numbers)
    for (int byte = 0; byte < 8; ++byte)
      value = (value ^ (std::bit_cast<uint64_t>(number) >> (8 * byte) & 0xFF)) * 0x100000001B3;
  char text[17];
  std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(value));
  return text;
}
}  // namespace

class EvaluationTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void average_precision_of_a_case_worked_by_hand() {
    // Two gts; best detection hits, second misses, third hits: precision 1, 1/2, 2/3 at recall 1/2, 1/2, 1.
    const std::vector<GroundTruth> gts{{0, 0, {0, 0, 10, 10}}, {0, 0, {50, 50, 60, 60}}};
    const std::vector<Detection> found{
        {0, 0, {0, 0, 10, 10}, 0.9F}, {0, 0, {80, 80, 90, 90}, 0.8F}, {0, 0, {50, 50, 60, 60}, 0.7F}};
    QVERIFY(qAbs(evaluateVoc(gts, found, 1, 0.5F, VocMetric::Area, continuous).map - (0.5 + 0.5 * 2 / 3)) <
            1e-9);
    QVERIFY(qAbs(evaluateVoc(gts, found, 1, 0.5F, VocMetric::ElevenPoint, continuous).map -
                 (6 + 5 * 2.0 / 3) / 11) < 1e-9);
  }
  void a_second_detection_of_one_object_is_false() {
    const std::vector<GroundTruth> gts{{0, 0, {0, 0, 10, 10}}};
    const std::vector<Detection> found{{0, 0, {0, 0, 10, 10}, 0.9F}, {0, 0, {0, 0, 10, 10}, 0.95F}};
    const VocMatches matches = matchVoc(gts, found, 0, 0.5F, continuous);
    QVERIFY((matches.outcome == std::vector<int>{1, 0}));
    QVERIFY((matches.detection == std::vector<int>{1, 0}));
  }
  void difficult_objects_neither_count_nor_punish() {
    const std::vector<GroundTruth> gts{{0, 0, {0, 0, 10, 10}, true}, {0, 0, {50, 50, 60, 60}}};
    const std::vector<Detection> found{{0, 0, {0, 0, 10, 10}, 0.9F}, {0, 0, {50, 50, 60, 60}, 0.8F}};
    const VocMatches matches = matchVoc(gts, found, 0, 0.5F, continuous);
    QCOMPARE(matches.positives, 1);
    QVERIFY((matches.outcome == std::vector<int>{-1, 1}));
    QCOMPARE(*vocAp(matches, VocMetric::Area), 1.0);
  }
  void crowds_are_neither_found_nor_missed() {
    // One class has an object and a crowd; the other one only a crowd, so it has no average precision.
    const std::vector<GroundTruth> gts{{0, 0, {10, 10, 50, 50}},
                                       {0, 0, {100, 10, 190, 90}, false, true},
                                       {0, 1, {200, 10, 290, 90}, false, true}};
    const std::vector<Detection> found{{0, 0, {10, 10, 50, 50}, 0.7F},
                                       {0, 0, {110, 20, 130, 40}, 0.8F},    // in the crowd
                                       {0, 0, {110, 20, 140, 40}, 0.75F}};  // so is a second one
    for (const VocMetric metric : {VocMetric::Area, VocMetric::ElevenPoint}) {
      const VocResult result = evaluateVoc(gts, found, 2, 0.5F, metric, continuous);
      QCOMPARE(result.map, 1.0);
      QVERIFY(!result.ap[1].has_value());
    }
    const VocMatches matches = matchVoc(gts, found, 0, 0.5F, continuous);
    QCOMPARE(matches.positives, 1);
    QVERIFY((matches.outcome == std::vector<int>{-1, -1, 1}));
  }
  void a_crowd_excuses_only_what_lies_in_it_and_takes_no_match() {
    const std::vector<GroundTruth> gts{{0, 0, {0, 0, 40, 40}}, {0, 0, {0, 0, 100, 100}, false, true}};
    const std::vector<Detection> found{{0, 0, {0, 0, 40, 40}, 0.9F},       // the object, though in the crowd
                                       {0, 0, {0, 0, 40, 39}, 0.8F},       // again: the crowd excuses it
                                       {0, 0, {80, 0, 180, 100}, 0.7F},    // a fifth of it in the crowd
                                       {1, 0, {0, 0, 40, 40}, 0.6F},       // another image
                                       {0, 0, {50, 50, 150, 100}, 0.5F}};  // exactly half of it
    QVERIFY((matchVoc(gts, found, 0, 0.5F, continuous).outcome == std::vector<int>{1, -1, 0, 0, -1}));
  }
  void a_class_without_objects_has_no_ap_and_does_not_lower_the_mean() {
    const std::vector<GroundTruth> gts{{0, 0, {0, 0, 10, 10}}};
    const std::vector<Detection> found{{0, 0, {0, 0, 10, 10}, 0.9F}, {0, 1, {0, 0, 10, 10}, 0.9F}};
    const VocResult result = evaluateVoc(gts, found, 2, 0.5F, VocMetric::Area, continuous);
    QVERIFY(!result.ap[1].has_value());
    QCOMPARE(result.map, 1.0);
  }
  void the_precision_array_is_that_of_pycocotools_bit_by_bit() {
    const Json golden = parseJson(test::readText(test::dataFile("golden/coco_precision.json")), "golden");
    const DrawnSet set;
    QCOMPARE(set.gts.size(), golden["objects"].get<size_t>());
    QCOMPARE(set.found.size(), golden["detections"].get<size_t>());
    QCOMPARE(hashOf(set.numbers), golden["input"].get<std::string>());
    const CocoResult result = evaluateCoco(set.gts, set.found, 4, continuous);
    QCOMPARE(result.precision.size(), size_t{10 * 101 * 4 * 4 * 3});
    const auto block = [&](size_t label, size_t area, size_t limit) {
      std::vector<double> values;
      for (size_t i = 0; i < 10 * 101; ++i)
        values.push_back(result.precision[((i * 4 + label) * 4 + area) * 3 + limit]);
      return values;
    };
    const auto wanted = golden["small_of_first"].get<std::string>();
    const std::vector<double> small = block(0, 1, 2);
    for (size_t i = 0; i < small.size(); ++i) {
      const double right = std::bit_cast<double>(std::stoull(wanted.substr(16 * i, 16), nullptr, 16));
      QVERIFY2(std::bit_cast<uint64_t>(small[i]) == std::bit_cast<uint64_t>(right),
               qPrintable(QStringLiteral("IoU %1, recall %2: %3, not %4")
                              .arg(i / 101)
                              .arg(i % 101)
                              .arg(small[i], 0, 'g', 17)
                              .arg(right, 0, 'g', 17)));
    }
    for (size_t label = 0; label < 4; ++label)
      for (size_t area = 0; area < 4; ++area)
        for (size_t limit = 0; limit < 3; ++limit)
          QVERIFY2(
              hashOf(block(label, area, limit)) == golden["precision"][label][area][limit].get<std::string>(),
              qPrintable(QStringLiteral("%1 %2 %3").arg(label).arg(area).arg(limit)));
    for (size_t i = 0; i < 12; ++i) QVERIFY(qAbs(result.stats[i] - golden["stats"][i].get<double>()) < 1e-12);
    // What float32 makes of the same numbers is another data set.
    std::vector<GroundTruth> rounded = set.gts;
    for (GroundTruth& g : rounded) g.box = Box(g.box);
    QVERIFY(evaluateCoco(rounded, set.found, 4, continuous).precision != result.precision);
  }
  void coco_figures_equal_pycocotools() {
    const Json golden = parseJson(test::readText(test::dataFile("golden/coco.json")), "golden");
    const auto box = [](const Json& b) { return Box{b[0], b[1], b[2], b[3]}; };
    const auto label = [](const Json& item) {
      return static_cast<int>(item["class"].get<std::string>()[0] - 'a');
    };
    std::vector<GroundTruth> gts;
    std::vector<Detection> found;
    for (const Json& g : golden["ground_truth"])
      gts.push_back({std::stoi(g["image"].get<std::string>()), label(g), box(g["box"]), false, g["crowd"]});
    for (const Json& d : golden["detections"])
      found.push_back({std::stoi(d["image"].get<std::string>()), label(d), box(d["box"]), d["score"]});
    const CocoResult result = evaluateCoco(gts, found, 4, continuous);
    for (size_t i = 0; i < 12; ++i)
      QVERIFY2(qAbs(result.stats[i] - golden["stats"][i].get<double>()) < 1e-5,
               qPrintable(QStringLiteral("stat %1: %2").arg(i).arg(result.stats[i])));
    for (int c = 0; c < 4; ++c) {
      const Json& wanted = golden["ap"][std::string(1, static_cast<char>('a' + c))];
      QCOMPARE(result.ap[c].has_value(), !wanted.is_null());
      if (result.ap[c]) QVERIFY(qAbs(*result.ap[c] - wanted.get<double>()) < 1e-5);
    }
  }
};

ANCHOR_TEST_MAIN(EvaluationTest, QCoreApplication)
#include "tst_evaluation.moc"
