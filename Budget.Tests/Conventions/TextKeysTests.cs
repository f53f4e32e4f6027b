using System.Text.RegularExpressions;

namespace Budget.Tests.Conventions;

/// <summary>
/// The words of the pages: each key that a page uses has words, in both languages, and there are no words that no page uses. A key may be
/// put together (<c>T[$"step-{…}"]</c>): then at least one key has to fit it.
/// </summary>
public sealed partial class TextKeysTests
{
    private const string Words = "Portal/Pages/Shared/Words";

    /// <summary>Its keys are the English sentences themselves, and have a test of their own (LedgerFaultTextTests).</summary>
    private const string EnglishIsTheKey = "Budget.Core/Ledger/LedgerFaultTexts.resx";

    /// <summary>Pages that say the words of another file's list: that file, and the function it names its keys to.</summary>
    private static readonly IReadOnlyDictionary<string, (string File, string Call)[]> Borrowed = new Dictionary<string, (string, string)[]>(StringComparer.Ordinal)
    {
        ["Portal/Pages/Shared/_Layout"] = [("Portal/Text/Navigation.cs", "")],
        ["Portal/Pages/Traces/Index"] = [("Portal/Text/TraceText.cs", "Say(")],
        ["Portal/Pages/Shared/_ConfigurationHistory"] = [("Portal/Text/HistoryText.cs", "Say(")],
        ["Portal/Pages/Shared/_Thread"] = [("Portal/Text/ThreadPage.cs", "Say(")],
        ["Portal/Pages/SupportRequests/Case"] = [("Portal/Pages/SupportRequests/RequestRow.cs", "text(")],
        ["Portal/Pages/SupportRequests/Paper"] = [("Portal/Pages/SupportRequests/RequestPaper.cs", "say("), ("Portal/Pages/SupportRequests/RequestRow.cs", "text(")],
        ["Portal/Pages/SupportRequests/Late"] = [("Portal/Pages/SupportRequests/LateLetter.cs", "say(")],
        ["Portal/Pages/Caseworker/Case"] = [("Portal/Pages/SupportRequests/RequestRow.cs", "text(")],
        ["Portal/Pages/Caseworker/Report"] = [("Portal/Pages/SupportRequests/RequestRow.cs", "text(")],
    };

    private static IEnumerable<string> Pages() =>
        Repository.Files("Portal/Pages", "*.cshtml").Select(path => path[..^".cshtml".Length]);

    private static IEnumerable<string> Resources() =>
        Repository.Files("Portal", "*.resx").Concat(Repository.Files("Budget.Core", "*.resx"))
            .Where(path => !path.EndsWith(".en.resx", StringComparison.Ordinal) && path != EnglishIsTheKey);

    [TestCaseSource(nameof(Pages))]
    public void Every_key_of_a_page_has_words_and_every_word_of_a_page_is_used(string page)
    {
        var (own, shared) = (Resource.Read($"{page}.resx"), Resource.Read($"{Words}.resx"));
        var used = KeysOf(page).ToList();
        var missing = used.Where(key => !own.Keys.Concat(shared.Keys).Any(key.Fits)).Select(key => key.Text);
        Assert.That(missing, Is.Empty, $"{page} says what has no words");
        // A key may go through a variable; then it stands in the page as it is.
        var source = Repository.Read($"{page}.cshtml") + ModelOf(page);
        var idle = own.Keys.Where(name => !used.Any(key => key.Fits(name)) && !source.Contains($"\"{name}\"", StringComparison.Ordinal));
        Assert.That(idle, Is.Empty, $"{page}.resx has words that the page does not use");
    }

    [Test]
    public void Every_shared_word_is_used_by_a_page()
    {
        var used = Pages().SelectMany(page => KeysOf(page).Where(key => !Resource.Read($"{page}.resx").Keys.Any(key.Fits) || key.IsPattern)).ToList();
        // What is said outside a page has only the shared words.
        used.AddRange(Repository.Files("Portal", "*.cs").SelectMany(path => Literals(Repository.Read(path), "PageText.For(", argument: 1)).Select(text => new Key(text)));
        Assert.That(Resource.Read($"{Words}.resx").Keys.Where(name => !used.Any(key => key.Fits(name))), Is.Empty);
    }

    [TestCaseSource(nameof(Resources))]
    public void Dutch_and_English_have_the_same_keys_and_the_same_places_to_fill_in(string path)
    {
        var (dutch, english) = (Resource.Read(path), Resource.Read(path.Replace(".resx", ".en.resx", StringComparison.Ordinal)));
        Assert.That(english.Keys, Is.EquivalentTo(dutch.Keys));
        Assert.That(
            dutch.Keys.Where(key => !Places(dutch[key]).SetEquals(Places(english[key]))), Is.Empty, "keys whose places to fill in differ");
        Assert.That(dutch.Concat(english).Where(word => string.IsNullOrWhiteSpace(word.Value)).Select(word => word.Key), Is.Empty);
    }

