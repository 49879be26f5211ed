WITH concerned AS (
  SELECT DISTINCT series_id, participant_id FROM summitry_concerned
), present AS (
  SELECT
    c.summit_id, c.series_id, c.participant_id, c.came_min,
    -- How many came for sure, and how many may have.
    SUM(c.came_min) OVER (PARTITION BY c.summit_id) AS sure, COUNT(*) OVER (PARTITION BY c.summit_id) AS possible
  FROM summitry_cells c
  JOIN concerned s ON s.series_id = c.series_id AND s.participant_id = c.participant_id
  WHERE c.came_max = 1
), ties AS (
  -- The weight is least with everybody there who may have been, and greatest with nobody else.
  SELECT
    a.series_id, a.participant_id AS a_id, b.participant_id AS b_id,
    SUM(a.came_min * b.came_min) AS shared_min, COUNT(*) AS shared_max,
    SUM(CASE WHEN a.came_min * b.came_min = 1 THEN 1.0E0 / GREATEST(a.possible - 1, 1) ELSE 0.0E0 END) AS weight_min,
    SUM(1.0E0 / GREATEST(a.sure + (1 - a.came_min) + (1 - b.came_min) - 1, 1)) AS weight_max
  FROM present a
  JOIN present b ON b.summit_id = a.summit_id AND a.participant_id < b.participant_id
  GROUP BY a.series_id, a.participant_id, b.participant_id
)
SELECT
  a.participant_id AS a_id, b.participant_id AS b_id, a.series_id, 'newman' AS measure,
  COALESCE(t.shared_min, 0) AS shared_min, COALESCE(t.shared_max, 0) AS shared_max,
  COALESCE(t.weight_min, 0) AS weight_min, COALESCE(t.weight_max, 0) AS weight_max,
  'yes' AS has_value, 1 = 1 AS tight
FROM concerned a
JOIN concerned b ON b.series_id = a.series_id AND a.participant_id < b.participant_id
LEFT JOIN ties t ON t.series_id = a.series_id AND t.a_id = a.participant_id AND t.b_id = b.participant_id
