using Budget.Core;
using Budget.Core.Decisions;
using Budget.Core.Invoices;
using Budget.Core.Iwmo;

namespace Budget.Bench;

/// <summary>
/// Residents who chose the same provider for all their budgets, and the messages this provider sends: each declares a month of every
/// assignment, one hour; all lines are accepted. A declaration may look back five years, so there are fifty-five messages at most.
/// </summary>
internal sealed class Declarations
{
    private static readonly Period Declared = new(new DateOnly(2021, 7, 1), new DateOnly(2026, 1, 31));
    private readonly List<(string Bsn, long Number)> assigned = [];
    private readonly BenchTown town;
    private int sent;

    private Declarations(BenchTown town) => this.town = town;

    public static async Task<Declarations> In(BenchTown town, int assignments)
    {
        var declarations = new Declarations(town);
        for (var number = 1; number <= assignments; number++)
        {
            var resident = await town.Resident($"bewoner{number}");
            declarations.assigned.Add((resident.Bsn, await town.Choose(await town.Grant(resident, FundingForm.PersonFollowing))));
        }

        return declarations;
    }

    /// <summary>The file of the next message, as it would come in.</summary>
    public byte[] NextFile()
    {
        using var file = new MemoryStream();
        WriteDeclaration.Write(file, Next(months: 1));
        return file.ToArray();
    }

    /// <summary>The next message, over so many months.</summary>
    public Declaration Next(int months)
    {
        var declared = Declared.Months().Skip(sent).Take(months).ToList();
        var identification = $"B{sent += months:D6}";
        // Client by client, as our own writer puts them in a file.
        var lines = assigned.SelectMany(assignment => declared.Select(month => new DeclarationLine(
            0, assignment.Bsn, FormattableString.Invariant($"{assignment.Number}-{month.StartsOn:yyMM}"), PreviousReference: null, assignment.Number,
            BenchTown.Category, BenchTown.Product, month, Volume: 1, Core.Providers.CareUnit.Hour, BenchTown.Rate, BenchTown.Rate, IsCredit: false, XmlLine: 0)))
            .Select((line, place) => line with { Number = place + 1 }).ToList();
        var header = new MessageHeader(BenchTown.Agb, BenchTown.Municipality, identification, BenchTown.Today, IwmoCodes.SchemaVersion, IwmoCodes.SchemaVersion);
        return new Declaration(header, identification, declared[^1], BenchTown.Today, new Money(BenchTown.Rate.Cents * lines.Count), lines);
    }

    /// <summary>Reads the file, judges and books each line, and keeps the answer: what the finance page does.</summary>
    public async Task Import(byte[] bytes)
    {
        using var file = new MemoryStream(bytes);
        await Import(await DeclarationFile.Load(file, BenchTown.Today));
    }

    /// <summary>Judges and books each line of what was read.</summary>
    public async Task Import(DeclarationFile file)
    {
        var answer = await new ImportDeclaration(town.Database).Do(town.Finance, file);
        if (answer.Result is not { Rejected: 0 })
        {
            throw new InvalidOperationException($"The message was not taken in whole: {answer.Fault?.Code} {answer.Result?.Rejected}");
        }
    }
}
