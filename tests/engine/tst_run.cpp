#include <QTemporaryDir>
#include <QtTest>
#include <cmath>
#include <fstream>

#include "engine/run/atomic_file.h"
#include "engine/run/line_reader.h"
#include "engine/run/run_config.h"
#include "engine/run/run_folder.h"
#include "engine/run/run_samples.h"
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
  void a_bad_configuration_names_its_field() {
    const auto file = in("bad.json");
    writeAtomically(file, R"({"solver": {"iterations": "many"}})");
    try {
      readRunConfig(file);
      QFAIL("accepted");
    } catch (const UserError& error) {
      QVERIFY(QString::fromUtf8(error.what()).contains(QStringLiteral("solver.iterations")));
    }
    writeAtomically(file, R"({"solver": {"iteratoins": 3}})");
    QVERIFY_THROWS_EXCEPTION(UserError, readRunConfig(file));
    RunConfig config;
    config.classes = {"a"};
    config.solver.batch = 0;
    QVERIFY_THROWS_EXCEPTION(UserError, checkConfig(config));
  }
  void events_survive_the_line_and_nan_becomes_null() {
    IterationEvent event;
    event.iteration = 7;
    event.total = std::nan("");
    event.rpn_cls = 0.25;
    const std::string line = eventLine({12.5, event});
    QVERIFY(QString::fromStdString(line).contains(QStringLiteral("\"total\":null")));
    const auto back = parseEventLine(line);
    QVERIFY(back && std::holds_alternative<IterationEvent>(back->body));
    const auto& got = std::get<IterationEvent>(back->body);
    QVERIFY(std::isnan(got.total) && got.rpn_cls == 0.25 && got.iteration == 7 && back->time == 12.5);
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
  void commands_survive_the_line() {
    const auto command = parseCommandLine(commandLine({RunCommand::Kind::SetLearningRate, 0.125}));
    QVERIFY(command && command->kind == RunCommand::Kind::SetLearningRate && command->learningRate == 0.125);
    QVERIFY(!parseCommandLine("{\"command\":\"fly\"}"));
  }
  void samples_survive_the_file_and_bad_ones_are_refused() {
    const auto file = in("samples.json");
    RunSamples samples{{"a", "b"}, {{"x.jpg", "h", 10, 20, "train", {{1, {0.5F, 1, 3, 4}, true, false}}}}};
    writeRunSamples(file, samples);
    const RunSamples back = readRunSamples(file);
    QVERIFY(back.classes == samples.classes &&
            back.samples[0].boxes[0].box == samples.samples[0].boxes[0].box &&
            back.samples[0].boxes[0].difficult);
    samples.samples[0].boxes[0].class_index = 2;
    writeRunSamples(file, samples);
    QVERIFY_THROWS_EXCEPTION(UserError, readRunSamples(file));
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
