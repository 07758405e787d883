// SPDX-License-Identifier: GPL-3.0-or-later
#include <ATen/ATen.h>

#include <QtTest>
#include <cmath>

#include "engine/base/json_fields.h"
#include "engine/base/user_error.h"
#include "engine/config/network_shapes.h"
#include "engine/config/parameters.h"
#include "engine/inference/inference.h"
#include "engine/networks/backbones/resnet_stage.h"
#include "engine/networks/weights/load_weights.h"
#include "tests/support/test_data.h"

using namespace anchor;

namespace {

Json golden(const char* name) {
  return parseJson(test::readText(test::dataFile((std::string("golden/") + name).c_str())), name);
}

uint32_t crc32(const std::string& text) {
  uint32_t crc = 0xFFFFFFFFU;
  for (const char c : text) {
    crc ^= static_cast<uint8_t>(c);
    for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1) ^ (0xEDB88320U & (0U - (crc & 1U)));
  }
  return ~crc;
}

/// noise() and invented() of make_torchvision.py.
double noise(const std::string& name, int64_t i) {
  const double s = std::sin(static_cast<double>(i) * 12.9898 + (crc32(name) % 1000) * 78.233) * 43758.5453;
  return 2 * (s - std::floor(s)) - 1;
}

at::Tensor invented(const std::string& name, const at::Tensor& like) {
  const auto contains = [&](const char* part) { return name.find(part) != name.npos; };
  if (name.ends_with("running_mean")) return at::zeros_like(like);
  if (name.ends_with("running_var")) return at::ones_like(like);
  double factor = 0.05;
  if (like.dim() == 1) {
    if (contains(".bn") || contains("downsample.1"))
      return at::full_like(like, name.ends_with("bias") ? 0.0 : contains(".bn3") ? 0.3 : 1.0);
  } else {
    double gain = std::sqrt(2.0);
    for (const auto& [key, value] : {std::pair{"inner_blocks", 0.12}, std::pair{"cls_score", 1.5},
                                     std::pair{"bbox_pred", 0.3}, std::pair{"cls_logits", 1.0}})
      if (contains(key)) {
        gain = value;
        break;
      }
    factor = gain * std::sqrt(3.0 / static_cast<double>(like.numel() / like.size(0)));
  }
  at::Tensor values = at::empty(like.sizes());
  float* out = values.data_ptr<float>();
  for (int64_t i = 0; i < like.numel(); ++i) out[i] = static_cast<float>(factor * noise(name, i));
  return values;
}

/// The name torchvision's detector has for one of ours.
std::string torchvisionName(const std::string& own) {
  const std::pair<std::string, std::string> rules[] = {{"backbone.", "backbone.body."},
                                                       {"rpn.conv.", "rpn.head.conv.0.0."},
                                                       {"rpn.cls_score.", "rpn.head.cls_logits."},
                                                       {"rpn.bbox_pred.", "rpn.head.bbox_pred."},
                                                       {"head.fc", "roi_heads.box_head.fc"},
                                                       {"head.", "roi_heads.box_predictor."}};
  for (const auto& [from, to] : rules)
    if (own.starts_with(from)) return to + own.substr(from.size());
  const size_t last = own.rfind('.');  // neck.inner_blocks.0.weight
  return "backbone.fpn." + own.substr(5, last - 5) + ".0" + own.substr(last);
}

RgbImage picture() {
  RgbImage image{163, 100, std::vector<uint8_t>(size_t{163} * 100 * 3)};
  size_t at = 0;
  for (int y = 0; y < 100; ++y)
    for (int x = 0; x < 163; ++x)
      for (int c = 0; c < 3; ++c)
        image.pixels[at++] =
            static_cast<uint8_t>(127.5 + 127 * std::sin(x * 0.13 + c) * std::cos(y * (0.07 + 0.03 * c)));
  return image;
}

RunConfig presetConfig(const char* name, int classes = 3) {
  RunConfig config = presetByName(name).config;
  for (int i = 0; i < classes; ++i) config.classes.push_back(std::to_string(i));
  return config;
}

std::vector<int64_t> sizes(const at::Tensor& t) { return t.sizes().vec(); }

}  // namespace

class NetworksTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void resnet50_fpn_finds_what_torchvision_finds() {
    RunConfig config = presetConfig("resnet50-fpn");
    config.input.short_side = 128;
    config.input.long_side = 256;
    FasterRcnn network(config);
    NamedTensors file;
    for (const auto& [name, tensor] : networkTensors(network))
      file[torchvisionName(name)] = invented(torchvisionName(name), tensor);
    const LoadReport report = loadPretrained(network, config, file, "invented");
    QCOMPARE(report.taken, static_cast<int>(file.size()));
    QVERIFY(report.startRandom.empty());
    network.eval();
    const auto found = detectObjects(network, config, picture(), at::kCPU);
    const Json expected = golden("torchvision.json");
    QCOMPARE(found.size(), expected["scores"].size());
    for (size_t i = 0; i < found.size(); ++i) {
      // Scores that agree to six digits may come in either order.
      double nearest = 1e9;
      for (size_t k = 0; k < found.size(); ++k) {
        if (expected["labels"][k].get<int>() != found[i].label + 1) continue;
        const auto box = expected["boxes"][k].get<std::vector<double>>();
        const double apart = std::max({std::abs(box[0] - found[i].box.x1), std::abs(box[1] - found[i].box.y1),
                                       std::abs(box[2] - found[i].box.x2), std::abs(box[3] - found[i].box.y2),
                                       std::abs(expected["scores"][k].get<double>() - found[i].score)});
        nearest = std::min(nearest, apart);
      }
      QVERIFY2(nearest < 1e-3, qPrintable(QStringLiteral("detection %1 is %2 away").arg(i).arg(nearest)));
    }
  }
  void trunks_compute_what_torchvisions_do_data() {
    QTest::addColumn<QString>("preset");
    QTest::newRow("resnet34") << QStringLiteral("resnet34-fpn");
    QTest::newRow("mobilenet_v2") << QStringLiteral("mobilenet-v2-fpn");
    QTest::newRow("mobilenet_v3") << QStringLiteral("mobilenet-v3-fpn");
    QTest::newRow("squeezenet") << QStringLiteral("squeezenet");
    QTest::newRow("vgg16") << QStringLiteral("vgg16-simple");
  }
  void trunks_compute_what_torchvisions_do() {
    QFETCH(QString, preset);
    RunConfig config = presetConfig(preset.toUtf8().constData());
    const auto trunk = makeBackbone(config.network);
    trunk->eval();
    const at::NoGradGuard off;
    for (auto& item : trunk->named_parameters()) item.value().copy_(invented(item.key(), item.value()));
    for (auto& item : trunk->named_buffers()) item.value().copy_(invented(item.key(), item.value()));
    const RgbImage image = picture();
    const at::Tensor pixels =
        at::from_blob(const_cast<uint8_t*>(image.pixels.data()), {100, 163, 3}, at::kByte).to(at::kFloat);
    const at::Tensor input = (pixels.permute({2, 0, 1}).unsqueeze(0) / 255 - 0.45) / 0.22;
    const auto maps = trunk->forward(input.contiguous());
    const Json expected = golden("trunks.json")[QTest::currentDataTag()];
    QCOMPARE(maps.size(), expected.size());
    for (size_t m = 0; m < maps.size(); ++m) {
      QCOMPARE(sizes(maps[m]), expected[m]["shape"].get<std::vector<int64_t>>());
      QCOMPARE(trunk->stages()[m].channels, maps[m].size(1));
      const at::Tensor flat = maps[m].flatten();
      const auto values = expected[m]["values"].get<std::vector<float>>();
      for (size_t i = 0; i < values.size(); ++i) {
        const float value = flat[static_cast<int64_t>(i) * 97].item<float>();
        QVERIFY(std::abs(value - values[i]) <= 1e-4F * std::max(1.0F, std::abs(values[i])));
      }
    }
  }
  void the_table_of_trunks_says_what_can_be_built() {
    const auto choices = choicesOf(*parameterAt("network.backbone"));
    QCOMPARE(trunks().size(), choices.size());
    for (const char* name : choices) {
      NetworkConfig config;
      config.backbone = name;
      config.norm = NormLayer::FrozenBatch;
      const Trunk& trunk = trunkOf(config);
      config.neck = trunk.pyramidal ? NeckKind::Fpn : NeckKind::None;
      // At several strides, or at one.
      QCOMPARE(makeBackbone(config)->forward(at::zeros({1, 3, 64, 64})).size() > 1, trunk.pyramidal);
      QCOMPARE(resNetShape(name).has_value(), trunk.hasRes5);
      QCOMPARE(trunkWindows(config).has_value(), !trunk.pyramidal);
    }
    NetworkConfig unknown;
    unknown.backbone = "resnet99";
    QVERIFY_THROWS_EXCEPTION(UserError, (void)trunkOf(unknown));
    QVERIFY_THROWS_EXCEPTION(UserError, (void)makeBackbone(unknown));
  }
  void the_classical_trunks_have_the_references_sizes_data() {
    QTest::addColumn<QString>("preset");
    QTest::addColumn<QList<int>>("cells");  // height, width after each layer that changes them, at 600 x 1000
    QTest::addColumn<int>("channels");
    QTest::addColumn<int>("rpn");
    QTest::addColumn<int>("pooled");
    QTest::addColumn<int>("fc7");
    QTest::newRow("zf") << QStringLiteral("py-faster-rcnn-zf")
                        << QList<int>{300, 500, 151, 251, 76, 126, 39, 64} << 256 << 256 << 6 << 4096;
    QTest::newRow("vgg_m") << QStringLiteral("py-faster-rcnn-vgg-cnn-m-1024")
                           << QList<int>{297, 497, 148, 248, 73, 123, 36, 61} << 512 << 256 << 6 << 1024;
    QTest::newRow("vgg16") << QStringLiteral("py-faster-rcnn-vgg16")
                           << QList<int>{300, 500, 150, 250, 75, 125, 38, 63} << 512 << 512 << 7 << 4096;
    QTest::newRow("simple") << QStringLiteral("vgg16-simple")
                            << QList<int>{300, 500, 150, 250, 75, 125, 37, 62} << 512 << 512 << 7 << 4096;
  }
  void the_classical_trunks_have_the_references_sizes() {
    QFETCH(QString, preset);
    QFETCH(QList<int>, cells);
    QFETCH(int, channels);
    QFETCH(int, rpn);
    QFETCH(int, pooled);
    QFETCH(int, fc7);
    const RunConfig config = presetConfig(preset.toUtf8().constData(), 20);
    int height = 600;
    int width = 1000;
    QList<int> passed;
    const auto windows = trunkWindows(config.network).value();
    for (const SlidingWindow& window : windows) {
      passed << (height = windowsAlong(height, window)) << (width = windowsAlong(width, window));
    }
    QCOMPARE(passed, cells);
    const at::NoGradGuard off;
    const auto trunk = makeBackbone(config.network);
    QCOMPARE(sizes(trunk->forward(at::zeros({1, 3, 600, 1000}))[0]),
             (std::vector<int64_t>{1, channels, cells[6], cells[7]}));
    const auto levels = gridLevels(config, {600, 1000});
    QCOMPARE(levels[0].featureHeight, cells[6]);
    QCOMPARE(levels[0].featureWidth, cells[7]);
    FasterRcnn network(config);
    const NamedTensors all = networkTensors(network);
    QCOMPARE(sizes(all.at("rpn.conv.weight")), (std::vector<int64_t>{rpn, channels, 3, 3}));
    QCOMPARE(all.at("rpn.cls_score.weight").size(0), 18);
    QCOMPARE(all.at("rpn.bbox_pred.weight").size(0), 36);
    QCOMPARE(sizes(all.at("head.fc6.weight")),
             (std::vector<int64_t>{4096, int64_t{channels} * pooled * pooled}));
    QCOMPARE(sizes(all.at("head.fc7.weight")), (std::vector<int64_t>{fc7, 4096}));
    QCOMPARE(all.at("head.bbox_pred.weight").size(0), 84);
    int frozen = 0;
    for (const auto& item : network.named_parameters()) frozen += item.value().requires_grad() ? 0 : 1;
    QCOMPARE(frozen, config.network.backbone == "zf"               ? 0
                     : config.network.backbone == "vgg_cnn_m_1024" ? 2
                                                                   : 8);
  }
};

ANCHOR_TEST_MAIN(NetworksTest, QCoreApplication)
#include "tst_networks.moc"
