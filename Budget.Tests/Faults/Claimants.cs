using System.Collections.Concurrent;
using System.Net;
using Budget.Core.Decisions;
using Budget.Core.Investigations;
using Budget.Core.Ledger;
using Budget.Core.PersonHeld;
using Budget.Core.Storage;
using Budget.Core.SupportRequests;
using Budget.Tests.Databases;

namespace Budget.Tests.Faults;

/// <summary>
/// Visitors who send claims over HTTP as fast as they are answered, each claim with the key it always has. Whoever hears nothing sends the same
/// again. What they heard is held against the books.
/// </summary>
internal sealed class Claimants(RunningPortal portal, string formOf, IEnumerable<Claimants.Claim> claims)
{
    private const string Holder = "bakker";
    private static readonly Period Years = new(new(2021, 1, 1), new(2026, 5, 31));
    private readonly ConcurrentQueue<Claim> waiting = new(claims);
    private readonly ConcurrentDictionary<Claim, string> heard = new();
    private int turnedAway;
    private int letIn;

    public sealed record Claim(string Agreement, DateOnly Month);

    public int Heard => heard.Count;
    public int Left => waiting.Count;

    /// <summary>How many visitors have signed in and have the form before them, since the first came.</summary>
    public int LetIn => letIn;

    /// <summary>How often the answer was 503.</summary>
    public int TurnedAway => turnedAway;

    /// <summary>As many months as are asked for, in budgets of sixty-five; written behind the portal's back, with the deeds themselves.</summary>
    public static async Task<Claimants> At(RunningPortal portal, int claims)
    {
        await using var database = new Database(portal.ConnectionString, FakeClock.On(RunningPortal.Today.Year, RunningPortal.Today.Month, RunningPortal.Today.Day), masterKeys: () => TestDatabase.Keys);
        var row = (await Rows.Of(portal.ConnectionString, HolderSql)).Single().Split(' ');
        var holder = new Actor(new UserId(Guid.Parse(row[0])), Role.Resident, row[2]);
        var caseworker = new Actor(new UserId(Guid.Parse((await Rows.Of(portal.ConnectionString, "SELECT id FROM users WHERE login = 'consulent'")).Single())), Role.Caseworker, row[2]);
        var made = 0;
        IdempotencyKey Key() => IdempotencyKey.Of($"claimants-{++made}");
        List<string> agreements = [];
        // One more than is used: a form is shown as long as there is something to claim.
        for (var months = -Years.Months().Count(); months < claims; months += Years.Months().Count())
        {
            var request = (await new SubmitSupportRequest(database).Do(holder, Key(), new(
                new ResidentId(Guid.Parse(row[1])), new RequestContent("Het gaat niet meer.", [new(LifeDomain.Household, "Een schoon huis")], "", "Hulp", "", WishedForm.PersonHeld)))).Value;
            await new WriteReport(database).Do(caseworker, Key(), new(request, new Dictionary<string, string> { ["a"] = "Wat nodig is." }, "Toekennen."));
            var budget = (await new GrantProvision(database).Do(caseworker, Key(), new(
                request, RunningPortal.Today, row[3], new Quantity(100), Frequency.Total, new Money(100), Years, FundingForm.PersonHeld, "Dit is nodig."))).Value;
            agreements.Add((await new ApproveCareAgreement(database).Do(caseworker, Key(), new(
                budget.BudgetNumber, "Fatima El Amrani", HelperKind.Network, new Money(100), new Quantity(40), Years))).Value);
        }

        return new Claimants(portal, agreements[0],
            (from month in Years.Months() from agreement in agreements.Skip(1) select new Claim(agreement, month.StartsOn)).Take(claims));
    }

    /// <summary>Until everything is done, the portal is gone, or it is told to stop.</summary>
    public Task Come(int visitors, CancellationToken stop = default) =>
        Task.WhenAll(Enumerable.Range(0, visitors).Select(_ => Task.Run(() => Visit(stop), CancellationToken.None)));

    /// <summary>Every claim that was acknowledged is there, with one posting of its amount; none is there twice, and no posting without its claim.</summary>
    /// <param name="andNothingElse">Nothing is there of which nobody heard.</param>
    public async Task MustStandInTheBooks(bool andNothingElse)
    {
        var booked = await Rows.Of(portal.ConnectionString, ClaimsSql);
        var acknowledged = heard.Keys.Select(claim => $"{claim.Agreement} {claim.Month:yyyy-MM-dd} 100").ToHashSet(StringComparer.Ordinal);
        Assert.That(acknowledged.Except(booked, StringComparer.Ordinal), Is.Empty, "acknowledged and lost");
        Assert.That(booked.GroupBy(line => line, StringComparer.Ordinal).Where(line => line.Count() > 1).Select(line => line.Key), Is.Empty, "booked twice");
        Assert.That((await Rows.Of(portal.ConnectionString, LooseSql)).Single(), Is.EqualTo("0"), "postings without a claim");
        if (andNothingElse)
        {
            Assert.That(booked.Except(acknowledged, StringComparer.Ordinal), Is.Empty, "done, and nobody was told");
        }

        Assert.That((await new VerifyLedger(portal.Database).Run()).FirstFault, Is.Null);
    }

    private async Task Visit(CancellationToken stop)
    {
        try
        {
            using var client = await Client.SignedInAs(portal, Holder);
            var form = await client.FormOn($"/pgb/{formOf}/uren");
            Interlocked.Increment(ref letIn);
            while (!stop.IsCancellationRequested && waiting.TryDequeue(out var claim))
            {
                if (!await Send(client, form, claim))
                {
                    waiting.Enqueue(claim);
                }
            }
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or TaskCanceledException)
        {
            // Nobody answers any more.
        }
    }

    private async Task<bool> Send(Client client, Client.Form form, Claim claim)
    {
        var filled = form.With("Month", $"{claim.Month:yyyy-MM}").With("Volume", "1").With("Key", $"{claim.Agreement}:{claim.Month:yyyy-MM}");
        Client.Answer answer;
        try
        {
            answer = await client.Post(filled with { Action = $"/pgb/{claim.Agreement}/uren" });
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or TaskCanceledException)
        {
            waiting.Enqueue(claim);
            throw;
        }

        if (answer.Status == HttpStatusCode.ServiceUnavailable)
        {
            Interlocked.Increment(ref turnedAway);
            return false;
        }

        Assert.That(answer.Location, Does.StartWith("/mijn-budget/"), $"{(int)answer.Status} {portal.Log}");
        heard[claim] = answer.Location!;
        return true;
    }

    private const string HolderSql = """
        SELECT u.id, access.resident_id, u.municipality_code, b.product_code
        FROM users u
        JOIN resident_access access ON access.user_id = u.id
        JOIN budgets b ON b.resident_id = access.resident_id
        WHERE u.login = 'bakker'
          AND b.funding_form = 'personheld'
        """;

    private const string ClaimsSql = """
        SELECT a.number || ' ' || c.starts_on || ' ' || p.amount_cents
        FROM claims c
        JOIN care_agreements a ON a.id = c.agreement_id
        JOIN postings p ON p.budget_id = c.budget_id AND p.number = c.posting_number
        WHERE a.helper_name = 'Fatima El Amrani'
          AND a.proposal_id IS NULL
        """;

    private const string LooseSql = """
        SELECT (SELECT COUNT(*) FROM postings WHERE kind = 'claim') - (SELECT COUNT(*) FROM claims)
        """;
}
