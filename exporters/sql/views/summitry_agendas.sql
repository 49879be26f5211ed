-- the agenda of each gathering: how many topics and documents, whether it is complete, and the kinds of its documents in words
WITH counted AS (
  SELECT
    m.summit_id, COUNT(DISTINCT m.topic_id) AS topics, COUNT(DISTINCT m.source_id) AS documents,
    MAX(CASE WHEN s.kind IN ('communique', 'statement') THEN 1 ELSE 0 END) AS issued,
    {{flags "s.kind"}}
  FROM discussions m
  JOIN sources s ON s.source_id = m.source_id
  LEFT JOIN sessions x ON x.session_id = m.session_id
  WHERE m.stage = 'reported' AND (m.session_id IS NULL OR x.scope = 'body')
  GROUP BY m.summit_id
), covered AS (
  SELECT DISTINCT summit_id
  FROM summitry_coverage
  WHERE subject = 'topics' AND track IS NULL AND (stage IS NULL OR stage = 'reported')
)
SELECT
  g.summit_id, g.series_id, g.place, g.place_in_series,
  COALESCE(c.topics, 0) AS topics, COALESCE(c.documents, 0) AS documents, COALESCE(c.issued, 0) AS issued,
  CASE WHEN v.summit_id IS NULL THEN 0 ELSE 1 END AS complete,
  CASE WHEN c.documents > 0 THEN {{kinds}} END AS kinds
FROM summitry_gatherings g
LEFT JOIN counted c ON c.summit_id = g.summit_id
LEFT JOIN covered v ON v.summit_id = g.summit_id
