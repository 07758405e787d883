# SPDX-License-Identifier: GPL-3.0-or-later
# LibTorch from the unpacked wheel in .libtorch, or from -DLIBTORCH_ROOT=<folder that holds torch/>.
# The wheel's own TorchConfig.cmake insists on a CUDA toolkit, so the few targets are declared here.
get_filename_component(_root ${CMAKE_CURRENT_LIST_DIR}/.. ABSOLUTE)
set(LIBTORCH_ROOT ${_root}/.libtorch CACHE PATH "Folder that holds torch/include and torch/lib")
find_library(TORCH_CPU_LIBRARY torch_cpu PATHS ${LIBTORCH_ROOT}/torch/lib NO_DEFAULT_PATH)
if(NOT TORCH_CPU_LIBRARY)
  message(FATAL_ERROR "LibTorch is missing in ${LIBTORCH_ROOT}: run ./studio or ./check once, or pass -DLIBTORCH_ROOT.")
endif()
set(_torch_lib ${LIBTORCH_ROOT}/torch/lib)

add_library(anchor_torch INTERFACE)
target_include_directories(anchor_torch SYSTEM INTERFACE
  ${LIBTORCH_ROOT}/torch/include ${LIBTORCH_ROOT}/torch/include/torch/csrc/api/include)
target_link_libraries(anchor_torch INTERFACE ${TORCH_CPU_LIBRARY} ${_torch_lib}/libc10.so ${_torch_lib}/libgomp.so.1)
# Not as link options: an installed program must not look into the folders of the machine it was built on.
list(APPEND CMAKE_BUILD_RPATH ${_torch_lib} ${LIBTORCH_ROOT}/nvidia/cu13/lib)

# The CUDA half registers itself when its library is loaded, so it is linked although no symbol of it is named.
option(ANCHOR_CUDA "Use the CUDA half of LibTorch" OFF)
file(GLOB _cublas ${LIBTORCH_ROOT}/nvidia/cu13/lib/libcublas.so*)
if(_cublas OR ANCHOR_CUDA)
  target_link_libraries(anchor_torch INTERFACE
    -Wl,--no-as-needed ${_torch_lib}/libtorch_cuda.so ${_torch_lib}/libc10_cuda.so -Wl,--as-needed)
  set(ANCHOR_TORCH_HAS_CUDA ON)
  message(STATUS "LibTorch: with CUDA")
else()
  set(ANCHOR_TORCH_HAS_CUDA OFF)
  message(STATUS "LibTorch: CPU")
endif()
