using Budget.Core.PersonHeld;

namespace Portal.Text;

/// <summary>The forms with which hours that wait are answered: by the holder, or for a holder who died by the municipality. Approve, or say what is not right.</summary>
/// <param name="MayApprove">Not of hours that lie after the death, in whole or in part.</param>
/// <param name="MayChange">Not of hours that lie after the death altogether: those can only be rejected.</param>
/// <param name="IsAsked">It is the line that was sent and came back with a message.</param>
/// <param name="Why">What is not right, as it was typed.</param>
/// <param name="Less">How much it was, as it was typed.</param>
public sealed record AnswerLineForm(ClaimLines.Line Line, string Unit, bool MayApprove, bool MayChange, bool IsAsked, string? Why, string? Less);
