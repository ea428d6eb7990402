"""Background jobs on the same PostgreSQL, enqueued inside the business transaction
(Procrastinate).
"""
