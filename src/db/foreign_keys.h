// Foreign keys of results. PostgreSQL checks each inserted row by a query of its own, and a foreign key takes
// as long as to write the row. The trigger `accept` (relation/result_guard.h) checks those of a whole
// statement at once, under the same locks; where it does, PostgreSQL's trigger for inserts is disabled. Those
// for updates, and for deletes and updates of what is referred to, stay as they are; so does the constraint,
// for readers and their programs. A database that pg_dump has copied has the triggers enabled again until the
// next migrate().
#pragma once

#include "db/connection.h"

namespace doppel::db {

// Disables PostgreSQL's check of inserts for each foreign key that the enabled trigger `accept` of its table
// names. Returns how many; none where the user is no superuser, as only such a user may: then both check.
int let_guards_check_foreign_keys(Connection& connection);

}  // namespace doppel::db
