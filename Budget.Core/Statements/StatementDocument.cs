using System.Globalization;
using Budget.Core.Ledger;
using Budget.Core.Pdf;

namespace Budget.Core.Statements;

/// <summary>
/// A statement on paper: the same figures and words as the screen, as an accessible PDF. Everything that is said here comes from
/// <see cref="Statement"/>; the writer in Pdf/ knows nothing of budgets and can be replaced. The same statement gives the same bytes.
/// </summary>
public static class StatementDocument
{
    /// <param name="checkAddress">Of the page where a paper is checked, with "https://"; none: the paper has its code, and nothing to scan.</param>
    public static byte[] Write(Statement statement, CultureInfo culture, string? checkAddress = null)
    {
        var budget = statement.Budget;
        string Say(string key, params object?[] parts) => StatementSheet.Say(culture, key, parts);
        var title = StatementSheet.Title(statement, culture);
        var document = Begin(statement, culture, title, scale: 1);

        document.Heading(1, title);
        document.Paragraph(StatementSheet.Lead(statement, culture), PdfTextStyle.Lead);
        document.Figures([.. StatementSheet.Figures(statement.Closing, budget.IsPersonHeld, culture).Select(figure => (figure.Label, figure.Amount.ToString()))]);
        document.Paragraph(StatementSheet.Closes(statement, culture), PdfTextStyle.Small);
        if (statement.Disputed.IsPositive)
        {
            document.Paragraph(Say("disputed", statement.Disputed));
        }

        if (SpentChart.Of(statement, culture) is { } chart)
        {
            document.Heading(2, Say("chart"));
            document.Drawing(chart);
            document.Paragraph(Say("chart-note"), PdfTextStyle.Small);
        }

        document.Heading(2, Say("facts"));
        document.Facts(null, StatementSheet.Facts(statement, culture));
        document.Heading(2, Say("postings"));
        document.Table(Postings(statement, culture));
        document.Paragraph(Say(statement.Lines.Count == 0 ? "no-postings" : "signs"));

        AddCorrections(document, statement, culture);
        AddDisputes(document, statement, culture);
        AddTotals(document, statement, culture);
        if (budget.IsPersonHeld)
        {
            // The account of a year counts otherwise, and both are right.
            document.Paragraph(Say("by-booking"));
        }

        document.Heading(2, Say("words"));
        AddParagraphs(document, StatementSheet.Words(budget.IsPersonHeld, culture));
        document.Heading(2, Say("disagree"));
        AddParagraphs(document, StatementSheet.Disagree(statement, culture));
        AddCode(document, statement, culture, checkAddress);
        return document.ToArray();
    }

    internal static PdfDocument Begin(Statement statement, CultureInfo culture, string title, double scale)
    {
        var budget = statement.Budget;
        string Say(string key, params object?[] parts) => StatementSheet.Say(culture, key, parts);
        var (author, subject) = (Say("author", budget.MunicipalityName), Say("subject", budget.Number));
        return statement.Letterhead.Begin(
            new PdfDescription(title, DayText.IsEnglish(culture) ? "en" : "nl", author, subject, AmsterdamDay.At(statement.MadeOn, TimeOnly.MinValue)),
            author, subject, (page, pages) => Say("page", page, pages), scale);
    }

    private static void AddParagraphs(PdfDocument document, IEnumerable<string> paragraphs)
    {
        foreach (var paragraph in paragraphs)
        {
            document.Paragraph(paragraph);
        }
    }

    internal static void AddCode(PdfDocument document, Statement statement, CultureInfo culture, string? checkAddress)
    {
        if (statement.Code is not { } code)
        {
            return;
        }

        string Say(string key, params object?[] parts) => StatementSheet.Say(culture, key, parts);
        document.Heading(2, Say("check"));
        if (checkAddress is null)
        {
            document.Paragraph(Say("check-code", code), PdfTextStyle.Bold);
            document.Paragraph(Say("check-site"));
            return;
        }

        var address = $"{checkAddress}?code={code}";
        document.Drawing(ScanCode.Of(address, Say("check-alt", address)), Say("check-code", code), Say("check-how", checkAddress), Say("check-tells"));
    }

