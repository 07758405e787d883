// SPDX-License-Identifier: GPL-3.0-or-later
// Import problems in the Data workspace, and the menu of their columns.
#include <QClipboard>
#include <QHeaderView>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardItemModel>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QtTest>

#include "datasets/project/import_ledger.h"
#include "datasets/sample/sample_project.h"
#include "tests/support/test_data.h"
#include "ui/dataset/import_problems.h"
#include "ui/shared/column_menu.h"
#include "ui/style/theme.h"

using namespace anchor;

class ImportProblemsTest : public QObject {
  Q_OBJECT
  QTemporaryDir m_dir;
  static QAction* action(const QMenu& menu, const char* name) {
    return menu.findChild<QAction*>(QLatin1String(name));
  }
 private Q_SLOTS:
  void initTestCase() {
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setOrganizationName(QStringLiteral("AnchorStudioImportTest"));
    theme::apply(theme::Mode::Light);
  }
  void init() { QSettings().clear(); }
  void what_an_import_left_out_is_listed_opened_and_dismissed() {
    const std::string folder = m_dir.filePath(QStringLiteral("project")).toStdString();
    int64_t wanted = 0;
    {
      const auto project = createSampleProject(folder, {4}, {});
      const ImageEntry second = project->images()[1];
      wanted = second.id;
      ImportLedger ledger;
      const int file = ledger.file("/data/labels/a.xml", FileRole::Labels);
      ledger.leave({file, 12, ""}, "cow 1 2 3 4", second.path, ObjectOutcome::LeftOut, say("has no area"));
      ledger.leave({file, 30, ""}, "cow 5 5 9 9", "", ObjectOutcome::Merged, say("stands there twice"));
      ledger.passOver("/data/labels/b.xml", FileRole::Labels, say("is not XML"));
      project->addImported({}, "/data", {}, {}, {}, &ledger);
    }
    ProjectSession session;
    ImportProblems panel(&session, nullptr);
    auto* filter = panel.findChild<QComboBox*>(QStringLiteral("importProblemFilter"));
    QSignalSpy opened(&panel, &ImportProblems::imageWanted);
    session.open(ProjectStore::open(folder));
    QTRY_COMPARE(panel.all().size(), size_t{3});
    QVERIFY(!panel.isHidden());
    QCOMPARE(panel.findChild<QLabel*>(QStringLiteral("importProblemCount"))->text(), QStringLiteral("3"));
    QStringList filters;
    for (int i = 0; i < filter->count(); ++i) filters << filter->itemText(i);
    QCOMPARE(filters, (QStringList{QStringLiteral("All (3)"), QStringLiteral("Left out (1)"),
                                   QStringLiteral("Files not read (1)"), QStringLiteral("Merged (1)")}));
    const QAbstractItemModel* rows = panel.list()->model();
    QCOMPARE(rows->rowCount(), 3);
    QVERIFY(rows->index(0, 0).data().toString().contains(QStringLiteral("has no area")));
    QCOMPARE(rows->index(0, 1).data().toString(), QStringLiteral("a.xml:12"));
    panel.resize(330, 300);
    panel.list()->selectRow(0);
    QCOMPARE(opened.count(), 1);
    QCOMPARE(opened[0][0].toLongLong(), wanted);
    QVERIFY(panel.findChild<QLabel*>(QStringLiteral("importProblemPlace"))
                ->toolTip()
                .contains(QStringLiteral("/data/labels/a.xml:12")));
    if (qEnvironmentVariableIsSet("ANCHOR_LOOK"))
      panel.grab().save(QStringLiteral("/tmp/train-look-import.png"));
    panel.findChild<QPushButton*>(QStringLiteral("importProblemDismiss"))->click();
    QCOMPARE(rows->rowCount(), 2);
    filter->setCurrentIndex(filter->findText(QStringLiteral("Files not read (1)")));
    Q_EMIT filter->activated(filter->currentIndex());
    QCOMPARE(rows->rowCount(), 1);
    // Dismissed for good, and found again.
    session.close();
    panel.leaveProject();
    QVERIFY(panel.isHidden());
    session.open(ProjectStore::open(folder));
    QTRY_COMPARE(panel.all().size(), size_t{3});
    QCOMPARE(panel.findChild<QLabel*>(QStringLiteral("importProblemCount"))->text(), QStringLiteral("2"));
    filter->setCurrentIndex(filter->findText(QStringLiteral("Dismissed (1)")));
    Q_EMIT filter->activated(filter->currentIndex());
    panel.list()->selectRow(0);
    panel.findChild<QPushButton*>(QStringLiteral("importProblemDismiss"))->click();
    QCOMPARE(panel.findChild<QLabel*>(QStringLiteral("importProblemCount"))->text(), QStringLiteral("3"));
  }
  void columns_are_hidden_sorted_copied_and_remembered() {
    QStandardItemModel model(2, 3);
    model.setHorizontalHeaderLabels({QStringLiteral("Class"), QStringLiteral("Size"), QStringLiteral("IoU")});
    const char* cells[2][3] = {{"dog", "9", "0.5"}, {"cat", "7", "0.8"}};
    for (int row = 0; row < 2; ++row)
      for (int column = 0; column < 3; ++column)
        model.setItem(row, column, new QStandardItem(QLatin1String(cells[row][column])));
    const auto made = [&] {
      auto table = std::make_unique<QTableView>();
      table->setObjectName(QStringLiteral("someTable"));
      table->setModel(&model);
      table->setSortingEnabled(true);
      return table;
    };
    {
      const auto table = made();
      ColumnMenu* columns = ColumnMenu::install(table.get());
      action(*columns->menu(0), "columnAscending")->trigger();
      QCOMPARE(model.index(0, 0).data().toString(), QStringLiteral("cat"));
      action(*columns->menu(2), "columnCopy")->trigger();
      QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("IoU\n0.8\n0.5"));
      action(*columns->menu(1), "columnHide")->trigger();
      QVERIFY(table->isColumnHidden(1));
      action(*columns->menu(0), "columnHide")->trigger();
      QVERIFY(!action(*columns->menu(2), "columnHide")->isEnabled());  // the last one stays
      const auto menu = columns->menu(2);
      menu->findChild<QMenu*>(QStringLiteral("columnList"))->actions()[0]->trigger();
      QVERIFY(!table->isColumnHidden(0));
    }
    const auto again = made();
    ColumnMenu* columns = ColumnMenu::install(again.get());
    QVERIFY(again->isColumnHidden(1) && !again->isColumnHidden(0));
    QCOMPARE(again->horizontalHeader()->sortIndicatorSection(), 0);
    action(*columns->menu(0), "columnReset")->trigger();
    QVERIFY(!again->isColumnHidden(1));
    QVERIFY(!QSettings().contains(QStringLiteral("columns/someTable")));
    // The menu comes where the pointer is.
    again->show();
    QHeaderView* header = again->horizontalHeader();
    Q_EMIT header->customContextMenuRequested(QPoint(5, 5));
    auto* shown = again->findChild<QMenu*>(QStringLiteral("columnMenu"));
    QVERIFY(shown != nullptr && shown->isVisible());
    shown->close();
  }
};

ANCHOR_TEST_MAIN(ImportProblemsTest, QApplication)
#include "tst_import_problems.moc"
