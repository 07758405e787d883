// Finds objects with an exported TorchScript detector; LibTorch and OpenCV, no Python.
// usage: detect model.torchscript.pt IMAGE...
#include <torch/script.h>

#include <iostream>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

namespace {

/// [3,H,W], red first, 0 to 255: all that the file wants. imread turns the picture upright by itself.
at::Tensor readPixels(const std::string& path) {
  const cv::Mat bgr = cv::imread(path, cv::IMREAD_COLOR);
  if (bgr.empty()) throw std::runtime_error(path + ": cannot be read as a picture");
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
