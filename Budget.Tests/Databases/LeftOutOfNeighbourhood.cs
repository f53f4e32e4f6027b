namespace Budget.Tests.Databases;

/// <summary>What <see cref="EverythingAboutMeTests"/> leaves out of somebody's file around decisions and the neighbourhood, and why.</summary>
internal static class LeftOutOfNeighbourhood
{
    public static readonly IReadOnlyDictionary<string, string> Names = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["neighbourhoods"] = "of the municipality; its name is said",
        ["configuration_changes"] = "what administrators changed in what their municipality offers; never about a resident",
        ["general_provisions"] = "of the municipality; its name is said",
        ["general_provision_domains"] = "of the municipality",
        ["general_provision_facts"] = "of the municipality",
        ["general_provision_areas"] = "of the municipality",
        ["decision_kinds.decision_id"] = "that of the decision",
        ["decision_kinds.place"] = "the order of the decisions of a municipality",
        ["decision_kinds.seal"] = "proves the decision, says nothing",
        ["decision_terms"] = "of the municipality",
        ["ideas.municipality_code"] = "that of the file",
    };

    /// <summary>The words of the parts that are in it.</summary>
    public static readonly IReadOnlyList<string> Words =
    [
        "word-sharesName-yes", "word-sharesName-no", "word-idea-need", "word-idea-offer", "word-isShown-yes", "word-isShown-no", "word-ideaOutcome-facilitated", "word-ideaOutcome-declined",
    ];
}
