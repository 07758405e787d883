// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/json_fields.h"
#include "engine/layers/layers.h"

#include <QtTest>
#include <set>

#include "tests/support/test_data.h"

using namespace anchor;

class LayersTest : public QObject {
  Q_OBJECT
  static Json call(const char* name, const char* input) { return parseJson(runLayer(name, input), "output"); }
  /// Where the two differ by more than float32 explains; empty when nowhere.
  static std::string difference(const Json& got, const Json& wanted, const std::string& place) {
    if (wanted.is_object()) {
      for (const auto& [name, value] : wanted.items()) {
        if (!got.contains(name)) return place + "." + name + " is missing";
        if (std::string found = difference(got[name], value, place + "." + name); !found.empty())
          return found;
      }
      return {};
    }
    if (wanted.is_array()) {
      if (got.size() != wanted.size())
        return place + " has " + std::to_string(got.size()) + " entries, not " +
               std::to_string(wanted.size());
      for (size_t i = 0; i < wanted.size(); ++i)
        if (std::string found = difference(got[i], wanted[i], place + "[" + std::to_string(i) + "]");
            !found.empty())
          return found;
      return {};
    }
    const double a = got.is_boolean() ? got.get<bool>() : got.get<double>();
    const double b = wanted.get<double>();
    const bool close = std::abs(a - b) <= 1e-5 + 1e-5 * std::abs(b);
    return close ? "" : place + " is " + std::to_string(a) + ", not " + std::to_string(b);
  }
 private Q_SLOTS:
  void lrn_and_max_pool_follow_caffes_definition() {
    for (const Json& golden :
         parseJson(test::readText(test::dataFile("golden/caffe_layers.json")), "golden")) {
      const std::string name = golden["layer"].get<std::string>();
      const Json output = parseJson(runLayer(name, golden["input"].dump()), "output")["output"];
      QCOMPARE(output.size(), golden["output"].size());
      for (size_t c = 0; c < output.size(); ++c) {
        QCOMPARE(output[c].size(), golden["output"][c].size());
        for (size_t y = 0; y < output[c].size(); ++y) {
          const auto got = output[c][y].get<std::vector<double>>();
          const auto wanted = golden["output"][c][y].get<std::vector<double>>();
          QCOMPARE(got.size(), wanted.size());
          for (size_t x = 0; x < got.size(); ++x)
            QVERIFY2(std::abs(got[x] - wanted[x]) < 2e-6 * std::max(1.0, std::abs(wanted[x])), name.c_str());
        }
      }
    }
  }
  void every_layer_agrees_with_numpy_in_both_conventions() {
    std::set<std::string> seen;
    for (const Json& golden : parseJson(test::readText(test::dataFile("golden/layers.json")), "golden")) {
      const std::string name = golden["layer"].get<std::string>();
      seen.insert(name + golden["input"].value("convention", ""));
      const Json output = parseJson(runLayer(name, golden["input"].dump()), "output");
      const std::string found = difference(output, golden["output"], name);
      QVERIFY2(found.empty(), found.c_str());
    }
    for (const char* layer :
         {"anchors", "anchor-target", "encode", "decode", "nms", "proposal", "proposal-target", "evaluate"})
      for (const char* convention : {"pixel", "continuous"})
        QVERIFY2(seen.contains(std::string(layer) + convention), layer);
  }
  void every_layer_answers_its_example() {
    QCOMPARE(call("anchors", R"({"feature":[37,56],"image":[600,901],"convention":"continuous"})")["inside"]
                 .get<int>(),
             6928);
    const Json target =
        call("anchor-target",
             R"({"feature":[37,56],"image":[600,901],"convention":"pixel","gt_boxes":[[100,100,300,300]]})");
    QCOMPARE(target["labels"].size(), size_t{18648});
    QCOMPARE(target["fg"].get<int>() + target["bg"].get<int>(), 256);
    QVERIFY(target["targets"][0].size() == 4 && target["outside_weights"][0].size() == 4);
    const Json deltas =
        call("encode", R"({"anchors":[[0,0,9,9]],"gt_boxes":[[10,0,19,9]],"convention":"pixel"})")["deltas"];
    QCOMPARE(deltas[0][0].get<float>(), 1.0F);
    const Json boxes = call(
        "decode",
        R"({"anchors":[[0,0,10,10]],"deltas":[[0,0,0,0,1,0,0,0]],"convention":"continuous","image":[12,15]})")
        ["boxes"];
    QVERIFY((boxes[0].get<std::vector<float>>() == std::vector<float>{0, 0, 10, 10, 10, 0, 15, 10}));
    QVERIFY((
        call(
            "nms",
            R"({"boxes":[[0,0,10,10],[1,0,11,10],[50,50,60,60]],"scores":[0.5,0.9,0.1],"threshold":0.5,"convention":"continuous"})")
            ["keep"]
                .get<std::vector<int>>() == std::vector<int>{1, 2}));
    const Json smooth = call("smooth-l1", R"({"prediction":[[0.5,2]],"target":[[0,0]]})")["loss"];
    QVERIFY((smooth[0].get<std::vector<float>>() == std::vector<float>{0.125F, 1.5F}));
    const Json pooled = call(
        "roi-pool", R"({"features":[[[1,2],[3,4]]],"rois":[[0,0,1,1]],"size":[1,1],"scale":1})")["output"];
    QCOMPARE(pooled[0][0][0][0].get<float>(), 4.0F);
    const Json aligned =
        call("roi-align", R"({"features":[[[1,1],[1,1]]],"rois":[[0,0,1,1]],"scale":1})")["output"];
    QCOMPARE(aligned[0][0].size(), size_t{7});
    const Json eval = call(
        "evaluate",
        R"({"metric":"voc12","classes":["a","b"],"convention":"pixel","ground_truth":[{"image":"x","class":"a","box":[0,0,9,9]}],"detections":[{"image":"x","class":"a","box":[0,0,9,9],"score":0.9}]})");
    QCOMPARE(eval["map"].get<double>(), 1.0);
    QVERIFY(eval["ap"]["b"].is_null());
    const Json rois = call(
        "proposal-target",
        R"({"rois":[[0,0,10,10],[50,50,60,60]],"gt_boxes":[[0,0,10,11]],"gt_classes":[2],"classes":3,"convention":"continuous"})");
    QCOMPARE(rois["targets"][0].size(), size_t{16});
    QCOMPARE(rois["labels"][0].get<int>(), 2);
    std::string scores = "[0.5";
    std::string rows = "[[0,0,0,0]";
    for (int i = 1; i < 9; ++i) {
      scores += ",0." + std::to_string(i);
      rows += ",[0,0,0,0]";
    }
    const Json proposal =
        call("proposal", (R"({"feature":[1,1],"image":[400,400],"convention":"continuous","scores":)" +
                          scores + R"(],"deltas":)" + rows + "]}")
                             .c_str());
    QCOMPARE(proposal["counts"]["decoded"].get<int>(), 9);
    QCOMPARE(proposal["rois"].size(), proposal["index"].size());
  }
  void bad_input_names_the_field_data() {
    QTest::addColumn<QString>("layer");
    QTest::addColumn<QString>("input");
    QTest::addColumn<QString>("field");
    const auto row = [](const char* layer, const char* input, const char* field) {
      QTest::newRow(input) << QString::fromLatin1(layer) << QString::fromLatin1(input)
                           << QString::fromLatin1(field);
    };
    row("anchors", R"({"feature":[1,1],"image":[10,10]})", "convention");
    row("anchors", R"({"feature":[1,1],"image":[10,10],"convention":"pixels"})", "convention");
    row("anchors", R"({"feature":[1],"image":[10,10],"convention":"pixel"})", "feature");
    row("anchors", R"({"feature":[1,1],"image":[10,10],"convention":"pixel","scales":[0]})", "scales");
    row("anchors", R"({"feature":[1,1],"image":[10,10],"convention":"pixel","colour":1})", "colour");
    row("encode", R"({"anchors":[[0,0,1]],"gt_boxes":[],"convention":"pixel"})", "anchors[0]");
    row("encode", R"({"anchors":[[0,0,1,1]],"gt_boxes":[[5,5,2,2]],"convention":"pixel"})", "gt_boxes[0]");
    row("nms", R"({"boxes":[[0,0,1,1]],"scores":[],"threshold":0.5,"convention":"pixel"})", "scores");
    row("nms", R"({"boxes":[[0,0,1,"a"]],"scores":[1],"threshold":0.5,"convention":"pixel"})", "boxes[0]");
    row("smooth-l1", R"({"prediction":[1,[2]],"target":[1,2]})", "prediction");
    row("evaluate", R"({"metric":"ap","classes":[],"ground_truth":[],"detections":[],"convention":"pixel"})",
        "metric");
    row("evaluate",
        R"({"metric":"coco","classes":["a"],"ground_truth":[{"image":"x","class":"q","box":[0,0,1,1]}],"detections":[],"convention":"pixel"})",
        "ground_truth[0]");
    row("anchors", "[1]", "input");
    row("anchors", "{", "input");
    row("fly", "{}", "layer fly");
  }
  void bad_input_names_the_field() {
    QFETCH(QString, layer);
    QFETCH(QString, input);
    QFETCH(QString, field);
    try {
      runLayer(layer.toStdString(), input.toStdString());
      QFAIL("accepted");
    } catch (const UserError& error) {
      QVERIFY2(QString::fromUtf8(error.what()).startsWith(field), error.what());
    }
  }
};

ANCHOR_TEST_MAIN(LayersTest, QCoreApplication)
#include "tst_layers.moc"
