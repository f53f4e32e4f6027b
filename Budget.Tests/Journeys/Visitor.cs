using System.Globalization;
using Microsoft.Playwright;

namespace Budget.Tests.Journeys;

/// <summary>
/// One person at a browser. Every page this person gets to see is looked at: no server fault, nothing that axe finds, nothing that runs
/// off a phone.
/// </summary>
internal sealed class Visitor
{
    private readonly Browser browser;
    private readonly IPage page;
    private readonly int width;
    private int status;

    private Visitor(Browser browser, IPage page, int width)
    {
        (this.browser, this.page, this.width) = (browser, page, width);
        page.Response += (_, response) =>
        {
            if (response.Request.IsNavigationRequest && response.Frame == page.MainFrame)
            {
                status = response.Status;
            }
        };
    }

    public string Path => new Uri(page.Url).AbsolutePath;

    public static async Task<Visitor> SignedInAs(string persona, Browser browser, RunningPortal portal, string language, bool withScript)
    {
        var visitor = await At(browser, portal, withScript);
        if (language == "en")
        {
            await visitor.Open("/?cultuur=en");
        }

        await visitor.Open("/inloggen");
        Assert.That(await visitor.page.Locator("html").GetAttributeAsync("lang"), Is.EqualTo(language));
        await visitor.Send($"form:has(input[value='{persona}']) button");
        Assert.That(await visitor.page.Locator("form[action='/uitloggen']").CountAsync(), Is.EqualTo(1), $"{persona} is not signed in");
        return visitor;
    }

    /// <summary>Somebody who is not signed in.</summary>
    public static async Task<Visitor> At(Browser browser, RunningPortal portal, bool withScript)
    {
        // On paper size without script, on a phone with it: both at both would take twice as long and find the same.
        var size = withScript ? Browser.Phone : Browser.Desk;
        return new Visitor(browser, await browser.NewVisitor(portal.Address, withScript, size), size);
    }

    public async Task Open(string path, int expected = 200)
    {
        await page.GotoAsync(path);
        await Look(expected);
    }

    public Task Follow(string link) => Send(link, 200);

    /// <summary>Presses what sends a form or follows a link, and waits for the page that comes of it.</summary>
    public async Task Send(string button = "main button[type=submit]", int expected = 200)
    {
        await Arrive(() => page.Locator(button).First.ClickAsync());
        await Look(expected);
    }

    /// <summary>
    /// An impatient hand: two clicks, then a reload, then back to the form and once more. Ends at the page where the first time ended.
    /// </summary>
    public async Task SendImpatiently(string button = "main button[type=submit]")
    {
        await Arrive(() => page.Locator(button).First.DblClickAsync());
        await Look(200);
        var end = page.Url;
        await Arrive(() => page.ReloadAsync());
        Assert.That((page.Url, status), Is.EqualTo((end, 200)), "a reload is a question, not a deed");
        if (await CameBack() && await page.Locator(button).CountAsync() > 0)
        {
            await Arrive(() => page.Locator(button).First.ClickAsync());
            Assert.That(status, Is.LessThan(500));
        }

        await Open(end);
    }

    public Task Fill(string id, string text) => page.Locator($"#{id}").FillAsync(text);

    /// <summary>Opens what is folded.</summary>
    public Task Unfold(string part) => page.Locator($"{part} summary").First.ClickAsync();

    /// <summary>Chooses by value: a radio button, a check box, or an item of a list.</summary>
    public Task Tick(string value) => page.Locator($"main input[value='{value}']").CheckAsync();

    /// <summary>Chooses by the words beside it, what has an id of its own in every town.</summary>
    public Task TickBeside(string words) => page.GetByRole(AriaRole.Radio, new() { Name = words }).First.CheckAsync();

    public Task Pick(string id, string value) => page.Locator($"#{id}").SelectOptionAsync(value);

    public Task Attach(string id, string file) => page.Locator($"#{id}").SetInputFilesAsync(file);

    public Task<string> Typed(string id) => page.Locator($"#{id}").InputValueAsync();

    public Task<bool> IsTicked(string value) => page.Locator($"main input[value='{value}']").IsCheckedAsync();

    /// <summary>The fields with a message, by id; each message is also in the summary on top, with a link to its field.</summary>
    public async Task<IReadOnlyList<string>> WrongFields()
    {
        var links = await page.Locator(".er-error-summary a").EvaluateAllAsync<string[]>("all => all.map(link => link.getAttribute('href').slice(1))");
        foreach (var id in links)
        {
            Assert.That(await page.Locator($"[id='{id}-error']").CountAsync(), Is.EqualTo(1), $"no message at the field {id}");
        }

        return links;
    }

    public async Task<string> Says() => (await page.Locator("main").InnerTextAsync()).Replace('\u00A0', ' ');

    /// <summary>What the portal says was done, once, after a form.</summary>
    public async Task<string> Told() => (await page.Locator("[role=status]").InnerTextAsync()).Replace('\u00A0', ' ');

    public Task<int> Count(string selector) => page.Locator(selector).CountAsync();

    public Task<string> Html(string selector) => page.Locator(selector).First.InnerHTMLAsync();

    /// <summary>A figure of the budget page, as machines read it.</summary>
    public async Task<Money> Figure(string name) => new(long.Parse(
        (await page.Locator($"data[data-amount={name}]").GetAttributeAsync("value"))!, CultureInfo.InvariantCulture));

    public async Task<string> Download(string link, string folder)
    {
        var download = await page.RunAndWaitForDownloadAsync(() => page.Locator(link).First.ClickAsync());
        var file = System.IO.Path.Combine(folder, download.SuggestedFilename);
        await download.SaveAsAsync(file);
        return file;
    }

    /// <summary>Not to a page that answered a wrong form: that one was not kept, and the browser asks first before it sends a form again.</summary>
    private async Task<bool> CameBack()
    {
        try
        {
            await Arrive(() => page.GoBackAsync());
            return true;
        }
        catch (PlaywrightException fault) when (fault.Message.Contains("ERR_CACHE_MISS", StringComparison.Ordinal))
        {
            for (var tries = 0; tries < 100 && !page.Url.StartsWith("chrome-error:", StringComparison.Ordinal); tries++)
            {
                await Task.Delay(50);
            }

            return false;
        }
    }

    /// <summary>Listens before it goes: a page that is there at once is not missed.</summary>
    private async Task Arrive(Func<Task> go)
    {
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var isOther = false;
        void Navigated(object? sender, IFrame frame) => isOther |= frame == page.MainFrame;
        void Loaded(object? sender, IPage loaded) => _ = isOther && arrived.TrySetResult();
        page.FrameNavigated += Navigated;
        page.Load += Loaded;
        try
        {
            await go();
            await arrived.Task.WaitAsync(TimeSpan.FromSeconds(20));
        }
        finally
        {
            page.FrameNavigated -= Navigated;
            page.Load -= Loaded;
        }
    }

    private async Task Look(int expected)
    {
        Assert.That(status, Is.EqualTo(expected), status == expected ? page.Url : $"{page.Url}\n{await page.Locator("main").InnerTextAsync()}");
        Assert.That(await page.Locator("h1").CountAsync(), Is.EqualTo(1), $"{page.Url}: one main heading");
        Assert.That(await browser.FaultsOf(page, width), Is.Empty, page.Url);
    }
}
