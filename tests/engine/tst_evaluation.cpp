#include <QtTest>

#include "engine/evaluation/coco_ap.h"
#include "engine/evaluation/voc_ap.h"
#include "engine/run/json_fields.h"
#include "tests/support/test_data.h"

using namespace anchor;
namespace {
constexpr auto continuous = BoxConvention::Continuous;
}

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
