<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Actors</name>
    <message>
        <source>a person</source>
        <translation>人</translation>
    </message>
    <message>
        <source>an import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>an import: %1</source>
        <translation>导入：%1</translation>
    </message>
    <message>
        <source>a model: %1</source>
        <translation>模型：%1</translation>
    </message>
    <message>
        <source>%1, iteration %2</source>
        <translation>%1，第 %2 次迭代</translation>
    </message>
</context>
<context>
    <name>AnchorLens</name>
    <message>
        <source>no anchor inside the image touches it</source>
        <translation>图像内没有锚框与它相交</translation>
    </message>
    <message>
        <source>best IoU %1, fg anchors: %2</source>
        <translation>最佳 IoU %1，前景锚框：%2</translation>
    </message>
    <message>
        <source>below %1, and the background rule takes precedence: no anchor learns it</source>
        <translation>低于 %1，且背景规则优先：没有锚框学习它</translation>
    </message>
    <message>
        <source>below %1: trained only as best match</source>
        <translation>低于 %1：仅作为最佳匹配参与训练</translation>
    </message>
    <message>
        <source>%1 × %2 cells of %3 px at the training scale</source>
        <translation>在训练尺度下占 %1 × %2 格，每格 %3 像素</translation>
    </message>
    <message>
        <source>not trained on (difficult or crowd)</source>
        <translation>不参加训练（困难或群体）</translation>
    </message>
    <message>
        <source>its anchors overlap another object more and learn that one: no anchor learns this object</source>
        <translation>它的锚框与另一个物体重叠更多，学习的是那个物体：没有锚框学习它</translation>
    </message>
</context>
<context>
    <name>Checkpoints</name>
    <message>
        <source>Iteration %1</source>
        <translation>第 %1 次迭代</translation>
    </message>
    <message>
        <source>%1: mAP %2, the best</source>
        <translation>%1：mAP %2，最佳</translation>
    </message>
    <message>
        <source>%1: mAP %2</source>
        <translation>%1：mAP %2</translation>
    </message>
</context>
<context>
    <name>EngineLauncher</name>
    <message>
        <source>The engine program is missing: %1. Build or install it beside the studio.</source>
        <translation>找不到引擎程序：%1。请把它编译或安装在本程序旁边。</translation>
    </message>
    <message>
        <source>The engine could not be started: %1</source>
        <translation>引擎无法启动：%1</translation>
    </message>
</context>
<context>
    <name>Formats</name>
    <message>
        <source>, </source>
        <extracomment>between the names of formats in a list</extracomment>
        <translation>、</translation>
    </message>
</context>
<context>
    <name>Language</name>
    <message>
        <source>System default</source>
        <translation>跟随系统</translation>
    </message>
</context>
<context>
    <name>MemoryLadder</name>
    <message>
        <source>batch %1, gradients of %2 passes</source>
        <translation>批大小 %1，累积 %2 次的梯度</translation>
    </message>
    <message>
        <source>short side %1, long side %2</source>
        <translation>短边 %1，长边 %2</translation>
    </message>
    <message>
        <source>the CPU</source>
        <translation>CPU</translation>
    </message>
</context>
<context>
    <name>Parameters</name>
    <message>
        <source>Network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>Anchors</source>
        <translation>锚框</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Anchor labels</source>
        <translation>锚框的标签</translation>
    </message>
    <message>
        <source>Anchor sampling</source>
        <translation>锚框抽样</translation>
    </message>
    <message>
        <source>Proposals, training</source>
        <translation>候选框，训练时</translation>
    </message>
    <message>
        <source>Proposals, inference</source>
        <translation>候选框，推理时</translation>
    </message>
    <message>
        <source>Sampled RoIs</source>
        <translation>抽取的 RoI</translation>
    </message>
    <message>
        <source>Losses</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Recipe</source>
        <translation>训练方案</translation>
    </message>
    <message>
        <source>Solver</source>
        <translation>求解器</translation>
    </message>
    <message>
        <source>Detections</source>
        <translation>检测结果</translation>
    </message>
    <message>
        <source>Backbone that computes the feature maps.</source>
        <translation>计算特征图的主干网络。</translation>
    </message>
    <message>
        <source>Neck between backbone and heads: none, a single map at stride 16, or a feature pyramid.</source>
        <translation>主干与检测头之间的颈部：无、单张步长 16 的特征图，或特征金字塔。</translation>
    </message>
    <message>
        <source>Normalisation in the backbone: frozen batch statistics from ImageNet training, or group normalisation, which works without pretrained weights.</source>
        <translation>主干内的归一化：冻结的 ImageNet 批统计量，或不需要预训练权重的组归一化。</translation>
    </message>
    <message>
        <source>Width multiplier for the channels of a ResNet. ImageNet weights fit only 1.</source>
        <translation>ResNet 的通道数倍数。ImageNet 权重只适合 1。</translation>
    </message>
    <message>
        <source>VGG16 pooling layers round up, as in Caffe, instead of down, as in PyTorch.</source>
        <translation>VGG16 的池化层像 Caffe 那样向上取整，而不像 PyTorch 那样向下取整。</translation>
    </message>
    <message>
        <source>Number of leading backbone stages that are frozen.</source>
        <translation>主干最前面冻结的阶段数。</translation>
    </message>
    <message>
        <source>Channels of each map of the pyramid.</source>
        <translation>金字塔每张特征图的通道数。</translation>
    </message>
    <message>
        <source>Strides of the pyramid&apos;s maps. 64 is pooled from 32 and used only by the RPN.</source>
        <translation>金字塔各特征图的步长。64 由 32 池化而来，只供 RPN 使用。</translation>
    </message>
    <message>
        <source>Channels of the RPN&apos;s 3x3 convolution.</source>
        <translation>RPN 的 3×3 卷积的通道数。</translation>
    </message>
    <message>
        <source>Two scores for each anchor with softmax, as in both reference systems, or one with sigmoid, as in torchvision.</source>
        <translation>每个锚框两个分数并用 softmax（两个参考系统如此），或一个分数并用 sigmoid（torchvision 如此）。</translation>
    </message>
    <message>
        <source>How an RoI is pooled to a fixed grid: bilinear sampling or maximum.</source>
        <translation>RoI 怎样变成固定的网格：双线性采样或取最大值。</translation>
    </message>
    <message>
        <source>Cells per side of that grid.</source>
        <translation>该网格每边的格数。</translation>
    </message>
    <message>
        <source>RoIAlign samples per side of a cell; 0 adapts the number to the RoI.</source>
        <translation>RoIAlign 中每格每边的采样数；0 表示随 RoI 调整。</translation>
    </message>
    <message>
        <source>Shift RoIs by half a cell before sampling (RoIAlign V2).</source>
        <translation>采样前把 RoI 移动半格（RoIAlign V2）。</translation>
    </message>
    <message>
        <source>Two fully connected layers, or the fourth stage of a ResNet (C4).</source>
        <translation>两个全连接层，或 ResNet 的第四阶段（C4）。</translation>
    </message>
    <message>
        <source>Width of fc6.</source>
        <translation>fc6 的宽度。</translation>
    </message>
    <message>
        <source>Width of fc7; 0 = as fc6.</source>
        <translation>fc7 的宽度；0 表示与 fc6 相同。</translation>
    </message>
    <message>
        <source>Dropout rate of fc6 and fc7 in training.</source>
        <translation>训练时 fc6 和 fc7 的 dropout 比例。</translation>
    </message>
    <message>
        <source>Side of the anchor of scale 1, in network pixels. A pyramid uses the stride of each map instead.</source>
        <translation>尺度为 1 的锚框的边长，网络像素。在金字塔上由各特征图的步长代替。</translation>
    </message>
    <message>
        <source>Anchor sizes as multiples of the base size.</source>
        <translation>锚框边长，基准尺寸的倍数。</translation>
    </message>
    <message>
        <source>Aspect ratios of the anchors (height / width).</source>
        <translation>锚框的高宽比。</translation>
    </message>
    <message>
        <source>pixel: x2 and y2 are inside the box, width = x2 - x1 + 1. continuous: width = x2 - x1.</source>
        <translation>pixel：框包含最后一个像素，宽 = x2 - x1 + 1。continuous：宽 = x2 - x1。</translation>
    </message>
    <message>
        <source>Whether anchors are centred on their cell or on its upper left corner (torchvision).</source>
        <translation>锚框位于格子的中心，或格子的左上角（torchvision）。</translation>
    </message>
    <message>
        <source>Round anchor sides to even pixels around the centre (torchvision).</source>
        <translation>以中心为准把边长取整为偶数像素（torchvision）。</translation>
    </message>
    <message>
        <source>How far an anchor may extend beyond the image and still be trained, in pixels.</source>
        <translation>锚框超出图像多少像素以内仍参加训练。</translation>
    </message>
    <message>
        <source>The shorter side of every image is resized to this.</source>
        <translation>每张图像的短边缩放到这个值。</translation>
    </message>
    <message>
        <source>Upper limit for the longer side; takes precedence over the short side.</source>
        <translation>长边的上限；优先于短边。</translation>
    </message>
    <message>
        <source>Further short sides for multi-scale training: each image gets one of these or short_side at random.</source>
        <translation>多尺度训练的其他短边：每张图像随机取其中之一或 short_side。</translation>
    </message>
    <message>
        <source>Mean subtracted from each channel, in the channel order below.</source>
        <translation>从每个通道减去的均值，通道顺序见下。</translation>
    </message>
    <message>
        <source>Standard deviation by which each channel is divided.</source>
        <translation>每个通道除以的标准差。</translation>
    </message>
    <message>
        <source>Channel order that the backbone was trained with.</source>
        <translation>主干训练时使用的通道顺序。</translation>
    </message>
    <message>
        <source>Pixel value of white before the mean is subtracted: 1 (torchvision) or 255 (Caffe).</source>
        <translation>减去均值之前白色的值：1（torchvision）或 255（Caffe）。</translation>
    </message>
    <message>
        <source>Rounding of the resized sides: to the nearest pixel, or down (torchvision).</source>
        <translation>缩放后边长的取整：取最近的像素，或向下（torchvision）。</translation>
    </message>
    <message>
        <source>Sides are zero-padded to a multiple of this. A GPU plans its convolutions for every new input size, so 32 speeds up the start if image sizes vary.</source>
        <translation>边长用零填充到它的倍数。GPU 会为每种尺寸重新规划卷积，图像尺寸不一时取 32 可以更快开始。</translation>
    </message>
    <message>
        <source>Anchors with at least this IoU with a ground-truth box are foreground.</source>
        <translation>与某个 gt 的 IoU 达到它的锚框是前景。</translation>
    </message>
    <message>
        <source>Anchors below this IoU with every ground-truth box are background; those in between are ignored.</source>
        <translation>与所有 gt 的 IoU 都低于它的锚框是背景；介于两者之间的被忽略。</translation>
    </message>
    <message>
        <source>The background rule overrides the best-match rule, so a ground-truth box without a good anchor gets none.</source>
        <translation>背景规则优先于最佳匹配规则，因此没有好锚框的 gt 得不到锚框。</translation>
    </message>
    <message>
        <source>The best match of a ground-truth box regresses to that box, even if it overlaps another one more (simple-faster-rcnn).</source>
        <translation>gt 的最佳锚框回归到这个 gt，即使另一个 gt 与它重叠更多（simple-faster-rcnn）。</translation>
    </message>
    <message>
        <source>Anchors sampled per image for the RPN losses.</source>
        <translation>每张图像为 RPN 损失抽取的锚框数。</translation>
    </message>
    <message>
        <source>Maximum foreground fraction of the sample.</source>
        <translation>抽样中前景的最大比例。</translation>
    </message>
    <message>
        <source>Highest-scoring boxes kept before NMS in training; 0 = all.</source>
        <translation>训练时 NMS 之前保留的最高分框数；0 表示全部。</translation>
    </message>
    <message>
        <source>Boxes kept after NMS in training.</source>
        <translation>训练时 NMS 之后保留的框数。</translation>
    </message>
    <message>
        <source>NMS IoU threshold.</source>
        <translation>NMS 的 IoU 阈值。</translation>
    </message>
    <message>
        <source>Minimum box side, in image pixels.</source>
        <translation>框的最小边长，图像像素。</translation>
    </message>
    <message>
        <source>Remove small boxes after selecting the highest-scoring ones, not before (torchvision).</source>
        <translation>先取分数最高的再去掉小框，而不是之前（torchvision）。</translation>
    </message>
    <message>
        <source>Highest-scoring boxes kept before NMS at inference; 0 = all.</source>
        <translation>推理时 NMS 之前保留的最高分框数；0 表示全部。</translation>
    </message>
    <message>
        <source>Boxes kept after NMS at inference.</source>
        <translation>推理时 NMS 之后保留的框数。</translation>
    </message>
    <message>
        <source>RoIs sampled per image for the head&apos;s losses. In a Fast R-CNN stage, the images of a step share them.</source>
        <translation>每张图像为检测头损失抽取的 RoI 数。Fast R-CNN 阶段中同一步的图像共用它。</translation>
    </message>
    <message>
        <source>RoIs with at least this IoU with a ground-truth box are foreground and take its class.</source>
        <translation>与某个 gt 的 IoU 达到它的 RoI 取其类别。</translation>
    </message>
    <message>
        <source>RoIs below this IoU, but not below bg_lo, are background.</source>
        <translation>IoU 低于它的 RoI 是背景。</translation>
    </message>
    <message>
        <source>Lower IoU limit of background RoIs. 0.1 keeps only hard ones; 0 keeps all.</source>
        <translation>背景 RoI 的 IoU 下限。0.1 只留困难的；0 取全部。</translation>
    </message>
    <message>
        <source>The head also regresses boxes. Without it, RoIs are only classified.</source>
        <translation>检测头也做边框回归。没有它则只分类。</translation>
    </message>
    <message>
        <source>Minimum IoU of the proposals used to measure the mean and standard deviation of the targets.</source>
        <translation>IoU 达到它的候选框计入目标的实测均值和标准差。</translation>
    </message>
    <message>
        <source>Mean subtracted from the head&apos;s box targets (dx, dy, dw, dh).</source>
        <translation>从检测头的边框目标 (dx, dy, dw, dh) 中减去。</translation>
    </message>
    <message>
        <source>Standard deviation by which the targets are divided. 1 turns this off.</source>
        <translation>目标除以它。1 表示不归一化。</translation>
    </message>
    <message>
        <source>Measure the mean and standard deviation of each class on the proposals of the stage (alternating recipe).</source>
        <translation>各类别的均值和标准差在本阶段的候选框上实测（交替训练）。</translation>
    </message>
    <message>
        <source>sampled: both RPN losses are averaged over the sampled anchors. paper: the box loss is divided by the number of cells and multiplied by lambda.</source>
        <translation>sampled：RPN 的两个损失都对抽中的锚框取平均。paper：边框损失除以格数再乘以 lambda。</translation>
    </message>
    <message>
        <source>Weight of the RPN&apos;s box loss in the paper&apos;s normalisation.</source>
        <translation>按论文加权时 RPN 边框损失的权重。</translation>
    </message>
    <message>
        <source>Total weight p of the foreground anchors, 1 - p of the background; negative: every sampled anchor has the same weight.</source>
        <translation>全部前景锚框合计权重 p，背景 1 - p；负数：每个抽中的锚框权重相同。</translation>
    </message>
    <message>
        <source>The RPN&apos;s smooth L1 loss switches from quadratic to linear at 1 / sigma squared.</source>
        <translation>RPN 的 smooth L1 损失在 1 / sigma² 处由二次变为线性。</translation>
    </message>
    <message>
        <source>The same for the head.</source>
        <translation>检测头的同一项。</translation>
    </message>
    <message>
        <source>Factors for the differences in dx, dy, dw, dh in the RPN&apos;s box loss.</source>
        <translation>在 RPN 边框损失之前乘到 dx, dy, dw, dh 的差上。</translation>
    </message>
    <message>
        <source>Train all losses jointly, or in the four steps of alternating training.</source>
        <translation>全部损失一起训练，或四步交替训练。</translation>
    </message>
    <message>
        <source>Fraction of the iterations for each of the two RPN stages.</source>
        <translation>两个 RPN 阶段各占迭代次数的比例。</translation>
    </message>
    <message>
        <source>Fraction of a stage after which its learning rate drops.</source>
        <translation>一个阶段进行到多少比例后学习率下降。</translation>
    </message>
    <message>
        <source>Images per step of the Fast R-CNN stages; they share rois.batch.</source>
        <translation>Fast R-CNN 阶段每步的图像数；它们共用 rois.batch。</translation>
    </message>
    <message>
        <source>Highest-scoring boxes kept before NMS when a stage passes proposals on; 0 = all.</source>
        <translation>一个阶段传递候选框时，NMS 之前保留的最高分框数；0 表示全部。</translation>
    </message>
    <message>
        <source>Proposals per image that a stage passes on.</source>
        <translation>一个阶段为每张图像传递的候选框数。</translation>
    </message>
    <message>
        <source>NMS IoU threshold for these proposals.</source>
        <translation>这些候选框的 NMS IoU 阈值。</translation>
    </message>
    <message>
        <source>Minimum side of these proposals, in image pixels.</source>
        <translation>这些候选框的最小边长，图像像素。</translation>
    </message>
    <message>
        <source>Optimiser steps.</source>
        <translation>优化器的步数。</translation>
    </message>
    <message>
        <source>Images per forward pass, in total over all processes.</source>
        <translation>一次前向计算的图像数，所有进程合计。</translation>
    </message>
    <message>
        <source>Number of forward passes whose gradients are accumulated for one step.</source>
        <translation>每一步累积梯度的前向计算次数。</translation>
    </message>
    <message>
        <source>Base learning rate.</source>
        <translation>基础学习率。</translation>
    </message>
    <message>
        <source>Momentum of SGD.</source>
        <translation>SGD 的动量。</translation>
    </message>
    <message>
        <source>Weight decay (L2 penalty).</source>
        <translation>权重衰减（L2 惩罚）。</translation>
    </message>
    <message>
        <source>Learning-rate multiplier for biases.</source>
        <translation>偏置的学习率倍数。</translation>
    </message>
    <message>
        <source>Apply weight decay to biases as well.</source>
        <translation>对偏置也应用权重衰减。</translation>
    </message>
    <message>
        <source>Warm-up steps.</source>
        <translation>预热步数。</translation>
    </message>
    <message>
        <source>Fraction of the learning rate at the start of warm-up.</source>
        <translation>预热开始时学习率的比例。</translation>
    </message>
    <message>
        <source>Learning-rate schedule.</source>
        <translation>学习率调度。</translation>
    </message>
    <message>
        <source>Iterations at which the learning rate drops.</source>
        <translation>在哪些迭代下降。</translation>
    </message>
    <message>
        <source>Learning-rate decay factor.</source>
        <translation>学习率衰减系数。</translation>
    </message>
    <message>
        <source>Precision of convolutions and matrix products in training. float16 uses loss scaling and should run on a GPU.</source>
        <translation>训练时卷积和矩阵乘法的精度。float16 会缩放损失，需要 GPU。</translation>
    </message>
    <message>
        <source>Maximum gradient norm (clipping); 0 = off.</source>
        <translation>梯度裁剪的最大范数；0 表示关闭。</translation>
    </message>
    <message>
        <source>Flip images horizontally with probability 0.5.</source>
        <translation>以 0.5 的概率水平翻转图像。</translation>
    </message>
    <message>
        <source>Batches contain only portrait or only landscape images.</source>
        <translation>一批里只有竖幅或只有横幅图像。</translation>
    </message>
    <message>
        <source>Random scaling: 0.2 varies the short side between 0.8 and 1.2 times its value.</source>
        <translation>随机缩放：0.2 表示短边在设定值的 0.8 到 1.2 倍之间变化。</translation>
    </message>
    <message>
        <source>Detections with a lower score are discarded.</source>
        <translation>分数低于它的检测被舍去。</translation>
    </message>
    <message>
        <source>NMS IoU threshold within a class.</source>
        <translation>同类之间的 NMS IoU 阈值。</translation>
    </message>
    <message>
        <source>Maximum number of detections per image.</source>
        <translation>每张图像的最大检测数。</translation>
    </message>
    <message>
        <source>Minimum side of a detection, in network pixels.</source>
        <translation>检测框的最小边长，网络像素。</translation>
    </message>
    <message>
        <source>Short side of the input at inference; 0 = as in training.</source>
        <translation>检测时输入的短边；0 表示与训练相同。</translation>
    </message>
    <message>
        <source>Maximum long side of the input at inference; 0 = as in training.</source>
        <translation>检测时输入的最长边；0 表示与训练相同。</translation>
    </message>
    <message>
        <source>Random seed: the same seed on the same device gives the same weights.</source>
        <translation>一切随机数的种子：同一设备上同样的种子得到同样的权重。</translation>
    </message>
    <message>
        <source>Threads that load and preprocess images in advance.</source>
        <translation>提前读取和准备图像的线程数。</translation>
    </message>
    <message>
        <source>Iterations between checkpoints.</source>
        <translation>两个检查点之间的迭代次数。</translation>
    </message>
    <message>
        <source>Iterations between evaluations on val; 0 = only at the end.</source>
        <translation>两次在 val 上评估之间的迭代次数；0 表示只在最后。</translation>
    </message>
    <message>
        <source>Images per evaluation while training; 0 = all of val.</source>
        <translation>训练中每次评估的图像数；0 表示 val 的全部。</translation>
    </message>
    <message>
        <source>Pinned images, recorded at the start and at each evaluation so that training can be replayed on them.</source>
        <translation>在开始和每次评估时记录的图像，之后可在其上重放训练。</translation>
    </message>
    <message>
        <source>On a GPU: sum in a fixed order, so that the same seed gives bit-identical weights; slower. The CPU always does this.</source>
        <translation>在 GPU 上：按固定顺序求和，相同的种子逐位给出相同的权重；较慢。CPU 总是如此。</translation>
    </message>
    <message>
        <source>How training treats difficult objects: drop counts them as background, train uses them, ignore excludes their area.</source>
        <translation>训练如何对待困难物体：drop 把它们当作背景，train 学习它们，ignore 在它们所在处什么也不学。</translation>
    </message>
    <message>
        <source>An anchor or RoI with at least this fraction of its area in a crowd (or an ignored object) does not count as background.</source>
        <translation>锚框或 RoI 的面积有这么大一部分在人群（或被忽略的物体）内时，不算背景。</translation>
    </message>
    <message>
        <source>Train on images marked &quot;no objects&quot;, as background.</source>
        <translation>标为没有物体的图像也用于训练，作为背景。</translation>
    </message>
    <message>
        <source>Channels-last memory layout, used for training steps on GPUs and on processors with AVX-512, where it is faster.</source>
        <translation>图像和特征图的内存布局。训练步在 GPU 以及支持 AVX-512 的处理器上采用它，在那里它更快。</translation>
    </message>
    <message>
        <source>Number of processes on one machine that train this run together, each on its own GPU. They share solver.batch. 0 = one per GPU.</source>
        <translation>在一台机器上共同训练该运行的进程，各用一块 GPU，并分担 solver.batch。0 = 每块 GPU 一个。</translation>
    </message>
    <message>
        <source>Also train on images that are not labelled yet, as background (requires empty_images). Only correct if they contain no objects.</source>
        <translation>尚未标注的图像也作为背景用于训练（需启用 empty_images）。只有它们确实没有物体时才正确。</translation>
    </message>
    <message>
        <source>Objects</source>
        <translation>物体</translation>
    </message>
    <message>
        <source>proposals come from the RPN; selective search files are not read</source>
        <translation>候选框来自 RPN；不读取选择性搜索的文件</translation>
    </message>
    <message>
        <source>determined by recipe.kind and its stage</source>
        <translation>由 recipe.kind 及其阶段决定</translation>
    </message>
    <message>
        <source>Fast R-CNN always classifies with softmax</source>
        <translation>Fast R-CNN 的分类器就是 softmax</translation>
    </message>
    <message>
        <source>only saves time with duplicate RoIs of selective search; the results are the same without it</source>
        <translation>只为选择性搜索给出的重复 RoI 节省时间；不用它，结果一样</translation>
    </message>
    <message>
        <source>a run is a folder with its own name</source>
        <translation>一次运行就是一个有自己名字的文件夹</translation>
    </message>
    <message>
        <source>division by zero is prevented where it could occur</source>
        <translation>除数在用到的地方就避开零</translation>
    </message>
    <message>
        <source>determined by device; for several GPUs, use processes or torchrun</source>
        <translation>由 device 决定；多个 GPU 用 processes 或 torchrun</translation>
    </message>
    <message>
        <source>Version of this file format.</source>
        <translation>此文件格式的版本。</translation>
    </message>
    <message>
        <source>Version of the engine that created the run.</source>
        <translation>建立这次运行的引擎版本。</translation>
    </message>
    <message>
        <source>Preset that the configuration is based on.</source>
        <translation>此配置所依据的预设。</translation>
    </message>
    <message>
        <source>Names of the classes, without background, in the order of their indices.</source>
        <translation>类别名称，按序号排列，不含背景。</translation>
    </message>
    <message>
        <source>File with the initial weights; empty: random weights.</source>
        <translation>作为起点的权重文件；为空时从随机权重开始。</translation>
    </message>
    <message>
        <source>Device to run on: auto uses a GPU if there is one.</source>
        <translation>网络在哪里运行：auto 在有 GPU 时使用 GPU。</translation>
    </message>
    <message>
        <source>Mean and standard deviation of each class, measured by an alternating run; empty: normalisation applies to all classes.</source>
        <translation>各类别的均值和标准差，由交替训练测得；为空时所有类别都用 normalisation。</translation>
    </message>
</context>
<context>
    <name>PictureSize</name>
    <message>
        <source>Text keeps its size: a larger image leaves more room for the curves</source>
        <translation>文字大小不变：图片越大，曲线的空间越多</translation>
    </message>
    <message>
        <source>Image size</source>
        <translation>图片尺寸</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>宽</translation>
    </message>
    <message>
        <source>Height</source>
        <translation>高</translation>
    </message>
    <message>
        <source>As PNG: %1 × %2 pixels</source>
        <translation>PNG：%1 × %2 像素</translation>
    </message>
</context>
<context>
    <name>Presets</name>
    <message>
        <source>The quickest network to fine-tune from ImageNet weights on a CPU; good for objects of many sizes.</source>
        <translation>在 CPU 上从 ImageNet 权重微调最快的网络；适合大小各异的物体。</translation>
    </message>
    <message>
        <source>The classical single grid of nine anchors per cell on a light backbone; the easiest one to study.</source>
        <translation>轻量主干上的经典单一网格，每格九个锚框；学习时最容易看懂。</translation>
    </message>
    <message>
        <source>MobileNetV3-Large with a pyramid: light on a CPU, with channel attention; fine-tunes from torchvision&apos;s ImageNet weights.</source>
        <translation>带金字塔的 MobileNetV3-Large：在 CPU 上轻快，带通道注意力；从 torchvision 的 ImageNet 权重微调。</translation>
    </message>
    <message>
        <source>VGG_CNN_M_1024 with the four-step alternating training of the paper: RPN, Fast R-CNN, and both again on the shared backbone; needs Caffe&apos;s ImageNet weights and a GPU.</source>
        <translation>VGG_CNN_M_1024，论文的四步交替训练：RPN、Fast R-CNN，再在共享主干上各一次；需要 Caffe 的 ImageNet 权重和 GPU。</translation>
    </message>
    <message>
        <source>VGG_CNN_M_1024 with approximate joint training, boxes by inclusive pixels and Caffe&apos;s rules, as py-faster-rcnn trains it; needs Caffe&apos;s ImageNet weights and a GPU.</source>
        <translation>VGG_CNN_M_1024，近似联合训练，含末端像素的框和 Caffe 的规则，与 py-faster-rcnn 相同；需要 Caffe 的 ImageNet 权重和 GPU。</translation>
    </message>
    <message>
        <source>VGG16 with the four-step alternating training of the paper: RPN, Fast R-CNN, and both again on the shared backbone; needs Caffe&apos;s ImageNet weights and a GPU.</source>
        <translation>VGG16，论文的四步交替训练：RPN、Fast R-CNN，再在共享主干上各一次；需要 Caffe 的 ImageNet 权重和 GPU。</translation>
    </message>
    <message>
        <source>VGG16 with approximate joint training, boxes by inclusive pixels and Caffe&apos;s rules, as py-faster-rcnn trains it; needs Caffe&apos;s ImageNet weights and a GPU.</source>
        <translation>VGG16，近似联合训练，含末端像素的框和 Caffe 的规则，与 py-faster-rcnn 相同；需要 Caffe 的 ImageNet 权重和 GPU。</translation>
    </message>
    <message>
        <source>ZF with the four-step alternating training of the paper: RPN, Fast R-CNN, and both again on the shared backbone; needs Caffe&apos;s ImageNet weights and a GPU.</source>
        <translation>ZF，论文的四步交替训练：RPN、Fast R-CNN，再在共享主干上各一次；需要 Caffe 的 ImageNet 权重和 GPU。</translation>
    </message>
    <message>
        <source>ZF with approximate joint training, boxes by inclusive pixels and Caffe&apos;s rules, as py-faster-rcnn trains it; needs Caffe&apos;s ImageNet weights and a GPU.</source>
        <translation>ZF，近似联合训练，含末端像素的框和 Caffe 的规则，与 py-faster-rcnn 相同；需要 Caffe 的 ImageNet 权重和 GPU。</translation>
    </message>
    <message>
        <source>More accurate than MobileNetV2, at about three times the cost; fine-tunes from torchvision&apos;s ImageNet weights.</source>
        <translation>比 MobileNetV2 更准，计算量约三倍；从 torchvision 的 ImageNet 权重微调。</translation>
    </message>
    <message>
        <source>The classical grid at stride 16 on ResNet-18; fine-tunes from torchvision&apos;s ImageNet weights.</source>
        <translation>ResNet-18 上步长 16 的经典网格；从 torchvision 的 ImageNet 权重微调。</translation>
    </message>
    <message>
        <source>Between ResNet-18 and ResNet-50 in cost and accuracy; fine-tunes from torchvision&apos;s ImageNet weights.</source>
        <translation>计算量和精度介于 ResNet-18 与 ResNet-50 之间；从 torchvision 的 ImageNet 权重微调。</translation>
    </message>
    <message>
        <source>ResNet-50 with one map at stride 16 and its fourth stage as the head, the strongest of the single-map detectors; needs a GPU.</source>
        <translation>ResNet-50，一张步长 16 的特征图，第四阶段作检测头，单一特征图检测器中最强的；需要 GPU。</translation>
    </message>
    <message>
        <source>Faster R-CNN ResNet-50 FPN with torchvision&apos;s rules, layer for layer: loads its detection and classification weights; needs a GPU.</source>
        <translation>Faster R-CNN ResNet-50 FPN，逐层遵循 torchvision 的规则：可载入它的检测和分类权重；需要 GPU。</translation>
    </message>
    <message>
        <source>The smallest backbone, without normalisation, on the classical grid; fine-tunes from torchvision&apos;s ImageNet weights.</source>
        <translation>最小的主干，没有归一化，经典网格；从 torchvision 的 ImageNet 权重微调。</translation>
    </message>
    <message>
        <source>Half-width ResNet-18 with a pyramid and group normalisation; learns small data sets from random weights on a CPU.</source>
        <translation>半宽的 ResNet-18，带金字塔和组归一化；在 CPU 上从随机权重学习小数据集。</translation>
    </message>
    <message>
        <source>VGG16 with nine anchors per cell, RoI max pooling and one image per step, as simple-faster-rcnn-pytorch trains it; needs a GPU.</source>
        <translation>VGG16，每格九个锚框，RoI 最大池化，每步一张图像，与 simple-faster-rcnn-pytorch 相同；需要 GPU。</translation>
    </message>
    <message>
        <source>MobileNetV2 pyramid</source>
        <translation>MobileNetV2 金字塔</translation>
    </message>
    <message>
        <source>MobileNetV2, one map at stride 16</source>
        <translation>MobileNetV2，步长 16 的单一特征图</translation>
    </message>
    <message>
        <source>MobileNetV3 pyramid</source>
        <translation>MobileNetV3 金字塔</translation>
    </message>
    <message>
        <source>VGG_CNN_M_1024 as in py-faster-rcnn, alternating</source>
        <translation>py-faster-rcnn 的 VGG_CNN_M_1024，交替训练</translation>
    </message>
    <message>
        <source>VGG_CNN_M_1024 as in py-faster-rcnn, end to end</source>
        <translation>py-faster-rcnn 的 VGG_CNN_M_1024，端到端</translation>
    </message>
    <message>
        <source>VGG16 as in py-faster-rcnn, alternating</source>
        <translation>py-faster-rcnn 的 VGG16，交替训练</translation>
    </message>
    <message>
        <source>VGG16 as in py-faster-rcnn, end to end</source>
        <translation>py-faster-rcnn 的 VGG16，端到端</translation>
    </message>
    <message>
        <source>ZF as in py-faster-rcnn, alternating</source>
        <translation>py-faster-rcnn 的 ZF，交替训练</translation>
    </message>
    <message>
        <source>ZF as in py-faster-rcnn, end to end</source>
        <translation>py-faster-rcnn 的 ZF，端到端</translation>
    </message>
    <message>
        <source>ResNet-18 pyramid</source>
        <translation>ResNet-18 金字塔</translation>
    </message>
    <message>
        <source>ResNet-18, one map at stride 16</source>
        <translation>ResNet-18，步长 16 的单一特征图</translation>
    </message>
    <message>
        <source>ResNet-34 pyramid</source>
        <translation>ResNet-34 金字塔</translation>
    </message>
    <message>
        <source>ResNet-50 C4</source>
        <translation>ResNet-50 C4</translation>
    </message>
    <message>
        <source>ResNet-50 pyramid as in torchvision</source>
        <translation>torchvision 的 ResNet-50 金字塔</translation>
    </message>
    <message>
        <source>SqueezeNet, one map at stride 16</source>
        <translation>SqueezeNet，步长 16 的单一特征图</translation>
    </message>
    <message>
        <source>Tiny ResNet, from scratch</source>
        <translation>小型 ResNet，从零开始</translation>
    </message>
    <message>
        <source>VGG16 as in simple-faster-rcnn</source>
        <translation>simple-faster-rcnn 的 VGG16</translation>
    </message>
