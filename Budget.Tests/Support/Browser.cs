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

    private readonly HashSet<string> seen = [];
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
    /// a form), so its document is shown once more in a window of its own, at the same address.
    /// </summary>
    /// <param name="width">The width at which axe looks; the width of a phone is always measured.</param>
    public async Task<IReadOnlyList<string>> FaultsOf(IPage page, int width)
    {
        var (address, document) = (page.Url, await page.ContentAsync());
        // The same page with another token was looked at already.
        if (!seen.Add(FormToken().Replace($"{width} {document}", "")))
        {
            return [];
        }

        await mirror.SetViewportSizeAsync(width, 900);
        await mirror.RouteAsync(address, route => route.FulfillAsync(new() { Body = document, ContentType = "text/html; charset=utf-8" }), new() { Times = 1 });
        await mirror.GotoAsync(address);
        var faults = await mirror.EvaluateAsync<string[]>(RunAxe, Rules);
        await mirror.SetViewportSizeAsync(Phone, 740);
        var overflow = await mirror.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        return [.. faults, .. overflow > 0 ? [$"scrolls sideways on a phone: {overflow} pixels"] : Array.Empty<string>()];
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

    [GeneratedRegex("value=\"CfDJ8[^\"]*\"", RegexOptions.NonBacktracking)]
    private static partial Regex FormToken();
}
