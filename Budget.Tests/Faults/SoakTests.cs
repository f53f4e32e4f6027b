using System.Globalization;
using System.Net;
using Budget.Core.Ledger;
using Budget.Tests.Properties;

namespace Budget.Tests.Faults;

/// <summary>
/// Visits in a row: of each role the pages that are opened most, a paper and a file among them, and something saved in between. No answer is a 5xx, and the portal does not grow. The long run
/// lasts half an hour, or as many minutes as EIGENREGIE_SOAK says.
/// </summary>
[Category("Tools")]
[Platform(Include = "Linux", Reason = "How much a process holds is read from /proc.")]
public sealed class SoakTests
{
    private const double MostMegabytesAMinute = 1;
    /// <summary>What is compiled and cached in the first minutes is no leak.</summary>
    private const double WarmUp = 1 / 3.0;

    private static readonly (string Persona, string[] Pages)[] Visits =
    [
        ("devries", ["/", "/mijn-budget", "/hulpvraag", "/aanbieders", "{budget}", "{budget}/overzicht.pdf", "{budget}/boekingen.csv"]),
        ("bakker", ["/", "/pgb", "/mijn-budget", "{budget}"]),
        ("yilmaz", ["/", "/mijn-budget", "/hulpvraag"]),
        ("consulent", ["/consulent"]),
        ("financien", ["/financien", "/financien/budgetten", "/financien/boeken"]),
        ("aanbieder", ["/aanbieder"]),
        ("beheer", ["/beheer"]),
        ("controle", ["/controle", "/controle/boeken"]),
    ];

    [Test]
    public async Task After_many_visits_no_answer_was_a_5xx_and_the_portal_has_not_grown()
    {
        var length = Thorough.IsLong
            ? TimeSpan.FromMinutes(double.Parse(Environment.GetEnvironmentVariable("EIGENREGIE_SOAK") ?? "30", CultureInfo.InvariantCulture))
            : TimeSpan.FromSeconds(15);
        await using var portal = await RunningPortal.Start();
        using var enough = new CancellationTokenSource(length);
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var visiting = Task.WhenAll(Visits.Select(visit => Task.Run(() => Visit(portal, visit.Persona, visit.Pages, enough.Token), CancellationToken.None)));
        List<(double Minutes, double Megabytes)> samples = [];
        while (!visiting.IsCompleted)
        {
            samples.Add((clock.Elapsed.TotalMinutes, Megabytes(portal.ProcessId)));
            await Task.WhenAny(visiting, Task.Delay(1_000));
        }

        var answers = (await visiting).Sum();
        var slope = Slope([.. samples.Where(sample => sample.Minutes > length.TotalMinutes * WarmUp)]);
        Figure.Tell($"soak of {length.TotalMinutes:0.##} minutes", $"{answers} answers, no 5xx; memory {samples[0].Megabytes:0} MB at the start, {samples[^1].Megabytes:0} MB at the end{(Thorough.IsLong ? $", slope {slope:0.00} MB/min after the first third" : "")}");
        Assert.That(answers, Is.GreaterThan(length.TotalSeconds), "it was visited");
        Assert.That((await new VerifyLedger(portal.Database).Run()).FirstFault, Is.Null);
        if (Thorough.IsLong)
        {
            Assert.That(slope, Is.LessThan(MostMegabytesAMinute));
        }
    }

    private static async Task<int> Visit(RunningPortal portal, string persona, string[] pages, CancellationToken stop)
    {
        var answers = 0;
        while (!stop.IsCancellationRequested)
        {
            // Signed in anew each round, so that sessions come and go too.
            using var client = await Client.SignedInAs(portal, persona);
            var budget = Array.Exists(pages, page => page.StartsWith('{'))
                ? (await client.Get("/mijn-budget")).Document.QuerySelector(".er-card__link")!.GetAttribute("href")! : "";
            foreach (var page in pages.Select(page => page.Replace("{budget}", budget, StringComparison.Ordinal)))
            {
                var answer = await client.Get(page);
                Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.OK), $"{persona} {page} {answer.Body}");
                answers++;
            }

            if (persona == "devries")
            {
                var saved = await client.Post((await client.FormOn("/hulpvraag/nieuw")).With("OwnWords", $"Ronde {answers}.").With("Domains", "Household"));
                Assert.That(saved.Status, Is.EqualTo(HttpStatusCode.Found), saved.Body);
                answers += 2;
            }

            await client.Post(await client.FormOn(pages[0], "form[action='/uitloggen']"));
        }

        return answers;
    }

    /// <summary>What the process holds in memory (VmRSS).</summary>
    private static double Megabytes(int process) =>
        double.Parse(File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;

    /// <summary>Of the straight line that fits best.</summary>
    private static double Slope(IReadOnlyList<(double Minutes, double Megabytes)> samples)
    {
        var (x, y) = (samples.Average(sample => sample.Minutes), samples.Average(sample => sample.Megabytes));
        return samples.Sum(sample => (sample.Minutes - x) * (sample.Megabytes - y)) / samples.Sum(sample => Math.Pow(sample.Minutes - x, 2));
    }
}