</context>
<context>
    <name>RunAlarms</name>
    <message>
        <source>No anchor was foreground for %1 steps: the anchors do not fit the objects. Check Anchor fit and the labels of these images.</source>
        <translation>连续 %1 步没有前景锚框：锚框不适合物体。请查看“锚框吻合度”和这些图像的标注。</translation>
    </message>
    <message>
        <source>No RoI was foreground for %1 steps: the proposals do not reach any object. Check Proposals in the inspector.</source>
        <translation>连续 %1 步没有前景 RoI：候选框够不着物体。请查看检查器的“候选框”。</translation>
    </message>
    <message>
        <source>The learning rate has been 0 since iteration %1, so nothing is being learned. Check the schedule, or change the rate under More.</source>
        <translation>第 %1 次迭代起学习率为 0：什么也学不到。请查看调度，或在“更多”里更改学习率。</translation>
    </message>
    <message>
        <source>mAP on %1 has fallen from %2 at iteration %3 to %4: the network is overfitting. Resume from a checkpoint near the best, or stop.</source>
        <translation>%1 上的 mAP 从第 %3 次迭代的 %2 降到 %4：网络正在过拟合。请从最佳值附近的检查点恢复，或停止。</translation>
    </message>
    <message>
        <source>The loss on %1 has risen from %2 at iteration %3 to %4, while the training loss fell: the network is overfitting. Resume from a checkpoint near the minimum, or stop.</source>
        <translation>%1 上的损失从第 %3 次迭代的 %2 升到 %4，而训练损失在下降：网络正在过拟合。请从最低值附近的检查点恢复，或停止。</translation>
    </message>
    <message>
        <source>%1 more images could not be read and were skipped; events.jsonl names them.</source>
        <translation>另有 %1 张图像无法读取，已跳过；events.jsonl 中列有它们。</translation>
    </message>
