// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The parameters that are one of a few fixed values: an enumeration each, with the names that config.json,
// --set and the parameter tree use for its values.

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string_view>
#include <type_traits>

#include "engine/geometry/box.h"

namespace anchor {

enum class NeckKind { None, Stride16, Fpn };      ///< None: trunks that end at stride 16
enum class NormLayer { FrozenBatch, Group };  ///< FrozenBatch: ImageNet's statistics, not trained
enum class RpnScores { Softmax, Sigmoid };    ///< 2A outputs (both reference systems), or A
enum class RoiPooling { Align, Pool };        ///< Pool: maximum of each cell
enum class HeadKind { Fc, Res5 };             ///< fc6 and fc7, or a ResNet's fourth stage ("C4")
enum class AnchorCentre { Cell, Corner };     ///< middle of the cell, or its upper left (torchvision)
enum class ChannelOrder { Rgb, Bgr };
enum class SideRounding { Nearest, Down };            ///< of scaled sides; Down: torchvision
enum class DifficultObjects { Drop, Train, Ignore };  ///< Drop: as if absent; Ignore: not background either
enum class RpnWeighting { Sampled, Paper };           ///< see LossConfig
enum class RecipeKind { EndToEnd, Alternating };      ///< Alternating: four stages, see stagesOf
enum class Schedule { Step, Cosine, Constant };       ///< of the learning rate
enum class Precision { Float32, Bfloat16, Float16 };  ///< Float16 scales the loss

/// The names of an enumeration's values, in their order.
template <class E>
inline constexpr std::nullptr_t choiceNames = nullptr;
template <>
inline constexpr auto choiceNames<NeckKind> = std::to_array<const char*>({"none", "stride16", "fpn"});
template <>
inline constexpr auto choiceNames<NormLayer> = std::to_array<const char*>({"frozen_batch", "group"});
template <>
inline constexpr auto choiceNames<RpnScores> = std::to_array<const char*>({"softmax", "sigmoid"});
template <>
inline constexpr auto choiceNames<RoiPooling> = std::to_array<const char*>({"align", "pool"});
template <>
inline constexpr auto choiceNames<HeadKind> = std::to_array<const char*>({"fc", "res5"});
template <>
inline constexpr auto choiceNames<BoxConvention> = std::to_array<const char*>({"pixel", "continuous"});
template <>
inline constexpr auto choiceNames<AnchorCentre> = std::to_array<const char*>({"cell", "corner"});
template <>
inline constexpr auto choiceNames<ChannelOrder> = std::to_array<const char*>({"rgb", "bgr"});
template <>
inline constexpr auto choiceNames<SideRounding> = std::to_array<const char*>({"nearest", "down"});
template <>
inline constexpr auto choiceNames<DifficultObjects> = std::to_array<const char*>({"drop", "train", "ignore"});
template <>
inline constexpr auto choiceNames<RpnWeighting> = std::to_array<const char*>({"sampled", "paper"});
template <>
inline constexpr auto choiceNames<RecipeKind> = std::to_array<const char*>({"end_to_end", "alternating"});
template <>
inline constexpr auto choiceNames<Schedule> = std::to_array<const char*>({"step", "cosine", "constant"});
template <>
inline constexpr auto choiceNames<Precision> = std::to_array<const char*>({"float32", "bfloat16", "float16"});

/// An enumeration that has names here.
template <class E>
concept Choice = std::is_enum_v<E> && requires {
  choiceNames<E>.size();
};

template <Choice E>
constexpr const char* nameOf(E value) {
  return choiceNames<E>[static_cast<size_t>(value)];
}

/// Empty where no value has this name.
template <Choice E>
constexpr std::optional<E> choiceNamed(std::string_view name) {
  const auto& names = choiceNames<E>;
  const auto found = std::ranges::find(names, name, [](const char* each) { return std::string_view(each); });
  if (found == names.end()) return std::nullopt;
  return static_cast<E>(found - names.begin());
}

}  // namespace anchor
