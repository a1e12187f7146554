// What the program needs to know of LibTorch without including it: threads, devices, versions.
#pragma once

#include <map>
#include <string>

#include "populate/build_facts.h"

namespace doppel::workers {

// Threads of LibTorch's operations in this process. 0: as many as the machine has cores. Returns the number
// in use.
int use_threads(int threads);

// Tells the allocator to keep what is freed: the tensors of a training step come back at once, and to have
// the kernel unmap, map and zero their pages each time costs about a tenth of it. Before other threads start.
void keep_freed_memory();

// From now on operations on the GPU sum in the same order each time, too, and throw where there is no such
// way to compute them. On the CPU they do anyway, for the same number of threads. Before the GPU is first
// used.
void be_deterministic();

// Products and convolutions of float32 are float32's on a GPU, too: its TF32 keeps 10 of 23 bits. What is to
// be faster says so (reduced_precision).
void keep_float32();

// Throws Error(environment) if `device` ("cpu", "cuda:0") is not there, naming what is; Error(usage) if it is
// no device.
void require_device(const std::string& device);

populate::DeviceFacts device_facts(const std::string& device);

// name -> version of the libraries that results depend on.
std::map<std::string, std::string> library_versions();

}  // namespace doppel::workers
