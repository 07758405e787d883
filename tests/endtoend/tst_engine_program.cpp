#include <sys/resource.h>

#include <QJsonDocument>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>
#include <filesystem>
#include <set>

#include "datasets/sample/sample_project.h"
#include "engine/run/line_reader.h"
#include "engine/run/run_event.h"
#include "engine/run/run_folder.h"
#include "tests/support/test_data.h"

using namespace anchor;
namespace fs = std::filesystem;

/// What a person sees who uses anchor-engine from a shell.
class EngineProgramTest : public QObject {
  Q_OBJECT
  struct Result {
    int exitCode;
    std::string out;
    std::string err;
  };
  QTemporaryDir m_dir;
  [[nodiscard]] std::string path(const std::string& name) const {
    return m_dir.path().toStdString() + "/" + name;
  }
  /// Arguments are separated by blanks.
  static Result engine(const std::string& arguments, rlim_t memory = RLIM_INFINITY) {
    QProcess process;
    process.setChildProcessModifier([=] {
      const rlimit limit{memory, memory};
      setrlimit(RLIMIT_AS, &limit);
    });
    process.start(QStringLiteral(PROGRAM_FOLDER "/anchor-engine"),
                  QString::fromStdString(arguments).split(QLatin1Char(' '), Qt::SkipEmptyParts));
    if (!process.waitForFinished(120000)) qFatal("anchor-engine did not end");
    return {process.exitCode(), process.readAllStandardOutput().toStdString(),
            process.readAllStandardError().toStdString()};
  }
  [[nodiscard]] std::string train(const std::string& settings) const {
    return "train --project " + path("project") +
           " --preset tiny-from-scratch --iterations 2 --set network.width=0.25 --set checkpoint_every=1 "
           "--set evaluate_every=0 " +
           settings;
  }
  [[nodiscard]] std::string newestRun() const {
    std::set<std::string> runs;
    for (const auto& entry : fs::directory_iterator(path("project/runs"))) runs.insert(entry.path().string());
    return *runs.rbegin();
  }
 private Q_SLOTS:
  void initTestCase() { createSampleProject(path("project"), {8}, {}); }

  void too_little_memory_is_told_in_words() {
    const Result r = engine(train("--set input.short_side=5000 --set input.long_side=8000"), rlim_t{3} << 30);
    QCOMPARE(r.exitCode, 77);
    QVERIFY2(r.err.starts_with("The memory was not enough") && r.err.find("frame #") == r.err.npos,
             r.err.c_str());
    LineReader events(RunFolder(newestRun()).events());
    const auto last = parseEventLine(events.readNew().back());
    QVERIFY(last && std::holds_alternative<FailedEvent>(last->body));
    QVERIFY(std::get<FailedEvent>(last->body).message.find("smaller batch") != std::string::npos);
  }
  void a_run_moved_elsewhere_trains_on_with_its_own_labels() {
    const Result trained = engine(train("--set input.short_side=160"));
    QVERIFY2(trained.exitCode == 0, trained.err.c_str());
    fs::rename(newestRun(), path("moved"));
    fs::rename(path("project/images"), path("pictures"));
    fs::rename(path("project"), path("gone"));
    const Result missing = engine("evaluate " + path("moved") + " --split train");
    QCOMPARE(missing.exitCode, 2);
    QVERIFY2(missing.err.find("--images") != missing.err.npos, missing.err.c_str());
    const Result evaluated =
        engine("evaluate " + path("moved") + " --split train --json --images " + path("pictures"));
    QVERIFY2(evaluated.exitCode == 0, evaluated.err.c_str());
    QVERIFY(QJsonDocument::fromJson(QByteArray::fromStdString(evaluated.out)).isObject());
    const Result resumed = engine("train " + path("moved") + " --iterations 3 --images " + path("pictures"));
    QVERIFY2(resumed.exitCode == 0, resumed.err.c_str());
    fs::rename(path("gone"), path("project"));
    fs::rename(path("pictures"), path("project/images"));
  }
  void bad_input_names_itself_and_the_remedy() {
    const Result preset = engine("train --preset nothing --project " + path("project"));
    QCOMPARE(preset.exitCode, 2);
    QVERIFY2(preset.err.find("nothing") != preset.err.npos &&
                 preset.err.find("mobilenet-v2-fpn") != preset.err.npos,
             preset.err.c_str());
    const Result project = engine("train --project " + path("nowhere"));
    QCOMPARE(project.exitCode, 2);
    QVERIFY2(project.err.find("nowhere") != project.err.npos, project.err.c_str());
  }
};

ANCHOR_TEST_MAIN(EngineProgramTest, QCoreApplication)
#include "tst_engine_program.moc"
