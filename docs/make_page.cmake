# SPDX-License-Identifier: GPL-3.0-or-later
# One page of the manual: Markdown to HTML with a head that says its letters and its look.
# Run as: cmake -DCMARK=<cmark-gfm> -DINPUT=<page.md> -DOUTPUT=<page.html> -P make_page.cmake
execute_process(COMMAND ${CMARK} -e table --to html ${INPUT} OUTPUT_VARIABLE _body COMMAND_ERROR_IS_FATAL ANY)
# Links between pages name the Markdown, as it is read in the repository.
string(REGEX REPLACE "href=\"([a-z-]+)\\.md" "href=\"\\1.html" _body "${_body}")
file(WRITE ${OUTPUT} "<!DOCTYPE html>
<html><head><meta charset=\"utf-8\"><style>
body { max-width: 60em; line-height: 145%; }
table { border-collapse: collapse; margin: 6px 0 10px 0; }
th, td { border: 1px solid #8a929c; padding: 4px 8px; text-align: left; }
code { font-family: monospace; }
</style></head><body>
${_body}</body></html>
")
