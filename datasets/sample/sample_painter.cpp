// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/sample/sample_painter.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace anchor {
namespace {

constexpr double pi = 3.14159265358979323846;

/// What one kind of object looks like: its alpha mask and its shading, drawn in a square of side
/// 2*radius+margin.
struct Shape {
  cv::Mat mask;   ///< CV_8U
  cv::Mat light;  ///< CV_32F, 1 = base colour
};

struct Painter {
  cv::RNG random;
  explicit Painter(uint64_t seed) : random(seed) {}
  double between(double low, double high) { return random.uniform(low, high); }

  /// Smooth noise of a given grain, about -1..1.
  cv::Mat noise(cv::Size size, double grain) {
    cv::Mat small(std::max(2, cvRound(size.height / grain)), std::max(2, cvRound(size.width / grain)),
                  CV_32F);
    random.fill(small, cv::RNG::NORMAL, 0, 0.6);
    cv::Mat out;
    cv::resize(small, out, size, 0, 0, cv::INTER_CUBIC);
    return out;
  }

  cv::Mat ground(cv::Size size) {
    const cv::Vec3d base(between(50, 200), between(50, 200), between(50, 200));
    const cv::Mat coarse = noise(size, between(40, 110));
    const cv::Mat fine = noise(size, between(3, 9));
    const double angle = between(0, pi);
    const double period = between(9, 30);
    const bool striped = between(0, 1) < 0.5;
    cv::Mat out(size, CV_32FC3);
    for (int y = 0; y < size.height; ++y)
      for (int x = 0; x < size.width; ++x) {
        const double stripe =
            striped ? 10 * std::sin(2 * pi * (x * std::cos(angle) + y * std::sin(angle)) / period) : 0;
        const double shade = 26 * coarse.at<float>(y, x) + 15 * fine.at<float>(y, x) + stripe;
        for (int c = 0; c < 3; ++c)
          out.at<cv::Vec3f>(y, x)[c] = static_cast<float>(base[c] + shade * (0.7 + 0.3 * c));
      }
    clutter(out);
    return out;
  }

  /// Marks that are no objects: scratches and flat blots in any colour.
  void clutter(cv::Mat& canvas) {
    const int marks = random.uniform(3, 9);
    for (int i = 0; i < marks; ++i) {
      const cv::Scalar colour(between(20, 235), between(20, 235), between(20, 235));
      const cv::Point at(random.uniform(0, canvas.cols), random.uniform(0, canvas.rows));
      if (random.uniform(0, 2) == 0) {
        const cv::Point to(at.x + random.uniform(-90, 90), at.y + random.uniform(-90, 90));
        cv::line(canvas, at, to, colour, random.uniform(1, 4), cv::LINE_AA);
      } else {
        std::vector<cv::Point> corners;
        for (int k = 0; k < 5; ++k)
          corners.emplace_back(at.x + random.uniform(-14, 15), at.y + random.uniform(-14, 15));
        cv::fillPoly(canvas, std::vector<std::vector<cv::Point>>{corners}, colour, cv::LINE_AA);
      }
    }
  }

  Shape shape(int kind, int radius) {
    const int side = 2 * radius + 9;
    const cv::Point2d centre(side / 2.0, side / 2.0);
    Shape s{cv::Mat::zeros(side, side, CV_8U), cv::Mat::ones(side, side, CV_32F)};
    const double angle = between(0, pi);
    switch (kind) {
      case 0:
        bead(s, centre, radius);
        break;
      case 1:
        cube(s, centre, radius, angle);
        break;
      case 2:
        ring(s, centre, radius, angle);
        break;
      default:
        pill(s, centre, radius, angle);
        break;
    }
    return s;
  }

  void bead(Shape& s, cv::Point2d centre, int radius) {
    cv::circle(s.mask, centre, radius, 255, cv::FILLED, cv::LINE_AA);
    for (int y = 0; y < s.light.rows; ++y)
      for (int x = 0; x < s.light.cols; ++x) {
        const double dx = (x - centre.x) / radius;
        const double dy = (y - centre.y) / radius;
        const double depth = std::sqrt(std::max(0.0, 1 - dx * dx - dy * dy));
        const double facing = std::max(0.0, -0.5 * dx - 0.6 * dy + 0.62 * depth);
        s.light.at<float>(y, x) = static_cast<float>(0.35 + 0.75 * facing + 0.9 * std::pow(facing, 24));
      }
  }

