namespace Budget.Tests.Databases;

/// <summary>What <see cref="EverythingAboutMeTests"/> leaves out of somebody's file around decisions, the neighbourhood and those who give help, and why.</summary>
internal static class LeftOutOfTheFile
{
    public static readonly IReadOnlyDictionary<string, string> Names = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["neighbourhoods"] = "of the municipality; its name is said",
        ["configuration_changes"] = "what administrators changed in what their municipality offers; never about a resident",
        ["general_provisions"] = "of the municipality; its name is said",
        ["general_provision_domains"] = "of the municipality",
        ["general_provision_facts"] = "of the municipality",
        ["general_provision_areas"] = "of the municipality",
        ["contract_terms"] = "between municipality and provider",
        ["contract_rates"] = "between municipality and provider; the rate of an assignment is said",
        ["product_rates"] = "of the municipality's by-law",
        ["municipality_profiles"] = "how a municipality shows itself",
        ["provider_rights"] = "who of a provider's people may declare for it",
        ["provider_profiles"] = "what a provider says of itself",
        ["experiences.municipality_code"] = "that of the file",
        ["provider_proposals.contract_id"] = "between municipality and provider; that a provider can be chosen is said at the budget",
        ["decision_kinds.decision_id"] = "that of the decision",
        ["decision_kinds.place"] = "the order of the decisions of a municipality",
        ["decision_kinds.seal"] = "proves the decision, says nothing",
        ["decision_terms"] = "of the municipality",
        ["client_support"] = "of the municipality; who gives client support there",
        ["case_supporters.code_hash"] = "a keyed fingerprint of a code",
        ["provider_kinds"] = "of the provider; what a municipality admitted it for",
        ["concerns.name"] = "of the file itself; gone when it was picked up",
        ["concerns.bsn"] = "as above",
        ["concerns.born"] = "as above",
        ["concerns.address"] = "as above",
        ["open_requests"] = "which requests were not decided on; each is in the file itself, with its decision",
        ["open_shifts"] = "which shifts wait; each is in the file itself, with its answer",
        ["shift_answers.shift_id"] = "that of the shift",
        ["ideas.municipality_code"] = "that of the file",
        ["households"] = "a number of ours",
        ["household_moves.version"] = "the order, which the file keeps",
        ["household_moves.household_id"] = "a number of ours",
        ["residents.household_id"] = "a number of ours; each move is in the file",
        ["case_leads.version"] = "the order, which the file keeps",
        ["case_leads.household_id"] = "a number of ours",
    };

    /// <summary>The words of the parts that are in it.</summary>
    public static readonly IReadOnlyList<string> Words =
    [
        "word-sharesName-yes", "word-sharesName-no", "word-idea-need", "word-idea-offer", "word-isShown-yes", "word-isShown-no", "word-ideaOutcome-facilitated", "word-ideaOutcome-declined",
        "word-deliveryKind-started", "word-deliveryKind-stopped", "word-deliveryKind-nobody-came", "word-proposalOutcome-welcome", "word-proposalOutcome-declined",
        "word-leadReason-taken", "word-leadReason-moved", "word-leadReason-absent", "word-leadReason-workload", "word-leadReason-knowledge", "word-leadReason-asked", "word-leadReason-left",
        "word-leadReason-other",
        "word-cameBy-phone", "word-cameBy-paper", "word-cameBy-counter",
        "word-reached-yes", "word-reached-partly", "word-reached-no",
        "word-paidBy-wmo", "word-paidBy-zvw", "word-paidBy-wlz", "word-paidBy-youth", "word-paidBy-self", "word-paidBy-nobody",
        "word-shiftSide-resident", "word-shiftSide-caseworker", "word-shiftOutcome-agreed", "word-shiftOutcome-declined", "word-shiftOutcome-withdrawn",
    ];
}
