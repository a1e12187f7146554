// .npy arrays as numpy.save writes them; headers below are NumPy's own, byte for byte.
#include "store/npy.h"

#include <gtest/gtest.h>

#include <cstring>

#include "tests/store/fixtures.h"

namespace doppel::store::test {
namespace {

// A version 1.0 file with a given dict and given values.
template <class T>
std::vector<std::byte> npy(const std::string& dict, const std::vector<T>& values) {
  std::string header = dict;
  header.append(118 - 1 - header.size(), ' ').push_back('\n');
  std::string text("\x93NUMPY\x01\x00\x76\x00", 10);
  text += header;
  text.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T));
  const auto bytes = std::as_bytes(std::span(text));
  return {bytes.begin(), bytes.end()};
}

template <class T>
NpyArray parsed(const std::string& dict, const std::vector<T>& values) {
  return NpyArray::parse(npy(dict, values), "a.npy");
}

TEST(Npy, EveryNumberTypeIsRead) {
  const std::vector<std::int64_t> expected{1, -2};
  EXPECT_EQ(
      parsed<std::int8_t>("{'descr': '|i1', 'fortran_order': False, 'shape': (2,), }", {1, -2}).integers(),
      expected);
  EXPECT_EQ(
      parsed<std::int16_t>("{'descr': '<i2', 'fortran_order': False, 'shape': (2,), }", {1, -2}).integers(),
      expected);
  EXPECT_EQ(
      parsed<std::int32_t>("{'descr': '<i4', 'fortran_order': False, 'shape': (2,), }", {1, -2}).integers(),
      expected);
  EXPECT_EQ(
      parsed<std::int64_t>("{'descr': '<i8', 'fortran_order': False, 'shape': (2,), }", {1, -2}).integers(),
      expected);
  EXPECT_EQ(
      parsed<std::uint16_t>("{'descr': '<u2', 'fortran_order': False, 'shape': (1,), }", {65535}).integers(),
      (std::vector<std::int64_t>{65535}));
  EXPECT_EQ(parsed<double>("{'descr': '<f8', 'fortran_order': False, 'shape': (2,), }", {0.5, -2}).floats(),
            (std::vector<float>{0.5F, -2}));
  EXPECT_EQ(parsed<float>("{'descr': '<f4', 'fortran_order': False, 'shape': (), }", {0.5F}).floats(),
            (std::vector<float>{0.5F}));
}

TEST(Npy, UnicodeAndBytesAreRead) {
  const std::vector<std::uint32_t> codes{'L', '2', '/', '3', 0xB5, 'm', 0, 0};
  EXPECT_EQ(parsed(R"({'descr': '<U4', 'fortran_order': False, 'shape': (2,), })", codes).texts(),
            (std::vector<std::string>{"L2/3", "µm"}));
  const std::vector<char> bytes{'a', 'b', 'c', '\0'};
  EXPECT_EQ(parsed(R"({'descr': '|S2', 'fortran_order': False, 'shape': (2,), })", bytes).texts(),
            (std::vector<std::string>{"ab", "c"}));
}

TEST(Npy, FortranOrderIsTurnedIntoC) {
  // numpy.asfortranarray([[1, 2, 3], [4, 5, 6]])
  const auto array =
      parsed<std::int32_t>("{'descr': '<i4', 'fortran_order': True, 'shape': (2, 3), }", {1, 4, 2, 5, 3, 6});
  EXPECT_EQ(array.integers(), (std::vector<std::int64_t>{1, 2, 3, 4, 5, 6}));
}

TEST(Npy, WhatIsEncodedIsRead) {
  const std::vector<float> values{1, 2, 3, 4, 5, 6};
  const auto array = NpyArray::parse(encode_npy(std::span<const float>(values), {2, 3}), "a.npy");
  EXPECT_EQ(array.floats(), values);
  EXPECT_EQ(array.shape(), (std::vector<std::size_t>{2, 3}));
  const std::vector<std::string> texts{"train", "test", ""};
  EXPECT_EQ(NpyArray::parse(encode_npy(std::span<const std::string>(texts)), "a.npy").texts(), texts);
}

TEST(Npy, TheEncodingIsNumPysOwn) {
  const std::vector<std::uint8_t> values{9};
  const auto bytes = encode_npy(std::span<const std::uint8_t>(values), {1});
  EXPECT_EQ(bytes, npy<std::uint8_t>("{'descr': '|u1', 'fortran_order': False, 'shape': (1,), }", {9}));
}

TEST(Npy, PickledObjectsAreRefused) {
  expect_refused([] { parsed<char>("{'descr': '|O', 'fortran_order': False, 'shape': (1,), }", {'x'}); },
                 {"a.npy", "pickled"});
}

TEST(Npy, BigEndianIsRefused) {
  expect_refused(
      [] { parsed<std::int32_t>("{'descr': '>i4', 'fortran_order': False, 'shape': (1,), }", {1}); },
      {"a.npy", "big-endian"});
}

TEST(Npy, StructuredAndStrangeTypesAreRefused) {
  expect_refused(
      [] {
        parsed<char>("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,), }", {1, 2, 3, 4});
      },
      {"a.npy", "type"});
  expect_refused([] { parsed<double>("{'descr': '<c8', 'fortran_order': False, 'shape': (1,), }", {1}); },
                 {"a.npy", "<c8"});
}

TEST(Npy, EveryTruncationIsRefused) {
  const auto whole =
      npy<std::int32_t>("{'descr': '<i4', 'fortran_order': False, 'shape': (3,), }", {1, 2, 3});
  for (std::size_t size = 0; size < whole.size(); ++size) {
    expect_refused([&] { NpyArray::parse(std::span(whole).first(size), "a.npy"); }, {"a.npy"});
  }
}

TEST(Npy, AnAbsurdShapeIsRefused) {
  expect_refused(
      [] {
        parsed<float>("{'descr': '<f4', 'fortran_order': False, 'shape': (4294967296, 4294967296), }", {1});
      },
      {"a.npy", "absurd"});
  expect_refused(
      [] { parsed<float>("{'descr': '<f4', 'fortran_order': False, 'shape': (1000000000,), }", {1}); },
      {"a.npy", "1000000000"});
}

TEST(Npy, AnotherKindOrShapeThanAskedForIsRefused) {
  const auto numbers = parsed<float>("{'descr': '<f4', 'fortran_order': False, 'shape': (1,), }", {1});
  expect_refused([&] { numbers.texts(); }, {"a.npy", "text"});
  expect_refused([&] { numbers.integers(); }, {"a.npy", "integers"});
  expect_refused([&] { numbers.require_length(2); }, {"a.npy", "(1)", "(2)"});
}

}  // namespace
}  // namespace doppel::store::test
