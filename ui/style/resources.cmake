# SPDX-License-Identifier: GPL-3.0-or-later
# Fonts and icons, compiled into the window's resources: taken from Debian's packages at build time, needed by nobody at run time.
set(_style ${CMAKE_CURRENT_BINARY_DIR}/style)
set(STYLE_FILES)
function(embed SOURCE PLACE PACKAGE)
  if(NOT EXISTS ${SOURCE})
    message(FATAL_ERROR "${SOURCE} is missing: install ${PACKAGE} (./check does).")
  endif()
  configure_file(${SOURCE} ${_style}/${PLACE} COPYONLY)
  list(APPEND STYLE_FILES ${_style}/${PLACE})
  set(STYLE_FILES ${STYLE_FILES} PARENT_SCOPE)
endfunction()

foreach(_face Regular Medium SemiBold)
  embed(/usr/share/fonts/opentype/inter/Inter-${_face}.otf fonts/Inter-${_face}.otf fonts-inter)
endforeach()

# Breeze in its two sizes, each drawn on its own grid of pixels; a few have one only.
set(_breeze /usr/share/icons/breeze)
set(_icons
  actions/application-exit actions/adjustlevels actions/configure actions/dialog-cancel actions/dialog-ok-apply
  actions/document-export actions/document-import actions/document-new actions/document-open actions/document-open-recent actions/document-print actions/document-save
  actions/documentinfo actions/edit-clear actions/edit-clear-all actions/edit-copy actions/edit-delete actions/edit-duplicate
  actions/edit-find actions/edit-paste actions/edit-redo actions/edit-rename actions/edit-select actions/edit-select-all
  actions/edit-undo actions/flag actions/go-next actions/go-previous actions/arrow-left-double actions/arrow-right-double
  actions/go-next-skip actions/help-about actions/help-contents actions/help-whatsthis actions/insert-image actions/languages
  actions/list-add actions/list-remove actions/media-playback-pause actions/media-playback-start actions/media-playback-stop
  actions/object-locked actions/object-unlocked actions/office-chart-bar actions/office-chart-line actions/overflow-menu
  actions/question actions/speedometer actions/split actions/tag actions/tools-check-spelling actions/tools-wizard
  actions/transform-browse actions/view-filter actions/view-fullscreen actions/view-hidden actions/view-history
  actions/view-list-details actions/view-list-icons actions/view-preview actions/view-refresh actions/view-visible
  actions/window-close actions/window-pin actions/zoom-fit-best actions/zoom-in actions/zoom-original actions/zoom-out
  actions/zoom-select devices/input-keyboard places/folder places/user-trash status/dialog-error status/dialog-information
  status/dialog-warning)
foreach(_icon ${_icons})
  cmake_path(GET _icon PARENT_PATH _kind)
  cmake_path(GET _icon FILENAME _name)
  if(NOT EXISTS ${_breeze}/${_kind}/22/${_name}.svg AND NOT EXISTS ${_breeze}/${_kind}/16/${_name}.svg)
    message(FATAL_ERROR "Breeze's icon ${_icon} is missing: install breeze-icon-theme (./check does).")
  endif()
  foreach(_size 16 22)
    if(EXISTS ${_breeze}/${_kind}/${_size}/${_name}.svg)
      embed(${_breeze}/${_kind}/${_size}/${_name}.svg icons/${_size}/${_name}.svg breeze-icon-theme)
    endif()
  endforeach()
endforeach()
# What Breeze lacks, and our own sign.
file(GLOB _own CONFIGURE_DEPENDS ${ANCHOR_SOURCE_ROOT}/resources/icons/*.svg)
foreach(_file ${_own})
  cmake_path(GET _file FILENAME _name)
  embed(${_file} icons/own/${_name} "the whole checkout")
endforeach()
embed(${ANCHOR_SOURCE_ROOT}/installer/org.anchorstudio.AnchorStudio.svg program.svg "the whole checkout")
embed(${ANCHOR_SOURCE_ROOT}/LICENSE LICENSE "the whole checkout")
embed(${ANCHOR_SOURCE_ROOT}/installer/THIRD-PARTY.md THIRD-PARTY.md "the whole checkout")
qt_add_resources(anchor_ui anchor_style PREFIX /style BASE ${_style} FILES ${STYLE_FILES})