  static std::vector<cv::Point> polygon(cv::Point2d centre, const std::vector<cv::Point2d>& corners,
                                        double angle) {
    std::vector<cv::Point> out;
    for (const cv::Point2d& p : corners)
      out.emplace_back(cvRound(centre.x + p.x * std::cos(angle) - p.y * std::sin(angle)),
                       cvRound(centre.y + p.x * std::sin(angle) + p.y * std::cos(angle)));
    return out;
  }
  static void face(Shape& s, const std::vector<cv::Point>& corners, double light) {
    cv::fillConvexPoly(s.mask, corners, 255, cv::LINE_AA);
    cv::fillConvexPoly(s.light, corners, light);
  }

  /// A hexagonal outline with three faces of different brightness.
  void cube(Shape& s, cv::Point2d centre, int radius, double angle) {
    std::vector<cv::Point2d> rim;
    for (int k = 0; k < 6; ++k)
      rim.emplace_back(radius * std::cos(k * pi / 3), radius * std::sin(k * pi / 3));
    const double lights[] = {0.55, 1.25, 0.85};
    for (int k = 0; k < 3; ++k)
      face(s, polygon(centre, {{0, 0}, rim[2 * k], rim[2 * k + 1], rim[(2 * k + 2) % 6]}, angle), lights[k]);
  }

  void ring(Shape& s, cv::Point2d centre, int radius, double angle) {
    const double squeeze = between(0.55, 1);
    const int thickness = std::max(2, cvRound(radius * 0.36));
    const cv::Size axes(std::max(2, radius - thickness / 2),
                        std::max(2, cvRound((radius - thickness / 2) * squeeze)));
    cv::ellipse(s.mask, centre, axes, angle * 180 / pi, 0, 360, 255, thickness, cv::LINE_AA);
    for (int y = 0; y < s.light.rows; ++y) s.light.row(y).setTo(1.3 - 0.9 * y / s.light.rows);
  }

