#include "engine/run/parameter_guide.h"

#include <algorithm>
#include <array>

// Marks texts for translation without Qt: the tool that collects them knows this name.
#define QT_TRANSLATE_NOOP(context, text) text

namespace anchor {
namespace {

constexpr auto guides = std::to_array<ParameterGuide>({
    {"network.backbone", QT_TRANSLATE_NOOP("Parameters", "The trunk that turns the image into feature maps."), "--net, models/ folder", "resnet18|resnet34|resnet50|mobilenet_v2|mobilenet_v3|squeezenet|vgg16|zf|vgg_cnn_m_1024"},
    {"network.neck", QT_TRANSLATE_NOOP("Parameters", "What stands between trunk and heads: nothing, one map at stride 16, or a feature pyramid."), "", "none|stride16|fpn"},
    {"network.norm", QT_TRANSLATE_NOOP("Parameters", "Normalisation inside the trunk: batch statistics as ImageNet training left them, or groups, which need no pretrained weights."), "", "frozen_batch|group"},
    {"network.width", QT_TRANSLATE_NOOP("Parameters", "Multiplies the channels of a ResNet. Only 1 fits ImageNet weights."), "", ""},
    {"network.ceil_pools", QT_TRANSLATE_NOOP("Parameters", "Poolings of VGG16 round up, as Caffe's do, and not down as PyTorch's."), "", ""},
    {"network.frozen_stages", QT_TRANSLATE_NOOP("Parameters", "How many leading stages of the trunk keep their first weights."), "lr_mult: 0 in train.prototxt; torchvision's trainable_backbone_layers", ""},
    {"network.neck_channels", QT_TRANSLATE_NOOP("Parameters", "Channels of each map of the pyramid."), "", ""},
    {"network.fpn_strides", QT_TRANSLATE_NOOP("Parameters", "Strides of the pyramid's maps. 64 is pooled from 32 and serves the RPN only."), "", ""},
    {"network.rpn_channels", QT_TRANSLATE_NOOP("Parameters", "Channels of the RPN's 3x3 convolution."), "rpn_conv/3x3 num_output", ""},
    {"network.rpn_scores", QT_TRANSLATE_NOOP("Parameters", "Two scores for each anchor with softmax, as in both reference systems, or one with sigmoid, as in torchvision."), "rpn_cls_score", "softmax|sigmoid"},
    {"network.roi_op", QT_TRANSLATE_NOOP("Parameters", "How a roi becomes a fixed grid: bilinear sampling or maximum."), "ROIPooling layer", "align|pool"},
    {"network.roi_size", QT_TRANSLATE_NOOP("Parameters", "Cells per side of that grid."), "pooled_w, pooled_h", ""},
    {"network.roi_sampling_ratio", QT_TRANSLATE_NOOP("Parameters", "Samples per side of a cell when aligning; 0 adapts it to the roi."), "torchvision's sampling_ratio", ""},
    {"network.roi_aligned", QT_TRANSLATE_NOOP("Parameters", "Shifts rois by half a cell before sampling (RoIAlign V2)."), "torchvision's aligned", ""},
    {"network.head", QT_TRANSLATE_NOOP("Parameters", "Two fully connected layers, or the fourth stage of a ResNet (C4)."), "", "fc|res5"},
    {"network.head_hidden", QT_TRANSLATE_NOOP("Parameters", "Width of fc6."), "fc6 num_output", ""},
    {"network.head_fc7", QT_TRANSLATE_NOOP("Parameters", "Width of fc7; 0 = as fc6."), "fc7 num_output", ""},
    {"network.dropout", QT_TRANSLATE_NOOP("Parameters", "Share of fc6 and fc7 that is dropped while training."), "drop6, drop7", ""},
    {"anchors.base_size", QT_TRANSLATE_NOOP("Parameters", "Side of the anchor of scale 1, in network pixels. On a pyramid each map's stride takes its place."), "generate_anchors(base_size)", ""},
    {"anchors.scales", QT_TRANSLATE_NOOP("Parameters", "Sides of the anchors as multiples of the base size."), "anchor_scales, param_str 'scales'", ""},
    {"anchors.ratios", QT_TRANSLATE_NOOP("Parameters", "Heights over widths of the anchors."), "generate_anchors(ratios)", ""},
    {"anchors.convention", QT_TRANSLATE_NOOP("Parameters", "pixel: a box holds its last pixel, width = x2 - x1 + 1. continuous: width = x2 - x1."), "the +1 of bbox_transform.py", "pixel|continuous"},
    {"anchors.centre", QT_TRANSLATE_NOOP("Parameters", "Anchors stand on the middle of their cell, or on its upper left corner (torchvision)."), "", "cell|corner"},
    {"anchors.rounded", QT_TRANSLATE_NOOP("Parameters", "Rounds sides to even pixels about the centre (torchvision)."), "", ""},
    {"anchors.border", QT_TRANSLATE_NOOP("Parameters", "Pixels by which an anchor may leave the image and still be trained."), "AnchorTargetLayer._allowed_border", ""},
    {"input.short_side", QT_TRANSLATE_NOOP("Parameters", "The shorter side of every image is resized to this."), "TRAIN.SCALES[0]; simple-faster-rcnn's min_size", ""},
    {"input.long_side", QT_TRANSLATE_NOOP("Parameters", "Unless the longer side would pass this."), "TRAIN.MAX_SIZE; simple-faster-rcnn's max_size", ""},
    {"input.more_short_sides", QT_TRANSLATE_NOOP("Parameters", "Training takes one of short_side and these for each image, by chance."), "TRAIN.SCALES[1:]", ""},
    {"input.mean", QT_TRANSLATE_NOOP("Parameters", "Subtracted from each channel, in the channel order below."), "PIXEL_MEANS", ""},
    {"input.std", QT_TRANSLATE_NOOP("Parameters", "Each channel is divided by it."), "", ""},
    {"input.channels", QT_TRANSLATE_NOOP("Parameters", "Order of the colours that the trunk was trained on."), "", "rgb|bgr"},
    {"input.range", QT_TRANSLATE_NOOP("Parameters", "The value of white before the mean is subtracted: 1 (torchvision) or 255 (Caffe)."), "", ""},
    {"input.rounding", QT_TRANSLATE_NOOP("Parameters", "Of scaled sides: to the nearest pixel, or down (torchvision)."), "", "nearest|down"},
    {"input.pad_to", QT_TRANSLATE_NOOP("Parameters", "Sides are padded with zeros to a multiple of this. A GPU plans its convolutions anew for each size, so 32 makes it start sooner where sizes differ."), "torchvision's size_divisible", ""},
    {"assignment.positive_iou", QT_TRANSLATE_NOOP("Parameters", "Anchors of at least this IoU with a gt are foreground."), "TRAIN.RPN_POSITIVE_OVERLAP; pos_iou_thresh", ""},
    {"assignment.negative_iou", QT_TRANSLATE_NOOP("Parameters", "Anchors below this IoU with every gt are background; those between are ignored."), "TRAIN.RPN_NEGATIVE_OVERLAP; neg_iou_thresh", ""},
    {"assignment.clobber_positives", QT_TRANSLATE_NOOP("Parameters", "Background wins over 'best anchor of a gt', so that a gt without a good anchor gets none."), "TRAIN.RPN_CLOBBER_POSITIVES", ""},
    {"assignment.adopt_best", QT_TRANSLATE_NOOP("Parameters", "A gt's best anchor regresses to that gt, even if another one overlaps it more (simple-faster-rcnn)."), "AnchorTargetCreator._calc_ious", ""},
    {"rpn_budget.batch", QT_TRANSLATE_NOOP("Parameters", "Anchors of an image that enter the RPN's losses."), "TRAIN.RPN_BATCHSIZE; n_sample", ""},
    {"rpn_budget.fraction", QT_TRANSLATE_NOOP("Parameters", "At most this share of them is foreground."), "TRAIN.RPN_FG_FRACTION; pos_ratio", ""},
    {"train_proposals.pre_nms", QT_TRANSLATE_NOOP("Parameters", "Best-scored boxes that go into suppression while training; 0 = all."), "TRAIN.RPN_PRE_NMS_TOP_N", ""},
    {"train_proposals.post_nms", QT_TRANSLATE_NOOP("Parameters", "Boxes that suppression leaves while training."), "TRAIN.RPN_POST_NMS_TOP_N", ""},
    {"train_proposals.nms", QT_TRANSLATE_NOOP("Parameters", "A box goes when its IoU with a better one is above this."), "TRAIN.RPN_NMS_THRESH", ""},
    {"train_proposals.min_size", QT_TRANSLATE_NOOP("Parameters", "Boxes with a shorter side go, in image pixels."), "TRAIN.RPN_MIN_SIZE", ""},
    {"train_proposals.drop_small_last", QT_TRANSLATE_NOOP("Parameters", "Small boxes go after the best-scored were taken, not before (torchvision)."), "", ""},
    {"test_proposals.pre_nms", QT_TRANSLATE_NOOP("Parameters", "Best-scored boxes that go into suppression when detecting; 0 = all."), "TEST.RPN_PRE_NMS_TOP_N", ""},
    {"test_proposals.post_nms", QT_TRANSLATE_NOOP("Parameters", "Boxes that suppression leaves when detecting."), "TEST.RPN_POST_NMS_TOP_N", ""},
    {"test_proposals.nms", QT_TRANSLATE_NOOP("Parameters", "A box goes when its IoU with a better one is above this."), "TEST.RPN_NMS_THRESH", ""},
    {"test_proposals.min_size", QT_TRANSLATE_NOOP("Parameters", "Boxes with a shorter side go, in image pixels."), "TEST.RPN_MIN_SIZE", ""},
    {"test_proposals.drop_small_last", QT_TRANSLATE_NOOP("Parameters", "Small boxes go after the best-scored were taken, not before (torchvision)."), "", ""},
    {"rois.batch", QT_TRANSLATE_NOOP("Parameters", "Rois of an image that enter the head's losses. Two images of a Fast R-CNN stage share them."), "TRAIN.BATCH_SIZE; ProposalTargetCreator.n_sample", ""},
    {"rois.fraction", QT_TRANSLATE_NOOP("Parameters", "At most this share of them is foreground."), "TRAIN.FG_FRACTION; pos_ratio", ""},
    {"rois.fg", QT_TRANSLATE_NOOP("Parameters", "Rois of at least this IoU with a gt take its class."), "TRAIN.FG_THRESH; pos_iou_thresh", ""},
    {"rois.bg_hi", QT_TRANSLATE_NOOP("Parameters", "Rois below this IoU are background."), "TRAIN.BG_THRESH_HI; neg_iou_thresh_hi", ""},
    {"rois.bg_lo", QT_TRANSLATE_NOOP("Parameters", "And of at least this one. 0.1 keeps the hard ones only; 0 takes all."), "TRAIN.BG_THRESH_LO; neg_iou_thresh_lo", ""},
    {"rois.box_regression", QT_TRANSLATE_NOOP("Parameters", "The head moves rois. Without it they are classified where they are."), "TRAIN.BBOX_REG, TEST.BBOX_REG", ""},
    {"rois.statistics_iou", QT_TRANSLATE_NOOP("Parameters", "Proposals of at least this IoU enter the measured mean and deviation of the targets."), "TRAIN.BBOX_THRESH", ""},
    {"rois.normalisation.mean", QT_TRANSLATE_NOOP("Parameters", "Subtracted from the head's box targets (dx, dy, dw, dh)."), "TRAIN.BBOX_NORMALIZE_MEANS; loc_normalize_mean", ""},
    {"rois.normalisation.std", QT_TRANSLATE_NOOP("Parameters", "The targets are divided by it. 1 switches normalisation off."), "TRAIN.BBOX_NORMALIZE_STDS, TRAIN.BBOX_NORMALIZE_TARGETS; loc_normalize_std", ""},
    {"rois.normalise_from_data", QT_TRANSLATE_NOOP("Parameters", "Mean and deviation of each class are measured on the proposals of the stage (alternating recipe)."), "TRAIN.BBOX_NORMALIZE_TARGETS_PRECOMPUTED = False", ""},
    {"losses.rpn_weighting", QT_TRANSLATE_NOOP("Parameters", "sampled: both RPN losses are means over the sampled anchors. paper: boxes are divided by the number of cells and multiplied by lambda."), "the paper's N_cls, N_reg", "sampled|paper"},
    {"losses.rpn_lambda", QT_TRANSLATE_NOOP("Parameters", "Weight of the RPN's box loss in the paper's weighting."), "the paper's lambda", ""},
    {"losses.rpn_positive_weight", QT_TRANSLATE_NOOP("Parameters", "Weight p of all foreground anchors together, 1 - p of the background; negative: every sampled anchor weighs the same."), "TRAIN.RPN_POSITIVE_WEIGHT", ""},
    {"losses.rpn_sigma", QT_TRANSLATE_NOOP("Parameters", "The RPN's smooth L1 loss turns from square to straight at 1 / sigma squared."), "sigma of rpn_loss_bbox; rpn_sigma", ""},
    {"losses.roi_sigma", QT_TRANSLATE_NOOP("Parameters", "The same for the head."), "sigma of loss_bbox; roi_sigma", ""},
    {"losses.rpn_box_weights", QT_TRANSLATE_NOOP("Parameters", "Multiply the differences in dx, dy, dw, dh before the RPN's box loss."), "TRAIN.RPN_BBOX_INSIDE_WEIGHTS", ""},
    {"losses.roi_box_weights", QT_TRANSLATE_NOOP("Parameters", "The same for the head."), "TRAIN.BBOX_INSIDE_WEIGHTS", ""},
    {"recipe.kind", QT_TRANSLATE_NOOP("Parameters", "All losses at once, or the four steps of alternating training."), "faster_rcnn_end2end.sh, faster_rcnn_alt_opt.sh", "end_to_end|alternating"},
    {"recipe.rpn_share", QT_TRANSLATE_NOOP("Parameters", "Share of the iterations for each of the two RPN stages."), "max_iters of train_faster_rcnn_alt_opt.py", ""},
    {"recipe.step_at", QT_TRANSLATE_NOOP("Parameters", "Share of a stage after which its learning rate falls."), "stepsize of the stage solvers", ""},
    {"recipe.head_images", QT_TRANSLATE_NOOP("Parameters", "Images per step of the Fast R-CNN stages; they share rois.batch."), "TRAIN.IMS_PER_BATCH", ""},
    {"recipe.proposals.pre_nms", QT_TRANSLATE_NOOP("Parameters", "Best-scored boxes that go into suppression when a stage hands proposals on; 0 = all."), "cfg.TEST.RPN_PRE_NMS_TOP_N of rpn_generate", ""},
    {"recipe.proposals.post_nms", QT_TRANSLATE_NOOP("Parameters", "Proposals of an image that a stage hands on."), "cfg.TEST.RPN_POST_NMS_TOP_N of rpn_generate", ""},
    {"recipe.proposals.nms", QT_TRANSLATE_NOOP("Parameters", "A proposal goes when its IoU with a better one is above this."), "TEST.RPN_NMS_THRESH", ""},
    {"recipe.proposals.min_size", QT_TRANSLATE_NOOP("Parameters", "Proposals with a shorter side go, in image pixels."), "TEST.RPN_MIN_SIZE", ""},
    {"recipe.proposals.drop_small_last", QT_TRANSLATE_NOOP("Parameters", "Small boxes go after the best-scored were taken, not before (torchvision)."), "", ""},
    {"solver.iterations", QT_TRANSLATE_NOOP("Parameters", "Optimiser steps."), "--iters, max_iters", ""},
    {"solver.batch", QT_TRANSLATE_NOOP("Parameters", "Images of one forward pass, of all processes together."), "TRAIN.IMS_PER_BATCH", ""},
    {"solver.accumulate", QT_TRANSLATE_NOOP("Parameters", "Forward passes whose gradients make one step."), "iter_size in solver.prototxt", ""},
    {"solver.learning_rate", QT_TRANSLATE_NOOP("Parameters", "Of weights, before the schedule."), "base_lr; lr", ""},
    {"solver.momentum", QT_TRANSLATE_NOOP("Parameters", "Share of the last step that is kept."), "momentum", ""},
    {"solver.weight_decay", QT_TRANSLATE_NOOP("Parameters", "Pulls weights towards zero."), "weight_decay", ""},
    {"solver.bias_rate_factor", QT_TRANSLATE_NOOP("Parameters", "Biases learn this much faster."), "lr_mult: 2 in train.prototxt; TRAIN.DOUBLE_BIAS", ""},
    {"solver.bias_decay", QT_TRANSLATE_NOOP("Parameters", "Biases decay too."), "decay_mult: 0 in train.prototxt; TRAIN.BIAS_DECAY", ""},
    {"solver.warmup_iterations", QT_TRANSLATE_NOOP("Parameters", "Steps over which the learning rate rises to its value."), "", ""},
    {"solver.warmup_factor", QT_TRANSLATE_NOOP("Parameters", "Share of the learning rate that the first step has."), "", ""},
    {"solver.schedule", QT_TRANSLATE_NOOP("Parameters", "How the learning rate falls."), "lr_policy", "step|cosine|constant"},
    {"solver.steps", QT_TRANSLATE_NOOP("Parameters", "Iterations at which it falls."), "stepsize", ""},
    {"solver.gamma", QT_TRANSLATE_NOOP("Parameters", "By this factor."), "gamma; lr_decay", ""},
    {"solver.precision", QT_TRANSLATE_NOOP("Parameters", "Of convolutions and matrix products while training. float16 scales the loss and wants a GPU."), "", "float32|bfloat16|float16"},
    {"solver.channels_last", QT_TRANSLATE_NOOP("Parameters", "Memory layout of images and maps. Training steps take it on a GPU and on processors with AVX-512, where it is faster."), "", ""},
    {"solver.deterministic", QT_TRANSLATE_NOOP("Parameters", "On a GPU: sums in a fixed order, so that the same seed gives the same weights to the bit; slower. The CPU always does so."), "RNG_SEED with cuDNN's deterministic mode", ""},
    {"objects.difficult", QT_TRANSLATE_NOOP("Parameters", "What training does with difficult objects: drop takes them for background, train learns them, ignore learns nothing where they are."), "use_diff of pascal_voc.py", "drop|train|ignore"},
    {"objects.ignore_share", QT_TRANSLATE_NOOP("Parameters", "An anchor or roi with this share of its area in a crowd (or an ignored object) is no background."), "crowd threshold 0.7 of coco.py", ""},
    {"objects.empty_images", QT_TRANSLATE_NOOP("Parameters", "Images marked as without objects are trained on, as background."), "", ""},
    {"objects.unlabelled_images", QT_TRANSLATE_NOOP("Parameters", "Images that nobody has labelled yet are trained on as background too, where empty_images is on. Only right when they hold no object."), "", ""},
    {"solver.clip_norm", QT_TRANSLATE_NOOP("Parameters", "Gradients are scaled down to this norm; 0 = off."), "clip_gradients", ""},
    {"solver.flip", QT_TRANSLATE_NOOP("Parameters", "Half of the images are mirrored, by chance."), "TRAIN.USE_FLIPPED", ""},
    {"solver.aspect_grouping", QT_TRANSLATE_NOOP("Parameters", "A batch holds only upright or only lying images."), "TRAIN.ASPECT_GROUPING", ""},
    {"solver.scale_jitter", QT_TRANSLATE_NOOP("Parameters", "0.2: the short side varies between 0.8 and 1.2 of its value."), "", ""},
    {"test.score", QT_TRANSLATE_NOOP("Parameters", "Detections below this score are dropped."), "thresh of test_net; score_thresh", ""},
    {"test.nms", QT_TRANSLATE_NOOP("Parameters", "A detection goes when its IoU with a better one of its class is above this."), "TEST.NMS; nms_thresh", ""},
    {"test.most", QT_TRANSLATE_NOOP("Parameters", "Detections of an image that are kept."), "max_per_image", ""},
    {"test.min_size", QT_TRANSLATE_NOOP("Parameters", "Detections with a shorter side go, in network pixels."), "", ""},
    {"test.short_side", QT_TRANSLATE_NOOP("Parameters", "Shorter side of the input when detecting; 0 = as in training."), "TEST.SCALES", ""},
    {"test.long_side", QT_TRANSLATE_NOOP("Parameters", "Longest side of the input when detecting; 0 = as in training."), "TEST.MAX_SIZE", ""},
    {"seed", QT_TRANSLATE_NOOP("Parameters", "Of everything random: the same seed on the same device gives the same weights."), "RNG_SEED", ""},
    {"processes", QT_TRANSLATE_NOOP("Parameters", "Processes on one machine that train this run together, each with its own GPU. They share solver.batch. 0 = one for each GPU."), "--nproc-per-node of torchrun", ""},
    {"workers", QT_TRANSLATE_NOOP("Parameters", "Threads that read and prepare images ahead of the step."), "TRAIN.USE_PREFETCH; num_workers", ""},
    {"checkpoint_every", QT_TRANSLATE_NOOP("Parameters", "Iterations between checkpoints."), "TRAIN.SNAPSHOT_ITERS", ""},
    {"evaluate_every", QT_TRANSLATE_NOOP("Parameters", "Iterations between evaluations on val; 0 = only at the end."), "", ""},
    {"evaluate_most", QT_TRANSLATE_NOOP("Parameters", "Images per evaluation while training; 0 = all of val."), "", ""},
    {"pinned", QT_TRANSLATE_NOOP("Parameters", "Images recorded at the start and at each evaluation, so that training can be replayed on them."), "", ""},
});

constexpr auto absent = std::to_array<AbsentParameter>({
    {"TRAIN.PROPOSAL_METHOD, TEST.PROPOSAL_METHOD", "proposals come from the RPN; selective search files are not read"},
    {"TRAIN.HAS_RPN, TEST.HAS_RPN", "follows from recipe.kind and its stage"},
    {"TEST.SVM", "Fast R-CNN's classifier is the softmax"},
    {"DEDUP_BOXES", "saves time on equal rois of selective search; results are the same without"},
    {"TRAIN.SNAPSHOT_INFIX, EXP_DIR, ROOT_DIR, DATA_DIR, MODELS_DIR, MATLAB", "a run is a folder with its own name"},
    {"EPS", "divisors are kept from zero where they are used"},
    {"USE_GPU_NMS, GPU_ID", "follow from device; several GPUs are taken with processes, or by torchrun"},
});

}  // namespace

std::span<const ParameterGuide> parameterGuide() { return guides; }

const ParameterGuide* guideOf(const std::string& path) {
  const auto found = std::ranges::find_if(guides, [&](const ParameterGuide& g) { return g.path == path; });
  return found == guides.end() ? nullptr : &*found;
}

std::span<const AbsentParameter> absentParameters() { return absent; }

}  // namespace anchor
