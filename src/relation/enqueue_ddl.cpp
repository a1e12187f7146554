#include "relation/enqueue_ddl.h"

#include <algorithm>

#include "relation/ddl.h"
#include "relation/key_source.h"
#include "util/error.h"

namespace doppel::relation {
namespace {

bool completes_keys(const Schema& schema, const Table& table, const Parent& parent) {
  return parent.in_key && std::ranges::none_of(table.parents, [&](const Parent& other) {
           return other.in_key && refers_to(schema, schema.at(other.table), parent.table);
         });
}

// The key source, with the new rows in place of one parent. Key columns alone take part in the natural join.
std::string keys_of_new_rows(const Schema& schema, const Table& table, const Parent& fresh) {
  std::string join;
  int n = 0;
  for (const Parent* parent : key_source(schema, table)) {
    const std::string rows = parent == &fresh ? "new_rows" : quote_qualified(parent->table);
    join += (n == 0 ? "" : "\n            natural join ") + ("(select " + column_list(parent->columns)) +
            " from " + rows + ") p" + std::to_string(n);
    ++n;
  }
  return join;
}

// Who idles wants to hear of new work; where there was work before, nobody idles, and a NOTIFY would only
// make commits wait for one another.
std::string enqueue_statement(const Schema& schema, const Table& table, const Parent& fresh) {
  const auto keys = table.key_names();
  const std::string job = quote_qualified(table.job_table());
  return "    with added as (\n      insert into " + job + " (" + column_list(keys) + ")\n      select " +
         column_list(keys) + "\n      from (select * from " + keys_of_new_rows(schema, table, fresh) +
         ") k\n      where not exists (select from " + quote_qualified(table.qualified()) +
         " o\n        where (" + column_list(keys, "o.") + ")\n            = (" + column_list(keys, "k.") +
         "))\n      on conflict do nothing returning 1)\n    select pg_notify('doppel_job', '')\n    where "
         "exists "
         "(select from added) and not exists (select from " +
         job + " where status = 'pending')";
}

// Planned afresh each time: one new row and a million want different plans, and a cached one would be that of
// the first.
std::string create_function(const EnqueueTrigger& trigger, const std::string& statement) {
  return "create function " + quote_qualified(trigger.function) +
         "() returns trigger\n  language plpgsql security definer set search_path = pg_catalog, pg_temp as "
         "$enqueue$\nbegin\n  execute $statement$\n" +
         statement + "\n  $statement$;\n  return null;\nend $enqueue$;\n";
}

}  // namespace

std::vector<EnqueueTrigger> enqueue_triggers(const Schema& schema, const Table& table) {
  if (table.tier != Tier::computed) {
    throw Error(ErrorClass::internal, table.qualified() + " is not computed, so it has no jobs");
  }
  std::vector<EnqueueTrigger> triggers;
  for (const Parent& parent : table.parents) {
    if (!completes_keys(schema, table, parent)) continue;
    EnqueueTrigger trigger;
    trigger.name = short_name("enqueue_" + table.name);
    trigger.table = parent.table;
    trigger.function = "job." + short_name("enqueue_" + table.name + "_from_" + unqualified(parent.table));
    trigger.ddl = create_function(trigger, enqueue_statement(schema, table, parent)) +
                  "comment on function " + quote_qualified(trigger.function) + "() is " +
                  quote_literal("Queues the keys of " + table.qualified() + " that new rows of " +
                                parent.table + " make possible") +
                  ";\ncreate trigger " + quote_identifier(trigger.name) + " after insert on " +
                  quote_qualified(trigger.table) +
                  "\n  referencing new table as new_rows for each statement execute function " +
                  quote_qualified(trigger.function) + "();\n";
    triggers.push_back(std::move(trigger));
  }
  return triggers;
}

std::string create_enqueue_triggers(const Schema& schema, const Table& table) {
  std::string ddl;
  for (const EnqueueTrigger& trigger : enqueue_triggers(schema, table)) ddl += trigger.ddl;
  return ddl;
}

}  // namespace doppel::relation
