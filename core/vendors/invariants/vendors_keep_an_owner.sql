-- AU13 vendors_keep_an_owner: A workshop that has members has an owner among them.
SELECT vendor_id FROM vendor_members GROUP BY vendor_id
HAVING count(*) FILTER (WHERE role = 'owner') = 0
