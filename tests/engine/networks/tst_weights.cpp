// SPDX-License-Identifier: GPL-3.0-or-later
#include <ATen/ATen.h>

#include "engine/base/atomic_file.h"
#include "engine/base/float_file.h"
#include "engine/networks/weights/load_weights.h"
#include "engine/networks/weights/pickle_reader.h"
#include "engine/networks/weights/tensor_file.h"
#include "engine/networks/weights/weight_names.h"

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
  static std::string varint(uint64_t value) {
    std::string out;
    for (; value > 127; value >>= 7) out += static_cast<char>(value | 128);
    return out + static_cast<char>(value);
  }
  static std::string field(uint64_t number, const std::string& payload) {
    return varint(number << 3 | 2) + varint(payload.size()) + payload;
  }
  static std::string number(uint64_t field, uint64_t value) { return varint(field << 3) + varint(value); }
  /// 0, 1, 2 … in the given shape, as a BlobProto of the current (shape) or the old (num … width) form.
  static std::string blob(const std::vector<int64_t>& shape, bool old) {
    std::string out;
    int64_t count = 1;
    std::string sides;
    for (const int64_t side : shape) {
      sides += varint(static_cast<uint64_t>(side));
      count *= side;
    }
    if (old)
      for (size_t i = 0; i < 4; ++i)
        out += number(i + 1, i + shape.size() < 4 ? 1 : static_cast<uint64_t>(shape[i + shape.size() - 4]));
    else
      out += field(7, field(1, sides));
    std::string values;
    for (int64_t i = 0; i < count; ++i) {
      const auto value = static_cast<float>(i);
      values.append(reinterpret_cast<const char*>(&value), 4);
    }
    return out + field(5, values);
  }
  static std::string caffeNet(bool v1) {
    const auto layer = [&](const std::string& name, const std::vector<std::string>& blobs) {
      std::string text = v1 ? number(5, 4) + field(4, name) : field(1, name) + field(2, "Convolution");
      for (const std::string& b : blobs) text += field(v1 ? 6 : 7, b);
      return field(v1 ? 2 : 100, text);
    };
    return field(1, "net") + layer("conv1_1", {blob({2, 1, 2, 3}, v1), blob({2}, v1)}) +
           layer("fc6", {blob({2, 4}, v1)});
  }
 private Q_SLOTS:
  void pickles_that_no_memo_keeps_or_that_hold_themselves_are_read_or_refused() {
    const auto read = [](const std::string& bytes) {
      size_t at = 0;
      return readPickle(bytes, at, "pickle");
    };
    // A storage whose tuple nothing else holds (found by fuzzing: it was read after it was gone).
    const PicklePointer storage =
        read(std::string("(U\x07storagectorch\nFloatStorage\nU\x01kU\x03"
                         "cpuK\x04tQ."));
    const auto& found = std::get<PickleStorage>(storage->value);
    QCOMPARE(found.key, std::string("k"));
    QCOMPARE(found.elements, int64_t{4});
    // A tuple in a tuple, three hundred thousand times.
    QVERIFY(std::holds_alternative<PickleSequence>(read(")" + std::string(300000, '\x85') + ".")->value));
    // {"state_dict": itself}
    const std::string circle("}q\x01U\x0astate_dicth\x01s.", 19);
    QVERIFY(std::holds_alternative<PickleDict>(read(circle)->value));
    const std::string magic("\x8a\x0al\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19.", 13);
    const std::filesystem::path file = std::filesystem::path(m_dir.path().toStdString()) / "circle.pth";
    writeAtomically(file, magic + "M\xe9\x03.}." + circle + std::string("].", 2));
    try {
      QVERIFY(readPth(file).empty());
    } catch (const UserError&) {
    }
  }
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
  void a_safetensors_header_with_numbers_that_are_no_places_is_refused() {
    const auto written = [&](const std::string& header) {
      const uint64_t size = header.size();
      writeAtomically(in("c.safetensors"),
                      std::string(reinterpret_cast<const char*>(&size), 8) + header + "12345678");
    };
    const auto entry = [](const std::string& shape, const std::string& offsets) {
      return R"({"w":{"dtype":"F32","shape":)" + shape + R"(,"data_offsets":)" + offsets + "}}";
    };
    written(entry("[2]", "[0,8]"));
    QCOMPARE(readSafetensors(in("c.safetensors")).tensors.at("w").numel(), int64_t{2});
    QCOMPARE(readFloatFile(in("c.safetensors")).arrays.at("w").values.size(), size_t{2});
    for (const auto& [shape, offsets] :
         std::vector<std::pair<std::string, std::string>>{{"[2]", "[-5.8,8]"},
                                                          {"[2]", "[0,8.5]"},
                                                          {"[2]", "[0,1e30]"},
                                                          {"[2]", "[8]"},
                                                          {"[2]", "[0,8,8]"},
                                                          {"[2]", "[8,0]"},
                                                          {"[-2]", "[0,8]"},
                                                          {"[2.5]", "[0,8]"},
                                                          {"[1e19]", "[0,8]"},
                                                          {"[true,2]", "[0,8]"},
                                                          {"[4611686018427387904,4]", "[0,0]"},
                                                          {"\"2\"", "[0,8]"}}) {
      written(entry(shape, offsets));
      const auto context = shape + offsets;
      QVERIFY2(!refusal([&] { readSafetensors(in("c.safetensors")); }).isEmpty(), context.c_str());
      QVERIFY2(!refusal([&] { readFloatFile(in("c.safetensors")); }).isEmpty(), context.c_str());
    }
  }
  void weights_of_another_network_are_listed_and_change_nothing() {
    RunConfig config;
    config.classes = {"a"};
    config.network.norm = NormLayer::FrozenBatch;
    config.network.width = 0.25F;
    FasterRcnn network(config);
    const auto before = networkTensors(network).at("backbone.conv1.weight").clone();
    const QString text = refusal([&] {
      loadPretrained(network, config, {{"conv1.weight", at::zeros({64, 3, 7, 7})}}, "file.pth");
    });
    QVERIFY(text.contains(QStringLiteral("do not fit")) && text.contains(QStringLiteral(" more. ")));
    QVERIFY2(text.count(QStringLiteral("the file has")) == 3 && !text.contains(u'\n'), qPrintable(text));
    QVERIFY(at::equal(before, networkTensors(network).at("backbone.conv1.weight")));
  }
  void what_is_no_weights_file_is_named_in_one_line() {
    const std::string png("\x89PNG\r\n\x1A\n\0\0", 10);
    const std::pair<std::string, QString> strangers[] = {
        {"", QStringLiteral("is empty")},
        {"\n <!DOCTYPE HTML>\n<HTML><head>", QStringLiteral("is a web page")},
        {"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n",
         QStringLiteral("is a Git LFS pointer")},
        {"<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code></Error>", QStringLiteral("is a text")},
        {"{\"message\": \"Not Found\"}", QStringLiteral("is a text")},
        {std::string("\x1F\x8B\x08\0\0", 5), QStringLiteral("is a compressed archive")},
        {png, QStringLiteral("is an image")}};
    for (const char* name : {"s.pth", "s.safetensors", "s.caffemodel"})
      for (const auto& [bytes, words] : strangers) {
        writeAtomically(in(name), bytes);
        const QString said = refusal([&] { readTensorFile(in(name)); });
        QVERIFY2(said.startsWith(QString::fromStdString(in(name).string() + ": ") + words) &&
                     !said.contains(u'\n'),
                 qPrintable(said));
      }
    QVERIFY(refusal([&] {
              readTensorFile(in("nowhere.pth"));
            }).contains(QStringLiteral("weights file not found")));
    std::filesystem::create_directories(in("folder.pth"));
    QVERIFY(refusal([&] { readTensorFile(in("folder.pth")); }).contains(QStringLiteral("is a folder")));
    // An archive that is no archive of PyTorch's: one file "a" with one letter.
    const auto zip = QByteArray::fromHex(
        "504b03040a0000000000000021004fb93ce801000000010000000100000061"
        "41"
        "504b010214000a0000000000000021004fb93ce8010000000100000001000000000000000000000000000000000061"
        "504b050600000000010001002f000000200000000000");
    writeAtomically(in("z.pth"), zip.toStdString());
    const QString said = refusal([&] { readTensorFile(in("z.pth")); });
    QVERIFY2(said.contains(QStringLiteral("archive")) && !said.contains(u'\n'), qPrintable(said));
  }
  void weights_that_cannot_be_used_are_named_and_wrappers_come_off() {
    const NamedTensors plain{{"conv1.weight", at::ones({2})}, {"bn1.bias", at::zeros({1})}};
    for (const char* prefix : {"module.", "_orig_mod.", "module._orig_mod.", "_orig_mod.module."}) {
      NamedTensors wrapped;
      for (const auto& [name, tensor] : plain) wrapped[prefix + name] = tensor;
      writeSafetensors(in("w.safetensors"), wrapped, {});
      const NamedTensors read = readTensorFile(in("w.safetensors"));
      QCOMPARE(read.size(), plain.size());
      for (const auto& [name, tensor] : plain) QVERIFY(at::equal(read.at(name), tensor));
    }
    // A file goes by what it holds.
    std::filesystem::copy_file(in("w.safetensors"), in("w.pth"));
    QVERIFY(readTensorFile(in("w.pth")).contains("conv1.weight"));
    std::filesystem::copy_file(test::dataFile("weights_zip.pth"), in("zip.safetensors"));
    verifyStored(readTensorFile(in("zip.safetensors")));

    NamedTensors bad = plain;
    for (const char* name : {"a", "b", "c", "d", "e"}) bad[name] = at::full({3}, std::nanf(""));
    bad["d"] = at::full({3}, std::numeric_limits<float>::infinity(), at::kHalf);
    writeSafetensors(in("n.safetensors"), bad, {});
    const QString nan = refusal([&] { readTensorFile(in("n.safetensors")); });
    QVERIFY2(nan.contains(QStringLiteral("5 tensors contain NaN or infinite values: a, b, c, and 2 more")),
             qPrintable(nan));

    writeSafetensors(
        in("own.safetensors"),
        {{"network.rpn.conv.weight", at::ones({1})}, {"momentum.rpn.conv.weight", at::ones({1})}}, {});
    const QString own = refusal([&] { readTensorFile(in("own.safetensors")); });
    QVERIFY2(own.contains(QStringLiteral("is a checkpoint of this program")) &&
                 own.contains(QStringLiteral("train RUN")) && own.contains(QStringLiteral("export ")),
             qPrintable(own));
  }
  void caffe_models_of_both_layouts_are_read_and_damage_is_refused() {
    for (const bool v1 : {false, true}) {
      const std::string file = caffeNet(v1);
      writeAtomically(in("a.caffemodel"), file);
      const NamedTensors tensors = readTensorFile(in("a.caffemodel"));
      QCOMPARE(tensors.size(), size_t{3});
      QVERIFY(at::equal(tensors.at("conv1_1.weight"), at::arange(12, at::kFloat).view({2, 1, 2, 3})));
      QVERIFY(at::equal(tensors.at("conv1_1.bias"), at::tensor({0.F, 1.F})));
      QVERIFY(at::equal(tensors.at("fc6.weight"), at::arange(8, at::kFloat).view({2, 4})));
      for (size_t cut = 1; cut < file.size(); ++cut) {
        writeAtomically(in("b.caffemodel"), file.substr(0, cut));
        refusal([&] { readTensorFile(in("b.caffemodel")); });  // whole layers may remain; must not crash
      }
      for (size_t at = 0; at < file.size(); ++at) {
        std::string garbled = file;
        garbled[at] = static_cast<char>(garbled[at] ^ 0x5A);
        writeAtomically(in("b.caffemodel"), garbled);
        refusal([&] { readTensorFile(in("b.caffemodel")); });
      }
    }
    // A blob of the layer "ip" with the sides 0, 2^62 and 2^62: no numbers, but strides beyond all numbers.
    const std::string side = "\x80\x80\x80\x80\x80\x80\x80\x80\x40";
    const std::string sides = std::string(1, '\0') + side + side;
    const std::string shape = std::string("\x0a\x13", 2) + sides;
    const std::string blob = std::string("\x3a\x15", 2) + shape;
    const std::string layer = std::string("\x0a\x02ip\x3a\x17", 6) + blob;
    writeAtomically(in("b.caffemodel"), std::string("\xa2\x06\x1d", 3) + layer);
    const QString strides = refusal([&] { readTensorFile(in("b.caffemodel")); });
    QVERIFY2(strides.contains(QStringLiteral("ip.weight: has an impossible shape")), qPrintable(strides));
    writeAtomically(in("b.caffemodel"), std::string("layer { name: \"conv1\" }"));
    QVERIFY(!refusal([&] { readTensorFile(in("b.caffemodel")); }).isEmpty());
  }
  void caffes_vgg16_names_find_their_layers() {
    RunConfig config = presetByName("py-faster-rcnn-vgg16").config;
    NamedTensors file{
        {"conv1_1.weight", at::zeros({64, 3, 3, 3})}, {"conv5_3.bias", at::zeros({512})},
        {"fc6.weight", at::zeros({4096, 25088})},     {"rpn_conv/3x3.weight", at::zeros({512, 512, 3, 3})},
        {"bbox_pred.weight", at::ones({8, 4})},       {"bbox_pred.bias", at::ones({8})},
        {"fc8.weight", at::zeros({1000, 4096})}};
    const TranslatedWeights own = translateWeights(file, config);
    QVERIFY(own.kind == WeightsKind::Caffe);
    QCOMPARE(own.tensors.size(), size_t{6});
    for (const char* name :
         {"backbone.features.0.weight", "backbone.features.28.bias", "head.fc6.weight", "rpn.conv.weight"})
      QVERIFY2(own.tensors.contains(name), name);
    // Stored multiplied by (0.1, 0.1, 0.2, 0.2).
    QVERIFY(at::allclose(own.tensors.at("head.bbox_pred.bias"),
                         at::tensor({10.F, 10.F, 5.F, 5.F, 10.F, 10.F, 5.F, 5.F})));
    QVERIFY(at::allclose(own.tensors.at("head.bbox_pred.weight").select(1, 2),
                         at::tensor({10.F, 10.F, 5.F, 5.F, 10.F, 10.F, 5.F, 5.F})));
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
      QCOMPARE(loadPretrained(network, config, file, name).taken,
               255);  // the trunk to block 17, without batch counters
      QVERIFY(at::equal(networkTensors(network).at("backbone.features.17.conv.2.weight"),
                        file.at("features.17.conv.2.weight")));
    }
    config = presetByName("squeezenet").config;
    config.classes = {"a"};
    FasterRcnn squeezenet(config);
    QCOMPARE(
        loadPretrained(squeezenet, config, readTensorFile(folder / "squeezenet1_0_imagenet.pth"), "").taken,
        50);
    const NamedTensors caffe = readTensorFile(folder / "face_mask_detection.caffemodel");
    QVERIFY(caffe.size() > 20);
    for (const auto& [name, tensor] : caffe) QVERIFY2(at::isfinite(tensor).all().item<bool>(), name.c_str());
    const QString text = refusal([&] { readPth(folder / "model360.pth"); });
    QVERIFY2(text.contains(QStringLiteral("nothing in it was executed")), qPrintable(text));
  }
};

ANCHOR_TEST_MAIN(WeightsTest, QCoreApplication)
#include "tst_weights.moc"
