# cmake -DSOURCE=... -DOUTPUT=... -P commit.cmake: a header with the commit that the sources are at, and whether tracked
# files differ from it. Rewritten only when it changes, so that an unchanged tree compiles nothing.
find_program(GIT git)
set(commit "unknown")
set(dirty "true")
if(GIT)
  execute_process(COMMAND "${GIT}" -C "${SOURCE}" rev-parse HEAD
    OUTPUT_VARIABLE found OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET RESULT_VARIABLE failed)
  if(NOT failed)
    set(commit "${found}")
    execute_process(COMMAND "${GIT}" -C "${SOURCE}" status --porcelain -- src schema workers migrations sql cmake CMakeLists.txt
      OUTPUT_VARIABLE changes ERROR_QUIET RESULT_VARIABLE failed)
    if(NOT failed AND changes STREQUAL "")
      set(dirty "false")
    endif()
  endif()
endif()
file(CONFIGURE OUTPUT "${OUTPUT}" CONTENT "#pragma once\n#define DOPPEL_COMMIT \"${commit}\"\n#define DOPPEL_DIRTY ${dirty}\n")