</context>
<context>
    <name>Sentences</name>
    <message>
        <source>the image cannot be opened</source>
        <translation>图像无法打开</translation>
    </message>
    <message>
        <source>the image file is empty</source>
        <translation>图像文件是空的</translation>
    </message>
    <message>
        <source>the image file is cut off: its end is missing</source>
        <translation>图像文件不完整：缺少结尾部分</translation>
    </message>
    <message>
        <source>%1 is damaged: %2</source>
        <translation>%1 已损坏：%2</translation>
    </message>
    <message>
        <source>the image cannot be decoded: %1</source>
        <translation>图像无法解码：%1</translation>
    </message>
    <message>
        <source>the image cannot be decoded</source>
        <translation>图像无法解码</translation>
    </message>
    <message>
        <source>the image has more than 512 megapixels</source>
        <translation>图像超过 5.12 亿像素</translation>
    </message>
    <message>
        <source>the image has a side of more than 1,000,000 pixels</source>
        <translation>图像有一边超过 1,000,000 像素</translation>
    </message>
    <message>
        <source>Cut it into tiles and import those</source>
        <translation>请将其切成小块后再导入</translation>
    </message>
    <message>
        <source>the image cannot be written</source>
        <translation>图像无法写入</translation>
    </message>
    <message>
        <source>Open it in a picture viewer to see whether the file is whole</source>
        <translation>请用图片查看器打开，看文件是否完整</translation>
    </message>
    <message>
        <source>Check free space and permissions</source>
        <translation>请查看剩余空间和权限</translation>
    </message>
    <message>
        <source>Check the path and permissions</source>
        <translation>请查看路径和权限</translation>
    </message>
    <message>
        <source>Check the name and permissions</source>
        <translation>请查看名称和权限</translation>
    </message>
    <message>
        <source>cannot be opened</source>
        <translation>无法打开</translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation>无法读取</translation>
    </message>
    <message>
        <source>cannot be written</source>
        <translation>无法写入</translation>
    </message>
    <message>
        <source>contains a value that is not a number</source>
        <translation>含有不是数字的内容</translation>
    </message>
    <message>
        <source>needs %1 numbers</source>
        <translation>需要 %1 个数字</translation>
    </message>
    <message>
        <source>Write them in brackets, separated by commas</source>
        <translation>请写在方括号里，用逗号分开</translation>
    </message>
    <message>
        <source>is not known</source>
        <translation>不认识</translation>
    </message>
    <message>
        <source>Known: %1</source>
        <translation>可用的有：%1</translation>
    </message>
    <message>
        <source>needs a name and a value</source>
        <translation>需要名称和值</translation>
    </message>
    <message>
        <source>has no value</source>
        <translation>没有值</translation>
    </message>
    <message>
        <source>Write one after the colon</source>
        <translation>请写在冒号后面</translation>
    </message>
    <message>
        <source>is not a valid regular expression</source>
        <translation>不是正则表达式</translation>
    </message>
    <message>
        <source>Look for unpaired brackets</source>
        <translation>请查找不成对的括号</translation>
    </message>
    <message>
        <source>%1 twice on one object, IoU %2</source>
        <translation>同一物体上有两个 %1，IoU %2</translation>
    </message>
    <message>
        <source>remove the newer one</source>
        <translation>去掉较新的一个</translation>
    </message>
    <message>
        <source>file not found: %1</source>
        <translation>文件不在那里：%1</translation>
    </message>
    <message>
        <source>the class %1 has a number as its name; rename it, or merge it into the class it stands for</source>
        <translation>类别 %1 的名称是数字；请重命名或合并到它的类别</translation>
    </message>
    <message>
        <source>%1 has no box in %2</source>
        <translation>%1 在 %2 中没有框</translation>
    </message>
    <message>
        <source>%1 has zero area</source>
        <translation>%1 没有面积</translation>
    </message>
    <message>
        <source>remove it</source>
        <translation>去掉</translation>
    </message>
    <message>
        <source>%1 reaches outside the image</source>
        <translation>%1 超出图像</translation>
    </message>
    <message>
        <source>crop it to the image</source>
        <translation>裁到图像之内</translation>
    </message>
    <message>
        <source>%1 is only %2 pixels wide or high at the training scale</source>
        <translation>%1 在训练尺度下的宽或高只有 %2 像素</translation>
    </message>
    <message>
        <source>the best anchor for %1 has an IoU of only %2</source>
        <translation>与 %1 最合适的锚框的 IoU 为 %2</translation>
    </message>
    <message>
        <source>the same image is in %1 and in %2</source>
        <translation>同一图片在 %1 和 %2 中</translation>
    </message>
    <message>
        <source>move it to %1</source>
        <translation>移到 %1</translation>
    </message>
    <message>
        <source>is not a CreateML file: expected a JSON array of images</source>
        <translation>不是 CreateML 文件：需要图像的 JSON 数组</translation>
    </message>
    <message>
        <source>Nothing was imported</source>
        <translation>什么也没有导入</translation>
    </message>
    <message>
        <source>an entry does not name an image</source>
        <translation>有一项没有图像名</translation>
    </message>
    <message>
        <source>It was left out</source>
        <translation>已略去</translation>
    </message>
    <message>
        <source>its image %1 was not found</source>
        <translation>找不到它的图像 %1</translation>
    </message>
    <message>
        <source>does not list any images</source>
        <translation>没有图像名</translation>
    </message>
    <message>
        <source>Choose a COCO file with images and annotations</source>
        <translation>请选择含有 images 和 annotations 的 COCO 文件</translation>
    </message>
    <message>
        <source>%1 is listed as %2x%3, but the upright image is %4x%5</source>
        <translation>%1 写的是 %2x%3，转正后的图像是 %4x%5</translation>
    </message>
    <message>
        <source>The actual size of the image was used; check its boxes</source>
        <translation>采用了图像自身的尺寸；请看看它的框</translation>
    </message>
    <message>
        <source>two images have the id %1</source>
        <translation>两张图像的编号都是 %1</translation>
    </message>
    <message>
        <source>Boxes were assigned to the first</source>
        <translation>框归了第一张</translation>
    </message>
    <message>
        <source>%1 annotations refer to images that are not in the file</source>
        <translation>%1 个标注属于不存在的图像</translation>
    </message>
    <message>
        <source>%1 annotations have the same id as another one</source>
        <translation>%1 个标注与别的编号相同</translation>
    </message>
    <message>
        <source>All were kept</source>
        <translation>全部保留</translation>
    </message>
    <message>
        <source>category %1 has no name</source>
        <translation>类别 %1 没有名称</translation>
    </message>
    <message>
        <source>Its boxes were given the class #%1</source>
        <translation>它的框归入类别 #%1</translation>
    </message>
    <message>
        <source>the export was read back and differs: %1</source>
        <translation>读回导出的内容有差异：%1</translation>
    </message>
    <message>
        <source>Nothing was saved; please report this</source>
        <translation>没有保存任何文件；请报告此问题</translation>
    </message>
    <message>
        <source>the folder is not empty</source>
        <translation>文件夹不是空的</translation>
    </message>
    <message>
        <source>Choose a new folder</source>
        <translation>请选择新文件夹</translation>
    </message>
    <message>
        <source>the export failed: %1</source>
        <translation>导出失败：%1</translation>
    </message>
    <message>
        <source>does not have four numbers and a class</source>
        <translation>没有四个数字和一个类别</translation>
    </message>
    <message>
        <source>The row was left out</source>
        <translation>略去了这一行</translation>
    </message>
    <message>
        <source>Choose the column with the file names</source>
        <translation>请选择含有文件名的列</translation>
    </message>
    <message>
        <source>Its rows were left out</source>
        <translation>略去了它的行</translation>
    </message>
    <message>
        <source>contains no images</source>
        <translation>没有图像</translation>
    </message>
    <message>
        <source>Choose a folder with .jpg, .png, .bmp, .tif or .webp files</source>
        <translation>请选择含有 .jpg、.png、.bmp、.tif 或 .webp 文件的文件夹</translation>
    </message>
    <message>
        <source>the image is not the one that was labelled</source>
        <translation>图像不是当初标注的那一张</translation>
    </message>
    <message>
        <source>Restore the original, or remove the image from the project</source>
        <translation>请放回原图，或把图像从项目中移除</translation>
    </message>
    <message>
        <source>box %1 has zero area</source>
        <translation>框 %1 没有面积</translation>
    </message>
    <message>
        <source>box %1 lies outside the image</source>
        <translation>框 %1 在图像之外</translation>
    </message>
    <message>
        <source>box %1 reaches outside the image</source>
        <translation>框 %1 越过图像边界</translation>
    </message>
    <message>
        <source>It was cropped to %1</source>
        <translation>已裁为 %1</translation>
    </message>
    <message>
        <source>belongs to %1 and to %2</source>
        <translation>同时属于 %1 和 %2</translation>
    </message>
    <message>
        <source>It was assigned to the first; the other one is not labelled</source>
        <translation>归了第一张；另一张未标注</translation>
    </message>
    <message>
        <source>Choose the folder above images and labels</source>
        <translation>请选择 images 和 labels 的上一级文件夹</translation>
    </message>
    <message>
        <source>class %1 has no name</source>
        <translation>类别 %1 没有名称</translation>
    </message>
    <message>
        <source>Its boxes were given the class #%1; rename it or merge it</source>
        <translation>它的框归入类别 #%1；请重命名或合并</translation>
    </message>
    <message>
        <source>%1 boxes have a score as a sixth number</source>
        <translation>%1 个框的第六个数字是分数</translation>
    </message>
    <message>
        <source>It is kept with the box</source>
        <translation>随框保留</translation>
    </message>
    <message>
        <source>%1 lines are polygons</source>
        <translation>%1 行是多边形</translation>
    </message>
    <message>
        <source>The bounding box of each was used</source>
        <translation>取了各自的外接框</translation>
    </message>
    <message>
        <source>lists different classes from %1</source>
        <translation>与 %1 的类别不同</translation>
    </message>
    <message>
        <source>%1 was used</source>
        <translation>以 %1 为准</translation>
    </message>
    <message>
        <source>is not &quot;class cx cy w h&quot;</source>
        <translation>不是“class cx cy w h”</translation>
    </message>
    <message>
        <source>The line was left out, and the image is locked</source>
        <translation>略去了这一行，图像被锁定</translation>
    </message>
    <message>
        <source>%1 is also in %2.txt</source>
        <translation>%1 也在 %2.txt 中</translation>
    </message>
    <message>
        <source>It stays in %1</source>
        <translation>它留在 %1</translation>
    </message>
    <message>
        <source>is larger than 64 MB</source>
        <translation>大于 64 MB</translation>
    </message>
    <message>
        <source>has tags nested deeper than 64 levels</source>
        <translation>标签嵌套超过 64 层</translation>
    </message>
    <message>
        <source>the XML cannot be read: %1</source>
        <translation>XML 读不出：%1</translation>
    </message>
    <message>
        <source>The file was left out</source>
        <translation>略去了这个文件</translation>
    </message>
    <message>
        <source>has no &lt;annotation&gt; element</source>
        <translation>没有 &lt;annotation&gt;</translation>
    </message>
    <message>
        <source>gives the size %1x%2, but the image is %3x%4</source>
        <translation>写的尺寸是 %1x%2，图像是 %3x%4</translation>
    </message>
    <message>
        <source>The actual size of the image was used</source>
        <translation>采用了图像自身的尺寸</translation>
    </message>
    <message>
        <source>an object has no name</source>
        <translation>一个物体没有名称</translation>
    </message>
    <message>
        <source>an object has no valid %1</source>
        <translation>一个物体没有可用的 %1</translation>
    </message>
    <message>
        <source>an object&apos;s box has zero area</source>
        <translation>一个物体的框没有面积</translation>
    </message>
    <message>
        <source>Choose the folder that contains both, or import it as plain images</source>
        <translation>请选择含有两者的文件夹，或作为普通图像导入</translation>
    </message>
    <message>
        <source>its image %1 is not in %2</source>
        <translation>它的图像 %1 不在 %2 中</translation>
    </message>
    <message>
        <source>The annotation was left out</source>
        <translation>略去了这个标注</translation>
    </message>
    <message>
        <source>the class name is empty</source>
        <translation>类别需要名称</translation>
    </message>
    <message>
        <source>Enter a name</source>
        <translation>请输入一个</translation>
    </message>
    <message>
        <source>a class named &quot;%1&quot; already exists</source>
        <translation>已经有类别“%1”</translation>
    </message>
    <message>
        <source>Merge the two classes instead</source>
        <translation>请把两个类别合并</translation>
    </message>
    <message>
        <source>is not an Anchor Studio project, or is incomplete</source>
        <translation>不是 Anchor Studio 的项目，或文件不完整</translation>
    </message>
    <message>
        <source>Restore it from a backup; it was not changed</source>
        <translation>请从备份恢复；它没有被改动</translation>
    </message>
    <message>
        <source>is an SQLite file from another program</source>
        <translation>是别的程序的 SQLite 文件</translation>
    </message>
    <message>
        <source>It was not changed</source>
        <translation>它没有被改动</translation>
    </message>
    <message>
        <source>was written by a newer Anchor Studio (project version %1, this program knows %2)</source>
        <translation>由更新版本的 Anchor Studio 写成（项目版本 %1，本程序认识 %2）</translation>
    </message>
    <message>
        <source>Update the program; the file was not changed</source>
        <translation>请更新程序；文件没有被改动</translation>
    </message>
    <message>
        <source>a project already exists here</source>
        <translation>这里已经有一个项目</translation>
    </message>
    <message>
        <source>Open it instead</source>
        <translation>请打开它</translation>
    </message>
    <message>
        <source>a project cannot be created here: %1</source>
        <translation>这里无法建立项目：%1</translation>
    </message>
    <message>
        <source>no project found here</source>
        <translation>这里没有项目</translation>
    </message>
    <message>
        <source>Choose a folder that contains project.anchor, or create a new project</source>
        <translation>请选择含有 project.anchor 的文件夹，或新建项目</translation>
    </message>
    <message>
        <source>the project is damaged: %1</source>
        <translation>项目已损坏：%1</translation>
    </message>
    <message>
        <source>the list cannot be read</source>
        <translation>名单读不出</translation>
    </message>
    <message>
        <source>Choose a text file</source>
        <translation>请选择文本文件</translation>
    </message>
    <message>
        <source>no image is called %1</source>
        <translation>没有叫 %1 的图像</translation>
    </message>
    <message>
        <source>The line was left out</source>
        <translation>略去了这一行</translation>
    </message>
    <message>
        <source>%1 images are called %2</source>
        <translation>有 %1 张图像叫 %2</translation>
    </message>
    <message>
        <source>Add more of the path; the line was left out</source>
        <translation>请写出更多路径；略去了这一行</translation>
    </message>
    <message>
        <source>Cancelled; nothing was changed</source>
        <translation>已取消；什么也没有改变</translation>
    </message>
    <message>
        <source>no labelled image belongs to the training split</source>
        <translation>训练划分里没有已标注的图像</translation>
    </message>
    <message>
        <source>Label images and assign splits first</source>
        <translation>请先标注图像并划分</translation>
    </message>
    <message>
        <source>COCO: x, y, width, height from 0</source>
        <translation>COCO：x、y、宽、高，从 0 起</translation>
    </message>
    <message>
        <source>COCO: %1 files; x, y, width, height from 0</source>
        <translation>COCO：%1 个文件；x、y、宽、高，从 0 起</translation>
    </message>
    <message>
        <source>YOLO: label files beside the images, parts of the sides</source>
        <translation>YOLO：标注文件在图像旁边，边长的比例</translation>
    </message>
    <message>
        <source>YOLO: images and labels folders, parts of the sides</source>
        <translation>YOLO：images 与 labels 文件夹，边长的比例</translation>
    </message>
    <message>
        <source>The memory was not enough for this network and input size. Use a smaller batch or a smaller short side, then resume.</source>
        <translation>内存不足以运行这个网络和输入尺寸。请用较小的批大小或短边，然后恢复。</translation>
    </message>
    <message>
        <source>is not valid JSON%1</source>
        <translation>不是可读的 JSON%1</translation>
    </message>
    <message>
        <source>animated images and GIF files are not supported</source>
        <translation>该图像是动画或 GIF，无法读取</translation>
    </message>
    <message>
        <source>Save its frames as PNG or JPEG files and import those</source>
        <translation>请把其中的画面存成 PNG 或 JPEG 文件再导入</translation>
    </message>
    <message>
        <source>HEIC and AVIF files are not supported</source>
        <translation>该图像是 HEIC 或 AVIF 文件，无法读取</translation>
    </message>
    <message>
        <source>Convert it to JPEG or PNG</source>
        <translation>请转换为 JPEG 或 PNG</translation>
    </message>
    <message>
        <source>contains a text longer than a million characters</source>
        <translation>含有超过一百万个字符的文本</translation>
    </message>
    <message>
        <source>It is not a label file, or it is damaged</source>
        <translation>它不是标注文件，或已损坏</translation>
    </message>
    <message>
        <source>lists classes or splits in an unsupported way</source>
        <translation>里类别名称或划分的写法无法读取</translation>
    </message>
    <message>
        <source>Write names as a list or as numbers with names, and each split as a path or a list of paths</source>
        <translation>请把 names 写成列表或“编号: 名称”，每个划分写成路径或列表</translation>
    </message>
    <message>
        <source>the disk is full</source>
        <translation>磁盘已满</translation>
    </message>
    <message>
        <source>Free some space and try again</source>
        <translation>请腾出一些空间后重试</translation>
    </message>
    <message>
        <source>another program is writing to the project</source>
        <translation>另一个程序正在写入这个项目</translation>
    </message>
    <message>
        <source>Try again when it has finished</source>
        <translation>等它写完后重试</translation>
    </message>
    <message>
        <source>the project cannot be read or written: %1</source>
        <translation>项目无法读取或写入：%1</translation>
    </message>
    <message>
        <source>Check the disk and permissions</source>
        <translation>请检查磁盘和权限</translation>
    </message>
    <message>
        <source>the project is damaged: its table %1 has no column %2</source>
        <translation>项目已损坏：表 %1 缺少列 %2</translation>
    </message>
    <message>
        <source>Restore it from a backup</source>
        <translation>请从备份恢复</translation>
    </message>
    <message>
        <source>a box&apos;s attributes cannot be read: %1</source>
        <translation>一个框的属性无法读取：%1</translation>
    </message>
    <message>
        <source>a class&apos;s attributes cannot be read: %1</source>
        <translation>一个类别的属性无法读取：%1</translation>
    </message>
    <message>
        <source>a box in the history cannot be read: %1</source>
        <translation>历史中的一个框无法读取：%1</translation>
    </message>
    <message>
        <source>the history cannot be read: %1</source>
        <translation>历史无法读取：%1</translation>
    </message>
    <message>
        <source>Restore the project from a backup</source>
        <translation>请从备份恢复项目</translation>
    </message>
    <message>
        <source>box %1 has the class %2, which the project does not have</source>
        <translation>框 %1 的类别 %2 不在项目中</translation>
    </message>
    <message>
        <source>Finding objects with the network</source>
        <translation>用网络寻找物体</translation>
    </message>
    <message>
        <source>Writing %1</source>
        <translation>正在写 %1</translation>
    </message>
    <message>
        <source>Comparing %1 with the network</source>
        <translation>正在把 %1 与网络比较</translation>
    </message>
    <message>
        <source>no image belongs to the training split</source>
        <translation>没有图像属于训练划分</translation>
    </message>
    <message>
        <source>Assign images to train first</source>
        <translation>请先把图像分到训练</translation>
    </message>
    <message>
        <source>no image belongs to %1</source>
        <translation>没有图像属于 %1</translation>
    </message>
    <message>
        <source>Choose train, val or test</source>
        <translation>请选择 train、val 或 test</translation>
    </message>
    <message>
        <source>cannot be started: %1</source>
        <translation>无法启动：%1</translation>
    </message>
    <message>
        <source>cannot be started</source>
        <translation>无法启动</translation>
    </message>
    <message>
        <source>this run has no checkpoint yet</source>
        <translation>这次运行还没有检查点</translation>
    </message>
    <message>
        <source>Wait for the first one, or choose another run</source>
        <translation>请等第一个检查点，或选择另一次运行</translation>
    </message>
    <message>
        <source>cannot be set: %1</source>
        <translation>无法设置：%1</translation>
    </message>
    <message>
        <source>If the run was moved, pass --images FOLDER with the pictures; take damaged images out of the project</source>
        <translation>如果运行被移动过，请用 --images FOLDER 指出图片所在的文件夹；请将损坏的图像从项目中移除</translation>
    </message>
    <message>
        <source>cannot be read: creating a memory file failed</source>
        <translation>无法读取：不能建立内存文件</translation>
    </message>
    <message>
        <source>needs more memory than a weights file of this size should</source>
        <translation>要求的内存超过这样大小的权重所能需要的</translation>
    </message>
    <message>
        <source>could not be read: the process reading it was stopped</source>
        <translation>无法读取：读取它的进程被终止</translation>
    </message>
    <message>
        <source>The file is damaged or malicious; download it again from its original source</source>
        <translation>文件已损坏或含有恶意内容；请从原发布处重新下载</translation>
    </message>
    <message>
        <source>already exists</source>
        <translation>已经存在</translation>
    </message>
    <message>
        <source>Name a new folder, or remove this one</source>
        <translation>请指定新文件夹，或删除它</translation>
    </message>
    <message>
        <source>cannot be created: %1</source>
        <translation>无法建立：%1</translation>
    </message>
    <message>
        <source>cannot be renamed: %1</source>
        <translation>无法改为它的名称：%1</translation>
    </message>
    <message>
        <source>could not be run in a fresh process: %1</source>
        <translation>无法在新的进程中运行：%1</translation>
    </message>
    <message>
        <source>no image to compare with</source>
        <translation>没有可用来比较的图像</translation>
    </message>
    <message>
        <source>is missing</source>
        <translation>缺失</translation>
    </message>
    <message>
        <source>Restore the image</source>
        <translation>请把图像放回</translation>
    </message>
    <message>
        <source>cannot be reached any more</source>
        <translation>再也连接不上</translation>
    </message>
    <message>
        <source>Resume later</source>
        <translation>请稍后恢复</translation>
    </message>
    <message>
        <source>the engine on the other machine ended without an error message: %1</source>
        <translation>那里的引擎没有留下话就结束了：%1</translation>
    </message>
    <message>
        <source>Resume to continue from the last checkpoint</source>
        <translation>“恢复”会从最后的检查点继续</translation>
    </message>
    <message>
        <source>Install the OpenSSH client</source>
        <translation>请安装 OpenSSH 客户端</translation>
    </message>
    <message>
        <source>cannot start with a minus sign</source>
        <translation>不能以减号开头</translation>
    </message>
    <message>
        <source>cannot be reached: %1</source>
        <translation>连接不上：%1</translation>
    </message>
    <message>
        <source>Try ssh %1 in a terminal; it must log in without a password, with a key or an agent</source>
        <translation>请在终端里试试 ssh %1；必须能凭密钥或代理不输密码登录</translation>
    </message>
    <message>
        <source>creating the folder failed: %1</source>
        <translation>建立文件夹失败：%1</translation>
    </message>
    <message>
        <source>copying the run failed: %1</source>
        <translation>复制运行失败：%1</translation>
    </message>
    <message>
        <source>starting the engine failed: %1</source>
        <translation>启动引擎失败：%1</translation>
    </message>
    <message>
        <source>starting %1 on the other machine failed: %2</source>
        <translation>在那里启动 %1 失败：%2</translation>
    </message>
    <message>
        <source>is not a binary 8-bit PPM image</source>
        <translation>不是 8 位二进制 PPM 图像</translation>
    </message>
    <message>
        <source>is incomplete</source>
        <translation>被截断</translation>
    </message>
    <message>
        <source>is not a detector exported by this program, or is damaged</source>
        <translation>不是本程序导出的检测器，或已损坏</translation>
    </message>
    <message>
        <source>Export the run again</source>
        <translation>请重新导出该运行</translation>
    </message>
    <message>
        <source>would exceed the limit of 2 GB for a single ONNX file</source>
        <translation>会超过单个 ONNX 文件的 2 GB 上限</translation>
    </message>
    <message>
        <source>Choose a smaller network, or export TorchScript</source>
        <translation>请选择更小的网络，或导出 TorchScript</translation>
    </message>
    <message>
        <source>Check the free space and the permissions of the folder</source>
        <translation>请检查剩余空间和文件夹权限</translation>
    </message>
    <message>
        <source>is not a valid autopsy file: %1</source>
        <translation>不是解剖结果：%1</translation>
    </message>
    <message>
        <source>Run the autopsy again</source>
        <translation>请重新运行解剖</translation>
    </message>
    <message>
        <source>contains no valid array %1</source>
        <translation>没有可用的数组 %1</translation>
    </message>
    <message>
        <source>Delete it; it will be created again</source>
        <translation>请删除它；它会重新生成</translation>
    </message>
    <message>
        <source>is not an image record</source>
        <translation>不是图像记录</translation>
    </message>
    <message>
        <source>has an invalid image size or number of classes</source>
        <translation>图像尺寸或类别数无效</translation>
    </message>
    <message>
        <source>contains arrays whose sizes do not match</source>
        <translation>其中各数组的大小互不相符</translation>
    </message>
    <message>
        <source>%1 is unknown</source>
        <translation>未知：%1</translation>
    </message>
    <message>
        <source>contains double-precision values, which Caffe models never have</source>
        <translation>含有双精度数，Caffe 训练的模型从不如此</translation>
    </message>
    <message>
        <source>has an impossible shape</source>
        <translation>形状不可能成立</translation>
    </message>
    <message>
        <source>has a malformed shape</source>
        <translation>形状的写法有误</translation>
    </message>
    <message>
        <source>has %1 values, but its shape requires %2</source>
        <translation>有 %1 个数，而形状要求 %2 个</translation>
    </message>
    <message>
        <source>contains no trained layers</source>
        <translation>没有训练过的层</translation>
    </message>
    <message>
        <source>Choose the .caffemodel file, not the .prototxt</source>
        <translation>请给出 .caffemodel，而不是 .prototxt</translation>
    </message>
    <message>
        <source>Choose the preset that matches these weights, or start from random weights</source>
        <translation>请选择与这些权重相应的预设，或从随机权重开始</translation>
    </message>
    <message>
        <source>cannot be read as a tensor file: %1</source>
        <translation>不能作为张量文件读取：%1</translation>
    </message>
    <message>
        <source>Nothing in it was executed</source>
        <translation>其中的任何内容都没有被执行</translation>
    </message>
    <message>
        <source>contains the Python object %1, a pickled module instead of a dictionary of tensors; it was rejected, and nothing in it was executed</source>
        <translation>含有 Python 对象 %1，是序列化的模块而不是张量字典；已拒绝，其中的任何内容都没有被执行</translation>
    </message>
    <message>
        <source>In Python, save model.state_dict() instead of the model</source>
        <translation>请在 Python 中保存 model.state_dict()，而不是模型本身</translation>
    </message>
    <message>
        <source>extends beyond its stored values</source>
        <translation>超出了所存的数</translation>
    </message>
    <message>
        <source>does not hold a dictionary of tensors</source>
        <translation>其中没有张量字典</translation>
    </message>
    <message>
        <source>In Python, save model.state_dict()</source>
        <translation>请在 Python 中保存 model.state_dict()</translation>
    </message>
    <message>
        <source>has no list of storages</source>
        <translation>缺少存储列表</translation>
    </message>
    <message>
        <source>has a malformed list of storages, or is incomplete</source>
        <translation>存储列表有误，或被截断</translation>
    </message>
    <message>
        <source>contains no tensors</source>
        <translation>其中没有张量</translation>
    </message>
    <message>
        <source>has the element type %1, which is not supported</source>
        <translation>元素类型为 %1，不受支持</translation>
    </message>
    <message>
        <source>is too short to be a safetensors file</source>
        <translation>太短，不是 safetensors 文件</translation>
    </message>
    <message>
        <source>is not a safetensors file, or is incomplete: its header would have %1 bytes</source>
        <translation>不是 safetensors 文件，或被截断：文件头将有 %1 字节</translation>
    </message>
    <message>
        <source>is not a safetensors file, or is incomplete</source>
        <translation>不是 safetensors 文件，或被截断</translation>
    </message>
    <message>
        <source>overlaps another tensor</source>
        <translation>与另一个张量重叠</translation>
    </message>
    <message>
        <source>has overlapping tensors</source>
        <translation>有互相重叠的张量</translation>
    </message>
    <message>
        <source>has a malformed header: %1</source>
        <translation>文件头有误：%1</translation>
    </message>
    <message>
        <source>is not a supported weights file</source>
        <translation>不是能读取的权重文件</translation>
    </message>
    <message>
        <source>Use .pth, .pt, .safetensors or .caffemodel</source>
        <translation>请使用 .pth、.pt、.safetensors 或 .caffemodel</translation>
    </message>
    <message>
        <source>contains a number that is too long</source>
        <translation>含有过长的数</translation>
    </message>
    <message>
        <source>contains a field without a number</source>
        <translation>含有没有编号的字段</translation>
    </message>
    <message>
        <source>contains a field of unknown type</source>
        <translation>含有未知类型的字段</translation>
    </message>
    <message>
        <source>field %1 has the wrong type</source>
        <translation>字段 %1 的类型不对</translation>
    </message>
    <message>
        <source>cannot be opened: %1</source>
        <translation>无法打开：%1</translation>
    </message>
    <message>
        <source>is too large (%1 MB)</source>
        <translation>太大（%1 MB），此文件不应如此</translation>
    </message>
    <message>
        <source>contains values that are not float32</source>
        <translation>含有 float32 以外的数</translation>
    </message>
    <message>
        <source>must be a JSON object</source>
        <translation>必须是 JSON 对象</translation>
    </message>
    <message>
        <source>has the wrong type: %1</source>
        <translation>类型不对：%1</translation>
    </message>
    <message>
        <source>is not a known field</source>
        <translation>是未知的字段</translation>
    </message>
    <message>
        <source>Use some of: %1</source>
        <translation>请从中选用：%1</translation>
    </message>
    <message>
        <source>does not exist: this run does not use another machine</source>
        <translation>不存在：这次运行没有另一台机器</translation>
    </message>
    <message>
        <source>has no host or no folder</source>
        <translation>没有写出主机或文件夹</translation>
    </message>
    <message>
        <source>no longer exists</source>
        <translation>已经不在了</translation>
    </message>
    <message>
        <source>Choose another checkpoint; only the newest five and the one with the best mAP are kept</source>
        <translation>请选择另一个检查点；保留最新的五个和 mAP 最佳的那个</translation>
    </message>
    <message>
        <source>cannot be written: %1</source>
        <translation>无法写入：%1</translation>
    </message>
    <message>
        <source>cannot be used: %1</source>
        <translation>不能使用：%1</translation>
    </message>
    <message>
        <source>is nested deeper than 64 levels</source>
        <translation>嵌套超过 64 层</translation>
    </message>
    <message>
        <source>is not valid JSON: %1</source>
        <translation>不是有效的 JSON：%1</translation>
    </message>
    <message>
        <source>cannot be opened for writing: %1</source>
        <translation>无法打开来写入：%1</translation>
    </message>
    <message>
        <source>Check free space</source>
        <translation>请检查剩余空间</translation>
    </message>
    <message>
        <source>a run folder cannot be created here</source>
        <translation>这里不能建立运行文件夹</translation>
    </message>
    <message>
        <source>another engine is already working on this run</source>
        <translation>已有另一个引擎在处理这次运行</translation>
    </message>
    <message>
        <source>Stop it first</source>
        <translation>请先停止它</translation>
    </message>
    <message>
        <source>has a box of class %1, but there are only %2 classes</source>
        <translation>有第 %1 类的框，但只有 %2 个类别</translation>
    </message>
    <message>
        <source>has a box with zero area</source>
        <translation>有一个没有面积的框</translation>
    </message>
    <message>
        <source>is not a samples file: %1</source>
        <translation>不是样本文件：%1</translation>
    </message>
    <message>
        <source>does not fit in the file with the shape given</source>
        <translation>没有按其形状落在文件之内</translation>
    </message>
    <message>
        <source>The file is damaged or incomplete</source>
        <translation>文件已损坏或被截断</translation>
    </message>
    <message>
        <source>this run has no losses yet</source>
        <translation>这次运行还没有损失</translation>
    </message>
    <message>
        <source>Wait for its first iteration</source>
        <translation>请等第一次迭代</translation>
    </message>
    <message>
        <source>is not a checkpoint of Anchor Studio</source>
        <translation>不是 Anchor Studio 的检查点</translation>
    </message>
    <message>
        <source>no usable CUDA device was found</source>
        <translation>这里没有可用的 CUDA 设备</translation>
    </message>
    <message>
        <source>Choose cpu, or auto to use a GPU only if there is one</source>
        <translation>请选择 cpu；或选择 auto，有 GPU 时才使用它</translation>
    </message>
    <message>
        <source>is not a valid number</source>
        <translation>不是可用的数</translation>
    </message>
    <message>
        <source>Start the run with torchrun, which sets it</source>
        <translation>请用 torchrun 启动，它会设置这个值</translation>
    </message>
    <message>
        <source>is not set, although WORLD_SIZE requests several processes</source>
        <translation>没有设置，而 WORLD_SIZE 要求多个进程</translation>
    </message>
    <message>
        <source>the processes of this run could not connect to each other: %1</source>
        <translation>这次运行的各进程没有会合：%1</translation>
    </message>
    <message>
        <source>Check that all %1 processes were started</source>
        <translation>请查看 %1 个进程是否都已启动</translation>
    </message>
    <message>
        <source>this build supports training in one process only</source>
        <translation>这个程序只能用一个进程训练</translation>
    </message>
    <message>
        <source>Install libgloo-dev and build again</source>
        <translation>请安装 libgloo-dev 并重新构建</translation>
    </message>
    <message>
        <source>does not hold the proposals of this run&apos;s %1 images</source>
        <translation>其中不是这次运行的 %1 张图像的候选框</translation>
    </message>
    <message>
        <source>Delete it; the previous stage will compute them again</source>
        <translation>请删除它：前一阶段会重新计算</translation>
    </message>
    <message>
        <source>contains an unexpected tensor %1</source>
        <translation>含有意外的张量 %1</translation>
    </message>
    <message>
        <source>cannot be divided evenly among %1 processes</source>
        <translation>不能由 %1 个进程平均分担</translation>
    </message>
    <message>
        <source>Use --batch with a multiple of %1</source>
        <translation>请让批次成为 %1 的倍数（--batch）</translation>
    </message>
    <message>
        <source>is missing, so the stage cannot be resumed halfway</source>
        <translation>缺失，因此不能从该阶段的中间恢复</translation>
    </message>
    <message>
        <source>Restore it, or delete the checkpoints after iteration %1 to start the stage again</source>
        <translation>请把它放回，或删除第 %1 次迭代之后的检查点，从头开始该阶段</translation>
    </message>
    <message>
        <source>the %1 is not a finite number at iteration %2</source>
        <translation>第 %2 次迭代的 %1 不是有限的数</translation>
    </message>
    <message>
        <source>another process of this run was lost (%1)</source>
        <translation>这次运行的另一个进程丢失了（%1）</translation>
    </message>
    <message>
        <source>Start all of them again; they continue from iteration %1</source>
        <translation>请重新启动所有进程；它们会从第 %1 次迭代继续</translation>
    </message>
    <message>
        <source>Checkpoint skipped: %1</source>
        <translation>跳过了检查点：%1</translation>
    </message>
    <message>
        <source>Not used from the weights file: %1</source>
        <translation>没有取自权重文件：%1</translation>
    </message>
    <message>
        <source>No image is in val or test, so mAP cannot be computed</source>
        <translation>验证和测试中没有图像，因此无法计算 mAP</translation>
    </message>
    <message>
        <source>must be set, from 0 to WORLD_SIZE - 1</source>
        <translation>必须设置，从 0 到 WORLD_SIZE - 1</translation>
    </message>
    <message>
        <source>Choose a file that anchor-engine inspect wrote</source>
        <translation>请选择 anchor-engine inspect 写出的文件</translation>
    </message>
    <message>
        <source>Give one: anchor-engine remote RUN --host USER@MACHINE</source>
        <translation>请指明：anchor-engine remote RUN --host USER@MACHINE</translation>
    </message>
    <message>
        <source>Name some with --compare</source>
        <translation>请用 --compare 指定一些</translation>
    </message>
    <message>
        <source>writing failed: %1</source>
        <translation>写入失败：%1</translation>
    </message>
    <message>
        <source>creating the file failed: %1</source>
        <translation>建立文件失败：%1</translation>
    </message>
    <message>
        <source>writing to disk failed: %1</source>
        <translation>写到磁盘失败：%1</translation>
    </message>
    <message>
        <source>renaming the finished file failed: %1</source>
        <translation>为完成的文件改名失败：%1</translation>
    </message>
    <message>
        <source>measuring a step failed: %1</source>
        <translation>测量一步失败：%1</translation>
    </message>
    <message>
        <source>the copy made before updating the project is damaged</source>
        <translation>更新项目前所做的副本已损坏</translation>
    </message>
    <message>
        <source>The project was not changed</source>
        <translation>项目没有改动</translation>
    </message>
    <message>
        <source>%1 has the coordinate %2, which is outside any image</source>
        <translation>%1 的坐标 %2 不在任何图片之内</translation>
    </message>
    <message>
        <source>%1 is not a whole number: %2</source>
        <translation>%1 不是整数：%2</translation>
    </message>
    <message>
        <source>the history refers to an unknown column: %1</source>
        <translation>历史提到了任何表都没有的列：%1</translation>
    </message>
    <message>
        <source>float16 is emulated on a CPU and can be fifty times slower; bfloat16 is fast there</source>
        <translation>float16 在 CPU 上是模拟的，可能慢五十倍；bfloat16 在那里很快</translation>
    </message>
    <message>
        <source>is not UTF-8 text</source>
        <translation>不是 UTF-8 文本</translation>
    </message>
    <message>
        <source>Save it as UTF-8 and import it again</source>
        <translation>请另存为 UTF-8，然后重新导入</translation>
    </message>
    <message>
        <source>The file was left out; save it as UTF-8</source>
        <translation>该文件已被略过；请另存为 UTF-8</translation>
    </message>
    <message>
        <source>has a name that is not UTF-8</source>
        <translation>的名称不是 UTF-8 编码</translation>
    </message>
    <message>
        <source>It was left out; rename it and import again</source>
        <translation>已被略过；请重命名后重新导入</translation>
    </message>
    <message>
        <source>a class has a name that is not UTF-8: %1</source>
        <translation>有一个类别的名称不是 UTF-8 编码：%1</translation>
    </message>
    <message>
        <source>an image has a name that is not UTF-8: %1</source>
        <translation>有一张图像的名称不是 UTF-8 编码：%1</translation>
    </message>
    <message>
        <source>Rename it</source>
        <translation>请重命名</translation>
    </message>
    <message>
        <source>the project contains SQL code that Anchor Studio did not create: %1</source>
        <translation>项目中含有并非由 Anchor Studio 写入的 SQL 代码：%1</translation>
    </message>
    <message>
        <source>Remove it with the SQLite shell, or restore the file from a backup; it was not changed</source>
        <translation>请用 SQLite 自带的命令行工具将其删除，或从备份恢复该文件；文件未被改动</translation>
    </message>
    <message>
        <source>a row of %1 has an id too large for new rows to follow</source>
        <translation>表 %1 中有一行的编号过大，无法再分配新的编号</translation>
    </message>
    <message>
        <source>a prediction cannot be read: %1</source>
        <translation>一个预测结果无法读取：%1</translation>
    </message>
    <message>
        <source>it is not a JPEG, PNG, BMP, TIFF, WebP or PNM file</source>
        <translation>它不是 JPEG、PNG、BMP、TIFF、WebP 或 PNM 文件</translation>
    </message>
    <message>
        <source>Write attribute:colour=red</source>
        <translation>请写成 attribute:colour=red</translation>
    </message>
    <message>
        <source>the file has no %1</source>
        <translation>文件中没有 %1</translation>
    </message>
    <message>
        <source>the file has %1</source>
        <translation>文件中是 %1</translation>
    </message>
    <message>
        <source>the network has no such tensor</source>
        <translation>网络中没有这个张量</translation>
    </message>
    <message>
        <source>network.norm is group, but the file was trained with batch normalisation (use frozen_batch)</source>
        <translation>network.norm 为 group，但该文件是用批归一化训练的（请用 frozen_batch）</translation>
    </message>
    <message>
        <source>%1 is not the image that was labelled</source>
        <translation>%1 不是当初标注的图像</translation>
    </message>
    <message>
        <source>it is assumed to be %1</source>
        <translation>它被认作 %1</translation>
    </message>
    <message>
        <source>%1 is labelled in only one of them</source>
        <translation>%1 在一处已标注，在另一处未标注</translation>
    </message>
    <message>
        <source>the split of %1 has changed</source>
        <translation>%1 的划分变了</translation>
    </message>
    <message>
        <source>%1 has %2 boxes, but %3 were read back</source>
        <translation>%1 有 %2 个框，读回 %3 个</translation>
    </message>
    <message>
        <source>a class in %1 has changed</source>
        <translation>%1 中有一个类别变了</translation>
    </message>
    <message>
        <source>coordinates have moved by %1 pixels</source>
        <translation>坐标偏移了 %1 像素</translation>
    </message>
    <message>
        <source>CreateML: centre, width, height</source>
        <translation>CreateML：中心、宽、高</translation>
    </message>
    <message>
        <source>CSV: corners in %1, pixels; image in %2</source>
        <translation>CSV：角点在 %1，单位为像素；图像在 %2</translation>
    </message>
    <message>
        <source>CSV: corners in %1, parts of the image; image in %2</source>
        <translation>CSV：角点在 %1，为图像边长的比例；图像在 %2</translation>
    </message>
    <message>
        <source>CSV: corner and size in %1, pixels; image in %2</source>
        <translation>CSV：角点和宽高在 %1，单位为像素；图像在 %2</translation>
    </message>
    <message>
        <source>CSV: corner and size in %1, parts of the image; image in %2</source>
        <translation>CSV：角点和宽高在 %1，为图像边长的比例；图像在 %2</translation>
    </message>
    <message>
        <source>CSV: centre and size in %1, pixels; image in %2</source>
        <translation>CSV：中心和宽高在 %1，单位为像素；图像在 %2</translation>
    </message>
    <message>
        <source>CSV: centre and size in %1, parts of the image; image in %2</source>
        <translation>CSV：中心和宽高在 %1，为图像边长的比例；图像在 %2</translation>
    </message>
    <message>
        <source>The class is in %1</source>
        <translation>类别在 %1</translation>
    </message>
    <message>
        <source>%1 is missing</source>
        <translation>缺少 %1</translation>
    </message>
    <message>
        <source>none of the existing checkpoints has a measured mAP above 0</source>
        <translation>现有的检查点都没有测得大于 0 的 mAP</translation>
    </message>
    <message>
        <source>Choose the newest one: the run folder without /best</source>
        <translation>请选最新的检查点：运行文件夹，不带 /best</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Create the sample</source>
        <translation>制作示例</translation>
    </message>
    <message>
        <source>Fix problems found by the check</source>
        <translation>修复检查发现的问题</translation>
    </message>
    <message>
        <source>Split the images</source>
        <translation>划分图像</translation>
    </message>
    <message>
        <source>Choose the file of annotations, with images and categories</source>
        <translation>请选择含有图像和类别的标注文件</translation>
    </message>
    <message>
        <source>is a list of detections, not of labels</source>
        <translation>是检测结果列表，不是标注</translation>
    </message>
    <message>
        <source>contains no readable labels</source>
        <translation>没有可读取的标注</translation>
    </message>
    <message>
        <source>%1, line %2, does not have four numbers and a class.</source>
        <translation>%1 第 %2 行缺少四个数值和类别。</translation>
    </message>
    <message>
        <source>none of its %1 objects could be used.</source>
        <translation>其 %1 个物体全都无法使用。</translation>
    </message>
    <message>
        <source>They were removed</source>
        <translation>已去掉</translation>
    </message>
    <message>
        <source>the class &quot;%1&quot; has spaces around its name</source>
        <translation>类别“%1”的名称前后有空格</translation>
    </message>
    <message>
        <source>The class was named after its number</source>
        <translation>该类别以编号命名</translation>
    </message>
    <message>
        <source>has an empty class name</source>
        <translation>有一个类别的名称为空</translation>
    </message>
    <message>
        <source>Its names and splits were not read; fix the line (double any backslash inside quotes) and import again</source>
        <translation>未读取其中的类别名和划分；请改正该行（引号内的反斜杠要写两个）后重新导入</translation>
    </message>
    <message>
        <source>is not valid YAML: %1</source>
        <translation>不是有效的 YAML：%1</translation>
    </message>
    <message>
        <source>Write names as a list, or as numbers with a colon, a space and a name</source>
        <translation>请将 names 写成列表，或写成编号、冒号、空格加名称</translation>
    </message>
    <message>
        <source>has a single word in place of the class names</source>
        <translation>所有类别名写成了一个词</translation>
    </message>
    <message>
        <source>Its labels were left out</source>
        <translation>其标注已略去</translation>
    </message>
    <message>
        <source>has no matching image</source>
        <translation>没有对应的图像</translation>
    </message>
    <message>
        <source>Files elsewhere were read, but their split is unknown</source>
        <translation>其余位置的图像已读取，但划分未知</translation>
    </message>
    <message>
        <source>points %1 to %2, which was not found</source>
        <translation>%1 指向 %2，但未找到</translation>
    </message>
    <message>
        <source>Its objects were assigned to %1</source>
        <translation>其物体归入 %1</translation>
    </message>
    <message>
        <source>refers to the image %1, but is named like %2</source>
        <translation>写的图像是 %1，但文件名与 %2 相同</translation>
    </message>
    <message>
        <source>These entries were left out</source>
        <translation>这些条目已略去</translation>
    </message>
    <message>
        <source>refers to %1 images that were not found: %2</source>
        <translation>列出的 %1 张图像未找到：%2</translation>
    </message>
    <message>
        <source>They were left out; the first refers to the image %1</source>
        <translation>已略去；第一条所指的图像是 %1</translation>
    </message>
    <message>
        <source>They were merged into one class</source>
        <translation>已合为一个类别</translation>
    </message>
    <message>
        <source>two categories have the name %1</source>
        <translation>有两个类别都叫 %1</translation>
    </message>
    <message>
        <source>Its images were imported without changing any labels</source>
        <translation>只取其图像；没有图像因此成为已标注</translation>
    </message>
    <message>
        <source>contains no boxes</source>
        <translation>不含框</translation>
    </message>
    <message>
        <source>is not a Pascal VOC folder: it contains neither images nor XML files</source>
        <translation>不是 Pascal VOC 目录：其中没有图像，也没有 XML 文件</translation>
    </message>
    <message>
        <source>was not found</source>
        <translation>未找到</translation>
    </message>
    <message>
        <source>this class was changed in another window</source>
        <translation>这个类别已在另一个窗口中更改</translation>
    </message>
    <message>
        <source>this image was changed in another window</source>
        <translation>这张图像已在另一个窗口中更改</translation>
    </message>
    <message>
        <source>this box was changed in another window</source>
        <translation>这个框已在另一个窗口中更改</translation>
    </message>
    <message>
        <source>this prediction was changed in another window</source>
        <translation>这个预测已在另一个窗口中更改</translation>
    </message>
    <message>
        <source>Reload the project</source>
        <translation>请重新载入项目</translation>
    </message>
    <message>
        <source>is open in another window</source>
        <translation>已在另一个窗口中打开</translation>
    </message>
    <message>
        <source>Use that window, or close it first</source>
        <translation>请在那个窗口中工作，或先在那里关闭它</translation>
    </message>
    <message>
        <source>Lower the learning rate, or look at this image&apos;s boxes</source>
        <translation>请降低学习率，或看看这张图像的框</translation>
    </message>
    <message>
        <source>weights file not found</source>
        <translation>没有这个权重文件</translation>
    </message>
    <message>
        <source>Choose another one</source>
        <translation>请选择另一个</translation>
    </message>
    <message>
        <source>is training this run, and processes on another machine cannot be ended from here</source>
        <translation>正在训练这次运行；另一台机器上的进程不能从这里结束</translation>
    </message>
    <message>
        <source>Log in there, end anchor-engine, then resume</source>
        <translation>请登录那台机器，结束 anchor-engine，然后恢复</translation>
    </message>
    <message>
        <source>does not say which process is working on this run</source>
        <translation>没有说明是哪个进程在处理这次运行</translation>
    </message>
    <message>
        <source>refers to a process that no longer exists</source>
        <translation>所写的进程已不存在</translation>
    </message>
    <message>
        <source>End anchor-engine yourself</source>
        <translation>请自行结束 anchor-engine</translation>
    </message>
    <message>
        <source>a box has no label or does not have four numbers</source>
        <translation>有一个框没有类别或缺少四个数值</translation>
    </message>
    <message>
        <source>has no bbox with four numbers</source>
        <translation>缺少由四个数值组成的 bbox</translation>
    </message>
    <message>
        <source>its image was not found</source>
        <translation>未找到其图像</translation>
    </message>
    <message>
        <source>its image cannot be read</source>
        <translation>其图像无法读取</translation>
    </message>
    <message>
        <source>its image was not found or cannot be read</source>
        <translation>未找到其图像，或图像无法读取</translation>
    </message>
    <message>
        <source>its image is not listed</source>
        <translation>其图像未列出</translation>
    </message>
    <message>
        <source>does not name an image</source>
        <translation>没有写明图像</translation>
    </message>
    <message>
        <source>is already in the project</source>
        <translation>项目中已有</translation>
    </message>
    <message>
        <source>has been deleted or given another class in the project</source>
        <translation>已在项目中被删除或改为其他类别</translation>
    </message>
    <message>
        <source>is the same as one in %1</source>
        <translation>与 %1 中的一个相同</translation>
    </message>
    <message>
        <source>none of the labels refers to this image</source>
        <translation>读取的标注都没有提到这张图像</translation>
    </message>
    <message>
        <source>contains labels in another format: %1</source>
        <translation>含有另一种标注：%1</translation>
    </message>
    <message>
        <source>is neither an image nor labels</source>
        <translation>既不是图像，也不是标注</translation>
    </message>
    <message>
        <source>a region is a point, which has no box</source>
        <translation>一个区域是点，没有框</translation>
    </message>
    <message>
        <source>a region has a shape that cannot be read</source>
        <translation>一个区域的形状无法读取</translation>
    </message>
    <message>
        <source>a region has attributes that cannot be read</source>
        <translation>一个区域的属性无法读取</translation>
    </message>
    <message>
        <source>a region has no attribute that names a class (label, class, name or type)</source>
        <translation>一个区域没有指明类别的属性（label、class、name 或 type）</translation>
    </message>
    <message>
        <source>the class descriptions do not contain the classes of %1 boxes, such as %2</source>
        <translation>类别说明文件中没有 %1 个框的类别名称，例如 %2</translation>
    </message>
    <message>
        <source>no class descriptions were found for the classes of %1 boxes, such as %2</source>
        <translation>没有说明 %1 个框的类别名称的文件，例如 %2</translation>
    </message>
    <message>
        <source>The codes were used as names; put OpenImages&apos; class-descriptions-boxable.csv next to the table and import it into a new project, or rename the classes</source>
        <translation>代码已作为名称保留；请将 OpenImages 的 class-descriptions-boxable.csv 放在表格旁边并导入到新项目，或重命名这些类别</translation>
    </message>
    <message>
        <source>CSV of VIA: the boxes around its regions, pixels</source>
        <translation>VIA 的 CSV：各区域的外接框，像素</translation>
    </message>
    <message>
        <source>is a table whose columns were not recognised: %1</source>
        <translation>是一个无法猜出各列含义的表格：%1</translation>
    </message>
    <message>
        <source>Name them with --columns image,class,x1,y1,x2,y2, and give the unit with --units pixels or --units parts</source>
        <translation>请用 --columns image,class,x1,y1,x2,y2 指明各列，并用 --units pixels 或 --units parts 说明数值的含义</translation>
    </message>
    <message>
        <source>%1 files contain labels in another format: %2</source>
        <translation>%1 个文件含有另一种标注：%2</translation>
    </message>
    <message>
        <source>They were not read; import them separately</source>
        <translation>未读取；请单独导入</translation>
    </message>
    <message>
        <source>an object has no class</source>
        <translation>有一个物体没有类别</translation>
    </message>
    <message>
        <source>the record of an import in the project is damaged</source>
        <translation>项目中的这份导入记录已损坏</translation>
    </message>
    <message>
        <source>The labels are not affected</source>
        <translation>标注不受影响</translation>
    </message>
    <message>
        <source>the image file is missing</source>
        <translation>图像文件不存在</translation>
    </message>
    <message>
        <source>this is a folder, not an image file</source>
        <translation>这是文件夹，不是图像文件</translation>
    </message>
    <message>
        <source>is a folder, not a list of images</source>
        <translation>是文件夹，不是图像名单</translation>
    </message>
    <message>
        <source>is a folder, not a file</source>
        <translation>是文件夹，不是文件</translation>
    </message>
    <message>
        <source>Check the path</source>
        <translation>请检查路径</translation>
    </message>
    <message>
        <source>%1 tensors do not fit this network: %2</source>
        <translation>有 %1 个张量与此网络不符：%2</translation>
    </message>
    <message>
        <source>run, checkpoint or model file not found</source>
        <translation>没有这个运行、检查点或模型文件</translation>
    </message>
    <message>
        <source>run folder not found</source>
        <translation>没有这个运行文件夹</translation>
    </message>
    <message>
        <source>is a file, not a run folder</source>
        <translation>是文件，不是运行文件夹</translation>
    </message>
    <message>
        <source>is not a run folder: it contains no config.json</source>
        <translation>不是运行文件夹：其中没有 config.json</translation>
    </message>
    <message>
        <source>The runs of a project are in its runs folder</source>
        <translation>项目的运行位于其 runs 文件夹中</translation>
    </message>
    <message>
        <source>is a file, not a folder</source>
        <translation>是文件，不是文件夹</translation>
    </message>
    <message>
        <source>folder not found</source>
        <translation>没有这个文件夹</translation>
    </message>
    <message>
        <source>Choose the folder that contains the images</source>
        <translation>请指定存放图像的文件夹</translation>
    </message>
    <message>
        <source>Check the permissions</source>
        <translation>请检查权限</translation>
    </message>
    <message>
        <source>Choose a .pth, .safetensors or .caffemodel file</source>
        <translation>请选择 .pth、.safetensors 或 .caffemodel 文件</translation>
    </message>
    <message>
        <source>is empty</source>
        <translation>是空文件</translation>
    </message>
    <message>
        <source>Download the weights again</source>
        <translation>请重新获取权重</translation>
    </message>
    <message>
        <source>is a web page, not a weights file</source>
        <translation>是网页，不是权重文件</translation>
    </message>
    <message>
        <source>Download the file itself, not the page that links to it</source>
        <translation>请下载文件本身，而不是提供下载的网页</translation>
    </message>
    <message>
        <source>is a Git LFS pointer, not the weights themselves</source>
        <translation>是 Git LFS 指针，不是权重本身</translation>
    </message>
    <message>
        <source>Run git lfs pull in its repository, or download the file from the repository&apos;s page</source>
        <translation>请在其仓库中运行 git lfs pull，或从仓库网页下载该文件</translation>
    </message>
    <message>
        <source>is a text file, not a weights file</source>
        <translation>是文本，不是权重文件</translation>
    </message>
    <message>
        <source>is a compressed archive</source>
        <translation>是压缩包</translation>
    </message>
    <message>
        <source>Extract it and choose the weights file inside</source>
        <translation>请解压后选择其中的权重文件</translation>
    </message>
    <message>
        <source>is an image, not a weights file</source>
        <translation>是图片，不是权重文件</translation>
    </message>
    <message>
        <source>is a checkpoint of this program, not a file of initial weights</source>
        <translation>是本程序的检查点，不是用来开始训练的权重</translation>
    </message>
    <message>
        <source>Continue its run: train RUN. Or export its weights first: export %1 weights.safetensors</source>
        <translation>请继续它的运行：train RUN；或先取出其权重：export %1 weights.safetensors</translation>
    </message>
    <message>
        <source>%1 tensor contains NaN or infinite values: %2</source>
        <translation>有 %1 个张量含有非有限的数值：%2</translation>
    </message>
    <message>
        <source>%1 tensors contain NaN or infinite values: %2</source>
        <translation>有 %1 个张量含有非有限的数值：%2</translation>
    </message>
    <message>
        <source>The training run that wrote it failed; choose an earlier file</source>
        <translation>产生它的训练已失败；请选择更早的文件</translation>
    </message>
    <message>
        <source>is a TorchScript program, not a weights file</source>
        <translation>是 TorchScript 程序，不是权重文件</translation>
    </message>
    <message>
        <source>In Python, save torch.jit.load(FILE).state_dict()</source>
        <translation>请在 Python 中保存 torch.jit.load(FILE).state_dict()</translation>
    </message>
    <message>
        <source>is a ZIP archive without PyTorch weights</source>
        <translation>是不含 PyTorch 权重的 ZIP 压缩包</translation>
    </message>
    <message>
        <source>is not a PyTorch archive, or is damaged: %1</source>
        <translation>是损坏的归档，或不是 PyTorch 归档：%1</translation>
    </message>
    <message>
        <source>Download it again</source>
        <translation>请重新获取</translation>
    </message>
    <message>
        <source>%1 tensor does not fit this network: %2</source>
        <translation>有 %1 个张量与此网络不符：%2</translation>
    </message>
    <message>
        <source>none of the %1 training images can be read any more; the first error is: %2</source>
        <translation>%1 张训练图像全都无法再读取；第一张的原因：%2</translation>
    </message>
    <message>
        <source>Restore them and resume the run</source>
        <translation>请放回图像，然后恢复运行</translation>
    </message>
    <message>
        <source>Image skipped (%1 so far): %2</source>
        <translation>已跳过图像（至今 %1 张）：%2</translation>
    </message>
    <message>
        <source></source>
        <translation>它们未被读取；请单独导入</translation>
    </message>
    <message>
        <source>is a %1 file, which is not supported</source>
        <translation>是 %1 文件，不支持读取</translation>
    </message>
    <message>
        <source>Export it from %1 as COCO, Pascal VOC or YOLO</source>
        <translation>请在 %1 中导出为 COCO、Pascal VOC 或 YOLO</translation>
    </message>
    <message>
        <source>Export the annotations from VIA as CSV or COCO</source>
        <translation>请在 VIA 中将标注导出为 CSV 或 COCO</translation>
    </message>
    <message>
        <source>Annotate boxes with VIA 2, or convert it to COCO</source>
        <translation>请用 VIA 2 标注框，或转换为 COCO</translation>
    </message>
    <message>
        <source>Convert its files to COCO or Pascal VOC, with labelme2coco for example</source>
        <translation>请将这些文件转换为 COCO 或 Pascal VOC，例如使用 labelme2coco</translation>
    </message>
    <message>
        <source>Convert it to COCO, with bdd100k.label.to_coco for example</source>
        <translation>请转换为 COCO，例如使用 bdd100k.label.to_coco</translation>
    </message>
    <message>
        <source>Convert it to COCO, Pascal VOC or YOLO</source>
        <translation>请转换为 COCO、Pascal VOC 或 YOLO</translation>
    </message>
    <message>
        <source>Export it from Vertex AI as CSV, or convert it to COCO</source>
        <translation>请在 Vertex AI 中导出为 CSV，或转换为 COCO</translation>
    </message>
    <message>
        <source>Choose the instances file of the same data set</source>
        <translation>请选择同一数据集的 instances 文件</translation>
    </message>
    <message>
        <source>%1 files are in this format</source>
        <translation>这类文件共有 %1 个</translation>
    </message>
    <message>
        <source>None of them was read</source>
        <translation>均未读取</translation>
    </message>
    <message>
        <source>is not a box like those in the other lines</source>
        <translation>不是与其他行一样的框</translation>
    </message>
    <message>
        <source>%1, line %2, is not a box like those in the other lines.</source>
        <translation>%1 第 %2 行不是与其他行一样的框。</translation>
    </message>
    <message>
        <source>KITTI: corners in pixels from 0; DontCare is a crowd region</source>
        <translation>KITTI：角点坐标，像素从 0 起；DontCare 作为人群区域</translation>
    </message>
    <message>
        <source>Text files: x, y, width, height, class, in pixels from 0</source>
        <translation>文本文件：x、y、宽、高、类别，像素从 0 起</translation>
    </message>
    <message>
        <source>Text files: x1, y1, x2, y2, class, in pixels from 0</source>
        <translation>文本文件：x1、y1、x2、y2、类别，像素从 0 起</translation>
    </message>
    <message>
        <source>Text files: x, y, width, height, in pixels from 0, one class</source>
        <translation>文本文件：x、y、宽、高，像素从 0 起，单一类别</translation>
    </message>
    <message>
        <source>Text files: x1, y1, x2, y2, in pixels from 0, one class</source>
        <translation>文本文件：x1、y1、x2、y2，像素从 0 起，单一类别</translation>
    </message>
    <message>
        <source>Text files: class, x, y, width, height, in pixels from 0</source>
        <translation>文本文件：类别、x、y、宽、高，像素从 0 起</translation>
    </message>
    <message>
        <source>Text files: class, x1, y1, x2, y2, in pixels from 0</source>
        <translation>文本文件：类别、x1、y1、x2、y2，像素从 0 起</translation>
    </message>
    <message>
        <source>Pascal VOC: pixels from 1, both ends counted (no corner is 0; boxes that end at the image&apos;s edge: %1)</source>
        <translation>Pascal VOC：像素从 1 起，两端都计入（没有为 0 的角点；止于图像边缘的框：%1）</translation>
    </message>
    <message>
        <source>Pascal VOC: pixels from 1, both ends counted (chosen)</source>
        <translation>Pascal VOC：像素从 1 起，两端都计入（已选定）</translation>
    </message>
    <message>
        <source>Pascal VOC: from 0, half-open (chosen)</source>
        <translation>Pascal VOC：从 0 起，右端不计入（已选定）</translation>
    </message>
    <message>
        <source>Pascal VOC: from 0, half-open (its files say so)</source>
        <translation>Pascal VOC：从 0 起，右端不计入（文件中已注明）</translation>
    </message>
    <message>
        <source>Pascal VOC: from 0, half-open (corners at 0: %1)</source>
        <translation>Pascal VOC：从 0 起，右端不计入（为 0 的角点：%1）</translation>
    </message>
    <message>
        <source>Pascal VOC: from 0, half-open (corners with a fraction: %1 of %2)</source>
        <translation>Pascal VOC：从 0 起，右端不计入（带小数的角点：%1／%2）</translation>
    </message>
    <message>
        <source>Pixels from 1, both ends counted (boxes with a corner at 0: %1; boxes that end at the image&apos;s edge: %2)</source>
        <translation>像素从 1 起，两端都计入（角点为 0 的框：%1；止于图像边缘的框：%2）</translation>
    </message>
    <message>
        <source>Pixels from 0, half-open (boxes with a corner at 0: %1; boxes that end at the image&apos;s edge: %2)</source>
        <translation>像素从 0 起，右端不计入（角点为 0 的框：%1；止于图像边缘的框：%2）</translation>
    </message>
    <message>
        <source>has only one way of counting pixels</source>
        <translation>只有一种像素计数方式</translation>
    </message>
    <message>
        <source>Omit the option; it applies only to Pascal VOC and to tables of corners in pixels</source>
        <translation>请不要指定；此选项仅用于 Pascal VOC 和以像素为单位的角点表格</translation>
    </message>
    <message>
        <source>%1, line %2, has a region that cannot be read.</source>
        <translation>%1 第 %2 行有无法读取的区域。</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>另有 %1 个</translation>
    </message>
    <message>
        <source>is not a regular file</source>
        <translation>不是普通文件</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>应在 %1 到 %2 之间</translation>
    </message>
    <message>
        <source>at least %1</source>
        <translation>至少为 %1</translation>
    </message>
    <message>
        <source>%1; for images without labels, use --images</source>
        <translation>%1；只有图片时请用 --images</translation>
    </message>
    <message>
        <source>Another process of this run failed: %1</source>
        <translation>此次运行的另一个进程失败：%1</translation>
    </message>
    <message>
        <source>%1 of %2 cannot be used:
  %3</source>
        <translation>%2 张中有 %1 张不能使用：
  %3</translation>
    </message>
    <message>
        <source>%1 detections differ from the network&apos;s</source>
        <translation>有 %1 个检测结果与网络的不同</translation>
    </message>
    <message>
        <source>the detections differ from the network&apos;s by more than the tolerance</source>
        <translation>检测结果与网络的差别超出允许范围</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>was not written, because no file matched the network:
  %1</source>
        <translation>没有写出，因为没有一个文件与网络一致：
  %1</translation>
    </message>
    <message>
        <source>%1: is not UTF-8 text.</source>
        <translation>%1 不是 UTF-8 文本。</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <translation>%1。%2</translation>
    </message>
    <message>
        <source>COCO</source>
        <translation>COCO</translation>
    </message>
    <message>
        <source>Pascal VOC</source>
        <translation>Pascal VOC</translation>
    </message>
    <message>
        <source>corners in text files</source>
        <translation>角点坐标文本文件</translation>
    </message>
    <message>
        <source>text files of corners</source>
        <translation>角点坐标文本文件</translation>
    </message>
    <message>
        <source>YOLO, images and labels folders</source>
        <translation>YOLO，images 与 labels 文件夹</translation>
    </message>
    <message>
        <source>YOLO</source>
        <translation>YOLO</translation>
    </message>
    <message>
        <source>YOLO, labels beside the images</source>
        <translation>YOLO，标注在图像旁边</translation>
    </message>
    <message>
        <source>CreateML</source>
        <translation>CreateML</translation>
    </message>
    <message>
        <source>CSV table</source>
        <translation>CSV 表格</translation>
    </message>
    <message>
        <source>CSV</source>
        <translation>CSV</translation>
    </message>
    <message>
        <source>%1 and %2</source>
        <translation>%1 以及%2</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1、%2</translation>
    </message>
    <message>
        <source>%1: %2.</source>
        <translation>%1: %2。</translation>
    </message>
    <message>
        <source>%1, line %2, is not &quot;class cx cy w h&quot;.</source>
        <translation>%1 第 %2 行不是“class cx cy w h”。</translation>
    </message>
    <message>
        <source>Write %1:[0.2,0.8]</source>
        <translation>请写成 %1:[0.2,0.8]</translation>
    </message>
    <message>
        <source>%1: %2. %3</source>
        <translation>%1: %2。%3</translation>
    </message>
    <message>
        <source>TorchScript, needs only LibTorch</source>
        <translation>TorchScript，只需 LibTorch</translation>
    </message>
    <message>
        <source>TorchScript with torchvision&apos;s operators, faster</source>
        <translation>使用 torchvision 算子的 TorchScript，更快</translation>
    </message>
    <message>
        <source>ONNX, one graph</source>
        <translation>ONNX，单个图</translation>
    </message>
    <message>
        <source>ONNX, trunk and head</source>
        <translation>ONNX，主干与检测头</translation>
    </message>
    <message>
        <source>Weights (safetensors) and settings (JSON)</source>
        <translation>权重（safetensors）和设置（JSON）</translation>
    </message>
    <message>
        <source>few ONNX engines support RoI max pooling; use trunk and head, or train with RoIAlign</source>
        <translation>很少有引擎支持 RoI 最大池化的 ONNX 算子；请选主干与检测头，或用 RoIAlign 训练</translation>
    </message>
    <message>
        <source>one of %1</source>
        <translation>应为其中之一：%1</translation>
    </message>
    <message>
        <source>a finite number</source>
        <translation>须为有限的数</translation>
    </message>
    <message>
        <source>%1 or more</source>
        <translation>应为 %1 或更大</translation>
    </message>
    <message>
        <source>the res5 head requires a ResNet without a neck</source>
        <translation>res5 属于没有颈部的 resnet</translation>
    </message>
    <message>
        <source>%1 requires stride16 or fpn (or none with the res5 head)</source>
        <translation>%1 配 stride16 或 fpn（用 res5 检测头时为 none）</translation>
    </message>
    <message>
        <source>%1 requires none</source>
        <translation>%1 只能配 none</translation>
    </message>
    <message>
        <source>above %1, at most %2</source>
        <translation>应大于 %1，至多为 %2</translation>
    </message>
    <message>
        <source>at least %1, below %2</source>
        <translation>应从 %1 到 %2（不含）</translation>
    </message>
    <message>
        <source>4, 8, 16, 32, 64</source>
        <translation>应为 4、8、16、32、64</translation>
    </message>
    <message>
        <source>increasing</source>
        <translation>应递增</translation>
    </message>
    <message>
        <source>above %1</source>
        <translation>应大于 %1</translation>
    </message>
    <message>
        <source>negative, or between 0 and 1</source>
        <translation>应为负，或在 0 与 1 之间</translation>
    </message>
    <message>
        <source>four numbers, as rpn_box_weights</source>
        <translation>四个数，与 rpn_box_weights 一样</translation>
    </message>
    <message>
        <source>0, or %1 to %2</source>
        <translation>0，或 %1 到 %2</translation>
    </message>
    <message>
        <source>the file is newer; this engine supports schema 1</source>
        <translation>此引擎读取格式 1；文件更新</translation>
    </message>
    <message>
        <source>at least one class is required</source>
        <translation>至少需要一个类别</translation>
    </message>
    <message>
        <source>at least one scale and one ratio</source>
        <translation>至少一个尺度和一个长宽比</translation>
    </message>
    <message>
        <source>each 32 to long_side</source>
        <translation>每个都应在 32 到 long_side 之间</translation>
    </message>
    <message>
        <source>three numbers, as std</source>
        <translation>三个数，与 std 一样</translation>
    </message>
    <message>
        <source>between %1 and %2</source>
        <translation>应在 %1 与 %2 之间</translation>
    </message>
    <message>
        <source>at least 12 for four stages</source>
        <translation>四个阶段至少需要 12</translation>
    </message>
    <message>
        <source>one entry for each class</source>
        <translation>每个类别一项</translation>
    </message>
    <message>
        <source>a multiple of the number of processes</source>
        <translation>应为进程数的倍数，由各进程分担</translation>
    </message>
    <message>
        <source>is unknown</source>
        <translation>不认识</translation>
    </message>
    <message>
        <source>a deleted box cannot be read: %1</source>
        <translation>一个已删除的框无法读取：%1</translation>
    </message>
    <message>
        <source>there is not enough memory for the image</source>
        <translation>内存不足，无法打开这张图像</translation>
    </message>
    <message>
        <source>Close other programs or make the image smaller</source>
        <translation>请关闭其他程序，或把图像缩小</translation>
    </message>
    <message>
        <source>an engine is working on this run</source>
        <translation>引擎正在处理这次运行</translation>
    </message>
    <message>
        <source>cannot be moved to the trash of the desktop</source>
        <translation>无法移入桌面的回收站</translation>
    </message>
    <message>
        <source>Delete the folder in a file manager</source>
        <translation>请在文件管理器中删除该文件夹</translation>
    </message>
    <message>
        <source>1 image in “%1”</source>
        <translation>“%1”中有 1 张图像</translation>
    </message>
    <message>
        <source>%1 images in “%2”</source>
        <translation>“%2”中有 %1 张图像</translation>
    </message>
    <message>
        <source>“%1” %2</source>
        <translation>“%1”%2</translation>
    </message>
    <message>
        <source>%1 data set in “%2”, 1 image</source>
        <translation>“%2”中的 %1 数据集，1 张图像</translation>
    </message>
    <message>
        <source>%1 data set in “%2”, %3 images</source>
        <translation>“%2”中的 %1 数据集，%3 张图像</translation>
    </message>
    <message>
        <source>contains no images and no labels</source>
        <translation>中没有图像，也没有标注</translation>
    </message>
    <message>
        <source>Open a folder of .jpg, .png, .bmp, .tif or .webp images, a data set or a project</source>
        <translation>请打开含 .jpg、.png、.bmp、.tif 或 .webp 图像的文件夹、数据集或项目</translation>
    </message>
    <message>
        <source>Image “%1”</source>
        <translation>图像“%1”</translation>
    </message>
    <message>
        <source>ONNX network “%1”</source>
        <translation>ONNX 网络“%1”</translation>
    </message>
    <message>
        <source>Weights “%1”</source>
        <translation>权重“%1”</translation>
    </message>
    <message>
        <source>%1 label file “%2”</source>
        <translation>%1 标注文件“%2”</translation>
    </message>
    <message>
        <source>Table “%1”</source>
        <translation>表格“%1”</translation>
    </message>
    <message>
        <source>contains the labels of a single image (%1)</source>
        <translation>只含一张图像的标注（%1）</translation>
    </message>
    <message>
        <source>Open the folder with the images and their labels instead</source>
        <translation>请改为打开含图像及其标注的文件夹</translation>
    </message>
    <message>
        <source>is neither an image, labels, a project nor a network</source>
        <translation>不是图像、标注、项目或网络</translation>
    </message>
    <message>
        <source>Open images, a folder of images, a data set or a project</source>
        <translation>请打开图像、图像文件夹、数据集或项目</translation>
    </message>
    <message>
        <source>Project “%1”</source>
        <translation>项目“%1”</translation>
    </message>
    <message>
        <source>Check the path and its permissions</source>
        <translation>请检查路径及其权限</translation>
    </message>
    <message>
        <source>is more than images: %1</source>
        <translation>不只是图像：%1</translation>
    </message>
    <message>
        <source>Open it alone; only images can be opened together</source>
        <translation>请单独打开它；只有图像可以一起打开</translation>
    </message>
    <message>
        <source>There is no search term %1:</source>
        <translation>没有 %1: 这个搜索词</translation>
    </message>
    <message>
        <source>Did you mean %1:?</source>
        <translation>是否想输入 %1:？</translation>
    </message>
    <message>
        <source>Use %1; write a name with a colon in quotes</source>
        <translation>可用：%1；含冒号的名称请加引号</translation>
    </message>
    <message>
        <source>This project has no classes yet</source>
        <translation>此项目还没有类别</translation>
    </message>
    <message>
        <source>No class is called %1</source>
        <translation>没有名为 %1 的类别</translation>
    </message>
    <message>
        <source>Classes: %1</source>
        <translation>类别：%1</translation>
    </message>
    <message>
        <source>Did you mean %1?</source>
        <translation>是否想输入 %1？</translation>
    </message>
