-- Ensembles: test correlation of the mean of several models' predictions, beside the models themselves
select * from report.ensemble order by dataset, model_set;
