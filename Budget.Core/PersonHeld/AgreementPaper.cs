using System.Globalization;
using Budget.Core.Configuration;
using Budget.Core.Pdf;

namespace Budget.Core.PersonHeld;

/// <summary>A care agreement on paper: the words of <see cref="AgreementClauses"/>. The same agreement gives the same bytes.</summary>
public static class AgreementPaper
{
    private static readonly Sentences Sentences = new("PersonHeld.AgreementTexts");

    /// <param name="letterhead">Of the municipality on the day on which it was drawn up; none: without its colour and logo.</param>
    public static byte[] Write(AgreementText.Answer answer, CultureInfo culture, Letterhead? letterhead = null)
    {
        string Say(string key, params object?[] parts) => Sentences.For(culture, key, parts);
        var title = AgreementClauses.Title(answer, culture);
        var number = Say("number", answer.Number);
        var document = (letterhead ?? Letterhead.Plain).Begin(
            new PdfDescription(title, DayText.IsEnglish(culture) ? "en" : "nl", answer.MunicipalityName, number, AmsterdamDay.At(AmsterdamDay.Of(answer.DrawnAt), TimeOnly.MinValue)),
            Say("heading"), number, (page, pages) => Say("page", page, pages));
        document.Heading(1, title);
        document.Paragraph(Say($"state-{answer.State}"), PdfTextStyle.Lead);
        foreach (var clause in AgreementClauses.Of(answer, culture))
        {
            document.Heading(2, clause.Heading);
            if (clause.Facts.Count > 0)
            {
                document.Facts(null, clause.Facts);
            }

            foreach (var words in clause.Words)
            {
                document.Paragraph(words);
            }
        }

        return document.ToArray();
    }
}
