// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/config/parameter_rows.h"

namespace anchor {
namespace {

constexpr auto sampleRows = std::to_array<Parameter>({
    {"objects.difficult", AT(objects.difficult), Any{},
     QT_TRANSLATE_NOOP("Parameters",
                       "How training treats difficult objects: drop counts them as background, train uses "
                       "them, ignore excludes their area."),
     "use_diff of pascal_voc.py"},
    {"objects.ignore_share", AT(objects.ignore_share), aboveUpTo(0, 1),
     QT_TRANSLATE_NOOP("Parameters",
                       "An anchor or RoI with at least this fraction of its area in a crowd (or an ignored "
                       "object) does not count as background."),
     "crowd threshold 0.7 of coco.py"},
    {"objects.empty_images", AT(objects.empty_images), Any{},
     QT_TRANSLATE_NOOP("Parameters", "Train on images marked \"no objects\", as background."), ""},
    {"objects.unlabelled_images", AT(objects.unlabelled_images), Any{},
     QT_TRANSLATE_NOOP("Parameters",
                       "Also train on images that are not labelled yet, as background (requires "
                       "empty_images). Only correct if they contain no objects."),
     ""},
    {"assignment.positive_iou", AT(assignment.positiveIou), within(0, 1),
     QT_TRANSLATE_NOOP("Parameters",
                       "Anchors with at least this IoU with a ground-truth box are foreground."),
     "TRAIN.RPN_POSITIVE_OVERLAP; pos_iou_thresh", Slider{0.05, 1, 0.01}},
    {"assignment.negative_iou", AT(assignment.negativeIou), within(0, 1),
     QT_TRANSLATE_NOOP(
         "Parameters",
         "Anchors below this IoU with every ground-truth box are background; those in between are ignored."),
     "TRAIN.RPN_NEGATIVE_OVERLAP; neg_iou_thresh", Slider{0, 0.95, 0.01}},
    {"assignment.clobber_positives", AT(assignment.clobberPositives), Any{},
     QT_TRANSLATE_NOOP("Parameters",
                       "The background rule overrides the best-match rule, so a ground-truth box without a "
                       "good anchor gets none."),
     "TRAIN.RPN_CLOBBER_POSITIVES"},
    {"assignment.adopt_best", AT(assignment.adoptBest), Any{},
     QT_TRANSLATE_NOOP("Parameters",
                       "The best match of a ground-truth box regresses to that box, even if it overlaps "
                       "another one more (simple-faster-rcnn)."),
     "AnchorTargetCreator._calc_ious"},
    {"rpn_budget.batch", AT(rpn_budget.batch), atLeast(1),
     QT_TRANSLATE_NOOP("Parameters", "Anchors sampled per image for the RPN losses."),
     "TRAIN.RPN_BATCHSIZE; n_sample", Slider{8, 1024, 8}},
    {"rpn_budget.fraction", AT(rpn_budget.fraction), within(0, 1),
     QT_TRANSLATE_NOOP("Parameters", "Maximum foreground fraction of the sample."),
     "TRAIN.RPN_FG_FRACTION; pos_ratio", Slider{0, 1, 0.05}},
    {"train_proposals.pre_nms", AT(train_proposals.preNms), atLeast(0),
     QT_TRANSLATE_NOOP("Parameters", "Highest-scoring boxes kept before NMS in training; 0 = all."),
     "TRAIN.RPN_PRE_NMS_TOP_N"},
    {"train_proposals.post_nms", AT(train_proposals.postNms), atLeast(1),
     QT_TRANSLATE_NOOP("Parameters", "Boxes kept after NMS in training."), "TRAIN.RPN_POST_NMS_TOP_N"},
    {"train_proposals.nms", AT(train_proposals.nmsIou), within(0, 1),
     QT_TRANSLATE_NOOP("Parameters", "NMS IoU threshold."), "TRAIN.RPN_NMS_THRESH"},
    {"train_proposals.min_size", AT(train_proposals.minSize), atLeast(0),
     QT_TRANSLATE_NOOP("Parameters", "Minimum box side, in image pixels."), "TRAIN.RPN_MIN_SIZE"},
    {"train_proposals.drop_small_last", AT(train_proposals.dropSmallLast), Any{},
     QT_TRANSLATE_NOOP(
         "Parameters",
         "Remove small boxes after selecting the highest-scoring ones, not before (torchvision)."),
     ""},
    {"test_proposals.pre_nms", AT(test_proposals.preNms), atLeast(0),
     QT_TRANSLATE_NOOP("Parameters", "Highest-scoring boxes kept before NMS at inference; 0 = all."),
     "TEST.RPN_PRE_NMS_TOP_N", Slider{50, 12000, 50}},
    {"test_proposals.post_nms", AT(test_proposals.postNms), atLeast(1),
     QT_TRANSLATE_NOOP("Parameters", "Boxes kept after NMS at inference."), "TEST.RPN_POST_NMS_TOP_N",
     Slider{10, 2000, 10}},
    {"test_proposals.nms", AT(test_proposals.nmsIou), within(0, 1),
     QT_TRANSLATE_NOOP("Parameters", "NMS IoU threshold."), "TEST.RPN_NMS_THRESH", Slider{0.3, 0.95, 0.01}},
    {"test_proposals.min_size", AT(test_proposals.minSize), atLeast(0),
     QT_TRANSLATE_NOOP("Parameters", "Minimum box side, in image pixels."), "TEST.RPN_MIN_SIZE",
     Slider{0, 64, 1}},
    {"test_proposals.drop_small_last", AT(test_proposals.dropSmallLast), Any{},
     QT_TRANSLATE_NOOP(
         "Parameters",
         "Remove small boxes after selecting the highest-scoring ones, not before (torchvision)."),
     ""},
    {"rois.batch", AT(rois.batch), atLeast(1),
     QT_TRANSLATE_NOOP("Parameters",
                       "RoIs sampled per image for the head's losses. In a Fast R-CNN stage, the images of a "
                       "step share them."),
     "TRAIN.BATCH_SIZE; ProposalTargetCreator.n_sample", Slider{8, 1024, 8}},
    {"rois.fraction", AT(rois.fraction), within(0, 1),
     QT_TRANSLATE_NOOP("Parameters", "Maximum foreground fraction of the sample."),
     "TRAIN.FG_FRACTION; pos_ratio", Slider{0, 1, 0.05}},
    {"rois.fg", AT(rois.fgIou), within(0, 1),
     QT_TRANSLATE_NOOP(
         "Parameters",
         "RoIs with at least this IoU with a ground-truth box are foreground and take its class."),
     "TRAIN.FG_THRESH; pos_iou_thresh", Slider{0.05, 1, 0.01}},
    {"rois.bg_hi", AT(rois.bgHigh), within(0, 1),
     QT_TRANSLATE_NOOP("Parameters", "RoIs below this IoU, but not below bg_lo, are background."),
     "TRAIN.BG_THRESH_HI; neg_iou_thresh_hi", Slider{0, 1, 0.01}},
    {"rois.bg_lo", AT(rois.bgLow), within(0, 1),
     QT_TRANSLATE_NOOP("Parameters",
                       "Lower IoU limit of background RoIs. 0.1 keeps only hard ones; 0 keeps all."),
     "TRAIN.BG_THRESH_LO; neg_iou_thresh_lo", Slider{0, 0.5, 0.01}},
    {"rois.box_regression", AT(rois.boxRegression), Any{},
     QT_TRANSLATE_NOOP("Parameters", "The head also regresses boxes. Without it, RoIs are only classified."),
     "TRAIN.BBOX_REG, TEST.BBOX_REG"},
    {"rois.statistics_iou", AT(rois.statisticsIou), within(0, 1),
     QT_TRANSLATE_NOOP(
         "Parameters",
         "Minimum IoU of the proposals used to measure the mean and standard deviation of the targets."),
     "TRAIN.BBOX_THRESH"},
    {"rois.normalisation.mean", AT(rois.normalisation.mean), Any{},
     QT_TRANSLATE_NOOP("Parameters", "Mean subtracted from the head's box targets (dx, dy, dw, dh)."),
     "TRAIN.BBOX_NORMALIZE_MEANS; loc_normalize_mean"},
    {"rois.normalisation.std", AT(rois.normalisation.std), above(0),
     QT_TRANSLATE_NOOP("Parameters",
                       "Standard deviation by which the targets are divided. 1 turns this off."),
     "TRAIN.BBOX_NORMALIZE_STDS, TRAIN.BBOX_NORMALIZE_TARGETS; loc_normalize_std"},
    {"rois.normalise_from_data", AT(rois.normaliseFromData), Any{},
     QT_TRANSLATE_NOOP("Parameters",
                       "Measure the mean and standard deviation of each class on the proposals of the stage "
                       "(alternating recipe)."),
     "TRAIN.BBOX_NORMALIZE_TARGETS_PRECOMPUTED = False"},
    {"rois.per_class", AT(rois.perClass), Any{},
     QT_TRANSLATE_NOOP("Parameters",
                       "Mean and standard deviation of each class, measured by an alternating run; empty: "
                       "normalisation applies to all classes."),
     "", noSlider, SetBy::Program},
});

}  // namespace

std::span<const Parameter> sampleParameters() { return sampleRows; }

}  // namespace anchor
