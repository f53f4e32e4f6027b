using Budget.Core.Ledger;
using Budget.Core.Storage;

namespace Budget.Core.Sampling;

/// <summary>
/// What is known of one booked line, from its payment back to the request: numbers, days and who. A part that is not there is none, and whoever shows it says whether that should be so. Some ten seeks.
/// </summary>
/// <param name="Declared">Of a declared line; <paramref name="Claim"/> of a claim.</param>
/// <param name="Transfers">Of a declared line, the first payment first; none as long as it is in no payment that was approved.</param>
/// <param name="SvbLines">Of a claim, the first file first.</param>
/// <param name="Report">None when there was none on the day of the decision.</param>
public sealed record TrailFacts(
    TrailBooking Booking, TrailDeclared? Declared, TrailClaim? Claim, IReadOnlyList<TrailTransfer> Transfers, IReadOnlyList<TrailSvbLine> SvbLines, TrailDecision Decision, TrailReport? Report,
    TrailRequest Request)
{
    /// <returns>None when there is no such posting, or it is none of a line. Of which municipality the budget is, whoever asks has seen to.</returns>
    internal static async Task<TrailFacts?> Of(Session session, string municipality, BudgetId budget, long posting)
    {
        if (await TrailBooking.Of(session, municipality, budget, posting) is not { } booking)
        {
            return null;
        }

        var isDeclared = booking.Kind == PostingKind.Invoice;
        var decision = await TrailDecision.Of(session, budget);
        return new TrailFacts(
            booking,
            isDeclared ? await TrailDeclared.Of(session, budget, booking) : null,
            isDeclared ? null : await TrailClaim.Of(session, booking),
            isDeclared ? await TrailTransfer.Of(session, booking) : [],
            isDeclared ? [] : await TrailSvbLine.Of(session, booking),
            decision,
            await TrailReport.Of(session, decision),
            await TrailRequest.Of(session, decision));
    }
}
