-- Simulated populations of which the indices of suppression and cross-orientation inhibition were drawn. What is there keeps
-- its hash: a later column counts where it is set.
drop view if exists report.recovery_attribution;
drop view if exists report.recovery_by_source;
drop view if exists report.noiseless_scan;
drop view if exists provenance.stale;
drop view public.simulation;
alter table twin.simulation
  drop column _row_hash,
  add column draw_indices boolean,
  add column _row_hash text not null generated always as (encode(sha256((((((((provenance.field(animal_id) || provenance.field(session)) || provenance.field(scan_idx)) || provenance.field(target_oracle)) || provenance.field(share_unoriented)) || provenance.field(coupling)) || provenance.field(noiseless)) ||
CASE
    WHEN (draw_indices IS NULL) THEN '\x'::bytea
    ELSE (provenance.field('draw_indices'::text) || provenance.field(draw_indices))
END)), 'hex'::text)) stored;
comment on column twin.simulation.coupling is 'rank correlation of suppression and cross-orientation inhibition as drawn';
comment on column twin.simulation.draw_indices is 'true: the indices of suppression and cross-orientation inhibition were drawn, and the strengths that give them found; null: the strengths were drawn';
comment on column twin.simulation._row_hash is 'SHA-256 over the key, the columns and _input_hash';
create view public.simulation as
  select animal_id, session, scan_idx, target_oracle, share_unoriented, coupling, noiseless, draw_indices
  from twin.simulation;
comment on view public.simulation is 'What a simulated population was drawn with: with the scan''s seed and training images enough to build it again; import fills it';
comment on column public.simulation.animal_id is 'number of the animal';
comment on column public.simulation.session is 'number of the animal''s experiment';
comment on column public.simulation.scan_idx is 'number of the scan in its session';
comment on column public.simulation.target_oracle is 'mean jackknife oracle that the gains were chosen for';
comment on column public.simulation.share_unoriented is 'expected share of centre-surround neurons';
comment on column public.simulation.coupling is 'rank correlation of suppression and cross-orientation inhibition as drawn';
comment on column public.simulation.noiseless is 'true: the responses are the expected events; repeats are identical and every oracle is 1';
comment on column public.simulation.draw_indices is 'true: the indices of suppression and cross-orientation inhibition were drawn, and the strengths that give them found; null: the strengths were drawn';
