-- Table 1: neurons and images of each scan of a dataset, and the images that all of its scans share
select d.dataset, s.animal_id, s.session, s.scan_idx, s.n_neurons,
       (select count(*) from twin.dataset_neuron n
        where n.dataset = d.dataset and n.animal_id = s.animal_id and n.session = s.session
          and n.scan_idx = s.scan_idx) as sampled_neurons,
       t.train_images, t.test_images, c.common_train_images, c.common_test_images
from twin.dataset_scan d
join twin.scan s using (animal_id, session, scan_idx)
join lateral (
  select count(distinct image_sha256) filter (where tier = 'train') as train_images,
         count(distinct image_sha256) filter (where tier = 'test') as test_images
  from twin.trial r
  where r.animal_id = s.animal_id and r.session = s.session and r.scan_idx = s.scan_idx) t on true
join lateral (
  select count(*) filter (where tier = 'train') as common_train_images,
         count(*) filter (where tier = 'test') as common_test_images
  from (select r.tier, r.image_sha256
        from twin.dataset_scan o join twin.trial r using (animal_id, session, scan_idx)
        where o.dataset = d.dataset
        group by 1, 2
        having count(distinct (o.animal_id, o.session, o.scan_idx)) =
               (select count(*) from twin.dataset_scan a where a.dataset = d.dataset)) shared) c on true
order by d.dataset, s.animal_id, s.session, s.scan_idx;
