#include "cli/progress.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace doppel::cli {
namespace {

std::string counts(const TableProgress& progress) {
  std::string text = fmt::format("{}/{} done", progress.done, progress.total);
  if (progress.running > 0) text += fmt::format(", {} running", progress.running);
  if (progress.failed > 0) text += fmt::format(", {} failed", progress.failed);
  if (progress.finished()) return text;
  if (progress.rate > 0) text += fmt::format(", {:.3g}/s", progress.rate);
  if (progress.seconds_left) text += fmt::format(", {} left", duration_text(*progress.seconds_left));
  return text;
}

}  // namespace

double Progress::rate(const std::string& table, std::int64_t done, double seconds) {
  auto& samples = samples_[table];
  samples.push_back({seconds, done});
  while (samples.size() > 2 && samples.front().seconds < seconds - window_seconds) samples.pop_front();
  const double elapsed = seconds - samples.front().seconds;
  // Rows that somebody deletes in between must not give a negative rate.
  const auto finished = std::max<std::int64_t>(0, done - samples.front().done);
  return elapsed > 0 ? static_cast<double>(finished) / elapsed : 0;
}

std::vector<TableProgress> Progress::update(const std::vector<populate::TableStatus>& tables,
                                            double seconds) {
  std::vector<TableProgress> lines;
  for (const auto& status : tables) {
    TableProgress line;
    line.table = status.table;
    line.done = status.done;
    line.running = status.claimed;
    line.failed = status.failed + status.quarantined;
    line.total = status.done + status.pending + status.claimed + line.failed;
    line.rate = rate(status.table, status.done, seconds);
    if (line.rate > 0) line.seconds_left = static_cast<double>(status.pending + status.claimed) / line.rate;
    if (line.total > 0) lines.push_back(std::move(line));
  }
  return lines;
}

std::string duration_text(double seconds) {
  const auto whole = static_cast<std::int64_t>(std::llround(seconds));
  if (whole < 60) return fmt::format("{} s", whole);
  if (whole < 3600) return fmt::format("{}:{:02}", whole / 60, whole % 60);
  return fmt::format("{}:{:02}:{:02}", whole / 3600, whole / 60 % 60, whole % 60);
}

std::string bar_line(const TableProgress& progress, std::size_t name_width, std::size_t bar_width) {
  const double share =
      progress.total > 0 ? static_cast<double>(progress.done) / static_cast<double>(progress.total) : 0;
  const auto filled = static_cast<std::size_t>(share * static_cast<double>(bar_width));
  return fmt::format("{:<{}}  [{}{}]  {}", progress.table, name_width, std::string(filled, '#'),
                     std::string(bar_width - filled, '-'), counts(progress));
}

std::string plain_line(const TableProgress& progress) { return progress.table + ": " + counts(progress); }

}  // namespace doppel::cli
