// SPDX-License-Identifier: GPL-3.0-or-later
// The studio itself, edited by mouse and keys for ever; says on standard output what it has acknowledged.
// Killed by tst_kills.
#include <QApplication>
#include <cstdio>

#include "tests/support/studio_fixture.h"
#include "ui/labelling/project_session.h"

using namespace anchor;

int main(int argc, char** argv) {
  QApplication app(argc, argv);
  const auto window = test::studio();
  window->openProject(QString::fromLocal8Bit(argv[1]));
  test::waitForImage(*window);
  test::trigger(*window, "editDraw");
  for (int i = 0;; ++i) {
    const double x = 10 + i % 200;
    test::drag(*window, {x, 20}, {x + 40, 90});
    const int64_t id = window->canvas()->selected();
    // The box is moved or deleted before it is spoken of, so that a line can never be overtaken by a later
    // edit.
    if (i % 3 == 1) QTest::keyClick(window->canvas(), Qt::Key_Right);
    if (i % 3 == 2) test::trigger(*window, "editDelete");
    const LabelBox* box = window->session()->box(id);
    std::printf("%lld %.9g\n", static_cast<long long>(id), box != nullptr ? box->x1 : -1.0);
    std::fflush(stdout);
    QCoreApplication::processEvents();
  }
}
