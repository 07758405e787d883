# SPDX-License-Identifier: GPL-3.0-or-later
# The CUDA kernels as C++ for tests/support/threads_as_gpu.
include(CheckCXXSourceRuns)
find_package(Threads REQUIRED)
set(_here ${CMAKE_CURRENT_LIST_DIR})
set(_kernels_as_cpp "")
file(GLOB _kernels CONFIGURE_DEPENDS ${ANCHOR_SOURCE_ROOT}/engine/ops/cuda/*.cu)
foreach(_cu ${_kernels})
  get_filename_component(_kernel ${_cu} NAME_WE)
  set(_cpp ${CMAKE_CURRENT_BINARY_DIR}/threads_as_gpu/${_kernel}.cpp)
  add_custom_command(OUTPUT ${_cpp} COMMAND ${CMAKE_COMMAND} -DINPUT=${_cu} -DOUTPUT=${_cpp} -P ${_here}/translate_kernel.cmake
    DEPENDS ${_cu} ${_here}/translate_kernel.cmake VERBATIM)
  list(APPEND _kernels_as_cpp ${_cpp})
endforeach()

# kernels_on_threads(TARGET) adds them to a program.
function(kernels_on_threads TARGET)
  target_sources(${TARGET} PRIVATE ${_kernels_as_cpp} ${_here}/blocks.cpp)
  target_include_directories(${TARGET} BEFORE PRIVATE ${_here})
  target_link_libraries(${TARGET} PRIVATE Threads::Threads)
endfunction()

# add_cpu_roi_kernels(TARGET) adds what they are compared with where LibTorch is not linked.
function(add_cpu_roi_kernels TARGET)
  set(_cpu ${ANCHOR_SOURCE_ROOT}/engine/ops/cpu)
  set(_compared ${_cpu}/channel_loops.cpp ${_cpu}/roi_align_kernel.cpp ${_cpu}/roi_pool_kernel.cpp)
  # What chooses a loop for this CPU runs before a sanitizer has started.
  set_source_files_properties(${_compared} PROPERTIES COMPILE_OPTIONS -fno-sanitize=all)
  target_sources(${TARGET} PRIVATE ${_compared})
endfunction()

# sanitize(TARGET thread|address): a machine may lay out its memory so that a sanitizer cannot start. Beside the
# addresses, their alignment and what arithmetic may not do are looked at.
function(sanitize TARGET SANITIZER)
  set(_flags -fsanitize=${SANITIZER})
  if(SANITIZER STREQUAL "address")
    list(APPEND _flags -fsanitize=undefined -fno-sanitize-recover=all)
  endif()
  list(JOIN _flags " " CMAKE_REQUIRED_FLAGS)
  check_cxx_source_runs("int main() { return 0; }" ANCHOR_SANITIZER_RUNS_${SANITIZER})
  if(ANCHOR_SANITIZER_RUNS_${SANITIZER})
    target_compile_options(${TARGET} PRIVATE ${_flags} -g1)
    target_link_options(${TARGET} PRIVATE ${_flags})
    # Addresses drawn from too wide a range stop ThreadSanitizer now and then: the test is run without drawing them.
    execute_process(COMMAND setarch -R true RESULT_VARIABLE _no_setarch OUTPUT_QUIET ERROR_QUIET)
    if(NOT _no_setarch)
      set_target_properties(${TARGET} PROPERTIES CROSSCOMPILING_EMULATOR "setarch;-R")
    endif()
  else()
    message(STATUS "${TARGET}: ${_flags} does not work here, left out")
  endif()
endfunction()
