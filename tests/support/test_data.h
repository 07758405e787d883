// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>
#include <QStringList>
#include <filesystem>
#include <vector>

namespace anchor::test {

/// How long a test waits for another process or for the window, milliseconds: only a hang takes as long, so
/// that a machine busy with other things fails nothing. What is said about times is said elsewhere, by tests
/// that run alone.
constexpr int patience = 400000;

/// A stored file below tests/data.
std::filesystem::path dataFile(const char* name);
/// The real photographs outside the checkout.
std::filesystem::path sharedData();
/// False, and a line on standard error that says so, when the real data is not on this machine.
bool haveSharedData();
/// The whole file; fails loudly when it is missing.
std::string readText(const std::filesystem::path& path);
/// Processes that this one started, in that order.
std::vector<int> childrenOf(int64_t process);

}  // namespace anchor::test

/// main() of a test program: one or several objects, one after the other.
#define ANCHOR_TEST_MAIN(Class, Application) \
  int main(int argc, char** argv) {          \
    Application app(argc, argv);             \
    Class test;                              \
    return QTest::qExec(&test, argc, argv);  \
  }
/// The same for tests that need the real data: exit code 77 is shown as "Skipped".
#define ANCHOR_DATA_TEST_MAIN(Class, Application)   \
  int main(int argc, char** argv) {                 \
    if (!anchor::test::haveSharedData()) return 77; \
    Application app(argc, argv);                    \
    Class test;                                     \
    return QTest::qExec(&test, argc, argv);         \
  }
