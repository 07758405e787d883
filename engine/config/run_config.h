// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Everything that makes a run repeatable. config.json of a run holds it fully resolved.

#include <filesystem>

#include "engine/base/json_fields.h"
#include "engine/config/choices.h"
#include "engine/geometry/anchor_grid.h"
#include "engine/geometry/label_assignment.h"
#include "engine/geometry/proposal_steps.h"
#include "engine/geometry/roi_sampling.h"

namespace anchor {

struct NetworkConfig {
  std::string backbone = "resnet18";  ///< a choice of the table
  NeckKind neck = NeckKind::Stride16;
  NormLayer norm =
      NormLayer::Group;     ///< FrozenBatch with ImageNet weights; zf, vgg* and squeezenet have none
  float width = 1;          ///< channel multiplier of the resnets; 1 fits ImageNet weights
  bool ceil_pools = false;  ///< vgg16: poolings round up as Caffe's do, not down as PyTorch's
  int frozen_stages = 0;    ///< leading backbone stages that are not trained
  int neck_channels = 256;
  std::vector<int> fpn_strides{8, 16, 32};  ///< 64 is pooled from 32 and serves the RPN only
  int rpn_channels = 256;
  RpnScores rpn_scores = RpnScores::Softmax;
  RoiPooling roi_op = RoiPooling::Align;
  int roi_size = 7;            ///< pooled cells per side
  int roi_sampling_ratio = 2;  ///< bilinear samples per bin side; 0 = adaptive
  bool roi_aligned = true;     ///< half-pixel shift of RoIAlign V2
  HeadKind head = HeadKind::Fc;
  int head_hidden = 1024;  ///< width of fc6
  int head_fc7 = 0;        ///< width of fc7; 0 = as fc6
  float dropout = 0;
  bool operator==(const NetworkConfig&) const = default;
};

struct AnchorConfig {
  float base_size = 16;  ///< one map; on a pyramid each level's stride takes its place
  std::vector<float> scales{8, 16, 32};
  std::vector<float> ratios{0.5F, 1, 2};
  BoxConvention convention = BoxConvention::Continuous;
  AnchorCentre centre = AnchorCentre::Cell;
  bool rounded = false;  ///< sides rounded to even pixels about the centre (torchvision)
  float border = 0;      ///< pixels an anchor may leave the image by and still be trained
  bool operator==(const AnchorConfig&) const = default;
};

struct InputConfig {
  float short_side = 600;  ///< network pixels
  float long_side = 1000;
  std::vector<float> more_short_sides;  ///< training takes one of short_side and these for each image
  std::vector<float> mean{0.485F, 0.456F, 0.406F};  ///< in the channel order below
  std::vector<float> std{0.229F, 0.224F, 0.225F};
  ChannelOrder channels = ChannelOrder::Rgb;
  float range = 1;  ///< white before the mean is subtracted: 1 or 255
  SideRounding rounding = SideRounding::Nearest;
  int pad_to = 1;  ///< sides padded with zeros to a multiple of this
  bool operator==(const InputConfig&) const = default;
};

struct LossConfig {
  /// Sampled: both RPN losses over the sampled anchors (both reference systems). Paper: classification over
  /// rpn_budget.batch, boxes over the number of cells, times rpn_lambda (the paper's N_cls, N_reg and
  /// lambda).
  RpnWeighting rpn_weighting = RpnWeighting::Sampled;
  float rpn_lambda = 10;
  float rpn_positive_weight = -1;  ///< p in (0, 1): fg boxes weigh p / fg; negative: 1 / examples
  float rpn_sigma = 3;
  float roi_sigma = 1;
  std::vector<float> rpn_box_weights{1, 1, 1, 1};  ///< of dx, dy, dw, dh
  std::vector<float> roi_box_weights{1, 1, 1, 1};
  bool operator==(const LossConfig&) const = default;
};

struct SolverConfig {
  int iterations = 1000;
  int batch = 1;       ///< images per forward pass
  int accumulate = 1;  ///< forward passes whose gradients make one step (Caffe's iter_size)
  float learning_rate = 0.005F;
  float momentum = 0.9F;
  float weight_decay = 5e-4F;
  float bias_rate_factor = 1;  ///< 2 in the Caffe recipe
  bool bias_decay = true;
  int warmup_iterations = 100;
  float warmup_factor = 0.01F;
  Schedule schedule = Schedule::Step;
  std::vector<int> steps;  ///< iterations at which the rate falls
  float gamma = 0.1F;
  Precision precision = Precision::Float32;  ///< of convolutions and matrix products
  bool channels_last = true;   ///< memory layout of images and maps where it is faster; false = planar
  bool deterministic = false;  ///< on a GPU: the same bits in every run, slower (the CPU is so anyway)
  float clip_norm = 10;        ///< of all gradients together; 0 = off
  bool flip = true;
  bool aspect_grouping = false;  ///< a batch holds only upright or only lying images
  float scale_jitter = 0;        ///< 0.2: the short side varies between 0.8 and 1.2 of its value
  bool operator==(const SolverConfig&) const = default;
};

/// What a training does with the objects that are not plain ones, and with images that have none.
struct ObjectsConfig {
  DifficultObjects difficult = DifficultObjects::Drop;
  float ignore_share = 0.7F;       ///< see IgnoreRegions; crowds are always such regions
  bool empty_images = true;        ///< images without objects are trained on, as background
  bool unlabelled_images = false;  ///< so are those that nobody has labelled yet
  bool operator==(const ObjectsConfig&) const = default;
};

struct TestConfig {
  float score = 0.05F;
  float nms = 0.3F;
  int most = 100;
  float min_size = 0;    ///< shorter boxes are dropped, network pixels
  float short_side = 0;  ///< of the input when detecting; 0 = input.short_side
  float long_side = 0;
  bool operator==(const TestConfig&) const = default;
};

/// How the losses share the iterations.
struct RecipeConfig {
  RecipeKind kind = RecipeKind::EndToEnd;
  float rpn_share = 1.0F / 3;  ///< of all iterations, for each of the two RPN stages
  float step_at = 0.75F;       ///< share of a stage after which its rate falls by solver.gamma
  int head_images = 2;         ///< images per step of the Fast R-CNN stages; they share rois.batch
  ProposalRule proposals{0, 2000, 0.7F, 16};  ///< what a stage leaves to the next; 0 = all go into NMS
  bool operator==(const RecipeConfig&) const = default;
};

struct RunConfig {
  int schema = 1;
  std::string engine_version;
  std::string preset;
  std::vector<std::string> classes;  ///< without background
  NetworkConfig network;
  AnchorConfig anchors;
  InputConfig input;
  ObjectsConfig objects;
  AssignmentRule assignment;
  LabelBudget rpn_budget;
  ProposalRule train_proposals{12000, 2000, 0.7F, 16};
  ProposalRule test_proposals{6000, 300, 0.7F, 16};
  RoiRule rois;
  LossConfig losses;
  RecipeConfig recipe;
  SolverConfig solver;
  TestConfig test;
  std::string weights;  ///< file to start from; empty = random
  int seed = 1;
  std::string device = "auto";  ///< auto, cpu, cuda
  int processes = 1;            ///< that train together on one machine, each with a GPU; 0 = one for each GPU
  int workers = 1;              ///< loader threads
  int checkpoint_every = 200;   ///< iterations
  int evaluate_every = 500;     ///< iterations; 0 = only at the end
  int evaluate_most = 0;        ///< images per evaluation during training; 0 = all
  std::vector<std::string>
      pinned;  ///< images, as in samples.json, recorded at the start and at each evaluation

