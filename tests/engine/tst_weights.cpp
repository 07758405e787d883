#include <ATen/ATen.h>

#include "engine/networks/weights/load_weights.h"
#include "engine/networks/weights/tensor_file.h"
#include "engine/run/atomic_file.h"

#include <QTemporaryDir>
#include <QtTest>

#include "tests/support/test_data.h"

using namespace anchor;

class WeightsTest : public QObject {
  Q_OBJECT
  QTemporaryDir m_dir;
  [[nodiscard]] std::filesystem::path in(const char* name) const {
    return std::filesystem::path(m_dir.path().toStdString()) / name;
  }
  static void verifyStored(const NamedTensors& tensors) {
    QCOMPARE(tensors.size(), size_t{3});
    // base.view(4, 6)[1:, ::2] of 0..23
    const at::Tensor expected = at::arange(24, at::kFloat).view({4, 6}).slice(0, 1).slice(1, 0, 6, 2);
    QVERIFY(at::equal(tensors.at("a.weight"), expected));
    QVERIFY(at::equal(tensors.at("a.bias").to(at::kFloat), at::tensor({1.5F, -2.F})));
    QCOMPARE(tensors.at("n").item<int64_t>(), int64_t{7});
  }
  template <class F>
  static QString refusal(F&& f) {
    try {
      f();
    } catch (const UserError& error) {
      return QString::fromUtf8(error.what());
    }
    return {};
  }
 private Q_SLOTS:
  void zip_and_legacy_pth_give_the_same_tensors() {
    verifyStored(readPth(test::dataFile("weights_zip.pth")));
    verifyStored(readPth(test::dataFile("weights_legacy.pth")));
  }
  void a_pickle_that_would_run_code_is_refused_with_its_name() {
    const QString text = refusal([] { readPth(test::dataFile("broken_runs_code.pth")); });
    QVERIFY2(text.contains(QStringLiteral("posix.system")), qPrintable(text));
    QVERIFY(text.contains(QStringLiteral("state_dict")));
  }
  void cut_and_garbled_files_are_refused_without_a_crash() {
    for (const char* name : {"weights_zip.pth", "weights_legacy.pth"}) {
      const std::string whole = readWholeFile(test::dataFile(name));
      for (size_t cut = 0; cut < whole.size(); cut += 61) {
        writeAtomically(in("cut.pth"), whole.substr(0, cut));
        QVERIFY(!refusal([&] { readPth(in("cut.pth")); }).isEmpty());
      }
      for (size_t at = 0; at < whole.size(); at += 7) {
        std::string garbled = whole;
        garbled[at] = static_cast<char>(garbled[at] ^ 0x5A);
        writeAtomically(in("garbled.pth"), garbled);
        refusal([&] { readPth(in("garbled.pth")); });  // may be readable; must not crash
      }
    }
  }
  void safetensors_survive_the_file_and_damage_is_refused() {
    const NamedTensors tensors{{"w", at::randn({3, 4})}, {"n", at::tensor({1L, 2L})}};
    writeSafetensors(in("a.safetensors"), tensors, {{"k", "v"}});
    const SafetensorsFile back = readSafetensors(in("a.safetensors"));
    QVERIFY(at::equal(back.tensors.at("w"), tensors.at("w")) &&
            at::equal(back.tensors.at("n"), tensors.at("n")));
    QCOMPARE(back.metadata.at("k"), std::string("v"));
    const std::string whole = readWholeFile(in("a.safetensors"));
    for (size_t cut = 0; cut < whole.size(); cut += 5) {
      writeAtomically(in("b.safetensors"), whole.substr(0, cut));
      QVERIFY(!refusal([&] { readSafetensors(in("b.safetensors")); }).isEmpty());
    }
    std::string lying = whole;
    lying.replace(lying.find("[3,4]"), 5, "[9,9]");
    writeAtomically(in("b.safetensors"), lying);
    QVERIFY(refusal([&] { readSafetensors(in("b.safetensors")); }).contains(QStringLiteral("tensor w")));
  }
  void weights_of_another_network_are_listed_and_change_nothing() {
    RunConfig config;
    config.classes = {"a"};
    config.network.norm = "frozen_batch";
    config.network.width = 0.25F;
    FasterRcnn network(config);
    const auto before = networkTensors(network).at("backbone.conv1.weight").clone();
    const QString text = refusal([&] {
      loadPretrained(network, {{"conv1.weight", at::zeros({64, 3, 7, 7})}}, "file.pth");
    });
    QVERIFY(text.contains(QStringLiteral("do not fit")) && text.contains(QStringLiteral("[64, 3, 7, 7]")));
    QVERIFY(at::equal(before, networkTensors(network).at("backbone.conv1.weight")));
  }
  void the_real_imagenet_files_load_whole() {
    const auto folder = test::sharedData() / "weights";
    if (!test::haveSharedData()) return;
    RunConfig config = presetByName("mobilenet-v2-fpn").config;
    config.classes = {"a"};
    for (const char* name : {"mobilenet_v2_imagenet.pth", "mobilenet_v2_imagenet.safetensors"}) {
      FasterRcnn network(config);
      const NamedTensors file = readTensorFile(folder / name);
      QCOMPARE(file.size(), size_t{314});
      QCOMPARE(loadPretrained(network, file, name), 255);  // the trunk to block 17, without batch counters
      QVERIFY(at::equal(networkTensors(network).at("backbone.features.17.conv.2.weight"),
                        file.at("features.17.conv.2.weight")));
    }
    const QString text = refusal([&] { readPth(folder / "model360.pth"); });
    QVERIFY2(text.contains(QStringLiteral("nothing in it was executed")), qPrintable(text));
  }
};

ANCHOR_TEST_MAIN(WeightsTest, QCoreApplication)
#include "tst_weights.moc"