</context>
<context>
    <name>Stage</name>
    <message>
        <source>Cell</source>
        <translation>格子</translation>
    </message>
    <message>
        <source>stride</source>
        <translation>步长</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>形状</translation>
    </message>
    <message>
        <source>scale %1, ratio %2: %3 px</source>
        <translation>尺度 %1，比例 %2：%3 像素</translation>
    </message>
    <message>
        <source>IoU</source>
        <translation>IoU</translation>
    </message>
    <message>
        <source>touches no object</source>
        <translation>不与任何物体相交</translation>
    </message>
    <message>
        <source>Thresholds</source>
        <translation>阈值</translation>
    </message>
    <message>
        <source>fg from %1, bg below %2</source>
        <translation>前景从 %1 起，背景低于 %2</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>fg, regresses to %1</source>
        <translation>前景，回归到 %1</translation>
    </message>
    <message>
        <source>bg</source>
        <translation>背景</translation>
    </message>
    <message>
        <source>ignored</source>
        <translation>忽略</translation>
    </message>
    <message>
        <source>Budget</source>
        <translation>名额</translation>
    </message>
    <message>
        <source>sampled</source>
        <translation>抽中</translation>
    </message>
    <message>
        <source>not sampled this time</source>
        <translation>这次未抽中</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>Normalised</source>
        <translation>归一化后</translation>
    </message>
    <message>
        <source>(as a roi)</source>
        <translation>（作为 RoI）</translation>
    </message>
    <message>
        <source>Decoded again</source>
        <translation>再解码</translation>
    </message>
    <message>
        <source>within %1 px of the gt_box</source>
        <translation>与 gt_box 相差不超过 %1 像素</translation>
    </message>
    <message>
        <source>Anchor %1</source>
        <translation>锚框 %1</translation>
    </message>
    <message>
        <source>Input size</source>
        <translation>输入尺寸</translation>
    </message>
    <message>
        <source>Best anchor</source>
        <translation>最佳锚框</translation>
    </message>
    <message>
        <source>IoU %1 (anchor %2)</source>
        <translation>IoU %1（锚框 %2）</translation>
    </message>
    <message>
        <source>none inside the image touches it</source>
        <translation>图像内没有锚框与它相交</translation>
    </message>
    <message>
        <source>fg anchors</source>
        <translation>前景锚框</translation>
    </message>
    <message>
        <source>Chance</source>
        <translation>概率</translation>
    </message>
    <message>
        <source>%1 % that at least one of them is sampled</source>
        <translation>至少一个被抽中：%1 %</translation>
    </message>
    <message>
        <source>anchors reach the fg threshold</source>
        <translation>有锚框达到前景阈值</translation>
    </message>
    <message>
        <source>trained only as best match</source>
        <translation>仅作为最佳匹配参与训练</translation>
    </message>
    <message>
        <source>it is not trained</source>
        <translation>没有被训练</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>分数</translation>
    </message>
    <message>
        <source>Rank</source>
        <translation>名次</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>Anchor</source>
        <translation>锚框</translation>
    </message>
    <message>
        <source>Delta</source>
        <translation>偏移</translation>
    </message>
    <message>
        <source>Box</source>
        <translation>框</translation>
    </message>
    <message>
        <source>Covers</source>
        <translation>覆盖</translation>
    </message>
    <message>
        <source>no object</source>
        <translation>没有物体</translation>
    </message>
    <message>
        <source>Removed by</source>
        <translation>被谁去掉</translation>
    </message>
    <message>
        <source>the proposal of anchor %1, score %2, IoU %3 with it</source>
        <translation>锚框 %1 的候选框，分数 %2，与它的 IoU %3</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>去向</translation>
    </message>
    <message>
        <source>passed on as number %1</source>
        <translation>作为第 %1 个传下去</translation>
    </message>
    <message>
        <source>kept by NMS, cut by the number passed on</source>
        <translation>NMS 后保留，被传递数量截断</translation>
    </message>
    <message>
        <source>smaller than the minimum size</source>
        <translation>小于最小尺寸</translation>
    </message>
    <message>
        <source>cut before NMS by its score</source>
        <translation>NMS 之前因分数被截断</translation>
    </message>
    <message>
        <source>Removed</source>
        <translation>去掉了</translation>
    </message>
    <message>
        <source>%1 others (red)</source>
        <translation>另外 %1 个（红色）</translation>
    </message>
    <message>
        <source>Proposal of anchor %1</source>
        <translation>锚框 %1 的候选框</translation>
    </message>
    <message>
        <source>From</source>
        <translation>来自</translation>
    </message>
    <message>
        <source>proposal %1</source>
        <translation>候选框 %1</translation>
    </message>
    <message>
        <source>a gt_box itself</source>
        <translation>gt_box 本身</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>background</source>
        <translation>背景</translation>
    </message>
    <message>
        <source>IoU ≥ %1</source>
        <translation>IoU ≥ %1</translation>
    </message>
    <message>
        <source>%1 ≤ IoU &lt; %2</source>
        <translation>%1 ≤ IoU &lt; %2</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>class 1/%1, box %2</source>
        <translation>类别 1/%1，边框 %2</translation>
    </message>
    <message>
        <source>Pooled</source>
        <translation>池化</translation>
    </message>
    <message>
        <source>%1 × %1 cells, RoI %2</source>
        <translation>%1 × %1 格，RoI %2</translation>
    </message>
    <message>
        <source>Roi %1</source>
        <translation>RoI %1</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结论</translation>
    </message>
    <message>
        <source>Anchors</source>
        <translation>锚框</translation>
    </message>
    <message>
        <source>best IoU %1, fg %2</source>
        <translation>最佳 IoU %1，前景 %2</translation>
    </message>
    <message>
        <source>Proposals</source>
        <translation>候选框</translation>
    </message>
    <message>
        <source>best IoU %1, RPN score %2</source>
        <translation>最佳 IoU %1，RPN 分数 %2</translation>
    </message>
    <message>
        <source>Rois</source>
        <translation>RoI</translation>
    </message>
    <message>
        <source>best IoU %1</source>
        <translation>最佳 IoU %1</translation>
    </message>
    <message>
        <source>Head</source>
        <translation>检测头</translation>
    </message>
    <message>
        <source>%1 with %2</source>
        <translation>%1，概率 %2</translation>
    </message>
    <message>
        <source>, rather %1 with %2</source>
        <translation>，而更像 %1，概率 %2</translation>
    </message>
    <message>
        <source>the orange box</source>
        <translation>橙色的框</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>%1 on its own box</source>
        <translation>在它自己的框上 %1</translation>
    </message>
    <message>
        <source>Object %1: %2</source>
        <translation>物体 %1：%2</translation>
    </message>
    <message>
        <source>roi %1</source>
        <translation>RoI %1</translation>
    </message>
    <message>
        <source>true</source>
        <translation>正确</translation>
    </message>
    <message>
        <source>not counted</source>
        <translation>不计</translation>
    </message>
    <message>
        <source>Object</source>
        <translation>物体</translation>
    </message>
    <message>
        <source>%1 others of its class by NMS</source>
        <translation>NMS 去掉了同类的另外 %1 个</translation>
    </message>
    <message>
        <source>Detection %1: %2</source>
        <translation>检测 %1：%2</translation>
    </message>
    <message>
        <source>leaves the image</source>
        <translation>超出图像</translation>
    </message>
    <message>
        <source>IoU reaches the fg threshold</source>
        <translation>IoU 达到前景阈值</translation>
    </message>
    <message>
        <source>best anchor of a gt_box</source>
        <translation>某个 gt_box 的最佳锚框</translation>
    </message>
    <message>
        <source>IoU below the bg threshold</source>
        <translation>IoU 低于背景阈值</translation>
    </message>
    <message>
        <source>between the thresholds</source>
        <translation>在两个阈值之间</translation>
    </message>
    <message>
        <source>dropped by sampling</source>
        <translation>被名额舍去</translation>
    </message>
    <message>
        <source>found</source>
        <translation>找到</translation>
    </message>
    <message>
        <source>no anchor fits</source>
        <translation>没有合适的锚框</translation>
    </message>
    <message>
        <source>anchors seldom sampled in training</source>
        <translation>训练中锚框很少被抽中</translation>
    </message>
    <message>
        <source>RPN boxes too loose</source>
        <translation>RPN 的框太松</translation>
    </message>
    <message>
        <source>under the minimum size</source>
        <translation>小于最小尺寸</translation>
    </message>
    <message>
        <source>RPN scored it too low</source>
        <translation>RPN 打分太低</translation>
    </message>
    <message>
        <source>cut by the number of proposals</source>
        <translation>被候选框数量截断</translation>
    </message>
    <message>
        <source>removed by the RPN&apos;s NMS</source>
        <translation>被 RPN 的 NMS 去掉</translation>
    </message>
    <message>
        <source>classified as background</source>
        <translation>被当成背景</translation>
    </message>
    <message>
        <source>classified as another class</source>
        <translation>被当成别的类</translation>
    </message>
    <message>
        <source>head&apos;s box too loose</source>
        <translation>检测头的框太松</translation>
    </message>
    <message>
        <source>below the score threshold</source>
        <translation>低于分数阈值</translation>
    </message>
    <message>
        <source>removed by the final NMS</source>
        <translation>被最后的 NMS 去掉</translation>
    </message>
    <message>
        <source>beyond the most detections</source>
        <translation>超出检测数量</translation>
    </message>
    <message>
        <source>counted for a neighbour</source>
        <translation>算给了邻居</translation>
    </message>
    <message>
        <source>wrong class</source>
        <translation>类别错误</translation>
    </message>
    <message>
        <source>loose box</source>
        <translation>框太松</translation>
    </message>
    <message>
        <source>wrong class and loose</source>
        <translation>类别错误且框太松</translation>
    </message>
    <message>
        <source>duplicate</source>
        <translation>重复</translation>
    </message>
    <message>
        <source>missed</source>
        <translation>漏检</translation>
    </message>
    <message>
        <source>This view needs a trained network: choose a run above, or train one (Ctrl+T).</source>
        <translation>这个视图需要训练过的网络：请在上面选择一次运行，或用 Ctrl+T 训练一个。</translation>
    </message>
    <message>
        <source> Stride %1: %2 × %3 cells.</source>
        <translation>步长 %1：%2 × %3 格。</translation>
    </message>
    <message>
        <source>Input %1 × %2, scale %3.</source>
        <translation>输入 %1 × %2，缩放 %3。</translation>
    </message>
    <message>
        <source>%1 anchors, %2 inside the image; %3 cross its border and are dropped in training.</source>
        <translation>共 %1 个锚框，%2 个在图像内；%3 个越过边界，训练时舍去。</translation>
    </message>
    <message>
        <source>%1 anchors, %2 inside the image.&lt;br&gt;%3 fg by IoU, %4 fg only as best match, %5 bg, %6 ignored.&lt;br&gt;Sampled: %7 fg and %8 bg.&lt;br&gt;Objects without an anchor of IoU %9: %10; of 0.5: %11; of 0.3: %12.</source>
        <translation>共 %1 个锚框，%2 个在图像内。&lt;br&gt;%3 个因 IoU 为前景，%4 个只因是某 gt_box 的最佳而为前景，%5 个背景，%6 个忽略。&lt;br&gt;名额抽取 %7 个前景、%8 个背景。&lt;br&gt;没有达到相应 IoU 的锚框的物体：%9：%10；0.5：%11；0.3：%12。</translation>
    </message>
    <message>
        <source>%1 scored → %2 large enough → %3 before NMS → %4 after NMS → %5 passed on.</source>
        <translation>打分 %1 → 足够大 %2 → NMS 前 %3 → NMS 后 %4 → 传下去 %5。</translation>
    </message>
    <message>
        <source>Recall of the best</source>
        <translation>最好的若干个的召回率</translation>
    </message>
    <message>
        <source>%1 RoIs sampled from %2 proposals and gt_boxes: %3 fg (IoU ≥ %4), %5 bg (IoU %6 to %7). At most %8 may be fg.</source>
        <translation>从 %2 个候选框和 gt_box 中抽取 %1 个 RoI：%3 个前景（IoU ≥ %4），%5 个背景（IoU %6 到 %7）。前景最多 %8 个。</translation>
    </message>
    <message>
        <source>Iteration %1: %2 detections, %3 true, %4 false; %5 of %6 objects are missed.</source>
        <translation>第 %1 次迭代：%2 个检测，%3 个正确，%4 个错误；%6 个物体中漏检 %5 个。</translation>
    </message>
    <message>
        <source>Input px</source>
        <translation>输入像素</translation>
    </message>
    <message>
        <source>Cells</source>
        <translation>格子</translation>
    </message>
    <message>
        <source>Best IoU</source>
        <translation>最佳 IoU</translation>
    </message>
    <message>
        <source>fg</source>
        <translation>前景</translation>
    </message>
    <message>
        <source>Sampled</source>
        <translation>抽中</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>best match only</source>
        <translation>仅最佳匹配</translation>
    </message>
    <message>
        <source>no anchor</source>
        <translation>没有锚框</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>尺寸</translation>
    </message>
    <message>
        <source>passed on</source>
        <translation>传下去</translation>
    </message>
    <message>
        <source>removed by NMS</source>
        <translation>被 NMS 去掉</translation>
    </message>
    <message>
        <source>cut</source>
        <translation>截断</translation>
    </message>
    <message>
        <source>Roi</source>
        <translation>RoI</translation>
    </message>
    <message>
        <source>What</source>
        <translation>是什么</translation>
    </message>
    <message>
        <source>detection</source>
        <translation>检测</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>in a crowd or an ignored object: not background</source>
        <translation>在人群或被忽略的物体内：不算背景</translation>
    </message>
    <message>
        <source>not trained: the background rule takes precedence</source>
        <translation>没有被训练：背景规则优先</translation>
    </message>
    <message>
        <source>not trained: its anchors learn another object</source>
        <translation>没有被训练：它的锚框学习另一个物体</translation>
    </message>
    <message>
        <source>bg rule</source>
        <translation>背景规则</translation>
    </message>
    <message>
        <source>another object</source>
        <translation>另一个物体</translation>
    </message>
    <message>
        <source>no network yet</source>
        <translation>还没有网络</translation>
    </message>
    <message>
        <source>%1 · %2 inside</source>
        <translation>%1 · 图内 %2</translation>
    </message>
    <message>
        <source>%1 fg · %2 bg sampled</source>
        <translation>抽取 前景 %1 · 背景 %2</translation>
    </message>
    <message>
        <source>%1 sampled: %2 fg</source>
        <translation>抽取 %1：前景 %2</translation>
    </message>
    <message>
        <source>%1: %2 true, %3 missed</source>
        <translation>%1：正确 %2，漏检 %3</translation>
    </message>
    <message>
        <source>%1 (Alt+%2)</source>
        <translation>%1（Alt+%2）</translation>
    </message>
    <message>
        <source>Base size</source>
        <translation>基准尺寸</translation>
    </message>
    <message>
        <source>Border allowed</source>
        <translation>允许越界</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>尺度</translation>
    </message>
    <message>
        <source>Show only the anchors of one scale.</source>
        <translation>只显示某一尺度的锚框。</translation>
    </message>
    <message>
        <source>Ratio</source>
        <translation>比例</translation>
    </message>
    <message>
        <source>Show only the anchors of one ratio (height / width).</source>
        <translation>只显示某一比例（高 / 宽）的锚框。</translation>
    </message>
    <message>
        <source>Convention</source>
        <translation>坐标约定</translation>
    </message>
    <message>
        <source>pixel: whole, inclusive coordinates (py-faster-rcnn); continuous: half-open (simple-faster-rcnn, torchvision)</source>
        <translation>pixel：含末端的整数坐标（py-faster-rcnn）；continuous：半开区间（simple-faster-rcnn、torchvision）</translation>
    </message>
    <message>
        <source>Stride</source>
        <translation>步长</translation>
    </message>
    <message>
        <source>Network pixels between neighbouring cells: 16 of a single map, one for each level of a pyramid.</source>
        <translation>相邻格子之间的网络像素数：单一特征图为 16，金字塔每层各有一个。</translation>
    </message>
    <message>
        <source>Scales</source>
        <translation>尺度</translation>
    </message>
    <message>
        <source>Ratios</source>
        <translation>比例</translation>
    </message>
    <message>
        <source>continuous</source>
        <translation>连续</translation>
    </message>
    <message>
        <source>pixel</source>
        <translation>像素</translation>
    </message>
    <message>
        <source>Crossing</source>
        <translation>越界的</translation>
    </message>
    <message>
        <source>Also anchors that cross the image&apos;s border.</source>
        <translation>也显示越过图像边界的锚框。</translation>
    </message>
    <message>
        <source>All scales</source>
        <translation>所有尺度</translation>
    </message>
    <message>
        <source>scale %1</source>
        <translation>尺度 %1</translation>
    </message>
    <message>
        <source>All ratios</source>
        <translation>所有比例</translation>
    </message>
    <message>
        <source>ratio %1</source>
        <translation>比例 %1</translation>
    </message>
    <message>
        <source>&amp;Anchors</source>
        <translation>锚框(&amp;A)</translation>
    </message>
    <message>
        <source>Where anchors lie</source>
        <translation>锚框在哪里</translation>
    </message>
    <message>
        <source>Assignment</source>
        <translation>分配</translation>
    </message>
    <message>
        <source>A&amp;ssignment</source>
        <translation>分配(&amp;S)</translation>
    </message>
    <message>
        <source>Which anchors are fg, bg, ignored, and why</source>
        <translation>哪些锚框是前景、背景或被忽略，以及为什么</translation>
    </message>
    <message>
        <source>fg from IoU</source>
        <translation>前景 IoU 从</translation>
    </message>
    <message>
        <source>bg below IoU</source>
        <translation>背景 IoU 低于</translation>
    </message>
    <message>
        <source>Sampled</source>
        <comment>how many</comment>
        <translation>抽取数</translation>
    </message>
    <message>
        <source>Foreground fraction</source>
        <translation>前景比例</translation>
    </message>
    <message>
        <source>Only sampled</source>
        <translation>只看抽中的</translation>
    </message>
    <message>
        <source>Hide anchors and RoIs that were not sampled.</source>
        <translation>隐藏名额没有抽中的。</translation>
    </message>
    <message>
        <source>Detections</source>
        <translation>检测</translation>
    </message>
    <message>
        <source>&amp;Detections</source>
        <translation>检测(&amp;D)</translation>
    </message>
    <message>
        <source>Detections, and where missed objects were lost</source>
        <translation>检测结果，以及漏检的物体丢在哪一步</translation>
    </message>
    <message>
        <source>Score from</source>
        <translation>分数从</translation>
    </message>
    <message>
        <source>NMS IoU</source>
        <translation>NMS IoU</translation>
    </message>
    <message>
        <source>At most</source>
        <translation>最多</translation>
    </message>
    <message>
        <source>Short side</source>
        <translation>短边</translation>
    </message>
    <message>
        <source>Long side</source>
        <translation>长边</translation>
    </message>
    <message>
        <source>Mirrored</source>
        <translation>镜像</translation>
    </message>
    <message>
        <source>Mirrored, as the network sees half of the images in training.</source>
        <translation>训练时有一半的机会这样显示。</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>&amp;Input</source>
        <translation>输入(&amp;I)</translation>
    </message>
    <message>
        <source>The network&apos;s input image</source>
        <translation>网络的输入图像</translation>
    </message>
    <message>
        <source>1 scored</source>
        <translation>1 打分</translation>
    </message>
    <message>
        <source>2 decoded</source>
        <translation>2 解码</translation>
    </message>
    <message>
        <source>3 clipped</source>
        <translation>3 裁剪</translation>
    </message>
    <message>
        <source>4 large enough</source>
        <translation>4 足够大</translation>
    </message>
    <message>
        <source>5 before NMS</source>
        <translation>5 NMS 前</translation>
    </message>
    <message>
        <source>6 after NMS</source>
        <translation>6 NMS 后</translation>
    </message>
    <message>
        <source>7 passed on</source>
        <translation>7 传下去</translation>
    </message>
    <message>
        <source>Before NMS</source>
        <translation>NMS 前</translation>
    </message>
    <message>
        <source>Passed on</source>
        <translation>传下去</translation>
    </message>
    <message>
        <source>Shortest side</source>
        <translation>最短边</translation>
    </message>
    <message>
        <source>Step of the proposal layer</source>
        <translation>候选框层的步骤</translation>
    </message>
    <message>
        <source>Proposals that are outlined</source>
        <translation>画出外框的候选框数</translation>
    </message>
    <message>
        <source>outline </source>
        <translation>画出 </translation>
    </message>
    <message>
        <source>Number of top-scoring boxes drawn as outlines; the rest are drawn as points.</source>
        <translation>最好的多少个画出外框；其余画成点。</translation>
    </message>
    <message>
        <source>&amp;Proposals</source>
        <translation>候选框(&amp;P)</translation>
    </message>
    <message>
        <source>What the RPN proposes, step by step</source>
        <translation>RPN 逐步给出的候选框</translation>
    </message>
    <message>
        <source>RoIs</source>
        <translation>RoI</translation>
    </message>
    <message>
        <source>&amp;RoIs</source>
        <translation>RoI(&amp;R)</translation>
    </message>
    <message>
        <source>The boxes that train the head</source>
        <translation>训练检测头的框</translation>
    </message>
    <message>
        <source>bg from IoU</source>
        <translation>背景 IoU 从</translation>
    </message>
    <message>
        <source>Resample</source>
        <translation>重新抽样</translation>
    </message>
    <message>
        <source>Training draws a new sample at every step; this shows another one.</source>
        <translation>训练每一步都重新抽样；这里显示另一次抽样。</translation>
    </message>
    <message>
        <source>Legend</source>
        <translation>图例</translation>
    </message>
    <message>
        <source>What the colours mean. A click folds or unfolds it.</source>
        <translation>各颜色的含义。单击可收起或展开。</translation>
    </message>
    <message>
        <source>many anchors reach here</source>
        <translation>覆盖此处的锚框多</translation>
    </message>
    <message>
        <source>few anchors reach here</source>
        <translation>覆盖此处的锚框少</translation>
    </message>
    <message>
        <source>anchors of the chosen cell</source>
        <translation>所选格子的锚框</translation>
    </message>
    <message>
        <source>crosses the border</source>
        <translation>越过图像边界</translation>
    </message>
    <message>
        <source>fg by IoU</source>
        <translation>前景：IoU 达到阈值</translation>
    </message>
    <message>
        <source>fg only as best match</source>
        <translation>前景：仅因最佳匹配</translation>
    </message>
    <message>
        <source>fg, not sampled</source>
        <translation>前景，未抽中</translation>
    </message>
    <message>
        <source>bg, sampled</source>
        <translation>背景，已抽中</translation>
    </message>
    <message>
        <source>object, best IoU ≥ %1</source>
        <translation>物体，最佳 IoU ≥ %1</translation>
    </message>
    <message>
        <source>object, best IoU below</source>
        <translation>物体，最佳 IoU 更低</translation>
    </message>
    <message>
        <source>true detection</source>
        <translation>正确的检测</translation>
    </message>
    <message>
        <source>false detection</source>
        <translation>错误的检测</translation>
    </message>
    <message>
        <source>missed object</source>
        <translation>漏检的物体</translation>
    </message>
    <message>
        <source>object, its size in cells</source>
        <translation>物体及其尺寸（格）</translation>
    </message>
    <message>
        <source>%1 with IoU ≥ 0.5</source>
        <translation>%1 个的 IoU ≥ 0.5</translation>
    </message>
    <message>
        <source>Best</source>
        <translation>最佳</translation>
    </message>
    <message>
        <source>: IoU %1, score %2</source>
        <translation>：IoU %1，得分 %2</translation>
    </message>
    <message>
        <source>proposal, score %1</source>
        <translation>候选框，得分 %1</translation>
    </message>
    <message>
        <source>object</source>
        <translation>物体</translation>
    </message>
    <message>
        <source>chosen</source>
        <translation>选中的</translation>
    </message>
    <message>
        <source>removed by it</source>
        <translation>被它抑制</translation>
    </message>
    <message>
        <source>removed it</source>
        <translation>抑制了它</translation>
    </message>
    <message>
        <source>%1 sampled as fg</source>
        <translation>%1 个抽作前景</translation>
    </message>
    <message>
        <source>foreground</source>
        <translation>前景</translation>
    </message>
    <message>
        <source>cells that it is pooled into</source>
        <translation>池化用的格子</translation>
    </message>
