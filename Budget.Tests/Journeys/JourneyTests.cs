using System.Text.RegularExpressions;

namespace Budget.Tests.Journeys;

/// <summary>Journeys in a real browser through a demo town of their own.</summary>
public abstract class JourneyTests
{
    private protected RunningPortal Portal { get; private set; } = null!;

    private protected Browser Browser { get; private set; } = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        Browser = await Browser.Launch();
        Portal = await RunningPortal.Start();
    }

    [OneTimeTearDown]
    public async Task Close()
    {
        if (Browser is not null)
        {
            await Browser.DisposeAsync();
        }

        if (Portal is not null)
        {
            await Portal.DisposeAsync();
        }
    }
}

/// <summary>One story that several people walk through in one language: each stays signed in from test to test.</summary>
public abstract partial class WalkTests(string language, bool withScript) : JourneyTests
{
    private readonly Dictionary<string, Visitor> visitors = [];

    private protected string In(string dutch, string english) => language == "nl" ? dutch : english;

    private protected async Task<Visitor> Visit(string persona)
    {
        if (!visitors.TryGetValue(persona, out var visitor))
        {
            visitors[persona] = visitor = await Visit(persona, Portal);
        }

        return visitor;
    }

    /// <summary>Somebody who signs in at another portal of the same town.</summary>
    private protected Task<Visitor> Visit(string persona, RunningPortal at) => Visitor.SignedInAs(persona, Browser, at, language, withScript);

    /// <summary>Somebody who does not sign in.</summary>
    private protected async Task<Visitor> Passer()
    {
        var passer = await Visitor.At(Browser, Portal, withScript);
        await passer.Open($"/?cultuur={language}");
        return passer;
    }

    /// <summary>Asks from own words to the number of the request, by the shortest way.</summary>
    /// <param name="urgentBecause">None when it can wait.</param>
    private protected static async Task<string> Ask(Visitor resident, string ownWords, string goal, string? urgentBecause = null)
    {
        await resident.Open("/hulpvraag/nieuw");
        await resident.Fill("OwnWords", ownWords);
        await resident.Tick("Household");
        await resident.Send();
        await resident.Fill("Goals_0_", goal);
        await resident.Send();
        await resident.Send();
        await resident.Send();
        await resident.Tick("Unsure");
        await resident.Send();
        await resident.Tick(urgentBecause is null ? "No" : "Yes");
        if (urgentBecause is not null)
        {
            await resident.Fill("UrgentBecause", urgentBecause);
        }

        await resident.Send();
        await resident.Send();
        return Number().Match(resident.Path).Value;
    }

    /// <summary>Of a case or a budget, in an address.</summary>
    [GeneratedRegex("[0-9]{4}-[0-9]{6}", RegexOptions.NonBacktracking)]
    private protected static partial Regex Number();

    /// <summary>The field of a client in the form of a month.</summary>
    private protected static async Task<string> FieldOf(Visitor provider, string name)
    {
        const string label = "for=\"";
        var page = await provider.Html("main");
        var at = page.LastIndexOf(label, page.IndexOf($"{name}:", StringComparison.Ordinal), StringComparison.Ordinal) + label.Length;
        return page[at..page.IndexOf('"', at)];
    }
}
