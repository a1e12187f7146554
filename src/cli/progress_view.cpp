#include "cli/progress_view.h"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>

namespace doppel::cli {
namespace {

constexpr double seconds_between_lines = 5;
constexpr double seconds_of_silence = 60;  // then what runs is said again: training takes minutes

std::size_t terminal_columns() {
  winsize size{};
  return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

std::string without_rates(const TableProgress& progress) {
  return fmt::format("{} {} {} {}", progress.done, progress.total, progress.running, progress.failed);
}

}  // namespace

bool stderr_is_terminal() {
  const char* term = std::getenv("TERM");
  return isatty(STDERR_FILENO) == 1 && term != nullptr && std::string(term) != "dumb";
}

ProgressView::ProgressView(bool terminal) : terminal_(terminal) {}

void ProgressView::show(const std::vector<TableProgress>& tables, double seconds) {
  if (terminal_) return draw_bars(tables);
  if (seconds - last_seconds_ < seconds_between_lines) return;
  last_seconds_ = seconds;
  print_changes(tables, seconds);
}

void ProgressView::finish(const std::vector<TableProgress>& tables, double seconds) {
  last_seconds_ = -1e9;
  show(tables, seconds);
}

void ProgressView::draw_bars(const std::vector<TableProgress>& tables) {
  std::size_t name_width = 0;
  for (const auto& table : tables) name_width = std::max(name_width, table.table.size());
  std::string text = lines_drawn_ > 0 ? fmt::format("\033[{}A", lines_drawn_) : "";
  for (const auto& table : tables) {
    // A line that wraps would be counted as one and spoil the next redraw.
    text += bar_line(table, name_width).substr(0, terminal_columns() - 1) + "\033[K\n";
  }
  lines_drawn_ = tables.size();
  std::cerr << text << std::flush;
}

void ProgressView::print_changes(const std::vector<TableProgress>& tables, double seconds) {
  const bool silent = seconds - last_line_seconds_ >= seconds_of_silence;
  for (const auto& table : tables) {
    auto& shown = shown_[table.table];
    if (shown == without_rates(table) && !(silent && table.running > 0)) continue;
    shown = without_rates(table);
    last_line_seconds_ = seconds;
    std::cerr << fmt::format("  {} {}\n", duration_text(seconds), plain_line(table));
  }
}

}  // namespace doppel::cli
