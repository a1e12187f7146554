#include "store/picture.h"

#include <fmt/format.h>
#include <png.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <span>
#include <string>

#include "store/atomic_file.h"
#include "store/jpeg.h"
#include "util/error.h"

namespace doppel::store {
namespace {

constexpr std::size_t max_pixels = 64'000'000;

// libpng's simplified interface: no longjmp, and every kind of PNG comes out as 8-bit sRGB with alpha.
class PngImage {
 public:
  PngImage() { image_.version = PNG_IMAGE_VERSION; }
  ~PngImage() { png_image_free(&image_); }
  PngImage(const PngImage&) = delete;
  PngImage& operator=(const PngImage&) = delete;
  png_image* operator->() { return &image_; }
  png_image* get() { return &image_; }

 private:
  png_image image_{};
};

std::uint8_t luma(const std::uint8_t* rgba) {
  const unsigned colour = (299U * rgba[0] + 587U * rgba[1] + 114U * rgba[2] + 500U) / 1000U;
  const unsigned alpha = rgba[3];
  return static_cast<std::uint8_t>((colour * alpha + 255U * (255U - alpha) + 127U) / 255U);
}

Picture decode_png(std::span<const std::byte> bytes, const std::string& origin) {
  PngImage image;
  const auto refuse = [&](const std::string& fault) {
    throw Error(ErrorClass::bad_input, fmt::format("{}: {}", origin, fault),
                "save it again as a PNG, or remove it");
  };
  if (png_image_begin_read_from_memory(image.get(), bytes.data(), bytes.size()) == 0) {
    refuse(fmt::format("damaged PNG ({})", image->message));
  }
  const std::size_t rows = image->height, cols = image->width;
  if (rows * cols > max_pixels) refuse(fmt::format("{} x {} px is more than 64 megapixels", rows, cols));
  // Without this flag libpng takes 16-bit values for linear light.
  image->flags |= PNG_IMAGE_FLAG_16BIT_sRGB;
  image->format = PNG_FORMAT_RGBA;
  std::vector<std::uint8_t> rgba(rows * cols * 4);
  if (png_image_finish_read(image.get(), nullptr, rgba.data(), 0, nullptr) == 0 ||
      PNG_IMAGE_FAILED(*image.get())) {
    refuse(fmt::format("damaged PNG ({})", image->message));
  }
  Picture picture{static_cast<int>(rows), static_cast<int>(cols), std::vector<std::uint8_t>(rows * cols)};
  for (std::size_t i = 0; i < picture.grey.size(); ++i) picture.grey[i] = luma(&rgba[4 * i]);
  return picture;
}

// How much of each old pixel falls on one new pixel, along one axis: the old pixels from `first` on, weights
// sum to 1.
struct Overlap {
  std::size_t first = 0;
  std::vector<double> weights;
};

// `begin` and `length` of the crop in old pixels, divided into n new ones.
std::vector<Overlap> overlaps(double begin, double length, int n, int old_n) {
  std::vector<Overlap> all;
  for (int i = 0; i < n; ++i) {
    const double from = std::max(0.0, begin + length * i / n);
    const double to = std::min(static_cast<double>(old_n), begin + length * (i + 1) / n);
    const auto first = std::min(static_cast<int>(from), old_n - 1);
    Overlap overlap{static_cast<std::size_t>(first), {}};
    for (int old = first; old < old_n && old < to; ++old) {
      overlap.weights.push_back((std::min(to, old + 1.0) - std::max(from, static_cast<double>(old))) /
                                (to - from));
    }
    all.push_back(std::move(overlap));
  }
  return all;
}

}  // namespace

Picture read_picture(const std::filesystem::path& file) {
  const std::vector<std::byte> bytes = read_bytes(file);
  const std::string origin = file.string();
  if (bytes.size() >= 8 && png_sig_cmp(reinterpret_cast<png_const_bytep>(bytes.data()), 0, 8) == 0) {
    return decode_png(bytes, origin);
  }
  if (bytes.size() >= 3 && bytes[0] == std::byte{0xFF} && bytes[1] == std::byte{0xD8} &&
      bytes[2] == std::byte{0xFF}) {
    return decode_jpeg(bytes, origin, max_pixels);
  }
  throw Error(ErrorClass::bad_input, fmt::format("{}: neither PNG nor JPEG", origin),
              "convert it to PNG or JPEG, or remove it");
}

void write_png(const Picture& picture, const std::filesystem::path& file) {
  PngImage image;
  image->width = static_cast<png_uint_32>(picture.cols);
  image->height = static_cast<png_uint_32>(picture.rows);
  image->format = PNG_FORMAT_GRAY;
  png_alloc_size_t size = PNG_IMAGE_PNG_SIZE_MAX(*image.get());
  std::vector<std::byte> bytes(size);
  if (png_image_write_to_memory(image.get(), bytes.data(), &size, 0, picture.grey.data(), 0, nullptr) == 0) {
    throw Error(ErrorClass::internal, fmt::format("cannot encode {}: {}", file.string(), image->message));
  }
  AtomicFile target(file);
  target.write(std::span(bytes).first(size));
  target.commit();
}

Picture resize_to(const Picture& picture, int rows, int cols) {
  const double scale =
      std::min(static_cast<double>(picture.rows) / rows, static_cast<double>(picture.cols) / cols);
  const double crop_rows = scale * rows, crop_cols = scale * cols;
  const auto vertical = overlaps((picture.rows - crop_rows) / 2, crop_rows, rows, picture.rows);
  const auto horizontal = overlaps((picture.cols - crop_cols) / 2, crop_cols, cols, picture.cols);
  Picture small{rows, cols, {}};
  small.grey.reserve(static_cast<std::size_t>(rows) * static_cast<std::size_t>(cols));
  for (const Overlap& down : vertical) {
    for (const Overlap& right : horizontal) {
      double grey = 0;
      for (std::size_t i = 0; i < down.weights.size(); ++i) {
        const auto* row =
            &picture.grey[(down.first + i) * static_cast<std::size_t>(picture.cols) + right.first];
        for (std::size_t j = 0; j < right.weights.size(); ++j)
          grey += down.weights[i] * right.weights[j] * row[j];
      }
      small.grey.push_back(static_cast<std::uint8_t>(std::clamp(std::lround(grey), 0L, 255L)));
    }
  }
  return small;
}

std::vector<std::filesystem::path> picture_files(const std::filesystem::path& folder) {
  std::error_code code;
  std::filesystem::directory_iterator entries(folder, code);
  if (code)
    throw Error(ErrorClass::bad_input, fmt::format("{}: {}", folder.string(), code.message()),
                "name a folder with PNG or JPEG files");
  std::vector<std::filesystem::path> files;
  for (const auto& entry : entries) {
    std::string extension = entry.path().extension().string();
    std::transform(extension.begin(), extension.end(), extension.begin(),
                   [](unsigned char c) { return std::tolower(c); });
    const bool picture = extension == ".png" || extension == ".jpg" || extension == ".jpeg";
    if (picture && entry.is_regular_file()) files.push_back(entry.path());
  }
  if (files.empty()) {
    throw Error(ErrorClass::bad_input, fmt::format("{}: no .png, .jpg or .jpeg file", folder.string()),
                "name a folder with PNG or JPEG files");
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::vector<Picture> read_pictures(const std::filesystem::path& folder) {
  std::vector<Picture> pictures;
  for (const auto& file : picture_files(folder)) pictures.push_back(read_picture(file));
  return pictures;
}

}  // namespace doppel::store
