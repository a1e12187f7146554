#include "relation/key.h"

#include <gtest/gtest.h>

#include "util/error.h"

namespace doppel::relation {
namespace {

Key neuron() {
  return Key{{"animal_id", std::int64_t{26872}}, {"session", std::int64_t{17}}, {"unit_id", std::int64_t{5}}};
}

TEST(Key, ReadsLikeAMessage) {
  EXPECT_EQ(neuron().to_string(), "animal_id=26872 session=17 unit_id=5");
  EXPECT_EQ((Key{{"dataset", std::string("two mice")}}.to_string()), "dataset=\"two mice\"");
}

TEST(Key, TextsThatHoldPunctuationStayApart) {
  const Key one{{"a", std::string("1 b=2")}};
  const Key other{{"a", std::string("1")}, {"b", std::int64_t{2}}};
  EXPECT_NE(one.to_string(), other.to_string());
}

TEST(Key, ProjectsInTheOrderAsked) {
  const Key part = neuron().project({"unit_id", "animal_id"});
  EXPECT_EQ(part.to_string(), "unit_id=5 animal_id=26872");
  EXPECT_EQ(neuron().with({{"seed", std::int64_t{1}}}).integer("seed"), 1);
}

TEST(Key, NamesTheColumnThatIsAbsent) {
  try {
    (void)neuron().at("seed");
    FAIL() << "no error";
  } catch (const Error& error) {
    EXPECT_EQ(error.error_class(), ErrorClass::internal);
    EXPECT_NE(std::string(error.what()).find("seed"), std::string::npos);
  }
}

TEST(Key, RefusesUnequalLengthsAndRepeatedNames) {
  const auto names = std::make_shared<const std::vector<std::string>>(std::vector<std::string>{"a", "b"});
  EXPECT_THROW(Key(names, {std::int64_t{1}}), Error);
  EXPECT_THROW(neuron().with({{"session", std::int64_t{1}}}), Error);
}

TEST(Key, ComparesByNamesAndValues) {
  EXPECT_EQ(neuron(), neuron());
  EXPECT_FALSE(neuron() == neuron().project({"animal_id"}));
  EXPECT_LT((Key{{"a", std::int64_t{2}}}), (Key{{"a", std::int64_t{10}}}));
  EXPECT_TRUE(Key() == Key());
}

}  // namespace
}  // namespace doppel::relation
