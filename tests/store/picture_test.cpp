#include "store/picture.h"

#include <gtest/gtest.h>
#include <jpeglib.h>
#include <png.h>

#include <numeric>

#include "store/atomic_file.h"
#include "tests/store/fixtures.h"
#include "util/rng.h"

namespace doppel::store::test {
namespace {

// A 1 x 1 or larger PNG through libpng's simplified writer.
void put_png(const std::filesystem::path& file, png_uint_32 format, int rows, int cols, const void* values,
             const void* colour_map = nullptr, png_uint_32 colours = 0) {
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  image.width = static_cast<png_uint_32>(cols);
  image.height = static_cast<png_uint_32>(rows);
  image.format = format;
  image.colormap_entries = colours;
  ASSERT_NE(png_image_write_to_file(&image, file.c_str(), 0, values, 0, colour_map), 0) << image.message;
}

void put_jpeg(const std::filesystem::path& file, int components, int rows, int cols,
              std::vector<unsigned char> values) {
  jpeg_compress_struct info{};
  jpeg_error_mgr errors{};
  info.err = jpeg_std_error(&errors);
  jpeg_create_compress(&info);
  unsigned char* buffer = nullptr;
  unsigned long size = 0;
  jpeg_mem_dest(&info, &buffer, &size);
  info.image_width = static_cast<JDIMENSION>(cols);
  info.image_height = static_cast<JDIMENSION>(rows);
  info.input_components = components;
  info.in_color_space = components == 1 ? JCS_GRAYSCALE : JCS_RGB;
  jpeg_set_defaults(&info);
  jpeg_set_quality(&info, 100, TRUE);
  jpeg_start_compress(&info, TRUE);
  for (int row = 0; row < rows; ++row) {
    JSAMPROW line = &values[static_cast<std::size_t>(row) * static_cast<std::size_t>(cols * components)];
    jpeg_write_scanlines(&info, &line, 1);
  }
  jpeg_finish_compress(&info);
  jpeg_destroy_compress(&info);
  write_bytes(file, std::as_bytes(std::span(buffer, size)));
  std::free(buffer);
}

Picture random_picture(int rows, int cols) {
  Rng rng(3);
  Picture picture{rows, cols, {}};
  for (int i = 0; i < rows * cols; ++i) picture.grey.push_back(static_cast<std::uint8_t>(rng.below(256)));
  return picture;
}

TEST(Picture, AWrittenPngIsReadBack) {
  const TemporaryFolder folder;
  const store::Picture picture = random_picture(5, 7);
  write_png(picture, folder / "p.png");
  const store::Picture read = read_picture(folder / "p.png");
  EXPECT_EQ(read.rows, 5);
  EXPECT_EQ(read.cols, 7);
  EXPECT_EQ(read.grey, picture.grey);
}

TEST(Picture, ColoursBecomeBt601Luma) {
  const TemporaryFolder folder;
  const unsigned char rgb[] = {255, 0, 0, 0, 255, 0, 0, 0, 255, 200, 100, 50};
  put_png(folder / "p.png", PNG_FORMAT_RGB, 1, 4, rgb);
  // round(.299 R + .587 G + .114 B)
  EXPECT_EQ(read_picture(folder / "p.png").grey, (std::vector<std::uint8_t>{76, 150, 29, 124}));
}

TEST(Picture, TransparencyLiesOverWhite) {
  const TemporaryFolder folder;
  const unsigned char rgba[] = {0, 0, 0, 0, 0, 0, 0, 255, 100, 100, 100, 51};
  put_png(folder / "p.png", PNG_FORMAT_RGBA, 1, 3, rgba);
  EXPECT_EQ(read_picture(folder / "p.png").grey,
            (std::vector<std::uint8_t>{255, 0, 224}));  // 100 * .2 + 255 * .8
}

TEST(Picture, PalettesAreResolved) {
  const TemporaryFolder folder;
  const unsigned char palette[] = {10, 10, 10, 255, 0, 0};
  const unsigned char indices[] = {0, 1, 1, 0};
  put_png(folder / "p.png", PNG_FORMAT_RGB_COLORMAP, 2, 2, indices, palette, 2);
  EXPECT_EQ(read_picture(folder / "p.png").grey, (std::vector<std::uint8_t>{10, 76, 76, 10}));
}

// 16-bit values as cameras and scanners write them: the same curve as 8-bit ones, so 257 g reads as g.
TEST(Picture, SixteenBitGreyKeepsItsScale) {
  const TemporaryFolder folder;
  std::FILE* file = std::fopen((folder / "p.png").c_str(), "wb");
  png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, nullptr, nullptr);
  png_infop info = png_create_info_struct(png);
  png_init_io(png, file);
  png_set_IHDR(png, info, 3, 1, 16, PNG_COLOR_TYPE_GRAY, PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT,
               PNG_FILTER_TYPE_DEFAULT);
  png_write_info(png, info);
  unsigned char row[] = {0, 0, 100, 100, 255, 255};
  png_write_row(png, row);
  png_write_end(png, info);
  png_destroy_write_struct(&png, &info);
  std::fclose(file);
  EXPECT_EQ(read_picture(folder / "p.png").grey, (std::vector<std::uint8_t>{0, 100, 255}));
}

TEST(Picture, JpegsAreReadAsLuma) {
  const TemporaryFolder folder;
  put_jpeg(folder / "grey.jpg", 1, 8, 8, std::vector<unsigned char>(64, 90));
  EXPECT_EQ(read_picture(folder / "grey.jpg").grey, std::vector<std::uint8_t>(64, 90));
  std::vector<unsigned char> red;
  for (int i = 0; i < 64; ++i) red.insert(red.end(), {255, 0, 0});
  put_jpeg(folder / "red.jpg", 3, 8, 8, red);
  for (std::uint8_t grey : read_picture(folder / "red.jpg").grey) EXPECT_NEAR(grey, 76, 1);
}

TEST(Picture, EveryTruncationIsRefused) {
  const TemporaryFolder folder;
  write_png(random_picture(9, 9), folder / "p.png");
  std::vector<unsigned char> noise(3 * 16 * 16);
  std::iota(noise.begin(), noise.end(), static_cast<unsigned char>(0));
  put_jpeg(folder / "p.jpg", 3, 16, 16, noise);
  for (const char* name : {"p.png", "p.jpg"}) {
    const auto bytes = read_bytes(folder / name);
    // The last chunk of a PNG (12 bytes) and the end marker of a JPEG (2) carry no pixels.
    for (std::size_t size = 0; size + 12 < bytes.size(); size += 3) {
      write_bytes(folder / "cut", std::span(bytes).first(size));
      expect_refused([&] { read_picture(folder / "cut"); }, {(folder / "cut").string()});
    }
  }
}

TEST(Picture, FlippedBytesNeverCrash) {
  const TemporaryFolder folder;
  write_png(random_picture(9, 9), folder / "p.png");
  put_jpeg(folder / "p.jpg", 1, 16, 16, random_picture(16, 16).grey);
  Rng rng(8);
  for (const char* name : {"p.png", "p.jpg"}) {
    const auto bytes = read_bytes(folder / name);
    for (int i = 0; i < 300; ++i) {
      auto damaged = bytes;
      damaged[rng.below(damaged.size())] ^= static_cast<std::byte>(1 + rng.below(255));
      write_bytes(folder / "flipped", damaged);
      try {
        const auto picture = read_picture(folder / "flipped");
        EXPECT_EQ(picture.grey.size(),
                  static_cast<std::size_t>(picture.rows) * static_cast<std::size_t>(picture.cols));
      } catch (const Error& error) {
        EXPECT_EQ(error.error_class(), ErrorClass::bad_input);
      }
    }
  }
}

TEST(Picture, AnotherKindOfFileIsRefused) {
  const TemporaryFolder folder;
  write_text(folder / "p.png", "GIF89a");
  expect_refused([&] { read_picture(folder / "p.png"); }, {"p.png", "neither PNG nor JPEG"});
}

TEST(Picture, ResizingAveragesAreas) {
  const store::Picture picture{2, 4, {0, 10, 100, 110, 20, 30, 120, 130}};
  EXPECT_EQ(resize_to(picture, 1, 2).grey, (std::vector<std::uint8_t>{15, 115}));
  EXPECT_EQ(resize_to(picture, 2, 4).grey, picture.grey);
  // 3 pixels into 2: each takes one and a half.
  EXPECT_EQ(resize_to({2, 3, {0, 60, 120, 0, 60, 120}}, 2, 3).grey,
            (std::vector<std::uint8_t>{0, 60, 120, 0, 60, 120}));
  EXPECT_EQ(resize_to({3, 3, {0, 60, 120, 0, 60, 120, 0, 60, 120}}, 2, 2).grey,
            (std::vector<std::uint8_t>{20, 100, 20, 100}));
}

TEST(Picture, ResizingCropsTheCentreToTheAspect) {
  const store::Picture tall{4, 2, {9, 9, 1, 2, 3, 4, 9, 9}};
  EXPECT_EQ(resize_to(tall, 2, 2).grey, (std::vector<std::uint8_t>{1, 2, 3, 4}));
  const store::Picture wide{1, 4, {9, 5, 7, 9}};
  EXPECT_EQ(resize_to(wide, 1, 1).rows, 1);
  EXPECT_EQ(resize_to(wide, 1, 2).grey, (std::vector<std::uint8_t>{5, 7}));
}

TEST(Picture, AFolderIsReadInNameOrder) {
  const TemporaryFolder folder;
  write_png({1, 1, {2}}, folder / "b.png");
  write_png({1, 1, {1}}, folder / "a.PNG");
  put_jpeg(folder / "c.jpeg", 1, 1, 1, {3});
  write_text(folder / "notes.txt", "ignored");
  const auto pictures = read_pictures(folder.path());
  ASSERT_EQ(pictures.size(), 3U);
  EXPECT_EQ(pictures[0].grey[0], 1);
  EXPECT_EQ(pictures[1].grey[0], 2);
  EXPECT_EQ(pictures[2].grey[0], 3);
}

TEST(Picture, AFolderWithoutPicturesIsRefused) {
  const TemporaryFolder folder;
  expect_refused([&] { read_pictures(folder.path()); }, {folder.path().string(), "no .png"});
  expect_refused([&] { read_pictures(folder / "absent"); }, {"absent"});
}

}  // namespace
}  // namespace doppel::store::test
