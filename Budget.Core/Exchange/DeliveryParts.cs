using Budget.Core.Delivery;
using Budget.Core.Invoices;
using Budget.Core.Iwmo;

namespace Budget.Core.Exchange;

/// <summary>
/// What a message says of help that began (WMO305) or ended (WMO307), part by part, by the same rules as on the provider's own pages (<see cref="ReportStart"/>, <see cref="ReportStop"/>).
/// </summary>
internal static class DeliveryParts
{
    public static async Task<IReadOnlyList<MessagePart>> Take(MessageWork work, StartMessage message)
    {
        List<MessagePart> parts = [];
        foreach (var product in message.Products)
        {
            parts.Add(await work.Report(parts.Count + 1, product.AssignmentNumber, message.Client.Bsn, product.Product, product.Status,
                async found => (await ReportStart.Write(work.Session, work.Actor, found, product.StartedOn)).Refusal, MessagePart.Started));
        }

        return parts;
    }

    public static async Task<IReadOnlyList<MessagePart>> Take(MessageWork work, StopMessage message)
    {
        List<MessagePart> parts = [];
        foreach (var product in message.Products)
        {
            parts.Add(await work.Report(
                parts.Count + 1, product.AssignmentNumber, message.Client.Bsn, product.Product, product.Status, found => Stop(work, found, product), MessagePart.Stopped));
        }

        return parts;
    }

    /// <summary>
    /// A stop of help of which nobody knows that it began would take it off the watch over the start, and nobody would ask any more whether it came: the start is said first. Only of a provider
    /// that cannot go on it is heard at once, so that the resident can choose another. What the resident said last counts: that nobody came undoes a start that was said before.
    /// </summary>
    private static async Task<Refusal?> Stop(MessageWork work, DeliveredAssignment found, StoppedProduct product)
    {
        if (ReasonOf(product.Reason) is not { } reason)
        {
            return Refusal.StopReasonElsewhere;
        }

        var facts = await work.Session.Single<Facts>(FactsSql, new { found.Id });
        // Who cannot go on ends it with that; on its last day nothing is ended, and nobody would ask any more.
        if (facts.Begun == 0 && (reason != StopReason.Provider || product.EndedOn >= found.EndsOn))
        {
            return Refusal.StopWithoutStart;
        }

        // That the municipality or the resident ended it is theirs to say; the provider confirms the day.
        if (product.Reason is ReasonOfEnd.ByMunicipality or ReasonOfEnd.OtherProvider && facts.Ends == 0 && product.EndedOn < found.EndsOn)
        {
            return Refusal.EndNotKnown;
        }

        return (await ReportStop.Write(work.Session, work.Actor, found, product.EndedOn, reason)).Refusal;
    }

    /// <summary>Of a death, a pause or a move more has to happen than that an assignment ends: those are told by telephone.</summary>
    private static StopReason? ReasonOf(string reason) => reason switch
    {
        ReasonOfEnd.AsPlanned or ReasonOfEnd.ByMunicipality or ReasonOfEnd.OtherProvider => StopReason.Planned,
        ReasonOfEnd.ByClient => StopReason.Client,
        ReasonOfEnd.ByProvider => StopReason.Provider,
        _ => null,
    };

    private sealed record Facts(long Begun, long Ends);

    private const string FactsSql = $"""
        SELECT (SELECT COUNT(*)
                FROM delivery_reports said
                WHERE said.assignment_id = @Id
                  AND said.kind = 'started'
                  AND NOT EXISTS (SELECT 1 FROM delivery_reports later WHERE later.assignment_id = said.assignment_id AND later.kind = 'nobody-came' AND later.id > said.id)) + (SELECT COUNT(*)
                FROM invoice_lines line
                WHERE line.assignment_id = @Id
                  AND NOT EXISTS (SELECT 1 FROM delivery_reports missed WHERE missed.assignment_id = line.assignment_id AND missed.kind = 'nobody-came' AND missed.happened_on >= line.ends_on)
                  AND {StandingDebit.Sql}) AS Begun,
               (SELECT COUNT(*)
                FROM assignment_ends ended
                WHERE ended.assignment_id = @Id) AS Ends
        """;
}
