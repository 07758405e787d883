#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Fuzzes the readers of labels (voc, coco, yolo, yaml: texts in memory; labels: folders), pictures, projects
# (project: whole files; rows: any value in any column, read and edited; values: single rows), run files and
# weights, one after the other, SECONDS each (600), and prints how many inputs each saw. Needs clang and
# libclang-rt-14-dev (or the one of your clang). A finding ends it with exit code 1 and is kept as build-fuzz/found-*.
# Corpora are kept in build-fuzz/corpus: more runs go deeper.
#   tests/fuzz/fuzz.sh [SECONDS] [WHAT …]
set -eu
cd "$(dirname "$(readlink -f "$0")")/../.."
seconds=${1:-600}
[ $# -gt 0 ] && shift
[ $# -gt 0 ] || set -- voc coco yolo yaml labels headers pictures project rows values messages runs safetensors weights
build=build-fuzz
export CC=clang CXX=clang++
cmake -S tests/fuzz -B $build -G Ninja -DCMAKE_BUILD_TYPE=RelWithDebInfo >/dev/null
for what in "$@"; do targets="${targets:-} fuzz_$what"; done
# shellcheck disable=SC2086
cmake --build $build --target $targets

# seed WHAT NUMBER NAME: standard input, behind the byte that names its kind (- = no such byte), becomes a seed.
# Seeds have to be read without a word; those of "refused" shall not be.
seed() {
  mkdir -p "$build/seeds/$1"
  { [ "$2" = - ] || printf "\\x$(printf %02x "$2")"; cat; } >"$build/seeds/$1/$3"
}
voc='<annotation><filename>a.png</filename><size><width>3</width><height>2</height><depth>3</depth></size><object><name>cat</name><difficult>1</difficult><bndbox><xmin>1</xmin><ymin>1</ymin><xmax>3</xmax><ymax>2</ymax></bndbox></object></annotation>'
seed labels 0 voc <<<"$voc"
seed voc 0 voc <<<"$voc"
coco='{"images":[{"id":1,"file_name":"a.png","width":3,"height":2}],"annotations":[{"id":7,"image_id":1,"category_id":2,"bbox":[0,0,2,1],"area":2,"iscrowd":0,"segmentation":[[0,0,2,0,2,1]]}],"categories":[{"id":2,"name":"cat","supercategory":"animal"}]}'
seed labels 1 coco <<<"$coco"
seed coco - coco <<<"$coco"
yaml='{path: ., train: images, val: images, nc: 2, names: {0: cat, 1: dog}}'
seed labels 2 yaml <<<"$yaml"
seed yaml - yaml <<<"$yaml"
yolo='0 0.5 0.5 0.25 0.25'
seed labels 3 yolo <<<"$yolo"
seed yolo - yolo <<<"$yolo"
seed yolo - polygon <<<$'1.0 0 0 1 0 1 1 0.5 0.5\n0 0.5 0.5 0.25 0.25 0.9'
seed labels 4 createml <<<'[{"image":"a.png","annotations":[{"label":"cat","coordinates":{"x":1.5,"y":0.5,"width":1,"height":1}}]}]'
seed labels 5 csv <<<$'filename,width,height,class,xmin,ymin,xmax,ymax\na.png,3,2,"cat",0,0,2,1'
seed labels 6 darknet <<<'1 0.5 0.5 1 1'
for image in alpha.png grey.png palette.png animated.png; do seed pictures 1 $image <tests/data/odd_images/$image; done
seed pictures 0 cmyk.jpg <tests/data/odd_images/cmyk.jpg
for image in pages.tif big.tif; do seed pictures 3 $image <tests/data/odd_images/$image; done
mkdir -p $build/seeds/headers && cp tests/data/odd_images/* $build/seeds/headers/
seed pictures-refused 4 animated.webp <tests/data/odd_images/animated.webp
seed rows 0 sound </dev/null
seed values 2 rules <<<'[{"name":"colour","kind":0,"choices":["red"]}]'
seed values 3 history <<<'{"image":1,"class":1,"x1":0.0,"y1":1,"x2":2,"y2":2.5,"difficult":0,"truncated":1,"occluded":0,"crowd":0,"pose":"Left","origin":1,"score":0.5,"attributes":"{\"colour\":\"red\"}"}'
seed values 4 whole <<<'{"image":7}'
mkdir -p $build/seeds/project && cp tests/data/project_v*.anchor $build/seeds/project/
seed messages 0 event <<<'{"type":"iteration","time":1.5,"iteration":3,"total":0.5,"rpn_cls":0.1,"learning_rate":0.001}'
seed messages 1 command <<<'{"type":"set_learning_rate","learning_rate":0.01}'
seed messages 2 request <<<'{"id":1,"type":"inspect","run":"r","image":"i","score":0.5}'
seed messages 3 answer <<<'{"id":1,"type":"done","boxes":[{"x1":1,"y1":2,"x2":3,"y2":4}]}'
config='"classes":["a"],"network":{"backbone":"vgg16","neck":"none","roi_op":"pool","head_hidden":4096},"input":{"short_side":32,"long_side":32},"anchors":{"scales":[8],"ratios":[1]}'
seed runs 0 config <<<"{\"schema\":1,$config}"
seed runs 1 samples <<<'{"classes":["cat"],"samples":[{"image":"a.png","width":3,"height":1,"split":"train","boxes":[{"class":0,"box":[0,0,2,1],"difficult":false}]}]}'
# Of 32 x 32 pixels, which are four cells of one anchor: arrays of zeros.
record="{\"__metadata__\":{\"format\":\"anchor-studio-image-record\",\"iteration\":\"1\",\"image_height\":\"32\",\"image_width\":\"32\",\"proposals\":\"1\",\"labels\":\"2\",\"config\":\"{\\\"schema\\\":1,${config//\"/\\\"}}\"}"
at=0
for array in rpn_scores:4:1 rpn_deltas:4:4 rois:1:4 head_scores:1:2 head_deltas:1:8; do
  IFS=: read -r name rows columns <<<"$array"
  record="$record,\"$name\":{\"dtype\":\"F32\",\"shape\":[$rows,$columns],\"data_offsets\":[$at,$((at + 4 * rows * columns))]}"
  at=$((at + 4 * rows * columns))
done
record="$record}"
{
  printf "\\x$(printf %02x $((${#record} % 256)))\\x$(printf %02x $((${#record} / 256)))\0\0\0\0\0\0%s" "$record"
  head -c $at /dev/zero
} | seed runs 2 record
seed weights 0 zip.pth <tests/data/weights_zip.pth
seed weights 0 legacy.pth <tests/data/weights_legacy.pth
seed weights-refused 0 code.pth <tests/data/broken_runs_code.pth
safetensors() { printf '\x40\0\0\0\0\0\0\0%-64s12345678' '{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}'; }
safetensors | seed weights 1 safetensors
safetensors | seed safetensors - one
printf '\xa2\x06\x1b\x0a\x02ip\x12\x01x\x3a\x12\x2a\x08\0\0\x80\x3f\0\0\0\x40\x3a\x06\x0a\x02\x02\x01\x28\x00' | seed weights 2 caffemodel

export ASAN_OPTIONS=detect_leaks=0:allocator_may_return_null=0:max_allocation_size_mb=8192:malloc_context_size=1:use_sigaltstack=0:quarantine_size_mb=8:max_malloc_fill_size=0
library_path=.libtorch/nvidia/cu13/lib:.libtorch/nvidia/cuda_runtime/lib
for what in "$@"; do
  for one in $build/seeds/$what/*; do
    [ -e "$one" ] || continue
    ANCHOR_FUZZ_SEEDS=1 LD_LIBRARY_PATH=$library_path $build/bin/fuzz_$what -artifact_prefix=$build/ "$one" >$build/seed.log 2>&1 ||
      { grep -a -m1 'a seed was not read' $build/seed.log || tail -n 20 $build/seed.log; echo "$one"; exit 1; }
  done
  mkdir -p $build/corpus/$what $build/seeds/$what-refused
  log=$build/$what.log
  longest=8192
  [ "$what" = project ] && longest=200000  # or no seed would be a whole database
  LD_LIBRARY_PATH=$library_path $build/bin/fuzz_$what \
    -entropic=0 -detect_leaks=0 -max_total_time="$seconds" -max_len=$longest -timeout=10 -rss_limit_mb=3072 -malloc_limit_mb=8192 -print_final_stats=1 \
    -artifact_prefix=$build/found-$what- $build/corpus/$what $build/seeds/$what $build/seeds/$what-refused >"$log" 2>&1 ||
    { tail -n 60 "$log"; echo "$what: a finding; see $log"; exit 1; }
  echo "$what: $(sed -n 's/stat::number_of_executed_units: *//p' "$log") inputs, $(ls $build/corpus/$what | wc -l) kept, no finding"
done
rm -rf /dev/shm/anchor-fuzz-*
