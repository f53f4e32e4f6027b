using System.Text.Json;
using Budget.Core.Storage;

namespace Budget.Core.Configuration;

/// <summary>Who changed what in the set-up of the own municipality, when, and what it was before: for its administrators, the newest first.</summary>
public sealed class ConfigurationHistory(Database database)
{
    /// <summary>Older changes stay in the database, and are on no page.</summary>
    public const int Most = 50;

    /// <param name="Was">Empty when it was not there.</param>
    public sealed record Line(string Name, string Was, string Is);

    /// <param name="Subject">Which of them, as <see cref="ConfigurationChange"/> keeps it.</param>
    /// <param name="Title">Its name after the change, when it has one.</param>
    /// <param name="IsNew">Whether the subject was not there before.</param>
    public sealed record Item(string Subject, string Title, string ChangedByName, DateTimeOffset ChangedAt, bool IsNew, IReadOnlyList<Line> Lines);

    /// <param name="what">What kind of thing, such as "Neighbourhood".</param>
    /// <param name="subject">None for all of the kind.</param>
    public Task<IReadOnlyList<Item>> Of(Actor actor, string what, string? subject = null) => database.Read<IReadOnlyList<Item>>(async session =>
        actor.Role != Role.Administrator ? [] :
        [
            .. (await session.List<Row>(ChangesSql, new { actor.MunicipalityCode, what, Subject = subject ?? "", Most = (long)Most }))
                .Select(ItemOf),
        ]);

    private static Item ItemOf(Row row)
    {
        var (before, after) = (Values(row.BeforeJson), Values(row.AfterJson));
        return new Item(row.Subject, after.GetValueOrDefault("Name") ?? after.GetValueOrDefault("NameNl") ?? row.Subject, row.Name, row.ChangedAt, row.BeforeJson == "null",
        [
            .. before.Keys.Union(after.Keys, StringComparer.Ordinal)
                .Select(name => new Line(name, before.GetValueOrDefault(name, ""), after.GetValueOrDefault(name, "")))
                .Where(line => line.Was != line.Is),
        ]);
    }

    private static Dictionary<string, string> Values(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.ValueKind != JsonValueKind.Object ? [] : document.RootElement.EnumerateObject()
            .ToDictionary(property => property.Name, property => Text(property.Value), StringComparer.Ordinal);
    }

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => "",
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Array => string.Join(", ", value.EnumerateArray().Select(Text)),
        _ => value.GetRawText(),
    };

    private sealed record Row(string Subject, string Name, DateTimeOffset ChangedAt, string BeforeJson, string AfterJson);

    private const string ChangesSql = """
        SELECT c.subject AS Subject, u.name AS Name, c.changed_at AS ChangedAt, c.before_json AS BeforeJson, c.after_json AS AfterJson
        FROM configuration_changes c
        JOIN users u ON u.id = c.changed_by
        WHERE c.municipality_code = @MunicipalityCode
          AND c.what = @what
          AND (@Subject = '' OR c.subject = @Subject)
        ORDER BY c.changed_at DESC, c.id DESC
        LIMIT @Most
        """;
}
