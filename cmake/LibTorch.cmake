# LibTorch from the torch wheel itself. The wheel's own find_package(Torch) stops without a CUDA toolkit when the wheel
# is the CUDA build, so its libraries are linked directly: both builds work, with and without a GPU.
set(DOPPEL_TORCH_DIR "" CACHE PATH "The torch folder of a Python environment (.../site-packages/torch)")
if(NOT DOPPEL_TORCH_DIR)
  file(GLOB found "${PROJECT_SOURCE_DIR}/.doppel/venv/lib/python3*/site-packages/torch")
  list(LENGTH found count)
  if(count GREATER 0)
    list(GET found 0 DOPPEL_TORCH_DIR)
  endif()
endif()
if(NOT EXISTS "${DOPPEL_TORCH_DIR}/include/torch/csrc/api/include/torch/torch.h")
  message(FATAL_ERROR "no LibTorch in '${DOPPEL_TORCH_DIR}': pip install torch, then -DDOPPEL_TORCH_DIR=.../site-packages/torch (./run build does both)")
endif()

add_library(LibTorch INTERFACE)
target_include_directories(LibTorch SYSTEM INTERFACE
  "${DOPPEL_TORCH_DIR}/include" "${DOPPEL_TORCH_DIR}/include/torch/csrc/api/include")
set(torch_lib "${DOPPEL_TORCH_DIR}/lib")
target_link_libraries(LibTorch INTERFACE "${torch_lib}/libtorch.so" "${torch_lib}/libtorch_cpu.so" "${torch_lib}/libc10.so")
if(EXISTS "${torch_lib}/libtorch_cuda.so")
  # Nothing refers to the CUDA half by name; without --no-as-needed the linker would drop it.
  target_link_libraries(LibTorch INTERFACE
    "-Wl,--no-as-needed,${torch_lib}/libtorch_cuda.so,${torch_lib}/libc10_cuda.so,--as-needed")
  # The CUDA wheel finds its NVIDIA libraries by its own rpath; the linker need not resolve them.
  target_link_options(LibTorch INTERFACE "-Wl,--allow-shlib-undefined")
endif()
target_link_options(LibTorch INTERFACE "-Wl,-rpath,${torch_lib}")

# at::parallel_for is a template that runs in one thread where it is compiled without OpenMP. The wheel's own libgomp, so
# that there is one pool of threads.
target_compile_options(LibTorch INTERFACE -fopenmp)
target_compile_definitions(LibTorch INTERFACE EIGEN_DONT_PARALLELIZE)
file(GLOB torch_gomp "${torch_lib}/libgomp*.so*")
if(torch_gomp)
  target_link_libraries(LibTorch INTERFACE ${torch_gomp})
else()
  target_link_options(LibTorch INTERFACE -fopenmp)
endif()
