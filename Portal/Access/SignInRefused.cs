using Budget.Core.SignIn;

namespace Portal.Access;

/// <summary>Who came to a provider's answer, when a token that was believed said so: for who counts what fails.</summary>
/// <param name="Identity">Issuer and subject.</param>
internal sealed record KnownVisitor(string Identity);

/// <summary>Why somebody does not come in: one of the reasons that /inloggen/mislukt has words for.</summary>
internal sealed class SignInRefusedException(string reason, string detail) : Exception(detail)
{
    /// <summary>The level at which the provider knows this person is lower than the municipality asks.</summary>
    public const string LevelTooLow = "niveau";

    /// <summary>As <see cref="LevelTooLow"/>, of who comes in for an organisation.</summary>
    public const string WorkLevelTooLow = "niveau-werk";

    /// <summary>The visitor turned back at the provider.</summary>
    public const string Cancelled = KeepFailedSignIn.Cancelled;

    /// <summary>The provider does not answer, or not in time.</summary>
    public const string Away = "storing";

    /// <summary>Nobody here by that name: no account, no role, no provider.</summary>
    public const string Unknown = "onbekend";

    /// <summary>Two providers have the same number at the chamber of commerce.</summary>
    public const string NotUnique = "dubbel";

    /// <summary>The account is blocked.</summary>
    public const string Blocked = "geblokkeerd";

    /// <summary>Somebody acts for a person who has no file here.</summary>
    public const string NoFile = "geen-dossier";

    /// <summary>A persona of the demo whose file was destroyed.</summary>
    public const string Gone = "vernietigd";

    /// <summary>What came back cannot be trusted, or the visitor took too long.</summary>
    public const string Failed = "mislukt";

    public static readonly IReadOnlyList<string> Reasons = [LevelTooLow, WorkLevelTooLow, Cancelled, Away, Unknown, NotUnique, Blocked, NoFile, Gone, Failed];

    public string Reason { get; } = reason;

    /// <summary>The page that says so, and from which one tries again.</summary>
    /// <param name="back">Where one was going; none when it is not known.</param>
    public static string Page(string reason, string? back) => LocalPath.WithWayBack($"/inloggen/mislukt?reden={reason}", back);
}
