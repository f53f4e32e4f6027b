using System.Diagnostics;
using System.Globalization;
using System.Net;
using AngleSharp.Html.Parser;
using Budget.Core.Residents;
using Budget.Core.SignIn;
using Budget.Core.Storage;
using Budget.Tests.Faults;
using Budget.Tests.Properties;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using SQLitePCL;

namespace Budget.Tests.Pages;

/// <summary>
/// What is somebody else's takes hardly longer than what is not there: not by the clock, which says more of the machine, but by what SQLite does for the whole request,
/// counted at each row and each jump. One row is found and not shown; nothing of what is in the file is loaded before it is known whose it is. Every route with a number or an id, for everybody to whom the number is another's; the portal runs in this process
/// on the database of the others, so that its connections can be counted on. The long form takes the time as well.
/// </summary>
public sealed class SameWorkTests
{
    /// <summary>Somebody of each role to whom the town's files are another's: with no budget, or of another municipality.</summary>
    private static readonly (string Login, Role Role)[] Strangers =
    [
        ("jansen", Role.Resident), ("consulent2", Role.Caseworker), ("financien-elders", Role.Finance), ("controle-elders", Role.Auditor),
        ("aanbieder2", Role.ProviderStaff), ("beheer-elders", Role.Administrator),
    ];

    /// <summary>Where there is nobody to whom it is another's, or another reason why there is nothing to compare.</summary>
    private static readonly string[] NotCompared =
    [
        "/fout/{code:int}", // the page of a fault
        "/aanbieders/{id:guid}", // for everybody
        "/financien/aanbieders/{id:guid}", // a provider works for several municipalities, and each sees its own card
        "/controle/aanbieders/{id:guid}", // so too
        "/boeken/rekeningkaart/{id:guid}.csv", // so too
        "/aanbod/{id:guid}", // for everybody
        "/aanbod/{id:guid}/aanmelden", // for everybody
        "/gemeente/{town}/logo.png", // for everybody
        "/financien/fonds/{year:int}/{category}", // of one's own municipality, which the address does not name
        "/controle/fonds/{year:int}/{category}", // as above
        "/gemeente/{town}/stijl.css", // for everybody
        "/verder/{id:guid}", // a form that waits, for its writer only, and there is none in the town
    ];

    private readonly string folder = Directory.CreateTempSubdirectory("eigenregie-files-").FullName;
    private WebApplication app = null!;
    private HttpClient http = null!;
    private long steps;

