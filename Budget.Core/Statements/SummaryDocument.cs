using System.Globalization;
using Budget.Core.Ledger;
using Budget.Core.Pdf;

namespace Budget.Core.Statements;

/// <summary>A statement in a few sentences on one page in large type, for who reads with difficulty or wants no more than the outcome. The same figures.</summary>
public static class SummaryDocument
{
    private const double Large = 1.7;

    /// <param name="checkAddress">As of <see cref="StatementDocument"/>.</param>
    public static byte[] Write(Statement statement, CultureInfo culture, string? checkAddress = null)
    {
        var (budget, closing) = (statement.Budget, statement.Closing);
        string Say(string key, params object?[] parts) => StatementSheet.Say(culture, key, parts);
        var title = Say("summary-title", StatementSheet.PeriodName(statement.Booked, culture));
        var document = StatementDocument.Begin(statement, culture, title, Large);
        document.Heading(1, title);
        // A name of any length leaves room for the rest: the whole of it stands on the statement.
        document.Paragraph(Say("summary-for", Cut(budget.ResidentName), PostingText.Product(budget.ProductNl, budget.ProductEn, culture)), PdfTextStyle.Bold);
        document.Paragraph(Say("summary-granted", closing.Granted));
        document.Paragraph(statement.Opening.Spent.IsPositive && closing.Spent > statement.Opening.Spent
            ? Say("summary-spent-more", closing.Spent, closing.Spent - statement.Opening.Spent, statement.Opening.Spent)
            : Say("summary-spent", closing.Spent));
        if (!budget.IsPersonHeld && closing.Reserved.IsPositive)
        {
            document.Paragraph(Say("summary-reserved", closing.Reserved));
        }

        document.Paragraph(Say(budget.IsPersonHeld ? "summary-left" : "summary-free", closing.Available), PdfTextStyle.Bold);
        document.Paragraph(StatementSheet.Closes(statement, culture));
        if (statement.Disputed.IsPositive)
        {
            document.Paragraph(Say("disputed", statement.Disputed));
        }

        document.Paragraph(Say("questions", budget.MunicipalityName, budget.MunicipalityPhone, budget.Number));
        StatementDocument.AddCode(document, statement, culture, checkAddress);
        return document.ToArray();
    }

    private static string Cut(string name) => name.Length <= 60 ? name : $"{name[..59]}…";
}
