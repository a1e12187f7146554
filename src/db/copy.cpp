#include "db/copy.h"

#include <algorithm>
#include <optional>
#include <tuple>

#include "util/error.h"

#if PQXX_VERSION_MAJOR < 7
namespace doppel::db {
// Lines that are already in COPY's text form, the last without its newline.
struct CopyLines {
  std::string text;
};
}  // namespace doppel::db

namespace pqxx::internal {
// libpqxx 6 streams only tuples of a fixed size and keeps write_raw_line() private; a tuple of one CopyLines
// passes through this as it is.
template <>
inline std::string TypedCopyEscaper::operator()<doppel::db::CopyLines>(
    const doppel::db::CopyLines* lines) const {
  return lines->text;
}
}  // namespace pqxx::internal
#endif

namespace doppel::db {
namespace {

using relation::Type;
using relation::Value;

// PostgreSQL's text cannot hold a zero byte: such a row can never be stored.
void require_storable(const Value& value) {
  const auto holds_zero = [](const std::string& text) { return text.find('\0') != std::string::npos; };
  bool bad = false;
  if (const auto* text = std::get_if<std::string>(&value)) bad = holds_zero(*text);
  if (const auto* texts = std::get_if<std::vector<std::string>>(&value))
    bad = std::ranges::any_of(*texts, holds_zero);
  if (bad) {
    throw Error(ErrorClass::bad_input, "a text value contains a zero byte, which PostgreSQL cannot store");
  }
}

#if PQXX_VERSION_MAJOR < 7

pqxx::stream_to open_stream(pqxx::transaction_base& work, const std::string& table,
                            const std::vector<std::string>& columns) {
  return {work, table, columns};
}

void stream_rows(pqxx::stream_to& stream, const std::vector<Type>& types, const CopyRows& rows) {
  constexpr std::size_t chunk_bytes = 1 << 16;  // few calls into libpq, little memory
  std::tuple<CopyLines> chunk;
  std::string& text = std::get<0>(chunk).text;
  const auto flush = [&] {
    if (text.empty()) return;
    text.pop_back();  // libpqxx adds the last newline
    stream << chunk;
    text.clear();
  };
  for (std::size_t row = 0; row < rows.n_rows; ++row) {
    for (std::size_t i = 0; i < types.size(); ++i) {
      const Value& value = rows.value(row, i);
      require_storable(value);
      relation::append_copy_field(text, value, types[i]);
      text += i + 1 < types.size() ? '\t' : '\n';
    }
    if (text.size() >= chunk_bytes) flush();
  }
  flush();
}

#else

pqxx::stream_to open_stream(pqxx::transaction_base& work, const std::string& table,
                            const std::vector<std::string>& columns) {
  return pqxx::stream_to::raw_table(work, table, pqxx::separated_list(",", columns));
}

void stream_rows(pqxx::stream_to& stream, const std::vector<Type>& types, const CopyRows& rows) {
  std::vector<std::optional<std::string>> fields(types.size());
  for (std::size_t row = 0; row < rows.n_rows; ++row) {
    for (std::size_t i = 0; i < types.size(); ++i) {
      const Value& value = rows.value(row, i);
      fields[i].reset();
      if (relation::is_null(value)) continue;
      require_storable(value);
      fields[i] = relation::to_text(value, types[i]);
    }
    stream.write_row(fields);
  }
}

#endif

}  // namespace

void copy_rows(pqxx::transaction_base& work, const std::string& table,
               const std::vector<std::string>& columns, const std::vector<Type>& types,
               const CopyRows& rows) {
  pqxx::stream_to stream = open_stream(work, table, columns);
  try {
    stream_rows(stream, types, rows);
  } catch (...) {
    // COPY cannot be left half-way: end it, then throw away what it brought.
    try {
      stream.complete();
    } catch (const pqxx::failure&) {  // the first failure is the one to tell
    }
    work.abort();
    throw;
  }
  stream.complete();
}

}  // namespace doppel::db
