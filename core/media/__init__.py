"""Pictures, models and documents: stored once by content, with derivatives made by a job."""
