-- which topics documents report of each gathering as a whole or of its body sessions, and how many documents each
SELECT m.summit_id, m.topic_id, COUNT(DISTINCT m.source_id) AS documents
FROM discussions m
JOIN summitry_gatherings g ON g.summit_id = m.summit_id
LEFT JOIN sessions x ON x.session_id = m.session_id
WHERE m.stage = 'reported' AND (m.session_id IS NULL OR x.scope = 'body')
GROUP BY m.summit_id, m.topic_id
