-- placeholder of another branch
select 1;
