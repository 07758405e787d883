// SPDX-License-Identifier: GPL-3.0-or-later
#include <ATen/ATen.h>
#include <signal.h>
#include <sys/resource.h>

#include <QJsonDocument>
#include <QProcess>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QtTest>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include "datasets/formats/label_format.h"
#include "datasets/project/project_store.h"
#include "datasets/sample/sample_project.h"
#include "engine/base/atomic_file.h"
#include "engine/config/run_config.h"
#include "engine/inspection/autopsy_file.h"
#include "engine/networks/weights/tensor_file.h"
#include "engine/protocol/run_event.h"
#include "engine/protocol/run_folder.h"
#include "engine/protocol/serve_message.h"
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
    if (!process.waitForFinished(test::patience)) qFatal("anchor-engine did not end");
    return {process.exitCode(), process.readAllStandardOutput().toStdString(),
            process.readAllStandardError().toStdString()};
  }
  [[nodiscard]] std::string train(const std::string& settings, int iterations = 2) const {
    return "train --project " + path("project") + " --preset tiny-from-scratch --iterations " +
           std::to_string(iterations) + " --set network.width=0.25 --set evaluate_every=0 " + settings;
  }
  [[nodiscard]] std::string newestRun(const std::string& project = "project") const {
    std::set<std::string> runs;
    for (const auto& entry : fs::directory_iterator(path(project + "/runs")))
      runs.insert(entry.path().string());
    return *runs.rbegin();
  }
  static std::string lastFailure(const std::string& run) {
    std::string message;
    readEvents(RunFolder(run), [&](const std::string&, const RunEvent& event) {
      if (const auto* failed = std::get_if<FailedEvent>(&event.body)) message = failed->message.english();
    });
    return message;
  }
 private Q_SLOTS:
  void a_training_that_fails_says_so_in_its_last_line_of_json() {
    const auto lastWord = [](const std::string& out) {
      const size_t end = out.find_last_not_of('\n');
      const size_t start = out.rfind('\n', end);
      return Json::parse(out.substr(start == std::string::npos ? 0 : start + 1), nullptr, false);
    };
    const auto runs = [this] {
      return std::distance(fs::directory_iterator(path("project/runs")), fs::directory_iterator());
    };
    // Nothing to start from: no run is made.
    const auto before = runs();
    const Result missing = engine(train("--json --weights " + path("nowhere.pth")));
    QCOMPARE(missing.exitCode, 2);
    QCOMPARE(lastWord(missing.out)["type"], Json("failed"));
    QVERIFY(lastWord(missing.out)["message"].get<std::string>().starts_with(path("nowhere.pth")));
    QCOMPARE(runs(), before);
    const Result nowhere = engine("train --json " + path("no-run"));
    QCOMPARE(nowhere.exitCode, 2);
    QCOMPARE(lastWord(nowhere.out)["type"], Json("failed"));
    // Nor where a file holds no weights, is damaged, or belongs to another network.
    std::ofstream(path("page.pth")) << "<!DOCTYPE html><html></html>";
    std::ofstream(path("cut.pth"), std::ios::binary) << "PK\x03\x04" << std::string(100, '\0');
    writeSafetensors(path("other.safetensors"), {{"conv1.weight", at::zeros({64, 3, 7, 7})}}, {});
    for (const auto& [name, words] : {std::pair<std::string, std::string>{"page.pth", "is a web page"},
                                      {"cut.pth", "is not a PyTorch archive, or is damaged"},
                                      {"other.safetensors", "not fit this network: "}}) {
      const Result refused = engine(train("--json --weights " + path(name)));
      QCOMPARE(refused.exitCode, 2);
      const auto message = lastWord(refused.out)["message"].get<std::string>();
      QVERIFY2(message.starts_with(path(name)) && message.find(words) != message.npos &&
                   message.find('\n') == message.npos,
               message.c_str());
      QCOMPARE(lastWord(refused.out)["type"], Json("failed"));
      QCOMPARE(runs(), before);
    }
    // On the way: with a checkpoint of the steps that succeeded.
    qputenv("ANCHOR_ENGINE_FAULT", "memory@3");
    const Result memory = engine(train("--json --set input.short_side=64", 6));
    qunsetenv("ANCHOR_ENGINE_FAULT");
    QCOMPARE(memory.exitCode, 77);
    QCOMPARE(lastWord(memory.out)["type"], Json("failed"));
    QCOMPARE(lastWord(memory.out)["kind"], Json("memory"));
    QCOMPARE(lastWord(memory.out)["iteration"], Json(3));
    QVERIFY(fs::exists(RunFolder(newestRun()).checkpoint(3)));
  }
  void inspect_names_the_reason_for_anchors_in_a_crowd() {
    createSampleProject(path("crowded"), {4}, {});
    std::string image;
    {
      const auto store = ProjectStore::open(path("crowded"));
      const ImageEntry entry = store->images()[0];
      ProjectEdit edit = store->edit("A crowd");
      for (const LabelBox& box : store->boxes(entry.id)) edit.removeBox(box.id);
      LabelBox crowd;
      crowd.classId = store->classes()[0].id;
      crowd.x2 = entry.width;
      crowd.y2 = entry.height;
      crowd.crowd = true;
      edit.addBox(entry.id, crowd);
      edit.commit();
      image = path("crowded/" + entry.path);
    }
    std::set<std::string> reasons;
    for (const char* cell : {"3 4", "20 15", "25 20"}) {
      const Result told = engine("inspect --json --preset vgg16-simple --project " + path("crowded") +
                                 " --image " + image + " --cell " + cell);
      QVERIFY2(told.exitCode == 0, told.err.c_str());
      const Json answer = Json::parse(told.out);
      for (const Json& anchor : answer["cell"]) reasons.insert(anchor["reason"].get<std::string>());
    }
    std::string all;
    for (const std::string& reason : reasons) all += reason + " ";
    QCOMPARE(QString::fromStdString(all), QStringLiteral("ignore_region outside "));
  }
  void inspect_autopsy_and_doctor_print_what_the_studio_shows() {
    const Result made = engine(train("--set checkpoint_every=2", 2));
    QCOMPARE(made.exitCode, 0);
    const std::string run = newestRun();
    const RunSamples samples = readRunSamples(run + "/samples.json");
    const RunSample& sample = *samples.inSplit("train").front();
    const std::string image = fs::path(run + "/" + sample.image).lexically_normal().string();

    const Json preset = Json::parse(engine("inspect --json --preset vgg16-simple --project " +
                                           path("project") + " --image " + image + " --cell 3 4")
                                        .out);
    const AnchorStage stage =
        anchorStage(presetByName("vgg16-simple").config,
                    {static_cast<float>(sample.height), static_cast<float>(sample.width)}, sample.boxes);
    QCOMPARE(preset["anchors"]["all"].get<size_t>(), stage.anchors.size());
    QCOMPARE(preset["anchors"]["inside"].get<int>(), stage.insideCount());
    QCOMPARE(preset["anchors"]["bg"].get<int>(), stage.assignment.count(0));
    QCOMPARE(preset["objects"].size(), stage.gtBoxes.size());
    QCOMPARE(preset["objects"][0]["best_iou"].get<float>(), stage.assignment.bestIou[0]);
    QCOMPARE(preset["cell"].size(), size_t{9});
    const int anchor = preset["cell"][5]["anchor"];
    QCOMPARE(preset["cell"][5]["label"].get<int>(),
             static_cast<int>(stage.assignment.labels[static_cast<size_t>(anchor)]));

    const Result inspected =
        engine("inspect --json --model " + run + " --image " + image + " --record " + path("one.record"));
    QVERIFY2(inspected.exitCode == 0, inspected.err.c_str());
    const Json network = Json::parse(inspected.out)["network"];
    const ImageRecord record = readImageRecord(path("one.record"));
    QCOMPARE(network["proposals"]["rois"].get<int>(), record.proposals);
    QCOMPARE(network["detections"].size(), detectionStepsOf(record, record.config.test).kept.size());
    QCOMPARE(network["objects_lost_at"].size(), sample.boxes.size());

    const Result autopsy = engine("autopsy " + run + " --split train --json --report " + path("report"));
    QVERIFY2(autopsy.exitCode == 0, autopsy.err.c_str());
    const Json report = Json::parse(autopsy.out)["report"];
    int objects = 0;
    for (const auto& [name, cause] : report["causes"].items()) objects += cause["objects"].get<int>();
    QCOMPARE(objects, report["objects"].get<int>());
    QVERIFY(fs::exists(path("report/index.html")) && fs::exists(path("report/object-001.jpg")));
    QCOMPARE(readAutopsy(path("report/autopsy.json")).report().ap, report["ap50"].get<double>());
    const Result nothing = engine("autopsy " + run + " --split nowhere");
    QCOMPARE(nothing.exitCode, 2);

    const Result doctor = engine("doctor --json " + run);
    QVERIFY2(doctor.exitCode == 0, doctor.err.c_str());
    double last = 1;
    for (const Json& doubt : Json::parse(doctor.out)) {
      QVERIFY(doubt["strength"].get<double>() <= last);
      last = doubt["strength"];
    }
  }
  void serve_answers_reports_progress_cancels_and_survives_bad_questions() {
    const Result made = engine(train("--set checkpoint_every=2", 2));
    QCOMPARE(made.exitCode, 0);
    const std::string run = newestRun();
    QProcess process;
    process.start(QStringLiteral(PROGRAM_FOLDER "/anchor-engine"), {QStringLiteral("serve")});
    QVERIFY(process.waitForStarted());
    std::vector<ServeAnswer> answers;
    const auto ask = [&](ServeRequest request) {
      process.write(QByteArray::fromStdString(messageLine(request)) + '\n');
    };
    const auto ended = [&](int id) -> const ServeAnswer* {
      while (process.canReadLine()) {
        const QByteArray line = process.readLine();
        if (const auto answer =
                parseMessage<ServeAnswer>({line.constData(), static_cast<size_t>(line.size())}))
          answers.push_back(*answer);
      }
      for (const ServeAnswer& a : answers)
        if (a.id == id && a.type != "progress") return &a;
      return nullptr;
    };
    process.write("this is no request\n");
    const RunSamples samples = readRunSamples(run + "/samples.json");
    const std::string image = fs::path(run + "/" + samples.samples[0].image).lexically_normal().string();
    ask({1, "record", run, image, {1, 2, 30, 40}, {}, {}, path("served.record")});
    ask({2, "record", run, path("missing.jpg"), {}, {}, {}, path("never")});
    ask({3, "autopsy", {}, {}, {}, run, "train", path("served.json")});
    ask({4, "autopsy", {}, {}, {}, run, "train", path("cancelled.json")});
    ask({4, "cancel", {}, {}, {}, {}, {}, {}});
    for (const int id : {1, 2, 3, 4}) QTRY_VERIFY_WITH_TIMEOUT(ended(id) != nullptr, test::patience);
    QCOMPARE(ended(1)->type, std::string("done"));
    const ImageRecord record = readImageRecord(path("served.record"));
    QCOMPARE(record.rois.size(), static_cast<size_t>(record.proposals) + 1);
    QCOMPARE(ended(2)->type, std::string("failed"));
    QVERIFY(ended(2)->message.english().find("missing.jpg") != std::string::npos);
    QCOMPARE(ended(3)->type, std::string("done"));
    const auto progressed = std::count_if(answers.begin(), answers.end(), [](const ServeAnswer& a) {
      return a.id == 3 && a.type == "progress";
    });
    QCOMPARE(progressed, static_cast<std::ptrdiff_t>(samples.inSplit("train").size()));
    QCOMPARE(ended(4)->type, std::string("cancelled"));
    QVERIFY(!fs::exists(path("cancelled.json")));
    process.closeWriteChannel();
    QVERIFY(process.waitForFinished(test::patience));
    QCOMPARE(process.exitCode(), 0);
  }
  void initTestCase() { createSampleProject(path("project"), {8}, {}); }

  void too_little_memory_is_told_in_words() {
    const Result r = engine(train("--set input.short_side=5000 --set input.long_side=8000"), rlim_t{3} << 30);
    QCOMPARE(r.exitCode, 77);
    QVERIFY2(r.err.starts_with("The memory was not enough") && r.err.find("frame #") == r.err.npos,
             r.err.c_str());
    QVERIFY(lastFailure(newestRun()).find("smaller batch") != std::string::npos);
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
    const Result resumed = engine("train " + path("moved") + " --images " + path("pictures"));
    QVERIFY2(resumed.exitCode == 0, resumed.err.c_str());
    fs::rename(path("gone"), path("project"));
    fs::rename(path("pictures"), path("project/images"));
  }
  void best_is_the_checkpoint_of_the_best_map() {
    const Result trained = engine(train("--set input.short_side=160 --set checkpoint_every=2", 4));
    QVERIFY2(trained.exitCode == 0, trained.err.c_str());
    const std::string run = newestRun();
    const Result none = engine("evaluate " + run + " --checkpoint best --split train");
    QCOMPARE(none.exitCode, 2);
    QVERIFY2(none.err.find("measured mAP above 0") != none.err.npos, none.err.c_str());
    EventWriter writer(RunFolder(run).events());
    for (const auto& [iteration, map] : {std::pair{1, 0.9}, {2, 0.5}, {4, 0.3}}) {  // 1 has no checkpoint
      EvaluationEvent event;
      event.iteration = iteration;
      event.voc12 = map;
      writer.write(event);
    }
    const auto iterationOf = [&](const std::string& choice) {
      const Result r = engine("evaluate " + run + choice + " --split train --json");
      return QJsonDocument::fromJson(QByteArray::fromStdString(r.out))[QStringLiteral("iteration")].toInt();
    };
    QCOMPARE(iterationOf(""), 4);
    QCOMPARE(iterationOf(" --checkpoint best"), 2);
    QCOMPARE(iterationOf(" --checkpoint " + run + "/best"), 2);
    QCOMPARE(iterationOf(" --checkpoint " + run), 4);
    QCOMPARE(iterationOf(" --checkpoint " + RunFolder(run).checkpoint(4).string()), 4);
    for (const auto& [source, name] : {std::pair{run + "/best", "best"},
                                       {RunFolder(run).checkpoint(2).string(), "second"},
                                       {run, "newest"}}) {
      const Result exported = engine("export " + source + " " + path(name) + ".safetensors");
      QVERIFY2(exported.exitCode == 0, exported.err.c_str());
    }
    QVERIFY(readWholeFile(path("best.safetensors")) == readWholeFile(path("second.safetensors")));
    QVERIFY(readWholeFile(path("best.safetensors")) != readWholeFile(path("newest.safetensors")));
  }
  void detect_takes_folders_and_what_is_no_image_file_says_so() {
    QCOMPARE(engine(train("--set input.short_side=96 --set checkpoint_every=2")).exitCode, 0);
    const std::string run = newestRun();
    std::vector<fs::path> pictures;
    for (const auto& entry : fs::directory_iterator(path("project/images"))) pictures.push_back(entry.path());
    QVERIFY(pictures.size() >= 4);
    fs::create_directories(path("folder/deep"));
    const std::string extension = pictures[0].extension().string();
    std::vector<std::string> order;
    for (const char* name : {"folder/2", "folder/10", "folder/deep/1", "folder/deep/03"}) {
      order.push_back(path(name) + extension);
      fs::copy_file(pictures[order.size() - 1], order.back());
    }
    std::ofstream(path("folder/notes.txt")) << "no image";
    const Result whole = engine("detect " + run + " --json " + path("folder"));
    QVERIFY2(whole.exitCode == 0, whole.err.c_str());
    std::vector<std::string> seen;
    for (const Json& image : Json::parse(whole.out)) seen.push_back(image["image"]);
    QVERIFY(seen == order);
    QCOMPARE(
        whole.out,
        engine("detect " + run + " --json " + order[0] + " " + order[1] + " " + path("folder/deep")).out);

    // One damaged image of a folder is named; the others are not lost.
    std::ofstream(path("folder/5.jpg")) << "no picture";
    const Result damaged = engine("detect " + run + " --json " + path("folder"));
    QCOMPARE(damaged.exitCode, 2);
    QVERIFY2(damaged.err.starts_with(path("folder/5.jpg") + ": the image cannot be decoded") &&
                 damaged.err.ends_with("1 of 5 images could not be read\n"),
             damaged.err.c_str());
    QCOMPARE(damaged.out, whole.out);

    const std::string folder = path("folder");
    fs::create_directories(path("empty"));
    const std::pair<std::string, std::string> refusals[] = {
        {"detect " + run + " " + path("empty"), path("empty") + ": contains no images. "},
        {"detect " + run + " " + path("no.jpg"), path("no.jpg") + ": the image file is missing. "},
        {"detect " + path("nothing") + " " + order[0],
         path("nothing") + ": run, checkpoint or model file not found"},
        {"inspect --preset vgg16-simple --image " + folder, folder + ": this is a folder, not an image file"},
        {"inspect --preset vgg16-simple --image " + path("no.jpg"),
         path("no.jpg") + ": the image file is missing. "},
        {"export " + run + " " + path("out") + " --compare " + folder,
         folder + ": this is a folder, not an image file"},
        {"detect " + run + " " + order[0] + " --against " + folder, folder + ": is a folder, not a file"},
        {"train --project " + path("project") + " --config " + folder, folder + ": is a folder, not a file"},
        {"split " + path("project") + " --all --by list --name val --list " + folder,
         folder + ": is a folder, not a list"},
        {"train " + path("nothing"), path("nothing") + ": run folder not found"},
        {"train " + folder, folder + ": is not a run folder"},
        {"evaluate " + path("nothing"), path("nothing") + ": run folder not found"},
        {"evaluate " + order[0], order[0] + ": is a file, not a run folder"},
        {"autopsy " + path("nothing"), path("nothing") + ": run folder not found"},
        {"doctor " + path("nothing"), path("nothing") + ": run folder not found"},
        {"tensorboard " + path("nothing"), path("nothing") + ": run folder not found"},
        {"evaluate " + run + " --split train --images " + path("nothing"),
         path("nothing") + ": folder not found"},
        {"remote " + path("nothing") + " --host nowhere", path("nothing") + ": run folder not found"}};
    for (const auto& [arguments, words] : refusals) {
      const Result refused = engine(arguments);
      QVERIFY2(refused.exitCode == 2 && refused.err.starts_with(words),
               (arguments + "\n" + refused.err).c_str());
    }
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
    QVERIFY(first.waitForFinished(test::patience) && second.waitForFinished(test::patience));
    QVERIFY2(first.exitCode() == 0, first.readAllStandardError().constData());
    QVERIFY2(second.exitCode() == 0, second.readAllStandardError().constData());
    QCOMPARE(second.readAllStandardOutput(), QByteArray());
    const std::string two = newestRun();
    // The program starts both itself where the run's configuration says so.
    const Result together = engine(train(settings + " --set processes=2", 5));
    QVERIFY2(together.exitCode == 0, together.err.c_str());
    QVERIFY(together.out.find("Finished (done) at iteration 5") != std::string::npos);
    const std::string three = newestRun();
    QVERIFY(one != two && two != three);
    QCOMPARE(readRunConfig(RunFolder(three).config()).processes, 2);
    const SafetensorsFile a = readSafetensors(RunFolder(one).checkpoint(5));
    for (const std::string& other : {two, three}) {
      const SafetensorsFile b = readSafetensors(RunFolder(other).checkpoint(5));
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
  }
  void processes_started_together_end_together() {
    const QStringList arguments =
        QString::fromStdString(
            train("--processes 2 --batch 2 --set input.short_side=160 --set checkpoint_every=5000", 5000))
            .split(QLatin1Char(' '), Qt::SkipEmptyParts);
    for (const bool parentDies : {false, true}) {
      QProcess together;
      together.start(QStringLiteral(PROGRAM_FOLDER "/anchor-engine"), arguments);
      QByteArray said;
      while (!said.contains("    20  loss") && together.waitForReadyRead(test::patience))
        said += together.readAllStandardOutput();
      QVERIFY2(said.contains("    20  loss"), said.constData());
      const std::vector<int> ranks = test::childrenOf(together.processId());
      QCOMPARE(ranks.size(), size_t{2});
      if (parentDies)
        together.kill();
      else
        ::kill(ranks[1], SIGKILL);
      QVERIFY(together.waitForFinished(test::patience));
      for (const int rank : ranks) QTRY_VERIFY_WITH_TIMEOUT(::kill(rank, 0) != 0, 20000);
      QCOMPARE(RunFolder(newestRun()).finishedCheckpoints().size(), size_t{1});
      if (parentDies) continue;
      QCOMPARE(together.exitCode(), 128 + SIGKILL);
      const QByteArray words = together.readAllStandardError();
      QVERIFY2(words.contains("Process 1 of the run was ended by signal 9"), words.constData());
      QVERIFY2(words.contains("another process of this run was lost"), words.constData());
    }
  }
  void what_another_process_failed_of_is_told_by_the_first() {
    createSampleProject(path("losing"), {8}, {});
    qputenv("ANCHOR_ENGINE_FAULT", "memory@20#1");
    const Result together =
        engine("train --project " + path("losing") +
               " --preset tiny-from-scratch --iterations 100000 --set network.width=0.25 "
               "--set evaluate_every=0 --processes 2 --batch 2 --set input.short_side=160");
    qunsetenv("ANCHOR_ENGINE_FAULT");
    QCOMPARE(together.exitCode, 77);
    const std::string message = lastFailure(newestRun("losing"));
    QVERIFY2(message.starts_with("Another process of this run failed: The memory was not enough"),
             message.c_str());
    QCOMPARE(RunFolder(newestRun("losing")).finishedCheckpoints().size(), size_t{1});
  }
  void export_knows_the_formats_of_the_table() {
    std::string known;
    for (const LabelFormatRow& row : writableFormats())
      known += (known.empty() ? "" : ", ") + std::string(row.name);
    const Result help = engine("export --help");
    QVERIFY2(help.out.find("Label format: " + known + "\n") != help.out.npos, help.out.c_str());
    const Result refused = engine("export " + path("project") + " " + path("never") + " --format neither");
    QCOMPARE(refused.exitCode, 2);
    QVERIFY2(refused.err.find("Use one of: " + known) != refused.err.npos, refused.err.c_str());
  }
  void what_another_process_skips_is_told_by_the_first() {
    std::vector<std::string> images;
    for (const ImageEntry& image : createSampleProject(path("leaking"), {10}, {})->images())
      if (image.split == "train") images.push_back(fs::path(image.path).filename().string());
    QVERIFY(images.size() > 2);
    // One image will be gone for both, one only for the second process, as the first has a copy.
    fs::create_directories(path("copies"));
    fs::create_directories(path("nothing"));
    const fs::path folder = path("leaking/images");
    fs::copy_file(folder / images[0], path("copies/" + images[0]));
    const std::string settings =
        "train --project " + path("leaking") +
        " --preset tiny-from-scratch --iterations 60 --set network.width=0.25 "
        "--set evaluate_every=0 --batch 2 --set input.short_side=160 --json --images ";
    const int port = freePort();
    QProcess first;
    QProcess second;
    start(first, settings + path("copies"), 0, 2, port);
    start(second, settings + path("nothing"), 1, 2, port);
    QByteArray said;
    while (!said.contains("\"iteration\":1,") && first.waitForReadyRead(60000))
      said += first.readAllStandardOutput();
    QVERIFY2(said.contains("\"iteration\":1,"), said.constData());
    for (const size_t gone : {0, 1}) fs::remove(folder / images[gone]);
    QVERIFY(first.waitForFinished(120000) && second.waitForFinished(120000));
    QVERIFY2(first.exitCode() == 0, first.readAllStandardError().constData());
    QVERIFY2(second.exitCode() == 0, second.readAllStandardError().constData());
    std::vector<std::string> warnings;
    readEvents(RunFolder(newestRun("leaking")), [&](const std::string&, const RunEvent& event) {
      const auto* warning = std::get_if<WarningEvent>(&event.body);
      if (warning != nullptr && warning->message.english().starts_with("Image skipped"))
        warnings.push_back(warning->message.english());
    });
    QVERIFY2(warnings.size() == 2, std::to_string(warnings.size()).c_str());
    QVERIFY2(warnings[0].starts_with("Image skipped (1 so far): "), warnings[0].c_str());
    QVERIFY2(warnings[1].starts_with("Image skipped (2 so far): "), warnings[1].c_str());
    for (const size_t gone : {0, 1}) {
      const auto named = [&](const std::string& w) { return w.find(images[gone]) != w.npos; };
      QCOMPARE(std::ranges::count_if(warnings, named), std::ptrdiff_t{1});
    }
  }
  void acceptance_13_empty_and_unlabelled_images_train_as_chosen() {
    int all = 0;
    {
      const auto store = createSampleProject(path("chosen"), {10}, {});
      std::vector<int64_t> train;
      for (const ImageEntry& image : store->images())
        if (image.split == "train") train.push_back(image.id);
      all = static_cast<int>(train.size());
      QVERIFY(all > 3);
      ProjectEdit step = store->edit("two images without boxes");
      for (const int64_t image : {train[0], train[1]})
        for (const LabelBox& box : store->boxes(image)) step.removeBox(box.id);
      step.setState(train[0], ImageState::Negative);
      step.commit();
      QVERIFY(store->state(train[1]) == ImageState::Unlabelled);
    }
    const auto trained = [this](const std::string& choice) {
      const Result made = engine("train --json --project " + path("chosen") +
                                 " --preset tiny-from-scratch --iterations 1 --set network.width=0.25 " +
                                 "--set evaluate_every=0 " + choice);
      const Json started = Json::parse(made.out.substr(0, made.out.find('\n')));
      return started["images"].get<int>();
    };
    QCOMPARE(trained(""), all - 1);
    QCOMPARE(trained("--set objects.empty_images=false"), all - 2);
    QCOMPARE(trained("--set objects.unlabelled_images=true"), all);
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
    while (!said.contains("    20  loss") && first.waitForReadyRead(test::patience))
      said += first.readAllStandardOutput();
    QVERIFY2(said.contains("    20  loss"), said.constData());
    second.kill();
    QVERIFY(first.waitForFinished(test::patience));
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
    QVERIFY(first.waitForFinished(test::patience) && second.waitForFinished(test::patience));
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
    QTRY_VERIFY_WITH_TIMEOUT(newestRun() != one, test::patience);
    const RunFolder two(newestRun());
    QTRY_VERIFY_WITH_TIMEOUT(!two.finishedCheckpoints().empty(), test::patience);
    killed.kill();
    QVERIFY(killed.waitForFinished());
    QVERIFY(!fs::exists(two.checkpoint(40)));
    const Result resumed = engine("train " + two.path().string());
    QVERIFY2(resumed.exitCode == 0, resumed.err.c_str());
    QCOMPARE(test::readText(two.checkpoint(40)), test::readText(RunFolder(one).checkpoint(40)));
  }
  void a_run_that_exists_refuses_the_settings_of_new_ones() {
    QCOMPARE(engine(train("--set input.short_side=96 --set checkpoint_every=2")).exitCode, 0);
    const std::string run = newestRun();
    const std::string before = test::readText(RunFolder(run).config());
    for (const std::string option :
         {"--iterations 9", "--set solver.batch=2", "--weights w.pth", "--batch 2", "--seed 3",
          "--device cpu", "--preset vgg16-simple", "--config c.json"}) {
      const std::string name = option.substr(0, option.find(' '));
      const Result refused = engine("train " + run + " " + option);
      QCOMPARE(refused.exitCode, 2);
      QVERIFY2(refused.err.starts_with(name + ": is for a new run") &&
                   refused.err.find("--project FOLDER " + name) != refused.err.npos,
               refused.err.c_str());
    }
    QCOMPARE(test::readText(RunFolder(run).config()), before);
    QCOMPARE(engine("train " + run).exitCode, 0);
    const Result both = engine(train("--config c.json"));
    QCOMPARE(both.exitCode, 2);
    QVERIFY2(both.err.find("--preset excludes --config") != both.err.npos, both.err.c_str());
  }
  void numbers_that_mean_nothing_are_refused() {
    const auto runs = [this] {
      return std::distance(fs::directory_iterator(path("project/runs")), fs::directory_iterator());
    };
    const auto before = runs();
    for (const std::string arguments : {"detect RUN a.jpg --score 2",
                                        "detect RUN a.jpg --score nan",
                                        "detect RUN a.jpg --score -0.1",
                                        "detect RUN a.jpg --score inf",
                                        "detect RUN a.jpg --score much",
                                        "doctor RUN --score nan",
                                        "doctor RUN --score 1.01",
                                        "autopsy RUN --pictures -1",
                                        "export RUN out --most -1",
                                        "export RUN out --most nan",
                                        "inspect --preset vgg16-simple --image a.jpg --seed -1",
                                        "inspect --preset vgg16-simple --image a.jpg --cell nan 1",
                                        "inspect --preset vgg16-simple --image a.jpg --cell 1 -2",
                                        "forecast --width 0",
                                        "forecast --height -5",
                                        "forecast --batch 0",
                                        "forecast --boxes -1",
                                        "split P --val nan",
                                        "split P --test 1.5",
                                        "sample P --images 0",
                                        "train --project P --iterations -5",
                                        "train --project P --iterations 0",
                                        "train --project P --iterations nan",
                                        "train --project P --iterations 1.5",
                                        "train --project P --batch 0",
                                        "train --project P --seed -2",
                                        "train --project P --processes 65"}) {
      const Result refused = engine(arguments);
      const size_t dash = arguments.rfind("--");
      const std::string option = arguments.substr(dash, arguments.find(' ', dash) - dash);
      QCOMPARE(refused.exitCode, 2);
      QVERIFY2(refused.err.find(option) != refused.err.npos, (arguments + "\n" + refused.err).c_str());
    }
    for (const auto& [setting, place] : std::initializer_list<std::pair<std::string, std::string>>{
             {"solver.learning_rate=nan", "--set.solver.learning_rate: "},
             {"solver.learning_rate=1e39", "--set.solver.learning_rate: "},
             {"solver.learning_rate=1e999", "--set.solver.learning_rate: "},
             {"solver.learning_rate=true", "--set.solver.learning_rate: "},
             {"solver.learning_rate=-1", "solver.learning_rate: "},
             {"test.score=2", "test.score: "},
             {"input.mean=[1,2,1e300]", "--set.input.mean: "}}) {
      const Result refused = engine(train("--set " + setting));
      QCOMPARE(refused.exitCode, 2);
      QVERIFY2(refused.err.starts_with(place), (setting + "\n" + refused.err).c_str());
    }
    QCOMPARE(runs(), before);
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