    [OneTimeSetUp]
    public async Task Open()
    {
        app = Portal.Hosting.PortalHost.Build(
        [
            "--environment=Development", "--applicationName=Portal", "--urls=http://127.0.0.1:0", $"--ConnectionStrings:Budget={PagesPortal.Portal.ConnectionString}",
            $"--Keys:File={TestDatabase.KeysFileIn(folder)}", $"--Demo:Today={RunningPortal.Today:yyyy-MM-dd}", "--Limits:RequestsPerMinute=0", "--Limits:SignInsPerMinute=0", "--Logging:LogLevel:Default=None",
        ]);
        await app.StartAsync();
        http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new Uri(app.Urls.First()) };
    }

    [OneTimeTearDown]
    public async Task Close()
    {
        http?.Dispose();
        if (app is not null)
        {
            await app.StopAsync();
            await app.DisposeAsync();
        }

        Directory.Delete(folder, recursive: true);
    }

    [Test]
    public async Task What_is_somebody_elses_takes_at_most_a_quarter_more_work_than_what_is_not_there_whatever_is_in_it()
    {
        var compared = new HashSet<string>(StringComparer.Ordinal);
        List<string> differ = [];
        List<double> ratios = [];
        var rows = (await EveryRoute.Foreign(PagesPortal.Portal)).Where(row => !NotCompared.Contains(row.Route)).ToList();
        foreach (var (login, role) in Strangers)
        {
            var (cookies, token) = await SignIn(login, role);
            foreach (var (route, method, foreign, absent) in rows)
            {
                HttpRequestMessage Ask(string path) => new(new HttpMethod(method), path)
                {
                    Headers = { { "Cookie", cookies } },
                    Content = method == "POST" ? new FormUrlEncodedContent([new("__RequestVerificationToken", token), new("Key", Path.GetRandomFileName())]) : null,
                };
                Assert.That(foreign, Is.Not.EqualTo(absent));
                if (await StatusOf(Ask(foreign)) != HttpStatusCode.NotFound)
                {
                    // Not for this role, or this one's own.
                    continue;
                }

                compared.Add(route);
                // Statements are prepared, and ten refusals are behind us, from which on an alert is thought of.
                for (var time = 0; time < 12; time++)
                {
                    await StatusOf(Ask(time % 2 == 0 ? foreign : absent));
                }

                var (theirs, missing) = (await StepsOf(() => Ask(foreign)), await StepsOf(() => Ask(absent)));
                TestContext.Out.WriteLine($"{role,-10} {method,-4} {route}: {theirs} and {missing}");
                Assert.That(Math.Min(theirs, missing), Is.GreaterThan(30), $"{route}: what it does is counted");
                // To find a row and see that it is not to be shown is a fifth more at most, for a page that asks twice a quarter; loading what is in the file first is more than that.
                if (Math.Abs(theirs - missing) * 4 > missing)
                {
                    differ.Add($"{role} {method} {route}: {theirs} steps when it is another's, {missing} when it is not there");
                }

                if (Thorough.IsLong)
                {
                    ratios.Add(await TimesOf(() => Ask(foreign), () => Ask(absent)));
                }
            }
        }

        Assert.That(differ, Is.Empty);
        Assert.That(EveryRoute.Routes().Select(one => one.Route).Where(route => route.Contains('{', StringComparison.Ordinal)).Except(compared).Order(StringComparer.Ordinal), Is.EqualTo(NotCompared.Order(StringComparer.Ordinal)));
        if (ratios.Count > 0)
        {
            ratios.Sort();
            Figure.Tell("Another's beside absent", string.Create(CultureInfo.InvariantCulture, $"median time of the one over that of the other, per route: {ratios[ratios.Count / 2]:0.000} ({ratios[0]:0.000} to {ratios[^1]:0.000}, {ratios.Count} routes and roles)"));
        }
    }

    /// <returns>What a browser would send along, and the token of a form.</returns>
    private async Task<(string Cookies, string Token)> SignIn(string login, Role role)
    {
        var database = app.Services.GetRequiredService<Database>();
        var known = await database.Read(session => session.List<UserId>("SELECT id FROM users WHERE login = @login", new { login }));
        var user = known is [var one, ..] ? one
            : (await new RegisterUser(database).Do(Actor.System(Town.Hilversum), IdempotencyKey.Of($"register-{login}"), new(login, "Iemand van elders", role, Town.Hilversum))).Value;
        var session = $"eigenregie={await new StartSession(database).Do(new(user, role, SignInMeans.Demo, "demo", "Test"))}";
        using var request = new HttpRequestMessage(HttpMethod.Get, "/sessies") { Headers = { { "Cookie", session } } };
        using var answer = await http.SendAsync(request);
        var page = new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());
        var form = answer.Headers.GetValues("Set-Cookie").First(cookie => cookie.StartsWith("formulier=", StringComparison.Ordinal)).Split(';')[0];
        return ($"{session}; {form}", page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!);
    }

    private async Task<HttpStatusCode> StatusOf(HttpRequestMessage request)
    {
        using (request)
        {
            using var answer = await http.SendAsync(request);
            await answer.Content.ReadAsByteArrayAsync();
            return answer.StatusCode;
        }
    }

    /// <summary>The fewest of five: whatever else the portal does at that moment can only add.</summary>
    private async Task<long> StepsOf(Func<HttpRequestMessage> ask)
    {
        var fewest = long.MaxValue;
        for (var time = 0; time < 5; time++)
        {
            await Listen(app.Services.GetRequiredService<Database>(), 4);
            steps = 0;
            Assert.That(await StatusOf(ask()), Is.EqualTo(HttpStatusCode.NotFound));
            fewest = Math.Min(fewest, Interlocked.Read(ref steps));
        }

        return fewest;
    }

    /// <summary>By turns, so that whatever slows the machine slows both.</summary>
    private async Task<double> TimesOf(Func<HttpRequestMessage> foreign, Func<HttpRequestMessage> absent)
    {
        List<double>[] times = [[], []];
        for (var time = 0; time < 200; time++)
        {
            var clock = Stopwatch.StartNew();
            await StatusOf((time % 2 == 0 ? foreign : absent)());
            times[time % 2].Add(clock.Elapsed.TotalMilliseconds);
        }

        return Middle(times[0]) / Middle(times[1]);
    }

    private static double Middle(List<double> times)
    {
        times.Sort();
        return times[times.Count / 2];
    }

    /// <summary>To the one that writes, and to as many that read as a request uses at once.</summary>
    private async Task Listen(Database door, int readers)
    {
        await door.Overwrite(session =>
        {
            Listen(session);
            return Task.CompletedTask;
        });
        await ListenDeeper(door, readers);
    }

    private Task<bool> ListenDeeper(Database door, int readers) => door.Read(async session =>
    {
        Listen(session);
        return readers <= 1 || await ListenDeeper(door, readers - 1);
    });

    private void Listen(Session session) => raw.sqlite3_progress_handler(((SqliteConnection)session.Wire.Connection).Handle, 1, _ =>
    {
        Interlocked.Increment(ref steps);
        return 0;
    }, null);
}
