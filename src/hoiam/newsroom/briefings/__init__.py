"""Press briefings in public: the rhythm of a desk, questions, promises and records; an outlet's seat by its link."""
