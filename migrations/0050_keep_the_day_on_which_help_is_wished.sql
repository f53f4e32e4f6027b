-- The day on which a resident asked a provider to begin; a wish, beside the assignment that was sealed.
CREATE TABLE start_wishes (
    assignment_id TEXT PRIMARY KEY REFERENCES assignments (id),
    wished_on DATE NOT NULL
);
