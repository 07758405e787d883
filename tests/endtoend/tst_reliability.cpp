// SPDX-License-Identifier: GPL-3.0-or-later
// What happens to a person's data when disks fill, power fails and files are broken or hostile. The numbers
// are those of the promises P2 to P8 in the project's reliability list. More rounds as a measurement:
// ANCHOR_ROUNDS=25.
#include <fcntl.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>
#include <atomic>
#include <fstream>

#include "app/engine/confinement.h"
#include "app/project_run/project_run.h"
#include "datasets/formats/dataset_export.h"
#include "datasets/formats/label_import.h"
#include "datasets/images/image_reader.h"
#include "datasets/sample/sample_project.h"
#include "engine/base/atomic_file.h"
#include "engine/export/weights_export.h"
#include "engine/networks/weights/tensor_file.h"
#include "tests/support/test_data.h"

extern char** environ;

using namespace anchor;
namespace fs = std::filesystem;

class ReliabilityTest : public QObject {
  Q_OBJECT
  QTemporaryDir m_dir;
  RandomSource m_random{7};
  [[nodiscard]] fs::path in(const std::string& name) const {
    return fs::path(m_dir.path().toStdString()) / name;
  }
  static int rounds(int usual) {
    const int asked = qEnvironmentVariableIntValue("ANCHOR_ROUNDS");
    return usual * std::max(asked, 1);
  }
  static void writeText(const fs::path& path, const std::string& text) {
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << text;
  }
  static std::string fingerprintOf(const fs::path& project) {
    return ProjectStore::open(project)->fingerprint();
  }

