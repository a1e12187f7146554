-- Views and functions of the analysis, idempotent: applied after every migration.
create schema if not exists report;
comment on schema report is 'Views for people: scores, recovery of simulated truth, populations at a glance';
