// SPDX-License-Identifier: GPL-3.0-or-later
// anchor-label-bench: what labelling costs, as JSON, beside what the disk and the decoder cost in the same
// run. Nothing here passes or fails. Arguments: none.
#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <QApplication>
#include <QElapsedTimer>
#include <QImage>
#include <QProcess>
#include <QTemporaryDir>
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <opencv2/imgcodecs.hpp>

#include "datasets/images/image_reader.h"
#include "datasets/query/image_query.h"
#include "ui/canvas/image_canvas.h"
#include "ui/dataset/image_loader.h"
#include "ui/dataset/image_panel.h"
#include "ui/shared/pictures.h"

using namespace anchor;
namespace fs = std::filesystem;

namespace {

double milliseconds(const std::function<void()>& work) {
  QElapsedTimer clock;
  clock.start();
  work();
  return static_cast<double>(clock.nsecsElapsed()) / 1e6;
}

double quantile(std::vector<double>& times, double share) {
  std::ranges::sort(times);
  return times[static_cast<size_t>(share * static_cast<double>(times.size() - 1))];
}

double residentMegabytes() {
  std::ifstream statm("/proc/self/statm");
  long pages = 0;
  long resident = 0;
  statm >> pages >> resident;
  return static_cast<double>(resident) * static_cast<double>(sysconf(_SC_PAGESIZE)) / 1e6;
}

LabelBox boxAt(int64_t label, double x) {
  LabelBox box;
  box.classId = label;
  box.x1 = x;
  box.y1 = 5;
  box.x2 = x + 40;
  box.y2 = 60;
  return box;
}

/// Goal 6: 5,000 edits, each on the disk when it returns.
void commits(const fs::path& folder) {
  auto store = ProjectStore::create(folder / "commits");
  store->addImported({{"/n/a.jpg", 640, 480, "", "", true, {{"a", boxAt(0, 1)}}, ""}}, "bench", {});
  const int64_t image = store->images()[0].id;
  const int64_t label = store->classes()[0].id;
  std::vector<double> adds;
  for (int i = 0; i < 5000; ++i)
    adds.push_back(milliseconds([&] {
      ProjectEdit edit = store->edit("Draw a box");
      edit.addBox(image, boxAt(label, i % 500));
      edit.commit();
    }));
  std::vector<double> undos;
  for (int i = 0; i < 1000; ++i) undos.push_back(milliseconds([&] { store->undo(); }));
  std::vector<double> syncs;
  const int file = ::open((folder / "sync").c_str(), O_CREAT | O_WRONLY, 0600);
  char block[4096] = {};
  for (int i = 0; i < 300; ++i)
    syncs.push_back(milliseconds([&] {
      if (::write(file, block, sizeof block) < 0) return;
      ::fdatasync(file);
    }));
  ::close(file);
  std::printf(
      "\"commit_p50_ms\": %.2f, \"commit_p99_ms\": %.2f, \"undo_p99_ms\": %.2f, \"fdatasync_p50_ms\": "
      "%.2f,\n",
      quantile(adds, 0.5), quantile(adds, 0.99), quantile(undos, 0.99), quantile(syncs, 0.5));
}

/// Goal 5: a hundred thousand images, a million boxes.
void large(const fs::path& folder) {
  const double before = residentMegabytes();
  {
    auto store = ProjectStore::create(folder / "large");
    std::vector<ImportedImage> images;
    for (int i = 0; i < 100000; ++i) {
      images.push_back({"/pictures/set" + std::to_string(i % 40) + "/image_" + std::to_string(i) + ".jpg",
                        1280,
                        960,
                        "",
                        std::to_string(i),
                        true,
                        {},
                        ""});
      for (int b = 0; b < 10; ++b)
        images.back().boxes.push_back({"class" + std::to_string(b), boxAt(0, 10.0 * b)});
    }
    const double import = milliseconds([&] { store->addImported(images, "bench", {}, SplitShares{}); });
    const double merge = milliseconds([&] {
      ProjectEdit edit = store->edit("Merge classes");
      edit.mergeClass(store->classes()[3].id, store->classes()[4].id);
      edit.commit();
    });
    const double undo = milliseconds([&] { store->undo(); });
    std::printf("\"import_1m_ms\": %.0f, \"merge_100k_of_1m_ms\": %.0f, \"undo_merge_ms\": %.0f,\n", import,
                merge, undo);
  }
  const auto forget = [&] {
    const int file = ::open((folder / "large/project.anchor").c_str(), O_RDONLY);
    ::posix_fadvise(file, 0, 0, POSIX_FADV_DONTNEED);
    ::close(file);
  };
  for (const bool cold : {false, true}) {
    if (cold) forget();
    ProjectSession session;
    ImagePanel panel(&session, nullptr);
    panel.resize(300, 800);
    panel.show();
    const double opened = milliseconds([&] {
      session.open(ProjectStore::open(folder / "large"));
      QCoreApplication::processEvents();
      panel.grab();
    });
    std::printf("\"open_100k_%s_ms\": %.0f, ", cold ? "cold" : "warm", opened);
    if (cold) continue;
    std::vector<double> steps;
    for (int i = 0; i < 200; ++i)
      steps.push_back(milliseconds([&] {
        panel.step(1);
        panel.grab();
      }));
    std::printf("\"step_100k_p99_ms\": %.2f, ", quantile(steps, 0.99));
    const double query = milliseconds(
        [&] { matchingImages(session.store(), parseImageQuery("class:class3 size:[10,60] image_77"), {}); });
    std::printf("\"query_1m_ms\": %.0f, \"resident_mb\": %.0f,\n", query, residentMegabytes() - before);
  }
  std::printf("\n");
}

/// OpenCV's decoder with nothing around it.
double decodeAlone(const QString& path) {
  QFile file(path);
  (void)file.open(QIODevice::ReadOnly);
  const QByteArray bytes = file.readAll();
  const std::vector<uint8_t> encoded(bytes.begin(), bytes.end());
  return milliseconds([&] { cv::imdecode(encoded, cv::IMREAD_COLOR); });
}

/// Goal 4: the next image, decoded ahead and cold, beside the decoder alone.
void pictures(const fs::path& folder) {
  // As a camera makes them: soft shapes and a little noise, about 3 MB at quality 90.
  QImage big(6000, 4000, QImage::Format_RGB32);
  uint32_t noise = 1;
  for (int y = 0; y < big.height(); ++y) {
    auto* line = reinterpret_cast<QRgb*>(big.scanLine(y));
    for (int x = 0; x < big.width(); ++x) {
      noise = noise * 1664525U + 1013904223U;
      const int grain = static_cast<int>(noise >> 29) - 4;
      const double wave = std::sin(x / 90.0) * std::cos(y / 70.0) * 60 + std::sin((x + y) / 11.0) * 12;
      line[x] =
          qRgb(qBound(0, 128 + static_cast<int>(wave) + grain, 255),
               qBound(0, 120 - static_cast<int>(wave / 2) + grain, 255), qBound(0, 90 + x / 60 + grain, 255));
    }
  }
  const QString first = QString::fromStdString((folder / "big.jpg").string());
  big.save(first, "JPEG", 90);
  big = {};
  ImageLoader loader(nullptr);
  bool here = false;
  QObject::connect(&loader, &ImageLoader::loaded, &loader, [&] { here = true; });
  const auto shown = [&](const QString& path) {
    return milliseconds([&] {
      loader.request(path);
      // Asleep, as the studio is; else the decoder would have to share its core.
      while (!here) QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
      here = false;
    });
  };
  shown(first);
  QImage picture;
  QObject::connect(&loader, &ImageLoader::loaded, &loader,
                   [&](const QString&, const QImage& image) { picture = image; });
  ImageCanvas canvas;
  canvas.resize(1600, 900);
  canvas.show();
  std::vector<double> decode, cold, ready, handled;
  for (int i = 0; i < 7; ++i) {  // copies: none is known to the loader, all are in the system's cache
    const QString path = QString::fromStdString((folder / ("big" + std::to_string(i) + ".jpg")).string());
    QFile::copy(first, path);
    decode.push_back(decodeAlone(path));
    cold.push_back(shown(path));
    ready.push_back(shown(path));
    handled.push_back(milliseconds([&] {
      canvas.setImage(picture, false);
      canvas.repaint();
    }));
  }
  std::printf(
      "\"decode_24mp_ms\": %.0f, \"next_24mp_cold_ms\": %.0f, "
      "\"next_24mp_ready_ms\": %.2f, \"first_frame_24mp_ms\": %.1f\n",
      quantile(decode, 0.5), quantile(cold, 0.5), quantile(ready, 0.5), quantile(handled, 0.5));
}

/// A 500 MB COCO file, about as many bytes an annotation as COCO 2017 has, through the engine program.
void streaming(const fs::path& folder) {
  fs::create_directories(folder / "coco/images");
  QImage small(64, 48, QImage::Format_RGB32);
  std::ofstream out(folder / "coco/instances_train.json");
  out << "{\"images\":[";
  constexpr int images = 1000;
  for (int i = 0; i < images; ++i) {
    small.fill(QColor(i % 256, i / 256, 90));
    small.save(QString::fromStdString((folder / ("coco/images/" + std::to_string(i) + ".png")).string()));
    out << (i > 0 ? "," : "") << R"({"id":)" << i << R"(,"file_name":")" << i
        << R"(.png","width":64,"height":48})";
  }
  out << "],\"categories\":[{\"id\":1,\"name\":\"a\"}],\"annotations\":[";
  std::string polygon;
  for (int i = 0; i < 70; ++i) polygon.append(i > 0 ? "," : "").append(std::to_string(i % 64)).append(".25");
  for (int a = 0; out.tellp() < 500'000'000; ++a)
    out << (a > 0 ? "," : "") << R"({"id":)" << a << R"(,"image_id":)" << a % images
        << R"(,"category_id":1,"bbox":[1.5,2,20,30],"area":600,"iscrowd":0,"segmentation":[[)" << polygon
        << "]]}";
  out << "]}";
  out.close();
  QProcess engine;
  const double ms = milliseconds([&] {
    engine.start(
        QStringLiteral(PROGRAM_FOLDER "/anchor-engine"),
        {QStringLiteral("import"), QString::fromStdString((folder / "streamed").string()),
         QStringLiteral("--labels"), QString::fromStdString((folder / "coco/instances_train.json").string()),
         QStringLiteral("--dry-run"), QStringLiteral("--json")});
    engine.waitForFinished(-1);
  });
  rusage usage{};
  ::getrusage(RUSAGE_CHILDREN, &usage);
  std::printf("\"coco_500mb_s\": %.1f, \"coco_500mb_peak_mb\": %.0f,\n", ms / 1000,
              static_cast<double>(usage.ru_maxrss) / 1024);
}

}  // namespace

int main(int argc, char** argv) {
  QApplication app(argc, argv);
  QTemporaryDir dir;
  const fs::path folder = dir.path().toStdString();
  std::printf("{");
  streaming(folder);  // first: a child starts with the memory of its parent
  commits(folder);
  large(folder);
  pictures(folder);
  std::printf("}\n");
  return 0;
}
