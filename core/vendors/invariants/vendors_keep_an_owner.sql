-- AU13 vendors_keep_an_owner: A workshop that was approved and has members has an owner among them.
SELECT m.vendor_id FROM vendor_members m
WHERE EXISTS (SELECT 1 FROM vendor_status_changes c
    WHERE c.vendor_id = m.vendor_id AND c.to_status = 'approved')
GROUP BY m.vendor_id
HAVING count(*) FILTER (WHERE m.role = 'owner') = 0
