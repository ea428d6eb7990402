"""Stock: places, levels, holds with a deadline, and a log line for every change."""
