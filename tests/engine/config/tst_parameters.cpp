// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>
#include <cmath>
#include <set>

#include "engine/config/parameters.h"
#include "tests/support/test_data.h"

using namespace anchor;

namespace {

RunConfig usable() {
  RunConfig config;
  config.classes = {"a"};
  return config;
}

/// What the check says of a configuration with this value; empty: it takes it.
std::string saidOf(const std::string& path, const Json& value) {
  RunConfig config = usable();
  Json json = toJson(config);
  std::string pointer = "/" + path;
  std::ranges::replace(pointer, '.', '/');
  json[Json::json_pointer(pointer)] = value;
  try {
    fromJson(json, config, "", true);
    checkConfig(config);
  } catch (const UserError& error) {
    return error.what();
  }
  return {};
}

/// The number alone, or as the first of the field's list.
Json asValue(const Parameter& p, double number) {
  const Json now = valueOf(usable(), p);
  if (!now.is_array()) return number;
  Json list = now;
  if (list.empty()) return Json::array({number});
  list.front() = number;
  return list;
}

bool holds(const Parameter& p, double number) {
  RunConfig config = usable();
  setValue(config, p, asValue(p, number), p.path);
  return holdsRule(config, p);
}

bool wholeNumbers(const Parameter& p) {
  RunConfig config;
  const ParameterPlace place = p.in(config);
  return std::holds_alternative<int*>(place) || std::holds_alternative<std::vector<int>*>(place);
}

void collectLeaves(const Json& json, const std::string& path, std::vector<std::string>& leaves) {
  for (const auto& [name, value] : json.items()) {
    const std::string full = path.empty() ? name : path + "." + name;
    if (value.is_object())
      collectLeaves(value, full, leaves);
    else
      leaves.push_back(full);
  }
}

}  // namespace

class ParametersTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void config_json_has_the_rows_of_the_table_in_their_order() {
    std::vector<std::string> leaves, rows;
    collectLeaves(toJson(RunConfig{}), "", leaves);
    for (const Parameter& p : parameters()) rows.emplace_back(p.path);
    QCOMPARE(leaves, rows);
    QCOMPARE(std::set(rows.begin(), rows.end()).size(), rows.size());
  }
  void no_member_of_the_configuration_is_without_a_row() {
    RunConfig config;
    std::vector<std::pair<const char*, const char*>> covered;  // bytes of each member
    for (const Parameter& p : parameters())
      std::visit(
          [&]<class P>(const P& at) {
            const void* member = nullptr;
            size_t bytes = 0;
            if constexpr (std::same_as<P, ChoicePlace>) {
              member = at.member();
              bytes = sizeof(NeckKind);
            } else {
              member = at;
              bytes = sizeof(*at);
            }
            const auto* first = static_cast<const char*>(member);
            covered.emplace_back(first, first + bytes);
          },
          p.in(config));
    std::ranges::sort(covered);
    const auto* end = reinterpret_cast<const char*>(&config);
    covered.emplace_back(end + sizeof(config), nullptr);
    for (const auto& [first, last] : covered) {
      // What lies between two is at most what aligns the second.
      QVERIFY2(first >= end && first - end < 8, qPrintable(QString::number(first - end)));
      end = last;
    }
  }
  void every_row_is_explained_and_takes_its_default() {
    const RunConfig config = usable();
    checkConfig(config);
    for (const Parameter& p : parameters()) {
      QVERIFY2(holdsRule(config, p) && isFinite(config, p), p.path);
      QVERIFY2(std::string(p.says).size() > 10, p.path);
      QVERIFY2(parameterAt(p.path) == &p, p.path);
    }
    QVERIFY(parameterAt("solver") == nullptr && parameterAt("solver.batches") == nullptr);
    QCOMPARE(parametersBelow("rpn_budget").size(), size_t{2});
    QCOMPARE(parametersBelow("solver.batch").size(), size_t{1});
  }
  void a_value_just_outside_its_range_is_refused_by_its_name() {
    int ends = 0;
    for (const Parameter& p : parameters()) {
      const auto* range = std::get_if<Range>(&p.rule);
      if (range == nullptr) continue;
      const auto next = [&](double from, double towards) {
        if (wholeNumbers(p)) return from + (towards > from ? 1 : -1);
        return double(std::nextafter(static_cast<float>(from), static_cast<float>(towards)));
      };
      constexpr double all = std::numeric_limits<double>::infinity();
      for (const auto& [end, beyond, excluded] : {std::tuple(range->least, -all, range->leastExcluded),
                                                  std::tuple(range->most, all, range->mostExcluded)}) {
        if (std::isinf(end)) continue;
        ++ends;
        const double outside = excluded ? end : next(end, beyond);
        QVERIFY2(!holds(p, outside), p.path);
        QVERIFY2(holds(p, excluded ? next(end, -beyond) : end), p.path);
        const std::string said = saidOf(p.path, asValue(p, outside));
        QVERIFY2(said == p.path + (": cannot be used: " + ruleWords(p).english()), said.c_str());
      }
      if (range->orZero) QVERIFY2(holds(p, 0), p.path);
    }
    QVERIFY(ends > 80);
  }
  void a_text_that_is_no_choice_is_refused_with_the_list() {
    int lists = 0;
    for (const Parameter& p : parameters()) {
      const auto choices = choicesOf(p);
      if (choices.empty()) continue;
      ++lists;
      std::string all;
      for (const char* name : choices) {
        all += (all.empty() ? "" : ", ") + std::string(name);
        RunConfig config;
        setValue(config, p, name, p.path);
        QVERIFY2(valueOf(config, p) == name, p.path);
      }
      QCOMPARE(saidOf(p.path, "nonsense"), p.path + (": cannot be used: one of " + all));
    }
    QVERIFY(lists > 10);
  }
  void rules_are_told_as_sentences() {
    const auto told = [](const char* path) { return ruleWords(*parameterAt(path)).english(); };
    QCOMPARE(told("solver.batch"), "1 to 256");
    QCOMPARE(told("solver.iterations"), "at least 1");
    QCOMPARE(told("solver.gamma"), "0 or more");
    QCOMPARE(told("solver.momentum"), "at least 0, below 1");
    QCOMPARE(told("recipe.rpn_share"), "between 0 and 0.5");
    QCOMPARE(told("network.width"), "above 0, at most 4");
    QCOMPARE(told("input.range"), "above 0");
    QCOMPARE(told("test.short_side"), "0, or 32 to 8192");
    QCOMPARE(told("network.fpn_strides"), "4, 8, 16, 32, 64");
    QCOMPARE(told("device"), "one of auto, cpu, cuda");
    QCOMPARE(told("seed"), "");
  }
  void sliders_offer_what_is_allowed() {
    for (const Parameter& p : parameters()) {
      if (p.slider.step == 0) continue;
      QVERIFY2(holds(p, p.slider.low) && holds(p, p.slider.high), p.path);
      QVERIFY2(p.slider.low < p.slider.high, p.path);
    }
  }
  void configurations_are_equal_when_every_field_is() {
    for (const Parameter& p : parameters()) {
      RunConfig other = usable();
      QVERIFY(other == usable());
      Json value = valueOf(other, p);
      if (value.is_boolean())
        value = !value.get<bool>();
      else if (value.is_number())
        value = value.get<double>() + 1;
      else if (const auto choices = choicesOf(p); !choices.empty())
        value = value == choices.front() ? choices.back() : choices.front();
      else if (value.is_string())
        value = "another";
      else if (value.is_array() && !value.empty())
        value.front() = value.front().is_string() ? Json("b") : Json(value.front().get<double>() + 1);
      else if (std::string_view(p.path) == "rois.per_class")
        value = {{{"mean", {0, 0, 0, 0}}, {"std", {1, 1, 1, 1}}}};
      else
        value = std::holds_alternative<std::vector<std::string>*>(p.in(other)) ? Json{"b"} : Json{1};
      setValue(other, p, value, p.path);
      QVERIFY2(!(other == usable()), p.path);
      RunConfig back;
      fromJson(toJson(other), back, "", true);
      QVERIFY2(back == other, p.path);
    }
  }
  void a_field_is_set_by_its_path_and_an_unknown_one_tells_its_neighbours() {
    RunConfig config = usable();
    setField(config, "solver.batch", 3, "--set");
    setField(config, "recipe.proposals.nms", 0.5, "--set");
    setField(config, "rpn_budget", {{"batch", 8}}, "--set");
    QCOMPARE(config.solver.batch, 3);
    QCOMPARE(config.recipe.proposals.nmsIou, 0.5F);
    QCOMPARE(config.rpn_budget.batch, 8);
    QCOMPARE(config.rpn_budget.fraction, 0.5F);
    const auto said = [&](const char* path, const Json& value) -> std::string {
      try {
        setField(config, path, value, "--set");
      } catch (const UserError& error) {
        return error.what();
      }
      return {};
    };
    QCOMPARE(said("rpn_budget.bacth", 1),
             "--set.rpn_budget.bacth: is not a known field. Known: rpn_budget.batch, rpn_budget.fraction");
    QVERIFY(said("bacth", 1).starts_with("--set.bacth: is not a known field. Known: schema, "));
    QVERIFY(said("bacth", 1).find("network, anchors, input, ") != std::string::npos);
    QVERIFY(said("slover.batch", 1).find("Known: schema, ") != std::string::npos);
    QCOMPARE(said("solver", 1), "--set.solver: must be a JSON object");
    QCOMPARE(said("solver.batch", "many"), "--set.solver.batch: has the wrong type: \"many\"");
  }
  void every_setting_of_the_original_has_its_field_or_a_reason() {
    QString all;
    for (const Parameter& p : parameters()) all += QString::fromLatin1(p.original) + u';';
    for (const AbsentParameter& absent : absentParameters())
      all += QString::fromLatin1(absent.original) + u';';
    // The keys of py-faster-rcnn's config.py.
    const char* const keys =
        "TRAIN.SCALES TRAIN.MAX_SIZE TRAIN.IMS_PER_BATCH TRAIN.BATCH_SIZE TRAIN.FG_FRACTION TRAIN.FG_THRESH "
        "TRAIN.BG_THRESH_HI TRAIN.BG_THRESH_LO TRAIN.USE_FLIPPED TRAIN.BBOX_REG TRAIN.BBOX_THRESH "
        "TRAIN.SNAPSHOT_ITERS TRAIN.SNAPSHOT_INFIX TRAIN.USE_PREFETCH TRAIN.BBOX_NORMALIZE_TARGETS "
        "TRAIN.BBOX_INSIDE_WEIGHTS TRAIN.BBOX_NORMALIZE_TARGETS_PRECOMPUTED TRAIN.BBOX_NORMALIZE_MEANS "
        "TRAIN.BBOX_NORMALIZE_STDS TRAIN.PROPOSAL_METHOD TRAIN.ASPECT_GROUPING TRAIN.HAS_RPN "
        "TRAIN.RPN_POSITIVE_OVERLAP TRAIN.RPN_NEGATIVE_OVERLAP TRAIN.RPN_CLOBBER_POSITIVES "
        "TRAIN.RPN_FG_FRACTION TRAIN.RPN_BATCHSIZE TRAIN.RPN_NMS_THRESH TRAIN.RPN_PRE_NMS_TOP_N "
        "TRAIN.RPN_POST_NMS_TOP_N TRAIN.RPN_MIN_SIZE TRAIN.RPN_BBOX_INSIDE_WEIGHTS "
        "TRAIN.RPN_POSITIVE_WEIGHT TEST.SCALES TEST.MAX_SIZE TEST.NMS TEST.SVM TEST.BBOX_REG TEST.HAS_RPN "
        "TEST.PROPOSAL_METHOD TEST.RPN_NMS_THRESH TEST.RPN_PRE_NMS_TOP_N TEST.RPN_POST_NMS_TOP_N "
        "TEST.RPN_MIN_SIZE DEDUP_BOXES PIXEL_MEANS RNG_SEED EPS USE_GPU_NMS GPU_ID";
    for (const QString& key : QString::fromLatin1(keys).split(u' '))
      QVERIFY2(all.contains(key), qPrintable(key));
  }
  void numbers_that_mean_nothing_name_their_field_and_its_range() {
    // Every number of the configuration refuses what no number can be, and names itself.
    RunConfig config;
    for (const Parameter& p : parameters()) {
      const Json value = valueOf(config, p);
      const bool list = value.is_array() && !value.empty() && value.front().is_number();
      if (!value.is_number() && !list) continue;
      for (const Json& bad : {Json(true), Json("nan"), Json(1e300), Json(nullptr)}) {
        Json changed = value;
        (list ? changed.front() : changed) = bad;
        if (std::string_view(p.path).starts_with("rois.normalisation") && bad == Json(true)) continue;
        const std::string words = saidOf(p.path, changed);
        QVERIFY2(words.starts_with(p.path), (p.path + (" takes " + bad.dump()) + ": " + words).c_str());
      }
    }
    for (const auto& [field, value] :
         std::initializer_list<std::pair<std::string, Json>>{{"network.frozen_stages", -1},
                                                             {"network.roi_sampling_ratio", -1},
                                                             {"anchors.base_size", 0},
                                                             {"anchors.border", -1},
                                                             {"input.std", {0, 1, 1}},
                                                             {"input.range", 0},
                                                             {"assignment.positive_iou", 1.1},
                                                             {"assignment.negative_iou", -0.1},
                                                             {"rpn_budget.batch", 0},
                                                             {"rpn_budget.fraction", 2},
                                                             {"train_proposals.pre_nms", -1},
                                                             {"test_proposals.post_nms", 0},
                                                             {"recipe.proposals.nms", 1.5},
                                                             {"train_proposals.min_size", -1},
                                                             {"rois.batch", 0},
                                                             {"rois.fraction", -0.5},
                                                             {"rois.fg", 2},
                                                             {"rois.bg_hi", 2},
                                                             {"rois.bg_lo", -1},
                                                             {"rois.statistics_iou", 2},
                                                             {"rois.normalisation.std", {0, 1, 1, 1}},
                                                             {"losses.rpn_lambda", -1},
                                                             {"losses.rpn_sigma", 0},
                                                             {"losses.roi_sigma", -1},
                                                             {"losses.rpn_box_weights", {-1, 1, 1, 1}},
                                                             {"solver.weight_decay", -1},
                                                             {"solver.bias_rate_factor", -1},
                                                             {"solver.warmup_iterations", -1},
                                                             {"solver.warmup_factor", 2},
                                                             {"solver.steps", {-3}},
                                                             {"solver.gamma", -1},
                                                             {"solver.clip_norm", -1},
                                                             {"test.score", 2},
                                                             {"test.nms", -1},
                                                             {"test.most", 0},
                                                             {"test.min_size", -1},
                                                             {"test.short_side", 8},
                                                             {"test.long_side", 1e6},
                                                             {"evaluate_every", -1},
                                                             {"evaluate_most", -1}}) {
      const std::string words = saidOf(field, value);
      QVERIFY2(words.starts_with(field + ": cannot be used: "), (field + ": " + words).c_str());
    }
    // An infinity that a program made.
    config.classes = {"a"};
    config.solver.clip_norm = std::numeric_limits<float>::infinity();
    try {
      checkConfig(config);
      QFAIL("accepted");
    } catch (const UserError& error) {
      QCOMPARE(error.what(), "solver.clip_norm: cannot be used: a finite number");
    }
  }
};

ANCHOR_TEST_MAIN(ParametersTest, QCoreApplication)
#include "tst_parameters.moc"