    /// <summary>As of a bank: it begins with what was there, and ends with what is there now.</summary>
    private static PdfTable Postings(Statement statement, CultureInfo culture)
    {
        string Say(string key, params object?[] parts) => StatementSheet.Say(culture, key, parts);
        var isPersonHeld = statement.Budget.IsPersonHeld;
        IReadOnlyList<string> Cells(StatementSheet.Row row) =>
        [
            row.Number, row.Days, row.What, row.Amount,
            .. isPersonHeld ? Array.Empty<string>() : [row.After.Reserved.ToString()],
            row.After.Spent.ToString(), row.After.Available.ToString(),
        ];
        return new PdfTable(
            Say("postings-caption", statement.Booked.StartsOn.InDigits(), statement.Booked.EndsOn.InDigits()),
            [
                // Room for five digits.
                new(Say("column-number"), 0.55, PdfAlign.Right),
                new(Say("column-days"), 1.7),
                new(Say("column-what"), isPersonHeld ? 3.9 : 2.6),
                new(Say("column-amount"), 1.3, PdfAlign.Right),
                .. isPersonHeld ? Array.Empty<PdfColumn>() : [new(Say("reserved"), 1.2, PdfAlign.Right)],
                new(Say("spent"), 1.15, PdfAlign.Right),
                new(Say(StatementSheet.Left(isPersonHeld)), 1.15, PdfAlign.Right),
            ],
            [Cells(StatementSheet.Opening(statement, culture)), .. statement.Lines.Select(line => Cells(StatementSheet.Of(line, culture)))],
            [Cells(StatementSheet.Closing(statement, culture))]);
    }

    /// <summary>Each reversal beside what it takes back, also where that stands on an earlier statement.</summary>
    private static void AddCorrections(PdfDocument document, Statement statement, CultureInfo culture)
    {
        string Say(string key, params object?[] parts) => StatementSheet.Say(culture, key, parts);
        var corrections = statement.Corrections.ToList();
        if (corrections.Count == 0)
        {
            return;
        }

        document.Heading(2, Say("corrections"));
        document.Table(new PdfTable(
            Say("corrections-caption"),
            [new(Say("column-number"), 0.5, PdfAlign.Right), new(Say("column-correction"), 3), new(Say("column-corrected"), 4), new(Say("column-amount"), 1.2, PdfAlign.Right)],
            [
                .. corrections.Select(line => StatementSheet.Correction(statement, line, culture) is var (reversal, takenBack)
                    ? (IReadOnlyList<string>)[Number(line), reversal, takenBack, StatementSheet.WithSign(line)] : []),
            ]));
    }

    private static string Number(PostingLine line) => line.Number.ToString(CultureInfo.InvariantCulture);

    private static void AddDisputes(PdfDocument document, Statement statement, CultureInfo culture)
    {
        string Say(string key, params object?[] parts) => StatementSheet.Say(culture, key, parts);
        var disputed = statement.DisputedLines.ToList();
        if (disputed.Count == 0)
        {
            return;
        }

        document.Heading(2, Say("disputes"));
        document.Paragraph(Say("disputes-lead"));
        document.Table(new PdfTable(
            null,
            [new(Say("column-number"), 0.5, PdfAlign.Right), new(Say("column-disputed"), 1.3), new(Say("column-what"), 4.5), new(Say("column-amount"), 1.2, PdfAlign.Right)],
            [
                .. disputed.Select(line => (IReadOnlyList<string>)
                    [Number(line), StatementSheet.DisputedOn(statement, line), PostingText.For(line, culture), line.Amount.ToString()]),
            ],
            [["", "", Say("total"), disputed.Aggregate(Money.Zero, (sum, line) => sum + line.Amount).ToString()]]));
    }

    private static void AddTotals(PdfDocument document, Statement statement, CultureInfo culture)
    {
        string Say(string key, params object?[] parts) => StatementSheet.Say(culture, key, parts);
        if (statement.Lines.Count == 0)
        {
            return;
        }

        document.Heading(2, Say("totals"));
        if (statement.Helpers is { Count: > 0 } helpers)
        {
            document.Table(new PdfTable(
                Say(statement.Budget.IsPersonHeld ? "by-helper-held" : "by-helper"),
                [new(Say("column-who"), 4), new(Say("column-charged"), 1.6, PdfAlign.Right), new(Say("column-paid"), 1.6, PdfAlign.Right)],
                [.. helpers.Select(helper => (IReadOnlyList<string>)[helper.Name, helper.Charged.ToString(), helper.Paid.ToString()])],
                [[
                    Say("total"),
                    helpers.Aggregate(Money.Zero, (sum, helper) => sum + helper.Charged).ToString(),
                    helpers.Aggregate(Money.Zero, (sum, helper) => sum + helper.Paid).ToString(),
                ]]));
        }

        document.Table(new PdfTable(
            Say("by-kind"),
            [new(Say("column-kind"), 4), new(Say("column-count"), 1.6, PdfAlign.Right), new(Say("column-amount"), 1.6, PdfAlign.Right)],
            [.. statement.Kinds.Select(kind => (IReadOnlyList<string>)[Say($"kind-{kind.Name}"), kind.Count.ToString(CultureInfo.InvariantCulture), kind.Amount.ToString()])]));
        AddParagraphs(document, StatementSheet.Sums(statement, culture));
    }
}
