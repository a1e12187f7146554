// DDL from definitions, as text. What it prints is what migrations contain and what the drift check compares.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "relation/table.h"

namespace doppel::relation {

// Quotes only where SQL needs it (upper case, odd characters, keywords), so that the DDL reads well.
std::string quote_identifier(std::string_view identifier);
std::string quote_qualified(std::string_view name);  // "twin.scan", each side quoted where needed
std::string quote_literal(std::string_view text);
// A name of at most 63 bytes, which is what PostgreSQL keeps of one: a longer one is cut, and a piece of its
// hash keeps it apart.
std::string short_name(const std::string& wanted);
std::string foreign_key_name(const Table& table, const Parent& parent);  // of the constraint
// Quoted names, each after `prefix` ("p."), joined by ", ".
std::string column_list(const std::vector<std::string>& columns, std::string_view prefix = "");
// "j.animal_id = k.animal_id and j.session = k.session"
std::string equal_columns(const std::vector<std::string>& columns, const std::string& left,
                          const std::string& right);

// CREATE TABLE with primary key, foreign keys (on delete cascade from master to part, restrict otherwise),
// checks, the hidden columns _run_id, _input_hash and the generated _row_hash, an index per foreign key that
// the primary key does not lead with, and comments ("[unit] text"). Constraint names are stated, so that
// drift is comparable. `has_parts`: the table is the master of some, so it carries _parts_hash
// (relation/integrity.h) and its _row_hash covers them.
std::string create_table(const Table& table, bool has_parts = false);

// CREATE VIEW public.<name>: the table without its hidden columns, with the same comments. SQL's NATURAL JOIN
// goes by all columns of equal name, _row_hash among them, so two twin tables never match; readers
// natural-join these views.
std::string create_reader_view(const Table& table);

// CREATE TABLE job.<name>: key columns with foreign keys to the parents (on delete cascade), status and the
// rest of docs/job_states.md, and its partial indexes. REQUIRES: tier computed.
std::string create_job_table(const Table& table);

// The expression of _row_hash: lower-case hex of SHA-256 over (null flag, length, bytes) of every column,
// _parts_hash and _input_hash, built from immutable functions of schema provenance, so that no session
// setting can sway it. relation/row_hash.h computes the same without the database.
std::string row_hash_expression(const Table& table, bool has_parts = false);

// Rows of "~lineage": (table_name, attribute_name, lineage) for all key and foreign-key columns, in the
// schema's order. Throws Error(internal) if two parents give a column of one name two origins.
struct LineageRow {
  std::string table_name;  // within its schema
  std::string attribute_name;
  std::string lineage;  // "schema.table.attribute" of the origin
};
std::vector<LineageRow> lineage(const Schema& schema);

}  // namespace doppel::relation
