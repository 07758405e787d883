#include "ui/shared/lower_words.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <algorithm>
#include <cstring>
#include <vector>

#include "ui/shared/pictures.h"

namespace anchor {
namespace {

// Sentences of datasets/ and engine/ as they are written there, values as %1, %2 …
constexpr const char* sentences[] = {
    QT_TRANSLATE_NOOP("Sentences", "the image cannot be opened"),
    QT_TRANSLATE_NOOP("Sentences", "the image file is empty"),
    QT_TRANSLATE_NOOP("Sentences", "the image cannot be decoded: %1"),
    QT_TRANSLATE_NOOP("Sentences", "the image cannot be decoded"),
    QT_TRANSLATE_NOOP("Sentences", "the image has more than 512 megapixels"),
    QT_TRANSLATE_NOOP("Sentences", "the image cannot be written"),
    QT_TRANSLATE_NOOP("Sentences", "the image is an animation or a GIF, which is not read"),
    QT_TRANSLATE_NOOP("Sentences", "Write its pictures as PNG or JPEG files and import those"),
    QT_TRANSLATE_NOOP("Sentences", "the image is a HEIC or AVIF file, which is not read"),
    QT_TRANSLATE_NOOP("Sentences", "Convert it to JPEG or PNG"),
    QT_TRANSLATE_NOOP("Sentences", "holds a text of more than a million characters"),
    QT_TRANSLATE_NOOP("Sentences", "It is no file of labels, or it is damaged"),
    QT_TRANSLATE_NOOP("Sentences", "Open it in a picture viewer to see whether the file is whole"),
    QT_TRANSLATE_NOOP("Sentences", "Check free space and permissions"),
    QT_TRANSLATE_NOOP("Sentences", "Check the path and permissions"),
    QT_TRANSLATE_NOOP("Sentences", "Check the name and permissions"),
    QT_TRANSLATE_NOOP("Sentences", "cannot be opened"),
    QT_TRANSLATE_NOOP("Sentences", "cannot be read"),
    QT_TRANSLATE_NOOP("Sentences", "cannot be written"),
    QT_TRANSLATE_NOOP("Sentences", "holds something that is no number"),
    QT_TRANSLATE_NOOP("Sentences", "needs %1 numbers"),
    QT_TRANSLATE_NOOP("Sentences", "Write them in brackets, with commas"),
    QT_TRANSLATE_NOOP("Sentences", "is not known"),
    QT_TRANSLATE_NOOP("Sentences", "Known: %1"),
    QT_TRANSLATE_NOOP("Sentences", "needs a name and a value"),
    QT_TRANSLATE_NOOP("Sentences", "has no value"),
    QT_TRANSLATE_NOOP("Sentences", "Write one behind the colon"),
    QT_TRANSLATE_NOOP("Sentences", "is no regular expression"),
    QT_TRANSLATE_NOOP("Sentences", "Look for unpaired brackets"),
    QT_TRANSLATE_NOOP("Sentences", "%1 twice on one object, IoU %2"),
    QT_TRANSLATE_NOOP("Sentences", "remove the newer one"),
    QT_TRANSLATE_NOOP("Sentences", "the file is not there: %1"),
    QT_TRANSLATE_NOOP("Sentences",
                      "the class %1 has a number for a name; rename it or merge it into its class"),
    QT_TRANSLATE_NOOP("Sentences", "%1 has no box in %2"),
    QT_TRANSLATE_NOOP("Sentences", "%1 has no area"),
    QT_TRANSLATE_NOOP("Sentences", "remove it"),
    QT_TRANSLATE_NOOP("Sentences", "%1 leaves the image"),
    QT_TRANSLATE_NOOP("Sentences", "cut it to the image"),
    QT_TRANSLATE_NOOP("Sentences", "%1 is %2 pixels small at the training scale"),
    QT_TRANSLATE_NOOP("Sentences", "the best anchor for %1 overlaps it by %2"),
    QT_TRANSLATE_NOOP("Sentences", "the same picture is in %1 and in %2"),
    QT_TRANSLATE_NOOP("Sentences", "move it to %1"),
    QT_TRANSLATE_NOOP("Sentences", "is no CreateML file: it needs a JSON array of images"),
    QT_TRANSLATE_NOOP("Sentences", "Nothing was imported"),
    QT_TRANSLATE_NOOP("Sentences", "an entry names no image"),
    QT_TRANSLATE_NOOP("Sentences", "It was left out"),
    QT_TRANSLATE_NOOP("Sentences", "its image %1 was not found"),
    QT_TRANSLATE_NOOP("Sentences", "%1 is listed twice"),
    QT_TRANSLATE_NOOP("Sentences", "The second was left out"),
    QT_TRANSLATE_NOOP("Sentences", "a box of %1 has no label or no four numbers"),
    QT_TRANSLATE_NOOP("Sentences", "is no readable JSON%1"),
    QT_TRANSLATE_NOOP("Sentences", "names no images"),
    QT_TRANSLATE_NOOP("Sentences", "Choose a COCO file with images and annotations"),
    QT_TRANSLATE_NOOP("Sentences", "%1 is given as %2x%3, the upright image has %4x%5"),
    QT_TRANSLATE_NOOP("Sentences", "The image's own size was taken; look at its boxes"),
    QT_TRANSLATE_NOOP("Sentences", "two images have the id %1"),
    QT_TRANSLATE_NOOP("Sentences", "Boxes went to the first"),
    QT_TRANSLATE_NOOP("Sentences", "%1 annotations belong to images that are not there"),
    QT_TRANSLATE_NOOP("Sentences", "They were left out"),
    QT_TRANSLATE_NOOP("Sentences", "%1 annotations share an id with another"),
    QT_TRANSLATE_NOOP("Sentences", "All were kept"),
    QT_TRANSLATE_NOOP("Sentences", "category %1 has no name"),
    QT_TRANSLATE_NOOP("Sentences", "Its boxes got the class #%1"),
    QT_TRANSLATE_NOOP("Sentences", "the export was read back and differs: %1"),
    QT_TRANSLATE_NOOP("Sentences", "Nothing was published; please report this"),
    QT_TRANSLATE_NOOP("Sentences", "the folder is not empty"),
    QT_TRANSLATE_NOOP("Sentences", "Choose a new folder"),
    QT_TRANSLATE_NOOP("Sentences", "the export failed: %1"),
    QT_TRANSLATE_NOOP("Sentences", "has no four numbers and a class"),
    QT_TRANSLATE_NOOP("Sentences", "The row was left out"),
    QT_TRANSLATE_NOOP("Sentences", "Choose the column that holds the file names"),
    QT_TRANSLATE_NOOP("Sentences", "Its rows were left out"),
    QT_TRANSLATE_NOOP("Sentences", "holds no images"),
    QT_TRANSLATE_NOOP("Sentences", "Choose a folder with .jpg, .png, .bmp, .tif or .webp files"),
    QT_TRANSLATE_NOOP("Sentences", "the image is not the one that was labelled"),
    QT_TRANSLATE_NOOP("Sentences", "Put the original back, or remove the image from the project"),
    QT_TRANSLATE_NOOP("Sentences", "box %1 has no area"),
    QT_TRANSLATE_NOOP("Sentences", "box %1 lies outside the image"),
    QT_TRANSLATE_NOOP("Sentences", "box %1 reaches over the image's edge"),
    QT_TRANSLATE_NOOP("Sentences", "It was cut to %1"),
    QT_TRANSLATE_NOOP("Sentences", "belongs to %1 and to %2"),
    QT_TRANSLATE_NOOP("Sentences", "It was given to the first; the other is not labelled"),
    QT_TRANSLATE_NOOP("Sentences", "Choose the folder above images and labels"),
    QT_TRANSLATE_NOOP("Sentences", "class %1 has no name"),
    QT_TRANSLATE_NOOP("Sentences", "Its boxes got the class #%1; rename it or merge it"),
    QT_TRANSLATE_NOOP("Sentences", "%1 boxes have a score as a sixth number"),
    QT_TRANSLATE_NOOP("Sentences", "It is kept with the box"),
    QT_TRANSLATE_NOOP("Sentences", "%1 lines are polygons"),
    QT_TRANSLATE_NOOP("Sentences", "The box around each was taken"),
    QT_TRANSLATE_NOOP("Sentences", "names other classes than %1"),
    QT_TRANSLATE_NOOP("Sentences", "%1 was believed"),
    QT_TRANSLATE_NOOP("Sentences", "is not \"class cx cy w h\""),
    QT_TRANSLATE_NOOP("Sentences", "The line was left out, and the image is locked"),
    QT_TRANSLATE_NOOP("Sentences", "the disk is full"),
    QT_TRANSLATE_NOOP("Sentences", "Free some space and try again"),
    QT_TRANSLATE_NOOP("Sentences", "another program is writing into the project"),
    QT_TRANSLATE_NOOP("Sentences", "Try again when it is done"),
    QT_TRANSLATE_NOOP("Sentences", "the project cannot be read or written: %1"),
    QT_TRANSLATE_NOOP("Sentences", "Check the disk and permissions"),
    QT_TRANSLATE_NOOP("Sentences", "the project is damaged: its table %1 has no column %2"),
    QT_TRANSLATE_NOOP("Sentences", "Restore it from a backup"),
    QT_TRANSLATE_NOOP("Sentences", "a box's attributes cannot be read: %1"),
    QT_TRANSLATE_NOOP("Sentences", "a class's attributes cannot be read: %1"),
    QT_TRANSLATE_NOOP("Sentences", "a box in the history cannot be read: %1"),
    QT_TRANSLATE_NOOP("Sentences", "the history cannot be read: %1"),
    QT_TRANSLATE_NOOP("Sentences", "Restore the project from a backup"),
    QT_TRANSLATE_NOOP("Sentences", "box %1 has the class %2, which the project does not have"),
    QT_TRANSLATE_NOOP("Sentences", "names classes or splits in a way that is not read"),
    QT_TRANSLATE_NOOP("Sentences",
                      "Write names as a list or as numbers with names, and each split as a path or a list"),
    QT_TRANSLATE_NOOP("Sentences", "%1 is also in %2.txt"),
    QT_TRANSLATE_NOOP("Sentences", "It stays in %1"),
    QT_TRANSLATE_NOOP("Sentences", "is larger than 64 MB"),
    QT_TRANSLATE_NOOP("Sentences", "nests tags deeper than 64"),
    QT_TRANSLATE_NOOP("Sentences", "the XML cannot be read: %1"),
    QT_TRANSLATE_NOOP("Sentences", "The file was left out"),
    QT_TRANSLATE_NOOP("Sentences", "has no <annotation>"),
    QT_TRANSLATE_NOOP("Sentences", "gives the size %1x%2, the image has %3x%4"),
    QT_TRANSLATE_NOOP("Sentences", "The image's own size was taken"),
    QT_TRANSLATE_NOOP("Sentences", "an object has no name"),
    QT_TRANSLATE_NOOP("Sentences", "an object has no usable %1"),
    QT_TRANSLATE_NOOP("Sentences", "an object's box has no area"),
    QT_TRANSLATE_NOOP("Sentences",
                      "is not a Pascal VOC tree: it needs the folders Annotations and JPEGImages"),
    QT_TRANSLATE_NOOP("Sentences", "Choose the folder that holds both, or import it as plain images"),
    QT_TRANSLATE_NOOP("Sentences", "its image %1 is not in %2"),
    QT_TRANSLATE_NOOP("Sentences", "The annotation was left out"),
    QT_TRANSLATE_NOOP("Sentences", "the image %1 has an annotation already"),
    QT_TRANSLATE_NOOP("Sentences", "This one was left out"),
    QT_TRANSLATE_NOOP("Sentences", "a class needs a name"),
    QT_TRANSLATE_NOOP("Sentences", "Type one"),
    QT_TRANSLATE_NOOP("Sentences", "there is a class \"%1\" already"),
    QT_TRANSLATE_NOOP("Sentences", "Merge the two classes instead"),
    QT_TRANSLATE_NOOP("Sentences", "is not a project of Anchor Studio, or was cut off"),
    QT_TRANSLATE_NOOP("Sentences", "Restore it from a backup; it was not changed"),
    QT_TRANSLATE_NOOP("Sentences", "is an SQLite file of another program"),
    QT_TRANSLATE_NOOP("Sentences", "It was not changed"),
    QT_TRANSLATE_NOOP("Sentences",
                      "was written by a newer Anchor Studio (project version %1, this program knows %2)"),
    QT_TRANSLATE_NOOP("Sentences", "Update the program; the file was not changed"),
    QT_TRANSLATE_NOOP("Sentences", "there is a project here already"),
    QT_TRANSLATE_NOOP("Sentences", "Open it instead"),
    QT_TRANSLATE_NOOP("Sentences", "no project can be made here: %1"),
    QT_TRANSLATE_NOOP("Sentences", "there is no project here"),
    QT_TRANSLATE_NOOP("Sentences", "Choose a folder that holds project.anchor, or make a new project"),
    QT_TRANSLATE_NOOP("Sentences", "the project is damaged: %1"),
    QT_TRANSLATE_NOOP("Sentences", "the list cannot be read"),
    QT_TRANSLATE_NOOP("Sentences", "Choose a text file"),
    QT_TRANSLATE_NOOP("Sentences", "no image is called %1"),
    QT_TRANSLATE_NOOP("Sentences", "The line was left out"),
    QT_TRANSLATE_NOOP("Sentences", "%1 images are called %2"),
    QT_TRANSLATE_NOOP("Sentences", "Write more of the path; the line was left out"),
    QT_TRANSLATE_NOOP("Sentences", "Cancelled; nothing was changed"),
    QT_TRANSLATE_NOOP("Sentences", "no labelled image belongs to the training split"),
    QT_TRANSLATE_NOOP("Sentences", "Label images and assign splits first"),
    QT_TRANSLATE_NOOP("Sentences", "COCO: x, y, width, height from 0"),
    QT_TRANSLATE_NOOP("Sentences", "COCO: %1 files; x, y, width, height from 0"),
    QT_TRANSLATE_NOOP("Sentences", "YOLO: label files beside the images, parts of the sides"),
    QT_TRANSLATE_NOOP("Sentences", "YOLO: images and labels folders, parts of the sides"),
    QT_TRANSLATE_NOOP("Sentences",
                      "The memory was not enough for this network and input size. Use a smaller batch or a "
                      "smaller short side, then resume."),
};

struct Pattern {
  const char* source;
  QString piece;  ///< its longest stretch without a value: most sentences are told apart by looking for it
  QRegularExpression words;
};

std::vector<Pattern> patterns() {
  std::vector<Pattern> all;
  for (const char* source : sentences) {
    QString words = QRegularExpression::escape(QString::fromUtf8(source));
    // escape() turns "%1" into "\\%1".
    static const QRegularExpression place(QStringLiteral("\\\\%\\d")), value(QStringLiteral("%\\d"));
    words.replace(place, QStringLiteral("(.*)"));
    const QStringList pieces = QString::fromUtf8(source).split(value);
    all.push_back({source, *std::ranges::max_element(pieces, {}, &QString::size),
                   QRegularExpression(QRegularExpression::anchoredPattern(words),
                                      QRegularExpression::DotMatchesEverythingOption)});
  }
  // "box %1 has no area" before "%1 has no area".
  std::ranges::stable_sort(all, std::greater{}, [](const Pattern& p) { return std::strlen(p.source); });
  return all;
}

/// One pass: a value may hold a percent sign and a digit of its own.
QString filled(const QString& words, const QRegularExpressionMatch& values) {
  static const QRegularExpression place(QStringLiteral("%(\\d)"));
  QString whole;
  qsizetype from = 0;
  for (auto it = place.globalMatch(words); it.hasNext();) {
    const QRegularExpressionMatch at = it.next();
    whole += words.mid(from, at.capturedStart() - from) + values.captured(at.captured(1).toInt());
    from = at.capturedEnd();
  }
  return whole + words.mid(from);
}

}  // namespace

QString inWords(const std::string& sentence) {
  static const std::vector<Pattern> known = patterns();
  QString plain = text(sentence);
  for (const Pattern& pattern : known) {
    if (!plain.contains(pattern.piece)) continue;
    const QRegularExpressionMatch match = pattern.words.match(plain);
    if (!match.hasMatch()) continue;
    return filled(QCoreApplication::translate("Sentences", pattern.source), match);
  }
  return plain;
}

QString inWords(const Problem& problem) {
  QString words = text(problem.file);
  if (problem.line > 0) words += QStringLiteral(":%1").arg(problem.line);
  words += QStringLiteral(": ") + inWords(problem.reason);
  if (problem.remedy.empty()) return words;
  //: a sentence and what to do about it
  return QCoreApplication::translate("Problems", "%1. %2").arg(words, inWords(problem.remedy));
}

QString inWords(const std::exception& error) {
  if (const auto* known = dynamic_cast<const DatasetError*>(&error)) return inWords(known->problem());
  return inWords(std::string(error.what()));
}

}  // namespace anchor
