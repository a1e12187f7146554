# Compiler settings and the two helper functions that every folder uses.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)

if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "" FORCE)
endif()

# Most of the code waits for a database; src/science, which computes, asks for more.
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -DNDEBUG")

find_program(CCACHE ccache)
if(CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER "${CCACHE}")
endif()

add_library(doppel_flags INTERFACE)
target_compile_options(doppel_flags INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Werror)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  # False alarms on std::string concatenation (GCC bug 105329).
  target_compile_options(doppel_flags INTERFACE -Wno-restrict)
endif()
target_include_directories(doppel_flags INTERFACE "${PROJECT_SOURCE_DIR}" "${PROJECT_SOURCE_DIR}/src")

if(CMAKE_UNITY_BUILD)
  # What a file keeps for itself is not the main file's own here.
  target_compile_options(doppel_flags INTERFACE -Wno-subobject-linkage)
endif()

set(DOPPEL_SANITIZER "" CACHE STRING "address,undefined or thread")
if(DOPPEL_SANITIZER)
  # A report ends the program, so that a test fails by it.
  add_compile_options(-fsanitize=${DOPPEL_SANITIZER} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${DOPPEL_SANITIZER})
  # GCC warns falsely in instrumented code, its own headers' included (bug 105562).
  target_compile_options(doppel_flags INTERFACE -Wno-maybe-uninitialized)
endif()

# doppel_compile_quickly(): for a folder whose code costs more to compile than it ever takes to run.
macro(doppel_compile_quickly)
  if(CMAKE_BUILD_TYPE STREQUAL "Release")
    add_compile_options(-O1)
  endif()
endmacro()

# doppel_library(name SOURCES a.cpp ... LINK target ...): a static library of one folder.
function(doppel_library name)
  cmake_parse_arguments(arg "" "" "SOURCES;LINK" ${ARGN})
  add_library(${name} STATIC ${arg_SOURCES})
  target_link_libraries(${name} PUBLIC ${arg_LINK} PRIVATE doppel_flags)
  target_include_directories(${name} PUBLIC "${PROJECT_SOURCE_DIR}" "${PROJECT_SOURCE_DIR}/src")
endfunction()

# doppel_test(folder SOURCES foo_bar_test.cpp ... LINK target ...): one executable; one ctest entry a file, which
# runs the suites that the file defines. An entry that selects no test fails.
function(doppel_test name)
  cmake_parse_arguments(arg "DATABASE" "" "SOURCES;LINK" ${ARGN})
  add_executable(${name}_tests ${arg_SOURCES})
  target_link_libraries(${name}_tests PRIVATE ${arg_LINK} test_main doppel_flags)
  foreach(source IN LISTS arg_SOURCES)
    get_filename_component(stem "${source}" NAME_WE)
    if(NOT stem MATCHES "_test$")
      continue()
    endif()
    string(REGEX REPLACE "_test$" "" stem "${stem}")
    file(STRINGS "${source}" tests REGEX "^(TYPED_)?TEST(_F|_P)?\\(")
    list(TRANSFORM tests REPLACE "^[A-Z_]+\\( *([A-Za-z0-9_]+).*" "\\1")
    list(REMOVE_DUPLICATES tests)
    set(filter "")
    foreach(suite IN LISTS tests)
      string(APPEND filter "${suite}.*:*/${suite}.*:${suite}/*.*:")
    endforeach()
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${source}")
    add_test(NAME ${name}.${stem} COMMAND ${name}_tests "--gtest_filter=${filter}")
    set_tests_properties(${name}.${stem} PROPERTIES FAIL_REGULAR_EXPRESSION "Running 0 tests" TIMEOUT 600)
    if(arg_DATABASE)
      # One thread of computing each: ctest runs as many of them as there are cores, beside the server.
      set_tests_properties(${name}.${stem} PROPERTIES FIXTURES_REQUIRED server ENVIRONMENT OMP_NUM_THREADS=1)
    endif()
  endforeach()
endfunction()

# doppel_use_torch(target [PRIVATE]): links LibTorch and reuses the one precompiled header of torch, which was made with
# -fPIC: executables, which would get -fPIE, must follow. PRIVATE: the target's users do not see torch.
function(doppel_use_torch target)
  cmake_parse_arguments(arg "PRIVATE" "" "" ${ARGN})
  if(arg_PRIVATE)
    target_link_libraries(${target} PRIVATE LibTorch)
  else()
    target_link_libraries(${target} PUBLIC LibTorch)
  endif()
  target_compile_options(${target} PRIVATE -fPIC)
  target_precompile_headers(${target} REUSE_FROM torch_pch)
endfunction()

# doppel_python_test(folder [DATABASE] SOURCES foo_test.py ...): scripts that compare with other people's programs, one ctest entry
# each, run by the Python of tests/requirements.txt (./run test sets DOPPEL_TEST_PYTHON), with `doppel` in DOPPEL_PROGRAM.
function(doppel_python_test name)
  cmake_parse_arguments(arg "DATABASE" "" "SOURCES" ${ARGN})
  foreach(source IN LISTS arg_SOURCES)
    get_filename_component(stem "${source}" NAME_WE)
    string(REGEX REPLACE "_test$" "" stem "${stem}")
    add_test(NAME ${name}.${stem} COMMAND bash -c
      "DOPPEL_PROGRAM=$<TARGET_FILE:doppel> exec \"\${DOPPEL_TEST_PYTHON:?is not set: call ./run test}\" ${CMAKE_CURRENT_SOURCE_DIR}/${source}")
    set_tests_properties(${name}.${stem} PROPERTIES TIMEOUT 600)
    if(arg_DATABASE)
      set_tests_properties(${name}.${stem} PROPERTIES FIXTURES_REQUIRED server)
    endif()
  endforeach()
endfunction()
