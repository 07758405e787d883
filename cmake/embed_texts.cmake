# SPDX-License-Identifier: GPL-3.0-or-later
# Writes a C++ file that holds the texts of a folder, so that the programs carry them.
# Run as: cmake -DINPUT=<folder> -DPATTERN=<*.json> -DHEADER=<that declares FUNCTION> -DFUNCTION=<name> -DOUTPUT=<file> -P embed_texts.cmake
file(GLOB _files ${INPUT}/${PATTERN})
list(SORT _files)
set(_text "#include \"${HEADER}\"\n\nnamespace anchor {\n\nconst std::vector<EmbeddedText>& ${FUNCTION}() {\n  static const std::vector<EmbeddedText> all{\n")
foreach(_file ${_files})
  get_filename_component(_name ${_file} NAME)
  file(READ ${_file} _content)
  string(APPEND _text "    {\"${_name}\", R\"text(${_content})text\"},\n")
endforeach()
string(APPEND _text "  };\n  return all;\n}\n\n}  // namespace anchor\n")
file(WRITE ${OUTPUT} "${_text}")
