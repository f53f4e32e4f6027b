using System.Globalization;
using Budget.Core.Ledger;
using Budget.Core.Pdf;

namespace Budget.Core.Statements;

/// <summary>
/// A statement on paper: the same figures and words as the screen, as an accessible PDF. Everything that is said here comes from
/// <see cref="Statement"/>; the writer in Pdf/ knows nothing of budgets and can be replaced.
/// </summary>
public static class StatementDocument
{
    private static readonly Sentences Sentences = new("Statements.StatementTexts");

    public static byte[] Write(Statement statement, CultureInfo culture)
    {
        var budget = statement.Budget;
        string Say(string key, params object?[] parts) => Sentences.For(culture, key, parts);
        var year = statement.Booked == Period.Year(statement.Booked.StartsOn.Year)
            ? statement.Booked.StartsOn.Year.ToString(CultureInfo.InvariantCulture)
            : statement.Booked.Text(culture);
        var product = PostingText.Product(budget.ProductNl, budget.ProductEn, culture);

        var document = new PdfDocument(new PdfDescription(
            Say("title", year), DayText.IsEnglish(culture) ? "en" : "nl", Say("author", budget.MunicipalityName),
            Say("subject", budget.Number), AmsterdamDay.At(statement.MadeOn, TimeOnly.MinValue)));
        document.RunningHeader(Say("author", budget.MunicipalityName), Say("subject", budget.Number), onFirstPage: true);
        document.RunningFooter(Say("title", year), (page, pages) => Say("page", page, pages));

        document.Heading(1, Say("title", year));
        document.Paragraph(Say("lead", year, product), PdfTextStyle.Lead);
        document.Facts(Say("facts"), Facts(statement, product, culture));
        document.Heading(2, Say("opening", statement.Booked.StartsOn.InWords(culture)));
        document.Figures(Figures(statement.Opening, budget.IsPersonHeld, culture));
        document.Heading(2, Say("postings"));
        if (statement.Lines.Count == 0)
        {
            document.Paragraph(Say("no-postings"));
        }
        else
        {
            document.Table(Postings(statement, culture));
        }

        document.Heading(2, Say(statement.IsRunning ? "closing-running" : "closing", statement.ClosesOn.InWords(culture)));
        document.Figures(Figures(statement.Closing, budget.IsPersonHeld, culture));
        if (statement.Disputed.IsPositive)
        {
            document.Paragraph(Say("disputed", statement.Disputed));
        }

        if (budget.IsPersonHeld)
        {
            // The account of a year counts otherwise, and both are right.
            document.Paragraph(Say("by-booking"));
        }

        document.Heading(2, Say("words"));
        string[] words = budget.IsPersonHeld ? ["word-granted", "word-spent", "word-left"] : ["word-granted", "word-reserved", "word-spent", "word-free"];
        foreach (var word in words)
        {
            document.Paragraph(Say(word));
        }

        document.Paragraph(Say("questions", budget.MunicipalityName, budget.MunicipalityPhone, budget.Number));
        return document.ToArray();
    }

    private static List<(string Term, string Value)> Facts(Statement statement, string product, CultureInfo culture)
    {
        var budget = statement.Budget;
        string Say(string key, params object?[] parts) => Sentences.For(culture, key, parts);
        List<(string, string)> facts =
        [
            (Say("fact-resident"), budget.ResidentName),
            (Say("fact-born"), budget.ResidentBornOn?.InWords(culture) ?? "—"),
            (Say("fact-budget"), $"{budget.Number} · {Say($"form-{budget.FundingForm}")}"),
            (Say("fact-decision"), Say("fact-decision-value", budget.DecisionNumber, budget.DecidedOn.InWords(culture))),
            (Say("fact-provision"), product),
            (Say("fact-volume"), PostingText.Volume(budget.Volume, budget.Unit, budget.Frequency, culture)),
            (Say("fact-rate"), Say("fact-rate-value", budget.Rate, PostingText.Unit(budget.Unit, new Quantity(1), culture))),
            (Say("fact-period"), Say(budget.LastDay < budget.EndsOn ? "fact-period-stopped" : "fact-period-value", budget.StartsOn.InWords(culture), budget.EndsOn.InWords(culture), budget.LastDay.InWords(culture))),
        ];
        if (!budget.IsPersonHeld)
        {
            facts.Add((Say("fact-provider"), budget is { ProviderName: { } name, ContractRate: { } rate }
                ? $"{name}, {Say("fact-rate-value", rate, PostingText.Unit(budget.Unit, new Quantity(1), culture))}"
                : Say("fact-none")));
        }

        facts.Add((Say("fact-made"), statement.MadeOn.InWords(culture)));
        return facts;
    }

    // Of a PGB the ledger reserves nothing: a line of zeros beside what the screen calls reserved only confuses.
    private static List<(string Label, string Value)> Figures(Balance balance, bool isPersonHeld, CultureInfo culture)
    {
        List<(string, string)> figures = [(Sentences.For(culture, "granted"), balance.Granted.ToString())];
        if (!isPersonHeld)
        {
            figures.Add((Sentences.For(culture, "reserved"), balance.Reserved.ToString()));
        }

        figures.Add((Sentences.For(culture, "spent"), balance.Spent.ToString()));
        figures.Add((Sentences.For(culture, Left(isPersonHeld)), balance.Available.ToString()));
        return figures;
    }

    /// <summary>What a PGB has left is still to be spent, agreed or not; of a PVB it is free.</summary>
    private static string Left(bool isPersonHeld) => isPersonHeld ? "left" : "free";

    private static PdfTable Postings(Statement statement, CultureInfo culture)
    {
        string Say(string key, params object?[] parts) => Sentences.For(culture, key, parts);
        var isPersonHeld = statement.Budget.IsPersonHeld;
        return new PdfTable(
            Say("postings-caption", statement.Booked.StartsOn.InDigits(), statement.Booked.EndsOn.InDigits()),
            [
                new(Say("column-number"), 0.45, PdfAlign.Right),
                new(Say("column-posted"), 1.0),
                new(Say("column-what"), isPersonHeld ? 4.3 : 3.1),
                new(Say("column-amount"), 1.15, PdfAlign.Right),
                .. isPersonHeld ? Array.Empty<PdfColumn>() : [new(Say("reserved"), 1.2, PdfAlign.Right)],
                new(Say("spent"), 1.15, PdfAlign.Right),
                new(Say(Left(isPersonHeld)), 1.15, PdfAlign.Right),
            ],
            [.. statement.Lines.Select(line => (IReadOnlyList<string>)
            [
                line.Number.ToString(CultureInfo.InvariantCulture),
                line.PostedOn.InDigits(),
                PostingText.For(line, culture),
                line.Amount.ToString(),
                .. isPersonHeld ? Array.Empty<string>() : [line.After.Reserved.ToString()],
                line.After.Spent.ToString(),
                line.After.Available.ToString(),
            ])]);
    }
}
