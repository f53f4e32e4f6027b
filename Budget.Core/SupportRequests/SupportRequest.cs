namespace Budget.Core.SupportRequests;

/// <summary>How the resident would like the money to go; "unsure" is a good answer: the caseworker then explains both.</summary>
public enum WishedForm { PersonFollowing, PersonHeld, Unsure }

/// <summary>The parts of life in which people ask for support, in everyday words on the page.</summary>
public enum LifeDomain { Household, SelfCare, Day, Contact, GettingAround, Money, Health, Home, Caring }

/// <summary>What should get better in one part of life, in the resident's own words.</summary>
public sealed record SupportNeed(LifeDomain Domain, string Goal);

/// <summary>
/// What a resident says; first as a draft, then sent. Text is kept as it was typed. What was asked later than the rest has a value of its own, so that a draft from
/// before can be read.
/// </summary>
public sealed record RequestContent(
    string OwnWords,
    IReadOnlyList<SupportNeed> Needs,
    string CurrentHelp,
    string WishedSupport,
    string WishedProvider,
    WishedForm? WishedForm)
{
    /// <summary>What one can do oneself, and what housemates usually do.</summary>
    public string OwnStrength { get; init; } = "";

    /// <summary>What those who help now need themselves, to keep it up (2.3.2 lid 4, d).</summary>
    public string CarerNeeds { get; init; } = "";

    /// <summary>What was tried already.</summary>
    public string Tried { get; init; } = "";

    /// <summary>Whether it cannot wait for the six weeks; not answered yet when none.</summary>
    public bool? IsUrgent { get; init; }

    /// <summary>Why it cannot wait; only of what is urgent.</summary>
    public string UrgentBecause { get; init; } = "";

    /// <summary>The number of the earlier request on which this one goes on; empty of most.</summary>
    public string Follows { get; init; } = "";

    /// <summary>The same asked again when the support ends: to change what is otherwise now. Whether it can wait is asked anew.</summary>
    public RequestContent AskedAgain(string number) => this with { Follows = number, IsUrgent = null, UrgentBecause = "" };

    /// <summary>Most words in one answer; enough for two pages.</summary>
    public const int LongestText = 4000;

    public static readonly RequestContent Empty = new("", [], "", "", "", WishedForm: null);

    /// <summary>Own words and at least one part of life with a goal: the rest may stay open, a conversation follows.</summary>
    public bool IsComplete => TypedText.Seen(OwnWords).Length > 0 && Needs.Count > 0 && Needs.All(need => TypedText.Seen(need.Goal).Length > 0)
        && Needs.DistinctBy(need => need.Domain).Count() == Needs.Count && WishedForm is not null
        && (IsUrgent != true || TypedText.Seen(UrgentBecause).Length > 0);

    public bool Fits => new[] { OwnWords, OwnStrength, CurrentHelp, CarerNeeds, Tried, UrgentBecause, WishedSupport, WishedProvider }.Concat(Needs.Select(need => need.Goal))
        .All(text => text.Length <= LongestText);
}
