// SPDX-License-Identifier: GPL-3.0-or-later
// A run on another machine: a real OpenSSH server on this one stands for it.
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <QProcess>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QtTest>
#include <csignal>
#include <ctime>

#include "app/project_run/project_run.h"
#include "datasets/sample/sample_project.h"
#include "engine/base/atomic_file.h"
#include "engine/base/line_reader.h"
#include "engine/protocol/remote_place.h"
#include "tests/support/test_data.h"

using namespace anchor;
namespace fs = std::filesystem;

class RemoteTest : public QObject {
  Q_OBJECT
  QTemporaryDir m_dir;
  QProcess m_server;
  const QString m_engine = QStringLiteral(PROGRAM_FOLDER "/anchor-engine");

  [[nodiscard]] QString at(const char* name) const { return m_dir.filePath(QLatin1String(name)); }
  void write(const char* name, const QString& text) const {
    QFile file(at(name));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text.toUtf8());
    file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
  }
  static int done(const QString& program, const QStringList& arguments) {
    QProcess process;
    process.start(program, arguments);
    return process.waitForFinished(test::patience) ? process.exitCode() : -1;
  }
  /// A run of a few steps whose weights are random; its images lie outside the run.
  RunFolder prepared(int iterations, int processes = 1) {
    const fs::path folder = at("project").toStdString();
    if (!ProjectStore::isProject(folder)) createSampleProject(folder, {12, 7}, {});
    RunConfig config = presetByName("tiny-from-scratch").config;
    config.network.width = 0.25F;
    config.input.short_side = 128;
    config.input.long_side = 192;
    config.solver.iterations = iterations;
    config.solver.batch = config.processes = processes;
    config.checkpoint_every = 4;
    config.evaluate_every = 0;
    config.evaluate_most = 2;
    const auto project = ProjectStore::open(folder);
    config.pinned.push_back(project->absolutePath(project->images().front()).string());
    return prepareRun(*project, fromRandomWeights(config));
  }
  static std::vector<RunEvent> events(const fs::path& file) {
    std::vector<RunEvent> all;
    LineReader reader(file);
    for (const std::string& line : reader.readNew())
      if (const auto event = parseEventLine(line)) all.push_back(*event);
    return all;
  }
  template <class Event>
  static std::vector<Event> of(const std::vector<RunEvent>& all) {
    std::vector<Event> found;
    for (const RunEvent& event : all)
      if (const auto* one = std::get_if<Event>(&event.body)) found.push_back(*one);
    return found;
  }
  void listen(QProcess& process, const RunFolder& run) {
    process.setProgram(m_engine);
    process.setArguments({QStringLiteral("remote"), QString::fromStdString(run.path().string())});
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start();
  }
  void assign(const RunFolder& run, const char* host = "there") {
    writeRemotePlace(run.path(), {host, at(("there " + run.path().filename().string()).c_str()).toStdString(),
                                  m_engine.toStdString(), at("ssh_config").toStdString()});
  }

 private Q_SLOTS:
  void initTestCase() {
    const QString sshd =
        QStandardPaths::findExecutable(QStringLiteral("sshd"), {QStringLiteral("/usr/sbin")});
    QVERIFY2(!sshd.isEmpty(), "install openssh-server (./check does)");
    for (const char* key : {"host_key", "own_key"})
      QCOMPARE(done(QStringLiteral("ssh-keygen"),
                    {QStringLiteral("-q"), QStringLiteral("-t"), QStringLiteral("ed25519"),
                     QStringLiteral("-N"), QString(), QStringLiteral("-f"), at(key)}),
               0);
    QVERIFY(QFile::copy(at("own_key.pub"), at("authorized")));
    QTcpServer probe;
    QVERIFY(probe.listen(QHostAddress::LocalHost));
    const int port = probe.serverPort();
    probe.close();
    write(
        "sshd_config",
        QStringLiteral("ListenAddress 127.0.0.1\nPort %1\nHostKey %2\nAuthorizedKeysFile %3\nStrictModes no\n"
                       "UsePAM no\nPasswordAuthentication no\nPermitRootLogin yes\nPidFile %4\n")
            .arg(port)
            .arg(at("host_key"), at("authorized"), at("sshd.pid")));
    const QString user = qEnvironmentVariable("USER", QStringLiteral("root"));
    write("ssh_config",
          QStringLiteral("Host there\n  HostName 127.0.0.1\n  Port %1\n  User %2\n  IdentityFile %3\n"
                         "  StrictHostKeyChecking no\n  UserKnownHostsFile %4\n  LogLevel ERROR\n")
              .arg(port)
              .arg(user, at("own_key"), at("known_hosts")));
    QDir().mkpath(QStringLiteral("/run/sshd"));  // as root the server wants it
    m_server.start(sshd,
                   {QStringLiteral("-D"), QStringLiteral("-e"), QStringLiteral("-f"), at("sshd_config")});
    QVERIFY(m_server.waitForStarted());
    QTRY_COMPARE_WITH_TIMEOUT(done(QStringLiteral("ssh"), {QStringLiteral("-F"), at("ssh_config"),
                                                           QStringLiteral("there"), QStringLiteral("true")}),
                              0, test::patience);
  }
  void cleanupTestCase() {
    m_server.terminate();
    m_server.waitForFinished(5000);
  }

  void a_run_is_trained_there_and_is_here() {
    const RunFolder run = prepared(10);
    assign(run);
    QProcess process;
    listen(process, run);
    QVERIFY(process.waitForFinished(test::patience));
    QVERIFY2(process.exitCode() == 0, process.readAll().constData());
    const fs::path there = readRemotePlace(run.path()).folder;
    const auto here = events(run.events());
    QCOMPARE(of<IterationEvent>(here).size(), size_t{10});
    QCOMPARE(of<FinishedEvent>(here).size(), size_t{1});
    QCOMPARE(here.size(), events(there / "run" / "events.jsonl").size());
    // Every checkpoint that an event names is here, byte for byte.
    QVERIFY(!of<CheckpointEvent>(here).empty());
    for (const CheckpointEvent& checkpoint : of<CheckpointEvent>(here))
      QVERIFY(readWholeFile(run.path() / checkpoint.file) == readWholeFile(there / "run" / checkpoint.file));
    // Snapshots speak of the images as they are called here.
    const auto snapshots = of<SnapshotEvent>(here);
    QVERIFY(!snapshots.empty());
    for (const SnapshotEvent& snapshot : snapshots) {
      QVERIFY(fs::exists(run.path() / snapshot.image));
      QVERIFY(fs::exists(run.path() / snapshot.file));
    }
    QVERIFY(!run.isAlive());
  }
  void listening_stops_and_goes_on_and_commands_are_passed_on() {
    const RunFolder run = prepared(4000);
    assign(run);
    {
      QProcess process;
      listen(process, run);
      QTRY_VERIFY_WITH_TIMEOUT(of<IterationEvent>(events(run.events())).size() >= 3, test::patience);
      QVERIFY(run.isAlive());
      // Also while nothing comes: a paused engine is silent.
      appendCommand(run, {RunCommand::Kind::Pause});
      QTRY_VERIFY_WITH_TIMEOUT(!of<PausedEvent>(events(run.events())).empty(), test::patience);
      process.terminate();  // the engine there goes on
      QVERIFY(process.waitForFinished(test::patience));
    }
    QVERIFY(!run.isAlive());
    const size_t before = events(run.events()).size();
    const fs::path there = readRemotePlace(run.path()).folder;
    appendCommand(RunFolder(there / "run"), {RunCommand::Kind::Resume});
    QTRY_VERIFY_WITH_TIMEOUT(events(there / "run" / "events.jsonl").size() > before + 3, test::patience);
    QProcess again;
    listen(again, run);
    QTRY_VERIFY_WITH_TIMEOUT(events(run.events()).size() > before + 3, test::patience);
    appendCommand(run, {RunCommand::Kind::Stop});
    QVERIFY(again.waitForFinished(test::patience));
    QVERIFY2(again.exitCode() == 0, again.readAll().constData());
    const auto here = events(run.events());
    QCOMPARE(QString::fromStdString(of<FinishedEvent>(here).back().reason), QStringLiteral("stopped"));
    // No step twice, none missing, one start.
    const auto steps = of<IterationEvent>(here);
    for (size_t i = 0; i < steps.size(); ++i) QCOMPARE(steps[i].iteration, static_cast<int>(i) + 1);
    QCOMPARE(of<StartedEvent>(here).size(), size_t{1});
  }
  void an_engine_that_dies_there_is_told_and_resumed() {
    const RunFolder run = prepared(80);
    assign(run);
    QProcess process;
    listen(process, run);
    QTRY_VERIFY_WITH_TIMEOUT(of<CheckpointEvent>(events(run.events())).size() >= 1, test::patience);
    ::kill(of<StartedEvent>(events(run.events())).front().pid, SIGKILL);
    QVERIFY(process.waitForFinished(test::patience));
    QVERIFY(process.exitCode() != 0);
    QVERIFY(process.readAll().contains("without an error message"));
    QProcess again;
    listen(again, run);
    QVERIFY(again.waitForFinished(test::patience));
    QVERIFY2(again.exitCode() == 0, again.readAll().constData());
    QCOMPARE(of<FinishedEvent>(events(run.events())).size(), size_t{1});
    QCOMPARE(of<IterationEvent>(events(run.events())).back().iteration, 80);
  }
  void several_processes_there_train_one_run_together() {
    const RunFolder run = prepared(4000, 2);
    assign(run);
    QProcess process;
    listen(process, run);
    const auto steps = [&] { return of<IterationEvent>(events(run.events())); };
    QTRY_VERIFY_WITH_TIMEOUT(steps().size() >= 3 || process.state() == QProcess::NotRunning, test::patience);
    const fs::path there = readRemotePlace(run.path()).folder / fs::path("run");
    const auto ranks = [&] { return test::childrenOf(std::stoi(readWholeFile(there / "engine.pid"))); };
    const std::vector<int> first = ranks();
    QVERIFY2(first.size() == 2, process.readAll().constData());
    // One of them dies: the other one's checkpoint and reason are here, and the run goes on from them.
    ::kill(first[1], SIGKILL);
    QVERIFY(process.waitForFinished(test::patience));
    const auto failed = of<FailedEvent>(events(run.events()));
    QCOMPARE(failed.size(), size_t{1});
    QVERIFY2(QByteArray::fromStdString(failed[0].message.english())
                 .contains("another process of this run was lost"),
             failed[0].message.english().c_str());
    const int reached = steps().back().iteration;
    const std::vector<fs::path> kept = run.finishedCheckpoints();
    QVERIFY(!kept.empty());
    QCOMPARE(kept.back(), run.checkpoint(reached));
    QTRY_VERIFY_WITH_TIMEOUT(::kill(first[0], 0) != 0, 20000);
    QProcess again;
    listen(again, run);
    QTRY_VERIFY_WITH_TIMEOUT(steps().back().iteration > reached + 3, test::patience);
    QCOMPARE(ranks().size(), size_t{2});
    appendCommand(run, {RunCommand::Kind::Stop});
    QVERIFY(again.waitForFinished(test::patience));
    QVERIFY2(again.exitCode() == 0, again.readAll().constData());
    QCOMPARE(QString::fromStdString(of<FinishedEvent>(events(run.events())).back().reason),
             QStringLiteral("stopped"));
  }
  void a_step_is_measured_there() {
    const QStringList machine{QStringLiteral("--host"), QStringLiteral("there"),
                              QStringLiteral("--ssh-config"), at("ssh_config"), QStringLiteral("--engine")};
    const QStringList step{
        QStringLiteral("forecast"), QStringLiteral("--preset"), QStringLiteral("tiny-from-scratch"),
        QStringLiteral("--width"),  QStringLiteral("160"),      QStringLiteral("--height"),
        QStringLiteral("120")};
    QProcess process;
    process.start(m_engine, step + machine + QStringList{m_engine});
    QVERIFY(process.waitForFinished(test::patience));
    QVERIFY2(process.exitCode() == 0, process.readAllStandardError().constData());
    const Json seen = parseJson(process.readAllStandardOutput().toStdString(), "forecast");
    QVERIFY(seen.at("seconds_per_iteration") > 0 && seen.at("memory_mb") > 50 && seen.at("free_mb") > 50);
    process.start(m_engine, step + machine + QStringList{QStringLiteral("/no/such/engine")});
    QVERIFY(process.waitForFinished(test::patience));
    QCOMPARE(process.exitCode(), 2);
    const QByteArray words = process.readAllStandardError();
    QVERIFY2(words.contains("there") && words.contains("/no/such/engine"), words.constData());
  }
  void what_a_killed_one_left_goes_with_the_next() {
    QDir().mkpath(at("tmp/anchor-scratch-held"));
    QDir().mkpath(at("tmp/anchor-scratch-young"));
    QDir().mkpath(at("tmp/anchor-other"));
    const int held = ::open(at("tmp/anchor-scratch-held").toLocal8Bit().constData(), O_RDONLY | O_DIRECTORY);
    QCOMPARE(::flock(held, LOCK_EX | LOCK_NB), 0);
    write("slow", QStringLiteral("#!/bin/sh\nexec sleep 20\n"));
    QFile::setPermissions(at("slow"),
                          QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner);
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("TMPDIR"), at("tmp"));
    QProcess process;
    process.setProcessEnvironment(environment);
    const auto folders = [&] { return QDir(at("tmp")).entryList(QDir::Dirs | QDir::NoDotAndDotDot); };
    process.start(m_engine,
                  {QStringLiteral("forecast"), QStringLiteral("--host"), QStringLiteral("there"),
                   QStringLiteral("--ssh-config"), at("ssh_config"), QStringLiteral("--engine"), at("slow")});
    // Once it is connected, nothing more is written there.
    const auto connected = [&] {
      return std::ranges::any_of(folders(), [&](const QString& name) {
        return QFile::exists(at("tmp/") + name + QStringLiteral("/c"));
      });
    };
    QTRY_VERIFY_WITH_TIMEOUT(connected(), test::patience);
    process.kill();
    QVERIFY(process.waitForFinished(5000));
    QCOMPARE(folders().size(), 4);
    for (const QString& name : folders())
      if (!name.endsWith(QLatin1String("young"))) {
        const timespec before[2] = {{std::time(nullptr) - 120, 0}, {std::time(nullptr) - 120, 0}};
        QCOMPARE(::utimensat(AT_FDCWD, at(("tmp/" + name.toStdString()).c_str()).toLocal8Bit().constData(),
                             before, 0),
                 0);
      }
    process.start(m_engine,
                  {QStringLiteral("forecast"), QStringLiteral("--host"), QStringLiteral("nowhere.invalid")});
    QVERIFY(process.waitForFinished(test::patience));
    QCOMPARE(folders(), (QStringList{QStringLiteral("anchor-other"), QStringLiteral("anchor-scratch-held"),
                                     QStringLiteral("anchor-scratch-young")}));
    ::close(held);
  }
  void faults_are_told_in_words() {
    const RunFolder run = prepared(4);
    assign(run, "nowhere.invalid");
    QProcess process;
    listen(process, run);
    QVERIFY(process.waitForFinished(test::patience));
    QCOMPARE(process.exitCode(), 2);
    const QByteArray words = process.readAll();
    QVERIFY2(words.contains("nowhere.invalid") && words.contains("cannot be reached"), words.constData());
    assign(run);
    auto place = readRemotePlace(run.path());
    place.engine = "/no/such/engine";
    writeRemotePlace(run.path(), place);
    listen(process, run);
    QVERIFY(process.waitForFinished(test::patience));
    QCOMPARE(process.exitCode(), 2);
    QVERIFY(process.readAll().contains("/no/such/engine"));
    place.host = "-oProxyCommand=touch /tmp/x";
    writeRemotePlace(run.path(), place);
    listen(process, run);
    QVERIFY(process.waitForFinished(test::patience));
    QCOMPARE(process.exitCode(), 2);
    QVERIFY(process.readAll().contains("cannot start with a minus sign"));
  }
};

ANCHOR_TEST_MAIN(RemoteTest, QCoreApplication)
#include "tst_remote.moc"
