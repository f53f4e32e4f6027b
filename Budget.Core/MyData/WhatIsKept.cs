using System.Text.Json;
using Budget.Core.Audit;
using Budget.Core.Secrecy;
using Budget.Core.Storage;
using Budget.Core.SupportRequests;

namespace Budget.Core.MyData;

/// <summary>
/// Everything that the municipality keeps of one resident, part by part, for whoever may open that file today. The one place that says which columns those are:
/// a test holds it against the schema, so that no table is forgotten.
/// </summary>
internal sealed class WhatIsKept(Database database, Actor actor, ResidentId resident, bool inEnglish)
{
    public static readonly IReadOnlyList<FilePart> Parts = [.. PartsOfRequests.All, .. PartsOfMoney.All, .. PartsOfAgreements.All, .. PartsOfDisputes.All, .. PartsOfDelivery.All, .. PartsOfCaseload.All, .. PartsOfPlans.All, .. PartsOfSharing.All, .. PartsOfNeighbourhood.All, .. PartsOfMessages.All, .. PartsOfLooking.All];

    /// <summary>Rows that are in memory at a time, however many there are.</summary>
    public const int Page = 200;

    /// <summary>What comes after the file was asked for is not in it: the three forms of it say the same.</summary>
    private readonly string until = TraceIds.LowestAt(database.Time.GetUtcNow().AddMilliseconds(1));

    /// <summary>Page after page, each asked for by itself: nobody holds the database open who downloads slowly, and a right that ends meanwhile has ended.</summary>
    public async IAsyncEnumerable<IReadOnlyList<object?[]>> Of(FilePart part)
    {
        for (long from = 0, count = Page; count == Page; from += Page)
        {
            var rows = await database.Read(session => Rows(session, part, from));
            count = rows.Count;
            if (count > 0)
            {
                yield return rows;
            }
        }
    }

    private async Task<IReadOnlyList<object?[]>> Rows(Session session, FilePart part, long from)
    {
        var rows = await session.List(part.Sql, row => Read(row, part),
            ("@Role", actor.Role.ToString().ToLowerInvariant()),
            ("@UserId", actor.UserId.Value.ToString("D")),
            ("@ActsFor", actor.ActsFor?.Value.ToString("D") ?? ""),
            ("@ClosedTo", actor.ClosedTo),
            ("@Today", session.Today),
            ("@Resident", resident.Value.ToString("D")),
            ("@Language", inEnglish ? "en" : "nl"),
            ("@Until", until),
            ("@Most", (long)Page),
            ("@From", from));
        var words = await ResidentKey.Of(session, resident);
        foreach (var (place, values) in rows)
        {
            for (var index = 0; index < values.Length; index++)
            {
                if (part.Fields[index] is { Kind: FieldKind.Hidden or FieldKind.Draft } field && values[index] is string hidden)
                {
                    var shown = words.Show(field.Columns[0], place, hidden);
                    values[index] = field.Kind == FieldKind.Draft ? Told(shown) : shown;
                }
            }
        }

        if (Array.FindIndex(part.Fields, field => field.Kind == FieldKind.HiddenOfUser) is >= 0 and var at)
        {
            foreach (var (place, values) in rows)
            {
                values[at] = values[at] is string hidden ? (await MailKey.Of(session, new UserId(Guid.Parse(place)))).Show(part.Fields[at].Columns[0], place, hidden) : null;
            }
        }

        return [.. rows.Select(row => row.Values)];
    }

    private static (string Place, object?[] Values) Read(StoredRows row, FilePart part)
    {
        var values = new object?[part.Fields.Length];
        for (var index = 0; index < values.Length; index++)
        {
            values[index] = Value(row, index + 1, part.Fields[index].Kind);
        }

        return (row.TextOf(0), values);
    }

    private static object? Value(StoredRows row, int column, FieldKind kind) => kind switch
    {
        FieldKind.Day => row.DayOf(column),
        FieldKind.Instant => row.Instant(column) is var instant and not StoredRows.NoNumber ? DateTimeOffset.FromUnixTimeMilliseconds(instant) : null,
        FieldKind.Amount => row.OptionalNumber(column) is { } cents ? new Money(cents) : null,
        FieldKind.Volume => row.OptionalNumber(column) is { } hundredths ? Quantity.FromHundredths(hundredths) : null,
        FieldKind.Number => row.OptionalNumber(column),
        _ => row.OptionalTextOf(column) is { Length: > 0 } text ? text : null,
    };

    /// <summary>A draft in the order of its form, without what is empty.</summary>
    private static string Told(string draft)
    {
        var content = JsonSerializer.Deserialize<RequestContent>(draft)!;
        return string.Join('\n', new[] { content.OwnWords }.Concat(content.Needs.Select(need => need.Goal)).Concat([content.OwnStrength, content.CurrentHelp, content.CarerNeeds, content.Tried, content.UrgentBecause, content.WishedSupport, content.WishedProvider])
            .Where(text => text.Length > 0));
    }
}
