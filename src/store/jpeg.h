// libjpeg behind one function; its C error handling must not meet C++ objects.
#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "store/picture.h"

namespace doppel::store {

// Decodes to luma. Throws Error(bad_input) naming `origin`. max_pixels: refused above.
Picture decode_jpeg(std::span<const std::byte> bytes, const std::string& origin, std::size_t max_pixels);

}  // namespace doppel::store
