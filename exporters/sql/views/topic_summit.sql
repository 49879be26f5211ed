SELECT
  a.summit_id, t.topic_id,
  CASE WHEN n.summit_id IS NOT NULL THEN 'yes' WHEN a.complete = 1 THEN 'no' ELSE 'unknown' END AS named,
  COALESCE(n.documents, 0) AS documents, a.complete = 1 AS complete
FROM summitry_agendas a
CROSS JOIN (SELECT DISTINCT topic_id FROM summitry_named) t
LEFT JOIN summitry_named n ON n.summit_id = a.summit_id AND n.topic_id = t.topic_id
