-- Separable layers, elu between layers, a cosine schedule and averaged weights.
alter table twin.model_config
  add column layer_kinds text[],
  add column nonlinearity text;
