// SPDX-License-Identifier: GPL-3.0-or-later
// The list of runs: what it says of each, and what a person writes about them.
#include <QTemporaryDir>
#include <QtTest>

#include "engine/base/atomic_file.h"
#include "engine/base/user_error.h"
#include "engine/config/run_config.h"
#include "tests/support/test_data.h"
#include "tests/ui/made_history.h"
#include "ui/shared/background_task.h"
#include "ui/training/run_list.h"

using namespace anchor;
using test::evaluation, test::step;

class RunListTest : public QObject {
  Q_OBJECT
  QTemporaryDir m_dir;

  RunFolder make(const char* name, int steps, const std::function<void(EventWriter&)>& end = {}) {
    RunFolder folder = createRunFolder(m_dir.path().toStdString(), name);
    RunConfig config = presetByName("tiny-from-scratch").config;
    config.solver.iterations = 20000;
    writeAtomically(folder.config(), runConfigText(config));
    EventWriter events(folder.events());
    if (steps > 0) events.write(StartedEvent{0, 20000, 1, 50, "cpu", "0"});
    for (int i = 1; i <= steps; ++i) events.write(step(i, 1.0 / i));
    if (end) end(events);
    return folder;
  }
  static QString pathOf(const RunFolder& folder) { return QString::fromStdString(folder.path().string()); }

 private Q_SLOTS:
  void initTestCase() { qputenv("XDG_DATA_HOME", m_dir.filePath(QStringLiteral("share")).toUtf8()); }
  void each_run_says_its_state_and_what_came_of_it() {
    const RunFolder done = make("done", 30, [](EventWriter& events) {
      events.write(evaluation(20, 0.5));
      events.write(evaluation(30, 0.75));
      events.write(FinishedEvent{30, "done"});
    });
    const RunFolder stopped = make("stopped", 12, [](EventWriter& events) {
      events.write(FinishedEvent{12, "stopped"});
    });
    const RunFolder died = make("died", 7);
    const RunFolder fresh = make("fresh", 0);
    RunList list(nullptr);
    list.setRuns({pathOf(fresh), pathOf(died), pathOf(stopped), pathOf(done)},
                 {QString::fromStdString(fresh.path().filename().string())});
    QTRY_VERIFY(backgroundIdle());
    QStringList said;
    for (int row = 0; row < 4; ++row) {
      const QModelIndex at = list.model()->index(row, 0);
      said << at.data(RunListModel::StateRole).toString() + QStringLiteral(": ") +
                  at.data(RunListModel::FactsRole).toString();
    }
    QCOMPARE(said, (QStringList{QStringLiteral("queued: 0 of 20000"), QStringLiteral("failed: 7 of 20000"),
                                QStringLiteral("stopped: 12 of 20000"),
                                QStringLiteral("finished: 30 iterations · mAP 0.75")}));
  }
  void a_long_log_is_read_from_its_end() {
    const RunFolder folder =
        make("long", 5000, [](EventWriter& events) { events.write(evaluation(5000, 0.75)); });
    QVERIFY(std::filesystem::file_size(folder.events()) > 1'000'000);
    const RunSummary run = summaryOf(folder);
    QCOMPARE(run.done, 5000);
    QCOMPARE(run.all, 20000);  // of the configuration: its first event is far from the end
    QVERIFY(run.map && *run.map == 0.75);
    QVERIFY(run.state == RunFollower::State::Died);
  }
  void a_name_and_a_note_are_kept_and_the_folder_stays() {
    const RunFolder folder = make("named", 3);
    writeRunAbout(folder, {QStringLiteral("细胞 α"), QStringLiteral("first try\nsecond line")});
    const RunAbout read = readRunAbout(folder);
    QCOMPARE(read.title, QStringLiteral("细胞 α"));
    QCOMPARE(read.note, QStringLiteral("first try\nsecond line"));
    RunList list(nullptr);
    list.setRuns({pathOf(folder)}, {});
    QTRY_COMPARE(list.model()->index(0, 0).data().toString(), QStringLiteral("细胞 α"));
    QVERIFY(list.model()
                ->index(0, 0)
                .data(RunListModel::FactsRole)
                .toString()
                .endsWith(QStringLiteral("· first try")));
    // What cannot be read is as if there were none.
    QFile broken(QString::fromStdString((folder.path() / "about.json").string()));
    QVERIFY(broken.open(QIODevice::WriteOnly) && broken.write("{\"title\": [") > 0);
    broken.close();
    QVERIFY(readRunAbout(folder).title.isEmpty());
    QVERIFY_THROWS_EXCEPTION(UserError, writeRunAbout(RunFolder("/nowhere/at/all"), {}));
  }
  void a_run_goes_to_the_trash_unless_an_engine_works_on_it() {
    const RunFolder folder = make("trashed", 3);
    {
      const RunLock lock(folder);
      QVERIFY_THROWS_EXCEPTION(UserError, moveRunToTrash(folder));
      QVERIFY(std::filesystem::exists(folder.config()));
    }
    moveRunToTrash(folder);
    QVERIFY(!std::filesystem::exists(folder.path()));
    // In the desktop's trash, although nobody had used it before.
    const QString name = QString::fromStdString(folder.path().filename().string());
    QVERIFY(QFile::exists(m_dir.filePath(QStringLiteral("share/Trash/files/%1/config.json").arg(name))));
  }
  void choosing_by_the_program_is_no_choice_of_a_person() {
    const RunFolder a = make("a", 1), b = make("b", 1);
    RunList list(nullptr);
    QSignalSpy chosen(&list, &RunList::runChosen);
    list.setRuns({pathOf(b), pathOf(a)}, {});
    list.choose(pathOf(a));
    QCOMPARE(list.chosen(), pathOf(a));
    list.setRuns({pathOf(b), pathOf(a)}, {});  // listed again: the same one stays chosen
    QCOMPARE(list.chosen(), pathOf(a));
    QCOMPARE(chosen.count(), 0);
    list.setCurrentIndex(list.model()->index(0, 0));
    QCOMPARE(chosen.takeFirst().first().toString(), pathOf(b));
  }
};

QTEST_MAIN(RunListTest)
#include "tst_run_list.moc"
