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
    set(A_TIMEOUT 300)
  endif()
  add_executable(${NAME} ${A_SOURCES})
  set_target_properties(${NAME} PROPERTIES AUTOMOC ON RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
  target_link_libraries(${NAME} PRIVATE anchor_rules Qt6::Test ${A_USES})
  target_compile_definitions(${NAME} PRIVATE
    QT_NO_KEYWORDS  # torch's headers use "slots", the engine "emit"
    TEST_DATA="${CMAKE_SOURCE_DIR}/tests/data"
    SHARED_DATA="${CMAKE_SOURCE_DIR}/../shared/data"
    PROGRAM_FOLDER="${CMAKE_BINARY_DIR}/bin"
    SCREENSHOT_FOLDER="${CMAKE_BINARY_DIR}/screenshots")
  add_test(NAME ${NAME} COMMAND ${NAME})
  set_tests_properties(${NAME} PROPERTIES TIMEOUT ${A_TIMEOUT} SKIP_RETURN_CODE 77 LABELS "${A_LABELS}"
    ENVIRONMENT "QT_QPA_PLATFORM=offscreen;LC_ALL=C.UTF-8;QTEST_FUNCTION_TIMEOUT=900000;OMP_WAIT_POLICY=PASSIVE")
endfunction()
