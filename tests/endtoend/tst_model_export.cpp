// SPDX-License-Identifier: GPL-3.0-or-later
#include <sys/types.h>

#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <csignal>
#include <filesystem>

#include "datasets/sample/sample_project.h"
#include "engine/base/json_fields.h"
#include "engine/config/model_formats.h"
#include "engine/protocol/run_samples.h"
#include "tests/support/studio_fixture.h"
#include "tests/support/test_data.h"
#include "ui/shared/message_words.h"
#include "ui/training/export_dialog.h"

using namespace anchor;
namespace fs = std::filesystem;

/// A trained run leaves the program, by the shell and by the window.
class ModelExportTest : public QObject {
  Q_OBJECT
  struct Result {
    int exitCode;
    QByteArray out, err;
  };
  QTemporaryDir m_dir;
  QString m_run;
  QStringList m_images;

  [[nodiscard]] QString path(const QString& name) const { return m_dir.filePath(name); }
  static Result run(const QString& program, const QStringList& arguments) {
    QProcess process;
    process.start(program, arguments);
    if (!process.waitForFinished(test::patience)) qFatal("%s did not end", qPrintable(program));
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
  }
  static Result engine(const QStringList& arguments) {
    return run(QStringLiteral(PROGRAM_FOLDER "/anchor-engine"), arguments);
  }
  [[nodiscard]] Json detected(const QString& model) const {
    const Result r =
        engine(QStringList{QStringLiteral("detect"), QStringLiteral("--json"), model} + m_images);
    if (r.exitCode != 0) qFatal("%s", r.err.constData());
    return Json::parse(r.out.toStdString());
  }
  static size_t count(const Json& answers) {
    size_t all = 0;
    for (const Json& answer : answers) all += answer["detections"].size();
    return all;
  }
  /// Compares these answers with the run, as a person does who has them from another program.
  [[nodiscard]] Result against(const Json& answers) const {
    QFile file(path(QStringLiteral("answers.json")));
    if (!file.open(QIODevice::WriteOnly)) qFatal("answers.json");
    file.write(QByteArray::fromStdString(answers.dump()));
    file.close();
    return engine(QStringList{QStringLiteral("detect"), m_run} + m_images +
                  QStringList{QStringLiteral("--against"), file.fileName()});
  }

  void openExport(MainWindow& window) {
    window.openProject(path(QStringLiteral("project")));
    auto* button = window.findChild<QAbstractButton*>(QStringLiteral("exportModelButton"));
    QTRY_VERIFY_WITH_TIMEOUT(button->isEnabled(), test::patience);
    button->click();
  }

 private Q_SLOTS:
  void initTestCase() {
    createSampleProject(path(QStringLiteral("project")).toStdString(), {10}, {});
    const Result trained = engine(
        {QStringLiteral("train"), QStringLiteral("--project"), path(QStringLiteral("project")),
         QStringLiteral("--preset"), QStringLiteral("tiny-from-scratch"), QStringLiteral("--iterations"),
         QStringLiteral("60"), QStringLiteral("--set"), QStringLiteral("network.width=0.25"),
         QStringLiteral("--set"), QStringLiteral("input.short_side=160"), QStringLiteral("--set"),
         QStringLiteral("evaluate_every=0"), QStringLiteral("--set"),
         QStringLiteral("solver.warmup_iterations=5")});
    QVERIFY2(trained.exitCode == 0, trained.err.constData());
    m_run = path(QStringLiteral("project/runs/0001-tiny-from-scratch"));
    QVERIFY2(fs::exists(m_run.toStdString()), qPrintable(m_run));
    const RunSamples samples = readRunSamples((m_run + QStringLiteral("/samples.json")).toStdString());
    for (const int i : {0, 1})
      m_images << QString::fromStdString(
          fs::path((m_run + QLatin1Char('/')).toStdString() + samples.samples[static_cast<size_t>(i)].image)
              .lexically_normal()
              .string());
  }