</context>
<context>
    <name>TrainCheck</name>
    <message>
        <source>No image file of the training split was found. Use File › Find moved images.</source>
        <translation>训练集的图像文件全部缺失。请使用“文件 › 查找被移动的图像”。</translation>
    </message>
    <message>
        <source>No box in the training split. Label some of its images, or use Labels › Split the images.</source>
        <translation>训练集中没有标注框。请标注其中的图像，或使用“标注 › 划分图像”。</translation>
    </message>
    <message>
        <source>Image files not found: %1 (%2). They will be skipped. Use File › Find moved images.</source>
        <translation>缺失的图像文件：%1（%2），训练时会跳过。请使用“文件 › 查找被移动的图像”。</translation>
    </message>
    <message>
        <source>No box in the training split for: %1. Label some, or use Labels › Split the images.</source>
        <translation>训练集中没有这些类别的标注框：%1。请补充标注，或使用“标注 › 划分图像”。</translation>
    </message>
    <message>
        <source>The validation split is empty, so no mAP will be measured. Use Labels › Split the images.</source>
        <translation>验证集为空，因此不会计算 mAP。请使用“标注 › 划分图像”。</translation>
    </message>
</context>
<context>
    <name>ZeroMap</name>
    <message>
        <source>mAP is 0: %1 has no labelled images. Assign some in the image list.</source>
        <translation>mAP 为 0：没有已标注的图像属于 %1。请在图像列表里给它一些。</translation>
    </message>
    <message>
        <source>mAP is 0: the %1 images of %2 contain no objects that count (difficult and crowd objects do not).</source>
        <translation>mAP 为 0：%2 的 %1 张图像里没有计入的物体（difficult 和 crowd 不计）。</translation>
    </message>
    <message>
        <source>mAP is 0: none of the %1 objects was detected. This is normal early in a run; later, the score threshold may be too high, or the proposals may not reach the objects. Proposals and Autopsy show which.</source>
        <translation>mAP 为 0：%1 个物体一个也没找到。运行初期这很平常；之后则可能是分数阈值太高，或没有候选框够得着物体。“候选框”和“解剖”会指出是哪一个。</translation>
    </message>
    <message>
        <source>mAP is 0: %1 of %2 detections lie on objects, but with another class. The classes of the labels and of the run differ, or the labels of %3 are mixed up.</source>
        <translation>mAP 为 0：%2 个检测中有 %1 个落在物体上，但类别不同。标注与运行的类别不一致，或 %3 的标注混乱了。</translation>
    </message>
    <message>
        <source>mAP is 0: none of the %1 detections reaches an IoU of 0.5 with an object. This is normal early in a run; later, check Anchor fit and the boxes themselves.</source>
        <translation>mAP 为 0：%1 个检测没有一个与物体重叠一半。运行初期这很平常；之后请查看“锚框吻合度”和框本身。</translation>
    </message>
    <message>
        <source>Proposals cover %1 % of the objects: the RPN does not find them yet.</source>
        <translation>候选框覆盖了 %1 % 的物体：RPN 还找不到它们。</translation>
    </message>
    <message>
        <source>Proposals cover %1 % of the objects, but the head has not learned them yet.</source>
        <translation>候选框覆盖了 %1 % 的物体：是检测头还不认识它们。</translation>
    </message>
</context>
<context>
    <name>anchor::AboutDialog</name>
    <message>
        <source>About Anchor Studio</source>
        <translation>关于 Anchor Studio</translation>
    </message>
    <message>
        <source>Anchor Studio</source>
        <translation>Anchor Studio</translation>
    </message>
    <message>
        <source>Labels images, shows how Faster R-CNN works on them, trains detectors and explains their results. Everything stays on this machine.</source>
        <translation>标注图像，展示 Faster R-CNN 如何处理它们，训练检测器并解释结果。所有数据都留在本机。</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>许可证</translation>
    </message>
    <message>
        <source>Third-party software</source>
        <translation>第三方软件</translation>
    </message>
    <message>
        <source>Manual</source>
        <translation>手册</translation>
    </message>
    <message>
        <source>Copy for a bug report</source>
        <translation>复制（用于错误报告）</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
    <message>
        <source>Operating system</source>
        <translation>操作系统</translation>
    </message>
    <message>
        <source>GPU</source>
        <translation>GPU</translation>
    </message>
    <message>
        <source>NVIDIA driver found</source>
        <translation>已找到 NVIDIA 驱动</translation>
    </message>
    <message>
        <source>No NVIDIA driver found; training uses the CPU</source>
        <translation>未找到 NVIDIA 驱动，训练使用 CPU</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>引擎</translation>
    </message>
</context>
<context>
    <name>anchor::AutopsyBar</name>
    <message>
        <source>Examine</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>划分</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>anchor::AutopsyPanel</name>
    <message>
        <source>Where objects are lost</source>
        <translation>物体在哪里丢失</translation>
    </message>
    <message>
        <source>% of objects</source>
        <translation>占物体的 %</translation>
    </message>
    <message>
        <source>AP50 lost per error type (TIDE)</source>
        <translation>各类错误损失的 AP50（TIDE）</translation>
    </message>
    <message>
        <source>dAP</source>
        <translation>dAP</translation>
    </message>
    <message>
        <source>Runs the newest checkpoint over the split and follows every object through the network&apos;s stages.</source>
        <translation>让最新的检查点跑完这个划分，跟踪每个物体经过网络的各个步骤。</translation>
    </message>
    <message>
        <source>Lost objects</source>
        <translation>丢失的物体</translation>
    </message>
    <message>
        <source>All objects, by loss</source>
        <translation>全部物体，按损失</translation>
    </message>
    <message>
        <source>The loss is −log of the head&apos;s probability for the object&apos;s class on its own box; the objects with the highest loss come first.</source>
        <translation>损失是检测头在物体自己的框上对其类别的概率的 -log：最糟的物体排在最前。</translation>
    </message>
    <message>
        <source>Examine follows every object of the split through the network and names the stage that loses it.</source>
        <translation>“检查”会跟踪划分中的每个物体，并指出是哪一步丢了它。</translation>
    </message>
    <message>
        <source>Train a run first: its checkpoints can then be examined.</source>
        <translation>请先训练一次：之后就能检查它的检查点。</translation>
    </message>
    <message>
        <source>Iteration %1, %2 images: %3 of %4 objects found, AP50 %5. %6</source>
        <translation>第 %1 次迭代，%2 张图像：%4 个物体找到 %3 个，AP50 %5。%6</translation>
    </message>
    <message>
        <source>These images were trained on.</source>
        <translation>这些图像参加过训练。</translation>
    </message>
    <message>
        <source>These images were not trained on.</source>
        <translation>这些图像没有参加过训练。</translation>
    </message>
    <message>
        <source>all</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>%1 labelled objects</source>
        <translation>%1 个已标注的物体</translation>
    </message>
    <message>
        <source>%1: %2 objects (%3 %). Without it AP50 would be %4 higher.</source>
        <translation>%1：%2 个物体（%3 %）。没有它 AP50 会高 %4。</translation>
    </message>
    <message>
        <source>found</source>
        <translation>找到</translation>
    </message>
    <message>
        <source>%1 % of the objects are found</source>
        <translation>找到了 %1 % 的物体</translation>
    </message>
    <message>
        <source>%1: %2 times</source>
        <translation>%1：%2 次</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Lost at</source>
        <translation>丢失于</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>分数</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>IoU</source>
        <translation>IoU</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Objects of the split</source>
        <translation>划分中的物体</translation>
    </message>
    <message>
        <source>Which objects are listed</source>
        <translation>列出哪些物体</translation>
    </message>
</context>
<context>
    <name>anchor::BoxHistory</name>
    <message>
        <source>History of the box</source>
        <translation>框的历史</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>By</source>
        <translation>谁</translation>
    </message>
    <message>
        <source>What</source>
        <translation>做了什么</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Box</source>
        <translation>框</translation>
    </message>
    <message>
        <source>before</source>
        <translation>在此之前</translation>
    </message>
    <message>
        <source>a deleted class</source>
        <translation>已不存在的类别</translation>
    </message>
    <message>
        <source>deleted</source>
        <translation>已删除</translation>
    </message>
    <message>
        <source>Restore this state</source>
        <translation>恢复到这个状态</translation>
    </message>
    <message>
        <source>Restore a box</source>
        <translation>恢复一个框</translation>
    </message>
</context>
<context>
    <name>anchor::BoxPanel</name>
    <message>
        <source>difficult</source>
        <translation>困难</translation>
    </message>
    <message>
        <source>truncated</source>
        <translation>截断</translation>
    </message>
    <message>
        <source>occluded</source>
        <translation>遮挡</translation>
    </message>
    <message>
        <source>crowd / ignore</source>
        <translation>群体 / 忽略</translation>
    </message>
    <message>
        <source>History…</source>
        <translation>历史…</translation>
    </message>
    <message>
        <source>Not trained on; ignored by the VOC metric.</source>
        <translation>不参加训练；在 VOC 指标中不计也不罚。</translation>
    </message>
    <message>
        <source>A group whose objects are not labelled one by one; not trained on (COCO&apos;s iscrowd).</source>
        <translation>分不开的一群：不参加训练，即 COCO 的 iscrowd。</translation>
    </message>
    <message>
        <source>A part of the object lies outside the image.</source>
        <translation>物体有一部分在图像之外。</translation>
    </message>
    <message>
        <source>Part of the object is hidden by something else.</source>
        <translation>物体前面有东西挡住一部分。</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Flags</source>
        <translation>标志</translation>
    </message>
    <message>
        <source>Anchors</source>
        <translation>锚框</translation>
    </message>
    <message>
        <source>Select a box to see it here</source>
        <translation>选中一个框，这里就显示它</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>Change an attribute</source>
        <translation>修改属性</translation>
    </message>
    <message>
        <source>Shows when and by whom the box was created and changed; any state can be restored.</source>
        <translation>这个框何时由谁建立和修改；任何状态都能恢复。</translation>
    </message>
    <message>
        <source>Box</source>
        <translation>框</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>%1, %2 – %3, %4 (%5 × %6 px)</source>
        <translation>%1, %2 – %3, %4（%5 × %6 像素）</translation>
    </message>
    <message>
        <source>imported</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>model, score %1</source>
        <translation>模型，分数 %1</translation>
    </message>
    <message>
        <source>drawn from a proposal</source>
        <translation>由候选框绘制</translation>
    </message>
    <message>
        <source>drawn</source>
        <translation>绘制</translation>
    </message>
    <message>
        <source>%1, edited %2</source>
        <translation>%1，%2 修改</translation>
    </message>
    <message>
        <source>Change a box</source>
        <translation>修改框</translation>
    </message>
    <message>
        <source>Change boxes</source>
        <translation>修改多个框</translation>
    </message>
    <message>
        <source>%1 boxes selected; class and flags apply to all</source>
        <translation>已选 %1 个框；类别和标志对全部生效</translation>
    </message>
</context>
<context>
    <name>anchor::CanvasMenu</name>
    <message>
        <source>Flags</source>
        <translation>标志</translation>
    </message>
    <message>
        <source>%1 boxes</source>
        <translation>%1 个框</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>解锁</translation>
    </message>
    <message>
        <source>Delete box</source>
        <translation>删除框</translation>
    </message>
    <message>
        <source>Delete boxes</source>
        <translation>删除多个框</translation>
    </message>
    <message>
        <source>Copy image path</source>
        <translation>复制图像路径</translation>
    </message>
    <message>
        <source>Show in file manager</source>
        <translation>在文件管理器中显示</translation>
    </message>
</context>
<context>
    <name>anchor::CentreMap</name>
    <message>
        <source>Box positions in the images</source>
        <translation>框在图像中的位置</translation>
    </message>
    <message>
        <source>Positions of box centres in their images; click to list the images with boxes there</source>
        <translation>框的中心在图像中的位置；点击列出那一部分的图像</translation>
    </message>
    <message>
        <source>Place in the image</source>
        <translation>图像中的位置</translation>
    </message>
</context>
<context>
    <name>anchor::ClassBar</name>
    <message>
        <source>%1: %2 boxes on %3 images</source>
        <translation>%1：%2 个框，%3 张图像</translation>
    </message>
    <message>
        <source>no split</source>
        <translation>未划分</translation>
    </message>
</context>
<context>
    <name>anchor::ClassBars</name>
    <message>
        <source>Boxes of each class</source>
        <translation>各类别的框</translation>
    </message>
</context>
<context>
    <name>anchor::ClassList</name>
    <message>
        <source>Add a class</source>
        <translation>添加类别</translation>
    </message>
    <message>
        <source>Name of the new class</source>
        <translation>新类别的名称</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Classes; the chosen one is given to new boxes</source>
        <translation>类别；新画的框使用所选类别</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Change colour…</source>
        <translation>更改颜色…</translation>
    </message>
    <message>
        <source>Show images with this class</source>
        <translation>列出含此类别的图像</translation>
    </message>
    <message>
        <source>Manage classes…</source>
        <translation>管理类别…</translation>
    </message>
</context>
<context>
    <name>anchor::ClassManager</name>
    <message>
        <source>text</source>
        <translation>文字</translation>
    </message>
    <message>
        <source>number</source>
        <translation>数字</translation>
    </message>
    <message>
        <source>yes or no</source>
        <translation>是或否</translation>
    </message>
    <message>
        <source>choice</source>
        <translation>选项</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Boxes</source>
        <translation>框</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Attribute</source>
        <translation>属性</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>种类</translation>
    </message>
    <message>
        <source>Choices</source>
        <translation>选项</translation>
    </message>
    <message>
        <source>Merge into</source>
        <translation>合并到</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>删除…</translation>
    </message>
    <message>
        <source>Colour…</source>
        <translation>颜色…</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>上移</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>下移</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>New class</source>
        <translation>新类别</translation>
    </message>
    <message>
        <source>Class to merge into</source>
        <translation>合并到哪个类别</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Choices, separated by commas</source>
        <translation>选项，用逗号分开</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Attributes of its boxes</source>
        <translation>它的框的属性</translation>
    </message>
    <message>
        <source>No attributes yet (for example colour, make, condition).</source>
        <translation>还没有属性（例如颜色、品牌、状态）。</translation>
    </message>
    <message>
        <source>Removing an attribute here does not delete the values that boxes already have.</source>
        <translation>在这里移除的属性，框上已有的值会保留。</translation>
    </message>
    <message>
        <source>A class needs a name.</source>
        <translation>类别需要名称。</translation>
    </message>
    <message>
        <source>A class named &quot;%1&quot; already exists. Merge the two instead.</source>
        <translation>已经有类别“%1”了。请把两者合并。</translation>
    </message>
    <message>
        <source>Rename a class</source>
        <translation>重命名类别</translation>
    </message>
    <message>
        <source>Recolour a class</source>
        <translation>更改类别颜色</translation>
    </message>
    <message>
        <source>Reorder classes</source>
        <translation>调整类别顺序</translation>
    </message>
    <message>
        <source>Merge classes</source>
        <translation>合并类别</translation>
    </message>
    <message>
        <source>Delete a class</source>
        <translation>删除类别</translation>
    </message>
    <message>
        <source>Delete %1 and its %2 boxes? This can be undone.</source>
        <translation>删除 %1 及其 %2 个框？撤销可以恢复。</translation>
    </message>
    <message>
        <source>Add an attribute</source>
        <translation>添加属性</translation>
    </message>
    <message>
        <source>Remove an attribute</source>
        <translation>移除属性</translation>
    </message>
</context>
<context>
    <name>anchor::ClassModel</name>
    <message>
        <source>%1, class for new boxes</source>
        <translation>%1，新框的类别</translation>
    </message>
    <message>
        <source>Boxes of this class in the project</source>
        <translation>项目中此类别的框数</translation>
    </message>
    <message>
        <source>%1: new boxes get this class</source>
        <translation>%1：新框使用此类别</translation>
    </message>
</context>
<context>
    <name>anchor::ClassPicker</name>
    <message>
        <source>Class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>New class &quot;%1&quot;</source>
        <translation>新类别“%1”</translation>
    </message>
</context>
<context>
    <name>anchor::ClassesPanel</name>
    <message>
        <source>Precision over recall, IoU 0.5</source>
        <translation>精确率对召回率，IoU 0.5</translation>
    </message>
    <message>
        <source>Runs the newest checkpoint over the split; the Autopsy uses the same result.</source>
        <translation>让最新的检查点跑完这个划分；“解剖”使用同一结果。</translation>
    </message>
    <message>
        <source>Results for each class</source>
        <translation>各类别的数值</translation>
    </message>
    <message>
        <source>Chosen classes are drawn in the chart; none chosen: all of them.</source>
        <translation>所选类别画在图中；没有选择时画全部。</translation>
    </message>
    <message>
        <source>Confusion matrix</source>
        <translation>哪个类别被当成哪个</translation>
    </message>
    <message>
        <source>Rows: labelled class. Columns: detected class. Click a cell to open an example, click again for the next one.</source>
        <translation>行：标注的类别。列：找到的类别。点击打开一个例子，再点击打开下一个。</translation>
    </message>
    <message>
        <source>Only detections with at least this score are counted.</source>
        <translation>分数达到它的检测才计入。</translation>
    </message>
    <message>
        <source>Confusion, from score</source>
        <translation>混淆矩阵，分数从</translation>
    </message>
    <message>
        <source>Examine measures every class of the split: AP by size, precision, recall, confusion.</source>
        <translation>“检查”测量划分中的每个类别：按尺寸的 AP、精确率、召回率、混淆。</translation>
    </message>
    <message>
        <source>Train a run first: its checkpoints can then be examined.</source>
        <translation>请先训练一次：之后就能检查它的检查点。</translation>
    </message>
    <message>
        <source>Iteration %1, %2 images, %3 objects. AP50 %4, AP %5.</source>
        <translation>第 %1 次迭代，%2 张图像，%3 个物体。AP50 %4，AP %5。</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Objects</source>
        <translation>物体</translation>
    </message>
    <message>
        <source>AP50</source>
        <translation>AP50</translation>
    </message>
    <message>
        <source>AP</source>
        <translation>AP</translation>
    </message>
    <message>
        <source>small</source>
        <translation>小</translation>
    </message>
    <message>
        <source>medium</source>
        <translation>中</translation>
    </message>
    <message>
        <source>large</source>
        <translation>大</translation>
    </message>
    <message>
        <source>score</source>
        <translation>分数</translation>
    </message>
    <message>
        <source>precision</source>
        <translation>精确率</translation>
    </message>
    <message>
        <source>recall</source>
        <translation>召回率</translation>
    </message>
    <message>
        <source>At the threshold of the best F1, the harmonic mean of precision and recall</source>
        <translation>在 F1（精确率与召回率的调和平均）最佳的阈值处</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>无物体</translation>
    </message>
    <message>
        <source>missed</source>
        <translation>漏检</translation>
    </message>
    <message>
        <source>%1 of %2 (%3 %)</source>
        <translation>%1 / %2（%3 %）</translation>
    </message>
</context>
<context>
    <name>anchor::ColumnMenu</name>
    <message>
        <source>Column %1</source>
        <translation>第 %1 列</translation>
    </message>
    <message>
        <source>Sort ascending</source>
        <translation>升序排列</translation>
    </message>
    <message>
        <source>Sort descending</source>
        <translation>降序排列</translation>
    </message>
    <message>
        <source>Copy column</source>
        <translation>复制此列</translation>
    </message>
    <message>
        <source>Hide “%1”</source>
        <translation>隐藏“%1”</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Reset columns</source>
        <translation>重置列</translation>
    </message>
</context>
<context>
    <name>anchor::CommandPalette</name>
    <message>
        <source>Commands</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Search commands, preferences, images, classes and runs</source>
        <translation>搜索命令、首选项、图像、类别和运行</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>搜索结果</translation>
    </message>
    <message>
        <source>Nothing is called “%1”.</source>
        <translation>没有名为“%1”的项。</translation>
    </message>
</context>
<context>
    <name>anchor::ComparePage</name>
    <message>
        <source>Runs to compare</source>
        <translation>要比较的运行</translation>
    </message>
    <message>
        <source>Ticked runs are overlaid in the charts</source>
        <translation>勾选的运行会叠加在图表中</translation>
    </message>
    <message>
        <source>Where the configurations differ</source>
        <translation>配置的差异</translation>
    </message>
    <message>
        <source>Parameter</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>Tick other runs to overlay them on this one.</source>
        <translation>勾选其他运行，把它们叠加在这一个上。</translation>
    </message>
    <message>
        <source>Their configurations are identical.</source>
        <translation>它们的配置相同。</translation>
    </message>
    <message>
        <source>Their configurations differ in: %1</source>
        <translation>它们的配置差异数：%1</translation>
    </message>
</context>
<context>
    <name>anchor::CsvDialog</name>
    <message>
        <source>The first row contains the column names</source>
        <translation>第一行是列名</translation>
    </message>
    <message>
        <source>Numbers are fractions of the image size</source>
        <translation>数值是图像边长的比例</translation>
    </message>
    <message>
        <source>What do the columns mean?</source>
        <translation>各列是什么意思？</translation>
    </message>
    <message>
        <source>comma</source>
        <translation>逗号</translation>
    </message>
    <message>
        <source>semicolon</source>
        <translation>分号</translation>
    </message>
    <message>
        <source>tab</source>
        <translation>制表符</translation>
    </message>
    <message>
        <source>two corners</source>
        <translation>两个角</translation>
    </message>
    <message>
        <source>a corner and the size</source>
        <translation>一个角和尺寸</translation>
    </message>
    <message>
        <source>the centre and the size</source>
        <translation>中心和尺寸</translation>
    </message>
    <message>
        <source>detect automatically</source>
        <translation>自动判断</translation>
    </message>
    <message>
        <source>pixels from 0, end excluded</source>
        <translation>像素从 0 起，不含末端</translation>
    </message>
    <message>
        <source>pixels from 1, both ends included (VOC)</source>
        <translation>像素从 1 起，两端都算（VOC）</translation>
    </message>
    <message>
        <source>Separator</source>
        <translation>分隔符</translation>
    </message>
    <message>
        <source>Image file</source>
        <translation>图像文件</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>The box is given by</source>
        <translation>框的表示</translation>
    </message>
    <message>
        <source>Counting</source>
        <translation>计数方式</translation>
    </message>
    <message>
        <source>The columns of %1 were not recognised.</source>
        <translation>猜不出 %1 的列。</translation>
    </message>
    <message>
        <source>column %1</source>
        <translation>第 %1 列</translation>
    </message>
    <message>
        <source>(one class, &quot;object&quot;)</source>
        <translation>（一个类别，“object”）</translation>
    </message>
    <message>
        <source>(choose)</source>
        <translation>（请选择）</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>左</translation>
    </message>
    <message>
        <source>Top</source>
        <translation>上</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>右</translation>
    </message>
    <message>
        <source>Bottom</source>
        <translation>下</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>宽</translation>
    </message>
    <message>
        <source>Height</source>
        <translation>高</translation>
    </message>
    <message>
        <source>Centre x</source>
        <translation>中心 x</translation>
    </message>
    <message>
        <source>Centre y</source>
        <translation>中心 y</translation>
    </message>
</context>
<context>
    <name>anchor::DataTransfer</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Anchor Studio</source>
        <translation>Anchor Studio</translation>
    </message>
    <message>
        <source>Checking the labels…</source>
        <translation>正在查看标注…</translation>
    </message>
    <message>
        <source>Reading labels…</source>
        <translation>正在读取标注…</translation>
    </message>
    <message>
        <source>Importing labels…</source>
        <translation>正在导入标注…</translation>
    </message>
    <message>
        <source>%1 images with %2 boxes imported.</source>
        <translation>导入了 %1 张图像、%2 个框。</translation>
    </message>
    <message>
        <source>Reading images…</source>
        <translation>正在读取图像…</translation>
    </message>
    <message>
        <source>%1 images added, %2 could not be read.</source>
        <translation>添加了 %1 张图像，%2 张读不出。</translation>
    </message>
    <message>
        <source>Writing labels…</source>
        <translation>正在写出标注…</translation>
    </message>
    <message>
        <source>Written to %1.</source>
        <translation>已写入 %1。</translation>
    </message>
    <message>
        <source>Creating sample images…</source>
        <translation>正在绘制示例图像…</translation>
    </message>
    <message>
        <source>%1 images with %2 boxes were read back; the largest difference of a coordinate is %3 pixels.</source>
        <translation>读回了 %1 张图像、%2 个框；坐标最大相差 %3 像素。</translation>
    </message>
    <message>
        <source>Left out, because not labelled yet: %1 images.</source>
        <translation>因尚未标注而略去：%1 张图像。</translation>
    </message>
    <message>
        <source>%1 boxes lost flags that the format cannot store.</source>
        <translation>格式存不下的标志在 %1 个框上丢失。</translation>
    </message>
    <message>
        <source>Left out, because their labels could not be read: %1 images.</source>
        <translation>因标注无法读取而略去：%1 张图像。</translation>
    </message>
    <message>
        <source>The project cannot be opened</source>
        <translation>项目无法打开</translation>
    </message>
    <message>
        <source>%1. Images: %2.</source>
        <extracomment>what kind of labels they are, and how many images</extracomment>
        <translation>%1。图像：%2 张。</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <translation>%1。%2</translation>
    </message>
    <message>
        <source>Left out, because they were not read back identically: %1 images (%2).</source>
        <translation>因读回后不一致而略去：%1 张图像（%2）。</translation>
    </message>
    <message>
        <source>Spaces around the names of %1 classes were removed.</source>
        <translation>去掉了 %1 个类别名称前后的空格。</translation>
    </message>
    <message>
        <source>Looking at the files…</source>
        <translation>正在查看文件…</translation>
    </message>
    <message>
        <source>%1 images added</source>
        <translation>已添加 %1 张图像</translation>
    </message>
    <message>
        <source>New project with %1 images: %2</source>
        <translation>新项目，含 %1 张图像：%2</translation>
    </message>
    <message>
        <source>Find images</source>
        <translation>查找图像</translation>
    </message>
    <message>
        <source>Images found again: %1.</source>
        <translation>重新找到的图像：%1。</translation>
    </message>
    <message>
        <source>Still missing: %1. They are not in %2; choose another folder for them.</source>
        <translation>仍缺少：%1。它们不在 %2 中，请为它们选择其他文件夹。</translation>
    </message>
    <message>
        <source>Looking for the images…</source>
        <translation>正在查找图像…</translation>
    </message>
    <message>
        <source>Opened the project that was made for this folder: %1</source>
        <translation>已打开此文件夹原有的项目：%1</translation>
    </message>
</context>
<context>
    <name>anchor::DesktopNotifier</name>
    <message>
        <source>Show the run</source>
        <translation>查看运行</translation>
    </message>
</context>
<context>
    <name>anchor::DoctorPanel</name>
    <message>
        <source>Only held-out images</source>
        <translation>只看未参加训练的图像</translation>
    </message>
    <message>
        <source>Examine labels</source>
        <translation>检查标注</translation>
    </message>
    <message>
        <source>Accept (Enter)</source>
        <translation>接受（Enter）</translation>
    </message>
    <message>
        <source>Fix by hand (F)</source>
        <translation>手工修改（F）</translation>
    </message>
    <message>
        <source>Dismiss (X)</source>
        <translation>忽略（X）</translation>
    </message>
    <message>
        <source>All suspicious labels</source>
        <translation>全部可疑标签</translation>
    </message>
    <message>
        <source>A network trained on a label tends to reproduce it, so its prediction is less reliable.</source>
        <translation>用某个标签训练过的网络往往会重复它，因此其预测不太可靠。</translation>
    </message>
    <message>
        <source>Doubt</source>
        <translation>疑点</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>种类</translation>
    </message>
    <message>
        <source>Suggestion</source>
        <translation>建议</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>分数</translation>
    </message>
    <message>
        <source>Prediction</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>label missing</source>
        <translation>缺少标签</translation>
    </message>
    <message>
        <source>wrong class</source>
        <translation>类别错误</translation>
    </message>
    <message>
        <source>loose box</source>
        <translation>框太松</translation>
    </message>
    <message>
        <source>duplicate label</source>
        <translation>重复标签</translation>
    </message>
    <message>
        <source>unsupported label</source>
        <translation>无检测支持的标签</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>add %1</source>
        <translation>添加 %1</translation>
    </message>
    <message>
        <source>make it %1</source>
        <translation>改为 %1</translation>
    </message>
    <message>
        <source>use the network&apos;s box</source>
        <translation>采用网络的框</translation>
    </message>
    <message>
        <source>remove it</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>seen in training</source>
        <translation>训练时见过</translation>
    </message>
    <message>
        <source>held out, another run</source>
        <translation>未见过，另一次运行</translation>
    </message>
    <message>
        <source>held out</source>
        <translation>未见过</translation>
    </message>
    <message>
        <source>Train a run first: its detections are compared with the labels.</source>
        <translation>请先训练一次：把它的检测与标注比较。</translation>
    </message>
    <message>
        <source>Examine compares the labels with the network&apos;s detections.</source>
        <translation>“检查”把标注与网络找到的东西比较。</translation>
    </message>
    <message>
        <source>%1 suspicious labels, %2 of them in images that the network was trained on.</source>
        <translation>%1 个可疑标签，其中 %2 个来自训练过的图像。</translation>
    </message>
    <message>
        <source>Kind of problem</source>
        <translation>疑点的种类</translation>
    </message>
    <message>
        <source>Suspicious labels</source>
        <translation>可疑的标签</translation>
    </message>
    <message>
        <source>Compares the labels with the detections of the newest checkpoint.</source>
        <translation>把标注与最新检查点找到的东西比较。</translation>
    </message>
    <message>
        <source>Changes the label as suggested; can be undone.</source>
        <translation>按建议修改标签；可以撤销。</translation>
    </message>
    <message>
        <source>Opens the image with the box selected.</source>
        <translation>打开图像并选中这个框。</translation>
    </message>
    <message>
        <source>The label is correct; it will not be listed again.</source>
        <translation>标签是对的：这个疑点不再出现。</translation>
    </message>
</context>
<context>
    <name>anchor::DropTarget</name>
    <message>
        <source>Drop to open the project</source>
        <translation>松开以打开项目</translation>
    </message>
    <message>
        <source>Drop to import 1 image</source>
        <translation>松开以导入 1 张图像</translation>
    </message>
    <message>
        <source>Drop to import %1 images</source>
        <translation>松开以导入 %1 张图像</translation>
    </message>
    <message>
        <source>Drop to import into this project</source>
        <translation>松开以导入到此项目</translation>
    </message>
    <message>
        <source>Drop to import into a new project</source>
        <translation>松开以导入到新项目</translation>
    </message>
    <message>
        <source>Drop to use this file</source>
        <translation>松开以使用此文件</translation>
    </message>
    <message>
        <source>This cannot be opened</source>
        <translation>无法打开</translation>
    </message>
    <message>
        <source>What a drop would do</source>
        <translation>松开后的操作</translation>
    </message>
    <message>
        <source>Looking at the files…</source>
        <translation>正在查看文件…</translation>
    </message>
    <message>
        <source>%1. %2.</source>
        <comment>reason. remedy.</comment>
        <translation>%1。%2。</translation>
    </message>
</context>
<context>
    <name>anchor::EngineService</name>
    <message>
        <source>The engine ended unexpectedly; it restarts with the next request.</source>
        <translation>引擎意外结束；下一次请求时会重新启动。</translation>
    </message>
