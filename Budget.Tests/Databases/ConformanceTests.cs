using Budget.Core.Assignments;
using Budget.Core.Closing;
using Budget.Core.Decisions;
using Budget.Core.Invoices;
using Budget.Core.Ledger;
using Budget.Core.PersonHeld;
using Budget.Core.Providers;

namespace Budget.Tests.Databases;

/// <summary>
/// One year of deeds, played on both engines with the same ids: every number, hash, balance, head, statement and line of the journal is the
/// same. What one engine proves, the other can check (docs/decisions/0002-both-engines-on-one-sql-text.md).
/// </summary>
public sealed class ConformanceTests
{
    private const int Ids = 7;
    private Town town = null!;
    private readonly List<string> answers = [];

    [Category("Tools")]
    [Test]
    public async Task A_year_on_postgresql_is_to_the_letter_a_year_on_sqlite()
    {
        var sqlite = await Year(Engine.Sqlite, Ids);

        var postgres = await Year(Engine.PostgreSql, Ids);

        Assert.That(postgres.Except(sqlite), Is.Empty);
        Assert.That(postgres, Is.EqualTo(sqlite), "the same lines, and in the same order");
    }

    [Test]
    public async Task A_year_is_the_same_year_when_it_is_played_again_and_another_with_other_ids()
    {
        var year = await Year(Engine.Sqlite, Ids);

        Assert.That(await Year(Engine.Sqlite, Ids), Is.EqualTo(year));
        Assert.That(await Year(Engine.Sqlite, Ids + 1), Is.Not.EqualTo(year), "or the picture shows no hashes");
    }

    private async Task<IReadOnlyList<string>> Year(Engine engine, int ids)
    {
        answers.Clear();
        await using var played = await Town.On(engine, FakeClock.On(2026, 1, 5), ids);
        town = played;
        await Play();
        await town.MustBeSound();
        IReadOnlyList<string> picture = [.. answers, .. await YearPicture.Of(town)];
        Assert.That(picture, Has.Count.GreaterThan(150), "or the picture shows little");
        return picture;
    }

    private async Task Play()
    {
        var switching = await FiftyHours();
        var short1 = await town.BudgetOf(600m, period: new(new(2026, 1, 1), new(2026, 6, 30)));
        var held = await town.BudgetOf(500m, FundingForm.PersonHeld, new(new(2025, 7, 1), new(2027, 6, 30)));
        var agreement = await town.Agreement(held, rate: 0.97m, hours: 40m, period: new(new(2025, 7, 1), new(2027, 6, 30)));
        var first = new Assigned(switching, await Assigned.BsnOf(town, switching), (await town.Choose(switching)).AssignmentNumber);
        var second = new Assigned(short1, await Assigned.BsnOf(town, short1), (await town.Choose(short1)).AssignmentNumber);

        town.Clock.GoTo(new(2026, 2, 10));
        var january = first.Debit("R1", 1, 4);
        await Import("M1", 1, january, second.Debit("R2", 1, 3), second.Debit("R3", 1, 1).With(hours: 1, rate: 6100));
        await Claim(held, agreement, new(2026, 1, 1), 12.34m);
        await WriteHeads();
        await Close(new(2026, 1, 1));

        town.Clock.GoTo(new(2026, 3, 11));
        await Import("M2", 2, first.Debit("R4", 2, 5), january.CreditedBy("R5"), first.Debit("R6", 1, 3));
        await Claim(held, agreement, new(2026, 2, 1), 40m);
        await Claim(held, agreement, new(2025, 12, 1), 7.77m);
        await Reverse(held, 3, "Verkeerde maand; één te veel | 2026-02-28");
        await Claim(held, agreement, new(2026, 2, 1), 1_000m);
        await Close(new(2026, 2, 1));
        await WriteHeads();

        town.Clock.GoTo(new(2026, 4, 2));
        Told(await new EndAssignment(town.Database).Do(switching.Resident.Actor, town.Key(), new(switching.BudgetNumber, new(2026, 3, 31), EndReason.OtherProvider)));
        await Import("M3", 3, first.Debit("R7", 3, 4));
        var other = await new AdmitProvider(town.Database).Do(Actor.System(Town.Huizen), town.Key(), new("87654321", "87654321", "De Éénhoorn", "", "", ""));
        var contract = await new SignContract(town.Database).Do(
            Actor.System(Town.Huizen), town.Key(), new(other.Value, Town.Huizen, Town.Guidance, new(5500), Period.Year(2026)));
        await town.Choose(switching, contract.Value);
        Told(await new ReleaseReservation(town.Database).Do(town.Finance, town.Key(), new(switching.BudgetNumber, first.Number)));

        town.Clock.GoTo(new(2027, 1, 15));
        await Close(new(2026, 3, 1));
        Told(await new CloseYear(town.Database).Draft(town.Finance, new(2026)));
        Told(await new CloseYear(town.Database).Do(town.Finance, town.Key(), new(2026)));
        await Claim(held, agreement, new(2026, 11, 1), 33.33m);
        await Reverse(held, 1, "niet te herstellen");
        town.Clock.Advance(TimeSpan.FromDays(1));
        await WriteHeads();
    }

    /// <summary>At a rate above the contract's, so that something stays available for a second provider.</summary>
    private async Task<Grant> FiftyHours()
    {
        var resident = await town.Resident();
        var request = await town.Request(resident);
        await town.Report(request);
        var granted = await new GrantProvision(town.Database).Do(town.Caseworker, town.Key(), new(
            request, town.Today, Town.Guidance, new Quantity(50m), Frequency.Total, new Money(6600), Period.Year(2026), FundingForm.PersonFollowing, "Nodig."));
        return new Grant(resident, request, granted.Value.BudgetNumber);
    }

    private async Task Import(string identification, int month, params DeclarationLine[] lines)
    {
        var declaration = DeclarationOf.Lines(identification, lines);
        var result = (await town.Import(declaration with
        {
            Header = declaration.Header with { DatedOn = town.Today },
            DatedOn = town.Today,
            Period = Period.Month(2026, month),
        })).Result!;
        answers.AddRange(await town.LinesOf(result));
        answers.AddRange((await town.AnswerTo(result)).Split('\n'));
    }

    private async Task Claim(Grant grant, string agreement, DateOnly month, decimal hours) =>
        Told(await new ForwardClaim(town.Database).Do(grant.Resident.Actor, town.Key(), new(agreement, month, new(hours))));

    private async Task Reverse(Grant grant, long number, string reason) =>
        Told(await town.Reverse(grant.BudgetNumber, number, reason));

    private async Task Close(DateOnly month) => Told(await new CloseMonth(town.Database).Do(town.Finance, town.Key(), new(month)));

    private async Task WriteHeads() => answers.Add($"{await new WriteLedgerHeads(town.Database).Do()} heads");

    private void Told<T>(Outcome<T> outcome) =>
        answers.Add(outcome.Refusal is { } refusal ? refusal.ToString() : System.Text.Json.JsonSerializer.Serialize(outcome.Value));
}