  void a_run_leaves_in_every_format_with_a_certificate() {
    const QString folder = path(QStringLiteral("out"));
    const Result r =
        engine({QStringLiteral("export"), m_run, folder, QStringLiteral("--most"), QStringLiteral("3")});
    QVERIFY2(r.exitCode == 0, r.err.constData());
    QVERIFY(!fs::exists((folder + QStringLiteral(".part")).toStdString()));
    QVERIFY(!fs::exists((folder + QStringLiteral("/scratch")).toStdString()));
    const Json certificate =
        Json::parse(test::readText((folder + QStringLiteral("/certificate.json")).toStdString()));
    QCOMPARE(certificate["iteration"].get<int>(), 60);
    QCOMPARE(certificate["files"].size(), modelFormats().size());
    const Json live = detected(m_run);
    QVERIFY(count(live) > 0);
    for (const Json& file : certificate["files"]) {
      QVERIFY2(file["published"].get<bool>(), file.dump().c_str());
      QCOMPARE(file["images"].get<int>(), 4);  // three of the run and a blank one
      QVERIFY(file["box_difference"].get<double>() <= 1e-3);
      QVERIFY(file["score_difference"].get<double>() <= 1e-4);
      const QString model =
          folder + QLatin1Char('/') + QString::fromStdString(file["file"].get<std::string>());
      const Json found = detected(model);
      const Result same = against(found);
      QVERIFY2(same.exitCode == 0, same.out.constData());
    }
    for (const char* beside : {"model.json", "certificate.txt", "example_torchscript.py", "example_onnx.py",
                               "read_picture.py", "example.cpp", "CMakeLists.txt", "head.onnx"})
      QVERIFY2(fs::exists((folder + QLatin1Char('/') + QString::fromLatin1(beside)).toStdString()), beside);
    // How pictures are read is said, and model.json stays a configuration.
    const fs::path model = (folder + QStringLiteral("/model.json")).toStdString();
    const Json said = Json::parse(test::readText(model));
    QCOMPARE(said["pictures"]["deeper_than_8_bits"]["white"].get<double>(), 0.999);
    const Result again =
        engine({QStringLiteral("train"), QStringLiteral("--project"), path(QStringLiteral("none")),
                QStringLiteral("--config"), QString::fromStdString(model.string())});
    QVERIFY2(!again.err.contains("pictures"), again.err.constData());
  }

  void other_detections_are_told_apart() {
    Json found = detected(m_run);
    for (Json& answer : found)
      for (Json& d : answer["detections"]) d["box"][0] = d["box"][0].get<double>() + 0.5;
    const Result r = against(found);
    QCOMPARE(r.exitCode, 1);
    QVERIFY2(r.out.startsWith("NOT EQUAL"), r.out.constData());
  }

  void bad_wishes_are_told_and_leave_nothing() {
    const QString folder = path(QStringLiteral("taken"));
    QVERIFY(QDir().mkpath(folder));
    Result r = engine({QStringLiteral("export"), m_run, folder});
    QCOMPARE(r.exitCode, 2);
    QVERIFY2(r.err.contains("already exists"), r.err.constData());
    r = engine({QStringLiteral("export"), m_run, path(QStringLiteral("none")), QStringLiteral("--formats"),
                QStringLiteral("onnx,coreml")});
    QCOMPARE(r.exitCode, 2);
    QVERIFY2(r.err.contains("coreml") && r.err.contains("torchscript"), r.err.constData());
    r = engine({QStringLiteral("detect"), path(QStringLiteral("broken.onnx")), m_images[0]});
    QCOMPARE(r.exitCode, 2);
    QFile broken(path(QStringLiteral("broken.pt")));
    QVERIFY(broken.open(QIODevice::WriteOnly));
    broken.write("no archive");
    broken.close();
    r = engine({QStringLiteral("detect"), broken.fileName(), m_images[0]});
    QCOMPARE(r.exitCode, 2);
    QVERIFY2(r.err.contains("broken.pt"), r.err.constData());
    QVERIFY(!fs::exists(path(QStringLiteral("none")).toStdString()));
  }

  void a_cancelled_export_leaves_nothing() {
    QProcess process;
    process.start(
        QStringLiteral(PROGRAM_FOLDER "/anchor-engine"),
        {QStringLiteral("export"), m_run, path(QStringLiteral("cancelled")), QStringLiteral("--json")});
    QVERIFY(process.waitForStarted());
    QVERIFY(process.waitForReadyRead(test::patience));
    ::kill(static_cast<pid_t>(process.processId()), SIGTERM);
    QVERIFY(process.waitForFinished(test::patience));
    QCOMPARE(process.exitCode(), 1);
    QVERIFY(!fs::exists(path(QStringLiteral("cancelled")).toStdString()));
    QVERIFY(!fs::exists(path(QStringLiteral("cancelled.part")).toStdString()));
  }

