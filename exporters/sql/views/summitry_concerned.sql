-- of whom anything is on record at a gathering: a record, even at a side session, or a membership that may hold
SELECT g.summit_id, g.series_id, g.year, a.participant_id
FROM attendance a
JOIN summitry_gatherings g ON g.summit_id = a.summit_id
UNION
SELECT g.summit_id, g.series_id, g.year, m.participant_id
FROM summitry_members m
JOIN summitry_gatherings g ON g.summit_id = m.summit_id AND g.group_id = m.group_id
WHERE m.member_max = 1
