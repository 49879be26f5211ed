-- which statement on attendance or topics covers which gathering
SELECT
  g.summit_id, c.coverage_id, c.subject, c.track, c.stage, c.who, c.rank,
  {{confidenceOf "c.confidence"}} AS confidence
FROM coverage c
JOIN summitry_gatherings g ON g.series_id = c.series_id
WHERE (c.kind IS NULL OR c.kind = 'regular') AND c.subject IN ('attendance', 'topics')
  AND (c.summit_id = g.summit_id OR (c.summit_id IS NULL
    AND (c.date_from IS NULL OR {{first "c.date_from"}} <= g.first_day)
    AND g.last_day <= {{last "c.date_to"}}))
