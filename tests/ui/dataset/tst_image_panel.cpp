// SPDX-License-Identifier: GPL-3.0-or-later
// The images of a project as list, gallery and strip; search, facets and saved filters.
#include <QAbstractItemView>
#include <QMenu>
#include <QPainter>
#include <QSettings>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QtTest>

#include "datasets/sample/sample_project.h"
#include "engine/base/user_error.h"
#include "tests/support/test_data.h"
#include "ui/dataset/facet_panel.h"
#include "ui/dataset/image_panel.h"
#include "ui/insight/lint_panel.h"
#include "ui/insight/statistics_panel.h"
#include "ui/shared/background_task.h"
#include "ui/shared/language.h"
#include "ui/style/theme.h"

using namespace anchor;

class TestImagePanel : public QObject {
  Q_OBJECT
  QTemporaryDir m_dir;
  std::unique_ptr<ProjectSession> m_session;
  std::unique_ptr<ImagePanel> m_panel;
  std::unique_ptr<FacetPanel> m_facets;
  int m_projects = 0;

  static void settle() {
    for (int quiet = 0; quiet < 3; quiet = backgroundIdle() ? quiet + 1 : 0) {
      QTRY_VERIFY_WITH_TIMEOUT(backgroundIdle(), test::patience);
      QCoreApplication::processEvents();
    }
  }
  size_t listed(const char* query) const {
    m_panel->setQuery(QString::fromUtf8(query));
    settle();
    return m_panel->listed().size();
  }
  [[nodiscard]] QString trouble() const {
    const auto* label = m_panel->findChild<QLabel*>(QStringLiteral("searchTrouble"));
    return label->isHidden() ? QString() : label->text();
  }
  [[nodiscard]] QStringList names() const {
    QStringList all;
    for (const int64_t id : m_panel->listed())
      all << QString::fromStdString(m_session->entry(id)->path).section(QLatin1Char('/'), -1);
    return all;
  }
  [[nodiscard]] FacetRow* facet(const char* term) const {
    auto* row = m_facets->findChild<FacetRow*>(QStringLiteral("facet_") + QLatin1String(term));
    return row;
  }
  void openProject() {
    const QString folder = m_dir.filePath(QStringLiteral("p%1").arg(++m_projects));
    auto project = createSampleProject(folder.toStdString(), {12}, {});
    m_session->open(std::move(project));
    settle();
  }
  [[nodiscard]] QModelIndex first() const { return m_panel->list()->model()->index(0, 0); }
  static void save(QWidget* widget, const char* name) {
    QDir().mkpath(QStringLiteral(SCREENSHOT_FOLDER));
    widget->grab().save(QStringLiteral(SCREENSHOT_FOLDER "/%1.png").arg(QLatin1String(name)));
  }

 private Q_SLOTS:
  void init() {
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setOrganizationName(QStringLiteral("AnchorStudioTest"));
    QSettings().clear();
    language::use(QStringLiteral("en"));
    theme::apply(theme::Mode::Light);
    m_session = std::make_unique<ProjectSession>();
    m_panel = std::make_unique<ImagePanel>(m_session.get(), nullptr);
    m_facets = std::make_unique<FacetPanel>(m_session.get(), nullptr);
    connect(m_facets.get(), &FacetPanel::queryWanted, m_panel.get(), &ImagePanel::setQuery);
    connect(m_panel.get(), &ImagePanel::queryChanged, m_facets.get(), &FacetPanel::setQuery);
    connect(m_session.get(), &ProjectSession::projectLeft, this, [this] {  // as the window does
      m_panel->leaveProject();
      m_facets->leaveProject();
    });
    m_panel->resize(900, 600);
    m_facets->resize(220, 700);
    m_panel->show();
    m_facets->show();
  }
  void cleanup() {
    m_panel.reset();
    m_facets.reset();
    m_session.reset();
  }

  void names_are_in_natural_order() {
    for (const char* name : {"p10", "p2", "p1"}) {
      QImage image(40, 30, QImage::Format_RGB32);
      image.fill(Qt::gray);
      QDir(m_dir.path()).mkpath(QStringLiteral("natural"));
      QVERIFY(image.save(m_dir.filePath(QStringLiteral("natural/%1.png").arg(QLatin1String(name)))));
    }
    auto project = ProjectStore::create(m_dir.filePath(QStringLiteral("natural-p")).toStdString());
    std::vector<ImportedImage> images;
    for (const char* name : {"p10", "p2", "p1"}) {
      ImportedImage image;
      image.path = m_dir.filePath(QStringLiteral("natural/%1.png").arg(QLatin1String(name))).toStdString();
      image.width = 40;
      image.height = 30;
      images.push_back(image);
    }
    project->addImported(images, "test", {});
    m_session->open(std::move(project));
    auto* sort = m_panel->findChild<QComboBox*>(QStringLiteral("imageSort"));
    sort->setCurrentIndex(1);
    settle();
    QCOMPARE(names(),
             (QStringList{QStringLiteral("p1.png"), QStringLiteral("p2.png"), QStringLiteral("p10.png")}));
  }

