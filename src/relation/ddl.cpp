#include "relation/ddl.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "util/error.h"
#include "util/sha256.h"

namespace doppel::relation {
namespace {

constexpr std::size_t kMaxIdentifier = 63;  // bytes; PostgreSQL would cut the rest off silently

// A constraint's or index's name.
std::string stated_name(const std::string& wanted) { return quote_identifier(short_name(wanted)); }

std::string joined(const std::vector<std::string>& pieces, const std::string& separator) {
  std::string text;
  for (const std::string& piece : pieces) text += (text.empty() ? "" : separator) + piece;
  return text;
}

std::string comment_text(const Column& column) {
  return column.unit.empty() ? column.comment : "[" + column.unit + "] " + column.comment;
}

std::string column_line(const Column& column) {
  std::string line = quote_identifier(column.name) + " " + std::string(sql_name(column.type));
  if (!column.nullable) line += " not null";
  if (!column.default_sql.empty()) line += " default " + column.default_sql;
  return line;
}

std::string foreign_key(const Table& table, const Parent& parent, std::string_view on_delete) {
  const std::string columns = column_list(parent.columns);
  return "constraint " + quote_identifier(foreign_key_name(table, parent)) + " foreign key (" + columns +
         ") references " + quote_qualified(parent.table) + " (" + columns + ") on delete " +
         std::string(on_delete);
}

std::string create(const std::string& qualified, const std::vector<std::string>& lines) {
  return "create table " + quote_qualified(qualified) + " (\n  " + joined(lines, ",\n  ") + "\n)";
}

std::string comment_on_column(const std::string& qualified, const std::string& column,
                              const std::string& text) {
  return "comment on column " + quote_qualified(qualified) + "." + quote_identifier(column) + " is " +
         quote_literal(text) + ";\n";
}

// Does an index over `index` serve a search by all of `columns` (its first columns, in whatever order)?
bool leads_with(const std::vector<std::string>& index, const std::vector<std::string>& columns) {
  if (index.size() < columns.size()) return false;
  return std::is_permutation(columns.begin(), columns.end(), index.begin());
}

// Without them, deleting a parent's row would scan the whole child.
std::string foreign_key_indexes(const Table& table) {
  std::vector<std::vector<std::string>> existing = table.unique;
  existing.push_back(table.key_names());
  std::string sql;
  for (const Parent& parent : table.parents) {
    if (std::ranges::any_of(existing, [&](const auto& index) { return leads_with(index, parent.columns); }))
      continue;
    existing.push_back(parent.columns);
    sql += "create index " + stated_name(table.name + "_" + unqualified(parent.table) + "_idx") + " on " +
           quote_qualified(table.qualified()) + " (" + column_list(parent.columns) + ");\n";
  }
  return sql;
}

// An import or a maker stamps every row. Parts of a manual or lookup master have nobody to do so.
std::vector<std::string> hidden_column_lines(const Table& table, bool has_parts) {
  std::vector<std::string> lines;
  if (has_parts) lines.emplace_back("_parts_hash text not null default ''");
  if (table.has_run()) {
    const std::string nullability = table.tier == Tier::part ? "" : " not null";
    lines.push_back("_run_id bigint" + nullability);
    lines.push_back("_input_hash text" + nullability);
  }
  lines.push_back("_row_hash text not null generated always as (" + row_hash_expression(table, has_parts) +
                  ") stored");
  return lines;
}

std::string table_comments(const Table& table, bool has_parts) {
  const std::string qualified = table.qualified();
  std::string sql =
      "comment on table " + quote_qualified(qualified) + " is " + quote_literal(table.comment) + ";\n";
  for (const auto* group : {&table.key, &table.columns}) {
    for (const Column& column : *group)
      sql += comment_on_column(qualified, column.name, comment_text(column));
  }
  if (has_parts) {
    sql += comment_on_column(qualified, "_parts_hash",
                             "SHA-256 over the row hashes of the parts; triggers keep it true");
  }
  if (table.has_run()) {
    sql += comment_on_column(qualified, "_run_id", "The provenance.run that wrote the row");
    sql += comment_on_column(qualified, "_input_hash",
                             "SHA-256 over the row hashes of the parents that it was made from");
  }
  return sql + comment_on_column(qualified, "_row_hash", "SHA-256 over the key, the columns and _input_hash");
}

void check_definition(const Table& table) {
  if (table.key.empty()) throw Error(ErrorClass::internal, table.qualified() + " has no primary key");
  for (const Parent& parent : table.parents) {
    for (const std::string& column : parent.columns) {
      if (table.find(column)) continue;
      throw Error(ErrorClass::internal,
                  table.qualified() + " refers to " + parent.table + " but has no column " + column);
    }
  }
}

// The columns of a job table after the key: name, type and default, comment. docs/job_states.md tells their
// use.
struct JobColumn {
  std::string_view name, definition, comment;
};
constexpr std::array kJobColumns{
    JobColumn{"status", "text not null default 'pending'",
              "pending, claimed, failed, quarantined or ignored"},
    JobColumn{"priority", "integer not null default 0", "Larger ones are claimed first"},
    JobColumn{"attempts", "integer not null default 0", "Computes that ended with an error"},
    JobColumn{"deaths", "integer not null default 0", "Workers that died while they held the key"},
    JobColumn{"epoch", "bigint", "Number of the claim that holds the key; only its commit counts"},
    JobColumn{"worker_id", "bigint", "The job.worker that holds the key"},
    JobColumn{"claimed_at", "timestamp with time zone", "Database time of the claim"},
    JobColumn{"not_before", "timestamp with time zone not null default '-infinity'",
              "Back-off: not to be claimed earlier"},
    JobColumn{"error_class", "text", "Kind of the last error"},
    JobColumn{"error_message", "text", "The last error, with its key"},
};

std::vector<std::string> job_checks(const std::string& owner) {
  const auto check = [&](const std::string& name, const std::string& sql) {
    return "constraint " + stated_name(owner + "_" + name) + " check (" + sql + ")";
  };
  return {
      check("status_known", "status in ('pending', 'claimed', 'failed', 'quarantined', 'ignored')"),
      check(
          "claim_complete",
          "(status = 'claimed') = (epoch is not null) and (status = 'claimed') = (worker_id is not null) and "
          "(status = 'claimed') = (claimed_at is not null)"),
      check("failure_explained",
            "status <> 'failed' or (error_class is not null and error_message is not null)"),
      check("counts_not_negative", "attempts >= 0 and deaths >= 0")};
}

// The claim walks the first index; the commit finds what was claimed by the second, however much was claimed
// and finished before. Both hold only the rows in that state, and the rows that changed state last.
std::string job_indexes(const Table& table) {
  const std::string owner = quote_qualified(table.job_table());
  return "create index " + stated_name(table.name + "_pending_idx") + " on " + owner + " (priority desc, " +
         column_list(table.key_names()) + ") where status = 'pending';\n" +  //
         "create index " + stated_name(table.name + "_claimed_idx") + " on " + owner +
         " (epoch) where status = 'claimed';\n";
}

std::string job_comments(const Table& table) {
  const std::string job = table.job_table();
  std::string sql = "comment on table " + quote_qualified(job) + " is " +
                    quote_literal("Keys of " + table.qualified() + " that are not done") + ";\n";
  for (const Column& column : table.key) sql += comment_on_column(job, column.name, comment_text(column));
  for (const JobColumn& column : kJobColumns) {
    sql += comment_on_column(job, std::string(column.name), std::string(column.comment));
  }
  return sql;
}

// With its name, because another later column may be the one that is set.
std::string later_field(const Column& column) {
  const std::string name = quote_identifier(column.name);
  return "case when " + name + " is null then ''::bytea else provenance.field(" + quote_literal(column.name) +
         "::text) || provenance.field(" + name + ") end";
}

using Origins = std::map<std::string, std::string>;  // column -> "schema.table.attribute"

// Where the columns of `table` come from, given its parents' origins.
Origins origins_of(const Table& table, const std::map<std::string, Origins>& known) {
  Origins origins;
  for (const Parent& parent : table.parents) {
    const auto found = known.find(parent.table);
    if (found == known.end()) {
      throw Error(ErrorClass::internal, parent.table + " must come before its child " + table.qualified());
    }
    for (const std::string& column : parent.columns) {
      const std::string& origin = found->second.at(column);
      const auto [place, inserted] = origins.emplace(column, origin);
      if (!inserted && place->second != origin) {
        throw Error(ErrorClass::internal,
                    table.qualified() + "." + column + " would mean both " + place->second + " and " + origin,
                    "rename one of them");
      }
    }
  }
  for (const Column& column : table.key) origins.emplace(column.name, table.qualified() + "." + column.name);
  return origins;
}

}  // namespace

std::string short_name(const std::string& wanted) {
  if (wanted.size() <= kMaxIdentifier) return wanted;
  return wanted.substr(0, kMaxIdentifier - 9) + "_" + sha256_hex(wanted).substr(0, 8);
}

std::string foreign_key_name(const Table& table, const Parent& parent) {
  return short_name(table.name + "_" + unqualified(parent.table) + "_fkey");
}

std::string row_hash_expression(const Table& table, bool has_parts) {
  std::vector<std::string> fields;
  for (const auto* group : {&table.key, &table.columns}) {
    for (const Column& column : *group) {
      if (!column.later) fields.push_back("provenance.field(" + quote_identifier(column.name) + ")");
    }
  }
  if (has_parts) fields.emplace_back("provenance.field(_parts_hash)");
  if (table.has_run()) fields.emplace_back("provenance.field(_input_hash)");
  for (const Column& column : table.columns) {
    if (column.later) fields.push_back(later_field(column));
  }
  return "encode(sha256(" + joined(fields, " || ") + "), 'hex')";
}

std::string create_table(const Table& table, bool has_parts) {
  check_definition(table);
  std::vector<std::string> lines;
  for (const Column& column : table.key) lines.push_back(column_line(column));
  for (const Column& column : table.columns) lines.push_back(column_line(column));
  std::ranges::move(hidden_column_lines(table, has_parts), std::back_inserter(lines));
  lines.push_back("constraint " + stated_name(table.name + "_pkey") + " primary key (" +
                  column_list(table.key_names()) + ")");
  for (const auto& columns : table.unique) {
    lines.push_back("constraint " + stated_name(table.name + "_" + joined(columns, "_") + "_key") +
                    " unique (" + column_list(columns) + ")");
  }
  for (const Parent& parent : table.parents) {
    const bool is_master = table.tier == Tier::part && parent.table == table.master;
    lines.push_back(foreign_key(table, parent, is_master ? "cascade" : "restrict"));
  }
  for (const Check& check : table.checks) {
    lines.push_back("constraint " + stated_name(table.name + "_" + check.name) + " check (" + check.sql +
                    ")");
  }
  return create(table.qualified(), lines) + ";\n" + foreign_key_indexes(table) +
         table_comments(table, has_parts);
}

std::string create_reader_view(const Table& table) {
  const std::string view = "public." + table.name;
  std::vector<std::string> names = table.key_names();
  for (const Column& column : table.columns) names.push_back(column.name);
  std::string sql = "create view " + quote_qualified(view) + " as\n  select " + column_list(names) +
                    "\n  from " + quote_qualified(table.qualified()) + ";\ncomment on view " +
                    quote_qualified(view) + " is " + quote_literal(table.comment) + ";\n";
  for (const auto* group : {&table.key, &table.columns}) {
    for (const Column& column : *group) sql += comment_on_column(view, column.name, comment_text(column));
  }
  return sql;
}

std::string create_job_table(const Table& table) {
  check_definition(table);
  if (table.tier != Tier::computed) {
    throw Error(ErrorClass::internal,
                table.qualified() + " is " + std::string(name(table.tier)) + ", so it has no jobs");
  }
  std::vector<std::string> lines;
  for (const Column& column : table.key) {
    if (std::ranges::find(kJobColumns, column.name, &JobColumn::name) != kJobColumns.end()) {
      throw Error(
          ErrorClass::internal,
          table.qualified() + ": the key column " + column.name + " has the name of a job table's column",
          "rename it");
    }
    lines.push_back(quote_identifier(column.name) + " " + std::string(sql_name(column.type)) + " not null");
  }
  for (const JobColumn& column : kJobColumns) {
    lines.push_back(std::string(column.name) + " " + std::string(column.definition));
  }
  lines.push_back("constraint " + stated_name(table.name + "_pkey") + " primary key (" +
                  column_list(table.key_names()) + ")");
  for (const Parent& parent : table.parents) {
    if (parent.in_key) lines.push_back(foreign_key(table, parent, "cascade"));
  }
  std::ranges::move(job_checks(table.name), std::back_inserter(lines));
  return create(table.job_table(), lines) + " with (autovacuum_vacuum_scale_factor = 0.02);\n" +
         job_indexes(table) + job_comments(table);
}

std::vector<LineageRow> lineage(const Schema& schema) {
  std::map<std::string, Origins> known;
  std::vector<LineageRow> rows;
  for (const Table* table : schema.tables) {
    Origins origins = origins_of(*table, known);
    for (const auto* group : {&table->key, &table->columns}) {
      for (const Column& column : *group) {
        const auto origin = origins.find(column.name);
        if (origin != origins.end()) rows.push_back({table->name, column.name, origin->second});
      }
    }
    known.emplace(table->qualified(), std::move(origins));
  }
  return rows;
}

}  // namespace doppel::relation
