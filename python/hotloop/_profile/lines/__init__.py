"""What `hotloop.line_profiler` and `hotloop kernprof` are made of: line_profiler's interface over our recorder."""
