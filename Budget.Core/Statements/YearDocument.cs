using System.Globalization;
using Budget.Core.Closing;
using Budget.Core.Configuration;
using Budget.Core.Ledger;
using Budget.Core.Pdf;

namespace Budget.Core.Statements;

/// <summary>The account of a year on paper: the figures and words of <see cref="YearSheet"/>.</summary>
public static class YearDocument
{
    /// <param name="madeOn">The day on which it is made; the same account of the same day gives the same bytes.</param>
    /// <param name="letterhead">Of the municipality on that day; none: without its colour and logo.</param>
    public static byte[] Write(YearAccount account, DateOnly madeOn, CultureInfo culture, Letterhead? letterhead = null)
    {
        string Say(string key, params object?[] parts) => YearSheet.Say(culture, key, parts);
        var (budget, title) = (account.Budget, YearSheet.Title(account, culture));
        var (author, subject) = (Say("author", budget.MunicipalityName), Say("subject", budget.Number));
        var document = (letterhead ?? Letterhead.Plain).Begin(
            new PdfDescription(title, DayText.IsEnglish(culture) ? "en" : "nl", author, subject, AmsterdamDay.At(madeOn, TimeOnly.MinValue)), author, subject, (page, pages) => Say("page", page, pages));
        document.Heading(1, title);
        document.Paragraph(Say("lead", PostingText.Product(budget.ProductNl, budget.ProductEn, culture), budget.ResidentName, account.Year), PdfTextStyle.Lead);
        document.Paragraph(YearSheet.State(account, culture));
        document.Heading(2, Say("money"));
        document.Table(Lines(YearSheet.Figures(account, culture), YearSheet.Left(account, culture), culture));
        document.Heading(2, Say("helpers"));
        if (account.Helpers.Count == 0)
        {
            document.Paragraph(Say("no-helpers", account.Year));
        }
        else
        {
            document.Table(Helpers(account, culture));
        }

        document.Heading(2, Say("payments", account.Year));
        document.Table(Lines(YearSheet.Payments(account, culture), new(Say("total-spent", account.Year), account.Figures.Spent), culture));
        if (YearSheet.Notes(account, culture) is { Count: > 0 } notes)
        {
            document.Heading(2, Say("notes"));
            foreach (var note in notes)
            {
                document.Paragraph(note);
            }
        }

        document.Paragraph(Say("questions", budget.MunicipalityName, budget.MunicipalityPhone, budget.Number));
        document.Paragraph(Say("made", madeOn.InWords(culture)));
        return document.ToArray();
    }

    // The heading above a table says what it is: a caption would say it again.
    private static PdfTable Lines(IReadOnlyList<YearLine> lines, YearLine total, CultureInfo culture) => new(
        Caption: null,
        [new(YearSheet.Say(culture, "column-what"), 4), new(YearSheet.Say(culture, "column-amount"), 1.5, PdfAlign.Right)],
        [.. lines.Select(line => (IReadOnlyList<string>)[line.Label, line.Amount.ToString()])],
        [[total.Label, total.Amount.ToString()]]);

    private static PdfTable Helpers(YearAccount account, CultureInfo culture) => new(
        Caption: null,
        [
            new(YearSheet.Say(culture, "column-helper"), 2.4),
            new(YearSheet.Say(culture, "column-volume"), 1.2, PdfAlign.Right),
            new(YearSheet.Say(culture, "column-approved"), 1.2, PdfAlign.Right),
            new(YearSheet.Say(culture, "column-taken-back"), 1.2, PdfAlign.Right),
            new(YearSheet.Say(culture, "column-earlier"), 1.2, PdfAlign.Right),
        ],
        [
            .. account.Helpers.Select(helper => (IReadOnlyList<string>)
            [
                YearSheet.Name(helper, culture), YearSheet.Volume(helper, account.Budget.Unit, culture), helper.Approved.ToString(), helper.TakenBack.ToString(), helper.Earlier.ToString(),
            ]),
        ]);
}
