// Something to be done now and then: due at once, and again when its interval is over.
#pragma once

#include <algorithm>
#include <chrono>
#include <optional>

namespace doppel::populate {

class Every {
 public:
  using Clock = std::chrono::steady_clock;

  explicit Every(std::chrono::milliseconds interval) : interval_(interval) {}
  bool is_due() const { return !last_ || Clock::now() - *last_ >= std::max(interval_, kRest * cost_); }
  void done() { last_ = Clock::now(); }
  // The same for what took `cost`: rest for many times as long, so that it takes a small share of all time.
  void done(Clock::duration cost) {
    cost_ = std::chrono::ceil<std::chrono::milliseconds>(cost);
    done();
  }

 private:
  static constexpr int kRest = 20;
  std::chrono::milliseconds interval_, cost_{0};
  std::optional<Clock::time_point> last_;
};

}  // namespace doppel::populate
