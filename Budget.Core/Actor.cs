namespace Budget.Core;

/// <summary>What someone signed in is here for. One person may have several accounts, one per role.</summary>
public enum Role
{
    Resident,
    Caseworker,
    Finance,
    ProviderStaff,
    Administrator,
    Auditor,
    /// <summary>The installation itself: set-up, imports from the command line, the demo town's clerk.</summary>
    System,
}

/// <summary>
/// Who does a deed or asks a question. Every deed and question takes one, and puts it in its WHERE clause:
/// what is not yours looks like what is not there.
/// </summary>
/// <param name="MunicipalityCode">Four digits; staff and residents see their own municipality only. Empty for provider staff, who work for several.</param>
/// <param name="ProviderId">The provider whose staff this is; empty for others.</param>
/// <param name="SessionId">The session from which this is asked; none from the command line.</param>
/// <param name="ActsFor">The one resident for whom this session acts (DigiD Machtigen): nobody else's file opens, also not one's own.</param>
/// <param name="ClosedTo">Municipalities whose files stay closed: they ask for a higher level of signing in. Codes with a space between them.</param>
public sealed record Actor(
    UserId UserId, Role Role, string MunicipalityCode, ProviderId? ProviderId = null, ResidentId? ActsFor = null, SessionId? SessionId = null, string ClosedTo = "")
{
    /// <summary>The installation acting for one municipality, e.g. an import from the command line.</summary>
    public static Actor System(string municipalityCode) => new(new UserId(Guid.Empty), Role.System, municipalityCode);

    public bool MayHandleMoney => Role is Role.Finance or Role.System;
    public bool MaySeeBooks => Role is Role.Finance or Role.Auditor or Role.System;
    public bool MaySetUp => Role is Role.Administrator or Role.System;
    public bool MayDecide => Role is Role.Caseworker or Role.System;

    /// <summary>An administrator sets up the own municipality and no other.</summary>
    public bool MaySetUpIn(string municipality) => Role == Role.System || (Role == Role.Administrator && MunicipalityCode == municipality);
}
