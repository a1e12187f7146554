-- The core of a Gaussian readout may be trained on the pixels alone that its readouts see. What is there keeps its hash:
-- a later column counts where it is set.
drop view if exists report.index_correlation_null;
drop view if exists provenance.stale;
drop view public.training_config;
alter table twin.training_config
  drop column _row_hash,
  add column window_margin integer,
  add column _row_hash text not null generated always as (encode(sha256(((((((((((((((provenance.field(training_config) || provenance.field(learning_rate)) || provenance.field(learning_rate_factor)) || provenance.field(batch_size)) || provenance.field(max_iterations)) || provenance.field(schedule)) || provenance.field(drop_shares)) || provenance.field(n_drops)) || provenance.field(validation_every)) || provenance.field(patience)) || provenance.field(validation_share)) || provenance.field(reduced_precision)) ||
CASE
    WHEN (averaging_share IS NULL) THEN '\x'::bytea
    ELSE (provenance.field('averaging_share'::text) || provenance.field(averaging_share))
END) ||
CASE
    WHEN (position_start IS NULL) THEN '\x'::bytea
    ELSE (provenance.field('position_start'::text) || provenance.field(position_start))
END) ||
CASE
    WHEN (window_margin IS NULL) THEN '\x'::bytea
    ELSE (provenance.field('window_margin'::text) || provenance.field(window_margin))
END)), 'hex'::text)) stored,
  add constraint training_config_window_margin_proper CHECK ((window_margin >= 0));
comment on column twin.training_config.window_margin is '[px] gaussian: the core is trained on the box around all positions, this much wider on every side, whose pixels give its batch statistics; null: on whole images';
comment on column twin.training_config._row_hash is 'SHA-256 over the key, the columns and _input_hash';
create view public.training_config as
  select training_config, learning_rate, learning_rate_factor, batch_size, max_iterations, schedule, drop_shares, n_drops, validation_every, patience, validation_share, reduced_precision, averaging_share, position_start, window_margin
  from twin.training_config;
comment on view public.training_config is 'Settings of training';
comment on column public.training_config.training_config is 'name of the setting';
comment on column public.training_config.learning_rate is 'of Adam, at the start';
comment on column public.training_config.learning_rate_factor is 'at each drop';
comment on column public.training_config.batch_size is '[images] images a step';
comment on column public.training_config.max_iterations is 'steps at most; 0: the network as it was drawn';
comment on column public.training_config.schedule is 'plateau: drop when validation stops improving; fixed: drop at drop_shares; cosine: fall to learning_rate_factor along half a period';
comment on column public.training_config.drop_shares is 'fixed: shares of max_iterations at which the rate drops';
comment on column public.training_config.n_drops is 'plateau: drops before training ends';
comment on column public.training_config.validation_every is '[iterations] steps between validations';
comment on column public.training_config.patience is '[validations] plateau: validations without improvement before a drop';
comment on column public.training_config.validation_share is 'share of the training images held out';
comment on column public.training_config.reduced_precision is 'while training, convolutions behind the first layer run in bfloat16, where the CPU (AVX512-BF16) or GPU has it';
comment on column public.training_config.averaging_share is 'the twin has the mean of the weights over this last share of max_iterations; null: those of one step';
comment on column public.training_config.position_start is 'where a gaussian readout starts: the centre of the image, or receptive_fields (the correlation of responses with local contrast); null: centre';
comment on column public.training_config.window_margin is '[px] gaussian: the core is trained on the box around all positions, this much wider on every side, whose pixels give its batch statistics; null: on whole images';
