using System.Globalization;
using System.Text.Json;
using Budget.Core.Audit;
using Budget.Core.Secrecy;
using Budget.Core.Statements;
using Budget.Core.Storage;

namespace Budget.Core.HelperPayments;

/// <summary>
/// The file that goes to the SVB, version 1 (told at /bestand-voor-de-svb): UTF-8, semicolons, comma decimals, one header row, a line for each claim. The lines stand as they were sent, each under the key of its resident: the same bytes each time,
/// but without who is no longer in the books.
/// </summary>
public sealed class SvbFile(Database database)
{
    public const string Version = "1";

    /// <summary>The columns, in order; the page about this file explains each.</summary>
    public static readonly IReadOnlyList<string> Columns =
    [
        "versie", "kenmerk", "gemeente", "budget", "bsn", "budgethouder", "overeenkomst", "hulp", "kvk", "bsn_hulp", "iban", "op_naam_van", "van", "tot_en_met", "hoeveelheid", "eenheid", "tarief", "soort", "bedrag",
    ];

    /// <summary>What is paid, and what was paid too much and is set off: the amount itself is never less than nothing.</summary>
    public const string Pay = "betalen", SetOff = "verrekenen";

    /// <returns>None when there is no such order in the municipality, and of one with a line without an answer on an account that is not trusted (<see cref="SvbOrders.Row.Distrusted"/>).</returns>
    public async Task<byte[]?> Of(Actor actor, string number)
    {
        if (actor.Role != Role.Finance || await database.Read(session => In(session, actor, number)) is not { } file)
        {
            return null;
        }

        // Which file, and by whom: it has the BSN and the account of everybody in it.
        await database.Overwrite(session => Trace.Write(session, actor, TraceAction.Look, nameof(SvbFile), number, resident: null, onBehalfOf: null, TraceBasis.Task).AsTask());
        return file;
    }

    private static async Task<byte[]?> In(Session session, Actor actor, string number)
    {
        if ((await DistrustedLine.Of(session, actor.MunicipalityCode)).Any(line => line.OrderNumber == number))
        {
            return null;
        }

        List<string[]> rows = [];
        foreach (var line in await session.List<Line>(LinesSql, new { actor.MunicipalityCode, number }))
        {
            var words = ResidentKey.From(session, line.ResidentId, line.Wrapped);
            if (!words.IsDestroyed)
            {
                rows.Add(JsonSerializer.Deserialize<string[]>(words.Show(HiddenColumn.SvbLine, line.Reference, line.Content))!);
            }
        }

        return rows.Count == 0 ? null : CsvFile.Write(Columns, rows);
    }

    /// <summary>The cells of a line, as they are kept.</summary>
    internal static string Content(string reference, string municipality, string bsn, ClaimToPay claim, HelperAccount account, bool isKvk, string identifier) => JsonSerializer.Serialize((string[])
    [
        Version, reference, municipality, claim.BudgetNumber, bsn, claim.ResidentName, claim.AgreementNumber, claim.HelperName, isKvk ? identifier : "", isKvk ? "" : identifier, account.Iban.Compact, account.Holder,
        claim.StartsOn.InDigits(), claim.EndsOn.InDigits(), claim.Volume.Value.ToString("0.00", CultureInfo.InvariantCulture).Replace('.', ','), claim.Unit, claim.Rate.ToDecimalComma(),
        claim.Due.IsPositive ? Pay : SetOff, (claim.Due.IsPositive ? claim.Due : -claim.Due).ToDecimalComma(),
    ]);

    private sealed record Line(string Reference, ResidentId ResidentId, string? Wrapped, string Content);

    private const string LinesSql = """
        SELECT line.reference AS Reference, line.resident_id AS ResidentId, own.wrapped AS Wrapped, line.content AS Content
        FROM svb_orders sent
        JOIN svb_order_lines line ON line.order_id = sent.id
        LEFT JOIN resident_keys own ON own.resident_id = line.resident_id
        WHERE sent.number = @number
          AND sent.municipality_code = @MunicipalityCode
        ORDER BY line.reference
        """;
}
