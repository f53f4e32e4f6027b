-- What there is for everybody, with or without a decision (Wmo 2015, 2.3.5 lid 3: the general provisions). Words in Dutch, and in English where somebody wrote them.
CREATE TABLE general_provisions (
    id TEXT PRIMARY KEY,
    municipality_code TEXT NOT NULL REFERENCES municipalities (code),
    kind TEXT NOT NULL CHECK (kind IN ('ShoppingBus', 'EatingTogether', 'ComputerLessons', 'IncomeScheme', 'VolunteerHelp', 'CarerSupport', 'Other')),
    name_nl TEXT NOT NULL CHECK (name_nl <> ''),
    name_en TEXT NOT NULL,
    about_nl TEXT NOT NULL CHECK (about_nl <> ''),
    about_en TEXT NOT NULL,
    location TEXT NOT NULL,
    address TEXT NOT NULL,
    -- Where it is; none when it comes to people's homes or has no place.
    neighbourhood TEXT,
    when_nl TEXT NOT NULL,
    when_en TEXT NOT NULL,
    costs_nl TEXT NOT NULL,
    costs_en TEXT NOT NULL,
    phone TEXT NOT NULL,
    email TEXT NOT NULL,
    website TEXT NOT NULL,
    -- Whether one signs up in this portal, or with who offers it.
    sign_up TEXT NOT NULL CHECK (sign_up IN ('here', 'elsewhere')),
    places BIGINT CHECK (places > 0),
    starts_on DATE,
    ends_on DATE,
    -- Words to search in, folded by us (SearchName.Fold): the engines do not agree on what a lower-case letter is.
    search_text TEXT NOT NULL,
    -- When an administrator took it off the list.
    ended_at TIMESTAMPTZ,
    CHECK (starts_on IS NULL OR ends_on IS NULL OR starts_on <= ends_on),
    FOREIGN KEY (municipality_code, neighbourhood) REFERENCES neighbourhoods (municipality_code, code)
);

CREATE INDEX general_provisions_standing ON general_provisions (municipality_code) WHERE ended_at IS NULL;

CREATE TABLE general_provision_domains (
    provision_id TEXT NOT NULL REFERENCES general_provisions (id),
    life_domain TEXT NOT NULL,
    PRIMARY KEY (provision_id, life_domain)
)
/*sqlite WITHOUT ROWID*/;

CREATE TABLE general_provision_facts (
    provision_id TEXT NOT NULL REFERENCES general_provisions (id),
    fact TEXT NOT NULL CHECK (fact IN ('StepFree', 'AccessibleToilet', 'HearingLoop', 'Quiet', 'NearBusStop', 'BringSomebody', 'AtHome', 'Online')),
    PRIMARY KEY (provision_id, fact)
)
/*sqlite WITHOUT ROWID*/;

-- For whom it is; none means the whole municipality.
CREATE TABLE general_provision_areas (
    provision_id TEXT NOT NULL REFERENCES general_provisions (id),
    municipality_code TEXT NOT NULL,
    neighbourhood TEXT NOT NULL,
    PRIMARY KEY (provision_id, neighbourhood),
    FOREIGN KEY (municipality_code, neighbourhood) REFERENCES neighbourhoods (municipality_code, code)
)
/*sqlite WITHOUT ROWID*/;
