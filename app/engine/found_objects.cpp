// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/found_objects.h"

#include <algorithm>

namespace anchor {

FoundObjects readFoundObjects(const std::string& text, const std::vector<std::string>& classes,
                              const std::string& place) {
  FoundObjects all;
  try {
    for (const Json& image : parseJson(text, place)) {
      std::vector<Detection>& list = all.emplace_back();
      for (const Json& d : image.at("detections")) {
        const auto name = d.at("class").get<std::string>();
        const auto label = std::ranges::find(classes, name);
        if (label == classes.end()) throw UserError(place, inEnglish("names the unknown class " + name));
        const auto box = d.at("box").get<std::array<float, 4>>();
        list.push_back({0,
                        static_cast<int>(label - classes.begin()),
                        {box[0], box[1], box[2], box[3]},
                        d.at("score").get<float>()});
      }
    }
  } catch (const Json::exception&) {
    throw UserError(place, inEnglish("is not a list of detections"),
                    inEnglish("Give what anchor-engine detect --json prints"));
  }
  return all;
}

}  // namespace anchor