</context>
<context>
    <name>anchor::ExportDialog</name>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Export %1</source>
        <translation>导出 %1</translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>证书</translation>
    </message>
    <message>
        <source>Borderline: detections that differ, but for which the network itself gives the other result when its
pixels change in the last digits.</source>
        <translation>临界：结果不同，但像素的末位数字改变时，网络自身
也会给出另一结果的检测。</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Compared with the network</source>
        <translation>与网络比较</translation>
    </message>
    <message>
        <source>Detections</source>
        <translation>检测</translation>
    </message>
    <message>
        <source>Largest box difference</source>
        <translation>最大边框差</translation>
    </message>
    <message>
        <source>Largest score difference</source>
        <translation>最大分数差</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Checkpoint</source>
        <translation>检查点</translation>
    </message>
    <message>
        <source>Formats</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>New folder</source>
        <translation>新文件夹</translation>
    </message>
    <message>
        <source>Export into a new folder</source>
        <translation>导出到新文件夹</translation>
    </message>
    <message>
        <source>Written, loaded in a fresh process and compared on validation images</source>
        <translation>写出，在新的进程中加载，并在验证图像上比较</translation>
    </message>
    <message>
        <source>This folder already exists; choose a new one.</source>
        <translation>这个文件夹已存在；请导出到新的文件夹。</translation>
    </message>
    <message>
        <source>Each file is compared with the network on validation images before it is saved. Python and C++ examples are included.</source>
        <translation>每个文件在保存前都在验证图像上与网络比较，并附带 Python 和 C++ 示例。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Starting the engine…</source>
        <translation>正在启动引擎…</translation>
    </message>
    <message>
        <source>✓ equal on %1 images</source>
        <translation>✓ 在 %1 张图像上一致</translation>
    </message>
    <message>
        <source>✗ not saved: %1</source>
        <translation>✗ 未保存：%1</translation>
    </message>
    <message>
        <source>, %1 borderline</source>
        <translation>，%1 个临界</translation>
    </message>
    <message>
        <source> px</source>
        <translation> 像素</translation>
    </message>
    <message>
        <source>%1 MB</source>
        <translation>%1 MB</translation>
    </message>
    <message>
        <source>Done. All exported files match the network.</source>
        <translation>完成。所有导出的文件都与网络一致。</translation>
    </message>
    <message>
        <source>Done. %1 of %2 files were saved.</source>
        <translation>完成。%2 个文件中保存了 %1 个。</translation>
    </message>
    <message>
        <source>Cancelled; nothing was written.</source>
        <translation>已取消；什么也没有写入。</translation>
    </message>
    <message>
        <source>The export failed: %1</source>
        <translation>导出失败：%1</translation>
    </message>
    <message>
        <source>Cancelling…</source>
        <translation>正在取消…</translation>
    </message>
</context>
<context>
    <name>anchor::FacetPanel</name>
    <message>
        <source>Import…</source>
        <translation>导入…</translation>
    </message>
    <message>
        <source>Export labels…</source>
        <translation>导出标注…</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>划分</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>to do</source>
        <translation>待标注</translation>
    </message>
    <message>
        <source>labelled</source>
        <translation>已标注</translation>
    </message>
    <message>
        <source>no objects</source>
        <translation>无物体</translation>
    </message>
    <message>
        <source>unreadable</source>
        <translation>无法读取</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>核对</translation>
    </message>
    <message>
        <source>verified</source>
        <translation>已核对</translation>
    </message>
    <message>
        <source>unsure</source>
        <translation>不确定</translation>
    </message>
    <message>
        <source>not reviewed</source>
        <translation>未核对</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Predictions</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>with predictions</source>
        <translation>有预测</translation>
    </message>
    <message>
        <source>Label check</source>
        <translation>标注检查</translation>
    </message>
    <message>
        <source>Imports images or a data set; dropping them on the window does the same.</source>
        <translation>导入图像或数据集；也可以把它们拖放到窗口上。</translation>
    </message>
    <message>
        <source>%1 – Ctrl+click adds it to the search</source>
        <translation>%1（按住 Ctrl 单击可加入当前搜索）</translation>
    </message>
    <message>
        <source>Show fewer</source>
        <translation>收起</translation>
    </message>
    <message>
        <source>%1 more…</source>
        <translation>还有 %1 个…</translation>
    </message>
    <message>
        <source>Writes all labels of the project in the format you choose</source>
        <translation>按所选格式写出项目的全部标注</translation>
    </message>
    <message>
        <source>Shows all classes, or only those on the most images.</source>
        <translation>显示全部类别，或只显示出现在最多图像上的类别。</translation>
    </message>
</context>
<context>
    <name>anchor::FitPanel</name>
    <message>
        <source>Best IoU of each object with an anchor</source>
        <translation>每个物体与锚框的最大 IoU</translation>
    </message>
    <message>
        <source>objects</source>
        <translation>物体</translation>
    </message>
    <message>
        <source>Suggest anchors</source>
        <translation>建议锚框</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>接受</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>All sizes</source>
        <translation>所有尺寸</translation>
    </message>
    <message>
        <source>small: under 32² px</source>
        <translation>小：32² 像素以下</translation>
    </message>
    <message>
        <source>medium</source>
        <translation>中</translation>
    </message>
    <message>
        <source>large: from 96² px</source>
        <translation>大：96² 像素起</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>尺寸</translation>
    </message>
    <message>
        <source>Best IoU</source>
        <translation>最佳 IoU</translation>
    </message>
    <message>
        <source>Trained by</source>
        <translation>靠什么训练</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>k-means clustering of the box sizes, refined by evolutionary search under the actual rules: grid, stride, resizing, border.</source>
        <translation>对物体边长做 k-means，再在真实规则（网格、步长、缩放、边界）下用进化改进。</translation>
    </message>
    <message>
        <source>Copies them to the inspector; Use in next run applies them to training.</source>
        <translation>放进检查器的数值；“用于下次运行”再交给训练。</translation>
    </message>
    <message>
        <source>All classes</source>
        <translation>所有类别</translation>
    </message>
    <message>
        <source>%1 objects with a best IoU of %2 to %3</source>
        <translation>最佳 IoU 在 %2 到 %3 之间的物体：%1</translation>
    </message>
    <message>
        <source>No labelled objects yet.</source>
        <translation>还没有已标注的物体。</translation>
    </message>
    <message>
        <source>%1 objects: mean best IoU %2. At least %3: %4; at least 0.5: %5; at least 0.3: %6; below: %7.</source>
        <translation>%1 个物体：平均最佳 IoU %2。达到 %3：%4；达到 0.5：%5；达到 0.3：%6；更低：%7。</translation>
    </message>
    <message>
        <source>Scales %1; ratios %2: mean best IoU %3 → %4, at least %5: %6 → %7.</source>
        <translation>尺度 %1；比例 %2：平均最佳 IoU %3 → %4，达到 %5：%6 → %7。</translation>
    </message>
    <message>
        <source>No better anchors were found; the current ones fit.</source>
        <translation>没有找到更好的锚框：现在的就合适。</translation>
    </message>
    <message>
        <source>IoU</source>
        <translation>IoU</translation>
    </message>
    <message>
        <source>best match only</source>
        <translation>仅最佳匹配</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Objects, the worst fit first</source>
        <translation>物体，最不合适的在前</translation>
    </message>
    <message>
        <source>Keeps the current anchors.</source>
        <translation>保留现在的锚框。</translation>
    </message>
</context>
<context>
    <name>anchor::Header</name>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>标注</translation>
    </message>
    <message>
        <source>Inspect</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Images, splits and label checks (Ctrl+1)</source>
        <translation>图像、划分和标注检查（Ctrl+1）</translation>
    </message>
    <message>
        <source>Draw and edit boxes (Ctrl+2)</source>
        <translation>画框、改框（Ctrl+2）</translation>
    </message>
    <message>
        <source>See what Faster R-CNN makes of the image (Ctrl+3)</source>
        <translation>查看 Faster R-CNN 怎样处理图像（Ctrl+3）</translation>
    </message>
    <message>
        <source>Runs, charts and reports (Ctrl+4)</source>
        <translation>运行、图表和报告（Ctrl+4）</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Show this run in Train</source>
        <translation>在“训练”中显示这次运行</translation>
    </message>
    <message>
        <source>Export model</source>
        <translation>导出模型</translation>
    </message>
    <message>
        <source>Export the network as TorchScript, ONNX or weights, each compared with the original</source>
        <translation>把网络导出为 TorchScript、ONNX 或权重，每个文件都与原网络比较</translation>
    </message>
</context>
<context>
    <name>anchor::ImageCanvas</name>
    <message>
        <source>Image canvas</source>
        <translation>图像画布</translation>
    </message>
</context>
<context>
    <name>anchor::ImageListModel</name>
    <message>
        <source>labels unreadable</source>
        <translation>标注读不出</translation>
    </message>
    <message>
        <source>1 box</source>
        <translation>1 个框</translation>
    </message>
    <message>
        <source>%1 boxes</source>
        <translation>%1 个框</translation>
    </message>
    <message>
        <source>no objects</source>
        <translation>无物体</translation>
    </message>
    <message>
        <source>not labelled</source>
        <translation>未标注</translation>
    </message>
    <message>
        <source>✓ verified</source>
        <translation>✓ 已核对</translation>
    </message>
    <message>
        <source>? unsure</source>
        <translation>? 不确定</translation>
    </message>
    <message>
        <source>%1
%2 × %3 pixels, %4</source>
        <translation>%1
%2 × %3 像素，%4</translation>
    </message>
    <message>
        <source>unreadable</source>
        <translation>无法读取</translation>
    </message>
    <message>
        <source>verified</source>
        <translation>已核对</translation>
    </message>
    <message>
        <source>unsure</source>
        <translation>不确定</translation>
    </message>
    <message>
        <source>labelled</source>
        <translation>已标注</translation>
    </message>
    <message>
        <source>predicted</source>
        <translation>已预测</translation>
    </message>
    <message>
        <source>to do</source>
        <translation>待标注</translation>
    </message>
</context>
<context>
    <name>anchor::ImagePanel</name>
    <message>
        <source>Which images are listed</source>
        <translation>列出哪些图像</translation>
    </message>
    <message>
        <source>All images</source>
        <translation>全部图像</translation>
    </message>
    <message>
        <source>Labelled</source>
        <translation>已标注</translation>
    </message>
    <message>
        <source>Not labelled</source>
        <translation>未标注</translation>
    </message>
    <message>
        <source>No objects</source>
        <translation>无物体</translation>
    </message>
    <message>
        <source>Verified</source>
        <translation>已核对</translation>
    </message>
    <message>
        <source>Not verified</source>
        <translation>未核对</translation>
    </message>
    <message>
        <source>Unsure</source>
        <translation>不确定</translation>
    </message>
    <message>
        <source>With predictions</source>
        <translation>有预测</translation>
    </message>
    <message>
        <source>Flagged by lint</source>
        <translation>检查出问题</translation>
    </message>
    <message>
        <source>Labels unreadable</source>
        <translation>标注读不出</translation>
    </message>
    <message>
        <source>Split: train</source>
        <translation>划分：train</translation>
    </message>
    <message>
        <source>Split: val</source>
        <translation>划分：val</translation>
    </message>
    <message>
        <source>Split: test</source>
        <translation>划分：test</translation>
    </message>
    <message>
        <source>No split</source>
        <translation>没有划分</translation>
    </message>
    <message>
        <source>Order of the images</source>
        <translation>图像的顺序</translation>
    </message>
    <message>
        <source>As imported</source>
        <translation>按导入顺序</translation>
    </message>
    <message>
        <source>By name</source>
        <translation>按名称</translation>
    </message>
    <message>
        <source>Most boxes</source>
        <translation>框最多的</translation>
    </message>
    <message>
        <source>Most useful to label</source>
        <translation>最值得标注的</translation>
    </message>
    <message>
        <source>Puts first the images with many uncertain predictions and unlabelled objects. Predict first (Labels › Predict).</source>
        <translation>按预测：既不肯定也不荒谬的多，以及没有标签的物体。请先预测（标注 › 预测）。</translation>
    </message>
    <message>
        <source>▦</source>
        <translation>▦</translation>
    </message>
    <message>
        <source>Gallery</source>
        <translation>画廊</translation>
    </message>
    <message>
        <source>This image</source>
        <translation>这张图像</translation>
    </message>
    <message>
        <source>%1 images</source>
        <translation>%1 张图像</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>划分</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Not reviewed</source>
        <translation>未核对</translation>
    </message>
    <message>
        <source>Not labelled yet</source>
        <translation>尚未标注</translation>
    </message>
    <message>
        <source>Predict with the chosen run</source>
        <translation>用所选的运行预测</translation>
    </message>
    <message>
        <source>Move to trash</source>
        <translation>移入回收站</translation>
    </message>
    <message>
        <source>%1 of %2 images</source>
        <translation>%1 / %2 张图像</translation>
    </message>
    <message>
        <source>List of images</source>
        <translation>图像列表</translation>
    </message>
    <message>
        <source>Size of the pictures</source>
        <translation>图片大小</translation>
    </message>
    <message>
        <source>No image matches “%1”.</source>
        <translation>没有图像符合“%1”。</translation>
    </message>
    <message>
        <source>No images yet.</source>
        <translation>还没有图像。</translation>
    </message>
    <message>
        <source>Clear the search</source>
        <translation>清除搜索</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>导入…</translation>
    </message>
    <message>
        <source>Adds images to the project.</source>
        <translation>向项目添加图像。</translation>
    </message>
    <message>
        <source>Shows all images again.</source>
        <translation>重新显示全部图像。</translation>
    </message>
</context>
<context>
    <name>anchor::ImportDialog</name>
    <message>
        <source>Import labels</source>
        <translation>导入标注</translation>
    </message>
    <message>
        <source>Labels imported</source>
        <translation>标注已导入</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Pixel counting</source>
        <translation>像素计数</translation>
    </message>
    <message>
        <source>detect automatically</source>
        <translation>按标注判断</translation>
    </message>
    <message>
        <source>from 0, up to but not including the end</source>
        <translation>从 0 起，不含末端</translation>
    </message>
    <message>
        <source>from 1, both ends included</source>
        <translation>从 1 起，两端都计入</translation>
    </message>
</context>
<context>
    <name>anchor::ImportHistoryDialog</name>
    <message>
        <source>Imports</source>
        <translation>导入记录</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Nothing was imported into this project yet.</source>
        <translation>此项目还没有导入过任何内容。</translation>
    </message>
    <message>
        <source>%1 images with %2 boxes were imported, by a program version that did not record individual objects.</source>
        <translation>导入了 %1 张图像、%2 个框。当时的程序版本没有逐个物体的记录。</translation>
    </message>
</context>
<context>
    <name>anchor::ImportProblemModel</name>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>位置</translation>
    </message>
</context>
<context>
    <name>anchor::ImportProblems</name>
    <message>
        <source>Left out</source>
        <translation>未导入</translation>
    </message>
    <message>
        <source>Merged</source>
        <translation>已合并</translation>
    </message>
    <message>
        <source>Files not read</source>
        <translation>未读取的文件</translation>
    </message>
    <message>
        <source>Import problems</source>
        <translation>导入问题</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>忽略</translation>
    </message>
    <message>
        <source>Open file</source>
        <translation>打开文件</translation>
    </message>
    <message>
        <source>Which import problems are listed</source>
        <translation>列出哪些导入问题</translation>
    </message>
    <message>
        <source>Hide the selected problems; they stay under Dismissed</source>
        <translation>隐藏所选问题；它们仍在“已忽略”中</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Dismissed</source>
        <translation>已忽略</translation>
    </message>
    <message>
        <source>Show again</source>
        <translation>重新显示</translation>
    </message>
    <message>
        <source>Open the label file that the selected problem comes from</source>
        <translation>打开所选问题所在的标签文件</translation>
    </message>
</context>
<context>
    <name>anchor::InspectorPanel</name>
    <message>
        <source>Use in next run</source>
        <translation>用于下次运行</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>重置</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>Network and recipe whose rules are shown: a preset, or the run in the Training panel.</source>
        <translation>显示其规则的网络和训练方案：某个预设，或训练面板里的运行。</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>These values will be used for the next run.</source>
        <translation>下一次运行将使用这些值。</translation>
    </message>
    <message>
        <source>Restores the values of the chosen preset or run.</source>
        <translation>恢复所选规则的数值。</translation>
    </message>
    <message>
        <source>Keeps the current settings on the left and shows your changes beside them.</source>
        <translation>把现在的数值留在左边，把你的改动显示在旁边。</translation>
    </message>
    <message>
        <source>Run %1</source>
        <translation>运行 %1</translation>
    </message>
    <message>
        <source>Open an image to see how the network processes it.</source>
        <translation>打开一张图像，看看网络怎样处理它。</translation>
    </message>
    <message>
        <source>What the view lists</source>
        <translation>视图列出的内容</translation>
    </message>
    <message>
        <source>Anchors of the chosen cell</source>
        <translation>所选格子的锚框</translation>
    </message>
</context>
<context>
    <name>anchor::KeysDialog</name>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
</context>
<context>
    <name>anchor::KeysView</name>
    <message>
        <source>Set</source>
        <translation>设定</translation>
    </message>
    <message>
        <source>No key</source>
        <translation>不设键</translation>
    </message>
    <message>
        <source>Default</source>
        <translation>默认</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>方案</translation>
    </message>
    <message>
        <source>Anchor Studio</source>
        <translation>Anchor Studio</translation>
    </message>
    <message>
        <source>Search actions and keys</source>
        <translation>搜索动作和按键</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>动作</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>New keys</source>
        <translation>新按键</translation>
    </message>
    <message>
        <source>Like</source>
        <translation>同</translation>
    </message>
    <message>
        <source>Changed by you</source>
        <translation>由您更改</translation>
    </message>
    <message>
        <source>On the canvas</source>
        <translation>在画布上</translation>
    </message>
    <message>
        <source>Move the selection by a pixel, with Shift by ten</source>
        <translation>移动所选的框一个像素，加 Shift 十个</translation>
    </message>
    <message>
        <source>Arrows</source>
        <translation>方向键</translation>
    </message>
    <message>
        <source>Cancel one thing at a time: the box, draw mode, the selection</source>
        <translation>退一步：正在画的框、画框模式、选择</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Zoom at the cursor</source>
        <translation>在光标处缩放</translation>
    </message>
    <message>
        <source>Wheel</source>
        <translation>滚轮</translation>
    </message>
    <message>
        <source>Pan</source>
        <translation>平移</translation>
    </message>
    <message>
        <source>Middle button, Ctrl+drag</source>
        <translation>中键，Ctrl+拖动</translation>
    </message>
    <message>
        <source>Add to the selection; rubber-band selection</source>
        <translation>加入选择；橡皮筋</translation>
    </message>
    <message>
        <source>Shift+click; drag</source>
        <translation>Shift+点击；拖动</translation>
    </message>
    <message>
        <source>Do not snap to pixels or the image border</source>
        <translation>既不取整像素，也不吸附图像边界</translation>
    </message>
    <message>
        <source>Alt while dragging</source>
        <translation>拖动时按住 Alt</translation>
    </message>
    <message>
        <source>Choose an action to change its keys.</source>
        <translation>选择一个动作，给它别的按键。</translation>
    </message>
    <message>
        <source>No other action uses these keys.</source>
        <translation>没有别的动作使用这些键。</translation>
    </message>
    <message>
        <source>⚠ Also used by: %1. Neither action works until you change one of them.</source>
        <translation>⚠ 同样的按键还用于：%1。更改其中之一之前，两者都不起作用。</translation>
    </message>
</context>
<context>
    <name>anchor::LabelSide</name>
    <message>
        <source>Selected box</source>
        <translation>所选框</translation>
    </message>
</context>
<context>
    <name>anchor::LabelTools</name>
    <message>
        <source>A box needs at least one pixel in each direction inside the image.</source>
        <translation>框在图像内每个方向至少要有一个像素。</translation>
    </message>
    <message>
        <source>difficult</source>
        <translation>困难</translation>
    </message>
    <message>
        <source>truncated</source>
        <translation>截断</translation>
    </message>
    <message>
        <source>occluded</source>
        <translation>遮挡</translation>
    </message>
    <message>
        <source>crowd</source>
        <translation>群体</translation>
    </message>
    <message>
        <source>locked</source>
        <translation>锁定</translation>
    </message>
    <message>
        <source>What is in the box?</source>
        <translation>框里是什么？</translation>
    </message>
    <message>
        <source>Change the class</source>
        <translation>更改类别</translation>
    </message>
    <message>
        <source>Choose a class, or type a new one</source>
        <translation>选择类别，或输入新的</translation>
    </message>
    <message>
        <source>Boxes copied: %1</source>
        <translation>复制的框：%1</translation>
    </message>
    <message>
        <source>The previous image has no boxes.</source>
        <translation>上一张图像没有框。</translation>
    </message>
    <message>
        <source>Locked boxes were not changed; unlock them first.</source>
        <translation>锁定的框保持不动；请先解锁。</translation>
    </message>
    <message>
        <source>Change a flag</source>
        <translation>更改标志</translation>
    </message>
    <message>
        <source>Hidden boxes: %1. They remain in the project.</source>
        <translation>隐藏的框：%1。它们仍在项目里。</translation>
    </message>
    <message>
        <source>Move boxes</source>
        <translation>移动框</translation>
    </message>
    <message>
        <source>Accepted: %1</source>
        <translation>已接受：%1</translation>
    </message>
</context>
<context>
    <name>anchor::LedgerView</name>
    <message>
        <source>Save as a table…</source>
        <translation>另存为表格…</translation>
    </message>
    <message>
        <source>merged</source>
        <translation>已合并</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>已略去</translation>
    </message>
    <message>
        <source>Objects found: %1. To be stored: %2, merged: %3, left out: %4.</source>
        <translation>找到物体 %1 个：将存入 %2 个，合并 %3 个，略去 %4 个。</translation>
    </message>
    <message>
        <source>Objects found: %1. Stored: %2, merged: %3, left out: %4.</source>
        <translation>找到物体 %1 个：已存入 %2 个，合并 %3 个，略去 %4 个。</translation>
    </message>
    <message>
        <source>These numbers do not add up; please report this with the table.</source>
        <translation>这些数目对不上；请附上此表格报告问题。</translation>
    </message>
    <message>
        <source>Images in train: %1, in val: %2, in test: %3.</source>
        <translation>图像：train %1 张，val %2 张，test %3 张。</translation>
    </message>
    <message>
        <source>%1 of them have no split in the source and are assigned at random.</source>
        <translation>其中 %1 张在来源中没有划分，按随机分配。</translation>
    </message>
    <message>
        <source>Not stored</source>
        <translation>未存入</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Object</source>
        <translation>物体</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Files not read</source>
        <translation>未读取的文件</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>What was done</source>
        <translation>处理</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>Save as a table</source>
        <translation>另存为表格</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>表格 (*.csv)</translation>
    </message>
    <message>
        <source>The table was not saved</source>
        <translation>表格未能写入</translation>
    </message>
</context>
<context>
    <name>anchor::LintPanel</name>
    <message>
        <source>image missing</source>
        <translation>图像缺失</translation>
    </message>
    <message>
        <source>image damaged</source>
        <translation>图像损坏</translation>
    </message>
    <message>
        <source>labels unreadable</source>
        <translation>标注读不出</translation>
    </message>
    <message>
        <source>no area</source>
        <translation>没有面积</translation>
    </message>
    <message>
        <source>outside the image</source>
        <translation>超出图像</translation>
    </message>
    <message>
        <source>duplicate</source>
        <translation>重复</translation>
    </message>
    <message>
        <source>tiny</source>
        <translation>过小</translation>
    </message>
    <message>
        <source>no anchor fits</source>
        <translation>没有合适的锚框</translation>
    </message>
    <message>
        <source>class without a name</source>
        <translation>类别没有名称</translation>
    </message>
    <message>
        <source>class missing in a split</source>
        <translation>某划分缺少类别</translation>
    </message>
    <message>
        <source>same picture in two splits</source>
        <translation>同一图片在两个划分</translation>
    </message>
    <message>
        <source>Check the labels</source>
        <translation>检查标注</translation>
    </message>
    <message>
        <source>Fix</source>
        <translation>修复</translation>
    </message>
    <message>
        <source>Fix all of this kind</source>
        <translation>修复同类全部</translation>
    </message>
    <message>
        <source>Finds duplicates, boxes that are tiny, reach outside the image or fit no anchor, classes missing from a split, unreadable files, and the same image in two splits.</source>
        <translation>查找重复的框，过小、超出图像或没有锚框适合的框，某划分缺少的类别，读不出的文件，以及同一图片出现在两个划分。</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>Reading images and labels…</source>
        <translation>正在读取图像和标注…</translation>
    </message>
    <message>
        <source>No problems found.</source>
        <translation>未发现问题。</translation>
    </message>
    <message>
        <source>the data set</source>
        <translation>整个数据集</translation>
    </message>
    <message>
        <source>Fix problems found by the check</source>
        <translation>修复检查发现的问题</translation>
    </message>
    <message>
        <source>Fixed: %1. Undo reverts it.</source>
        <translation>已修复：%1。可以撤销。</translation>
    </message>
    <message>
        <source>Problems found</source>
        <translation>检查发现的问题</translation>
    </message>
    <message>
        <source>Checks every image and label (F9).</source>
        <translation>读取每张图像和标注；F9 作用相同。</translation>
    </message>
    <message>
        <source>Fixes the selected problem; can be undone.</source>
        <translation>修复所选的一行；可以撤销。</translation>
    </message>
    <message>
        <source>Fixes all problems of this kind in one step; can be undone.</source>
        <translation>一步修复同类的每一行；可以撤销。</translation>
    </message>
    <message>
        <source>Problems found: %1</source>
        <translation>发现的问题：%1</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>全部显示</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Fix all</source>
        <translation>全部修复</translation>
    </message>
    <message>
        <source>Lists only the problems of this kind and their images.</source>
        <translation>只列出这类问题及其图像。</translation>
    </message>
</context>
<context>
    <name>anchor::LiveChart</name>
    <message>
        <source>Copy image</source>
        <translation>复制图片</translation>
    </message>
    <message>
        <source>Save image…</source>
        <translation>保存图片…</translation>
    </message>
    <message>
        <source>Save image</source>
        <translation>保存图片</translation>
    </message>
    <message>
        <source>Picture (*.png);;PDF (*.pdf);;SVG (*.svg)</source>
        <translation>图片 (*.png);;PDF (*.pdf);;SVG (*.svg)</translation>
    </message>
    <message>
        <source>%1 cannot be written. Check free space and permissions.</source>
        <translation>%1 无法写入。请查看剩余空间和权限。</translation>
    </message>
    <message>
        <source>Save all values as CSV…</source>
        <translation>把全部数值保存为 CSV…</translation>
    </message>
    <message>
        <source>Show all (double click)</source>
        <translation>显示全部（双击）</translation>
    </message>
    <message>
        <source>Click hides the curve, or shows it again</source>
        <translation>点击可隐藏该曲线，再点则重新显示</translation>
    </message>
    <message>
        <source>Curves</source>
        <translation>曲线</translation>
    </message>
    <message>
        <source>Logarithmic x axis</source>
        <translation>对数 x 轴</translation>
    </message>
    <message>
        <source>Logarithmic y axis</source>
        <translation>对数 y 轴</translation>
    </message>
    <message>
        <source>Hide “%1”</source>
        <translation>隐藏“%1”</translation>
    </message>
    <message>
        <source>Show “%1”</source>
        <translation>显示“%1”</translation>
    </message>
    <message>
        <source>Show only “%1”</source>
        <translation>只显示“%1”</translation>
    </message>
    <message>
        <source>Copy values of “%1” as CSV</source>
        <translation>将“%1”的数值复制为 CSV</translation>
    </message>
    <message>
        <source>Open this iteration in Inspect</source>
        <translation>在“检查”中打开此迭代</translation>
    </message>
</context>
<context>
    <name>anchor::MainWindow</name>
    <message>
        <source>Anchor Studio</source>
        <translation>Anchor Studio</translation>
    </message>
    <message>
        <source>Anchor fit</source>
        <translation>锚框吻合度</translation>
    </message>
    <message>
        <source>Autopsy</source>
        <translation>解剖</translation>
    </message>
    <message>
        <source>Label doctor</source>
        <translation>标签医生</translation>
    </message>
    <message>
        <source>%1 – Anchor Studio</source>
        <translation>%1 – Anchor Studio</translation>
    </message>
    <message>
        <source>An edit is not saved</source>
        <translation>有一个编辑没有保存</translation>
    </message>
    <message>
        <source>The last edit could not be saved: %1

Close and discard it?</source>
        <translation>最后一次编辑无法写入：%1

