-- whether the list of the gatherings of a series is complete through each, and rests on a statement of low confidence
WITH dated AS (
  SELECT
    series_id, coverage_id, {{confidenceOf "confidence"}} AS confidence, date_from,
    {{first "date_from"}} AS first_day,
    {{last "date_to"}} AS last_day
  FROM coverage
  WHERE subject = 'editions' AND track IS NULL AND (kind IS NULL OR kind = 'regular')
), ordered AS (
  SELECT
    d.*,
    ROW_NUMBER() OVER (PARTITION BY series_id ORDER BY COALESCE(first_day, ''), confidence DESC, coverage_id) AS place
  FROM dated d
), reaching AS (
  SELECT
    o.*,
    MAX(last_day) OVER (PARTITION BY series_id ORDER BY place ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS reached
  FROM ordered o
), chained AS (
  -- A statement follows on those before it if it begins on the day after them at the latest. Behind a gap none counts.
  SELECT
    r.*,
    SUM(CASE
      WHEN date_from IS NULL THEN 0
      WHEN reached IS NULL THEN 1
      WHEN CAST(first_day AS DATE) > CAST(reached AS DATE) + INTERVAL '1' DAY THEN 1
      ELSE 0 END) OVER (PARTITION BY series_id ORDER BY place ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS gaps
  FROM reaching r
)
SELECT
  g.summit_id,
  MAX(CASE WHEN c.last_day >= g.last_day THEN 1 ELSE 0 END) AS closed,
  MAX(CASE WHEN c.confidence = 1 AND (c.reached IS NULL OR (c.last_day > c.reached AND c.reached < g.last_day)) THEN 1 ELSE 0 END) AS weak
FROM summitry_gatherings g
LEFT JOIN chained c ON c.series_id = g.series_id AND c.gaps = 0
GROUP BY g.summit_id
