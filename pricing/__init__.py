"""What every way to serve a workload costs on a given day: pure, without clock, network or database."""