  struct Outcome {
    int exitCode = 0;
    std::string words;
  };
  /// anchor-engine on a disk that is full after so many writes below `folder` (negative: never).
  Outcome engineOnDisk(const fs::path& folder, long after, const QStringList& arguments) {
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("LD_PRELOAD"),
                       QStringLiteral(PROGRAM_FOLDER "/../tests/libfull_disk.so"));
    environment.insert(QStringLiteral("FULL_DISK_BELOW"), QString::fromStdString(folder.string()));
    if (after >= 0) environment.insert(QStringLiteral("FULL_DISK_AFTER"), QString::number(after));
    environment.insert(QStringLiteral("FULL_DISK_REPORT"), QString::fromStdString(in("writes").string()));
    process.setProcessEnvironment(environment);
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(QStringLiteral(PROGRAM_FOLDER "/anchor-engine"), arguments);
    if (!process.waitForFinished(test::patience)) qFatal("anchor-engine did not end");
    return {process.exitStatus() == QProcess::CrashExit ? -1 : process.exitCode(),
            process.readAll().toStdString()};
  }
  [[nodiscard]] long writesSeen() const { return std::stol(test::readText(in("writes"))); }

  struct Cost {
    int exitCode = 0;
    double seconds = 0, megabytes = 0;
  };
  static Cost costOf(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), PROGRAM_FOLDER "/anchor-engine");
    std::vector<char*> argv;
    for (std::string& a : arguments) argv.push_back(a.data());
    argv.push_back(nullptr);
    posix_spawn_file_actions_t quiet;
    posix_spawn_file_actions_init(&quiet);
    posix_spawn_file_actions_addopen(&quiet, 1, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&quiet, 2, "/dev/null", O_WRONLY, 0);
    QElapsedTimer clock;
    clock.start();
    pid_t child = 0;
    ::posix_spawn(&child, argv[0], &quiet, nullptr, argv.data(), environ);
    int status = 0;
    rusage usage{};
    ::wait4(child, &status, 0, &usage);
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, static_cast<double>(clock.elapsed()) / 1000,
            static_cast<double>(usage.ru_maxrss) / 1024};
  }

  std::string mutated(std::string bytes) {
    const auto pick = [&](size_t below) {
      return static_cast<size_t>(m_random.below(std::max<size_t>(below, 1)));
    };
    const size_t changes = 1 + pick(8);
    for (size_t i = 0; i < changes && !bytes.empty(); ++i) switch (pick(5)) {
        case 0:
          bytes[pick(bytes.size())] = static_cast<char>(pick(256));
          break;
        case 1:
          bytes.resize(pick(bytes.size()));
          break;
        case 2:
          bytes.insert(pick(bytes.size()), bytes.substr(pick(bytes.size()), pick(40)));
          break;
        case 3:
          bytes[pick(bytes.size())] ^= static_cast<char>(1 << pick(8));
          break;
        default:
          bytes.replace(pick(bytes.size()), 4, std::string(4, static_cast<char>(pick(2) * 255)));
      }
    return bytes;
  }

  /// The exit code of a child that does `work`; 128 + number when a signal ended it.
  template <class Work>
  static int inChild(const Work& work) {
    const pid_t child = ::fork();
    if (child == 0) ::_exit(work());
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  }

 private Q_SLOTS:
  void initTestCase() { createSampleProject(in("base"), {8}, {}); }

  void p02_a_torn_log_keeps_every_commit_before_the_tear() {
    auto store = ProjectStore::open(in("base"));
    fs::create_directories(in("power"));
    const auto sizeOf = [](const fs::path& p) { return fs::exists(p) ? fs::file_size(p) : 0; };
    const fs::path log = in("base/project.anchor-wal");
    struct Commit {
      uintmax_t logSize;
      std::string fingerprint;
    };
    std::vector<Commit> commits{{sizeOf(log), store->fingerprint()}};
    const int64_t image = store->images()[0].id;
    for (int i = 0; i < 40; ++i) {
      ProjectEdit edit = store->edit("Draw a box");
      LabelBox box;
      box.classId = store->classes()[0].id;
      box.x2 = 10 + i;
      box.y2 = 5 + i;
      edit.addBox(image, box);
      edit.commit();
      commits.push_back({sizeOf(log), store->fingerprint()});
    }
    const std::string database = test::readText(in("base/project.anchor"));
    const std::string whole = test::readText(log);
    QVERIFY(whole.size() >= commits.back().logSize && commits.front().logSize < commits.back().logSize);
    for (int round = 0; round < rounds(60); ++round) {
      const auto span = commits.back().logSize - commits.front().logSize;
      const size_t tear = commits.front().logSize + m_random.below(span + 1);
      std::string torn = whole.substr(0, tear);
      // What was not synced yet may also be there as garbage.
      if (round % 2 == 1)
        for (int k = 0; k < 5000; ++k) torn += static_cast<char>(m_random.below(256));
      fs::remove_all(in("power"));
      writeText(in("power/project.anchor"), database);
      writeText(in("power/project.anchor-wal"), torn);
      std::string wanted;
      for (const Commit& commit : commits)
        if (commit.logSize <= tear) wanted = commit.fingerprint;
      QCOMPARE(fingerprintOf(in("power")), wanted);
    }
  }

  void p03_a_full_disk_is_an_error_and_damages_nothing_data() {
    QTest::addColumn<QString>("what");
    for (const char* what : {"import", "export", "train", "resume"})
      QTest::newRow(what) << QString::fromLatin1(what);
  }
  void p03_a_full_disk_is_an_error_and_damages_nothing() {
    QFETCH(QString, what);
    const fs::path disk = in("disk-" + what.toStdString());
    const fs::path start = in("start-" + what.toStdString());
    fs::create_directories(start);
    fs::copy(in("base"), start / "p", fs::copy_options::recursive);
    const QString project = QString::fromStdString((disk / "p").string());
    const QStringList training{QStringLiteral("--preset"),     QStringLiteral("tiny-from-scratch"),
                               QStringLiteral("--set"),        QStringLiteral("network.width=0.25"),
                               QStringLiteral("--set"),        QStringLiteral("input.short_side=64"),
                               QStringLiteral("--set"),        QStringLiteral("evaluate_every=0"),
                               QStringLiteral("--set"),        QStringLiteral("checkpoint_every=1"),
                               QStringLiteral("--iterations"), QStringLiteral("2")};
    if (what == QLatin1String("import")) {
      exportDataset(LabelFormat::Coco, *ProjectStore::open(in("base")), start / "labels", {});
      // Other images than the project's own.
      for (const auto& file : fs::recursive_directory_iterator(start / "labels"))
        if (file.path().extension() == ".png")
          std::ofstream(file.path(), std::ios::app | std::ios::binary) << 'x';
    }
    if (what == QLatin1String("resume")) {
      RunConfig config = presetByName("tiny-from-scratch").config;
      config.network.width = 0.25F;
      config.input.short_side = 64;
      config.solver.iterations = 1;
      config.evaluate_every = 0;
      config.checkpoint_every = 1;
      const RunFolder run = prepareRun(*ProjectStore::open(start / "p"), config);
      QCOMPARE(costOf({"train", run.path().string()}).exitCode, 0);
      config.classes = readRunConfig(run.config()).classes;
      config.solver.iterations = 3;
      writeAtomically(run.config(), runConfigText(config));
    }
    const std::string runName = "p/runs/0001-tiny-from-scratch";
    QStringList arguments;
    if (what == QLatin1String("import"))
      arguments = {QStringLiteral("import"), project, QStringLiteral("--labels"),
                   QString::fromStdString((disk / "labels").string())};
    else if (what == QLatin1String("export"))
      arguments = {QStringLiteral("export"), project, QString::fromStdString((disk / "out").string()),
                   QStringLiteral("--format"), QStringLiteral("voc")};
    else if (what == QLatin1String("train"))
      arguments = QStringList{QStringLiteral("train"), QStringLiteral("--project"), project} + training;
    else
      arguments = {QStringLiteral("train"), QString::fromStdString((disk / runName).string())};
    const auto afresh = [&] {
      fs::remove_all(disk);
      fs::copy(start, disk, fs::copy_options::recursive);
    };
    afresh();
    const Outcome whole = engineOnDisk(disk, -1, arguments);
    QVERIFY2(whole.exitCode == 0, whole.words.c_str());
    const long all = writesSeen();
    const std::string before = fingerprintOf(start / "p");
    const std::string after = fingerprintOf(disk / "p");
    const int tries = rounds(what == QLatin1String("train") || what == QLatin1String("resume") ? 14 : 24);
    int refused = 0;
    for (int attempt = 0; attempt < tries; ++attempt) {
      const long full = all * attempt / tries;
      afresh();
      const Outcome outcome = engineOnDisk(disk, full, arguments);
      const QByteArray place = QByteArray::number(qlonglong{full}) + " of " +
                               QByteArray::number(qlonglong{all}) + ": " +
                               QByteArray::fromStdString(outcome.words);
      QVERIFY2(outcome.exitCode >= 0, place.constData());  // no crash
      refused += outcome.exitCode > 0 ? 1 : 0;
      const std::string now = fingerprintOf(disk / "p");
      QVERIFY2(now == before || now == after, place.constData());
      if (what == QLatin1String("export")) {
        // All of it or nothing.
        QVERIFY2(fs::exists(disk / "out") == (outcome.exitCode == 0), place.constData());
        QVERIFY2(!fs::exists(disk / "out.part"), place.constData());
      }
      if (what == QLatin1String("resume")) {
        const RunFolder run(disk / runName);
        QVERIFY2(!run.finishedCheckpoints().empty(), place.constData());
        for (const fs::path& checkpoint : run.finishedCheckpoints())
          exportWeights(checkpoint, in("weights.safetensors"));  // reads and checks all of it
        QCOMPARE(test::readText(run.checkpoint(1)), test::readText(RunFolder(start / runName).checkpoint(1)));
      }
      for (const auto& entry : fs::recursive_directory_iterator(start / "p" / "images")) {
        const fs::path copy = disk / "p" / "images" / entry.path().filename();
        QVERIFY(test::readText(entry.path()) == test::readText(copy));
      }
    }
    qInfo("writes: %ld, refused: %d of %d", all, refused, tries);
    QVERIFY2(refused >= tries * 3 / 4, "most of these disks were too small");
  }

  void p04_a_broken_project_is_told_and_never_crashes() {
    const std::string whole = test::readText(in("base/project.anchor"));
    int refused = 0;
    for (int round = 0; round < rounds(400); ++round) {
      std::string bytes = whole;
      if (round % 4 == 0) bytes.resize(m_random.below(bytes.size()));
      for (uint64_t flips = m_random.below(40); flips-- > 0 && !bytes.empty();)
        bytes[m_random.below(bytes.size())] = static_cast<char>(m_random.below(256));
      fs::remove_all(in("broken"));
      writeText(in("broken/project.anchor"), bytes);
      QElapsedTimer clock;
      clock.start();
      try {
        const auto store = ProjectStore::open(in("broken"));
        for (const ImageEntry& image : store->images()) (void)store->boxes(image.id);
        (void)store->fingerprint();
      } catch (const UserError& error) {
        QVERIFY(!error.problem().reason.empty());
        ++refused;
      }
      QVERIFY2(clock.elapsed() < 10000, "a broken project must not hang");
    }
    QVERIFY(refused > 100);
  }

  void p05_mutated_files_are_read_or_refused() {
    fs::create_directories(in("seeds"));
    const auto store = ProjectStore::open(in("base"));
    std::vector<fs::path> labels;
    for (const LabelFormatRow& format : writableFormats()) {
      exportDataset(format.format, *store, in(std::string("seeds/") + format.name), {});
      labels.push_back(in(std::string("seeds/") + format.name));
    }
    int readable = 0;
    for (const fs::path& folder : labels) {
      std::vector<fs::path> texts;
      for (const auto& entry : fs::recursive_directory_iterator(folder))
        if (entry.is_regular_file() && !looksLikeImage(entry.path())) texts.push_back(entry.path());
      QVERIFY(!texts.empty());
      for (int round = 0; round < rounds(60); ++round) {
        const fs::path& file = texts[m_random.below(texts.size())];
        const std::string whole = test::readText(file);
        writeText(file, mutated(whole));
        try {
          if (const auto found = detectLabels(folder))
            readable += importLabels(*found, {}).images.empty() ? 0 : 1;
        } catch (const UserError&) {  // names file and reason, which what a library throws does not
        }
        writeText(file, whole);
      }
    }
    QVERIFY(readable > 50);
    for (const char* name :
         {"odd_images/cmyk.jpg", "odd_images/alpha.png", "odd_images/pages.tif", "odd_images/big.tif",
          "odd_images/animated.webp", "weights_zip.pth", "weights_legacy.pth", "broken_runs_code.pth"}) {
      const std::string whole = test::readText(test::dataFile(name));
      const fs::path file = in(std::string("mutated") + fs::path(name).extension().string());
      for (int round = 0; round < rounds(80); ++round) {
        writeText(file, mutated(whole));
        try {
          if (looksLikeImage(file))
            (void)readImage(file);
          else
            (void)readTensorFile(file);
        } catch (const UserError&) {
        }
      }
    }
    const std::string event =
        eventLine({1, EvaluationEvent{5, 3, "val", 0.1, 0.2, 0.3, 0.4, {{"cat", 0.5}}, 1, 2, 3, 4}});
    for (int round = 0; round < rounds(3000); ++round) (void)parseEventLine(mutated(event));
  }

  void p06_small_files_cannot_ask_for_much_memory() {
    std::string laughs = "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY l0 \"ha\">";
    for (int i = 1; i < 12; ++i) {
      laughs += "<!ENTITY l" + std::to_string(i) + " \"";
      for (int k = 0; k < 10; ++k) laughs += "&l" + std::to_string(i - 1) + ";";
      laughs += "\">";
    }
    laughs += "]><annotation><filename>&l11;</filename></annotation>";
    writeText(in("bombs/laughs/Annotations/a.xml"), laughs);
    std::string deep = "<annotation>";
    for (int i = 0; i < 300000; ++i) deep += "<a>";
    writeText(in("bombs/deep/Annotations/a.xml"), deep);
    writeText(in("bombs/text/a.json"),
              "{\"images\":[{\"file_name\":\"" + std::string(100'000'000, 'x') + "\"}]}");
    writeText(in("bombs/brackets/a.json"), "{\"images\":" + std::string(2'000'000, '['));
    // A PNG of 30,000 x 30,000 white pixels in a hundred kilobytes.
    const QByteArray rows(30001, '\0');
    QByteArray pixels;
    pixels.reserve(30000 * 3751);
    for (int y = 0; y < 30000; ++y) pixels += rows.left(3751);  // one bit a pixel
    const auto chunk = [](const char* type, const QByteArray& data) {
      QByteArray body = QByteArray(type, 4) + data;
      uint32_t crc = 0xFFFFFFFFU;
      for (const char c : body) {
        crc ^= static_cast<uint8_t>(c);
        for (int k = 0; k < 8; ++k) crc = (crc >> 1) ^ ((crc & 1) != 0 ? 0xEDB88320U : 0);
      }
      const auto big = [](uint32_t v) {
        return QByteArray{}.append(char(v >> 24)).append(char(v >> 16)).append(char(v >> 8)).append(char(v));
      };
      return big(static_cast<uint32_t>(data.size())) + body + big(~crc);
    };
    const QByteArray header = QByteArray::fromHex("0000753000007530") + QByteArray::fromHex("0100000000");
    const QByteArray png = QByteArray::fromHex("89504E470D0A1A0A") + chunk("IHDR", header) +
                           chunk("IDAT", qCompress(pixels, 9).mid(4)) + chunk("IEND", {});
    QVERIFY(png.size() < 300000);
    writeText(in("bombs/picture/huge.png"), png.toStdString());
    const Cost usual =
        costOf({"import", in("plain").string(), "--labels", in("seeds/voc").string(), "--dry-run"});
    for (const char* name : {"laughs", "deep", "text", "brackets"}) {
      const Cost cost = costOf({"import", in("into").string(), "--labels",
                                in(std::string("bombs/") + name).string(), "--dry-run"});
      qInfo("%s: %.1f s, %.0f MB above the usual", name, cost.seconds, cost.megabytes - usual.megabytes);
      QVERIFY2(cost.exitCode >= 0, name);
      QVERIFY2(cost.megabytes - usual.megabytes < 256, name);
    }
    QVERIFY_THROWS_EXCEPTION(UserError, readImage(in("bombs/picture/huge.png")));
    // Found by fuzzing: forty bytes of WebP that claim a gigapixel; and the like of TIFF and BMP.
    const QByteArray webp = "RIFF" + QByteArray::fromHex("ac000000") + "WEBPVP8X" +
                            QByteArray::fromHex("0a0000000002000000ff3f00ffff00");
    const QByteArray tiff = QByteArray::fromHex("49492a0008000000") + QByteArray::fromHex("0200") +
                            QByteArray::fromHex("000104000100000000800000") +
                            QByteArray::fromHex("010104000100000000800000") + QByteArray(4, '\0');
    const QByteArray bigTiff =  // BigTIFF: sides as 64 bits
        QByteArray::fromHex("49492b000800000010000000000000000200000000000000") +
        QByteArray::fromHex("0001100001000000000000000080000000000000") +
        QByteArray::fromHex("0101100001000000000000000080000000000000") + QByteArray(8, '\0');
    const QByteArray otherEnd =  // and as 32, big end first
        QByteArray::fromHex("4d4d002b0008000000000000000000100000000000000002") +
        QByteArray::fromHex("0100000400000000000000010000800000000000") +
        QByteArray::fromHex("0101000400000000000000010000800000000000") + QByteArray(8, '\0');
    const QByteArray bmp = "BM" + QByteArray(12, '\0') + QByteArray::fromHex("28000000") +
                           QByteArray::fromHex("00800000008000000100180000000000") + QByteArray(20, '\0');
    for (const auto& [name, bytes] : {std::pair("huge.webp", webp),
                                      {"huge.tif", tiff},
                                      {"huge.bmp", bmp},
                                      {"big.tif", bigTiff},
                                      {"other_end.tif", otherEnd}}) {
      const std::string file = in(std::string("bombs/picture/") + name).string();
      writeText(file, bytes.toStdString());
      QString told;
      try {
        (void)readImage(file);
      } catch (const UserError& error) {
        told = QString::fromUtf8(error.what());
      }
      QVERIFY2(told.contains(QStringLiteral("more than 512 megapixels")), qPrintable(told));
    }
    rusage self{};
    ::getrusage(RUSAGE_SELF, &self);
    QVERIFY2(self.ru_maxrss / 1024 < 1500, "a refused picture was decoded first");
  }

  void p07_labels_lead_to_no_file_outside_their_folder() {
    fs::create_directories(in("secret"));
    fs::copy_file(test::dataFile("odd_images/alpha.png"), in("secret/private.png"));
    fs::create_directories(in("root/images"));
    fs::copy_file(test::dataFile("odd_images/alpha.png"), in("root/images/own.png"));
    fs::create_directory_symlink(in("secret"), in("root/images/linked"));
    std::vector<std::string> paths;
    const std::string target = in("secret/private.png").string();
    for (const std::string& up :
         {std::string("../"), std::string("../../"), std::string("a/../../../"), std::string("./.././../"),
          std::string("images/../../"), std::string("..\\\\")})
      paths.push_back(up + "secret/private.png");
    paths.insert(paths.end(), {target, "file://" + target, "/" + target, "//" + target, "linked/private.png",
                               "images/linked/private.png", "~/private.png", "C:/secret/private.png",
                               "..%2fsecret/private.png", "own.png\\u0000/../../secret/private.png"});
    for (const std::string& path : paths) {
      writeText(in("root/instances.json"),
                "{\"images\":[{\"id\":1,\"file_name\":\"" + path +
                    "\",\"width\":32,\"height\":24}],\"annotations\":[],\"categories\":[]}");
      writeText(in("root2/Annotations/a.xml"),
                "<annotation><filename>" + path + "</filename><path>" + path + "</path></annotation>");
      for (const char* folder : {"root", "root2"}) {
        ImportReport report;
        try {
          if (const auto found = detectLabels(in(folder))) report = importLabels(*found, {});
        } catch (const UserError&) {
        }
        for (const ImportedImage& image : report.images) {
          const std::string real = fs::weakly_canonical(image.path).string();
          QVERIFY2(real.starts_with(fs::canonical(in(folder)).string()), (path + " led to " + real).c_str());
        }
      }
    }
  }

  void p08_who_reads_foreign_weights_has_limits_also_where_no_call_is_filtered() {
    const Allowance allowance{size_t{64} << 20, size_t{1} << 20, 1};
    QCOMPARE(inChild([&] {
               confine(allowance);
               return ::mmap(nullptr, size_t{1} << 30, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) ==
                              MAP_FAILED
                          ? 0
                          : 1;
             }),
             0);
    QCOMPARE(inChild([&] {
               confine(allowance);
               for (std::atomic<int> spin = 0;; ++spin) {
               }
               return 0;
             }),
             128 + SIGKILL);
  }
  void p08_who_reads_foreign_weights_can_do_nothing_else() {
    writeText(in("kept.txt"), "kept");
    const std::string kept = in("kept.txt").string();
    const std::string fresh = in("fresh.txt").string();
    const Allowance allowance{size_t{64} << 20, size_t{1} << 20, 1};
    if (inChild([&] { return confine(allowance) ? 0 : 1; }) != 0)
      QSKIP("this kernel filters no system calls: only the limits of the test before this one hold here");
    const pid_t parent = ::getpid();
    QCOMPARE(inChild([&] {
               confine(allowance);
               return ::open(kept.c_str(), O_RDONLY) >= 0 ? 0 : 1;
             }),
             0);
    QCOMPARE(
        inChild([&] {
          confine(allowance);
          int done = 0;
          if (::socket(AF_INET, SOCK_STREAM, 0) >= 0 || ::socket(AF_UNIX, SOCK_STREAM, 0) >= 0) done |= 1;
          if (::open(kept.c_str(), O_RDWR) >= 0 || ::open(fresh.c_str(), O_WRONLY | O_CREAT, 0600) >= 0)
            done |= 2;
          if (::unlink(kept.c_str()) == 0 || ::rename(kept.c_str(), fresh.c_str()) == 0) done |= 4;
          if (::fork() >= 0) done |= 8;
          if (::kill(parent, 0) == 0) done |= 16;
          if (::mmap(nullptr, size_t{1} << 30, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED)
            done |= 32;
          ::execl("/bin/true", "true", nullptr);  // would end with 0, as if nothing had been possible
          return done + 64;
        }),
        64);
    QVERIFY(fs::exists(kept) && !fs::exists(fresh));
  }
  void p08_weights_that_ask_for_too_much_end_their_reader_only() {
    writeText(in("endless.safetensors"), std::string("\x10\0\0\0\0\0\0\0", 8));
    fs::resize_file(in("endless.safetensors"), uintmax_t{60} << 30);  // sparse
    ::mkfifo(in("pipe.pth").c_str(), 0600);
    for (const char* name : {"endless.safetensors", "pipe.pth"}) {
      const Cost cost = costOf({"train", "--project", in("base").string(), "--preset", "tiny-from-scratch",
                                "--weights", in(name).string(), "--iterations", "1"});
      QCOMPARE(cost.exitCode, 2);
      qInfo("%s: %.1f s, %.0f MB", name, cost.seconds, cost.megabytes);
    }
  }
  void p08_foreign_weights_run_nothing_and_end_in_time() {
    for (const char* name : {"broken_runs_code.pth"}) {
      const Cost cost = costOf({"train", "--project", in("base").string(), "--preset", "tiny-from-scratch",
                                "--weights", test::dataFile(name).string(), "--iterations", "1"});
      QCOMPARE(cost.exitCode, 2);
      QVERIFY(cost.seconds < 30);
    }
    // A header that asks for 226 GB, and one for more than there is in the file.
    for (const std::string& sizes :
         {std::string("[0,226000000000]"), std::string("[0,18446744073709551615]")}) {
      const std::string header =
          "{\"a\":{\"dtype\":\"F32\",\"shape\":[56500000000],\"data_offsets\":" + sizes + "}}";
      std::string file(8, '\0');
      for (size_t i = 0; i < 8; ++i) file[i] = static_cast<char>(header.size() >> (8 * i));
      writeText(in("huge.safetensors"), file + header + "0000");
      QVERIFY_THROWS_EXCEPTION(std::exception, readTensorFile(in("huge.safetensors")));
    }
  }
};

ANCHOR_TEST_MAIN(ReliabilityTest, QCoreApplication)
#include "tst_reliability.moc"
