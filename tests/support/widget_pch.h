// SPDX-License-Identifier: GPL-3.0-or-later
// Parsed once for all tests of the interface.
#include <QApplication>
#include <QTemporaryDir>
#include <QtTest>

#include "ui/qt_pch.h"