  void a_search_says_what_it_does_not_know() {
    openProject();
    const std::string name = m_session->classes().front().name;
    const QString upper = QString::fromStdString(name).toUpper();
    const size_t all = listed("");
    const size_t some = listed(("class:" + name).c_str());
    QVERIFY(some > 0);
    QCOMPARE(listed(qPrintable(QStringLiteral("CLASS:") + upper)), some);
    QCOMPARE(listed("state:LABELLED"), listed("state:labelled"));
    QVERIFY(trouble().isEmpty());
    listed("");
    QCOMPARE(listed("colour:red"), all);  // the list stays
    QVERIFY2(trouble().contains(QStringLiteral("There is no search term colour:")) &&
                 trouble().contains(QStringLiteral("class:, split:")),
             qPrintable(trouble()));
    listed("spilt:train");
    QVERIFY2(trouble().contains(QStringLiteral("Did you mean split:")), qPrintable(trouble()));
    QCOMPARE(listed(("class:" + name + "x").c_str()), all);
    QVERIFY2(trouble().contains(QStringLiteral("No class is called %1x").arg(QString::fromStdString(name))) &&
                 trouble().contains(QStringLiteral("Did you mean %1?").arg(QString::fromStdString(name))),
             qPrintable(trouble()));
    listed("class:zzzzzzzzzzzz");
    QVERIFY2(trouble().contains(QStringLiteral("Classes: ")), qPrintable(trouble()));
    QCOMPARE(listed("\"colour:red\""), size_t{0});  // in quotes it is part of a name
    QVERIFY(trouble().isEmpty());
    QCOMPARE(listed(""), all);
  }

