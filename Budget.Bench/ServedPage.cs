using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using System.Text.RegularExpressions;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Portal.Hosting;

namespace Budget.Bench;

/// <summary>
/// A page asked of the real portal over HTTP after signing in with the real form. Time at the server is what ASP.NET Core itself reports
/// (http.server.request.duration); at the client it includes loopback and HttpClient. The floor is a static file of the same portal. The portal runs in Development, where the
/// demo can be signed in to: an upper bound.
/// </summary>
internal static partial class ServedPage
{
    private const int PerRound = 50;
    private const string StaticFile = "/icon.svg";

    /// <summary>Seconds of each request, of the page and of what is beside it.</summary>
    internal sealed record Times(Sample AtServer, Sample AtClient, Sample FileAtServer, Sample FileAtClient, int Bytes);

    /// <param name="beside">Another page in turns with it, instead of the static file.</param>
    /// <param name="rounds">Of fifty requests each, after as many that do not count.</param>
    public static async Task<Times> Ask(BenchTown town, string persona, string page, string beside = StaticFile, int rounds = 6)
    {
        var keys = await BenchTown.KeysFileIn(Directory.CreateTempSubdirectory("eigenregie-bench-keys-").FullName);
        await using var portal = PortalHost.Build(
        [
            "--applicationName", "Portal", "--environment", "Development", "--urls", "http://127.0.0.1:0",
            "--Demo:Enabled", "true", "--Demo:Today", "2026-06-15", "--Logging:LogLevel:Default", "Warning",
            "--ConnectionStrings:Budget", town.Storage.ConnectionString, "--Keys:File", keys,
        ]);
        await portal.StartAsync();
        using var browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() });
        browser.BaseAddress = new Uri(portal.Urls.First());
        await SignIn(browser, persona);
        var times = await Ask(browser, page, beside, rounds);
        await portal.StopAsync();
        return times;
    }

    private static async Task SignIn(HttpClient browser, string persona)
    {
        var form = await browser.GetStringAsync("/inloggen");
        var token = Token().Match(form).Groups["token"].Value;
        using var answer = await browser.PostAsync("/inloggen/demo", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["persona"] = persona,
            ["__RequestVerificationToken"] = token,
        }));
        if (answer.StatusCode != HttpStatusCode.Redirect)
        {
            throw new InvalidOperationException($"Signing in answered {answer.StatusCode}.");
        }
    }

    private static async Task<Times> Ask(HttpClient browser, string page, string beside, int rounds)
    {
        // One request at a time: the next duration that is reported belongs to the request that was just answered.
        var durations = Channel.CreateUnbounded<double>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument is { Name: "http.server.request.duration", Meter.Name: "Microsoft.AspNetCore.Hosting" })
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<double>((_, seconds, _, _) => durations.Writer.TryWrite(seconds));
        listener.Start();
        List<double> atServer = [], atClient = [], fileAtServer = [], fileAtClient = [];
        var bytes = 0;
        for (var round = 1 - rounds; round < rounds; round++)
        {
            for (var request = 0; request < PerRound; request++)
            {
                var (file, _) = await Get(browser, beside, fileAtClient);
                fileAtServer.Add(await durations.Reader.ReadAsync());
                var (answer, length) = await Get(browser, page, atClient);
                atServer.Add(await durations.Reader.ReadAsync());
                bytes = length;
                if ((file, answer) != (HttpStatusCode.OK, HttpStatusCode.OK))
                {
                    throw new InvalidOperationException($"{beside} answered {file}, {page} answered {answer}.");
                }
            }

            if (round < 0)
            {
                new[] { atServer, atClient, fileAtServer, fileAtClient }.ToList().ForEach(times => times.Clear());
            }
        }

        return new Times(new Sample(atServer), new Sample(atClient), new Sample(fileAtServer), new Sample(fileAtClient), bytes);
    }

    private static async Task<(HttpStatusCode Status, int Length)> Get(HttpClient browser, string path, List<double> times)
    {
        var started = Stopwatch.GetTimestamp();
        using var answer = await browser.GetAsync(path);
        var body = await answer.Content.ReadAsByteArrayAsync();
        times.Add(Stopwatch.GetElapsedTime(started).TotalSeconds);
        return (answer.StatusCode, body.Length);
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"(?<token>[^\"]+)\"", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Token();
}
