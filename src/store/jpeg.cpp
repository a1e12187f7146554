#include "store/jpeg.h"

#include <csetjmp>
#include <cstdio>
// jpeglib.h needs FILE and size_t first.
#include <fmt/format.h>
#include <jpeglib.h>

#include <array>

#include "util/error.h"

namespace doppel::store {
namespace {

struct ErrorState {
  jpeg_error_mgr base;  // first: libjpeg knows it by this address
  std::jmp_buf jump;
  std::array<char, JMSG_LENGTH_MAX> message;
};

[[noreturn]] void jump_out(j_common_ptr info) {
  auto* state = reinterpret_cast<ErrorState*>(info->err);
  info->err->format_message(info, state->message.data());
  std::longjmp(state->jump, 1);
}

// Damage that libjpeg would paper over with grey: for a stimulus it is an error.
void on_message(j_common_ptr info, int level) {
  if (level < 0) jump_out(info);
}

void be_silent(j_common_ptr /*info*/) {}

// libjpeg unwinds by longjmp, which skips destructors: these functions hold nothing that has one.
bool read_header(jpeg_decompress_struct& info, ErrorState& state, const unsigned char* bytes,
                 unsigned long size) {
  if (setjmp(state.jump) != 0) return false;
  jpeg_create_decompress(&info);
  jpeg_mem_src(&info, bytes, size);
  jpeg_read_header(&info, TRUE);
  info.out_color_space = JCS_GRAYSCALE;  // Y of YCbCr is BT.601 luma
  jpeg_calc_output_dimensions(&info);
  return true;
}

bool read_rows(jpeg_decompress_struct& info, ErrorState& state, unsigned char* grey) {
  if (setjmp(state.jump) != 0) return false;
  jpeg_start_decompress(&info);
  while (info.output_scanline < info.output_height) {
    JSAMPROW row = grey + static_cast<std::size_t>(info.output_scanline) * info.output_width;
    jpeg_read_scanlines(&info, &row, 1);
  }
  jpeg_finish_decompress(&info);
  return true;
}

struct Decompressor {
  jpeg_decompress_struct info{};
  ErrorState state{};
  Decompressor() {
    info.err = jpeg_std_error(&state.base);
    state.base.error_exit = jump_out;
    state.base.emit_message = on_message;
    state.base.output_message = be_silent;
  }
  ~Decompressor() { jpeg_destroy_decompress(&info); }
};

}  // namespace

Picture decode_jpeg(std::span<const std::byte> bytes, const std::string& origin, std::size_t max_pixels) {
  Decompressor decompressor;
  const auto refuse = [&](const std::string& fault) {
    throw Error(ErrorClass::bad_input, fmt::format("{}: {}", origin, fault),
                "save it again as an RGB or grey JPEG or PNG, or remove it");
  };
  const auto* data = reinterpret_cast<const unsigned char*>(bytes.data());
  if (!read_header(decompressor.info, decompressor.state, data, bytes.size())) {
    refuse(fmt::format("damaged JPEG ({})", decompressor.state.message.data()));
  }
  Picture picture;
  const std::size_t rows = decompressor.info.output_height, cols = decompressor.info.output_width;
  if (rows * cols > max_pixels)
    refuse(fmt::format("{} x {} px is more than {} megapixels", rows, cols, max_pixels / 1'000'000));
  picture.rows = static_cast<int>(rows);
  picture.cols = static_cast<int>(cols);
  picture.grey.resize(rows * cols);
  if (!read_rows(decompressor.info, decompressor.state, picture.grey.data())) {
    refuse(fmt::format("damaged JPEG ({})", decompressor.state.message.data()));
  }
  return picture;
}

}  // namespace doppel::store
