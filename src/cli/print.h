// Results of queries on stdout: aligned columns for people, CSV (RFC 4180) for programs.
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "db/connection.h"

namespace doppel::cli {

struct Cells {
  std::vector<std::string> header;
  std::vector<std::vector<std::string>> rows;  // each as long as the header; NULL is ""
};

Cells cells(const db::Result& result);

// Numbers to the right, text to the left, nothing wider than max_width characters (longer cells end in
// "...").
void print_aligned(std::ostream& out, const Cells& cells, std::size_t max_width = 60);
// Where there are no rows, stdout stays empty and stderr says what that means.
void print_aligned_or(std::ostream& out, const Cells& cells, const std::string& if_none,
                      std::size_t max_width);
void print_csv(std::ostream& out, const Cells& cells);

}  // namespace doppel::cli
