# SPDX-License-Identifier: GPL-3.0-or-later
# Three functions, so that each folder's CMakeLists.txt says only what it holds and what it may see.

# anchor_library(NAME SOURCES file… USES target… [PRIVATE_USES target…])
function(anchor_library NAME)
  cmake_parse_arguments(A "" "" "SOURCES;USES;PRIVATE_USES" ${ARGN})
  add_library(${NAME} STATIC ${A_SOURCES})
  target_include_directories(${NAME} PUBLIC ${ANCHOR_SOURCE_ROOT})
  target_link_libraries(${NAME} PUBLIC ${A_USES} PRIVATE anchor_rules ${A_PRIVATE_USES})
endfunction()

# anchor_program(NAME SOURCES file… USES target…)
function(anchor_program NAME)
  cmake_parse_arguments(A "" "" "SOURCES;USES" ${ARGN})
  add_executable(${NAME} ${A_SOURCES})
  target_link_libraries(${NAME} PRIVATE anchor_rules ${A_USES})
endfunction()

# anchor_test(NAME SOURCES file… USES target… [LABELS label…] [TIMEOUT s]): a Qt Test executable; exit code 77 counts as skipped.
function(anchor_test NAME)
  cmake_parse_arguments(A "" "TIMEOUT" "SOURCES;USES;LABELS" ${ARGN})
  if(NOT A_TIMEOUT)
    set(A_TIMEOUT 900)  # only a hang takes as long, on a machine that is busy with other things too
  endif()
  list(GET A_SOURCES 0 _source)
  # moc alone, without the target's include folders: automoc would have it read all of torch, 30 s for each test.
  get_filename_component(_stem ${_source} NAME_WE)
  set(_moc ${CMAKE_CURRENT_BINARY_DIR}/moc/${_stem}.moc)
  get_source_file_property(_made ${_moc} GENERATED)
  if(NOT _made)  # several programs may be made of one source
    qt_generate_moc(${_source} ${_moc})
  endif()
  add_executable(${NAME} ${A_SOURCES} ${_moc})
  set_target_properties(${NAME} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
  target_include_directories(${NAME} PRIVATE ${CMAKE_CURRENT_BINARY_DIR}/moc)
  target_link_libraries(${NAME} PRIVATE anchor_rules Qt6::Test ${A_USES})
  target_compile_options(${NAME} PRIVATE -O1)  # what is slow in a test is the code that it tests
  target_compile_definitions(${NAME} PRIVATE
    QT_NO_KEYWORDS  # torch's headers use "slots", the engine "emit"
    TEST_DATA="${CMAKE_SOURCE_DIR}/tests/data"
    SHARED_DATA="${CMAKE_SOURCE_DIR}/../shared/data"
    PROGRAM_FOLDER="${CMAKE_BINARY_DIR}/bin"
    SCREENSHOT_FOLDER="${CMAKE_BINARY_DIR}/screenshots")
  if("anchor_ui" IN_LIST A_USES)
    precompile_widgets(${NAME})
  endif()
  add_test(NAME ${NAME} COMMAND ${NAME})
  set_tests_properties(${NAME} PROPERTIES TIMEOUT ${A_TIMEOUT} SKIP_RETURN_CODE 77 LABELS "${A_LABELS}"
    ENVIRONMENT "QT_QPA_PLATFORM=offscreen;LC_ALL=C.UTF-8;QTEST_FUNCTION_TIMEOUT=900000;OMP_WAIT_POLICY=PASSIVE")
endfunction()

# The tests of the interface parse its headers once: the first of them owns what the others reuse.
function(precompile_widgets NAME)
  get_property(_owner GLOBAL PROPERTY ANCHOR_WIDGET_HEADERS)
  if(_owner)
    target_precompile_headers(${NAME} REUSE_FROM ${_owner})
  else()
    target_precompile_headers(${NAME} PRIVATE ${ANCHOR_SOURCE_ROOT}/tests/support/widget_pch.h)
    set_property(GLOBAL PROPERTY ANCHOR_WIDGET_HEADERS ${NAME})
  endif()
endfunction()