    /// <summary>A key as it is used; what is put together has any text in its holes.</summary>
    private sealed record Key(string Text)
    {
        private readonly Regex pattern = new(
            $"^{string.Join(".+", Hole().Split(Text).Select(Regex.Escape))}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

        public bool IsPattern => Text.Contains('{', StringComparison.Ordinal);

        public bool Fits(string name) => pattern.IsMatch(name);
    }

    /// <summary>Pages of which the resident and the caseworker each have one say their words in one place.</summary>
    private static readonly string[] Twins = ["PlanPage", "ShiftPage", "DisputePage", "PreparedLinesPage", "EnterLinePage", "CodePage", "SupportersPage", "ReadingAlongPage", "AwayPage", "HelperAccountPage"];

    private static string ModelOf(string page)
    {
        var model = File.Exists(Path.Combine(Repository.Root, $"{page}.cshtml.cs")) ? Repository.Read($"{page}.cshtml.cs") : "";
        // One may stand on another, which comes after it in the list.
        return Twins.Aggregate(model, (read, twin) =>
            read.Contains($": {twin}(", StringComparison.Ordinal) || read.Contains($": {twin}\n", StringComparison.Ordinal) ? read + Repository.Read($"Portal/Pages/Shared/{twin}.cs") : read);
    }

    private static IEnumerable<Key> KeysOf(string page)
    {
        var model = ModelOf(page);
        var keys = Literals(Repository.Read($"{page}.cshtml"), "T[", argument: 0)
            .Concat(KeysOfModel(model))
            .Concat(model.Contains(": DraftStep", StringComparison.Ordinal) ? KeysOfModel(Repository.Read("Portal/Pages/SupportRequests/DraftStep.cs")) : []);
        foreach (var (file, call) in Borrowed.GetValueOrDefault(page) ?? [])
        {
            keys = keys.Concat(call.Length == 0
                ? NavigationKey().Matches(Repository.Read(file)).Select(match => match.Groups["key"].Value)
                : Literals(Repository.Read(file), call, argument: 0));
        }

        return keys.Distinct(StringComparer.Ordinal).Select(text => new Key(text));
    }

    private static IEnumerable<string> KeysOfModel(string source) =>
        Literals(source, "Text(", argument: 0).Concat(Literals(source, "Tell(", argument: 0)).Concat(Literals(source, "Require(", argument: 2))
            .Concat(Literals(source, "Day(", argument: 2));

    /// <summary>The texts in one argument of each call; what is only compared with (<c>== "x"</c>) is no key.</summary>
    private static IEnumerable<string> Literals(string source, string call, int argument)
    {
        for (var at = source.IndexOf(call, StringComparison.Ordinal); at >= 0; at = source.IndexOf(call, at + 1, StringComparison.Ordinal))
        {
            // "PostingText(" and "ToText[" are other words.
            if (at > 0 && (char.IsLetterOrDigit(source[at - 1]) || source[at - 1] == '.'))
            {
                continue;
            }

            var arguments = Arguments(source, at + call.Length);
            if (arguments.Count > argument)
            {
                foreach (var match in Literal().Matches(arguments[argument]).Where(match => !match.Groups["compared"].Success))
                {
                    yield return match.Groups["text"].Value;
                }
            }
        }
    }

    /// <summary>From behind the opening bracket to its closing one, cut at the commas that are not inside something.</summary>
    private static List<string> Arguments(string source, int at)
    {
        var (found, start, depth, quoted) = (new List<string>(), at, 0, false);
        for (; at < source.Length && depth >= 0; at++)
        {
            var sign = source[at];
            quoted ^= sign == '"';
            depth += quoted ? 0 : sign switch { '(' or '[' or '{' => 1, ')' or ']' or '}' => -1, _ => 0 };
            if (!quoted && (depth < 0 || (depth == 0 && sign == ',')))
            {
                found.Add(source[start..at]);
                start = at + 1;
            }
        }

        return found;
    }

    private static HashSet<string> Places(string words) => [.. Place().Matches(words).Select(match => match.Value)];

    [GeneratedRegex(@"(?<compared>==\s*)?\$?""(?<text>[^""]+)""", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Literal();

    [GeneratedRegex(@"\{[^}]*\}", RegexOptions.NonBacktracking)]
    private static partial Regex Hole();

    [GeneratedRegex(@"\{[0-9]+", RegexOptions.NonBacktracking)]
    private static partial Regex Place();

    [GeneratedRegex(@"""(?<key>nav-[a-z-]+)""", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex NavigationKey();
}
