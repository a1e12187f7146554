// What this binary is, for provenance.run: commit, build id, libraries.
#pragma once

#include "populate/build_facts.h"

namespace doppel::cli {

populate::BuildFacts build_facts();  // hashes the running binary: some milliseconds

}  // namespace doppel::cli
