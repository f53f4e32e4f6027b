using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Budget.Tests.Support;

/// <summary>
/// The Chromium of the system, driven by Playwright: nothing is downloaded. Every page that is looked at goes through axe, and has to fit
/// a phone of 360 pixels. Without Chromium the journeys are skipped on a developer's machine and fail in CI.
/// </summary>
internal sealed partial class Browser : IAsyncDisposable
{
    public const int Phone = 360;
    public const int Desk = 1280;
    private static readonly string[] Rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

    private const string RunAxe = """
        async tags => (await axe.run(document, { runOnly: tags, resultTypes: ['violations'] })).violations
            .map(violation => `${violation.id}: ${violation.help}: ${violation.nodes.map(node => node.html).join(' | ')}`)
        """;

    /// <summary>What axe looked at already, whoever showed it: the shape of a page, for what axe finds stands in that and not in the words.</summary>
    private static readonly ConcurrentDictionary<string, bool> Looked = new(StringComparer.Ordinal);

    private readonly IPlaywright playwright;
    private readonly IBrowser chromium;
    private readonly IPage mirror;

    private Browser(IPlaywright playwright, IBrowser chromium, IPage mirror) =>
        (this.playwright, this.chromium, this.mirror) = (playwright, chromium, mirror);

    public static async Task<Browser> Launch()
    {
        var executable = Chromium();
        if (executable is null)
        {
            Assert.That(Environment.GetEnvironmentVariable("CI"), Is.Null.Or.Empty, "Chromium is missing: run bin/test.");
            Assume.That(executable, Is.Not.Null, "No Chromium here: bin/test installs one.");
        }

        var driver = await Playwright.CreateAsync();
        var process = await driver.Chromium.LaunchAsync(new()
        {
            ExecutablePath = executable,
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync",
                // A new program for each page that is opened would take longer than the page.
                "--renderer-process-limit=1", "--disable-site-isolation-trials",
            ],
        });
        var context = await process.NewContextAsync(new() { BypassCSP = true });
        await context.AddInitScriptAsync(new BundledAxeScriptProvider().GetScript());
        return new Browser(driver, process, await context.NewPageAsync());
    }

    /// <summary>A new visitor: no cookies, nothing remembered.</summary>
    public async Task<IPage> NewVisitor(Uri portal, bool withScript, int width)
    {
        var context = await chromium.NewContextAsync(new()
        {
            BaseURL = portal.ToString(),
            JavaScriptEnabled = withScript,
            ViewportSize = Size(width),
            Locale = "nl-NL",
        });
        context.SetDefaultTimeout(10_000);
        return await context.NewPageAsync();
    }

    /// <summary>
    /// What is wrong with the page as the visitor sees it now. The page itself may have no script, and some pages come once (an answer to
    /// a form), so axe sees its document in a window of its own, at the same address; of each shape of page one.
    /// </summary>
    /// <param name="width">The width at which axe looks; the width of a phone is always measured.</param>
    public async Task<IReadOnlyList<string>> FaultsOf(IPage page, int width)
    {
        var (address, document) = (page.Url, await page.ContentAsync());
        var overflow = await Overflow(page, width);
        return [.. Looked.TryAdd($"{width} {Shape(document)}", true) ? await AxeOf(address, document, width) : [], .. overflow > 0 ? [$"scrolls sideways on a phone: {overflow} pixels"] : Array.Empty<string>()];
    }

    private async Task<string[]> AxeOf(string address, string document, int width)
    {
        await mirror.SetViewportSizeAsync(width, 900);
        await mirror.RouteAsync(address, route => route.FulfillAsync(new() { Body = document, ContentType = "text/html; charset=utf-8" }), new() { Times = 1 });
        await mirror.GotoAsync(address);
        return await mirror.EvaluateAsync<string[]>(RunAxe, Rules);
    }

    private static async Task<int> Overflow(IPage page, int width)
    {
        if (width != Phone)
        {
            await page.SetViewportSizeAsync(Phone, 740);
        }

        var overflow = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        if (width != Phone)
        {
            await page.SetViewportSizeAsync(width, 900);
        }

        return overflow;
    }

    /// <summary>The document without its words, numbers and values. The head stays, but for the title: it says the language and the colours.</summary>
    private static string Shape(string document)
    {
        var body = document.IndexOf("<body", StringComparison.Ordinal);
        return Title().Replace(document[..body], "") + Digits().Replace(Values().Replace(Words().Replace(document[body..], ">w<"), ""), "0");
    }

    public async ValueTask DisposeAsync()
    {
        await chromium.DisposeAsync();
        playwright.Dispose();
    }

    private static ViewportSize Size(int width) => new() { Width = width, Height = width == Phone ? 740 : 900 };

    private static string? Chromium() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Prepend("/usr/bin")
        .SelectMany(folder => new[] { Path.Combine(folder, "chromium"), Path.Combine(folder, "chromium-browser") })
        .FirstOrDefault(File.Exists);

    [GeneratedRegex("<title>[^<]*</title>", RegexOptions.NonBacktracking)]
    private static partial Regex Title();

    [GeneratedRegex(">[^<]*[^<\\s][^<]*<", RegexOptions.NonBacktracking)]
    private static partial Regex Words();

    [GeneratedRegex(" (?:value|href|data-[a-z-]+)=\"[^\"]+\"", RegexOptions.NonBacktracking)]
    private static partial Regex Values();

    [GeneratedRegex("[0-9a-f]*[0-9][0-9a-f]*", RegexOptions.NonBacktracking)]
    private static partial Regex Digits();
}
