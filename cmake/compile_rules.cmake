# SPDX-License-Identifier: GPL-3.0-or-later
# One INTERFACE target that every library and program links: language level, warnings, the Qt rules that exist in 6.4.
# A dependency cycle between our static libraries is a configure error.
set_property(GLOBAL PROPERTY GLOBAL_DEPENDS_NO_CYCLES ON)
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
# libtorch_cpu's own dependencies are found by its RUNPATH, which the linker does not follow.
add_link_options(-Wl,--allow-shlib-undefined)

find_program(CCACHE ccache)
if(CCACHE)
  # Precompiled headers need the sloppiness; the base folder lets another checkout reuse what this one compiled.
  get_filename_component(_checkout ${CMAKE_CURRENT_LIST_DIR}/.. ABSOLUTE)
  set(CMAKE_CXX_COMPILER_LAUNCHER env CCACHE_BASEDIR=${_checkout} CCACHE_NOHASHDIR=1
    CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime ${CCACHE})
endif()

# The variable of the environment lets a release build share what ./check compiled (tests/firsthour).
option(ANCHOR_WARNINGS_AS_ERRORS "Treat warnings as errors" $ENV{ANCHOR_WARNINGS_AS_ERRORS})
add_library(anchor_rules INTERFACE)
target_compile_options(anchor_rules INTERFACE
  $<$<COMPILE_LANGUAGE:CXX>:-Wall -Wextra -Wno-missing-field-initializers -fpch-preprocess>
  $<$<AND:$<BOOL:${ANCHOR_WARNINGS_AS_ERRORS}>,$<COMPILE_LANGUAGE:CXX>>:-Werror>)
target_compile_definitions(anchor_rules INTERFACE
  QT_NO_CAST_FROM_ASCII QT_NO_NARROWING_CONVERSIONS_IN_CONNECT QT_DISABLE_DEPRECATED_BEFORE=0x060400)
