using Budget.Core.Invoices;
using Budget.Core.Iwmo;
using Budget.Core.Ledger;
using Budget.Core.SupportRequests;

namespace Budget.Tests.Support;

/// <summary>A budget with a chosen provider, as the provider knows it: on which number, for whom. Lines are right until a test breaks them.</summary>
public sealed record Assigned(Grant Grant, string Bsn, long Number)
{
    /// <summary>Sixty euros an hour, so 1200 euros are twenty hours.</summary>
    public static async Task<Assigned> In(Town town, decimal euros = 1200m, Period? period = null)
    {
        var grant = await town.BudgetOf(euros, period: period);
        var chosen = await town.Choose(grant);
        return new Assigned(grant, await BsnOf(town, grant), chosen.AssignmentNumber);
    }

    public static async Task<string> BsnOf(Town town, Grant grant) =>
        (await new CaseOverview(town.Database).Of(town.Caseworker, grant.RequestNumber))!.Request.ResidentBsn;

    public DeclarationLine Debit(string reference, int month, long hours) => new(
        0, Bsn, reference, PreviousReference: null, Number, "02", Town.Guidance, Period.Month(2026, month), hours, "04",
        new Money(6000), new Money(6000 * hours), IsCredit: false, XmlLine: 0);
}

/// <summary>Puts lines in a message, the message in a file, and hands the file in.</summary>
internal static class DeclarationOf
{
    public static DeclarationLine CreditedBy(this DeclarationLine debit, string reference) =>
        debit with { Reference = reference, PreviousReference = debit.Reference, IsCredit = true };

    public static DeclarationLine With(this DeclarationLine line, long hours, long rate = 6000) =>
        line with { Volume = hours, Rate = new Money(rate), Amount = new Money(hours * rate) };

    /// <summary>A declaration over May 2026, dated 10 June.</summary>
    public static Declaration Lines(string identification, params DeclarationLine[] lines) => new(
        new MessageHeader(Town.Agb, Town.Huizen, identification, new DateOnly(2026, 6, 10), "1.0.0", "1.0.0"),
        $"D{identification}", Period.Month(2026, 5), new DateOnly(2026, 6, 10),
        lines.Aggregate(Money.Zero, (sum, line) => sum + line.SignedAmount), lines);

    public static byte[] Bytes(Declaration declaration)
    {
        using var file = new MemoryStream();
        WriteDeclaration.Write(file, declaration);
        return file.ToArray();
    }

    public static async Task<ImportDeclaration.Answer> Import(this Town town, byte[] bytes, Actor? by = null)
    {
        using var file = new MemoryStream(bytes);
        return await new ImportDeclaration(town.Database).Do(by ?? town.Finance, await DeclarationFile.Load(file, town.Today));
    }

    public static Task<ImportDeclaration.Answer> Import(this Town town, Declaration declaration, Actor? by = null) =>
        town.Import(Bytes(declaration), by);

    public static async Task<ImportDeclaration.Result> Import(this Town town, string identification, params DeclarationLine[] lines)
    {
        var answer = await town.Import(Lines(identification, lines));
        Assert.That(answer.Fault, Is.Null);
        return answer.Result!;
    }

    /// <summary>What became of each line: its reference and the codes it got, in the order of the file.</summary>
    public static async Task<IReadOnlyList<string>> LinesOf(this Town town, ImportDeclaration.Result result) =>
        [.. (await new DeclarationMessages(town.Database).One(town.Finance, result.Id.Value))!.Value.Lines.Select(line => $"{line.Reference} {line.Codes}".Trim())];

    /// <summary>The WMO325 as it was kept.</summary>
    public static async Task<string> AnswerTo(this Town town, ImportDeclaration.Result result) =>
        (await new DeclarationMessages(town.Database).AnswerTo(town.Finance, result.Id.Value))!.Text;

    /// <summary>Every table that an import could have touched, as text: two pictures are equal when nothing was written in between.</summary>
    public static Task<string> Picture(this Town town) => town.Database.Read(async session => string.Join('\n',
    [
        .. await session.List<string>("SELECT hash FROM postings ORDER BY budget_id, number"),
        .. await session.List<string>("SELECT file_hash || answer FROM declaration_messages ORDER BY id"),
        .. await session.List<string>("SELECT id FROM invoice_lines ORDER BY id"),
        .. await session.List<string>("SELECT id FROM traces ORDER BY id"),
    ]));

    public static async Task MustBeSound(this Town town)
    {
        var verified = await new VerifyLedger(town.Database).Run();
        Assert.That(verified.FirstFault, Is.Null);
        await KeptBeside.MustAgree(town);
    }
}
