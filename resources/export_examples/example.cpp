// Finds objects with an exported TorchScript detector; LibTorch and OpenCV, no Python.
// usage: detect model.torchscript.pt IMAGE...
#include <torch/script.h>

#include <algorithm>
#include <cmath>
#include <iostream>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

namespace {

/// What deeper pixels become, as model.json says under "pictures": the darkest thousandth black, the
/// brightest white, one range for all channels.
cv::Mat eightBits(const cv::Mat& deep) {
  cv::Mat values;
  deep.convertTo(values, CV_32F);
  std::vector<float> ordered;
  for (auto at = values.reshape(1).begin<float>(); at != values.reshape(1).end<float>(); ++at)
    if (std::isfinite(*at)) ordered.push_back(*at);
  std::sort(ordered.begin(), ordered.end());
  const auto at = [&](double share) {
    return ordered.empty() ? 0.0F
                           : ordered[static_cast<size_t>(share * static_cast<double>(ordered.size() - 1))];
  };
  const double black = at(0.001);
  const double width = double{std::max(at(0.999), at(0.001) + 1e-6F)} - black;
  cv::Mat out(deep.rows, deep.cols, CV_8UC3);
  for (int y = 0; y < out.rows; ++y)
    for (int i = 0; i < 3 * out.cols; ++i) {
      const double level = width > 0 ? (values.ptr<float>(y)[i] - black) * (255 / width) : 0;
      out.ptr<uint8_t>(y)[i] = !(level > 0)   ? 0
                               : level >= 255 ? 255
                                              : static_cast<uint8_t>(std::nearbyint(level));
    }
  return out;
}

/// [3,H,W], red first, 0 to 255: all that the file wants. imread turns pictures upright by itself, WebP files
/// in new versions of OpenCV only.
at::Tensor readPixels(const std::string& path) {
  cv::Mat bgr = cv::imread(path, cv::IMREAD_COLOR | cv::IMREAD_ANYDEPTH);
  if (bgr.empty()) {
    // Grey TIFF files of 32 bits are read only as they are.
    const cv::Mat grey = cv::imread(path, cv::IMREAD_UNCHANGED);
    if (grey.empty() || grey.channels() != 1)
      throw std::runtime_error(path + ": cannot be read as a picture");
    cv::merge(std::vector<cv::Mat>{grey, grey, grey}, bgr);
  }
  if (bgr.depth() != CV_8U) bgr = eightBits(bgr);
  cv::Mat rgb;
  cv::cvtColor(bgr, rgb, cv::COLOR_BGR2RGB);
  return torch::from_blob(rgb.data, {rgb.rows, rgb.cols, 3}, torch::kByte).clone().permute({2, 0, 1});
}

void detect(torch::jit::Module& model, const std::string& path) {
  const auto out = model.forward({readPixels(path)}).toTuple();
  const at::Tensor boxes = out->elements()[0].toTensor();
  const at::Tensor labels = out->elements()[1].toTensor();
  const at::Tensor scores = out->elements()[2].toTensor();
  const auto classes = model.attr("classes").toListRef();
  for (int64_t i = 0; i < boxes.size(0); ++i) {
    std::cout << path << '\t' << classes[labels[i].item<int64_t>()].toStringRef() << '\t'
              << scores[i].item<float>();
    for (int64_t side = 0; side < 4; ++side) std::cout << '\t' << boxes[i][side].item<float>();
    std::cout << '\n';
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::cerr << "usage: detect model.torchscript.pt IMAGE...\n";
    return 2;
  }
  try {
    const torch::NoGradGuard off;
    std::cout.precision(9);
    torch::jit::Module model = torch::jit::load(argv[1]);
    for (int i = 2; i < argc; ++i) detect(model, argv[i]);
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 1;
  }
}
