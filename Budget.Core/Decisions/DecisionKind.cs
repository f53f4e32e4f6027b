namespace Budget.Core.Decisions;

/// <summary>What a decision does (docs/decisions/0013). Those that open a budget: grant, partly grant, temporary, extend and revise.</summary>
public enum DecisionKind
{
    Grant,
    /// <summary>Less than was asked, with the ground on which the rest is refused.</summary>
    PartlyGrant,
    Refuse,
    /// <summary>Help at once, while the investigation runs (Wmo 2015, 2.3.3).</summary>
    Temporary,
    /// <summary>A budget that follows another, from the day after it ends.</summary>
    Extend,
    /// <summary>The old budget ends on a day, a new one follows the next (herzien, 2.3.10); with a <see cref="FormGround"/> in the other form.</summary>
    Revise,
    /// <summary>The budget ends on a day (intrekken, 2.3.10).</summary>
    Withdraw,
    /// <summary>What was had by wrong data, on purpose, is to be paid back (terugvorderen, 2.4.1).</summary>
    Recovery,
}

/// <summary>Why something is not granted; the articles of the Wmo 2015 where there is one.</summary>
public enum RefusalGround
{
    /// <summary>Own strength or the usual help in the household (2.3.5 lid 3).</summary>
    OwnStrength,
    /// <summary>An informal carer or the own network (2.3.5 lid 3).</summary>
    Network,
    /// <summary>A general provision is enough (2.3.5 lid 3).</summary>
    GeneralProvision,
    /// <summary>Something everybody buys; the by-law calls it customary.</summary>
    Customary,
    /// <summary>Another law provides for it, as the Wlz does (2.3.5 lid 6).</summary>
    OtherLaw,
    /// <summary>Not a resident of this municipality (1.2.1).</summary>
    NotResident,
    /// <summary>The conditions of a PGB are not met (2.3.6).</summary>
    HeldConditions,
    /// <summary>Without the resident's help nothing could be found out (2.3.8).</summary>
    NoCooperation,
    /// <summary>Another rule of the by-law, which the reasons name.</summary>
    ByLaw,
}

/// <summary>Why a decision is revised or withdrawn (Wmo 2015, 2.3.10 lid 1, a to e).</summary>
public enum WithdrawalGround
{
    /// <summary>a: wrong or incomplete data, and with the right ones another decision would have been taken.</summary>
    A,
    /// <summary>b: no longer needed.</summary>
    B,
    /// <summary>c: no longer sufficient.</summary>
    C,
    /// <summary>d: the conditions are not met.</summary>
    D,
    /// <summary>e: not used, or used for something else.</summary>
    E,
}
