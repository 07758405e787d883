// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QSpinBox>
#include <QtTest>
#include <list>

#include "tests/support/test_data.h"
#include "ui/inspector/setting_sliders.h"
#include "ui/training/parameter_tree.h"

using namespace anchor;

/// The tree and the sliders show what the table of parameters says.
class ParameterTreeTest : public QObject {
  Q_OBJECT
  static QTreeWidget* treeOf(const ParameterTree& parameters) {
    return parameters.findChild<QTreeWidget*>(QStringLiteral("parameters"));
  }
  /// By the titles on the way to it; null where there is none.
  static QTreeWidgetItem* itemAt(const ParameterTree& parameters, const QStringList& titles) {
    QTreeWidgetItem* at = treeOf(parameters)->invisibleRootItem();
    for (const QString& title : titles) {
      QTreeWidgetItem* next = nullptr;
      for (int i = 0; i < at->childCount(); ++i)
        if (at->child(i)->text(0) == title) next = at->child(i);
      if (next == nullptr) return nullptr;
      at = next;
    }
    return at;
  }
  /// The editor of a value in a tree of its own; null where it is of another kind.
  template <class Editor>
  static Editor* opened(std::list<ParameterTree>& trees, const QStringList& titles) {
    ParameterTree& parameters = trees.emplace_back(std::set<std::string>{});
    parameters.setBase(RunConfig{});
    parameters.show();
    QTreeWidget* tree = treeOf(parameters);
    tree->editItem(itemAt(parameters, titles), 1);
    return tree->viewport()->findChild<Editor*>();
  }
 private Q_SLOTS:
  void every_row_that_a_person_sets_is_in_the_tree() {
    ParameterTree tree({"solver.batch"});
    tree.setBase(RunConfig{});
    size_t rows = 0, wanted = 0;
    for (QTreeWidgetItemIterator it(treeOf(tree)); *it != nullptr; ++it) rows += (*it)->childCount() == 0;
    for (const Parameter& p : parameters()) wanted += p.setBy == SetBy::Person;
    QCOMPARE(rows, wanted - 1);
    const auto path = [](const char* section, const char* name) {
      return QStringList{QString::fromLatin1(section), QString::fromLatin1(name)};
    };
    QVERIFY(itemAt(tree, path("Solver", "batch")) == nullptr);
    QVERIFY(itemAt(tree, path("Objects", "difficult")) != nullptr);
    QVERIFY(itemAt(tree, {QStringLiteral("Recipe"), QStringLiteral("proposals"), QStringLiteral("nms")}));
    QVERIFY(itemAt(tree, {QStringLiteral("seed")}) != nullptr);
    QVERIFY(itemAt(tree, {QStringLiteral("classes")}) == nullptr);
    const QString tip = itemAt(tree, path("Network", "roi_size"))->toolTip(0);
    QVERIFY2(tip.contains(QStringLiteral("Allowed: 1 to 32")), qPrintable(tip));
    QVERIFY2(tip.contains(QStringLiteral("pooled_w")), qPrintable(tip));
  }
  void editors_know_choices_and_bounds() {
    std::list<ParameterTree> trees;
    const QString network = QStringLiteral("Network");
    const auto* neck = opened<QComboBox>(trees, {network, QStringLiteral("neck")});
    QVERIFY(neck != nullptr && neck->count() == 3 && neck->currentText() == QLatin1String("stride16"));
    const auto* aligned = opened<QComboBox>(trees, {network, QStringLiteral("roi_aligned")});
    QVERIFY(aligned != nullptr && aligned->count() == 2);
    const auto* size = opened<QSpinBox>(trees, {network, QStringLiteral("roi_size")});
    QVERIFY(size != nullptr && size->minimum() == 1 && size->maximum() == 32 && size->value() == 7);
    QVERIFY(opened<QLineEdit>(trees, {network, QStringLiteral("width")}) != nullptr);
  }
  void edited_values_reach_the_configuration_by_their_rows() {
    ParameterTree tree({});
    tree.setBase(RunConfig{});
    itemAt(tree, {QStringLiteral("Network"), QStringLiteral("roi_size")})->setText(1, QStringLiteral("9"));
    RunConfig wanted;
    wanted.recipe.proposals.nmsIou = 0.5F;
    wanted.recipe.head_images = 3;
    tree.edit(wanted, {"recipe"});
    QCOMPARE(tree.editedValues().size(), size_t{3});
    RunConfig expected = wanted;
    expected.network.roi_size = 9;
    QVERIFY(tree.applied(RunConfig{}) == expected);
    itemAt(tree, {QStringLiteral("Network"), QStringLiteral("roi_size")})
        ->setText(1, QStringLiteral("very big"));
    try {
      (void)tree.applied(RunConfig{});
      QFAIL("accepted");
    } catch (const UserError& error) {
      QCOMPARE(error.what(), "network.roi_size: has the wrong type: \"very big\"");
    }
  }
  void sliders_have_the_part_of_the_range_that_the_table_offers() {
    SettingSliders sliders({{"rpn_budget.batch", QStringLiteral("Drawn")}}, nullptr);
    sliders.setConfig(RunConfig{});
    const Slider& offered = parameterAt("rpn_budget.batch")->slider;
    auto* number = sliders.findChild<QDoubleSpinBox*>(QStringLiteral("rpn_budget.batch.value"));
    QCOMPARE(number->minimum(), offered.low);
    QCOMPARE(number->maximum(), offered.high);
    number->setValue(64);
    QCOMPARE(sliders.config().rpn_budget.batch, 64);
  }
};

ANCHOR_TEST_MAIN(ParameterTreeTest, QApplication)
#include "tst_parameter_tree.moc"
