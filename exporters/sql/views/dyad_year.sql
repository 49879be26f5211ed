WITH concerned AS (
  SELECT DISTINCT series_id, year, participant_id FROM summitry_concerned
), years AS (
  SELECT series_id, year, COUNT(*) AS gatherings FROM summitry_gatherings GROUP BY series_id, year
), present AS (
  SELECT summit_id, series_id, year, participant_id, came_min FROM summitry_cells WHERE came_max = 1
), shared AS (
  SELECT
    a.series_id, a.year, a.participant_id AS a_id, b.participant_id AS b_id,
    SUM(a.came_min * b.came_min) AS shared_min, COUNT(*) AS shared_max
  FROM present a
  JOIN present b ON b.summit_id = a.summit_id AND a.participant_id < b.participant_id
  GROUP BY a.series_id, a.year, a.participant_id, b.participant_id
)
SELECT
  a.series_id, a.year, a.participant_id AS a_id, b.participant_id AS b_id, y.gatherings,
  COALESCE(s.shared_min, 0) AS shared_min, COALESCE(s.shared_max, 0) AS shared_max,
  c.code AS a_cow, d.code AS b_cow
FROM concerned a
JOIN concerned b ON b.series_id = a.series_id AND b.year = a.year AND a.participant_id < b.participant_id
JOIN years y ON y.series_id = a.series_id AND y.year = a.year
LEFT JOIN shared s ON s.series_id = a.series_id AND s.year = a.year AND s.a_id = a.participant_id AND s.b_id = b.participant_id
LEFT JOIN summitry_codes c ON c.participant_id = a.participant_id AND c.year = a.year AND c.scheme = 'cow'
LEFT JOIN summitry_codes d ON d.participant_id = b.participant_id AND d.year = b.year AND d.scheme = 'cow'
