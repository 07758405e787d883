// SPDX-License-Identifier: GPL-3.0-or-later
// torch before Qt: Qt's "slots" is a word in torch's headers.
#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>
#include <torch/csrc/autograd/autograd.h>

#include "engine/base/json_fields.h"
#include "engine/ops/roi_op.h"
#include "engine/preprocess/image_tensor.h"

#include <QtTest>

#include "tests/support/test_data.h"

using namespace anchor;

namespace {
at::Tensor floats(const Json& json, at::IntArrayRef shape) {
  const auto values = json.get<std::vector<float>>();
  return at::tensor(values).view(shape);
}
double largest(const at::Tensor& a, const at::Tensor& b) { return (a - b).abs().max().item<double>(); }
}  // namespace

class OperatorsTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void roi_operators_equal_torchvision_forward_and_backward() {
    const Json golden = parseJson(test::readText(test::dataFile("golden/roi_ops.json")), "golden");
    const auto shape = golden["shape"].get<std::vector<int64_t>>();
    std::vector<float> flat;
    for (const Json& row : golden["rois"])
      for (const Json& v : row) flat.push_back(v);
    const at::Tensor rois = at::tensor(flat).view({-1, 5});
    for (const Json& c : golden["cases"]) {
      const RoiOpRule rule{golden["size"][0], golden["size"][1], golden["scale"], c["ratio"], c["aligned"]};
      for (const bool aten : {false, true}) {
        const at::Tensor features = floats(golden["features"], shape).set_requires_grad(true);
        const bool pool = c["op"] == "pool";
        const at::Tensor output = pool ? (aten ? roiPoolAten : roiPool)(features, rois, rule)
                                       : (aten ? roiAlignAten : roiAlign)(features, rois, rule);
        const at::Tensor weights = at::arange(output.numel(), at::kFloat).view(output.sizes()).remainder(7);
        (output * weights).sum().backward();
        QVERIFY2(largest(output.flatten(), floats(c["output"], {-1})) < 1e-5,
                 qPrintable(QString::fromStdString(c.dump().substr(0, 60))));
        QVERIFY(largest(features.grad().flatten(), floats(c["gradient"], {-1})) < 1e-3);
      }
    }
  }
  void roi_align_gradient_equals_finite_differences() {
    at::manual_seed(2);
    const at::Tensor features = at::randn({1, 2, 6, 7}).set_requires_grad(true);
    const at::Tensor rois =
        at::tensor({0.F, 3.F, 5.F, 61.F, 70.F, 0.F, -20.F, 10.F, 40.F, 120.F}).view({2, 5});
    const RoiOpRule rule{3, 3, 1.0 / 16, 2, true};
    const at::Tensor weights = at::randn({2, 2, 3, 3});
    (roiAlign(features, rois, rule) * weights).sum().backward();
    const at::NoGradGuard off;
    for (int64_t i = 0; i < features.numel(); ++i) {
      at::Tensor moved = features.detach().clone();
      const auto value = [&](float step) {
        moved.flatten()[i] += step;
        const double sum = (roiAlign(moved, rois, rule) * weights).sum().item<double>();
        moved.flatten()[i] -= step;
        return sum;
      };
      const double slope = (value(0.05F) - value(-0.05F)) / 0.1;
      QVERIFY(std::abs(slope - features.grad().flatten()[i].item<double>()) < 2e-3);
    }
  }
  void roi_operators_take_no_rois_and_refuse_wrong_shapes() {
    const at::Tensor features = at::randn({1, 2, 6, 7});
    QCOMPARE(roiAlign(features, at::zeros({0, 5}), {}).size(0), int64_t{0});
    QCOMPARE(roiPool(features, at::zeros({0, 5}), {}).size(0), int64_t{0});
    QVERIFY_THROWS_EXCEPTION(c10::Error, roiAlign(features, at::zeros({3, 4}), {}));
    QVERIFY_THROWS_EXCEPTION(c10::Error, roiPool(features[0], at::zeros({3, 5}), {}));
  }
  void smooth_l1_follows_its_formula_on_both_sides_of_the_knee() {
    const at::Tensor d = at::tensor({0.1F, 1.0F / 9, 0.2F, -3.0F});
    const at::Tensor loss = smoothL1(d, at::zeros({4}), 3);
    const double expected[] = {0.5 * 9 * 0.01, 0.5 / 9, 0.2 - 0.5 / 9, 3 - 0.5 / 9};
    for (int64_t i = 0; i < 4; ++i) QVERIFY(std::abs(loss[i].item<double>() - expected[i]) < 1e-6);
  }
  void resizing_equals_torch_interpolation() {
    const Json golden = parseJson(test::readText(test::dataFile("golden/resize.json")), "golden");
    RgbImage image{golden["width"], golden["height"], golden["pixels"].get<std::vector<uint8_t>>()};
    RunConfig config;
    config.input.short_side = golden["short_side"];
    const RunSample sample{"x", "", image.width, image.height, "train", {{0, {0, 0, 10, 5}}}};
    const PreparedImage plain = prepareImage(image, sample, config, false);
    const auto expected = golden["out"].get<std::vector<float>>();
    QCOMPARE(plain.pixels.size(), expected.size());
    for (size_t i = 0; i < expected.size(); ++i) QVERIFY(std::abs(plain.pixels[i] - expected[i]) < 1e-4F);
    const PreparedImage flipped = prepareImage(image, sample, config, true);
    QCOMPARE(flipped.pixels[0], plain.pixels[static_cast<size_t>(plain.width) - 1]);
    QVERIFY(std::abs(flipped.gtBoxes[0].x1 - (float(plain.width) - plain.gtBoxes[0].x2)) < 1e-4F);
  }
};

ANCHOR_TEST_MAIN(OperatorsTest, QCoreApplication)
#include "tst_operators.moc"
