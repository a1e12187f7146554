// All tables of Doppel, parents before children: the one list.
#pragma once

#include "relation/table.h"

namespace doppel::schema {

const relation::Schema& tables();

}  // namespace doppel::schema
