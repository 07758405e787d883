// SPDX-License-Identifier: GPL-3.0-or-later
#include <map>

#include "engine/networks/backbones/backbone.h"

namespace anchor {

std::shared_ptr<Backbone> makeBackbone(const NetworkConfig& config) {
  // In the order of trunks(), which knows the rest of them.
  static const std::map<std::string, std::shared_ptr<Backbone> (*)(const NetworkConfig&)> makers{
      {"zf", makeZf},
      {"vgg_cnn_m_1024", makeVggCnnM1024},
      {"vgg16", makeVgg16},
      {"resnet18", makeResNet},
      {"resnet34", makeResNet},
      {"resnet50", makeResNet},
      {"mobilenet_v2", makeMobileNetV2},
      {"mobilenet_v3", makeMobileNetV3},
      {"squeezenet", makeSqueezeNet}};
  const auto found = makers.find(config.backbone);
  if (found == makers.end()) throw UserError("network.backbone", say("%1 is unknown", config.backbone));
  return found->second(config);
}

}  // namespace anchor
