// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/start/recent_list.h"

#include <QDateTime>
#include <QDir>
#include <QDirIterator>
#include <QImageReader>
#include <QLocale>
#include <QPainter>
#include <QPainterPath>
#include <QStyledItemDelegate>

#include "ui/shared/background_task.h"
#include "ui/start/recent_projects.h"
#include "ui/style/brush_work.h"
#include "ui/style/icons.h"

namespace anchor {
namespace {

using namespace tokens;

constexpr int rowHeight = 60, shownRows = 5;
constexpr QSize pictureSize(64, 44);
enum Role { FolderRole = Qt::UserRole, PlaceRole, PictureRole };

/// The first picture that the project's cache holds; null without one.
QImage pictureOf(const QString& folder) {
  QDirIterator files(folder + QStringLiteral("/cache/thumbnails"), {QStringLiteral("*.jpg")}, QDir::Files);
  if (!files.hasNext()) return {};
  QImage picture = QImageReader(files.next()).read();
  if (picture.isNull()) return {};
  picture = picture.scaled(pictureSize * 2, Qt::KeepAspectRatioByExpanding, Qt::SmoothTransformation);
  QRect cut(QPoint(), pictureSize * 2);
  cut.moveCenter(picture.rect().center());
  return picture.copy(cut);
}

class RowPainter : public QStyledItemDelegate {
 public:
  using QStyledItemDelegate::QStyledItemDelegate;
  [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override {
    return {320, rowHeight};
  }
  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
    const Colours& c = theme::colours();
    const bool there = option.state.testFlag(QStyle::State_Enabled);
    if (option.state.testFlag(QStyle::State_HasFocus))
      painter->fillRect(option.rect, c.accentBackground);
    else if (option.state.testFlag(QStyle::State_MouseOver) && there)
      painter->fillRect(option.rect, c.raised);
    brush_work::rule(painter, QRectF(option.rect.left(), option.rect.bottom(), option.rect.width(), 1),
                     c.line);
    QRect picture(option.rect.topLeft() + QPoint(space::around, (rowHeight - pictureSize.height()) / 2),
                  pictureSize);
    paintPicture(painter, picture, index.data(PictureRole).value<QImage>(), there);
    QRect words = option.rect.adjusted(2 * space::around + pictureSize.width(), 11, -space::around, -11);
    painter->setPen(there ? c.text : c.disabled);
    painter->setFont(theme::font(type::body, weight::medium));
    painter->drawText(words, Qt::AlignLeft | Qt::AlignTop, index.data(Qt::DisplayRole).toString());
    painter->setPen(there ? c.dim : c.disabled);
    painter->setFont(theme::font(type::small));
    const QString place =
        painter->fontMetrics().elidedText(index.data(PlaceRole).toString(), Qt::ElideMiddle, words.width());
    painter->drawText(words, Qt::AlignLeft | Qt::AlignBottom, place);
  }

 private:
  static void paintPicture(QPainter* painter, const QRect& rect, const QImage& picture, bool there) {
    if (picture.isNull()) {
      QRect sign(0, 0, 22, 22);
      sign.moveCenter(rect.center());
      brush_work::surface(painter, rect, corner::tick, theme::colours().background, {});
      return icon("folder").paint(painter, sign, Qt::AlignCenter, there ? QIcon::Normal : QIcon::Disabled);
    }
    painter->save();
    painter->setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    QPainterPath round;
    round.addRoundedRect(rect, corner::tick, corner::tick);
    painter->setClipPath(round);
    painter->drawImage(rect, picture);
    painter->restore();
  }
};

}  // namespace

RecentList::RecentList(QWidget* parent) : QListWidget(parent) {
  setItemDelegate(new RowPainter(this));
  setMouseTracking(true);
  setUniformItemSizes(true);
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Maximum);
  connect(this, &QListWidget::itemActivated, this, [this](QListWidgetItem* item) {
    if (item->flags().testFlag(Qt::ItemIsEnabled)) Q_EMIT projectChosen(item->data(FolderRole).toString());
  });
  connect(this, &QListWidget::itemClicked, this, &QListWidget::itemActivated);
}

namespace {

/// When a project was last used, in the words of every day.
QString opened(const QDateTime& at) {
  const QDate day = at.date(), today = QDate::currentDate();
  if (day == today) return RecentList::tr("opened today");
  if (day == today.addDays(-1)) return RecentList::tr("opened yesterday");
  return RecentList::tr("opened %1").arg(QLocale().toString(day, QLocale::ShortFormat));
}

}  // namespace

void RecentList::refresh() {
  clear();
  const QStringList there = recent::projects();
  for (const QString& folder : recent::remembered()) {
    const QDir dir(folder);
    auto* item = new QListWidgetItem(dir.dirName(), this);
    const QString path = QDir::toNativeSeparators(dir.absolutePath());
    const bool found = there.contains(folder);
    item->setData(FolderRole, folder);
    item->setData(Qt::AccessibleTextRole, dir.dirName());
    item->setToolTip(path);
    if (!found) {
      item->setFlags(Qt::NoItemFlags);
      item->setData(PlaceRole, tr("%1 · not found").arg(path));
      continue;
    }
    item->setData(PlaceRole, QStringLiteral("%1 · %2").arg(opened(QFileInfo(folder).lastModified()), path));
    runInBackground(
        this, [folder] { return pictureOf(folder); },
        [this, folder](const QImage& picture) {
          for (int row = 0; row < count(); ++row)
            if (this->item(row)->data(FolderRole).toString() == folder)
              this->item(row)->setData(PictureRole, picture);
        });
  }
  updateGeometry();
}

QSize RecentList::sizeHint() const {
  return {480, std::min(count(), shownRows) * rowHeight + 2 * frameWidth()};
}
QSize RecentList::minimumSizeHint() const {
  return {240, std::min(count(), 2) * rowHeight + 2 * frameWidth()};
}

}  // namespace anchor
