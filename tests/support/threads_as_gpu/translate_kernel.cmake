# SPDX-License-Identifier: GPL-3.0-or-later
# Makes C++ of a CUDA source, for cuda_runtime_api.h beside this file. -DINPUT=file.cu -DOUTPUT=file.cpp
file(READ ${INPUT} _text)
# kernel<<<grid, block, bytes, stream>>>(arguments) becomes two calls
string(REGEX REPLACE "([A-Za-z_]+(<[0-9]+>)?)[ \n]*<<<([^;]*)>>>\\(" "threads_as_gpu::launch(\\1, \\3)(" _text "${_text}")
string(REGEX REPLACE "extern __shared__ ([a-z ]+) ([a-z]+)\\[\\];"
  "auto* \\2 = static_cast<\\1*>(threads_as_gpu::dynamicShared());" _text "${_text}")
if(_text MATCHES "<<<|extern __shared__")
  message(FATAL_ERROR "${INPUT}: holds a launch or shared memory in a form that this script does not know")
endif()
file(WRITE ${OUTPUT} "#line 1 \"${INPUT}\"\n${_text}")
