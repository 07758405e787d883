# SPDX-License-Identifier: GPL-3.0-or-later
# Collects every text for translation into the .ts files; with -DCHECK=ON only says whether they are complete.
# Run as: cmake -DROOT=<checkout> -DWORK=<scratch folder> -DLUPDATE=<lupdate> [-DCHECK=ON] -P collect_texts.cmake
set(_ts ${ROOT}/translations)
file(MAKE_DIRECTORY ${WORK})

# Presets say in their own files what they are called and good for: lupdate reads C++ only.
set(_presets "// Written by collect_texts.cmake.\n")
file(GLOB _files ${ROOT}/resources/presets/*.json)
foreach(_file ${_files})
  file(READ ${_file} _json)
  foreach(_field title description)
    string(JSON _words GET "${_json}" ${_field})
    string(APPEND _presets "QT_TRANSLATE_NOOP(\"Presets\", \"${_words}\")\n")
  endforeach()
endforeach()
file(WRITE ${WORK}/preset_texts.cpp "${_presets}")

# What engine, datasets and their program tell a person stands in say("…"), which lupdate does not know.
file(REMOVE_RECURSE ${WORK}/said)
file(GLOB_RECURSE _files RELATIVE ${ROOT} ${ROOT}/engine/*.cpp ${ROOT}/engine/*.h ${ROOT}/datasets/*.cpp
  ${ROOT}/datasets/*.h ${ROOT}/app/*.cpp ${ROOT}/app/*.h ${ROOT}/ui/*.cpp ${ROOT}/ui/*.h)
foreach(_file ${_files})
  file(READ ${ROOT}/${_file} _code)
  string(REGEX REPLACE "([^A-Za-z_])say\\([ \n]*((\"([^\"\\\\]|\\\\.)*\"[ \n]*)+)"
    "\\1say(QT_TRANSLATE_NOOP(\"Sentences\", \\2)" _said "${_code}")
  if(NOT _said STREQUAL _code)
    file(WRITE ${WORK}/said/${_file} "${_said}")
  endif()
endforeach()

function(collect LANGUAGE FOLDER)
  execute_process(COMMAND ${LUPDATE} -silent -locations none -no-obsolete -no-ui-lines ${ARGN}
      -I ${ROOT} ${ROOT}/ui ${ROOT}/app ${ROOT}/engine ${ROOT}/datasets ${WORK}/preset_texts.cpp ${WORK}/said
      -source-language en -target-language ${LANGUAGE} -ts ${FOLDER}/anchor_${LANGUAGE}.ts
    ERROR_VARIABLE _said COMMAND_ERROR_IS_FATAL ANY)
endfunction()

set(_folder ${_ts})
if(CHECK)
  set(_folder ${WORK}/checked)
  file(COPY ${_ts}/anchor_en.ts ${_ts}/anchor_zh_CN.ts DESTINATION ${_folder})
endif()
# English needs the plural forms only.
collect(en ${_folder} -pluralonly)
collect(zh_CN ${_folder})
if(NOT CHECK)
  return()
endif()

foreach(_language en zh_CN)
  file(READ ${_folder}/anchor_${_language}.ts _now)
  file(READ ${_ts}/anchor_${_language}.ts _before)
  string(REGEX MATCHALL "type=\"unfinished\"" _unfinished "${_now}")
  list(LENGTH _unfinished _count)
  if(_count GREATER 0)
    message(SEND_ERROR "anchor_${_language}.ts: ${_count} texts are not translated; build update_translations and translate them")
  elseif(NOT _now STREQUAL _before)
    message(SEND_ERROR "anchor_${_language}.ts holds texts that the program no longer has; build update_translations")
  endif()
  if(_now MATCHES "<name></name>")
    message(SEND_ERROR "A text has no context: call tr() through its class's full name")
  endif()
endforeach()