  /// A capsule of two halves, one darker.
  void pill(Shape& s, cv::Point2d centre, int radius, double angle) {
    const double half = radius * between(0.34, 0.46);
    const double reach = radius - half;
    const cv::Point2d along(std::cos(angle) * reach, std::sin(angle) * reach);
    cv::line(s.mask, centre - along, centre + along, 255, std::max(2, cvRound(2 * half)), cv::LINE_AA);
    for (int y = 0; y < s.light.rows; ++y)
      for (int x = 0; x < s.light.cols; ++x) {
        const double lengthwise = (x - centre.x) * std::cos(angle) + (y - centre.y) * std::sin(angle);
        const double across = (-(x - centre.x) * std::sin(angle) + (y - centre.y) * std::cos(angle)) / half;
        s.light.at<float>(y, x) =
            static_cast<float>((lengthwise > 0 ? 1.15 : 0.55) * (1 - 0.35 * across * across));
      }
  }
};

constexpr const char* kinds[] = {"bead", "cube", "ring", "pill"};

/// The tight box of a mask placed at `corner`, cut to the image: pixels that are at least half covered.
cv::Rect tightBox(const cv::Mat& mask, cv::Point corner, cv::Size image) {
  cv::Mat solid = mask >= 128;
  const cv::Rect inside = cv::boundingRect(solid);
  return (inside + corner) & cv::Rect({0, 0}, image);
}

void place(cv::Mat& canvas, cv::Mat& owner, int number, const Shape& s, cv::Point corner, cv::Scalar colour) {
  const cv::Rect area = cv::Rect(corner, s.mask.size()) & cv::Rect({0, 0}, canvas.size());
  for (int y = area.y; y < area.y + area.height; ++y)
    for (int x = area.x; x < area.x + area.width; ++x) {
      const float alpha = s.mask.at<uint8_t>(y - corner.y, x - corner.x) / 255.0F;
      if (alpha <= 0) continue;
      const float light = s.light.at<float>(y - corner.y, x - corner.x);
      auto& pixel = canvas.at<cv::Vec3f>(y, x);
      for (int c = 0; c < 3; ++c)
        pixel[c] = pixel[c] * (1 - alpha) + static_cast<float>(colour[c]) * light * alpha;
      if (alpha >= 0.5F) owner.at<int>(y, x) = number;
    }
}

struct Placed {
  int kind;
  cv::Rect box;
  double area;  ///< of its mask, pixels
};

/// Objects on the ground; `owner` tells for each pixel which of them is seen there.
std::vector<Placed> placeObjects(Painter& painter, cv::Mat& canvas, cv::Mat& owner) {
  const cv::Size size = canvas.size();
  std::vector<Placed> placed;
  const int wanted = painter.random.uniform(2, 9);
  for (int i = 0; i < wanted; ++i) {
    const int kind = painter.random.uniform(0, 4);
    // Radii 9 to 72: 1:8, the small ones more often.
    const int radius = cvRound(9 * std::pow(8.0, std::pow(painter.between(0, 1), 1.35)));
    const Shape s = painter.shape(kind, radius);
    const cv::Point corner(painter.random.uniform(-radius / 3, size.width - s.mask.cols + radius / 3 + 1),
                           painter.random.uniform(-radius / 3, size.height - s.mask.rows + radius / 3 + 1));
    const cv::Rect box = tightBox(s.mask, corner, size);
    if (box.width < 6 || box.height < 6) continue;
    // Objects may overlap, but not hide each other.
    const bool hides = std::any_of(placed.begin(), placed.end(), [&](const Placed& other) {
      const double common = (box & other.box).area();
      return common > 0.35 * std::min(box.area(), other.box.area());
    });
    if (hides) continue;
    // Any object may have any colour, so colour alone tells nothing.
    const cv::Scalar colour(painter.between(60, 210), painter.between(60, 210), painter.between(60, 210));
    place(canvas, owner, static_cast<int>(placed.size()), s, corner, colour);
    placed.push_back({kind, box, static_cast<double>(cv::countNonZero(s.mask >= 128))});
  }
  return placed;
}

/// What a camera adds: blur, light that falls off from a bright spot, and grain.
void photograph(Painter& painter, cv::Mat& canvas) {
  const cv::Size size = canvas.size();
  const cv::Size2d middle(painter.between(0.2, 0.8) * size.width, painter.between(0.2, 0.8) * size.height);
  cv::GaussianBlur(canvas, canvas, {0, 0}, painter.between(0.4, 0.9));
  for (int y = 0; y < size.height; ++y)
    for (int x = 0; x < size.width; ++x) {
      const double distance =
          std::hypot(x - middle.width, y - middle.height) / std::hypot(size.width, size.height);
      canvas.at<cv::Vec3f>(y, x) *= static_cast<float>(1.12 - 0.6 * distance);
    }
  cv::Mat grain(size, CV_32FC3);
  painter.random.fill(grain, cv::RNG::NORMAL, 0, painter.between(4, 11));
  canvas += grain;
}

}  // namespace

SamplePicture paintSample(uint64_t seed) {
  Painter painter(seed * 7919 + 17);
  static const cv::Size sizes[] = {{320, 320}, {384, 320}, {320, 384}, {448, 336}};
  const cv::Size size = sizes[painter.random.uniform(0, 4)];
  cv::Mat canvas = painter.ground(size);
  cv::Mat owner(size, CV_32S, cv::Scalar(-1));
  const std::vector<Placed> placed = placeObjects(painter, canvas, owner);
  photograph(painter, canvas);

  SamplePicture picture;
  cv::Mat bytes;
  canvas.convertTo(bytes, CV_8UC3);
  picture.image = {size.width, size.height, std::vector<uint8_t>(bytes.data, bytes.data + bytes.total() * 3)};
  for (size_t i = 0; i < placed.size(); ++i) {
    const double visible = cv::countNonZero(owner == static_cast<int>(i)) / std::max(1.0, placed[i].area);
    const cv::Rect& b = placed[i].box;
    ImportedBox box{kinds[placed[i].kind], {}};
    box.box.x1 = b.x;
    box.box.y1 = b.y;
    box.box.x2 = b.x + b.width;
    box.box.y2 = b.y + b.height;
    box.box.truncated = b.x == 0 || b.y == 0 || b.x + b.width == size.width || b.y + b.height == size.height;
    box.box.occluded = visible < 0.9;
    box.box.difficult = visible < 0.55;
    picture.boxes.push_back(box);
  }
  return picture;
}

}  // namespace anchor
