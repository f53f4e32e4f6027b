namespace Budget.Core.Council;

/// <summary>What the council reads about. Each is a list of counts; the last three are of residents on the last day of the half-year, the others of what happened in it.</summary>
public enum CouncilTopic
{
    /// <summary>Meldingen (Wmo 2015, 2.3.2 lid 1), by the day on which they came.</summary>
    Requests,
    /// <summary>First reports of an investigation by the day of the report, and whether they came within their term (2.3.2 lid 1). What got none is not in it; the management page counts it late, by the end of the term.</summary>
    Investigations,
    /// <summary>Decisions by kind.</summary>
    Decisions,
    /// <summary>The same of first decisions on an application (2.3.5 lid 2).</summary>
    DecisionsInTime,
    Objections,
    /// <summary>How objections ended.</summary>
    ObjectionOutcomes,
    /// <summary>Of the same, whether they ended within their term (Awb 7:10).</summary>
    ObjectionsInTime,
    /// <summary>Lines of a declaration that a resident disputed; one that was disputed twice is one line.</summary>
    Disputes,
    /// <summary>How disputes ended; of a line that was disputed twice there are two.</summary>
    DisputeOutcomes,
    /// <summary>Assignments that ended because the resident went to another provider, by their last day.</summary>
    Switches,
    /// <summary>What residents said of their goals.</summary>
    Goals,
    /// <summary>Residents with support, by age.</summary>
    Ages,
    /// <summary>The same, by the neighbourhood that they told.</summary>
    Neighbourhoods,
    /// <summary>Residents with support of one product category, by form: a PVB, a PGB or both. A list for each category; who has two categories is in both.</summary>
    Support,
}
