"""Press briefings in the office: series and their periods, seats and gate, questions, record, conclusions."""
