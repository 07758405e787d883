// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QLineEdit>
#include <QTemporaryDir>

#include "tests/support/studio_fixture.h"
#include "tests/support/test_data.h"
#include "ui/shared/dialogs.h"
#include "ui/style/theme.h"

namespace anchor::test {

/// The real window, and hands for it.
class LabellingFixture : public QObject {
 protected:
  std::unique_ptr<QTemporaryDir> m_dir;
  std::unique_ptr<MainWindow> m_window;

  void open() {
    theme::apply(theme::Mode::Light);
    m_dir = std::make_unique<QTemporaryDir>();
    m_window = studio();
  }
  [[nodiscard]] ProjectSession& session() { return *m_window->session(); }
  [[nodiscard]] ImageCanvas& canvas() { return *m_window->canvas(); }
  [[nodiscard]] QString path(const char* name) const { return m_dir->filePath(QString::fromUtf8(name)); }
  template <class T>
  T* child(const char* name) {
    return m_window->findChild<T*>(QLatin1String(name));
  }
  void key(Qt::Key code, Qt::KeyboardModifiers modifiers = {}) {
    canvas().setFocus();
    QTest::keyClick(&canvas(), code, modifiers);
  }
  void click(double x, double y, Qt::KeyboardModifiers modifiers = {}) {
    QTest::mouseClick(&canvas(), Qt::LeftButton, modifiers, onCanvas(*m_window, x, y));
  }
  /// Pictures of one grey each, 400 x 300, as a project with two classes.
  void pictures(int count) {
    for (int i = 0; i < count; ++i) {
      QImage image(400, 300, QImage::Format_RGB32);
      image.fill(QColor(40 + 10 * i, 90, 200 - 10 * i));
      QDir().mkpath(path("图像"));
      QVERIFY(image.save(m_dir->filePath(QStringLiteral("图像/é ü %1.png").arg(i))));
    }
    m_window->newProject(path("project"));
    QSignalSpy done(m_window->transfer(), &DataTransfer::finished);
    m_window->transfer()->importImages(path("图像"));
    QTRY_COMPARE_WITH_TIMEOUT(done.count(), 1, patience);
    session().ensureClass(QStringLiteral("cat"));
    session().ensureClass(QStringLiteral("dog"));
    waitForImage(*m_window);
  }
  /// Into the picker, once it is the window that keys go to.
  void typeClass(const QString& name) {
    auto* field = child<QLineEdit>("className");
    QVERIFY(field != nullptr);
    field->window()->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(field->window()));
    field->setFocus();
    QTRY_COMPARE(QApplication::focusWidget(), field);
    QTest::keyClicks(field, name);
    QTest::keyClick(field, Qt::Key_Return);
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
  }
  void settle() { waitForBackground(); }
  QString banner() {
    return m_window->findChild<Banner*>()->isVisible() ? child<QLabel>("bannerWords")->text() : QString();
  }
  std::string fingerprint() { return session().store().fingerprint(); }
};

}  // namespace anchor::test
