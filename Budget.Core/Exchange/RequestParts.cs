using Budget.Core.Audit;
using Budget.Core.Budgets;
using Budget.Core.Delivery;
using Budget.Core.Invoices;
using Budget.Core.Iwmo;
using Budget.Core.Storage;
using Budget.Core.SupportRequests;

namespace Budget.Core.Exchange;

/// <summary>
/// What a provider asks for: an assignment (WMO315) or a change (WMO317). It becomes a task of a caseworker; who chose this provider already has its allocation at once. Of a BSN that nobody has here, or without
/// a budget for it, the answer to the sender is the same as of any other, and a person says no later: so that nobody learns from an answer who is helped by the municipality.
/// </summary>
internal static class RequestParts
{
    /// <summary>A provider with so many questions that wait is told to wait as well.</summary>
    private const int MostOpen = 200;

    public static async Task<IReadOnlyList<MessagePart>> Take(MessageWork work, AllocationRequest message)
    {
        List<MessagePart> parts = [];
        foreach (var product in message.Products)
        {
            parts.Add(await Take(work, message.Client, product, parts.Count + 1));
        }

        return parts;
    }

    /// <summary>All of it is one question, with one reference and one answer. It is about a client of the sender, whom each number in it names.</summary>
    public static async Task<IReadOnlyList<MessagePart>> Take(MessageWork work, ChangeRequest message)
    {
        var about = message.Changed.Select(changed => changed.AssignmentNumber).Concat(message.Unchanged).Select(IwmoWriter.Number).FirstOrDefault("");
        if (work.Sender is not { Contracts: > 0 })
        {
            return [MessagePart.Refused(1, about, Refusal.NoContract)];
        }

        DeliveredAssignment? first = null;
        foreach (var number in message.Changed.Select(changed => changed.AssignmentNumber).Concat(message.Unchanged))
        {
            var (found, no) = await work.Assignment(number, message.Bsn, product: null);
            if (no is not null)
            {
                return [MessagePart.Refused(1, about, no)];
            }

            first ??= found;
        }

        if (first is null)
        {
            return [MessagePart.Refused(1, about, ReturnCode.NoSuchAssignment)];
        }

        if (message.Changed.Count + message.Added.Count == 0)
        {
            return [MessagePart.Refused(1, about, Refusal.NothingAsked)];
        }

        IReadOnlyList<AskedHelp.Wish> wishes =
        [
            .. message.Changed.Select(one => Wish(one.AssignmentNumber, product: null, one.StartsOn, one.EndsOn, one.Extent, one.Budget)),
            .. message.Added.Select(one => Wish(number: null, one.Product, one.StartsOn, one.EndsOn, one.Extent, one.Budget)),
        ];
        var content = new AskedHelp(message.Reference, message.Reason, Bsn: null, Name: null, wishes);
        return [await Ask(work, RequestRow.Change, content, first.ResidentId, first.BudgetId, 1, about)];
    }

    private static async Task<MessagePart> Take(MessageWork work, MessageClient client, RequestedProduct product, int number)
    {
        var about = product.Product?.Code ?? "";
        if (work.Sender is not { Contracts: > 0 } sender)
        {
            return MessagePart.Refused(number, about, Refusal.NoContract);
        }

        var whose = await work.Session.FirstOrNone<Whose>(WhoseSql, new
        {
            work.Header.MunicipalityCode,
            BsnHash = await work.FingerprintOf(client.Bsn),
            Category = product.Product?.Category ?? "",
            Code = about,
            product.StartsOn,
            EndsOn = product.EndsOn ?? DateOnly.MaxValue,
            ProviderId = sender.Id,
        });
        if (whose is { Assignment: { } assignment })
        {
            return MessagePart.Taken(number, about, MessagePart.Allotted, IwmoWriter.Number(assignment));
        }

        var content = new AskedHelp(
            product.Reference, Reason: null, whose is null ? client.Bsn : null, whose is null ? NameOf(client) : null,
            [Wish(number: null, product.Product, product.StartsOn, product.EndsOn, product.Extent, product.Budget)]);
        return await Ask(work, RequestRow.Allocation, content, whose?.ResidentId, whose?.BudgetId, number, about);
    }

