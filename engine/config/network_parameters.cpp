// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/config/parameter_rows.h"

namespace anchor {
namespace {

bool isPyramidStride(double stride) {
  return stride == 4 || stride == 8 || stride == 16 || stride == 32 || stride == 64;
}

constexpr auto networkRows = std::to_array<Parameter>({
    {"network.backbone", AT(network.backbone),
     Choices{"zf", "vgg_cnn_m_1024", "vgg16", "resnet18", "resnet34", "resnet50", "mobilenet_v2",
             "mobilenet_v3", "squeezenet"},
     QT_TRANSLATE_NOOP("Parameters", "The trunk that turns the image into feature maps."),
     "--net, models/ folder"},
    {"network.neck", AT(network.neck), Choices{"none", "stride16", "fpn"},
     QT_TRANSLATE_NOOP(
         "Parameters",
         "What stands between trunk and heads: nothing, one map at stride 16, or a feature pyramid."),
     ""},
    {"network.norm", AT(network.norm), Choices{"frozen_batch", "group"},
     QT_TRANSLATE_NOOP("Parameters",
                       "Normalisation inside the trunk: batch statistics as ImageNet training left them, or "
                       "groups, which need no pretrained weights."),
     ""},
    {"network.width", AT(network.width), aboveUpTo(0, 4),
     QT_TRANSLATE_NOOP("Parameters", "Multiplies the channels of a ResNet. Only 1 fits ImageNet weights."),
     ""},
    {"network.ceil_pools", AT(network.ceil_pools), Any{},
     QT_TRANSLATE_NOOP("Parameters", "Poolings of VGG16 round up, as Caffe's do, and not down as PyTorch's."),
     ""},
    {"network.frozen_stages", AT(network.frozen_stages), atLeast(0),
     QT_TRANSLATE_NOOP("Parameters", "How many leading stages of the trunk keep their first weights."),
     "lr_mult: 0 in train.prototxt; torchvision's trainable_backbone_layers"},
    {"network.neck_channels", AT(network.neck_channels), within(8, 2048),
     QT_TRANSLATE_NOOP("Parameters", "Channels of each map of the pyramid."), ""},
    {"network.fpn_strides", AT(network.fpn_strides),
     OwnRule{isPyramidStride, [] { return say("4, 8, 16, 32, 64"); }},
     QT_TRANSLATE_NOOP("Parameters",
                       "Strides of the pyramid's maps. 64 is pooled from 32 and serves the RPN only."),
     ""},
    {"network.rpn_channels", AT(network.rpn_channels), within(8, 2048),
     QT_TRANSLATE_NOOP("Parameters", "Channels of the RPN's 3x3 convolution."), "rpn_conv/3x3 num_output"},
    {"network.rpn_scores", AT(network.rpn_scores), Choices{"softmax", "sigmoid"},
     QT_TRANSLATE_NOOP("Parameters",
                       "Two scores for each anchor with softmax, as in both reference systems, or one with "
                       "sigmoid, as in torchvision."),
     "rpn_cls_score"},
    {"network.roi_op", AT(network.roi_op), Choices{"align", "pool"},
     QT_TRANSLATE_NOOP("Parameters", "How a roi becomes a fixed grid: bilinear sampling or maximum."),
     "ROIPooling layer"},
    {"network.roi_size", AT(network.roi_size), within(1, 32),
     QT_TRANSLATE_NOOP("Parameters", "Cells per side of that grid."), "pooled_w, pooled_h"},
    {"network.roi_sampling_ratio", AT(network.roi_sampling_ratio), within(0, 32),
     QT_TRANSLATE_NOOP("Parameters", "Samples per side of a cell when aligning; 0 adapts it to the roi."),
     "torchvision's sampling_ratio"},
    {"network.roi_aligned", AT(network.roi_aligned), Any{},
     QT_TRANSLATE_NOOP("Parameters", "Shifts rois by half a cell before sampling (RoIAlign V2)."),
     "torchvision's aligned"},
    {"network.head", AT(network.head), Choices{"fc", "res5"},
     QT_TRANSLATE_NOOP("Parameters", "Two fully connected layers, or the fourth stage of a ResNet (C4)."),
     ""},
    {"network.head_hidden", AT(network.head_hidden), within(1, 8192),
     QT_TRANSLATE_NOOP("Parameters", "Width of fc6."), "fc6 num_output"},
    {"network.head_fc7", AT(network.head_fc7), within(0, 8192),
     QT_TRANSLATE_NOOP("Parameters", "Width of fc7; 0 = as fc6."), "fc7 num_output"},
    {"network.dropout", AT(network.dropout), upToNot(0, 1),
     QT_TRANSLATE_NOOP("Parameters", "Share of fc6 and fc7 that is dropped while training."), "drop6, drop7"},
    {"anchors.base_size", AT(anchors.base_size), above(0),
     QT_TRANSLATE_NOOP(
         "Parameters",
         "Side of the anchor of scale 1, in network pixels. On a pyramid each map's stride takes its place."),
     "generate_anchors(base_size)", Slider{4, 64, 1}},
    {"anchors.scales", AT(anchors.scales), above(0),
     QT_TRANSLATE_NOOP("Parameters", "Sides of the anchors as multiples of the base size."),
     "anchor_scales, param_str 'scales'"},
    {"anchors.ratios", AT(anchors.ratios), above(0),
     QT_TRANSLATE_NOOP("Parameters", "Heights over widths of the anchors."), "generate_anchors(ratios)"},
    {"anchors.convention", AT(anchors.convention), Choices{"pixel", "continuous"},
     QT_TRANSLATE_NOOP(
         "Parameters",
         "pixel: a box holds its last pixel, width = x2 - x1 + 1. continuous: width = x2 - x1."),
     "the +1 of bbox_transform.py"},
    {"anchors.centre", AT(anchors.centre), Choices{"cell", "corner"},
     QT_TRANSLATE_NOOP(
         "Parameters",
         "Anchors stand on the middle of their cell, or on its upper left corner (torchvision)."),
     ""},
    {"anchors.rounded", AT(anchors.rounded), Any{},
     QT_TRANSLATE_NOOP("Parameters", "Rounds sides to even pixels about the centre (torchvision)."), ""},
    {"anchors.border", AT(anchors.border), atLeast(0),
     QT_TRANSLATE_NOOP("Parameters", "Pixels by which an anchor may leave the image and still be trained."),
     "AnchorTargetLayer._allowed_border", Slider{0, 200, 2}},
    {"input.short_side", AT(input.short_side), said(within(32, 8192), [] { return inEnglish(sidesRule); }),
     QT_TRANSLATE_NOOP("Parameters", "The shorter side of every image is resized to this."),
     "TRAIN.SCALES[0]; simple-faster-rcnn's min_size", Slider{128, 1200, 8}},
    {"input.long_side", AT(input.long_side), said(within(32, 8192), [] { return inEnglish(sidesRule); }),
     QT_TRANSLATE_NOOP("Parameters", "Unless the longer side would pass this."),
     "TRAIN.MAX_SIZE; simple-faster-rcnn's max_size", Slider{128, 2000, 8}},
    {"input.more_short_sides", AT(input.more_short_sides),
     said(within(32, 8192), [] { return say("each 32 to long_side"); }),
     QT_TRANSLATE_NOOP("Parameters", "Training takes one of short_side and these for each image, by chance."),
     "TRAIN.SCALES[1:]"},
    {"input.mean", AT(input.mean), Any{},
     QT_TRANSLATE_NOOP("Parameters", "Subtracted from each channel, in the channel order below."),
     "PIXEL_MEANS"},
    {"input.std", AT(input.std), above(0), QT_TRANSLATE_NOOP("Parameters", "Each channel is divided by it."),
     ""},
    {"input.channels", AT(input.channels), Choices{"rgb", "bgr"},
     QT_TRANSLATE_NOOP("Parameters", "Order of the colours that the trunk was trained on."), ""},
    {"input.range", AT(input.range), above(0),
     QT_TRANSLATE_NOOP("Parameters",
                       "The value of white before the mean is subtracted: 1 (torchvision) or 255 (Caffe)."),
     ""},
    {"input.rounding", AT(input.rounding), Choices{"nearest", "down"},
     QT_TRANSLATE_NOOP("Parameters", "Of scaled sides: to the nearest pixel, or down (torchvision)."), ""},
    {"input.pad_to", AT(input.pad_to), within(1, 1024),
     QT_TRANSLATE_NOOP("Parameters",
                       "Sides are padded with zeros to a multiple of this. A GPU plans its convolutions anew "
                       "for each size, so 32 makes it start sooner where sizes differ."),
     "torchvision's size_divisible"},
});

}  // namespace

std::span<const Parameter> networkParameters() { return networkRows; }

}  // namespace anchor
