-- the regular gatherings that were held, with their places in order of time
SELECT
  s.summit_id, s.series_id, e.group_id, {{tierOf "e.tier"}} AS tier,
  s.start_date, CAST(SUBSTR(s.start_date, 1, 4) AS INTEGER) AS year,
  {{first "s.start_date"}} AS first_day,
  {{last "s.start_date"}} AS last_day,
  ROW_NUMBER() OVER (ORDER BY s.start_date, s.end_date, s.summit_id) AS place,
  ROW_NUMBER() OVER (PARTITION BY s.series_id ORDER BY s.start_date, s.end_date, s.summit_id) AS place_in_series
FROM summits s
JOIN series e ON e.series_id = s.series_id
WHERE s.status = 'held' AND s.kind = 'regular'
