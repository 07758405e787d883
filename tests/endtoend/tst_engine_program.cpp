#include <ATen/ATen.h>
#include <sys/resource.h>

#include <QJsonDocument>
#include <QProcess>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QtTest>
#include <filesystem>
#include <set>

#include "datasets/sample/sample_project.h"
#include "engine/networks/weights/tensor_file.h"
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
  /// One of several processes of a run, with what torchrun would set.
  void start(QProcess& process, const std::string& arguments, int rank, int size, int port) {
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("RANK"), QString::number(rank));
    environment.insert(QStringLiteral("LOCAL_RANK"), QString::number(rank));
    environment.insert(QStringLiteral("WORLD_SIZE"), QString::number(size));
    environment.insert(QStringLiteral("MASTER_ADDR"), QStringLiteral("127.0.0.1"));
    environment.insert(QStringLiteral("MASTER_PORT"), QString::number(port));
    environment.insert(QStringLiteral("OMP_NUM_THREADS"), QStringLiteral("1"));
    process.setProcessEnvironment(environment);
    process.start(QStringLiteral(PROGRAM_FOLDER "/anchor-engine"),
                  QString::fromStdString(arguments).split(QLatin1Char(' '), Qt::SkipEmptyParts));
  }
  static int freePort() {
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    return server.serverPort();
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
  [[nodiscard]] std::string train(const std::string& settings, int iterations = 2) const {
    return "train --project " + path("project") + " --preset tiny-from-scratch --iterations " +
           std::to_string(iterations) + " --set network.width=0.25 --set evaluate_every=0 " + settings;
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
    const Result trained = engine(train("--set input.short_side=160 --set checkpoint_every=1"));
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
  void two_processes_with_half_the_batch_each_end_at_the_weights_of_one() {
    // Images are padded to one size (else each batch to its own largest). Every proposal is a roi: a choice
    // among nearly equal scores would turn a difference in the last digit into another sample.
    const std::string settings =
        "--batch 2 --set input.short_side=160 --set input.pad_to=256 --set solver.accumulate=2 "
        "--set solver.warmup_iterations=0 --set solver.learning_rate=0.002 --set checkpoint_every=5 "
        "--set rois.batch=20000 --set rois.fraction=1 --set train_proposals.nms=1 "
        "--set train_proposals.pre_nms=0 --set train_proposals.post_nms=20000";
    const Result alone = engine(train(settings, 5));
    QVERIFY2(alone.exitCode == 0, alone.err.c_str());
    const std::string one = newestRun();
    const int port = freePort();
    QProcess first;
    QProcess second;
    start(first, train(settings, 5), 0, 2, port);
    start(second, train(settings, 5), 1, 2, port);
    QVERIFY(first.waitForFinished(120000) && second.waitForFinished(120000));
    QVERIFY2(first.exitCode() == 0, first.readAllStandardError().constData());
    QVERIFY2(second.exitCode() == 0, second.readAllStandardError().constData());
    QCOMPARE(second.readAllStandardOutput(), QByteArray());
    const std::string two = newestRun();
    QVERIFY(one != two);
    const SafetensorsFile a = readSafetensors(RunFolder(one).checkpoint(5));
    const SafetensorsFile b = readSafetensors(RunFolder(two).checkpoint(5));
    QCOMPARE(a.tensors.size(), b.tensors.size());
    double moved = 0;
    for (const auto& [name, tensor] : a.tensors) {
      if (name.starts_with("momentum.")) moved = std::max(moved, tensor.abs().max().item<double>());
      if (!name.starts_with("network.")) continue;
      const double difference = (tensor - b.tensors.at(name)).abs().max().item<double>();
      QVERIFY2(difference < 1e-5, (name + ": " + std::to_string(difference)).c_str());
    }
    QVERIFY2(moved > 0.1, "nothing was learnt, so equal weights say nothing");
  }
  void a_lost_process_ends_the_run_with_a_checkpoint() {
    const std::string settings = "--batch 2 --set input.short_side=160 --set checkpoint_every=5000";
    const int port = freePort();
    QProcess first;
    QProcess second;
    start(first, train(settings, 5000), 0, 2, port);
    start(second, train(settings, 5000), 1, 2, port);
    QVERIFY(first.waitForStarted() && second.waitForStarted());
    QByteArray said;
    while (!said.contains("    20  loss") && first.waitForReadyRead(60000))
      said += first.readAllStandardOutput();
    QVERIFY2(said.contains("    20  loss"), said.constData());
    second.kill();
    QVERIFY(first.waitForFinished(30000));
    const QByteArray words = first.readAllStandardError();
    QCOMPARE(first.exitCode(), 2);
    QVERIFY2(words.contains("another process of this run was lost"), words.constData());
    QCOMPARE(RunFolder(newestRun()).finishedCheckpoints().size(), size_t{1});
  }
  void a_batch_that_cannot_be_shared_is_refused() {
    QProcess first;
    QProcess second;
    const int port = freePort();
    start(first, train("--batch 3"), 0, 2, port);
    start(second, train("--batch 3"), 1, 2, port);
    QVERIFY(first.waitForFinished(60000) && second.waitForFinished(60000));
    QCOMPARE(first.exitCode(), 2);
    QVERIFY(first.readAllStandardError().contains("multiple of 2"));
  }
  void forty_iterations_are_twenty_a_kill_and_twenty_more() {
    const std::string settings = "--set input.short_side=160 --set checkpoint_every=20";
    const Result whole = engine(train(settings, 40));
    QVERIFY2(whole.exitCode == 0, whole.err.c_str());
    const std::string one = newestRun();
    QProcess killed;
    killed.start(QStringLiteral(PROGRAM_FOLDER "/anchor-engine"),
                 QString::fromStdString(train(settings, 40)).split(QLatin1Char(' '), Qt::SkipEmptyParts));
    QVERIFY(killed.waitForStarted());
    QTRY_VERIFY_WITH_TIMEOUT(newestRun() != one, 20000);
    const RunFolder two(newestRun());
    QTRY_VERIFY_WITH_TIMEOUT(!two.finishedCheckpoints().empty(), 60000);
    killed.kill();
    QVERIFY(killed.waitForFinished());
    QVERIFY(!fs::exists(two.checkpoint(40)));
    const Result resumed = engine("train " + two.path().string());
    QVERIFY2(resumed.exitCode == 0, resumed.err.c_str());
    QCOMPARE(test::readText(two.checkpoint(40)), test::readText(RunFolder(one).checkpoint(40)));
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