    private static async Task<MessagePart> Ask(MessageWork work, string kind, AskedHelp content, ResidentId? resident, BudgetId? budget, int number, string about)
    {
        var session = work.Session;
        var (provider, municipality) = (work.Sender!.Id, work.Header.MunicipalityCode);
        if (await session.Single<long>(OpenSql, new { municipality, provider }) >= MostOpen)
        {
            return MessagePart.Refused(number, about, Refusal.QuestionsTooMany.With(MostOpen));
        }

        var id = session.NewId().ToString("D");
        await session.Execute(InsertSql, new
        {
            id,
            MessageId = work.Id,
            municipality,
            provider,
            kind,
            resident,
            budget,
            Content = RequestRow.Hide(await RequestRow.Key(session, resident, municipality), id, content),
            session.Now,
            session.Today,
            AnswerBy = LegalTerm.WorkingDaysAfter(session.Today, ProviderRequests.WorkingDays),
        });
        if (resident is not null)
        {
            // So that who it is about reads that this provider asked.
            await Trace.Write(session, work.Actor, nameof(ImportMessage), work.Header.Identification, resident);
        }

        return MessagePart.Taken(number, about, MessagePart.Asked);
    }

    private static string NameOf(MessageClient client) => client.SurnamePrefix is { } prefix ? $"{prefix} {client.Surname}" : client.Surname;

    private static AskedHelp.Wish Wish(long? number, MessageProduct? product, DateOnly startsOn, DateOnly? endsOn, Extent? extent, Money? budget) =>
        new(number, product?.Category, product?.Code, startsOn, endsOn, extent?.Volume, extent?.Unit, extent?.Frequency, budget?.Cents);

    private sealed record Whose(ResidentId ResidentId, BudgetId? BudgetId, long? Assignment);

    // The resident, with the budget that it could be about: that of which this provider was chosen first, and else the one that runs longest.
    private const string WhoseSql = $"""
        SELECT r.id AS ResidentId, b.id AS BudgetId, a.number AS Assignment
        FROM residents r
        LEFT JOIN budgets b ON b.resident_id = r.id
            AND b.municipality_code = r.municipality_code
            AND b.funding_form = 'personfollowing'
            AND b.starts_on <= @EndsOn
            AND {LastDay.Sql} >= @StartsOn
            AND (@Code = '' OR b.product_code = @Code)
            AND (@Category = '' OR EXISTS (
                SELECT 1
                FROM products p
                WHERE p.municipality_code = b.municipality_code
                  AND p.code = b.product_code
                  AND p.category = @Category))
        LEFT JOIN assignments a ON a.budget_id = b.id
            AND a.provider_id = @ProviderId
            AND a.ends_on >= @StartsOn
            AND NOT EXISTS (SELECT 1 FROM assignment_ends ended WHERE ended.assignment_id = a.id)
        WHERE r.municipality_code = @MunicipalityCode
          AND r.bsn_hash = @BsnHash
          AND r.destroyed_at IS NULL
        ORDER BY CASE WHEN a.id IS NULL THEN 1 ELSE 0 END, CASE WHEN b.id IS NULL THEN 1 ELSE 0 END, b.ends_on DESC
        LIMIT 1
        """;

    private const string OpenSql = $"""
        SELECT COUNT(*)
        FROM provider_requests asked
        WHERE asked.municipality_code = @municipality
          AND asked.provider_id = @provider
          AND {ProviderRequests.WaitsForUs}
        """;

    private const string InsertSql = """
        INSERT INTO provider_requests (id, message_id, municipality_code, provider_id, kind, resident_id, budget_id, content, asked_at, asked_on, answer_by)
        VALUES (@id, @MessageId, @municipality, @provider, @kind, @resident, @budget, @Content, @Now, @Today, @AnswerBy)
        """;
}
