# Writes preset_texts.cpp from resources/presets/*.json, so that both programs carry the presets.
# Run as: cmake -DINPUT=<folder> -DOUTPUT=<file> -P embed_presets.cmake
file(GLOB _files ${INPUT}/*.json)
list(SORT _files)
set(_text "#include \"engine/run/preset_texts.h\"\n\nnamespace anchor {\n\nconst std::vector<PresetText>& presetTexts() {\n  static const std::vector<PresetText> all{\n")
foreach(_file ${_files})
  get_filename_component(_name ${_file} NAME_WE)
  file(READ ${_file} _json)
  string(APPEND _text "    {\"${_name}\", R\"json(${_json})json\"},\n")
endforeach()
string(APPEND _text "  };\n  return all;\n}\n\n}  // namespace anchor\n")
file(WRITE ${OUTPUT} "${_text}")
