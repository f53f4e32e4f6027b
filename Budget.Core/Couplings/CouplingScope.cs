using Budget.Core.Ledger;
using Budget.Core.SignIn;

namespace Budget.Core.Couplings;

/// <summary>What a program may ask for (OAuth 2.0, RFC 6749, 3.3). A closed list; a coupling that may only read has those that read.</summary>
public static class CouplingScope
{
    public const string ReadDeclarations = "declaraties:lezen";
    public const string SendDeclarations = "declaraties:indienen";
    public const string ReadMessages = "berichten:lezen";
    public const string SendMessages = "berichten:indienen";

    public static IReadOnlyList<string> All { get; } = [ReadDeclarations, SendDeclarations, ReadMessages, SendMessages];

    private static readonly IReadOnlyList<string> Reading = [ReadDeclarations, ReadMessages];

    public static IReadOnlyList<string> Of(OfficeRight may) => may == OfficeRight.Submit ? All : Reading;

    /// <summary>A coupling may no more than who made it may now: somebody who may not declare any more does not do so by a program.</summary>
    internal static IReadOnlyList<string> Of(string may, string makerMay) =>
        Of(StoredNames.Parse<OfficeRight>(may) == OfficeRight.Submit ? StoredNames.Parse<OfficeRight>(makerMay) : OfficeRight.Read);
}
