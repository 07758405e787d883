// SPDX-License-Identifier: GPL-3.0-or-later
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <QTemporaryDir>
#include <QtTest>
#include <cmath>
#include <fstream>

#include "engine/base/atomic_file.h"
#include "engine/base/line_reader.h"
#include "engine/config/run_config.h"
#include "engine/protocol/lock_holder.h"
#include "engine/protocol/remote_place.h"
#include "engine/protocol/run_folder.h"
#include "engine/protocol/run_samples.h"
#include "tests/support/test_data.h"

using namespace anchor;

class RunTest : public QObject {
  Q_OBJECT
  QTemporaryDir m_dir;
  [[nodiscard]] std::filesystem::path in(const char* name) const {
    return std::filesystem::path(m_dir.path().toStdString()) / name;
  }
 private Q_SLOTS:
  void every_preset_is_valid_and_survives_its_own_file() {
    QVERIFY(presets().size() >= 5);
    for (const Preset& preset : presets()) {
      RunConfig config = preset.config;
      config.classes = {"a"};
      checkConfig(config);
      const auto file = in("config.json");
      writeAtomically(file, runConfigText(config));
      QCOMPARE(QString::fromStdString(runConfigText(readRunConfig(file))),
               QString::fromStdString(runConfigText(config)));
    }
  }
  void the_input_follows_the_weights_file() {
    const RunConfig caffe = startingFrom(presetByName("vgg16-simple").config, "VGG16.caffemodel");
    QCOMPARE(caffe.input.channels, ChannelOrder::Bgr);
    QCOMPARE(caffe.input.range, 255.0F);
    QVERIFY(caffe.input.mean == presetByName("py-faster-rcnn-vgg16").config.input.mean);
    const RunConfig torch = startingFrom(presetByName("py-faster-rcnn-vgg16").config, "vgg16.pth");
    QCOMPARE(torch.input.channels, ChannelOrder::Rgb);
    QCOMPARE(torch.input.range, 1.0F);
    // Nobody but Caffe trained a ZF: converted files keep its pixels.
    QCOMPARE(startingFrom(presetByName("py-faster-rcnn-zf").config, "zf.pth").input.channels,
             ChannelOrder::Bgr);
    QCOMPARE(startingFrom(presetByName("resnet50-fpn").config, "").network.norm, NormLayer::Group);
  }
  void a_bad_configuration_names_its_field() {
    const auto file = in("bad.json");
    writeAtomically(file, R"({"solver": {"iterations": "many"}})");
    try {
      readRunConfig(file);
      QFAIL("accepted");
    } catch (const UserError& error) {
      QVERIFY(QString::fromUtf8(error.what()).contains(QStringLiteral("solver.iterations")));
    }
    for (const char* broken : {R"({"solver": {"learning_rate": 3e667}})", R"({"solver": )", "\xff"}) {
      writeAtomically(file, std::string(broken));
      try {
        readRunConfig(file);
        QFAIL(broken);
      } catch (const UserError& error) {
        QVERIFY2(QString::fromUtf8(error.what()).contains(QStringLiteral("bad.json: is not valid JSON")),
                 error.what());
      }
    }
    writeAtomically(file, R"({"solver": {"iteratoins": 3}})");
    QVERIFY_THROWS_EXCEPTION(UserError, readRunConfig(file));
    RunConfig config;
    config.classes = {"a"};
    config.solver.batch = 0;
    QVERIFY_THROWS_EXCEPTION(UserError, checkConfig(config));
  }
  void whole_numbers_are_neither_cut_nor_wrapped() {
    const auto file = in("numbers.json");
    const auto read = [&](const std::string& solver) {
      writeAtomically(file, R"({"solver": {)" + solver + "}}");
      return readRunConfig(file).solver;
    };
    QCOMPARE(read(R"("iterations": 1e4)").iterations, 10000);
    QCOMPARE(read(R"("iterations": 2147483647)").iterations, 2147483647);
    QCOMPARE(read(R"("steps": [5.0, 7])").steps, (std::vector<int>{5, 7}));
    for (const char* solver : {"\"iterations\": 2.5", "\"iterations\": 4294967297", "\"iterations\": 1e66",
                               "\"iterations\": 2147483648.0", "\"iterations\": -1e300",
                               "\"iterations\": true", "\"steps\": [3, 1e20]", "\"steps\": 4"})
      QVERIFY_THROWS_EXCEPTION(UserError, read(solver));
  }
  void events_survive_the_line_and_nan_becomes_null() {
    IterationEvent event;
    event.iteration = 7;
    event.losses.total = std::nan("");
    event.losses.rpn_cls = 0.25;
    const std::string line = eventLine({12.5, event});
    QVERIFY(QString::fromStdString(line).contains(QStringLiteral("\"total\":null")));
    const auto back = parseEventLine(line);
    QVERIFY(back && std::holds_alternative<IterationEvent>(back->body));
    const auto& got = std::get<IterationEvent>(back->body);
    QVERIFY(std::isnan(got.losses.total) && got.losses.rpn_cls == 0.25 && got.iteration == 7 &&
            back->time == 12.5);
  }
  void unknown_events_and_torn_lines_are_skipped() {
    const std::string torn = "{\"type\":\"iteration\",\"iter";
    const std::string unknown = "{\"type\":\"from_the_future\",\"time\":1}";
    const std::string richer = "{\"type\":\"paused\",\"iteration\":3,\"something_new\":[1]}";
    QVERIFY(!parseEventLine(unknown));
    QVERIFY(!parseEventLine(torn));
    QVERIFY(!parseEventLine("\xff\xfe"));
    QVERIFY(parseEventLine(richer));
  }
  void the_line_reader_waits_for_the_end_of_a_line() {
    const auto file = in("lines");
    LineReader reader(file, 20);
    QVERIFY(reader.readNew().empty());
    std::ofstream out(file, std::ios::binary);
    out << "one\ntw" << std::flush;
    QVERIFY((reader.readNew() == std::vector<std::string>{"one"}));
    out << "o\n" << std::string(50, 'x') << "\nthree\n" << std::flush;
    QVERIFY((reader.readNew() == std::vector<std::string>{"two", "three"}));
    QCOMPARE(reader.droppedLines(), size_t{1});
  }
  void a_torn_event_of_a_killed_engine_does_not_swallow_the_next() {
    const auto file = in("events.jsonl");
    std::ofstream(file) << "{\"type\":\"iterat";
    EventWriter(file).write(PausedEvent{4});
    LineReader reader(file);
    const auto lines = reader.readNew();
    QCOMPARE(lines.size(), size_t{2});
    QVERIFY(!parseEventLine(lines[0]));
    QVERIFY(parseEventLine(lines[1]));
  }
  void run_folders_are_numbered_and_locked_once() {
    const RunFolder first = createRunFolder(in("runs"), "tiny");
    const RunFolder second = createRunFolder(in("runs"), "tiny");
    QCOMPARE(first.path().filename().string(), std::string("0001-tiny"));
    QCOMPARE(second.path().filename().string(), std::string("0002-tiny"));
    QVERIFY(!first.isAlive());
    {
      const RunLock lock(first);
      QVERIFY(first.isAlive());
      QVERIFY_THROWS_EXCEPTION(UserError, RunLock{first});
    }
    QVERIFY(!first.isAlive());
  }
  void only_the_process_that_holds_the_lock_here_is_killed() {
    const RunFolder folder = createRunFolder(in("runs"), "held");
    const pid_t child = ::fork();
    if (child == 0) {
      const RunLock lock(folder);
      while (true) ::pause();
    }
    const auto refused = [&]() -> std::string {
      try {
        killEngine(folder);
      } catch (const UserError& error) {
        return error.what();
      }
      return {};
    };
    QTRY_VERIFY(lockHolder(folder));
    const LockHolder holder = *lockHolder(folder);
    QCOMPARE(holder.pid, child);
    QVERIFY(!otherMachine(folder));
    LockHolder other = holder;
    other.host = "gpu-box";
    std::ofstream(folder.lock()) << holderText(other);
    QVERIFY(refused().starts_with("gpu-box: is training this run"));
    QCOMPARE(otherMachine(folder), std::optional<std::string>("gpu-box"));
    other = holder;
    ++other.started;  // that number belonged to an earlier process
    std::ofstream(folder.lock()) << holderText(other);
    QVERIFY(refused().ends_with("End anchor-engine yourself"));
    other = holder;
    other.boot += "x";
    std::ofstream(folder.lock()) << holderText(other);
    QVERIFY(refused().ends_with("End anchor-engine yourself"));
    std::ofstream(folder.lock()) << "";  // of an older engine
    QVERIFY(refused().ends_with("End anchor-engine yourself"));
    std::ofstream(folder.lock()) << holderText(holder);
    writeRemotePlace(folder.path(), {"me@far", "runs/1"});
    QVERIFY(refused().starts_with("me@far: is training this run"));
    QCOMPARE(otherMachine(folder), std::optional<std::string>("me@far"));
    std::ofstream(folder.path() / "remote.json") << "{";
    QVERIFY(!refused().empty());
    QCOMPARE(otherMachine(folder), std::optional<std::string>(""));  // somewhere, but not here
    int status = 0;
    QCOMPARE(::waitpid(child, &status, WNOHANG), 0);  // all the while it lives
    std::filesystem::remove(folder.path() / "remote.json");
    QCOMPARE(refused(), std::string());
    QCOMPARE(::waitpid(child, &status, 0), child);
    QVERIFY(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
    QVERIFY(!lockHolder(folder));
    QVERIFY(!otherMachine(folder));
    QCOMPARE(refused(), std::string());  // nobody is there
  }
  void commands_survive_the_line() {
    const auto command = parseCommandLine(commandLine({RunCommand::Kind::SetLearningRate, 0.125}));
    QVERIFY(command && command->kind == RunCommand::Kind::SetLearningRate && command->learningRate == 0.125);
    QVERIFY(!parseCommandLine("{\"command\":\"fly\"}"));
    for (const char* none :
         {R"({"command":"set_learning_rate"})", R"({"command":"set_learning_rate","learning_rate":-1})",
          R"({"command":"set_learning_rate","learning_rate":"0.1"})"})
      QVERIFY2(!parseCommandLine(none), none);
  }
  void samples_survive_the_file_and_bad_ones_are_refused() {
    const auto file = in("samples.json");
    RunSamples samples{{"a", "b"},
                       {{"x.jpg", "h", 10, 20, "train", {{1, {0.1, 1.0 / 3, 3, 4.7}, true, false}}}}};
    writeRunSamples(file, samples);
    const RunSamples back = readRunSamples(file);
    QVERIFY(back.classes == samples.classes &&
            back.samples[0].boxes[0].box == samples.samples[0].boxes[0].box &&
            back.samples[0].boxes[0].difficult);
    samples.samples[0].boxes[0].class_index = 2;
    writeRunSamples(file, samples);
    QVERIFY_THROWS_EXCEPTION(UserError, readRunSamples(file));
    writeAtomically(file, R"({"classes": ["a"], "samples": [{"image": "a.png", "width": 3, "height": 1e66,
      "split": "train", "boxes": []}]})");
    QVERIFY_THROWS_EXCEPTION(UserError, readRunSamples(file));
  }
  void samples_with_a_name_that_json_cannot_hold_are_refused_by_that_name() {
    const auto said = [this](const RunSamples& samples) {
      try {
        writeRunSamples(in("samples.json"), samples);
        return std::string("written");
      } catch (const UserError& error) {
        return std::string(error.what());
      }
    };
    const std::string place = in("samples.json").string();
    QCOMPARE(said({{"a", "b\xB9"}, {}}),
             place + ": a class has a name that is not UTF-8: \"b\uFFFD\". Rename it");
    QCOMPARE(said({{"a"}, {{"x\xB9.jpg", "h", 10, 20, "train", {}}}}),
             place + ": an image has a name that is not UTF-8: \"x\uFFFD.jpg\". Rename it");
  }
  void a_failed_atomic_write_leaves_the_old_file() {
    const auto file = in("kept");
    writeAtomically(file, "old");
    const auto failing = [](FileSink& sink) {
      sink.write("new");
      throw std::runtime_error("disk");
    };
    QVERIFY_THROWS_EXCEPTION(std::runtime_error, writeAtomically(file, failing));
    QCOMPARE(readWholeFile(file), std::string("old"));
    QVERIFY(!std::filesystem::exists(file.string() + ".part"));
  }
};

ANCHOR_TEST_MAIN(RunTest, QCoreApplication)
#include "tst_run.moc"
