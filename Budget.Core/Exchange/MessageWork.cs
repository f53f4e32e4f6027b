using Budget.Core.Delivery;
using Budget.Core.Invoices;
using Budget.Core.Iwmo;
using Budget.Core.Residents;
using Budget.Core.Storage;

namespace Budget.Core.Exchange;

/// <summary>A message that is being taken in: by whom, of which provider, within which transaction.</summary>
/// <param name="Sender">None when nobody here has the AGB code of the sender.</param>
internal sealed record MessageWork(Session Session, Actor Actor, MessageHeader Header, MessageId Id, MessageWork.Provider? Sender)
{
    /// <param name="Contracts">How many it has with this municipality that are not over.</param>
    public sealed record Provider(ProviderId Id, long Contracts);

    private readonly HashSet<long> seen = [];

    /// <summary>
    /// The assignment that a part is about, which is the sender's own and of the client that the message names; or why not. That of another provider is as one that does not exist.
    /// </summary>
    public async Task<(DeliveredAssignment? Found, ReturnCode? No)> Assignment(long? number, string bsn, MessageProduct? product)
    {
        if (number is not { } known || Sender is not { } sender || await DeliveredAssignment.ByNumber(Session, sender.Id, Header.MunicipalityCode, known) is not { } found)
        {
            return (null, ReturnCode.NoSuchAssignment);
        }

        var facts = await Session.Single<Facts>(FactsSql, new { found.BudgetId });
        return facts.BsnHash != await FingerprintOf(bsn) ? (null, ReturnCode.OtherClient)
            : product is not null && product.Category != facts.Category ? (null, ReturnCode.OtherCategory)
            : product?.Code is { } code && code != facts.ProductCode ? (null, ReturnCode.OtherProduct)
            : (found, null);
    }

    /// <summary>The same for what happened: whatever is said of an assignment is said once in a message, and not taken back by one.</summary>
    public async Task<MessagePart> Report(int number, long? assignment, string bsn, MessageProduct? product, string status, Func<DeliveredAssignment, Task<Refusal?>> report, string taken)
    {
        var about = assignment is { } one ? IwmoWriter.Number(one) : "";
        var (found, no) = await Assignment(assignment, bsn, product);
        if (found is null)
        {
            return MessagePart.Refused(number, about, no!);
        }

        if (!seen.Add(found.Number))
        {
            return MessagePart.Refused(number, about, Refusal.SaidTwice);
        }

        if (status == DeliveryStatus.Removed)
        {
            return MessagePart.Refused(number, about, Refusal.NotTakenBack);
        }

        if (status == DeliveryStatus.Unchanged)
        {
            return MessagePart.Taken(number, about, MessagePart.Unchanged);
        }

        return await report(found) is { } refusal ? MessagePart.Refused(number, about, refusal) : MessagePart.Taken(number, about, taken);
    }

    public ValueTask<string> FingerprintOf(string bsn) => Session.Keys.QuickFingerprint(Session, ResidentByBsn.Kind, bsn);

    private sealed record Facts(string BsnHash, string Category, string ProductCode);

    private const string FactsSql = """
        SELECT COALESCE(r.bsn_hash, '') AS BsnHash, p.category AS Category, p.code AS ProductCode
        FROM budgets b
        JOIN residents r ON r.id = b.resident_id
        JOIN products p ON p.municipality_code = b.municipality_code AND p.code = b.product_code
        WHERE b.id = @BudgetId
        """;
}
