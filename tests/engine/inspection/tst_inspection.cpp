// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QtTest>
#include <fstream>

#include "engine/geometry/anchor_fit.h"
#include "engine/geometry/iou.h"
#include "engine/inspection/anchor_search.h"
#include "engine/inspection/autopsy.h"
#include "engine/inspection/class_report.h"
#include "engine/inspection/label_doctor.h"
#include "tests/support/test_data.h"

using namespace anchor;
namespace {

constexpr auto continuous = BoxConvention::Continuous;

Box drawnBox(RandomSource& random, float width, float height) {
  const auto side = [&](float most) { return 2 + static_cast<float>(random.uniform()) * (most - 4); };
  const float w = side(width);
  const float h = side(height);
  const float x = static_cast<float>(random.uniform()) * (width - w);
  const float y = static_cast<float>(random.uniform()) * (height - h);
  return {x, y, x + w, y + h};
}

SampleBox object(int label, Box box) { return {label, box, false, false}; }

/// A record in which the network says nothing: every anchor is background and unmoved, no roi.
ImageRecord silentRecord(ImageSize image) {
  ImageRecord record;
  record.config = presetByName("vgg16-simple").config;
  record.config.classes = {"cat", "dog"};
  record.image = image;
  const size_t anchors = gridAnchors(gridLevels(record.config, record.geometry().padded)).size();
  record.rpnScores.assign(anchors, 0.01F);
  record.rpnDeltas.assign(anchors, BoxDelta{});
  record.labels = 3;
  return record;
}

/// The anchor nearest to the gt, moved exactly onto `box` with this fg probability.
size_t propose(ImageRecord& record, const Box& box, float score, int skip = 0) {
  const auto anchors = gridAnchors(gridLevels(record.config, record.geometry().padded));
  std::vector<float> overlaps;
  for (const Box& a : anchors) overlaps.push_back(iou(a, box, continuous));
  std::vector<int> order(anchors.size());
  for (size_t i = 0; i < order.size(); ++i) order[i] = static_cast<int>(i);
  std::stable_sort(order.begin(), order.end(), [&](int a, int b) { return overlaps[a] > overlaps[b]; });
  const auto i = static_cast<size_t>(order[static_cast<size_t>(skip)]);
  record.rpnDeltas[i] = encode(anchors[i], box, continuous);
  record.rpnScores[i] = score;
  return i;
}

/// Lets the head see what the proposal layer passes on, and call every roi background.
void passRois(ImageRecord& record) {
  const ProposalSteps steps = proposalStepsOf(record, record.config.test_proposals);
  for (const int i : steps.rois) record.rois.push_back(steps.clipped[static_cast<size_t>(i)]);
  record.proposals = static_cast<int>(record.rois.size());
  for (size_t r = 0; r < record.rois.size(); ++r) {
    record.headScores.insert(record.headScores.end(), {0.98F, 0.01F, 0.01F});
    record.headDeltas.insert(record.headDeltas.end(), 3, BoxDelta{});
  }
}

void say(ImageRecord& record, const Box& box, std::array<float, 3> scores, BoxDelta delta = {}) {
  for (size_t r = 0; r < record.rois.size(); ++r) {
    if (iou(record.rois[r], box, continuous) < 0.95F) continue;
    for (size_t label = 0; label < 3; ++label) {
      record.headScores[3 * r + label] = scores[label];
      record.headDeltas[3 * r + label] = delta;
    }
  }
}

std::string lost(const ImageRecord& record, const std::vector<SampleBox>& objects, size_t which = 0) {
  return lostName(autopsyImage(record, objects).objects.at(which).lost);
}

constexpr ImageSize plain{600, 900};  // scale 1 for a short side of 600

}  // namespace

class InspectionTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void a_600_by_901_image_has_the_published_anchor_counts() {
    RunConfig config = presetByName("vgg16-simple").config;
    const AnchorStage simple = anchorStage(config, {600, 901}, {});
    QCOMPARE(simple.anchors.size(), size_t{18648});
    QCOMPARE(simple.insideCount(), 6928);
    const AnchorStage pixel = anchorStage(presetByName("py-faster-rcnn-vgg16").config, {600, 901}, {});
    QCOMPARE(pixel.anchors.size(), size_t{19494});  // Caffe's pooling rounds up: 38 x 57 cells
    const AnchorShapes shapes{16, {8, 16, 32}, {0.5F, 1, 2}, BoxConvention::Pixel};
    const GridLevel grid{37, 56, 16, baseAnchors(shapes)};
    const auto inside = insideImage(gridAnchors(grid), {600, 901}, 0, BoxConvention::Pixel);
    QCOMPARE(std::count(inside.begin(), inside.end(), 1), 7041);
  }

  void the_closed_form_of_the_best_anchor_equals_a_search_data() {
    QTest::addColumn<QString>("preset");
    for (const char* name :
         {"vgg16-simple", "py-faster-rcnn-vgg16", "resnet50-fpn", "mobilenet-v2-fpn", "resnet50-c4"})
      QTest::newRow(name) << QString::fromLatin1(name);
  }
  void the_closed_form_of_the_best_anchor_equals_a_search() {
    QFETCH(QString, preset);
    RandomSource random(7);
    for (const ImageSize image : {ImageSize{375, 500}, ImageSize{640, 480}, ImageSize{90, 700}}) {
      for (const float border : {0.0F, 60.0F, 1e6F}) {
        RunConfig config = presetByName(preset.toStdString()).config;
        config.anchors.border = border;
        std::vector<SampleBox> objects;
        for (int i = 0; i < 12; ++i)
          objects.push_back(object(0, drawnBox(random, image.width, image.height)));
        const AnchorStage stage = anchorStage(config, image, objects);
        const AnchorFit fit(stage.levels, stage.geometry.size, border, config.convention());
        for (size_t g = 0; g < objects.size(); ++g) {
          const BestAnchor best = fit.best(stage.gtBoxes[g]);
          QVERIFY2(std::abs(best.iou - stage.assignment.bestIou[g]) < 1e-6F,
                   qPrintable(QStringLiteral("%1 != %2").arg(best.iou).arg(stage.assignment.bestIou[g])));
          if (best.iou > 0) {
            const int index = best.index(stage.levels);
            QVERIFY(std::abs(iou(stage.anchors[static_cast<size_t>(index)], stage.gtBoxes[g],
                                 config.convention()) -
                             best.iou) < 1e-6F);
            const AnchorStage::Place place = stage.placeOf(index);
            QCOMPARE(place.level, best.level);
            QCOMPARE(place.x, best.x);
            QCOMPARE(place.y, best.y);
          }
          int above = 0;
          for (size_t i = 0; i < stage.anchors.size(); ++i)
            above +=
                stage.inside[i] != 0 && iou(stage.anchors[i], stage.gtBoxes[g], config.convention()) >= 0.5F
                    ? 1
                    : 0;
          QCOMPARE(fit.countAbove(stage.gtBoxes[g], 0.5F), above);
          QCOMPARE(fit.foregroundOf(stage.gtBoxes, static_cast<int>(g), config.assignment),
                   stage.foregroundOf(static_cast<int>(g)));
        }
      }
    }
  }

  void coverage_of_a_data_set_is_that_of_its_images() {
    const RunConfig config = presetByName("vgg16-simple").config;
    RandomSource random(3);
    CoverageSubject subject;
    std::vector<float> expected;
    for (int i = 0; i < 6; ++i) {
      const ImageSize image{static_cast<float>(200 + 60 * (i / 2)), 500};
      subject.images.push_back(image);
      std::vector<SampleBox> objects;
      for (int k = 0; k < 5; ++k) objects.push_back(object(0, drawnBox(random, image.width, image.height)));
      for (const SampleBox& o : objects) subject.objects.push_back({i, 0, o.box});
      const auto best = anchorStage(config, image, objects).assignment.bestIou;
      expected.insert(expected.end(), best.begin(), best.end());
    }
    const auto found = anchorCoverage(config, subject);
    const auto spread = anchorCoverage(config, subject, [](int64_t count, const auto& part) {
      part(count / 2, count);
      part(0, count / 2);
    });
    QVERIFY(spread == found);
    for (size_t i = 0; i < found.size(); ++i) QVERIFY(std::abs(found[i] - expected[i]) < 1e-6F);
    const CoverageFigures figures = coverageFigures(found, 0.7F);
    QCOMPARE(figures.half,
             double(std::count_if(expected.begin(), expected.end(), [](float v) { return v >= 0.5F; })) / 30);
  }

  void suggested_anchors_fit_flat_objects_better() {
    const RunConfig config = presetByName("vgg16-simple").config;
    CoverageSubject subject;
    RandomSource random(5);
    for (int i = 0; i < 60; ++i) {
      subject.images.push_back({600, 900});
      const auto at = [&](double most) { return static_cast<float>(random.uniform() * most); };
      const float x = at(500);
      const float y = at(500);
      subject.objects.push_back({i, 0, {x, y, x + 250 + at(100), y + 30 + at(15)}});
    }
    AnchorSearchOptions options;
    options.generations = 120;
    const AnchorSuggestion first = suggestAnchors(config, subject, options);
    QVERIFY2(first.after.mean > first.before.mean + 0.2, qPrintable(QString::number(first.after.mean)));
    QVERIFY(first.after.fg > first.before.fg);
    const AnchorSuggestion again = suggestAnchors(config, subject, options);
    QVERIFY(again.anchors.scales == first.anchors.scales && again.anchors.ratios == first.anchors.ratios);
    RunConfig accepted = config;
    accepted.anchors = first.anchors;
    accepted.classes = {"plank"};
    checkConfig(accepted);
    QCOMPARE(coverageFigures(anchorCoverage(accepted, subject), 0.7F).mean, first.after.mean);
  }

  void a_card_explains_an_anchor_and_its_target_leads_back_to_the_gt() {
    const std::vector<SampleBox> objects{
        object(0, {100, 100, 300, 260}), object(1, {500, 300, 560, 340}), {0, {10, 10, 50, 50}, true, false}};
    const AnchorStage stage = anchorStage(presetByName("vgg16-simple").config, plain, objects);
    QCOMPARE(stage.gtBoxes.size(), size_t{2});  // the difficult one is not trained on
    const LabelAssignment sampled = sampledLabels(stage, 1);
    QCOMPARE(sampled.count(1) + sampled.count(0), 256);
    const int best = stage.assignment.bestAnchor[0];
    const AnchorReport report = reportAnchor(stage, sampled, best);
    QCOMPARE(report.gt, 0);
    QCOMPARE(report.label, 1);
    QCOMPARE(report.ious.size(), size_t{2});
    QCOMPARE(report.ious[0], stage.assignment.bestIou[0]);
    for (const float gap :
         {report.decoded.x1 - 100, report.decoded.y1 - 100, report.decoded.x2 - 300, report.decoded.y2 - 260})
      QVERIFY(std::abs(gap) < 1e-3F);
    QCOMPARE(chanceOfSampling(stage, 0), 1.0);  // all fg fit the budget
  }

  void flipping_the_input_mirrors_the_boxes_and_keeps_the_best_overlap() {
    const std::vector<SampleBox> objects{object(0, {100, 100, 300, 260})};
    const RunConfig config = presetByName("vgg16-simple").config;
    const AnchorStage stage = anchorStage(config, plain, objects, true);
    QCOMPARE(stage.gtBoxes[0].x1, 600.0F);
    QCOMPARE(stage.gtBoxes[0].x2, 800.0F);
  }

  void candidates_say_which_one_removed_them() {
    const Boxes rois{{0, 0, 100, 100}, {2, 0, 102, 100}, {300, 300, 400, 400}, {0, 0, 0.5F, 80}};
    const std::vector<float> scores{0.1F, 0.9F, 0.2F, 0.8F, 0.99F, 0.01F, 0.5F, 0.5F};
    const BoxDeltas deltas(8);
    const DetectionSteps steps =
        detectionSteps({rois, 2, scores, deltas}, {}, {0.05F, 0.3F, 1, 1}, {500, 500}, continuous);
    QCOMPARE(steps.candidates.size(), size_t{3});  // one is under the score threshold
    QVERIFY(steps.candidates[0].outcome == DetectionOutcome::Kept);
    QVERIFY(steps.candidates[1].outcome == DetectionOutcome::Suppressed);
    QCOMPARE(steps.candidates[1].suppressedBy, 0);
    QVERIFY(steps.candidates[2].outcome == DetectionOutcome::TooSmall);
    QVERIFY(steps.kept == std::vector<int>{0});
  }

  void a_record_comes_back_as_it_was_and_a_damaged_one_is_refused() {
    const QTemporaryDir folder;
    const std::filesystem::path path = folder.filePath(QStringLiteral("a.record")).toStdString();
    ImageRecord record = silentRecord({300, 450});
    record.iteration = 40;
    propose(record, {100, 100, 300, 300}, 0.9F);
    passRois(record);
    writeImageRecord(path, record);
    const ImageRecord back = readImageRecord(path);
    QCOMPARE(back.iteration, 40);
    QCOMPARE(back.image.width, 450.0F);
    QVERIFY(back.rpnScores == record.rpnScores && back.rois == record.rois &&
            back.headScores == record.headScores);
    QCOMPARE(runConfigText(back.config), runConfigText(record.config));
    std::filesystem::resize_file(path, std::filesystem::file_size(path) - 8);
    QVERIFY_THROWS_EXCEPTION(UserError, readImageRecord(path));

    ImageRecord manyLabels = record;
    manyLabels.labels += 1;  // its config has no name for the last one
    manyLabels.headScores.resize(record.rois.size() * static_cast<size_t>(manyLabels.labels));
    manyLabels.headDeltas.resize(manyLabels.headScores.size());
    ImageRecord noImage = record;
    noImage.image = {0, 0};
    for (const ImageRecord& wrong : {manyLabels, noImage}) {
      writeImageRecord(path, wrong);
      QVERIFY_THROWS_EXCEPTION(UserError, readImageRecord(path));
    }
  }

  void tide_figures_equal_the_tools_own() {
    const Json golden = parseJson(test::readText(test::dataFile("golden/tide.json")), "golden");
    for (const Json& one : golden) {
      const auto box = [](const Json& b) { return Box{b[0], b[1], b[2], b[3]}; };
      std::vector<GroundTruth> gts;
      std::vector<Detection> found;
      for (const Json& g : one["ground_truth"])
        gts.push_back({g["image"], g["class"], box(g["box"]), false, g["crowd"]});
      for (const Json& d : one["detections"])
        found.push_back({d["image"], d["class"], box(d["box"]), d["score"]});
      TideRule rule;
      rule.most = one["most"];
      const TideResult result = tide(gts, found, rule);
      const Json& figures = one["figures"];
      QVERIFY2(std::abs(100 * result.ap - figures["ap"].get<double>()) < 1e-9,
               qPrintable(QString::number(100 * result.ap, 'g', 12)));
      for (size_t e = 0; e < tideErrors; ++e) {
        QCOMPARE(result.count[e], figures["count"][e].get<int>());
        QVERIFY2(std::abs(100 * result.gain[e] - figures["gain"][e].get<double>()) < 1e-9,
                 qPrintable(QStringLiteral("error %1: %2").arg(e).arg(100 * result.gain[e])));
      }
      QVERIFY(std::abs(100 * result.gainFalsePositives - figures["false_positives"].get<double>()) < 1e-9);
      QVERIFY(std::abs(100 * result.gainFalseNegatives - figures["false_negatives"].get<double>()) < 1e-9);
    }
  }

  void an_object_without_a_fitting_anchor_is_lost_there() {
    // 12 x 12 pixels: the smallest anchor has 128.
    QCOMPARE(lost(silentRecord(plain), {object(0, {400, 300, 412, 312})}), std::string("no_anchor"));
  }
  void a_fitting_anchor_that_the_rpn_scores_low_is_lost_by_its_score() {
    ImageRecord record = silentRecord(plain);
    const Box gt{300, 200, 428, 328};
    propose(record, gt, 0.3F);
    record.config.test_proposals.preNms = 0;
    record.config.test_proposals.postNms = 1;
    propose(record, {600, 100, 850, 300}, 0.9F);
    passRois(record);
    QCOMPARE(lost(record, {object(0, gt)}), std::string("rpn_score"));
  }
  void a_sure_proposal_beyond_the_number_kept_is_lost_by_top_n() {
    ImageRecord record = silentRecord(plain);
    const Box gt{300, 200, 428, 328};
    propose(record, gt, 0.8F);
    propose(record, {600, 100, 850, 300}, 0.9F);
    record.config.test_proposals.postNms = 1;
    passRois(record);
    QCOMPARE(lost(record, {object(0, gt)}), std::string("top_n"));
  }
  void a_proposal_removed_by_a_better_one_names_it() {
    ImageRecord record = silentRecord(plain);
    record.config.test_proposals.nmsIou = 0.3F;
    for (size_t i = 0; i < record.rpnDeltas.size(); ++i)
      record.rpnDeltas[i].dw = record.rpnDeltas[i].dh = -3.5F;
    const Box gt{300, 200, 428, 328};
    const Box better{350, 200, 520, 328};
    propose(record, gt, 0.8F);
    propose(record, better, 0.9F, 3);
    passRois(record);
    const ObjectTrace trace = autopsyImage(record, std::vector{object(0, gt)}).objects.at(0);
    QCOMPARE(lostName(trace.lost), "nms");
    QVERIFY(iou(trace.by, better, continuous) > 0.99F);
  }
  void the_heads_verdicts_are_told_apart() {
    const Box gt{300, 200, 428, 328};
    const auto judged = [&](std::array<float, 3> scores, BoxDelta delta = {}) {
      ImageRecord record = silentRecord(plain);
      propose(record, gt, 0.9F);
      passRois(record);
      say(record, gt, scores, delta);
      return lost(record, {object(0, gt)});
    };
    QCOMPARE(judged({0.1F, 0.85F, 0.05F}), std::string("found"));
    QCOMPARE(judged({0.95F, 0.03F, 0.02F}), std::string("head_background"));
    QCOMPARE(judged({0.04F, 0.01F, 0.95F}), std::string("head_class"));
    QCOMPARE(judged({0.1F, 0.85F, 0.05F}, {30, 0, 0, 0}), std::string("head_box"));
    ImageRecord strict = silentRecord(plain);
    strict.config.test.score = 0.9F;
    propose(strict, gt, 0.9F);
    passRois(strict);
    say(strict, gt, {0.1F, 0.85F, 0.05F});
    QCOMPARE(lost(strict, {object(0, gt)}), std::string("score"));
  }
  void a_neighbour_can_take_the_place_in_the_final_suppression() {
    ImageRecord record = silentRecord(plain);
    const Box gt{300, 200, 428, 328};
    const Box neighbour{350, 200, 478, 328};  // IoU 0.44
    propose(record, gt, 0.9F);
    propose(record, neighbour, 0.8F, 2);
    passRois(record);
    say(record, gt, {0.1F, 0.8F, 0.1F});
    say(record, neighbour, {0.05F, 0.9F, 0.05F});
    const auto found = autopsyImage(record, std::vector{object(0, gt), object(0, neighbour)});
    QCOMPARE(lostName(found.objects[0].lost), "final_nms");
    QVERIFY(iou(found.objects[0].by, neighbour, continuous) > 0.99F);
    QCOMPARE(lostName(found.objects[1].lost), "found");
  }
  void the_report_adds_up_and_prices_each_cause() {
    const Box gt{300, 200, 428, 328};
    ImageRecord good = silentRecord(plain);
    propose(good, gt, 0.9F);
    passRois(good);
    say(good, gt, {0.1F, 0.88F, 0.02F});
    const std::vector<std::vector<SampleBox>> objects{{object(0, gt)}, {object(0, {400, 300, 412, 312})}};
    const std::vector<ImageAutopsy> images{autopsyImage(good, objects[0]),
                                           autopsyImage(silentRecord(plain), objects[1])};
    const AutopsyReport report = autopsyReport(images, objects);
    QCOMPARE(report.objects, 2);
    QCOMPARE(report.causes[static_cast<size_t>(LostAt::Found)].count, 1);
    QCOMPARE(report.causes[static_cast<size_t>(LostAt::NoAnchor)].count, 1);
    // One of two found first: precision 1 up to recall 0.5, which is 51 of 101 points.
    QCOMPARE(report.ap, 51.0 / 101);
    QCOMPARE(report.causes[static_cast<size_t>(LostAt::NoAnchor)].gain, 50.0 / 101);
  }

  void the_label_doctor_finds_each_kind_of_doubt() {
    const std::vector<SampleBox> objects{object(0, {0, 0, 100, 100}),    // confirmed
                                         object(0, {200, 0, 300, 100}),  // the network says dog
                                         object(1, {400, 0, 500, 100}),  // loose
                                         object(1, {0, 300, 100, 400}),
                                         object(1, {3, 300, 100, 400}),    // twice
                                         object(0, {300, 300, 400, 400}),  // nothing supports it
                                         {0, {600, 300, 800, 500}, false, true}};
    const std::vector<Detection> found{
        {0, 0, {0, 0, 100, 100}, 0.9F},    {0, 1, {202, 0, 300, 100}, 0.95F},
        {0, 1, {390, 0, 540, 100}, 0.9F},  {0, 1, {1, 300, 100, 400}, 0.9F},
        {0, 0, {650, 50, 700, 100}, 0.8F}, {0, 0, {650, 350, 700, 400}, 0.99F}};
    const auto doubts = doubtLabels(objects, found);
    std::map<LabelDoubt, std::vector<int>> of;
    for (const Suspicion& s : doubts) of[s.kind].push_back(s.object);
    QVERIFY((of[LabelDoubt::Missing] == std::vector<int>{-1}));  // not the one within the crowd
    QVERIFY((of[LabelDoubt::WrongClass] == std::vector<int>{1}));
    QVERIFY((of[LabelDoubt::LooseBox] == std::vector<int>{2}));
    QVERIFY((of[LabelDoubt::Duplicate] == std::vector<int>{4}));
    QVERIFY((of[LabelDoubt::Spurious] == std::vector<int>{5}));
    QVERIFY(std::is_sorted(doubts.begin(), doubts.end(),
                           [](const Suspicion& a, const Suspicion& b) { return a.strength > b.strength; }));
  }
  void classes_agree_with_an_independent_count() {
    std::ifstream stream(test::dataFile("golden/class_report.json"));
    const Json golden = Json::parse(stream);
    AutopsyFile file;
    file.classes = {"a", "b", "c"};
    const auto box = [](const Json& b) { return Box{b[0], b[1], b[2], b[3]}; };
    for (const Json& image : golden["images"]) {
      AutopsyFile::Image& made = file.images.emplace_back();
      for (const Json& o : image["objects"])
        made.objects.push_back({o["label"], box(o["box"]), o["difficult"].get<bool>(), false});
      for (const Json& d : image["detections"])
        made.findings.detections.push_back({0, d["label"], box(d["box"]), d["score"]});
    }
    const ClassReport report = classReport(file);
    QCOMPARE(report.classes.size(), size_t{3});
    for (size_t c = 0; c < 3; ++c) {
      const Json& wanted = golden["figures"][c];
      const ClassFigures& got = report.classes[c];
      QCOMPARE(got.objects, wanted["objects"].get<int>());
      QCOMPARE(got.curve.size(), wanted["curve"].size());
      for (size_t i = 0; i < got.curve.size(); ++i) {
        QCOMPARE(got.curve[i].recall, wanted["curve"][i][0].get<double>());
        QCOMPARE(got.curve[i].precision, wanted["curve"][i][1].get<double>());
        QCOMPARE(got.curve[i].score, wanted["curve"][i][2].get<float>());
      }
      QCOMPARE(got.best->score, wanted["best"][2].get<float>());
    }
    QCOMPARE(*report.all.ap50,
             (*report.classes[0].ap50 + *report.classes[1].ap50 + *report.classes[2].ap50) / 3);
    const Confusion mixed = confusion(file, golden["threshold"]);
    for (size_t truth = 0; truth < 4; ++truth)
      for (size_t as = 0; as < 4; ++as) {
        QCOMPARE(mixed.counts[truth][as], golden["confusion"][truth][as].get<int>());
        QCOMPARE(mixed.examples[truth][as].size(), static_cast<size_t>(mixed.counts[truth][as]));
      }
  }
};

QTEST_APPLESS_MAIN(InspectionTest)
#include "tst_inspection.moc"