  void terms_and_classes_are_completed() {
    openProject();
    auto* field = m_panel->findChild<SearchField*>();
    m_panel->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_panel.get()));
    field->setFocus();
    QTest::keyClicks(field, QStringLiteral("state:labelled -sp"));
    auto* popup = field->suggestions()->popup();
    QTRY_VERIFY(popup->isVisible());
    QCOMPARE(popup->model()->index(0, 0).data().toString(), QStringLiteral("split:"));
    Q_EMIT field->suggestions()->activated(QStringLiteral("split:val"));
    QCOMPARE(field->text(), QStringLiteral("state:labelled -split:val "));
    const QString name = QString::fromStdString(m_session->classes().front().name);
    QTest::keyClicks(field, name.left(2));
    QStringList offered;
    for (int row = 0; row < popup->model()->rowCount(); ++row)
      offered << popup->model()->index(row, 0).data().toString();
    QVERIFY2(offered.contains(QStringLiteral("class:") + name), qPrintable(offered.join(QLatin1Char(' '))));
    popup->hide();
  }

  void an_empty_result_has_a_way_back() {
    openProject();
    const size_t all = listed("");
    QCOMPARE(listed("nothing-is-called-so"), size_t{0});
    auto* words = m_panel->findChild<QLabel*>(QStringLiteral("emptyWords"));
    auto* button = m_panel->findChild<QPushButton*>(QStringLiteral("emptyButton"));
    QVERIFY(words->isVisible() && words->text().contains(QStringLiteral("nothing-is-called-so")));
    save(m_panel.get(), "images_empty");
    button->click();
    settle();
    QCOMPARE(m_panel->listed().size(), all);
    QVERIFY(!words->isVisible());
    // A project without images offers to bring some.
    m_session->open(ProjectStore::create(m_dir.filePath(QStringLiteral("none")).toStdString()));
    settle();
    QSignalSpy wanted(m_panel.get(), &ImagePanel::importWanted);
    QVERIFY(words->isVisible());
    button->click();
    QCOMPARE(wanted.count(), 1);
  }

  void the_gallery_shows_boxes_and_states() {
    openProject();
    m_panel->setLook(ImagePanel::Look::Gallery);
    settle();
    const ImageEntry image = m_session->images().front();
    m_session->setCurrent(image.id);
    const LabelClass label = m_session->classes().front();
    const QColor colour(QString::fromStdString(label.colour));
    const auto coloured = [&] {
      (void)first().data(Qt::DecorationRole);
      settle();
      const QImage picture = first().data(Qt::DecorationRole).value<QPixmap>().toImage();
      int count = 0;
      for (int y = 0; y < picture.height(); ++y)
        for (int x = 0; x < picture.width(); ++x) {
          const QColor c = picture.pixelColor(x, y);
          count += std::abs(c.red() - colour.red()) + std::abs(c.green() - colour.green()) +
                               std::abs(c.blue() - colour.blue()) <
                           40
                       ? 1
                       : 0;
        }
      return count;
    };
    const int before = coloured();
    const int64_t box = m_session->addBox(QRectF(2, 2, image.width - 4, image.height - 4), label.id);
    const int with = coloured();
    QVERIFY2(with > before + 100, qPrintable(QStringLiteral("%1 then %2").arg(before).arg(with)));
    m_session->removeBox(box);
    QTRY_VERIFY(coloured() < with - 100);
    // Chips.
    const auto chip = [this] { return first().data(ImageListModel::ChipRole).toString(); };
    m_session->removeBoxes([this] {
      std::vector<int64_t> ids;
      for (const LabelBox& b : m_session->boxes()) ids.push_back(b.id);
      return ids;
    }());
    m_session->setNegative(false);
    QCOMPARE(chip(), QStringLiteral("to do"));
    m_session->store().replacePredictions(image.id, {{0, label.name, 1, 1, 9, 9, 0.7, "run"}});
    m_session->predictionsStored(image.id);
    QTRY_COMPARE(chip(), QStringLiteral("predicted"));
    m_session->setNegative(true);
    QCOMPARE(chip(), QStringLiteral("no objects"));
    m_session->perform(QStringLiteral("t"),
                       [&](ProjectEdit& edit) { edit.setReview(image.id, ImageReview::Verified); });
    QCOMPARE(chip(), QStringLiteral("verified"));
  }

  void three_looks_and_a_size_that_is_kept() {
    openProject();
    m_panel->setGallery(true);
    auto* size = m_panel->findChild<QSlider*>(QStringLiteral("gallerySize"));
    QVERIFY(size->isVisible());
    const int usual = m_panel->list()->gridSize().width();
    size->setValue(300);
    QVERIFY(m_panel->list()->gridSize().width() > usual);
    m_panel->setGallery(false);
    QVERIFY(!size->isVisible());
    m_panel->setLook(ImagePanel::Look::Filmstrip);
    QVERIFY(!m_panel->findChild<QLineEdit*>(QStringLiteral("imageSearch"))->isVisible());
    QVERIFY2(m_panel->minimumSizeHint().width() <= 110,
             qPrintable(QString::number(m_panel->minimumSizeHint().width())));
    m_panel->setLook(ImagePanel::Look::List);
    QVERIFY(m_panel->findChild<QLineEdit*>(QStringLiteral("imageSearch"))->isVisible());
    QVERIFY2(m_panel->minimumSizeHint().width() <= 270,  // the usual width in Label
             qPrintable(QString::number(m_panel->minimumSizeHint().width())));
    ImagePanel again(m_session.get(), nullptr);
    QCOMPARE(again.findChild<QSlider*>(QStringLiteral("gallerySize"))->value(), 300);
  }

  void facets_count_and_filter() {
    openProject();
    QTRY_VERIFY(facet("class:disc") != nullptr || !m_session->classes().empty());
    int64_t train = 0;
    for (const ImageEntry& image : m_session->images()) train += image.split == "train" ? 1 : 0;
    QCOMPARE(facet("split:train")->count(), train);
    facet("split:train")->click();
    settle();
    QCOMPARE(m_panel->query(), QStringLiteral("split:train"));
    QCOMPARE(static_cast<int64_t>(m_panel->listed().size()), train);
    QVERIFY(facet("split:train")->isChecked() && !facet("split:val")->isChecked());
    // One of a group at a time; without Ctrl alone, with it beside those of other groups.
    QTest::mouseClick(facet("state:labelled"), Qt::LeftButton, Qt::ControlModifier);
    QCOMPARE(m_panel->query(), QStringLiteral("split:train state:labelled"));
    QTest::mouseClick(facet("split:val"), Qt::LeftButton, Qt::ControlModifier);
    QCOMPARE(m_panel->query(), QStringLiteral("state:labelled split:val"));
    QTest::mouseClick(facet("split:val"), Qt::LeftButton, Qt::ControlModifier);
    QCOMPARE(m_panel->query(), QStringLiteral("state:labelled"));
    QTest::mouseClick(facet("review:none"), Qt::LeftButton);
    QCOMPARE(m_panel->query(), QStringLiteral("review:none"));
    QTest::mouseClick(facet("review:none"), Qt::LeftButton);
    QVERIFY(m_panel->query().isEmpty());
    QVERIFY(!facet("review:none")->isChecked());
    // Words that somebody typed stay.
    m_panel->setQuery(QStringLiteral("img split:train"));
    facet("split:val")->click();
    QCOMPARE(m_panel->query(), QStringLiteral("img split:val"));
    m_panel->setQuery({});
    // Classes come from the store, and follow edits.
    const LabelClass label = m_session->classes().front();
    const std::string term = "class:" + label.name;
    QTRY_VERIFY_WITH_TIMEOUT(facet(term.c_str()) != nullptr, test::patience);
    const int64_t images = facet(term.c_str())->count();
    QCOMPARE(static_cast<int64_t>(listed(term.c_str())), images);
    listed("");
    m_session->setCurrent(m_session->images().front().id);
    for (const LabelBox& box : std::vector(m_session->boxes())) m_session->removeBox(box.id);
    const auto now = static_cast<int64_t>(listed(term.c_str()));
    listed("");
    QTRY_VERIFY_WITH_TIMEOUT(facet(term.c_str()) != nullptr && facet(term.c_str())->count() == now,
                             test::patience);
    // What the label check found.
    m_facets->setMarks({{"duplicate", {1, 2, 3}}});
    QCOMPARE(facet("lint:duplicate")->count(), int64_t{3});
    m_facets->setMarks({});
    settle();
    QVERIFY(facet("lint:duplicate") == nullptr || facet("lint:duplicate")->isHidden());
  }

  void filters_are_saved_for_a_project() {
    openProject();
    auto* star = m_facets->findChild<QToolButton*>(QStringLiteral("saveFilter"));
    auto* name = m_facets->findChild<QLineEdit*>(QStringLiteral("filterName"));
    QVERIFY(!star->isEnabled());
    m_panel->setQuery(QStringLiteral("size:[0,30]"));
    star->click();
    name->setText(QStringLiteral("small ones"));
    QTest::keyClick(name, Qt::Key_Return);
    QVERIFY(name->isHidden());
    const auto row = [this](const char* called) {
      FacetRow* shown = nullptr;
      for (FacetRow* each :
           m_facets->findChildren<FacetRow*>(QStringLiteral("filter_") + QLatin1String(called)))
        if (!each->isHidden()) shown = each;
      return shown;
    };
    QTRY_VERIFY(row("small ones") != nullptr && row("small ones")->isChecked());
    m_panel->setQuery({});
    QVERIFY(!row("small ones")->isChecked());
    row("small ones")->click();
    QCOMPARE(m_panel->query(), QStringLiteral("size:[0,30]"));
    settle();
    QTest::qWait(0);
    m_panel->setLook(ImagePanel::Look::Gallery);
    m_panel->setQuery({});
    settle();
    save(m_facets.get(), "facets");
    // Another project has none of them, the same one again has, whoever opens it and wherever it lies.
    const auto folder = m_session->store().folder();
    QVERIFY(std::filesystem::exists(folder / "filters.json"));
    QSettings().clear();
    openProject();
    QVERIFY(row("small ones") == nullptr);
    m_session->open(ProjectStore::open(folder));
    QTRY_VERIFY(row("small ones") != nullptr);
    const auto choose = [&](const char* called, const char* action) {
      Q_EMIT row(called)->customContextMenuRequested(QPoint(2, 2));
      auto* menu = m_facets->findChild<QMenu*>(QStringLiteral("filterMenu"));
      menu->findChild<QAction*>(QLatin1String(action))->trigger();
      delete menu;
    };
    choose("small ones", "renameFilter");
    QCOMPARE(name->text(), QStringLiteral("small ones"));
    name->setText(QStringLiteral("tiny"));
    QTest::keyClick(name, Qt::Key_Return);
    QTRY_VERIFY(row("tiny") != nullptr && row("small ones") == nullptr);
    choose("tiny", "deleteFilter");
    QVERIFY(row("tiny") == nullptr);
  }

  void statistics_and_label_check_fit_a_narrow_column() {
    openProject();
    const LabelClass label = m_session->classes().front();
    m_session->setCurrent(m_session->images().front().id);
    for (int i = 0; i < 2; ++i) m_session->addBox(QRectF(5, 5, 40, 40), label.id);  // one on the other
    for (const bool dark : {false, true}) {
      theme::apply(dark ? theme::Mode::Dark : theme::Mode::Light);
      language::use(dark ? QStringLiteral("zh_CN") : QStringLiteral("en"));
      StatisticsPanel statistics(m_session.get(), nullptr);
      LintPanel lint(
          m_session.get(), [](const RunConfig&) { return LintRules{}; }, nullptr);
      statistics.resize(330, 860);
      lint.resize(330, 500);
      statistics.setVisible(true);
      lint.setVisible(true);
      QTRY_VERIFY_WITH_TIMEOUT(!statistics.busy() && statistics.statistics().boxes > 0, test::patience);
      QSignalSpy marks(&lint, &LintPanel::marksChanged);
      lint.run();
      QTRY_COMPARE_WITH_TIMEOUT(marks.count(), 1, test::patience);
      settle();
      QCOMPARE(statistics.width(), 330);
      QCOMPARE(lint.width(), 330);
      for (const QWidget* panel : {static_cast<QWidget*>(&statistics), static_cast<QWidget*>(&lint)})
        QVERIFY2(panel->minimumSizeHint().width() <= 300 && panel->minimumWidth() <= 300,
                 qPrintable(QStringLiteral("%1: %2")
                                .arg(QLatin1String(panel->metaObject()->className()))
                                .arg(panel->minimumSizeHint().width())));
      // No button is cut.
      for (const auto* button : lint.findChildren<QPushButton*>())
        if (button->isVisible())
          QVERIFY2(button->width() >= button->minimumSizeHint().width() &&
                       lint.rect().contains(QRect(button->mapTo(&lint, QPoint()), button->size())),
                   qPrintable(button->text()));
      QCOMPARE(statistics.findChildren<ClassBar*>().size(),
               static_cast<qsizetype>(m_session->classes().size()));
      save(&statistics, dark ? "column_statistics_dark_chinese" : "column_statistics");
      save(&lint, dark ? "column_lint_dark_chinese" : "column_lint");
      // A kind leads to its images and its findings, and back.
      QSignalSpy queries(&lint, &LintPanel::queryWanted);
      auto* table = lint.findChild<QTableWidget*>(QStringLiteral("lintList"));
      const int all = table->rowCount();
      const auto show = [&lint] {
        QPushButton* shown = nullptr;
        for (auto* each : lint.findChildren<QPushButton*>(QStringLiteral("lintShow_duplicate")))
          if (each->isVisible()) shown = each;
        return shown;
      };
      QVERIFY(show() != nullptr);
      show()->click();
      QCOMPARE(queries.takeFirst().front().toString(), QStringLiteral("lint:duplicate"));
      QCOMPARE(table->rowCount(), static_cast<int>(std::ranges::count(lint.findings(), LintKind::Duplicate,
                                                                      &LintFinding::kind)));
      settle();
      QVERIFY(show() != nullptr);
      show()->click();
      QVERIFY(queries.takeFirst().front().toString().isEmpty());
      QCOMPARE(table->rowCount(), all);
    }
    language::use(QStringLiteral("en"));
    theme::apply(theme::Mode::Light);
  }

  void it_is_looked_at_in_light_dark_and_chinese() {
    for (const bool dark : {false, true}) {
      theme::apply(dark ? theme::Mode::Dark : theme::Mode::Light);
      if (dark) language::use(QStringLiteral("zh_CN"));
      ProjectSession session;
      ImagePanel panel(&session, nullptr);
      FacetPanel facets(&session, nullptr);
      session.open(createSampleProject(
          m_dir.filePath(QStringLiteral("look%1").arg(dark ? 1 : 0)).toStdString(), {12}, {}));
      session.perform(QStringLiteral("t"), [&](ProjectEdit& edit) {
        edit.setReview(session.images()[1].id, ImageReview::Verified);
        edit.setReview(session.images()[2].id, ImageReview::Unsure);
      });
      const std::string suffix = dark ? "_dark_chinese" : "";
      for (const auto& [look, name, width] : {std::tuple{ImagePanel::Look::Gallery, "images_gallery", 820},
                                              std::tuple{ImagePanel::Look::List, "images_list", 260},
                                              std::tuple{ImagePanel::Look::Filmstrip, "images_strip", 116}}) {
        panel.resize(width, 560);
        panel.setLook(look);
        panel.show();
        facets.resize(216, 720);
        facets.show();
        settle();
        (void)panel.grab();
        settle();
        QTest::qWait(20);
        save(&panel, (name + suffix).c_str());
      }
      QTRY_VERIFY(facets.findChild<QWidget*>(QStringLiteral("facetsClasses"))->isVisible());
      settle();
      save(&facets, ("facets" + suffix).c_str());
    }
    language::use(QStringLiteral("en"));
    theme::apply(theme::Mode::Light);
  }
};

QTEST_MAIN(TestImagePanel)
#include "tst_image_panel.moc"
