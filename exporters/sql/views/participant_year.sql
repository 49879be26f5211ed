WITH concerned AS (
  SELECT DISTINCT series_id, year, participant_id FROM summitry_concerned
), items AS (
  -- What each gathering is in a rate: it may be left out unless it is one for which the participant was eligible.
  SELECT
    c.*,
    1 - eligible_min AS may_skip, eligible_max * (1 - came_min) AS may_miss, eligible_max * came_max AS may_hit
  FROM summitry_cells c
  JOIN concerned s ON s.series_id = c.series_id AND s.year = c.year AND s.participant_id = c.participant_id
), tallies AS (
  SELECT
    series_id, year, participant_id, COUNT(*) AS gatherings,
    SUM(came_min) AS attended_min, SUM(came_max) AS attended_max,
    SUM(leader_min) AS leader_min, SUM(leader_max) AS leader_max,
    SUM(eligible_min) AS eligible_min, SUM(eligible_max) AS eligible_max,
    SUM((1 - may_skip) * (1 - may_hit)) AS rate_lost, SUM(may_miss) AS rate_miss,
    SUM((1 - may_skip) * (1 - may_miss)) AS rate_hit, SUM(may_hit) AS rate_may
  FROM items
  GROUP BY series_id, year, participant_id
)
SELECT
  t.series_id, t.year, t.participant_id, t.gatherings,
  t.attended_min, t.attended_max, t.leader_min, t.leader_max, t.eligible_min, t.eligible_max,
  t.rate_lost AS missed_min, t.rate_miss AS missed_max,
  {{ratio "rate"}},
  c.code AS cow, g.code AS gw, m.code AS m49
FROM tallies t
LEFT JOIN summitry_codes c ON c.participant_id = t.participant_id AND c.year = t.year AND c.scheme = 'cow'
LEFT JOIN summitry_codes g ON g.participant_id = t.participant_id AND g.year = t.year AND g.scheme = 'gw'
LEFT JOIN summitry_codes m ON m.participant_id = t.participant_id AND m.year = t.year AND m.scheme = 'm49'
