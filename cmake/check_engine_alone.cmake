# SPDX-License-Identifier: GPL-3.0-or-later
# engine/ configures alone, with Qt, OpenCV and SQLite switched off, and is then what the whole build compiled: every
# source with the same command, none of them seeing a header of those libraries, and its own program linked to none of them.
#   cmake -DROOT=<checkout> -DWHOLE=<build of everything> -DLIBTORCH_ROOT=<folder> -P check_engine_alone.cmake
# Compiling the engine a second time would say no more and take ten minutes of two cores. The checks of that program
# are run by tst_training.
set(alone ${WHOLE}/engine-alone)
file(REMOVE_RECURSE ${alone})
execute_process(COMMAND ${CMAKE_COMMAND} -S ${ROOT}/engine -B ${alone} -G Ninja -DCMAKE_BUILD_TYPE=Release -DLIBTORCH_ROOT=${LIBTORCH_ROOT}
    -DCMAKE_EXPORT_COMPILE_COMMANDS=ON -DANCHOR_WARNINGS_AS_ERRORS=ON
    -DCMAKE_DISABLE_FIND_PACKAGE_Qt6=ON -DCMAKE_DISABLE_FIND_PACKAGE_OpenCV=ON -DCMAKE_DISABLE_FIND_PACKAGE_SQLite3=ON
  COMMAND_ERROR_IS_FATAL ANY OUTPUT_QUIET)

# commands_of(BUILD FOLDER RESULT): compile commands of a build without the name of its folder.
function(commands_of BUILD FOLDER RESULT)
  file(STRINGS ${BUILD}/compile_commands.json lines REGEX "\"command\":")
  string(REPLACE "${BUILD}${FOLDER}/" "@/" lines "${lines}")
  if(FOLDER)
    string(SUBSTRING "${FOLDER}" 1 -1 relative)
    string(REPLACE " -o ${relative}/" " -o " lines "${lines}")
  endif()
  set(${RESULT} "${lines}" PARENT_SCOPE)
endfunction()
commands_of(${alone} "" wanted)
commands_of(${WHOLE} "/engine" compiled)
list(LENGTH wanted sources)
if(sources LESS 100)
  message(FATAL_ERROR "only ${sources} sources of the engine alone: the comparison looks in the wrong place")
endif()
list(REMOVE_ITEM wanted ${compiled})
if(wanted)
  list(GET wanted 0 first)
  list(LENGTH wanted differing)
  message(FATAL_ERROR "${differing} sources of the engine are compiled otherwise when it is built alone, the first by ${first}")
endif()

# A line per object of the engine, and one per header of those libraries that it sees.
execute_process(COMMAND ninja -C ${WHOLE} -t deps
  COMMAND awk "/: #deps/ {object = $1; ours = object ~ /^engine\\//; if (ours) print object} ours && /^ .*(\\/qt6\\/|\\/opencv|sqlite|SQLite)/ {print \"SEES \" object $0}"
  OUTPUT_VARIABLE seen COMMAND_ERROR_IS_FATAL ANY)
if(seen MATCHES "SEES ([^\n]*)")
  message(FATAL_ERROR "a header of another library: ${CMAKE_MATCH_1}")
endif()
string(REGEX MATCHALL "engine/[^\n]*:" objects "${seen}")
list(LENGTH objects objects)
if(objects LESS 100)
  message(FATAL_ERROR "only ${objects} objects of the engine have their headers on record")
endif()

execute_process(COMMAND ldd ${WHOLE}/bin/anchor-selftest OUTPUT_VARIABLE linked COMMAND_ERROR_IS_FATAL ANY)
if(linked MATCHES "libQt6|libopencv|libsqlite")
  message(FATAL_ERROR "the selftest is linked to more than the engine needs: ${linked}")
endif()
message("${sources} sources compiled alike, ${objects} objects see none of those libraries")
