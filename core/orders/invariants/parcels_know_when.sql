-- OR1 parcels_know_when: A parcel that left says when it left, and one that arrived says when.
SELECT id FROM fulfillments WHERE created_at >= :since AND (
    (status IN ('handed_over', 'delivered', 'lost', 'returned_to_sender')
        AND handed_over_at IS NULL)
    OR (status = 'delivered' AND (delivered_at IS NULL OR delivered_at < handed_over_at)))
