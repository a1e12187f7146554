-- Every number that the paper's results state, beside this database's
select dataset, model_config, training_config, seed, statement, round(value::numeric, 3) as value, paper, scope, query
from report.paper_number
order by dataset, model_config, training_config, seed, place, scope, statement;