  void the_example_in_cpp_builds_and_finds_the_same() {
    const QString folder = path(QStringLiteral("out"));
    const QString build = path(QStringLiteral("example-build"));
    Result r = run(QStringLiteral("cmake"), {QStringLiteral("-S"), folder, QStringLiteral("-B"), build,
                                             QStringLiteral("-DTORCH_ROOT=" TORCH_ROOT)});
    QVERIFY2(r.exitCode == 0, r.err.constData());
    r = run(QStringLiteral("cmake"), {QStringLiteral("--build"), build});
    QVERIFY2(r.exitCode == 0, r.out.constData());
    r = run(build + QStringLiteral("/detect"),
            QStringList{folder + QStringLiteral("/model.torchscript.pt")} + m_images);
    QVERIFY2(r.exitCode == 0, r.err.constData());
    std::map<std::string, Json> found;
    for (const QByteArray& line : r.out.split('\n')) {
      const auto fields = line.split('\t');
      if (fields.size() != 7) continue;
      found[fields[0].toStdString()].push_back(
          {{"class", fields[1].toStdString()},
           {"score", fields[2].toDouble()},
           {"box",
            {fields[3].toDouble(), fields[4].toDouble(), fields[5].toDouble(), fields[6].toDouble()}}});
    }
    Json answers = Json::array();
    for (const QString& image : m_images) {
      const Json& list = found[image.toStdString()];
      answers.push_back(
          {{"image", image.toStdString()}, {"detections", list.is_null() ? Json::array() : list}});
    }
    QVERIFY(count(answers) > 0);
    r = against(answers);
    QVERIFY2(r.exitCode == 0, r.out.constData());
  }

  void the_window_exports_in_one_click_and_shows_the_certificate() {
    auto window = test::studio();
    openExport(*window);
    auto* dialog = window->findChild<ExportDialog*>();
    QVERIFY(dialog != nullptr);
    const QString folder = dialog->findChild<QLineEdit*>(QStringLiteral("exportFolder"))->text();
    QVERIFY2(folder.endsWith(QStringLiteral("/project/exports/0001-tiny-from-scratch-iteration-000060")),
             qPrintable(folder));
    test::screenshot(dialog, "export_dialog");
    auto* words = dialog->findChild<QLabel*>(QStringLiteral("exportWords"));
    auto* start = dialog->findChild<QPushButton*>(QStringLiteral("exportStart"));
    start->click();
    QTRY_VERIFY_WITH_TIMEOUT(words->text() == inWords(say("Finding objects with the network")),
                             test::patience);
    test::screenshot(dialog, "export_working");
    dialog->findChild<QPushButton*>(QStringLiteral("exportCancel"))->click();
    QTRY_VERIFY_WITH_TIMEOUT(!dialog->working(), test::patience);
    QVERIFY(test::says(words->text(), QStringLiteral("Cancelled")));
    QVERIFY(!fs::exists(folder.toStdString()) &&
            !fs::exists((folder + QStringLiteral(".part")).toStdString()));

    dialog->findChild<QCheckBox*>(QStringLiteral("format-weights"))->setChecked(false);
    start->click();
    auto* table = dialog->findChild<QTableWidget*>(QStringLiteral("exportCertificate"));
    QTRY_VERIFY_WITH_TIMEOUT(table->isVisible() && !dialog->working(), test::patience);
    QCOMPARE(table->rowCount(), 4);
    for (int row = 0; row < 4; ++row)
      QVERIFY2(table->item(row, 1)->text().startsWith(QChar(0x2713)),
               qPrintable(table->item(row, 1)->text()));
    QVERIFY(fs::exists(folder.toStdString() + "/model.onnx"));
    QVERIFY(!fs::exists(folder.toStdString() + "/model.safetensors"));
    test::screenshot(dialog, "export_certificate");
    dialog->close();
  }

  void the_export_dialog_is_dark_and_chinese_where_that_was_chosen() {
    const test::DarkLook look(QStringLiteral("zh_CN"));
    auto window = test::studio();
    openExport(*window);
    auto* dialog = window->findChild<ExportDialog*>();
    QVERIFY(dialog != nullptr);
    auto* start = dialog->findChild<QPushButton*>(QStringLiteral("exportStart"));
    QCOMPARE(start->text(), QStringLiteral("导出"));
    QVERIFY(dialog->palette().color(QPalette::Window).lightness() < 90);
    test::screenshot(dialog, "export_dialog_dark_chinese");
    start->click();
    auto* table = dialog->findChild<QTableWidget*>(QStringLiteral("exportCertificate"));
    QTRY_VERIFY_WITH_TIMEOUT(table->isVisible() && !dialog->working(), test::patience);
    test::screenshot(dialog, "export_certificate_dark_chinese");
    dialog->close();
  }
};

int main(int argc, char** argv) {
  QApplication app(argc, argv);
  ModelExportTest test;
  return QTest::qExec(&test, argc, argv);
}
#include "tst_model_export.moc"
