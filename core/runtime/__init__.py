"""Running the market on one machine: engines, frontends, servers, worker, supervisor."""
