-- Each time the migrations are looked at: months ahead, so that no record waits for a partition.
select make_partitions((now() + interval '24 months')::date);
