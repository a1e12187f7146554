-- Figure 1D: bar codes before and after alignment, and the fit that the sweep chose
select a.dataset, a.model_config, a.training_config, a.seed, a.alignment_config, a.pair_loss_before, a.pair_loss,
       a.beta, a.sharpness, a.n_sharp_fits, a.no_fit_is_sharp
from twin.alignment a
order by a.dataset, a.model_config, a.training_config, a.seed, a.alignment_config;
