// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>

#include "datasets/formats/label_format.h"

namespace anchor {

/// What a format is called, in the person's language.
QString formatWords(const LabelFormatRow& row);
/// The formats of which this holds, in a list: "Pascal VOC, COCO, YOLO".
QString formatList(const std::function<bool(const LabelFormatRow&)>& wanted);
/// Of a dialog that chooses a file of labels.
QString labelFileFilter();

}  // namespace anchor