关闭并放弃它？</translation>
    </message>
    <message>
        <source>A run is in progress</source>
        <translation>正在训练</translation>
    </message>
    <message>
        <source>Keep training after the studio closes? With Yes, the run continues and reappears when you reopen the project. With No, it saves a checkpoint and stops.</source>
        <translation>让训练继续？它可以在没有窗口时继续，再打开项目就能看到。选“否”则在写好检查点后停止。</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Keys…</source>
        <translation>按键(&amp;K)…</translation>
    </message>
    <message>
        <source>&amp;About Anchor Studio</source>
        <translation>关于 Anchor Studio(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;New project…</source>
        <translation>新建项目(&amp;N)…</translation>
    </message>
    <message>
        <source>Folder for the new project</source>
        <translation>新项目的文件夹</translation>
    </message>
    <message>
        <source>&amp;Open project…</source>
        <translation>打开项目(&amp;O)…</translation>
    </message>
    <message>
        <source>Open a project folder</source>
        <translation>打开项目文件夹</translation>
    </message>
    <message>
        <source>New &amp;sample project…</source>
        <translation>新建示例项目(&amp;S)…</translation>
    </message>
    <message>
        <source>Folder for the sample project</source>
        <translation>示例项目的文件夹</translation>
    </message>
    <message>
        <source>Import &amp;images…</source>
        <translation>导入图像(&amp;I)…</translation>
    </message>
    <message>
        <source>Folder of images</source>
        <translation>图像文件夹</translation>
    </message>
    <message>
        <source>Import &amp;labels from a folder…</source>
        <translation>从文件夹导入标注(&amp;L)…</translation>
    </message>
    <message>
        <source>Import labels from a &amp;file…</source>
        <translation>从文件导入标注(&amp;F)…</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>标注</translation>
    </message>
    <message>
        <source>&amp;Export labels</source>
        <translation>导出标注(&amp;E)</translation>
    </message>
    <message>
        <source>%1…</source>
        <translation>%1…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>New folder for the labels</source>
        <translation>存放标注的新文件夹</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Labels (ground-truth boxes)</source>
        <translation>标签（gt_box）(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Detections of the newest checkpoint</source>
        <translation>最新检查点的检测(&amp;D)</translation>
    </message>
    <message>
        <source>Pi&amp;n: record this image while training</source>
        <translation>钉住：训练时记录这张图像(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Fit to window</source>
        <translation>适应窗口(&amp;F)</translation>
    </message>
    <message>
        <source>Actual si&amp;ze</source>
        <translation>实际大小(&amp;Z)</translation>
    </message>
    <message>
        <source>Zoom to selected &amp;box</source>
        <translation>放大到选中的框(&amp;B)</translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation>放大(&amp;I)</translation>
    </message>
    <message>
        <source>Zoom o&amp;ut</source>
        <translation>缩小(&amp;U)</translation>
    </message>
    <message>
        <source>Brightness and &amp;contrast…</source>
        <translation>亮度和对比度(&amp;C)…</translation>
    </message>
    <message>
        <source>&amp;Magnifier while drawing</source>
        <translation>画框时显示放大镜(&amp;M)</translation>
    </message>
    <message>
        <source>A&amp;nchor lens while drawing</source>
        <translation>画框时显示锚框卡片(&amp;N)</translation>
    </message>
    <message>
        <source>Stay in draw mode</source>
        <translation>保持画框模式</translation>
    </message>
    <message>
        <source>&amp;Train</source>
        <translation>训练(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Train…</source>
        <translation>训练(&amp;T)…</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>暂停(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Continue</source>
        <translation>继续(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>停止(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Resume from the last checkpoint</source>
        <translation>从最后的检查点恢复(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Evaluate now</source>
        <translation>立即评估(&amp;E)</translation>
    </message>
    <message>
        <source>E&amp;xport the network…</source>
        <translation>导出网络(&amp;X)…</translation>
    </message>
    <message>
        <source>The project cannot be opened</source>
        <translation>项目无法打开</translation>
    </message>
    <message>
        <source>The project cannot be created</source>
        <translation>项目无法建立</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>No labelled image belongs to the training split yet. Draw boxes with W, or import labels, then train.</source>
        <translation>训练划分里还没有已标注的图像。用 W 画框或导入标注，然后训练。</translation>
    </message>
    <message>
        <source>The run cannot start</source>
        <translation>运行无法开始</translation>
    </message>
    <message>
        <source>Change the split</source>
        <translation>更改划分</translation>
    </message>
    <message>
        <source>Change the review</source>
        <translation>更改核对状态</translation>
    </message>
    <message>
        <source>Change the state</source>
        <translation>更改状态</translation>
    </message>
    <message>
        <source>%1 images have boxes or unreadable labels and were not changed.</source>
        <translation>%1 张图像有框或标注无法读取，未作更改。</translation>
    </message>
    <message>
        <source>Predicting: %1 of %2 images</source>
        <translation>正在预测：%1 / %2 张图像</translation>
    </message>
    <message>
        <source>%1 predictions on %2 images</source>
        <translation>预测：%2 张图像上 %1 个</translation>
    </message>
    <message>
        <source>&lt;b&gt;Not saved.&lt;/b&gt; The last edit is shown but could not be saved. %1.</source>
        <translation>&lt;b&gt;没有保存。&lt;/b&gt;最后一次编辑显示在屏幕上，但不在磁盘上。%1。</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>再试一次</translation>
    </message>
    <message>
        <source>Discard edit</source>
        <translation>放弃此次编辑</translation>
    </message>
    <message>
        <source>&lt;b&gt;The labels of this image could not be read:&lt;/b&gt; %1 The image cannot be edited and is not trained on; the label file was not changed. Fix it and import again, or relabel the image.</source>
        <translation>&lt;b&gt;这张图像的标注读不出：&lt;/b&gt;%1 图像不能编辑，也不参加训练；标注文件没有被改动。修好后重新导入，或重新标注这张图像。</translation>
    </message>
    <message>
        <source>Relabel</source>
        <translation>重新标注</translation>
    </message>
    <message>
        <source>Predicting…</source>
        <translation>正在预测…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Predictions without a label: %1 (%2).</source>
        <translation>没有标签的预测：%1（%2）。</translation>
    </message>
    <message>
        <source>Accept all from 0.5</source>
        <translation>接受 0.5 以上的全部</translation>
    </message>
    <message>
        <source>Reject all</source>
        <translation>全部拒绝</translation>
    </message>
    <message>
        <source>&lt;b&gt;Training cannot start.&lt;/b&gt; %1</source>
        <translation>&lt;b&gt;训练无法开始。&lt;/b&gt;%1</translation>
    </message>
    <message>
        <source>Go to</source>
        <translation>前往</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>核对</translation>
    </message>
    <message>
        <source>Unsure</source>
        <translation>不确定</translation>
    </message>
    <message>
        <source>Move to trash</source>
        <translation>移入回收站</translation>
    </message>
    <message>
        <source>Move images to trash</source>
        <translation>把图像移入回收站</translation>
    </message>
    <message>
        <source>Moved to trash: %1. Undo restores them; the files were not changed.</source>
        <translation>回收站中：%1。撤销可以恢复；文件没有被改动。</translation>
    </message>
    <message>
        <source>Predict</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>No trained run yet. Train one, or choose one in the Training panel.</source>
        <translation>还没有训练过的运行。请训练一个，或在训练面板里选择一个。</translation>
    </message>
    <message>
        <source>Select a box to set its flags.</source>
        <translation>选中一个框才能给它标志。</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>重做(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Draw boxes</source>
        <translation>画框(&amp;D)</translation>
    </message>
    <message>
        <source>Use the &amp;proposal under the cursor</source>
        <translation>采用光标下的候选框(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Class of the box…</source>
        <translation>框的类别(&amp;C)…</translation>
    </message>
    <message>
        <source>&amp;Flags of the box</source>
        <translation>框的标志(&amp;F)</translation>
    </message>
    <message>
        <source>Fla&amp;gs</source>
        <translation>标志(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Difficult</source>
        <translation>困难(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Truncated</source>
        <translation>截断(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Occluded</source>
        <translation>遮挡(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Crowd / ignore</source>
        <translation>群体 / 忽略(&amp;C)</translation>
    </message>
    <message>
        <source>C&amp;opy boxes</source>
        <translation>复制框(&amp;O)</translation>
    </message>
    <message>
        <source>P&amp;aste boxes</source>
        <translation>粘贴框(&amp;A)</translation>
    </message>
    <message>
        <source>Paste boxes from previous image</source>
        <translation>粘贴上一张图像的框</translation>
    </message>
    <message>
        <source>Dup&amp;licate</source>
        <translation>复制一份(&amp;L)</translation>
    </message>
    <message>
        <source>De&amp;lete</source>
        <translation>删除(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Select all</source>
        <translation>全选(&amp;S)</translation>
    </message>
    <message>
        <source>Next box</source>
        <translation>下一个框</translation>
    </message>
    <message>
        <source>Previous box</source>
        <translation>上一个框</translation>
    </message>
    <message>
        <source>&amp;Hide</source>
        <translation>隐藏(&amp;H)</translation>
    </message>
    <message>
        <source>Sho&amp;w all</source>
        <translation>全部显示(&amp;W)</translation>
    </message>
    <message>
        <source>Loc&amp;k</source>
        <translation>锁定(&amp;K)</translation>
    </message>
    <message>
        <source>Class by &amp;number</source>
        <translation>按编号选类别(&amp;N)</translation>
    </message>
    <message>
        <source>Class %1</source>
        <translation>类别 %1</translation>
    </message>
    <message>
        <source>&amp;Image</source>
        <translation>图像(&amp;I)</translation>
    </message>
    <message>
        <source>Pre&amp;vious</source>
        <translation>上一张(&amp;V)</translation>
    </message>
    <message>
        <source>Ne&amp;xt</source>
        <translation>下一张(&amp;X)</translation>
    </message>
    <message>
        <source>Back 10</source>
        <translation>后退十张</translation>
    </message>
    <message>
        <source>Forward 10</source>
        <translation>前进十张</translation>
    </message>
    <message>
        <source>Next without &amp;labels</source>
        <translation>下一张未标注的(&amp;L)</translation>
    </message>
    <message>
        <source>Mark &amp;verified and go to next</source>
        <translation>标为已核对并转到下一张(&amp;V)</translation>
    </message>
    <message>
        <source>Mark &amp;unsure and go to next</source>
        <translation>标为不确定并转到下一张(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;No objects in this image</source>
        <translation>此图无物体(&amp;N)</translation>
    </message>
    <message>
        <source>Move to &amp;trash</source>
        <translation>移入回收站(&amp;T)</translation>
    </message>
    <message>
        <source>Show the t&amp;rash…</source>
        <translation>显示回收站(&amp;R)…</translation>
    </message>
    <message>
        <source>&amp;Labels</source>
        <translation>标注(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Classes…</source>
        <translation>类别(&amp;C)…</translation>
    </message>
    <message>
        <source>&amp;Predict this image</source>
        <translation>预测这张图像(&amp;P)</translation>
    </message>
    <message>
        <source>Predict all &amp;listed images</source>
        <translation>预测列出的全部图像(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Accept the prediction</source>
        <translation>接受预测(&amp;A)</translation>
    </message>
    <message>
        <source>Accept all from &amp;0.5</source>
        <translation>接受 0.5 以上的全部(&amp;0)</translation>
    </message>
    <message>
        <source>&amp;Reject the prediction</source>
        <translation>拒绝预测(&amp;R)</translation>
    </message>
    <message>
        <source>Reject all of this &amp;image</source>
        <translation>拒绝此图的全部预测(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;Split the images…</source>
        <translation>划分图像(&amp;S)…</translation>
    </message>
    <message>
        <source>Check the la&amp;bels</source>
        <translation>检查标注(&amp;B)</translation>
    </message>
    <message>
        <source>Kept settings</source>
        <translation>保留的设置</translation>
    </message>
    <message>
        <source>&lt;b&gt;Kept settings.&lt;/b&gt; %1</source>
        <translation>&lt;b&gt;保留的设置。&lt;/b&gt;%1</translation>
    </message>
    <message>
        <source>The next Train dialog starts with these values.</source>
        <translation>下一次训练对话框以这些数值开始。</translation>
    </message>
    <message>
        <source>The project does not contain %1.</source>
        <translation>项目里没有 %1。</translation>
    </message>
    <message>
        <source>This project has no images yet.

Use File › Import images to add a folder of images,
or File › Import labels to add a folder with labels.</source>
        <translation>这个项目还没有图像。

用“文件 › 导入图像”添加一个图像文件夹，
或用“文件 › 导入标注”添加一个含标注的文件夹。</translation>
    </message>
    <message>
        <source>   best anchor here: IoU %1, %2 (%3)</source>
        <translation>   这里最好的锚框：IoU %1，%2（%3）</translation>
    </message>
    <message>
        <source>fg</source>
        <translation>前景</translation>
    </message>
    <message>
        <source>bg</source>
        <translation>背景</translation>
    </message>
    <message>
        <source>ignored</source>
        <translation>忽略</translation>
    </message>
    <message>
        <source>&amp;Help on this</source>
        <translation>此处的帮助(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Manual</source>
        <translation>手册(&amp;M)</translation>
    </message>
    <message>
        <source>Take the &amp;tour</source>
        <translation>导览(&amp;T)</translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation>最近打开(&amp;R)</translation>
    </message>
    <message>
        <source>None yet</source>
        <translation>还没有</translation>
    </message>
    <message>
        <source>Lan&amp;guage</source>
        <translation>语言(&amp;G)</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>The language can be changed once the current edit has been saved.</source>
        <translation>当前编辑保存之后才能切换语言。</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>标注</translation>
    </message>
    <message>
        <source>The boxes are the ground-truth boxes (gt_boxes) that you draw. Press W and drag to draw one, and press a digit to set its class. Changes are saved automatically; Ctrl+Z undoes them.</source>
        <translation>这些框是您画出的真值框（gt_box）。按 W 并拖动即可画一个，按数字键设定类别。改动会自动保存，Ctrl+Z 可以撤销。</translation>
    </message>
    <message>
        <source>See how the network processes it</source>
        <translation>看网络怎样处理它</translation>
    </message>
    <message>
        <source>Assignment shows which anchors are foreground, background or ignored, and why: click a cell or an object. Move a slider, and everything is recomputed by the same code that trains.</source>
        <translation>“分配”显示哪些锚框是前景、背景或忽略，以及为什么：点击格子或物体。移动滑块，一切都由训练所用的同一段代码重新计算。</translation>
    </message>
    <message>
        <source>Train… (Ctrl+T) starts a run in a separate process; losses and mAP are plotted live. With tiny-from-scratch, a CPU learns this sample in minutes.</source>
        <translation>“训练…”（Ctrl+T）在单独的进程中开始一次运行；损失和 mAP 实时画在图表中。tiny-from-scratch 在 CPU 上几分钟就能学会这个示例。</translation>
    </message>
    <message>
        <source>Find out why objects are missed</source>
        <translation>查明物体为何漏检</translation>
    </message>
    <message>
        <source>After a run, Examine follows every object through the network and names the stage that loses it: no anchor, a low RPN score, NMS, the head, a threshold. Click an object to open its image.</source>
        <translation>运行之后，“检查”跟踪每个物体经过网络，并指出是哪一步丢了它：没有锚框、RPN 打分低、NMS、检测头、阈值。点击即可打开图像。</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Export… writes the network as TorchScript, ONNX or weights. Each file is loaded in a fresh process and must give the same detections as the network before it is saved.</source>
        <translation>“导出…”把网络写成 TorchScript、ONNX 或权重。每个文件都在新的进程中加载，检测结果必须与网络一致才会保存。</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Turn photographs &amp;upright in the exported files</source>
        <translation>在导出的文件中把照片转正(&amp;U)</translation>
    </message>
    <message>
        <source>For programs that ignore the EXIF orientation: rotated images are rewritten upright, all others are copied byte for byte</source>
        <translation>用于不读取 EXIF 方向的程序：带旋转标记的图像会转正后重写，其余的逐字节复制</translation>
    </message>
    <message>
        <source>Focus next &amp;panel</source>
        <translation>聚焦下一个面板(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Focus previous panel</source>
        <translation>聚焦上一个面板(&amp;F)</translation>
    </message>
    <message>
        <source>This run has no checkpoint yet. Predictions appear once the first one is saved.</source>
        <translation>此运行还没有检查点。第一个检查点保存后就会显示预测。</translation>
    </message>
    <message>
        <source>Running the network on this image…</source>
        <translation>正在此图像上运行网络…</translation>
    </message>
    <message>
        <source>Not verified: this image is not labelled. Draw its boxes, or press N if it shows no object.</source>
        <translation>未标为已核对：此图像尚未标注。请画出边框；若图中没有物体，请按 N。</translation>
    </message>
    <message>
        <source>Not verified, because not labelled: %1 of %2 images.</source>
        <translation>因尚未标注而未标为已核对：%2 张图像中的 %1 张。</translation>
    </message>
    <message>
        <source>%1: %2 images</source>
        <translation>%1：%2 张图像</translation>
    </message>
    <message>
        <source>%1 images</source>
        <translation>%1 张图像</translation>
    </message>
    <message>
        <source>&amp;Verified</source>
        <translation>已核对(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Unsure</source>
        <translation>不确定(&amp;U)</translation>
    </message>
    <message>
        <source>I&amp;mports…</source>
        <translation>导入记录(&amp;M)…</translation>
    </message>
    <message>
        <source>Folder with labels: %1</source>
        <translation>含标注的文件夹：%1</translation>
    </message>
    <message>
        <source>&amp;Stages of the detector</source>
        <translation>检测器的阶段(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Data</source>
        <translation>数据(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Label</source>
        <translation>标注(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Inspect</source>
        <translation>检查(&amp;I)</translation>
    </message>
    <message>
        <source>Left &amp;panel</source>
        <translation>左面板(&amp;P)</translation>
    </message>
    <message>
        <source>Ri&amp;ght panel</source>
        <translation>右面板(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Full screen</source>
        <translation>全屏(&amp;F)</translation>
    </message>
    <message>
        <source>Reset la&amp;yout</source>
        <translation>恢复布局(&amp;Y)</translation>
    </message>
    <message>
        <source>◀ Previous</source>
        <translation>◀ 上一张</translation>
    </message>
    <message>
        <source>Verify and next</source>
        <translation>核对，下一张</translation>
    </message>
    <message>
        <source>Next ▶</source>
        <translation>下一张 ▶</translation>
    </message>
    <message>
        <source>%1 images · %2 boxes</source>
        <translation>%1 张图像 · %2 个框</translation>
    </message>
    <message>
        <source>All changes saved</source>
        <translation>所有改动已保存</translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation>未保存</translation>
    </message>
    <message>
        <source>mAP %1</source>
        <translation>mAP %1</translation>
    </message>
    <message>
        <source>%1 (%2) – Anchor Studio</source>
        <translation>%1（%2）– Anchor Studio</translation>
    </message>
    <message>
        <source>&amp;Keep zoom when changing images</source>
        <translation>切换图像时保持缩放(&amp;K)</translation>
    </message>
    <message>
        <source>Minimap while zoomed in</source>
        <translation>放大时显示缩略导航图</translation>
    </message>
    <message>
        <source>&amp;Commands…</source>
        <translation>命令(&amp;C)…</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Th&amp;eme</source>
        <translation>主题(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;System</source>
        <translation>跟随系统(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>浅色(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>深色(&amp;D)</translation>
    </message>
    <message>
        <source>A folder of images, or a data set</source>
        <translation>图像文件夹或数据集</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>%1 contains weights. Choose it under Weights in the Train dialog (Ctrl+T).</source>
        <translation>%1 含有权重。请在“训练”对话框（Ctrl+T）的“权重”处选择它。</translation>
    </message>
    <message>
        <source>ONNX network</source>
        <translation>ONNX 网络</translation>
    </message>
    <message>
        <source>%1 is a network for other programs. The studio does not open it; anchor-engine detect runs it on images.</source>
        <translation>%1 是供其他程序使用的网络，本程序不打开它；anchor-engine detect 可以用它检测图像。</translation>
    </message>
    <message>
        <source>&amp;Find moved images…</source>
        <translation>查找被移动的图像(&amp;F)…</translation>
    </message>
    <message>
        <source>&lt;b&gt;Images not found: %1.&lt;/b&gt; Their files were moved or deleted. If they were moved, choose the folder they are in now; labels stay as they are.</source>
        <translation>&lt;b&gt;找不到 %1 张图像。&lt;/b&gt;文件已被移动或删除。如果是移动了，请选择它们现在所在的文件夹；标注保持不变。</translation>
    </message>
    <message>
        <source>Find images…</source>
        <translation>查找图像…</translation>
    </message>
    <message>
        <source>Folder to look for moved images in</source>
        <translation>在哪个文件夹中查找被移动的图像</translation>
    </message>
    <message>
        <source>Label check</source>
        <translation>标注检查</translation>
    </message>
    <message>
        <source>Save &amp;view as…</source>
        <translation>视图另存为(&amp;V)…</translation>
    </message>
    <message>
        <source>&amp;Print…</source>
        <translation>打印(&amp;P)…</translation>
    </message>
    <message>
        <source>&amp;Close project</source>
        <translation>关闭项目(&amp;C)</translation>
    </message>
    <message>
        <source>Done: %1.</source>
        <translation>已完成：%1。</translation>
    </message>
    <message>
        <source>Undo histor&amp;y…</source>
        <translation>撤销历史(&amp;Y)…</translation>
    </message>
    <message>
        <source>Copy image of the &amp;view</source>
        <translation>复制视图图像(&amp;V)</translation>
    </message>
    <message>
        <source>Pr&amp;eferences…</source>
        <translation>首选项(&amp;E)…</translation>
    </message>
    <message>
        <source>Preferences › %1</source>
        <translation>首选项 › %1</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>This run recorded no pinned image.</source>
        <translation>此运行没有记录钉住的图像。</translation>
    </message>
</context>
<context>
    <name>anchor::ManualWindow</name>
    <message>
        <source>Manual</source>
        <translation>手册</translation>
    </message>
    <message>
        <source>Pages of the manual</source>
        <translation>手册的页</translation>
    </message>
    <message>
        <source>Text of the page</source>
        <translation>页面正文</translation>
    </message>
    <message>
        <source>en</source>
        <extracomment>The folder of the manual in this language: en or zh_CN.</extracomment>
        <translation>zh_CN</translation>
    </message>
    <message>
        <source>The manual is not installed beside the program: share/doc/anchor-studio/manual is missing.</source>
        <translation>手册没有安装在程序旁边：缺少 share/doc/anchor-studio/manual。</translation>
    </message>
</context>
<context>
    <name>anchor::ObjectList</name>
    <message>
        <source>Show all</source>
        <translation>全部显示</translation>
    </message>
    <message>
        <source>Show the hidden boxes again (Shift+H)</source>
        <translation>重新显示隐藏的框（Shift+H）</translation>
    </message>
    <message>
        <source>Objects</source>
        <translation>物体</translation>
    </message>
    <message>
        <source>Objects in the image</source>
        <translation>图像中的物体</translation>
    </message>
    <message>
        <source>no anchor ≥ %1</source>
        <translation>无锚框 ≥ %1</translation>
    </message>
    <message>
        <source>%1, %2 hidden</source>
        <translation>%1，隐藏 %2</translation>
    </message>
    <message>
        <source>No objects in this image.</source>
        <translation>此图像中没有物体。</translation>
    </message>
    <message>
        <source>No boxes yet. Press W and drag on the image.</source>
        <translation>还没有框。按 W，然后在图像上拖动。</translation>
    </message>
</context>
<context>
    <name>anchor::ObjectModel</name>
    <message>
        <source>%1 fg</source>
        <translation>%1 个前景</translation>
    </message>
    <message>
        <source>best only</source>
        <translation>仅最佳匹配</translation>
    </message>
    <message>
        <source>no anchor ≥ %1</source>
        <translation>无锚框 ≥ %1</translation>
    </message>
    <message>
        <source>0 fg, overlap</source>
        <translation>0 个前景，重叠</translation>
    </message>
    <message>
        <source>no anchor</source>
        <translation>没有锚框</translation>
    </message>
    <message>
        <source>not trained</source>
        <translation>不参与训练</translation>
    </message>
    <message>
        <source>%1 × %2 px</source>
        <translation>%1 × %2 像素</translation>
    </message>
    <message>
        <source>Hidden. Click to show the box (H).</source>
        <translation>已隐藏。单击可显示此框（H）。</translation>
    </message>
    <message>
        <source>Shown. Click to hide the box (H).</source>
        <translation>已显示。单击可隐藏此框（H）。</translation>
    </message>
    <message>
        <source>Locked. Click to unlock the box (L).</source>
        <translation>已锁定。单击可解锁此框（L）。</translation>
    </message>
    <message>
        <source>Not locked. Click to lock the box (L).</source>
        <translation>未锁定。单击可锁定此框（L）。</translation>
    </message>
    <message>
        <source>hidden</source>
        <translation>已隐藏</translation>
    </message>
    <message>
        <source>shown</source>
        <translation>已显示</translation>
    </message>
    <message>
        <source>locked</source>
        <translation>已锁定</translation>
    </message>
    <message>
        <source>not locked</source>
        <translation>未锁定</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Width × height in pixels; sorted by area</source>
        <translation>宽 × 高（像素）；按面积排序</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>尺寸</translation>
    </message>
    <message>
        <source>How many anchors are foreground (fg) for the box under the rules of the inspector</source>
        <translation>按检查器中的规则，有多少锚框是此框的前景</translation>
    </message>
    <message>
        <source>Anchors</source>
        <translation>锚框</translation>
    </message>
    <message>
        <source>Hidden</source>
        <translation>隐藏</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>锁定</translation>
    </message>
</context>
<context>
    <name>anchor::ParameterTree</name>
    <message>
        <source>In the original systems: %1</source>
        <translation>在原来的系统中：%1</translation>
    </message>
    <message>
        <source>Search parameters, also by their original names</source>
        <translation>搜索参数，也可用它们原来的名称</translation>
    </message>
    <message>
        <source>Parameter</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>Allowed: %1</source>
        <translation>允许的值：%1</translation>
    </message>
</context>
<context>
    <name>anchor::PinnedStrip</name>
    <message>
        <source>Pinned images</source>
        <translation>钉住的图像</translation>
    </message>
    <message>
        <source>%1 at iteration %2</source>
        <translation>%1，第 %2 次迭代</translation>
    </message>
    <message>
        <source>%1 at iteration %2. Click to open it in Inspect.</source>
        <translation>%1，第 %2 次迭代。单击可在“检查”中打开。</translation>
    </message>
    <message>
        <source>Pinned images at iteration %1</source>
        <translation>钉住的图像，第 %1 次迭代</translation>
    </message>
    <message>
        <source>&lt;span style=&apos;color:%1&apos;&gt;▬&lt;/span&gt; ground truth &#xa0; &lt;span style=&apos;color:%2&apos;&gt;╍&lt;/span&gt; detections, score at least %3</source>
        <translation>&lt;span style=&apos;color:%1&apos;&gt;▬&lt;/span&gt; 真值 &#xa0; &lt;span style=&apos;color:%2&apos;&gt;╍&lt;/span&gt; 检测结果，得分不低于 %3</translation>
    </message>
</context>
<context>
    <name>anchor::PreferencesDialog</name>
    <message>
        <source>Restore defaults</source>
        <translation>恢复默认值</translation>
    </message>
    <message>
        <source>Preferences</source>
        <translation>首选项</translation>
    </message>
    <message>
        <source>Search preferences</source>
        <translation>搜索首选项</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>No preference contains “%1”.</source>
        <translation>没有包含“%1”的首选项。</translation>
    </message>
    <message>
        <source>Restore the defaults of the page %1?</source>
        <translation>恢复“%1”页的默认值？</translation>
    </message>
</context>
<context>
    <name>anchor::ProjectSession</name>
    <message>
        <source>Draw a box</source>
        <translation>画框</translation>
    </message>
    <message>
        <source>Paste boxes</source>
        <translation>粘贴框</translation>
    </message>
    <message>
        <source>Move a box</source>
        <translation>移动框</translation>
    </message>
    <message>
        <source>Delete a box</source>
        <translation>删除框</translation>
    </message>
    <message>
        <source>Delete boxes</source>
        <translation>删除多个框</translation>
    </message>
    <message>
        <source>No objects</source>
        <translation>无物体</translation>
    </message>
    <message>
        <source>Not labelled yet</source>
        <translation>尚未标注</translation>
    </message>
    <message>
        <source>Add a class</source>
        <translation>添加类别</translation>
    </message>
    <message>
        <source>Accept a prediction</source>
        <translation>接受预测</translation>
    </message>
    <message>
        <source>Accept predictions</source>
        <translation>接受多个预测</translation>
    </message>
    <message>
        <source>Reject a prediction</source>
        <translation>拒绝预测</translation>
    </message>
    <message>
        <source>Reject predictions</source>
        <translation>拒绝多个预测</translation>
    </message>
    <message>
        <source>Nothing was undone: %1</source>
        <translation>没有撤销：%1</translation>
    </message>
    <message>
        <source>Nothing to redo.</source>
        <translation>没有可重做的。</translation>
    </message>
    <message>
        <source>Nothing to undo.</source>
        <translation>没有可撤销的。</translation>
    </message>
    <message>
        <source>Redone: %1.</source>
        <translation>已重做：%1。</translation>
    </message>
    <message>
        <source>Undone: %1.</source>
        <translation>已撤销：%1。</translation>
    </message>
    <message>
        <source>Redone: %1, in %2.</source>
        <translation>已重做：%1，在 %2。</translation>
    </message>
    <message>
        <source>Undone: %1, in %2.</source>
        <translation>已撤销：%1，在 %2。</translation>
    </message>
    <message>
        <source>Change a box</source>
        <translation>修改框</translation>
    </message>
    <message>
        <source>Another program changed this project; it was reloaded.</source>
        <translation>另一个程序更改了这个项目；已重新读取。</translation>
    </message>
    <message>
        <source>Another program changed this project; it was reloaded. Please repeat the last action.</source>
        <translation>另一个程序更改了这个项目；已重新读取。请重复刚才的操作。</translation>
    </message>
</context>
<context>
    <name>anchor::RecentList</name>
    <message>
        <source>opened today</source>
        <translation>今天打开过</translation>
    </message>
    <message>
        <source>opened yesterday</source>
        <translation>昨天打开过</translation>
    </message>
    <message>
        <source>opened %1</source>
        <translation>上次打开：%1</translation>
    </message>
    <message>
        <source>%1 · not found</source>
        <translation>%1 · 未找到</translation>
    </message>
</context>
<context>
    <name>anchor::ReportTray</name>
    <message>
        <source>Back to the report</source>
        <translation>回到报告</translation>
    </message>
    <message>
        <source>Shows the whole report at its place</source>
        <translation>在原处显示完整报告</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Closes this report here; it goes back to its place</source>
        <translation>关闭此处的报告，它会回到原处</translation>
    </message>
</context>
<context>
    <name>anchor::RunCharts</name>
    <message>
        <source>Losses</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>mAP and AP of each class</source>
        <translation>mAP 和各类别的 AP</translation>
    </message>
    <message>
        <source>Foreground samples</source>
        <translation>抽中的前景</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>Images per second</source>
        <translation>每秒图像数</translation>
    </message>
    <message>
        <source>Anchors and RoIs of the batch sampled as foreground. Near zero, the network sees no objects.</source>
        <translation>这一批中被抽为前景的锚框和 RoI。接近零时，网络看不到物体。</translation>
    </message>
    <message>
        <source>total</source>
        <translation>总计</translation>
    </message>
    <message>
        <source>RPN class</source>
        <translation>RPN 分类</translation>
    </message>
    <message>
        <source>RPN box</source>
        <translation>RPN 边框</translation>
    </message>
    <message>
        <source>RoI class</source>
        <translation>RoI 分类</translation>
    </message>
    <message>
        <source>RoI box</source>
        <translation>RoI 边框</translation>
    </message>
    <message>
        <source>rois</source>
        <translation>RoI</translation>
    </message>
    <message>
        <source>mAP@0.5</source>
        <translation>mAP@0.5</translation>
    </message>
    <message>
        <source>COCO mAP</source>
        <translation>COCO mAP</translation>
    </message>
    <message>
        <source>Gradient norm</source>
        <translation>梯度范数</translation>
    </message>
    <message>
        <source>Memory, MB</source>
        <translation>内存，MB</translation>
    </message>
    <message>
        <source>Gradient norm before clipping. A sudden jump often precedes a diverging loss.</source>
        <translation>裁剪之前梯度的长度。损失崩溃之前它会先跳起。</translation>
    </message>
    <message>
        <source>Iteration</source>
        <translation>迭代</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>轮次</translation>
    </message>
    <message>
        <source>Percent of the run</source>
        <translation>运行的百分比</translation>
    </message>
    <message>
        <source>Minutes</source>
        <translation>分钟</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>时钟</translation>
    </message>
    <message>
        <source>X axis</source>
        <translation>横轴</translation>
    </message>
    <message>
        <source>Unit of the x axis of all charts.</source>
        <translation>每个图表的横轴是什么。</translation>
    </message>
    <message>
        <source>Smoothing</source>
        <translation>平滑</translation>
    </message>
    <message>
        <source>Exponential moving average; the original points stay visible. 0 = no smoothing.</source>
        <translation>对全部点做指数平均；原来的点留在后面。0 表示点本身。</translation>
    </message>
    <message>
        <source>log x</source>
        <translation>对数 x</translation>
    </message>
    <message>
        <source>Logarithmic x axes</source>
        <translation>横轴用对数</translation>
    </message>
    <message>
        <source>log y</source>
        <translation>对数 y</translation>
    </message>
    <message>
        <source>Logarithmic y axes; values of 0 and below are not drawn</source>
        <translation>纵轴用对数；0 及以下的值不画</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Which loss of the runs is compared</source>
        <translation>比较哪一项损失</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>精度</translation>
    </message>
    <message>
        <source>Which accuracy of the runs is compared</source>
        <translation>比较哪一项精度</translation>
    </message>
    <message>
        <source>Save values…</source>
        <translation>保存数值…</translation>
    </message>
    <message>
        <source>Every point of every chart as CSV, in full precision</source>
        <translation>每个图表的每个点，完整位数的 CSV</translation>
    </message>
    <message>
        <source>Save all values</source>
        <translation>保存全部数值</translation>
    </message>
    <message>
        <source>CSV (*.csv)</source>
        <translation>CSV (*.csv)</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2</source>
        <translation>%1 无法写入：%2</translation>
    </message>
    <message>
        <source>resumed here</source>
        <translation>在此恢复</translation>
    </message>
    <message>
        <source>a batch was kept: its loss jumped</source>
        <translation>保留了一批：它的损失跳起</translation>
    </message>
    <message>
        <source>labels edited, steps: %1</source>
        <translation>编辑了标注，步数：%1</translation>
    </message>
    <message>
        <source>Resident memory of the engine, and its memory on the GPU.</source>
        <translation>引擎的常驻内存，以及它在 GPU 上占用的内存。</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>等待</translation>
    </message>
    <message>
        <source>memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>GPU</source>
        <translation>GPU</translation>
    </message>
    <message>
        <source>GPU memory</source>
        <translation>GPU 内存</translation>
    </message>
    <message>
        <source>anchors</source>
        <translation>锚框</translation>
    </message>
    <message>
        <source>norm</source>
        <translation>范数</translation>
    </message>
    <message>
        <source>rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>images/s</source>
        <translation>图像/秒</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>Wait, CPU, GPU %, °C</source>
        <translation>等待、CPU、GPU %、°C</translation>
    </message>
    <message>
        <source>Fraction of a step spent waiting for images (if high, use more workers or a faster disk), CPU use over all cores, GPU use, and GPU temperature.</source>
        <translation>每步等待图像的比例（高：增加读取线程，或换更快的磁盘）、引擎占用全部核心的比例、GPU 工作时间的比例，以及 GPU 的温度。</translation>
    </message>
    <message>
        <source>RPN recall@0.5</source>
        <translation>RPN 召回率@0.5</translation>
    </message>
    <message>
        <source>GPU °C</source>
        <translation>GPU °C</translation>
    </message>
    <message>
        <source>Filled by the first evaluation</source>
        <translation>第一次评估后显示</translation>
    </message>
    <message>
        <source>More charts</source>
        <translation>更多图表</translation>
    </message>
    <message>
        <source>Foreground samples, gradient norm, speed, waiting, temperature and memory</source>
        <translation>前景样本、梯度范数、速度、等待、温度和内存</translation>
    </message>
</context>
<context>
    <name>anchor::RunDifference</name>
    <message>
        <source>Same parameters</source>
        <translation>参数相同</translation>
    </message>
    <message>
        <source>Where the two runs differ</source>
        <translation>两次运行的差异</translation>
    </message>
    <message>
        <source>Difference to %1</source>
        <translation>与 %1 的差异</translation>
    </message>
    <message>
        <source>Parameter</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>Of the newest evaluation, at IoU 0.5</source>
        <translation>最近一次评估的结果，IoU 为 0.5</translation>
    </message>
    <message>
        <source>Change: %1</source>
        <translation>变化：%1</translation>
    </message>
    <message>
        <source>mAP</source>
        <translation>mAP</translation>
    </message>
    <message>
        <source>%1 instead of %2</source>
        <translation>%1，而不是 %2</translation>
    </message>
</context>
<context>
    <name>anchor::RunFollower</name>
    <message>
        <source>The training engine ended unexpectedly (killed, out of memory, or crashed). Your labels are safe. Resume continues from the last checkpoint.</source>
        <translation>训练引擎没有说明原因就结束了（被终止、内存不足或崩溃）。您的标注是安全的；“恢复”从最后的检查点继续。</translation>
    </message>
    <message>
        <source>Last message: %1</source>
        <translation>最后的消息：%1</translation>
    </message>
    <message>
        <source>The training engine ended unexpectedly (killed, out of memory, or crashed). Your labels are safe. There was no checkpoint yet, so Resume starts from the beginning.</source>
        <translation>训练引擎没有说明原因就结束了（被终止、内存不足或崩溃）。您的标注是安全的。它还没有写过检查点：“恢复”会从头开始。</translation>
    </message>
</context>
<context>
    <name>anchor::RunList</name>
    <message>
        <source>queued</source>
        <translation>排队</translation>
    </message>
    <message>
        <source>running</source>
        <translation>运行中</translation>
    </message>
    <message>
        <source>evaluating</source>
        <translation>评估中</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>not started</source>
        <translation>未开始</translation>
    </message>
    <message>
        <source>%1 iterations</source>
        <translation>%1 次迭代</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>mAP %1</source>
        <translation>mAP %1</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Ctrl+click a second run to see where the two differ</source>
        <translation>按住 Ctrl 单击另一次运行，可查看两者的差异</translation>
    </message>
</context>
<context>
    <name>anchor::SavedFilters</name>
    <message>
        <source>Saved filters</source>
        <translation>已保存的筛选</translation>
    </message>
    <message>
        <source>☆</source>
        <translation>☆</translation>
    </message>
    <message>
        <source>Save the present search as a filter</source>
        <translation>把当前搜索保存为筛选</translation>
    </message>
    <message>
        <source>Name of the filter</source>
        <translation>筛选的名称</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2. Check free space and permissions.</source>
        <translation>无法写入 %1：%2。请检查可用空间和权限。</translation>
    </message>
</context>
<context>
    <name>anchor::SearchField</name>
    <message>
        <source>Search images</source>
        <translation>搜索图像</translation>
    </message>
    <message>
        <source>Search: name, class:RBC, size:[0,30] …</source>
        <translation>搜索：名称、class:RBC、size:[0,30] …</translation>
    </message>
    <message>
        <source>Words of the name, and any of: class:NAME · split:train · state:unlabelled · review:verified · flag:difficult · origin:model · boxes:[1,5] · score:[0.3,0.7] · size:[0,32] · aspect:[2,9] · lint:any · predictions:yes · unreadable:yes · regex:^IMG.*7$ · attribute:colour=red. A minus turns a term round.</source>
        <translation>文件名中的词，以及：class:名称 · split:train · state:unlabelled · review:verified · flag:difficult · origin:model · boxes:[1,5] · score:[0.3,0.7] · size:[0,32] · aspect:[2,9] · lint:any · predictions:yes · unreadable:yes · regex:^IMG.*7$ · attribute:colour=red。前面加减号表示取反。</translation>
    </message>
</context>
<context>
    <name>anchor::SettingSliders</name>
    <message>
        <source>Multiplies all scales, by a quarter to four.</source>
        <translation>把所有尺度乘以四分之一到四。</translation>
    </message>
    <message>
        <source>All scales times</source>
        <translation>所有尺度倍数</translation>
    </message>
    <message>
        <source>All scales ×</source>
        <translation>所有尺度 ×</translation>
    </message>
</context>
<context>
    <name>anchor::Settings</name>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Colours of the window. System default follows the desktop.</source>
        <translation>窗口的颜色。“跟随系统”与桌面一致。</translation>
    </message>
    <message>
        <source>System default</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light theme</source>
        <translation>浅色主题</translation>
    </message>
    <message>
        <source>Dark theme</source>
        <translation>深色主题</translation>
    </message>
    <message>
        <source>Open the last project at start</source>
        <translation>启动时打开上次的项目</translation>
    </message>
    <message>
        <source>Otherwise the welcome page appears.</source>
        <translation>否则显示欢迎页。</translation>
    </message>
    <message>
        <source>Show messages with Undo for</source>
        <translation>带“撤销”的消息显示时长</translation>
    </message>
    <message>
        <source>How long a message such as “12 images moved to trash” stays. Undo (Ctrl+Z) works afterwards, too.</source>
        <translation>“已将 12 张图像移入回收站”之类的消息停留多久。消失后仍可撤销 (Ctrl+Z)。</translation>
    </message>
    <message>
        <source>Ask before moving a run to the trash</source>
        <translation>将运行移入回收站前询问</translation>
    </message>
    <message>
        <source>The run can be restored from the desktop&apos;s trash either way.</source>
        <translation>无论如何都可从桌面的回收站恢复。</translation>
    </message>
    <message>
        <source>Show system charts of runs</source>
        <translation>显示运行的系统图表</translation>
    </message>
    <message>
        <source>Foreground samples, gradient norm, speed, waiting, temperature and memory, below the losses, mAP and learning rate.</source>
        <translation>在损失、mAP 和学习率下方显示前景样本、梯度范数、速度、等待、温度和内存。</translation>
    </message>
    <message>
        <source>Stay in draw mode</source>
        <translation>保持画框模式</translation>
    </message>
    <message>
        <source>Draw one box after another. Otherwise drawing ends after each box.</source>
        <translation>连续绘制多个框。否则每画完一个框就退出绘制。</translation>
    </message>
    <message>
        <source>Magnifier while drawing</source>
        <translation>画框时显示放大镜</translation>
    </message>
    <message>
        <source>Shows the pixels around the cursor, enlarged.</source>
        <translation>放大显示光标周围的像素。</translation>
    </message>
    <message>
        <source>Anchor lens while drawing</source>
        <translation>画框时显示锚框卡片</translation>
    </message>
    <message>
        <source>Shows beside the box how well the anchors cover it.</source>
        <translation>在框旁显示锚框对它的覆盖程度。</translation>
    </message>
    <message>
        <source>Minimum score of predictions</source>
        <translation>预测的最低分数</translation>
    </message>
    <message>
        <source>Predict (P) offers only boxes with at least this score.</source>
        <translation>“预测”(P) 只给出分数不低于此值的框。</translation>
    </message>
    <message>
        <source>Minimum score of detections on the image</source>
        <translation>图像上检测结果的最低分数</translation>
    </message>
    <message>
        <source>The layer “Detections of the newest checkpoint” (F8) hides those below.</source>
        <translation>图层“最新检查点的检测结果”(F8) 隐藏低于此值的结果。</translation>
    </message>
    <message>
        <source>Thumbnail size</source>
        <translation>缩略图大小</translation>
    </message>
    <message>
        <source>Of the images in the gallery.</source>
        <translation>图库中图像的大小。</translation>
    </message>
    <message>
        <source> px</source>
        <translation> 像素</translation>
    </message>
    <message>
        <source>Keep zoom when changing images</source>
        <translation>切换图像时保持缩放</translation>
    </message>
    <message>
        <source>Otherwise each image is fitted to the window.</source>
        <translation>否则每张图像都适合窗口大小。</translation>
    </message>
    <message>
        <source>Minimap while zoomed in</source>
        <translation>放大时显示缩略导航图</translation>
    </message>
    <message>
        <source>A small overview of the whole image in the corner.</source>
        <translation>在角落显示整张图像的缩略概览。</translation>
    </message>
    <message>
        <source>Keep brightness and contrast after a restart</source>
        <translation>重新启动后保留亮度和对比度</translation>
    </message>
    <message>
        <source>They affect only the display; training uses the image unchanged.</source>
        <translation>只影响显示；训练使用原图像。</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Of menus, messages and the manual. System default follows the desktop.</source>
        <translation>菜单、消息和手册的语言。“跟随系统”与桌面一致。</translation>
    </message>
    <message>
        <source>General</source>
        <translation>常规</translation>
    </message>
    <message>
        <source>Labelling</source>
        <translation>标注</translation>
    </message>
    <message>
        <source>Canvas</source>
        <translation>画布</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Storage</source>
        <translation>存储</translation>
    </message>
    <message>
        <source> s</source>
        <comment>seconds</comment>
        <translation> 秒</translation>
    </message>
    <message>
        <source>Notify when a run ends</source>
        <translation>运行结束时通知</translation>
    </message>
    <message>
        <source>A notification of the desktop, while the window is in the background.</source>
        <translation>窗口不在前台时发出桌面通知。</translation>
    </message>
</context>
<context>
    <name>anchor::SplitDialog</name>
    <message>
        <source>Reassign images that already have a split</source>
        <translation>重新划分已有划分的图像</translation>
    </message>
    <message>
        <source>Split the images</source>
        <translation>划分图像</translation>
    </message>
    <message>
        <source>stratified by class</source>
        <translation>按类别比例</translation>
    </message>
    <message>
        <source>random</source>
        <translation>随机</translation>
    </message>
    <message>
        <source>by folder</source>
        <translation>整个文件夹</translation>
    </message>
    <message>
        <source>from a list of names</source>
        <translation>按名单</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>Val fraction</source>
        <translation>val 的比例</translation>
    </message>
    <message>
        <source>Test fraction</source>
        <translation>test 的比例</translation>
    </message>
    <message>
        <source>The list is for</source>
        <translation>名单用于</translation>
    </message>
    <message>
        <source>You choose the file next: one image per line, by path, name or stem.</source>
        <translation>接下来选择文件：每行一张图像，写路径、文件名或主名。</translation>
    </message>
    <message>
        <source>All %1 images will be reassigned.</source>
        <translation>全部 %1 张图像将重新划分。</translation>
    </message>
    <message>
        <source>%1 images have no split yet; the others keep theirs.</source>
        <translation>%1 张图像还没有划分；其余保持不变。</translation>
    </message>
    <message>
        <source>List of images</source>
        <translation>图像名单</translation>
    </message>
    <message>
        <source>Text (*.txt);;All files (*)</source>
        <translation>文本 (*.txt);;所有文件 (*)</translation>
    </message>
    <message>
        <source>%1 lines of the list match no image.</source>
        <translation>名单中有 %1 行与任何图像都不符。</translation>
    </message>
</context>
<context>
    <name>anchor::StatisticsPanel</name>
    <message>
        <source>Save as CSV…</source>
        <translation>保存为 CSV…</translation>
    </message>
    <message>
        <source>Size in px (√area)</source>
        <translation>尺寸，像素（√面积）</translation>
    </message>
    <message>
        <source>boxes</source>
        <translation>框</translation>
    </message>
    <message>
        <source>Width / height</source>
        <translation>宽 / 高</translation>
    </message>
    <message>
        <source>Boxes per image</source>
        <translation>一张图像上的框</translation>
    </message>
    <message>
        <source>images</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>All classes</source>
        <translation>所有类别</translation>
    </message>
    <message>
        <source>%1 to %2: %3</source>
        <translation>%1 到 %2：%3</translation>
    </message>
    <message>
        <source>no split</source>
        <translation>没有划分</translation>
    </message>
    <message>
        <source>%1 images (%2) · %3 boxes · labelled %4, no objects %5, not labelled %6</source>
        <translation>%1 张图像（%2）· %3 个框 · 已标注 %4，无物体 %5，未标注 %6</translation>
    </message>
    <message>
        <source>Save the statistics</source>
        <translation>保存统计</translation>
    </message>
    <message>
        <source>CSV (*.csv)</source>
        <translation>CSV (*.csv)</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2</source>
        <translation>%1 无法写入：%2</translation>
    </message>
    <message>
        <source>Written to %1</source>
        <translation>已写入 %1</translation>
    </message>
    <message>
        <source>Writes all counts as a table.</source>
        <translation>把全部计数写成表格。</translation>
    </message>
</context>
<context>
    <name>anchor::StoragePage</name>
    <message>
        <source>Labels of this project</source>
        <translation>此项目的标注</translation>
    </message>
    <message>
        <source>Runs of this project: checkpoints, events, samples</source>
        <translation>此项目的运行：检查点、事件、样本</translation>
    </message>
    <message>
        <source>Thumbnails of this project</source>
        <translation>此项目的缩略图</translation>
    </message>
    <message>
        <source>Trash of the desktop, where deleted runs go</source>
        <translation>桌面的回收站（删除的运行在此）</translation>
    </message>
    <message>
        <source>Preferences and recent projects</source>
        <translation>首选项和最近的项目</translation>
    </message>
    <message>
        <source>Open a project to see where its labels, runs and thumbnails are stored.</source>
        <translation>打开一个项目，即可查看其标注、运行和缩略图的存储位置。</translation>
    </message>
    <message>
        <source>Images moved to the trash of the project keep their files; the labels stay in the project until they are restored.</source>
        <translation>移入项目回收站的图像，文件仍保留；其标注留在项目中，可随时恢复。</translation>
    </message>
    <message>
        <source>Folder: %1</source>
        <translation>文件夹：%1</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Open folder: %1</source>
        <translation>打开文件夹：%1</translation>
    </message>
    <message>
        <source>Clear cache…</source>
        <translation>清除缓存…</translation>
    </message>
    <message>
        <source>…</source>
        <translation>…</translation>
    </message>
    <message>
        <source>Empty</source>
        <translation>空</translation>
    </message>
    <message>
        <source>Clear cache</source>
        <translation>清除缓存</translation>
    </message>
    <message>
        <source>Delete the thumbnails of this project? They are made again when they are needed. Labels and images are not changed.</source>
        <translation>删除此项目的缩略图？需要时会重新生成。标注和图像不变。</translation>
    </message>
    <message>
        <source>Could not delete everything in %1. Check its permissions.</source>
        <translation>无法删除 %1 中的全部内容。请检查其权限。</translation>
    </message>
</context>
<context>
    <name>anchor::TimeBar</name>
    <message>
        <source>Training replayed on this image</source>
        <translation>在这张图像上重放训练</translation>
    </message>
    <message>
        <source>This image was pinned: the run recorded it at its start and at each evaluation. Drag to step through training.</source>
        <translation>这张图像被钉住了：运行在开始和每次评估时记录了它。拖动即可看到训练的经过。</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>newest checkpoint</source>
        <translation>最新检查点</translation>
    </message>
    <message>
        <source>iteration %1</source>
        <translation>第 %1 次迭代</translation>
    </message>
</context>
<context>
    <name>anchor::Toast</name>
    <message>
        <source>Close (Esc)</source>
        <translation>关闭 (Esc)</translation>
    </message>
    <message>
        <source>Close this message</source>
        <translation>关闭此消息</translation>
    </message>
</context>
<context>
    <name>anchor::ToneDialog</name>
    <message>
        <source>Brightness and contrast of the view</source>
        <translation>视图的亮度和对比度</translation>
    </message>
    <message>
        <source>Brightness</source>
        <translation>亮度</translation>
    </message>
    <message>
        <source>Contrast</source>
        <translation>对比度</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>重置</translation>
    </message>
    <message>
        <source>Affects only the display; training uses the image&apos;s own range.</source>
        <translation>只影响你所看到的；训练使用图像自己的范围。</translation>
    </message>
    <message>
        <source>Affects only the display; training uses the image unchanged.</source>
        <translation>只影响你所看到的；训练使用原来的图像。</translation>
    </message>
    <message>
        <source>16-bit and floating-point images: values shown as black and as white</source>
        <translation>16 位和浮点像素：显示为黑和白的值</translation>
    </message>
    <message>
        <source>Black at</source>
        <translation>黑点</translation>
    </message>
    <message>
        <source>White at</source>
        <translation>白点</translation>
    </message>
    <message>
        <source>Its own range</source>
        <translation>自己的范围</translation>
    </message>
    <message>
        <source>From the 0.1st to the 99.9th percentile of the image, as in training</source>
        <translation>从图像最暗的千分之一到最亮的千分之一，与训练所见相同</translation>
    </message>
</context>
<context>
    <name>anchor::Tour</name>
    <message>
        <source>Back</source>
        <translation>上一步</translation>
    </message>
    <message>
        <source>End the tour</source>
        <translation>结束导览</translation>
    </message>
    <message>
        <source>Tour</source>
        <translation>导览</translation>
    </message>
    <message>
        <source>Step %1 of %2</source>
        <translation>第 %1 步，共 %2 步</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一步</translation>
    </message>
</context>
<context>
    <name>anchor::TrainDialog</name>
    <message>
        <source>%1 seconds</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>%1 minutes</source>
        <translation>%1 分钟</translation>
    </message>
    <message>
        <source>%1 hours</source>
        <translation>%1 小时</translation>
    </message>
    <message>
        <source>Train a detector</source>
        <translation>训练检测器</translation>
    </message>
    <message>
        <source>Random weights</source>
        <translation>随机权重</translation>
    </message>
    <message>
        <source>ImageNet weights: torchvision&apos;s .pth or .safetensors, or a .caffemodel. Without a file, the network starts from random weights and uses group normalisation.</source>
        <translation>ImageNet 权重：torchvision 的 .pth 或 .safetensors，或 .caffemodel。没有文件时网络从随机权重开始并使用组归一化。</translation>
    </message>
    <message>
        <source>Optimiser steps. Each step processes one batch of images.</source>
        <translation>优化器的步数。一步看到的图像数等于批大小。</translation>
    </message>
    <message>
        <source>Images per step. A larger batch is more stable and needs more memory.</source>
        <translation>每步的图像数。多则更稳，占用更多内存。</translation>
    </message>
    <message>
        <source> px</source>
        <translation> 像素</translation>
    </message>
    <message>
        <source>Every image is resized so that its shorter side has this length, before anchors are placed on it.</source>
        <translation>锚框放上之前，每张图像都缩放到短边为这个长度。</translation>
    </message>
    <message>
        <source>Automatic: GPU if there is one</source>
        <translation>自动：有 GPU 就用</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>GPU (CUDA)</source>
        <translation>GPU（CUDA）</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>浏览…</translation>
    </message>
    <message>
        <source>&amp;Network and recipe</source>
        <translation>网络和方案(&amp;N)</translation>
    </message>
    <message>
        <source>Start from &amp;weights</source>
        <translation>起始权重(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Iterations</source>
        <translation>迭代次数(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;Batch</source>
        <translation>批大小(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Short side</source>
        <translation>短边(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Device</source>
        <translation>设备(&amp;D)</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>%1 train, %2 val, %3 test; classes: %4</source>
        <translation>训练 %1，验证 %2，测试 %3；类别：%4</translation>
    </message>
    <message>
        <source>Estimate</source>
        <translation>估计</translation>
    </message>
    <message>
        <source>Start training</source>
        <translation>开始训练</translation>
    </message>
    <message>
        <source>All parameters</source>
        <translation>全部参数</translation>
    </message>
    <message numerus="yes">
        <source>All parameters (%n changed)</source>
        <translation>
            <numerusform>全部参数（已改 %n 项）</numerusform>
        </translation>
    </message>
    <message>
        <source>This network is designed to start from ImageNet weights. Without a file, it starts from random weights and needs far more images and time.</source>
        <translation>这个网络应当从 ImageNet 权重开始。没有文件时从随机权重开始，需要多得多的图像和时间。</translation>
    </message>
    <message>
        <source>Weights to start from</source>
        <translation>起始权重</translation>
    </message>
    <message>
        <source>Weights (*.pth *.pt *.safetensors *.caffemodel)</source>
        <translation>权重 (*.pth *.pt *.safetensors *.caffemodel)</translation>
    </message>
    <message>
        <source>Measuring one step on this machine…</source>
        <translation>正在这台机器上测量一步…</translation>
    </message>
    <message>
        <source>Could not be measured: %1</source>
        <translation>无法测量：%1</translation>
    </message>
    <message>
        <source>About %1 (%2 s a step) and %3 MB of memory, measured on an image of %4 × %5</source>
        <translation>约 %1（每步 %2 秒），内存 %3 MB，在 %4 × %5 的图像上测得</translation>
    </message>
    <message>
        <source>Only fills in the form; nothing starts yet.</source>
        <translation>只改动表单；不会自动开始。</translation>
    </message>
    <message>
        <source>Use %1</source>
        <translation>改用 %1</translation>
    </message>
    <message>
        <source>Only %1 MB are free.</source>
        <translation>只剩 %1 MB 可用。</translation>
    </message>
    <message>
        <source>This computer, or USER@MACHINE</source>
        <translation>本机，或 用户@机器</translation>
    </message>
    <message>
        <source>Another machine, reached by ssh with a key or an agent. The run and its images are copied there; losses and checkpoints are copied back during training.</source>
        <translation>另一台机器，通过 ssh（密钥或代理）连接：运行和图像被复制过去；训练时损失和检查点传回这里。</translation>
    </message>
    <message>
        <source>The engine&apos;s program on that machine</source>
        <translation>那台机器上的引擎程序</translation>
    </message>
    <message>
        <source>Engine there</source>
        <translation>那里的引擎</translation>
    </message>
    <message>
        <source>&amp;Machine</source>
        <translation>机器(&amp;M)</translation>
    </message>
    <message>
        <source>One for each GPU</source>
        <translation>每块 GPU 一个</translation>
    </message>
    <message>
        <source>Processes that train this run together on one machine, each with its own GPU. They share the batch.</source>
        <translation>在一台机器上共同训练该运行的进程，各用一块 GPU，并分担批次。</translation>
    </message>
    <message>
        <source>&amp;Processes</source>
        <translation>进程数(&amp;P)</translation>
    </message>
    <message>
        <source>Measured when you leave the field</source>
        <translation>离开输入框后测量</translation>
    </message>
    <message>
        <source>Measuring one step on %1…</source>
        <translation>正在 %1 上测量一步…</translation>
    </message>
    <message>
        <source>Not enough memory.</source>
        <translation>内存不够。</translation>
    </message>
    <message>
        <source>%1 MB of the GPU&apos;s memory</source>
        <translation>GPU 显存 %1 MB</translation>
    </message>
    <message>
        <source>On %1</source>
        <translation>在 %1 上测得</translation>
    </message>
    <message>
        <source>Weights file not found: %1. Choose another one, or leave the field empty.</source>
        <translation>找不到权重文件：%1。请选择另一个，或让此栏留空。</translation>
    </message>
    <message>
        <source>Copied from an earlier run.</source>
        <translation>沿用以前某次运行的设置。</translation>
    </message>
    <message>
        <source>Settings of the last run in this project.</source>
        <translation>沿用此项目上次运行的设置。</translation>
    </message>
    <message>
        <source>Values of the preset.</source>
        <translation>使用预设的数值。</translation>
    </message>
    <message>
        <source>From the inspector: %1</source>
        <translation>来自检查器：%1</translation>
    </message>
    <message>
        <source>The weights fit this network.</source>
        <translation>权重与此网络相符。</translation>
    </message>
    <message>
        <source>Checking the weights…</source>
        <translation>正在检查权重……</translation>
    </message>
    <message>
        <source>A checkpoint takes %1 MB, up to %2 are kept, and %3 MB are free on the project&apos;s disk. Free some space first.</source>
        <translation>每个检查点占 %1 MB，最多保留 %2 个，而项目所在磁盘只剩 %3 MB。请先释放空间。</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>重置</translation>
    </message>
    <message>
        <source>Set all changed parameters back to the values of the preset</source>
        <translation>将所有改动过的参数恢复为预设的数值</translation>
    </message>
    <message>
        <source>Drop them</source>
        <translation>不再使用</translation>
    </message>
    <message>
        <source>Use the preset&apos;s values instead</source>
        <translation>改用预设的数值</translation>
    </message>
</context>
<context>
    <name>anchor::TrainingPanel</name>
    <message>
        <source>Choose a network and start a new run</source>
        <translation>选择网络，开始新的运行</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Pause the run after the current step; it keeps its memory</source>
        <translation>在当前一步之后暂停；内存仍被占用</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Write a checkpoint and end the engine; the run can be resumed</source>
        <translation>写好检查点并结束引擎；运行可以恢复</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Continue from the newest checkpoint</source>
        <translation>从最新的检查点继续</translation>
    </message>
    <message>
        <source>Engine messages appear here.</source>
        <translation>引擎的消息显示在这里。</translation>
    </message>
    <message>
        <source>Charts</source>
        <translation>图表</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>This run has no checkpoint yet. Wait for the first one, or choose another run.</source>
        <translation>这次运行还没有检查点。请等待第一个，或选择另一次运行。</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>还剩 %1</translation>
    </message>
    <message>
        <source>%1, stage %2 of %3. </source>
        <translation>%1，第 %2 阶段，共 %3。</translation>
    </message>
    <message>
        <source>Computing proposals: %1 of %2 images</source>
        <translation>正在计算候选框：%1 / %2 张图像</translation>
    </message>
    <message>
        <source>Evaluating: %1 of %2 images</source>
        <translation>正在评估：%1 / %2 张图像</translation>
    </message>
    <message>
        <source>Running on %1: loss %2, %3 images/s, %4 MB</source>
        <translation>在 %1 上运行：损失 %2，每秒 %3 张图像，%4 MB</translation>
    </message>
    <message>
        <source>, mAP@0.5 %1 on %2</source>
        <translation>，%2 上 mAP@0.5 %1</translation>
    </message>
    <message>
        <source>The loss is not a number at iteration %1.</source>
        <translation>第 %1 次迭代的损失不是数字。</translation>
    </message>
    <message>
        <source>The loss jumped to %1 at iteration %2 (usually %3).</source>
        <translation>第 %2 次迭代的损失跳到 %1；平时是 %3。</translation>
    </message>
    <message>
        <source>%1 The batch was kept: %2. &lt;a href=&apos;open&apos;&gt;Open it&lt;/a&gt;</source>
        <translation>%1 这一批已保留：%2。&lt;a href=&apos;open&apos;&gt;打开它&lt;/a&gt;</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Starting the engine…</source>
        <translation>正在启动引擎…</translation>
    </message>
    <message>
        <source>Paused.</source>
        <translation>已暂停。</translation>
    </message>
    <message>
        <source> mAP@0.5 %1, COCO %2 on %3.</source>
        <translation>在 %3 上 mAP@0.5 %1，COCO %2。</translation>
    </message>
    <message>
        <source>Finished.</source>
        <translation>已完成。</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>已停止。</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>Learning rate, checkpoints, copies of this run, the queue</source>
        <translation>学习率、检查点、这次运行的副本、队列</translation>
    </message>
    <message>
        <source>Opens the Train dialog with the settings of this run, changed to use less memory.</source>
        <translation>用这次运行的设置和较小的内存需求打开训练对话框。</translation>
    </message>
    <message>
        <source>Change the learning rate…</source>
        <translation>更改学习率…</translation>
    </message>
    <message>
        <source>Evaluate now</source>
        <translation>立即评估</translation>
    </message>
    <message>
        <source>Write a checkpoint now</source>
        <translation>立即写检查点</translation>
    </message>
    <message>
        <source>Duplicate with changes…</source>
        <translation>复制并修改…</translation>
    </message>
    <message>
        <source>New run from a checkpoint</source>
        <translation>从检查点开始新的运行</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>移除 %1</translation>
    </message>
    <message>
        <source>Change the learning rate</source>
        <translation>更改学习率</translation>
    </message>
    <message>
        <source>Waiting: %1</source>
        <translation>等待中：%1</translation>
    </message>
    <message>
        <source>Start the next</source>
        <translation>开始下一个</translation>
    </message>
    <message>
        <source>Try with %1…</source>
        <translation>用 %1 再试…</translation>
    </message>
    <message>
        <source>Try with less memory</source>
        <translation>用较少的内存再试</translation>
    </message>
    <message>
        <source>The engine has not responded for %1 seconds and may hang. Use More › End the engine now to end it; labels and the last checkpoint are safe, and Resume continues from there.</source>
        <translation>引擎已有 %1 秒没有消息：可能卡住了。“更多 › 立即结束引擎”会结束它；标注和最后一个检查点是安全的，“恢复”从那里继续。</translation>
    </message>
    <message>
        <source>End the engine now</source>
        <translation>立即结束引擎</translation>
    </message>
    <message>
        <source>End the engine</source>
        <translation>结束引擎</translation>
    </message>
    <message>
        <source>Base learning rate (warm-up and schedule still apply):</source>
        <translation>基础学习率；预热和调度从它继续：</translation>
    </message>
    <message>
        <source>With warm-up and schedule, the last step used %1.</source>
        <translation>经过预热和调度，上一步的学习率为 %1。</translation>
    </message>
    <message>
        <source>another machine</source>
        <translation>另一台机器</translation>
    </message>
    <message>
        <source>The engine has not responded for %1 seconds and may hang. It runs on %2 and cannot be ended from here: log in there and end anchor-engine; labels and the last checkpoint are safe, and Resume continues from there.</source>
        <translation>引擎已有 %1 秒没有消息：可能卡住了。它在 %2 上运行，无法从这里结束：请登录那台机器结束 anchor-engine；标注和最后一个检查点是安全的，“恢复”从那里继续。</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>重命名…</translation>
    </message>
    <message>
        <source>Note…</source>
        <translation>备注…</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Move to the trash…</source>
        <translation>移入回收站…</translation>
    </message>
    <message>
        <source>Rename the run</source>
        <translation>重命名运行</translation>
    </message>
    <message>
        <source>Name (the folder stays %1):</source>
        <translation>名称（文件夹仍为 %1）：</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>What this run was for, or what came of it:</source>
        <translation>这次运行的目的或结果：</translation>
    </message>
    <message>
        <source>Move the run to the trash</source>
        <translation>把运行移入回收站</translation>
    </message>
    <message>
        <source>Move %1 with its checkpoints and reports to the trash of the desktop? It can be put back from there.</source>
        <translation>把 %1 连同检查点和报告移入桌面的回收站？可以从那里恢复。</translation>
    </message>
    <message>
        <source>New run…</source>
        <translation>新建运行…</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Queue a run…</source>
        <translation>加入队列…</translation>
    </message>
    <message>
        <source>No run yet. Label some images, then press New run.</source>
        <translation>还没有运行。先标注一些图像，然后点“新建运行”。</translation>
    </message>
</context>
<context>
    <name>anchor::TrashDialog</name>
    <message>
        <source>Trash</source>
        <translation>回收站</translation>
    </message>
    <message>
        <source>These images are not shown, trained on or exported. Their files and labels are kept.</source>
        <translation>这些图像不显示、不训练、不导出。文件和标注没有被改动。</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>放回</translation>
    </message>
    <message>
        <source>%1 (boxes: %2)</source>
        <translation>%1（框：%2）</translation>
    </message>
    <message>
        <source>Restore images</source>
        <translation>放回图像</translation>
    </message>
</context>
<context>
    <name>anchor::UndoHistory</name>
    <message>
        <source>Undo history</source>
        <translation>撤销历史</translation>
    </message>
    <message>
        <source>Steps of the project, newest first</source>
        <translation>项目的步骤，最新的在前</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>步骤</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Click a step to return to the state after it. A new edit discards the undone steps above it.</source>
        <translation>点击某一步骤即回到该步骤之后的状态。新的编辑会丢弃其上方已撤销的步骤。</translation>
    </message>
    <message>
        <source>Empty project</source>
        <translation>空项目</translation>
    </message>
    <message>
        <source>%1 (undone)</source>
        <translation>%1（已撤销）</translation>
    </message>
    <message>
        <source>▸ %1</source>
        <translation>▸ %1</translation>
    </message>
    <message>
        <source>%1, current state</source>
        <translation>%1，当前状态</translation>
    </message>
</context>
<context>
    <name>anchor::ViewOutput</name>
    <message>
        <source>The view was copied as an image.</source>
        <translation>视图已复制为图像。</translation>
    </message>
    <message>
        <source>Save view</source>
        <translation>保存视图</translation>
    </message>
    <message>
        <source>Picture (*.png);;SVG (*.svg)</source>
        <translation>图片 (*.png);;SVG (*.svg)</translation>
    </message>
    <message>
        <source>Saved: %1</source>
        <translation>已保存：%1</translation>
    </message>
    <message>
        <source>%1 cannot be written. Check free space and permissions.</source>
        <translation>%1 无法写入。请查看剩余空间和权限。</translation>
    </message>
</context>
<context>
    <name>anchor::WelcomePage</name>
    <message>
        <source>Recent projects</source>
        <translation>最近打开</translation>
    </message>
    <message>
        <source>Anchor Studio</source>
        <translation>Anchor Studio</translation>
    </message>
    <message>
        <source>An empty folder for your labels; images stay where they are.</source>
        <translation>一个空文件夹存放标注；图像留在原处。</translation>
    </message>
    <message>
        <source>Open a project</source>
        <translation>打开项目</translation>
    </message>
    <message>
        <source>A folder that contains project.anchor.</source>
        <translation>含有 project.anchor 的文件夹。</translation>
    </message>
    <message>
        <source>Read the manual</source>
        <translation>阅读手册</translation>
    </message>
    <message>
        <source>Labelling, the inspector, training, export.</source>
        <translation>标注、检查器、训练、导出。</translation>
    </message>
    <message>
        <source>Label boxes, see how Faster R-CNN learns from them, train, and export a detector. Everything stays on this machine.</source>
        <translation>标注边界框，观察 Faster R-CNN 如何从中学习，训练并导出检测器。所有数据都留在本机。</translation>
    </message>
    <message>
        <source>Open images or a data set</source>
        <translation>打开图像或数据集</translation>
    </message>
    <message>
        <source>Drop a folder here: photos, Pascal VOC, COCO, YOLO, CreateML or CSV.</source>
        <translation>把文件夹拖到这里：照片、Pascal VOC、COCO、YOLO、CreateML 或 CSV。</translation>
    </message>
    <message>
        <source>Try the sample</source>
        <translation>试用示例</translation>
    </message>
    <message>
        <source>240 generated images, labelled and ready to train. Five-minute tour.</source>
        <translation>240 张生成的图像，已标注，可直接训练。导览约五分钟。</translation>
    </message>
    <message>
        <source>New empty project</source>
        <translation>新建空项目</translation>
    </message>
</context>
</TS>
