#include "relation/function_ddl.h"

namespace doppel::relation {

std::string create_function(const std::string& name, const Signature& signature, std::string_view body) {
  std::string settings = "set search_path = pg_catalog, pg_temp";
  for (const std::string& setting : signature.settings) settings += " set " + setting;
  const std::string call = name + "(" + signature.arguments + ")";
  return "create or replace function " + call + "\nreturns " + signature.returns +
         "\nlanguage plpgsql security definer " + settings + " as $$\n#variable_conflict use_column" +
         std::string(body) + " $$;\nrevoke execute on function " + call + " from public;\n";
}

}  // namespace doppel::relation