  [[nodiscard]] BoxConvention convention() const { return anchors.convention; }
  [[nodiscard]] bool pyramid() const { return network.neck == NeckKind::Fpn; }
  bool operator==(const RunConfig&) const = default;
};

/// As config.json holds it: a walk over the table of parameters.h.
Json toJson(const RunConfig& config);
/// Fields that are absent keep their values. strict: unknown ones are errors.
void fromJson(const Json& json, RunConfig& config, const std::string& place, bool strict);

/// What a configuration must become when it starts from random weights: group normalisation (frozen batch
/// statistics would be constants that nobody learnt) and nothing frozen.
RunConfig fromRandomWeights(RunConfig config);

/// What a configuration must become when it starts from this file (empty: fromRandomWeights). A .caffemodel
/// was trained on BGR pixels of 0 to 255 less Caffe's mean; other files of a VGG16 on torchvision's RGB. The
/// input follows the file, whatever the preset says.
RunConfig startingFrom(RunConfig config, const std::string& weights);

/// The configuration as detection uses it: test.short_side and test.long_side take the place of the input's.
RunConfig asTested(RunConfig config);

/// Throws UserError naming the first field whose value cannot be used, and its allowed range.
void checkConfig(const RunConfig& config);

RunConfig readRunConfig(const std::filesystem::path& path);
std::string runConfigText(const RunConfig& config);

/// A named starting point: network and recipe together.
struct Preset {
  std::string name;
  std::string title;        ///< for people
  std::string description;  ///< one sentence: what it is good for
  RunConfig config;
};
/// All presets built in from resources/presets, in the order of their file names.
const std::vector<Preset>& presets();
/// Throws UserError listing the known names.
const Preset& presetByName(const std::string& name);

/// The anchor grid of an input of this size (network pixels), one level or a pyramid.
std::vector<GridLevel> gridLevels(const RunConfig& config, ImageSize input);

}  // namespace anchor
